"""What people do with wording: approve it, or ask how it stands."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jarpub.build.load_and_check import load_sources, plan_of
from jarpub.checks.consistency import real_approvals
from jarpub.diagnostics import Collector, CommandError, DiagnosticsError, did_you_mean
from jarpub.project import approvals_file
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.corrections import corrected
from jarpub.project.plan.model import Plan
from jarpub.project.plan.wording import Wording, all_wording, texts_of
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Approved:
    """Some wording that was approved, as it stood before and as it stands now."""

    before: Wording
    now: Wording
    moved: str = ""  # where the approvals of an older plan, which had them inside, stand from now on


def status(project: Project) -> list[Wording]:
    """All wording that a publication tells."""
    sources = load_sources(project)
    return [each for audience in sources.audiences for each in all_wording(sources.plan, audience) if each.texts]


def approve(project: Project, key: str, audience: str, *, by: str, on: str, note: str | None) -> Approved:
    """Record beside the plan who approved some wording, and the plan's words that it was approved beside.

    Nothing else in that file changes. Raises DiagnosticsError where the plan has faults, CommandError where it
    cannot be done.
    """
    sources = load_sources(project)
    before = _wording(sources, key, audience)
    plan_file, kept = project.source.read_bytes(), _content(project.approvals)
    rest, older = approvals_file.taken_out(plan_file.decode("utf-8"))
    _must_be_movable(project, plan_file, kept, older)
    text = approvals_file.recorded(kept.decode("utf-8"), older, before, by=by, on=on, note=note)
    now = _named(_plan(project, rest.encode(), text.encode()), key, audience)
    if now.state != "approved":
        raise CommandError(f"the approval of {before.id} did not come out right", f"look at {project.approvals.name}")
    if (project.source.read_bytes(), _content(project.approvals)) != (plan_file, kept):
        raise CommandError(f"{project.source_name} was changed just now", "save it, and approve again")
    _write(Path(os.path.realpath(project.approvals)), text.encode(), like=project.source)
    if older:
        _write(project.source, rest.encode(), like=project.source)
    return Approved(before, now, project.name(project.approvals) if older else "")


def _must_be_movable(project: Project, plan_file: bytes, kept: bytes, older: str) -> None:
    """Raise CommandError where approvals that an older plan has inside would be lost on their way out."""
    inside = load_plan(plan_file, project.source_name).approvals
    if inside and not older:
        hint = 'write the key as "approvals:" at the beginning of a line, and approve again'
        raise CommandError(f"the approvals inside {project.source_name} cannot be moved out", hint)
    beside = load_plan(plan_file, project.source_name, kept or None, project.name(project.approvals)).approvals
    by_id = {approval.id: approval for approval in beside}
    for approval in inside:
        other = by_id[approval.id]
        if approval.by and str(approval.by) != str(other.by):
            where = (
                f"inside {project.source_name} by {approval.by}, and in {project.name(project.approvals)} by {other.by}"
            )
            raise CommandError(f"{approval.id} is approved {where}", "take one of the two out, and approve again")


def _plan(project: Project, plan_file: bytes, approvals: bytes) -> Plan:
    """The plan as it would be with the approval in it; raises CommandError where that cannot be read."""
    try:
        plan = corrected(plan_of(project, plan_file, approvals))
        with Collector() as collector:
            collector.diagnostics += real_approvals(plan)
    except DiagnosticsError as error:
        diagnostic = error.diagnostics[0]
        file = project.name(project.approvals)
        raise CommandError(
            f"the approval cannot be written into {file} ({diagnostic.message})", diagnostic.hint
        ) from None
    return plan


def _wording(sources: Sources, key: str, audience: str) -> Wording:
    """The wording to approve; raises CommandError where there is none."""
    if audience not in sources.audiences:
        raise CommandError(f'there is no wording for "{audience}"', did_you_mean(audience, sources.audiences))
    if not texts_of(sources.plan, audience, key):
        known = [wording.key for wording in all_wording(sources.plan, audience)]
        raise CommandError(f'there is no wording "{key}" for {audience}', did_you_mean(key, known))
    return _named(sources.plan, key, audience)


def _named(plan: Plan, key: str, audience: str) -> Wording:
    return next(
        (wording for wording in all_wording(plan, audience) if wording.key == key),
        Wording(audience, key, texts_of(plan, audience, key), None, {}),
    )


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _write(path: Path, data: bytes, *, like: Path) -> None:
    """Replace a file in one step, with the rights that it, or the one that it is to be like, has."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod((path if path.exists() else like).stat().st_mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
