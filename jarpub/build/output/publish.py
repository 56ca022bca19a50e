"""The finished files put into the output folder, with their report and what is remembered of them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from jarpub import formats
from jarpub.build.artifact import Artifact, Built, Made
from jarpub.build.incremental import found, last_build
from jarpub.build.incremental.freshness import Known
from jarpub.build.incremental.last_build import Cache, CachedFile, CachedReport, finals_there
from jarpub.build.incremental.news import texts_found_in
from jarpub.build.output import atomic_folder, editions, manifest, report, sent
from jarpub.build.output.build_record import ManifestFile, build_record
from jarpub.build.output.by_hand import aside, changed_by_hand
from jarpub.build.output.changes import changes_since_plans
from jarpub.build.program_digest import program, program_trace
from jarpub.build.whole_file import content_of
from jarpub.diagnostics import DiagnosticsError
from jarpub.project.file_names import INTERNAL
from jarpub.project.hashing import digest, digest_of_file
from jarpub.project.paths import Project
from jarpub.project.plan.diff import record
from jarpub.project.publications import Settings

BESIDE = (manifest.NAME, report.NAME)
OF_OLD = {manifest.NAME: manifest.is_ours, report.NAME: report.is_any}


def own_names(settings: Settings) -> frozenset[str]:
    """The names of all files that a build could put into the output folder: it touches no other there."""
    possible = (publication.possible_names(formats.formats()) for publication in settings.publications)
    return frozenset((*BESIDE, *(name for names in possible for name in names)))


def publish(project: Project, made: Made, known: Known) -> Built:
    """Put what is new into the output folder, and say what was there.

    Files of a publication in a format that it is not made in any more are taken out, and files that somebody changed
    by hand are put aside.
    """
    # before the report is made: a file that is saved meanwhile must not seem to be the one that was used
    used = (report.TEMPLATE, report.CHANGES, *report.STYLES)
    templates = {name: digest_of_file(str(project.templates / name)) for name in used}
    outcome: list[_Folder] = []

    def change() -> tuple[Mapping[str, bytes], set[str]]:
        folder = _folder(project, made, known)
        outcome.append(folder)
        return folder.files, folder.gone

    spared = atomic_folder.change_files(project.output, own_names(made.sources.settings), change)
    folder = outcome[-1]
    sent.remember(project, made.sources.plan_file, made.artifacts)
    troubles = tuple(editions.troubles(project.output))
    beside = CachedReport(
        files={name: digest(folder.files[name]) for name in BESIDE},
        templates=templates,
        finals=[] if troubles else finals_there(str(project.output)),
        folders=[str(project.source), str(project.templates)],
        names=[project.source_name, project.templates_name],
    )
    last_build.write(str(project.output), _remembered(str(project.output), made, known, beside))
    return Built(
        **vars(made),
        earlier=tuple(sorted(folder.stay)),
        aside={**folder.aside, **spared},
        unlisted=folder.unlisted,
        troubles=troubles,
        of_old=tuple(_left_by_an_older_version(project.output)),
    )


@dataclass(frozen=True)
class _Folder:
    """What the output folder is to hold: files by name, and those of earlier builds that stay or go."""

    files: Mapping[str, bytes]
    stay: Mapping[str, ManifestFile]
    gone: set[str]
    aside: Mapping[str, str]  # the names of files that are put aside, each with the one that it had
    unlisted: tuple[str, ...]  # those of publications that are not listed any more


def _folder(project: Project, made: Made, known: Known) -> _Folder:
    """What is to be in the folder, from what is there now and what was made."""
    output = project.output
    keys = {str(publication.key) for publication in made.sources.settings.publications}
    listed, own = _listed(made), own_names(made.sources.settings)
    files = {artifact.name: artifact.content for artifact in made.artifacts}
    before, told = manifest.earlier(output)
    stay = {name: before[name] for name in listed.keys() - files.keys() if name in before and (output / name).is_file()}
    content = build_record(project, made, stay, {key: each for key, each in told.items() if key in keys})
    finals = {key: editions.last(output, key) for key in sorted(keys)}
    content["finals"] = {key: asdict(each) if each else None for key, each in finals.items()}
    content["command"] = project.command
    content["changes"] = _changes(project, made, editions.last_plans(output, keys))
    page = report.report(content, made.sources.brand, project.templates, project.templates_name)
    files |= {manifest.NAME: manifest.manifest(content), report.NAME: page}
    once_made = {name for name in own if name in before or known.file(name)}
    gone = {name for name in once_made - files.keys() - listed.keys() if (output / name).is_file()}
    changed = _changed_by_hand(project, known, before, files, gone)
    kept = {aside(output, name): (output / name).read_bytes() for name in changed}
    there = (f"{folder}{path.name}" for folder in ("", INTERNAL) for path in sorted((output / folder).glob("*.*")))
    unlisted = tuple(name for name in there if name in before.keys() - own)
    return _Folder({**files, **kept}, stay, gone, dict(zip(kept, changed, strict=True)), unlisted)


def _changed_by_hand(
    project: Project, known: Known, before: Mapping[str, ManifestFile], files: Mapping[str, bytes], gone: set[str]
) -> list[str]:
    """The files that would be replaced or taken out, and are none that a build left there."""
    ours = {name: {digest(content)} for name, content in files.items()}
    for name, file in before.items():
        ours.setdefault(name, set()).add(file.sha256)
    if known.cache:
        remembered = {name: file.digest for name, file in known.cache.files.items()} | known.cache.report.files
        for name, each in remembered.items():
            ours.setdefault(name, set()).add(each)
    for name, is_ours in ((manifest.NAME, manifest.is_ours), (report.NAME, report.is_ours)):
        ours[name] |= {digest(content) for content in [content_of(project.output / name)] if is_ours(content)}
    return changed_by_hand(project.output, {*files, *gone}, ours)


def _changes(project: Project, made: Made, finals: Mapping[str, bytes]) -> list[Mapping[str, Any]]:
    """What has changed since the last finals; an old plan that cannot be read today is nothing to compare with."""
    try:
        return [record(each) for each in changes_since_plans(project, made.sources, finals)] if finals else []
    except DiagnosticsError:
        return []


def _left_by_an_older_version(output: Path) -> Iterator[str]:
    """The report and the manifest where versions before this one put them, beside what is published, in sentences."""
    for path, is_one in ((output / Path(name).name, is_one) for name, is_one in OF_OLD.items()):
        if is_one(content_of(path)):
            yield f"{path.name} is of an older version, and names people: delete it; the one of now is in report/"


def _listed(made: Made) -> dict[str, CachedFile]:
    """Every file that there could be, as one that was never made."""
    return {
        name: CachedFile(publication.key, format)
        for publication in made.sources.settings.publications
        for name, format, _ in publication.files(formats.formats())
    }


def _remembered(output: str, made: Made, known: Known, beside: CachedReport) -> Cache:
    """What is to be remembered after a build; what was, of files that were not asked for now, is kept if it counts."""
    before = known.trusted or Cache("", "", {}, {}, beside, {}, [])
    files = {name: before.files.get(name, file) for name, file in _listed(made).items()}
    files |= {artifact.name: _cached(artifact) for artifact in made.artifacts}
    targets = [artifact.target for artifact in made.artifacts]
    dependencies = before.dependencies | {each.dependencies_digest: dict(each.dependencies) for each in targets}
    used = {file.dependencies for file in files.values()}
    return Cache(
        program=program(),
        program_trace=program_trace(),
        libraries=before.libraries | dict(made.libraries),
        files=files,
        report=beside,
        dependencies={key: values for key, values in dependencies.items() if key in used},
        warnings=[str(diagnostic) for diagnostic in made.warnings],
        found=texts_found_in(made, known.trusted),
        checked=found.write(output, found.found_in(made)) if len(files) == len(made.artifacts) else "",
    )


def _cached(artifact: Artifact) -> CachedFile:
    """A finished file as the next build remembers it."""
    content, target = digest(artifact.content), artifact.target
    return CachedFile(
        publication=artifact.release.publication.key,
        format=artifact.format,
        digest=content,
        reasons=len(artifact.release.reasons),
        pages=artifact.pages,
        target=target.digest,
        proof=target.proof(content) if artifact.is_read_back else "",
        is_read_back=artifact.is_read_back,
        dependencies=target.dependencies_digest,
        source=target.source,
        approvals=target.approvals,
        reach=target.reach,
        templates=dict(target.templates),
    )
