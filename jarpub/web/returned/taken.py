"""Changes that came back taken into the files of a project: all at once where that can be, or one by one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from jarpub.build.edits.people import Origin
from jarpub.build.edits.writing import Asked, Conflicts, write
from jarpub.diagnostics import DiagnosticsError
from jarpub.project.paths import Project
from jarpub.project.plan.diff import word_diff
from jarpub.web.returned.edits import Author, Change, ReturnedEdits
from jarpub.web.returned.weighed import asked_for, by_file
from jarpub.web.words.places import KEYS

MEANWHILE = "somebody changed these words just now: look at the file again"
Write = Callable[[str, Sequence[Asked], Author], object]  # into a file by its key; raises as `write` of `edits.writing`


@dataclass(frozen=True)
class Taken:
    """What became of a returned file: which of its changes were written, by their numbers."""

    edits: ReturnedEdits
    written: frozenset[int] = frozenset()
    own: str = ""  # the sum of the file


def take(edits: ReturnedEdits, write_into: Write) -> Taken:
    """Write all changes that are clear; one that cannot be written stays in the list, and says why."""
    told = {each.number: each for each in edits.changes}
    written: set[int] = set()
    for own in _together(edits.clear):
        done, refused = _written(own, write_into)
        written |= done
        told |= {each.number: each for each in refused}
    return Taken(replace(edits, changes=tuple(told.values())), frozenset(written))


def into(project: Project, by: str | None) -> Write:
    """What writes into the files of a project; where nobody says who does it, it is who changed the words."""

    def write_into(file: str, asked: Sequence[Asked], author: Author) -> object:
        return write(project, file, asked, Origin(by or author.by or None, "Word"))

    return write_into


def _together(changes: Iterable[Change]) -> Iterable[Sequence[Change]]:
    """Those that one person changed in one file, which are one deed."""
    found: dict[tuple[str, str], list[Change]] = {}
    for own in by_file(changes).values():
        for each in own:
            found.setdefault((each.file, each.author.by), []).append(each)
    return found.values()


def _written(changes: Sequence[Change], write_into: Write) -> tuple[set[int], list[Change]]:
    """The numbers of those that were written, and the others with what stands in their way."""
    try:
        write_into(KEYS[changes[0].file], [asked_for(each) for each in changes], changes[0].author)
    except (Conflicts, DiagnosticsError) as error:
        if len(changes) == 1:
            return set(), [_refused(changes[0], error)]
    else:
        return {each.number for each in changes}, []
    done: set[int] = set()
    refused: list[Change] = []
    for each in changes:
        own, left = _written([each], write_into)
        done |= own
        refused += left
    return done, refused


def _refused(change: Change, error: Conflicts | DiagnosticsError) -> Change:
    if isinstance(error, Conflicts):
        return replace(change, state="in conflict", why=MEANWHILE)
    said = tuple(each.message for each in error.diagnostics)
    return replace(change, state="refused", why="the rules do not let this through", found=(*change.found, *said))


def returned_record(taken: Taken) -> Mapping[str, Any]:
    """All that came back as JSON holds it: each change with its words marked, and whether it was written."""
    changes = [
        {
            **asdict(each),
            "segments": [[segment.kind, segment.words] for segment in word_diff(each.was, each.now)],
            "is_written": each.number in taken.written,
        }
        for each in taken.edits.changes
    ]
    return {**asdict(taken.edits), "changes": changes}
