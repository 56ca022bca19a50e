"""The characters of a saved file beside the text that is read from it: line ends and a byte order mark stay."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from jarpub.project.edits.slices import Slice, trimmed

MARK = "\ufeff"


class Splice(NamedTuple):
    """New text in the place of what stands between two offsets of a text."""

    start: int
    end: int
    text: str


class SavedText:
    """The text of a file with newlines for all line ends, as it is read."""

    def __init__(self, data: bytes) -> None:
        self.written = data.decode("utf-8")
        self.text = self.written.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")
        self.lines = self.text.split("\n")

    @cached_property
    def starts(self) -> Sequence[int]:
        """The offset of each line."""
        starts, at = [], 0
        for line in self.lines:
            starts.append(at)
            at += len(line) + 1
        return starts

    def offset(self, line: int, column: int) -> int:
        """The offset of a place whose line and column count from 1."""
        return self.starts[line - 1] + column - 1

    def line_of(self, offset: int) -> int:
        """The number of the line, from 0, that an offset is in."""
        return bisect_right(self.starts, offset) - 1

    def end_of(self, line: int) -> int:
        """The offset behind the last character of a line whose number counts from 0."""
        return self.starts[line] + len(self.lines[line])

    def slices(self, splices: Sequence[Splice]) -> tuple[Slice, ...]:
        """Splices, none of which is in another, as slices of what is written, each without what stays."""
        found, grown = [], 0
        for start, end, text in sorted(splices, key=lambda each: (each.start, each.end)):
            each = trimmed(Slice(start, self.text[start:end], text))
            if each:
                first, last = self._written(each.start), self._written(each.start + len(each.old))
                new = each.new.replace("\n", self._line_end)
                found.append(Slice(first + grown, self.written[first:last], new))
                grown += len(new) - (last - first)
        return tuple(found)

    @cached_property
    def _line_end(self) -> str:
        """The line end that most lines have."""
        pairs = self.written.count("\r\n")
        return "\r\n" if pairs * 2 > len(self.lines) - 1 else "\n"

    @cached_property
    def _pairs(self) -> Sequence[int]:
        """The offsets in the text of the line ends that are written with two characters."""
        if "\r\n" not in self.written:
            return ()
        ends = [start - 1 for start in self.starts[1:]]
        found, behind = [], len(self.written) - len(self.written.removeprefix(MARK))
        for end in ends:
            if self.written.startswith("\r\n", end + behind):
                found.append(end)
                behind += 1
        return found

    def _written(self, offset: int) -> int:
        """Where a character of the text is written."""
        return offset + self.written.startswith(MARK) + bisect_left(self._pairs, offset)
