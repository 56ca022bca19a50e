"""One publication on its way out: its page, and what stands in its way."""

from dataclasses import dataclass
from hashlib import sha256

from jarpub.diagnostics import Diagnostic
from jarpub.pages.tree import Page
from jarpub.project.plan import Gap
from jarpub.project.publications import Publication


@dataclass(frozen=True)
class Release:
    """A publication as a draft or a final: it is a draft as long as a diagnostic blocks it."""

    publication: Publication
    page: Page
    diagnostics: tuple[Diagnostic, ...]
    gaps: tuple[Gap, ...]  # those that are open
    reads: frozenset[str]
    templates: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Diagnostic, ...]:
        """Why it is a draft."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "blocking")

    @property
    def is_draft(self) -> bool:
        """Whether it says on every page that it is a draft."""
        return bool(self.reasons)

    @property
    def state(self) -> str:
        """What it is: a draft, or a final."""
        return "draft" if self.is_draft else "final"


def digest(content: bytes) -> str:
    """The sha256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()
