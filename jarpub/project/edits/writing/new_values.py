"""A new value as the lines that it is written in: in braces where it is short, else key by key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from jarpub.project.edits.places import bare, default, shape
from jarpub.project.edits.writing.scalars import Layout, Room, key_text, scalar
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Text


def behind_key(value: Any, kind: Any, room: Room, layout: Layout) -> str:
    """A value as it stands behind the colon of a key in column `room.indent`: in that line, or in those below it."""
    if is_short(value, kind):
        written = in_one_line(value, kind, layout)
        if shape(kind) == "list" or not value or room.is_flow or room.start + len(written) <= layout.width:
            return f" {written}"
    if room.is_flow:
        return f" {in_one_line(value, kind, layout)}"
    if shape(kind) == "scalar" or value is None:
        return f" {scalar(value, bare(kind), room, layout)}"
    return "".join(f"\n{line}" for line in _below(value, kind, room.indent, layout))


def in_one_line(value: Any, kind: Any, layout: Layout) -> str:
    """A value in braces or brackets, with all that it holds."""
    form = "scalar" if value is None else shape(kind)
    if form == "list":
        return f"[{', '.join(in_one_line(entry, get_args(bare(kind))[0], layout) for entry in value)}]"
    if form == "scalar":
        return scalar(value, bare(kind), Room(0, 0, is_flow=True), layout)
    pairs = (f"{key_text(key)}: {in_one_line(inner, of, layout)}" for key, inner, of in _pairs(value, kind))
    return f"{{{', '.join(pairs)}}}"


def entry_lines(value: Any, kind: Any, column: int, layout: Layout, *, is_in_braces: bool = True) -> list[str]:
    """The lines of an entry of a list whose hyphens stand in this column."""
    hyphen = " " * column + "-" + " " * (layout.behind_hyphen - 1)
    if shape(kind) == "scalar":
        return f"{hyphen}{scalar(value, bare(kind), Room(column, len(hyphen)), layout)}".split("\n")
    line = hyphen + in_one_line(value, kind, layout)
    if is_in_braces and is_short(value, kind, deep=True) and len(line) <= layout.width:
        return [line]
    first, *others = key_lines(value, kind, len(hyphen), layout)
    return [hyphen + first.lstrip(" "), *others]


def key_lines(value: Any, kind: Any, column: int, layout: Layout) -> list[str]:
    """The lines of a record or of wording whose keys begin in this column."""
    lines = []
    for key, inner, of in _pairs(value, kind):
        start = f"{' ' * column}{key_text(key)}:"
        written = behind_key(inner, of, Room(column, len(start) + 1), layout)
        lines += f"{start}{written}".split("\n")
    return lines


def is_short(value: Any, kind: Any, *, deep: bool = False) -> bool:
    """Whether a value has no records in lists and no text of several lines: what is read at a glance in one line."""
    form = "scalar" if value is None else shape(kind)
    if form == "scalar":
        return deep and "\n" not in str(value)
    if form == "list":
        return (
            not value
            or all(is_short(entry, get_args(bare(kind))[0], deep=True) for entry in value)
            and (shape(get_args(bare(kind))[0]) == "scalar")
        )
    return (form == "record" or not value) and all(
        is_short(inner, of, deep=True) for _, inner, of in _pairs(value, kind)
    )


def _below(value: Any, kind: Any, indent: int, layout: Layout) -> Iterator[str]:
    """The lines below a key in this column."""
    if shape(kind) == "list":
        for entry in value:
            yield from entry_lines(entry, get_args(bare(kind))[0], indent + layout.hyphen, layout)
    else:
        yield from key_lines(value, kind, indent + layout.step, layout)


def _pairs(value: Mapping[str, Any], kind: Any) -> Sequence[tuple[str, Any, Any]]:
    """The keys that are written, in their order, each with its value and its type."""
    if shape(kind) == "words":
        return [(key, inner, Mapping if isinstance(inner, Mapping) else Text) for key, inner in value.items()]
    known = record_fields(bare(kind))
    return [
        (key, value[key], field.kind)
        for key, field in known.items()
        if field.required or value[key] != default(bare(kind), key)
    ]
