"""What the checks say of a plan, of the page of a publication, and of its finished files."""

from collections.abc import Collection, Iterator, Sequence

from jarpub.checks import brands, characters, fairness, gaps, references
from jarpub.checks import consistency as values
from jarpub.checks import parity as agreement
from jarpub.checks import privacy as leaks
from jarpub.checks import readability as reading
from jarpub.checks import stale_wording as approvals
from jarpub.checks import structure as parts
from jarpub.checks.facts import true_to_the_plan
from jarpub.diagnostics import Diagnostic
from jarpub.formats.reading import Reading, Said, readable
from jarpub.pages.text_blocks import blocks
from jarpub.pages.tree import Page
from jarpub.project.brand import Brand
from jarpub.project.plan import Plan
from jarpub.project.publications import Publication, Publications
from jarpub.project.sources import Inputs
from jarpub.project.wording import Piece


def plan_and_house(plan: Plan, house: Publications, formats: Collection[str]) -> Iterator[Diagnostic]:
    """What is wrong in the plan and the list of publications: nothing can be made of it."""
    yield from references.known_publications(plan, house)
    yield from values.whole_recommendations(plan)
    yield from values.real_answers(plan)
    yield from values.real_approvals(plan)
    yield from values.agreeing_months(plan)
    yield from values.findable_corrections(plan)
    yield from references.known_sights(plan, house)
    yield from references.known_formats(house, formats)
    yield from references.known_names(plan, house)


def brand_is_usable(brand: Brand) -> Iterator[Diagnostic]:
    """What is wrong in the council's looks: nothing can be made in them."""
    yield from brands.known_fonts(brand)
    yield from brands.readable_colours(brand)


def page_can_be_made(page: Page, fonts: Collection[str]) -> Iterator[Diagnostic]:
    """What stands in the way of making a file of a page."""
    yield from characters.check(page, fonts)


def release(inputs: Inputs, publication: Publication, page: Page, reads: Collection[str]) -> Iterator[Diagnostic]:
    """What makes a publication a draft, and what should be looked at in it."""
    told, own = blocks(page), inputs.wording_of(publication)
    yield from gaps.answered(inputs.plan, publication)
    yield from gaps.printed(inputs.plan, publication, reads)
    yield from gaps.no_placeholders(publication, page)
    yield from approvals.current(own)
    yield from approvals.every_action_told(inputs.plan, publication, own)
    yield from parts.within_limits(publication, told)
    yield from parts.one_item_each(inputs.plan, publication, told)
    yield from reading.easy_to_read(inputs.house, publication, told)
    yield from reading.no_banned_words(inputs.house, publication, told)
    yield from fairness.attributed(publication, told)
    yield from fairness.no_praise(publication, told)
    yield from fairness.states_a_weakness(inputs.plan, publication, _written_from(own))
    yield from fairness.approved_quotes(publication, told, _approved(own))
    yield from true_to_the_plan(inputs.house, inputs.facts, told)
    yield from leaks.no_doubtful_names(inputs.plan, inputs.house, publication, told)


def can_be_proved(publication: Publication, formats: Collection[str]) -> Iterator[Diagnostic]:
    """No final is made in a format that cannot be read back."""
    for format in formats:
        if publication.is_made_in(format) and not readable(format):
            message = f"{publication.key}.{format} cannot be read back, so nothing proves what it says"
            yield Diagnostic(publication.location, message, f"add jarpub/formats/{format}/reader.py", "blocking")


def finished_file(
    secrets: Sequence[leaks.Secret], publication: Publication, page: Page, name: str, reading: Reading
) -> Iterator[Diagnostic]:
    """What is wrong in a finished file: it never leaves the building."""
    yield from leaks.no_secrets(secrets, publication, name, (*reading.said, *_drawn(page)), blocks(page))
    yield from agreement.same_words(page, name, reading)
    yield from agreement.same_title(page, name, reading)
    yield from agreement.leading_links(name, reading)


def _drawn(page: Page) -> Iterator[Said]:
    """The words drawn inside pictures: formats without shapes show them as dots, which nobody can read back."""
    for element in page.body.walk():
        if element.tag == "text":
            yield Said("a picture", "".join(child for child in element.children if isinstance(child, str)))


def _written_from(own: Sequence[Piece]) -> set[str]:
    return {reference.id for piece in own if piece.approval and piece.texts for reference in piece.approval.from_}


def _approved(own: Sequence[Piece]) -> set[str]:
    return {text.id for piece in own if piece.state == "approved" for text in piece.texts}
