"""Whether a date or a status says in its words what its value says: it does, it may not, or it certainly does not."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from jarpub.project.plan.named_months import LAST_MONTH, NamedMonth, dated_months_in, is_range, months_in
from jarpub.project.plan.rows import Due, Status
from jarpub.project.plan.values import Month

Contradiction = Literal["", "doubtful", "certain"]

ONLY_MONTHS = re.compile(r"(?:[\s.,;/&]|\band\b|\bby\b|\bin\b)*")  # what else a list of months has in it
GOES_ON = re.compile(
    r"\bon-?going\b|\bcontinu|\bonwards?\b|\bthereafter\b|\bafter that\b|\bannual|\bquarterly\b|\bevery\b|\beach\b",
    re.IGNORECASE,
)

NOT_BEGUN = re.compile(
    r"\b(?:not|never)\s+(?:yet\s+)?(?:been\s+)?(?:started|begun|commenced)\b"
    r"|\byet\s+to\s+(?:be\s+)?(?:start|begin|commence)\w*|\bnothing\s+(?:yet\s+)?(?:done|started)\b"
    r"|\bno\s+(?:progress|work)\s+(?:done|started|so far|yet)\b|\A\W*to\s+(?:start|begin|commence)\W*\Z",
    re.IGNORECASE,
)
NOT_QUITE = (
    "not|not yet|not been|not yet been|not fully|not entirely|not quite|partly|partially|part|nearly|almost|half|mostly"
    "|largely|mainly|substantially|to|to be|be|being|until|when|once|if|%|\\d%"
)
FINISHED = re.compile(
    "".join(rf"(?<!{before} )" for before in NOT_QUITE.split("|"))
    + r"(?<!-)\b(?:done|completed?|finished|achieved|closed|delivered|signed[ -]off)\b",
    re.IGNORECASE,
)
UNDER_WAY = re.compile(
    r"\b(?:on-?going|in progress|progressing|under ?way|continu\w*|on (?:track|target|course|hold)|started|begun|commenced"
    r"|part(?:ly|ially)?|nearly|almost|half|largely|mainly|mostly|substantially|delayed|overdue|slipped|behind|incomplete|unfinished|drafted"
    r"|not (?:yet )?(?:been )?(?:fully |entirely |quite )?(?:done|completed?|finished|achieved|delivered|signed[ -]off))\b|\d\s?%",
    re.IGNORECASE,
)
ONE_WORD = re.compile(
    r"\W*(?:actions |all |everything |fully |it |now |still |this |work )*(?P<word>done|completed?|finished|achieved|closed|delivered|signed[ -]off|in progress"
    r"|under ?way|started|begun|commenced|on-?going|incomplete|unfinished|part(?:ly|ially)? (?:done|completed?)"
    r"|not (?:yet )?(?:been )?(?:done|completed?|finished|achieved|delivered|signed[ -]off))"
    r"(?:\W|\b(?:by|full|in|on|since|yet)\b|\d)*",
    re.IGNORECASE,
)
STOPPED = re.compile(
    r"\W*(?:the |this |audit |it |pilot |project |scheme |training |work |now |all |has |have |was |is |been )*"
    r"(?:stopped|cancell?ed|abandoned|halted|scrapped|shelved|suspended|withdrawn|not going ahead|no longer going ahead"
    r"|(?:can['’]?t|cannot|can not|could not|couldn['’]t|will not|won['’]t)(?: now)? (?:be (?:done|completed|finished|achieved|started)|go ahead))"
    r"(?:\W|\b(?:in|on|by|since|now)\b|\d)*",
    re.IGNORECASE,
)

RELATIVE = re.compile(r"\b(?:days|months?|weeks|years?)\s+(?:after|before|from|of)\b|\bwithin\b", re.IGNORECASE)

NOT_UNDER_WAY = ("not_started", "paused", "stopped", "not_ours")
FITTING = {
    ("done", "done_checked"),
    ("done", "done"),
    ("under way", "started"),
    ("under way", "in_progress"),
    ("both", "started"),
    ("both", "in_progress"),
    ("both", "done_continuing"),
}
OPPOSITE = {
    ("done", "started"),
    ("done", "in_progress"),
    ("under way", "done"),
    ("under way", "done_continuing"),
    ("under way", "done_checked"),
}


def contradiction_of_months(due: Due) -> Contradiction:
    """Whether the months that the text of a date names are not its months.

    Seasons and quarters name none. Of a range, some of its months with the last are what it says.
    """
    words = due.latest.words
    named = dated_months_in(words)
    if not named:
        return ""
    wrong = [month for month in due.months if not _is_named(month, named, words)]
    missing = [month for month in _ends(named, words) if not any(_is(month, each) for each in due.months)]
    if not wrong and not missing:
        days = [month for month in named if month.is_doubtful]  # or years: "March 10" beside March 2009
        is_another_year = any((each.year, each.number) not in {(m.year, m.number) for m in due.months} for each in days)
        return "doubtful" if is_another_year else ""
    is_clear = all(month.year and not month.is_doubtful for month in named) and not RELATIVE.search(words)
    says_more = due.months and not wrong and not _is_list(named, words)
    return "certain" if is_clear and not says_more else "doubtful"


def has_another_month(due: Due, language: str) -> bool:
    """Whether the text of a date in another language than English names months, and none of them is near one of its own.

    The month next to the one that is named may be meant, as in "before April".
    """
    named = [(month.year or 0) * LAST_MONTH + month.number for month in months_in(due.latest.words, language)]
    own = [month.year * LAST_MONTH + month.number for month in due.months]
    return bool(named and own) and all(abs(one - other) > 1 for one in named for other in own)


def _is_named(month: Month, named: Sequence[NamedMonth], words: str) -> bool:
    """Whether the words name a month, or a range that it is in."""
    ranges = [(first, last) for first, last in pairwise(named) if is_range(words, first, last)]
    when = (month.year, month.number)
    return any(_is(each, month) for each in named) or any(
        (first.year or 0, first.number) <= when <= (last.year or 0, last.number) for first, last in ranges
    )


def _ends(named: Sequence[NamedMonth], words: str) -> list[NamedMonth]:
    """The months that words name, without those with which a range begins."""
    follows = [*named[1:], None]
    return [each for each, after in zip(named, follows, strict=True) if not (after and is_range(words, each, after))]


def _is(named: NamedMonth, month: Month) -> bool:
    return any(
        number == month.number and (named.is_doubtful or year in (None, month.year)) for year, number in named.meant
    )


def _is_list(named: Sequence[NamedMonth], words: str) -> bool:
    """Whether the words are months and nothing else."""
    ends = [0, *(month.end for month in named)]
    starts = [*(month.start for month in named), len(words)]
    return all(ONLY_MONTHS.fullmatch(words, end, start) for end, start in zip(ends, starts, strict=True))


def contradiction_of_ongoing(due: Due) -> Contradiction:
    """Whether the text of a date says that it goes on, and its value does not, or the other way round."""
    says_so = "ongoing" in due.latest.words.lower()
    if due.ongoing:
        return "" if GOES_ON.search(due.latest.words) else "certain"
    return "certain" if says_so and "not ongoing" not in due.latest.words.lower() else ""


def has_not_begun(status: Status) -> bool:
    """Whether the text of a status says that nothing of it has begun."""
    rest, count = NOT_BEGUN.subn(" ", status.text.words)
    return count > 0 and not FINISHED.search(rest) and not UNDER_WAY.search(rest)


def has_stopped(status: Status) -> bool:
    """Whether the text of a status says that the work was stopped, or cannot be done."""
    return bool(STOPPED.fullmatch(status.text.words))


def contradiction_of_status(status: Status) -> Contradiction:
    """Whether the text of a status says something else than its value; what it says of parts is left alone."""
    words = status.text.words
    if status.value is None or status.value in NOT_UNDER_WAY:
        return _contradiction_of_what_rests(status)
    if NOT_BEGUN.search(words):
        return "certain" if has_not_begun(status) else ""
    if has_stopped(status):
        return "doubtful" if status.value == "started" else "certain"
    is_finished, is_under_way = bool(FINISHED.search(words)), bool(UNDER_WAY.search(words))
    told = {(True, False): "done", (False, True): "under way", (True, True): "both"}.get((is_finished, is_under_way))
    if (told, status.value) in FITTING or told is None:
        return ""
    alone = ONE_WORD.fullmatch(words)
    goes_on = alone and GOES_ON.search(words)  # as what is done and goes on does
    is_opposite = (told, status.value) in OPPOSITE and not (status.value == "done_continuing" and goes_on)
    return "certain" if alone and is_opposite else "doubtful"


def _contradiction_of_what_rests(status: Status) -> Contradiction:
    """The same for work that is not going on, or of which it is not known how far it is."""
    words = ONE_WORD.fullmatch(status.text.words)
    return "certain" if status.value and words and FINISHED.search(words["word"]) else ""
