"""One JSON object, whatever happened."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from traceback import print_exception
from typing import TYPE_CHECKING, Any

from jarpub.build.artifact import Built, Made
from jarpub.build.edits.approve import Approvals, Approved
from jarpub.build.edits.reach_import import Imported
from jarpub.build.many_plans import PlanResult
from jarpub.build.output.build_record import build_record, records, wording_record
from jarpub.build.output.editions import Final
from jarpub.build.release import Release
from jarpub.cli.reporter import REPORT_IT
from jarpub.cli.speech import write
from jarpub.diagnostics import Diagnostic
from jarpub.project.command_words import as_typed
from jarpub.project.paths import Project
from jarpub.project.plan.diff import PublicationChanges, record
from jarpub.project.plan.wording import Wording

if TYPE_CHECKING:  # slow to import, and most commands need none of it
    from jarpub.build.output.marked import MarkedFile
    from jarpub.cli.files.started import NewProject
    from jarpub.imports.newer import BroughtIn
    from jarpub.web.returned.taken import Taken


class JsonReporter:
    """One JSON object, whatever happened."""

    def __init__(self, program: str) -> None:
        self.program = program

    def progress(self, step: str) -> None:
        """A program waits for the end."""

    def built(self, built: Built, project: Project, finals: Sequence[Final], *, is_new_folder: bool = False) -> None:
        whole = _whole(project, built)
        _print_json(
            status="built",
            folder=str(project.output),
            is_new_folder=is_new_folder,
            **whole,
            notes=built.notes,
            put_aside=built.aside,
            finals=[_final(each) for each in finals],
            new=records(built.new, self.program),
            diagnostics=records(built.warnings, self.program),
        )

    def built_many(self, told: Sequence[PlanResult], folder: Path) -> None:
        status = "refused" if any(each.wrong for each in told) else "built"
        _print_json(status=status, folder=str(folder), plans={each.name: _plan(each, self.program) for each in told})

    def changes(self, found: Sequence[PublicationChanges], files: Sequence["tuple[MarkedFile, Path]"]) -> None:
        told = [{**_without_content(made), "path": str(path)} for made, path in files]
        _print_json(status="changes", changes=[record(each) for each in found], files=told)

    def shown(self, address: str) -> None:
        _print_json(status="shown", address=address)
        sys.stdout.flush()

    def explained(self, built: Built) -> None:
        """What a program is told holds it already."""

    def checked(self, made: Made, project: Project, new: Sequence[Diagnostic], *, everything: bool) -> None:  # noqa: ARG002
        news = records(new, self.program)
        _print_json(
            status="checked", **_whole(project, made), new=news, diagnostics=records(made.warnings, self.program)
        )

    def status(self, wording: Sequence[Wording]) -> None:
        _print_json(status="status", wording=[_wording(each) for each in wording])

    def wording(self, found: Sequence[Wording]) -> None:
        _print_json(status="wording", wording=[{**_wording(each), **_words(each)} for each in found])

    def agrees(self, found: Sequence[Wording], by: str, on: str, *, is_asked: bool) -> bool:  # noqa: ARG002
        """A program is not asked; what it approved has the words."""
        return True

    def approved(self, approvals: Approvals) -> None:
        _print_json(status="approved", file=approvals.file, wording=[_approved(each) for each in approvals.approved])

    def imported(self, imported: Imported) -> None:
        seen = [{"date": each.day.iso, "page": each.page, "hits": each.number} for each in imported.taken]
        _print_json(status="imported", **{**asdict(imported), "taken": seen})

    def brought_in(self, found: "BroughtIn") -> None:
        _print_json(status="done", **found.record)

    def started(self, new: "NewProject") -> None:
        called = {"organisation": new.organisation, "title": new.title}
        brought = new.brought.record if new.brought else None
        _print_json(status="started", folder=str(new.started.folder), **called, left=new.started.left, imported=brought)

    def returned(self, taken: "Taken", name: str) -> None:
        from jarpub.web.returned.taken import returned_record

        _print_json(status="edits", **{**returned_record(taken), "file": name})

    def changed_by_hand(self, taken: "Taken", name: str) -> None:
        """A program has its one object already, and asks for the edits of a file itself."""

    def refused(self, diagnostics: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> None:
        news = records(new, self.program)
        _print_json(status="refused", files={}, new=news, diagnostics=records(diagnostics, self.program))

    def not_ready(self, releases: Sequence[Release], signed: str) -> None:  # noqa: ARG002
        found = {str(each.publication.key): records(each.reasons, self.program) for each in releases}
        reasons = dict.fromkeys(reason for each in releases for reason in each.reasons)
        _print_json(
            status="refused", files={}, publications=found, new=[], diagnostics=records(sorted(reasons), self.program)
        )

    def failed(self, error: Exception) -> None:
        _print_json(
            status="failed", files={}, diagnostics=[], message=f"{type(error).__name__}: {error}", hint=REPORT_IT
        )
        print_exception(error)

    def blocked(self, message: str, hint: str) -> None:
        _print_json(
            status="blocked",
            files={},
            diagnostics=[],
            message=as_typed(message, self.program),
            hint=as_typed(hint, self.program),
        )


def _plan(result: PlanResult, program: str) -> dict[str, Any]:
    return {**vars(result), "wrong": [as_typed(each, program) for each in result.wrong]}


def _final(final: Final) -> dict[str, Any]:
    return {**asdict(final.record), "folder": str(final.folder), "is_new": final.is_new, "made": list(final.missing)}


def _whole(project: Project, made: Made) -> dict[str, Any]:
    return {**build_record(project, made), "why": {artifact.name: artifact.why for artifact in made.artifacts}}


def _approved(approved: Approved) -> dict[str, Any]:
    now = approved.now
    return {
        "before": _wording(approved.before),
        "now": _wording(now),
        **_words(now),
        "tells": [each.id for each in now.approval.tells] if now.approval else [],
    }


def _words(wording: Wording) -> dict[str, Any]:
    return {
        "texts": {text.id: text.words for text in wording.texts},
        "formal": {name: text.words for name, text in wording.formal.items()},
    }


def _wording(wording: Wording) -> dict[str, Any]:
    return asdict(wording_record(wording))


def _print_json(**content: Any) -> None:
    write(json.dumps(content, indent=2, ensure_ascii=False), sys.stdout)


def _without_content(made: "MarkedFile") -> Mapping[str, object]:
    return {name: value for name, value in vars(made).items() if name not in ("content", "name")}
