"""What was changed in the files of a project, on record for ever: by whom, when and from where, and the exact characters.

`output/records/edits.jsonl` has one line of JSON for each deed, the latest last, and no line is ever changed. It names
people, as all records do, and goes into no publication. Each line has the sums of its files before and after, so that
a change by another program, or one that could not be put down, is seen: the next line begins at another sum.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

from jarpub.build.edits.people import Origin
from jarpub.build.output.editions import RECORDS
from jarpub.build.whole_file import add_line
from jarpub.project.edits.slices import Slice
from jarpub.project.hashing import digest
from jarpub.project.paths import Project

NAME = "edits.jsonl"
Deed = Literal["edit", "approve", "undo", "redo"]


@dataclass(frozen=True)
class Saved:
    """A file by its key, as it was and as it is to be, and the exact characters by which it differs."""

    file: str
    before: bytes
    after: bytes
    slices: tuple[Slice, ...]


@dataclass(frozen=True)
class Characters:
    """Characters that took the place of others; `start` counts from 0 in the file as it is when those before are there."""

    start: int
    was: str
    now: str


@dataclass(frozen=True)
class FileRecord:
    """What was changed in a file; the sums are sha256."""

    file: str
    before: str
    after: str
    changed: tuple[Characters, ...]


@dataclass(frozen=True)
class EditRecord:
    """One deed: when, in UTC, by whom where that is known, from where, and the names of the values that it is about."""

    at: str
    by: str | None
    place: str
    deed: Deed
    names: tuple[str, ...]
    files: tuple[FileRecord, ...]


def put_on_record(
    project: Project, deed: Deed, names: Sequence[str], origin: Origin, files: Sequence[tuple[str, Saved]]
) -> None:
    """Add a line for files that were saved, each with what people call it, while nobody else writes here.

    What cannot be put down does not stop somebody from saving words: the sums show that something is missing.
    """
    changed = [_record(name, each) for name, each in files if each.before != each.after]
    if not changed:
        return
    at = datetime.now(UTC).isoformat(timespec="seconds")
    line = EditRecord(at, origin.by, origin.place, deed, tuple(names), tuple(changed))
    words = json.dumps(asdict(line), ensure_ascii=False).encode("utf-8", "backslashreplace")
    with suppress(OSError):  # whoever writes into the plan writes into it
        add_line(project.output / RECORDS / NAME, words, like=project.source)


def _record(name: str, saved: Saved) -> FileRecord:
    changed = tuple(Characters(*each) for each in saved.slices)
    return FileRecord(name, digest(saved.before), digest(saved.after), changed)
