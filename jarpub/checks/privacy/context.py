"""Whether a word that is a part of somebody's name is their name where it stands, or only a word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jarpub.checks.privacy.dictionary import is_ordinary, is_proper, is_very_common
from jarpub.checks.privacy.letters import Token
from jarpub.checks.privacy.protected import TITLES, WORK

Certainty = Literal["name", "question"]
SAYING = frozenset(
    "said says told tells asked asks led leads wrote writes added adds explained explains agreed agrees".split()  # noqa: SIM905
)
# What somebody will do; a page or a ward will do other things.
WILL = re.compile(
    r"(?:will|has|is|can|is going to) (?:be )?(?:ask|call|email|help|lead|meet|read|reply|ring|speak|talk|tell|write|visit)"
)
ADDRESSING = frozenset(
    "ask asked by call contact email led meet phone ring said says speak tell telling thank thanked thanks told".split()  # noqa: SIM905
)
LABELS = frozenset("author director lead leads manager name officer officers owner signed".split())  # noqa: SIM905
SPEAKING_TO = re.compile(r"\b(?:speak|talk|write|reply|report|reported) (?:to|with) $", re.IGNORECASE)
# After these a word with a capital may be a place, as in "from Peckham", or belong to the sentence.
BEFORE_A_PLACE = frozenset(
    "a across an and around at each every from in near no of one or our outside that the their this through to your".split()  # noqa: SIM905
)
INSIDE_A_PLACE = frozenset("across around in near outside".split())  # noqa: SIM905
PLACES = frozenset(
    "academy avenue baths bridge centre church clinic close club college court estate gardens green grove hall hill hospital "  # noqa: SIM905
    "house lane leisure library lodge market park place pool primary road row school secondary square station street surgery "
    "terrace theatre walk ward way wharf wood yard".split()
)
INITIALS = (2, 3)  # letters
LONGEST_VERB = 40  # letters, with what belongs to it
SENTENCE_END = re.compile(r"[.!?:;•|\n\0\"“”()\[\]/]|[–—-] ")


@dataclass(frozen=True)
class Place:
    """Some tokens of plain words, and what stands around them."""

    words: str
    tokens: Sequence[Token]
    first: int
    last: int
    pairs: frozenset[tuple[str, str]] = frozenset()  # each two words in small letters, beside each other
    initials: str = ""  # of the rest of the name

    @property
    def before(self) -> Token | None:
        """The token before them, of the same text."""
        return self.tokens[self.first - 1] if self.first and "\0" not in self.space_before else None

    @property
    def behind(self) -> Token | None:
        """The token behind them, of the same text."""
        has_one = self.last + 1 < len(self.tokens) and "\0" not in self.space_behind
        return self.tokens[self.last + 1] if has_one else None

    @property
    def space_before(self) -> str:
        """What stands between them and the token before."""
        return self.words[self.tokens[self.first - 1].end if self.first else 0 : self.tokens[self.first].start]

    @property
    def space_behind(self) -> str:
        """What stands between them and the token behind."""
        has_one = self.last + 1 < len(self.tokens)
        return self.words[self.tokens[self.last].end : self.tokens[self.last + 1].start if has_one else None]

    @property
    def has_capital(self) -> bool:
        """Whether each word of them has a capital."""
        return all(token.written[0].isupper() or not self._begins(token) for token in self._own)

    @property
    def is_all_capitals(self) -> bool:
        """Whether they are in capitals, and so is what stands beside them."""
        beside = [token for token in (self.before, self.behind) if token and len(token.written) > 1]
        return all(token.written.isupper() for token in (*self._own, *beside))

    @property
    def begins_a_sentence(self) -> bool:
        """Whether a capital could be that of a sentence, a heading or an entry of a list."""
        return self.before is None or bool(SENTENCE_END.search(self.space_before))

    @property
    def is_set_apart(self) -> bool:
        """Whether signs stand between their words where a sentence has spaces, as in an address."""
        between = self.words[self.tokens[self.first].start : self.tokens[self.last].end]
        return self.first != self.last and not re.search(r"\s", between)

    @property
    def _own(self) -> Sequence[Token]:
        return self.tokens[self.first : self.last + 1]

    def _begins(self, token: Token) -> bool:
        return token.start == 0 or not self.words[token.start - 1].isalpha()


def standing(place: Place, parts: Sequence[str], *, is_whole: bool) -> Certainty | None:
    """What some tokens are that are a whole name, or one part of one: a name, a question, or nothing."""
    ordinary = all(is_ordinary(part) for part in parts)
    if not ordinary and (is_whole or not _may_be_a_place(place)):
        return "name"
    if _is_made_a_name(place) or (is_whole and (place.has_capital or place.is_set_apart)):
        return "name"
    if not place.has_capital or is_whole:
        return None
    return _by_its_capital(place) if ordinary else "question"


def is_meant(place: Place) -> bool:
    """Whether capitals that everybody uses for something else stand where only somebody or an office can stand."""
    before, behind = place.before, place.behind
    if (before is None or "\n" in place.space_before) and (behind is None or "\n" in place.space_behind):
        return True
    if _has_a_title(place) or _has_initials(place):
        return True
    if behind and re.fullmatch(r"\.?\s+", place.space_behind) and behind.word in (*SAYING, "has", "is", "will"):
        return True
    return _is_spoken_to(place)


def _by_its_capital(place: Place) -> Certainty | None:
    """What a word with a capital is, which is no name by itself and that nothing beside it makes one."""
    word = place.tokens[place.last].word
    is_glued = (place.before and not place.space_before) or (place.behind and not place.space_behind)
    if is_glued or is_proper(word) or place.is_all_capitals or _has_a_number(place):
        return None
    if place.begins_a_sentence and (is_very_common(word) or _is_said_in_small_letters(place)):
        return None
    if place.begins_a_sentence or _may_be_a_place(place) or _is_in_a_title(place):
        return "question"
    if place.before and place.before.word in BEFORE_A_PLACE and place.space_before.isspace():
        return "question"
    return "name"


def _is_said_in_small_letters(place: Place) -> bool:
    """Whether the same words stand elsewhere as words: "young people" beside "Young people"."""
    behind = place.behind
    return bool(behind and (place.tokens[place.last].word, behind.written) in place.pairs)


def _is_made_a_name(place: Place) -> bool:
    """Whether a title, an initial, other initials, or a word such as "said" stands beside it."""
    return _has_a_title(place) or _has_initials(place) or (place.has_capital and _speaks_or_is_spoken_to(place))


def _has_a_title(place: Place) -> bool:
    before = place.before
    if before is None or not re.fullmatch(r"\.?\s*", place.space_before):
        return False
    return before.word in TITLES or (before.word in WORK and place.has_capital and not place.begins_a_sentence)


def _has_initials(place: Place) -> bool:
    """Whether it stands in brackets, beside an initial with a full stop, or beside initials behind a stroke."""
    before, behind = place.before, place.behind
    if place.has_capital and place.space_before.endswith("(") and place.space_behind.startswith(")"):
        return True
    if before and len(before.written) == 1:
        dotted = re.fullmatch(r"\.[ \u00a0]?", place.space_before) or (not place.space_before and place.has_capital)
        apart = place.space_before == " " and before.written in place.initials and before.written not in "AI"
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


def _speaks_or_is_spoken_to(place: Place) -> bool:
    """Whether a person is meant by the verb beside it; "by April" and "in Jordan" are no persons' verbs."""
    if place.is_all_capitals:
        return False
    if _speaks(place) or _is_talked_to(place):
        return True
    is_doubtful = is_proper(place.tokens[place.last].word) or _is_in_a_title(place) or _has_a_number(place)
    return not is_doubtful and _is_spoken_to(place)


def _speaks(place: Place) -> bool:
    """Whether what stands behind it is something that only people do."""
    owned = re.match(r"['’]s(?=\s)", place.words[place.tokens[place.last].end :])
    behind = place.words[place.tokens[place.last].end + (owned.end() if owned else 0) :][:LONGEST_VERB]
    verb = re.match(r"\s+([A-Za-z]+)", behind)
    return bool(verb and (verb[1].casefold() in SAYING or WILL.match(behind.lstrip())))


def _is_spoken_to(place: Place) -> bool:
    """Whether it stands behind a word such as "ask" or "by", or behind a label such as "Lead:"."""
    if _is_talked_to(place):
        return True
    if place.before is None or not re.fullmatch(r":?\s+", place.space_before):
        return False
    return place.before.word in ADDRESSING or (place.before.word in LABELS and ":" in place.space_before)


def _is_talked_to(place: Place) -> bool:
    start = place.tokens[place.first].start
    return bool(SPEAKING_TO.search(place.words[max(0, start - LONGEST_VERB) : start]))


def _has_a_number(place: Place) -> bool:
    return bool(re.match(r"\s*\d", place.space_behind))


def _is_in_a_title(place: Place) -> bool:
    """Whether a word beside it has a capital too, as in "Peckham Ward" and "Young Southwark"."""
    beside = ((place.before, place.space_before), (place.behind, place.space_behind))
    return any(
        token and space.isspace() and token.written[0].isupper() and token.word not in SAYING for token, space in beside
    ) and not (place.before and place.before.word in ADDRESSING and place.before.written.islower())


def _may_be_a_place(place: Place) -> bool:
    """Whether it may be what a road, a school or a town is called."""
    before, behind = place.before, place.behind
    if not place.has_capital:
        return False
    if behind and place.space_behind.isspace() and behind.word in PLACES:
        return True
    return bool(before and before.word in INSIDE_A_PLACE and place.space_before.isspace())
