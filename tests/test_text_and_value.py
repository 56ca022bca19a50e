"""What the text of a date or a status says is judged rightly, or left alone; only what is certain is refused."""

import re
from collections.abc import Callable

import pytest

from jarpub.checks import consistency, facts, questions, text_and_value
from jarpub.checks.reading.formulas import counted_words
from jarpub.checks.reading.limits import _pattern
from jarpub.checks.reading.list_signs import _foreign_sign
from jarpub.checks.text_and_value import contradiction_of_months, contradiction_of_ongoing, contradiction_of_status
from jarpub.diagnostics import COMPARED, Location, did_you_mean
from jarpub.project.plan.model import Due, Status
from jarpub.project.plan.named_months import dated_months_in
from jarpub.project.plan.named_numbers import numbers_in
from jarpub.project.plan.values import Month, Text

HERE = Location("plan.yaml")
SIGNS = {"-": "", "?": "doubtful", "!": "certain"}
VALUES = ("started", "in_progress", "done", "done_continuing")
# What people write, behind what is said of it beside each of the four values: nothing, a question or a refusal.
STATUSES = {
    "!!-?": ("Done", "Complete.", "All completed", "Closed", "Achieved", "DONE"),
    "??-?": ("Completed March 09", "Audit done", "Draft completed", "Complete by June 2009"),
    "--!?": ("In progress", "Ongoing", "On-going.", "Started", "Under way", "Not yet complete", "Partly done"),
    "--??": (
        "On track", "Delayed until June", "80% complete", "Partially complete – on hold", "Nearly complete",
        "Slipped to Q2", "Commenced with immediate recommendation addressed", "Incomplete",
    ),
    "--?-": ("Done/ Ongoing development", "Completed and continuing", "Training done, audit in progress"),
    "!!!!": ("Not started", "Not yet started", "Yet to start", "Not begun"),
    "----": (
        "Audit not started, training done", "Awaiting sign off", "Red", "Due to start in May", "To be completed by June",
        "Will be done in May", "Superseded", "N/A", "As planned",
    ),
}  # fmt: skip
# The text of a date, its months, and what is said.
DATES = """
    March 09 | 2009-03 | -
    March 09 | 2009-05 | !
    March 09 | | !
    March and April 2009 | 2009-03 2009-04 | -
    Feb 09 & June 09. | 2009-02 2009-06 | -
    Feb 09 & June 09. | 2009-06 | !
    Sept 08 | 2008-09 | -
    1/4/09 | 2009-04 | -
    1/4/09 | 2009-03 | !
    1/4/09 | 2009-01 | !
    01.04.2009 | 2009-03 | !
    2009-04-01 | 2009-03 | !
    by 30/06/09 | 2009-06 | -
    30/06/09 | 2009-07 | !
    1/4/09 - 30/6/09 | 2009-06 | -
    Jan to March 09 | 2009-03 | -
    Jan to March 09 | 2009-01 2009-02 2009-03 | -
    Jan to March 09 | 2009-01 | ?
    Jan to March 09 | 2009-05 | !
    By June 09 (first draft March 09) | 2009-06 | ?
    May slip to June 09 | 2009-06 | ?
    Q1 09/10 | 2009-06 | -
    2008/09 | 2009-03 | -
    end of summer 2009 | 2009-08 | -
    autumn term 09 | 2009-12 | -
    mid-March | 2009-03 | -
    mid-March | 2009-07 | ?
    June 12 | 2012-06 | -
    """
GOING_ON = [
    ("April 09 and ongoing", True, ""),
    ("April 09 and ongoing", False, "certain"),
    ("April 09", True, "certain"),
    ("From April 09 onwards", True, ""),
    ("April 09 and then every quarter", True, ""),
    ("April 09, not ongoing", False, ""),
]


def text(words: str) -> Text:
    return Text(words, "x", HERE)


@pytest.mark.parametrize(("words", "signs"), [(words, signs) for signs, each in STATUSES.items() for words in each])
def test_statuses_as_people_write_them(words: str, signs: str) -> None:
    said = [contradiction_of_status(Status("x", text(words), value)) for value in VALUES]
    assert said == [SIGNS[sign] for sign in signs]


@pytest.mark.parametrize("line", [line.strip() for line in DATES.splitlines() if line.strip()])
def test_dates_as_people_write_them(line: str) -> None:
    words, months, sign = (part.strip() for part in line.split("|"))
    given = tuple(Month(int(month[:4]), int(month[5:]), "x", HERE) for month in months.split())
    assert contradiction_of_months(Due("x", text(words), given)) == SIGNS[sign]


@pytest.mark.parametrize(("words", "ongoing", "said"), GOING_ON)
def test_a_date_that_goes_on_says_so(words: str, ongoing: bool, said: str) -> None:
    assert contradiction_of_ongoing(Due("x", text(words), (), ongoing)) == said


READ: dict[str, Callable[[str], object]] = {
    "months": dated_months_in,
    "numbers": lambda words: [*numbers_in(words)],
    "signs of lists": _foreign_sign,
    "words": counted_words,
    "a promise": lambda words: consistency.PROMISE.fullmatch(" ".join(consistency.WORD.findall(words))),
    "a banned word": lambda words: re.search(_pattern(text("looked after*")), words),
    "a word doubled": questions.DOUBLED.search,
    "no ending": lambda words: questions.DANGLING.search(words[-questions.END :]),
    "a count": lambda words: [*facts.COUNTED.finditer(words)],
    "a status": lambda words: [contradiction_of_status(Status("x", text(words), value)) for value in VALUES],
    "one status": text_and_value.ONE_WORD.fullmatch,
    "a date": lambda words: contradiction_of_months(Due("x", text(words), ())),
    "a word mistyped": lambda words: did_you_mean(words, ["young-people"]),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["!", "a", "a ", "1 ", "March ", "• ", "– ", "\n ", "not yet ", "looked   ", "two ", ", "]
)
@pytest.mark.parametrize("what", READ)
def test_words_without_end_are_read_to_their_end(what: str, piece: str) -> None:
    """Of 200,000 letters: what looks again at all that it has seen is not done before the test is out of time."""
    READ[what](piece * (100_000 // len(piece)) + "!a")


def test_a_word_is_compared_with_so_many_known_ones_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    monkeypatch.setattr("jarpub.diagnostics.get_close_matches", lambda _, choices, *__: compared.append(len(choices)))
    did_you_mean("known-x", (f"known-{name}" for name in range(10 * COMPARED)))
    assert compared == [COMPARED]
