"""What the checks say of a plan, of the page of a publication, and of its finished files."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from jarpub.checks import (
    columns,
    consistency,
    fairness,
    gaps,
    parity,
    references,
    stale_wording,
    structure,
    style,
)
from jarpub.checks.facts.held import Facts, with_figures
from jarpub.checks.facts.rules import true_pictures, true_to_the_plan
from jarpub.checks.privacy import rules as privacy
from jarpub.checks.privacy.protected import Protected, protected_of
from jarpub.checks.reading import limits, list_signs
from jarpub.diagnostics import Code, Diagnostic
from jarpub.formats import Extract, Fragment, is_readable
from jarpub.pages.page_tree import ComparedPage, Page
from jarpub.pages.text_blocks import blocks, drawn
from jarpub.project.brand import Brand
from jarpub.project.languages import ENGLISH
from jarpub.project.plan.model import Plan
from jarpub.project.plan.wording import TO_BE_WRITTEN, Wording
from jarpub.project.publications import Publication, Settings
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Versions:
    """A finished file that shows what has changed, as it was read back: all of it, and the text of either version."""

    whole: Extract
    before: tuple[str, ...]
    now: tuple[str, ...]


NO_READER = Code("format.no-reader", "A format cannot be read back, so nothing proves what its files say.")


def check_sources(
    plan: Plan, settings: Settings, formats: Collection[str], language: str = ENGLISH
) -> Iterator[Diagnostic]:
    """What is wrong in a plan in a language, and in the list of publications: nothing can be made of it."""
    yield from references.known_roles(plan, settings)
    yield from consistency.whole_recommendations(plan)
    yield from columns.all_in_columns(plan)
    yield from consistency.real_answers(plan)
    yield from gaps.answered_in_fields(plan)
    yield from list_signs.no_foreign_list_signs(plan)
    yield from consistency.real_approvals(plan)
    yield from consistency.agreeing_texts(plan, language)
    yield from consistency.findable_corrections(plan)
    yield from references.known_sights(plan, settings)
    yield from references.known_formats(settings, formats)
    yield from references.known_names(plan, settings)
    yield from references.known_languages(settings)
    yield from references.known_addresses(plan, settings)


def check_brand(brand: Brand) -> Iterator[Diagnostic]:
    """What is wrong in the council's brand: nothing can be made in it."""
    yield from style.known_fonts(brand)
    yield from style.readable_colours(brand)


def check_page(page: Page, families: Collection[str]) -> Iterator[Diagnostic]:
    """What stands in the way of making a file of a page."""
    yield from style.drawable_characters(page, families)


def check_publication(
    sources: Sources, facts: Facts, publication: Publication, page: Page, dependencies: Collection[str]
) -> Iterator[Diagnostic]:
    """What makes a publication a draft, and what should be looked at in it."""
    told, own = blocks(page), sources.wording_of(publication)
    written = [block for block in told if not TO_BE_WRITTEN.search(block.words)]
    everything = [block for block in blocks(page, without=frozenset()) if not TO_BE_WRITTEN.search(block.words)]
    facts = with_figures(facts, sources.plan.reach) if publication.shows_figures else facts
    facts = replace(facts, language=page.language)
    yield from gaps.answered(sources.plan, sources.settings, publication)
    yield from gaps.printed(sources.plan, publication, dependencies)
    yield from gaps.lines_run_together(sources.plan, publication)
    yield from gaps.no_placeholders(publication, page, told)
    yield from stale_wording.current(publication, own)
    yield from stale_wording.every_action_told(sources.plan, publication, own)
    yield from structure.within_limits(publication, told)
    yield from structure.one_item_each(sources.plan, publication, told)
    yield from limits.easy_to_read(sources.settings, publication, written, page.language)
    yield from limits.no_banned_words(sources.settings, publication, written)
    yield from fairness.attributed(publication, written)
    yield from fairness.no_praise(publication, written)
    yield from fairness.states_a_weakness(sources.plan, publication, _written_from(own))
    yield from fairness.approved_quotes(publication, told, _approved(own))
    yield from true_to_the_plan(sources.settings, facts, everything)
    yield from true_pictures(sources.settings, facts, drawn(page))
    yield from privacy.no_doubtful_names(protected_of(sources.plan, publication), publication, told)


def check_formats(publication: Publication, formats: Collection[str]) -> Iterator[Diagnostic]:
    """No final is made in a format that cannot be read back."""
    for format in formats:
        if publication.is_made_in(format) and not is_readable(format):
            message = f"{publication.key}.{format} cannot be read back, so nothing proves what it says"
            yield Diagnostic(
                NO_READER, publication.location, message, f"add jarpub/formats/{format}/reader.py", "blocking"
            )


def check_file(
    protected: Protected, publication: Publication, page: Page, name: str, extract: Extract
) -> Iterator[Diagnostic]:
    """What is wrong in a finished file: it never leaves the building."""
    yield from privacy.no_secrets(protected, publication, name, (*extract.fragments, *_drawn(page)), blocks(page))
    yield from parity.same_words(page, name, extract)
    yield from parity.nothing_beside(page, name, extract)
    yield from parity.nothing_hidden(name, extract)
    yield from parity.same_title(page, name, extract)
    yield from parity.same_languages(page, name, extract)
    yield from parity.leading_links(name, extract)


def check_comparison(
    protected: Sequence[Protected],
    publication: Publication,
    page: ComparedPage,
    name: str,
    versions: Versions,
) -> Iterator[Diagnostic]:
    """What is wrong in a finished file that shows what has changed: whoever has it has the words of both versions."""
    whole = versions.whole
    for each in protected:
        yield from privacy.no_secrets(each, publication, name, (*whole.fragments, *_drawn(page)), blocks(page))
        for version in (page.before, page.now):
            fragments = [Fragment("the text", block.words) for block in blocks(version, without=frozenset())]
            yield from privacy.no_secrets(each, publication, name, (*fragments, *_drawn(version)), blocks(version))
    texts = ((page, whole.blocks), (page.before, versions.before), (page.now, versions.now))
    yield from (each for version, words in texts for each in parity.same_letters(version, name, words))
    yield from parity.nothing_beside(page, name, whole, page.before, page.now)
    yield from parity.nothing_hidden(name, whole)
    yield from parity.same_title(page, name, whole)
    yield from parity.leading_links(name, whole)


def _drawn(page: Page) -> Iterator[Fragment]:
    """The words drawn inside pictures: where they are dots or shapes of letters, nobody can read them back."""
    for picture in (*page.body.walk(), *(page.logo.walk() if page.logo else ())):
        if picture.tag == "svg":
            texts = [element.children for element in picture.walk() if element.tag == "text"]
            words = ("".join(child for child in text if isinstance(child, str)) for text in texts)
            yield Fragment("a picture", "\n".join(words))


def _written_from(own: Sequence[Wording]) -> set[str]:
    return {reference.id for each in own if each.approval and each.texts for reference in each.approval.from_}


def _approved(own: Sequence[Wording]) -> set[str]:
    return {text.id for each in own if each.state == "approved" for text in each.texts}
