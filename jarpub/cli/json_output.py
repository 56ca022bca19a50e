"""One JSON object, whatever happened."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jarpub.build.approve import Approved
from jarpub.build.artifact import Built, Made
from jarpub.build.batch import Told
from jarpub.build.output.summary import account, of_piece, records
from jarpub.diagnostics import Diagnostic
from jarpub.project.diff import Changes, record
from jarpub.project.wording import Piece


class ForPrograms:
    """One JSON object, whatever happened."""

    def progress(self, step: str) -> None:
        """A program waits for the end."""

    def built(self, built: Built, folder: Path) -> None:
        whole = _whole(built)
        _print_json(status="built", folder=str(folder), **whole, diagnostics=records(built.warnings))

    def built_many(self, told: Sequence[Told], folder: Path) -> None:
        status = "refused" if any(each.wrong for each in told) else "built"
        _print_json(status=status, folder=str(folder), plans={each.name: vars(each) for each in told})

    def changes(self, found: Sequence[Changes]) -> None:
        _print_json(status="changes", changes=[record(each) for each in found])

    def shown(self, address: str) -> None:
        _print_json(status="shown", address=address)
        sys.stdout.flush()

    def explained(self, built: Built) -> None:
        """What a program is told holds it already."""

    def checked(self, made: Made) -> None:
        _print_json(status="checked", **_whole(made), diagnostics=records(made.warnings))

    def status(self, pieces: Sequence[Piece]) -> None:
        _print_json(status="status", wording=[of_piece(piece) for piece in pieces])

    def approved(self, approved: Approved) -> None:
        _print_json(status="approved", before=of_piece(approved.before), now=of_piece(approved.now))

    def refused(self, diagnostics: Sequence[Diagnostic]) -> None:
        _print_json(status="refused", files={}, diagnostics=records(diagnostics))

    def blocked(self, message: str, hint: str) -> None:
        _print_json(status="blocked", files={}, diagnostics=[], message=message, hint=hint)


def _whole(made: Made) -> dict[str, Any]:
    whole = account(made.sources, made.releases, made.entries, made.queries)
    return {**whole, "why": {entry.name: entry.why for entry in made.entries}}


def _print_json(**content: Any) -> None:
    print(json.dumps(content, indent=2, ensure_ascii=False))
