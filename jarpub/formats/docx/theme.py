"""A Word file as a council's: its colours and font in the theme and wherever a style takes them from there, its language."""

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree

from jarpub.formats import Theme
from jarpub.pages.page_tree import Page

# What Word calls the colours that templates may use. The program writes the value beside the name, too: some
# programs read only that.
THEME = {
    **dict.fromkeys(("accent1", "dk2", "hlink", "folHlink"), "accent"),
    **dict.fromkeys(("accent3", "lt2"), "tint"),
    "accent2": "second",
    "accent4": "warm",
}
W = nsmap["w"]
BEHIND_BIDI = (
    "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId",
    "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
BEHIND_DIRECTION = ("w:rtlGutter", "w:docGrid", "w:printerSettings", "w:sectPrChange")
NUMBERED = {"Page ": "", " of ": " / "}  # what stands around the numbers of pages, and in languages other than English
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


def speak(document: Any, page: Page) -> None:
    """Say in which language a document is, from which side it is read, and number its pages without English words."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    spoken = None if defaults is None else defaults.find(qn("w:lang"))
    from_the_right = page.direction == "rtl"
    for language in (spoken, document.settings.element.find(qn("w:themeFontLang"))):
        if language is not None:
            language.set(qn("w:bidi" if from_the_right else "w:val"), page.language)
    for section in document.sections:
        if from_the_right:
            section._sectPr.insert_element_before(etree.fromstring(f'<w:bidi xmlns:w="{W}"/>'), *BEHIND_DIRECTION)
        for part in _heads_and_feet(document, section):
            _speak_around(part._element, page)


def _heads_and_feet(document: Any, section: Any) -> list[Any]:
    own = [section.header, section.footer]
    own += [section.first_page_header, section.first_page_footer] if section.different_first_page_header_footer else []
    is_apart = document.settings.odd_and_even_pages_header_footer
    own += [section.even_page_header, section.even_page_footer] if is_apart else []
    return [each for each in own if not each.is_linked_to_previous]  # else it would be made


def _speak_around(part: Any, page: Page) -> None:
    for words in part.iter(qn("w:t")) if not page.is_english else ():
        words.text = NUMBERED.get(words.text or "", words.text)
    for paragraph in part.iter(qn("w:p")) if page.direction == "rtl" else ():
        properties = paragraph.get_or_add_pPr()
        if properties.find(qn("w:bidi")) is None:  # all pages can have the same foot
            properties.insert_element_before(etree.fromstring(f'<w:bidi xmlns:w="{W}"/>'), *BEHIND_BIDI)
