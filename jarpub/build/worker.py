"""One file made and read back: all of a build that can be done by another process."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from jarpub.build.program_digest import libraries
from jarpub.checks import suite
from jarpub.checks.privacy.protected import Protected
from jarpub.diagnostics import Diagnostic
from jarpub.formats import Rendered, Theme, is_readable, reader, writer
from jarpub.pages.page_tree import Page
from jarpub.project.publications import Publication

# A renderer's log and its environment belong to the whole process, and a worker of a cluster may have threads.
ONE_AT_A_TIME = Lock()


@dataclass(frozen=True)
class Job:
    """What is to be done for a file, and why: it is made, or stays and is only read back, or not even that.

    A file that stays has its content here.
    """

    name: str
    format: str
    publication: Publication
    page: Page
    theme: Theme
    protected: Protected
    why: str
    content: bytes | None = None
    pages: int | None = None
    is_proved: bool = False  # whether it is known already that it says what it should
    is_read_back: bool = False


@dataclass(frozen=True)
class Result:
    """A finished file, what was found when it was read back, and the libraries of the machine that made it."""

    rendered: Rendered
    diagnostics: tuple[Diagnostic, ...] = ()
    is_read_back: bool = False
    libraries: Mapping[str, str] = field(default_factory=dict)


def carry_out(job: Job) -> Result:
    """The job done; a file of whose theme something is wrong is not read back. Raises CommandError."""
    with ONE_AT_A_TIME, without_garbage():
        if job.content is None:
            rendered = writer(job.format).write(job.page, job.theme)
        else:
            rendered = Rendered(job.content, job.pages)
        if rendered.diagnostics or not is_readable(job.format):
            return Result(rendered)
        extract = reader(job.format).extract(rendered.content)
    found = suite.check_file(job.protected, job.publication, job.page, job.name, extract)
    return Result(rendered, tuple(found), is_read_back=True, libraries=libraries())


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
