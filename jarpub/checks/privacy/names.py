"""The names of people who are hidden, whatever stands between their letters, and whether they are names where they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from jarpub.checks.privacy.context import Certainty, standing
from jarpub.checks.privacy.dictionary import SHORTEST_NAME, is_everyday, is_ordinary
from jarpub.checks.privacy.letters import Token, tokens
from jarpub.checks.privacy.place import END, Place
from jarpub.checks.privacy.protected import PARTICLES, HiddenPerson, Protected, parts_of

GLUE = frozenset(("", "_", ".", "-"))
MOST_BETWEEN = 12  # letters between two parts of a name
WHOLE = "the name"  # what is said of a sighting that is all of it
# What is glued to names in addresses and in the names of files.
GLUED = tuple("ask by call contact dear dr email from head lead miss mr mrs ms office team to".split())  # noqa: SIM905


class Form(NamedTuple):
    """One way to write somebody's name: whole or in part, and behind how many of its letters it may be broken."""

    person: int
    is_whole: bool
    breaks: frozenset[int]
    parts: tuple[str, ...]
    others: tuple[str, ...] = ()  # the other parts
    is_glued: bool = False  # whether something is glued to it
    is_given: bool = False  # whether it is not the last part


@dataclass(frozen=True)
class Sighting:
    """Words that are somebody's name, or may be, and where they stand in the plain words."""

    what: str
    person: HiddenPerson
    start: int
    end: int
    certainty: Certainty


@dataclass(frozen=True)
class Names:
    """Every form of every name that is hidden, by its letters."""

    protected: Protected

    def seen_in(self, words: str, found: Sequence[Token]) -> Iterator[Sighting]:
        """Each form in plain words cut into tokens; a whole name hides its parts, and so does one that may be told."""
        pairs = _pairs(words, found)
        free = 0  # the first token that no whole name has
        for first, last, form in self._forms_in(words, found):
            if first < free:
                continue
            if form.is_whole:
                free = last + 1
            if form.person < 0:  # somebody who may be named
                continue
            place = Place(words, found, first, last, pairs, form.others)
            certainty = standing(place, form.parts, is_whole=form.is_whole, is_given=form.is_given)
            if certainty:
                whose = self.protected.people[form.person]
                what = WHOLE if form.is_whole else "part of the name"
                yield Sighting(what, whose, found[first].start, found[last].end, certainty)

    @cached_property
    def forms(self) -> Mapping[str, tuple[Form, ...]]:
        """The forms by their letters."""
        found: dict[str, dict[Form, None]] = {}
        for name in self.protected.told:
            for letters, form in _whole(-1, parts_of(name)):
                found.setdefault(letters, {})[form] = None
        told = {part.casefold() for name in self.protected.told for part in parts_of(name)}
        for number, person in enumerate(self.protected.people):
            for name in person.written:
                for letters, form in _forms(number, parts_of(name)):
                    if letters not in told:
                        found.setdefault(letters, {})[form] = None
        return {letters: tuple(forms) for letters, forms in found.items()}

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(letters[:end] for letters in self.forms for end in range(1, len(letters) + 1))

    def _forms_in(self, words: str, found: Sequence[Token]) -> Iterator[tuple[int, int, Form]]:
        """The first and the last token of each form, the longest of those that begin at a token first."""
        for first, token in enumerate(found):
            if token.word not in self._beginnings and not token.word.endswith("s"):
                continue  # nearly all of them: nothing begins here
            ways = list(self._beginning_at(words, found, first))
            yield from sorted(ways, key=lambda way: (not way[2].is_whole, -way[1]))

    def _beginning_at(self, words: str, found: Sequence[Token], first: int) -> Iterator[tuple[int, int, Form]]:
        joined, breaks = "", [0]
        for last in range(first, len(found)):
            between = words[found[last - 1].end : found[last].start] if last > first else ""
            if END in between or len(between) > MOST_BETWEEN:
                return
            joined += found[last].word
            for letters in self._without_ending(joined) if len(found[last].word) > len("es") else [joined]:
                for form in self.forms.get(letters, ()):
                    if _fits(words, found[first : last + 1], breaks, form):
                        yield first, last, form
            if joined not in self._beginnings:
                return
            breaks.append(len(joined))

    def _without_ending(self, letters: str) -> Iterator[str]:
        """The letters, and those without the ending of a plural: no everyday word is one of a name that is no word."""
        yield letters
        for ending in ("s", "es") if letters.endswith("s") else ():
            bare = letters.removesuffix(ending)
            if bare != letters and bare in self.forms and (is_ordinary(bare) or not is_everyday(letters)):
                yield bare


def _pairs(words: str, found: Sequence[Token]) -> frozenset[tuple[str, str]]:
    """Each two words in small letters that stand beside each other."""
    return frozenset(
        (first.written, second.written)
        for first, second in pairwise(found)
        if first.written.islower() and second.written.islower() and words[first.end : second.start] == " "
    )


def _forms(person: int, parts: Sequence[str]) -> Iterator[tuple[str, Form]]:
    """A name whole, either way round, its parts, and its parts with an initial at them."""
    yield from _whole(person, parts)
    small = [part.casefold() for part in parts]
    for number, (part, written) in enumerate(zip(small, parts, strict=True), 1):
        if len(part) > 1 and part not in PARTICLES:
            others = tuple(other for other in small if other != part)
            yield part, Form(person, False, _own_breaks(written), (part,), others, is_given=number < len(small))
    if len(small) > 1:
        first, last = small[0], small[-1]
        for initial, part in ((first[0], last), (last[0], first)):
            yield from _glued(person, part, (initial,))
    for part in small:
        yield from _glued(person, part, GLUED)


def _glued(person: int, part: str, others: Iterable[str]) -> Iterator[tuple[str, Form]]:
    """A part of a name with something glued to it, as in an address."""
    if len(part) >= SHORTEST_NAME and part not in PARTICLES:
        for letters in (both for other in others for both in (other + part, part + other)):
            yield letters, Form(person, False, frozenset(), (letters,), is_glued=True)


def _whole(person: int, parts: Sequence[str]) -> Iterator[tuple[str, Form]]:
    """The name as it is written and with the last part first, and without what is between the first and the last."""
    if not parts[1:]:
        return
    orders = {tuple(parts), (*parts[1:], parts[0]), (parts[-1], *parts[:-1]), (parts[0], parts[-1])}
    for order in sorted(orders | {(parts[-1], parts[0])}):
        small = tuple(part.casefold() for part in order)
        ends = [sum(map(len, small[: number + 1])) for number in range(len(small))]
        own = {
            sum(map(len, small[:number])) + inside for number, part in enumerate(order) for inside in _own_breaks(part)
        }
        yield "".join(small), Form(person, True, frozenset({*ends, *own}), small)


def _own_breaks(part: str) -> frozenset[int]:
    """Where a part of a name may have a space in it: Mc Innes, O Brien, Smith Jones."""
    return frozenset(token.start for token in tokens(part) if token.start)


def _fits(words: str, run: Sequence[Token], breaks: Sequence[int], form: Form) -> bool:
    """Whether what stands between the letters can stand inside this form of a name."""
    between = [words[before.end : behind.start] for before, behind in pairwise(run)]
    if form.is_glued and (not set(between) <= GLUE or is_everyday("".join(form.parts))):
        return False
    if len(run) > 1 and all(len(token.word) == 1 for token in run):
        return True  # letter by letter
    odd = [
        number for number in range(1, len(run)) if breaks[number] not in form.breaks and not _joins(between[number - 1])
    ]
    return not odd or not all(is_everyday(run[side].word) for number in odd for side in (number - 1, number))


def _joins(between: str) -> bool:
    """Whether two pieces are one word to a reader: glued, or with a hyphen or an apostrophe, at the end of a line too."""
    return between.strip("\n ") in ("", "-", "'", "’", "‐") and between not in {" ", "\n"}
