"""A YAML node as the frozen dataclass that its type asks for.

The dataclasses are the schema: a new key is one new field. A field without a default must be there; a
field whose name is a Python keyword has an underscore behind it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from jarpub.diagnostics import Code, Diagnostic, Location, Problem, nearest
from jarpub.project.plan.record_fields import RecordField, id_key, keys_of, record_fields
from jarpub.project.plan.values import Reference, Text
from jarpub.project.yaml.expected import KINDS, way_out
from jarpub.project.yaml.forms.alike import completed
from jarpub.project.yaml.forms.labels import MISSING_KEY, UNKNOWN_KEY, Labels, MissingKey, UnknownKey, last_if_empty
from jarpub.project.yaml.forms.older_plans import as_now
from jarpub.project.yaml.nodes import KEY, Node
from jarpub.project.yaml.reading import Reading, read
from jarpub.project.yaml.scalars import TEXT, Where, cut, is_nothing, value

KIND = Code("value.kind", "A list, an entry with labels or a text stands where something else is meant.")
TWICE = Code("id.twice", "Two entries have the same id.")
Record = TypeVar("Record")
RETIRED = frozenset({"fingerprint", "needed_by", "ordinary_words", "pairing"})  # keys that only older files have
NOWHERE = Where("", "", "")


class Binder:
    """Turns nodes into records; keeps every diagnostic, every id with its kind, and every reference."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.ids: dict[str, tuple[type, Location]] = {}
        self.references: list[tuple[Reference, str]] = []
        self.is_whole = True  # no list was lost, whose entries others refer to
        self.labels = Labels()
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
            is_lost = node.is_empty and is_record(wanted)  # a record that was deleted
            return None if is_nothing(node) and not doubtful and not is_lost else self.bind(node, wanted, where)
        if origin is Mapping:
            if not self._is_kind(node, "mapping", where, kind):
                return {}
            self._refuse_shared_names(node, where.text_id, {})
            return self._words(node, where)
        if origin is tuple:
            return self._tuple(node, choices[0], where)
        if is_record(kind):
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
            nothing = last_if_empty(above.get(key.location))
            self.labels.unknown.append(UnknownKey(key, inner, of, meant[key.value], tuple(known), nothing))
        values = {}
        for key_name, field in known.items():
            label = where.label if key_name in ("text", "value") and where.label else key_name
            if key_name in given:
                own_key = "" if key_name == "text" and name else key_name
                values[field.name] = self._value(given[key_name], field, Where(name, own_key, label))
            elif field.required:
                self.labels.missing.setdefault(key_name, []).append(MissingKey(node, of, field.kind))
                values[field.name] = None
            elif _is_of_more(field.kind):
                self.labels.could_have.setdefault(key_name, []).append(MissingKey(node, of, field.kind))
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
        """The value of a key; a list, or a text that has to be there, of which nothing is left was hardly meant to be empty."""
        is_list = _shape(field.kind)[0] is tuple
        if (is_list or (field.required and Text in _shape(field.kind)[1])) and node.is_empty and not node.comment:
            hint = (
                f"put back what stood there, or type {'[]' if is_list else 'null'} behind the colon if there is nothing"
            )
            self.find(KIND, node.location, f"{where.subject}: nothing stands there", hint)
            self.is_whole = False
        return self.bind(node, field.kind, where)

    def find_keys(self) -> None:
        """Say which keys are not known or missing."""
        hollow = self.labels.hollow()
        self.diagnostics = [each for each in self.diagnostics if each.location not in hollow]
        for found in self.labels.found(self.bind):
            self.diagnostics.append(found)

    def _register(self, kind: type, given: Mapping[str, Node], where: Where) -> str:
        """Note the record's id, and give the name that its texts start with."""
        node = given.get(id_key(kind))
        if node is None or node.kind != "scalar" or not node.value or is_nothing(node):
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


def _has_one_of(location: Location, lines: Sequence[int]) -> bool:
    """Whether one of some lines, in their order, is in an extent."""
    return bisect_left(lines, location.line) < bisect_right(lines, max(location.line, location.end_line))


def _bound(root: Node, kind: type[Record]) -> tuple[Record, Binder]:
    binder = Binder()
    record: Record = binder.bind(as_now(root), kind)
    binder.find_keys()
    binder.find_taken_names(kind)
    return record, binder


@cache
def _shape(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type is made of: the typing module takes its time, and a plan has few types and thousands of values."""
    return get_origin(kind), get_args(kind)


@cache
def _is_of_more(kind: Any) -> bool:
    """Whether a type is a list, or a record that may be missing."""
    origin, choices = _shape(kind)
    return origin is tuple or any(map(is_record, choices))


def is_record(kind: Any) -> bool:
    """Whether a type is a dataclass with keys, and no value made from one scalar."""
    return isinstance(kind, type) and is_dataclass(kind) and not _is_value(kind)


def _is_value(kind: type) -> bool:
    """Whether a dataclass is made from one scalar: those know their place."""
    return "location" in record_fields(kind)


def _of_entry(entry: Node, kind: Any, where: Where, number: int) -> Where:
    """Where an entry of a list stands: one without an id is named after its place in the list, from 1."""
    id = id_key(kind) if isinstance(kind, type) and is_dataclass(kind) and not _is_value(kind) else ""
    has_id = entry.kind == "mapping" and any(key.value == id and not is_nothing(value) for key, value in entry.pairs)
    return where if id and has_id else where._replace(key=f"{where.key}.{number}" if where.key else str(number))
