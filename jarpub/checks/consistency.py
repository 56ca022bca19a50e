"""The values beside the plan's words say the same as the words."""

import re
from collections.abc import Iterator

from jarpub.checks.text_and_value import (
    contradiction_of_months,
    contradiction_of_ongoing,
    contradiction_of_status,
    has_another_month,
    has_not_begun,
    has_stopped,
)
from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.project.languages import ENGLISH, primary
from jarpub.project.plan.corrections import corrections
from jarpub.project.plan.model import Plan, Recommendation
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.rows import Due
from jarpub.project.plan.values import Text

NO_ANSWER = Code("gaps.no-answer", "What stands as the answer to a gap is only the promise of one.")
APPROVAL = Code("approval.incomplete", "An approval has no date, no name, or a date that is none.")
NO_STRAND = Code("plan.no-strand", "A recommendation has no strand of work.")
DISAGREE = Code("plan.text-and-value", "A text and the value beside it say different things.")
NOT_FOUND = Code("correction.not-found", "A correction is meant for words that its text does not have.")

WORD = re.compile(r"\w+")
# Words of an answer that only promise one, also with who is to give it behind them: "TBC by web team".
PROMISE = re.compile(
    r"(?:(?:address|date|details?|name|number) )?"
    r"(?:(?:t ?b ?[acds]|to be (?:added|advised|agreed|confirmed|decided|provided|supplied))(?: (?:by|from|in|on|soon|shortly|later)\b.*)?"
    r"|to be \w+|to follow(?: (?:later|shortly|soon))?|coming soon|insert here|see (?:above|below)|dd mm yyyy"
    r"|to ?do|x+|n ?a|none(?: yet)?|not known(?: yet)?|unknown|pending|awaited)?",
    re.IGNORECASE,
)
DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def agreeing_texts(plan: Plan, language: str = ENGLISH) -> Iterator[Diagnostic]:
    """The texts of dates and statuses do not contradict their values; what is doubtful is a question to the owner.

    Of a plan in another language only months can be judged: what its words for statuses mean is not known here.
    """
    if primary(language) != ENGLISH:
        dates = (due for strand in plan.strands for due in strand.due)
        yield from (_other_months(due) for due in dates if has_another_month(due, language))
        return
    for strand in plan.strands:
        for due in strand.due:
            yield from _disagreement(due)
        for status in strand.status:
            if contradiction_of_status(status) == "certain":
                message = f'{status.id}: the printed words say "{status.text}", and the status is "{str(status.value).replace("_", " ")}"'
                hint = "make both say the same"
                if has_not_begun(status):
                    hint = "take not_started as its value"
                elif has_stopped(status):
                    hint = "take stopped as its value, or paused"
                yield Diagnostic(DISAGREE, status.text.location, message, hint)


def real_answers(plan: Plan) -> Iterator[Diagnostic]:
    """The answer to a gap is an answer: a promise of one would take the mark away and print in its place."""
    for gap in plan.gaps:
        if gap.answer and PROMISE.fullmatch(" ".join(WORD.findall(gap.answer.words))):
            message = f'{gap.id}: "{gap.answer.words}" is no answer, and would be printed'
            yield Diagnostic(
                NO_ANSWER,
                gap.answer.location,
                message,
                "delete it, and leave nothing behind answer: until there is one; the mark stays in print",
            )


def real_approvals(plan: Plan) -> Iterator[Diagnostic]:
    """An approval has a name and a date, or neither."""
    for approval in plan.approvals:
        if approval.on and not DATE.fullmatch(approval.on.words):
            message = f'{approval.id}, on: "{approval.on}" is no date'
            yield Diagnostic(APPROVAL, approval.on.location, message, 'write the year, month and day: "2009-03-31"')
        for given, missing in ((approval.by, approval.on), (approval.on, approval.by)):
            if given and not missing:
                message = f"{approval.id}: an approval needs a name and a date, and only one is there"
                yield Diagnostic(APPROVAL, given.location, message, "give both under by and on, or neither")


def whole_recommendations(plan: Plan) -> Iterator[Diagnostic]:
    """A recommendation has a strand of work, which is a row of the plan."""
    for recommendation in plan.recommendations:
        if not recommendation.strands:
            yield Diagnostic(
                NO_STRAND,
                _near(plan, recommendation),
                f"{recommendation.ref}: there is no strand of work",
                "add one under strands",
            )


def _near(plan: Plan, recommendation: Recommendation) -> Location:
    """Where a recommendation begins, as near as is known."""
    texts = (each.location for each in walk(recommendation) if isinstance(each, Text))
    return next(texts, plan.document.title.location)


def _disagreement(due: Due) -> Iterator[Diagnostic]:
    if contradiction_of_months(due) == "certain":
        yield _other_months(due)
    if contradiction_of_ongoing(due) == "certain":
        goes_on = "it is marked as going on" if due.ongoing else "it is not marked as going on"
        message = f'{due.id}: the printed date says "{due.latest}", and {goes_on}'
        yield Diagnostic(DISAGREE, due.text.location, message, "make both say the same")


def _other_months(due: Due) -> Diagnostic:
    months = " and ".join(month.words for month in due.months) or "no month"
    message = f'{due.id}: the printed date says "{due.latest}", and its months are {months}'
    return Diagnostic(DISAGREE, due.text.location, message, "make both say the same")


def findable_corrections(plan: Plan) -> Iterator[Diagnostic]:
    """The words that a correction would replace are there."""
    for each in corrections(plan):
        if each.correction.find not in each.text.words:
            message = (
                f'{each.text.id}: a correction is meant for "{each.correction.find}", which the text does not have'
            )
            yield Diagnostic(
                NOT_FOUND,
                each.correction.why.location,
                message,
                "copy the words from the text, or take the correction out",
            )
