"""Every value of a file by its unique name, with its type and where it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache, cached_property
from types import UnionType
from typing import Any, Union, get_args, get_origin

from jarpub.project.edits.edit import Value
from jarpub.project.plan.record_fields import id_key, record_fields
from jarpub.project.plan.values import Text
from jarpub.project.yaml.nodes import Node
from jarpub.project.yaml.scalars import is_nothing, stripped


@dataclass(frozen=True)
class Place:
    """A value by its name: its type, its node, which is nothing where the key is not written, and what it stands in.

    `key` is that of the record or the wording which it stands in, `number` that of the entry of a list, from 0.
    """

    name: str
    kind: Any
    node: Node | None
    above: "Place | None" = None
    key: str = ""
    key_node: Node | None = None
    number: int = 0

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a list."""
        return self.above is not None and shape(self.above.kind) == "list"

    @property
    def path(self) -> tuple[str | int, ...]:
        """The keys and numbers that lead to it."""
        if self.above is None:
            return ()
        return (*self.above.path, self.number if self.is_entry else self.key)

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is written, or null."""
        return self.node is None or is_nothing(self.node)

    @cached_property
    def value(self) -> Value:
        """What it holds, as plain data."""
        return plain(self.node, self.kind) if self.node or self.above is None else self._default

    @property
    def _default(self) -> Value:
        return default(bare(self.above.kind), self.key) if self.above and shape(self.above.kind) == "record" else None

    def below(self, name: str | None = None) -> Iterator["Place"]:
        """What it holds: the values of all keys that it may have, or its entries; those that this name may be in."""
        kind, node = bare(self.kind), self.node
        if node is None or is_nothing(node):
            return
        if shape(kind) == "words" and node.kind == "mapping":
            yield from self._words(node, name)
        elif shape(kind) == "list" and node.kind == "list":
            inner = get_args(kind)[0]
            for number, entry in enumerate(node.value):
                own = _id(entry, inner) or f"{self.name}.{number + 1}"
                if may_be_in(name, own, inner):
                    yield Place(own, inner, entry, self, number=number)
        elif shape(kind) == "record" and node.kind == "mapping":
            yield from self._fields(node, kind, name)

    def _words(self, node: Node, name: str | None) -> Iterator["Place"]:
        for key, inner in node.pairs:
            own = _join(self.name, key.value)
            of = Mapping if inner.kind == "mapping" else Text
            if may_be_in(name, own, of):
                yield Place(own, of, inner, self, str(key.value), key)

    def _fields(self, node: Node, kind: Any, name: str | None) -> Iterator["Place"]:
        given = {key.value: (key, inner) for key, inner in node.pairs}
        for key, field in record_fields(kind).items():
            own = self.name if key == "text" and self.name else _join(self.name, key)
            if may_be_in(name, own, field.kind):
                key_node, inner = given.get(key, (None, None))
                yield Place(own, field.kind, inner, self, key, key_node)


def places(root: Node, kind: Any, name: str | None = None) -> Mapping[str, tuple[Place, ...]]:
    """The places of a file by their names, or those that have this name; a record comes before the text it is named as."""
    found: dict[str, tuple[Place, ...]] = {}
    waiting = [Place("", kind, root)]
    while waiting:
        place = waiting.pop()
        if name in (None, place.name):
            found[place.name] = (*found.get(place.name, ()), place)
        waiting += reversed([*place.below(name)])
    return found


def may_be_in(name: str | None, own: str, kind: Any) -> bool:
    """Whether a value of this name and type may be what has a name, or hold it: what has an id may stand anywhere."""
    return name is None or name == own or name.startswith(f"{own}.") or holds_ids(kind)


@cache
def holds_ids(kind: Any) -> bool:
    """Whether values of a type are or hold records that have ids."""
    kind, form = bare(kind), shape(kind)
    if form == "list":
        return holds_ids(get_args(kind)[0])
    if form != "record":
        return False
    of_itself = [
        inner for inner in (field.kind for field in record_fields(kind).values()) if _entry_of(inner) is not kind
    ]
    return bool(id_key(kind)) or any(map(holds_ids, of_itself))


def _entry_of(kind: Any) -> Any:
    return get_args(bare(kind))[0] if shape(kind) == "list" else bare(kind)


def plain(node: Node | None, kind: Any) -> Value:
    """A node as plain data, with what the keys stand for that are not written."""
    wanted, kind_of = bare(kind), shape(kind)
    if node is None or (is_nothing(node) and (is_optional(kind) or kind_of == "list")):
        return () if kind_of == "list" else None
    if node.kind == "list":
        inner = get_args(wanted)[0] if kind_of == "list" else str
        return tuple(plain(entry, inner) for entry in node.value)
    if node.kind == "mapping":
        given = {str(key.value): inner for key, inner in node.pairs}
        if kind_of != "record":
            return {key: plain(inner, Text) for key, inner in given.items()}
        known = record_fields(wanted)
        others = {key: plain(inner, str) for key, inner in given.items() if key not in known}
        return {
            key: plain(given[key], known[key].kind) if key in given else default(wanted, key) for key in known
        } | others
    return _scalar(node, wanted)


def _scalar(node: Node, kind: Any) -> Value:
    if kind is Text:
        return stripped(node.value)
    if kind is bool and node.value in ("true", "false"):
        return bool(node.value == "true")
    return int(node.value) if kind is int and node.value.isdecimal() else str(node.value)


@cache
def default(kind: Any, key: str) -> Value:
    """What a key stands for that is not written."""
    field = next(each for each in fields(kind) if each.name == record_fields(kind)[key].name)
    if field.default is not MISSING:
        return field.default  # type: ignore[no-any-return]  # such as None, () and False
    return {} if field.default_factory is dict else None


@cache
def bare(kind: Any) -> Any:
    """A type without the choice that there is nothing."""
    if get_origin(kind) in (UnionType, Union):
        return next(choice for choice in get_args(kind) if choice is not type(None))
    return kind


@cache
def is_optional(kind: Any) -> bool:
    """Whether nothing may stand there."""
    return get_origin(kind) in (UnionType, Union) and type(None) in get_args(kind)


@cache
def shape(kind: Any) -> str:
    """What values of a type are: a "list", "words" by keys that people choose, a "record", or a "scalar"."""
    kind = bare(kind)
    if kind is Mapping or get_origin(kind) is Mapping:
        return "words"
    if get_origin(kind) is tuple:
        return "list"
    is_record = isinstance(kind, type) and is_dataclass(kind) and "location" not in record_fields(kind)
    return "record" if is_record else "scalar"


def _id(node: Node, kind: Any) -> str:
    """The id of a record; nothing where it has none."""
    if shape(kind) != "record" or node.kind != "mapping":
        return ""
    key = id_key(bare(kind))
    return next((str(inner.value) for each, inner in node.pairs if each.value == key and not is_nothing(inner)), "")


def _join(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key
