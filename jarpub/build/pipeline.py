"""The straight line from the YAML to the finished files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace

from jarpub import formats
from jarpub.build import pool
from jarpub.build.artifact import Artifact, Built, Made, artifact_of
from jarpub.build.incremental import last_build, news
from jarpub.build.incremental.freshness import NOTHING_KNOWN, Known, job_for
from jarpub.build.load_and_check import copies_of_plan, is_as_loaded, load_sources
from jarpub.build.output import atomic_folder, editions
from jarpub.build.output.editions import Final, Signed
from jarpub.build.output.publish import own_names, publish
from jarpub.build.release import Release, releases_of, without_effect
from jarpub.build.target import found_by_writer, targets_of, theme_faults
from jarpub.build.worker import Job, Result, carry_out, without_garbage
from jarpub.checks import gaps
from jarpub.checks.questions import questions_of
from jarpub.diagnostics import Collector, CommandError, DiagnosticsError
from jarpub.project import publications
from jarpub.project.paths import Project
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class BuildOptions:
    """What somebody asked for; without a publication or a format, all of them."""

    publications: Sequence[str] = ()
    formats: Sequence[str] = ()
    force: bool = False


class SavedMeanwhile(CommandError):
    """What was made is not of the files as they are saved now."""


class NotReady(DiagnosticsError):
    """Something stands in the way of a final of some of the publications that somebody asked for."""

    def __init__(self, releases: Sequence[Release]) -> None:
        super().__init__(reason for release in releases for reason in release.reasons)
        self.releases = releases


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
    known = Known(project.output, last_build.read(str(project.output)), options.force)
    try:
        return _built(project, options, progress, executor, known)
    except DiagnosticsError as error:
        if known.trusted:
            error.new = news.new_among(error.diagnostics, known.trusted)
            with suppress(OSError):
                last_build.write(str(project.output), news.with_refusals(known.trusted, error.diagnostics))
        raise


def _built(
    project: Project,
    options: BuildOptions,
    progress: Callable[[str], None],
    executor: Executor | None,
    known: Known,
) -> Built:
    with without_garbage():
        sources = load_sources(project)
        spared = atomic_folder.recover(project.output, own_names(sources.settings))
        made = _made(project, sources, options, progress, executor, known=known)
        built = publish(project, made, known)
        return replace(built, aside={**spared, **built.aside}, new=news.new_in(made, known.trusted))


def make(
    project: Project,
    options: BuildOptions,
    progress: Callable[[str], None] = no_progress,
    executor: Executor | None = None,
    known: Known = NOTHING_KNOWN,
) -> Made:
    """The finished files, read back as an outsider would, and not yet anywhere; what is known of them is taken as known.

    Raises DiagnosticsError or CommandError.
    """
    with without_garbage():
        return _made(project, load_sources(project), options, progress, executor, known=known)


def _made(
    project: Project,
    sources: Sources,
    options: BuildOptions,
    progress: Callable[[str], None],
    executor: Executor | None,
    *,
    known: Known,
) -> Made:
    chosen = publications.chosen(sources.settings, options.publications)
    wanted = formats.chosen(options.formats)
    releases = releases_of(project, sources, chosen, wanted)
    artifacts, libraries = _artifacts(project, sources, releases, wanted, known, (progress, executor))
    return Made(
        sources=sources,
        releases=tuple(releases),
        artifacts=artifacts,
        warnings=(*without_effect(sources, releases), *copies_of_plan(project)),
        questions=tuple(sorted({*questions_of(sources.plan), *gaps.unneeded(sources.plan, sources.settings)})),
        libraries=libraries,
    )


def make_finals(  # noqa: PLR0913  # what somebody decides, and how it is made
    project: Project,
    chosen: Sequence[str],
    by: str,
    on: str,
    progress: Callable[[str], None] = no_progress,
    executor: Executor | None = None,
    *,
    replaces: int | None = None,
) -> list[Final]:
    """Publications made final by somebody, on a day such as 2009-03-31: the next edition of each, in all its formats.

    One of which nothing has changed since its last edition stays as it is, and what is missing of it is made again,
    unless it is to replace an edition that was wrong.
    Raises NotReady with all that stands in the way of a final, DiagnosticsError, or CommandError.
    """
    sources = load_sources(project)
    wanted = formats.formats()
    releases = releases_of(project, sources, publications.for_finals(sources.settings, chosen), wanted)
    if any(release.reasons for release in releases):
        raise NotReady(releases)
    signed = Signed(by, on, replaces)
    with editions.one_at_a_time(project.output):
        drafts = list(targets_of(project, sources, releases, wanted))
        finals = [editions.planned(project.output, sources, release, drafts, signed) for release in releases]
        _must_follow_approvals(sources, finals)
        to_make = [each.release for each in finals if each.missing]
        artifacts, _ = _artifacts(project, sources, to_make, wanted, NOTHING_KNOWN, (progress, executor))
        return [editions.kept(project, each, sources, artifacts) for each in finals]


def _must_follow_approvals(sources: Sources, finals: Iterable[Final]) -> None:
    """Raise CommandError for a new edition of a day on which somebody had not yet approved wording that it tells."""
    for final in finals:
        told = [wording.approval for wording in sources.wording_of(final.release.publication) if wording.texts]
        given = [each for each in told if each and each.on and each.on.words > final.record.on]
        if final.is_new and given:
            latest = max(given, key=lambda each: str(each.on))
            said = f"{final.record.publication} cannot be final on {final.record.on}: {latest.by} approved {latest.id} on {latest.on}"
            hint = f"give --on {latest.on} or a later day; if the approval has a wrong day, approve it again with the right --on"
            raise CommandError(said, hint)


def _artifacts(
    project: Project,
    sources: Sources,
    releases: Sequence[Release],
    wanted: Sequence[str],
    known: Known,
    means: tuple[Callable[[str], None], Executor | None],
) -> tuple[tuple[Artifact, ...], Mapping[str, str]]:
    """The files of some releases, and the libraries of the machine that were used for them."""
    targets = list(targets_of(project, sources, releases, wanted))
    jobs = [job_for(target, known, project.templates_name) for target in targets]
    results = _carried_out(project, jobs, *means)
    if not is_as_loaded(project, sources):
        raise SavedMeanwhile(
            "the plan, or a file of the templates, was saved while the publications were made", "build again"
        )
    made = (artifact_of(target, job, results.get(job.name)) for target, job in zip(targets, jobs, strict=True))
    return tuple(made), {path: each for result in results.values() for path, each in result.libraries.items()}


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
            collector.diagnostics += (
                replace(each, message=f"{job.name}: {each.message}")
                for each in found_by_writer(project, result.rendered)
            )
            collector.diagnostics += result.diagnostics
            results[job.name] = result
    return results
