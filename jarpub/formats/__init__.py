"""One folder a format: a page as a finished file (`writer`), and a finished file as what it says (`reader`)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from jarpub.diagnostics import CommandError, Diagnostic, did_you_mean
from jarpub.pages.page_tree import Page

WITH_CHANGES = ("docx", "html", "pdf")  # the formats in which a publication can be shown with what has changed
CORRECT_IT = "correct it, or restore a copy"  # the hint for a file of the theme


@dataclass(frozen=True)
class Theme:
    """How a publication looks: its fonts and colours, and the files that their owners edit.

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
class Rendered:
    """A page in a format: its bytes, its pages where the format has any, and what is wrong with files of the theme.

    Such a diagnostic has the path of the file for its name.
    """

    content: bytes
    pages: int | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Fragment:
    """Words that a file holds, and the channel that they were found in, such as "the comments" or "word/footer1.xml".

    They are what people read or typed: what the format itself or this project calls things (`vocabulary`) is in none.
    """

    channel: str
    words: str
    attribute: str = ""  # of the attribute that holds them, if it is one, the name


@dataclass(frozen=True)
class Extract:
    """What a file says: its text block by block in reading order, and everything else that can be got out of it.

    `links` are the places inside the file that its links lead to, and `targets` are those that there are. `around` is
    what stands around the text, such as heads and feet, and what its styles print; `hidden` are rules that hide text.
    """

    title: str
    language: str
    blocks: tuple[str, ...]
    fragments: tuple[Fragment, ...]
    links: frozenset[str]
    targets: frozenset[str]
    around: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    spoken: Mapping[str, str] = field(
        default_factory=dict
    )  # letters in other languages than the page's, by their codes

    @property
    def word_list(self) -> list[str]:
        """Every word of the text, in reading order."""
        return " ".join(self.blocks).split()


def by_language(said: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Words behind the code of their language, or behind nothing, as the letters of each language without spaces."""
    letters: dict[str, str] = {}
    for language, words in said:
        if language and words.strip():
            letters[language] = letters.get(language, "") + "".join(words.split())
    return letters


class Writer(Protocol):
    """What the module `writer` of a format offers."""

    files: Callable[[Theme], tuple[Path, ...]]  # those of the theme that it reads
    prepare: Callable[[], None]  # imports what is slow to import, and raises CommandError where the machine lacks it
    write: Callable[[Page, Theme], Rendered]


class Reader(Protocol):
    """What the module `reader` of a format offers."""

    extract: Callable[[bytes], Extract]


class VersionReader(Reader, Protocol):
    """What it offers of a format in which a publication can be shown with what has changed."""

    blocks_without: Callable[[bytes, str], tuple[str, ...]]  # the text without the words in a mark, `ins` or `del`


def formats() -> tuple[str, ...]:
    """The formats that there are, by name."""
    return tuple(sorted(module.name for module in iter_modules(__path__) if module.ispkg))


def called(format: str) -> str:
    """What people call a format, as its folder says, such as "Word"; its name where that says nothing."""
    return str(getattr(import_module(f"{__name__}.{format}"), "CALLED", format))


def chosen(only: Iterable[str]) -> tuple[str, ...]:
    """These formats, or all where none is named; raises CommandError where there is no such one."""
    for format in only:
        if format not in formats():
            raise CommandError(f'there is no format "{format}"', did_you_mean(format, formats()))
    return tuple(dict.fromkeys(only)) or formats()


def writer(format: str) -> Writer:
    """The writer of a format; its libraries are imported only now."""
    return cast("Writer", import_module(f"{__name__}.{format}.writer"))


def reader(format: str) -> Reader:
    """The reader of a format; its libraries are imported only now."""
    return cast("Reader", import_module(f"{__name__}.{format}.reader"))


def version_reader(format: str) -> VersionReader:
    """The reader of a format among those that show changes."""
    return cast("VersionReader", reader(format))


def is_readable(format: str) -> bool:
    """Whether there is a reader of a format: without one, nothing proves what its files say."""
    return find_spec(f"{__name__}.{format}.reader") is not None
