"""The list of finished files that stands beside them, for machines."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jarpub import __version__
from jarpub.build.release import digest

NAME = "manifest.json"


def earlier(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The records of the files that earlier builds made and that are still in the folder, and of their publications."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        told = content["publications"]
        files = {name: each for name, each in content["files"].items() if (folder / name).is_file()}
        files = {name: each for name, each in files.items() if told[each["publication"]]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}, {}  # there is none yet, or somebody changed it: it is made anew
    return files, {each["publication"]: told[each["publication"]] for each in files.values()}


def finals(path: Path) -> dict[str, bytes]:
    """The plan's file as it was when each publication was last made with --final, by its key."""
    try:
        content = json.loads(path.read_bytes())
        sources = content["final_sources"]
        return {str(key): str(sources[sum]).encode() for key, sum in content["finals"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def of_finals(finals: Mapping[str, bytes]) -> dict[str, Any]:
    """The same as the manifest holds it: each text once, under its sum."""
    sums = {key: digest(data) for key, data in finals.items()}
    return {"finals": sums, "final_sources": {digest(data): data.decode() for data in finals.values()}}


def manifest(account: Mapping[str, Any]) -> bytes:
    """The manifest: what is known of the files, of their publications and of the plan."""
    return (json.dumps({"made_by": f"jarpub {__version__}", **account}, indent=2, ensure_ascii=False) + "\n").encode()
