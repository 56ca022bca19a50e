"""A publication as the Word file that was sent, in which each word knows the value that it is of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count

from jarpub.build.target import theme_of
from jarpub.formats import writer
from jarpub.formats.docx.returned.reading import read
from jarpub.formats.docx.returned.text import Block, Paragraph, Returned, Row, Table
from jarpub.pages.page_tree import Child, Element, Page
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources

FORMAT = "docx"
FIRST_SIGN = 0xF0000  # of the letters that nobody uses: one stands before each text, and says which it is
SIGN = re.compile("[\U000f0000-\U000ffffd]")
PARTS = re.compile("[\U000f0000-\U000ffffd]|\t|[^\t\U000f0000-\U000ffffd]+")
OF_ITSELF = frozenset({"draft", "stamp"})
QUESTION = ".question"
ASKED = frozenset({"gap", "none"})


@dataclass(frozen=True)
class Origin:
    """What a text of the page is: a value by its name and the file that has it, or words of the template.

    `number` tells one place where a value is printed from the others. Where it asks for an answer it is the question.
    """

    number: int
    name: str = ""
    file: str = ""
    is_asked: bool = False
    is_of_itself: bool = False  # that the publication is a draft, or which edition it is


TEMPLATES_OWN = Origin(0)


@dataclass(frozen=True)
class Piece:
    """Words with one origin and one look, and where they begin in their paragraph."""

    start: int
    words: str
    origin: Origin
    marks: frozenset[str]

    @property
    def end(self) -> int:
        """Where they end."""
        return self.start + len(self.words)


@dataclass(frozen=True)
class SentParagraph:
    """A paragraph as it was sent."""

    pieces: tuple[Piece, ...]

    @cached_property
    def words(self) -> str:
        """Its words."""
        return "".join(piece.words for piece in self.pieces)


@dataclass(frozen=True)
class SentRow:
    """A row of a table, cell by cell."""

    cells: tuple[tuple["SentBlock", ...], ...]


@dataclass(frozen=True)
class SentTable:
    """A table, row by row."""

    rows: tuple[SentRow, ...]


SentBlock = SentParagraph | SentTable


@dataclass(frozen=True)
class Sent:
    """A publication as it was sent: its text, what stands outside of it, and its page."""

    blocks: tuple[SentBlock, ...]
    beside: tuple[tuple[str, str], ...]
    page: Page


def paragraphs(blocks: Iterable[SentBlock]) -> Iterator[SentParagraph]:
    """Every paragraph of some blocks, in reading order."""
    for block in blocks:
        if isinstance(block, SentParagraph):
            yield block
        else:
            yield from (each for row in block.rows for cell in row.cells for each in paragraphs(cell))


def sent(project: Project, sources: Sources, publication: Publication, page: Page) -> Sent:
    """The Word file of a page, made once more and read as one that came back is."""
    origins: list[Origin] = []
    marked = replace(page, body=_marked(page.body, TEMPLATES_OWN, origins, count(1)))
    written = writer(FORMAT).write(marked, theme_of(project, publication, sources.brand))
    found = read(written.content)
    return Sent(tuple(_blocks(found.blocks, origins)), tuple(_beside(found)), page)


def _beside(found: Returned) -> Iterator[tuple[str, str]]:
    """What stands outside of the text, without the signs of a title."""
    for called, words in found.beside:
        yield called, SIGN.sub("", words)


def _marked(element: Element, around: Origin, origins: list[Origin], numbers: "count[int]") -> Element:
    """The element with a sign before each text, and with nothing drawn in its pictures, which takes most of the time."""
    own = _origin(element, around, numbers)
    children: list[Child] = []
    for child in element.children:
        if isinstance(child, Element):
            is_picture = child.tag == "svg"
            children.append(replace(child, children=()) if is_picture else _marked(child, own, origins, numbers))
            continue
        children.append(f"{chr(FIRST_SIGN + len(origins))}{child}")
        origins.append(own)
    return replace(element, children=tuple(children))


def _origin(element: Element, around: Origin, numbers: "count[int]") -> Origin:
    name = element.attributes.get("data-value", "")
    if name:
        around = Origin(next(numbers), name, element.location.file)
    if not ASKED.isdisjoint(element.classes) and around.name.endswith(QUESTION):
        return replace(around, is_asked=True)
    return replace(around, is_of_itself=True) if not OF_ITSELF.isdisjoint(element.classes) else around


def _blocks(blocks: Iterable[Block], origins: list[Origin]) -> Iterator[SentBlock]:
    for block in blocks:
        if isinstance(block, Table):
            yield SentTable(tuple(_row(row, origins) for row in block.rows))
        else:
            yield SentParagraph(tuple(_pieces(block, origins)))


def _row(row: Row, origins: list[Origin]) -> SentRow:
    return SentRow(tuple(tuple(_blocks(cell, origins)) for cell in row.cells))


def _pieces(paragraph: Paragraph, origins: list[Origin]) -> Iterator[Piece]:
    """The words of a paragraph, cut at the signs; a tab, which stands behind a term, is the template's."""
    start, origin = 0, TEMPLATES_OWN
    for run in paragraph.runs:
        for part in PARTS.findall(run.words):
            if SIGN.fullmatch(part):
                origin = origins[ord(part) - FIRST_SIGN]
                continue
            yield Piece(start, part, TEMPLATES_OWN if part == "\t" else origin, run.marks)
            start += len(part)
