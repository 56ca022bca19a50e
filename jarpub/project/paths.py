"""Where everything is, and what diagnostics call it."""

from dataclasses import dataclass
from pathlib import Path

from jarpub.build.incremental.cache import sum_of
from jarpub.diagnostics import Diagnostic, Location
from jarpub.formats import Complaint, Theme
from jarpub.project.brand import Brand
from jarpub.project.publications import Publication


@dataclass(frozen=True)
class Project:
    """The places of one project, and their names for people."""

    source: Path
    source_name: str
    templates: Path
    templates_name: str
    output: Path

    def inside(self, path: Path) -> str:
        """The name of a file from the folder of templates; the plan has none."""
        if path == self.source:
            return ""
        return path.relative_to(self.templates).as_posix() if path.is_relative_to(self.templates) else str(path)

    def sums(self) -> dict[str, str]:
        """The sha256 of the plan and of each file in the folder of templates, by their paths."""
        paths = [self.source, *(path for path in sorted(self.templates.rglob("*")) if path.is_file())]
        return {str(path): sum_of(str(path)) for path in paths}

    def name(self, path: Path) -> str:
        """What diagnostics and the manifest call a file of the project."""
        if path == self.source:
            return self.source_name
        inside = path.is_relative_to(self.templates)
        return f"{self.templates_name}/{path.relative_to(self.templates).as_posix()}" if inside else str(path)

    def theme(self, publication: Publication, brand: Brand) -> Theme:
        """The files that hold the look of a publication, and what its council brings to it."""
        return Theme(
            font=getattr(brand.fonts, publication.font).words,
            fonts=fonts(brand),
            word_font=brand.fonts.word.words,
            tokens=brand.tokens,
            house_css=self.templates / "house.css",
            screen_css=self.templates / "screen.css",
            print_css=self.templates / "print.css",
            pictures_css=self.templates / "pictures.css",
            word=self.templates / publication.word.words,
        )

    def complaint(self, name: str, complaint: Complaint) -> Diagnostic:
        """What a renderer complained of while it made the file of this name, as a diagnostic."""
        location = Location(self.name(complaint.file), complaint.line, complaint.column)
        return Diagnostic(location, f"{name}: {complaint.message}", "correct it, or restore a copy")


def fonts(brand: Brand) -> tuple[str, ...]:
    """The families that web pages and PDFs are set in."""
    return tuple(sorted({brand.fonts.plain.words, brand.fonts.easy.words}))
