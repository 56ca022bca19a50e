"""The text of a page block by block, each piece of it with its place and with the value of the plan that it is."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from jarpub.diagnostics import Location
from jarpub.pages.page_tree import Child, Element, Page, groups, primary

# What a publication says of itself and not of the plan: what is missing, that it is a draft or an edition, how long a part is.
OF_ITSELF = frozenset({"gap", "none", "draft", "stamp", "label", "part", "council"})
# A full stop, not inside "9.30" or behind an initial or a short form, with what closes after it. The third of a row of
# them ends what the second does: nothing is begun there again.
LETTER = re.compile(r"\w")
SENTENCE_END = re.compile(
    r"(?<![.!?…][.!?…])(?<!\b[A-Z])(?<!\b[Ee]\.g)(?<!\b[Ii]\.e)(?<!\b(?:Mr|Dr|St|No))(?<!\b(?:Mrs))[.!?…।؟۔]+[\"'”’)]*(?=\s+|$)"
)


class Origin(NamedTuple):
    """Where words come from: the id of the value they are, and their language where it is another than the page's."""

    value_id: str
    of_page: str
    language: str = ""

    def inside(self, element: Element) -> "Origin":
        """That of the words in an element, which may be another value, or of another language."""
        value_id, language = element.attributes.get("data-value", self.value_id), element.attributes.get("lang")
        if language is None:
            return self if value_id == self.value_id else self._replace(value_id=value_id)
        is_other = primary(language) != primary(self.of_page)
        return self._replace(value_id=value_id, language=language if is_other else "")


class Run(NamedTuple):
    """Words with one origin; `source` is the id of the value they are, or nothing for a template's own."""

    words: str
    location: Location
    value_id: str
    language: str = ""  # its code, where it is another than the page's


@dataclass(frozen=True)
class Sentence:
    """A sentence, without the space around it, and where it begins; `own` has spaces for words of another language."""

    words: str
    location: Location
    own: str


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

    def run_at(self, offset: int) -> Run:
        """The run that the letter with this number stands in."""
        return self.runs[min(bisect_right(self._ends, offset), len(self.runs) - 1)]

    def location_at(self, offset: int) -> Location:
        """Where the letter with this number stands, as near as is known."""
        return self.run_at(offset).location

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
                first = start + len(words) - len(words.lstrip())
                yield Sentence(words.strip(), self.location_at(first), self._own[start:end].strip())
            start = end

    @cached_property
    def _own(self) -> str:
        return "".join(LETTER.sub(" ", run.words) if run.language else run.words for run in self.runs)


def blocks(page: Page, *, without: frozenset[str] = OF_ITSELF) -> tuple[Block, ...]:
    """Every block of a page in reading order, without elements of some classes: what it says of itself."""
    return tuple(_blocks(page.body, (), Origin("", page.language), without))


def drawn(page: Page) -> tuple[Block, ...]:
    """The words drawn inside the pictures of a page, text by text."""
    return tuple(
        Block((Run("".join(child for child in text.children if isinstance(child, str)), text.location, ""),), (text,))
        for picture in page.body.walk()
        if picture.tag == "svg"
        for text in picture.walk()
        if text.tag == "text"
    )


def _blocks(element: Element, around: tuple[Element, ...], origin: Origin, without: frozenset[str]) -> Iterator[Block]:
    if not without.isdisjoint(element.classes):
        return
    around = (*around, element)
    origin = origin.inside(element)
    for block, group in groups(element):
        if block:
            for child in group:
                if isinstance(child, Element):
                    yield from _blocks(child, around, origin, without)
            continue
        runs = tuple(run for child in group for run in _runs(child, element.location, origin, without))
        if any(run.words.strip() for run in runs):
            yield Block(runs, around)


def _runs(child: Child, location: Location, origin: Origin, without: frozenset[str]) -> Iterator[Run]:
    if isinstance(child, str):
        yield Run(child, location, origin.value_id, origin.language)
    elif child.tag == "svg":
        yield Run(child.spoken, child.location, origin.value_id)
    elif child.tag == "br":
        yield Run(" ", child.location, origin.value_id)
    elif without.isdisjoint(child.classes):
        for inner in child.children:
            yield from _runs(inner, child.location, origin.inside(child), without)
