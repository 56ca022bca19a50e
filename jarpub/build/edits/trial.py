"""What would come of files that are not saved yet: the pages, and all that would be found in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jarpub.build.incremental.freshness import NOTHING_KNOWN, job_for
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import Release, release_of
from jarpub.build.target import targets_of
from jarpub.build.worker import carry_out
from jarpub.checks.facts.held import facts_of
from jarpub.diagnostics import Collector, Diagnostic, DiagnosticsError
from jarpub.pages.render import render
from jarpub.project.loader import Bind
from jarpub.project.paths import Project
from jarpub.project.sources import Sources
from jarpub.project.yaml.records import bind as bind_anew


@dataclass(frozen=True)
class Trial:
    """The sources, where they can be read, and why a page, or nothing at all, could be made of them."""

    sources: Sources | None
    errors: tuple[Diagnostic, ...] = ()


def tried(project: Project, unsaved: Mapping[Path, bytes], bind: Bind = bind_anew) -> Trial:
    """Whether every page can be made of the files as they are with some of them as they are not saved yet."""
    try:
        sources = load_sources(project, bind, unsaved)
    except DiagnosticsError as error:
        return Trial(None, error.diagnostics)
    try:
        with Collector() as collector:
            for publication in sources.settings.publications:
                with collector.catching():
                    render(project, sources, publication, draft=True)
    except DiagnosticsError as error:
        return Trial(sources, error.diagnostics)
    return Trial(sources)


def judged(project: Project, sources: Sources, key: str) -> tuple[Diagnostic, ...]:
    """All that is found in one publication as it would be, in its web page as a reader has it, too."""
    publication = next(each for each in sources.settings.publications if each.key == key)
    try:
        release = release_of(project, sources, facts_of(sources.plan), publication, ["html"])
    except DiagnosticsError as error:
        return error.diagnostics
    return (*refusals(project, sources, release), *release.diagnostics)


def refusals(project: Project, sources: Sources, release: Release) -> tuple[Diagnostic, ...]:
    """Why no file can be made of a page: what its web page would say, read back as an outsider would."""
    targets = targets_of(project, sources, [release], ["html"])
    jobs = [job_for(target, NOTHING_KNOWN, project.templates_name) for target in targets]
    return tuple(each for job in jobs for each in carry_out(job).diagnostics)
