"""Many plans built with one pool; one that is broken does not stop the others."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from jarpub import formats as writers
from jarpub.build import pipeline
from jarpub.build import pool as workers
from jarpub.build.incremental import cache
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.paths import Project


@dataclass(frozen=True)
class Job:
    """One plan to be built; `name` is that of its folder."""

    name: str
    project: Project
    options: BuildOptions


@dataclass(frozen=True)
class Told:
    """What came of one plan: how many files were made and stay, which publications are drafts, or what is wrong."""

    name: str
    made: int = 0
    stay: int = 0
    drafts: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def build_all(
    projects: Sequence[Project], options: BuildOptions, progress: Callable[[str], None], pool: Executor | None = None
) -> Iterator[Told]:
    """What came of each plan, as they are done; raises CommandError where a process dies."""
    jobs = [Job(project.output.name, project, options) for project in projects]
    formats = writers.chosen(options.formats)
    waiting = []
    for job in jobs:
        known = {} if options.force else _current(job)
        if known:
            yield Told(job.name, stay=len(known), drafts=_drafts(known))
        else:
            waiting.append(job)
    with nullcontext(pool) if pool else workers.local(waiting, formats) as chosen:
        for _, told in workers.carried_out(chosen, _built, waiting, progress):
            yield told


def projects_of(sources: Sequence[Path], one: Project) -> list[Project]:
    """A project for each plan, with a folder of its own in the output folder; raises CommandError."""
    found: dict[str, Project] = {}
    for source in sources:
        if source.stem in found:
            raise CommandError(f'two plans are called "{source.stem}"', "give one of them another name")
        found[source.stem] = Project(source, source.name, one.templates, one.templates_name, one.output / source.stem)
    return list(found.values())


def _current(job: Job) -> dict[str, dict[str, object]]:
    project, options = job.project, job.options
    folders = cache.Folders(str(project.source), str(project.templates), str(project.output))
    remembered = cache.read(folders.output)
    return cache.current(remembered, folders, options.publications, options.formats, final=options.final)


def _drafts(known: dict[str, dict[str, object]]) -> tuple[str, ...]:
    return tuple(sorted({str(file["publication"]) for file in known.values() if file["reasons"]}))


def _built(job: Job) -> Told:
    """Build one plan in this process."""
    try:
        built = pipeline.build(job.project, job.options, pool=workers.Here())
    except DiagnosticsError as refused:
        return Told(job.name, wrong=tuple(map(str, refused.diagnostics)))
    except CommandError as blocked:
        return Told(job.name, wrong=("; ".join(blocked.args),))
    stay = sum(entry.stays for entry in built.entries)
    drafts = tuple(sorted(str(release.publication.key) for release in built.releases if release.is_draft))
    return Told(job.name, len(built.entries) - stay, stay, drafts)
