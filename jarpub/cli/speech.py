"""Sentences for a person: with commands as they are typed here, without control characters, and wrapped on a terminal."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from jarpub.project.command_words import COMMAND, as_typed

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
NARROWEST = 40  # letters: a narrower terminal wraps better by itself
INDENT = "    "  # before each line that goes on


class Unheard(OSError):
    """What is to be said cannot be written: the disk that it goes to is full, for example."""


def say(text: str, program: str, stream: TextIO | None = None) -> None:
    """Print it; a terminal is told where lines end, and anything else gets a sentence in one line."""
    stream = stream or sys.stdout
    columns = _columns(stream)
    lines = escaped(text).split("\n")
    if columns >= NARROWEST:
        lines = [part for line in lines for part in _wrapped(line, columns, program)]
    write("\n".join(as_typed(line, program) for line in lines), stream)


def heard_yes(question: str) -> bool:
    """Whether somebody at this terminal answers with yes."""
    return heard(question).strip(" \t\r\n\"'.").lower() in ("yes", "y")


def heard(question: str) -> str:
    """The line that somebody at this terminal types behind a question; nothing where nobody types any more."""
    with _heard():
        print(escaped(question), end="", flush=True)
    return sys.stdin.readline()


def write(text: str, stream: TextIO) -> None:
    """Print it as it is; raises Unheard where that cannot be done, or BrokenPipeError where nobody reads."""
    with _heard():
        print(text, file=stream)


def flush(stream: TextIO) -> None:
    """Print what waits to be printed; raises as `write` does."""
    with _heard():
        stream.flush()


@contextmanager
def _heard() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unheard(error.errno, error.strerror) from None


def show_what_can_be_shown() -> None:
    """A terminal that cannot show a letter shows a question mark instead."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def escaped(text: str) -> str:
    """The text with each sign that would steer a terminal written out, and tabs as they are."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    except (OSError, ValueError):
        return 0


def _wrapped(line: str, columns: int, program: str) -> list[str]:
    """The line in parts that fit, broken at spaces, but never inside a command or another word that may be copied."""
    start = line[: len(line) - len(line.lstrip())]
    lines, now = [], start
    for word in COMMAND.sub(lambda found: found[0].replace(" ", "\0"), line.strip()).split(" "):
        shown = word.replace("\0", " ")
        joined = f"{now} {shown}" if now.strip() else f"{now}{shown}"
        if now.strip() and len(as_typed(joined, program)) > columns:
            lines.append(now)
            now = f"{start}{INDENT}{shown}"
        else:
            now = joined
    return [*lines, now]
