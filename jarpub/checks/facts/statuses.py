"""What words say of how far work has got, and where that is not so.

Words for statuses are those of publications.yaml. They say that something is so, that all of it is, that it is not, or
nothing of the kind: "when it is done", "well done", "the completed form".
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from jarpub.project.contact_details import Found
from jarpub.project.publications import Settings

NEAR = 80  # letters around a word that say how it is meant
PART_END = re.compile(r"[.!?;:](?=\s|\Z)")
IN_FULL = (
    (r"can['’]t |cannot ", "can not "), (r"won['’]t ", "will not "), (r"n['’]t ", " not "), (r"['’]ve ", " have "),
    (r"['’]re ", " are "), (r"['’]s ", " is "),
)  # fmt: skip
# What stands between a subject and a word that is said of it.
AFFIRMED = "already|also|are|been|had|has|have|is|just|now|remains?|still|was|were"
WHOLLY = "all|completely|entirely|fully|wholly"
IN_PART = "almost|half|largely|mostly|nearly|partially|partly"
STILL_TO_BE = "be|being|can|could|may|might|must|should|to|will|would"
BETWEEN = re.compile(
    rf"(?:(?<![^ ])(?:{AFFIRMED}|{WHOLLY}|{IN_PART}|{STILL_TO_BE}|even|ever|only|never|not|quite|really|so far|yet) )*\Z"
)
NOT = re.compile(r"\b(?:never|not)\b|\b(?:has|have|remains?|still|yet) to (?:be )?\Z")
IS = re.compile(r"\b(?:are|been|is|now|remains?|was|were)\b")
WORK = "(?:plan|programme|project|recommendation|work)"
ALL_OF_IT = (
    r"(?:all(?: of)? (?:it|that|them|these|this|(?:(?:our|the|these|this) )?(?:actions|parts|recommendations|steps|work))"
    r"|all (?:two|three|four|five|six|seven|eight|nine|ten|\d+)(?: (?:actions|parts|recommendations|of (?:them|these)))?"
    r"|every(?:thing| action| part| recommendation| step)|each (?:part|recommendation)|both parts"
    rf"|(?:our|the|this) (?:entire|whole) {WORK})"
)
THE_WORK = rf"(?:this|(?:our|the|this) {WORK}|work(?: on (?:it|this))?|{ALL_OF_IT})"
ALL, ALL_THE_WORK = (re.compile(rf"\b{subject} ?\Z") for subject in (ALL_OF_IT, THE_WORK))
IT = re.compile(rf"\b(?:it|{THE_WORK}) ?\Z|(?:\A|[,(] ?|\b(?:and|but|so) )(?:we|the council) ?\Z")
SAME_CLAUSE = r"(?:(?!\b(?:and|but|so)\b)[^,])*\Z"
NONE = re.compile(
    r"\b(?:no one|nobody|none|nothing|not (?:a single|any|one)|no (?:action|part|progress|step|work)s?)\b" + SAME_CLAUSE
)
NOT_QUITE_ALL = re.compile(r"\b(?:almost|apart|but|except|nearly|practically)\b")
NOT_ONLY = re.compile(r"\bnot (?:just|merely|only|simply) \Z")
NOT_ALL = re.compile(
    r"(?:\bnot (?:all|every\w*|each)\b|\bonly (?:a |one )?(?:bits?|half|parts?|some)\b)"
    rf"{SAME_CLAUSE}|\bno (?:\w+ ){{1,3}}\Z|\b(?:far|a long way) from \Z"
)
OF_A_PART = re.compile(r"\b(?:bits?|half|most|not all|parts?|partly|partially|some|one|two|three)\b", re.IGNORECASE)
# Behind these it is left open whether something is so.
OPEN = re.compile(
    r"\b(?:after|as soon as|before|by the time|check(?:s|ed|ing)? that|ensur\w*|expect\w*|hop(?:e|es|ing)|how|if|(?:be|is|make|making) sure"
    r"|once|unless|until|till|what|when|whenever|where|whether)\b|\b(?:(?:want|need|like|get|see)(?:s|ed|ting|ing)?|to have) (?:it|this|that|them|these|things|more) \Z"
)
WHICH_HAVE = re.compile(r"\b(?:that|which|who) (?:already )?(?:have|['’]ve)\b[^,]*\Z")  # "schools that have finished"
RELATIVE = re.compile(r"\b(?:that|which)(?: we)? \Z")  # "things that we have not done"
# Said of others than those who do the work, or of something else than the work.
PEOPLE = "(?:young people|children|pupils|parents|carers|families|inspectors|youth clubs?|group|youth council)"
OTHERS = (
    r"(?:(?:\A|[,(]|\b(?:a|all|and|as|because|but|local|many|most|other|so|some|that|the|these|those|which)) ?"
    rf"{PEOPLE}|\bwho|\byou)"
)
OF_OTHERS = re.compile(
    rf"{OTHERS} (?:(?:(?!\b(?:council|it|managers|staff|teams?|this|we|work)\b)[^,])*\b(?:and|then) )?\Z"
    r"|\b(?:than|your) \Z|\b(?:get|gets|getting|got|help|helps|helping) (?:\w+ ){0,2}\Z"
)
OF_OTHER_THINGS = re.compile(
    rf" by (?:\w+ )?{PEOPLE}\b|"
    r" (?:\w+ )?(?:applications?|booklets?|cards?|college|coupons?|entry|entries|forms?|nursery|questionnaires?|school|slips?"
    r"|university|year \d+)\b"
)
# What is done again and again, or by whom, and not how far work has got: "Checks are done twice a year."
HABIT = re.compile(
    r" (?:by (?:all|each|every|many|our|people|staff|the)|twice|every|each|once|regularly|often|before|wherever|whenever)\b"
)
# Behind a word that is denied; what else follows may be all that is denied: "not done alone".
ENDS = re.compile(r"(?: (?:it|this|that))?\s*(?:\Z|[,)–—]|(?:yet|so far|at all|and|but|in full)\b)", re.IGNORECASE)
WITH_ALL = re.compile(
    r" (?:with )?(?:all|every part) of (?:it|them|this)\b|[ ,]+(?:completely|in full)\b", re.IGNORECASE
)
STOPPED = re.compile(
    r"\b(?:stopped|cancell?ed|abandoned|given up|(?:put )?on hold|scrapped|shelved|suspended)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Said:
    """A word for a status, where it stands, and how it is meant."""

    before: str  # in the same part of a sentence, in small letters and without short forms
    between: str  # the end of that, such as "has not been"
    phrase: Found
    word: Found
    behind: str
    is_asked: bool
    is_contrary: bool  # "unfinished"

    @property
    def subject(self) -> str:
        """The words before those that stand between."""
        return self.before.removesuffix(self.between)

    @property
    def is_denied(self) -> bool:
        """Whether it is said not to be so."""
        return bool(
            NOT.search(self.between) or NONE.search(self.subject) or NOT_ALL.search(self.subject) or self.is_contrary
        )

    @property
    def is_in_part(self) -> bool:
        """Whether it is said to be so of a part, and not of all."""
        was = re.search(r"\b(?:had|was|were)\b", self.between)
        return bool(re.search(rf"\b(?:{IN_PART})\b", self.between) and not was)

    @property
    def is_open(self) -> bool:
        """Whether nothing is said of what the plan has done."""
        return (
            self.is_asked
            or self._is_to_come
            or self._is_conditional
            or self._is_of_others
            or self._is_of_a_noun
            or self._is_a_habit
            or (self.is_denied and not ENDS.match(self.behind))
        )

    @property
    def _is_to_come(self) -> bool:
        """Whether it may or will be so, or is never so: "is to be done", "nothing is left to be done"."""
        is_to_come = re.search(rf"\b(?:{STILL_TO_BE}|ever)\b", self.between) or self.is_contrary
        is_left = not self.is_denied or NONE.search(self.subject) or NOT_ALL.search(self.subject)
        return bool(is_to_come and is_left)

    @property
    def _is_conditional(self) -> bool:
        is_relative = self.is_denied and RELATIVE.search(self.subject)
        is_relative = is_relative or WHICH_HAVE.search(self.before)
        return bool(is_relative or OPEN.search(self.subject) or NOT_ONLY.search(self.before))

    @property
    def _is_of_others(self) -> bool:
        is_well_done = self.word.normal == "done" and re.search(r"\bwell[ -]\Z", self.subject)
        return bool(is_well_done or OF_OTHERS.search(self.subject) or OF_OTHER_THINGS.match(self.behind.lower()))

    @property
    def _is_of_a_noun(self) -> bool:
        """Whether it is said of what stands behind it, as in "a complete list"."""
        is_said = IS.search(self.between) and ENDS.match(self.behind)
        return (self.is_contrary or self.word.normal == "complete") and not is_said

    @property
    def _is_a_habit(self) -> bool:
        is_now = re.search(r"\b(?:are|is)\b", self.between) and not IT.search(self.subject)
        return bool(is_now and not self.is_denied and HABIT.match(self.behind.lower()))

    @property
    def is_of_all(self) -> bool:
        """Whether all of the work is said to be so."""
        is_alone = IT.search(self.subject) or not self.subject
        wholly = re.search(rf"\b(?:{WHOLLY})\b", self.between) and is_alone
        is_but_for_some = NOT_QUITE_ALL.search(f"{self.subject}{self.behind.lower()}")
        is_all = wholly or ALL.search(self.subject) or WITH_ALL.match(self.behind)
        return bool(is_all and not is_but_for_some)


def false_statuses(
    told: str, values: Collection[str], settings: Settings, *, is_recorded: bool = True, is_of_all: bool = False
) -> Iterator[Found]:
    """What some words say of statuses that is not true beside these values: affirmed, denied, or said of all.

    `is_recorded`: whether there is a value for each part; `is_of_all`: whether all of them are spoken of together.
    """
    is_of_all = is_of_all and not OF_A_PART.search(told)
    letters = told.lower() if told.isascii() else ""
    for status in settings.status_words:
        for text in status.words:
            if letters and _beginning(text.words) not in letters:
                continue  # a pattern of words looks at every letter
            for said in _said(told, _pattern(text.words)):
                held, true = frozenset(values), frozenset(status.values)
                false = _false(said, held, true, is_recorded=is_recorded, is_of_all=is_of_all)
                if false and not said.is_open:
                    yield false
    yield from _stopped(told)


def _stopped(told: str) -> Iterator[Found]:
    """Where the work is said to have stopped, which no plan has a status for."""
    for said in _said(told, STOPPED):
        if said.between and ALL_THE_WORK.search(said.subject) and not said.is_denied and not said.is_open:
            yield said.phrase


def _false(
    said: Said, held: frozenset[str], true: frozenset[str], *, is_recorded: bool, is_of_all: bool
) -> Found | None:
    """The words to be corrected, where there are any."""
    if said.is_denied:
        return said.phrase if _is_falsely_denied(said, held, true, is_recorded=is_recorded) else None
    if said.is_in_part:
        return said.phrase if not held or (held == {"done"} and is_recorded) else None
    if not held & true:
        return said.word
    is_of_all = is_of_all or said.is_of_all
    return said.phrase if is_of_all and not (is_recorded and held <= true) else None


def _is_falsely_denied(said: Said, held: frozenset[str], true: frozenset[str], *, is_recorded: bool) -> bool:
    """Whether what is denied is so: of some part where nothing is said to be so, else of all that is spoken of."""
    if NONE.search(said.subject):
        is_nothing = "nothing" in said.subject and said.word.normal == "done"  # it would not have begun
        return bool(held & true) or (is_nothing and bool(held) and is_recorded)
    if IT.search(said.subject) and not NOT_ALL.search(said.subject):
        # What is done and goes on is not finished, either.
        still = true if "in_progress" in true else true - {"done_continuing"}
        return bool(held) and is_recorded and held <= still
    return held == {"done"} and "done" in true and is_recorded


def _said(told: str, pattern: re.Pattern[str]) -> Iterator[Said]:
    for match in pattern.finditer(told):
        start = _start(told, match.start())
        end = PART_END.search(told, match.end(), match.end() + NEAR)
        written = told[start : match.start()]
        before = " ".join(written.lower().split()) + " " * written[-1:].isspace()
        for short, full in IN_FULL:
            before = re.sub(short, full, before)
        first = start + len(written) - len(written.lstrip())
        between = next(BETWEEN.finditer(before))[0]
        yield Said(
            before,
            between,
            Found(first, match.end(), told[first : match.end()]),
            Found(*match.span(), match[0].lower()),
            told[match.end() : end.start() if end else match.end() + NEAR],
            end is not None and end[0] == "?",
            bool(match.groupdict().get("contrary")),
        )


def _start(told: str, word: int) -> int:
    """Where the part of a sentence begins that a word stands in, as far as it is looked at."""
    near = max(word - NEAR, 0)
    ends = [end.end() for end in PART_END.finditer(told, near, word)]
    return ends[-1] if ends else near and (told.find(" ", near, word) + 1 or near)


@lru_cache(maxsize=100)
def _beginning(word: str) -> str:
    """Letters that stand in whatever the pattern of a word finds, if it is ASCII."""
    return "".join(word.removesuffix("ed").split()[:1]).lower() if word.isascii() else ""


@lru_cache(maxsize=100)
def _pattern(word: str) -> re.Pattern[str]:
    """A word, its contrary ("unfinished"), what is yet to be ("yet to start"), and "complete" for "completed"."""
    written = re.escape(word).replace(r"\ ", r"\s+")
    stem = re.escape(word.removesuffix("ed"))
    is_completed = word == "completed"
    contrary, also = f"un{written}{'|incomplete' * is_completed}", f"{written}{'|complete' * is_completed}"
    return re.compile(rf"(?<![\w-])(?:{also}|(?<=yet to ){stem}e?|(?P<contrary>{contrary}))\b", re.IGNORECASE)
