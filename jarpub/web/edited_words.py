"""The words of one text that somebody has just saved another, known before the plan as a whole is read again.

Nothing is proved by it: a browser shows these words at once, and the page that is made meanwhile takes their place.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jarpub.diagnostics import DiagnosticsError
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text
from jarpub.project.yaml.nodes import Node, Stopped, tree

MARKDOWN = re.compile(r"[*_`<>\[\]\\&]|\n")  # words with it are another thing on the page than in the plan


@dataclass(frozen=True)
class EditedWords:
    """A text by its name, with its words as they were and as they are now."""

    name: str
    was: str
    now: str


class KnownPlan:
    """A plan's file as it was read, by which the next state of it is told from this one."""

    def __init__(self, file: bytes, plan: Plan) -> None:
        self.lines = _lines(file)
        texts = [each for each in walk(plan) if isinstance(each, Text)]
        shared = {name for name, times in Counter(text.id for text in texts).items() if times > 1}
        self.texts = sorted((text for text in texts if text.id not in shared), key=lambda each: each.location)
        self.starts = [text.location.line for text in self.texts]

    def edited(self, file: bytes) -> EditedWords | None:
        """The one text whose words are all that is different in a file; nothing where it is more, or another thing."""
        lines = _lines(file)
        first = _alike(self.lines, lines)
        behind = _alike(self.lines[first:][::-1], lines[first:][::-1])
        last = max(len(self.lines) - behind, first + 1)
        before, after = bisect_right(self.starts, first + 1) - 1, bisect_right(self.starts, last)
        if before < 0:
            return None
        start = self.starts[before] - 1
        end = self._end(start, self.starts[after] - 1 if after < len(self.starts) else len(self.lines))
        if last > end:
            return None
        was, now = _scalars(self.lines[start:end]), _scalars(lines[start : end + len(lines) - len(self.lines)])
        differing = [pair for pair in zip(was, now, strict=False) if pair[0] != pair[1]]
        if len(was) != len(now) or len(differing) != 1 or MARKDOWN.search("".join(differing[0])):
            return None
        near = self.texts[bisect_left(self.starts, start + 1) : after]
        names = [text.id for text in near if text.words == differing[0][0]]
        return EditedWords(names[0], *differing[0]) if len(names) == 1 else None

    def _end(self, start: int, most: int) -> int:
        """Where what begins in a line ends: before the next line that is indented less."""
        own = _indent(self.lines[start])
        return next((n for n in range(start + 1, most) if self.lines[n].strip() and _indent(self.lines[n]) < own), most)


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    """How many lines are the same before the first that is another."""
    pairs = enumerate(zip(some, others, strict=False))
    return next((number for number, (one, other) in pairs if one != other), min(len(some), len(others)))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _lines(file: bytes) -> list[str]:
    return file.decode("utf-8", "replace").splitlines()


def _scalars(lines: Sequence[str]) -> list[str]:
    """The words in some lines, and the keys above them, in their order; none where the lines cannot be read alone."""
    try:
        node, found = tree(lines, "")
    except (Stopped, DiagnosticsError):
        return []
    return list(_words(node)) if node and not found else []


def _words(node: Node) -> Iterator[str]:
    if node.kind == "scalar":
        yield node.value.strip(" \n\t")
        return
    for each in node.value:
        for inner in each if node.kind == "mapping" else [each]:
            yield from _words(inner)
