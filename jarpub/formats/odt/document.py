"""A page as an OpenDocument text, in the styles of the Word file that its owners edit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from docx.enum.style import WD_STYLE_TYPE

from jarpub.diagnostics import Location, Problem
from jarpub.formats import Rendered, Theme
from jarpub.formats.docx.document import HEADINGS as STYLES_OF_HEADINGS
from jarpub.formats.docx.document import (
    KEPT_TOGETHER,
    LISTS,
    NEW_PAGE,
    OTHERS,
    RUN_STYLES,
    WHOLE,
    codes_last,
    named_like_a_class,
    unbroken,
)
from jarpub.formats.docx.layout import BESIDE, SIDE_BY_SIDE, widths_of
from jarpub.formats.docx.package import open_template
from jarpub.formats.docx.tables import CELL_STYLES, CELL_TEXT, HOUSE_TABLE
from jarpub.formats.docx.theme import brand, speak
from jarpub.formats.docx.xml_elements import PLAIN, Letters
from jarpub.formats.odt.automatic_styles import AutomaticStyles
from jarpub.formats.odt.block_writer import BlockWriter
from jarpub.formats.odt.layout import in_the_line_of_headings, kept_together, section
from jarpub.formats.odt.lists import list_name, list_styles
from jarpub.formats.odt.package import meta, packed, part, settings
from jarpub.formats.odt.page_layout import master_page
from jarpub.formats.odt.pictures import Pictures
from jarpub.formats.odt.tables import Surroundings, table
from jarpub.formats.odt.word_styles import default_styles, font_faces, named_styles, of_paragraph, panel, style_of
from jarpub.formats.odt.xml_elements import Block, List, Paragraph, Properties, element, properties, span, style_name
from jarpub.pages.page_tree import Child, Element, Page, groups

INLINE_PICTURE = {
    "style:vertical-pos": "top",
    "style:vertical-rel": "baseline",
    "fo:padding": "0pt",
    "fo:border": "none",
}
PANEL = ("fo:border", "fo:padding", "fo:background", "fo:margin-left", "fo:margin-right")


def write(page: Page, theme: Theme) -> Rendered:
    """The OpenDocument file; the same bytes for the same page and template."""
    named = {*STYLES_OF_HEADINGS.values(), *LISTS.values(), *CELL_STYLES.values(), CELL_TEXT, *RUN_STYLES.values()}
    try:
        document = open_template(theme.word, {*named, *OTHERS}, LISTS.values())
    except Problem as problem:
        return Rendered(b"", diagnostics=(problem.at(Location(str(theme.word))),))
    brand(document, theme)
    speak(document, page)
    walker = _Walker(document, theme)
    body = walker.writer.written([*walker.walk(page.body)])
    content = part(
        "document-content",
        element("office:automatic-styles", {}, str(walker.automatic)),
        element("office:body", {}, element("office:text", {}, body)),
    )
    parts = {"content.xml": content, "styles.xml": _styles(document, page), "meta.xml": meta(page)}
    return Rendered(packed({**parts, "settings.xml": settings(), **walker.pictures.files}))


def _styles(document: Any, page: Page) -> bytes:
    styles = document.styles.element
    layout, master = master_page(document, page)
    return part(
        "document-styles",
        element("office:font-face-decls", {}, font_faces(styles)),
        element(
            "office:styles",
            {},
            default_styles(styles, page.language, page.direction),
            *named_styles(styles),
            *list_styles(document, LISTS.values()),
        ),
        element("office:automatic-styles", {}, layout),
        element("office:master-styles", {}, master),
    )


@dataclass(frozen=True)
class Around:
    """What a paragraph stands in: its style, its width in twentieths of a point, and how its letters look in a table."""

    style: str = ""
    in_list: bool = False
    table: bool = False
    width: int = 0
    letters: Properties = field(default_factory=dict)


@dataclass
class _Walker:
    """Walks the page, one method a kind of element, and gives the blocks in order."""

    document: Any
    theme: Theme
    automatic: AutomaticStyles = field(default_factory=AutomaticStyles)
    bookmarks: list[str] = field(default_factory=list)
    tables: int = 0
    sections: int = 0

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.document, self.theme)
        self.kinds = {style.style_id: style.type for style in self.document.styles}
        self.word = self.document.styles.element
        self.writer = BlockWriter(self.automatic, self.word)

    def walk(self, body: Element) -> Iterator[Block]:
        """Every block of the page; 635 is the number of English Metric Units in a twentieth of a point."""
        paper = self.document.sections[0]
        width = (paper.page_width - paper.left_margin - paper.right_margin) // 635
        return self.blocks(body, Around(width=width))

    def blocks(self, element: Element, around: Around) -> Iterator[Block]:
        """The blocks in an element; runs of loose text become paragraphs."""
        self.note_bookmark(element)
        style = self.class_style(element)
        around = replace(around, style=style) if style else around
        for block, group in groups(element):
            if not block:
                yield self.paragraph(group, around, element.attributes.get("dir"))
            for child in group:
                if block and isinstance(child, Element):
                    yield from getattr(self, "write_" + child.tag, self.blocks)(child, around)

    def write_section(self, element: Element, around: Around) -> Iterator[Block]:
        """A short section stays on one page, each of its paragraphs beside the next."""
        written = in_the_line_of_headings(self.blocks(element, around))
        yield from kept_together(written) if len(element.text().split()) <= WHOLE else written

    def write_div(self, element: Element, around: Around) -> Iterator[Block]:
        """What is in a style of its own, such as a panel, stays on one page; what stands side by side is in columns."""
        parts = list(element.elements)
        is_beside = SIDE_BY_SIDE in element.classes and not around.table and all(block for block, _ in groups(element))
        if is_beside and len(parts) > 1:
            self.note_bookmark(element)
            yield self.columns(element, parts, around)
            return
        written = list(self.blocks(element, around))
        yield from kept_together(written) if self.class_style(element) else written

    def columns(self, element: Element, parts: Sequence[Element], around: Around) -> str:
        """Parts that stand beside one another, as columns of a section."""
        widths = widths_of(list(parts), around.width)
        self.sections += 1
        name, written = f"Columns{self.sections}", ""
        for number, (each, width) in enumerate(zip(parts, widths, strict=True)):
            own = replace(element, attributes={}, children=(each,))
            column = list(self.blocks(own, replace(around, width=width)))
            if number and column and isinstance(column[0], Paragraph):
                column[0].own["fo:break-before"] = "column"
            written += self.writer.written(column)
        return section(name, written, widths, BESIDE, self.automatic)

    def write_p(self, element: Element, around: Around) -> Iterator[Block]:
        yield self.text_block(element, around, around.style)

    def write_heading(self, element: Element, around: Around) -> Iterator[Block]:
        """A real heading, whatever it stands in: what a style of its own would say is said of the paragraph."""
        self.note_bookmark(element)
        style = style_of(self.word, self.class_style(element) or around.style)
        inside = replace(around, style=STYLES_OF_HEADINGS[element.tag])
        heading = self.paragraph(element.children, inside, element.attributes.get("dir"))
        heading.heading = int(element.tag[1])
        looks = panel(None if style is None else style.pPr)
        if any(name.startswith("fo:border") for name in looks):
            heading.own |= {name: each for name, each in looks.items() if name.startswith(PANEL)}
        begins = style is not None and "fo:break-before" in of_paragraph(style.pPr)
        if begins or NEW_PAGE in element.classes:
            heading.own["fo:break-before"] = "page"
        yield heading

    write_h1 = write_h2 = write_h3 = write_h4 = write_heading

    def write_ul(self, element: Element, around: Around) -> Iterator[Block]:
        style = LISTS[element.tag, around.table]
        inner = replace(around, style=style, in_list=True)
        yield List(list_name(style), [list(self.blocks(item, inner)) for item in element.elements])

    write_ol = write_ul

    def write_dl(self, element: Element, around: Around) -> Iterator[Block]:
        """A term stands before its definition in one paragraph, a tab between them."""
        term = ""
        for entry in element.elements:
            if entry.tag == "dt":
                term = "".join([term, *self.runs(entry.children, Letters("Strong"), around.width), "<text:tab/>"])
                continue
            first, *others = self.blocks(entry, replace(around, style="Definition"))
            if not isinstance(first, Paragraph):  # a table cannot begin on the line of its term
                first, others = Paragraph("", "Definition"), [first, *others]
            first.content, term = term + first.content, ""
            yield from (first, *others)

    def write_table(self, element: Element, around: Around) -> Iterator[Block]:
        self.note_bookmark(element)
        caption = next((child for child in element.elements if child.tag == "caption"), None)
        if caption is not None:
            yield self.text_block(caption, around, "Caption")
        self.tables += 1
        style = self.class_style(element, WD_STYLE_TYPE.TABLE) or HOUSE_TABLE
        given = Surroundings(
            self.cell_blocks, self.writer.written, self.note_bookmark, self.automatic, self.word, style
        )
        yield table(element, around.width, given, self.tables)

    def cell_blocks(self, cell: Element, style: str, width: int, letters: Properties) -> list[Block]:
        """The blocks in a table cell, in a style, as wide as this many twentieths of a point."""
        return list(self.blocks(cell, Around(style=style, table=True, width=width, letters=letters)))

    def text_block(self, element: Element, around: Around, style: str) -> Paragraph:
        """One paragraph from an element that holds text only."""
        self.note_bookmark(element)
        around = replace(around, style=self.class_style(element) or style)
        return self.paragraph(element.children, around, element.attributes.get("dir"))

    def paragraph(self, children: Iterable[Child], around: Around, direction: str | None) -> Paragraph:
        """A paragraph of inline text, with the bookmarks that wait for one."""
        marks = [element("text:bookmark", {"text:name": name}) for name in self.bookmarks]
        self.bookmarks.clear()
        held = codes_last(children)
        own = {"style:writing-mode": "rl-tb"} if direction == "rtl" else {}
        content = "".join([*marks, *self.runs(held, PLAIN, around.width)])
        style = around.style if around.style in self.kinds else ""
        return Paragraph(content, style, own=own, of_text=dict(around.letters), is_decoration=_is_decoration(held))

    def runs(self, children: Iterable[Child], letters: Letters, room: int) -> Iterator[str]:
        """The runs of some inline text."""
        for child in children:
            yield from self.inline(child, letters, room)

    def inline(self, child: Child, letters: Letters, room: int) -> Iterator[str]:
        """The runs of some text; the innermost element that has a style gives it. `room` is the width for pictures."""
        if isinstance(child, str):
            yield self.span(child, letters)
            return
        if child.tag == "br":
            yield "<text:line-break/>"
            return
        if KEPT_TOGETHER in child.classes:
            child = replace(child, children=tuple(unbroken(each) for each in child.children))
        if child.tag == "svg":
            looks = properties("graphic", INLINE_PICTURE)
            yield self.pictures.frame(child, room, self.automatic.name("graphic", "", looks, "G"))
            return
        style = self.class_style(child, WD_STYLE_TYPE.CHARACTER) or RUN_STYLES.get(child.tag, "")
        letters = letters.inside(child, style)
        runs = "".join(self.runs(child.children, letters, room))
        if child.tag == "a":
            named = dict.fromkeys(("text:style-name", "text:visited-style-name"), style_name(letters.style))
            runs = element("text:a", {"xlink:type": "simple", "xlink:href": child.attributes["href"], **named}, runs)
        yield runs

    def span(self, words: str, letters: Letters) -> str:
        """Some words in a character style; of another language, in an automatic one."""
        style, language = letters
        return span(words, self.automatic.of_language(language, style) if language else style and style_name(style))

    def note_bookmark(self, element: Element) -> None:
        """Keep the id of an element for the next paragraph."""
        if "id" in element.attributes:
            self.bookmarks.append(element.attributes["id"])

    def class_style(self, element: Element, kind: object = WD_STYLE_TYPE.PARAGRAPH) -> str:
        """The style of the template that is named like a class: "running-title" is RunningTitle."""
        return named_like_a_class(element, self.kinds, kind)


def _is_decoration(children: Sequence[Child]) -> bool:
    """Whether there are only pictures, which say nothing."""
    shown = [each for each in children if not isinstance(each, str) or each.strip()]
    return bool(shown) and all(isinstance(each, Element) and each.tag == "svg" and not each.spoken for each in shown)
