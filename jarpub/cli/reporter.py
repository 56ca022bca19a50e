"""What the command says while it works and when it is done: to a person, a pipe or a program."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from jarpub.build.approve import Approved
from jarpub.build.artifact import Built, Made
from jarpub.build.batch import Told
from jarpub.diagnostics import Diagnostic
from jarpub.project.diff import Changes
from jarpub.project.wording import Piece


class Reporter(Protocol):
    """Everything that the command has to say."""

    def progress(self, step: str) -> None:
        """What is being made now."""

    def built(self, built: Built, folder: Path) -> None:
        """What was made."""

    def built_many(self, told: Sequence[Told], folder: Path) -> None:
        """What came of many plans."""

    def shown(self, address: str) -> None:
        """Where the preview is."""

    def changes(self, found: Sequence[Changes]) -> None:
        """What has changed, publication by publication."""

    def explained(self, built: Built) -> None:
        """Why each file was made, or stays as it was."""

    def checked(self, made: Made) -> None:
        """What could go out, and what stands in its way."""

    def status(self, pieces: Sequence[Piece]) -> None:
        """How each piece of wording stands."""

    def approved(self, approved: Approved) -> None:
        """What was approved."""

    def refused(self, diagnostics: Sequence[Diagnostic]) -> None:
        """What must be mended in somebody's text."""

    def blocked(self, message: str, hint: str) -> None:
        """Why the command could not do its work."""


def reporter_for(*, machine: bool) -> Reporter:
    """The way to speak to whoever listens."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a terminal that cannot show a letter shows a question mark instead
            reconfigure(errors="replace")
    if machine:
        from jarpub.cli.json_output import ForPrograms

        return ForPrograms()
    from jarpub.cli.terminal import ForPeople

    return ForPeople()
