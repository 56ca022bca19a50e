"""The content of a page in the order in which its tags are read, drawn as it was.

WeasyPrint writes in the order in which CSS paints: what floats, then lines of text, then what is positioned. People
who copy or search, and programs that do not ask the tags, get the words in the order in which they are written. So
each piece of content gets all that it depends on (where it stands, what clips it, its colours), and is moved. Only
words over which something else was painted would look otherwise: they come to light.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf

OPEN, CLOSE = frozenset({"BMC", "BDC"}), "EMC"
BEGINS = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*", "BT"})  # what draws nothing yet
PAINTS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n", "Do", "sh", "EI", "ET"})
CLIPS = frozenset({"W", "W*"})
FILLS, STROKES = frozenset({"cs", "sc", "scn", "g", "rg", "k"}), frozenset({"CS", "SC", "SCN", "G", "RG", "K"})
OF_LINES, OF_TEXT = frozenset({"w", "J", "j", "M", "d", "i"}), frozenset({"Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts"})
SETTINGS = FILLS | STROKES | OF_LINES | OF_TEXT | {"cm", "gs", "ri"}
# The settings that a setting takes the place of, where this is not itself alone.
REPLACED: dict[str, frozenset[str]] = {
    "cm": frozenset(),  # it adds to the one before
    **dict.fromkeys(("cs", "g", "rg", "k"), FILLS),
    **dict.fromkeys(("CS", "G", "RG", "K"), STROKES),
    **dict.fromkeys(("sc", "scn"), frozenset({"sc", "scn"})),
    **dict.fromkeys(("SC", "SCN"), frozenset({"SC", "SCN"})),
}

Items = tuple[Any, ...]  # operands and operators, as pydyf writes them
State = tuple[tuple[str, Items], ...]  # settings, each with what it is known by, in the order in which they were made


@dataclass(frozen=True)
class Piece:
    """What a content stream draws in one go: the number of its marked content (MCID) if it has one, and its state."""

    items: Items
    number: int | None
    before: State
    after: State


def put_into_reading_order(pdf: Any) -> None:
    """Move the content of each page to where its tags have it."""
    for page, numbers in _tagged(pdf).items():
        content = pdf.objects[_number(pdf.objects[_number(page)]["Contents"])]
        content.stream = in_order(content.stream, numbers)


def in_order(stream: list[Any], numbers: list[int]) -> list[Any]:
    """The items of a content stream, those with a number in the order of `numbers`; itself where they are in order."""
    pieces = list(_pieces(stream))
    ranks = {number: rank for rank, number in enumerate(numbers)}
    written = [ranks[piece.number] for piece in pieces if piece.number in ranks]
    return stream if written == sorted(written) else list(_written(_moved(pieces, ranks)))


def _tagged(pdf: Any) -> dict[bytes, list[int]]:
    """The numbers of each page's content, in the order of the tags."""
    by_reference = {entry.reference: entry for entry in pdf.objects}
    numbers: dict[bytes, list[int]] = defaultdict(list)

    def collect(structure: Any) -> None:
        for child in structure.get("K", ()):
            if isinstance(child, int):
                numbers[structure["Pg"]].append(child)
            elif isinstance(child, pydyf.Dictionary):
                numbers[child["Pg"]].append(child["MCID"])
            else:
                collect(by_reference[child])

    collect(by_reference[pdf.catalog["StructTreeRoot"]])
    return numbers


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _moved(pieces: list[Piece], ranks: dict[int, int]) -> list[Piece]:
    """The pieces in the order of their ranks; what has none stays before all that was drawn after it."""
    placed = []
    first = len(ranks)
    for piece in reversed(pieces):
        rank = ranks.get(piece.number) if piece.number is not None else None
        first = first if rank is None else min(first, rank)
        placed.append((first if rank is None else rank, rank is not None, piece))
    placed.reverse()
    return [piece for _, _, piece in sorted(placed, key=lambda entry: entry[:2])]


def _written(pieces: Iterable[Piece]) -> Iterator[Any]:
    """The items of pieces, each drawn in the state that it was drawn in."""
    state: State | None = None
    for piece in pieces:
        if piece.before != state:
            yield from (b"q",) if state is None else (b"Q", b"q")
            yield from (item for _, items in piece.before for item in items)
        yield from piece.items
        state = piece.after
    yield b"Q"


def _pieces(stream: list[Any]) -> Iterator[Piece]:
    """Each thing that a content stream draws, marked or not, in the order in which it does."""
    graphics = _Graphics()
    for whole in _wholes(stream):
        before = graphics.state
        for operator, items in whole:
            graphics.follow(operator, items)
        first, last = whole[0], whole[-1]
        if last[0] == CLOSE or (last[0] in PAINTS and last[0] != "n"):
            number = first[1][1]["MCID"] if first[0] == "BDC" and "MCID" in first[1][1] else None
            yield Piece(tuple(item for _, items in whole for item in items), number, before, graphics.state)


def _wholes(stream: list[Any]) -> Iterator[list[tuple[str, Items]]]:
    """Instructions that belong together: all of marked content, a shape from its path to its paint, a text, or one."""
    whole: list[tuple[str, Items]] = []
    depth, begun = 0, False
    for operator, items in _instructions(stream):
        whole.append((operator, items))
        depth += (operator in OPEN) - (operator == CLOSE)
        begun = operator in BEGINS or (begun and operator not in PAINTS)
        if not depth and not begun:
            yield whole
            whole = []


def _instructions(stream: list[Any]) -> Iterator[tuple[str, Items]]:
    """Each operator with the items that it stands in; pydyf gives some of its operands items of their own."""
    items: list[Any] = []
    for item in stream:
        items.append(item)
        if isinstance(item, bytes):
            yield item.rpartition(b" ")[2].decode("ascii"), tuple(items)
            items = []


@dataclass
class _Graphics:
    """The state in which something is drawn, while a content stream is read."""

    state: State = ()
    outer: list[State] = field(default_factory=list)
    path: list[tuple[str, Items]] = field(default_factory=list)

    def follow(self, operator: str, items: Items) -> None:
        """Do what an instruction does to the state."""
        if operator == "q":
            self.outer.append(self.state)
        elif operator == "Q":
            self.state = self.outer.pop()
        elif operator in SETTINGS:
            self.set(str(items[-1]) if operator == "gs" else operator, items)
        elif operator in BEGINS:
            self.path.append((operator, items))
        elif operator in PAINTS:
            if any(name in CLIPS for name, _ in self.path):
                self.state += (("W", (*(item for _, items in self.path for item in items), b"n")),)
            self.path.clear()

    def set(self, name: str, items: Items) -> None:
        """Make a setting, in the place of one that it makes void."""
        void = REPLACED.get(name, frozenset({name}))
        self.state = (*(each for each in self.state if each[0] not in void), (name, items))
