"""The straight line from the YAML to the finished files."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass, replace

from jarpub import formats as writers
from jarpub.build import pool as workers
from jarpub.build.artifact import Built, Entry, Made
from jarpub.build.incremental import cache
from jarpub.build.incremental.freshness import Verdict, verdict
from jarpub.build.incremental.memory import NOTHING_KNOWN, Memory
from jarpub.build.output import transaction
from jarpub.build.output.publish import put
from jarpub.build.release import Release
from jarpub.build.target import Recipe, recipes
from jarpub.build.worker import Task, done, without_garbage
from jarpub.checks import gaps, looks, questions, references, suite
from jarpub.diagnostics import Collector, CommandError, Diagnostic, DiagnosticsError
from jarpub.formats import Rendered, Theme, writer
from jarpub.pages.render import page_of
from jarpub.project import brand, loader, publications
from jarpub.project.corrections import corrected
from jarpub.project.paths import Project, fonts
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class BuildOptions:
    """What somebody asked for; without a publication or a format, all of them."""

    publications: Sequence[str] = ()
    formats: Sequence[str] = ()
    final: bool = False
    force: bool = False


def silence(_: str) -> None:
    """No progress."""


def build(
    project: Project, options: BuildOptions, progress: Callable[[str], None] = silence, pool: Executor | None = None
) -> Built:
    """Make what the output folder lacks or has otherwise, and put it there, all or none.

    Raises DiagnosticsError with every diagnostic, or CommandError.
    """
    transaction.recover(project.output)
    memory = Memory(project.output, cache.read(str(project.output)), options.force)
    with without_garbage():
        made = make(project, options, progress, pool, memory)
        return Built(**vars(made), earlier=put(project, made, memory, final=options.final))


def make(
    project: Project,
    options: BuildOptions,
    progress: Callable[[str], None] = silence,
    pool: Executor | None = None,
    memory: Memory = NOTHING_KNOWN,
) -> Made:
    """The finished files, read back as an outsider would, and not yet anywhere; raises DiagnosticsError or CommandError.

    Where finals are asked for, what makes a draft of them is refused.
    """
    sums = project.sums()
    sources = load(project)
    formats = writers.chosen(options.formats)
    releases = release_all(project, sources, publications.chosen(sources.settings, options.publications), formats)
    reasons = [diagnostic for release in releases for diagnostic in release.reasons]
    if options.final and reasons:
        raise DiagnosticsError(reasons)
    planned = [
        (recipe, verdict(recipe, memory, project.templates_name))
        for recipe in recipes(project, sources, releases, formats, sums)
    ]
    entries, libraries = _finished(project, planned, progress, pool)
    if sums != project.sums():
        raise CommandError(
            "the plan, or a file of the templates, was saved while the publications were made", "build again"
        )
    asked = tuple(sorted(set(questions.queries(sources.plan))))
    return Made(sources, tuple(releases), entries, _without_effect(sources, releases), asked, libraries)


def load(project: Project) -> Sources:
    """The plan with its approved corrections, the publications and the brand; raises DiagnosticsError with all diagnostics."""
    with Collector() as collector:
        with collector.catching():
            data = loader.read(project.source, project.source_name)
            plan = loader.load(data, project.source_name)
        with collector.catching():
            settings = publications.load(*_setting(project, "publications.yaml"))
        with collector.catching():
            looks = brand.load(*_setting(project, "brand.yaml"))
    with Collector() as collector:
        collector.diagnostics += suite.plan_and_house(plan, settings, writers.formats())
        collector.diagnostics += suite.brand_is_usable(looks)
    return Sources(corrected(plan), settings, looks, data)


def _setting(project: Project, file: str) -> tuple[bytes, str]:
    """The bytes of a file of settings, and what diagnostics call it."""
    name = project.name(project.templates / file)
    return loader.read(project.templates / file, name, "--templates"), name


def release_all(
    project: Project, sources: Sources, chosen: Iterable[Publication], formats: Sequence[str]
) -> list[Release]:
    """Each publication as a draft or a final; raises DiagnosticsError with the diagnostics of all."""
    releases = []
    with Collector() as collector:
        for publication in chosen:
            with collector.catching():
                releases.append(_released(project, sources, publication, formats))
    return releases


def _released(project: Project, sources: Sources, publication: Publication, formats: Sequence[str]) -> Release:
    """A publication is composed as the final that it would be, and again as a draft where something blocks it."""
    page, reads, templates = page_of(project, sources, publication, draft=False)
    diagnostics = {*suite.release(sources, publication, page, reads), *suite.can_be_proved(publication, formats)}
    if any(diagnostic.severity == "blocking" for diagnostic in diagnostics):
        page, reads, templates = page_of(project, sources, publication, draft=True)
    with Collector() as collector:
        collector.diagnostics += suite.page_can_be_made(page, fonts(sources.brand))
    still_open = gaps.open_gaps(sources.plan, publication)
    return Release(publication, page, tuple(sorted(diagnostics)), still_open, frozenset(reads), templates)


def _finished(
    project: Project, planned: Sequence[tuple[Recipe, Verdict]], progress: Callable[[str], None], pool: Executor | None
) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """Every file, made or as it stays, and read back; and the machine's libraries that were used.

    Raises DiagnosticsError where a file cannot be made, or says what it should not.
    """
    with Collector() as collector:
        for recipe, found in planned:
            collector.diagnostics += unusable(project, recipe.format, recipe.theme) if found.content is None else ()
    entries = {recipe.name: _entry(recipe, found) for recipe, found in planned}
    tasks = [_task(recipe, found) for recipe, found in planned if not found.proved]
    formats = {task.format for task in tasks if task.content is None}
    libraries: dict[str, str] = {}
    with Collector() as collector, nullcontext(pool) if pool else workers.local(tasks, formats) as chosen:
        for task, made in workers.carried_out(chosen, done, tasks, progress):
            collector.diagnostics += (project.complaint(task.name, each) for each in made.rendered.complaints)
            collector.diagnostics += made.diagnostics
            entries[task.name] = replace(entries[task.name], rendered=made.rendered, read_back=made.read_back)
            libraries |= made.libraries
    return tuple(entries.values()), libraries


def _entry(recipe: Recipe, found: Verdict) -> Entry:
    rendered = Rendered(found.content or b"", found.pages)
    return Entry(recipe, rendered, found.read_back, stays=found.content is not None, why=found.why)


def _task(recipe: Recipe, found: Verdict) -> Task:
    return Task(
        name=recipe.name,
        format=recipe.format,
        publication=recipe.release.publication,
        page=recipe.release.page,
        theme=recipe.theme,
        secrets=recipe.secrets,
        content=found.content,
        pages=found.pages,
    )


def unusable(project: Project, format: str, theme: Theme) -> list[Diagnostic]:
    """What is wrong with the files of a look that a format reads."""
    files = writer(format).files(theme)
    return [diagnostic for path in files for diagnostic in looks.usable(path, project.templates, project.name(path))]


def _without_effect(sources: Sources, releases: Iterable[Release]) -> tuple[Diagnostic, ...]:
    """Approvals and wording that no publication uses; what is seen only by one that is not made is left alone."""
    made = {release.publication.key for release in releases}
    seen = {path.words for release in releases for path in release.publication.sees}
    others = (publication for publication in sources.settings.publications if publication.key not in made)
    seen -= {path.words for publication in others for path in publication.sees}
    reads = {name for release in releases for name in release.reads}
    unprinted = references.unprinted_wording(sources.plan, reads, seen)
    return tuple(sorted({*unprinted, *references.known_approvals(sources.plan, sources.settings)}))
