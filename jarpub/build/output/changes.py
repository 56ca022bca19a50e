"""What has changed in each publication since an earlier plan: that of its last final, a file, or a revision of Git."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from jarpub.build.load_and_check import earlier_as_printed
from jarpub.build.output.editions import FINAL, last_plans
from jarpub.build.output.git import git
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.pages.render import render
from jarpub.project.loader import load_plan, read_file
from jarpub.project.paths import Project
from jarpub.project.plan.diff import PublicationChanges, diff, printed_in
from jarpub.project.publications import Publication
from jarpub.project.reach.figures import MeasuredPlan
from jarpub.project.sources import Sources

LAST_FINAL = "its last final"
WAY_OUT = "name a file of the plan, or a revision such as HEAD~1"


def changes_since(project: Project, sources: Sources, since: str | None) -> list[PublicationChanges]:
    """What has changed in each publication, and at last in what none of them prints; raises DiagnosticsError or CommandError."""
    return changes_since_plans(project, sources, earlier_plans(project, sources, since), since or LAST_FINAL)


def earlier_plans(project: Project, sources: Sources, since: str | None) -> dict[str, bytes]:
    """The earlier plan of each publication that has one, by its key; raises CommandError where nothing has."""
    keys = [str(publication.key) for publication in sources.settings.publications]
    if since is None:
        finals = last_plans(project.output, keys)
        if not finals:
            hint = "make one with --final, or name a file or a revision with --since"
            raise CommandError(f"{project.output / FINAL} has no final yet", hint)
        return finals
    path = Path(since)
    data = read_file(path, str(path), "--since") if path.exists() else _revision(project, since)
    return dict.fromkeys(keys, data)


def changes_since_plans(
    project: Project, sources: Sources, before: Mapping[str, bytes], since: str = LAST_FINAL
) -> list[PublicationChanges]:
    """The changes of each publication since the plan that it has in `before`; one without has no earlier version."""
    plans = {data: earlier_as_printed(load_plan(data, since), sources) for data in set(before.values())}
    found = {data: diff(plan, sources.plan) for data, plan in plans.items()}
    told: list[PublicationChanges] = []
    read: set[str] = set()
    for publication in sources.settings.publications:
        key = str(publication.key)
        if key not in before:
            told.append(PublicationChanges(key, publication.subject.words, "", ()))
            continue
        changed = found[before[key]]
        versions = [sources.plan, plans[before[key]]] if changed else [sources.plan]
        own = _dependencies(project, sources, versions, publication) if any(found.values()) else set()
        read |= own
        told.append(PublicationChanges(key, publication.subject.words, since, printed_in(changed, own)))
    printed = {change for changed in found.values() for change in printed_in(changed, read)}
    others = dict.fromkeys(change for changed in found.values() for change in changed if change not in printed)
    return [*told, PublicationChanges("", "What no publication prints", since, tuple(others))]


def _dependencies(
    project: Project, sources: Sources, plans: Iterable[MeasuredPlan], publication: Publication
) -> set[str]:
    """The names of what a publication is made from, of several versions of the plan; one may not fit today's templates."""
    found: set[str] = set()
    for plan in plans:
        for draft in (False, True):
            try:
                found |= render(project, replace(sources, plan=plan), publication, draft=draft).dependencies
            except DiagnosticsError:
                continue
    return found


def _revision(project: Project, revision: str) -> bytes:
    """The plan as a revision of Git has it."""
    name = f"{revision}:./{project.source.name}"
    if revision.startswith("-"):
        raise CommandError(f'"{revision}" is no file and no revision', WAY_OUT)
    shown = git(project.source.parent, "show", name)
    if shown is None:
        raise CommandError(f'there is no file "{revision}", and Git is not on this machine', WAY_OUT)
    if shown.returncode:
        said = shown.stderr.decode("utf-8", "replace").strip().splitlines() or ["nothing"]
        raise CommandError(f'"{revision}" is no file, and Git says: {said[0]}', WAY_OUT)
    return shown.stdout
