"""What would come of files that are not saved yet: the pages, and all that would be found in them."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jarpub.build.load_and_check import Unsaved, digests_of, load_sources
from jarpub.build.release import Release, release_of
from jarpub.build.target import digest_of_page, digest_of_target, theme_of
from jarpub.build.worker import Job, carry_out
from jarpub.checks.facts.held import facts_of
from jarpub.checks.privacy.protected import protected_of
from jarpub.diagnostics import Collector, Diagnostic, DiagnosticsError
from jarpub.pages.render import Composition, render
from jarpub.project.loader import Bind
from jarpub.project.paths import Project
from jarpub.project.sources import Sources
from jarpub.project.yaml.records import bind as bind_anew


@dataclass(frozen=True)
class Trial:
    """The sources, where they can be read, each page that can be made, and why one, or nothing at all, could not be."""

    sources: Sources | None
    errors: tuple[Diagnostic, ...] = ()
    drafts: Mapping[str, Composition] = field(default_factory=dict)  # by publication


class Trials:
    """Trials of files, of which the last is known: words are judged, saved and shown, and tried once for all three."""

    def __init__(self) -> None:
        self._last: Trial | None = None

    def of(self, project: Project, unsaved: Unsaved, bind: Bind = bind_anew) -> Trial:
        """The trial of some files, or the last one where that was made from the very same."""
        last = self._last
        if last and last.sources and last.sources.digests == digests_of(project, unsaved):
            return last
        trial = tried(project, unsaved, bind)
        if trial.sources and trial.sources.digests == digests_of(project, unsaved):  # also when it was done
            self._last = trial
        return trial


def tried(project: Project, unsaved: Unsaved, bind: Bind = bind_anew) -> Trial:
    """Whether every page can be made of the files as they are with some of them as they are not saved yet."""
    try:
        sources = load_sources(project, bind, unsaved)
    except DiagnosticsError as error:
        return Trial(None, error.diagnostics)
    drafts: dict[str, Composition] = {}
    try:
        with Collector() as collector:
            for publication in sources.settings.publications:
                with collector.catching():
                    drafts[str(publication.key)] = render(project, sources, publication, draft=True)
    except DiagnosticsError as error:
        return Trial(sources, error.diagnostics, drafts)
    return Trial(sources, (), drafts)


def judged(project: Project, sources: Sources, key: str, draft: Composition | None = None) -> tuple[Diagnostic, ...]:
    """All that is found in one publication as it would be, in its web page as a reader has it, too."""
    publication = next(each for each in sources.settings.publications if each.key == key)
    try:
        release = release_of(
            project, sources, facts_of(sources.plan, sources.brand.language), publication, ["html"], draft
        )
    except DiagnosticsError as error:
        return error.diagnostics
    return (*Refusals().of(project, sources, release), *release.diagnostics)


class Refusals:
    """Why no file can be made of a page; a web page in which nothing was found is not made again to say so."""

    def __init__(self) -> None:
        self._clean: dict[str, Hashable] = {}  # by its name, all that decides what is found in it

    def of(self, project: Project, sources: Sources, release: Release) -> tuple[Diagnostic, ...]:
        """What its web page would say, read back as an outsider would."""
        return tuple(found for job in _jobs(project, sources, release) for found in self._found(job, sources))

    def _found(self, job: Job, sources: Sources) -> Sequence[Diagnostic]:
        made_from = digest_of_target(digest_of_page(job.page), job.format, job.theme, sources.digests)
        decides = made_from, repr(job.protected), repr(job.publication)
        if self._clean.pop(job.name, None) == decides:
            self._clean[job.name] = decides
            return ()
        found = carry_out(job).diagnostics
        if not found:
            self._clean[job.name] = decides
        return found


def _jobs(project: Project, sources: Sources, release: Release) -> Iterator[Job]:
    """The web page of a release, to be made and read back."""
    publication = release.publication
    protected = protected_of(sources.plan, publication)
    for name, format, black_and_white in publication.files(["html"]):
        theme = theme_of(project, publication, sources.brand, black_and_white=black_and_white)
        yield Job(name, format, publication, release.page, theme, protected, why="tried")
