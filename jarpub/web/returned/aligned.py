"""Two texts side by side: each paragraph as it was sent beside what became of it.

What is alike is found by its words alone, since no mark in a file survives every program that people open it in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import pairwise

from jarpub.formats.docx.returned.text import Block, Paragraph, Row, Table, paragraphs_in
from jarpub.pages.comparison.alignment import ALIKE, MOST, Step, best_way
from jarpub.pages.quotation_marks import straight
from jarpub.web.returned.base import SentBlock, SentParagraph, SentRow, SentTable, paragraphs

OF_A_ROW = 0.2  # at least, of what a row of a table became
MERGED = 0.6  # at least, where a paragraph was joined to the next, or cut in two
SPACE = {ord(space): " " for space in "\u00a0\u202f\u2009\u2007\u2002\u2003\n\r\v\f"}


@dataclass(frozen=True)
class Pair:
    """Paragraphs as they were sent, and those that they became; one side is empty where some are new or gone."""

    before: tuple[SentParagraph, ...]
    now: tuple[Paragraph, ...]
    is_new_row: bool = False


@dataclass(frozen=True)
class _Item:
    """A paragraph, a table or a row, with the words by which it is known."""

    key: str
    value: "SentBlock | Block | SentRow | Row"

    @property
    def is_table(self) -> bool:
        return isinstance(self.value, SentTable | Table)

    @property
    def is_new(self) -> bool:
        """Whether Word recorded that all of it was put in: it cannot be what another became."""
        if isinstance(self.value, Row):
            return self.value.new is not None
        return isinstance(self.value, Paragraph) and bool(self.value.runs) and all(run.new for run in self.value.runs)

    def may_be(self, other: "_Item") -> bool:
        """Whether it may stand for another where nothing tells: of a row, something must be left."""
        is_row = isinstance(self.value, SentRow)
        return (
            self.is_table == other.is_table
            and not other.is_new
            and (not is_row or likeness(self.key, other.key) >= OF_A_ROW)
        )


def normal(words: str) -> str:
    """Words as they are compared: letter for letter, with plain spaces and straight marks."""
    return straight(words.translate(SPACE))


def aligned(before: Sequence[SentBlock], now: Sequence[Block]) -> Iterator[Pair]:
    """Every paragraph of two texts, in the order in which they came back, those that are gone where they stood."""
    old, new = _items(before), _items(now)
    if sum(each.is_table for each in old) != sum(each.is_table for each in new):
        # A table was made text, or text a table: what is in its cells is looked for one by one.
        old, new = _items(paragraphs(before)), _items(_flat(now))
    for some, others in _matched(old, new):
        yield from _pairs(some, others)


def _pairs(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[Pair]:
    """What became of some blocks that belong together."""
    if len(old) == len(new) == 1 and isinstance(old[0].value, SentTable) and isinstance(new[0].value, Table):
        yield from _rows(old[0].value, new[0].value)
        return
    before = tuple(paragraphs([each.value for each in old if isinstance(each.value, SentParagraph | SentTable)]))
    yield Pair(before, tuple(_flat([each.value for each in new if isinstance(each.value, Paragraph | Table)])))


def _rows(before: SentTable, now: Table) -> Iterator[Pair]:
    old = [_Item(_key(paragraphs(_cells_of(row))), row) for row in before.rows]
    new = [_Item(_key(_flat(_cells_of(row))), row) for row in now.rows]
    for some, others in _matched(old, new):
        if len(some) == len(others) == 1 and isinstance(some[0].value, SentRow) and isinstance(others[0].value, Row):
            yield from _cells(some[0].value, others[0].value)
            continue
        gone = [block for each in some if isinstance(each.value, SentRow) for block in _cells_of(each.value)]
        added = [block for each in others if isinstance(each.value, Row) for block in _cells_of(each.value)]
        yield Pair(tuple(paragraphs(gone)), tuple(_flat(added)), is_new_row=bool(others))


def _cells(before: SentRow, now: Row) -> Iterator[Pair]:
    if len(before.cells) != len(now.cells):
        yield from aligned(_cells_of(before), _cells_of(now))
        return
    for some, others in zip(before.cells, now.cells, strict=True):
        yield from aligned(some, others)


def _cells_of(row: "SentRow | Row") -> list:  # type: ignore[type-arg]  # blocks of the one or of the other kind
    return [block for cell in row.cells for block in cell]


def _items(blocks: Iterable["SentBlock | Block"]) -> list[_Item]:
    """The blocks that say something."""
    found = [_Item(_words(block), block) for block in blocks]
    return [each for each in found if each.key.strip() or each.is_table]


def _words(block: "SentBlock | Block") -> str:
    if isinstance(block, SentParagraph | Paragraph):
        return normal(block.words).strip()
    return _key(paragraphs([block]) if isinstance(block, SentTable) else _flat([block]))


def _key(paragraphs: Iterable["SentParagraph | Paragraph"]) -> str:
    return "\n".join(normal(each.words).strip() for each in paragraphs)


def _flat(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The paragraphs that say something, or on which somebody does."""
    return (each for each in paragraphs_in(blocks) if each.words.strip() or any(run.comments for run in each.runs))


def _matched(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[tuple[Sequence[_Item], Sequence[_Item]]]:
    """The same words beside one another; between them what is most alike."""
    same = SequenceMatcher(None, [each.key for each in old], [each.key for each in new], autojunk=False)
    for kind, start, end, new_start, new_end in same.get_opcodes():
        if kind == "equal":
            yield from (([one], [other]) for one, other in zip(old[start:end], new[new_start:new_end], strict=True))
        else:
            yield from _most_alike(old[start:end], new[new_start:new_end])


def _most_alike(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[tuple[Sequence[_Item], Sequence[_Item]]]:
    """The pairs that are most alike as a whole; one paragraph may have become two, and two one."""
    if len(old) == len(new) == 1 or not old or not new or len(old) * len(new) > MOST:
        yield from _in_order(old, new)
        return
    steps = [(0, 0), *best_way(len(old), len(new), partial(_steps, old, new))]
    waiting: tuple[list[_Item], list[_Item]] = ([], [])
    for (at, new_at), (then, new_then) in pairwise(steps):
        some, others = old[at:then], new[new_at:new_then]
        if some and others:
            yield from _in_order(*waiting)
            waiting = ([], [])
            yield some, others
        else:
            waiting[0].extend(some)
            waiting[1].extend(others)
    yield from _in_order(*waiting)


def _in_order(old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[tuple[Sequence[_Item], Sequence[_Item]]]:
    """As many as there were stand for one another in their order, where nothing else tells; others are new, or gone."""
    if len(old) == len(new) and all(some.may_be(other) for some, other in zip(old, new, strict=True)):
        yield from (([some], [other]) for some, other in zip(old, new, strict=True))
        return
    yield from (([each], []) for each in old)
    yield from (([], [each]) for each in new)


def _steps(old: Sequence[_Item], new: Sequence[_Item], at: int, new_at: int) -> Iterator[Step]:
    """What the next may have become, one or two of them, and how alike that is."""
    for count, new_count, least in ((1, 1, ALIKE), (2, 1, MERGED), (1, 2, MERGED)):
        some, others = old[at : at + count], new[new_at : new_at + new_count]
        if len(some) < count or len(others) < new_count:
            continue
        if count != new_count and not all(
            isinstance(each.value, SentParagraph | Paragraph) for each in (*some, *others)
        ):
            continue  # nobody joins rows, or tables
        if some[0].is_table == others[0].is_table and not any(each.is_new for each in others):
            found = likeness(" ".join(each.key for each in some), " ".join(each.key for each in others))
            if found >= least and (count == new_count or _begin_and_end_alike(some, others)):
                yield at + count, new_at + new_count, found * max(count, new_count) - (count != new_count) / 20


def _begin_and_end_alike(some: Sequence[_Item], others: Sequence[_Item]) -> bool:
    """Whether one paragraph begins with what the first of two says, and ends with what the second does."""
    (first, last), (one,) = (some, others) if len(some) > len(others) else (others, some)
    words, start, end = ("".join(each.key.split()) for each in (one, first, last))  # joined, they may lack a space
    ratios = (
        SequenceMatcher(None, *each, autojunk=False).ratio()
        for each in ((start, words[: len(start)]), (end, words[-len(end) :]))
    )
    return min(ratios) >= MERGED


def likeness(some: str, others: str) -> float:
    """How much of two texts is the same, from 0 to 1, by their words."""
    one, other = _counted(some), _counted(others)
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


@lru_cache(maxsize=4_000)
def _counted(words: str) -> "Counter[str]":
    return Counter(words.casefold().split())
