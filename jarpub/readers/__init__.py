"""One file a format: what a finished file says, read back from its bytes as an outsider would."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol


@dataclass(frozen=True)
class Reading:
    """What a file says: its title and language, and its text block by block in reading order."""

    title: str
    language: str
    blocks: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """Every word, in reading order."""
        return " ".join(self.blocks).split()


class Reader(Protocol):
    """What a module here offers."""

    read: Callable[[bytes], Reading]


def reader(format: str) -> Callable[[bytes], Reading]:
    """The reader of a format; its libraries are imported only now."""
    module: Reader = import_module(f"jarpub.readers.{format}")
    return module.read
