"""Figures of an export of web statistics put into the table beside the plan, where nothing else changes."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from jarpub.build.edits.saving import one_writer
from jarpub.build.whole_file import remove_leftovers, settled, write_whole
from jarpub.diagnostics import CommandError
from jarpub.project.loader import read_file
from jarpub.project.paths import Project
from jarpub.project.reach.cells import day_in
from jarpub.project.reach.exports import Export, Seen, Wanted, export_in
from jarpub.project.reach.figures import Figure
from jarpub.project.reach.reading import FIRST_LINE, columns_of, figures_in, is_heading
from jarpub.project.reach.table import table_in, text_and_encoding

MEASURE = "hits"
TRIES = 5
NEW = f"\ufeff{FIRST_LINE}\r\n"  # Excel knows UTF-8 by the mark at its beginning
APPENDED = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}  # without that mark


@dataclass(frozen=True)
class Imported:
    """What came of an import: what was taken, how much was there already, and what was left out, with why."""

    file: str
    column: str
    taken: tuple[Seen, ...]
    there: int
    left_out: tuple[str, ...]
    pages: int


def import_reach(project: Project, path: Path, name: str, wanted: Wanted) -> Imported:
    """Put what an export says into the table, where it is not there yet.

    Raises DiagnosticsError where one of the two cannot be read, CommandError where it cannot be done.
    """
    export = export_in(read_file(path, name, "`{command} reach FILE`"), name, wanted)
    with one_writer(project, "import"):
        remove_leftovers(project.reach)
        for _ in range(TRIES):
            before = settled(project.reach)
            done = _compared(project, before, export)
            after = _appended(project, before, done.taken)
            if not done.taken or write_whole(project.reach, after, instead_of=before, like=project.source):
                return done
    raise CommandError(f"{project.name(project.reach)} is saved again and again", "close it in Excel, and import again")


def _compared(project: Project, before: bytes, export: Export) -> Imported:
    """What of an export is to be taken beside the figures that are there."""
    name = project.name(project.reach)
    own = [each for each in figures_in(before, name) if each.kind == "figure" and each.measure.words == MEASURE]
    known = {key: each for each in own if (key := _key(each))}
    taken: list[Seen] = []
    left_out = list(export.left_out)
    there = 0
    for seen in export.seen:
        page = seen.page.casefold()
        other = known.get((page, seen.day.iso))
        if other and int(other.number.amount) == seen.number:
            there += 1
        elif other:
            left_out.append(
                f"{_said(seen)}: line {other.number.location.line} of {name} says {other.number}; change it there if it is wrong"
            )
        elif overlapping := _overlapping(known, page, seen):
            line = overlapping.number.location.line
            left_out.append(f"{_said(seen)}: line {line} of {name} counts the same days")
        else:
            taken.append(seen)
    return Imported(name, export.column, tuple(taken), there, tuple(left_out), export.pages)


def _key(figure: Figure) -> tuple[str, str] | None:
    outlet = figure.outlet.words.casefold() if figure.outlet else ""
    return (outlet, day_in(figure.date.words).iso) if figure.date else None


def _overlapping(known: dict[tuple[str, str], Figure], page: str, seen: Seen) -> Figure | None:
    """A figure of the month of a day, or of a day of the month."""
    month = f"{seen.day.year}-{seen.day.month:02}"
    if seen.day.day:
        return known.get((page, month))
    return next((each for (where, iso), each in known.items() if where == page and iso.startswith(f"{month}-")), None)


def _said(seen: Seen) -> str:
    return f"{seen.day.words}, {seen.page}, {seen.number:,}"


def _appended(project: Project, before: bytes, taken: Sequence[Seen]) -> bytes:
    """The bytes of the table with new lines at its end, written as it is: its signs, its line ends, its columns."""
    file = project.name(project.reach)
    text, encoding = text_and_encoding(before, file) if before.strip() else (NEW, "utf-8")
    start = before if before.strip() else NEW.encode()
    table = table_in(start, file, is_heading)
    ends = "\r\n" if "\r\n" in text else "\n" if "\n" in text else "\r" if "\r" in text else "\r\n"
    lines = StringIO()
    writer = csv.writer(lines, delimiter=table.delimiter, lineterminator=ends)
    writer.writerows(_cells(table.heading.cells if table.heading else FIRST_LINE.split(","), taken))
    added = ("" if text.endswith(("\r", "\n")) else ends) + lines.getvalue()
    own = "utf-16-be" if start.startswith(b"\xfe\xff") else APPENDED.get(encoding, encoding)
    try:
        return start + added.encode(own)
    except UnicodeEncodeError:
        hint = "open it in Excel and save it as CSV UTF-8; then import again"
        raise CommandError(f"{file} is saved in an encoding that cannot hold the name of a page", hint) from None


def _cells(heading: Sequence[str], taken: Sequence[Seen]) -> Iterator[list[str]]:
    columns = columns_of(heading)
    for seen in taken:
        cells = {"date": seen.day.iso, "outlet": seen.page, "measure": MEASURE, "number": str(seen.number)}
        line = [""] * len(heading)
        for key, at in columns.items():
            line[at] = cells[key]
        yield line
