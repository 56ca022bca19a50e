"""One finished file, made and read back: all of a build that can be done by another process."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from jarpub.build.incremental.cache import libraries
from jarpub.checks import suite as judge
from jarpub.checks.privacy import Secret
from jarpub.diagnostics import Diagnostic
from jarpub.formats import Look, Product, writer
from jarpub.formats.reading import readable, reader
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
    look: Look
    secrets: tuple[Secret, ...]
    content: bytes | None = None
    pages: int | None = None


@dataclass(frozen=True)
class Done:
    """A finished file, what was found when it was read back, and the libraries of the machine that made it."""

    product: Product
    diagnostics: tuple[Diagnostic, ...]
    read_back: bool
    libraries: dict[str, str]


def done(task: Task) -> Done:
    """The task done; a file that its renderer complains of is not read back. Raises CommandError."""
    with ONE_AT_A_TIME, without_garbage():
        if task.content is None:
            product = writer(task.format).write(task.page, task.look)
        else:
            product = Product(task.content, task.pages)
        if product.complaints or not readable(task.format):
            return Done(product, (), read_back=False, libraries={})
        reading = reader(task.format)(product.content)
    found = judge.finished_file(task.secrets, task.publication, task.page, task.name, reading)
    return Done(product, tuple(found), read_back=True, libraries=libraries())


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
