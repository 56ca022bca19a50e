"""The day that somebody types of what was done."""

from datetime import date

from jarpub.diagnostics import CommandError
from jarpub.project.days import WAYS_TO_TYPE, day_of, is_like_a_day


def day(typed: str | None) -> str:
    """The day as 2009-03-31, or today where the person is; raises CommandError where it is none, or has not come yet."""
    today = date.today()  # noqa: DTZ011
    meant = today if typed is None else day_of(typed)
    if meant is None:
        why = ": no calendar has it" if is_like_a_day(typed or "") else ""
        raise CommandError(f'"{typed}" is no date{why}', f"type {WAYS_TO_TYPE}")
    if meant > today:
        said = f'"{typed}" has not come yet: this machine says that today is {today.isoformat()}'
        raise CommandError(said, "give the day on which it was done")
    return meant.isoformat()
