"""A file read again and again while somebody edits it: parts of it that are as they were are not read again.

A part is a label of the file with all that is below it, or an entry of a list. It is read alone, and its nodes are
those that it has in the whole file: it begins in the column of the labels or the hyphens beside it, where YAML ends
all that stands before, and what is still open at its end, a bracket or a quotation mark, cannot be read alone.
A part that is not as plain as that, and a file with anything wrong in it, are read as a whole.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.project.plan.values import Reference
from jarpub.project.yaml.encoding import INVISIBLE, decoded, refuse_other_kinds
from jarpub.project.yaml.file_slips import HEAD, hidden_sign
from jarpub.project.yaml.nodes import Node, Stopped, tree
from jarpub.project.yaml.records import NOWHERE, Binder, bind
from jarpub.project.yaml.scalars import Where

SMALL = 400  # letters: less is read at once
LABEL, HYPHEN = r"[A-Za-z][\w.-]*:(?=[ \n]|\Z)", r"-(?=[ \n])"
FIRST = re.compile(rf"(?: *(?:#.*)?\n)*( *)(?:({LABEL})|{HYPHEN})")  # that of a file or a part, behind comments
ALONE = re.compile(rf"(?: *(?:#.*)?\n)* *{LABEL} *(?:#.*)?\n")
# Signs at the beginning of a line that mean something for more than a part.
FOR_MORE = re.compile(r"^(?:---|\.\.\.|%|<<<<<<<)|^ *(?:- +)*\?", re.MULTILINE)
Record = TypeVar("Record")


class Part(NamedTuple):
    """Some lines of a file: the number of the first, from 0, and how many lists and labels they stand in."""

    text: str
    number: int
    depth: int


class Kept(NamedTuple):
    """What a node was made into, and what was noted meanwhile."""

    node: Node  # so that no other one has its identity
    made: Any
    ids: Mapping[str, tuple[type, Location]]
    references: tuple[tuple[Reference, str], ...]


class Unsure(Exception):
    """The file is to be read as a whole."""


class KnownFiles:
    """The files that were read, each as it was when nothing was wrong in it."""

    def __init__(self) -> None:
        self._parts: dict[Hashable, dict[Part, Node]] = {}
        self._kept: dict[Hashable, dict[Hashable, Kept]] = {}

    def bind(self, data: bytes, file: str, kind: type[Record]) -> tuple[Record, Binder]:
        """The same as `records.bind`, sooner where most of a file is as it was."""
        key = file, kind
        reading = _Reading(file, self._parts.get(key, {}))
        try:
            root = reading.root(data)
            binder = _KnowingBinder(reading.own, self._kept.get(key, {}))
            record: Record = binder.bind(root, kind)
            binder.find_taken_names(kind)
            binder.root = root
        except (Unsure, Stopped, DiagnosticsError):
            return bind(data, file, kind)
        if binder.has_faults:
            return bind(data, file, kind)
        self._parts[key], self._kept[key] = reading.parts, binder.kept
        return record, binder


class _Reading:
    """Reads the parts of a file that were not known before."""

    def __init__(self, file: str, before: Mapping[Part, Node]) -> None:
        self.file = file
        self.before = before
        self.parts: dict[Part, Node] = {}
        self.own: set[int] = set()  # the identities of the nodes that are what a part holds

    def root(self, data: bytes) -> Node:
        """The node of the whole file; raises Unsure, Stopped or DiagnosticsError where it is to be read otherwise."""
        refuse_other_kinds(data, self.file)
        text, found = decoded(data, self.file)
        if found or HEAD.match(text):
            raise Unsure
        return self._block(Part(text, 0, 0))

    def _block(self, part: Part, above: int = -1) -> Node:
        """The labels or the list in some lines, further in than the column of the label above them."""
        first = FIRST.match(part.text)
        if not first or len(first[1]) <= above:
            raise Unsure
        if first[2]:
            nodes = [self._label(each) for each in _cut(part, _label_at(len(first[1])))]
        else:
            nodes = [self._leaf(each, "list") for each in _cut(part, _hyphen_at(len(first[1])))]
        entries = tuple(entry for node in nodes for entry in node.value)
        if first[2] and len({key.value for key, _ in entries}) < len(entries):
            raise Unsure
        return nodes[0]._replace(value=entries)

    def _label(self, part: Part) -> Node:
        """A mapping of one label; where it stands alone in its line, each part below it is read by itself."""
        alone = ALONE.match(part.text) if len(part.text) > SMALL else None
        if not alone:
            return self._leaf(part, "mapping")
        node = self._leaf(part._replace(text=alone[0]), "mapping")
        ((key, _),) = node.value
        below = Part(part.text[alone.end() :], part.number + alone[0].count("\n"), part.depth + 1)
        return node._replace(value=((key, self._block(below, key.location.column - 1)),))

    def _leaf(self, part: Part, kind: str) -> Node:
        """What a part holds."""
        node = self.before.get(part) or self._moved(part) or self._alone(part)
        if node.kind != kind:
            raise Unsure
        self.parts[part] = node
        self.own.update(id(entry if kind == "list" else entry[1]) for entry in node.value)
        return node

    def _moved(self, part: Part) -> Node | None:
        """A part that stood in other lines."""
        number, node = self.elsewhere.get((part.text, part.depth), (0, None))
        return node and _further(node, part.number - number)

    @cached_property
    def elsewhere(self) -> Mapping[tuple[str, int], tuple[int, Node]]:
        """The parts that were known before, by all but the number of their first line, which is beside their node."""
        return {(part.text, part.depth): (part.number, node) for part, node in self.before.items()}

    def _alone(self, part: Part) -> Node:
        lines = part.text.split("\n")
        if FOR_MORE.search(part.text) or (INVISIBLE.search(part.text) and any(map(hidden_sign, lines))):
            raise Unsure
        node, found = tree(lines, self.file, part.number, part.depth)
        if found or node is None:
            raise Unsure
        return node


class _KnowingBinder(Binder):
    """A binder that has what some nodes were made into the last time."""

    def __init__(self, own: set[int], before: Mapping[Hashable, Kept]) -> None:
        super().__init__()
        self.own = own
        self.before = before
        self.kept: dict[Hashable, Kept] = {}

    @property
    def has_faults(self) -> bool:
        """Whether there is anything to be said."""
        return bool(self.diagnostics or self.labels.unknown or self.labels.missing or not self.is_whole)

    def bind(self, node: Node, kind: Any, where: Where = NOWHERE) -> Any:
        return self._made(partial(super().bind, node, kind, where), node, kind, where)

    def _words(self, node: Node, where: Where) -> Any:
        return self._made(partial(super()._words, node, where), node, Mapping, where)

    def _made(self, make: Callable[[], Any], node: Node, kind: Any, where: Where) -> Any:
        """What a node was made into the last time, with all that was noted then; or what it is made into now."""
        if id(node) not in self.own:
            return make()
        key = id(node), kind, where
        kept = self.before.get(key)
        if kept is None or not self.ids.keys().isdisjoint(kept.ids):
            ids, references = len(self.ids), len(self.references)
            made = make()
            kept = Kept(node, made, dict(islice(self.ids.items(), ids, None)), tuple(self.references[references:]))
        else:
            self.ids.update(kept.ids)
            self.references += kept.references
        self.kept[key] = kept
        return kept.made


def _further(node: Node, lines: int) -> Node:
    """The same node some lines below."""
    at = node.location
    location = Location(at.file, at.line + lines, at.column, at.end_line + lines, at.end_column)
    value = node.value
    if node.kind == "list":
        value = tuple([_further(entry, lines) for entry in value])
    elif node.kind == "mapping":
        value = tuple([(_further(key, lines), _further(inner, lines)) for key, inner in value])
    return Node(node.kind, value, location, node.plain, node.comment, node.style)


def _cut(part: Part, begins: "re.Pattern[str]") -> Iterator[Part]:
    """The parts of some lines; what stands before the first belongs to it."""
    starts = [match.start() for match in begins.finditer(part.text)]
    number = part.number
    for start, end in zip([0, *starts[1:]], [*starts[1:], None], strict=True):
        text = part.text[start:end]
        yield Part(text, number, part.depth)
        number += text.count("\n")


@lru_cache(maxsize=64)
def _label_at(column: int) -> "re.Pattern[str]":
    return re.compile(f"^{' ' * column}{LABEL}", re.MULTILINE)


@lru_cache(maxsize=64)
def _hyphen_at(column: int) -> "re.Pattern[str]":
    return re.compile(f"^{' ' * column}{HYPHEN}", re.MULTILINE)
