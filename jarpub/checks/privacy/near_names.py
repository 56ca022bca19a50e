"""Surnames that are written nearly like those of people who are hidden: a slip, or another spelling, such as "Paterson"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from jarpub.checks.privacy.dictionary import is_everyday, is_proper, is_word
from jarpub.checks.privacy.protected import TITLES, HiddenPerson, Protected, parts_of

SHORTEST, LONGEST = 5, 30  # letters of a surname, of which a short one is near to too many words
LONG = 6  # letters of one whose vowels may be others
WORD = re.compile(rf"(?<![A-Za-z])(?:(Mac|Mc|O|De|Di|Da|Van|Von)['’ -])?([A-Za-z]{{{SHORTEST},{LONGEST}}})(?![A-Za-z])")
TITLED = re.compile(rf"\b(?:{'|'.join(sorted(TITLES))})\.?\s\Z", re.IGNORECASE)
SAME = (("^mac", "mc"), ("ph", "f"), ("ck|c(?=[aorul])", "k"), ("y", "i"), (r"(.)\1+", r"\1"))  # sound the same


class NearName(NamedTuple):
    """A word that is nearly a surname, where it stands in plain words, the surname, and whose it is."""

    start: int
    end: int
    surname: str
    person: HiddenPerson


@dataclass(frozen=True)
class NearNames:
    """The surnames of people who are hidden, by what is left of each without one letter, or without vowels."""

    protected: Protected

    def seen_in(self, words: str) -> Iterator[NearName]:
        """Each word that is no word of English and no name of the plan, and nearly the surname of somebody."""
        for match in WORD.finditer(words):
            particle, written = match.groups()
            has_title = bool(TITLED.search(words[max(0, match.start() - len("Professor. ")) : match.start()]))
            whole = self._kept(particle + written, has_title=has_title) if particle else None
            found = whole or self._kept(written, has_title=has_title)
            if found:
                yield NearName(match.start() if whole else match.start(2), match.end(), *found)

    def _kept(self, written: str, *, has_title: bool) -> tuple[str, HiddenPerson] | None:
        """The same each time: a text of a thousand paragraphs has few words that it has only once."""
        if (written, has_title) not in self._seen:
            self._seen[written, has_title] = self._near(written, has_title=has_title)
        return self._seen[written, has_title]

    @cached_property
    def _seen(self) -> dict[tuple[str, bool], tuple[str, HiddenPerson] | None]:
        return {}

    def _near(self, written: str, *, has_title: bool) -> tuple[str, HiddenPerson] | None:
        word = written.casefold()
        if word in self._known:
            return None
        near = next(self._sounding_like(word), None)
        is_only_a_word = near and (is_proper(word) or is_word(word) or (written[0].islower() and is_everyday(word)))
        return near if has_title or not is_only_a_word else None

    def _sounding_like(self, word: str) -> Iterator[tuple[str, HiddenPerson]]:
        for sound in dict.fromkeys((_sound(word), _sound(word.removesuffix("s")))):  # "the Patersens", too
            for surname, person in (each for key in _keys(sound) for each in self._by_key.get(key, ())):
                if _are_near(sound, _sound(surname.casefold())):
                    yield surname, person

    @cached_property
    def _known(self) -> frozenset[str]:
        names = (*self.protected.told, *(name for person in self.protected.people for name in person.written))
        parts = {part.casefold() for name in names for part in parts_of(name)}
        return frozenset({*parts, *(f"{part}s" for part in parts)})

    @cached_property
    def _by_key(self) -> Mapping[str, list[tuple[str, HiddenPerson]]]:
        found: dict[str, list[tuple[str, HiddenPerson]]] = {}
        for person in self.protected.people:
            for surname in {part for name in person.written for part in parts_of(name)[-1:] if len(part) >= SHORTEST}:
                for key in _keys(_sound(surname.casefold())):
                    found.setdefault(key, []).append((surname, person))
        return found


@cache
def _sound(word: str) -> str:
    """A word in which letters that sound the same are the same."""
    for written, sounds in SAME:
        word = re.sub(written, sounds, word)
    return word


def _keys(sound: str) -> list[str]:
    """What is left of a word without one of its letters, or without vowels: near words have one of these in common."""
    return [sound, *(sound[:at] + sound[at + 1 :] for at in range(len(sound))), _without_vowels(sound)]


def _without_vowels(sound: str) -> str:
    return "-" + re.sub("[aeiou]", "", sound)


def _are_near(one: str, other: str) -> bool:
    """Whether words begin alike and have one slip: a letter too many, too few, another, or two the wrong way round."""
    if one[0] != other[0]:
        return False
    if len(one) == len(other) >= LONG and _without_vowels(one) == _without_vowels(other):
        return True
    start = _alike(one, other)
    end = min(_alike(one[::-1], other[::-1]), len(one) - start, len(other) - start)
    left, other_left = one[start : len(one) - end], other[start : len(other) - end]
    return max(len(left), len(other_left)) <= 1 or left == other_left[::-1]


def _alike(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (a, b) in pairs if a != b), min(len(one), len(other)))
