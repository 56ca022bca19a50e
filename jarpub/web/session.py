"""What a preview shows: of each publication the last page that could be made, and all that was found."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jarpub.build.load_and_check import load_sources
from jarpub.build.output.build_record import records
from jarpub.build.release import release_of
from jarpub.build.target import theme_faults, theme_of
from jarpub.checks.facts import Facts, facts_of
from jarpub.diagnostics import Diagnostic, DiagnosticsError
from jarpub.formats import formats
from jarpub.formats.fonts import Face
from jarpub.formats.html.writer import preview
from jarpub.pages.page_tree import Page
from jarpub.pages.render import render
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources


@dataclass
class Shown:
    """A publication as it is shown: its page as HTML, which of its versions that is, and what was found in it."""

    title: str = ""
    html: str = ""
    version: int = 0
    is_ready: bool = False  # whether nothing stands in the way of a final
    diagnostics: tuple[Diagnostic, ...] = ()
    wrong: tuple[Diagnostic, ...] = ()  # why the page is not that of the files as they are saved now


@dataclass
class Session:
    """The pages of a project, made again and again while this process lives."""

    project: Project
    shown: dict[str, Shown] = field(default_factory=dict)
    files: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    fonts: dict[str, Path] = field(default_factory=dict)
    looked_at: str = ""  # the publication that somebody looks at, which is made before the others
    turn: int = 0  # how often the browser was told: what it was told later is newer

    def refresh(self, changed: Callable[[str], None]) -> None:
        """Make every page again, and say the key of each publication as soon as it is another one."""
        try:
            sources = load_sources(self.project)
        except DiagnosticsError as error:
            for key, shown in self.shown.items():
                shown.wrong = error.diagnostics
                changed(key)
            if not self.shown:
                self.shown[""] = Shown(wrong=error.diagnostics)
            return
        facts = cache(lambda: facts_of(sources.plan))  # for all publications, once the first page is shown
        self.shown.pop("", None)
        for publication in sources.settings.publications:  # in their own order
            self.shown.setdefault(str(publication.key), Shown(publication.subject.words))
        for publication in sorted(sources.settings.publications, key=lambda each: each.key != self.looked_at):
            self._refresh(sources, facts, publication, changed)
        for key in self.shown.keys() - {str(publication.key) for publication in sources.settings.publications}:
            del self.shown[key]

    def _refresh(
        self, sources: Sources, facts: Callable[[], Facts], publication: Publication, changed: Callable[[str], None]
    ) -> None:
        """Make one page, show it at once, and then with what is found in it."""
        key, quick = str(publication.key), None
        shown = self.shown[key]
        self.files[key] = _files(publication)
        try:
            if shown.html:
                quick = render(self.project, sources, publication, draft=True).page
                self._show(shown, sources, publication, quick)
                changed(key)
            release = release_of(self.project, sources, facts(), publication, ["html"])
            if release.page != quick:
                self._show(shown, sources, publication, release.page)
        except DiagnosticsError as error:
            shown.wrong = error.diagnostics
        else:
            shown.title, shown.wrong = publication.subject.words, ()
            shown.diagnostics, shown.is_ready = release.diagnostics, release.is_ready
        changed(key)

    def _show(self, shown: Shown, sources: Sources, publication: Publication, page: Page) -> None:
        html = self._html(sources, publication, page)
        shown.version += html != shown.html
        shown.html = html

    def _html(self, sources: Sources, publication: Publication, page: Page) -> str:
        """The page for a browser; the files of its theme must be right as for a finished file."""
        theme = theme_of(self.project, publication, sources.brand)
        faults = theme_faults(self.project, "html", theme)
        if faults:
            raise DiagnosticsError(faults)
        return preview(page, theme, self._font_address)

    def _font_address(self, face: Face) -> str:
        self.fonts[face.path.name] = face.path
        return f"/fonts/{face.path.name}"

    def record(self) -> dict[str, Any]:
        """Everything but the pages, for the browser."""
        self.turn += 1
        return {
            "turn": self.turn,
            "publications": [
                {
                    "key": key,
                    "title": shown.title,
                    "version": shown.version,
                    "is_ready": shown.is_ready,
                    "files": self.files.get(key, []),
                    "diagnostics": records(shown.diagnostics),
                    "wrong": records(shown.wrong),
                }
                for key, shown in list(self.shown.items())
            ],
        }


def _files(publication: Publication) -> list[dict[str, str]]:
    found = [
        {"name": name, "format": format, "label": _label(format, bw)}
        for name, format, bw in publication.files(formats())
    ]
    return sorted(found, key=lambda file: file["format"] != "html")


def _label(format: str, black_and_white: bool) -> str:
    words = {"html": "Web page", "pdf": "PDF", "docx": "Word"}.get(format, format)
    return f"{words}, black and white" if black_and_white else words
