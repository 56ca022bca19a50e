"""The lines of a file as somebody sees them in an editor, whether or not YAML can read them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from jarpub.project.yaml.encoding import INVISIBLE

LINE = re.compile(r"(?P<indent> *)(?P<hyphens>(?:- +|-$)*)(?:(?P<key>\w[\w.-]*) *:(?: +|$))?(?P<value>.*)")
BLOCK = re.compile(r"[|>][-+0-9]{0,2} *(#.*)?")
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
FIELD = re.compile(r"(?<=[{,]) *(\w[\w.-]*):(?= |$) *")
BRACKETS = {"[": "]", "{": "}"}
OFTEN = 2  # a word with a colon behind it on so many lines is a key, even one that no record has
COLUMN = re.compile(r"\bcolumn: ([\w-]+)")  # what names a column is the label of its heading


class Line(NamedTuple):
    """What a line has: spaces, hyphens, a key, and what stands behind it; columns count from 0."""

    indent: int
    hyphens: str
    key: str
    value: str
    start: int  # the column of its value

    @property
    def column(self) -> int:
        """Where its key or its text stands, behind the hyphens."""
        return self.indent + len(self.hyphens)

    @property
    def is_nothing(self) -> bool:
        """Whether it is empty, or has a comment only."""
        return not (self.hyphens or self.key or self.value.strip()) or (not self.key and self.value.startswith("#"))


class Field(NamedTuple):
    """A key in a line with the text behind it, between braces, too; columns count from 0."""

    key: str
    text: str
    start: int
    is_in_braces: bool

    @property
    def end(self) -> int:
        """The column behind its text."""
        return self.start + len(self.text)


class Lines:
    """The lines of a file; `keys` are those that its records may have."""

    def __init__(self, written: Sequence[str], keys: frozenset[str]) -> None:
        self.written = tuple(written)
        self.shapes = tuple(map(shape, written))
        seen = Counter(line.key for line in self.shapes if line.key)
        columns = {match[1] for line in written for match in COLUMN.finditer(line)}
        self.keys = keys | columns | {key for key, often in seen.items() if often >= OFTEN}

    def with_changed(self, changed: Mapping[int, str]) -> "Lines":
        """The same with some lines changed."""
        return Lines([changed.get(number, line) for number, line in enumerate(self.written)], self.keys)

    def above(self, number: int) -> int | None:
        """The number of the nearest line above that has more than a comment, and is no line of a longer text."""
        passed = (each for each in range(number - 1, -1, -1) if each not in self.of_texts)
        return next((each for each in passed if not self.shapes[each].is_nothing), None)

    def levels(self, number: int | None) -> dict[int, tuple[int, bool]]:
        """The columns in which a line below this one may begin, with a line that does, and whether it has a hyphen."""
        found: dict[int, tuple[int, bool]] = {}
        while number is not None:
            line = self.shapes[number]
            if line.column < min(found, default=line.column + 1) and line.key:
                found[line.column] = number, False
            if line.hyphens and line.indent < min(found, default=line.column + 1):
                found[line.indent] = number, True
            if not line.indent and line.key:
                break
            number = self.above(number)
        return found

    def owner(self, number: int) -> int | None:
        """The line with the key whose text this line is, or would be with another indentation."""
        above = self.above(number)
        while above is not None and not self.shapes[above].key:
            above = self.above(above)
        return above

    @cached_property
    def of_texts(self) -> frozenset[int]:
        """The lines that belong to a text begun above them, behind | or > or a quotation mark."""
        return frozenset(self._of_texts())

    def _of_texts(self) -> Iterator[int]:
        column, sign = None, ""
        for number, line in enumerate(self.shapes):
            if sign:
                yield number
                sign = "" if sign in self.written[number] else sign
            elif column is not None and (not self.written[number].strip() or line.indent > column):
                yield number
            else:
                column = (line.column if line.key else line.indent) if BLOCK.fullmatch(line.value) else None
                sign = line.value[0] if line.value[:1] in QUOTED and not closed(line.value) else ""

    def fields(self, number: int) -> tuple[Field, ...]:
        """The keys of a line, each with what stands behind it."""
        line = self.shapes[number]
        found = FIELD.finditer(line.value) if line.value.startswith("{") and (line.key or line.hyphens) else ()
        starts = [match for match in found if match[1] in self.keys]
        if not starts:
            return (Field(line.key, line.value.rstrip(), line.start, is_in_braces=False),)
        ends = [match.start() for match in starts[1:]] + [len(line.value)]
        return tuple(
            Field(match[1], _inside(line.value[match.end() : end]), line.start + match.end(), is_in_braces=True)
            for match, end in zip(starts, ends, strict=True)
        )


def shape(written: str) -> Line:
    """What a line has."""
    match = LINE.fullmatch(written)
    if not match:  # a sign that ends a line elsewhere
        return Line(0, "", "", written, 0)
    return Line(len(match["indent"]), match["hyphens"], match["key"] or "", match["value"], match.start("value"))


def closed(text: str) -> "re.Match[str] | None":
    """The part of a text that begins with a quotation mark up to the one that closes it."""
    return QUOTED[text[0]].match(text)


def quoted(text: str) -> str:
    """A text in such quotation marks as it has none of."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def visible(text: str) -> str:
    """A text with a space for each invisible sign that takes room, and without those that take none."""
    return INVISIBLE.sub(lambda match: {"\u3000": "  "}.get(match[0], " " if match[0].isspace() else ""), text)


def _inside(text: str) -> str:
    """A text between braces without the comma and the brackets behind it that others opened."""
    end = len(text.rstrip(" ,"))
    surplus = {close: text.count(close) - text.count(open_) for open_, close in BRACKETS.items()}
    while end and (text[end - 1] == " " or surplus.get(text[end - 1], 0) > 0):
        surplus[text[end - 1]] = surplus.get(text[end - 1], 0) - 1
        end -= 1
    return text[:end]
