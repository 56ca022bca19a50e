"""Initials and short forms in capitals that are hidden, with full stops or spaces or without."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from jarpub.checks.privacy.context import is_meant
from jarpub.checks.privacy.dictionary import is_english, is_everyday, is_short_form
from jarpub.checks.privacy.letters import Token
from jarpub.checks.privacy.place import Place

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
BETWEEN = re.compile(r"\.?[ \n]?")
LONGEST_POSTCODE = 8
SHORTEST_TERM = 3  # letters of one that is found in small letters, too
BEHIND_A_STEP = re.compile(r"[\s/?#>.,]|\Z")  # of a path
LANGUAGE = re.compile(r"(?<![^\n\0])[a-z]{2}-[A-Z]{2}(?![^\n\0])")  # en-GB, by itself


class Hidden(NamedTuple):
    """What some capitals are, and whose, if they are somebody's."""

    what: str
    whose: str


def capitals_in(
    words: str, found: Sequence[Token], hidden: Mapping[str, Hidden], short_forms: Collection[str] = ()
) -> Iterator[tuple[Hidden, int, int]]:
    """What `hidden` says of each run of letters that it has, and where the run stands in the plain words.

    Of somebody's initials a short form that everybody uses, or that is among `short_forms`, is one only where it must be.
    """
    longest = max(map(len, hidden), default=0)
    for first in range(len(found)):
        joined = ""
        for last in range(first, min(first + longest, len(found))):
            between = words[found[last - 1].end : found[last].start] if last > first else ""
            if not BETWEEN.fullmatch(between):
                break
            joined += found[last].written
            letters = joined.removesuffix("s") if joined[:-1].isupper() else joined
            start, end = found[first].start, found[last].end
            if letters.upper() not in hidden or not _is_by_itself(words, start, end):
                continue
            what = hidden[letters.upper()]
            explained = letters in short_forms
            is_short = explained or is_short_form(letters.upper())
            if _is_it(Place(words, found, first, last), letters, what, is_short=is_short, explained=explained):
                yield what, start, end


def _is_it(place: Place, letters: str, what: Hidden, *, is_short: bool, explained: bool) -> bool:
    """Whether letters are what is hidden: in capitals, an inner term in small letters that no word has, or a mailbox."""
    text = place.words
    start, end = place.tokens[place.first].start, place.tokens[place.last].end
    if not letters.isupper():
        is_word = is_english(letters.lower()) and is_everyday(letters.lower())
        if what.whose:
            return not is_short and _is_a_mailbox(text, start, end)
        return len(letters) >= SHORTEST_TERM and not is_word and text[start:end].isalpha()
    if not what.whose:
        return not (letters == "PS" and place.begins_a_sentence and text[end : end + 1] in (".", ":"))
    return not is_short or is_meant(place, alone=not explained)


def _is_a_mailbox(text: str, start: int, end: int) -> bool:
    """Whether letters are all that stands before an at-sign, or a step of a path."""
    before = text[max(0, start - 1) : start]
    if text[end : end + 1] == "@":
        return not before.strip("/:<,; \n\0")
    return before == "/" and bool(BEHIND_A_STEP.match(text, end))


def _is_by_itself(words: str, start: int, end: int) -> bool:
    """Whether no letter or digit stands beside it, and it is no part of a postcode or of the code of a language."""
    if words[max(0, start - 1) : start].isalnum() or words[end : end + 1].isalnum():
        return False
    if LANGUAGE.match(words, start - len("en-"), end + 1):
        return False
    around = words[max(0, start - LONGEST_POSTCODE) : end + LONGEST_POSTCODE]
    return not any(words[start:end] in code for code in POSTCODE.findall(around))
