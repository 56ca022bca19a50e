"""The day that somebody types."""

import re
from datetime import date

from jarpub.diagnostics import CommandError

WAY_OUT = "type the year, month and day, such as 2009-03-31, or day, month and year, such as 31/03/2009"
ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
BRITISH = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


def day(typed: str | None) -> str:
    """The day as 2009-03-31, or today where the person is; raises CommandError where it is none, or has not come yet."""
    today = date.today()  # noqa: DTZ011
    if typed is None:
        return today.isoformat()
    found = ISO.fullmatch(typed.strip()) or BRITISH.fullmatch(typed.strip())
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
