"""Whether a word with a capital stands where only somebody can stand: with a role, a telephone number, or at work."""

import re
from collections.abc import Sequence

from jarpub.checks.privacy.dictionary import is_fairly_common
from jarpub.checks.privacy.place import Place
from jarpub.checks.privacy.protected import SAYING

ROLE = r"(?:assistant|contact|deputy|director|head|lead|leader|manager|officer|worker)s?"
DETERMINER = r"(?:all|an?|each|every|her|his|it|our|the|their|them|these|this|us|you|your)"
TALKING = "answer|ask|call|help|meet|reply|ring|speak|talk|tell|visit|write"
# What only somebody does: "Ward manages this", "Victor looks after it". Plurals such as "Ward councillors" do not.
DOES = re.compile(
    rf" (?:(?!(?:has|is|its|this|was)\b)[a-z]{{2,}}s (?:after )?{DETERMINER}\b"
    r"|(?:will|can|must) (?:always |also |be |then )?"
    rf"(?:{TALKING}|check|come|contact|email|lead|listen|look|make|manage|phone|read|see|send|show|take|work)\b)"
)
TELEPHONE = r"(?:tel\.? |phone )?\(?(?:0\d{2,4}\)?[ -]?\d{3}|\+44)"
LEADS = rf"(?:lead|manage|run) {DETERMINER}\b"
# What stands behind somebody, and behind nothing that is a word.
BEHIND = re.compile(
    "|".join(
        (
            r"['’]s (?:email|number|office|phone|service|team)\b",
            rf"[,;:(\s]{{1,3}}{TELEPHONE}",
            rf",? \(?(?:an?|our|the|your|who is|is|is (?:an?|our|the|your)) {ROLE}\b",
            r",? (?:is in charge|(?:director|head|manager) of|who (?:leads|manages|runs|works))\b",
            r",? (?:at|from|in|on) (?:our|the|your) (?:council|department|office|service|team|unit)\b",
            rf" (?:and [A-Z][a-z]+ )?{LEADS}",
        )
    )
)
BEFORE = re.compile(
    rf"\b{ROLE}\b[^.\n\0]{{0,30}}: ?\Z|\b(?:regards|yours|yours sincerely|thanks to),? \Z", re.IGNORECASE
)
ANOTHER_BEFORE = re.compile(r"\b[A-Z][a-z]+ and \Z")
OFFICE = frozenset(
    "Assistant Care Children Council Deputy Director Education Head Health Lead Manager Officer Safeguarding Services "  # noqa: SIM905
    "Team Youth".split()
)
SPOKEN_TO = frozenset("ask call contact email meet phone ring tell text".split())  # noqa: SIM905


def does_something(place: Place) -> bool:
    """Whether what stands behind it is what only somebody does, wherever the sentence begins: "White reads the replies."."""
    return bool(DOES.match(place.text_behind))


def is_at_work(place: Place) -> bool:
    """Whether a word with a capital is somebody's name by what stands around it."""
    if place.is_all_capitals or not place.has_capital:
        return False
    is_one_of_two = ANOTHER_BEFORE.search(place.text_before) and re.match(f" {LEADS}", place.text_behind)
    return bool(
        is_one_of_two or BEFORE.search(place.text_before) or BEHIND.match(place.text_behind) or does_something(place)
    )


def is_in_the_office(place: Place) -> bool:
    """Whether a given name stands before a word of the office with a capital: "Kerry Deputy Director"."""
    behind = place.behind
    is_word = is_fairly_common(place.tokens[place.last].word)
    return bool(place.has_capital and not is_word and behind and place.space_behind == " " and behind.written in OFFICE)


def is_named_in_small_letters(place: Place, parts: Sequence[str], *, is_given: bool) -> bool:
    """Whether a given name, or a surname behind which somebody says something, stands there without its capital."""
    word, before, behind = place.tokens[place.last].word, place.before, place.behind
    if place.has_capital or is_fairly_common(word) or tuple(parts) != (word,):
        return False
    follows = before is not None and place.space_before == " "
    if before and follows and before.word in SPOKEN_TO:
        return is_given and not (behind and place.space_behind == " " and behind.word.endswith("s"))
    will = re.match(rf" will (?:{TALKING})\b", place.text_behind)
    says = behind and place.space_behind == " " and behind.word in SAYING
    return bool((says or (will and is_given)) and not follows)
