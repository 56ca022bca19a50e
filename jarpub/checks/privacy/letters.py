"""Words as they look: the plain letter for each that a reader would take for it, and nothing that cannot be seen."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import NamedTuple

from jarpub.project.contact_details import MOST_LEVELS, percent_decoded

MARKS = frozenset({"Mn", "Me", "Cf"})  # accents, enclosing signs and what cannot be seen
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and signs of which nothing is seen
SURROGATES = range(0xD800, 0xE000)  # halves of letters
NAMED_LETTER = re.compile(r"\b(?:LETTER|LETTER SMALL CAPITAL) ([A-Z])(?: WITH .*)?$")
ESCAPE = re.compile(r"\\(?:u\{?)?([0-9a-fA-F]{1,6})\}?[ \t\n]?")  # of style sheets and of scripts
DIGIT_IN_A_WORD = re.compile(r"(?<=[A-Za-z])[013457]{1,2}(?=[A-Za-z])")
LIKE_DIGITS = str.maketrans("013457", "oleast")
TOKEN = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_A-Za-z]+")


FROM_THE_RIGHT = "\u202e"  # shows what follows it the other way round
TURNED = re.compile("\u202e([^\u202c\n\0]*)")


class Token(NamedTuple):
    """Letters that belong together, in small letters, as they are written, and where they stand."""

    word: str
    written: str
    start: int
    end: int


class Letters(dict[int, str]):
    """What each letter looks like, worked out when it is first met."""

    def __missing__(self, number: int) -> str:
        self[number] = found = _plain(chr(number))
        return found


PLAIN = Letters()


def plain(words: str) -> str:
    """The words in plain letters; those in codes of addresses, pages and style sheets are decoded."""
    if FROM_THE_RIGHT in words:
        words = TURNED.sub(lambda turned: turned[1][::-1], words)
    return DIGIT_IN_A_WORD.sub(lambda digits: digits[0].translate(LIKE_DIGITS), decoded(words).translate(PLAIN))


def seen(words: str) -> str:
    """The words without letters that nobody sees, such as the soft hyphens of a text that was pasted."""
    return words if words.isascii() else "".join(each for each in words if unicodedata.category(each) != "Cf")


def offset_in(words: str, offset: int) -> int:
    """Where the letter with this number in the plain words stands in the words themselves, as near as is known."""
    length = 0
    for number, letter in enumerate(words):
        length += len(PLAIN[ord(letter)])
        if length > offset:
            return number
    return len(words)


def tokens(words: str) -> list[Token]:
    """Plain words cut at capitals, digits and signs, as `McInnes` and `rory_patterson2` are."""
    return list(_tokens(words))


def decoded(words: str) -> str:
    """The words behind percent signs, entities and backslashes, at any level."""
    for _ in range(MOST_LEVELS):
        if "%" not in words and "&" not in words:
            break
        before, words = words, unescape(percent_decoded(words))
        if words == before:
            break
    return ESCAPE.sub(_escaped, words) if "\\" in words else words


def _tokens(words: str) -> Iterator[Token]:
    for match in TOKEN.finditer(words):
        yield Token(match[0].casefold(), match[0], match.start(), match.end())


def _escaped(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if 0 < number <= sys.maxunicode and number not in SURROGATES else match[0]


def _plain(letter: str) -> str:
    if letter.isascii():
        return letter
    return "".join(_looks_like(each) for each in unicodedata.normalize("NFKD", letter))


def _looks_like(letter: str) -> str:
    """An ASCII letter or sign for one that looks the same; nothing for what is not seen by itself."""
    if unicodedata.category(letter) in MARKS or letter in BLANKS:
        return ""
    if letter.isascii():
        return letter
    name = unicodedata.name(letter, "")
    named = NAMED_LETTER.search(name)
    if named and not name.startswith(("GREEK", "CYRILLIC")):
        return named[1].lower() if letter.islower() else named[1]
    return next(iter(_look_alikes(letter)), letter)


@cache
def _look_alikes(letter: str) -> tuple[str, ...]:
    """The ASCII letters and signs that Unicode says can be confused with one; digits are left as they are."""
    from confusable_homoglyphs.confusables import confusables_data

    if unicodedata.category(letter)[0] == "N":
        return ()
    alike = (each["c"] for each in confusables_data.get(letter, ()))
    bare = ("".join(part for part in each if unicodedata.category(part) not in MARKS) for each in alike)
    return tuple(each for each in bare if len(each) == 1 and each.isascii())
