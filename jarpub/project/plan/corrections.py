"""The approved corrections of a plan, made in its words."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from jarpub.project.plan.named_values import walk
from jarpub.project.plan.rows import Correction
from jarpub.project.plan.values import Text

Record = TypeVar("Record")


@dataclass(frozen=True)
class Corrected:
    """A text with a correction that stands beside it."""

    text: Text
    correction: Correction


def corrections(record: Any) -> Iterator[Corrected]:
    """Every correction in a record and below it, approved or not, with the text that it is meant for."""
    for each in walk(record):
        for correction in getattr(each, "corrections", ()):
            yield Corrected(each.text, correction)


def corrected(record: Record) -> Record:
    """The record with its approved corrections made; each changes the first place where its words stand."""
    return _corrected(record) if any(each.correction.approved for each in corrections(record)) else record


def _corrected(record: Record) -> Record:
    if isinstance(record, tuple):
        return type(record)(_corrected(entry) for entry in record)
    if not is_dataclass(record) or isinstance(record, Text | Correction | type):
        return record
    changes = {field.name: _corrected(getattr(record, field.name)) for field in fields(record)}
    for correction in getattr(record, "corrections", ()):
        if correction.approved:
            text = changes["text"]
            changes["text"] = replace(text, words=text.words.replace(correction.find, correction.replace, 1))
    return replace(record, **changes)
