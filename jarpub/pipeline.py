"""The straight line from the YAML to the finished files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from jarpub import compose, house_html, output, publications, source
from jarpub.checks import characters, looks, references, values
from jarpub.findings import Blocked, Finding, Place, Refused, did_you_mean
from jarpub.manifest import NAME, Entry, digest, earlier, manifest
from jarpub.page import Page
from jarpub.plan import Plan
from jarpub.publications import Publication, Publications
from jarpub.view import view
from jarpub.writers import Complaint, Look, formats, writer


@dataclass(frozen=True)
class Project:
    """Where everything is, and what findings call it."""

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


@dataclass(frozen=True)
class Composed:
    """A checked page, what was read of the plan for it, and the templates that it was made with."""

    publication: Publication
    page: Page
    reads: frozenset[str]
    templates: tuple[str, ...]


@dataclass(frozen=True)
class Built:
    """What a build made, the names of what it left from earlier builds, and what should be looked at."""

    entries: tuple[Entry, ...]
    earlier: tuple[str, ...]
    warnings: tuple[Finding, ...]


def build(project: Project, keys: Iterable[str], only: Iterable[str], progress: Callable[[str], None]) -> Built:
    """Make the publications and put them into the output folder, all or none.

    Raises Refused with every finding, or Blocked.
    """
    output.recover(project.output)
    plan, house = load(project)
    chosen = _chosen(house, keys)
    wanted = _wanted(only)
    composed = compose_all(project, plan, house, chosen)
    warnings = _warnings(plan, house, composed)
    entries = []
    for each in composed:
        for format in wanted:
            if format in _made_in(each.publication):
                progress(f"Making {each.publication.key}.{format}")
                entries.append(_make(project, house, each, format))
    return Built(tuple(entries), _replaced(project, house, entries), warnings)


def _replaced(project: Project, house: Publications, entries: Sequence[Entry]) -> tuple[str, ...]:
    """Put the files into the output folder; the names of those that stay there from earlier builds.

    The files of a publication that is no longer listed are taken out.
    """
    keys = {publication.key for publication in house.publications}
    made = {entry.name: entry.record for entry in entries}
    stay: dict[str, Any] = {}

    def change() -> tuple[dict[str, bytes], set[str]]:
        before = earlier(project.output)
        stay.update({name: each for name, each in before.items() if each["publication"] in keys and name not in made})
        files = {entry.name: entry.content for entry in entries}
        return {**files, NAME: manifest({**stay, **made})}, before.keys() - made.keys() - stay.keys()

    output.change_files(project.output, change)
    return tuple(sorted(stay))


def _warnings(plan: Plan, house: Publications, composed: Iterable[Composed]) -> tuple[Finding, ...]:
    """What should be looked at; wording that a publication sees which is not being made is left alone."""
    made = {each.publication.key for each in composed}
    sights = {path.words for publication in house.publications if publication.key in made for path in publication.sees}
    sights -= {
        path.words for publication in house.publications if publication.key not in made for path in publication.sees
    }
    reads = {name for each in composed for name in each.reads}
    return tuple(sorted(references.unprinted_wording(plan, reads, sights)))


def load(project: Project) -> tuple[Plan, Publications]:
    """The plan and the list of publications; raises Refused with the findings of both."""
    listed = project.templates / "publications.yaml"
    listed_name = project.name(listed)
    with _Gathered() as gathered:
        with gathered.refusals():
            plan = source.load(source.read(project.source, project.source_name), project.source_name)
        with gathered.refusals():
            house = publications.load(source.read(listed, listed_name, "--templates"), listed_name)
    with _Gathered() as gathered:
        gathered.findings += references.known_publications(plan, house)
        gathered.findings += values.whole_recommendations(plan)
        gathered.findings += values.real_answers(plan)
        gathered.findings += values.agreeing_months(plan)
        gathered.findings += values.findable_corrections(plan)
        gathered.findings += references.known_fonts(house)
        gathered.findings += references.known_sights(plan, house)
        gathered.findings += references.known_formats(house, formats())
    return plan, house


def compose_all(project: Project, plan: Plan, house: Publications, chosen: Iterable[Publication]) -> list[Composed]:
    """The checked page of each publication; raises Refused with the findings of all."""
    composed = []
    with _Gathered() as gathered:
        for publication in chosen:
            with gathered.refusals():
                each = _compose(project, plan, house, publication)
                gathered.findings += characters.check(each.page, _fonts(house))
                composed.append(each)
    return composed


def _compose(project: Project, plan: Plan, house: Publications, publication: Publication) -> Composed:
    seen, reads = view(plan, tuple(path.words for path in publication.sees))
    html, templates = compose.compose(publication, house, seen, project.templates, project.templates_name)
    page = Page(
        key=publication.key,
        language=house.language,
        subject=publication.subject.words,
        organisation=house.organisation.words,
        body=house_html.read(html, Place(project.name(project.templates / publication.template.words))),
    )
    return Composed(publication, page, frozenset(reads), templates)


def _make(project: Project, house: Publications, composed: Composed, format: str) -> Entry:
    """One finished file; raises Refused where its look cannot be used or its renderer complains."""
    publication, page = composed.publication, composed.page
    look = _look(project, house, publication)
    findings = [
        finding
        for path in writer(format).files(look)
        for finding in looks.usable(path, project.templates, project.name(path))
    ]
    if findings:
        raise Refused(findings)
    product = writer(format).write(page, look)
    if product.complaints:
        raise Refused(_complaint(project, f"{publication.key}.{format}", each) for each in product.complaints)
    return Entry(
        name=f"{publication.key}.{format}",
        publication=publication.key,
        format=format,
        content=product.content,
        pages=product.pages,
        words=len(page.words),
        open_gaps=page.open_gaps,
        made_from=_made_from(project, composed, look, format),
    )


def _complaint(project: Project, name: str, complaint: Complaint) -> Finding:
    place = Place(project.name(complaint.file), complaint.line, complaint.column)
    return Finding(place, f"{name}: {complaint.sentence}", "correct it, or restore a copy")


def _made_from(project: Project, composed: Composed, look: Look, format: str) -> dict[str, str]:
    """The files behind a finished file, with their sums."""
    names = ("publications.yaml", *composed.templates)
    files = [project.source, *(project.templates / name for name in names), *writer(format).files(look)]
    return {project.name(path): digest(path.read_bytes()) for path in files}


def _look(project: Project, house: Publications, publication: Publication) -> Look:
    folder = project.templates
    return Look(
        font=publication.font.words,
        fonts=_fonts(house),
        house_css=folder / "house.css",
        screen_css=folder / "screen.css",
        print_css=folder / "print.css",
        word=folder / publication.word.words,
    )


def _fonts(house: Publications) -> tuple[str, ...]:
    return tuple(sorted({publication.font.words for publication in house.publications}))


def _chosen(house: Publications, keys: Iterable[str]) -> list[Publication]:
    by_key = {str(publication.key): publication for publication in house.publications}
    for key in keys:
        if key not in by_key:
            raise Blocked(f'there is no publication "{key}"', did_you_mean(key, by_key))
    return [by_key[key] for key in dict.fromkeys(keys)] or list(by_key.values())


def _wanted(only: Iterable[str]) -> tuple[str, ...]:
    for format in only:
        if format not in formats():
            raise Blocked(f'there is no format "{format}"', did_you_mean(format, formats()))
    return tuple(dict.fromkeys(only)) or formats()


def _made_in(publication: Publication) -> tuple[str, ...]:
    return tuple(format.words for format in publication.formats) or formats()


class _Gathered:
    """Gathers findings over several stages, and raises Refused with all of them at the end."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def __enter__(self) -> Self:
        return self

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Goes on after a refusal inside, and keeps its findings."""
        try:
            yield
        except Refused as refused:
            self.findings += refused.findings

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None and self.findings:
            raise Refused(self.findings)
