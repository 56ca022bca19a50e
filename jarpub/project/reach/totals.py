"""What figures come to: together, by month and by outlet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jarpub.project.plan.values import Month, Text
from jarpub.project.reach.figures import COUNTED, Figure, Number


@dataclass(frozen=True)
class MonthTotal:
    """What figures come to in a month; nothing in one of which there is none."""

    month: Month
    number: Number | None


@dataclass(frozen=True)
class OutletTotal:
    """What figures come to at an outlet or on a page; those of no named place stand together."""

    outlet: Text | None
    number: Number


def are_added(figures: Sequence[Figure]) -> bool:
    """Whether figures can be added up: they are of one measure, and neither shares nor targets."""
    return len({each.measure.words for each in figures}) <= 1 and all(
        each.kind == "figure" and each.measure.words in COUNTED for each in figures
    )


def total(figures: Sequence[Figure]) -> Number | None:
    """What figures of one measure come to; nothing where there is none."""
    return _total(figures, "") if figures else None


def by_month(figures: Sequence[Figure]) -> list[MonthTotal]:
    """What they come to in each month, from the first to the last of them."""
    dated = [(each.month, each) for each in figures if each.month]
    counts = sorted({_count(month) for month, _ in dated})
    return [
        _of_month(dated[0][1], count, [each for month, each in dated if _count(month) == count])
        for count in (range(counts[0], counts[-1] + 1) if counts else ())
    ]


def by_outlet(figures: Sequence[Figure]) -> list[OutletTotal]:
    """What they come to at each outlet, the most first."""
    places: dict[str, list[Figure]] = {}
    for each in figures:
        places.setdefault(each.outlet.words.casefold() if each.outlet else "", []).append(each)
    found = [OutletTotal(there[0].outlet, _total(there, f".at.{_slug(place)}")) for place, there in places.items()]
    return sorted(found, key=lambda each: (-each.number.amount, str(each.outlet or "")))


def all_totals(figures: Sequence[Figure]) -> Iterator[Text | Month]:
    """Everything that figures come to, and the months that are told with it."""
    for measure in COUNTED:
        own = [each for each in figures if each.kind == "figure" and each.measure.words == measure]
        whole = total(own)
        yield from [whole] if whole else []
        yield from (each.number for each in by_outlet(own))
        for each in by_month(own):
            yield each.month
            yield from [each.number] if each.number else []


def _count(month: Month) -> int:
    return 12 * month.year + month.number - 1


def _of_month(first: Figure, count: int, figures: Sequence[Figure]) -> MonthTotal:
    year, number = count // 12, count % 12 + 1
    name = f"{year}-{number:02}"
    at = (figures[0] if figures else first).measure.location
    month = Month(year, number, f"reach.{first.measure}.{name}.month", at)
    return MonthTotal(month, _total(figures, f".{name}") if figures else None)


def _total(figures: Sequence[Figure], name: str) -> Number:
    """The sum, named after what is added up; one figure alone is that figure."""
    if len(figures) == 1:
        return figures[0].number
    first = figures[0]
    return Number(
        f"{sum(int(each.number.amount) for each in figures):,}", f"reach.{first.measure}{name}", first.number.location
    )


def _slug(place: str) -> str:
    return re.sub(r"\W+", "-", place).strip("-") or "nowhere"
