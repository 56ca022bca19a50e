"""Edits put into a file of the project, whole or not at all, and only into the words that somebody saw."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jarpub.build.edits.trial import tried
from jarpub.build.load_and_check import Unsaved
from jarpub.build.whole_file import content_of, locked, remove_leftovers, settled, write_whole
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.brand import Brand
from jarpub.project.edits.edit import Edit, Edited, Remove, Set, Value
from jarpub.project.edits.edited import edited, values
from jarpub.project.edits.slices import Slice
from jarpub.project.edits.soft_line_ends import with_old_line_ends
from jarpub.project.file_names import SETTINGS
from jarpub.project.hashing import short_digest
from jarpub.project.loader import Bind
from jarpub.project.paths import Project
from jarpub.project.plan.approvals import Approvals
from jarpub.project.plan.model import Plan
from jarpub.project.publications import Settings
from jarpub.project.yaml.records import bind as bind_anew

KINDS: Mapping[str, type] = {"plan": Plan, "approvals": Approvals, "brand": Brand, "publications": Settings}
TRIES = 20  # how often a file may be saved by another program while something is written into it
GONE = "gone"  # the version of a value that is not there


@dataclass(frozen=True)
class Asked:
    """An edit that somebody asks for, and the version of the value that they saw; none where they saw none."""

    edit: Edit
    version: str | None = None


@dataclass(frozen=True)
class Conflict:
    """A value that somebody else has changed since it was seen: as it is now."""

    name: str
    value: Value
    version: str


class Conflicts(Exception):
    """Some values are others than those that were seen, and nothing was written."""

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(conflicts)
        self.conflicts = tuple(conflicts)


@dataclass(frozen=True)
class Written:
    """What was written into one file."""

    file: str  # the key of the file
    before: bytes
    done: Edited
    followed: "Written | None" = None  # what had to change with it in the file of approvals

    @property
    def slices(self) -> tuple[Slice, ...]:
        """The exact characters that changed."""
        return self.done.slices


def path_of(project: Project, file: str) -> Path:
    """Where a file is that edits are written into, by its key; raises CommandError for another key."""
    places = {
        "plan": project.source,
        "approvals": project.approvals,
        "brand": project.templates / SETTINGS[1],
        "publications": project.templates / SETTINGS[0],
    }
    if file not in places:
        raise CommandError(f'there is no file "{file}" to write into', f"known here: {', '.join(sorted(places))}")
    return places[file]


@contextmanager
def one_writer(project: Project, doing: str) -> Iterator[None]:
    """While this lasts nothing else is written into the files of this project; raises CommandError where that is so for long."""
    file = Path(os.path.realpath(project.approvals))
    busy = f"somebody else has been writing into {project.name(project.approvals)} or the plan"
    with locked(file.with_name(f".{file.name}.lock"), busy, f"wait for it, or stop it, and {doing} again"):
        for each in KINDS:
            remove_leftovers(path_of(project, each))
        yield


def now_in(project: Project, file: str) -> bytes:
    """A file as it is now, by its key; raises CommandError where it is gone. There may be no approvals yet."""
    path = path_of(project, file)
    content = settled(path)
    if not content and file != "approvals" and not path.exists():
        raise CommandError(f"{project.name(path)} is not there any more", "put it back where it was, and try again")
    return content


def version_of(value: Value) -> str:
    """The sum by which a value is known again."""
    return short_digest(json.dumps(value, ensure_ascii=False, sort_keys=True))


def write(project: Project, file: str, asked: Sequence[Asked], bind: Bind = bind_anew) -> Written:
    """All of some edits in one file, written, or none of them; `bind` reads the files, one at a time.

    Raises Conflicts where somebody else changed a value since it was seen; DiagnosticsError where the words cannot
    stand there, or nothing could be shown of the plan any more; CommandError where the file cannot be written.
    """
    with one_writer(project, "save"):
        for _ in range(TRIES):
            done = _attempt(project, file, asked, bind)
            if done:
                return done
    name = project.name(path_of(project, file))
    raise CommandError(f"{name} is saved by another program again and again", "close it there, and save again")


def _attempt(project: Project, file: str, asked: Sequence[Asked], bind: Bind) -> Written | None:
    """The edits written, if nobody saves a file meanwhile."""
    path = path_of(project, file)
    before = now_in(project, file)
    name, kind = project.name(path), KINDS[file]
    known = values(before, name, kind, bind)
    must_be_as_seen(known, asked)
    done = edited(before, name, kind, [_in_lines(each.edit, known) for each in asked], bind)
    gone = [each.name for each in done.done if isinstance(each.edit, Remove)]
    followed = _without(project, gone) if file == "plan" and gone else None
    unsaved = {path: done.data, **({project.approvals: followed.done.data} if followed else {})}
    must_be_shown(project, unsaved, {path: before}, bind)
    if followed and not write_whole(project.approvals, followed.done.data, instead_of=followed.before):
        return None
    if not write_whole(path, done.data, instead_of=before):
        return None
    return Written(file, before, done, followed)


def _in_lines(edit: Edit, known: Mapping[str, Value]) -> Edit:
    """An edit of a text that stands in lines, with the ends of those lines that stay."""
    old = known.get(edit.name)
    if isinstance(edit, Set) and isinstance(edit.value, str) and isinstance(old, str) and "\n" in old:
        return Set(edit.name, with_old_line_ends(edit.value, old))
    return edit


def _without(project: Project, gone: Sequence[str]) -> Written | None:
    """The file of approvals without entries that are gone among those which wording tells, leaves out or is written from.

    What the wording was approved beside stays, so that it is stale then, and somebody reads it again.
    """
    before = content_of(project.approvals)
    if not before:
        return None
    name = project.name(project.approvals)
    known = values(before, name, Approvals)
    edits: list[Edit] = []
    for list_name, value in known.items():
        key = list_name.rpartition(".")[2]
        if isinstance(value, tuple) and key in ("from", "tells", "left_out"):
            left = tuple(each for each in value if _meant(each) not in gone)
            edits += [Set(list_name, left)] if left != value else []
    return Written("approvals", before, edited(before, name, Approvals, edits)) if edits else None


def _meant(entry: Value) -> Value:
    """What an entry of a list refers to."""
    return entry.get("action") if isinstance(entry, Mapping) else entry


def must_be_shown(project: Project, after: Unsaved, before: Unsaved, bind: Bind = bind_anew) -> None:
    """Raise DiagnosticsError where a page that can be made now could not be made any more."""
    errors = tried(project, after, bind).errors
    if errors:
        known = {(each.code, each.message) for each in tried(project, before, bind).errors}
        new = [each for each in errors if (each.code, each.message) not in known]
        if new:
            raise DiagnosticsError(new)


def must_be_as_seen(now: Mapping[str, Value], asked: Sequence[Asked]) -> None:
    """Raise Conflicts where a value is another than the one that somebody saw."""
    conflicts = []
    for each in asked:
        if each.version is None:
            continue
        name = each.edit.name
        version = version_of(now[name]) if name in now else GONE
        if version != each.version:
            conflicts.append(Conflict(name, now.get(name), version))
    if conflicts:
        raise Conflicts(conflicts)
