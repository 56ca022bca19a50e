"""A table that was saved as text (CSV), whatever signs part its cells and encode its letters."""

import csv
from collections import Counter
from io import StringIO

from jarpub.diagnostics import DiagnosticsError, Problem
from jarpub.imports.grid import UNREADABLE, Cell, Row, Source, Table, lines_of
from jarpub.project.reach.table import AS_TEXT, DELIMITERS, text_and_encoding

FEW = 4  # rows, among which no number of cells is usual
LONGEST = 1_000_000  # characters of a cell


def read(data: bytes, name: str) -> Source:
    """The table in these bytes; raises Problem where it is none."""
    try:
        text, encoding = text_and_encoding(data, name)
    except DiagnosticsError as error:
        first = error.diagnostics[0]
        raise Problem(UNREADABLE, first.message, first.hint) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    tables = [rows for delimiter in DELIMITERS if (rows := _rows(text, delimiter)) is not None]
    if not tables or (len(tables) < len(DELIMITERS) and max(map(_width, tables)) <= 0):
        hint = f'look for a quotation mark (") without its partner; or, {AS_TEXT}'
        raise Problem(UNREADABLE, "a line of this table cannot be read", hint)
    rows = max(tables, key=_width)
    remarks = [] if encoding.startswith("utf") else [(name, f"is saved as {encoding}: look at letters with accents")]
    remarks += [(row.place, "has another number of cells than most rows: look whether they are in the right columns") for row in _uneven(rows)]  # fmt: skip
    return Source(name, (Table("table", rows),), remarks=tuple(remarks))


def _rows(text: str, delimiter: str) -> tuple[Row, ...] | None:
    """The rows of a text whose cells this sign parts; nothing where it cannot be that sign."""
    limit = csv.field_size_limit(LONGEST)
    try:
        rows = list(csv.reader(StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(limit)
    return tuple(
        Row(
            f"row {number}",
            tuple(Cell(f"row {number}, column {at + 1}", at, lines_of(words)) for at, words in enumerate(cells)),
        )
        for number, cells in enumerate(rows, 1)
    )


def _width(rows: tuple[Row, ...]) -> int:
    """How many rows have several cells, and how many they have."""
    return sum(len(row.cells) - 1 for row in rows)


def _uneven(rows: tuple[Row, ...]) -> list[Row]:
    counts = Counter(len(row.cells) for row in rows if len(row.filled) > 1)
    return [row for row in rows if len(row.filled) > 1 and counts[len(row.cells)] == 1 and len(rows) > FEW]
