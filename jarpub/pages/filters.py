"""The filters that templates have beside Jinja's own."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import wraps
from typing import Any

from markupsafe import Markup

from jarpub.diagnostics import Code, DiagnosticsError, Problem
from jarpub.pages.languages.read_aloud import seconds_aloud as seconds_of
from jarpub.pages.markup.column_widths import column_widths
from jarpub.pages.printed_values import MAY_BE_MISSING, NO_WORDS, blocks
from jarpub.pages.view import View, unwrapped
from jarpub.project.days import WAYS_TO_TYPE, day_of
from jarpub.project.plan.corrections import corrections as corrections_of
from jarpub.project.plan.model import Gap
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.rows import AS_TRUE, WITHDRAWN, in_column, lists_of, progress
from jarpub.project.plan.values import Month, Text

NO_DAY = Code("gaps.no-day", "The answer to a gap is meant to be a day, and is not.")
BLOCK_END = re.compile(r"</(p|li|dt|dd|td|th|h[1-6])>")
MARK = re.compile(r'<mark class="gap">.*?</mark>')


def months(strands: Any) -> list[Month]:
    """The filter `months`: the months in which a recommendation's strands are due, each once, by date."""
    by_date = {(month.year, month.number): month for strand in strands for due in strand.due for month in due.months}
    return [by_date[date] for date in sorted(by_date)]


@dataclass(frozen=True)
class CalendarMonth:
    """A month of a calendar, whether something is due in it or not."""

    year: int
    number: int


def calendar(recommendations: Any) -> list[CalendarMonth]:
    """The filter `calendar`: every month from the first in which something is due to the last."""
    due = [month for recommendation in recommendations for month in months(recommendation.strands)]
    if not due:
        return []
    first, last = (12 * month.year + month.number - 1 for month in (min(due), max(due)))
    return [CalendarMonth(count // 12, count % 12 + 1) for count in range(first, last + 1)]


def ongoing(strands: Any) -> bool:
    """The filter `ongoing`: whether a date of a recommendation goes on after its month."""
    return any(due.ongoing for strand in strands for due in strand.due)


def corrections(parts: Any) -> list[tuple[str, View]]:
    """The filter `corrections`: those made in some parts of the plan that the audience sees, each with its text's id."""
    if not any(_has_approved(part) for part in parts):  # as most plans, which can be large
        return []
    return [(text.id, each) for part in parts for text, each in _corrections(part) if each.approved]


def over(months: Any, gap: Any) -> list[Month]:
    """The filter `over`: those of some months that were over on the day that answers a gap; none while it has no answer."""
    if not (isinstance(months, list) and isinstance(unwrapped(gap), Gap)):
        raise Problem(
            NO_WORDS, "the filter over needs months and a gap", "write it like {{ months | over(gaps.report_date) }}"
        )
    answer = gap.answer
    if not answer:
        return []
    day = day_of(answer.words)
    if day is None:
        problem = Problem(NO_DAY, f'"{answer}" is no day', f"type {WAYS_TO_TYPE}", answer.words)
        raise DiagnosticsError([problem.at(answer.location, gap.id)])
    return [month for month in months if (month.year, month.number) < (day.year, day.month)]


def _has_approved(part: Any) -> bool:
    entries = part if isinstance(part, tuple) else [part]
    return any(each.correction.approved for entry in entries for each in corrections_of(unwrapped(entry)))


def _corrections(part: Any) -> Iterator[tuple[Text, View]]:
    if isinstance(part, tuple):
        for entry in part:
            yield from _corrections(entry)
    elif isinstance(part, View) and is_dataclass(unwrapped(part)):
        seen = {key: part[key] for key in record_fields(unwrapped(part).__class__) if part.shows(key)}
        for each in seen.get("corrections", ()):
            yield seen["text"], each
        for value in seen.values():
            yield from _corrections(value)


def in_state(recommendations: Any, *states: Any) -> list[View]:
    """The filter `in_state`: the recommendations whose statuses together are one of these, such as "done"."""
    if not _are_views(recommendations):
        raise Problem(
            NO_WORDS,
            "the filter in_state needs recommendations",
            'write it like {{ recommendations | in_state("done") }}',
        )
    return [each for each in recommendations if overall(each) in states]


def overall(of: Any) -> str:
    """The filter `overall`: one word for all statuses of a recommendation, or that it was given up, or of some strands."""
    if not isinstance(of, View):
        return progress(of)
    return WITHDRAWN if of.shows("withdrawn") and of.withdrawn else progress(of.strands)


def in_wording(key: Any, statuses: Any) -> str:
    """The filter `in_wording`: a word for statuses, or the one that is as true where wording has no sentence for it."""
    if not isinstance(key, str) or not isinstance(statuses, View):
        way = "write it like {{ w.statuses[recommendation | overall | in_wording(w.statuses)] }}"
        raise Problem(NO_WORDS, "the filter in_wording needs a word for statuses and the sentences for them", way)
    return key if key in statuses else AS_TRUE.get(key, key)


def before_in_state(recommendations: Any) -> list[int]:
    """The filter `before_in_state`: how many stand before each recommendation whose statuses together are the same."""
    found: Counter[str] = Counter()
    before = []
    for each in recommendations:
        state = overall(each)
        before.append(found[state])
        found[state] += 1
    return before


def word_count(text: Any) -> int:
    """The filter `word_count`: how many words a text, or a part of the page, prints."""
    return len(_words(text).split())


def character_count(text: Any) -> int:
    """The filter `character_count`: how many characters they are, spaces included and addresses as they are shown."""
    return len(_words(text))


def seconds_aloud(text: Any) -> int:
    """The filter `seconds_aloud`: how many seconds they take that somebody reads aloud, at 160 words a minute."""
    return seconds_of(_words(text))


def _words(text: Any) -> str:
    """The words with one space between them, without the marks of what is missing."""
    html = text if isinstance(text, Markup) else blocks(text)
    return " ".join(Markup(BLOCK_END.sub(" ", MARK.sub("", html))).striptags().split())


def in_column_of_row(row: Any, column: Any) -> list[tuple[str, View]]:
    """The filter `in_column`: the entries of a row of the plan that stand in a column, each behind the key of its list."""
    if not isinstance(row, View) or not isinstance(column, str):
        raise Problem(
            NO_WORDS, "the filter in_column needs a row and a column", 'write it like {{ strand | in_column("due") }}'
        )
    return in_column(row, column, lists_of(unwrapped(row).__class__))


def held(rows: Any, columns: Any) -> Mapping[str, str]:
    """The filter `held`: of each column of a table, the key of the lists whose entries stand in it in some rows, such as
    "owners"; one in which nothing stands holds what it is called, or, as a column of the plan's own, notes.
    """
    if not _are_views(rows) or not isinstance(columns, View):
        raise Problem(NO_WORDS, "the filter held needs rows and columns", "write it like {{ strands | held(columns) }}")
    lists = lists_of(unwrapped(rows[0]).__class__) if rows else ()
    found = {key: key for key in lists}
    for row in rows:
        for key in lists:
            for entry in row[key]:
                found.setdefault(str(entry.column or key), key)
    return {column: found.get(column, "notes") for column in columns}


def _are_views(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(each, View) for each in value)


def _is_text(value: Any) -> bool:
    return isinstance(value, View | Text | Markup)


def for_templates(name: str, filter: Callable[[Any], Any], is_fit: Callable[[Any], bool]) -> Callable[[Any], Any]:
    """The filter as a template may call it, which can give it anything: what does not fit is the template's fault."""

    @wraps(filter)
    def checked(value: Any) -> Any:
        if not is_fit(value):
            raise Problem(
                NO_WORDS, f"the filter {name} cannot do anything with a {type(value).__name__}", MAY_BE_MISSING
            )
        return filter(value)

    return checked


FILTERS = {
    name: for_templates(name, filter, is_fit)
    for name, filter, is_fit in (
        ("before_in_state", before_in_state, _are_views),
        ("blocks", blocks, lambda value: isinstance(value, View | Text)),
        ("calendar", calendar, _are_views),
        ("character_count", character_count, _is_text),
        ("corrections", corrections, lambda value: isinstance(value, tuple | list)),
        ("months", months, _are_views),
        ("ongoing", ongoing, _are_views),
        ("overall", overall, lambda value: isinstance(value, View) or _are_views(value)),
        ("seconds_aloud", seconds_aloud, _is_text),
        ("word_count", word_count, _is_text),
    )
} | {
    "column_widths": column_widths,
    "held": held,
    "in_column": in_column_of_row,
    "in_state": in_state,
    "in_wording": in_wording,
    "over": over,
}
