"""A publication as a checked page: its part of the plan through its template."""

from dataclasses import dataclass

from jarpub.diagnostics import Location
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Mark, Page
from jarpub.pages.stage_mark import marked
from jarpub.pages.template_environment import environment
from jarpub.pages.view import view
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Composition:
    """A page, and what it was made from: the names of the plan's values and of the templates."""

    page: Page
    dependencies: frozenset[str]
    templates: tuple[str, ...]


def render(project: Project, sources: Sources, publication: Publication, *, draft: bool) -> Composition:
    """The page of a publication, as a draft or as a final; raises DiagnosticsError."""
    visible = tuple(path.words for path in publication.sees)
    plan, dependencies = view(sources.plan, visible)
    templates = environment(project.templates, project.templates_name, draft=draft, locating=True)
    brand, template = sources.brand, publication.template.words
    markup = templates.render(
        template,
        {key: getattr(plan, key) for key in sorted({path.split(".")[0] for path in visible})},
        organisation=brand.organisation,
        logo=brand.logo and brand.logo.words,
        publication=publication,
        draft=draft,
    )
    page = Page(
        key=publication.key,
        language=brand.language,
        subject=publication.subject.words,
        organisation=brand.organisation.words,
        body=parse(markup, Location(project.name(project.templates / template))),
    )
    page = marked(page, Mark("draft", sources.settings.draft.words)) if draft else page
    return Composition(page, frozenset(dependencies), tuple(sorted(templates.asked)))
