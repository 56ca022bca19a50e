"""A project that was just started: what it was made of, and what to do next, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jarpub.build.start.new_project import Started
    from jarpub.imports.newer import BroughtIn


@dataclass(frozen=True)
class NewProject:
    """A project that was started, and the document that its plan was brought in from, if there is one."""

    started: "Started"
    organisation: str
    title: str
    brought: "BroughtIn | None" = None


def of_started(new: NewProject) -> Iterator[str]:
    """Where a new project is, what was in its place, and what to do next."""
    what = f"{new.title}, with wording still to be written" if new.brought else "an example of a plan, to be replaced by yours"  # fmt: skip
    yield f"A project is in {new.started.folder}: {what}."
    for name in new.started.left:
        yield f"{name} was there before, and stays as it was."
    yield f"Next:\n  cd {new.started.folder}\n  jarpub edit     to write on the publications in your browser"
    yield "  jarpub          to make all files"
