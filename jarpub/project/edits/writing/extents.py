"""Where the nodes of a file end, and which lines each entry of a list and each key has, with its comments."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jarpub.project.edits.saved_text import SavedText, Splice
from jarpub.project.yaml.nodes import Node

HEADER = re.compile(r"[|>](?:([1-9])|[-+])*")


class Item(NamedTuple):
    """The lines, from 0, of an entry or a key: the first one with the comments above it, its own, and the last."""

    first: int
    start: int
    last: int

    @property
    def lines(self) -> range:
        """All of them."""
        return range(self.first, self.last + 1)


class Block(NamedTuple):
    """The content of a text behind | or >: how far it is indented, and its lines, whose last has words."""

    header: str
    indent: int
    first: int
    last: int


def start_of(saved: SavedText, node: Node) -> int:
    """The offset of the first character of a node."""
    return saved.offset(node.location.line, node.location.column)


def end_of(saved: SavedText, node: Node, indent: int) -> int:
    """The offset behind the last character of a node, comments not counted; what it stands in has this indentation."""
    if node.style in ("|", ">"):
        return saved.end_of(block_of(saved, node, indent).last)
    if node.kind == "scalar" or not (node.plain and node.value):
        return saved.offset(node.location.end_line, node.location.end_column)
    if node.kind == "list":
        return end_of(saved, node.value[-1], node.location.column - 1)
    key, value = node.value[-1]
    return max(end_of(saved, value, key.location.column - 1), end_of(saved, key, 0))


def block_of(saved: SavedText, node: Node, indent: int) -> Block:
    """The content of a text behind | or >."""
    number = node.location.line - 1
    header = HEADER.match(saved.lines[number], node.location.column - 1)
    if not header:
        raise AssertionError(node)
    own = indent + int(header[1]) if header[1] else 0
    last = number
    for at in range(number + 1, len(saved.lines)):
        line = saved.lines[at]
        if not line.strip(" "):
            continue
        own = own or max(indentation(line), indent + 1)
        if indentation(line) < own:
            break
        last = at
    return Block(header[0], own, number + 1, last)


def items_of(saved: SavedText, node: Node) -> Sequence[Item]:
    """The lines of each entry of a list without brackets, or of each key of a mapping without braces.

    A comment directly above a line belongs to what begins there, and one further in to what stands above it; above the
    first of several it is about all of them, unless another has one, too.
    """
    column = node.location.column - 1
    starts, ends = [*_starts(saved, node)], [*_ends(saved, node)]
    firsts = [_with_comments(saved, start, column) for start in starts]
    if starts[1:] and all(first == start for first, start in zip(firsts[1:], starts[1:], strict=True)):
        firsts[0] = starts[0]
    nexts = [*firsts[1:], _next(saved, ends[-1])]
    lasts = [_with_comments_below(saved, end, behind, column) for end, behind in zip(ends, nexts, strict=True)]
    return [Item(*lines) for lines in zip(firsts, starts, lasts, strict=True)]


def without_lines(saved: SavedText, numbers: Sequence[int]) -> Iterator[Splice]:
    """The splices that take out some lines, in their order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    for first, last in runs:
        if last + 1 < len(saved.lines):
            yield Splice(saved.starts[first], saved.starts[last + 1], "")
        else:
            yield Splice(max(saved.starts[first] - 1, 0), saved.end_of(last), "")


def indentation(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def is_comment(line: str) -> bool:
    """Whether there is nothing but a comment in a line."""
    return line.lstrip().startswith("#")


def _starts(saved: SavedText, node: Node) -> Iterator[int]:
    column = node.location.column - 1
    for each in node.value:
        number = (each if node.kind == "list" else each[0]).location.line - 1
        while node.kind == "list" and not re.match(rf" {{{column}}}-(?: |$)", saved.lines[number]):
            number -= 1  # the hyphen stands alone in its line, or behind another
            if number < 0:
                raise AssertionError(node)
        yield number


def _ends(saved: SavedText, node: Node) -> Iterator[int]:
    column = node.location.column - 1
    for each in node.value:
        key, value = (each, each) if node.kind == "list" else each
        yield saved.line_of(max(end_of(saved, value, column), start_of(saved, key)))


def _with_comments(saved: SavedText, start: int, column: int) -> int:
    """The first of the lines of comments directly above a line, no further in than it."""
    while start and is_comment(saved.lines[start - 1]) and indentation(saved.lines[start - 1]) <= column:
        start -= 1
    return start


def _with_comments_below(saved: SavedText, last: int, behind: int, column: int) -> int:
    """The last of the comments below a line that stand further in."""
    own = [
        at for at in range(last + 1, behind) if is_comment(saved.lines[at]) and indentation(saved.lines[at]) > column
    ]
    return own[-1] if own else last


def _next(saved: SavedText, last: int) -> int:
    """The next line that has more than a comment."""
    behind = range(last + 1, len(saved.lines))
    return next((at for at in behind if saved.lines[at].strip() and not is_comment(saved.lines[at])), len(saved.lines))
