"""A YAML node as the frozen dataclass that its type asks for.

The dataclasses are the schema: a new key is one new field. A field without a default must be there; a
field whose name is a Python keyword has an underscore behind it.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from jarpub.diagnostics import Code, Diagnostic, Location, Problem, did_you_mean
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Reference, Text
from jarpub.project.yaml.encoding import decode
from jarpub.project.yaml.nodes import Node, parse
from jarpub.project.yaml.scalars import Where, is_nothing, value

KIND = Code("value.kind", "A list, keys with values or a text stands where something else is meant.")
UNKNOWN_KEY = Code("key.unknown", "A key is not known: it may be misspelt.")
MISSING_KEY = Code("key.missing", "A key that must be there is missing.")
TWICE = Code("id.twice", "Two entries have the same id.")
Record = TypeVar("Record")
RETIRED = frozenset({"fingerprint", "ordinary_words", "pairing"})  # keys of older files that nothing needs any more
NOWHERE = Where("", "", "")
KINDS = {"scalar": "a text", "list": "a list", "mapping": "keys with values"}
HINTS = {
    "scalar": "put the text in quotation marks if it starts with [ or {",
    "list": "write each entry on a line of its own after a hyphen",
    "mapping": 'write "key: value" lines',
}


class Binder:
    """Turns nodes into records; keeps every diagnostic, every id with its kind, and every reference."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.ids: dict[str, tuple[type, Location]] = {}
        self.references: list[tuple[Reference, str]] = []

    def bind(self, node: Node, kind: Any, where: Where = NOWHERE) -> Any:
        """The node's value as `kind`, or None where it is not one (then a diagnostic says so)."""
        origin, choices = _shape(kind)
        if origin in (UnionType, Union):
            wanted = next(choice for choice in choices if choice is not type(None))
            # An empty value with a comment behind it may be a text that lost its quotation marks.
            doubtful = wanted is Text and node.comment and not node.value
            return None if is_nothing(node) and not doubtful else self.bind(node, wanted, where)
        if origin is Mapping:
            return self._words(node, where) if self._is_kind(node, "mapping", where) else {}
        if origin is tuple:
            return self._tuple(node, choices[0], where)
        if is_dataclass(kind) and isinstance(kind, type) and not _is_value(kind):
            return self._record(node, kind, where)
        return self._scalar(node, kind, where)

    def find(self, code: Code, location: Location, message: str, hint: str) -> None:
        """Keep a diagnostic."""
        self.diagnostics.append(Diagnostic(code, location, message, hint))

    def _tuple(self, node: Node, kind: Any, where: Where) -> Any:
        if is_nothing(node) or not self._is_kind(node, "list", where):
            return ()
        return tuple(self.bind(entry, kind, where) for entry in node.value)

    def _words(self, node: Node, where: Where) -> Any:
        if node.kind != "mapping":
            return self._scalar(node, Text, where)
        return {
            key.value: self._words(inner, Where(_join(where.id, where.key), key.value, key.value))
            for key, inner in node.pairs
            if key.kind == "scalar"
        }

    def _record(self, node: Node, kind: type, where: Where) -> Any:
        if not self._is_kind(node, "mapping", where):
            return None
        known = record_fields(kind)
        given = {key.value: inner for key, inner in node.pairs if key.kind == "scalar"}
        name = self._register(kind, given, where)
        of = f"{name or where.subject}: " if name or where.subject else ""
        for key, _ in node.pairs:
            if key.kind == "scalar" and key.value not in known and key.value not in RETIRED:
                self.find(
                    UNKNOWN_KEY, key.location, f'{of}the key "{key.value}" is not known', did_you_mean(key.value, known)
                )
        values = {}
        for key_name, field in known.items():
            label = where.label if key_name in ("text", "value") and where.label else key_name
            if key_name in given:
                values[field.name] = self.bind(given[key_name], field.kind, Where(name, key_name, label))
            elif field.required:
                self.find(
                    MISSING_KEY, node.location, f'{of}the key "{key_name}" is missing', f'add a line "{key_name}: …"'
                )
                values[field.name] = None
        return kind(**values)

    def _register(self, kind: type, given: Mapping[str, Node], where: Where) -> str:
        """Note the record's id, and give the name that its texts start with."""
        node = given.get("id") or given.get("ref") or given.get("key")
        if node is None or node.kind != "scalar":
            return _join(where.id, where.key)
        if node.value in self.ids:
            first = self.ids[node.value][1]
            hint = f"line {first.line} has it already; give one of them a new id"
            self.find(TWICE, node.location, f'the id "{node.value}" is used twice', hint)
        self.ids.setdefault(node.value, (kind, node.location))
        return str(node.value)

    def _scalar(self, node: Node, kind: Any, where: Where) -> Any:
        if not self._is_kind(node, "scalar", where):
            return None
        try:
            made = value(node, kind, where)
        except Problem as problem:
            self.diagnostics.append(problem.at(node.location))
            return None
        if isinstance(made, Reference):
            self.references.append((made, where.subject))
        return made

    def _is_kind(self, node: Node, wanted: str, where: Where) -> bool:
        if node.kind == wanted:
            return True
        found = "nothing" if is_nothing(node) else KINDS[node.kind]
        subject = where.subject or "the file"
        self.find(KIND, node.location, f"{subject}: {KINDS[wanted]} is meant here, and {found} is there", HINTS[wanted])
        return False


def bind(data: bytes, file: str, kind: type[Record]) -> tuple[Record, Binder]:
    """The record of this kind that a YAML file holds, and the binder with all that was found in it.

    Raises DiagnosticsError where the file has no tree to bind.
    """
    root, diagnostics = parse(decode(data, file), file)
    binder = Binder()
    record: Record = binder.bind(root, kind)
    binder.diagnostics += diagnostics
    return record, binder


@cache
def _shape(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type is made of: the typing module takes its time, and a plan has few types and thousands of values."""
    return get_origin(kind), get_args(kind)


def _is_value(kind: type) -> bool:
    """Whether a dataclass is made from one scalar: those know their place."""
    return "location" in record_fields(kind)


def _join(*names: str) -> str:
    return ".".join(filter(None, names))
