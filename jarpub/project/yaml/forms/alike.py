"""Entries of a list that say only in what they differ from another, which they name after `like:`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    id, models, likenesses = id_key(cast("Any", kind)), dict[str, Node](), dict[str, str]()
    for entry in entries:
        given = _given(entry)
        key, like = (str(given[each].value) if each in given else "" for each in (id, LIKE))
        if LIKE not in given:
            models[key] = entry
            yield entry
        elif like in models:
            likenesses[key] = like
            yield _with(entry, models[like], given.keys() | {id})
        else:
            find(NOT_ABOVE, given[LIKE].location, *_no_model(like, models, likenesses))
            yield entry


def _no_model(like: str, models: Mapping[str, Node], likenesses: Mapping[str, str]) -> tuple[str, str]:
    """What is wrong with the name of a model, and the way out: one that is like another itself is none."""
    if like in likenesses:
        model = likenesses[like]
        return f'like: "{like}" is itself like "{model}"', f'name "{model}", and say all that differs from it'
    hint = did_you_mean(like, models, "name one that stands above")
    return f'like: no entry above has the key "{like}"', hint


def _given(entry: Node) -> dict[Any, Node]:
    return {key.value: value for key, value in entry.pairs if key.kind == "scalar"} if entry.kind == "mapping" else {}


def _with(entry: Node, other: Node, given: set[Any]) -> Node:
    """The entry, and what another one says that it does not say itself."""
    return entry._replace(value=[*entry.value, *(pair for pair in other.pairs if pair[0].value not in given)])
