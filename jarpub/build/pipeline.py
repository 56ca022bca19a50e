"""The straight line from the YAML to the finished files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace

from jarpub import formats
from jarpub.build import pool
from jarpub.build.artifact import Built, Made, artifact_of
from jarpub.build.incremental import last_build
from jarpub.build.incremental.freshness import NOTHING_KNOWN, Known, job_for
from jarpub.build.load_and_check import copies_of_plan, is_as_loaded, load_sources
from jarpub.build.output import atomic_folder
from jarpub.build.output.publish import publish
from jarpub.build.release import Release, releases_of
from jarpub.build.target import targets_of, theme_faults
from jarpub.build.worker import Job, Result, carry_out, without_garbage
from jarpub.checks import references
from jarpub.checks.questions import questions_of
from jarpub.diagnostics import Collector, CommandError, Diagnostic, DiagnosticsError
from jarpub.project import publications
from jarpub.project.paths import Project
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class BuildOptions:
    """What somebody asked for; without a publication or a format, all of them."""

    publications: Sequence[str] = ()
    formats: Sequence[str] = ()
    final: bool = False
    force: bool = False


def no_progress(_: str) -> None:
    """Says nothing of what is being made."""


def build(
    project: Project,
    options: BuildOptions,
    progress: Callable[[str], None] = no_progress,
    executor: Executor | None = None,
) -> Built:
    """Make what the output folder lacks or has otherwise, and put it there, all or none.

    Raises DiagnosticsError with every diagnostic, or CommandError.
    """
    atomic_folder.recover(project.output)
    known = Known(project.output, last_build.read(str(project.output)), options.force)
    with without_garbage():
        made = make(project, options, progress, executor, known)
        return Built(**vars(made), earlier=publish(project, made, known, final=options.final))


def make(
    project: Project,
    options: BuildOptions,
    progress: Callable[[str], None] = no_progress,
    executor: Executor | None = None,
    known: Known = NOTHING_KNOWN,
) -> Made:
    """The finished files, read back as an outsider would, and not yet anywhere.

    Raises DiagnosticsError, where finals are asked for also with what makes a draft of them, or CommandError.
    """
    sources = load_sources(project)
    chosen = publications.chosen(sources.settings, options.publications)
    wanted = formats.chosen(options.formats)
    releases = releases_of(project, sources, chosen, wanted)
    reasons = [diagnostic for release in releases for diagnostic in release.reasons]
    if options.final and reasons:
        raise DiagnosticsError(reasons)
    targets = list(targets_of(project, sources, releases, wanted))
    jobs = [job_for(target, known, project.templates_name) for target in targets]
    results = _carried_out(project, jobs, progress, executor)
    if not is_as_loaded(project, sources):
        raise CommandError(
            "the plan, or a file of the templates, was saved while the publications were made", "build again"
        )
    return Made(
        sources=sources,
        releases=tuple(releases),
        artifacts=tuple(
            artifact_of(target, job, results.get(job.name)) for target, job in zip(targets, jobs, strict=True)
        ),
        warnings=(*_without_effect(sources, releases), *copies_of_plan(project)),
        questions=tuple(sorted(set(questions_of(sources.plan)))),
        libraries={path: each for result in results.values() for path, each in result.libraries.items()},
    )


def _carried_out(
    project: Project, jobs: Sequence[Job], progress: Callable[[str], None], executor: Executor | None
) -> Mapping[str, Result]:
    """The result of each job that there was something to do for, by its name.

    Raises DiagnosticsError where a file cannot be made, or says what it should not.
    """
    with Collector() as collector:
        for job in jobs:
            collector.diagnostics += theme_faults(project, job.format, job.theme) if job.content is None else ()
    to_do = [job for job in jobs if not job.is_proved]
    made = {job.format for job in to_do if job.content is None}
    results = {}
    with Collector() as collector, nullcontext(executor) if executor else pool.local(to_do, made) as chosen:
        for job, result in pool.carried_out(chosen, carry_out, to_do, progress):
            collector.diagnostics += (_named(project, job, each) for each in result.rendered.diagnostics)
            collector.diagnostics += result.diagnostics
            results[job.name] = result
    return results


def _named(project: Project, job: Job, diagnostic: Diagnostic) -> Diagnostic:
    """What a writer found in a file of the theme, with the name that people have for the file."""
    file = project.name(project.templates / diagnostic.location.file)
    location = replace(diagnostic.location, file=file)
    return replace(diagnostic, location=location, message=f"{job.name}: {diagnostic.message}")


def _without_effect(sources: Sources, releases: Iterable[Release]) -> tuple[Diagnostic, ...]:
    """Approvals and wording that no publication uses; what is seen only by one that is not made is left alone."""
    made = {release.publication.key for release in releases}
    seen = {path.words for release in releases for path in release.publication.sees}
    others = (publication for publication in sources.settings.publications if publication.key not in made)
    seen -= {path.words for publication in others for path in publication.sees}
    dependencies = {name for release in releases for name in release.dependencies}
    unprinted = references.unprinted_wording(sources.plan, dependencies, seen)
    return tuple(sorted({*unprinted, *references.known_approvals(sources.plan, sources.settings)}))
