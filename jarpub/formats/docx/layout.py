"""What stands beside what in a Word file: pictures in the line of their heading, columns, paragraphs on one page."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from jarpub.formats.docx.xml_elements import NAMESPACES, NO_PANEL, Block, Panel, Paragraph, run, w
from jarpub.pages.page_tree import Element

SIDE_BY_SIDE = "side-by-side"  # the class of what has its parts in columns
BESIDE = 567  # twentieths of a point between columns, a centimetre
PIXEL = 15  # twentieths of a point
LEAST = 100  # pixels: narrower pictures stand in a line of text
# In LibreOffice a picture does not go to the next column by itself.
NEXT_COLUMN = '<w:r><w:br w:type="column"/></w:r>'
SECTION = re.compile(r"<w:sectPr>(<w:cols\b.*?)</w:sectPr>")
# How a section begins is said by the first of a document; one that goes on in the middle of a page must not say it again.
OF_THE_FIRST = ("titlePg", "pgNumType")
BEHIND_COLUMNS = (
    "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid",
)  # fmt: skip
BORDERS, INDENTS = ("pBdr", "shd"), ("ind",)


def panel(document: Any, style: str) -> tuple[Panel, bool]:
    """The borders, ground and indents that a style has, where it has any, and whether it begins a page."""
    found = document.styles.element.get_by_id(style) if style else None
    properties = None if found is None else found.pPr
    if properties is None:
        return NO_PANEL, False
    borders, indents = (
        "".join(_as_text(each) for name in names for each in properties.findall(qn(f"w:{name}")))
        for names in (BORDERS, INDENTS)
    )
    return Panel(borders, indents) if borders else NO_PANEL, properties.find(qn("w:pageBreakBefore")) is not None


def _as_text(element: Any) -> str:
    """The element as it stands in the text of a document, with what WordprocessingML has in it."""
    own = {etree.QName(name): value for name, value in element.attrib.items()}
    attributes = {name.localname: value for name, value in own.items() if name.namespace == NAMESPACES["w"]}
    return w(etree.QName(element).localname, *map(_as_text, element), **attributes)


def in_the_line_of_headings(blocks: Iterable[Block], headings: Container[str]) -> list[Block]:
    """A picture that decorates, and stands alone above a heading, begins its line: boxes side by side are none of Word's."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else ""
        if _is_picture(above) and isinstance(block, Paragraph) and block.style in headings:
            block.content[:0] = [*found.pop().content, run(" ", "")]  # type: ignore[union-attr]  # it is a picture
        found.append(block)
    return found


def _is_picture(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    shown = [piece for piece in block.content if not piece.startswith("<w:bookmark")]
    return len(shown) == 1 and shown[0].startswith("<w:r><w:drawing") and "adec:decorative" in shown[0]


def kept_together(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, on one page where all are paragraphs: each stays whole and beside the next; the last is free."""
    written = list(blocks)
    paragraphs = [each for each in written if isinstance(each, Paragraph)]
    if len(paragraphs) == len(written):
        for paragraph in paragraphs:
            paragraph.keep(with_next=paragraph is not paragraphs[-1])
    return written


def widths_of(columns: Sequence[Element], room: int) -> list[int]:
    """How wide columns are, in twentieths of a point: one with a picture as wide as that, the others alike."""
    room -= BESIDE * (len(columns) - 1)
    pictures = [_widest(column) * PIXEL for column in columns]
    others = pictures.count(0)
    rest = room - sum(pictures)
    if not others or rest < room // 3:
        return [room // len(columns)] * len(columns)
    return [picture or rest // others for picture in pictures]


def _widest(column: Element) -> int:
    """The width of its widest picture in pixels; none, of those that stand in a line."""
    wide = (round(float(each.attributes["width"])) for each in column.walk() if each.tag == "svg")
    return max((width for width in wide if width > LEAST), default=0)


def in_columns(columns: Sequence[Sequence[Block]], widths: Sequence[int]) -> Iterator[Block]:
    """The blocks of columns that stand beside one another, between the ends of the section before them and of theirs."""
    yield section(())
    for number, blocks in enumerate(columns):
        first = blocks[0] if blocks else ""
        if number and isinstance(first, Paragraph):
            first.content[:0] = [NEXT_COLUMN, *([run(" ", "")] if _is_picture(first) else [])]
        yield from blocks
    yield section(widths)


def section(widths: Sequence[int]) -> str:
    """The end of a section of a document that has columns as wide as this, or none beside another."""
    if not widths:
        return w("sectPr", w("cols", space=BESIDE))
    columns = (w("col", w=width, space=BESIDE) for width in widths)
    return w("sectPr", w("cols", *columns, num=len(widths), space=BESIDE, equalWidth=0))


def in_sections(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; the end of a section is a property of the last paragraph in it, behind a table of one without words."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, str) or not block.startswith("<w:sectPr>"):
            found.append(block)
        elif found:
            if isinstance(found[-1], str) or found[-1].section:
                found.append(Paragraph([]))
            found[-1].section = block  # type: ignore[union-attr]  # it is a paragraph
    return found


def with_sections(text: str, document: Any) -> str:
    """The text, each section of it with the page, the heads and the feet of the document."""
    last = document.element.body.sectPr
    first = deepcopy(last)
    ends = SECTION.findall(text)
    if ends:
        for each in [each for name in OF_THE_FIRST for each in last.findall(qn(f"w:{name}"))]:
            last.remove(each)
        last.start_type = WD_SECTION.CONTINUOUS
    written = iter([_filled(last if number else first, columns) for number, columns in enumerate(ends)])
    return SECTION.sub(lambda _: next(written), text)


def _filled(pattern: Any, columns: str) -> str:
    properties = deepcopy(pattern)
    for each in properties.findall(qn("w:cols")):
        properties.remove(each)
    properties.insert_element_before(
        parse_xml(columns.replace("<w:cols", f"<w:cols {nsdecls('w')}", 1)), *BEHIND_COLUMNS
    )
    return etree.tostring(properties, encoding="unicode")
