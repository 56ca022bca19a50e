"""The keys that a record may have, as its dataclass says: the dataclasses are the schema."""

from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, cast, get_args, get_type_hints

from jarpub.project.plan.values import Id


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


@cache
def id_key(kind: Any) -> str:
    """The key that holds the id of a record of this kind; nothing where it has none, and is named by its place."""
    known = record_fields(kind)
    return next((key for key in ("id", "ref", "key") if key in known and known[key].kind is Id), "")


def keys_of(kind: Any) -> frozenset[str]:
    """The keys that a record of this kind may have, and those of all records that it may hold.

    Words with labels of anybody's choice may have those that the field lists in its metadata.
    """
    seen: set[Any] = set()
    waiting, keys = [kind], set[str]()
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        if isinstance(each, type) and is_dataclass(each) and each not in seen:
            seen.add(each)
            known = record_fields(cast("Any", each))
            if "location" not in known:  # those are made from one word each
                keys |= known.keys()
                waiting += (field.kind for field in known.values())
                keys |= {key for each_field in fields(cast("Any", each)) for key in each_field.metadata.get("keys", ())}
    return frozenset(keys)
