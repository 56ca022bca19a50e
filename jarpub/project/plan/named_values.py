"""Every value of a plan by its name, with its words and the place where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Literal

from jarpub.diagnostics import Location
from jarpub.project.plan.model import Plan
from jarpub.project.plan.record_fields import id_key, record_fields
from jarpub.project.plan.values import Month, Reference, Text


@dataclass(frozen=True)
class NamedValue:
    """The words of a value, or what stands for them: nothing, yes, or the names of the entries of a list.

    `entries` are the names of what a list or a record holds, which are named values themselves.
    """

    words: str
    location: Location
    entries: tuple[str, ...] = ()


def named_values(plan: Plan) -> dict[str, NamedValue]:
    """The values of a plan by name: "IA1.a4" is the text of that action, "IA1.d1.ongoing" whether it goes on."""
    return dict(_of_record(plan, "", plan.document.title.location))


def walk(value: Any) -> Iterator[Any]:
    """A value and every record, text, month and reference below it, in their order."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        kind = shape_of(each.__class__)
        if kind in ("record", "value"):
            yield each
        if kind == "list":
            waiting.extend(reversed(each))
        elif kind == "words":
            waiting.extend(reversed(each.values()))
        elif kind == "record":
            waiting.extend(reversed(vars(each).values()))


@cache
def shape_of(kind: type) -> Literal["list", "words", "record", "value", ""]:
    """What the values of a class are, looked at once: a plan has few classes, and thousands of values.

    A record has values below it; a value that knows its place has none, nor has what is neither.
    """
    if issubclass(kind, tuple):
        return "list"
    if issubclass(kind, Mapping):
        return "words"
    if not is_dataclass(kind):
        return ""
    return "value" if issubclass(kind, Text | Month | Reference) else "record"


def name_of(value: Any, otherwise: str) -> str:
    """The name that a value has itself; one without is named after where it stands."""
    if isinstance(value, Text):
        return value.id
    key = id_key(value.__class__) if _is_record(value) else ""
    return str(getattr(value, key)) if key else otherwise


def named(entries: tuple[Any, ...], name: str) -> Iterator[tuple[Any, str]]:
    """Each entry of a list with its name; one that has none itself is named after its place in the list, from 1."""
    return ((entry, name_of(entry, f"{name}.{number}")) for number, entry in enumerate(entries, 1))


def name_under(name: str, key: str, value: Any) -> str:
    """The name of a value that stands under a key of what has this name; a text has its own."""
    return value.id if isinstance(value, Text) else f"{name}.{key}" if name else key


def _of_record(record: Any, name: str, near: Location) -> Iterator[tuple[str, NamedValue]]:
    near = _first_location(record) or near
    for key, field in record_fields(record.__class__).items():
        value = getattr(record, field.name)
        yield from _of(value, name_under(name, key, value), near)


def _of(value: Any, name: str, near: Location) -> Iterator[tuple[str, NamedValue]]:
    """A value and all below it; what has no place of its own gets that of what stands near."""
    if isinstance(value, Text):
        yield name, NamedValue(value.words, value.location)
        return
    if not hasattr(value, "text"):  # a record with a text is named as its text is
        yield name, NamedValue(_words(value, name), _first_location(value) or near, tuple(_entries(value, name)))
    if isinstance(value, tuple):
        for entry, own in named(value, name):
            if _is_record(entry):
                yield from _of_record(entry, own, near)
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from _of(entry, name_under(name, key, entry), near)
    elif _is_record(value):
        yield from _of_record(value, name_of(value, name), near)


def _words(value: Any, name: str) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        between = "; " if any(isinstance(entry, tuple) for entry in value) else ", "
        return between.join(_words(entry, own) for entry, own in named(value, name))
    if isinstance(value, Mapping):
        return ", ".join(value)
    if isinstance(value, Text | Month):
        return str(value)
    return value.id if isinstance(value, Reference) else name_of(value, name) if _is_record(value) else str(value)


def _entries(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, tuple):
        yield from (own for entry, own in named(value, name) if _is_record(entry))
    elif isinstance(value, Mapping):
        yield from (name_under(name, key, entry) for key, entry in value.items())
    elif _is_record(value):
        yield name_of(value, name)


def _is_record(value: Any) -> bool:
    return shape_of(value.__class__) == "record"


def _first_location(value: Any) -> Location | None:
    """Where a value begins, as near as is known."""
    return next((each.location for each in walk(value) if isinstance(each, Text | Month | Reference)), None)
