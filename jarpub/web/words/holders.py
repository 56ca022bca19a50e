"""Every value of a file by a name of its own, with what holds it: its key, its list, its record."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from jarpub.project.plan.named_values import shape_of
from jarpub.project.plan.record_fields import id_key, record_fields
from jarpub.project.plan.values import Month, Text


@dataclass(frozen=True)
class Held:
    """A value by its name, and where it stands: under which key of what, and in a list at which place, from 1.

    A record with a text is named as its text is, and both are one: "IA1.a4" is the action.
    """

    name: str
    value: Any
    kind: Any  # as the dataclass that holds it says; without None
    key: str = ""
    holder: "Held | None" = None
    number: int = 0  # its place in its list, from 1

    @property
    def text(self) -> Text | None:
        """Its words where it has any: its own, or those of the record that it is."""
        text = self.value if isinstance(self.value, Text) else getattr(self.value, "text", None)
        return text if isinstance(text, Text) else None

    @property
    def record(self) -> "Held":
        """The nearest record around a value, which can be itself, also where it is not there yet."""
        is_own = is_record(self.value) or (self.value is None and is_record_kind(self.kind))
        return self if self.holder is None or is_own else self.holder.record

    @property
    def file(self) -> "Held":
        """The record of the whole file."""
        return self.holder.file if self.holder else self


def held(record: Any) -> dict[str, Held]:
    """The values, the lists and the records of a plan, or of another file, each by its own name, in their order."""
    found: dict[str, Held] = {}
    waiting = [Held("", record, type(record))]
    while waiting:
        each = waiting.pop()
        if each.holder:
            found.setdefault(each.name, each)
        waiting.extend(reversed(list(_inside(each))))
    return found


def is_record(value: Any) -> bool:
    """Whether a value is a record: something with values below it."""
    return is_record_kind(value.__class__)


def is_record_kind(kind: Any) -> bool:
    """Whether the values of a type are records."""
    return isinstance(kind, type) and shape_of(kind) == "record" and "location" not in record_fields(kind)


def without_nothing(kind: Any) -> Any:
    """What a type that may also be nothing is otherwise."""
    if get_origin(kind) in (UnionType, Union):
        return next(each for each in get_args(kind) if each is not NoneType)
    return kind


def _inside(each: Held) -> Iterator[Held]:
    value = each.value
    if isinstance(value, Mapping):
        for key, entry in value.items():
            yield Held(_under(each.name, key), entry, Mapping if isinstance(entry, Mapping) else Text, key, each)
    elif isinstance(value, tuple):
        kind = (get_args(each.kind) or (object,))[0]
        for number, entry in enumerate(value, 1):
            name = own_name(entry) or f"{each.name}.{number}"
            yield Held(name, entry, kind, each.key, each, number)
    elif is_record(value):
        for key, field in record_fields(value.__class__).items():
            if key != "text":  # it is the record's own name
                name = _under(each.name, key)
                yield Held(name, getattr(value, field.name), without_nothing(field.kind), key, each)


def _under(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key


def own_name(value: Any) -> str:
    """The name that a record has itself; nothing where it is named after its place."""
    key = id_key(value.__class__) if is_record(value) else ""
    return str(getattr(value, key)) if key else ""


def plain(value: Any) -> Any:
    """A value as JSON and YAML have it, by the keys of YAML: words, flags, numbers, lists and mappings."""
    if isinstance(value, Month):
        return f"{value.year:04}-{value.number:02}"
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    if is_record(value):
        return {key: plain(getattr(value, field.name)) for key, field in record_fields(value.__class__).items()}
    if hasattr(value, "location"):  # a text and a colour have words, a reference the name of another
        return value.words if hasattr(value, "words") else value.id
    return value
