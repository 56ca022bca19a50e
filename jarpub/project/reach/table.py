"""A table that a spreadsheet saved as text: its heading and its lines, whatever signs part and encode them."""

import csv
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.project.yaml.encoding import ENCODING, KIND, OTHER_KINDS, UNPRINTABLE, UNPRINTABLE_CHARACTER, name_of

BROKEN = Code("reach.table", "A line of a table cannot be read: quotation marks are open, or it is too long.")
DELIMITERS = (",", ";", "\t")
AS_TEXT = "in Excel, choose Save As, and the type CSV UTF-8"


@dataclass(frozen=True)
class Line:
    """What stands in one line of a table, and which line of the file it begins in."""

    number: int
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True)
class Table:
    """The lines of a file above and below its heading, which may be missing, and where a line cannot be read."""

    delimiter: str
    heading: Line | None
    above: tuple[Line, ...]
    lines: tuple[Line, ...]
    diagnostics: tuple[Diagnostic, ...]


def known_name(cell: str) -> str:
    """A name of a column or a measure as it is known again, however it is written."""
    return " ".join(cell.split()).casefold()


def table_in(data: bytes, file: str, is_heading: Callable[[Sequence[str]], bool]) -> Table:
    """The table in these bytes, below the first line that is its heading; raises DiagnosticsError where it is no text."""
    text = _clean(text_and_encoding(data, file)[0], file)
    tables = [_table(text, file, delimiter, is_heading) for delimiter in DELIMITERS]
    return next((table for table in tables if table.heading), tables[0])


def text_and_encoding(data: bytes, file: str) -> tuple[str, str]:
    """The text of a file as Excel saves it, and its encoding; raises DiagnosticsError."""
    kind = next((kind for pattern, kind in OTHER_KINDS if pattern.match(data)), None)
    if kind:
        kind = "an Excel workbook" if data.startswith((b"PK", b"\xd0\xcf")) else kind
        message = f"the file is {kind}, and a table saved as text is meant"
        raise DiagnosticsError([Diagnostic(KIND, Location(file, 1), message, AS_TEXT)])
    for encoding in ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding), encoding
    message = "nobody can tell in which encoding the file is saved"
    raise DiagnosticsError([Diagnostic(ENCODING, Location(file, 1), message, AS_TEXT)])


def _clean(text: str, file: str) -> str:
    """The text with newlines at the ends of its lines; raises DiagnosticsError where a sign cannot be printed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = [
        Diagnostic(UNPRINTABLE_CHARACTER, Location(file, number), f"{name_of(sign)} cannot be printed", "delete it")
        for number, line in enumerate(text.split("\n"), 1)
        for sign in UNPRINTABLE.findall(line)[:1]
    ]
    if found:
        raise DiagnosticsError(found)
    return text


def _table(text: str, file: str, delimiter: str, is_heading: Callable[[Sequence[str]], bool]) -> Table:
    lines, broken = _lines(text, delimiter)
    hint = 'look for a quotation mark (") without its partner in this line or below it; inside a text write two: ""'
    found = [Diagnostic(BROKEN, Location(file, number), "the line cannot be read", hint) for number in broken]
    lines = [line for line in lines if not line.is_blank]
    at = next((number for number, line in enumerate(lines) if is_heading(line.cells)), None)
    if at is None:
        return Table(delimiter, None, tuple(lines), (), tuple(found))
    return Table(delimiter, lines[at], tuple(lines[:at]), tuple(lines[at + 1 :]), tuple(found))


def _lines(text: str, delimiter: str) -> tuple[list[Line], list[int]]:
    """The lines, and the number of the one that cannot be read, behind which nothing is read either."""
    reader = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    first = 1
    try:
        for cells in reader:
            lines.append(Line(first, tuple(cells)))
            first = reader.line_num + 1
    except csv.Error:
        return lines, [first]
    return lines, []
