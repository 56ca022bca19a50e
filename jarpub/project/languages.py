"""Languages as the CLDR describes them: what each is called, its months and days, and how it joins what stands in a row."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

ENGLISH = "en"
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
YEAR = 1999  # any, to see on which side of the month a language has it


def primary(language: str) -> str:
    """The language itself of a code, such as "en" of "en-GB"."""
    return language.casefold().partition("-")[0]


@cache
def is_language(code: str) -> bool:
    """Whether this is the code of a language that the CLDR describes, such as "cy" or "en-GB"."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


@cache
def name_of(language: str) -> str:
    """What a language is called in English, such as "Welsh"; its code where it has no name."""
    return _locale(language).get_language_name(ENGLISH) or language


def month_names(language: str, width: str = "wide") -> Sequence[str]:
    """The names of the twelve months, as they stand alone; `width` is "wide" or "abbreviated"."""
    if primary(language) == ENGLISH:  # whose short names, in the CLDR, are not all of three letters
        return MONTHS if width == "wide" else [name[:3] for name in MONTHS]
    return _month_names(language, width)


def month(year: int, number: int, language: str) -> str:
    """A month with its year, such as "Mawrth 2009"."""
    return month_and_year(language).format(month_names(language)[number - 1], year)


def all_month_names(language: str) -> Iterator[tuple[str, int]]:
    """Each name that a month has, alone or in a date, in full or cut short, and its number."""
    for context, width in product(("format", "stand-alone"), ("wide", "abbreviated")):
        yield from (
            (str(name).rstrip("."), number) for number, name in _locale(language).months[context][width].items()
        )


def has_year_behind(language: str) -> bool:
    """Whether months in a row can share a year that stands behind the last of them."""
    return month_and_year(language) == "{} {}"


def day(day: date, language: str) -> str:
    """A day, such as "31 Mawrth 2009"."""
    from babel.dates import format_date

    if primary(language) == ENGLISH:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return format_date(day, "long", locale=_locale(language))


@cache
def row_of(count: int, language: str) -> tuple[str, ...]:
    """What stands before, between and behind so many values in a row: for three in English "", ", ", " and " and ""."""
    from babel.lists import format_list

    sign = "\0"
    return tuple(format_list([sign] * count, locale=_locale(language)).split(sign)) if count else ("",)


@cache
def _month_names(language: str, width: str) -> tuple[str, ...]:
    names = _locale(language).months["stand-alone"][width]
    return tuple(str(names[number]) for number in range(1, 13))


@cache
def month_and_year(language: str) -> str:
    """How a language writes a month and its year, the name of the month first among the places to be filled."""
    from babel.dates import format_skeleton

    if primary(language) == ENGLISH:
        return "{} {}"
    written = format_skeleton("yMMMM", date(YEAR, 3, 1), locale=_locale(language))
    for names in (_locale(language).months[context]["wide"] for context in ("format", "stand-alone")):
        if str(names[3]) in written:
            return written.replace(str(YEAR), "{1}").replace(str(names[3]), "{0}").replace("{0} {1}", "{} {}")
    return "{} {}"


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale

    known = next((code for code in (language, primary(language)) if is_language(code)), ENGLISH)
    return Locale.parse("en-GB" if known == ENGLISH else known, sep="-")  # in the United Kingdom no comma before "and"
