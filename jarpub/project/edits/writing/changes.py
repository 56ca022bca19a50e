"""A change of a value as splices of the text of its file: what stays as it is is not touched."""

from collections.abc import Iterator, Mapping
from typing import Any

from jarpub.project.edits.edit import Value
from jarpub.project.edits.places import Place, bare, shape
from jarpub.project.edits.saved_text import SavedText, Splice
from jarpub.project.edits.writing.entries import Entries
from jarpub.project.edits.writing.extents import end_of, items_of, start_of
from jarpub.project.edits.writing.new_values import behind_key, in_one_line
from jarpub.project.edits.writing.scalars import Layout, Room, key_text
from jarpub.project.edits.writing.slots import Slots, is_block
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Text
from jarpub.project.yaml.nodes import Node

KINDS = {"list": "list", "words": "mapping", "record": "mapping", "scalar": "scalar"}


class Writing:
    """Writes values into the text of a file."""

    def __init__(self, saved: SavedText, layout: Layout) -> None:
        self.saved = saved
        self.layout = layout
        self.slots = Slots(saved, layout)
        self.entries = Entries(self.slots, self.change)

    def change(self, place: Place, value: Any) -> Iterator[Splice]:
        """The splices that make a value another one."""
        form = shape(place.kind)
        if value == place.value:
            return
        if place.node is None:
            yield self._new_key(place, value)
        elif place.is_nothing or value is None or place.node.kind != KINDS[form] or form == "scalar":
            yield from self.slots.whole(place, value)
        elif form == "list":
            yield from self.entries.change(place, value)
        elif form == "words":
            yield from self._words(place, place.node, value)
        else:
            for below in place.below():
                yield from self.change(below, value[below.key])

    def insert(self, place: Place, at: int, entry: Value) -> Iterator[Splice]:
        """The splices that put an entry into a list."""
        if place.node is None:
            return self.change(place, (entry,))
        return self.entries.insert(place, at, [entry])

    def remove(self, place: Place, number: int) -> Iterator[Splice]:
        """The splices that take an entry out of a list."""
        return self.entries.remove(place, range(number, number + 1))

    def move(self, place: Place, number: int, to: int) -> Iterator[Splice]:
        """The splices that bring an entry to another place in its list."""
        return self.entries.move(place, number, to)

    def _words(self, place: Place, node: Node, value: Mapping[str, Value]) -> Iterator[Splice]:
        """Wording whose keys people choose: new ones come last."""
        known = [*place.below()]
        stay = [number for number, each in enumerate(known) if each.key in value]
        gone = [number for number, each in enumerate(known) if each.key not in value]
        if not stay or (gone and not is_block(node)):
            yield from self.slots.whole(place, value)
            return
        yield from self.entries.without_items(node, gone)
        for number in stay:
            yield from self.change(known[number], value[known[number].key])
        for key in [key for key in value if key not in {each.key for each in known}]:
            kind = Mapping if isinstance(value[key], Mapping) else Text
            yield self._behind(node, stay[-1], Place("", kind, None, place, key), value[key])

    def _new_key(self, place: Place, value: Value) -> Splice:
        """A key that is not written yet, behind those before it in its record."""
        above = place.above
        if above is None or above.node is None:
            raise AssertionError(place.name)
        written = [key.value for key, _ in above.node.pairs]
        order = [*record_fields(bare(above.kind))] if shape(above.kind) == "record" else [*written, place.key]
        before = [key for key in order[: order.index(place.key)] if key in written]
        return self._behind(above.node, written.index(before[-1]) if before else None, place, value)

    def _behind(self, node: Node, number: int | None, place: Place, value: Value) -> Splice:
        """A key with its value behind that of this number, or before all others."""
        key = key_text(place.key)
        if not is_block(node):
            return self._in_braces(node, number, f"{key}: {in_one_line(value, place.kind, self.layout)}")
        column = node.location.column - 1
        line = f"{key}:{behind_key(value, place.kind, Room(column, column + len(key) + 2), self.layout)}"
        if number is None:
            start = start_of(self.saved, node)
            return Splice(start, start, f"{line}\n{' ' * column}")
        end = self.saved.end_of(items_of(self.saved, node)[number].last)
        return Splice(end, end, f"\n{' ' * column}{line}")

    def _in_braces(self, node: Node, number: int | None, text: str) -> Splice:
        start = start_of(self.saved, node) + len("{")
        if number is None:
            return Splice(start, start, f"{text}, " if node.value else text)
        key, value = node.value[number]
        end = max(end_of(self.saved, each, 0) for each in (key, value))
        return Splice(end, end, f", {text}")
