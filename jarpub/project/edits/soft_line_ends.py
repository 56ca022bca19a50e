"""Line ends inside a paragraph, which mean no more than a space: the old ones stay where the words are the same."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from jarpub.project.edits.writing.folding import can_be_folded, folded

NARROWEST = 90
# What begins with one of these is no line that goes on with the one above: entries of lists, and other Markdown.
BEGINS = re.compile(r"\s*(?:(?:[-+*]|[0-9]+[.)])(?:\s|$)|[#>|`~=_]|$)")
ENDS = re.compile(r"(?:  |\\)$")  # a line end that is meant


def with_old_line_ends(words: str, old: str) -> str:
    """A text that says the same as these words, in lines like those of the old text: those that stay are the same."""
    before, now = [*_paragraphs(old)], [*_paragraphs(words)]
    width = max([NARROWEST, *map(len, old.split("\n"))]) if "\n" in old else len(words)
    lines: list[str] = []
    pairs = SequenceMatcher(None, [*map(_joined, before)], [*map(_joined, now)], autojunk=False)
    for kind, start, end, new, new_end in pairs.get_opcodes():
        if kind == "equal":
            lines += (line for paragraph in before[start:end] for line in paragraph)
            continue
        for number, paragraph in enumerate(now[new:new_end], start):
            lines += _wrapped(paragraph, before[number] if number < end else [], width)
    return "\n".join(lines)


def _paragraphs(words: str) -> Iterator[list[str]]:
    """The lines of each paragraph and each entry of a list; an empty line is one of its own."""
    paragraph: list[str] = []
    for line in words.split("\n"):
        goes_on = paragraph and paragraph[-1].strip() and not BEGINS.match(line) and not ENDS.search(paragraph[-1])
        if paragraph and not goes_on:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _joined(paragraph: Sequence[str]) -> str:
    """A paragraph in one line."""
    first, *others = paragraph
    return " ".join([first, *(line.strip() for line in others)])


def _wrapped(paragraph: Sequence[str], old: Sequence[str], width: int) -> Sequence[str]:
    """A paragraph with the line ends of the old one, as far as those can be."""
    words = _joined(paragraph)
    begun = len(words) - len(words.lstrip())
    if not can_be_folded(words[begun:]) or (len(old) < 2 and len(words) <= width):  # noqa: PLR2004  # lines
        return paragraph
    sign = re.match(r"(?:[-+*]|[0-9]+[.)])\s+", words[begun:])
    further = " " * (begun + (len(sign[0]) if sign else 0))
    first, *others = folded(words[begun:], [line.strip() for line in old], width - len(further))
    return [words[:begun] + first, *(further + line for line in others)]
