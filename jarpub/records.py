"""A YAML node as the frozen dataclass that its type asks for.

The dataclasses are the schema: a new key is one new field. A field without a default must be there; a
field whose name is a Python keyword has an underscore behind it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from jarpub.findings import Finding, Place, did_you_mean
from jarpub.values import Month, Name, Reference, Text
from jarpub.yaml_nodes import Node

LONGEST_NAME = 64  # Word takes no longer tag
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
NOTHING = ("", "~", "null", "Null", "NULL")
NOT_TEXT = (
    (re.compile("|".join(NOTHING[1:])), "nothing"),
    (re.compile("yes|no|on|off|y|n|true|false", re.IGNORECASE), "yes or no"),
    (re.compile(r"[-+.]?[0-9][0-9_,.:]*(e[-+]?[0-9]+)?|0[xo][0-9a-f]+|[-+]?\.(inf|nan)", re.IGNORECASE), "a number"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2}.*)?"), "a date"),
)
KINDS = {"scalar": "a text", "list": "a list", "mapping": "keys with values"}


class Where(NamedTuple):
    """The name of the record that a value belongs to, its key, and what to call it in a message."""

    id: str
    key: str
    label: str

    @property
    def subject(self) -> str:
        """Such as "MA2.st1, status"."""
        return ", ".join(filter(None, [self.id, self.label]))

    @property
    def text_id(self) -> str:
        """Such as "IA1.a4" for the text of that action, "IA1.quote" for the quote of IA1."""
        return self.id if self.key == "text" and self.id else ".".join(filter(None, [self.id, self.key]))


NOWHERE = Where("", "", "")


class Binder:
    """Turns nodes into records; keeps every finding, every id with its kind, and every reference."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.ids: dict[str, tuple[type, Place]] = {}
        self.references: list[tuple[Reference, str]] = []

    def bind(self, node: Node, kind: Any, where: Where = NOWHERE) -> Any:
        """The node's value as `kind`, or None where it is not one (then a finding says so)."""
        if _nothing(node) and type(None) in get_args(kind):
            return None
        for matches, make in SHAPES:
            if matches(kind):
                return make(self, node, kind, where)
        raise TypeError(f"no rule for {kind}")

    def find(self, place: Place, sentence: str, way_out: str) -> None:
        """Keep a finding."""
        self.findings.append(Finding(place, sentence, way_out))

    def _optional(self, node: Node, kind: Any, where: Where) -> Any:
        (wanted,) = (choice for choice in get_args(kind) if choice is not type(None))
        return self.bind(node, wanted, where)

    def _tuple(self, node: Node, kind: Any, where: Where) -> Any:
        if _nothing(node):
            return ()
        if node.kind != "list":
            return self._wrong_kind(node, "a list", "write each entry on a line of its own after a hyphen", where)
        return tuple(self.bind(entry, get_args(kind)[0], where) for entry in node.value)

    def _words(self, node: Node, kind: Any, where: Where) -> Any:
        if node.kind != "mapping":
            return self._text(node, Text, where)
        return {
            key.value: self._words(value, kind, Where(_join(where.id, where.key), key.value, key.value))
            for key, value in node.pairs
        }

    def _record(self, node: Node, kind: Any, where: Where) -> Any:
        if node.kind != "mapping":
            return self._wrong_kind(node, "keys with values", 'write "key: value" lines', where)
        known = record_fields(kind)
        given = {key.value: value for key, value in node.pairs}
        record_id = self._register(kind, given, where)
        for key, _ in node.pairs:
            if key.value not in known:
                self.find(
                    key.place,
                    f'{_of(record_id, where)}the key "{key.value}" is not known',
                    did_you_mean(key.value, known),
                )
        values = {}
        for name, field in known.items():
            if name in given:
                label = where.label if name in ("text", "value") and where.label else name
                values[field.name] = self.bind(given[name], field.kind, Where(record_id, name, label))
            elif field.required:
                self.find(node.place, f'{_of(record_id, where)}the key "{name}" is missing', f'add a line "{name}: …"')
                values[field.name] = None
        return kind(**values)

    def _register(self, kind: type, given: dict[str, Node], where: Where) -> str:
        node = given.get("id") or given.get("ref")
        if node is None or node.kind != "scalar":
            return _join(where.id, where.key)
        if node.value in self.ids:
            first = self.ids[node.value][1]
            self.find(
                node.place,
                f'the id "{node.value}" is used twice',
                f"line {first.line} has it already; give one of them a new id",
            )
        self.ids.setdefault(node.value, (kind, node.place))
        return str(node.value)

    def _text(self, node: Node, kind: Any, where: Where) -> Any:
        words = self._scalar(node, where)
        if words is None:
            return None
        read_as = _not_text(node)
        if read_as:
            self.find(
                node.place,
                f"{where.subject}: YAML reads {words.strip() or 'an empty value'} as {read_as}, and a text is meant",
                f'put it in quotation marks: "{words.strip() or "…"}"',
            )
        if len(where.text_id) > LONGEST_NAME:
            self.find(
                node.place, f'the name "{where.text_id}" is longer than {LONGEST_NAME} characters', "use shorter keys"
            )
        return Text(words.strip(" \n\t"), where.text_id, node.place)

    def _month(self, node: Node, kind: Any, where: Where) -> Any:
        words = self._scalar(node, where)
        match = MONTH.fullmatch(words or "")
        if words is not None and not match:
            self.find(
                node.place,
                f'{where.subject}: "{words}" is no month',
                'write the year and the month: "2009-03" is March 2009',
            )
        return Month(int(match[1]), int(match[2]), where.id, node.place) if match else None

    def _name(self, node: Node, kind: Any, where: Where) -> Any:
        words = self._scalar(node, where)
        if words is not None and not NAME.fullmatch(words):
            self.find(
                node.place,
                f'{where.label} "{words[:80]}" cannot be a name',
                "use letters, digits, dots, hyphens and underscores, 64 at most, starting with a letter or digit",
            )
        return Name(words or "")

    def _reference(self, node: Node, kind: Any, where: Where) -> Any:
        words = self._scalar(node, where)
        if words is None:
            return None
        reference = kind(words, node.place)
        self.references.append((reference, where.subject))
        return reference

    def _choice(self, node: Node, kind: Any, where: Where) -> Any:
        words = self._scalar(node, where)
        if words is not None and words not in get_args(kind):
            self.find(node.place, f'{where.subject} "{words}" is not known', did_you_mean(words, get_args(kind)))
        return words

    def _flag(self, node: Node, kind: Any, where: Where) -> Any:
        words = self._scalar(node, where)
        if words is not None and words not in ("true", "false"):
            self.find(node.place, f'{where.subject}: "{words}" is neither true nor false', "write true or false")
        return words == "true"

    def _number(self, node: Node, kind: Any, where: Where) -> Any:
        words = self._scalar(node, where)
        if words is not None and not re.fullmatch("[0-9]{1,9}", words):
            self.find(node.place, f'{where.subject}: "{words}" is no whole number', "write digits only")
            return None
        return words and int(words)

    def _plain(self, node: Node, kind: Any, where: Where) -> Any:
        return self._scalar(node, where)

    def _scalar(self, node: Node, where: Where) -> str | None:
        if node.kind != "scalar":
            self._wrong_kind(node, "a text", "put the text in quotation marks if it starts with [ or {", where)
            return None
        return str(node.value)

    def _wrong_kind(self, node: Node, wanted: str, way_out: str, where: Where) -> None:
        found = "nothing" if _nothing(node) else KINDS[node.kind]
        self.find(node.place, f"{where.subject or 'the file'}: {wanted} is meant here, and {found} is there", way_out)


class RecordField(NamedTuple):
    """One key of a record: the field that holds it, its type, whether it must be there."""

    name: str
    kind: Any
    required: bool


@cache
def record_fields(kind: Any) -> dict[str, RecordField]:
    """The keys that a record of this kind may have, by the name they have in YAML."""
    hints = get_type_hints(kind)
    return {
        field.name.rstrip("_"): RecordField(
            field.name, hints[field.name], field.default is MISSING and field.default_factory is MISSING
        )
        for field in fields(kind)
    }


def _is(*kinds: type) -> Callable[[Any], bool]:
    return lambda kind: isinstance(kind, type) and issubclass(kind, kinds)


def _origin(*origins: Any) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) in origins


# The first rule that matches a type makes its value.
SHAPES: tuple[tuple[Callable[[Any], bool], Callable[..., Any]], ...] = (
    (_origin(UnionType, Union), Binder._optional),
    (_origin(Mapping), Binder._words),
    (_origin(tuple), Binder._tuple),
    (_origin(Literal), Binder._choice),
    (_is(Text), Binder._text),
    (_is(Month), Binder._month),
    (_is(Reference), Binder._reference),
    (_is(Name), Binder._name),
    (_is(bool), Binder._flag),
    (_is(int), Binder._number),
    (_is(str), Binder._plain),
    (is_dataclass, Binder._record),
)


def _nothing(node: Node) -> bool:
    return node.kind == "scalar" and node.plain and node.value in NOTHING


def _not_text(node: Node) -> str | None:
    if not node.plain:
        return None if node.value.strip() else "nothing"
    readings: Iterator[str] = (name for pattern, name in NOT_TEXT if pattern.fullmatch(node.value))
    return next(readings, None) or (None if node.value else "nothing")


def _join(*names: str) -> str:
    return ".".join(filter(None, names))


def _of(record_id: str, where: Where) -> str:
    return f"{record_id or where.subject}: " if record_id or where.subject else ""
