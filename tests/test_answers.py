"""Answers to gaps as people write them, all of tests/answers.txt: each makes a final of every publication that needs it."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

import pytest
from conftest import PROJECT, TESTS

from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.checks import fairness
from jarpub.checks.suite import check_sources
from jarpub.diagnostics import Location
from jarpub.formats import formats
from jarpub.project.plan.values import Text
from jarpub.project.sources import Sources

LINES = [line.split(": ", 1) for line in (TESTS / "answers.txt").read_text("utf-8").splitlines()[1:]]
ANSWERS = {gap: [(number, words) for number, (name, words) in enumerate(LINES, 2) if name == gap] for gap, _ in LINES}
ROUNDS = list(zip_longest(*([(gap, *each) for each in told] for gap, told in ANSWERS.items())))


@pytest.mark.parametrize("told", ROUNDS, ids=lambda told: f"{sum(each is not None for each in told)} answers")
def test_answers_as_people_write_them_make_finals(told: tuple[tuple[str, int, str] | None, ...]) -> None:
    """Each line of a round answers another gap; a round that has no answer of its own for a gap takes the first."""
    sources = answered(dict(list(first(told))))
    assert [*check_sources(sources.plan, sources.settings, formats())] == []
    for release in releases_of(PROJECT, sources, sources.settings.publications, ()):
        # Its speaker has not approved the quote yet, which is as it should be.
        assert [str(each) for each in release.reasons if each.code != fairness.QUOTE] == []


def first(told: tuple[tuple[str, int, str] | None, ...]) -> Iterator[tuple[str, Text]]:
    for gap, answers in ANSWERS.items():
        number, words = next((each[1:] for each in told if each and each[0] == gap), answers[0])
        yield gap, Text(words, f"{gap}.answer", Location("answers.txt", number))


def answered(answers: dict[str, Text]) -> Sources:
    sources = load_sources(PROJECT)
    gaps = tuple(replace(gap, answer=answers.get(gap.id)) for gap in sources.plan.gaps)
    return replace(sources, plan=replace(sources.plan, gaps=gaps))


def test_every_gap_that_a_publication_prints_is_answered_in_several_ways() -> None:
    gaps = {gap.id for gap in load_sources(PROJECT).plan.gaps if gap.needed_by} - {"G08a", "G09"}  # fields answer these
    assert {gap for gap in gaps if len(ANSWERS.get(gap, ())) < 3} == set()
    assert len(LINES) > 60
