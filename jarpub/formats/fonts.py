"""The fonts that come with the project: where they are, what they can draw, and none but them.

Text faces are packages of fontpkg; the Noto faces behind them draw other scripts and signs.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import fontpkg

from jarpub.formats.kept_files import kept, short_digest
from jarpub.formats.static_fonts import static_faces
from jarpub.formats.vocabulary import WORD_FONTS

FALLBACK_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
LIKE_THOSE_OF_WORD = {"arial": "Arimo", "helvetica": "Arimo"}
# What a shaping engine draws nothing for: controls, formats, spaces, variation selectors, tags.
INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d")  # that say whether letters join
SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


class NoSuchFont(Exception):
    """No installed font package has the family; carries the families that there are."""


@dataclass(frozen=True)
class Face:
    """One font file: its weights, such as "400" or "200 900", and whether it is italic."""

    path: Path
    weights: str
    italic: bool

    @property
    def is_variable(self) -> bool:
        """Whether it has all weights between two."""
        return " " in self.weights


def faces(family: str) -> tuple[Face, ...]:
    """The faces of a text family, upright before italic; raises NoSuchFont."""
    try:
        files = fontpkg.family(family).files
    except fontpkg.FamilyNotInstalled:
        raise NoSuchFont(sorted(found.name for found in fontpkg.families().values())) from None
    found = (
        Face(
            file.path, f"{file.wght_min} {file.wght_max}" if file.variable else str(file.weight), file.style == "italic"
        )
        for file in files
    )
    return tuple(sorted(found, key=lambda face: (face.italic, face.weights)))


def alike(name: str, otherwise: str) -> str:
    """The family that draws letters like this font of Word: itself, one made to measure the same, or another."""
    return name if name.casefold() in _installed() else LIKE_THOSE_OF_WORD.get(name.casefold(), otherwise)


def is_font(name: str) -> bool:
    """Whether this is the family of a font that is installed, or that Word or its machine has."""
    return name.casefold() in WORD_FONTS | _installed() or not name


@cache
def _installed() -> frozenset[str]:
    return frozenset(family.name.casefold() for family in fontpkg.families().values())


def folders(families: Iterable[str]) -> tuple[Path, ...]:
    """The folders of every font that may be drawn with: these families, then the Noto faces."""
    text = [faces(family)[0].path.parent for family in sorted(set(families))]
    return (*text, *(_package(name) for name in FALLBACK_PACKAGES))


def fontconfig(families: Iterable[str], weights: Iterable[int], cache_folder: str) -> str:
    """A fontconfig file that shows these fonts and none of the machine's own, variable ones in these weights.

    A glyph that our fonts lack would otherwise come from whatever the machine has, and the same plan
    would give other bytes elsewhere.
    """
    text = (shown for family in sorted(set(families)) for shown in _shown(family, weights, Path(cache_folder)))
    entries = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in (*text, *map(_package, FALLBACK_PACKAGES)))
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig>{entries}<cachedir>{escape(cache_folder)}</cachedir></fontconfig>"
    )


def _shown(family: str, weights: Iterable[int], cache_folder: Path) -> Iterator[Path]:
    """The folders of a family's faces, each once; of a variable face that of its static ones."""
    found = (
        static_faces(face.path, weights, cache_folder) if face.is_variable else face.path.parent
        for face in faces(family)
    )
    yield from dict.fromkeys(found)


def undrawable(characters: Iterable[str], families: Iterable[str]) -> set[str]:
    """Those of these characters that no font at hand can draw."""
    missing = {c for c in set(characters) if not (unicodedata.category(c) in INVISIBLE or ord(c) in SELECTORS)}
    for path in _files(families):
        if not missing:
            break
        covered = _coverage(path)
        missing = {c for c in missing if ord(c) not in covered and not _composed(c, covered)}
    return missing


def faces_behind(family: str, characters: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """The files of the Noto faces, of all weights, with letters, figures and stops that a family lacks, each with its own.

    Signs are left to the reader's machine, and so is Han, which it draws as the language has it.
    """
    own = [_coverage(face.path) for face in faces(family)]
    left = {
        each
        for each in set(characters)
        if unicodedata.category(each)[0] in "LMNP" and ord(each) not in SELECTORS
        if not any(ord(each) in covered or _composed(each, covered) for covered in own)
    }
    upright = (path for path in sorted(_package(FALLBACK_PACKAGES[0]).glob("*.ttf")) if "Italic" not in path.name)
    for path in upright if left else ():
        drawn = {each for each in left if ord(each) in _coverage(path)}
        if drawn:
            yield path, "".join(sorted(drawn | (JOINERS & set(characters))))
            left -= drawn


def _composed(letter: str, covered: frozenset[int]) -> bool:
    """Whether a font has the base of a letter and its marks apart; a shaping engine puts them together."""
    parts = unicodedata.normalize("NFD", letter)
    return len(parts) > 1 and all(ord(part) in covered for part in parts)


def prepare() -> None:
    """Import what makes web fonts."""
    import fontTools.ttLib.woff2  # noqa: F401
    import uharfbuzz  # noqa: F401


def web_font(path: Path, characters: str) -> bytes:
    """The face as WOFF2 with only these characters and what shaping needs for them, the same bytes each time."""
    made_by = (f"{name} {version(name)}" for name in ("uharfbuzz", "fonttools", "brotli"))
    made_from = "\0".join([short_digest(path.read_bytes()), "".join(sorted(set(characters))), *made_by])
    return kept("web", short_digest(made_from.encode("utf-8", "surrogatepass")), lambda: _cut(path, characters))


def _cut(path: Path, characters: str) -> bytes:
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(map(ord, characters))
    wanted.flags |= uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    subset = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))), wanted)
    target = BytesIO()
    with TTFont(BytesIO(subset.blob.data), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(target)
    return target.getvalue()


def _files(families: Iterable[str]) -> list[Path]:
    return [
        path
        for folder in folders(families)
        for path in sorted(folder.iterdir())
        if path.suffix in (".ttf", ".otf", ".ttc")
    ]


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    return Path(spec.origin).parent


@cache
def _coverage(path: Path) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())
