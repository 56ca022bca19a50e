"""What the one-page sheets promise, of the plan that officers keep: one page each, plain words, and what is missing shown."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import LIVE
from test_summary import HONEST, parts, with_honest_answers, words

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import Release, releases_of
from jarpub.diagnostics import DiagnosticsError
from jarpub.pages.page_tree import Element
from jarpub.project.paths import Project
from jarpub.project.plan.approvals import Approval
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources

FOR_CHILDREN = ("consultation-sheet", "you-said-we-did")
FOR_THE_PUBLIC = ("cover-note", *FOR_CHILDREN, "advice-to-adults")
KEYS = (*FOR_THE_PUBLIC, "key-messages")
NOTHING = "consultation: []"
RECORDS = """consultation:
  - {id: said-1, said: Make the letters bigger., did: We made them bigger., when: ["2009-02", "2009-03"]}
  - {id: said-2, said: Put it on a bus., group: A school council}"""
MORE = """
  - {id: said-3, said: The letters are hard to read. My brother could not read them., did: We took letters as large as those of a story book.}
  - {id: said-4, said: Use pictures for each thing., did: Each of the five things has a drawing., when: ["2009-03"]}
  - {id: said-5, said: Less words please!!, did: We cut it to four pages., when: ["2009-05"]}"""
ANSWERS = HONEST | {
    "How many paper copies": "5,000: 3,000 for schools, 1,500 for youth clubs and 500 for Speakerbox.",
    "tell us how many copies": "Fill this in and post it to Freepost JAR, Southwark Council, London SE1 2QH, or write to "
    "jar@southwark.gov.uk, by 30 April 2009.",
    "ask for more paper": "Call the youth team on 020 7525 5000.",
    "hear what came": "We will send a page to your school or club by June 2009.",
    "Has the safeguarding": "The safeguarding lead, on 2 March 2009.",
    "Whom should an adult": "Call children's social care on 020 7525 5000. If a child is in danger now, call 999.",
    "comes next": "The Children and Young People's Plan, written by the strategy team by June 2009.",
    "Which young people were": "Two groups, one from a school and one from a youth club, in February 2009.",
}
# What nobody is asked in a group: who they are, and what the rest of the plan is about.
NOT_ASKED = re.compile(r"\b(?:age|care|crime|family|foster|home|name|old|police|trouble|who are you|your school)\b", re.IGNORECASE)  # fmt: skip
HARD = "Approximately how could participation be facilitated in consequence of organisational considerations?"


def with_plan(folder: Path, change: Callable[[str], str]) -> Project:
    """The project with its plan as it is after a change."""
    project = replace(LIVE, source=folder / "plan.yaml", output=folder / "output")
    project.source.write_text(change(LIVE.source.read_text("utf-8")), "utf-8")
    project.approvals.write_bytes(LIVE.approvals.read_bytes())
    return project


def with_records(text: str) -> str:
    """The plan with what young people said."""
    return put(NOTHING, RECORDS)(text)


def answered(text: str) -> str:
    """The plan with an answer to every question, and as much as young people say."""
    return with_honest_answers(put(NOTHING, RECORDS + MORE)(text), ANSWERS)


def put(find: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert find in text
        return text.replace(find, new, 1)

    return change


@cache
def sources() -> Sources:
    return load_sources(LIVE)


def publication(key: str) -> Publication:
    return next(each for each in sources().settings.publications if each.key == key)


def release(project: Project, key: str) -> Release:
    return releases_of(project, load_sources(project), [publication(key)], ())[0]


@cache
def page(key: str) -> Element:
    """A sheet as it is before anybody has answered."""
    return releases_of(LIVE, sources(), [publication(key)], ())[0].page.body


def cells(project: Project) -> list[list[str]]:
    """The rows of "You said, we did"."""
    (table,) = parts(release(project, "you-said-we-did").page.body, "told")
    rows = [each for each in table.walk() if each.tag == "tr"]
    return [[words(each) for each in row.elements if each.tag == "td"] for row in rows[1:]]


@pytest.mark.slow
@pytest.mark.parametrize("change", [with_records, answered])
def test_each_sheet_is_one_page_with_marks_of_gaps_and_with_answers(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    made = pipeline.make(with_plan(tmp_path, change), BuildOptions(KEYS, ["pdf"]))
    assert [(entry.name, entry.pages) for entry in made.artifacts] == [(f"{key}.pdf", 1) for key in KEYS]


@pytest.mark.parametrize("key", KEYS)
def test_with_answers_only_approvals_stand_in_the_way_of_a_final(key: str, tmp_path: Path) -> None:
    made = release(with_plan(tmp_path, answered), key)
    left = {each.code.name for each in made.diagnostics if each.severity == "blocking"}
    assert left == ({"wording.never-approved"} if key in FOR_THE_PUBLIC else set())


def test_what_children_read_has_the_limits_of_their_summary_and_adults_have_their_own() -> None:
    def limits(key: str) -> dict[str, int]:
        known = vars(publication(key).reading)
        return {name: known[name] for name in known if name != "long_words"}

    for key in FOR_CHILDREN:
        assert limits(key) == limits("young-peoples-summary")
        assert {each.words for each in publication(key).banned_words} >= {"placement*", "offender*"}
    assert publication("advice-to-adults").reading.grade <= 6
    assert publication("cover-note").reading.grade <= 8


@pytest.mark.parametrize(
    ("key", "find"),
    [
        ("cover-note", "Offer them to everybody, so that nobody is singled out."),
        ("consultation-sheet", "How would you tell a friend about it?"),
        ("you-said-we-did", "You can tell us what you think, too."),
        ("advice-to-adults", "Stay calm, and listen."),
    ],
)
def test_hard_words_make_a_sheet_a_draft(key: str, find: str, tmp_path: Path) -> None:
    made = release(with_plan(tmp_path, put(find, HARD)), key)
    assert any(each.code.name.startswith("reading.") and each.severity == "blocking" for each in made.diagnostics)


def test_the_sheets_tell_the_actions_that_they_are_made_for() -> None:
    approvals = sources().plan.approvals
    told = {key: _named(approvals, key, "tells") for key in KEYS}
    assert told == {
        "cover-note": {"IA1.a3"},
        "consultation-sheet": {"IA1.a1"},
        "you-said-we-did": {"IA1.a1"},
        "advice-to-adults": {"IA1.a5"},
        "key-messages": {"IA1.a6"},
    }
    assert "IA1.o1" in _named(approvals, "consultation-sheet", "from_")
    assert "IA1.o3" in _named(approvals, "cover-note", "from_")


def _named(approvals: tuple[Approval, ...], key: str, field: str) -> set[str]:
    return {each.id for approval in approvals if approval.id.startswith(f"{key}.") for each in getattr(approval, field)}


def test_each_recommendation_and_each_group_of_weaknesses_has_a_message_and_a_question() -> None:
    plan = sources().plan
    (table,) = parts(page("key-messages"), "messages")
    cells = [[*each.elements] for each in table.walk() if each.tag == "tr"]
    rows = {words(head): [*map(words, told)] for head, *told in cells if head.attributes["scope"] == "row"}
    assert [*rows] == [*map(str, (each.ref for each in plan.recommendations)), *(each.id for each in plan.weaknesses)]
    assert all(message.endswith(".") and question.endswith("?") for message, question in rows.values())
    written_from = _named(plan.approvals, "key-messages", "from_")
    assert {
        *map(str, (each.ref for each in plan.recommendations)),
        *(each.id for each in plan.weakness_items),
    } <= written_from


def test_the_sheet_for_young_people_asks_open_questions_with_room_to_write_and_nothing_about_themselves() -> None:
    (asked,) = parts(page("consultation-sheet"), "questions")
    questions = [*asked.elements]
    assert 6 <= len(questions) <= 8
    for question in questions:
        assert words(question).endswith("?")
        assert len(parts(question, "ruled")) == 1
        assert not re.match(r"(?:are|can|did|do|have|is|was|would) ", words(question), re.IGNORECASE)
        assert not NOT_ASKED.search(words(question))


def test_without_a_record_the_page_says_so_and_shows_the_gap(tmp_path: Path) -> None:
    said = words(page("you-said-we-did"))
    assert "TO BE SUPPLIED G11" in said
    project = with_plan(tmp_path, lambda text: text)
    assert cells(project) == [["There is nothing on this list yet.", "Not recorded", "Not recorded"]]
    project.source.write_text(put(f"{NOTHING}\n", "")(project.source.read_text("utf-8")), "utf-8")
    assert cells(project) == [["There is nothing on this list yet.", "Not recorded", "Not recorded"]]


def test_what_young_people_said_is_shown_with_what_was_done_and_what_is_missing(tmp_path: Path) -> None:
    assert cells(with_plan(tmp_path, with_records)) == [
        ["Make the letters bigger.", "We made them bigger.", "February and March 2009"],
        ["Put it on a bus. (A school council)", "Not recorded", "Not recorded"],
    ]


def test_what_officers_say_they_did_is_held_to_the_limits_and_what_young_people_said_is_not(tmp_path: Path) -> None:
    def found(said: str, did: str) -> list[str]:
        record = f"consultation:\n  - {{id: said-1, said: '{said}', did: '{did}'}}"
        made = release(with_plan(tmp_path, put(NOTHING, record)), "you-said-we-did")
        return [each.code.name for each in made.diagnostics if each.code.name.startswith("reading.")]

    assert found(HARD, "We made it shorter.") == []
    assert "reading.measure" in found("Make it shorter.", HARD)


@pytest.mark.parametrize("record", ["said: Rory Patterson came.", "said: Go on., did: Rory Patterson came.", "said: Go on., group: R Patterson's"])  # fmt: skip
def test_nobodys_name_gets_before_children_with_what_was_said(record: str, tmp_path: Path) -> None:
    project = with_plan(tmp_path, put(NOTHING, f"consultation:\n  - {{id: said-1, {record}}}"))
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.make(project, BuildOptions(["you-said-we-did"], ["html"]))
    assert {each.code.name for each in caught.value.diagnostics} == {"privacy.name"}
    assert {each.location.file for each in caught.value.diagnostics} == {project.source_name}
