"""What the plan does not say, and a publication needs."""

import re
from collections.abc import Collection, Iterator

from jarpub.diagnostics import Finding
from jarpub.pages.text_blocks import blocks
from jarpub.pages.tree import Page
from jarpub.project.plan import Gap, Plan
from jarpub.project.publications import Publication

PLACEHOLDER = re.compile(
    r"\bTO BE (?:SUPPLIED|CONFIRMED|ADDED|DECIDED)\b|\bTB[ACDS]\b|\bX{3,}\b|\?{2,}|\bTO-?DO\b|(?i:\blorem ipsum\b"
    r"|\[(?:check|insert|date|name|to be)[^\]]*\])"
)


def open_gaps(plan: Plan, publication: Publication) -> tuple[Gap, ...]:
    """The gaps that a publication needs answered, and that are not."""
    return tuple(gap for gap in plan.gaps if _needs(publication, gap) and not gap.answer)


def answered(plan: Plan, publication: Publication) -> Iterator[Finding]:
    """No gap that blocks a publication is open."""
    for gap in open_gaps(plan, publication):
        if gap.blocking:
            needed = " and ".join(each.id for each in gap.needed_by)
            sentence = f"{gap.id}, which {needed} cannot do without, is not answered: {gap.question}"
            way_out = f"type the answer behind answer: under {gap.id}; ask {gap.ask}"
            yield Finding(gap.question.place, sentence, way_out, "blocking")


def printed(plan: Plan, publication: Publication, reads: Collection[str]) -> Iterator[Finding]:
    """Each gap that is said to be needed by a publication is asked for in its template, and the other way round."""
    for gap in plan.gaps:
        asked = any(read.startswith(f"{gap.id}.") for read in reads)
        if _needs(publication, gap) and not asked:
            sentence = f"{gap.id} is needed by {publication.key}, and its template has no place for it"
            yield Finding(gap.question.place, sentence, f"write {{{{ gaps.{gap.id} }}}} into it", "blocking")
        elif asked and not gap.answer and not _needs(publication, gap):
            sentence = f"{publication.key} asks for {gap.id}, which does not list it under needed_by"
            yield Finding(gap.question.place, sentence, f"add {publication.key} to needed_by", "warning")


def no_placeholders(publication: Publication, page: Page) -> Iterator[Finding]:
    """No mark of something missing is left where the page is to be final, whoever typed it."""
    for element in page.body.walk():
        if "gap" in element.classes:
            sentence = f'{publication.key}: "{element.text()}" is the mark of a gap, and of no gap in the plan'
            yield Finding(element.place, sentence, "ask for a gap of the plan, such as {{ gaps.G02 }}", "blocking")
    for block in blocks(page):
        found = PLACEHOLDER.search(block.words)
        if found:
            sentence = f'{publication.key}: "{found[0]}" holds the place of something that is missing'
            place = block.place_at(found.start())
            yield Finding(place, sentence, "write what belongs there, or make a gap of it", "blocking")


def _needs(publication: Publication, gap: Gap) -> bool:
    return any(needed.id == publication.key for needed in gap.needed_by)
