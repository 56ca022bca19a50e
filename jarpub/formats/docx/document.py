"""A page as a Word document, in the styles of a template that its owners edit in Word."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE

from jarpub.diagnostics import Location, Problem
from jarpub.formats import Rendered, Theme
from jarpub.formats.docx.layout import (
    SIDE_BY_SIDE,
    in_columns,
    in_sections,
    in_the_line_of_headings,
    kept_together,
    panel,
    widths_of,
)
from jarpub.formats.docx.package import finished, numbering, open_template
from jarpub.formats.docx.pictures import Pictures
from jarpub.formats.docx.revisions import Revisions
from jarpub.formats.docx.tables import CELL_STYLES, CELL_TEXT, HOUSE_TABLE, Surroundings, table
from jarpub.formats.docx.theme import brand, speak
from jarpub.formats.docx.xml_elements import BREAK, TAB, Block, Letters, Paragraph, Revision, bookmark_name, run, w
from jarpub.pages.page_tree import MARKS, Child, Element, Page, groups

HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3", "h4": "Heading4"}
LISTS = {
    ("ul", False): "ListBullet",
    ("ol", False): "ListNumber",
    ("ul", True): "TableList",
    ("ol", True): "TableNumber",
}
RUN_STYLES = {"strong": "Strong", "em": "Emphasis", "a": "Hyperlink"}
WHOLE = 200  # words of a section that stays on one page: with headings and lists they fill most of it
KEPT_TOGETHER = "none"  # the class of the words that stand for what the plan does not have
NEW_PAGE = "new-page"  # the class of a heading that begins one
CODE = "qr-code"  # the class of a picture that stands below its words
OTHERS = ("Caption", "Definition", "Draft", HOUSE_TABLE)


def write(page: Page, theme: Theme) -> Rendered:
    """The Word file; the same bytes for the same page and template."""
    named = {*HEADINGS.values(), *LISTS.values(), *CELL_STYLES.values(), CELL_TEXT, *RUN_STYLES.values(), *OTHERS}
    try:
        document = open_template(theme.word, named, LISTS.values())
    except Problem as problem:
        return Rendered(b"", diagnostics=(problem.at(Location(str(theme.word))),))
    brand(document, theme)
    speak(document, page)
    walker = _Walker(document, theme, from_the_right=page.direction == "rtl")
    written = walker.revisions.settled([*walker.walk(page.body)])
    text = "".join(map(str, in_sections(written)))
    return Rendered(finished(document, text, page))


@dataclass(frozen=True)
class Around:
    """What a paragraph stands in: its style, its list level and numbering, its width in twentieths of a point."""

    style: str = ""
    level: int = -1
    numbering: str = ""
    table: bool = False
    width: int = 0
    revision: Revision | None = None  # that all of it is


@dataclass
class _Walker:
    """Walks the page, one method a kind of element, and gives the Word elements in order."""

    document: Any
    theme: Theme
    styles: dict[str, object] = field(default_factory=dict)  # the kind of each, by its id
    bullets: dict[str, str] = field(default_factory=dict)
    bookmarks: list[str] = field(default_factory=list)
    bookmark_count: int = 0
    revisions: Revisions = field(default_factory=Revisions)
    from_the_right: bool = False  # whether the page is read so

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.document, self.theme)

    def walk(self, body: Element) -> Iterator[Block]:
        """Every block of the page; 635 is the number of English Metric Units in a twentieth of a point."""
        section = self.document.sections[0]
        self.styles = {style.style_id: style.type for style in self.document.styles}
        width = (section.page_width - section.left_margin - section.right_margin) // 635
        return self.blocks(body, Around(width=width))

    def blocks(self, element: Element, around: Around) -> Iterator[Block]:
        """The blocks in an element; runs of loose text become paragraphs."""
        self.note_bookmark(element)
        style = self.class_style(element)
        around = replace(around, style=style) if style else around
        around = self.revised(element, around)
        for block, group in groups(element):
            if not block:
                yield self.paragraph(group, around, element.attributes.get("dir"))
            for child in group:
                if block and isinstance(child, Element):
                    yield from getattr(self, "write_" + child.tag, self.blocks)(child, around)
            if (
                around.level >= 0 and around.numbering != "0"
            ):  # what follows in a list item goes on without a new bullet
                around = replace(around, numbering="0")

    def write_section(self, element: Element, around: Around) -> Iterator[Block]:
        """A short section stays on one page, each of its paragraphs beside the next; Word lets go of a longer one."""
        written = in_the_line_of_headings(self.blocks(element, around), HEADINGS.values(), self.revisions)
        yield from kept_together(written) if len(element.text().split()) <= WHOLE else written

    def write_div(self, element: Element, around: Around) -> Iterator[Block]:
        """What is in a style of its own, such as a panel, stays on one page; what stands side by side is in columns."""
        parts = list(element.elements)
        is_beside = SIDE_BY_SIDE in element.classes and not around.table and all(block for block, _ in groups(element))
        if is_beside and len(parts) > 1:
            self.note_bookmark(element)
            widths = widths_of(parts, around.width)
            columns = [
                self.blocks(replace(element, attributes={}, children=(part,)), replace(around, width=width))
                for part, width in zip(parts, widths, strict=True)
            ]
            return in_columns([list(column) for column in columns], widths)
        written = self.blocks(element, around)
        return iter(kept_together(written)) if self.class_style(element) else written

    def write_p(self, element: Element, around: Around) -> Iterator[Block]:
        yield self.text_block(element, around, around.style)

    def write_heading(self, element: Element, around: Around) -> Iterator[Block]:
        """A real heading, whatever it stands in: what a style of its own would say is said of the paragraph."""
        self.note_bookmark(element)
        style = self.class_style(element) or around.style
        around = replace(self.revised(element, around), style=HEADINGS[element.tag])
        heading = self.paragraph(element.children, around, element.attributes.get("dir"))
        heading.panel, begins_page = panel(self.document, style)
        heading.new_page = begins_page or NEW_PAGE in element.classes
        yield heading

    write_h1 = write_h2 = write_h3 = write_h4 = write_heading

    def write_ul(self, element: Element, around: Around) -> Iterator[Block]:
        style = LISTS[element.tag, around.table]
        inner = replace(around, style=style, level=around.level + 1, numbering=self.numbering(element.tag, style))
        for item in element.elements:
            yield from self.blocks(item, inner)

    write_ol = write_ul

    def numbering(self, tag: str, style: str) -> str:
        """The numbering of a list; that of bullets is the same for all."""
        if tag == "ol":
            return numbering(self.document, style, restart=True)
        if style not in self.bullets:
            self.bullets[style] = numbering(self.document, style, restart=False)
        return self.bullets[style]

    def write_dl(self, element: Element, around: Around) -> Iterator[Block]:
        """A term stands before its definition in one paragraph, a tab between them."""
        term: list[str] = []
        for entry in element.elements:
            if entry.tag == "dt":
                revision = self.revisions.of(entry)
                tab = self.revisions.marked(revision, TAB) if revision else TAB
                term = [*self.runs(entry.children, Letters("Strong"), around.width), tab]
                continue
            first, *others = self.blocks(entry, replace(around, style="Definition"))
            if not isinstance(first, Paragraph):  # a table cannot begin on the line of its term
                first, others = Paragraph([], "Definition"), [first, *others]
            first.content[:0] = term
            term = []
            yield from (first, *others)

    def write_table(self, element: Element, around: Around) -> Iterator[Block]:
        self.note_bookmark(element)
        caption = next((child for child in element.elements if child.tag == "caption"), None)
        if caption is not None:
            yield self.text_block(caption, around, "Caption")
        style = self.class_style(element, WD_STYLE_TYPE.TABLE) or HOUSE_TABLE
        told = Surroundings(self.cell_blocks, self.note_bookmark, style, self.row_revision, self.from_the_right)
        yield table(element, around.width, told)

    def row_revision(self, row: Element) -> str:
        """What says that a row is new or gone."""
        revision = self.revisions.of(row)
        return self.revisions.marked(revision) if revision else ""

    def cell_blocks(self, cell: Element, style: str, width: int) -> list[Block]:
        """The blocks in a table cell, in a style, as wide as this many twentieths of a point."""
        written = list(self.blocks(cell, Around(style=style, table=True, width=width)))
        return self.revisions.settled(written)

    def text_block(self, element: Element, around: Around, style: str) -> Paragraph:
        """One paragraph from an element that holds text only."""
        self.note_bookmark(element)
        around = self.revised(element, around)
        style = self.class_style(element) or style
        around = around if style == around.style else replace(around, style=style)
        return self.paragraph(element.children, around, element.attributes.get("dir"))

    def paragraph(self, children: Iterable[Child], around: Around, direction: str | None) -> Paragraph:
        """A paragraph of inline text, with the bookmarks that wait for one."""
        style = around.style if around.style in self.styles else ""
        marks = []
        for name in self.bookmarks:
            self.bookmark_count += 1
            start = w("bookmarkStart", id=self.bookmark_count, name=name)
            marks.append(start + w("bookmarkEnd", id=self.bookmark_count))
        self.bookmarks.clear()
        content = [*marks, *self.runs(codes_last(children), Letters(), around.width)]
        is_bare = around.numbering == "0" and style not in LISTS.values()  # only a style of lists has one to take away
        level = -1 if is_bare else around.level
        from_the_right = self.from_the_right or direction == "rtl"
        return Paragraph(content, style, level, around.numbering, from_the_right, revision=around.revision)

    def revised(self, element: Element, around: Around) -> Around:
        """What is around the blocks in an element, which may be new or gone."""
        revision = self.revisions.of(element)
        return replace(around, revision=revision) if revision else around

    def runs(self, children: Iterable[Child], letters: Letters, room: int) -> Iterator[str]:
        """The runs of some inline text."""
        for child in children:
            yield from self.inline(child, letters, room)

    def inline(self, child: Child, letters: Letters, room: int) -> Iterator[str]:
        """The runs of some text; the innermost element that has a style gives it. `room` is the width for pictures."""
        if isinstance(child, str):
            yield run(child, letters)
            return
        if child.tag == "br":
            yield BREAK
            return
        revision = self.revisions.of(child)
        if revision:
            yield self.revisions.marked(revision, "".join(self.runs(child.children, letters, room)))
            return
        if KEPT_TOGETHER in child.classes:
            child = replace(child, children=tuple(unbroken(each) for each in child.children))
        if child.tag == "svg":
            yield f"<w:r>{self.pictures.drawing(child, room)}</w:r>"
            return
        style = self.class_style(child, WD_STYLE_TYPE.CHARACTER) or RUN_STYLES.get(child.tag, "")
        runs = self.runs(child.children, letters.inside(child, style), room)
        if child.tag == "a":
            yield self.link(child.attributes["href"], "".join(runs))
        else:
            yield from runs

    def link(self, address: str, runs: str) -> str:
        """A hyperlink to a bookmark or to a web address."""
        if address.startswith("#"):
            target = f'w:anchor="{bookmark_name(address[1:])}"'
        else:
            relation = self.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            target = f'r:id="{relation}"'
        return f"<w:hyperlink {target}>{runs}</w:hyperlink>"

    def note_bookmark(self, element: Element) -> None:
        """Keep the id of an element for the next paragraph."""
        if "id" in element.attributes:
            self.bookmarks.append(bookmark_name(element.attributes["id"]))

    def class_style(self, element: Element, kind: object = WD_STYLE_TYPE.PARAGRAPH) -> str:
        """The style of the template that is named like a class: "running-title" is RunningTitle."""
        return named_like_a_class(element, self.styles, kind)


def named_like_a_class(element: Element, styles: Mapping[str, object], kind: object) -> str:
    """The style of a kind that is named like one of an element's classes, of those that there are; or nothing."""
    if "class" not in element.attributes:
        return ""
    names = ("".join(word.capitalize() for word in name.split("-")) for name in element.classes)
    return next((name for name in names if styles.get(name) is kind), "")


def codes_last(children: Iterable[Child]) -> tuple[Child, ...]:
    """The children, a QR code below the words that it stands beside."""
    all_of_them = tuple(children)
    codes = tuple(each for each in all_of_them if isinstance(each, Element) and CODE in each.classes)
    words = tuple(each for each in all_of_them if each not in codes)
    is_beside = codes and any(each.strip() if isinstance(each, str) else each.text() for each in words)
    return (*words, Element("br", {}, ()), *codes) if is_beside else all_of_them


def unbroken(child: Child) -> Child:
    """The words with spaces at which no line ends, as style sheets have it for web pages and PDFs."""
    if isinstance(child, str):
        return child.replace(" ", "\u00a0")
    return replace(child, children=tuple(map(unbroken, child.children))) if child.tag in MARKS else child
