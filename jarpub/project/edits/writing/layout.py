"""How a file is laid out, so that what is new in it looks like what is there."""

from collections.abc import Iterator

from jarpub.project.edits.saved_text import SavedText
from jarpub.project.edits.writing.extents import block_of
from jarpub.project.edits.writing.scalars import Layout, Room, can_be_plain
from jarpub.project.yaml.nodes import Node

NARROWEST, WIDEST = 60, 120


def layout_of(saved: SavedText, root: Node) -> Layout:
    """The layout of a file; what it has no example of is as in the plan of this project."""
    usual = Layout()
    steps, hyphens, behind = [usual.step], [usual.hyphen], [usual.behind_hyphen]
    folded: list[int] = []
    in_marks = 0
    for column, key, node in _keys(root):
        if node.style == ">":
            block = block_of(saved, node, column)
            folded += map(len, saved.lines[block.first : block.last + 1])
            continue
        in_marks += _is_in_marks(node)
        if node.kind == "scalar" or not (node.plain and node.value):
            continue
        further = node.location.column - 1 - column
        if node.kind == "mapping" and key:
            steps.append(further)
        elif node.kind == "list":
            hyphens.append(further)
            entry = node.value[0].location
            line = saved.lines[entry.line - 1]
            if line[: entry.column - 1].strip() == "-":
                behind.append(entry.column - node.location.column)
    # a file in which nothing is folded has long lines
    width = min(max(_width(folded), NARROWEST), WIDEST) if folded else max(usual.width, *map(len, saved.lines))
    return Layout(width, _usual(steps), _usual(hyphens), _usual(behind), is_in_marks=in_marks > 0)


def _keys(root: Node) -> Iterator[tuple[int, Node, Node]]:
    """Each key that stands in a line of its own, with its column, from 0, and its value."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.kind == "scalar" or not node.plain:
            continue
        if node.kind == "list":
            waiting += reversed(node.value)
            continue
        for key, value in node.pairs:
            yield key.location.column - 1, key, value
        waiting += [value for _, value in reversed(node.value)]


def _width(lengths: list[int]) -> int:
    """What nine of ten lines are not longer than: the others have a word more."""
    return sorted(lengths)[len(lengths) * 9 // 10]


def _is_in_marks(node: Node) -> int:
    """Whether a text of several words stands in quotation marks that it does not need, 1, or not, -1; 0 for all else."""
    if node.kind != "scalar" or " " not in node.value or node.style in ("|", ">"):
        return 0
    return -1 if node.plain else int(can_be_plain(node.value, Room(0, 0)))


def _usual(found: list[int]) -> int:
    """What is found most often, besides the first, which is meant where nothing is found."""
    others = found[1:] or found
    return max(dict.fromkeys(others), key=others.count)
