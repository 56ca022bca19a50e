"""Many plans built with one pool; one that is broken does not stop the others."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from jarpub import formats
from jarpub.build import pipeline, pool
from jarpub.build.incremental import last_build
from jarpub.build.incremental.last_build import CachedFile
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.hashing import digest_of_file
from jarpub.project.paths import Project

LOOKED_AT_TOGETHER = 50


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


@dataclass(frozen=True)
class Look:
    """Some plans of which it is asked whether there is anything to do; `templates` are the digests of what they share."""

    jobs: tuple[PlanJob, ...]
    templates: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the first."""
        return self.jobs[0].name


def build_all(
    projects: Sequence[Project],
    options: BuildOptions,
    progress: Callable[[str], None],
    executor: Executor | None = None,
) -> Iterator[PlanResult]:
    """What came of each plan, as they are done; raises CommandError where a process dies."""
    jobs = [PlanJob(project.output.name, project, options) for project in projects]
    waiting = list(jobs)
    if not options.force:
        waiting.clear()
        looks = list(_looks(jobs))
        with nullcontext(executor) if executor else pool.local(looks, ()) as chosen:
            for look, results in pool.carried_out(chosen, _looked_at, looks, lambda _: None):
                yield from (each for each in results if each)
                waiting += [job for job, each in zip(look.jobs, results, strict=True) if not each]
    wanted = formats.chosen(options.formats)
    with nullcontext(executor) if executor else pool.local(waiting, wanted) as chosen:
        for _, result in pool.carried_out(chosen, _built, waiting, progress):
            yield result


def projects_of(sources: Sequence[Path], one: Project) -> list[Project]:
    """A project for each plan, with a folder of its own in the output folder; raises CommandError."""
    found: dict[str, Project] = {}
    for source in sources:
        if source.stem in found:
            raise CommandError(f'two plans are called "{source.stem}"', "give one of them another name")
        found[source.stem] = replace(one, source=source, source_name=source.name, output=one.output / source.stem)
    return list(found.values())


def _looks(jobs: Sequence[PlanJob]) -> Iterator[Look]:
    """All plans, some at a time: the question takes a thousandth of a second, and asking it of one process as long."""
    templates = {job.project.templates for job in jobs}
    files = (path for folder in templates for path in folder.rglob("*"))
    digests = {str(path): digest_of_file(str(path)) for path in files}
    for first in range(0, len(jobs), LOOKED_AT_TOGETHER):
        yield Look(tuple(jobs[first : first + LOOKED_AT_TOGETHER]), digests)


def _looked_at(look: Look) -> list[PlanResult | None]:
    """What came of each plan that there is nothing to do for, and nothing of the others."""
    found = (_current(job, look.templates) for job in look.jobs)
    return [
        PlanResult(job.name, stay=len(each), drafts=_drafts(each)) if each else None
        for job, each in zip(look.jobs, found, strict=True)
    ]


def _current(job: PlanJob, templates: Mapping[str, str]) -> dict[str, CachedFile]:
    project, options = job.project, job.options
    folders = last_build.Folders(str(project.source), str(project.templates), str(project.output))
    remembered = last_build.read(folders.output)

    def digest(path: str) -> str:
        return templates.get(path) or digest_of_file(path)  # a folder behind a link was not walked

    return last_build.up_to_date(remembered, folders, options.publications, options.formats, digest)


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
