"""Why a file is made, or stays as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jarpub.build.incremental.memory import Memory
from jarpub.build.release import digest
from jarpub.build.target import Recipe

SHOWN = 3  # of the things that changed


@dataclass(frozen=True)
class Verdict:
    """What becomes of a file, in a sentence: one that stays has its content, and may be proved to be right already."""

    why: str
    content: bytes | None = None
    pages: int | None = None
    proved: bool = False
    read_back: bool = False


def verdict(recipe: Recipe, memory: Memory, templates_name: str) -> Verdict:
    """A file stays only if all that it is made from is as it was, and so is the file itself."""
    known, content = memory.file(recipe.name), memory.content(recipe.name)
    changes = [*_changes(recipe, memory, known, templates_name)] if known else []
    fault = _fault(memory, known, content)
    if fault or content is None or known["key"] != recipe.key:
        return Verdict(f"made, because {fault or _listed(changes) or 'its page says something else'}")
    why = (
        f"{_listed(changes)}, and what its page says did not" if changes else "nothing has changed that it is made from"
    )
    proved = known["proof"] == recipe.proof(known["sha256"])
    return Verdict(f"stays: {why}", content, known["pages"], proved, known["read_back"])


def _fault(memory: Memory, known: Mapping[str, Any], content: bytes | None) -> str:
    """Why what is remembered of a file does not count."""
    if memory.force:
        return "--force asks for it"
    if content is None:
        return "it was not there"
    if not known:
        return "nothing is known of how it was made"
    if not memory.same_machine:
        return "jarpub, or something that it stands on, is another version now"
    return "" if digest(content) == known["sha256"] else "somebody changed the file itself"


def _changes(recipe: Recipe, memory: Memory, known: Mapping[str, Any], templates_name: str) -> Iterator[str]:
    """What differs between what a file was made from and what it would be made from now."""
    before, now = memory.values(known), recipe.read
    for name in now:
        if before.get(name) != now[name]:
            location = recipe.known[name].location
            what = "changed" if name in before else "is read now"
            yield f"{name} {what}, {location.file}:{location.line}"
    yield from (f"{name} is read no more" for name in before if name not in now)
    sums = known["sums"]
    for name in {**sums, **recipe.sums}:
        if name and sums.get(name) != recipe.sums.get(name):
            yield f"{templates_name}/{name} changed"
    if known["release"] != recipe.release.state:
        yield f"it is a {recipe.release.state} now"


def _listed(changes: list[str]) -> str:
    more = len(changes) - SHOWN
    return "; ".join(changes[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
