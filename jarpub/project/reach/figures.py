"""What a figure of the table is, and the plan with all of them."""

from dataclasses import dataclass
from typing import Literal

from jarpub.project.plan.model import Plan
from jarpub.project.plan.values import Id, Month, PlainText, Text

COUNTED = ("hits", "copies", "feedback")  # which can be added up
SHARE = "awareness"  # in percent of those who were asked
MEASURES = (*COUNTED, SHARE, "asked")
AIMS = ("target", "baseline")  # what figures are held against
Kind = Literal["figure", "target", "baseline"]


class Number(PlainText):
    """A number as it is printed, such as "1,234" or "62%"."""

    @property
    def amount(self) -> float:
        """What it is worth: of a share its percentage."""
        return float(self.words.replace(",", "").removesuffix("%"))


@dataclass(frozen=True)
class Figure:
    """One line of the table: so much of a measure, when and where; a target or a baseline may be of no day or place."""

    id: Id
    measure: Text
    kind: Kind
    number: Number
    date: Text | None
    month: Month | None
    outlet: Text | None


@dataclass(frozen=True)
class MeasuredPlan(Plan):
    """A plan with the figures that are kept beside it."""

    reach: tuple[Figure, ...] = ()


def with_figures(plan: Plan, figures: tuple[Figure, ...]) -> MeasuredPlan:
    """The plan with these figures."""
    return MeasuredPlan(**{**vars(plan), "reach": figures})
