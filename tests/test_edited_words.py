"""An edit of one text is known at once, and whatever is more than that is not taken for it."""

import re
from collections import Counter
from functools import cache

import pytest
from conftest import PROJECT, volume
from hypothesis import given, settings
from hypothesis import strategies as st

from jarpub.diagnostics import DiagnosticsError
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text
from jarpub.web.edited_words import EditedWords, KnownPlan
from jarpub.web.session import Session

PLAN = PROJECT.source.read_text("utf-8")


def words_of(plan: str) -> dict[str, str]:
    """The words of every text that has a name of its own."""
    texts = [each for each in walk(load_plan(plan.encode(), "plan.yaml")) if isinstance(each, Text)]
    times = Counter(text.id for text in texts)
    return {text.id: text.words for text in texts if times[text.id] == 1}


@cache
def known() -> tuple[KnownPlan, dict[str, str]]:
    data = PLAN.encode()
    return KnownPlan(data, load_plan(data, "plan.yaml")), words_of(PLAN)


@pytest.mark.parametrize(
    ("find", "put", "name"),
    [
        ("title: Five things on", "title: Six things on", "wording.young-people.title"),
        ("Young people in Southwark will be", "Young people here will\n      be", "wording.press.lead"),
        ("text: Better performance across", "text: Worse performance across", "MA2.o6"),
        ("name: Keeping children safe", "name: Keeping people safe", "wording.young-people.weaknesses.W1.name"),
        ("spring 2008. These are key", "spring 2009.\n          These are key", "OV.p1"),
        ("title: Safe recruitment", 'title: "Safe: recruitment"', "wording.press.recommendations.IA2.title"),
    ],
)
def test_known(find: str, put: str, name: str) -> None:
    assert find in PLAN
    edited = PLAN.replace(find, put, 1)
    plan, before = known()
    assert plan.edited(edited.encode()) == EditedWords(name, before[name], words_of(edited)[name])


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("heading: What else was weak?", "heading: What else was weak? # or not"),
        ("heading: What else was weak?", "heading: 'What else was weak?"),
        ("heading: What else was weak?", "heading: What *else* was weak?"),
        ("heading: What else was weak?", "heading: What else was weak?\n      heading: Twice"),
        ("headline: Young people", "headlines: Young people"),
        ("  press:\n", "  pres:\n"),
        ("title: Safe recruitment\n", "title: Safe recruitment\n     story: x\n"),
        ("text: Jul.08, months", "text: Aug.08, month"),
        ("edition: What inspectors", "edition: What others\n    about: What inspectors"),
    ],
)
def test_more_than_words(find: str, put: str) -> None:
    assert find in PLAN
    assert known()[0].edited(PLAN.replace(find, put, 1).encode()) is None


@pytest.mark.parametrize("file", [PLAN, "", f"{PLAN}\n# the end\n", PLAN.replace("\n", "\r\n"), "\ufeff" + PLAN])
def test_no_words_at_all(file: str) -> None:
    assert known()[0].edited(file.encode()) is None


@settings(max_examples=volume(30, 60))
@given(st.integers(0, len(PLAN) - 1), st.integers(0, 12), st.text("abc :'\"-#{},\n", max_size=8))
def test_whatever_is_typed_what_is_said_is_what_the_whole_plan_says(at: int, gone: int, typed: str) -> None:
    edited = PLAN[:at] + typed + PLAN[at + gone :]
    plan, before = known()
    said = plan.edited(edited.encode())
    if said is None:
        return
    try:
        now = words_of(edited)
    except DiagnosticsError:
        return  # the page stays, and says why, as soon as it is known
    differing = {name: words for name, words in now.items() if before.get(name) != words}
    assert {re.sub(r"\s+", " ", words) for words in differing.values()} >= {re.sub(r"\s+", " ", said.now)}


def test_it_is_said_before_any_page_is_made(tmp_path) -> None:
    source = tmp_path / "plan.yaml"
    source.write_text(PLAN, "utf-8")
    project = Project(**{**vars(PROJECT), "source": source, "output": tmp_path / "output"})
    session = Session(project)
    told: list[str | EditedWords] = []
    session.refresh(told.append, told.append)
    assert not any(isinstance(each, EditedWords) for each in told)
    source.write_text(PLAN.replace("title: Safe recruitment", "title: Safe hiring"), "utf-8")
    told.clear()
    session.refresh(told.append, told.append)
    assert told[0] == EditedWords("wording.press.recommendations.IA2.title", "Safe recruitment", "Safe hiring")
    assert "southwark-life" in told[1:]
