"""Words that two people changed, brought together by a third text that both began with."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from jarpub.project.plan.diff import TOKEN


class _Replaced(NamedTuple):
    """Words in the place of some of the first text, by their numbers there."""

    start: int
    end: int
    words: str


def merged(before: str, some: str, others: str) -> str | None:
    """The text with the changes of both; nothing where they are about the same words, or about words side by side."""
    if others in (before, some):
        return some
    if some == before:
        return others
    old = TOKEN.findall(before)
    changes = sorted({*_changes(old, some), *_changes(old, others)})
    for one, other in pairwise(changes):
        if other.start <= one.end or not "".join(old[one.end : other.start]).strip():
            return None
    for change in reversed(changes):
        old[change.start : change.end] = [change.words]
    return "".join(old)


def _changes(old: list[str], words: str) -> Iterator[_Replaced]:
    new = TOKEN.findall(words)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield _Replaced(start, end, "".join(new[new_start:new_end]))
