"""The keys that a record may have, as its dataclass says: the dataclasses are the schema."""

from dataclasses import MISSING, fields
from functools import cache
from typing import Any, NamedTuple, get_type_hints


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
