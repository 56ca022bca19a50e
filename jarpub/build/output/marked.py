"""Publications that go out with what has changed in them since an earlier plan: both versions in one file, marked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from jarpub.build.load_and_check import earlier_as_printed
from jarpub.build.output.changes import LAST_FINAL, earlier_plans
from jarpub.build.output.editions import last
from jarpub.build.target import found_by_writer, theme_faults, theme_of
from jarpub.build.worker import ONE_AT_A_TIME, without_garbage
from jarpub.checks import suite
from jarpub.checks.privacy.protected import Protected, protected_of
from jarpub.checks.privacy.rules import NAME
from jarpub.checks.suite import Versions
from jarpub.diagnostics import Collector, Diagnostic
from jarpub.formats import WITH_CHANGES, Theme, version_reader, writer
from jarpub.pages.comparison.compared import compared
from jarpub.pages.comparison.legend import with_legend
from jarpub.pages.comparison.marks import Signature, Signer
from jarpub.pages.page_tree import MARKS, ComparedPage, Element, Page
from jarpub.pages.quotation_marks import with_quotation_marks
from jarpub.pages.render import render
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.wording import all_wording
from jarpub.project.publications import Publication
from jarpub.project.reach.figures import MeasuredPlan
from jarpub.project.sources import Sources

ENDING = "-with-changes"
SHOWS_ITSELF = "docx"  # the format whose programs say by themselves what is new and what is gone


@dataclass(frozen=True)
class MarkedFile:
    """A finished file that shows what has changed: its format, its name, and how many marks its page has."""

    publication: str
    format: str
    name: str
    since: str
    marks: int
    content: bytes


@dataclass(frozen=True)
class Compared:
    """A publication beside an earlier plan: its page with marks, and whom neither version may name."""

    publication: Publication
    page: ComparedPage
    protected: tuple[Protected, ...]

    @property
    def marks(self) -> int:
        """In how many places something is new or gone; new words in the place of old ones are one."""
        return sum(map(_changes_in, self.page.body.walk()))


def _changes_in(element: Element) -> int:
    """How many changes stand in an element itself."""
    kinds = ["" if isinstance(child, str) else child.tag for child in element.children]
    return sum(kind in MARKS and (before, kind) != ("del", "ins") for before, kind in pairwise(["", *kinds]))


def compared_publications(
    project: Project, sources: Sources, chosen: Sequence[Publication], since: str | None, signature: Signature
) -> list[Compared]:
    """Those of some publications in which a reader sees a change; one that was never final has nothing beside it.

    `signature` is for changes of which nobody has recorded who approved them. Raises DiagnosticsError or CommandError.
    """
    before = earlier_plans(project, sources, since)
    plans: dict[bytes, MeasuredPlan] = {}
    found = []
    with Collector() as collector:
        for publication in chosen:
            key = str(publication.key)
            if key not in before:
                continue
            with collector.catching():
                data = before[key]
                plan = plans.get(data) or _earlier(sources, data, since or LAST_FINAL)
                plans[data] = plan
                signer = signer_of(sources, publication, signature)
                named = (
                    Path(since).name if since else _edition(project, key)
                )  # where files are is nobody else's business
                found.append(_compared(project, sources, publication, plan, (named, signer)))
    return [each for each in found if each.marks]


def _edition(project: Project, key: str) -> str:
    record = last(project.output, key)
    return str(record.edition) if record else LAST_FINAL


def _earlier(sources: Sources, data: bytes, name: str) -> MeasuredPlan:
    """An earlier plan as a page is made of it; the figures are those of today, which no plan has in its file."""
    return earlier_as_printed(load_plan(data, name), sources)


def _compared(
    project: Project, sources: Sources, publication: Publication, plan: MeasuredPlan, told: tuple[str, Signer]
) -> Compared:
    since, signer = told
    before, now = (_page(project, each, publication) for each in (replace(sources, plan=plan), sources))
    protected = tuple(dict.fromkeys(protected_of(each, publication) for each in (plan, sources.plan)))
    return Compared(publication, compared(before, now, signer, since), protected)


def _page(project: Project, sources: Sources, publication: Publication) -> Page:
    page = with_quotation_marks(render(project, sources, publication, draft=True).page)
    with Collector() as collector:
        collector.diagnostics += suite.check_page(page, sources.brand.families)
    return page


def signer_of(sources: Sources, publication: Publication, signature: Signature) -> Signer:
    """Who has approved the wording that a change is in, and when; else somebody, on the last day of an approval.

    Where readers are not to meet the names of officers, no file for them has one: the council signs.
    """
    council = sources.brand.organisation.words
    hidden = protected_of(sources.plan, publication)
    names_nobody = bool(hidden.people or hidden.initials)
    approved = dict(_approved(sources))
    latest = max((each.on for each in approved.values()), default="")
    other = Signature(signature.by or council, signature.on or latest)

    def sign(value: str) -> Signature:
        found = approved.get(value, other)
        return replace(found, by=council) if names_nobody else found

    return sign


def _approved(sources: Sources) -> Iterator[tuple[str, Signature]]:
    """The signature of each text that somebody has approved as it is now, by its name."""
    for audience in sources.audiences:
        for wording in all_wording(sources.plan, audience):
            given = wording.approval
            if wording.state == "approved" and given and given.by and given.on:
                yield from ((text.id, Signature(given.by.words, given.on.words)) for text in wording.texts)


def marked_files(
    project: Project, sources: Sources, found: Sequence[Compared], formats: Sequence[str] = WITH_CHANGES
) -> list[MarkedFile]:
    """Publications as files that show what has changed, in those of the formats that each is made in.

    Raises DiagnosticsError for a file that would say what its readers are not to see, in words that are gone, too.
    """
    jobs = [
        (each, format, theme_of(project, each.publication, sources.brand))
        for each in found
        for format in formats
        if each.publication.is_made_in(format)
    ]
    with Collector() as collector:
        for _, format, theme in jobs:
            collector.diagnostics += theme_faults(project, format, theme)
    files = []
    with Collector() as collector:
        for job in jobs:
            with collector.catching():
                files.append(_made(project, *job))
    return files


def file_name(publication: Publication, format: str) -> str:
    """What the file is called: as that without marks, with what it is."""
    name = next(name for name, _, _ in publication.files([format]))
    return f"{name.removesuffix(f'.{format}')}{ENDING}.{format}"


def _made(project: Project, each: Compared, format: str, theme: Theme) -> MarkedFile:
    page = each.page if format == SHOWS_ITSELF else with_legend(each.page)
    name = file_name(each.publication, format)
    with ONE_AT_A_TIME, without_garbage():
        rendered = writer(format).write(page, theme)
        with Collector() as collector:
            collector.diagnostics += found_by_writer(project, rendered)
        reader = version_reader(format)
        now, before = (reader.blocks_without(rendered.content, mark) for mark in ("del", "ins"))
        versions = Versions(reader.extract(rendered.content), before, now)
    with Collector() as collector:
        diagnostics = set(suite.check_comparison(each.protected, each.publication, page, name, versions))
        collector.diagnostics += _explained(diagnostics, " ".join(page.now.word_list), name)
    return MarkedFile(str(each.publication.key), format, name, page.since, each.marks, rendered.content)


def _explained(diagnostics: Iterable[Diagnostic], now: str, name: str) -> Iterator[Diagnostic]:
    """What was found, and of names that are only in words that are gone, why they are in the file all the same."""
    for each in diagnostics:
        if each.code == NAME and each.quote and each.quote.casefold() not in now.casefold():
            message = f"{each.message}; it is gone from the publication, but {name} would still hold it"
            yield replace(each, message=message, hint=WITHOUT_MARKS)
        else:
            yield each


WITHOUT_MARKS = "send the publication without marks, or compare it with a later plan, which does not have the name"
