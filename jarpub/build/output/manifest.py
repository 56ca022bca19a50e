"""The list of finished files that stands beside them, for machines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jarpub import __version__
from jarpub.build.artifact import Artifact
from jarpub.project.hashing import digest
from jarpub.project.paths import Project

NAME = "manifest.json"


@dataclass(frozen=True)
class ManifestFile:
    """A finished file as the manifest lists it; the size is in bytes, digests are sha256."""

    publication: str
    format: str
    stage: str  # draft or final
    sha256: str
    bytes: int
    pages: int | None
    words: int
    open_gaps: list[str]
    made_from: dict[str, str]  # the files, by the names that people have for them, each with its digest


def file_of(project: Project, artifact: Artifact) -> ManifestFile:
    """A finished file for the list."""
    target, release = artifact.target, artifact.release
    approvals = {project.name(project.approvals): target.approvals} if target.approvals else {}
    templates = {project.name(project.templates / name): each for name, each in target.templates.items()}
    return ManifestFile(
        publication=release.publication.key,
        format=artifact.format,
        stage=release.stage,
        sha256=digest(artifact.content),
        bytes=len(artifact.content),
        pages=artifact.pages,
        words=artifact.word_count,
        open_gaps=[gap.id for gap in release.gaps],
        made_from={project.source_name: target.source, **approvals, **templates},
    )


def earlier(folder: Path) -> tuple[dict[str, ManifestFile], dict[str, Any]]:
    """The files of earlier builds that are still in the folder, and what was told of their publications."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        told = content["publications"]
        files = {name: ManifestFile(**each) for name, each in content["files"].items() if (folder / name).is_file()}
        files = {name: each for name, each in files.items() if told[each.publication]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, {}  # there is none yet, or somebody changed it: it is made anew
    return files, {each.publication: told[each.publication] for each in files.values()}


def finals(path: Path) -> dict[str, bytes]:
    """The plan's file as it was when each publication was last made with --final, by its key."""
    try:
        content = json.loads(path.read_bytes())
        plans = content["final_sources"]
        return {str(key): str(plans[each]).encode() for key, each in content["finals"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def manifest(content: Mapping[str, Any], finals: Mapping[str, bytes]) -> bytes:
    """The manifest: what is known of the files, of their publications and of the plan.

    The plan's file that each final was made from is in it once, under its digest.
    """
    last = {
        "finals": {key: digest(data) for key, data in finals.items()},
        "final_sources": {digest(data): data.decode() for data in finals.values()},
    }
    whole = {"made_by": f"jarpub {__version__}", **content, **last}
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()
