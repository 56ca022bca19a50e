"""What people save, as it happens.

Files are looked at many times a second. No system has to say that one was saved: on a network drive none does, and a
folder that was away, or is another one now, is looked at like any other.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from jarpub.project.file_names import SETTINGS
from jarpub.project.loader import read_file
from jarpub.project.paths import Project

PAUSE = 0.03  # seconds between two looks
SHARE = 20  # a look takes at most one in so many seconds: a network may be slow
LOOKS = 30  # after so many looks what is still being written is taken as it is

Stamps = dict[str, tuple[int, int, int, int]]  # by path its size and what another save, or a new name, changes


class Watch:
    """Looks at the plan, what is kept beside it and the templates; with `finished`, at finished files and at those that came back, too."""

    def __init__(self, project: Project, *, finished: bool = False) -> None:
        self.project = project
        self.finished = finished
        self.told = self.seen = _stamps(project, finished=finished)
        self.looks = 0  # since something began to change
        self.pause = PAUSE

    def look(self) -> set[Path]:
        """The paths that were saved since the last time, once nobody is writing any more."""
        begun = time.monotonic()
        before, self.seen = self.seen, _stamps(self.project, finished=self.finished)
        self.pause = max(PAUSE, SHARE * (time.monotonic() - begun))
        if self.seen == self.told == before:
            return set()
        self.looks += 1
        if self.seen == self.told:  # as it was, after it was not: somebody may have read it in between
            return self._told(before)
        if self.looks < LOOKS and (self.seen != before or self._is_half_saved()):
            return set()
        return self._told(self.told)

    def _told(self, before: Stamps) -> set[Path]:
        changed = {Path(path) for path, _ in self.seen.items() ^ before.items()}
        self.told, self.looks = self.seen, 0
        return changed

    def is_overtaken(self) -> bool:
        """Whether something was saved since the last time, be it half."""
        return _stamps(self.project, finished=self.finished) != self.told

    def _is_half_saved(self) -> bool:
        """Whether a file that said something is empty, or gone: many programs empty it, or move it away, to save it."""
        return any(stamp[0] and not self.seen.get(path, (0,))[0] for path, stamp in self.told.items())


def must_be_there(project: Project) -> None:
    """Raises DiagnosticsError where there is no plan, or no list of publications, to be watched."""
    read_file(project.source, project.source_name)
    settings = project.templates / SETTINGS[0]
    read_file(settings, project.name(settings), "--templates")


def saves(project: Project, sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Something at once, and then each time that the plan or a file of the templates is saved, also in between."""
    watch = Watch(project)
    yield
    while True:
        sleep(watch.pause)
        if watch.look():
            yield


def last_saved(project: Project) -> float:
    """When the plan or a file that publications are made from was saved last, in seconds since 1970."""
    return max((stamp[1] for stamp in _stamps(project, finished=False).values()), default=0) / 1e9


def _stamps(project: Project, *, finished: bool) -> Stamps:
    files = [str(path) for path in (project.source, project.approvals, project.reach)]
    files += _files_in(str(project.templates), inside=True)
    if finished:
        files += _files_in(str(project.returned), inside=False)
        files += _files_in(str(project.output), inside=False)
        files += _files_in(str(project.output / "report"), inside=False)
    return {path: stamp for path in files if (stamp := _stamp(path))}


def _files_in(folder: str, *, inside: bool) -> Iterator[str]:
    """The files in a folder, and in those inside it, without what programs keep beside a file while it is open."""
    try:
        entries = list(os.scandir(folder))
    except OSError:  # it may be away for a moment
        return
    for entry in entries:
        if entry.name.startswith((".", "~")) or entry.name.endswith("~"):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files_in(entry.path, inside=inside) if inside else ()
        else:
            yield entry.path


def _stamp(path: str) -> tuple[int, int, int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
