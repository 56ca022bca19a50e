"""Entries put into lists, taken out of them and moved in them, as splices of the text of a file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, get_args

from jarpub.project.edits.edit import Value
from jarpub.project.edits.places import Place, bare, shape
from jarpub.project.edits.saved_text import Splice
from jarpub.project.edits.writing.extents import end_of, indentation, items_of, start_of, without_lines
from jarpub.project.edits.writing.new_values import entry_lines, in_one_line
from jarpub.project.edits.writing.slots import Slots, is_block
from jarpub.project.plan.record_fields import id_key
from jarpub.project.yaml.nodes import Node

COMMA = re.compile(r"\s*,[ ]?")


class Entries:
    """Changes the lists of a file; `change` makes a value in one of them another."""

    def __init__(self, slots: Slots, change: Callable[[Place, Value], Iterator[Splice]]) -> None:
        self.slots = slots
        self.saved = slots.saved
        self.layout = slots.layout
        self.change_value = change

    def change(self, place: Place, value: Sequence[Value]) -> Iterator[Splice]:
        """The splices that make a list another one: entries of the same id, or that are the same, stay."""
        entries = [*place.below()]
        old, new = ([_identity(each, self._kind(place)) for each in values] for values in (_entries(place), value))
        for _, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            both = min(end - start, new_end - new_start)
            for number in range(both):
                yield from self.change_value(entries[start + number], value[new_start + number])
            if new_start + both < new_end:
                yield from self.insert(place, start + both, value[new_start + both : new_end])
            elif start + both < end:
                yield from self.remove(place, range(start + both, end))

    def insert(self, place: Place, at: int, entries: Sequence[Value]) -> Iterator[Splice]:
        """The splices that put entries into a list, the first of them at this place."""
        node = place.node
        if node is None or not node.value or place.is_nothing:
            yield from self.slots.whole(place, tuple(entries))
        elif not is_block(node):
            yield self._in_brackets(node, at, [in_one_line(each, self._kind(place), self.layout) for each in entries])
        else:
            yield self._in_lines(place, node, at, entries)

    def remove(self, place: Place, numbers: range) -> Iterator[Splice]:
        """The splices that take entries that follow one another out of a list."""
        node = place.node
        if node is None:
            return
        if not is_block(node):
            yield from self._out_of_brackets(node, numbers)
            return
        yield from self.without_items(node, numbers)
        if len(numbers) == len(node.value):
            head = self.slots.head(place)
            yield Splice(head, head, " []")

    def without_items(self, node: Node, numbers: Sequence[int]) -> Iterator[Splice]:
        """The splices that take entries or keys out, with their comments and the empty lines that part them."""
        items = items_of(self.saved, node)
        gone = {line for number in numbers for line in items[number].lines}
        stay = [number for number in range(len(items)) if number not in numbers]
        for number in numbers:
            # the last one takes the empty lines before it
            beside = number if stay and number < stay[-1] else number - 1
            if 0 <= beside < len(items) - 1:
                gone.update(self._empty(items[beside].last + 1, items[beside + 1].first))
        yield from without_lines(self.saved, sorted(gone))

    def move(self, place: Place, number: int, to: int) -> Iterator[Splice]:
        """The splices that bring an entry to another place in its list."""
        node = place.node
        if node is None or number == to:
            return
        if not is_block(node):
            spans = self._spans(node)
            texts = [self.saved.text[start:end] for start, end in spans]
            texts.insert(to, texts.pop(number))
            yield from (Splice(*span, text) for span, text in zip(spans, texts, strict=True))
            return
        items = items_of(self.saved, node)
        lines = [self.saved.lines[line] for line in items[number].lines]
        yield from self.without_items(node, [number])
        gap = min(number, len(items) - 2)
        empty = [""] * len(self._empty(items[gap].last + 1, items[gap + 1].first))
        if to > number:
            end = self.saved.end_of(items[to].last)
            yield Splice(end, end, "".join(f"\n{line}" for line in [*empty, *lines]))
        else:
            start = self.saved.starts[items[to].first]
            yield Splice(start, start, "".join(f"{line}\n" for line in [*lines, *empty]))

    def _in_lines(self, place: Place, node: Node, at: int, entries: Sequence[Value]) -> Splice:
        items = items_of(self.saved, node)
        gap = min(max(at - 1, 0), len(items) - 2)
        empty = len(self._empty(items[gap].last + 1, items[gap + 1].first)) if len(items) > 1 else 0
        column = node.location.column - 1
        is_in_braces = any(not each.plain for each in node.value)
        texts = [
            "\n".join(entry_lines(each, self._kind(place), column, self.layout, is_in_braces=is_in_braces))
            for each in entries
        ]
        if at < len(items):
            start = self.saved.starts[items[at].first]
            return Splice(start, start, "".join(f"{text}\n" + "\n" * empty for text in texts))
        end = self.saved.end_of(items[-1].last)
        return Splice(end, end, "".join("\n" * empty + f"\n{text}" for text in texts))

    def _in_brackets(self, node: Node, at: int, texts: Sequence[str]) -> Splice:
        spans, text = self._spans(node), ", ".join(texts)
        place = spans[at][0] if at < len(spans) else spans[-1][1]
        line = self.saved.line_of(place)
        is_full = len(self.saved.lines[line]) + len(text) + len(", ") > self.layout.width
        is_first = line == node.location.line - 1  # what is all in one line stays in one
        between = ", " if is_first or not is_full else f",\n{' ' * indentation(self.saved.lines[line])}"
        return Splice(place, place, f"{text}{between}" if at < len(spans) else f"{between}{text}")

    def _out_of_brackets(self, node: Node, numbers: range) -> Iterator[Splice]:
        spans = self._spans(node)
        first, last = numbers[0], numbers[-1]
        start, end = spans[first][0], spans[last][1]
        behind = spans[last + 1][0] if last + 1 < len(spans) else start_of(self.saved, node)
        before = spans[first - 1][1] if first else end
        if "#" in self.saved.text[end:behind] + self.saved.text[before:start]:
            comma = COMMA.match(self.saved.text, end)
            yield Splice(start, comma.end() if comma else end, "")
        elif last + 1 < len(spans):
            yield Splice(start, behind, "")
        else:
            yield Splice(before if first else start, end, "")

    def _spans(self, node: Node) -> list[tuple[int, int]]:
        """Where each entry stands that is in brackets, or each key in braces."""
        pairs = [(each, each) if node.kind == "list" else each for each in node.value]
        return [
            (start_of(self.saved, key), max(end_of(self.saved, key, 0), end_of(self.saved, value, 0)))
            for key, value in pairs
        ]

    def _empty(self, first: int, behind: int) -> range:
        """The lines between two entries where they are all empty."""
        lines = range(first, behind)
        return lines if not any(self.saved.lines[line].strip() for line in lines) else range(0)

    def _kind(self, place: Place) -> Any:
        return get_args(bare(place.kind))[0]


def _entries(place: Place) -> Sequence[Value]:
    return place.value if isinstance(place.value, tuple) else ()


def _identity(entry: Value, kind: Any) -> str:
    """The id of an entry; all of one that has none."""
    key = id_key(bare(kind)) if shape(kind) == "record" else ""
    return str(entry[key]) if key and isinstance(entry, Mapping) else repr(entry)
