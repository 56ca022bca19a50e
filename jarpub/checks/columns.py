"""The columns of the plan's tables: each word of a row stands in one, or the record would lose it."""

from collections.abc import Iterator
from typing import Any

from jarpub.diagnostics import Code, Diagnostic, did_you_mean
from jarpub.project.plan.model import RECOMMENDATION, Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.rows import ALONE, in_column, lists_of
from jarpub.project.plan.values import Text, Words

NO_COLUMN = Code("columns.none", "Words of the plan stand in no column of its table, and would not be printed.")
SHOWN_ELSEWHERE = ("ref", "group")  # a group without a column is a row of its own above what it holds
QUOTE = "recommendation"  # the column of the inspectors' words
ISSUE = "issue"  # the column of what the weaknesses are


def cells(row: Any, columns: Words) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The cells of a row, without those of its recommendation: the key of each column, with what stands there."""
    lists = lists_of(row.__class__)
    for column in (each for each in columns if each not in (*RECOMMENDATION, ISSUE)):
        entries = tuple(entry for _, entry in in_column(row, column, lists))
        yield column, (*entries, *(_alone(row, column) if column in ALONE else ()))


def all_in_columns(plan: Plan) -> Iterator[Diagnostic]:
    """Each entry of a row, and each text of a recommendation, stands in a column that its table has."""
    document = plan.document
    for recommendation in plan.recommendations:
        own = {key: getattr(recommendation, key) for key in RECOMMENDATION if key not in (QUOTE, *SHOWN_ELSEWHERE)}
        for key, value in {**own, QUOTE: recommendation.quote}.items():
            if value and key not in document.plan_columns:
                yield _lost(value, key, str(recommendation.ref), document.plan_columns, "plan_columns")
    for strand in plan.strands:
        yield from _lost_of_row(strand, document.plan_columns, "plan_columns")
    for weakness in plan.weakness_items:
        yield from _lost_of_row(weakness, document.weaknesses_columns, "weaknesses_columns")


def _lost_of_row(row: Any, columns: Words, where: str) -> Iterator[Diagnostic]:
    lists = lists_of(row.__class__)
    entries = [(str(entry.column or key), entry) for key in lists for entry in getattr(row, key)]
    entries += [(key, entry) for key in ALONE for entry in _alone(row, key) if isinstance(entry, Text)]
    for column, entry in entries:
        if column not in columns:
            yield _lost(entry, column, entry.id, columns, where)


def _alone(row: Any, column: str) -> tuple[Any, ...]:
    """What a row has under a key whose column no entry names: one text, or what it goes with."""
    value = getattr(row, column, None)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _lost(value: Any, column: str, name: str, columns: Words, where: str) -> Diagnostic:
    text = next(each for each in walk(value) if isinstance(each, Text))
    message = f'{name}, "{text}", stands in the column "{column}", which the table does not have'
    hint = did_you_mean(
        column,
        columns,
        f'add "{column}: …" with its heading under {where}, or say column: with one of {", ".join(columns)}',
    )
    return Diagnostic(NO_COLUMN, text.location, message, hint)
