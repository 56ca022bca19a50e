"""The forms in which the sentences of a language name a month beside its year."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from jarpub.project.languages import all_month_names, month_and_year, primary

# How the beginning of a Welsh name may change: "ym Mawrth", "o Fawrth", "yng Ngorffennaf", "a Thachwedd".
WELSH = {"g": ("", "ng"), "m": ("f",), "rh": ("r",), "t": ("d", "nh", "th")}
# Words that are written as one with the name behind them: "and", "in", "for", "like".
ATTACHED = {"ar": "و?[بلفك]?", "he": "ו?[בלמהכש]?"}
# Endings of a name, and words between it and its year, or a year and it: "মার্চ মাসে", "مارس من عام 2009", "২০০৯ সালের মার্চ".
ENDINGS = {"bn": r"(?:-?(?:ের|ে|এর|এ))?(?:\s+মাস(?:ের|ে)?)?"}
BETWEEN = {"ar": r"\s+(?:من\s+)?(?:عام|سنة)\s+"}
BEHIND_YEAR = {"bn": r"(?:\s+সালের)?[\s,]+"}
ALSO_WORDS = {"cy": ("mai", "medi")}  # names that are also words, where they have no capital
APART = r"[\s.,/-]{1,3}"
YEAR = r"(?<!\d)(?P<year>\d{4})(?!\d)"


class DatedMonth(NamedTuple):
    """A month with its year, and where both stand."""

    start: int
    end: int
    number: int
    year: int


def months_with_years(words: str, language: str) -> Iterator[DatedMonth]:
    """Each month of a language that has its year beside it, in words whose figures are 0 to 9."""
    ways, numbers = _ways(language)
    no_names = ALSO_WORDS.get(primary(language), ())
    end = 0
    for match in sorted((match for way in ways for match in way.finditer(words)), key=lambda match: match.start()):
        if match.start() >= end and match["name"] not in no_names:
            end = match.end()
            yield DatedMonth(match.start(), end, numbers[match["name"].casefold()], int(match["year"]))


@cache
def _ways(language: str) -> tuple[tuple[re.Pattern[str], ...], Mapping[str, int]]:
    """Each way to write a month and its year, and the numbers of the months by their names in small letters."""
    code = primary(language)
    numbers = {form: number for name, number in all_month_names(language) for form in _forms(name.casefold(), code)}
    longest_first = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    inside = rf"{ATTACHED.get(code, '')}(?P<name>{longest_first}){ENDINGS.get(code, '')}"
    name = rf"(?<![^\W\d_]){inside}"
    usual = re.escape(month_and_year(language).format("NAME", "YEAR")).replace("YEAR", YEAR)
    ways = [name + APART + YEAR, usual.replace("NAME", name if usual.startswith("NAME") else inside)]
    ways += [name + BETWEEN[code] + YEAR] if code in BETWEEN else []
    ways += [YEAR + BEHIND_YEAR[code] + name] if code in BEHIND_YEAR else []
    return tuple(re.compile(way, re.IGNORECASE) for way in dict.fromkeys(ways)), numbers


def _forms(name: str, code: str) -> Iterator[str]:
    """A name and what becomes of it behind other words."""
    yield name
    for first, others in WELSH.items() if code == "cy" else ():
        if name.startswith(first):
            yield from (other + name.removeprefix(first) for other in others)
