"""The parts of a document: paragraphs, tables with their headings, which pages repeat, and the key to its signs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from jarpub.imports.grid import Block, Cell, Paragraph, Row, Source, Table
from jarpub.imports.headings import glossary, guess, is_heading
from jarpub.imports.understanding import Notes

SIGN = r"(?:red|amber|orange|yellow|green|blue|purple|gr[ae]y|white|black|[RAGBYW])"
SAYS = r"\s*(?:=|:|–|—|-|\bmeans\b|\bis\b)\s*"
MEANS = re.compile(rf"(?P<sign>{SIGN}){SAYS}(?P<meaning>[^=;]+)", re.IGNORECASE)
BETWEEN = re.compile(rf"[;\n]|[,.]\s*(?={SIGN}{SAYS})", re.IGNORECASE)
OF_KEY = re.compile(r"(?:(?:rag|status|colour)\s*)*(?:rating\s*)?key(?:\s*to\s*(?:the\s*)?\w+)?\s*:?", re.IGNORECASE)
HEADS_KEY = re.compile(
    rf"{OF_KEY.pattern}|rag|colours?|signs?|ratings?|meanings?|descriptions?|definitions?", re.IGNORECASE
)
IN_KEY = "document.status_key"
TWO = 2
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


@dataclass(frozen=True)
class KeyLine:
    """A sign or a colour, and what the document says that it means."""

    place: str
    sign: str
    meaning: str


@dataclass
class Parts:
    """The paragraphs, each once, the tables, and the key of a document."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    key: list[KeyLine] = field(default_factory=list)


def parts_of(source: Source, notes: Notes) -> Parts:
    """The parts of a document; what pages repeat is left out."""
    lines, rest = _key_of(source, notes)
    parts = _Splitting(rest, notes).parts()
    parts.key = lines
    return parts


def _key_of(source: Source, notes: Notes) -> tuple[list[KeyLine], Source]:
    """The key to the signs of a document, which has two lines or more, and the document without it."""
    lines: list[KeyLine] = []
    inside: set[int] = set()
    for block in source.blocks:
        if isinstance(block, Paragraph):
            signs = _signs_in(block.line.words)
            lines += [KeyLine(block.place, *each) for each in signs]
            inside |= {id(block)} if signs else set()
        else:
            rows = _rows_of_key(block)
            lines += [KeyLine(row.place, *each) for row in rows for each in _signs_of(row)]
            inside |= {*map(id, rows)}
    if len({line.sign.casefold() for line in lines}) < max(len(lines), TWO):
        return [], source  # one sign alone, or twice the same, may be anything
    return lines, replace(source, blocks=tuple(_without(source.blocks, inside, notes)))


def _signs_in(words: str) -> list[tuple[str, str]]:
    """The signs that a paragraph explains, each with its meaning; none where it says anything else."""
    parts = [part.strip(" .") for part in BETWEEN.split(OF_KEY.sub("", words, count=1)) if part.strip(" .")]
    found = [MEANS.fullmatch(part) for part in parts]
    return [(each["sign"], each["meaning"]) for each in found if each] if all(found) else []


def _rows_of_key(table: Table) -> list[Row]:
    """The rows of a table that explain signs and say nothing else, in one row or below one another."""
    filled = [row for row in table.rows if row.filled]
    if any(is_heading(row) and len(row.filled) == TWO for row in filled):
        return []  # its signs are those of its rows
    runs = [list(rows) for is_key, rows in groupby(filled, lambda row: bool(_signs_of(row))) if is_key]
    return [row for rows in runs if sum(len(_signs_of(row)) for row in rows) >= TWO for row in rows]


def _signs_of(row: Row) -> list[tuple[str, str]]:
    """The signs that a row explains: one beside its meaning, or those in its only cell."""
    if len(row.filled) == 1:
        return _signs_in(row.filled[0].words)
    sign, meaning = (cell.words.strip() for cell in row.filled) if len(row.filled) == TWO else ("", "")
    return [(sign, meaning)] if re.fullmatch(SIGN, sign, re.IGNORECASE) else []


def _without(blocks: Sequence[Block], inside: set[int], notes: Notes) -> Iterator[Block]:
    """The blocks without those, and without the rows, that belong to the key, each of which is put on the ledger."""
    for block in blocks:
        if isinstance(block, Table):
            rows = [row for row in block.rows if not _noted(row, row.filled, inside, notes)]
            if any(row.filled for row in rows):
                yield replace(block, rows=tuple(rows))
        elif id(block) in inside:
            notes.put(block.place, block.line.words, IN_KEY)
        elif OF_KEY.fullmatch(block.line.words):
            notes.leave_out(block.place, block.line.words, "is the heading of the key")
        else:
            yield block


def _noted(row: Row, cells: Sequence[Cell], inside: set[int], notes: Notes) -> bool:
    """Whether a row belongs to the key, or stands above it; it is noted then."""
    is_heading = bool(cells) and all(HEADS_KEY.fullmatch(cell.words.strip()) for cell in cells)
    for cell in cells if id(row) in inside or is_heading else ():
        for line in cell.lines:
            if is_heading:
                notes.leave_out(cell.place, line.words, "is the heading of the key")
            else:
                notes.put(cell.place, line.words, IN_KEY)
    return id(row) in inside or is_heading


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
    last = sections[-1] if sections else None
    found = [row for row in rows if is_heading(row) or glossary(row) or (last and _known(row) == last.heads)]
    goes_on = last and not glossary(last.heading) and rows and len(rows[0].cells) == len(last.heading.cells)
    if found or goes_on:
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
