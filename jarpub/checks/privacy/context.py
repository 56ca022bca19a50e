"""Whether a word that is a part of somebody's name is their name where it stands, or only a word."""

import re
from collections.abc import Sequence
from typing import Literal

from jarpub.checks.privacy.dictionary import (
    is_date,
    is_everyday,
    is_fairly_common,
    is_ordinary,
    is_proper,
    is_very_common,
)
from jarpub.checks.privacy.namesakes import are_alike, is_a_namesake, is_beside_the_rest, is_counted_by, may_be_a_place
from jarpub.checks.privacy.persons import does_something, is_at_work, is_in_the_office, is_named_in_small_letters
from jarpub.checks.privacy.place import AROUND, Place
from jarpub.checks.privacy.protected import SAYING, TITLES, WORK

Certainty = Literal["name", "question", "namesake"]  # a namesake is a question, too
# What somebody will do; a page or a ward will do other things.
WILL = re.compile(
    r"(?:will|has|is|can|is going to) (?:be )?(?:ask|call|email|help|lead|meet|read|reply|ring|speak|talk|tell|write|visit)"
)
ADDRESSING = frozenset(
    "ask asked attention attn by call contact email fao led meet phone ring said says speak tell telling thank thanked thanks told".split()  # noqa: SIM905
)
ARTICLES = frozenset("a an any each every no one our that the their this your".split())  # noqa: SIM905
# What goes on behind a name; behind "Ward" in "Ward councillors" it does not.
BEHIND_A_NAME = (
    frozenset(
        "about after all and as at before but by did does first for from had has if in is now on or so that then to today tomorrow "  # noqa: SIM905
        "too was were when where which who will with would yesterday".split()
    )
    | SAYING
)
LABELS = frozenset("author director lead leads manager name officer officers owner signed".split())  # noqa: SIM905
SPEAKING_TO = re.compile(
    r"\b(?:(?:speak|talk|write|reply|report|reported|thanks) (?:to|with)|(?:contact|lead|manager|officer) (?:is|was)) $",
    re.IGNORECASE,
)
# After these a word with a capital may be a place, as in "from Peckham", or belong to the sentence.
BEFORE_A_PLACE = frozenset(
    "a across an and around at each every from in near no of one or our outside that the their this through to your".split()  # noqa: SIM905
)
INITIALS = (2, 3)  # letters


def standing(place: Place, parts: Sequence[str], *, is_whole: bool, is_given: bool = False) -> Certainty | None:
    """What some tokens are that are a whole name, or one part of one: a name, a question, perhaps of a namesake, nothing."""
    ordinary = all(is_ordinary(part) for part in parts)
    certainty = _by_itself(place, parts, ordinary=ordinary, is_whole=is_whole)
    if ordinary and not is_whole and _is_theirs(place, parts, is_given=is_given):
        return "name"
    if certainty == "name" and not is_whole:
        if may_be_a_place(place) or (ordinary and is_counted_by(place)):
            return "question"
        return "namesake" if is_a_namesake(place, is_given=is_given) else "name"
    return certainty


def _is_theirs(place: Place, parts: Sequence[str], *, is_given: bool) -> bool:
    """Whether a common word is a part of the name where it stands: beside the rest of it, misspelt or not, or at work."""
    word = place.tokens[place.last].word
    if place.has_capital and is_beside_the_rest(place):
        return True
    if is_at_work(place) and not (place.begins_a_sentence and is_very_common(word)) and not is_proper(word):
        return not may_be_a_place(place)
    if is_given and is_in_the_office(place):
        return True
    return is_named_in_small_letters(place, parts, is_given=is_given)


def _by_itself(place: Place, parts: Sequence[str], *, ordinary: bool, is_whole: bool) -> Certainty | None:
    """What they are where nothing beside them belongs to the name of something else."""
    if not ordinary or _is_made_a_name(place) or _is_a_mailbox(place):
        return "name"
    if is_whole:
        is_theirs = place.has_capital or place.is_set_apart or _is_no_chance(place, parts)
        return "name" if is_theirs else None
    return _by_its_capital(place) if place.has_capital else None


def _is_a_mailbox(place: Place) -> bool:
    """Whether it is all that stands before an at-sign, and no word that a mailbox of many people would have."""
    starts = not place.text_before[-1:].strip("/:<,;|")
    is_rare = not is_fairly_common(place.tokens[place.last].word)
    return place.text_behind.startswith("@") and starts and place.first == place.last and is_rare


def _is_no_chance(place: Place, parts: Sequence[str]) -> bool:
    """Whether two words in small letters hardly stand together unless they are a name: "mike smith", "mikesmith"."""
    if place.first == place.last:
        return not is_everyday(place.tokens[place.first].word)
    return not any(map(is_fairly_common, parts))


def is_meant(place: Place, *, alone: bool = True) -> bool:
    """Whether capitals that everybody uses for something else stand where only somebody can stand, such as `alone`."""
    before, behind = place.before, place.behind
    if before and before.word in ARTICLES and place.space_before.isspace():
        return False
    if alone and not re.search(r"\w[^\n\0]*$", place.text_before) and not re.match(r"[^\n\0]*\w", place.text_behind):
        return True
    if _has_a_title(place) or _has_initials(place):
        return True
    if behind and re.fullmatch(r"\.?\s+", place.space_behind) and behind.word in (*SAYING, "has", "is", "will"):
        return True
    return is_spoken_to(place) or _does_something(place)


def _does_something(place: Place) -> bool:
    """Whether capitals stand where a person does: "CD, the manager", "CD runs it", "with CD,"."""
    behind = place.behind
    if place.before and place.before.word in ("and", "from", "with") and not place.space_behind.isspace():
        return True
    if behind is None or not place.begins_a_sentence:
        return False
    does = behind.written.islower() and len(behind.word) > len("is") and behind.word.endswith("s")
    return place.space_behind.startswith(",") or (place.space_behind == " " and does)


def _by_its_capital(place: Place) -> Certainty | None:
    """What a word with a capital is, which is no name by itself and that nothing beside it makes one."""
    word = place.tokens[place.last].word
    is_glued = (place.before and not place.space_before) or (place.behind and not place.space_behind)
    if is_glued or is_proper(word) or place.is_all_capitals or _has_a_number(place):
        return None
    if place.begins_a_sentence and (is_very_common(word) or _is_said_in_small_letters(place)):
        return "question" if does_something(place) else None
    if place.begins_a_sentence or may_be_a_place(place) or _is_in_a_title(place):
        return "question"
    before = place.before
    if before and before.word in BEFORE_A_PLACE and place.space_before.isspace():
        return "question"
    if before and before.word in ADDRESSING and _goes_on(place):
        return "question"
    return "name"


def _is_said_in_small_letters(place: Place) -> bool:
    """Whether the same words stand elsewhere as words: "young people" beside "Young people"."""
    behind = place.behind
    return bool(behind and (place.tokens[place.last].word, behind.written) in place.pairs)


def _is_made_a_name(place: Place) -> bool:
    """Whether a title, an initial, other initials, or a word such as "said" stands beside it."""
    return _has_a_title(place) or _has_initials(place) or (place.has_capital and _speaks_oris_spoken_to(place))


def _has_a_title(place: Place) -> bool:
    before = place.before
    if before is None or not re.fullmatch(r"\.?\s*", place.space_before):
        return False
    if before.word in WORK and is_proper(place.tokens[place.last].word):  # "Services May Change"
        return False
    return before.word in TITLES or (before.word in WORK and place.has_capital and not place.begins_a_sentence)


def _has_initials(place: Place) -> bool:
    """Whether it stands in brackets, beside an initial with a full stop, or beside initials behind a stroke."""
    before, behind = place.before, place.behind
    in_brackets = place.space_before.endswith("(") and place.space_behind.startswith(")")
    if place.has_capital and in_brackets and not is_date(place.tokens[place.last].word):
        return True
    if before and len(before.written) == 1:
        is_theirs = before.written.upper() in place.initials
        dotted = is_theirs and (
            re.fullmatch(r"\. ?", place.space_before) or (not place.space_before and place.has_capital)
        )
        apart = place.space_before == " " and is_theirs and before.written not in "AI"
        if place.has_capital and before.written.isupper() and (dotted or apart):
            return True
        if dotted and _is_in_an_address(place):
            return True
    if behind and len(behind.written) == 1 and behind.written.upper() in place.initials:
        is_near = place.has_capital and re.fullmatch(r",? ", place.space_behind) and behind.written.isupper()
        if is_near or (place.space_behind in (".", "_", "-", "") and _is_in_an_address(place)):
            return True
    strokes = ((before, place.space_before), (behind, place.space_behind))
    return place.has_capital and any(
        token and len(token.written) in INITIALS and token.written.isupper() and space.strip() in ("/", "&")
        for token, space in strokes
    )


def _is_in_an_address(place: Place) -> bool:
    """Whether an at-sign stands in the same word."""
    rest = re.split(r"\s", place.words[place.tokens[place.last].end :][:80])[0]
    return "@" in rest


def _speaks_oris_spoken_to(place: Place) -> bool:
    """Whether a person is meant by the verb beside it; "by April" and "in Jordan" are no persons' verbs."""
    if place.is_all_capitals:
        return False
    if _speaks(place) or _is_talked_to(place):
        return True
    is_doubtful = is_proper(place.tokens[place.last].word) or _is_in_a_title(place) or _has_a_number(place)
    return not is_doubtful and is_spoken_to(place)


def _speaks(place: Place) -> bool:
    """Whether what stands behind it is something that only people do."""
    owned = re.match(r"['’]s(?=\s)", place.words[place.tokens[place.last].end :])
    behind = place.words[place.tokens[place.last].end + (owned.end() if owned else 0) :][:AROUND]
    verb = re.match(r"\s+([A-Za-z]+)", behind)
    return bool(verb and (verb[1].casefold() in SAYING or WILL.match(behind.lstrip())))


def is_spoken_to(place: Place) -> bool:
    """Whether it stands behind a word such as "ask" or "by", or behind a label such as "Lead:"."""
    if _is_talked_to(place):
        return True
    if place.before is None or not re.fullmatch(r":?\s+|\s[–—-]\s", place.space_before) or _goes_on(place):
        return False
    return place.before.word in ADDRESSING or (
        place.before.word in LABELS and bool(re.search("[:–—-]", place.space_before))
    )


def _goes_on(place: Place) -> bool:
    """Whether a word goes on with it, as in "by Ward councillors": what is asked or told is not one person then."""
    behind = place.behind
    return bool(behind and place.space_behind == " " and behind.written.islower() and behind.word not in BEHIND_A_NAME)


def _is_talked_to(place: Place) -> bool:
    behind = place.behind
    if _goes_on(place) or (behind and place.space_behind == " " and behind.written[0].isupper()):
        return False
    return bool(SPEAKING_TO.search(place.text_before))


def _has_a_number(place: Place) -> bool:
    return bool(re.match(r"\s*\d{1,4}(?![\d ]*\d{4})", place.words[place.tokens[place.last].end :][:AROUND]))


def _is_in_a_title(place: Place) -> bool:
    """Whether a word beside it has a capital too, as in "Peckham Ward" and "Young Southwark"."""
    before, behind = place.before, place.behind
    if before and (before.word in ADDRESSING or any(are_alike(before.word, other) for other in place.others)):
        before = None  # "Contact Jane", and "Jonathan Toy" where he is written Johnathan
    if before and before.word == "s" and re.search(r"['’]$", place.words[: before.start][-1:]):
        return True  # "Children's Ward"
    beside = ((before, place.space_before), (behind, place.space_behind))
    return any(
        token and re.fullmatch(",? +", space) and token.written[0].isupper() and token.word not in SAYING
        for token, space in beside
    )
