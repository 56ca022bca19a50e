"""A Word file that came back, for whoever has the command: what it changes, and taking that into the files."""

from pathlib import Path

from jarpub.build.edits.saving import now_in
from jarpub.build.output.sent import remember_marks
from jarpub.build.worker import without_garbage
from jarpub.diagnostics import CommandError
from jarpub.project.hashing import SHORT, digest
from jarpub.project.paths import Project
from jarpub.web.returned.judged import returned_edits
from jarpub.web.returned.project_now import standing_of, typed_now
from jarpub.web.returned.taken import Taken, into, take
from jarpub.web.returned.weighed import weighed

MOST_BYTES = 64_000_000  # of a file: longer ones are no publication


def edits_of(project: Project, path: Path, name: str) -> Taken:
    """What a file changes, of which nothing is written yet; raises CommandError where it cannot be read.

    Raises DiagnosticsError where it is no Word file or none of the publications, or where the plan has slips.
    """
    data = _content(path, name)
    with without_garbage():
        standing = standing_of(project)
        edits = returned_edits(project, standing, data, name, typed_now(project))
        return Taken(weighed(project, standing, edits), own=digest(data)[:SHORT])


def take_edits(project: Project, found: Taken, by: str | None) -> Taken:
    """The same, once what is clear is written; raises CommandError where a file cannot be written.

    The plan that the file was compared with is kept: it is no other file because some of it was taken.
    """
    if found.edits.is_of_today:
        remember_marks(project, now_in(project, "plan"), [f"{found.edits.publication} {found.own}"])
    return take(found.edits, into(project, by))


def _content(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise CommandError(f"{name} is a folder", "name the Word file that is in it")
        if path.stat().st_size > MOST_BYTES:
            said = f"{name} has more than {MOST_BYTES // 1_000_000} MB, and no publication is so long"
            raise CommandError(said, "look whether it is the right file")
        return path.read_bytes()
    except OSError as error:
        hint = "name the Word file that came back, in quotation marks if there are spaces in its name"
        raise CommandError(f"{name} cannot be read ({error.strerror})", hint) from None
