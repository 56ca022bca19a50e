"""What somebody decided about Word files that came back: left as it is, or ticked off. Nothing else is remembered."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import RLock
from typing import Any

from jarpub.build import typed_json
from jarpub.build.output.editions import RECORDS
from jarpub.build.whole_file import write_whole
from jarpub.project.hashing import short_digest
from jarpub.project.paths import Project
from jarpub.web.returned.edits import Change, Note, Remark

NAME = "returned.json"
LONGEST = 80  # letters of words, for whoever reads the record


@dataclass(frozen=True)
class Decided:
    """One decision: what it is about, and the first of the words, for whoever reads the record."""

    about: str
    words: str


@dataclass
class Decisions:
    """The decisions of a project, by the sums of the files and of what they say."""

    path: Path
    turn: Any = field(default_factory=RLock)

    def of(self, digest: str) -> Mapping[str, Decided]:
        """What was decided about a file, by the keys of what it says."""
        return self._all().get(digest, {})

    def decide(self, digest: str, decided: Mapping[str, Decided | None]) -> None:
        """Put down decisions about a file, or take them back."""
        with self.turn:
            known = {sum: dict(each) for sum, each in self._all().items()}
            own = known.setdefault(digest, {})
            for key, each in decided.items():
                own.pop(key, None)
                own |= {key: each} if each else {}
            plain = {sum: {key: asdict(one) for key, one in each.items()} for sum, each in known.items() if each}
            self.path.parent.mkdir(parents=True, exist_ok=True)
            content = json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True)
            write_whole(self.path, f"{content}\n".encode())

    def _all(self) -> Mapping[str, Mapping[str, Decided]]:
        """All decisions; none where somebody spoiled the file."""
        try:
            return typed_json.typed(dict[str, dict[str, Decided]], typed_json.read(str(self.path)))
        except (OSError, ValueError):
            return {}


def decisions_of(project: Project) -> Decisions:
    """The decisions that are kept with a project."""
    return Decisions(project.output / RECORDS / NAME)


def key_of(each: Change | Note | Remark) -> str:
    """By what something in a file is known again: what it is about, and its words."""
    if isinstance(each, Change):
        told = ["change", each.file, each.name, each.now]
    elif isinstance(each, Note):
        told = ["note", each.kind, each.name, each.was, each.now, each.before, each.behind]
    else:
        told = ["remark", each.name, each.about, each.words, each.author.by, each.author.on]
    return short_digest(json.dumps(told, ensure_ascii=False))


def decided(each: Change | Note | Remark) -> Decided:
    """The record of a decision about something in a file."""
    words = each.words if isinstance(each, Remark) else each.now or each.was
    return Decided(each.name or each.called, words[:LONGEST])
