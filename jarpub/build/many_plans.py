"""Many plans built with one pool; one that is broken does not stop the others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from jarpub import formats
from jarpub.build import pipeline, pool
from jarpub.build.incremental import last_build
from jarpub.build.incremental.last_build import CachedFile
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.paths import Project


@dataclass(frozen=True)
class PlanJob:
    """One plan to be built; `name` is that of its folder."""

    name: str
    project: Project
    options: BuildOptions


@dataclass(frozen=True)
class PlanResult:
    """What came of one plan: how many files were made and stay, which publications are drafts, or what is wrong."""

    name: str
    made: int = 0
    stay: int = 0
    drafts: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what was found in its folder


def build_all(
    projects: Sequence[Project],
    options: BuildOptions,
    progress: Callable[[str], None],
    executor: Executor | None = None,
) -> Iterator[PlanResult]:
    """What came of each plan, as they are done; raises CommandError where a process dies."""
    jobs = [PlanJob(project.output.name, project, options) for project in projects]
    wanted = formats.chosen(options.formats)
    waiting = []
    for job in jobs:
        known = {} if options.force else _current(job)
        if known:
            yield PlanResult(job.name, stay=len(known), drafts=_drafts(known))
        else:
            waiting.append(job)
    with nullcontext(executor) if executor else pool.local(waiting, wanted) as chosen:
        for _, result in pool.carried_out(chosen, _built, waiting, progress):
            yield result


def projects_of(sources: Sequence[Path], one: Project) -> list[Project]:
    """A project for each plan, with a folder of its own in the output folder; raises CommandError."""
    found: dict[str, Project] = {}
    for source in sources:
        if source.stem in found:
            raise CommandError(f'two plans are called "{source.stem}"', "give one of them another name")
        found[source.stem] = Project(source, source.name, one.templates, one.templates_name, one.output / source.stem)
    return list(found.values())


def _current(job: PlanJob) -> dict[str, CachedFile]:
    project, options = job.project, job.options
    folders = last_build.Folders(str(project.source), str(project.templates), str(project.output))
    remembered = last_build.read(folders.output)
    return last_build.up_to_date(remembered, folders, options.publications, options.formats)


def _drafts(known: dict[str, CachedFile]) -> tuple[str, ...]:
    return tuple(sorted({file.publication for file in known.values() if file.reasons}))


def _built(job: PlanJob) -> PlanResult:
    """Build one plan in this process."""
    try:
        built = pipeline.build(job.project, job.options, executor=pool.SameProcess())
    except DiagnosticsError as error:
        return PlanResult(job.name, wrong=tuple(map(str, error.diagnostics)))
    except CommandError as error:
        return PlanResult(job.name, wrong=(f"{error.message}; {error.hint}",))
    stay = sum(each.stays for each in built.artifacts)
    drafts = tuple(sorted(str(release.publication.key) for release in built.releases if release.reasons))
    return PlanResult(job.name, len(built.artifacts) - stay, stay, drafts, notes=built.notes)
