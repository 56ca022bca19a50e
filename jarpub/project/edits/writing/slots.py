"""Where a value stands in its file, and the splice that puts another whole one there."""

import re
from collections.abc import Iterator
from typing import Any

from jarpub.project.edits.places import Place, bare, shape
from jarpub.project.edits.saved_text import SavedText, Splice
from jarpub.project.edits.writing.extents import block_of, end_of, indentation, start_of
from jarpub.project.edits.writing.new_values import behind_key
from jarpub.project.edits.writing.scalars import Layout, Old, Room, scalar
from jarpub.project.yaml.nodes import Node

COLON = re.compile(r"\s*:")


class Slots:
    """The places of values in the text of a file."""

    def __init__(self, saved: SavedText, layout: Layout) -> None:
        self.saved = saved
        self.layout = layout

    def whole(self, place: Place, value: Any) -> Iterator[Splice]:
        """The splice that puts a value in the place of all that is written there."""
        node = _written(place)
        start, end, head = start_of(self.saved, node), self.end(place), self.head(place)
        room = self._room(place, head)
        if value is None or shape(place.kind) == "scalar":
            old = None if place.is_nothing else self.old(place)
            text = f" {scalar(value, bare(place.kind), room, self.layout, old)}"
        else:
            text = behind_key(value, place.kind, room, self.layout)
        is_below = "\n" in self.saved.text[head:start]
        if text.startswith("\n") or is_block(node) or (is_below and "\n" in text):
            yield Splice(head, end, text)
        else:
            is_close = node.is_empty and not self.saved.text[start - 1].isspace()
            yield Splice(start, end, text if is_close else text[1:])

    def end(self, place: Place) -> int:
        """The offset behind all that is written of a value."""
        return end_of(self.saved, _written(place), indent_of(place))

    def old(self, place: Place) -> Old:
        """How a text is written now."""
        node = _written(place)
        at = node.location
        if node.kind != "scalar":
            return Old()
        if node.style in ("|", ">"):
            block = block_of(self.saved, node, indent_of(place))
            lines = [line[block.indent :] for line in self.saved.lines[block.first : block.last + 1]]
            is_even = all(line and not line.startswith((" ", "\t")) for line in lines)
            return Old(node.style, block.header, lines if is_even else (), block.indent)
        if at.end_line == at.line:
            return Old(node.style, is_over_wide=len(self.saved.lines[at.line - 1]) > self.layout.width)
        lines = [line.strip() for line in self.saved.text[start_of(self.saved, node) : self.end(place)].split("\n")]
        is_even = not node.style and all(lines)
        return Old(node.style, lines=lines if is_even else (), indent=indentation(self.saved.lines[at.line]))

    def head(self, place: Place) -> int:
        """The offset behind the colon or the hyphen before a value; that of its first character where there is none."""
        node, above = _written(place), place.above
        if place.key_node is not None:
            key = place.key_node.location
            colon = COLON.match(self.saved.text, self.saved.offset(key.end_line, key.end_column))
            return colon.end() if colon else start_of(self.saved, node)
        if above and above.node and above.node.plain:
            before = self.saved.text[: start_of(self.saved, node)]
            return len(before.rstrip()) if before.rstrip().endswith("-") else len(before)
        return start_of(self.saved, node)

    def _room(self, place: Place, head: int) -> Room:
        line = self.saved.line_of(head)
        end = self.end(place)
        behind = self.saved.text[end : self.saved.end_of(self.saved.line_of(end))]
        start = head - self.saved.starts[line] + 1
        return Room(indent_of(place), start, is_in_flow(place), bool(behind.strip()) and not is_in_flow(place))


def indent_of(place: Place) -> int:
    """The column, from 0, of the key or of the hyphen that a value stands behind."""
    if place.key_node is not None:
        return place.key_node.location.column - 1
    return place.above.node.location.column - 1 if place.above and place.above.node else 0


def is_in_flow(place: Place) -> bool:
    """Whether a value stands in brackets or braces."""
    above = place.above
    return above is not None and ((above.node is not None and not above.node.plain) or is_in_flow(above))


def is_block(node: Node) -> bool:
    """Whether a list or a mapping stands without brackets."""
    return node.kind != "scalar" and node.plain and bool(node.value)


def _written(place: Place) -> Node:
    if place.node is None:
        raise AssertionError(place.name)
    return place.node
