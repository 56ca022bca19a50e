"""The straight line from the YAML to the finished files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jarpub import brand, compose, house_html, judge, manifest, output, publications, report, source, writers
from jarpub.account import account
from jarpub.checks import gaps, leaks, looks, queries, references
from jarpub.corrections import corrected
from jarpub.findings import Finding, Gathered, Place, Refused
from jarpub.inputs import Inputs
from jarpub.page import Page, as_draft
from jarpub.project import Project, fonts
from jarpub.publications import Publication
from jarpub.readers import readable, reader
from jarpub.release import Entry, Release, digest
from jarpub.view import view
from jarpub.writers import Look, writer


@dataclass(frozen=True)
class Made:
    """Finished files that were read back and found right, and what should be looked at."""

    inputs: Inputs
    releases: tuple[Release, ...]
    entries: tuple[Entry, ...]
    warnings: tuple[Finding, ...]
    queries: tuple[Finding, ...]


@dataclass(frozen=True)
class Built(Made):
    """What a build put into the output folder, and the names of what it left there from earlier ones."""

    earlier: tuple[str, ...] = ()


def build(
    project: Project, keys: Iterable[str], only: Iterable[str], progress: Callable[[str], None], *, final: bool = False
) -> Built:
    """Make the publications and put them into the output folder, all or none.

    Raises Refused with every finding, or Blocked.
    """
    output.recover(project.output)
    made = make(project, keys, only, progress, final=final)
    return Built(**vars(made), earlier=_put(project, made))


def make(
    project: Project, keys: Iterable[str], only: Iterable[str], progress: Callable[[str], None], *, final: bool = False
) -> Made:
    """The finished files, read back as an outsider would, and not yet anywhere; raises Refused or Blocked.

    Where finals are asked for, what makes a draft of them is refused.
    """
    inputs = load(project)
    formats = writers.chosen(only)
    releases = release_all(project, inputs, publications.chosen(inputs.house, keys), formats)
    reasons = [finding for release in releases for finding in release.reasons]
    if final and reasons:
        raise Refused(reasons)
    entries = []
    with Gathered() as gathered:
        for release in releases:
            secrets = leaks.secrets(inputs.plan, inputs.house, release.publication)
            for name, format, black_and_white in release.publication.files(formats):
                progress(f"Making {name}")
                look = replace(project.look(release.publication, inputs.brand), black_and_white=black_and_white)
                with gathered.refusals():
                    entries.append(_proved(_made(project, release, name, format, look), secrets))
    asked = tuple(sorted(set(queries.queries(inputs.plan))))
    return Made(inputs, tuple(releases), tuple(entries), _without_effect(inputs, releases), asked)


def load(project: Project) -> Inputs:
    """The plan with its approved corrections, the publications and the brand; raises Refused with all findings."""
    with Gathered() as gathered:
        with gathered.refusals():
            plan = source.load(source.read(project.source, project.source_name), project.source_name)
        with gathered.refusals():
            house = publications.load(*_setting(project, "publications.yaml"))
        with gathered.refusals():
            looks = brand.load(*_setting(project, "brand.yaml"))
    with Gathered() as gathered:
        gathered.findings += judge.plan_and_house(plan, house, writers.formats())
        gathered.findings += judge.brand_is_usable(looks)
    return Inputs(corrected(plan), house, looks)


def _setting(project: Project, file: str) -> tuple[bytes, str]:
    """The bytes of a file of settings, and what findings call it."""
    name = project.name(project.templates / file)
    return source.read(project.templates / file, name, "--templates"), name


def release_all(
    project: Project, inputs: Inputs, chosen: Iterable[Publication], formats: Sequence[str]
) -> list[Release]:
    """Each publication as a draft or a final; raises Refused with the findings of all."""
    releases = []
    with Gathered() as gathered:
        for publication in chosen:
            with gathered.refusals():
                releases.append(_released(project, inputs, publication, formats))
    return releases


def _released(project: Project, inputs: Inputs, publication: Publication, formats: Sequence[str]) -> Release:
    """A publication is composed as the final that it would be, and again as a draft where something blocks it."""
    page, reads, templates = _composed(project, inputs, publication, draft=False)
    findings = {*judge.release(inputs, publication, page, reads), *judge.can_be_proved(publication, formats)}
    if any(finding.severity == "blocking" for finding in findings):
        page, reads, templates = _composed(project, inputs, publication, draft=True)
        page = as_draft(page, inputs.house.draft.words)
    with Gathered() as gathered:
        gathered.findings += judge.page_can_be_made(page, fonts(inputs.brand))
    still_open = gaps.open_gaps(inputs.plan, publication)
    return Release(publication, page, tuple(sorted(findings)), still_open, frozenset(reads), templates)


def _composed(
    project: Project, inputs: Inputs, publication: Publication, *, draft: bool
) -> tuple[Page, set[str], tuple[str, ...]]:
    """The checked page, the ids of what was read of the plan for it, and the templates that it was made with."""
    seen, reads = view(inputs.plan, tuple(path.words for path in publication.sees))
    looks, folder = inputs.brand, project.templates
    html, templates = compose.compose(publication, looks, seen, folder, project.templates_name, draft=draft)
    page = Page(
        key=publication.key,
        language=looks.language,
        subject=publication.subject.words,
        organisation=looks.organisation.words,
        body=house_html.read(html, Place(project.name(folder / publication.template.words))),
    )
    return page, reads, templates


def _made(project: Project, release: Release, name: str, format: str, look: Look) -> Entry:
    """One finished file; raises Refused where its look cannot be used or its renderer complains."""
    files = writer(format).files(look)
    with Gathered() as gathered:
        for path in files:
            gathered.findings += looks.usable(path, project.templates, project.name(path))
    product = writer(format).write(release.page, look)
    with Gathered() as gathered:
        gathered.findings += (project.complaint(name, each) for each in product.complaints)
    listed = (project.templates / file for file in ("publications.yaml", "brand.yaml", *release.templates))
    made_from = {project.name(path): digest(path.read_bytes()) for path in (project.source, *listed, *files)}
    return Entry(release, name, format, product.content, product.pages, made_from)


def _proved(entry: Entry, secrets: Sequence[leaks.Secret]) -> Entry:
    """The same file, read back; raises Refused where it says what it should not, or not what its page says."""
    if not readable(entry.format):
        return entry
    release, reading = entry.release, reader(entry.format)(entry.content)
    with Gathered() as gathered:
        gathered.findings += judge.finished_file(secrets, release.publication, release.page, entry.name, reading)
    return replace(entry, read_back=True)


def _without_effect(inputs: Inputs, releases: Iterable[Release]) -> tuple[Finding, ...]:
    """Approvals and wording that no publication uses; what is seen only by one that is not made is left alone."""
    made = {release.publication.key for release in releases}
    seen = {path.words for release in releases for path in release.publication.sees}
    others = (publication for publication in inputs.house.publications if publication.key not in made)
    seen -= {path.words for publication in others for path in publication.sees}
    reads = {name for release in releases for name in release.reads}
    unprinted = references.unprinted_wording(inputs.plan, reads, seen)
    return tuple(sorted({*unprinted, *references.known_approvals(inputs.plan, inputs.house)}))


def _put(project: Project, made: Made) -> tuple[str, ...]:
    """Put the files into the output folder; the names of those that stay there from earlier builds.

    The files of a publication that is no longer listed are taken out.
    """
    house = made.inputs.house
    keys = {publication.key for publication in house.publications}
    files = {entry.name: entry.content for entry in made.entries}
    stay: dict[str, Any] = {}

    def change() -> tuple[dict[str, bytes], set[str]]:
        before, told = manifest.earlier(project.output)
        stay.update({name: each for name, each in before.items() if each["publication"] in keys and name not in files})
        known = {key: each for key, each in told.items() if key in keys}
        whole = account(made.inputs, made.releases, made.entries, made.queries, (stay, known))
        page = report.report(whole, made.inputs.brand, project.templates, project.templates_name)
        beside = {manifest.NAME: manifest.manifest(whole), report.NAME: page}
        return {**files, **beside}, before.keys() - files.keys() - stay.keys()

    output.change_files(project.output, change)
    return tuple(sorted(stay))
