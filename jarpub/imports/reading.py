"""A file of any kind that a plan comes in, read as a document."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from jarpub.diagnostics import Diagnostic, DiagnosticsError, Location, Problem
from jarpub.imports.grid import UNREADABLE, Source, checked
from jarpub.imports.readers import sheet, text_table, web_page, word

READERS: Mapping[str, Callable[[bytes, str], Source]] = {
    ".docx": word.read,
    ".xlsx": sheet.read,
    ".xlsm": sheet.read,
    ".csv": text_table.read,
    ".tsv": text_table.read,
    ".htm": web_page.read,
    ".html": web_page.read,
}
MEANT = "a Word document (.docx), an Excel workbook (.xlsx), a table as text (.csv) or a web page (.html) is meant"
OTHERS = {
    ".doc": "open it in Word, and save it as a Word document (.docx)",
    ".xls": "open it in Excel, and save it as an Excel workbook (.xlsx)",
    ".odt": "save it as a Word document (.docx)",
    ".ods": "save it as an Excel workbook (.xlsx)",
    ".pdf": "ask for the Word or Excel file that it was made from",
}


def read(data: bytes, name: str) -> Source:
    """The document in these bytes, by the end of its name; raises DiagnosticsError where it cannot be read."""
    try:
        return checked(_reader(data, PurePath(name).suffix.lower())(data, name))
    except Problem as problem:
        raise DiagnosticsError([problem.at(Location(name))]) from None
    except RecursionError:
        said = "this file has parts inside of parts, deeper than any plan"
        raise DiagnosticsError([Diagnostic(UNREADABLE, Location(name), said, "save it again")]) from None


def _reader(data: bytes, end: str) -> Callable[[bytes, str], Source]:
    """What reads files of a kind; raises Problem where nothing does, or nothing is in the file."""
    if end not in READERS:
        raise Problem(UNREADABLE, MEANT, OTHERS.get(end, "name a file of one of these kinds"))
    if not data.strip():
        raise Problem(UNREADABLE, "this file is empty", "name the file with the plan's table")
    return READERS[end]
