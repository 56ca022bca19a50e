"""An Excel workbook as tables, one a sheet, with what Excel made of what somebody typed."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from jarpub.diagnostics import Problem
from jarpub.imports.grid import MOST_CELLS, MOST_COLUMNS, TOO_LONG, UNREADABLE, Cell, Row, Source, Table, lines_of
from jarpub.project.languages import MONTHS

MOST_BYTES = 64_000_000
SAVE_AGAIN = "open it in Excel, and save it as an Excel workbook (.xlsx) without a password"
WHITE = ("00000000", "FFFFFFFF")


def read(data: bytes, name: str) -> Source:
    """The workbook in these bytes; raises Problem where it cannot be read."""
    typed, shown = _book(data, False), _book(data, True)
    reading = _Reading()
    pairs = [(typed[each], shown[each]) for each in typed.sheetnames if hasattr(typed[each], "merged_cells")]
    tables = tuple(reading.table(sheet, values) for sheet, values in pairs)
    return Source(name, tables, tuple(reading.beside), tuple(dict.fromkeys(reading.remarks)))


def _book(data: bytes, is_shown: bool) -> Any:
    """The workbook with its formulas, or with what they came to."""
    from openpyxl import load_workbook

    try:
        _must_be_small(data)
        return load_workbook(BytesIO(data), data_only=is_shown)
    except Problem:
        raise
    except Exception:  # noqa: BLE001  # the library says what is wrong with a workbook in thirty ways
        raise Problem(UNREADABLE, "this is no Excel workbook that can be read", SAVE_AGAIN) from None


def _must_be_small(data: bytes) -> None:
    """Raise Problem for what only pretends to be a workbook."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
            raise Problem(TOO_LONG, "this workbook unfolds to more than any plan has", SAVE_AGAIN)
        if any(b"<!DOCTYPE" in package.read(part)[:2000] for part in package.namelist() if part.endswith(".xml")):
            raise Problem(UNREADABLE, "this workbook is damaged: its parts cannot be read", SAVE_AGAIN)


class _Reading:
    """What is told of the cells of a workbook."""

    def __init__(self) -> None:
        self.beside: list[tuple[str, str]] = []
        self.remarks: list[tuple[str, str]] = []

    def table(self, sheet: Any, values: Any) -> Table:
        if sheet.max_row * min(sheet.max_column, MOST_COLUMNS) > MOST_CELLS * 10:
            raise Problem(TOO_LONG, f'the sheet "{sheet.title}" is longer than any plan', SAVE_AGAIN)
        if sheet.sheet_state != "visible":
            self.remarks.append((sheet.title, "is a hidden sheet; it is read: look whether it belongs into the plan"))
        spans = {(each.min_row, each.min_col): each for each in sheet.merged_cells.ranges}
        inside = {cell for each in spans.values() for cell in each.cells} - spans.keys()
        self.hidden(sheet)
        rows = tuple(
            Row(f"{sheet.title}, row {number}", tuple(self.cells(sheet, values, number, spans, inside)))
            for number in range(1, sheet.max_row + 1)
        )
        return Table(sheet.title, rows)

    def hidden(self, sheet: Any) -> None:
        for number, row in sheet.row_dimensions.items():
            if row.hidden:
                self.remarks.append((f"{sheet.title}, row {number}", "is hidden; it is read: look whether it belongs into the plan"))  # fmt: skip
        for letter, column in sheet.column_dimensions.items():
            if column.hidden:
                self.remarks.append((f"{sheet.title}, column {letter}", "is hidden; it is read: look whether it belongs into the plan"))  # fmt: skip

    def cells(self, sheet: Any, values: Any, number: int, spans: Any, inside: Any) -> Iterator[Cell]:
        for column in range(1, min(sheet.max_column, MOST_COLUMNS) + 1):
            at = (number, column)
            cell = sheet.cell(*at)
            place = f"{sheet.title}!{cell.coordinate}"
            merged = next((each for each in spans.values() if at in set(each.cells)), None) if at in inside else None
            if merged is not None:
                if column == merged.min_col:
                    yield Cell(place, column - 1, (), merged.size["columns"], goes_on=True)
                continue
            span = spans[at].size["columns"] if at in spans else 1
            yield Cell(place, column - 1, lines_of(self.words(cell, values.cell(*at), place)), span)

    def words(self, cell: Any, shown: Any, place: str) -> str:
        """What a cell shows, with a remark where Excel made it of something else."""
        if cell.comment is not None and cell.comment.text.strip():
            self.beside.append((f"{place}, comment", " ".join(cell.comment.text.split())))
        if cell.font is not None and cell.font.strike and cell.value is not None:
            self.tell(place, "is struck through; it is taken: look whether it belongs into the plan")
        value = cell.value
        if value is None:
            fill = cell.fill.start_color.rgb if cell.fill is not None and cell.fill.fill_type == "solid" else None
            if isinstance(fill, str) and fill not in WHITE:
                self.tell(place, f"has a colour ({fill[2:]}) and no words; say in words what it means")
            return ""
        if cell.data_type == "f":
            return self.formula(shown.value, str(getattr(value, "text", value)), place, cell.number_format)
        return self.shown(value, place, cell.number_format)

    def formula(self, shown: Any, formula: str, place: str, format: str) -> str:
        if shown is None:
            self.tell(place, f"is a formula that was never worked out ({formula}); open and save it in Excel")
            return formula
        self.tell(place, f"is a formula ({formula}); what it came to is taken")
        return self.shown(shown, place, format)

    def shown(self, value: Any, place: str, format: str) -> str:
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, datetime | date):
            words = _date(value, format)
            self.tell(place, f'is a date in Excel ({value:%Y-%m-%d}); "{words}" is taken: look at what was typed')
            return words
        if isinstance(value, time):
            self.tell(place, "is a time of the day in Excel: look at what was typed")
            return value.isoformat("minutes")
        if isinstance(value, int | float):
            words = f"{round(value * 100, 10):.15g}%" if format.endswith("%") else f"{value:.15g}"
            if isinstance(value, float) and not format.endswith("%"):
                self.tell(place, f'is a number in Excel; "{words}" is taken, and "{words}0" may have been typed')
            return words
        return str(value)

    def tell(self, place: str, remark: str) -> None:
        self.remarks.append((place, remark))


def _date(value: datetime | date, format: str) -> str:
    """A date as its cell shows it, near enough: with its day only where the cell has one."""
    has_day = "d" in format.lower()
    month = MONTHS[value.month - 1]
    if not has_day and "m" in format.lower():
        year = f"{value.year % 100:02}" if "yyyy" not in format.lower() else str(value.year)
        return f"{month if 'mmmm' in format.lower() else month[:3]} {year}"
    return f"{value.day} {month} {value.year}"
