"""A publication with its page and what was found in it: a draft, or fit to go out as final."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from jarpub.checks import gaps, suite
from jarpub.checks.facts import Facts, facts_of
from jarpub.diagnostics import Collector, Diagnostic
from jarpub.pages.page_tree import Page
from jarpub.pages.render import render
from jarpub.project.paths import Project
from jarpub.project.plan.model import Gap
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources

Stage = Literal["draft", "final"]


@dataclass(frozen=True)
class Release:
    """A publication as a draft or a final: it is a draft as long as a diagnostic blocks it."""

    publication: Publication
    page: Page
    diagnostics: tuple[Diagnostic, ...]
    gaps: tuple[Gap, ...]  # those that are open
    dependencies: frozenset[str]  # the names of the plan's values that the page was made from
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
    def stage(self) -> Stage:
        """What it is: a draft, or a final."""
        return "draft" if self.is_draft else "final"


def releases_of(
    project: Project, sources: Sources, chosen: Iterable[Publication], formats: Sequence[str]
) -> list[Release]:
    """Each publication as a draft or a final; raises DiagnosticsError with the diagnostics of all."""
    facts = facts_of(sources.plan)
    releases = []
    with Collector() as collector:
        for publication in chosen:
            with collector.catching():
                releases.append(release_of(project, sources, facts, publication, formats))
    return releases


def release_of(
    project: Project, sources: Sources, facts: Facts, publication: Publication, formats: Sequence[str]
) -> Release:
    """A publication, rendered as the final that it would be, and again as a draft where something blocks it.

    Raises DiagnosticsError where no page can be made of it.
    """
    found = render(project, sources, publication, draft=False)
    diagnostics = {
        *suite.check_publication(sources, facts, publication, found.page, found.dependencies),
        *suite.check_formats(publication, formats),
    }
    if any(diagnostic.severity == "blocking" for diagnostic in diagnostics):
        found = render(project, sources, publication, draft=True)
    with Collector() as collector:
        collector.diagnostics += suite.check_page(found.page, sources.brand.families)
    still_open = gaps.open_gaps(sources.plan, publication)
    return Release(publication, found.page, tuple(sorted(diagnostics)), still_open, found.dependencies, found.templates)
