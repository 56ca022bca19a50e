"""A value as the characters that YAML and this program read it from."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from jarpub.project.edits.writing.folding import can_be_folded, folded
from jarpub.project.plan.values import Id, Month, Reference, Text
from jarpub.project.yaml.encoding import INVISIBLE
from jarpub.project.yaml.lines import quoted
from jarpub.project.yaml.scalars import NOT_TEXT

SAFE_FIRST = re.compile(r"[^\W_]|[(£$€¥…–—“‘]")
FLOW_SIGNS = re.compile(r"[,\[\]{}?:]")
CUT_SHORT = re.compile(r": |:$| #|[\n\t]|[“”„‘’\"']$")  # what would end a plain text, or make it doubtful
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
PLAIN_KEY = re.compile(r"[^\W_][\w.-]*(?: [\w.-]+)*")


class Layout(NamedTuple):
    """How a file is laid out: the width of its lines, how far a key below a key and a hyphen below one stand in."""

    width: int = 100
    step: int = 2
    hyphen: int = 2
    behind_hyphen: int = 2
    is_in_marks: bool = False  # whether most texts stand in quotation marks
    is_careful: bool = False  # whether texts are written as no reader can mistake them


class Old(NamedTuple):
    """How a text is written now: the sign that it begins with, and its lines with their indentation."""

    style: str = ""
    header: str = ""
    lines: Sequence[str] = ()
    indent: int = 0
    is_over_wide: bool = False


class Room(NamedTuple):
    """Where a text is to stand: what is above it has this indentation, and its first character is in this column."""

    indent: int
    start: int
    is_flow: bool = False
    is_followed: bool = False  # whether a comment stands behind it


def scalar(value: Any, kind: Any, room: Room, layout: Layout, old: Old | None = None) -> str:
    """A value of this type as it is written, without the indentation of its first line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind is Month:
        return f"'{value}'" if old and old.style == "'" else f'"{value}"'
    words = str(value)
    if kind is int:
        return words
    if isinstance(kind, type) and issubclass(kind, Id | Reference):
        return words if can_be_plain(words, room) else _double(words)
    return _text(words, room, layout, old or Old('"' if layout.is_in_marks else ""), is_text=kind is Text)


def key_text(key: str) -> str:
    """A key as it is written."""
    return key if PLAIN_KEY.fullmatch(key) else _double(key)


def _text(words: str, room: Room, layout: Layout, old: Old, *, is_text: bool) -> str:
    if layout.is_careful or (("\n" in words) and (room.is_flow or room.is_followed or not _can_be_literal(words))):
        return _double(words)
    is_plain = not old.style.strip("|>") and can_be_plain(words, room)
    line = words if is_plain else _in_marks(words, old)
    if room.is_flow or room.is_followed:
        return line
    fits = room.start + len(line) <= layout.width or old.is_over_wide
    if "\n" in words or (old.style == "|" and _can_be_literal(words) and room.indent + len(words) < layout.width):
        return _literal(words, room, layout, old, is_text=is_text)
    if is_plain and len(old.lines) > 1 and not old.header and can_be_folded(words):
        return f"\n{' ' * old.indent}".join(folded(words, old.lines, layout.width - old.indent))
    if can_be_folded(words) and (old.style == ">" or not fits):
        return _folded(words, room, layout, old, is_text=is_text)
    return line


def _literal(words: str, room: Room, layout: Layout, old: Old, *, is_text: bool) -> str:
    """A text whose line ends are kept."""
    header = old.header.replace(">", "|") if old.header else "|"
    indent = old.indent if old.style in ("|", ">") and old.indent else room.indent + layout.step
    lines = "".join(f"\n{' ' * indent}{line}" if line else "\n" for line in words.split("\n"))
    return _header(header, is_text=is_text) + lines


def _folded(words: str, room: Room, layout: Layout, old: Old, *, is_text: bool) -> str:
    """A text whose line ends are spaces."""
    header = old.header if old.style == ">" else ">-"
    is_block = old.style in ("|", ">") and old.indent
    indent = old.indent if is_block else room.indent + layout.step
    lines = folded(words, old.lines if old.style == ">" else (), layout.width - indent)
    return _header(header, is_text=is_text) + "".join(f"\n{' ' * indent}{line}" for line in lines)


def _header(header: str, *, is_text: bool) -> str:
    """The sign that begins a block; what is no text has no line end behind its words."""
    return header if is_text else f"{header.rstrip('+-')}-"


def _can_be_literal(words: str) -> bool:
    lines = words.split("\n")
    return not words.startswith((" ", "\n", "\t")) and all(line == line.rstrip() for line in lines) and bool(lines[-1])


def can_be_plain(words: str, room: Room) -> bool:
    """Whether a text can stand without quotation marks."""
    return bool(
        words == words.strip()
        and SAFE_FIRST.match(words)
        and not CUT_SHORT.search(words)
        and not (room.is_flow and (FLOW_SIGNS.search(words)))
        and not any(pattern.fullmatch(words) for pattern, _ in NOT_TEXT)
        and not INVISIBLE.match(words, len(words) - 1)
    )


def _in_marks(words: str, old: Old | None) -> str:
    """A text in quotation marks, in one line."""
    if "\n" in words or "\t" in words:
        return _double(words)
    return "'" + words.replace("'", "''") + "'" if old and old.style == "'" else quoted(words)


def _double(words: str) -> str:
    return '"' + "".join(ESCAPES.get(letter, letter) for letter in words) + '"'
