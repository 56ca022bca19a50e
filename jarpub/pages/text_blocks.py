"""The text of a page block by block, each piece of it with its place and with the value of the plan that it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from jarpub.diagnostics import Location
from jarpub.pages.tree import Child, Element, Page, groups

# What a publication says of itself and not of the plan: what is missing, that it is a draft, how long a part is.
OF_ITSELF = frozenset({"gap", "none", "draft", "label", "part", "council"})
# A full stop, not inside "9.30" or behind an initial or a short form, with what closes after it.
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[Ee]\.g)(?<!\b[Ii]\.e)(?<!\b(?:Mr|Dr|St|No))(?<!\b(?:Mrs))[.!?…]+[\"'”’)]*(?=\s+|$)"
)


@dataclass(frozen=True)
class Piece:
    """Words with one origin; `source` is the id of the value they are, or nothing for a template's own."""

    words: str
    location: Location
    source: str


@dataclass(frozen=True)
class Sentence:
    """A sentence, without the space around it, and where it begins."""

    words: str
    location: Location


@dataclass(frozen=True)
class Block:
    """One run of text, such as a paragraph or an entry of a list, and the elements around it, outermost first."""

    pieces: tuple[Piece, ...]
    around: tuple[Element, ...]

    @cached_property
    def words(self) -> str:
        """Its text."""
        return "".join(piece.words for piece in self.pieces)

    @property
    def tag(self) -> str:
        """The element that holds it."""
        return self.around[-1].tag

    @property
    def location(self) -> Location:
        """Where its first words stand, of the plan's if it has any."""
        return next((piece for piece in self.pieces if piece.source), self.pieces[0]).location

    def location_at(self, offset: int) -> Location:
        """Where the letter with this number stands, as near as is known."""
        for piece in self.pieces:
            if offset < len(piece.words):
                return piece.location
            offset -= len(piece.words)
        return self.pieces[-1].location

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


def blocks(page: Page) -> tuple[Block, ...]:
    """Every block of a page in reading order, without what it says of itself."""
    return tuple(_blocks(page.body, (), ""))


def _blocks(element: Element, around: tuple[Element, ...], source: str) -> Iterator[Block]:
    if OF_ITSELF & set(element.classes):
        return
    around = (*around, element)
    source = element.attributes.get("data-source", source)
    for block, group in groups(element):
        if block:
            for child in group:
                if isinstance(child, Element):
                    yield from _blocks(child, around, source)
            continue
        pieces = tuple(piece for child in group for piece in _pieces(child, element.location, source))
        if any(piece.words.strip() for piece in pieces):
            yield Block(pieces, around)


def _pieces(child: Child, location: Location, source: str) -> Iterator[Piece]:
    if isinstance(child, str):
        yield Piece(child, location, source)
    elif child.tag == "svg":
        yield Piece(child.spoken, child.location, source)
    elif not OF_ITSELF & set(child.classes):
        for inner in child.children:
            yield from _pieces(inner, child.location, child.attributes.get("data-source", source))
