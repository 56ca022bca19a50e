"""What the text of a date or a status says is judged rightly, or left alone; only what is certain is refused."""

import re
from collections.abc import Callable

import pytest
from conftest import PROJECT

from jarpub.build.load_and_check import load_sources
from jarpub.checks import consistency, questions, text_and_value
from jarpub.checks.facts.counts import COUNTED
from jarpub.checks.facts.statuses import false_statuses
from jarpub.checks.reading.formulas import counted_words
from jarpub.checks.reading.limits import _pattern
from jarpub.checks.reading.list_signs import _foreign_sign
from jarpub.checks.text_and_value import contradiction_of_months, contradiction_of_ongoing, contradiction_of_status
from jarpub.diagnostics import COMPARED, Location, did_you_mean
from jarpub.project.plan.named_months import dated_months_in
from jarpub.project.plan.named_numbers import numbers_in
from jarpub.project.plan.rows import Due, Status
from jarpub.project.plan.values import Month, Text

HERE = Location("plan.yaml")
SIGNS = {"-": "", "?": "doubtful", "!": "certain"}
VALUES = ("started", "in_progress", "done", "done_continuing")
# What people write, behind what is said of it beside each of the four values: nothing, a question or a refusal.
STATUSES = {
    "!!-?": (
        "Done", "Complete.", "All completed", "Closed", "Achieved", "DONE", "Signed off", "Delivered", "Now complete",
        "Done.", "Work done", "Fully completed", "Signed-off", "All work completed", "Completed 12/08", "Now done",
        "DONE!", "Done in full", "Complete", "All actions completed",
    ),
    "??-?": (
        "Completed March 09", "Audit done", "Draft completed", "Complete by June 2009", "Form completed by schools",
        "Completed and signed off",
    ),
    "--!?": ("Ongoing", "On-going."),
    "--!!": (
        "In progress", "Started", "Under way", "Not yet complete", "Partly done", "Unfinished",
        "Incomplete", "Not achieved", "Not done yet", "In progress.", "Still in progress", "Part done", "Not complete",
        "Not yet signed off", "not yet achieved", "Work in progress", "Under way.", "Not finished",
    ),
    "--??": (
        "On track", "Delayed until June", "80% complete", "Partially complete – on hold", "Nearly complete",
        "Slipped to Q2", "Commenced with immediate recommendation addressed", "Stopped for now, audit under way",
        "On hold", "Nearly done", "50% done", "Behind schedule", "Half finished", "Ongoing – on track",
        "Not fully achieved", "Largely complete", "Started in Jan 09", "Partially achieved", "Slipped",
    ),
    "--?-": (
        "Done/ Ongoing development", "Completed and continuing", "Training done, audit in progress", "Done and ongoing",
        "Done. Development continues",
    ),
    "!!!!": (
        "Not started", "Not yet started", "Yet to start", "Not begun", "Nothing done", "No progress yet",
        "Not started.", "Yet to begin", "To start", "Nothing started yet", "Work not yet commenced", "Nothing started",
    ),
    "----": (
        "Audit not started, training done", "Awaiting sign off", "Red", "Due to start in May",
        "To be completed by June", "Will be done in May", "Superseded", "N/A", "As planned", "Outstanding",
        "To be signed off", "Cancelled meetings to be held again", "Bullying dropped from 12 cases to 8",
        "To be completed", "Should be done by May", "Awaiting approval", "Agreed by cabinet",
        "Meeting cancelled, new date to be set", "Can't be done before May", "To be confirmed", "Not applicable",
        "Ready to be signed off",
    ),
    "?!!!": (
        "Stopped", "Cancelled", "Abandoned", "Can't be done", "Won't be done", "Work was suspended",
        "Project cancelled", "Cancelled.", "Will not be done", "No longer going ahead", "Could not be achieved",
        "This has been cancelled", "Suspended", "This was abandoned", "Cannot be completed",
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
    4/09 | 2009-04 | -
    4/09 | 2009-03 | !
    04/09 | 2009-04 | -
    04/09 | 2009-03 | !
    2009-04 | 2009-04 | -
    2009-04 | 2009-03 | !
    april 09 | 2009-04 | -
    april 09 | 2009-03 | !
    by sept 09 | 2009-09 | -
    by sept 09 | 2009-08 | !
    before April 2009 | 2009-03 | -
    before April 2009 | 2009-04 | -
    before April 2009 | 2009-06 | !
    by the start of April 2009 | 2009-03 | -
    After March 2009 | 2009-04 | -
    After March 2009 | 2009-02 | !
    Dec to Feb 09 | 2008-12 2009-01 2009-02 | -
    Dec to Feb 09 | 2009-02 | -
    Dec to Feb 09 | 2009-12 2009-02 | !
    Dec 08 - Feb 09 | 2008-12 2009-01 2009-02 | -
    Nov, Dec & Jan 09 | 2008-11 2008-12 2009-01 | -
    Between January and March 2009 | 2009-01 2009-02 2009-03 | -
    between Jan. and Mar. 09 | 2009-03 | -
    Between January and March 2009 | 2009-05 | !
    2008-09 | 2009-03 | -
    2008/09 and 2009/10 | 2009-03 | -
    08/09 | 2009-03 | -
    Mar 10 | 2010-03 | -
    Mar 10 | 2009-03 | ?
    1 March 10 | 2009-03 | !
    April 1st 2009 | 2009-04 | -
    April 1st 2009 | 2009-03 | !
    Apr/09 | 2009-04 | -
    Apr/09 | 2009-05 | !
    April of 2009 | 2009-04 | -
    end of April '09 | 2009-04 | -
    1st of April, 2009 | 2009-04 | -
    March 31 2009 | 2009-03 | -
    March 31 2009 | 2009-04 | !
    End Mar 09 | 2009-03 | -
    end-March 2009 | 2009-03 | -
    31st March '09 | 2009-03 | -
    31 Mar 09 | 2009-04 | !
    w/c 2 March 2009 | 2009-03 | -
    Mon 2/3/09 | 2009-03 | -
    Mon 2/3/09 | 2009-02 | !
    2/3/2009 | 2009-02 | !
    03/09 | 2009-03 | -
    03/09 | 2009-09 | !
    3/2009 | 2009-03 | -
    03.2009 | 2009-03 | -
    03.2009 | 2009-05 | !
    2009/03 | 2009-03 | -
    2009/03 | 2009-06 | !
    03-2009 | 2009-06 | !
    Mar. 2009 | 2009-03 | -
    Mar-09 | 2009-03 | -
    Mar09 | 2009-03 | -
    Mar09 | 2009-06 | !
    March09 | 2009-06 | !
    march 2009 | 2009-06 | !
    MARCH 09 | 2009-06 | !
    Sept | 2009-09 | -
    sep-08 | 2008-09 | -
    no later than 31 March 2009 | 2009-03 | -
    prior to April 2009 | 2009-03 | -
    from March 2009 | 2009-03 | -
    Since Sept 08 | 2008-09 | -
    Nov 08 to Jan 09 | 2008-11 2008-12 2009-01 | -
    Nov-Jan 09 | 2008-11 2008-12 2009-01 | -
    Nov-Jan 09 | 2009-11 | !
    Jan, Feb, Mar 09 | 2009-01 2009-02 2009-03 | -
    Jan/Feb 09 | 2009-01 2009-02 | -
    Jan/Feb 09 | 2009-01 | !
    Dec 08 & Mar 09 | 2008-12 2009-03 | -
    Q4 2008/09 | 2009-03 | -
    2008-2009 | 2009-03 | -
    FY 08/09 | 2009-03 | -
    Immediately | 2009-03 | -
    Easter 2009 | 2009-04 | -
    next Cabinet (21/10/08) | 2008-10 | -
    between Nov 08 and Feb 09 | 2009-01 2009-02 | -
    before the end of March 2009 | 2009-03 | -
    before the end of March 2009 | 2009-02 | !
    Mar 2009 (was Jan 2009) | 2009-03 | ?
    by Mar. 31, 2009 | 2009-03 | -
    31.03.09 | 2009-03 | -
    31.03.09 | 2009-04 | !
    Early Feb '09 | 2009-02 | -
    Early Feb '09 | 2009-03 | !
    By 4th Sept 08 | 2008-09 | -
    Summer 2009 (July) | 2009-07 | -
    July/August 2009 | 2009-07 2009-08 | -
    July/August 2009 | 2009-07 | !
    July – August 2009 | 2009-08 | -
    July or August 2009 | 2009-07 2009-08 | -
    within 6 months of 09/08 | 2009-03 | ?
    after Dec 2008 | 2009-01 | -
    after 31 December 2008 | 2009-01 | -
    before January 2009 | 2008-12 | -
    before 1 January 2009 | 2008-12 | -
    before 1st of Jan. 09 | 2008-11 | !
    by the beginning of Sept 08 | 2008-08 | -
    Nov 08 - March 09 | 2008-11 2008-12 2009-01 2009-02 2009-03 | -
    Nov 08 - March 09 | 2009-03 | -
    Nov 08 - March 09 | 2009-04 | !
    Between Dec and Feb 09 | 2008-12 2009-01 2009-02 | -
    Between 1 Dec and 28 Feb 09 | 2009-02 | -
    6/09 | 2009-06 | -
    6/09 | 2009-09 | !
    June 2009 onwards | 2009-06 | -
    Ongoing from 6/2009 | 2009-06 | -
    The first week of April 2009 | 2009-04 | -
    The week of 6 April 2009 | 2009-04 | -
    12 weeks from 5 Jan 2009 | 2009-03 | ?
    March 2009 – done; review June 2009 | 2009-03 | ?
    1 April 2009 at the latest | 2009-04 | -
    not before May 2009 | 2009-05 | -
    1st quarter 2009 (by March) | 2009-03 | -
    Mar/Apr/May 2009 | 2009-03 2009-04 2009-05 | -
    Jun 09, Sep 09, Dec 09 and Mar 10 | 2009-06 2009-09 2009-12 2010-03 | -
    Jun 09, Sep 09, Dec 09 and Mar 10 | 2009-06 2009-09 2009-12 | ?
    May 09 | 2009-05 | -
    may 09 | 2009-04 | !
    By Dec. '08 | 2008-12 | -
    6 weeks after Easter 2009 | 2009-05 | -
    spring term (April 09) | 2009-04 | -
    spring term (April 09) | 2009-05 | !
    1 Apr | 2009-04 | -
    1 Apr | 2009-05 | ?
    30 June, 2009 | 2009-06 | -
    Thu 30 Apr 2009 | 2009-04 | -
    Thu 30 Apr 2009 | 2009-05 | !
    The end of this financial year | 2009-03 | -
    to be agreed | 2009-03 | -
    Apr–Jun 09 | 2009-04 2009-05 2009-06 | -
    Apr–Jun 09 | 2009-07 | !
    04/09 and 06/09 | 2009-04 2009-06 | -
    04/09 and 06/09 | 2009-04 | !
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


STATUS_WORDS = load_sources(PROJECT).settings
READ: dict[str, Callable[[str], object]] = {
    "months": dated_months_in,
    "numbers": lambda words: [*numbers_in(words)],
    "signs of lists": _foreign_sign,
    "words": counted_words,
    "a promise": lambda words: consistency.PROMISE.fullmatch(" ".join(consistency.WORD.findall(words))),
    "a banned word": lambda words: re.search(_pattern(text("looked after*")), words),
    "a word doubled": questions.DOUBLED.search,
    "no ending": lambda words: questions.DANGLING.search(words[-questions.END :]),
    "a count": lambda words: [*COUNTED.finditer(words)],
    "a status": lambda words: [contradiction_of_status(Status("x", text(words), value)) for value in VALUES],
    "one status": text_and_value.ONE_WORD.fullmatch,
    "what stopped": text_and_value.STOPPED.fullmatch,
    "words for statuses": lambda words: [*false_statuses(words, ["done"], STATUS_WORDS)],
    "a date": lambda words: contradiction_of_months(Due("x", text(words), ())),
    "a word mistyped": lambda words: did_you_mean(words, ["young-people"]),
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "!",
        "a",
        "a ",
        "1 ",
        "March ",
        "• ",
        "– ",
        "\n ",
        "not yet ",
        "looked   ",
        "two ",
        ", ",
        "done ",
        "a dozen of the ",
    ],
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
