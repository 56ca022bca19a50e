"""The parts of a publication are all there, in order, and as long as they may be."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

from jarpub.checks.reading.limits import items, texts
from jarpub.diagnostics import Code, Diagnostic
from jarpub.pages.page_tree import HEADINGS
from jarpub.pages.text_blocks import Block
from jarpub.project.plan.model import Plan
from jarpub.project.publications import PartLimit, Publication

PART = Code("structure.part", "A part of a publication is missing.")
LENGTH = Code("structure.length", "A part of a publication has too many words or characters, or too few words.")
ITEMS = Code("structure.items", "The items of a publication are not the plan's recommendations in their order.")
LABELS = Code("structure.labels", "The items of a publication have different labels.")


def word_counts(publication: Publication, blocks: Iterable[Block]) -> list[tuple[PartLimit, list[list[Block]]]]:
    """For each part with a limit, the blocks of every element that is such a part."""
    counted = []
    for limit in publication.parts:
        found: dict[int, list[Block]] = {}
        for block in blocks:
            for element in block.around:
                if limit.part.words in element.classes:
                    found.setdefault(id(element), []).append(block)
        counted.append((limit, list(found.values())))
    return counted


def count(part: str, blocks: Iterable[Block]) -> int:
    """How many words the blocks of a part have, without the headings and labels inside it."""
    counted = (block for block in blocks if block.tag not in HEADINGS or part in block.around[-1].classes)
    return sum(len(block.words.split()) for block in counted)


def written(limit: PartLimit, part: Sequence[Block]) -> int:
    """How many words of a part count among the most that it may have: what somebody wrote, or all where it says so."""
    return count(limit.part.words, part if limit.as_printed else texts(part))


def characters(part: Iterable[Block]) -> int:
    """How many characters a part prints, with one space between its words."""
    return len(" ".join(word for block in part for word in block.words.split()))


def within_limits(publication: Publication, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """Each part is there, and neither too short nor too long."""
    for limit, found in word_counts(publication, blocks):
        if not found:
            message = f'{publication.key}: there is no part with the class "{limit.part}"'
            yield Diagnostic(PART, limit.part.location, message, "give one to an element of the template", "blocking")
        for part in found:
            yield from _length(publication, limit, part)


def _length(publication: Publication, limit: PartLimit, part: Sequence[Block]) -> Iterator[Diagnostic]:
    """A part is long by what somebody wrote in it, and short by all that it prints."""
    name = limit.part.words
    words, printed, letters = written(limit, part), count(name, part), characters(part)
    location = next(texts(part), part[0]).location
    said = f'{publication.key}: the {name} that starts "{shorten(part[0].words, 40, placeholder=" …")}" has'
    if words > limit.most:
        message = f"{said} {words} words, and {limit.most} is the limit"
        yield Diagnostic(LENGTH, location, message, "shorten it", "blocking")
    if letters > limit.most_characters:
        message = f"{said} {letters} characters, and {limit.most_characters} is the limit"
        yield Diagnostic(LENGTH, location, message, "shorten it, or the address in it", "blocking")
    if printed < limit.least:
        message = f"{said} {printed} words, and needs {limit.least}"
        yield Diagnostic(LENGTH, location, message, "say more", "blocking")


def one_item_each(plan: Plan, publication: Publication, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """There is one item for each recommendation, in the plan's order, all with the same labels in the same order."""
    if publication.items is None:
        return
    found = items(publication, blocks)
    wanted = [recommendation.ref for recommendation in plan.recommendations]
    if [name for name, _ in found] != wanted:
        said = ", ".join(name or "one without an id" for name, _ in found) or "none"
        message = f"{publication.key}: the items are {said}, and the plan has {', '.join(wanted)}"
        yield Diagnostic(ITEMS, publication.location, message, "give each recommendation an item, in order", "blocking")
    labels = [[block.words.strip() for block in inside if block.tag == "h3"] for _, inside in found]
    for (name, inside), own in zip(found, labels, strict=True):
        if own != labels[0]:
            message = f'{name}: the labels are "{", ".join(own)}", and {found[0][0]} has "{", ".join(labels[0])}"'
            yield Diagnostic(
                LABELS, inside[0].location, message, "give every item the same labels in the same order", "blocking"
            )
