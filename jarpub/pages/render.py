"""A publication as a checked page: its part of the plan through its template."""

from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from jarpub.diagnostics import Location
from jarpub.pages.languages.others import with_languages
from jarpub.pages.languages.voice import Unsaid
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import SKIP, Days, Element, Mark, OnTheWeb, Page
from jarpub.pages.printed_values import web_target
from jarpub.pages.qr_codes import qr
from jarpub.pages.stage_mark import marked
from jarpub.pages.template_environment import SandboxedTemplates, environment
from jarpub.pages.view import view
from jarpub.project.days import day_of
from jarpub.project.languages import primary
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Composition:
    """A page, and what it was made from: the names of the plan's values and of the templates."""

    page: Page
    dependencies: frozenset[str]
    templates: tuple[str, ...]
    stamp: str  # what a final says of itself, in its language
    unsaid: tuple[Unsaid, ...]  # what was said in no language that its readers know


def render(project: Project, sources: Sources, publication: Publication, *, draft: bool) -> Composition:
    """The page of a publication, as a draft or as a final; raises DiagnosticsError."""
    visible, language = publication.sights, publication.language or sources.brand.language
    plan, dependencies = view(sources.plan, visible)
    templates = environment(project.templates, project.templates_name, draft=draft, locating=True, language=language)
    brand, template = sources.brand, publication.template.words
    seen = {key: getattr(plan, key) for key in sorted({path.split(".")[0] for path in visible})}
    if "gaps" in seen:
        seen["gaps"] = seen["gaps"].with_others({role: str(own) for role, own in publication.answers.items()})
    if publication.translated_from:
        seen["wording"] = seen["wording"].with_others({publication.translated_from: str(publication.wording)})
    markup = templates.render(
        template,
        seen,
        organisation=brand.organisation,
        logo=brand.logo and brand.logo.words,
        publication=publication,
        draft=draft,
        qr=partial(qr, outlet=publication.outlet.words if publication.outlet else ""),
    )
    made_from, voice = set(templates.asked), templates.voice
    say = voice.say_if_translated if language == brand.language else voice.say  # the settings are the council's own
    stamp = say(sources.settings.final.words)
    mark = Mark("draft", say(sources.settings.mark_of(publication).words))
    skip = voice.say(SKIP)
    unsaid = tuple(voice.unsaid)
    page = Page(
        key=publication.key,
        language=language,
        subject=publication.subject.words,
        organisation=brand.organisation.words,
        body=_in_languages(parse(markup, Location(project.name(project.templates / template))), sources, publication),
        web=_on_the_web(sources, publication),
        logo=_logo(project, templates, brand.logo.words) if brand.logo else None,
        look=PurePath(template).stem,
        skip=skip,
        days=_days(sources),
    )
    page = marked(page, mark) if draft else page
    return Composition(page, frozenset(dependencies), tuple(sorted(made_from | templates.asked)), stamp, unsaid)


def _in_languages(body: Element, sources: Sources, publication: Publication) -> Element:
    """A page on which the plan's own words say of which language they are, where that is another than the page's."""
    of_page, of_plan = publication.language or sources.brand.language, sources.brand.language
    if primary(of_page) == primary(of_plan):
        return body
    roles = {str(own) for own in publication.answers.values()}
    own = {f"{gap.id}.answer" for gap in sources.plan.gaps if gap.role in roles}
    told = f"wording.{publication.wording}."
    return with_languages(body, lambda name: name in own or name.startswith(told), of_page, of_plan)


def _days(sources: Sources) -> Days | None:
    """The day of the plan, where somebody has answered which one that is."""
    named = sources.settings.dated
    answer = next((gap.answer for gap in sources.plan.gaps if named and gap.role == named.words), None)
    day = day_of(answer.words) if answer else None
    return Days(day.isoformat()) if day else None


def _on_the_web(sources: Sources, publication: Publication) -> OnTheWeb:
    named = publication.address and publication.address.words
    answer = next((gap.answer for gap in sources.plan.gaps if named and gap.role == named), None)
    picture, words = publication.picture, publication.picture_words
    return OnTheWeb(
        kind=publication.kind,
        address=web_target(answer.words) if answer else "",
        picture=picture.words if picture else "",
        picture_words=words.words if words else "",
        is_internal=publication.internal,
    )


def _logo(project: Project, templates: SandboxedTemplates, name: str) -> Element | None:
    """The council's logo by itself, checked as on a page."""
    svg = templates.render(name)
    page = parse(f"<article><h1>Logo</h1><p>Logo {svg}</p></article>", Location(project.name(project.templates / name)))
    return next((element for element in page.walk() if element.tag == "svg"), None)
