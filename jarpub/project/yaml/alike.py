"""Entries of a list that say only in what they differ from another, which they name after `like:`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import is_dataclass
from typing import Any, cast

from jarpub.diagnostics import Code, Location, did_you_mean
from jarpub.project.plan.record_fields import id_key, record_fields
from jarpub.project.yaml.nodes import Node

LIKE = "like"
NOT_ABOVE = Code("like.unknown", "An entry is to be like another that does not stand above it.")


def completed(entries: Sequence[Node], kind: Any, find: Callable[[Code, Location, str, str], None]) -> Iterator[Node]:
    """The entries of a list of records, each with what it leaves to the one that it is like; `find` hears what is wrong."""
    if not (isinstance(kind, type) and is_dataclass(kind) and LIKE in record_fields(cast("Any", kind))):
        yield from entries
        return
    id, above = id_key(cast("Any", kind)), dict[str, Node]()
    for entry in entries:
        given = _given(entry)
        like = given.get(LIKE)
        if like and like.value not in above:
            message = f'like: no entry above has the key "{like.value}"'
            find(NOT_ABOVE, like.location, message, did_you_mean(str(like.value), above, "name one that stands above"))
        whole = _with(entry, above[like.value], given.keys() | {id}) if like and like.value in above else entry
        if id in given:
            above[str(given[id].value)] = whole
        yield whole


def _given(entry: Node) -> dict[Any, Node]:
    return {key.value: value for key, value in entry.pairs if key.kind == "scalar"} if entry.kind == "mapping" else {}


def _with(entry: Node, other: Node, given: set[Any]) -> Node:
    """The entry, and what another one says that it does not say itself."""
    return entry._replace(value=[*entry.value, *(pair for pair in other.pairs if pair[0].value not in given)])
