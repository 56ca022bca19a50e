"""What is known of the publications of a build, as the manifest, the report and other programs have it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jarpub.build.artifact import Artifact, Made
from jarpub.build.release import Release
from jarpub.build.typed_json import typed
from jarpub.checks.reading.limits import measures
from jarpub.checks.structure import count, word_counts
from jarpub.diagnostics import Diagnostic
from jarpub.pages.text_blocks import blocks
from jarpub.project.command_words import as_typed
from jarpub.project.hashing import digest
from jarpub.project.paths import Project
from jarpub.project.plan.corrections import corrections
from jarpub.project.plan.model import Plan
from jarpub.project.plan.wording import Wording, all_wording
from jarpub.project.publications import Publication

Records = list[Mapping[str, Any]]


@dataclass(frozen=True)
class ManifestFile:
    """A finished file as the manifest lists it; the size is in bytes, digests are sha256."""

    publication: str
    format: str
    sha256: str
    bytes: int
    pages: int | None
    words: int
    open_gaps: list[str]
    made_from: dict[str, str]  # the files, by the names that people have for them, each with its digest


@dataclass(frozen=True)
class DiagnosticRecord:
    """A diagnostic, as it tells of itself."""

    code: str
    severity: str
    file: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    message: str
    hint: str
    quote: str


@dataclass(frozen=True)
class GapRecord:
    """A gap that a publication needs answered."""

    id: str
    question: str
    ask: str
    blocking: bool


@dataclass(frozen=True)
class PartLength:
    """How many words a part of a publication has, and may have."""

    part: str
    starts: str
    words: int
    least: int
    most: int


@dataclass(frozen=True)
class Measure:
    """How hard a publication is to read by one measure, and how hard it may be."""

    measure: str
    value: float | None
    limit: int


@dataclass(frozen=True)
class Difference:
    """What the plan said when some wording was written from it, and says now."""

    id: str
    was: str
    now: str


@dataclass(frozen=True)
class WordingRecord:
    """How some wording stands; where it is stale, how the plan's words differ."""

    wording: str
    audience: str
    state: str
    by: str | None
    on: str | None
    note: str | None
    differences: list[Difference]


@dataclass(frozen=True)
class PublicationRecord:
    """What is known of a publication."""

    subject: str
    audience: str
    title: str
    is_ready: bool  # whether nothing stands in the way of a final
    is_internal: bool  # whether no final is made of it
    reasons: list[DiagnosticRecord]
    warnings: list[DiagnosticRecord]
    gaps: list[GapRecord]
    words: int
    parts: list[PartLength]
    reading: list[Measure]
    approvals: list[WordingRecord]
    read_back: list[str]


@dataclass(frozen=True)
class CorrectionRecord:
    """A change proposed to the plan's words."""

    id: str
    find: str
    replace: str
    why: str
    approved: bool


def build_record(
    project: Project,
    made: Made,
    earlier_files: Mapping[str, ManifestFile] | None = None,
    earlier_publications: Mapping[str, PublicationRecord] | None = None,
) -> dict[str, Any]:
    """Everything, as JSON holds it; what is `earlier` was not made now, and is kept as it was told."""
    files = {**(earlier_files or {}), **{each.name: file_of(project, each) for each in made.artifacts}}
    told = {str(each.publication.key): _publication(project, made, each) for each in made.releases}
    publications = {**(earlier_publications or {}), **told}
    order = [str(publication.key) for publication in made.sources.settings.publications]
    return {
        "files": {name: asdict(files[name]) for name in sorted(files)},
        "publications": {key: asdict(publications[key]) for key in order if key in publications},
        "plan": {
            "questions": records(made.questions, project.command),
            "corrections": [asdict(each) for each in _corrections(made.sources.plan)],
        },
    }


def records(diagnostics: Iterable[Diagnostic], program: str) -> Records:
    """Diagnostics as JSON holds them, with commands as they are typed where the program is called like this."""
    told = (diagnostic.record for diagnostic in diagnostics)
    return [{**each, **{key: as_typed(str(each[key]), program) for key in ("message", "hint")}} for each in told]


def file_of(project: Project, artifact: Artifact) -> ManifestFile:
    """A finished file for the list."""
    target, release = artifact.target, artifact.release
    approvals = {project.name(project.approvals): target.approvals} if target.approvals else {}
    shows_figures = target.reach and release.publication.shows_figures
    reach = {project.name(project.reach): target.reach} if shows_figures else {}
    templates = {project.name(project.templates / name): each for name, each in target.templates.items()}
    return ManifestFile(
        publication=release.publication.key,
        format=artifact.format,
        sha256=digest(artifact.content),
        bytes=len(artifact.content),
        pages=artifact.pages,
        words=artifact.word_count,
        open_gaps=[gap.id for gap in release.gaps],
        made_from={project.source_name: target.source, **approvals, **reach, **templates},
    )


def wording_record(wording: Wording) -> WordingRecord:
    """How some wording stands."""
    approval = wording.approval
    by, on, note = (approval.by, approval.on, approval.note) if approval else (None, None, None)
    differences = wording.differences if wording.state == "stale" else {}
    return WordingRecord(
        wording=wording.key,
        audience=wording.audience,
        state=wording.state,
        by=by.words if by else None,
        on=on.words if on else None,
        note=note.words if note else None,
        differences=[Difference(name, was, now) for name, (was, now) in differences.items()],
    )


def _publication(project: Project, made: Made, release: Release) -> PublicationRecord:
    publication, plan = release.publication, made.sources.plan
    wording = all_wording(plan, publication.wording.words) if publication.wording else ()
    return PublicationRecord(
        subject=publication.subject.words,
        audience=publication.audience.words,
        title=release.page.title,
        is_ready=release.is_ready,
        is_internal=publication.internal,
        reasons=_typed(project, release.reasons),
        warnings=_typed(project, (each for each in release.diagnostics if each.severity == "warning")),
        gaps=[GapRecord(gap.id, gap.question.words, gap.ask.words, gap.blocking) for gap in release.gaps],
        words=len(release.page.word_list),
        parts=_parts(release),
        reading=_reading(publication, release),
        approvals=[wording_record(each) for each in wording if each.texts],
        read_back=[each.name for each in made.artifacts if each.release is release and each.is_read_back],
    )


def _typed(project: Project, diagnostics: Iterable[Diagnostic]) -> list[DiagnosticRecord]:
    return [typed(DiagnosticRecord, dict(each)) for each in records(diagnostics, project.command)]


def _parts(release: Release) -> list[PartLength]:
    return [
        PartLength(
            part=limit.part.words,
            starts=" ".join(part[0].words.split()[:6]),
            words=count(limit.part.words, part),
            least=limit.least,
            most=limit.most,
        )
        for limit, found in word_counts(release.publication, blocks(release.final_page))
        for part in found
    ]


def _reading(publication: Publication, release: Release) -> list[Measure]:
    limits = publication.reading
    if limits is None:
        return []
    page = release.final_page
    found = measures(publication, blocks(page), page.language)
    grades: list[tuple[str, float | None, int]] = [
        ("Whole edition, grade (Flesch-Kincaid)", found.grade, limits.grade),
        ("Whole edition, SMOG grade", found.smog, limits.smog),
    ]
    rows = [
        *(grades if found.grade is not None else []),
        ("Whole edition, words to a sentence", found.mean_sentence, limits.mean_sentence),
        ("Longest sentence, words", found.longest_sentence, limits.longest_sentence),
        *((f"{name}, grade (Flesch-Kincaid)", grade, limits.item_grade) for name, grade in found.items),
    ]
    return [Measure(name, None if value is None else round(value, 1), limit) for name, value, limit in rows]


def _corrections(plan: Plan) -> list[CorrectionRecord]:
    return [
        CorrectionRecord(
            id=each.text.id,
            find=each.correction.find,
            replace=each.correction.replace,
            why=each.correction.why.words,
            approved=each.correction.approved,
        )
        for each in corrections(plan)
    ]
