"""What a preview shows: of each publication the last page that could be made, and all that was found."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jarpub.build.edits.trial import Refusals, Trial
from jarpub.build.incremental import last_build
from jarpub.build.incremental.last_build import Folders
from jarpub.build.load_and_check import is_as_loaded, load_sources
from jarpub.build.output import report
from jarpub.build.output.build_record import records
from jarpub.build.release import Release, release_of
from jarpub.build.target import theme_faults, theme_of
from jarpub.build.watch import Watch, last_saved
from jarpub.build.worker import without_garbage
from jarpub.checks.facts.held import Facts, facts_of
from jarpub.diagnostics import Diagnostic, DiagnosticsError
from jarpub.formats import called, formats
from jarpub.formats.fonts import Face
from jarpub.formats.html.writer import preview
from jarpub.pages.page_tree import Page
from jarpub.pages.quotation_marks import with_quotation_marks
from jarpub.pages.render import Composition, render
from jarpub.project.hashing import short_digest
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.web.edited_words import EditedWords, KnownPlan
from jarpub.web.words.standing import Standing

Record = Mapping[str, Any]


def ignored(_: EditedWords) -> None:
    """Says nothing of words that were edited."""


@dataclass
class Shown:
    """A publication as it is shown: its page as HTML, and what was found in it."""

    title: str = ""
    html: str = ""
    is_ready: bool = False  # whether nothing stands in the way of a final
    is_internal: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()  # why no file can be made of it
    is_behind: bool = False  # whether its page is an earlier one, since none could be made
    files: tuple[Record, ...] = ()


@dataclass
class Session:
    """The pages of a project, made again and again while this process lives."""

    project: Project
    makes_files: bool = True  # whether another process does, meanwhile
    shown: dict[str, Shown] = field(default_factory=dict)
    fonts: dict[str, Path] = field(default_factory=dict)
    looked_at: str = ""  # the publication that somebody looks at, which is made before the others
    fault: str = ""  # why the pages could not be made again, where it is our own
    trouble: str = ""  # why the files could not be made, where it is nobody's text
    refused: tuple[Record, ...] = ()  # what is in the way of the files and not of the pages
    is_over: bool = False  # whether nobody waits for the pages that are being made
    known: KnownPlan | None = None  # the plan as it was read last
    standing: Standing | None = None  # the sources of which all pages were made last, each as it could be made last
    trial: Trial | None = None  # what was tried before it was saved; it is taken once
    refusals: Refusals = field(default_factory=Refusals)
    files: KnownFiles = field(default_factory=KnownFiles)
    turn: int = 0  # how often the browser was told: what it was told later is newer

    def refresh(self, changed: Callable[[str], None], edited: Callable[[EditedWords], None] = ignored) -> None:
        """Make every page again, and say the key of each publication as soon as it is another one.

        Where nothing but the words of one text was edited they are said before anything else. When something is
        saved meanwhile, what is left is for the next time: large plans take seconds.
        """
        words = self._edited_words()
        if words:
            edited(words)
        with without_garbage():
            self._refresh_pages(changed)
        self.refused = self._beside_pages(self.refused)
        self.look_at_files()
        self.fault = ""

    def _edited_words(self) -> EditedWords | None:
        try:
            return self.known.edited(self.project.source.read_bytes()) if self.known else None
        except OSError:  # said when all is read
            return None

    def _refresh_pages(self, changed: Callable[[str], None]) -> None:
        watch = Watch(self.project)
        try:
            sources, drafts = self._sources()
        except DiagnosticsError as error:
            if not self.shown:
                self.shown[""] = Shown()
            for key, shown in self.shown.items():
                shown.refused, shown.is_behind = error.diagnostics, bool(shown.html)
                changed(key)
        else:
            self._refresh_all(sources, drafts, watch, changed)
            self.known = KnownPlan(sources.plan_file, sources.plan)

    def _sources(self) -> tuple[Sources, Mapping[str, Composition]]:
        """The sources with pages that were made of these very files when they were tried; raises DiagnosticsError."""
        trial, self.trial = self.trial, None
        if trial and trial.sources and is_as_loaded(self.project, trial.sources):
            return trial.sources, trial.drafts
        return load_sources(self.project, self.files.bind), {}

    def _refresh_all(
        self, sources: Sources, drafts: Mapping[str, Composition], watch: Watch, changed: Callable[[str], None]
    ) -> None:
        facts = cache(
            lambda: facts_of(sources.plan, sources.brand.language)
        )  # for all publications, once the first page is shown
        publications = sources.settings.publications
        self.shown = {str(each.key): self.shown.get(str(each.key), Shown(each.subject.words)) for each in publications}
        releases = {str(each.publication.key): each for each in self.standing.releases} if self.standing else {}
        for publication in sorted(publications, key=lambda each: each.key != self.looked_at):
            release = self._refresh(sources, facts, publication, drafts.get(str(publication.key)), changed)
            releases |= {str(publication.key): release} if release else {}
            if self.is_over or watch.is_overtaken():
                return
        self.standing = Standing(sources, tuple(releases[key] for key in self.shown if key in releases))

    def _refresh(
        self,
        sources: Sources,
        facts: Callable[[], Facts],
        publication: Publication,
        draft: Composition | None,
        changed: Callable[[str], None],
    ) -> Release | None:
        """Make one page, show it at once, and then with what is found in it; nothing where it cannot be made."""
        release, key = None, str(publication.key)
        shown = self.shown[key]
        shown.title, shown.is_internal = publication.subject.words, publication.internal
        shown.files = tuple(self._dated(file, is_old=True) for file in _files(publication))
        try:
            draft, is_new = draft or render(self.project, sources, publication, draft=True), not shown.html
            if not is_new:
                shown.html = self._html(sources, publication, draft.page)
                changed(key)
            release = release_of(self.project, sources, facts(), publication, ["html"], draft)
            if is_new:
                shown.html = self._html(sources, publication, draft.page)
        except DiagnosticsError as error:
            release, shown.refused, shown.is_behind = None, error.diagnostics, bool(shown.html)
        else:
            shown.diagnostics, shown.is_ready = release.diagnostics, release.is_ready
            shown.refused, shown.is_behind = self.refusals.of(self.project, sources, release), False
        changed(key)
        return release

    def _html(self, sources: Sources, publication: Publication, page: Page) -> str:
        """The page for a browser; the files of its theme must be right as for a finished file."""
        theme = theme_of(self.project, publication, sources.brand)
        faults = theme_faults(self.project, "html", theme)
        if faults:
            raise DiagnosticsError(faults)
        return preview(with_quotation_marks(page), theme, self._font_address)

    def _font_address(self, face: Face) -> str:
        self.fonts[face.path.name] = face.path
        return f"/fonts/{face.path.name}"

    def hear_of_files(self, refused: Iterable[Record], trouble: str) -> None:
        """Take what was said by the process that makes the files."""
        self.refused, self.trouble = self._beside_pages(refused), trouble
        self.look_at_files()

    def _beside_pages(self, refused: Iterable[Record]) -> tuple[Record, ...]:
        """What pages do not say themselves: they are the first to say that it is put right."""
        own = records((each for shown in list(self.shown.values()) for each in shown.refused), self.project.command)
        return tuple(each for each in refused if each not in own)

    def look_at_files(self) -> None:
        """See of each finished file when it was made, and whether it is what would be made now."""
        remembered = last_build.read(str(self.project.output))
        folders = Folders(str(self.project.source), str(self.project.templates), str(self.project.output))

        def is_fresh(key: str, file: Record) -> bool:
            asked, formats = ((), ()) if file["name"] == report.NAME else ((key,), (file["format"],))
            return bool(last_build.up_to_date(remembered, folders, asked, formats))

        for key, shown in list(self.shown.items()):
            shown.files = tuple(self._dated(file, is_old=not is_fresh(key, file)) for file in shown.files)

    def _dated(self, file: Record, *, is_old: bool) -> Record:
        return {**file, "made": _made(self.project.output / file["name"]), "is_old": is_old}

    def finished_file(self, name: str) -> Path | None:
        """Where a finished file is that the preview shows."""
        path = self.project.output / name
        is_shown = any(file["name"] == name for shown in self.shown.values() for file in shown.files)
        return path if is_shown and path.is_file() else None

    def record(self) -> dict[str, Any]:
        """Everything but the pages, for the browser."""
        self.turn += 1
        self.refused = self._beside_pages(self.refused)  # a page may have found it since
        shown = list(self.shown.items())
        found = records(sorted({each for _, one in shown for each in one.refused}), self.project.command)
        return {
            "turn": self.turn,
            "refused": [*found, *self.refused],
            "fault": self.fault,
            "trouble": self.trouble,
            "saved": last_saved(self.project),
            "makes_files": self.makes_files,
            "publications": [_record(key, one, self.project.command) for key, one in shown],
        }


def _record(key: str, shown: Shown, command: str) -> Record:
    return {
        "key": key,
        "title": shown.title,
        "page": shown.html and short_digest(shown.html),
        "is_behind": shown.is_behind,
        "is_ready": shown.is_ready,
        "is_internal": shown.is_internal,
        "files": shown.files,
        "diagnostics": records(shown.diagnostics, command),
    }


def _files(publication: Publication) -> Iterator[Record]:
    found = publication.files(formats())
    for name, format, black_and_white in sorted(found, key=lambda file: file[1] != "html"):
        yield {"name": name, "format": format, "label": _label(format, black_and_white)}
    yield {"name": report.NAME, "format": "report", "label": "Report"}


def _label(format: str, black_and_white: bool) -> str:
    words = called(format)
    return f"{words}, black and white" if black_and_white else words


def _made(path: Path) -> float | None:
    """When a file was made, in seconds since 1970; nothing where there is none."""
    try:
        return path.stat().st_mtime
    except OSError:
        return None
