"""One finished file, made and read back: all of a build that can be done by another process."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from jarpub.build.incremental.cache import libraries
from jarpub.checks import suite
from jarpub.checks.privacy import Secret
from jarpub.diagnostics import Diagnostic
from jarpub.formats import Rendered, Theme, is_readable, reader, writer
from jarpub.pages.tree import Page
from jarpub.project.publications import Publication

# A renderer's log and its environment belong to the whole process, and a worker of a cluster may have threads.
ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Task:
    """A file to be made; one that has its content already is only to be read back."""

    name: str
    format: str
    publication: Publication
    page: Page
    theme: Theme
    secrets: tuple[Secret, ...]
    content: bytes | None = None
    pages: int | None = None


@dataclass(frozen=True)
class Done:
    """A finished file, what was found when it was read back, and the libraries of the machine that made it."""

    rendered: Rendered
    diagnostics: tuple[Diagnostic, ...]
    read_back: bool
    libraries: dict[str, str]


def done(task: Task) -> Done:
    """The task done; a file that its renderer complains of is not read back. Raises CommandError."""
    with ONE_AT_A_TIME, without_garbage():
        if task.content is None:
            rendered = writer(task.format).write(task.page, task.theme)
        else:
            rendered = Rendered(task.content, task.pages)
        if rendered.complaints or not is_readable(task.format):
            return Done(rendered, (), read_back=False, libraries={})
        extract = reader(task.format).extract(rendered.content)
    found = suite.finished_file(task.secrets, task.publication, task.page, task.name, extract)
    return Done(rendered, tuple(found), read_back=True, libraries=libraries())


@contextmanager
def without_garbage() -> Iterator[None]:
    """Nothing is collected meanwhile: a plan and its pages are trees that live until the files are made."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
