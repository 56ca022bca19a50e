"""Days as people type them."""

import re
from datetime import date

from jarpub.project.languages import MONTHS

ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
BRITISH = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
# As finals print it.
IN_WORDS = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})", re.IGNORECASE)
WAYS_TO_TYPE = (
    "the year, month and day, such as 2009-03-31, or day, month and year, such as 31/03/2009 or 31 March 2009"
)


def is_like_a_day(typed: str) -> bool:
    """Whether somebody meant a day, though no calendar may have it."""
    return _found(typed) is not None


def day_of(typed: str) -> date | None:
    """The day that somebody typed; nothing where it is none, or no calendar has it."""
    found = _found(typed)
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        return None


def _found(typed: str) -> re.Match[str] | None:
    words = IN_WORDS.sub(_in_digits, typed.strip().rstrip("."))
    return ISO.fullmatch(words) or BRITISH.fullmatch(words)


def _in_digits(day: re.Match[str]) -> str:
    return f"{day[3]}-{MONTHS.index(day[2].capitalize()) + 1}-{day[1]}"
