"""What the plan holds: months, numbers, statuses, addresses, of each recommendation and as a whole."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import Any

from jarpub.checks.facts.counts import Counts, counts_of
from jarpub.diagnostics import Problem
from jarpub.pages.languages.read_aloud import said_address
from jarpub.pages.markdown import to_html
from jarpub.pages.printed_values import without_signs_around
from jarpub.pages.text_blocks import Run
from jarpub.project.contact_details import Found, addresses, telephone_numbers
from jarpub.project.languages import ENGLISH, primary
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_months import NamedMonth, dated_months_in, months_in
from jarpub.project.plan.named_numbers import numbers_in
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.rows import Correction, Status, Strand
from jarpub.project.plan.values import Month, Text, without_languages
from jarpub.project.reach.figures import Figure
from jarpub.project.reach.totals import all_totals

WITHOUT_CODE = 8  # figures of a London number


@dataclass(frozen=True)
class Held:
    """What the plan holds: for one recommendation, or as a whole."""

    months: frozenset[tuple[int, int]]
    names: frozenset[int]  # of months, also where no year is beside them
    numbers: frozenset[str]
    statuses: frozenset[str]
    is_recorded: bool  # whether all of it has a status

    def has_month(self, month: NamedMonth) -> bool:
        """Whether it holds a month that is told; one whose year is missing or doubtful by its name."""
        if month.year is None or month.is_doubtful:
            return any(number in self.names for _, number in month.meant)
        return not self.months.isdisjoint(month.meant)


SEASON = re.compile(r"\b(?P<name>spring|summer|autumn|winter)\s+(?:of\s+)?(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Facts:
    """What the plan holds for each recommendation and as a whole; addresses and telephone numbers in their one form."""

    whole: Held
    by_ref: Mapping[str, Held]
    overall: Mapping[str, str]
    addresses: frozenset[str]
    telephones: frozenset[str]  # those of London also without their code
    counts: Counts
    language: str  # that of the words which are judged
    texts: Mapping[str, tuple[str, ...]]  # what the plan has under each id: its own words, answers and wording
    seasons: frozenset[tuple[str, int]]  # such as spring 2008, that its words name
    dates: frozenset[str]  # the names of dates and of their months, which are told of a recommendation

    def number(self, ref: str) -> int:
        """Which of the recommendations it is, from 1."""
        return self._numbers[ref]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {ref: number for number, ref in enumerate(self.by_ref, 1)}

    def held(self, refs: Iterable[str]) -> Held:
        """What it holds for some recommendations together; for none, all of it."""
        held = [self.by_ref[ref] for ref in refs]
        if len(held) <= 1:
            return held[0] if held else self.whole
        return Held(
            frozenset().union(*(each.months for each in held)),
            frozenset().union(*(each.names for each in held)),
            frozenset().union(*(each.numbers for each in held)),
            frozenset().union(*(each.statuses for each in held)),
            all(each.is_recorded for each in held),
        )

    def has_words(self, run: Run) -> bool:
        """Whether words are those of the value whose id they bear, and no template has put it there."""
        words = " ".join(run.words.split())
        return any(words in _printed(text) for text in self.texts.get(run.value_id, ()))

    def is_own(self, run: Run) -> bool:
        """Whether words are the plan's own or an answer, which say what they say."""
        return not run.value_id.startswith("wording.") and self.has_words(run)


def facts_of(plan: Plan, language: str = ENGLISH) -> Facts:
    """The facts of a plan in a language: those of its own words and of the answers to its gaps, never of its wording."""
    answers = tuple(gap.answer for gap in plan.gaps if gap.answer)
    told_us = (plan.consultation, answers)
    own = (plan.document, plan.recommendations, plan.weaknesses, plan.people, plan.abbreviations, told_us)
    counts = counts_of(plan)
    held = partial(_held, language=language)
    everywhere = held((plan.document.title, plan.document.overview, answers)).numbers
    texts = _texts(own)
    telephones = [found.normal for text in texts for found in telephone_numbers(text.words)]
    return Facts(
        whole=held(own, counts.all),
        by_ref={str(each.ref): held(each, everywhere) for each in plan.recommendations},
        overall={str(each.ref): each.progress for each in plan.recommendations},
        addresses=frozenset(found.normal for text in texts for found in addresses(text.words)),
        telephones=frozenset({*telephones, *(number[-WITHOUT_CODE:] for number in telephones)}),
        counts=counts,
        language=language,
        seasons=frozenset(season_of(season) for text in texts for season in SEASON.finditer(text.words)),
        texts=_by_id((*own, plan.wording)),
        # A date, or a month of it, that is printed may be told of another recommendation.
        dates=frozenset(
            name
            for strand in plan.strands
            for due in strand.due
            for name in (due.id, *(each.id for each in due.months))
        ),
    )


def with_figures(facts: Facts, figures: tuple[Figure, ...]) -> Facts:
    """The facts together with figures of how far the publications reached, and all that these come to."""
    told = (*figures, *all_totals(figures))
    whole, own = facts.whole, _held(told)
    whole = replace(
        whole, months=whole.months | own.months, names=whole.names | own.names, numbers=whole.numbers | own.numbers
    )
    return replace(facts, whole=whole, texts={**facts.texts, **_by_id(told)})


def season_of(found: re.Match[str]) -> tuple[str, int]:
    """What words name that SEASON has found: a season in small letters, and its year."""
    return found["name"].lower(), int(found["year"])


def but_for_contacts(words: str) -> str:
    """The words with spaces for addresses and telephone numbers."""
    return without(words, (*addresses(words), *telephone_numbers(words)))


def without(words: str, spans: Iterable[Found | NamedMonth]) -> str:
    """The words with spaces for some of them."""
    spans = tuple(spans)
    letters = list(words) if spans else []
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters) or words


def _held(record: Any, numbers: Iterable[str] = (), language: str = ENGLISH) -> Held:
    """What the texts and values of a record hold, and numbers that are true of it."""
    texts = [text.words for text in _texts(record)]
    texts += [each.find for each in walk(record) if isinstance(each, Correction)]  # is printed in the list of them
    months = {(month.year, month.number) for month in walk(record) if isinstance(month, Month)}
    named = [month for words in texts for month in dated_months_in(words)]
    if primary(language) != ENGLISH:
        named += [month for words in texts for month in months_in(words, language)]
    months |= {(month.year, month.number) for month in named if month.year}
    years = frozenset(str(month.year) for month in named if month.year)
    return Held(
        months=frozenset(months),
        names=frozenset({number for _, number in months} | {month.number for month in named}),
        numbers=years.union(numbers, *map(_numbers_in, texts)),
        statuses=frozenset(each.value for each in walk(record) if isinstance(each, Status) and each.value),
        is_recorded=all(strand.status for strand in walk(record) if isinstance(strand, Strand)),
    )


@lru_cache(maxsize=20_000)  # the plan as a whole and each recommendation have the same texts
def _numbers_in(words: str) -> frozenset[str]:
    return frozenset(number for _, number in numbers_in(but_for_contacts(without_languages(words))))


def _texts(record: Any) -> list[Text]:
    return [text for text in walk(record) if isinstance(text, Text)]


def _by_id(record: Any) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for value in walk(record):
        if isinstance(value, Text | Month):
            found[value.id] = (*found.get(value.id, ()), value.words)
        if isinstance(value, Text) and value.id.endswith(".answer") and addresses(value.words):
            aloud = said_address(without_signs_around(value.words))  # as a script for the radio has it
            found[value.id] = (*found[value.id], aloud)
    return found


def _printed(words: str) -> str:
    """The words as a page has them, without mark-up; of a text that no page can have, none."""
    with suppress(Problem):
        return " ".join(to_html(words)[0].striptags().split())
    return ""
