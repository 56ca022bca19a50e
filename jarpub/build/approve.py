"""What people do with wording: approve it, or ask how it stands."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jarpub.build import pipeline
from jarpub.checks.consistency import real_approvals
from jarpub.diagnostics import Collector, CommandError, DiagnosticsError, did_you_mean
from jarpub.project import approvals, loader
from jarpub.project.corrections import corrected
from jarpub.project.paths import Project
from jarpub.project.plan import Plan
from jarpub.project.sources import Sources
from jarpub.project.wording import Piece, pieces, texts_of


@dataclass(frozen=True)
class Approved:
    """A piece of wording that was approved, as it stood before and as it stands now."""

    before: Piece
    now: Piece


def status(project: Project) -> list[Piece]:
    """Every piece of wording that a publication tells."""
    sources = pipeline.load(project)
    return [piece for audience in sources.audiences for piece in pieces(sources.plan, audience) if piece.texts]


def approve(project: Project, key: str, audience: str, *, by: str, on: str, note: str | None) -> Approved:
    """Record in the plan's file who approved some wording, and the plan's words that it was approved beside.

    Nothing else in the file changes. Raises DiagnosticsError where the plan has faults, CommandError where it cannot be done.
    """
    sources = pipeline.load(project)
    before = _piece(sources, key, audience)
    data = project.source.read_bytes()
    text = approvals.recorded(data.decode("utf-8"), before, by=by, on=on, note=note)
    try:
        plan = corrected(loader.load(text.encode(), project.source_name))
        with Collector() as collector:
            collector.diagnostics += real_approvals(plan)
    except DiagnosticsError as refused:
        diagnostic = refused.diagnostics[0]
        raise CommandError(
            f"the approval cannot be written into {project.source_name} ({diagnostic.message})", diagnostic.hint
        ) from None
    now = _named(plan, key, audience)
    if now.state != "approved":
        raise CommandError(
            f"the approval of {before.id} did not come out right", "look at the section approvals in the plan"
        )
    if project.source.read_bytes() != data:
        raise CommandError(f"{project.source_name} was changed just now", "save it, and approve again")
    _write(project.source, text.encode())
    return Approved(before, now)


def _piece(sources: Sources, key: str, audience: str) -> Piece:
    """The piece to approve; raises CommandError where there is none."""
    if audience not in sources.audiences:
        raise CommandError(f'there is no wording for "{audience}"', did_you_mean(audience, sources.audiences))
    if not texts_of(sources.plan, audience, key):
        known = [piece.key for piece in pieces(sources.plan, audience)]
        raise CommandError(f'there is no wording "{key}" for {audience}', did_you_mean(key, known))
    return _named(sources.plan, key, audience)


def _named(plan: Plan, key: str, audience: str) -> Piece:
    return next(
        (piece for piece in pieces(plan, audience) if piece.key == key),
        Piece(audience, key, texts_of(plan, audience, key), None, {}),
    )


def _write(path: Path, data: bytes) -> None:
    """Replace a file in one step, with the rights it has."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
