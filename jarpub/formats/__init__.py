"""One file a format: a checked page as the bytes of a finished file.

A folder here is a format, and its module `writer` offers what `Writer` says.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from jarpub.diagnostics import CommandError, did_you_mean
from jarpub.pages.tree import Page


@dataclass(frozen=True)
class Look:
    """Where a publication's looks are: its fonts and colours, and the files that their owners edit.

    `tokens` are the council's colours by the names that style sheets have for them.
    """

    font: str
    fonts: tuple[str, ...]
    word_font: str
    tokens: Mapping[str, str]
    house_css: Path
    screen_css: Path
    print_css: Path
    pictures_css: Path
    word: Path
    black_and_white: bool = False


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a file of the look; line and column count from 1, 0 where they are not known."""

    file: Path
    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True)
class Product:
    """A finished file: its bytes, its pages where the format has any, and what stands in its way."""

    content: bytes
    pages: int | None = None
    complaints: tuple[Complaint, ...] = ()


class Writer(Protocol):
    """What the module of a format offers."""

    files: Callable[[Look], tuple[Path, ...]]
    prepare: Callable[[], None]  # imports what is slow to import, and raises CommandError where the machine lacks it
    write: Callable[[Page, Look], Product]


def formats() -> tuple[str, ...]:
    """The formats that there are, by name."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if module.ispkg))


def chosen(only: Iterable[str]) -> tuple[str, ...]:
    """These formats, or all where none is named; raises CommandError where there is no such one."""
    for format in only:
        if format not in formats():
            raise CommandError(f'there is no format "{format}"', did_you_mean(format, formats()))
    return tuple(dict.fromkeys(only)) or formats()


def writer(format: str) -> Writer:
    """The writer of a format; its libraries are imported only now."""
    return cast("Writer", import_module(f"{__name__}.{format}.writer"))
