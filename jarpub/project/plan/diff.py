"""What differs between two versions of a plan, value by value, and what of it a publication prints."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from jarpub.diagnostics import Location
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import NamedValue, named_values

NAMES = (".id", ".ref")  # of entries, which stay the same for ever
WORDS = re.compile(r"\S+\s*")
# Words, spaces and signs one by one, for who brings texts together; a sign of Unicode's own parts two paragraphs.
TOKEN = re.compile("\u2029|\\w+|[^\\S\u2029]+|[^\\w\\s]")


@dataclass(frozen=True)
class Segment:
    """Some words that are in both versions, or in one of them only."""

    kind: Literal["same", "gone", "new"]
    words: str


@dataclass(frozen=True)
class Change:
    """A value that is another one, by its name: its words, marked, and where it stands, or stood."""

    name: str
    location: Location
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class PublicationChanges:
    """What has changed in one publication, by its title; without a key, in what none of them prints."""

    key: str
    title: str
    since: str  # what it is compared with, for people; nothing where there is no such thing
    changes: tuple[Change, ...]


def diff(before: Plan, now: Plan) -> tuple[Change, ...]:
    """Every value that differs, in the order of the plan; what is gone comes last."""
    old, new = named_values(replace(before, approvals=())), named_values(replace(now, approvals=()))
    names = [name for name in {**new, **old} if not name.endswith(NAMES)]
    return tuple(change for name in names for change in _change(name, old.get(name), new.get(name)))


def printed_in(found: Collection[Change], dependencies: Collection[str]) -> tuple[Change, ...]:
    """Those changes that are of values which were read for a publication."""
    return tuple(change for change in found if change.name in dependencies)


def _change(name: str, old: NamedValue | None, new: NamedValue | None) -> Iterator[Change]:
    was, now = _shown(old, new), _shown(new, old)
    there = new or old
    if was != now and there:
        yield Change(name, there.location, tuple(word_diff(was, now)))


def _shown(value: NamedValue | None, other: NamedValue | None) -> str:
    """The words of a value; of a list whose entries are named values themselves only the order of those that stay."""
    if value is None or value.words == "nothing":
        return ""
    if not value.entries and not (other and other.entries):
        return value.words
    stay = set(value.entries) & set(other.entries if other else ())
    return ", ".join(name for name in value.entries if name in stay)


def word_diff(was: str, now: str) -> Iterator[Segment]:
    """The words of two texts in one row: those of both, those that are gone, and those that are new."""
    old, new = WORDS.findall(was), WORDS.findall(now)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Segment("same", "".join(new[new_start:new_end]))
            continue
        if start < end:
            yield Segment("gone", "".join(old[start:end]))
        if new_start < new_end:
            yield Segment("new", "".join(new[new_start:new_end]))


def record(each: PublicationChanges) -> Mapping[str, object]:
    """The changes of a publication as JSON holds them."""
    return {
        "publication": each.key,
        "title": each.title,
        "since": each.since,
        "changes": [
            {
                "name": change.name,
                "file": change.location.file,
                "line": change.location.line,
                "segments": [[segment.kind, segment.words] for segment in change.segments],
            }
            for change in each.changes
        ],
    }
