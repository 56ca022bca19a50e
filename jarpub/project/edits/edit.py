"""What can be done to a file: a value set, an entry of a list put in, taken out or moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, Union

from jarpub.diagnostics import Code
from jarpub.project.edits.slices import Slice

# Plain data, as a file holds it: a month is "2009-03", a reference the id of what is meant, a record its keys.
Value: TypeAlias = Union[bool, int, str, tuple["Value", ...], Mapping[str, "Value"], None]  # noqa: UP007  # "Value" is text

GONE = Code("edit.gone", "An edit is of something that the file does not have, or not any more.")
REFERRED_TO = Code("edit.referred-to", "An entry cannot be taken out, because others refer to it.")


@dataclass(frozen=True)
class Set:
    """A value, a whole record or a whole list by its name becomes another one; None is written as null."""

    name: str
    value: Any


@dataclass(frozen=True)
class Insert:
    """An entry comes into a list, such as "IA1.s1.actions", at a place from 0."""

    name: str
    at: int
    entry: Any


@dataclass(frozen=True)
class Remove:
    """An entry of a list, such as "IA1.a3" or "OV.p2.corrections.1", goes."""

    name: str


@dataclass(frozen=True)
class Move:
    """An entry of a list goes to another place in it, from 0."""

    name: str
    to: int


Edit: TypeAlias = Set | Insert | Remove | Move


@dataclass(frozen=True)
class Done:
    """An edit as it was made: the name of what it is of, and that as plain data before and now."""

    edit: Edit
    name: str
    was: Value
    now: Value


@dataclass(frozen=True)
class Edited:
    """A file with edits in it, what was done, and the slices by which it differs, in their order."""

    data: bytes
    done: tuple[Done, ...]
    slices: tuple[Slice, ...]


class EditFault(Exception):
    """A file does not say, after an edit, what was to be written: a mistake of this program."""
