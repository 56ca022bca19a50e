"""What a publication is styled with can be used: fonts and colours of the brand, files of the theme, glyphs."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location, did_you_mean
from jarpub.formats.fonts import NoSuchFont, faces, undrawable
from jarpub.formats.stylesheet_reader import SHEETS, fetched, hidden, printed
from jarpub.pages.page_tree import Element, Page
from jarpub.project.brand import Brand
from jarpub.project.plan.values import Colour
from jarpub.project.yaml.encoding import decode

FONT = Code("brand.font", "A font of the brand is not installed.")
CONTRAST = Code("brand.contrast", "A colour of the brand cannot be read on the ground it stands on.")
PAPER, DARK = "#ffffff", "#14191d"  # --paper of house.css, on light screens and on dark ones
DEEPEST = 50  # brackets inside one another in a style sheet
READABLE = 4.5  # WCAG 2.2, 1.4.3
NO_GLYPH = Code("style.no-glyph", "No font at hand can draw a character.")
STYLE_FILE = Code("style.file", "A file of the theme is missing, lies elsewhere or is damaged.")

FETCHES = Code("style.fetches", "A style sheet would fetch something from elsewhere.")
PRINTS = Code("style.prints", "A style sheet would print words that no page says.")
HIDES = Code("style.hides", "A style sheet may hide words of a page, or move them off it.")


def known_fonts(brand: Brand) -> Iterator[Diagnostic]:
    """The fonts of web pages and PDFs are installed."""
    for name in ("plain", "easy"):
        font = getattr(brand.fonts, name)
        try:
            faces(font.words)
        except NoSuchFont as error:
            message = f'fonts, {name}: no font package has "{font.words}"'
            yield Diagnostic(FONT, font.location, message, did_you_mean(font.words, error.args[0]))


def readable_colours(brand: Brand) -> Iterator[Diagnostic]:
    """Letters in the council's colours can be read on every ground that they stand on."""
    own = brand.colours
    grounds: tuple[tuple[str, Colour | str], ...] = (("white paper", PAPER), ("tint", own.tint), ("warm", own.warm))
    for name in ("accent", "second"):
        yield from _readable(name, getattr(own, name), grounds, "darker")
        yield from _readable(
            f"{name}_in_the_dark", getattr(own, f"{name}_in_the_dark"), (("dark paper", DARK),), "lighter"
        )


def _readable(
    name: str, colour: Colour, grounds: tuple[tuple[str, Colour | str], ...], better: str
) -> Iterator[Diagnostic]:
    for ground, on in grounds:
        contrast = colour.contrast(on)
        if contrast < READABLE:
            message = (
                f"colours, {name}: {colour} on {ground} has a contrast of {contrast:.1f}, and {READABLE} is needed"
            )
            yield Diagnostic(CONTRAST, colour.location, message, f"take a {better} colour")


def drawable_characters(page: Page, fonts: Iterable[str]) -> Iterator[Diagnostic]:
    """A diagnostic for each text with a character that no font at hand can draw."""
    missing = undrawable(page.body.text(), fonts)
    if missing:
        yield from _undrawable(page.body, missing)


def _undrawable(element: Element, missing: set[str]) -> Iterator[Diagnostic]:
    own = "".join(child for child in element.children if isinstance(child, str))
    for letter in sorted(missing & set(own)):
        name = unicodedata.name(letter, "without a name")
        yield Diagnostic(
            NO_GLYPH,
            element.location,
            f'no font at hand can draw "{letter}" (U+{ord(letter):04X}, {name})',
            "write it another way, or ask for a font that has it",
        )
    for child in element.elements:
        yield from _undrawable(child, missing)


def usable_file(path: Path, folder: Path, name: str) -> Iterator[Diagnostic]:
    """A diagnostic for each reason why a file cannot be used; `folder` is where all of them belong."""
    if not path.resolve().is_relative_to(folder.resolve()):
        yield Diagnostic(
            STYLE_FILE, Location(name), "the file lies outside the folder of templates", "copy it into the folder"
        )
    elif not path.is_file():
        yield Diagnostic(
            STYLE_FILE, Location(name), "there is no such file", "restore it, or correct publications.yaml"
        )
    elif path.suffix == ".css":
        yield from _style_sheet(path.read_bytes(), name)


@lru_cache(maxsize=SHEETS)
def _style_sheet(content: bytes, name: str) -> tuple[Diagnostic, ...]:
    return tuple(_faults_of(content, name))


def _faults_of(content: bytes, name: str) -> Iterator[Diagnostic]:
    try:
        text = decode(content, name)
    except DiagnosticsError as refused:
        yield from refused.diagnostics
        return
    for number, line in enumerate(text.splitlines(), 1):
        if "</style" in line.lower():
            yield Diagnostic(
                STYLE_FILE,
                Location(name, number),
                "</style> would end the styles in the middle of the sheet",
                "take it out",
            )
    too_deep = next((number for number, depth in _depths(text) if depth > DEEPEST), None)
    if too_deep:
        message = f"more than {DEEPEST} brackets stand inside one another"
        yield Diagnostic(
            STYLE_FILE, Location(name, too_deep), message, "close brackets that are open, or say it simpler"
        )
        return
    yield from _rules(text, name)
    if text.count("{") != text.count("}"):
        yield Diagnostic(
            STYLE_FILE,
            Location(name),
            "there are more { than } in the sheet, or the other way round",
            "close each rule with }",
        )


def _rules(text: str, name: str) -> Iterator[Diagnostic]:
    """What a sheet must not do: fetch, print words, or hide them."""
    for found in fetched(text):
        message = f"the sheet fetches {found.words}, and a publication has everything inside itself"
        yield Diagnostic(
            FETCHES, Location(name, found.line, found.column), message, "take it out, or put it in as data:"
        )
    for found in printed(text):
        message = f'the sheet prints "{found.words.strip()[:60]}", which no page says'
        hint = "take it out; what is to be read belongs into the template"
        yield Diagnostic(PRINTS, Location(name, found.line, found.column), message, hint)
    for found in hidden(text):
        message = f"the sheet may hide words of a page: {found.words}"
        yield Diagnostic(HIDES, Location(name, found.line, found.column), message, "take it out")


def _depths(text: str) -> Iterator[tuple[int, int]]:
    """How many brackets are open at the deepest place of each line, by its number."""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        deepest = depth
        for letter in line:
            depth += (letter in "({[") - (letter in ")}]")
            deepest = max(deepest, depth)
        yield number, deepest
