"""The files of a project that edits are written into: by one writer at a time, and all of them or none."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from jarpub.build.edits.on_record import Deed, Saved, put_on_record
from jarpub.build.edits.people import Origin
from jarpub.build.whole_file import locked, remove_leftovers, settled, write_whole
from jarpub.diagnostics import CommandError
from jarpub.project.brand import Brand
from jarpub.project.file_names import SETTINGS
from jarpub.project.paths import Project
from jarpub.project.plan.approvals import Approvals
from jarpub.project.plan.model import Plan
from jarpub.project.publications import Settings

KINDS: Mapping[str, type] = {"plan": Plan, "approvals": Approvals, "brand": Brand, "publications": Settings}


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


def save(project: Project, deed: Deed, names: Sequence[str], origin: Origin, files: Sequence[Saved]) -> bool:
    """Whether files were replaced, in this order, and the deed put on record.

    False where another program has saved one meanwhile: the others are as they were then.
    """
    done: list[Saved] = []
    is_whole = False
    try:
        for each in files:
            if not write_whole(path_of(project, each.file), each.after, instead_of=each.before, like=project.source):
                break
            done.append(each)
        is_whole = len(done) == len(files)
    finally:
        for each in reversed(() if is_whole else done):
            write_whole(path_of(project, each.file), each.before, instead_of=each.after)
    if is_whole:
        put_on_record(
            project, deed, names, origin, [(project.name(path_of(project, each.file)), each) for each in files]
        )
    return is_whole
