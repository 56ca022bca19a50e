"""One JSON object, whatever happened."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from traceback import print_exception
from typing import Any

from jarpub.build.approve import Approvals, Approved
from jarpub.build.artifact import Built, Made
from jarpub.build.many_plans import PlanResult
from jarpub.build.output.build_record import build_record, records, wording_record
from jarpub.build.output.editions import Final
from jarpub.cli.reporter import REPORT_IT
from jarpub.diagnostics import Diagnostic
from jarpub.project.paths import Project
from jarpub.project.plan.diff import PublicationChanges, record
from jarpub.project.plan.wording import Wording


class JsonReporter:
    """One JSON object, whatever happened."""

    def progress(self, step: str) -> None:
        """A program waits for the end."""

    def built(self, built: Built, project: Project, finals: Sequence[Final]) -> None:
        whole = _whole(project, built)
        found = {"notes": built.notes, "put_aside": built.aside, "finals": [_final(each) for each in finals]}
        _print_json(status="built", folder=str(project.output), **whole, **found, diagnostics=records(built.warnings))

    def built_many(self, told: Sequence[PlanResult], folder: Path) -> None:
        status = "refused" if any(each.wrong for each in told) else "built"
        _print_json(status=status, folder=str(folder), plans={each.name: vars(each) for each in told})

    def changes(self, found: Sequence[PublicationChanges]) -> None:
        _print_json(status="changes", changes=[record(each) for each in found])

    def shown(self, address: str) -> None:
        _print_json(status="shown", address=address)
        sys.stdout.flush()

    def explained(self, built: Built) -> None:
        """What a program is told holds it already."""

    def checked(self, made: Made, project: Project) -> None:
        _print_json(status="checked", **_whole(project, made), diagnostics=records(made.warnings))

    def status(self, wording: Sequence[Wording]) -> None:
        _print_json(status="status", wording=[_wording(each) for each in wording])

    def approved(self, approvals: Approvals) -> None:
        _print_json(status="approved", file=approvals.file, wording=[_approved(each) for each in approvals.approved])

    def refused(self, diagnostics: Sequence[Diagnostic]) -> None:
        _print_json(status="refused", files={}, diagnostics=records(diagnostics))

    def failed(self, error: Exception) -> None:
        _print_json(
            status="failed", files={}, diagnostics=[], message=f"{type(error).__name__}: {error}", hint=REPORT_IT
        )
        print_exception(error)

    def blocked(self, message: str, hint: str) -> None:
        _print_json(status="blocked", files={}, diagnostics=[], message=message, hint=hint)


def _final(final: Final) -> dict[str, Any]:
    return {**asdict(final.record), "folder": str(final.folder), "is_new": final.is_new, "made": list(final.missing)}


def _whole(project: Project, made: Made) -> dict[str, Any]:
    return {**build_record(project, made), "why": {artifact.name: artifact.why for artifact in made.artifacts}}


def _approved(approved: Approved) -> dict[str, Any]:
    now = approved.now
    return {
        "before": _wording(approved.before),
        "now": _wording(now),
        "texts": {text.id: text.words for text in now.texts},
        "formal": {name: text.words for name, text in now.formal.items()},
        "tells": [each.id for each in now.approval.tells] if now.approval else [],
    }


def _wording(wording: Wording) -> dict[str, Any]:
    return asdict(wording_record(wording))


def _print_json(**content: Any) -> None:
    print(json.dumps(content, indent=2, ensure_ascii=False))
