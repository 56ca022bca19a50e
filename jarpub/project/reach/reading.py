"""The figures in source/reach.csv, and every slip in it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location, Problem, did_you_mean
from jarpub.project.plan.values import Id, Month, PlainText, Text
from jarpub.project.reach.cells import NO_DATE, Day, count_in, day_in, refuse_formula, share_in, shown
from jarpub.project.reach.figures import AIMS, COUNTED, MEASURES, SHARE, Figure, Kind, Number
from jarpub.project.reach.table import Line, Table, known_name, table_in

NO_HEADING = Code("reach.heading", "The table of how far the publications reached has no heading, or lacks a column.")
NO_MEASURE = Code("reach.measure", "A figure of how far the publications reached is of nothing that is counted here.")
NO_COLUMN = Code("reach.column", "Something stands in a table under no heading, or above all of them.")
TWICE = Code("reach.twice", "A figure of how far the publications reached stands in the table twice, or in two ways.")

# What each column may be called; the first is what messages call it.
COLUMNS = {
    "date": ("date", "day", "month"),
    "outlet": ("outlet or page", "outlet", "page", "outlet/page"),
    "measure": ("measure",),
    "number": ("number", "figure"),
}
FIRST_LINE = "date,outlet or page,measure,number"
SEPARATOR = re.compile(r"sep=.?", re.IGNORECASE)  # what Excel may write above a heading
AIM = re.compile(rf"({'|'.join(AIMS)})\b[\s:–-]*(.*)")
MOST_YEARS = 10
HITS = ("figure", "hits")
Value = TypeVar("Value")


class _Row(NamedTuple):
    """A figure, with what its date says."""

    figure: Figure
    day: Day | None
    line: int


@lru_cache(maxsize=4)  # a preview loads all files when one is saved
def figures_in(data: bytes, file: str) -> tuple[Figure, ...]:
    """The figures in these bytes, in their order; raises DiagnosticsError with every slip."""
    table = table_in(data, file, is_heading)
    columns = _columns(table, file)
    reader = _Reader(file, columns, table.heading.cells if table.heading else ())
    rows = [row for line in table.lines if (row := reader.row(line))]
    found = [*table.diagnostics, *_above(table, file), *reader.diagnostics, *_twice(rows, file), *_far_away(rows, file)]
    if found:
        raise DiagnosticsError(found)
    return tuple(row.figure for row in rows)


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a line names the columns of the table: most of them, so that one that is missing can be said."""
    known = {column for column, names in COLUMNS.items() if any(known_name(cell) in names for cell in cells)}
    return len(known) >= len(COLUMNS) - 1


def columns_of(heading: Sequence[str]) -> Mapping[str, int]:
    """Where each column stands, by its key; the first of several with one name."""
    names = [known_name(cell) for cell in heading]
    found = {key: [at for at, name in enumerate(names) if name in known] for key, known in COLUMNS.items()}
    return {key: places[0] for key, places in found.items() if places}


def _columns(table: Table, file: str) -> Mapping[str, int]:
    """The columns of the table; raises DiagnosticsError where it has not all of them, unless it is empty."""
    if table.heading is None:
        if not table.above and not table.diagnostics:
            return {}
        hint = f"write above all others the line {FIRST_LINE}"
        no_heading = Diagnostic(NO_HEADING, Location(file, 1), "the columns have no names", hint)
        raise DiagnosticsError([no_heading, *table.diagnostics])
    columns, at = columns_of(table.heading.cells), Location(file, table.heading.number)
    names = [known_name(cell) for cell in table.heading.cells]
    lacking = [known[0] for key, known in COLUMNS.items() if key not in columns]
    doubled = [known[0] for known in COLUMNS.values() if sum(name in known for name in names) > 1]
    found = [Diagnostic(NO_HEADING, at, f'no column is called "{name}"', "add it to this line") for name in lacking]
    found += [
        Diagnostic(NO_HEADING, at, f'two columns are meant to be "{name}"', "give one of them another name")
        for name in doubled
    ]
    if found:
        raise DiagnosticsError([*found, *table.diagnostics])
    return columns


def _above(table: Table, file: str) -> Iterator[Diagnostic]:
    """Lines above the heading are read by nobody: in a table that was sorted they are figures."""
    for line in table.above if table.heading else ():
        if not SEPARATOR.fullmatch("".join(line.cells).strip()):
            message = f'"{shown(" ".join(filter(None, line.cells)))}" stands above the names of the columns'
            yield Diagnostic(NO_COLUMN, Location(file, line.number), message, "move it below them, or take it out")


class _Reader:
    """Reads line by line; what is wrong with one is kept, and so the next is read as well."""

    def __init__(self, file: str, columns: Mapping[str, int], heading: Sequence[str]) -> None:
        self.file, self.columns = file, columns
        self.named = {at for at, cell in enumerate(heading) if cell.strip()}
        self.diagnostics: list[Diagnostic] = []

    def row(self, line: Line) -> _Row | None:
        """The figure of a line; nothing where something is wrong with it."""
        before, at = len(self.diagnostics), Location(self.file, line.number)
        cells = {key: line.cells[column].strip() for key, column in self.columns.items() if column < len(line.cells)}
        cells = dict.fromkeys(self.columns, "") | cells
        kind, measure = self._caught(at, "measure", _measure, cells["measure"]) or ("figure", "")
        is_dated = bool(cells["date"]) or kind not in AIMS
        day = self._caught(at, "date", day_in, cells["date"]) if is_dated else None
        number = self._caught(at, "number", _reader_of(measure, cells["number"]), cells["number"])
        self._caught(at, "outlet or page", refuse_formula, cells["outlet"])
        self.diagnostics += _unnamed(line, self.named, at)
        if len(self.diagnostics) > before or number is None:
            return None
        return _Row(_figure(at, cells["outlet"], kind, measure, day, number), day, line.number)

    def _caught(self, at: Location, subject: str, read: Callable[[str], Value], cell: str) -> Value | None:
        try:
            return read(cell)
        except Problem as problem:
            self.diagnostics.append(problem.at(at, subject))
            return None


def _reader_of(measure: str, cell: str) -> Callable[[str], str]:
    """What reads a number: of something unknown nobody says whether it is a share."""
    return share_in if measure == SHARE or (not measure and "%" in cell) else count_in


def _measure(cell: str) -> tuple[Kind, str]:
    """What is counted, and whether it is a target or a baseline; raises Problem."""
    refuse_formula(cell)
    words = known_name(cell)
    aim = AIM.fullmatch(words)
    measure = aim[2] if aim else words
    if measure not in MEASURES:
        message = f'"{shown(cell)}" is nothing that is counted here' if words else "it is not said what was counted"
        hint = (
            did_you_mean(measure, MEASURES, always=True) + '; with "target: " or "baseline: " before it where it is one'
        )
        raise Problem(NO_MEASURE, message, hint, cell)
    return ("target" if aim[1] == "target" else "baseline") if aim else "figure", measure


def _unnamed(line: Line, named: set[int], at: Location) -> Iterator[Diagnostic]:
    """What stands in columns without a name: part of a number whose comma parts it, or a note."""
    lost = [cell.strip() for column, cell in enumerate(line.cells) if cell.strip() and column not in named]
    if lost:
        message = f'"{shown(" ".join(lost))}" stands in a column without a name'
        hint = "give the column a name in the first line, such as notes; write a number like 1,234 without the comma"
        yield Diagnostic(NO_COLUMN, at, message, hint, quote=lost[0])


def _figure(at: Location, outlet: str, kind: Kind, measure: str, day: Day | None, number: str) -> Figure:
    name = f"reach.{at.line}"
    return Figure(
        id=Id(name),
        measure=Text(measure, f"{name}.measure", at),
        kind=kind,
        number=Number(number, f"{name}.number", at),
        date=Text(day.words, f"{name}.date", at) if day else None,
        month=Month(day.year, day.month, f"{name}.month", at) if day else None,
        outlet=PlainText(" ".join(outlet.split()), f"{name}.outlet", at) if outlet else None,
    )


def _twice(rows: Sequence[_Row], file: str) -> Iterator[Diagnostic]:
    """Figures that would count twice, or of which only one can be right."""
    first: dict[tuple[object, ...], _Row] = {}
    for row in rows:
        other = first.setdefault((*_where(row), row.day, *_number_of(row.figure)), row)
        if other is not row:
            yield _doubled(row, other, file)
    of_months = {
        (*_where(row), row.day): row for row in rows if row.day and row.day.day is None and _where(row)[0] == HITS
    }
    for row in rows:
        month = of_months.get((*_where(row), replace(row.day, day=None))) if row.day and row.day.day else None
        if month:
            yield _in_two_ways(row, month, file)


def _far_away(rows: Sequence[_Row], file: str) -> Iterator[Diagnostic]:
    """Dates whose year is a slip: they lie far from all others, and every month between would have its line."""
    years = sorted(row.day.year for row in rows if row.day)
    for row in rows:
        if row.day and abs(row.day.year - years[(len(years) - 1) // 2]) > MOST_YEARS:
            message = f'date: "{row.day.words}" is more than {MOST_YEARS} years away from most of the others'
            yield Diagnostic(NO_DATE, Location(file, row.line), message, "look at its year")


def _where(row: _Row) -> tuple[tuple[str, str], str]:
    """What a figure is of, and where."""
    figure = row.figure
    return (figure.kind, figure.measure.words), figure.outlet.words.casefold() if figure.outlet else ""


def _number_of(figure: Figure) -> tuple[str, ...]:
    """Copies go to one place twice in a day, and so do answers: only where their number is the same it is asked about."""
    is_added = figure.kind == "figure" and figure.measure.words in COUNTED and figure.measure.words != HITS[1]
    return (figure.number.words,) if is_added else ()


def _doubled(row: _Row, other: _Row, file: str) -> Diagnostic:
    if row.figure.number.words == other.figure.number.words:
        message = f"line {other.line} says the same: {_said(row)}"
        hint = "take one of them out; if both are true, add them up in one line"
    else:
        message = f"line {other.line} says {other.figure.number}, and this one {row.figure.number}: {_said(row)}"
        hint = "keep the one that is right"
    return Diagnostic(TWICE, Location(file, row.line), message, hint)


def _in_two_ways(row: _Row, other: _Row, file: str) -> Diagnostic:
    message = f"{row.figure.month} stands here as a month and by the day (see line {other.line}): {_said(row)}"
    hint = "keep the month, or its days: together they would count twice"
    return Diagnostic(TWICE, Location(file, row.line), message, hint)


def _said(row: _Row) -> str:
    figure = row.figure
    measure = f"{figure.kind}: {figure.measure}" if figure.kind in AIMS else figure.measure.words
    return ", ".join(str(part) for part in (figure.date, figure.outlet, measure, figure.number) if part)
