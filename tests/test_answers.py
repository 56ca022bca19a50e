"""Answers to gaps as people write them, all of tests/answers.txt: each makes a final of every publication that needs it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

import pytest
from conftest import PROJECT, TESTS, copied

from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.checks import fairness, gaps
from jarpub.checks.consistency import PROMISE, WORD
from jarpub.checks.stale_wording import NEVER_APPROVED
from jarpub.checks.suite import check_sources
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import formats
from jarpub.project.paths import Project
from jarpub.project.plan.model import Gap
from jarpub.project.plan.values import Text
from jarpub.project.sources import Sources

LINES = [line.split(": ", 1) for line in (TESTS / "answers.txt").read_text("utf-8").splitlines()[1:]]
ANSWERS = {gap: [(number, words) for number, (name, words) in enumerate(LINES, 2) if name == gap] for gap, _ in LINES}
ROUNDS = list(zip_longest(*([(gap, *each) for each in told] for gap, told in ANSWERS.items())))

TO_APPROVE = (fairness.QUOTE, NEVER_APPROVED)  # what people give, once the answers are there


@pytest.mark.parametrize("told", ROUNDS, ids=lambda told: f"{sum(each is not None for each in told)} answers")
def test_answers_as_people_write_them_make_finals(told: tuple[tuple[str, int, str] | None, ...]) -> None:
    """Each line of a round answers another gap; a round that has no answer of its own for a gap takes the first."""
    sources = answered(dict(list(first(told))))
    assert [*check_sources(sources.plan, sources.settings, formats())] == []
    for release in releases_of(PROJECT, sources, sources.settings.publications, ()):
        # Its speaker has not approved the quote yet, which is as it should be.
        assert [str(each) for each in release.reasons if each.code not in TO_APPROVE] == []


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


def test_what_is_said_of_an_answer_points_at_the_line_of_the_answer() -> None:
    sources = answered(
        {"G05b": Text("Participation Team, 160 Tooley Street", "G05b.answer", Location("answers.txt", 7))}
    )
    (summary,) = [each for each in sources.settings.publications if each.key == "young-peoples-summary"]
    (release,) = releases_of(PROJECT, sources, [summary], ())
    said = [(each.location, each.severity) for each in release.diagnostics if "Participation" in each.quote]
    assert said == [(Location("answers.txt", 7), "warning")]


FIELDS = {
    "who is EA?": ("people", "EA is Ann Example, the other two have left", "- {id: ann-example, name: Ann Example, initials: EA, approved: true}"),
    "what does CSMT stand for?": ("abbreviations", "CSMT is our managers", "- {id: abbr.CSMT, term: CSMT, meaning: managers, basis: usage, approved: true}"),
}  # fmt: skip


def edited(folder: Path, find: str, put: str) -> Project:
    project = copied(folder)
    text, count = re.subn(find, put, project.source.read_text("utf-8"))
    assert count
    project.source.write_text(text, "utf-8")
    return project


@pytest.mark.parametrize("asked", FIELDS)
def test_a_sentence_is_no_answer_where_fields_are(asked: str, tmp_path: Path) -> None:
    fields, sentence, _ = FIELDS[asked]
    project = edited(tmp_path, f"answered_by: {fields}", f"answered_by: {fields}\n    answer: {sentence}")
    with pytest.raises(DiagnosticsError) as error:
        load_sources(project)
    (found,) = error.value.diagnostics
    assert found.quote == sentence
    assert f"a line under {fields}: " in found.hint
    assert {"people": "RP, KC", "abbreviations": "CSMT, DMT"}[fields] in found.hint
    assert {
        "people": "- {id: rory-patterson, name: Rory Patterson, initials: RP, approved: true}",
        "abbreviations": "- {id: abbr.JAR, term: JAR, meaning: Joint Area Review, basis: usage, approved: true}",
    }[fields] in found.hint


@pytest.mark.parametrize("asked", FIELDS)
def test_fields_that_say_all_that_a_gap_asks_are_its_answer(asked: str, tmp_path: Path) -> None:
    fields, _, line = FIELDS[asked]
    project = edited(tmp_path, f"(?<=\n){fields}:\n", f"{fields}:\n  {line}\n")
    assert [gap.answered_by for gap in open_in_the_action_plan(project)] == ["people", "abbreviations"]
    short = {"people": ["FR", "GW"], "abbreviations": ["DMT", "ASD", "IA", "MA"]}[fields]
    more = "\n".join(f"  {re.sub(r'EA|CSMT', form, line).replace('ann-', form.lower())}" for form in short)
    text = project.source.read_text("utf-8").replace(f"  {line}\n", f"  {line}\n{more}\n")
    text = re.sub(r"(, basis: (?:inferred|usage|guess)\b)(?!, approved)", r"\1, approved: true", text)
    text = re.sub(r"(\n    initials: CS\n)", r"\1    approved: true\n", text)
    project.source.write_text(text, "utf-8")
    assert fields not in [gap.answered_by for gap in open_in_the_action_plan(project)]
    sources = load_sources(project)
    (release,) = releases_of(project, sources, sources.settings.publications[:1], ())
    nobody_knows = {"people": "Not known", "abbreviations": "Not explained in the plan"}
    assert release.reasons == ()
    assert nobody_knows[fields] not in release.page.body.text()


def open_in_the_action_plan(project: Project) -> list[Gap]:
    sources = load_sources(project)
    (plan,) = [each for each in sources.settings.publications if each.key == "action-plan"]
    return [gap for gap in gaps.open_gaps(sources.plan, plan) if gap.answered_by]


@pytest.mark.parametrize(
    "words",
    [
        "TBC", "tbc by web team", "T.B.C.", "T B C", "Details tbc", "To be confirmed by the web team", "To follow shortly", "Coming soon",
        "Not known yet", "none yet", "dd/mm/yyyy", "See above", "To be decided", "n/a", "???", "Number to follow", "[to be confirmed]",
    ],
)  # fmt: skip
def test_a_promise_is_no_answer(words: str) -> None:
    assert PROMISE.fullmatch(" ".join(WORD.findall(words)))


@pytest.mark.parametrize(
    "words",
    [
        "To follow the work, see https://www.southwark.gov.uk/plan", "None of the grades was below adequate", "Not known to the council",
        "Coming soon to your library: Speakerbox", "The date is 3 November 2008", "TB clinic, Guy's", "Details are on the website",
        "Pending review in March 2009", "Unknown Arts Centre, Peckham", "To be young is to be heard, they said",
    ],
)  # fmt: skip
def test_an_answer_that_begins_like_a_promise_is_one(words: str) -> None:
    assert not PROMISE.fullmatch(" ".join(WORD.findall(words)))
