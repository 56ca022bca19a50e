"""Where each value stands, and the value that stands at a place."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from jarpub.diagnostics import Location
from jarpub.project.plan.values import Colour, Month, Reference, Text
from jarpub.web.words.holders import Held

File = Literal["plan", "brand", "settings"]
FILES: Mapping[str, File] = {
    "plan": "plan",
    "brand": "brand",
    "publications": "settings",
}  # by the keys of those that are written
KEYS: Mapping[File, str] = {file: key for key, file in FILES.items()}


class _Extent(NamedTuple):
    """Where the words of a value stand: the file, the line and the column of their beginning, and of what is behind."""

    start: tuple[str, int, int]
    end: tuple[str, int, int]
    of: File
    name: str


class Places:
    """The places of all values that have words in a file."""

    def __init__(self, values: Mapping[File, Mapping[str, Held]]) -> None:
        self._extents = sorted(extent for file, known in values.items() for extent in _extents(file, known.values()))

    def at(self, location: Location) -> tuple[File, str]:
        """The value whose words stand at a place, by its file and its name; no name where none do."""
        place = (location.file, location.line, location.column)
        after = bisect_right(self._extents, place, key=lambda extent: extent.start)
        for near in self._extents[max(after - 1, 0) : after + 1]:
            if near.start <= place < near.end or near.start[:2] == place[:2]:
                return near.of, near.name
        return "plan", ""


def _extents(file: File, values: Iterable[Held]) -> Iterator[_Extent]:
    for each in values:
        own = each.value if isinstance(each.value, Text | Month | Reference | Colour) else each.text
        if own is not None:
            at = own.location
            end = (at.file, at.end_line or at.line, at.end_column or at.column + 1)
            yield _Extent((at.file, at.line, at.column), end, file, each.name)
