"""What is told of a recommendation is what the plan holds for it: what is false is found, and what is true is let through."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from conftest import PROJECT, TESTS

from jarpub.build.load_and_check import load_sources
from jarpub.checks.facts.held import facts_of
from jarpub.checks.facts.rules import SAID, STATUS_FACT, true_to_the_plan
from jarpub.checks.facts.statuses import false_statuses
from jarpub.diagnostics import Diagnostic, Location
from jarpub.pages.page_tree import Element
from jarpub.pages.text_blocks import Block, Run

SOURCES = load_sources(PROJECT)
FACTS = facts_of(SOURCES.plan)
PARAGRAPH = Element("p", {}, ())
LINES = [line for line in (TESTS / "facts.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]


def told(*runs: Run, ref: str = "all") -> Iterable[Diagnostic]:
    around = () if ref == "all" else (Element("section", {"id": ref}, ()),)
    return true_to_the_plan(SOURCES.settings, FACTS, [Block(runs, (*around, PARAGRAPH))])


def quoted(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [f"{'?' if each.severity == 'warning' else ''}{each.quote}" for each in diagnostics]


@pytest.mark.parametrize("line", LINES)
def test_what_somebody_says(line: str) -> None:
    """In wording, and in a template's own words."""
    ref, words, false = line.split(" | ")
    expected = [] if false == "-" else false.split("; ")
    for value_id in ("wording.press.lead", ""):
        assert quoted(told(Run(words, Location("x"), value_id), ref=ref)) == expected


# Sentences that stand for a status, and what is false in them.
SENTENCES = """
    not_recorded | The plan does not say yet how far this has got. | -
    not_recorded | We have started. | started
    partly_recorded | The plan says how far some of this has got. | -
    partly_recorded | Some of this has started. | -
    partly_recorded | This has started. | This has started
    partly_recorded | Some of this is done. | done
    started | We have started. | -
    started | We are working on this. | working on
    started | It is done. | done
    in_progress | We have started, and are working on this. | -
    in_progress | This is finished. | finished
    partly_done | Some of this is done and some is still going on. | -
    partly_done | Parts are finished, others are in progress. | -
    partly_done | This is done. | This is done
    partly_done | All of this is done. | All of this is done
    partly_done | Some say that nothing has been done. | Some say that nothing has been done
    done | The plan says this is done. | -
    done | The plan says that all of this is done. | -
    done | The plan says this is not done. | The plan says this is not done
    done | This has been stopped. | This has been stopped
    done | We are still working on it. | working on
    done_continuing | It is done, and goes on. We are working on more. | -
    done_continuing | None of this has been done. | None of this has been done
    """


@pytest.mark.parametrize("line", [line.strip() for line in SENTENCES.splitlines() if line.strip()])
@pytest.mark.parametrize("group", ["statuses", "timeline.statuses"])
def test_a_sentence_for_a_status_says_what_it_stands_for(line: str, group: str) -> None:
    key, words, false = line.split(" | ")
    run = Run(words, Location("x"), f"wording.young-people.{group}.{key}")
    facts = facts_of(SOURCES.plan)
    facts.texts[run.value_id] = (words,)  # type: ignore[index]
    found = list(true_to_the_plan(SOURCES.settings, facts, [Block((run,), (PARAGRAPH,))]))
    assert quoted(found) == ([] if false == "-" else [false])
    assert {each.code for each in found} <= {STATUS_FACT}


def test_there_is_a_rule_for_each_sentence_that_wording_has() -> None:
    wording = SOURCES.plan.wording
    keys = [each["statuses"] for each in (wording["press"], wording["young-people"])]
    assert [set(each) for each in keys] == [set(SAID)] * 2


@pytest.mark.parametrize(
    ("value_id", "words", "false"),
    [
        ("IA3.st1", "Done", []),
        ("IA3.st1", "Done, and this has been signed off", ["Done", "signed off"]),
        ("IA2.a1", "Multi agency audit to ensure compliance", []),
        ("IA2.a1", "This is done by May 2010", ["May 2010", "done"]),
        ("IA9.a1", "Done", ["Done"]),
        ("wording.press.statuses.done", "Done", ["Done"]),
        ("wording.press.statuses.started", "The plan says that it is completed", ["completed"]),
    ],
)
def test_words_are_the_plans_own_where_the_plan_has_them_under_their_id(
    value_id: str, words: str, false: list[str]
) -> None:
    """A template may write the id of a value around words of its own."""
    assert quoted(told(Run(words, Location("x"), value_id), ref="IA2")) == false


def test_a_recommendation_is_not_spoken_of_by_an_id_that_a_template_wrote() -> None:
    story = SOURCES.plan.wording["press"]["recommendations"]["IA2"]["story"]  # type: ignore[index,call-overload]
    genuine = Run(str(story), Location("x"), story.id)
    forged = Run(" By March 2009.", Location("x"), "IA1.a1")
    assert quoted(told(genuine, forged)) == ["March 2009"]


def test_a_sentence_for_a_status_is_none_because_a_template_calls_it_one() -> None:
    run = Run("All of this is done", Location("x"), "wording.press.statuses.done")
    assert quoted(told(run)) == ["All of this is done"]


def test_a_word_for_a_status_that_is_an_ending_by_itself() -> None:
    words = SOURCES.settings.status_words[0]
    short = replace(words, words=(replace(words.words[0], words="ed"),))
    settings = replace(SOURCES.settings, status_words=(short,))
    found = [false.normal for false in false_statuses("It is ed.", {"started"}, settings, is_recorded=True)]
    assert found == ["ed"]
