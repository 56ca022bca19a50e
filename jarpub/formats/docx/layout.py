"""What stands beside what in a Word file: pictures in the line of their heading, columns, paragraphs on one page."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from lxml import etree

from jarpub.formats.docx.revisions import Revisions
from jarpub.formats.docx.xml_elements import NAMESPACES, NO_PANEL, Block, Panel, Paragraph, Revision, run, w
from jarpub.pages.page_tree import Element

SIDE_BY_SIDE = "side-by-side"  # the class of what has its parts in columns
BESIDE = 567  # twentieths of a point between columns, a centimetre
PIXEL = 15  # twentieths of a point
LEAST = 100  # pixels: narrower pictures stand in a line of text
# In LibreOffice a picture does not go to the next column by itself.
NEXT_COLUMN = '<w:r><w:br w:type="column"/></w:r>'
IS_PICTURE = re.compile("(<w:(ins|del) [^>]*>)?<w:r><w:drawing")
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


def in_the_line_of_headings(blocks: Iterable[Block], headings: Container[str], revisions: Revisions) -> list[Block]:
    """A picture that decorates, and stands alone above a heading, begins its line: boxes side by side are none of Word's.

    It does so in each of two versions in which both are.
    """
    written = list(blocks)
    found: list[Block] = []
    for number, block in enumerate(written):
        if isinstance(block, Paragraph) and block.style in headings:
            _meet_over_what_is_between(found, block, revisions)
            pictures: list[Paragraph] = []
            while found and _begins_the_line(found[-1], block, pictures):
                pictures.append(found.pop())  # type: ignore[arg-type]  # it is a paragraph
                goes_on = _goes_on(written[number:], headings)
                _join(pictures[-1], block, revisions, goes_on=goes_on)
        found.append(block)
    return found


def _begins_the_line(block: Block, heading: Paragraph, others: Sequence[Paragraph]) -> bool:
    """Whether this is the picture above a heading, in a version in which none of the others is."""
    if not isinstance(block, Paragraph) or not _is_picture(block) or _are_of_two_versions(block, heading):
        return False
    return all(_are_of_two_versions(block, other) for other in others)


def _meet_over_what_is_between(found: Sequence[Block], heading: Paragraph, revisions: Revisions) -> None:
    """Let a picture run on into its heading in the version in which nothing is between them."""
    between: list[Paragraph] = []
    for block in reversed(found):
        if not isinstance(block, Paragraph) or block.revision is None:
            break
        between.append(block)
    picture = found[-1 - len(between)] if len(between) < len(found) else ""
    revision = between[0].revision if between else None
    is_between = len({each.revision.kind for each in between if each.revision}) == 1
    if revision and is_between and heading.revision is None and isinstance(picture, Paragraph) and _is_picture(picture):
        other = Revision({"ins": "del", "del": "ins"}[revision.kind], revision.signature)
        picture.mark = revisions.marked(revision)
        picture.content.append(revisions.marked(other, run(" ")))


def _are_of_two_versions(picture: Paragraph, heading: Paragraph) -> bool:
    """Whether no version has both."""
    one, other = picture.revision, heading.revision
    return one is not None and other is not None and one.kind != other.kind


def _goes_on(blocks: Sequence[Block], headings: Container[str]) -> bool:
    """Whether a heading that is new or gone with what follows stands where another is in the other version."""
    kind = _kind(blocks[0])
    behind = next((each for each in blocks if _kind(each) != kind), "")
    return isinstance(behind, Paragraph) and behind.style in headings


def _kind(block: Block) -> str:
    return block.revision.kind if isinstance(block, Paragraph) and block.revision else ""


def _join(picture: Paragraph, heading: Paragraph, revisions: Revisions, *, goes_on: bool) -> None:
    """Put a picture into the line of its heading, which may be new or gone by itself."""
    revision, space = heading.revision, run(" ")
    if picture.revision is None and revision is not None and not goes_on:
        space = revisions.marked(revision, space)
        heading.was = revisions.changed(revision, picture if revision.kind == "ins" else heading)
        if revision.kind == "del":
            heading.take_properties(picture)
        heading.revision = None
    heading.content[:0] = [part for piece in picture.content for part in _with_space(piece, space)]


def _with_space(piece: str, space: str) -> tuple[str, ...]:
    """A piece of a picture's paragraph and the space behind it, which is new or gone with it."""
    marked = IS_PICTURE.match(piece)
    if marked is None:
        return (piece,)
    if marked[2] is None:
        return piece, space
    words = run(" ").replace("w:t", "w:delText") if marked[2] == "del" else run(" ")
    end = f"</w:{marked[2]}>"
    return (piece.removesuffix(end) + words + end,)


def _is_picture(block: Block) -> bool:
    if not isinstance(block, Paragraph):
        return False
    shown = [piece for piece in block.content if not piece.startswith("<w:bookmark")]
    return bool(shown) and all(IS_PICTURE.match(each) and "adec:decorative" in each for each in shown)


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
            first.content[:0] = [NEXT_COLUMN, *([run(" ")] if _is_picture(first) else [])]
        yield from blocks
    yield section(widths)


def section(widths: Sequence[int]) -> str:
    """The end of a section of a document that has columns as wide as this, or none beside another."""
    if not widths:
        return w("sectPr", w("cols", space=BESIDE))
    columns = (w("col", w=width, space=BESIDE) for width in widths)
    return w("sectPr", w("cols", *columns, num=len(widths), space=BESIDE, equalWidth=0))


def in_sections(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; the end of a section is a property of the last paragraph in it that stays, or of one without words."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, str) or not block.startswith("<w:sectPr>"):
            found.append(block)
        elif found:
            if isinstance(found[-1], str) or found[-1].section or found[-1].mark:
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
