"""The list of finished files that stands beside them, for machines."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jarpub import __version__

NAME = "manifest.json"


@dataclass(frozen=True)
class Entry:
    """One finished file: its pages where the format has any, and the files that it was made from."""

    name: str
    publication: str
    format: str
    content: bytes
    pages: int | None
    words: int
    open_gaps: tuple[str, ...]
    made_from: Mapping[str, str]

    @property
    def record(self) -> dict[str, Any]:
        """The entry as JSON holds it; sizes in bytes, sums as sha256."""
        return {
            "publication": self.publication,
            "format": self.format,
            "sha256": digest(self.content),
            "bytes": len(self.content),
            "pages": self.pages,
            "words": self.words,
            "open_gaps": list(self.open_gaps),
            "made_from": dict(self.made_from),
        }


def digest(content: bytes) -> str:
    """The sha256 of some bytes, in hexadecimal."""
    return sha256(content).hexdigest()


def earlier(folder: Path) -> dict[str, Any]:
    """The records of the files that earlier builds made and that are still in the folder, by name."""
    try:
        files = json.loads((folder / NAME).read_bytes())["files"]
        return {name: record for name, record in files.items() if record["publication"] and (folder / name).is_file()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # there is none yet, or somebody changed it: it is made anew


def manifest(records: Mapping[str, Any]) -> bytes:
    """The manifest of these files, by name."""
    content = {"made_by": f"jarpub {__version__}", "files": dict(sorted(records.items()))}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
