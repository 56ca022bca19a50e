"""Whether a part of somebody's name may be that of something else where it stands: a place, a child, another person."""

import re
from difflib import SequenceMatcher

from jarpub.checks.privacy.dictionary import (
    is_date,
    is_english,
    is_everyday,
    is_given_name,
    is_ordinary,
    is_very_common,
)
from jarpub.checks.privacy.letters import Token
from jarpub.checks.privacy.place import AROUND, Place
from jarpub.checks.privacy.protected import SAYING, TITLES, WORK

INSIDE_A_PLACE = frozenset("across around in near outside".split())  # noqa: SIM905
PLACES = frozenset(
    "academy avenue award baths bridge building buildings cause centre church clinic close club college community court "  # noqa: SIM905
    "crescent cup drive estate family fields flats foundation gallery gardens green grove hall hill hospital house infant infants "
    "inquiry junior lane leisure library lodge market memorial mews museum nursery park passage path place pool prize primary "
    "rise road row school secondary square stadium station street surgery terrace theatre tower trust university view villas "
    "walk ward way wharf wing wood works yard".split()
)
# No officer has these before their name.
HONOURS = frozenset("cllr councillor king lady lord mayor pope president prince princess queen saint sir".split())  # noqa: SIM905
AGE = re.compile(
    r",?\s?\(?(?:aged?\s)?(?:[4-9]|1\d)\)?(?=\s*(?:[,.;:!?\n\0–—-]|\Z)|\s(?:and|from|in|is|of|said|says|who)\b)"
)
ALIKE, NEARLY_THE_SAME = 0.6, 0.75  # of their letters
BEGINNING = 3  # letters: "Johnny" beside Johnathan
NEAR = 3  # words between the first and the last part of one name
VOTES = frozenset("children people population spending turnout".split())  # noqa: SIM905


def is_a_namesake(place: Place, *, is_given: bool) -> bool:
    """Whether what stands beside a part of a name, a given one or another, makes it that of a child or of somebody else."""
    if not place.has_capital or is_near_the_rest(place) or (place.before and place.before.word in WORK):
        return False
    if is_given and AGE.match(place.text_behind):
        return True
    if not (is_given or is_everyday(place.tokens[place.last].word)):
        return False
    return _is_before_a_surname(place) or (not is_given and _is_behind_a_given_name(place))


def may_be_a_place(place: Place) -> bool:
    """Whether it may be what a road, a school or a town is called."""
    before, behind = place.before, place.behind
    if not place.has_capital:
        return False
    if behind and place.space_behind.isspace() and behind.word in PLACES:
        return True
    return bool(before and before.word in (*INSIDE_A_PLACE, "st") and re.fullmatch(r"\.?\s+", place.space_before))


def is_counted_by(place: Place) -> bool:
    """Whether figures are told for each of it: "Votes by Ward"."""
    by, counted = place.before, place.second_before
    if by is None or counted is None or by.word != "by" or not place.words[counted.end : by.start].isspace():
        return False
    is_plural = counted.word.endswith("s") and is_english(counted.word.removesuffix("s"))
    return counted.word in VOTES or (is_plural and len(counted.word) > len("this"))


def are_alike(word: str, other: str, least: float = ALIKE) -> bool:
    """Whether a word may be another one misspelt, or its short form."""
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= least


def _are_the_same(word: str, other: str) -> bool:
    return word[:BEGINNING] == other[:BEGINNING] or are_alike(word, other, NEARLY_THE_SAME)


def is_near_the_rest(place: Place) -> bool:
    """Whether another part of the name stands near: "Rory James Patterson"."""
    first, behind = place.first, place.last + 1
    around = (*place.tokens[max(0, first - NEAR) : first], *place.tokens[behind : behind + NEAR])
    return any(_are_the_same(token.word, other) for token in around for other in place.others)


def _is_before_a_surname(place: Place) -> bool:
    """Whether a word with a capital follows that may be somebody's surname: "Karl Marx"."""
    behind = place.behind
    if behind is None or not place.space_behind.isspace():
        return False
    if place.before and place.before.word in HONOURS and place.space_before.isspace():
        return behind.written[0].isupper()
    if len(behind.written) == 1:  # "Malcolm X"
        return behind.written.isupper() and behind.written not in (*place.initials, "A", "I")
    is_title = place.before is not None and place.before.word in TITLES and place.space_before.strip(".").isspace()
    return (
        _may_be_a_name(behind)
        and (is_title or _is_of_a_place(place, behind) or not _is_a_word(behind.word))
        and not _is_done(place, behind)
    )


def _is_of_a_place(place: Place, behind: Token) -> bool:
    """Whether a word with a capital belongs to what a place is called: "Maggie Blake's Cause"."""
    following = re.match(r"(?:['’]s)? (\w+)", place.words[behind.end : behind.end + AROUND])
    return bool(following and following[1][0].isupper() and following[1].casefold() in PLACES)


def _is_a_word(word: str) -> bool:
    """Whether a word with a capital is hardly a surname: "Chris Safeguarding Team"."""
    return is_ordinary(word) or word.endswith("ing")


def is_beside_the_rest(place: Place) -> bool:
    """Whether the other part of the name stands right beside it, even misspelt: "Kerry Critchlow"."""
    beside = ((place.before, place.space_before), (place.behind, place.space_behind))
    return any(
        token and space == " " and token.written[0].isupper() and are_alike(token.word, other, NEARLY_THE_SAME)
        for token, space in beside
        for other in place.others
    )


def _is_done(place: Place, behind: Token) -> bool:
    """Whether it is what somebody does, in a heading with a capital at each word: "Rory Visits School"."""
    is_verb = behind.word.endswith("s") and is_english(behind.word.removesuffix("s"))
    return is_verb and bool(re.match(r"\s[A-Z]", place.words[behind.end : behind.end + 2]))


def _is_behind_a_given_name(place: Place) -> bool:
    """Whether another's given name stands before a surname that many people have: "Andy Murray", "John F. Kennedy"."""
    before, further = place.before, place.second_before
    if before and before.word in HONOURS:
        return place.space_before.isspace()
    if before and further and len(before.written) == 1 and before.written not in place.initials:
        between = place.words[further.end : place.tokens[place.first].start]
        return bool(re.fullmatch(r"\s[A-Z]\.?\s", between)) and _may_be_a_name(further)
    if before is None or not place.space_before.isspace() or not _may_be_a_name(before):
        return False
    begins = further is None or not place.words[further.end : before.start].isspace()
    return is_given_name(before.word, begins_a_sentence=begins)


def _may_be_a_name(token: Token) -> bool:
    """Whether a word beside a name has a capital, and is no title and none of the words that stand beside names."""
    word = token.word
    is_other = word in TITLES or word in WORK or word in SAYING or is_date(word)
    is_just_a_word = is_very_common(word) and is_english(word)
    return token.written[0].isupper() and len(word) > 1 and not (is_other or is_just_a_word)
