"""Finished files, and what is remembered of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jarpub.build.release import Release, digest
from jarpub.build.target import Recipe
from jarpub.diagnostics import Diagnostic
from jarpub.formats import Rendered
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Entry:
    """A finished file: newly made, or as it stays from an earlier build."""

    recipe: Recipe
    rendered: Rendered
    read_back: bool  # whether it was, and says what its page says
    stays: bool
    why: str  # it was made, or stays

    @property
    def release(self) -> Release:
        """The publication that it is a file of."""
        return self.recipe.release

    @property
    def name(self) -> str:
        """Its name in the output folder."""
        return self.recipe.name

    @property
    def format(self) -> str:
        """Its format."""
        return self.recipe.format

    @property
    def content(self) -> bytes:
        """Its bytes."""
        return self.rendered.content

    @property
    def pages(self) -> int | None:
        """How many pages it has, where its format has any."""
        return self.rendered.pages

    @property
    def words(self) -> int:
        """How many words it prints."""
        return len(self.release.page.word_list)

    @property
    def record(self) -> dict[str, Any]:
        """The entry as the manifest holds it; sizes in bytes, sums as sha256."""
        return {
            "publication": self.release.publication.key,
            "format": self.format,
            "release": self.release.state,
            "sha256": digest(self.content),
            "bytes": len(self.content),
            "pages": self.pages,
            "words": self.words,
            "open_gaps": [gap.id for gap in self.release.gaps],
            "made_from": dict(self.recipe.made_from),
        }

    @property
    def memory(self) -> dict[str, Any]:
        """The entry as the next build remembers it."""
        content = digest(self.content)
        return {
            "publication": self.release.publication.key,
            "format": self.format,
            "release": self.release.state,
            "reasons": len(self.release.reasons),
            "sha256": content,
            "pages": self.pages,
            "key": self.recipe.key,
            "proof": self.recipe.proof(content) if self.read_back else "",
            "read_back": self.read_back,
            "read": self.recipe.read_sum,
            "sums": dict(self.recipe.sums),
        }


@dataclass(frozen=True)
class Made:
    """Finished files that were read back and found right, and what should be looked at."""

    sources: Sources
    releases: tuple[Release, ...]
    entries: tuple[Entry, ...]
    warnings: tuple[Diagnostic, ...]
    queries: tuple[Diagnostic, ...]
    libraries: Mapping[str, str]  # of the machine, that were used


@dataclass(frozen=True)
class Built(Made):
    """What a build put into the output folder, and the names of what it left there from earlier ones."""

    earlier: tuple[str, ...] = ()
