"""The months that words name, in letters or as numeric dates, read the British way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from jarpub.project.languages import ENGLISH, MONTHS, primary
from jarpub.project.month_forms import months_with_years
from jarpub.project.plan.named_numbers import in_our_figures

CENTURY = 2000
NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
FULL = "|".join(MONTHS)
SHORT = "|".join(dict.fromkeys([*(name[:3] for name in MONTHS), "Sept"]))
NAME = rf"(?:{FULL}|(?:{SHORT})(?![^\W\d_])\.?)(?![^\W\d_])"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
IN_LETTERS = re.compile(
    rf"\b(?P<name>{NAME})"
    rf"(?:(?:\s+{DAY}\b,?(?=\s))?(?:\s+of\s+|[\s.,'’/-]{{0,3}})(?P<year>\d{{4}})\b"  # as in "March 31, 2009"
    r"|(?:[\s'’/-]{0,3}|\.)(?P<short_year>\d{2})\b(?!\s?(?:am|pm|st|nd|rd|th)\b|\s?%|[:.]\d))?",
    re.IGNORECASE,
)
IN_FIGURES = re.compile(
    r"(?<![\d./-])(?:\d{1,2}(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})"
    r"|(?P<iso_year>(?:19|20)\d\d)[-/](?P<iso_month>\d\d)(?P<iso_day>-\d\d)?"
    r"|(?P<only_month>\d{1,2})(?:[./-](?=(?:19|20)\d\d)|/(?=0\d(?!\d)))(?P<only_year>\d{4}|\d\d))(?![./-]?\d)"
)
NEAR = 40  # letters before a month that say which it is
LAST_MONTH, LAST_DAY = 12, 31
HALF_A_YEAR = 6
# Names that are also words, and need more beside them than a capital; in small letters, more than the two figures of a year.
ALSO_NAMES = frozenset({"march", "may"}) | frozenset(SHORT.lower().split("|"))
ALSO_WORDS = frozenset({"august", "mar", "march", "may"})
CAN_BE_A_DAY = re.compile(r"\s(?P<day>[1-9]\d)\Z")
DAY_BEFORE = re.compile(rf"\b{DAY}(?:\s+of)?\s+\Z", re.IGNORECASE)
OF_A_DAY = re.compile(
    rf"\b(?:{DAY}(?:\s+of)?|(?:beginning|course|day|end|half|middle|part|start|week)\s+of)[\s-]+\Z", re.IGNORECASE
)
ON_A_DAY = re.compile(r"\b\d{1,2}(?:(?:st|nd|rd|th)(?:\s+of)?|\s+of)\s+\Z", re.IGNORECASE)
WHEN = (
    r"(?:\b(?:by|in|from|until|till|before|after|since|during|throughout|early|late|this|next|last|each|every|due)\s+"
    r"|\bmid[\s-]*)"
)
TO = r"(?:\s*[/&–-]\s*|\s+(?:to|until|till)\s+)"
IN_A_MONTH = re.compile(rf"(?:{WHEN}(?:{NAME}(?:{TO}|\s*,\s*|\s+(?:and|or)\s+))*|\b{NAME}{TO})\Z", re.IGNORECASE)
TO_ANOTHER = re.compile(rf"{TO}{NAME}", re.IGNORECASE)
UNTIL = re.compile(r"\s*(?:–|—|-|\bto\b|\buntil\b|\btill\b)\s*")
BETWEEN, AND = re.compile(rf"\bbetween\s+(?:{DAY}\s+)?\Z", re.IGNORECASE), re.compile(rf"\s+and\s+(?:{DAY}\s+)?")
# The month that is next to the one that is named may be meant: "before April" is March.
START = rf"(?:the\s+)?(?:very\s+)?(?:(?:start|beginning)\s+of\s+)?(?:{DAY}\s+(?:of\s+)?)?"
MONTH_BEFORE = re.compile(
    rf"\b(?:(?:before|prior\s+to|ahead\s+of)\s+{START}|(?:by|at)\s+the\s+(?:start|beginning)\s+of\s+)\Z", re.IGNORECASE
)
MONTH_AFTER = re.compile(rf"\b(?:after|following)\s+(?:(?:the\s+)?end\s+of\s+)?(?:{DAY}\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True)
class NamedMonth:
    """A month in some words, and where it stands; its year is None where none is beside it.

    Whether two figures are its year may be doubtful, as in "March 12", and whether it is a month at all, as in "May".
    `step` leads to the month that may be meant in its place: -1 behind "before", 1 behind "after".
    """

    start: int
    end: int
    number: int
    year: int | None
    is_doubtful: bool = False
    may_be_a_word: bool = False
    step: int = 0

    @property
    def meant(self) -> Iterator[tuple[int | None, int]]:
        """The year and the number of each month that may be meant."""
        yield self.year, self.number
        if self.step:
            months = (self.year or 0) * LAST_MONTH + self.number - 1 + self.step
            yield self.year and months // LAST_MONTH, months % LAST_MONTH + 1


@lru_cache(maxsize=20_000)  # one rule after another asks for those of the same words
def months_in(words: str, language: str = ENGLISH) -> tuple[NamedMonth, ...]:
    """Every month that words of a language name, in their order, with the year beside it.

    Of other languages than English only those that have a year: a name by itself may be another word.
    """
    if primary(language) == ENGLISH:
        in_letters = [*_in_letters(words)]
    else:
        words = in_our_figures(words)
        in_letters = [NamedMonth(*month) for month in months_with_years(words, language)]
    found = sorted([*in_letters, *_in_figures(words)], key=lambda month: month.start)
    return tuple(replace(month, step=_step(words[max(month.start - NEAR, 0) : month.start])) for month in found)


def dated_months_in(words: str) -> list[NamedMonth]:
    """The same, where one without a year has that of the next behind it, as in "March and April 2009".

    In "December to February 2009" it has the year before.
    """
    found: list[NamedMonth] = []
    for month in reversed(months_in(words)):
        year = month.year
        if found and not year and found[-1].year:
            later = found[-1]
            is_before = month.number - later.number >= (1 if is_range(words, month, later) else HALF_A_YEAR)
            year = later.year and later.year - is_before
        found.append(replace(month, year=year))
    return found[::-1]


def is_range(words: str, first: NamedMonth, last: NamedMonth) -> bool:
    """Whether two months, one behind the other in some words, are the first and the last of several."""
    is_between = BETWEEN.search(words[max(first.start - NEAR, 0) : first.start])
    return bool(
        UNTIL.fullmatch(words, first.end, last.start) or (is_between and AND.fullmatch(words, first.end, last.start))
    )


def _step(before: str) -> int:
    return -1 if MONTH_BEFORE.search(before) else 1 if MONTH_AFTER.search(before) else 0


def _in_letters(words: str) -> Iterator[NamedMonth]:
    for match in IN_LETTERS.finditer(words):
        before = words[max(match.start() - NEAR, 0) : match.start()]
        year = match["year"] or match["short_year"]
        name = match["name"].rstrip(".").lower()
        is_a_date = bool(year) or _is_a_date(name, before, match[0], words[match.end() : match.end() + NEAR])
        if match["name"][0].isupper() or match["year"] or (is_a_date and _is_in_small_letters(name, match, before)):
            yield NamedMonth(
                *match.span(),
                number=NUMBERS[name[:3]],
                year=_whole(year) if year else None,
                is_doubtful=_can_be_a_day(match[0], before) and not match["year"],
                may_be_a_word=name in ALSO_NAMES and not is_a_date,
            )


def _is_a_date(name: str, before: str, words: str, behind: str) -> bool:
    """Whether what stands around a name says that it is a month."""
    is_joined = TO_ANOTHER.match(behind) and not (words.islower() and name in ALSO_WORDS)
    return (
        bool(OF_A_DAY.search(before) or IN_A_MONTH.search(before) or is_joined) or name not in ALSO_NAMES | ALSO_WORDS
    )


def _is_in_small_letters(name: str, match: re.Match[str], before: str) -> bool:
    """Whether a name in small letters is a month, where it may be another word: "may 09", "1st of may"."""
    if name in ALSO_WORDS and match["short_year"]:
        return match["short_year"].startswith("0")
    return name not in {"may", "mar"} or bool(ON_A_DAY.search(before))


def _can_be_a_day(words: str, before: str) -> bool:
    day = CAN_BE_A_DAY.search(words)
    return day is not None and int(day["day"]) <= LAST_DAY and not DAY_BEFORE.search(before)


def _in_figures(words: str) -> Iterator[NamedMonth]:
    for match in IN_FIGURES.finditer(words):
        number = int(match["month"] or match["iso_month"] or match["only_month"])
        year = match["year"] or match["iso_year"] or match["only_year"]
        if 1 <= number <= LAST_MONTH and not _is_two_years(match):
            yield NamedMonth(*match.span(), number=number, year=_whole(year))


def _is_two_years(match: re.Match[str]) -> bool:
    """Whether figures are a year and the next, as in "2008/09" and "08/09"."""
    if match["iso_year"]:
        return not match["iso_day"] and int(match["iso_month"]) == (int(match["iso_year"]) + 1) % 100
    month, year = match["only_month"] or "", match["only_year"] or ""
    return len(month) == len(year) and int(year or 0) == int(month or 0) + 1


def _whole(year: str) -> int:
    return int(year) + (CENTURY if len(year) == len("09") else 0)
