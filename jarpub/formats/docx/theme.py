"""A council's colours and font in a Word file: as those of its theme, and wherever a style takes them from there."""

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from jarpub.formats import Theme

# What Word calls the colours that templates may use. The program writes the value beside the name, too: some
# programs read only that.
THEME = {
    **dict.fromkeys(("accent1", "dk2", "hlink", "folHlink"), "accent"),
    **dict.fromkeys(("accent3", "lt2"), "tint"),
    "accent2": "second",
    "accent4": "warm",
}
PLACES = {"themeColor": ("color", "val"), "themeFill": ("fill",)}  # where the value stands: in the first that is there


def brand(document: Any, theme: Theme) -> None:
    """Put the council's colours and font into the theme of a document, its styles, heads and feet."""
    colours = {name: colour(theme, name) for name in THEME}
    for part in document.part.package.iter_parts():
        if part.partname.startswith("/word/theme/"):
            part._blob = _themed(part.blob, colours, theme.word_font)
        elif hasattr(part, "element"):
            _paint(part.element, colours, theme.word_font)


def colour(theme: Theme, name: str) -> str:
    """The council's colour that Word calls by this name, as Word writes it."""
    return theme.tokens[THEME[name]].lstrip("#").upper()


def _themed(theme: bytes, colours: Mapping[str, str], font: str) -> bytes:
    tree = etree.fromstring(theme)
    for name, colour in colours.items():
        for place in tree.iterfind(f".//{{*}}clrScheme/{{*}}{name}/{{*}}srgbClr"):
            place.set("val", colour)
    for place in tree.iterfind(".//{*}fontScheme/*/{*}latin"):
        place.set("typeface", font)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _paint(root: Any, colours: Mapping[str, str], font: str) -> None:
    for element in root.iter(etree.Element):
        for theme, places in PLACES.items():
            colour = colours.get(element.get(qn(f"w:{theme}"), ""))
            place = next((place for place in places if element.get(qn(f"w:{place}")) is not None), None)
            if colour and place:
                element.set(qn(f"w:{place}"), colour)
        if element.get(qn("w:asciiTheme")) is not None:
            element.set(qn("w:ascii"), font)
            element.set(qn("w:hAnsi"), font)
