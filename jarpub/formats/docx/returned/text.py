"""The text of a Word file that came back, with every change that Word recorded: as it is now, and as it was sent."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

View = Literal["now", "sent"]
VIEWS: tuple[View, ...] = ("sent", "now")


@dataclass(frozen=True)
class Revision:
    """A change that Word recorded: by whom, and when, as an ISO date; both may be empty."""

    by: str
    on: str


@dataclass(frozen=True)
class Run:
    """Words of one look; `new` and `gone` are by whom they were put in and taken out, where Word recorded it."""

    words: str
    marks: frozenset[str] = frozenset()  # "strong" and "em"
    new: Revision | None = None
    gone: Revision | None = None
    comments: frozenset[str] = frozenset()
    language: str = ""  # its code, where the words themselves have one


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with all its runs, also those that are gone; `new` and `gone` say whether its end was put in or taken out."""

    runs: tuple[Run, ...]
    new: Revision | None = None
    gone: Revision | None = None
    list: tuple[str, str] | None = None  # the numbers of its list and of its level, where it is an entry of one

    @property
    def words(self) -> str:
        """Its words as they stand there now."""
        return "".join(run.words for run in self.runs if not run.gone)


@dataclass(frozen=True)
class Row:
    """A row of a table, cell by cell."""

    cells: tuple[tuple["Block", ...], ...]
    new: Revision | None = None
    gone: Revision | None = None


@dataclass(frozen=True)
class Table:
    """A table, row by row."""

    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Comment:
    """What somebody says about some words; `about` is nothing where it stands at a place without words."""

    id: str
    words: str
    by: str
    on: str
    about: str
    is_done: bool = False


@dataclass(frozen=True)
class Returned:
    """A Word file that came back; `beside` are words outside of its text, each with what they stand in."""

    blocks: tuple[Block, ...]
    comments: tuple[Comment, ...]
    beside: tuple[tuple[str, str], ...]
    properties: Mapping[str, str]

    def seen(self, view: View) -> tuple[Block, ...]:
        """The text with every recorded change taken, or with none."""
        return tuple(_seen(self.blocks, view))

    @property
    def is_tracked(self) -> bool:
        """Whether Word recorded changes in it."""
        return self.seen("sent") != self.seen("now")


def paragraphs_in(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Every paragraph of some blocks, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_in(cell)


def _seen(blocks: Iterable[Block], view: View) -> Iterator[Block]:
    """The blocks of a view; a paragraph whose end is not in it goes on in the next."""
    waiting: tuple[Run, ...] = ()
    for block in blocks:
        if isinstance(block, Table):
            if waiting:
                yield Paragraph(waiting)
                waiting = ()
            rows = tuple(_row(row, view) for row in block.rows if not (row.gone if view == "now" else row.new))
            if rows:
                yield Table(rows)
            continue
        runs = (*waiting, *(block.runs if view == "now" else _as_sent(block.runs)))
        ends = not (block.gone if view == "now" else block.new)
        waiting = () if ends else runs
        if ends:
            yield replace(block, runs=runs)
    if waiting:
        yield Paragraph(waiting)


def _as_sent(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs before anything was recorded."""
    return (replace(run, gone=None) for run in runs if not run.new)


def _row(row: Row, view: View) -> Row:
    return replace(row, cells=tuple(tuple(_seen(cell, view)) for cell in row.cells))
