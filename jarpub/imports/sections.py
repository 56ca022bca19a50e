"""The parts of a document: paragraphs, and tables with their headings, which pages repeat."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jarpub.imports.grid import Paragraph, Row, Source, Table
from jarpub.imports.headings import guess, is_heading
from jarpub.imports.understanding import Notes

FIRST_ROWS = 8  # among which the headings of a table are looked for


@dataclass
class Section:
    """The rows under one row of headings; each with whether the headings stood again right above it."""

    heading: Row
    title: str = ""  # the paragraph above it
    title_place: str = ""
    rows: list[tuple[Row, bool]] = field(default_factory=list)

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings as they are known again."""
        return _known(self.heading)


@dataclass
class Parts:
    """The paragraphs, each once, and the tables of a document."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)


def parts_of(source: Source, notes: Notes) -> Parts:
    """The parts of a document; what pages repeat is left out."""
    return _Splitting(source, notes).parts()


class _Splitting:
    """One walk over the blocks of a document."""

    def __init__(self, source: Source, notes: Notes) -> None:
        self.source, self.notes = source, notes
        self.found = Parts()
        self.is_after_heading = False
        self.last: Paragraph | None = None
        alone = [row.filled[0].words for table in source.tables for row in table.rows if len(row.filled) == 1]
        paragraphs = [block.line.words for block in source.blocks if isinstance(block, Paragraph)]
        self.repeated = {words for words, count in Counter([*alone, *paragraphs]).items() if count > 1}

    def parts(self) -> Parts:
        for block in self.source.blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block)
            else:
                self.table(block)
        return self.found

    def paragraph(self, paragraph: Paragraph) -> None:
        words = paragraph.line.words
        if any(each.line.words == words for each in self.found.paragraphs) and words in self.repeated:
            self.notes.leave_out(paragraph.place, words, "stands on each page")
            return
        self.found.paragraphs.append(paragraph)
        self.last = paragraph

    def table(self, table: Table) -> None:
        heads = {id(row) for row in _heads(table.rows, self.found.sections)}
        for at, row in enumerate(table.rows):
            if id(row) in heads:
                self.head(row)
            elif row.filled:
                self.row(row, table.rows[at + 1 :], heads)

    def head(self, row: Row) -> None:
        current = self.found.sections[-1] if self.found.sections else None
        if current and _known(row) == current.heads:
            for cell in row.filled:
                for line in cell.lines:
                    self.notes.leave_out(cell.place, line.words, "is the heading of the column again")
            self.is_after_heading = True
            return
        title = self.last if self.last and (current or len(self.found.paragraphs) > 1) else None
        section = Section(row)
        if title and current:
            section.title, section.title_place = title.line.words, title.place
            self.found.paragraphs.remove(title)
        self.found.sections.append(section)
        self.last, self.is_after_heading = None, False

    def row(self, row: Row, below: Sequence[Row], heads: set[int]) -> None:
        if len(row.filled) == 1 and self.is_text(row, below, heads):
            cell = row.filled[0]
            for line in cell.lines:
                self.paragraph(Paragraph(cell.place, line))
            return
        if not self.found.sections:
            for cell in row.filled:
                for line in cell.lines:
                    self.paragraph(Paragraph(cell.place, line))
            return
        self.found.sections[-1].rows.append((row, self.is_after_heading))
        self.is_after_heading = False

    def is_text(self, row: Row, below: Sequence[Row], heads: set[int]) -> bool:
        """Whether a row of one cell is no row of the table: it stands above headings, or on each page."""
        if not self.found.sections or row.filled[0].words in self.repeated:
            return True
        following = next((each for each in below if each.filled), None)
        return following is not None and id(following) in heads


def _heads(rows: Sequence[Row], sections: Sequence[Section]) -> Iterator[Row]:
    """The rows of headings; where none is known, the first row of several cells, if it can be one."""
    found = [row for row in rows if is_heading(row) or (sections and _known(row) == sections[-1].heads)]
    if found or (sections and rows and len(rows[0].cells) == len(sections[-1].heading.cells)):
        yield from found
        return
    marked = next((row for row in rows if row.is_heading and len(row.filled) > 1), None)
    first = next((row for row in rows[:FIRST_ROWS] if len(row.filled) > 1), None)
    best = marked or max(rows[:FIRST_ROWS], key=_headings_in, default=None)
    chosen = best if best is not None and (best is marked or _headings_in(best)) else first
    if chosen is not None:
        yield chosen


def _headings_in(row: Row) -> int:
    return sum(guess(cell.words) is not None for cell in row.filled) if len(row.filled) > 1 else 0


def _known(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.words.split()).casefold() for cell in row.filled)
