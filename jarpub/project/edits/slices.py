"""The characters by which two states of a file differ, so that an edit can be undone after others."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Slice(NamedTuple):
    """New characters in the place of old ones, from an offset in the characters of a file, its byte order mark included.

    Several are in the order of their places and do not touch: each starts where it stands when those before it are made.
    """

    start: int
    old: str
    new: str

    @property
    def end(self) -> int:
        """The offset behind its new characters."""
        return self.start + len(self.new)

    @property
    def growth(self) -> int:
        """How many characters the file has more."""
        return len(self.new) - len(self.old)


def sliced(before: bytes, after: bytes) -> tuple[Slice, ...]:
    """The one slice by which a file differs from what it was; none where it does not."""
    old, new = _text(before), _text(after)
    return tuple(filter(None, [trimmed(Slice(0, old, new))]))


def made(data: bytes, slices: Iterable[Slice]) -> bytes | None:
    """The bytes with new characters in the place of the old ones; nothing where others stand there."""
    text = _text(data)
    for start, old, new in slices:
        if not text.startswith(old, start):
            return None
        text = text[:start] + new + text[start + len(old) :]
    return _bytes(text)


def undone(data: bytes, slices: Sequence[Slice]) -> bytes | None:
    """The bytes with the old characters in the place of the new ones; nothing where others stand there by now."""
    return made(data, (Slice(start, new, old) for start, old, new in reversed(slices)))


def shifted(slices: Sequence[Slice], later: Iterable[Slice]) -> tuple[Slice, ...] | None:
    """The slices where they stand after later ones; nothing where one of those changed what they are about."""
    places: tuple[Slice, ...] = tuple(slices)
    for other in later:
        behind = other.start + len(other.old)
        if any(each.start < behind and other.start < each.end for each in places):
            return None
        places = tuple(each._replace(start=each.start + other.growth * (behind <= each.start)) for each in places)
    return places


def composed(slices: Iterable[Slice], then: Iterable[Slice]) -> tuple[Slice, ...]:
    """Slices, and others that were made after them, as one row of slices."""
    row = tuple(slices)
    for each in then:
        row = _with(row, each)
    return row


def trimmed(each: Slice) -> Slice | None:
    """A slice without the characters at its ends that stay; nothing where all stay."""
    start, old, new = each
    if old == new:
        return None
    first = _alike(old, new)
    last = _alike(old[first:][::-1], new[first:][::-1])
    return Slice(start + first, old[first : len(old) - last], new[first : len(new) - last])


def _with(row: Sequence[Slice], other: Slice) -> tuple[Slice, ...]:
    """A row of slices and one that was made after it; those that it touches become one with it."""
    start, behind = other.start, other.start + len(other.old)
    before = [each for each in row if each.end < start]
    after = [each._replace(start=each.start + other.growth) for each in row if each.start > behind]
    touched = row[len(before) : len(row) - len(after)]
    first = min([start, *(each.start for each in touched)])
    head = touched[0].new[: start - first] if touched else ""
    tail = touched[-1].new[max(behind - touched[-1].start, 0) :] if touched else ""
    old = head + other.old + tail
    for each in reversed(touched):
        old = old[: each.start - first] + each.old + old[each.end - first :]
    joined = trimmed(Slice(first, old, head + other.new + tail))
    return (*before, *([joined] if joined else []), *after)


def _alike(some: str, others: str) -> int:
    """How many characters are the same before the first that is another."""
    low, high = 0, min(len(some), len(others))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if some[:middle] == others[:middle] else (low, middle - 1)
    return low


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
