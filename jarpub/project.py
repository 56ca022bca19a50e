"""Where everything is, and what findings call it."""

from dataclasses import dataclass
from pathlib import Path

from jarpub.findings import Finding, Place
from jarpub.publications import Publication, Publications
from jarpub.writers import Complaint, Look


@dataclass(frozen=True)
class Project:
    """The places of one project, and their names for people."""

    source: Path
    source_name: str
    templates: Path
    templates_name: str
    output: Path

    def name(self, path: Path) -> str:
        """What findings and the manifest call a file of the project."""
        if path == self.source:
            return self.source_name
        inside = path.is_relative_to(self.templates)
        return f"{self.templates_name}/{path.relative_to(self.templates).as_posix()}" if inside else str(path)

    def look(self, publication: Publication, house: Publications) -> Look:
        """The files that hold the look of a publication."""
        return Look(
            font=publication.font.words,
            fonts=fonts(house),
            house_css=self.templates / "house.css",
            screen_css=self.templates / "screen.css",
            print_css=self.templates / "print.css",
            word=self.templates / publication.word.words,
        )

    def complaint(self, name: str, complaint: Complaint) -> Finding:
        """What a renderer complained of while it made the file of this name, as a finding."""
        place = Place(self.name(complaint.file), complaint.line, complaint.column)
        return Finding(place, f"{name}: {complaint.sentence}", "correct it, or restore a copy")


def fonts(house: Publications) -> tuple[str, ...]:
    """The families that the publications are set in."""
    return tuple(sorted({publication.font.words for publication in house.publications}))
