"""One file a format: what a finished file says, read back from its bytes as an outsider would."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol


@dataclass(frozen=True)
class Said:
    """Words that a file holds, and the way they can be found in it, such as "the comments" or "word/footer1.xml"."""

    channel: str
    words: str


@dataclass(frozen=True)
class Reading:
    """What a file says: its text block by block in reading order, and everything else that can be got out of it.

    `links` are the places inside the file that its links lead to, and `targets` are those that there are.
    """

    title: str
    language: str
    blocks: tuple[str, ...]
    said: tuple[Said, ...]
    links: frozenset[str]
    targets: frozenset[str]

    @property
    def words(self) -> list[str]:
        """Every word of the text, in reading order."""
        return " ".join(self.blocks).split()


class Reader(Protocol):
    """What a module here offers."""

    read: Callable[[bytes], Reading]


def reader(format: str) -> Callable[[bytes], Reading]:
    """The reader of a format; its libraries are imported only now."""
    module: Reader = import_module(f"jarpub.formats.{format}.reader")
    return module.read


def readable(format: str) -> bool:
    """Whether there is a reader of a format: without one, nothing proves what its files say."""
    return find_spec(f"jarpub.formats.{format}.reader") is not None
