"""The list of finished files, for machines."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jarpub import __version__
from jarpub.build import typed_json
from jarpub.build.output.build_record import ManifestFile, PublicationRecord
from jarpub.build.typed_json import typed

NAME = "report/manifest.json"


def earlier(folder: Path) -> tuple[dict[str, ManifestFile], dict[str, PublicationRecord]]:
    """The files of earlier builds, and what was told of their publications; nothing where somebody changed the list.

    The names are as they are told: only those that a build would give to a file mean anything.
    """
    content = _read(folder / NAME)
    try:
        files = typed(dict[str, ManifestFile], content["files"])
        told = typed(dict[str, PublicationRecord], content["publications"])
        return files, {each.publication: told[each.publication] for each in files.values()}
    except (ValueError, KeyError):
        return {}, {}


def is_ours(content: bytes) -> bool:
    """Whether this is a manifest that this program wrote."""
    try:
        return str(json.loads(content)["made_by"]).startswith("jarpub ")
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _read(path: Path) -> dict[str, Any]:
    try:
        return typed(dict, typed_json.read(str(path)))
    except (OSError, ValueError):
        return {}


def manifest(content: Mapping[str, Any]) -> bytes:
    """The manifest: what is known of the files, of their publications and of the plan."""
    whole = {"made_by": f"jarpub {__version__}", **content}
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()
