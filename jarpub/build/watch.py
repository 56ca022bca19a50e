"""What people save, as it happens."""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

from watchfiles import Change, awatch, watch

from jarpub.project.paths import Project

PAUSE = 10  # milliseconds that must pass without another change: an editor may write a file in pieces


def saves(project: Project) -> Iterator[None]:
    """Something at once, and then each time that the plan or a file of the templates is saved, also in between."""
    begun, longest = False, 10 * PAUSE
    for found in watch(
        *_folders(project),
        watch_filter=_matters(project),
        step=PAUSE,
        debounce=longest,
        rust_timeout=longest,
        yield_on_timeout=True,
    ):
        if found or not begun:
            begun = True
            yield


async def saved_paths(project: Project) -> AsyncIterator[set[Path]]:
    """The paths that changed: of the plan, the templates and the finished files."""
    folders = (*_folders(project), project.output)
    async for found in awatch(*folders, watch_filter=_matters(project), step=PAUSE, debounce=10 * PAUSE):
        yield {Path(path) for _, path in found}


def _folders(project: Project) -> tuple[Path, Path]:
    """A file is watched by its folder: editors put a new one in its place."""
    return project.source.parent, project.templates


def _matters(project: Project) -> Callable[[Change, str], bool]:
    """Whether a path is one that something is made from, or a finished file."""

    def matters(_: Change, path: str) -> bool:
        here = Path(path)
        if here.name.startswith((".", "~")) or here.name.endswith("~"):
            return False  # what programs keep beside a file while it is open
        return (
            here in (project.source, project.approvals)
            or here.is_relative_to(project.templates)
            or here.parent == project.output
        )

    return matters
