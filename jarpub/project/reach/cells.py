"""Dates and numbers as people and spreadsheets write them."""

import re
from dataclasses import dataclass
from datetime import date

from jarpub.diagnostics import Code, Problem
from jarpub.project.languages import MONTHS

NO_DATE = Code("reach.date", "A figure of how far the publications reached has no date, or one that is none.")
NO_NUMBER = Code("reach.number", "A figure of how far the publications reached is no number that can be counted.")
FORMULA = Code("reach.formula", "A cell holds a formula, or what a spreadsheet shows where one fails.")
DATE_HINT = "write it like 31/03/2009, 31 March 2009 or March 2009"
CENTURY = 2000  # of a year with two figures
LONGEST = 60  # letters of a cell that are shown

TIME = re.compile(r"[T ]\d{1,2}:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$")
NAMES = "|".join(f"{name}|{name[:3]}|sept" if name == "September" else f"{name}|{name[:3]}" for name in MONTHS)
FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        r"(?P<year>\d{4})[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?",
        r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}|\d{2})",
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ -])?(?P<month>{NAMES})\.?[ -](?P<year>\d{{4}}|\d{{2}})",
        rf"(?P<month>{NAMES})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?, ?(?P<year>\d{{4}})",
    )
)
MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})", re.ASCII)
SERIAL = re.compile(r"[34]\d{4}(?:\.\d+)?")  # 1982 to 2036 as Excel counts days
COUNT = re.compile(r"(\d{1,9}|\d{1,3}(?:[, \xa0\u202f]\d{3}){1,2})(?:\.0{1,9})?", re.ASCII)
PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?) ?%", re.ASCII)
WHOLE = 100
FAILED = re.compile(r"#(?:REF|NAME|VALUE|N/A|DIV/0|NUM|NULL|SPILL)[!?]?|#{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A day, or a month as a whole."""

    year: int
    month: int
    day: int | None

    @property
    def iso(self) -> str:
        """Such as 2009-03-31, or 2009-03."""
        return f"{self.year}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def words(self) -> str:
        """Such as "31 March 2009", or "March 2009"."""
        month = f"{MONTHS[self.month - 1]} {self.year}"
        return f"{self.day} {month}" if self.day else month


def day_in(cell: str) -> Day:
    """The day or month that a cell names, days before months; raises Problem."""
    refuse_formula(cell)
    words = TIME.sub("", " ".join(cell.split()))
    found = next((match for form in FORMS if (match := form.fullmatch(words))), None)
    if found is None:
        raise Problem(NO_DATE, *_no_date(words), words)
    parts = found.groupdict()
    year, month = int(parts["year"]), _month(parts["month"])
    year += CENTURY if len(parts["year"]) == 2 else 0  # noqa: PLR2004
    day = int(parts["day"]) if parts.get("day") else None
    try:
        date(year, month, day or 1)
    except ValueError:
        raise Problem(NO_DATE, *_not_in_a_calendar(words, year, month, day), words) from None
    return Day(year, month, day)


def is_month_first(cell: str) -> bool:
    """Whether a date can only be read with its month before its day, as people in the United States write it."""
    found = MONTH_FIRST.fullmatch(TIME.sub("", cell.strip()))
    return found is not None and int(found[1]) <= len(MONTHS) < int(found[2])


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    return next(number for number, name in enumerate(MONTHS, 1) if name[:3].lower() == written[:3].lower())


def _no_date(words: str) -> tuple[str, str]:
    if not words:
        return "there is no date", DATE_HINT
    if SERIAL.fullmatch(words):
        hint = "format the cells of this column as dates in Excel, and save the file again"
        return f'"{words}" is the number that Excel has for a date', hint
    return f'"{shown(words)}" is no date', DATE_HINT


def _not_in_a_calendar(words: str, year: int, month: int, day: int | None) -> tuple[str, str]:
    if day and day <= len(MONTHS) < month:
        return (
            f'"{words}" is no date: the day comes first',
            f"if {month} {MONTHS[day - 1]} is meant, write {month:02}/{day:02}/{year}",
        )
    return f'"{words}" is no date: no calendar has it', DATE_HINT


def count_in(cell: str) -> str:
    """A number of things as it is printed, such as "1,234"; raises Problem."""
    refuse_formula(cell)
    words = cell.strip()
    found = COUNT.fullmatch(words)
    if found:
        return f"{int(re.sub('[^0-9]', '', found[1])):,}"
    if not words:
        raise Problem(NO_NUMBER, "there is no number", "write how many, in figures, or take the line out")
    if "%" in words:
        hint = "write how many it was; only awareness is a share"
        raise Problem(NO_NUMBER, f'"{shown(words)}" is a share, and a number of things is meant', hint, words)
    hint = "write how many it was, in figures only, such as 1234 or 1,234"
    raise Problem(NO_NUMBER, f'"{shown(words)}" is no number of things', hint, words)


def share_in(cell: str) -> str:
    """A share as it is printed, such as "62%"; raises Problem."""
    refuse_formula(cell)
    words = cell.strip()
    found = PERCENT.fullmatch(words)
    if found and float(found[1]) <= WHOLE:
        return f"{float(found[1]):g}%"
    hint = "write how many of every hundred people who were asked knew of it, with the sign: 62%"
    message = f'"{shown(words)}" is no share of people' if words else "there is no share"
    raise Problem(NO_NUMBER, message, hint, words)


def refuse_formula(cell: str) -> None:
    """Raise Problem where a cell holds a formula, or what is shown in the place of its result."""
    words = cell.strip()
    if words.startswith(("=", "@")):
        hint = "put what it comes to in its place: in Excel copy the cell, then Paste Special, Values"
        raise Problem(FORMULA, f'"{shown(words)}" is a formula', hint, words)
    if FAILED.fullmatch(words):
        hint = "mend the formula, or make the column wider, and save the file again; or write the figure yourself"
        raise Problem(FORMULA, f'"{words}" is what Excel shows where it has no figure', hint, words)


def shown(cell: str) -> str:
    """The beginning of what stands in a cell."""
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}…"
