"""A document as an import sees it: paragraphs and tables of cells, each with the place where it stands."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from jarpub.diagnostics import Code, Problem
from jarpub.project.yaml.encoding import UNPRINTABLE

UNREADABLE = Code("import.file", "A document that is to be brought in is of another kind, or cannot be read.")
TOO_LONG = Code("import.long", "A document that is to be brought in has more cells than any plan.")
MOST_CELLS = 200_000
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Line:
    """A paragraph of a cell or of the text, with its level where it is an entry of a list, from 0."""

    words: str
    level: int | None = None


@dataclass(frozen=True)
class Cell:
    """A cell in its first column, from 0; `goes_on` where it is the rest of one that is merged with that above it."""

    place: str
    column: int
    lines: tuple[Line, ...] = ()
    span: int = 1
    goes_on: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """All its words, paragraph by paragraph."""
        return "\n".join(line.words for line in self.lines)


@dataclass(frozen=True)
class Row:
    """A row of a table; only cells that are in the document, which may be less than its columns."""

    place: str
    cells: tuple[Cell, ...]
    is_heading: bool = False  # where the document itself says so

    @property
    def filled(self) -> tuple[Cell, ...]:
        """The cells with words in them."""
        return tuple(cell for cell in self.cells if cell.lines)

    def at(self, column: int) -> Cell | None:
        """The cell in a column."""
        return next((cell for cell in self.cells if cell.column <= column < cell.column + cell.span), None)


@dataclass(frozen=True)
class Table:
    """A table, row by row."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph outside of the tables."""

    place: str
    line: Line


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Source:
    """A document: its paragraphs and tables in their order, words that stand beside them, and what is to be told of it."""

    name: str
    blocks: tuple[Block, ...]
    beside: tuple[tuple[str, str], ...] = ()  # place and words
    remarks: tuple[tuple[str, str], ...] = ()  # place and what is to be told

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in it."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def words(self) -> Iterator[tuple[str, str]]:
        """Every line of words in it with its place."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block.place, block.line.words
            else:
                yield from ((cell.place, line.words) for row in block.rows for cell in row.cells for line in cell.lines)
        yield from self.beside


def lines_of(words: str) -> tuple[Line, ...]:
    """The lines of a text without those that are empty."""
    return tuple(Line(clean) for line in words.split("\n") if (clean := tidy(line)))


def tidy(words: str) -> str:
    """Words without spaces around them, and with one where several stand; nothing where nobody would see any."""
    words = " ".join(UNPRINTABLE.sub(" ", words.replace("\xa0", " ")).split())
    return words if any(unicodedata.category(letter)[0] not in "CZ" for letter in words) else ""


def checked(source: Source) -> Source:
    """The document, once it is known that it has a table, and no more cells than any plan; raises Problem."""
    if sum(len(row.cells) for table in source.tables for row in table.rows) > MOST_CELLS:
        raise Problem(TOO_LONG, "this document has more cells than any plan", "bring in only the table of the plan")
    if not any(row.filled for table in source.tables for row in table.rows):
        raise Problem(UNREADABLE, "there is no table with words in this document", "name a file with the plan's table")
    return replace(source, blocks=tuple(_numbered(source.blocks)))


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with a place for each paragraph that has none."""
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph) and not block.place:
            number += 1
            yield replace(block, place=f"paragraph {number}")
        else:
            yield block
