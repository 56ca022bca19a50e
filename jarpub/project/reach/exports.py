"""What an export of web statistics says of how often pages were seen, by columns with the names that such exports have."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jarpub.diagnostics import Code, CommandError, Problem, did_you_mean
from jarpub.project.languages import MONTHS
from jarpub.project.reach.cells import Day, count_in, day_in, is_month_first, shown
from jarpub.project.reach.table import Line, Table, known_name, table_in

# Names of columns in exports of Google Analytics, Matomo, Cloudflare, and Jetpack for WordPress; earlier ones are preferred.
# Of visitors and users nobody can say how often they saw a page: these columns are taken only where somebody names them.
DATES = ("date", "day", "datetime", "timestamp", "time", "month", "year month", "period")
NUMBERS = (
    "views", "page views", "pageviews", "total page views", "screen_page_views", "nb_pageviews", "hits", "nb_hits",
    "unique pageviews", "visits", "nb_visits", "sessions",
)  # fmt: skip
PAGES = (
    "page path and screen class", "page path", "page path + query string", "page path and query string", "page url", "url",
    "path", "page", "post_permalink", "page title and screen class", "page title", "post_title", "title", "label",
)  # fmt: skip
NO_PAGE = Code("reach.page", "A line of an export of web statistics names no page.")
# Above a table of Google Analytics stand the first and the last day that it is of.
PERIOD = re.compile(r"#\s*(?:start|end) date:\s*(\d{8})|#\s*(\d{8})\s*-\s*(\d{8})", re.ASCII | re.IGNORECASE)
FORMULAS = ("=", "+", "-", "@")  # with which a cell of Excel may begin one


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for: a name for the page or site, only pages with these words, columns, and a month."""

    page: str | None = None
    only: str | None = None
    month: str | None = None
    columns: Mapping[str, str | None] | None = None  # by their kind, where they have other names


@dataclass(frozen=True)
class Seen:
    """How often a page was seen on a day, or in a month."""

    day: Day
    page: str
    number: int


@dataclass(frozen=True)
class Export:
    """What an export says: how often pages were seen, the column that says it, and each line that was left out, with why."""

    column: str
    seen: tuple[Seen, ...]
    left_out: tuple[str, ...]
    pages: int  # how many of them are counted together


def export_in(data: bytes, file: str, wanted: Wanted) -> Export:
    """What the export in these bytes says; raises DiagnosticsError where it cannot be read, or CommandError."""
    named = {kind: known_name(name) for kind, name in (wanted.columns or {}).items() if name}
    known = {"date": DATES, "number": NUMBERS, "page": PAGES}
    choices = {kind: (named[kind],) if kind in named else names for kind, names in known.items()}

    def is_heading(cells: Sequence[str]) -> bool:
        names = [known_name(cell) for cell in cells]
        there = {kind for kind, each in choices.items() if any(name in each for name in names)}
        return "number" in there and len(there) > 1 and named.keys() <= there

    table = table_in(data, file, is_heading)
    if table.heading is None:
        raise _no_heading(table, file, named)
    columns = {kind: at for kind, names in choices.items() if (at := _place(table.heading, names)) is not None}
    _must_name_pages(columns, wanted, file)
    own = _own_lines(table.lines, columns["number"])
    whole = None if "date" in columns else _month_of(table, wanted, file)
    return _export(table.heading.cells[columns["number"]].strip(), _Reader(columns, wanted, whole, file), own)


def _place(heading: Line, names: Sequence[str]) -> int | None:
    """Where the column stands whose name comes first among these."""
    there = [known_name(cell) for cell in heading.cells]
    return next((there.index(name) for name in names if name in there), None)


def _no_heading(table: Table, file: str, named: Mapping[str, str]) -> CommandError:
    if named:
        widest = max(table.above, key=lambda line: len(line.cells), default=Line(0, ()))
        lost = " and ".join(f'"{name}"' for name in named.values())
        return CommandError(
            f"{file} has no line with a column {lost}", did_you_mean(next(iter(named.values())), widest.cells)
        )
    hint = 'name its columns, such as --date-column "Day" --number-column "Times seen"'
    return CommandError(f"{file} has no line that names a column of views, and one of dates or pages", hint)


def _must_name_pages(columns: Mapping[str, int], wanted: Wanted, file: str) -> None:
    if "page" not in columns and wanted.only:
        raise CommandError(f"{file} does not tell pages apart, so there is nothing to choose from", "leave out --only")
    if "page" not in columns and not wanted.page:
        raise CommandError(f"{file} does not say which page it is about", 'say it: --page "Council website"')
    if wanted.page and wanted.page.lstrip().startswith(FORMULAS):
        raise CommandError(f'"{wanted.page}" would be a formula in Excel', "begin it with a letter")


def _own_lines(lines: Sequence[Line], column: int) -> list[Line]:
    """The lines of the first table; exports of Google Analytics have others below it, with comments and a heading above each."""
    own: list[Line] = []
    for line in lines:
        if (
            line.cells[0].lstrip().startswith("#")
            or known_name(line.cells[column] if column < len(line.cells) else "") in NUMBERS
        ):
            break
        own.append(line)
    return own


def _month_of(table: Table, wanted: Wanted, file: str) -> Day:
    """The month that all lines are of: the one that was named, or that stands above the table; raises CommandError."""
    if wanted.month:
        try:
            day = day_in(wanted.month)
        except Problem as problem:
            raise CommandError(problem.message, problem.hint) from None
        return Day(day.year, day.month, None)
    above = (" ".join(line.cells) for line in table.above)
    days = sorted(day for line in above for found in PERIOD.findall(line) for day in found if day)
    if days and days[0][6:] == "01" and days[-1] == _last_of(days[0][:6]):
        return Day(int(days[0][:4]), int(days[0][4:6]), None)
    hint = 'export one month at a time and say which: --month "March 2009"'
    raise CommandError(f"{file} has no column of dates", hint)


def _last_of(month: str) -> str:
    """The last day of a month such as 200903, written like 20090331; nothing where no calendar has it."""
    year, number = int(month[:4]), int(month[4:])
    return f"{month}{monthrange(year, number)[1]}" if year and 1 <= number <= len(MONTHS) else ""


@dataclass(frozen=True)
class _Reader:
    """Reads lines of an export by its columns."""

    columns: Mapping[str, int]
    wanted: Wanted
    month: Day | None  # of all lines
    file: str

    def cell(self, line: Line, kind: str) -> str:
        """What stands in the column of this kind."""
        at = self.columns.get(kind, len(line.cells))
        return line.cells[at].strip() if at < len(line.cells) else ""

    def is_wanted(self, line: Line) -> bool:
        """Whether a line is of a page that was asked for."""
        return not self.wanted.only or self.wanted.only.casefold() in self.cell(line, "page").casefold()

    def seen(self, line: Line) -> Seen:
        """What a line says; raises Problem, or CommandError where no date of the file can be trusted."""
        date = self.cell(line, "date")
        if is_month_first(date):
            message = (
                f'{self.file}, line {line.number}: the month comes first in "{date}", so no date of it can be told'
            )
            raise CommandError(message, "export it with dates like 2009-03-31")
        day = self.month or day_in(date)
        page = " ".join(self.cell(line, "page").split())
        if "page" in self.columns and (not page or page.startswith(FORMULAS)):  # one without a name is of all together
            message = f'"{shown(page)}" is no name of a page' if page else "it names no page"
            raise Problem(NO_PAGE, message, "name the page")
        return Seen(day, self.wanted.page or page, int(count_in(self.cell(line, "number")).replace(",", "")))


def _export(column: str, reader: _Reader, lines: Sequence[Line]) -> Export:
    numbers: dict[tuple[Day, str], int] = {}
    left_out: list[str] = []
    wanted = [line for line in lines if reader.is_wanted(line)]
    for line in wanted:
        try:
            each = reader.seen(line)
        except Problem as problem:
            left_out.append(f"line {line.number}: {problem.message}")
        else:
            numbers[each.day, each.page] = numbers.get((each.day, each.page), 0) + each.number
    pages = {reader.cell(line, "page") for line in wanted}
    seen = tuple(Seen(day, page, number) for (day, page), number in numbers.items())
    return Export(column, seen, tuple(left_out), len(pages) if reader.wanted.page else 1)
