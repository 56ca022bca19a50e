"""The text of a page block by block, each piece of it with its place and with the value of the plan that it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from jarpub.diagnostics import Location
from jarpub.pages.page_tree import Child, Element, Page, groups

# What a publication says of itself and not of the plan: what is missing, that it is a draft or an edition, how long a part is.
OF_ITSELF = frozenset({"gap", "none", "draft", "stamp", "label", "part", "council"})
# A full stop, not inside "9.30" or behind an initial or a short form, with what closes after it. The third of a row of
# them ends what the second does: nothing is begun there again.
SENTENCE_END = re.compile(
    r"(?<![.!?…][.!?…])(?<!\b[A-Z])(?<!\b[Ee]\.g)(?<!\b[Ii]\.e)(?<!\b(?:Mr|Dr|St|No))(?<!\b(?:Mrs))[.!?…।؟۔]+[\"'”’)]*(?=\s+|$)"
)


class Run(NamedTuple):
    """Words with one origin; `source` is the id of the value they are, or nothing for a template's own."""

    words: str
    location: Location
    value_id: str


@dataclass(frozen=True)
class Sentence:
    """A sentence, without the space around it, and where it begins."""

    words: str
    location: Location


@dataclass(frozen=True)
class Block:
    """One run of text, such as a paragraph or an entry of a list, and the elements around it, outermost first."""

    runs: tuple[Run, ...]
    around: tuple[Element, ...]

    @cached_property
    def words(self) -> str:
        """Its text."""
        return "".join(run.words for run in self.runs)

    @property
    def tag(self) -> str:
        """The element that holds it."""
        return self.around[-1].tag

    @property
    def location(self) -> Location:
        """Where its first words stand, of the plan's if it has any."""
        return next((run for run in self.runs if run.value_id), self.runs[0]).location

    def location_at(self, offset: int) -> Location:
        """Where the letter with this number stands, as near as is known."""
        return self.runs[min(bisect_right(self._ends, offset), len(self.runs) - 1)].location

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """Behind which letter of the text each run ends."""
        return tuple(accumulate(len(run.words) for run in self.runs))

    def stands_in(self, part: str) -> bool:
        """Whether an element of this class is around it."""
        return any(part in element.classes for element in self.around)

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Its sentences; the end of the block ends one, with a full stop or without."""
        start = 0
        for end in [*(match.end() for match in SENTENCE_END.finditer(self.words)), len(self.words)]:
            words = self.words[start:end]
            if words.strip():
                yield Sentence(words.strip(), self.location_at(start + len(words) - len(words.lstrip())))
            start = end


def blocks(page: Page, *, without: frozenset[str] = OF_ITSELF) -> tuple[Block, ...]:
    """Every block of a page in reading order, without elements of some classes: what it says of itself."""
    return tuple(_blocks(page.body, (), "", without))


def drawn(page: Page) -> tuple[Block, ...]:
    """The words drawn inside the pictures of a page, text by text."""
    return tuple(
        Block((Run("".join(child for child in text.children if isinstance(child, str)), text.location, ""),), (text,))
        for picture in page.body.walk()
        if picture.tag == "svg"
        for text in picture.walk()
        if text.tag == "text"
    )


def _blocks(element: Element, around: tuple[Element, ...], value_id: str, without: frozenset[str]) -> Iterator[Block]:
    if not without.isdisjoint(element.classes):
        return
    around = (*around, element)
    value_id = element.attributes.get("data-value", value_id)
    for block, group in groups(element):
        if block:
            for child in group:
                if isinstance(child, Element):
                    yield from _blocks(child, around, value_id, without)
            continue
        runs = tuple(run for child in group for run in _runs(child, element.location, value_id, without))
        if any(run.words.strip() for run in runs):
            yield Block(runs, around)


def _runs(child: Child, location: Location, value_id: str, without: frozenset[str]) -> Iterator[Run]:
    if isinstance(child, str):
        yield Run(child, location, value_id)
    elif child.tag == "svg":
        yield Run(child.spoken, child.location, value_id)
    elif child.tag == "br":
        yield Run(" ", child.location, value_id)
    elif without.isdisjoint(child.classes):
        for inner in child.children:
            yield from _runs(inner, child.location, child.attributes.get("data-value", value_id), without)
