"""Initials and short forms in capitals that are hidden, with full stops or spaces or without."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jarpub.checks.privacy.context import Place, is_meant
from jarpub.checks.privacy.dictionary import is_short_form
from jarpub.checks.privacy.letters import Token

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
BETWEEN = re.compile(r"\.?[ \n]?")
LONGEST_POSTCODE = 8
LANGUAGE = re.compile(r"(?<![^\n\0])[a-z]{2}-[A-Z]{2}(?![^\n\0])")  # en-GB, by itself


class Hidden(NamedTuple):
    """What some capitals are, and whose, if they are somebody's."""

    what: str
    whose: str


def capitals_in(words: str, found: Sequence[Token], hidden: Mapping[str, Hidden]) -> Iterator[tuple[Hidden, int, int]]:
    """What `hidden` says of each run of capitals that it has, and where the run stands in the plain words."""
    longest = max(map(len, hidden), default=0)
    for first in range(len(found)):
        joined = ""
        for last in range(first, min(first + longest, len(found))):
            between = words[found[last - 1].end : found[last].start] if last > first else ""
            if not found[last].written[0].isupper() or not BETWEEN.fullmatch(between):
                break
            joined += found[last].written
            letters = joined.removesuffix("s")
            start, end = found[first].start, found[last].end
            if letters in hidden and _is_by_itself(words, start, end):
                place = Place(words, found, first, last)
                if not is_short_form(letters) or is_meant(place):
                    yield hidden[letters], start, end


def _is_by_itself(words: str, start: int, end: int) -> bool:
    """Whether no letter or digit stands beside it, and it is no part of a postcode or of the code of a language."""
    if words[max(0, start - 1) : start].isalnum() or words[end : end + 1].isalnum():
        return False
    if LANGUAGE.match(words, start - len("en-"), end + 1):
        return False
    around = words[max(0, start - LONGEST_POSTCODE) : end + LONGEST_POSTCODE]
    return not any(words[start:end] in code for code in POSTCODE.findall(around))
