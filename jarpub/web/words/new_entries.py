"""What a new entry of a list is made of, before somebody has filled it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from jarpub.project.plan.model import Recommendation
from jarpub.project.plan.record_fields import id_key, record_fields
from jarpub.project.plan.rows import Owner, Status, Strand
from jarpub.project.plan.values import Text
from jarpub.web.words.holders import is_record_kind, without_nothing

NOT_YET = "[to be written]"  # a mark that no final is made with, should anybody leave it there
FIRST_ROW = "s1"
COLUMN = "column"
ASKED = {Owner: COLUMN, Status: "value", Recommendation: "quote"}  # what may be nothing, and mostly is not


@dataclass(frozen=True)
class NewEntry:
    """An entry as plain data, and the keys of the fields that somebody is asked to fill in first."""

    entry: Mapping[str, Any] | str
    first: tuple[str, ...]


def empty_entry(kind: Any, new_id: str = "") -> NewEntry:
    """What a new entry of a list must have, by its kind; `new_id` is its name where entries of this kind have one.

    Its texts are marks that stand for words, since a file with an empty text cannot be read.
    """
    if not is_record_kind(kind):
        return NewEntry(NOT_YET, ())
    known = record_fields(kind).items()
    first = (key for key, field in known if key == ASKED.get(kind) or _is_asked_first(field.kind, field.required))
    return NewEntry(_empty(kind, new_id), tuple(first))


def _is_asked_first(kind: Any, required: bool) -> bool:
    """Whether nothing can be taken for a value, which somebody has to say: words, a choice, the months of a date."""
    is_chosen = get_origin(kind) is Literal
    is_list_of_values = get_origin(kind) is tuple and not is_record_kind(get_args(kind)[0])
    return required and (kind in (Text, str) or is_chosen or is_list_of_values)


def _empty(kind: Any, new_id: str) -> dict[str, Any]:
    """The keys that must be there, with the least that can stand behind each; a recommendation has a row."""
    asked = ASKED.get(kind)
    known = {key: field for key, field in record_fields(kind).items() if field.required or key == asked}
    entry = {key: new_id if key == id_key(kind) else _least(field.kind, new_id) for key, field in known.items()}  # fmt: skip
    entry |= {"quote": NOT_YET} if kind is Recommendation else {}
    return entry | ({"strands": [_empty(Strand, f"{new_id}.{FIRST_ROW}")]} if kind is Recommendation else {})


def _least(kind: Any, new_id: str) -> Any:
    if without_nothing(kind) is not kind:
        return None
    if get_origin(kind) is tuple:
        return []
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if is_record_kind(kind):
        return _empty(kind, new_id)
    return {bool: False, int: 0}.get(kind, NOT_YET)


def entry_kind(kind: Any) -> Any:
    """What the entries of a list are, by the type of the list."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None
