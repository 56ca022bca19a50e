"""One file a format: a checked page as the bytes of a finished file."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from jarpub.page import Page


@dataclass(frozen=True)
class Look:
    """Where a publication's looks are: its fonts, and the files that their owners edit."""

    font: str
    fonts: tuple[str, ...]
    house_css: Path
    screen_css: Path
    print_css: Path
    word: Path

    def files(self, format: str) -> tuple[Path, ...]:
        """The files that this format reads."""
        sheets = {"html": (self.house_css, self.screen_css), "pdf": (self.house_css, self.print_css)}
        return sheets.get(format, (self.word,))


@dataclass(frozen=True)
class Product:
    """A finished file: its bytes, its pages where the format has any, and what the renderer said of it."""

    content: bytes
    pages: int | None = None
    complaints: tuple[str, ...] = ()


class Writer(Protocol):
    """What a module here offers."""

    write: Callable[[Page, Look], Product]


def writer(format: str) -> Callable[[Page, Look], Product]:
    """The writer of a format; its libraries are imported only now."""
    module: Writer = import_module(f"jarpub.writers.{format}")
    return module.write
