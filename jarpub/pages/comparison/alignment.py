"""Which elements of one version of a page are those of the other."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeAlias

from jarpub.pages.comparison.words import looks_of
from jarpub.pages.page_tree import Element

Step: TypeAlias = tuple[int, int, float]  # to which place in each row, and what is gained by it
Pair: TypeAlias = "tuple[Element | None, Element | None]"  # without one of them, the other is new or gone

ALIKE = 0.45  # from which on two elements are taken for versions of one
NAMED, NAMED_OTHERWISE = 0.6, 0.5  # what the same id adds, and what another one leaves of how alike two are
MOST = 40_000  # pairs that are looked at: of more, only those at the same place
STAYS = frozenset({"data-value", "data-width", "id", "aria-label"})  # attributes that make no other kind of element


def paired(old: Sequence[Element], new: Sequence[Element]) -> Iterator[Pair]:
    """All elements of both in one row: each beside its other version, if it has one; what is gone comes first."""
    matcher = SequenceMatcher(None, list(map(looks_of, old)), list(map(looks_of, new)), autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[start:end], new[new_start:new_end], strict=True)
        else:
            yield from _paired_in_gap(old[start:end], new[new_start:new_end])


def kind_of(element: Element) -> object:
    """What two versions of an element have in common: its tag and its class, of a table its columns, of a row its cells."""
    own = (element.tag, tuple(sorted(each for each in element.attributes.items() if each[0] not in STAYS)))
    if element.tag == "table":
        return own, _columns(element)
    return (own, *map(kind_of, element.elements)) if element.tag == "tr" else own


def _columns(table: Element) -> int:
    row = next(each for each in table.walk() if each.tag == "tr")
    return sum(int(cell.attributes.get("colspan", "1")) for cell in row.elements)


def _paired_in_gap(old: Sequence[Element], new: Sequence[Element]) -> Iterator[Pair]:
    found = _best_pairs(old, new)
    start = new_start = 0
    for at, new_at in [*found, (len(old), len(new))]:
        yield from ((each, None) for each in old[start:at])
        yield from ((None, each) for each in new[new_start:new_at])
        if at < len(old) and new_at < len(new):
            yield old[at], new[new_at]
        start, new_start = at + 1, new_at + 1


def _best_pairs(old: Sequence[Element], new: Sequence[Element]) -> list[tuple[int, int]]:
    """The pairs, in order, that are alike the most together."""
    if len(old) == len(new) == 1 and kind_of(old[0]) == kind_of(new[0]) and not _are_others(old[0], new[0]):
        return [(0, 0)]
    if len(old) * len(new) > MOST:
        return [(at, at) for at, both in enumerate(zip(old, new, strict=False)) if _likeness(*both)]
    likeness = [[_likeness(one, other) for other in new] for one in old]

    def step(at: int, other: int) -> Iterator[Step]:
        if at < len(old) and other < len(new) and likeness[at][other]:
            yield at + 1, other + 1, likeness[at][other]

    way = [(0, 0), *best_way(len(old), len(new), step)]
    return [here for here, there in pairwise(way) if here[0] < there[0] and here[1] < there[1]]


def best_way(old: int, new: int, steps: Callable[[int, int], Iterable[Step]]) -> list[tuple[int, int]]:
    """The places by which one comes through two rows of so many, where all that is gained on the way is the most.

    `steps` are where one may go on from a place, and what is gained; one may always leave out what comes next in a row.
    """
    best = {(old, new): 0.0}

    def onwards(at: int, other: int) -> Iterator[Step]:
        yield from steps(at, other)
        yield from ((at + 1, other, 0.0),) if at < old else ()
        yield from ((at, other + 1, 0.0),) if other < new else ()

    for at in reversed(range(old + 1)):
        for other in reversed(range(new + 1)):
            if (at, other) != (old, new):
                best[at, other] = max(gain + best[then, there] for then, there, gain in onwards(at, other))
    way, place = [], (0, 0)
    while place != (old, new):
        place = next((then, there) for then, there, gain in onwards(*place) if gain + best[then, there] == best[place])
        way.append(place)
    return way


def _likeness(old: Element, new: Element) -> float:
    """How alike two elements are, from 0 to 1; 0 for those that are no versions of one."""
    if kind_of(old) != kind_of(new):
        return 0.0
    alike = _shared_words(old, new)
    if "id" in old.attributes and "id" in new.attributes:
        is_named = old.attributes["id"] == new.attributes["id"]
        alike = NAMED + alike * (1 - NAMED) if is_named else alike * NAMED_OTHERWISE
    return alike if alike >= ALIKE else 0.0


def _are_others(old: Element, new: Element) -> bool:
    """Whether each has an id, and they are not the same."""
    return len({each.attributes.get("id", "") for each in (old, new)} - {""}) > 1


def _shared_words(old: Element, new: Element) -> float:
    before, now = _word_counts(old), _word_counts(new)
    both = before.total() + now.total()
    return 2 * (before & now).total() / both if both else 1.0


def _word_counts(element: Element) -> Counter[str]:
    """How often it has each word: kept, since it is asked beside many others."""
    kept: Counter[str] | None = element.__dict__.get("_word_counts")
    if kept is None:
        kept = element.__dict__["_word_counts"] = Counter(element.text().split())
    return kept
