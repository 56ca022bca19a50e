"""The months that words name, in letters or as numeric dates, read the British way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from jarpub.project.plan.values import MONTHS

CENTURY = 2000
NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
CAN_BE_A_DAY = re.compile(r"\s[1-9]\d\Z")
FULL = "|".join(MONTHS)
SHORT = "|".join(dict.fromkeys([*(name[:3] for name in MONTHS), "Sept"]))
IN_LETTERS = re.compile(
    rf"\b(?P<name>{FULL}|(?:{SHORT})(?![^\W\d_])\.?)(?![^\W\d_])"
    r"(?:(?:\s+\d{1,2}(?:st|nd|rd|th)?,)?[\s.,'’-]{0,3}(?P<year>\d{4})\b"  # as in "March 31, 2009"
    r"|(?:[\s'’-]{0,3}|\.)(?P<short_year>\d{2})\b(?!\s?(?:am|pm|st|nd|rd|th)\b|\s?%|[:.]\d))?",
    re.IGNORECASE,
)
IN_FIGURES = re.compile(
    r"(?<![\d./-])(?:\d{1,2}(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{2})-\d{2}|(?P<only_month>\d{1,2})/(?P<only_year>\d{4}))(?![./-]?\d)"
)
LAST_MONTH = 12


@dataclass(frozen=True)
class NamedMonth:
    """A month in some words, and where it stands; its year is None where none is beside it.

    Whether two figures are its year may be doubtful, as in "March 12".
    """

    start: int
    end: int
    number: int
    year: int | None
    is_short: bool = False
    is_doubtful: bool = False

    @property
    def name(self) -> str:
        """Such as "March"."""
        return MONTHS[self.number - 1]

    def is_same(self, year: int, number: int) -> bool:
        """Whether it can be this month."""
        return self.number == number and self.year in (None, year)


def months_in(words: str) -> list[NamedMonth]:
    """Every month that words name, in their order, with the year beside it."""
    return sorted([*_in_letters(words), *_in_figures(words)], key=lambda month: month.start)


def dated_months_in(words: str) -> list[NamedMonth]:
    """The same, where one without a year has that of the next behind it, as in "March and April 2009"."""
    found: list[NamedMonth] = []
    for month in reversed(months_in(words)):
        found.append(replace(month, year=month.year or (found[-1].year if found else None)))
    return found[::-1]


def _in_letters(words: str) -> Iterator[NamedMonth]:
    for match in IN_LETTERS.finditer(words):
        year = match["year"] or match["short_year"]
        if match["name"][0].isupper() or match["year"]:  # without either they are other words
            yield NamedMonth(
                *match.span(),
                number=NUMBERS[match["name"][:3].lower()],
                year=_whole(year) if year else None,
                is_short=match["name"].title() not in MONTHS,
                is_doubtful=bool(CAN_BE_A_DAY.search(match[0])) and not match["year"],
            )


def _in_figures(words: str) -> Iterator[NamedMonth]:
    for match in IN_FIGURES.finditer(words):
        number = int(match["month"] or match["iso_month"] or match["only_month"])
        if 1 <= number <= LAST_MONTH:
            year = match["year"] or match["iso_year"] or match["only_year"]
            yield NamedMonth(*match.span(), number=number, year=_whole(year))


def _whole(year: str) -> int:
    return int(year) + (CENTURY if len(year) == len("09") else 0)
