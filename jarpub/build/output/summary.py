"""What is known of the publications of a build, as the manifest, the report and other programs have it."""

from collections.abc import Iterable, Mapping
from typing import Any

from jarpub.build.artifact import Entry
from jarpub.build.release import Release
from jarpub.checks.readability import measures
from jarpub.checks.structure import count, word_counts
from jarpub.diagnostics import Diagnostic
from jarpub.pages.text_blocks import blocks
from jarpub.project.corrections import corrections
from jarpub.project.plan import Plan
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources
from jarpub.project.wording import Piece, pieces


def account(
    sources: Sources,
    releases: Iterable[Release],
    entries: Iterable[Entry],
    queries: Iterable[Diagnostic],
    earlier: tuple[Mapping[str, Any], Mapping[str, Any]] = ({}, {}),
) -> dict[str, Any]:
    """Everything, in plain lists and mappings; `earlier` are the records of files and publications not made now."""
    made = list(entries)
    files = {**earlier[0], **{entry.name: entry.record for entry in made}}
    told = {**earlier[1], **{str(each.publication.key): _of_release(sources.plan, each, made) for each in releases}}
    options = [str(publication.key) for publication in sources.settings.publications]
    return {
        "files": dict(sorted(files.items())),
        "publications": {key: told[key] for key in options if key in told},
        "plan": {
            "queries": records(queries),
            "corrections": [
                {
                    "id": each.text.id,
                    "find": each.correction.find,
                    "replace": each.correction.replace,
                    "why": each.correction.why.words,
                    "approved": each.correction.approved,
                }
                for each in corrections(sources.plan)
            ],
        },
    }


def records(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Diagnostics as JSON holds them."""
    return [
        {
            "severity": diagnostic.severity,
            "file": diagnostic.location.file,
            "line": diagnostic.location.line or None,
            "column": diagnostic.location.column or None,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        }
        for diagnostic in diagnostics
    ]


def approvals(plan: Plan, audience: str) -> list[dict[str, Any]]:
    """How each piece of wording for an audience stands."""
    return [of_piece(piece) for piece in pieces(plan, audience) if piece.texts]


def of_piece(piece: Piece) -> dict[str, Any]:
    """How a piece of wording stands, and what the plan's words were and are where it is stale."""
    approval = piece.approval
    by, on, note = (approval.by, approval.on, approval.note) if approval else (None, None, None)
    return {
        "piece": piece.key,
        "audience": piece.audience,
        "state": piece.state,
        "by": by and by.words,
        "on": on and on.words,
        "note": note and note.words,
        "changes": [{"id": name, "was": was, "now": now} for name, (was, now) in piece.changes.items()]
        if piece.state == "stale"
        else [],
    }


def _of_release(plan: Plan, release: Release, entries: Iterable[Entry]) -> dict[str, Any]:
    publication = release.publication
    return {
        "subject": publication.subject.words,
        "audience": publication.audience.words,
        "title": release.page.title,
        "release": release.state,
        "reasons": records(release.reasons),
        "warnings": records(diagnostic for diagnostic in release.diagnostics if diagnostic.severity == "warning"),
        "gaps": [
            {"id": gap.id, "question": gap.question.words, "ask": gap.ask.words, "blocking": gap.blocking}
            for gap in release.gaps
        ],
        "words": len(release.page.word_list),
        "parts": _parts(release),
        "reading": _reading(publication, release),
        "approvals": approvals(plan, publication.wording.words) if publication.wording else [],
        "read_back": [entry.name for entry in entries if entry.release is release and entry.read_back],
    }


def _parts(release: Release) -> list[dict[str, Any]]:
    counted = word_counts(release.publication, blocks(release.page))
    return [
        {
            "part": limit.part.words,
            "starts": " ".join(part[0].words.split()[:6]),
            "words": count(limit.part.words, part),
            "least": limit.least,
            "most": limit.most,
        }
        for limit, found in counted
        for part in found
    ]


def _reading(publication: Publication, release: Release) -> list[dict[str, Any]]:
    """The measures of how hard it is to read, each with its limit."""
    limits = publication.reading
    if limits is None:
        return []
    found = measures(publication, blocks(release.page))
    rows: list[tuple[str, float | None, int]] = [
        ("Whole edition, grade (Flesch-Kincaid)", found.grade, limits.grade),
        ("Whole edition, SMOG grade", found.smog, limits.smog),
        ("Whole edition, words to a sentence", found.mean_sentence, limits.mean_sentence),
        ("Longest sentence, words", found.longest_sentence, limits.longest_sentence),
        *((f"{name}, grade (Flesch-Kincaid)", grade, limits.item_grade) for name, grade in found.items),
    ]
    return [
        {"measure": name, "value": None if value is None else round(value, 1), "limit": limit}
        for name, value, limit in rows
    ]
