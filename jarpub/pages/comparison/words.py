"""Two runs of inline text as one, in which words that are new or gone stand in `ins` and `del`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count

from jarpub.diagnostics import Location
from jarpub.pages.comparison.marks import Kind, Signer, signed
from jarpub.pages.page_tree import Child, Element

WORDS = re.compile(r"\S+|\s+")
ALONE = frozenset({"br", "svg", "wbr"})  # elements that are one piece of a text, as a word is
LEAST_KEPT = 0.2  # of the letters: where fewer stay, a reader wants the old text whole, and then the new one
ESCAPED = str.maketrans({"<": "&lt;", "&": "&amp;"})
SHORTEST = 3  # letters: shorter words that stay between two changes are read with them


@dataclass(frozen=True)
class Link:
    """One of the elements around a word: without what is in it, and with a number of its own in its version."""

    element: Element
    number: int
    kind: Kind

    @property
    def look(self) -> tuple[object, ...]:
        """What it is to a reader, wherever its words come from."""
        seen = sorted((name, value) for name, value in self.element.attributes.items() if name != "data-value")
        return () if self.element.tag == "span" and not seen else (self.element.tag, *seen)


@dataclass(frozen=True)
class Piece:
    """A word, some space or a picture, with the elements around it, outermost first."""

    content: Child
    around: tuple[Link, ...]
    location: Location
    kind: Kind = "same"

    @property
    def key(self) -> tuple[object, ...]:
        """By which the same piece is known in the other version."""
        return (looks_of(self.content), *filter(None, (link.look for link in self.around)))

    @property
    def letters(self) -> int:
        """How many letters it has; a picture counts as one, and space as none."""
        return len(self.content.strip()) if isinstance(self.content, str) else 1


def looks_of(child: Child) -> str:
    """What a child is to a reader: the same for two that nobody can tell apart; kept, since it is asked at each level."""
    if isinstance(child, str):
        return child.translate(ESCAPED)
    kept: str | None = child.__dict__.get("_looks")
    if kept is None:
        seen = sorted((name, value) for name, value in child.attributes.items() if name not in ("data-value", "id"))
        kept = child.__dict__["_looks"] = f"<{child.tag} {seen}>{''.join(map(looks_of, child.children))}</>"
    return kept


def compared_words(old: Element, new: Element, value: str, signer: Signer) -> tuple[Child, ...]:
    """The texts of two elements in one row; `value` is the name of what they print."""
    before, now = _pieces(old, "del"), _pieces(new, "ins")
    return tuple(_nested(list(_in_one_row(before, now)), 0, value, signer))


def _pieces(element: Element, kind: Kind) -> list[Piece]:
    return list(_flat(element, (), count(), kind))


def _flat(element: Element, around: tuple[Link, ...], numbers: Iterator[int], kind: Kind) -> Iterator[Piece]:
    for child in element.children:
        if isinstance(child, str):
            yield from (Piece(words, around, element.location, kind) for words in WORDS.findall(child))
        elif child.tag in ALONE:
            yield Piece(child, around, element.location, kind)
        else:
            link = Link(replace(child, children=()), next(numbers), kind)
            yield from _flat(child, (*around, link), numbers, kind)


def _in_one_row(before: Sequence[Piece], now: Sequence[Piece]) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, [piece.key for piece in before], [piece.key for piece in now], autojunk=False)
    gone: list[Piece] = []
    new: list[Piece] = []
    for same, start, end, new_start, new_end in _runs(matcher.get_opcodes(), before, now):
        if not same:
            gone += before[start:end]
            new += now[new_start:new_end]
            continue
        kept = [replace(piece, kind="same") for piece in now[new_start:new_end]]
        if (gone or new) and not kept[0].letters:
            first = kept.pop(0)
            yield from _with_space_behind(gone, new, before[start], now[new_start], first)
        else:
            yield from (*gone, *new)
        gone, new = [], []
        yield from kept
    yield from (*gone, *new)


def _with_space_behind(gone: list[Piece], new: list[Piece], was: Piece, now: Piece, kept: Piece) -> Iterator[Piece]:
    """A change, and the space behind it, which belongs to its last words: it keeps those that are gone from the new."""
    change = gone or new
    if gone and new:
        yield from (*gone, was, *new, now)
    elif change[0].key == kept.key:
        yield from (replace(change[0], kind="same"), *change[1:], was if gone else now)
    else:
        yield from (*change, kept)


def _runs(
    opcodes: Sequence[tuple[str, int, int, int, int]], before: Sequence[Piece], now: Sequence[Piece]
) -> Iterator[tuple[bool, int, int, int, int]]:
    """The runs that are the same, or not; what is so short that nobody reads it as kept counts as changed."""
    kept = sum(_letters(now[code[3] : code[4]]) for code in opcodes if code[0] == "equal")
    is_another = kept < LEAST_KEPT * max(_letters(before), _letters(now))
    for number, (kind, start, end, new_start, new_end) in enumerate(opcodes):
        is_between = 0 < number < len(opcodes) - 1
        is_short = is_between and _letters(now[new_start:new_end]) <= SHORTEST
        yield kind == "equal" and not is_another and not is_short, start, end, new_start, new_end


def _letters(pieces: Iterable[Piece]) -> int:
    return sum(piece.letters for piece in pieces)


def _nested(pieces: Sequence[Piece], depth: int, value: str, signer: Signer) -> Iterator[Child]:
    """The pieces in the elements around them; a mark stands inside them all, around the words themselves."""
    for group in _groups(pieces, depth):
        if depth == len(group[0].around):
            yield from _marked(group, value, signer)
            continue
        link = next((piece for piece in group if piece.kind != "del"), group[0]).around[depth].element
        inner = _nested(group, depth + 1, link.attributes.get("data-value", value), signer)
        yield replace(link, children=tuple(inner))


def _groups(pieces: Sequence[Piece], depth: int) -> Iterator[list[Piece]]:
    """Pieces that stand in the same element; those of both versions do where a reader sees no difference."""
    group: list[Piece] = []
    for piece in pieces:
        if group and not _stands_with(piece, group, depth):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _stands_with(piece: Piece, group: Sequence[Piece], depth: int) -> bool:
    first = group[0].around[depth:]
    if not first or len(piece.around) == depth:
        return not first and len(piece.around) == depth and piece.kind == group[0].kind
    link = piece.around[depth]
    own = [each.around[depth] for each in group if each.around[depth].kind == link.kind]
    return link.look == first[0].look and (not own or own[-1].number == link.number)


def _marked(pieces: Sequence[Piece], value: str, signer: Signer) -> Iterator[Child]:
    """Pieces of one kind, which stand in nothing else; words beside each other are one text."""
    children: list[Child] = []
    for piece in pieces:
        if children and isinstance(piece.content, str) and isinstance(children[-1], str):
            children[-1] += piece.content
        else:
            children.append(piece.content)
    if pieces[0].kind == "same":
        yield from children
    else:
        yield Element(pieces[0].kind, signed(signer(value)), tuple(children), pieces[0].location)
