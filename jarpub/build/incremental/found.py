"""What a check finds, and what the last build found, which the next check says again where nothing has changed.

Quick to import, as `last_build.py` is.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jarpub.build import typed_json
from jarpub.build.incremental.last_build import FOLDER
from jarpub.build.typed_json import typed
from jarpub.diagnostics import Diagnostic
from jarpub.project.hashing import digest, digest_of_file

if TYPE_CHECKING:
    from jarpub.build.artifact import Made
    from jarpub.build.release import Release

NAME = "found.json"


@dataclass(frozen=True)
class FoundIn:
    """What was found in a publication; `wording` is the audience whose wording it tells, or nothing."""

    publication: str
    wording: str
    words: int
    diagnostics: list[Diagnostic]
    is_internal: bool = False

    @property
    def reasons(self) -> list[Diagnostic]:
        """What stands in the way of a final."""
        return [each for each in self.diagnostics if each.severity == "blocking"]

    @property
    def is_ready(self) -> bool:
        """Whether somebody may make a final of it."""
        return not self.reasons


@dataclass(frozen=True)
class Found:
    """What was found in each publication and in none, and what its owner should be asked."""

    publications: list[FoundIn]
    warnings: list[Diagnostic]
    questions: list[Diagnostic]

    @property
    def is_ready(self) -> bool:
        """Whether somebody may make a final of each publication."""
        return all(each.is_ready for each in self.publications)


def found_in_release(release: "Release") -> FoundIn:
    """What was found in a publication."""
    publication = release.publication
    wording = publication.wording.words if publication.wording else ""
    words, found = len(release.page.word_list), list(release.diagnostics)
    return FoundIn(str(publication.key), wording, words, found, is_internal=publication.internal)


def found_in(made: "Made") -> Found:
    """What was found in all that was made."""
    return Found([found_in_release(each) for each in made.releases], list(made.warnings), list(made.questions))


def write(output: str, found: Found) -> str:
    """Remember it beside what the build remembers; its digest, by which it is known to belong to that."""
    return digest(typed_json.write(str(Path(output, FOLDER, NAME)), asdict(found)))


def read(output: str, known: str) -> Found | None:
    """What the last build found, if it is what has this digest, and can be read."""
    path = str(Path(output, FOLDER, NAME))
    try:
        return typed(Found, typed_json.read(path)) if known and digest_of_file(path) == known else None
    except (OSError, ValueError):  # too large, for example
        return None
