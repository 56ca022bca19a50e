"""The rows of a table as what they are: a recommendation, more work on it, the rest of a row that a page cut, a group."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from jarpub.imports.grid import Cell, Row
from jarpub.imports.sections import Section
from jarpub.imports.understanding import Column, Notes

CONTINUED = re.compile(r"\W*cont(?:inued|inues|['’]?d)?\W*", re.IGNORECASE)
SAME = re.compile(r"\W*(?:ditto|do\.|as above|see above|same as above|[\"“”〃]+)\W*", re.IGNORECASE)
ENDED = re.compile(r"[.!?:;)\]”\"’']$")


@dataclass(frozen=True)
class Piece:
    """A paragraph of a cell, with all lines of the document that it was made from."""

    words: str
    level: int | None
    lines: tuple[tuple[str, str], ...]  # place and words
    sign: str = ""  # that somebody typed before it, as before an entry of a list
    again: str = ""  # where it stands once more, for words that are written out there

    @property
    def place(self) -> str:
        """Where it begins."""
        return self.again or self.lines[0][0]


@dataclass
class Body:
    """One row of the plan, with what stands in each of its columns, by number."""

    kind: Literal["recommendation", "strand", "group"]
    place: str
    cells: dict[int, list[Piece]] = field(default_factory=dict)


def bodies(section: Section, columns: tuple[Column, ...], notes: Notes) -> list[Body]:
    """The rows of a table as what they are."""
    return _Walk(section, columns, notes).bodies()


class _Walk:
    """One walk over the rows of a table."""

    def __init__(self, section: Section, columns: tuple[Column, ...], notes: Notes) -> None:
        self.section, self.columns, self.notes = section, columns, notes
        self.held = {column.number: column.holds for column in columns}
        self.found: list[Body] = []

    def bodies(self) -> list[Body]:
        for row, is_after_heading in self.section.rows:
            self.row(row, is_after_heading)
        return self.found

    def row(self, row: Row, is_after_heading: bool) -> None:
        cells = self.cells(row)
        named = [number for number in cells if self.held.get(number) in ("ref", "recommendation", "issue")]
        if self.current and (marks := [n for n in cells if CONTINUED.fullmatch(_words(cells[n]))]):
            self.go_on(row, cells, marks)
        elif self.is_banner(row, cells):
            self.found.append(Body("group", row.place, cells))
        elif self.current and not named and self.has_names:
            self.unnamed(row, cells, is_after_heading)
        elif self.current and named and self.is_as_above(cells):
            self.drop_same(cells)
            self.write_out(cells)
            self.found.append(Body("strand", row.place, cells))
        else:
            self.write_out(cells)
            self.found.append(Body("recommendation", row.place, cells))

    @property
    def has_names(self) -> bool:
        """Whether a column says to which recommendation a row belongs."""
        return not {"ref", "recommendation", "issue"}.isdisjoint(self.held.values())

    @property
    def current(self) -> Body | None:
        return next((body for body in reversed(self.found) if body.kind != "group"), None)

    def cells(self, row: Row) -> dict[int, list[Piece]]:
        """What stands in each column; a cell that is wider than its column belongs to its first."""
        found: dict[int, list[Piece]] = {}
        numbers = sorted(self.held)
        for cell in row.filled:
            number = next((n for n in numbers if cell.column <= n < cell.column + cell.span), None)
            if number is None:
                number = max((n for n in numbers if n < cell.column), default=numbers[0])
                answer = self.notes.ask(cell.place, f'to which column belongs "{_short(cell.words)}", which stands under no heading?', tuple(c.heading for c in self.columns), self.heading(number))  # fmt: skip
                number = next((c.number for c in self.columns if c.heading == answer), number)
            found.setdefault(number, []).extend(pieces(cell))
        return found

    def heading(self, number: int) -> str:
        return next((column.heading for column in self.columns if column.number == number), "")

    def is_banner(self, row: Row, cells: dict[int, list[Piece]]) -> bool:
        """Whether a row is the heading of those below it: one cell, over the table or at its beginning."""
        if len(row.filled) != 1:
            return False
        cell = row.filled[0]
        is_first = cell.column == min(self.held)
        return cell.span > len(self.held) // 2 or (is_first and not CONTINUED.fullmatch(_words(next(iter(cells.values())))))  # fmt: skip

    def go_on(self, row: Row, cells: dict[int, list[Piece]], marks: list[int]) -> None:
        """A row that says that it is the rest of one."""
        for number in marks:
            self.drop(cells.pop(number), "says that the row above goes on")
        ref = next((_words(cells[n]) for n in cells if self.held.get(n) == "ref"), "")
        target = self.of_ref(ref) if ref else self.current
        if target is None:
            self.found.append(Body("recommendation", row.place, cells))
            return
        self.drop_same(cells)
        self.append(target, cells)
        self.notes.tell(row.place, f"goes on from {target.place}")

    def of_ref(self, ref: str) -> Body | None:
        """The last row of a recommendation."""
        found: Body | None = None
        owner = ""
        for body in self.found:
            own = next((_words(body.cells[n]) for n in body.cells if self.held.get(n) == "ref"), "")
            owner = own or (owner if body.kind == "strand" else "")
            if owner == ref and body.kind != "group":
                found = body
        return found

    def unnamed(self, row: Row, cells: dict[int, list[Piece]], is_after_heading: bool) -> None:
        """A row that does not say what it belongs to: cut off by a page, or more work on the same."""
        current = self.current
        if current is None:
            return
        cut = [n for n in cells if self.is_cut(current, n, cells[n])]
        if is_after_heading and cut:
            self.drop_same(cells)
            self.join(current, cells, [n for n in cut if n in cells])
            self.notes.tell(row.place, f"is the rest of {current.place}, which a page cut; its words are joined")
            return
        if is_after_heading or cut:
            asks = f'is this the rest of {current.place}, or a row of its own? It begins "{_short(_words(next(iter(cells.values()))))}"'
            rest = "the rest of the row above"
            if self.notes.ask(row.place, asks, ("a row of its own", rest), "a row of its own") == rest:
                self.drop_same(cells)
                self.join(current, cells, [n for n in cut if n in cells])
                return
        self.drop_same(cells)
        self.write_out(cells)
        self.found.append(Body("strand", row.place, cells))

    def is_cut(self, current: Body, number: int, below: list[Piece]) -> bool:
        """Whether the words of a column go on in the next row."""
        above = current.cells.get(number)
        return bool(above and not ENDED.search(above[-1].words) and below[0].words[:1].islower())

    def join(self, current: Body, cells: dict[int, list[Piece]], cut: Iterable[int]) -> None:
        for number in cut:
            last, first = current.cells[number][-1], cells[number].pop(0)
            joined = Piece(f"{last.words} {first.words}", last.level, (*last.lines, *first.lines))
            current.cells[number][-1] = joined
        self.append(current, cells)

    def append(self, current: Body, cells: dict[int, list[Piece]]) -> None:
        for number, more in cells.items():
            current.cells.setdefault(number, []).extend(more)

    def is_as_above(self, cells: dict[int, list[Piece]]) -> bool:
        """Whether a row names the same recommendation as that above it."""
        named = {n: _words(cells[n]) for n in cells if self.held.get(n) in ("ref", "recommendation")}
        return bool(named) and all(self.above(n) == words or SAME.fullmatch(words) for n, words in named.items())

    def above(self, number: int) -> str:
        """What the nearest row above says in a column, among the rows of one recommendation."""
        body = self.holder(number)
        return _words(body.cells[number]) if body else ""

    def holder(self, number: int) -> Body | None:
        """The nearest row above that says something in a column, among the rows of one recommendation."""
        for body in reversed(self.found):
            if number in body.cells and body.kind != "group":
                return body
            if body.kind != "strand":
                return None
        return None

    def drop_same(self, cells: dict[int, list[Piece]]) -> None:
        """Leave out what a row says again of its recommendation."""
        for number in [n for n in cells if self.held.get(n) in ("ref", "recommendation", "priority", "group", "source_ref", "force", "response")]:  # fmt: skip
            words = _words(cells[number])
            if words == self.above(number) or SAME.fullmatch(words):
                self.drop(cells.pop(number), "says again what stands above it")
            elif self.held[number] != "ref":
                self.one_of_two(number, cells)
            else:
                self.drop(cells.pop(number), "names the recommendation above")

    def drop(self, dropped: Iterable[Piece], why: str) -> None:
        for piece in dropped:
            for place, words in piece.lines:
                self.notes.leave_out(place, words, why)

    def one_of_two(self, number: int, cells: dict[int, list[Piece]]) -> None:
        """Keep what a row says of its recommendation, or what stands above it where that says something else."""
        body, words = self.holder(number), _words(cells[number])
        if body is None:
            return
        asks = f'"{_short(words)}" is not what stands above it for the same recommendation; which is right?'
        if self.notes.ask(cells[number][0].place, asks, ("that above", words), "that above") == words:
            cells[number], body.cells[number] = body.cells[number], cells[number]
        self.drop(cells.pop(number), "is not what stands in another row for the same recommendation")

    def write_out(self, cells: dict[int, list[Piece]]) -> None:
        """Put what stands above in the place of words such as "ditto", if somebody says so."""
        for number, inside in cells.items():
            body = self.holder(number)
            if not (body and SAME.fullmatch(_words(inside))):
                continue
            asks = (
                f'"{_words(inside)}" stands under "{self.heading(number)}"; is what stands above it to be written out?'
            )
            above, place = _words(body.cells[number]), inside[0].place
            if self.notes.ask(place, asks, ("as it stands", above), "as it stands") == above:
                self.drop(inside, "says again what stands above it, which is written out")
                cells[number] = [replace(each, lines=(), again=place) for each in body.cells[number]]


def pieces(cell: Cell) -> Iterator[Piece]:
    """The paragraphs of a cell; signs of lists that somebody typed become levels."""
    for line in cell.lines:
        sign = re.match(r"[-–•·●▪◦‣*]\s+|[•●▪◦‣](?=\w)", line.words)
        piece = Piece(line.words, line.level, ((cell.place, line.words),))
        if sign and line.words[sign.end() :]:
            level = line.level if line.level is not None else 0
            piece = replace(piece, words=line.words[sign.end() :], level=level, sign=sign[0])
        yield piece


def _words(inside: Iterable[Piece]) -> str:
    return " ".join(piece.words for piece in inside)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"  # noqa: PLR2004  # as much as a question has room for
