"""Edits put into a file of the project, whole or not at all, and only into the words that somebody saw."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jarpub.build.edits.on_record import Saved
from jarpub.build.edits.people import Origin
from jarpub.build.edits.saving import KINDS, now_in, one_writer, path_of, save
from jarpub.build.edits.trial import Trial, Trials, tried
from jarpub.build.whole_file import content_of
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.edits.edit import Done, Edit, Remove, Set, Value
from jarpub.project.edits.edited import edited, values, values_named
from jarpub.project.edits.soft_line_ends import with_old_line_ends
from jarpub.project.hashing import short_digest
from jarpub.project.loader import Bind
from jarpub.project.paths import Project
from jarpub.project.plan.approvals import Approvals
from jarpub.project.yaml.records import bind as bind_anew

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
    """What was done in one file, and each file that was written for it, in this order."""

    file: str  # the key of the file
    done: tuple[Done, ...]
    files: tuple[Saved, ...]
    trial: Trial  # what becomes of it
    versions: Mapping[str, str]  # of the values that were asked for and are there, as they are now


def version_of(value: Value) -> str:
    """The sum by which a value is known again."""
    return short_digest(json.dumps(value, ensure_ascii=False, sort_keys=True))


def write(
    project: Project,
    file: str,
    asked: Sequence[Asked],
    origin: Origin,
    bind: Bind = bind_anew,
    trials: Trials | None = None,
) -> Written:
    """All of some edits in one file, written, or none of them; `bind` reads the files, one at a time.

    `trials` may have tried them before. Raises Conflicts where somebody else changed a value since it was seen;
    DiagnosticsError where the words cannot stand there, or nothing could be shown of the plan any more; CommandError
    where the file cannot be written.
    """
    with one_writer(project, "save"):
        for _ in range(TRIES):
            done = _prepared(project, file, asked, bind, trials or Trials())
            if save(project, "edit", [each.name for each in done.done], origin, done.files):
                return done
    name = project.name(path_of(project, file))
    raise CommandError(f"{name} is saved by another program again and again", "close it there, and save again")


def _prepared(project: Project, file: str, asked: Sequence[Asked], bind: Bind, trials: Trials) -> Written:
    """The files as they are to be; what loses entries is before what had them, so that nothing refers to what is gone."""
    path = path_of(project, file)
    before = now_in(project, file)
    name, kind = project.name(path), KINDS[file]
    names = [each.edit.name for each in asked]
    known = values_named(names, before, name, kind, bind)
    must_be_as_seen(known, asked)
    done = edited(before, name, kind, [_in_lines(each.edit, known) for each in asked], bind)
    gone = [each.name for each in done.done if isinstance(each.edit, Remove)]
    followed = _without(project, gone) if file == "plan" and gone else ()
    files = (*followed, Saved(file, before, done.data, done.slices))
    trial = must_be_shown(project, files, bind, trials)
    now = values_named(names, done.data, name, kind, bind)
    return Written(file, done.done, files, trial, {each: version_of(value) for each, value in now.items()})


def _in_lines(edit: Edit, known: Mapping[str, Value]) -> Edit:
    """An edit of a text that stands in lines, with the ends of those lines that stay."""
    old = known.get(edit.name)
    if isinstance(edit, Set) and isinstance(edit.value, str) and isinstance(old, str) and "\n" in old:
        return Set(edit.name, with_old_line_ends(edit.value, old))
    return edit


def _without(project: Project, gone: Sequence[str]) -> tuple[Saved, ...]:
    """The file of approvals without entries that are gone among those which wording tells, leaves out or is written from.

    What the wording was approved beside stays, so that it is stale then, and somebody reads it again.
    """
    before = content_of(project.approvals)
    if not before:
        return ()
    name = project.name(project.approvals)
    known = values(before, name, Approvals)
    edits: list[Edit] = []
    for list_name, value in known.items():
        key = list_name.rpartition(".")[2]
        if isinstance(value, tuple) and key in ("from", "tells", "left_out"):
            left = tuple(each for each in value if _meant(each) not in gone)
            edits += [Set(list_name, left)] if left != value else []
    if not edits:
        return ()
    after = edited(before, name, Approvals, edits)
    return (Saved("approvals", before, after.data, after.slices),)


def _meant(entry: Value) -> Value:
    """What an entry of a list refers to."""
    return entry.get("action") if isinstance(entry, Mapping) else entry


def must_be_shown(project: Project, files: Sequence[Saved], bind: Bind, trials: Trials) -> Trial:
    """What becomes of files; raises DiagnosticsError where a page that can be made now could not be made any more."""
    trial = trials.of(project, {path_of(project, each.file): each.after for each in files}, bind)
    errors = trial.errors
    if errors:
        before = tried(project, {path_of(project, each.file): each.before for each in files}, bind).errors
        known = {(each.code, each.message) for each in before}
        new = [each for each in errors if (each.code, each.message) not in known]
        if new:
            raise DiagnosticsError(new)
    return trial


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
