"""The filters by which templates tell how far the publications reached: figures, and what they come to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from jarpub.diagnostics import Problem
from jarpub.pages.printed_values import NO_WORDS
from jarpub.pages.view import View, unwrapped
from jarpub.project.reach.figures import AIMS, MEASURES, Figure
from jarpub.project.reach.totals import are_added, by_month, by_outlet, total

KINDS = ("figure", *AIMS)
HINT = 'write it like {{ reach | figures("hits") | total }}'


def figures(reach: Any, measure: Any, kind: Any = "figure") -> list[View]:
    """The figures of a measure, as the filter of this name gives them: its targets where these are asked for."""
    if not _are_figures(reach) or measure not in MEASURES or kind not in KINDS:
        known = f"{', '.join(MEASURES)}; and {', '.join(KINDS)}"
        raise Problem(
            NO_WORDS,
            "the filter figures needs the figures, what they count, and their kind",
            f"{HINT}; known here: {known}",
        )
    found = [each for each in reach if _is_of(unwrapped(each), measure, kind)]
    return [each for each in found if each.kind == kind and each.measure]  # through the view, which notes and refuses


def _is_of(figure: Figure, measure: str, kind: str) -> bool:
    return figure.kind == kind and figure.measure.words == measure


def _of_figures(filter: Callable[[list[Figure]], Any]) -> Callable[[Any], Any]:
    """The filter as a template may call it; what is added up is noted as asked for."""

    @wraps(filter)
    def checked(value: Any) -> Any:
        if not _are_figures(value) or not are_added([unwrapped(each) for each in value]):
            message = f"the filter {filter.__name__} needs figures of one measure that can be added up"
            raise Problem(NO_WORDS, message, HINT)
        for each in value:
            each.number, each.month, each.outlet  # noqa: B018  # the view notes what is asked for, and refuses it
        return filter([unwrapped(each) for each in value])

    return checked


def _are_figures(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(unwrapped(each), Figure) for each in value)


FIGURE_FILTERS = {
    "figures": figures,
    "total": _of_figures(total),
    "by_month": _of_figures(by_month),
    "by_outlet": _of_figures(by_outlet),
}
