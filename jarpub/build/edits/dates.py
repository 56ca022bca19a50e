"""The day that somebody types."""

import re
from datetime import date

from jarpub.diagnostics import CommandError
from jarpub.project.plan.values import MONTHS

WAY_OUT = "type the year, month and day, such as 2009-03-31, or day, month and year, such as 31/03/2009"
ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
BRITISH = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
# As finals print it.
IN_WORDS = re.compile(rf"([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})", re.IGNORECASE)


def day(typed: str | None) -> str:
    """The day as 2009-03-31, or today where the person is; raises CommandError where it is none, or has not come yet."""
    today = date.today()  # noqa: DTZ011
    if typed is None:
        return today.isoformat()
    words = IN_WORDS.sub(_in_digits, typed.strip())
    found = ISO.fullmatch(words) or BRITISH.fullmatch(words)
    if found is None:
        raise CommandError(f'"{typed}" is no date', WAY_OUT)
    try:
        meant = date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        raise CommandError(f'"{typed}" is no date: no calendar has it', WAY_OUT) from None
    if meant > today:
        said = f'"{typed}" has not come yet: this machine says that today is {today.isoformat()}'
        raise CommandError(said, "give the day on which it was done")
    return meant.isoformat()


def _in_digits(day: re.Match[str]) -> str:
    return f"{day[3]}-{MONTHS.index(day[2].capitalize()) + 1}-{day[1]}"
