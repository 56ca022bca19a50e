"""A YAML node as the frozen dataclass that its type asks for.

The dataclasses are the schema: a new key is one new field. A field without a default must be there; a
field whose name is a Python keyword has an underscore behind it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, NamedTuple, TypeVar, Union, get_args, get_origin

from jarpub.diagnostics import Code, Diagnostic, Location, Problem, nearest
from jarpub.project.plan.record_fields import RecordField, id_key, keys_of, record_fields
from jarpub.project.plan.values import Reference, Text
from jarpub.project.yaml.alike import completed
from jarpub.project.yaml.expected import KINDS, way_out
from jarpub.project.yaml.nodes import KEY, Node
from jarpub.project.yaml.reading import Reading, read
from jarpub.project.yaml.scalars import TEXT, Where, cut, is_nothing, value

KIND = Code("value.kind", "A list, an entry with labels or a text stands where something else is meant.")
UNKNOWN_KEY = Code("key.unknown", "A label, such as text:, is not known: it may be misspelt.")
MISSING_KEY = Code("key.missing", "A label that must be there, such as text:, is missing.")
TWICE = Code("id.twice", "Two entries have the same id.")
Record = TypeVar("Record")
RETIRED = frozenset({"fingerprint", "needed_by", "ordinary_words", "pairing"})  # keys that only older files have
NOWHERE = Where("", "", "")


class _UnknownKey(NamedTuple):
    """A key that its record does not have, the one that was meant, and those that there are."""

    key: Node
    value: Node
    of: str
    meant: str | None
    known: tuple[str, ...]
    above: tuple[Node, Node] | None  # the key before it and its value, where that is nothing


class _MissingKey(NamedTuple):
    """The record that a key is missing in, and what it would hold."""

    node: Node
    of: str
    kind: Any


class Binder:
    """Turns nodes into records; keeps every diagnostic, every id with its kind, and every reference."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.ids: dict[str, tuple[type, Location]] = {}
        self.references: list[tuple[Reference, str]] = []
        self.is_whole = True  # no list was lost, whose entries others refer to
        self.unknown: list[_UnknownKey] = []
        self.missing: dict[str, list[_MissingKey]] = {}
        self.root: Node | None = None  # that of the file as it is written, where it could be read without a fault

    def bind(self, node: Node, kind: Any, where: Where = NOWHERE) -> Any:
        """The node's value as `kind`, or None where it is not one (then a diagnostic says so)."""
        origin, choices = _shape(kind)
        if origin in (UnionType, Union):
            wanted = next(choice for choice in choices if choice is not type(None))
            # An empty value with a comment behind it may be a text that lost its quotation marks.
            doubtful = wanted is Text and node.comment and not node.value
            if wanted is Text and node.plain and str(node.value).startswith("null "):
                hint = "delete that word, or put the text in quotation marks if the word belongs to it"
                self.find(
                    TEXT,
                    node.location,
                    f"{where.subject}: the word that stands for no answer yet, null, is still before the text",
                    hint,
                )
            return None if is_nothing(node) and not doubtful else self.bind(node, wanted, where)
        if origin is Mapping:
            if not self._is_kind(node, "mapping", where, kind):
                return {}
            self._refuse_shared_names(node, where.text_id, {})
            return self._words(node, where)
        if origin is tuple:
            return self._tuple(node, choices[0], where)
        if is_dataclass(kind) and isinstance(kind, type) and not _is_value(kind):
            return self._record(node, kind, where)
        return self._scalar(node, kind, where)

    def find(self, code: Code, location: Location, message: str, hint: str) -> None:
        """Keep a diagnostic."""
        self.diagnostics.append(Diagnostic(code, location, message, hint))

    def finish(self, reading: Reading) -> None:
        """Add what was found when the file was read, and drop what only follows from it."""
        self.root = None if reading.slips or reading.diagnostics else reading.root
        lines = sorted(slip.location.line for slip in reading.slips)
        places = {diagnostic.location for diagnostic in reading.diagnostics}
        echoes = (KEY, KIND, MISSING_KEY, TEXT, UNKNOWN_KEY) if reading.is_guessed else ()
        self.is_whole = self.is_whole and not reading.is_guessed
        own = (each for each in self.diagnostics if each.location not in places)
        others = (each for each in (*reading.diagnostics, *own) if each.code not in echoes)
        self.diagnostics = [*reading.slips, *(each for each in others if not _has_one_of(each.location, lines))]

    def _tuple(self, node: Node, kind: Any, where: Where) -> Any:
        if is_nothing(node) or not self._is_kind(node, "list", where, kind):
            return ()
        entries = completed(node.value, kind, self.find)
        return tuple(self.bind(entry, kind, _of_entry(entry, kind, where, at)) for at, entry in enumerate(entries, 1))

    def _words(self, node: Node, where: Where) -> Any:
        if node.kind != "mapping":
            return self._scalar(node, Text, where)
        return {
            key.value: self._words(inner, Where(where.text_id, key.value, key.value))
            for key, inner in node.pairs
            if key.kind == "scalar"
        }

    def _record(self, node: Node, kind: type, where: Where) -> Any:
        if not self._is_kind(node, "mapping", where, kind):
            return None
        known = record_fields(kind)
        given = {key.value: inner for key, inner in node.pairs if key.kind == "scalar"}
        others = [each for each in node.pairs if each[0].kind == "scalar" and each[0].value not in {*known, *RETIRED}]
        meant = {key.value: nearest(key.value, known.keys() - given.keys()) for key, _ in others}
        given |= {name: inner for key, inner in others if (name := meant[key.value])}
        name = self._register(kind, given, where)
        of = f"{name or where.subject}: " if name or where.subject else ""
        above = dict(zip((key.location for key, _ in node.value[1:]), node.value if node.plain else (), strict=False))
        for key, inner in others:
            nothing = _last_if_empty(above.get(key.location))
            self.unknown.append(_UnknownKey(key, inner, of, meant[key.value], tuple(known), nothing))
        values = {}
        for key_name, field in known.items():
            label = where.label if key_name in ("text", "value") and where.label else key_name
            if key_name in given:
                own_key = "" if key_name == "text" and name else key_name
                values[field.name] = self._value(given[key_name], field, Where(name, own_key, label))
            elif field.required:
                self.missing.setdefault(key_name, []).append(_MissingKey(node, of, field.kind))
                values[field.name] = None
        return kind(**values)

    def _refuse_shared_names(self, node: Node, name: str, seen: dict[str, Location]) -> None:
        """Say which labels of some words name what another names, such as "a.b:" and "b:" below "a:"."""
        for key, inner in node.pairs:
            own = f"{name}.{key.value}" if name else str(key.value)
            if own in seen and key.kind == "scalar":
                hint = f"line {seen[own].line} has that name already; use another label"
                self.find(TWICE, key.location, f'the label "{cut(key.value)}:" makes the name "{cut(own)}"', hint)
            seen[own] = key.location
            if inner.kind == "mapping":
                self._refuse_shared_names(inner, own, seen)

    def find_taken_names(self, kind: type) -> None:
        """Say which ids are the name of another value, in a file of this kind: "IA1.quote" is that of a quote."""
        kinds = {"": kind, **{name: kind for name, (kind, _) in self.ids.items()}}
        for name, (_, location) in self.ids.items():
            parts = name.split(".")
            above = (kinds.get(".".join(parts[:at])) for at in range(len(parts)))
            if any(kind and key in record_fields(kind) for kind, key in zip(above, parts, strict=True)):
                message = f'the id "{name}" is the name of something else: its last part is a label'
                self.find(TWICE, location, message, "give it another id, such as one with a number at its end")

    def _value(self, node: Node, field: RecordField, where: Where) -> Any:
        """The value of a key; a list of which nothing is left was hardly meant to be empty."""
        if field.required and _shape(field.kind)[0] is tuple and node.is_empty and not node.comment:
            hint = "put back what stood there, or type [] behind the colon if there is nothing"
            self.find(KIND, node.location, f"{where.subject}: nothing stands there", hint)
            self.is_whole = False
        return self.bind(node, field.kind, where)

    def find_keys(self) -> None:
        """Say which keys are not known or missing; one that is here not known and missing elsewhere was moved."""
        for key, inner, of, meant, known, above in self.unknown:
            elsewhere = self.missing.get(key.value, [])
            if above and not meant and not elsewhere:
                self._find_not_indented(key, above)
                continue
            if meant or not elsewhere:
                hint = f'did you mean "{meant}:"?' if meant else f"known here: {', '.join(sorted(known))}"
                self.find(UNKNOWN_KEY, key.location, f'{of}the label "{cut(key.value)}:" is not known', hint)
                continue
            missing = elsewhere.pop()
            self.bind(inner, missing.kind)  # what is in it may be referred to
            place = missing.of.removesuffix(": ") or "the file"
            spaces = missing.node.location.column - 1
            hint = f"begin the line with {spaces} spaces, like the others of {place}, and move what is below it as far"
            message = f'{of}the label "{key.value}:" is not known here, and {place} has none'
            self.find(UNKNOWN_KEY, key.location, message, hint)
        records: dict[tuple[str, Location], list[str]] = {}
        for name, all_missing in self.missing.items():
            for node, of, _ in all_missing:
                records.setdefault((of, node.location), []).append(name)
        for (of, location), names in records.items():
            are_missing = (
                f"the label {_quoted(names)} is missing"
                if names[1:] == []
                else f"the labels {_quoted(names)} are missing"
            )
            hint = f'add {"a line" if names[1:] == [] else "lines such as"} "{names[0]}: …"'
            self.find(MISSING_KEY, location, f"{of}{are_missing}", hint)

    def _find_not_indented(self, key: Node, above: tuple[Node, Node]) -> None:
        """Say that a key stands below another and not in it."""
        name, nothing = above
        self.diagnostics = [each for each in self.diagnostics if each.location != nothing.location]
        message = f'the label "{cut(key.value)}:" is not known here, and nothing stands under "{name.value}:" above it'
        hint = f"begin the line with {name.location.column + 1} spaces if it belongs there, and those below it alike"
        self.find(UNKNOWN_KEY, key.location, message, hint)

    def _register(self, kind: type, given: Mapping[str, Node], where: Where) -> str:
        """Note the record's id, and give the name that its texts start with."""
        node = given.get(id_key(kind))
        if node is None or node.kind != "scalar" or not node.value:
            self.is_whole = self.is_whole and node is None
            return where.text_id
        if node.value in self.ids:
            first = self.ids[node.value][1]
            hint = f"line {first.line} has it already; give one of them a new id"
            self.find(TWICE, node.location, f'the id "{node.value}" is used twice', hint)
        self.ids.setdefault(node.value, (kind, node.location))
        return str(node.value)

    def _scalar(self, node: Node, kind: Any, where: Where) -> Any:
        if not self._is_kind(node, "scalar", where, kind):
            return None
        try:
            made = value(node, kind, where)
        except Problem as problem:
            self.diagnostics.append(problem.at(node.location))
            return None
        if isinstance(made, Reference):
            self.references.append((made, where.subject))
        return made

    def _is_kind(self, node: Node, wanted: str, where: Where, kind: Any) -> bool:
        if node.kind == wanted:
            return True
        found = "nothing" if is_nothing(node) else KINDS[node.kind]
        message = f"{where.subject or 'the file'}: {KINDS[wanted]} is meant here, and {found} is there"
        self.find(KIND, node.location, message, way_out(node, wanted, kind))
        return False


def bind(data: bytes, file: str, kind: type[Record]) -> tuple[Record, Binder]:
    """The record of this kind that a YAML file holds, and the binder with all that was found in it.

    Raises DiagnosticsError where the file has no tree to bind.
    """
    reading = read(data, file, keys_of(kind), lambda root: len(_bound(root, kind)[1].diagnostics))
    record, binder = _bound(reading.root, kind)
    binder.finish(reading)
    return record, binder


def _last_if_empty(pair: tuple[Node, Node] | None) -> tuple[Node, Node] | None:
    """The last key under a key, at whatever depth, with its value, where that is nothing."""
    while pair and pair[1].kind == "mapping" and pair[1].plain and pair[1].value:
        pair = pair[1].value[-1]
    return pair if pair and pair[1].is_empty else None


def _has_one_of(location: Location, lines: Sequence[int]) -> bool:
    """Whether one of some lines, in their order, is in an extent."""
    return bisect_left(lines, location.line) < bisect_right(lines, max(location.line, location.end_line))


def _quoted(names: Sequence[str]) -> str:
    """Such as "id:", "text:" and "value:"."""
    *others, last = (f'"{name}:"' for name in names)
    return f"{', '.join(others)} and {last}" if others else last


def _bound(root: Node, kind: type[Record]) -> tuple[Record, Binder]:
    binder = Binder()
    record: Record = binder.bind(root, kind)
    binder.find_keys()
    binder.find_taken_names(kind)
    return record, binder


@cache
def _shape(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type is made of: the typing module takes its time, and a plan has few types and thousands of values."""
    return get_origin(kind), get_args(kind)


def _is_value(kind: type) -> bool:
    """Whether a dataclass is made from one scalar: those know their place."""
    return "location" in record_fields(kind)


def _of_entry(entry: Node, kind: Any, where: Where, number: int) -> Where:
    """Where an entry of a list stands: one without an id is named after its place in the list, from 1."""
    id = id_key(kind) if isinstance(kind, type) and is_dataclass(kind) and not _is_value(kind) else ""
    has_id = entry.kind == "mapping" and any(key.value == id and not is_nothing(value) for key, value in entry.pairs)
    return where if id and has_id else where._replace(key=f"{where.key}.{number}" if where.key else str(number))
