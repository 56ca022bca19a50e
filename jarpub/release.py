"""One publication on its way out: its page, what stands in its way, and its finished files."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from jarpub.findings import Finding
from jarpub.page import Page
from jarpub.plan import Gap
from jarpub.publications import Publication


@dataclass(frozen=True)
class Release:
    """A publication as a draft or a final: it is a draft as long as a finding blocks it."""

    publication: Publication
    page: Page
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]  # those that are open
    reads: frozenset[str]
    templates: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """Why it is a draft."""
        return tuple(finding for finding in self.findings if finding.severity == "blocking")

    @property
    def is_draft(self) -> bool:
        """Whether it says on every page that it is a draft."""
        return bool(self.reasons)


@dataclass(frozen=True)
class Entry:
    """One finished file: its pages where the format has any, and the files that it was made from."""

    release: Release
    name: str  # in the output folder
    format: str
    content: bytes
    pages: int | None
    made_from: Mapping[str, str]
    read_back: bool = False  # whether it was, and says what its page says

    @property
    def words(self) -> int:
        """How many words the file prints."""
        return len(self.release.page.words)

    @property
    def record(self) -> dict[str, Any]:
        """The entry as JSON holds it; sizes in bytes, sums as sha256."""
        return {
            "publication": self.release.publication.key,
            "format": self.format,
            "release": "draft" if self.release.is_draft else "final",
            "sha256": digest(self.content),
            "bytes": len(self.content),
            "pages": self.pages,
            "words": self.words,
            "open_gaps": [gap.id for gap in self.release.gaps],
            "made_from": dict(self.made_from),
        }


def digest(content: bytes) -> str:
    """The sha256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()
