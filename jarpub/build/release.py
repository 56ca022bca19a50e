"""A publication with its page and what was found in it: a draft, or an edition that somebody makes final."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jarpub.checks import gaps, references, suite, translations
from jarpub.checks.facts.held import Facts, facts_of
from jarpub.diagnostics import Collector, Diagnostic
from jarpub.pages.page_tree import Days, Mark, Page
from jarpub.pages.quotation_marks import with_quotation_marks
from jarpub.pages.render import Composition, render
from jarpub.pages.stage_mark import marked
from jarpub.project.languages import ENGLISH, day
from jarpub.project.paths import Project
from jarpub.project.plan.model import Gap
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Edition:
    """One final of a publication: which one it is, from 1, and its day, such as 2009-03-31."""

    number: int
    on: str

    @property
    def day(self) -> str:
        """Its day as people write it, such as 31 March 2009."""
        return self.day_in(ENGLISH)

    def day_in(self, language: str) -> str:
        """Its day as people write it in a language."""
        return day(date.fromisoformat(self.on), language)

    def __str__(self) -> str:
        return f"edition {self.number} of {self.day}"


@dataclass(frozen=True)
class Release:
    """A publication as it goes out: a draft, which says so on every page, or an edition, which says which.

    `page` is what goes out, and `final_page` what a final would be, without its stamp.
    """

    publication: Publication
    page: Page
    final_page: Page
    diagnostics: tuple[Diagnostic, ...]
    gaps: tuple[Gap, ...]  # those that are open
    dependencies: frozenset[str]  # the names of the plan's values that the page was made from
    templates: tuple[str, ...]
    stamp: str  # what a final of it says of itself: {number} and {date} stand for those of its edition

    @property
    def reasons(self) -> tuple[Diagnostic, ...]:
        """What stands in the way of a final."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "blocking")

    @property
    def is_ready(self) -> bool:
        """Whether somebody may make a final of it."""
        return not self.reasons

    def as_edition(self, edition: Edition) -> "Release":
        """The same publication as a final: its page says which edition it is, and its properties the day."""
        stamp = stamp_of(edition, self.stamp, self.final_page.language)
        page, plan = marked(self.final_page, stamp), self.final_page.days
        return replace(
            self, page=replace(page, days=Days(min(plan.created, edition.on) if plan else edition.on, edition.on))
        )


def stamp_of(edition: Edition, words: str, language: str) -> Mark:
    """What each page of an edition says of itself, in the words for all of them and their language."""
    return Mark("stamp", words.replace("{number}", str(edition.number)).replace("{date}", edition.day_in(language)))


def releases_of(
    project: Project, sources: Sources, chosen: Iterable[Publication], formats: Sequence[str]
) -> list[Release]:
    """Each publication as a draft; raises DiagnosticsError with the diagnostics of all."""
    facts = facts_of(sources.plan, sources.brand.language)
    releases = []
    with Collector() as collector:
        for publication in chosen:
            with collector.catching():
                releases.append(release_of(project, sources, facts, publication, formats))
    return releases


def release_of(
    project: Project,
    sources: Sources,
    facts: Facts,
    publication: Publication,
    formats: Sequence[str],
    draft: Composition | None = None,
) -> Release:
    """A publication, judged as the final that it would be, and rendered as a draft, unless that is given.

    Raises DiagnosticsError where no page can be made of it.
    """
    final = render(project, sources, publication, draft=False)
    draft = draft or render(project, sources, publication, draft=True)
    diagnostics = {
        *suite.check_publication(sources, facts, publication, final.page, final.dependencies),
        *suite.check_formats(publication, formats),
        *translations.translated(final.page.language, final.unsaid),
        *translations.no_words_left(final.page.language, sources.wording_of(publication)),
    }
    page = with_quotation_marks(draft.page)
    with Collector() as collector:
        collector.diagnostics += suite.check_page(page, sources.brand.families)
    return Release(
        publication=publication,
        page=page,
        final_page=with_quotation_marks(final.page),
        diagnostics=tuple(sorted(diagnostics)),
        gaps=gaps.open_gaps(sources.plan, publication),
        dependencies=final.dependencies | draft.dependencies,
        templates=tuple(sorted({*final.templates, *draft.templates})),
        stamp=final.stamp,
    )


def without_effect(sources: Sources, releases: Iterable[Release]) -> tuple[Diagnostic, ...]:
    """Approvals, answers and wording that no publication uses; what is seen only by one that is not made is left alone."""
    made = {release.publication.key for release in releases}
    seen = {path for release in releases for path in release.publication.sights}
    others = (publication for publication in sources.settings.publications if publication.key not in made)
    seen -= {path for publication in others for path in publication.sights}
    dependencies = {name for release in releases for name in release.dependencies}
    unprinted = references.unprinted_wording(sources.plan, dependencies, seen)
    answers = gaps.answered_for_nobody(sources.plan, sources.settings)
    return tuple(sorted({*unprinted, *answers, *references.known_approvals(sources.plan, sources.settings)}))
