"""The paper, margins, heads and feet of a Word file as the master page of an OpenDocument file."""

from collections.abc import Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from jarpub.formats.docx.package import PLACEHOLDER
from jarpub.formats.odt.word_styles import points, value
from jarpub.formats.odt.xml_elements import Properties, element, span, style_name
from jarpub.pages.page_tree import Mark, Page

FIELDS = {"PAGE": "text:page-number", "NUMPAGES": "text:page-count"}
GAP = 80  # twentieths of a point between a head and the text: LibreOffice leaves no space below its last paragraph
LEAST = 57  # twentieths of a point, a millimetre: the height of a head or foot without words
TWIP = 635  # English Metric Units


def master_page(document: Any, page: Page) -> tuple[str, str]:
    """The layout of a page, which stands among the automatic styles, and its heads and feet."""
    section = document.sections[0]
    first = section.different_first_page_header_footer
    is_said_once = page.mark is not None and page.mark.kind == "stamp"
    heads = _paragraphs(section.header, page.title, page.mark)
    feet = _paragraphs(section.footer, page.title, None)
    apart, first_feet = heads, feet
    if first:
        apart = _paragraphs(section.first_page_header, page.title, None if is_said_once else page.mark)
        first_feet = _paragraphs(section.first_page_footer, page.title, None)
    elif is_said_once:
        apart = _paragraphs(section.header, page.title, None) if _is_kept(section) else []
    has_own = apart != heads or first_feet != feet
    parts = [*_parts("header", heads, apart, own=has_own), *_parts("footer", feet, first_feet, own=has_own)]
    named = {"style:name": "Standard", "style:page-layout-name": "Paper"}
    return _layout(section, page.direction, heads or apart, feet or first_feet), element(
        "style:master-page", named, *parts
    )


def _is_kept(section: Any) -> bool:
    """Whether a head stays on the first page of an edition: as in Word, none does."""
    return bool(section.different_first_page_header_footer)


def _parts(tag: str, usual: Sequence[str], first: Sequence[str], *, own: bool) -> Iterator[str]:
    if usual or first:
        empty = [element("text:p", {"text:style-name": tag.title()})]
        yield element(f"style:{tag}", {}, *(usual or empty))
        if own:
            yield element(f"style:{tag}-first", {}, *(first or empty))


def _layout(section: Any, direction: str, heads: Sequence[str], feet: Sequence[str]) -> str:
    top, bottom, head, foot, left, right, wide, high = (
        (length or 0) / TWIP
        for length in (
            section.top_margin,
            section.bottom_margin,
            section.header_distance if heads else section.top_margin,
            section.footer_distance if feet else section.bottom_margin,
            section.left_margin,
            section.right_margin,
            section.page_width,
            section.page_height,
        )
    )
    paper = {
        "fo:page-width": points(wide),
        "fo:page-height": points(high),
        "style:print-orientation": "landscape" if wide > high else "portrait",
        "fo:margin-top": points(min(head, top)),
        "fo:margin-bottom": points(min(foot, bottom)),
        "fo:margin-left": points(left),
        "fo:margin-right": points(right),
        "style:writing-mode": "rl-tb" if direction == "rtl" else "lr-tb",
    }
    return element(
        "style:page-layout",
        {"style:name": "Paper"},
        element("style:page-layout-properties", paper),
        _room("header", {"fo:min-height": points(max(top - head, GAP)), "fo:margin-bottom": points(GAP)})
        if heads
        else "",
        _room("footer", _growing(max(bottom - foot, 0))) if feet else "",
    )


def _growing(height: float) -> dict[str, str]:
    """A foot stands at the end of its room, and takes as much of it as it needs."""
    free = points(max(height - LEAST, 0))
    return {"fo:min-height": points(height), "fo:margin-top": free, "style:dynamic-spacing": "true"}


def _room(tag: str, looks: Properties) -> str:
    """How high a head or foot is at least, and the space between it and the text."""
    return element(f"style:{tag}-style", {}, element("style:header-footer-properties", looks))


def _paragraphs(part: Any, title: str, mark: Mark | None) -> list[str]:
    """The paragraphs of a head or foot with words, the title of the publication in its place, its mark before them."""
    written = [] if mark is None else [_paragraph(span(mark.words, ""), mark.kind.title())]
    for paragraph in part._element.iter(qn("w:p")):
        content = "".join(_pieces(paragraph))
        inner = span(title, "") if content.strip() == PLACEHOLDER else content
        if inner.strip():
            written.append(_paragraph(inner, value(paragraph.find(qn("w:pPr")), "pStyle") or ""))
    return written


def _paragraph(inner: str, style: str) -> str:
    return element("text:p", {"text:style-name": style_name(style)}, inner)


def _pieces(paragraph: Any) -> Iterator[str]:
    """The words of a paragraph, and its fields for the numbers of pages."""
    asked, is_result = "", False
    for each in paragraph.iter(*(qn(f"w:{tag}") for tag in ("t", "tab", "br", "instrText", "fldChar", "fldSimple"))):
        if each.getparent().tag == qn("w:tabs"):  # what a tab is, and not one
            continue
        kind = each.get(qn("w:fldCharType"))
        if each.tag == qn("w:instrText"):
            asked += each.text or ""
        elif kind == "separate" or each.tag == qn("w:fldSimple"):
            asked, is_result = each.get(qn("w:instr")) or asked, True
            field = FIELDS.get(asked.split()[0] if asked.split() else "")
            if field:
                yield element(field, {}, "1")
        elif kind == "end":
            asked, is_result = "", False
        elif each.tag == qn("w:t") and not (is_result and asked.split()[:1] and asked.split()[0] in FIELDS):
            yield span(each.text or "", "")
        elif each.tag in (qn("w:tab"), qn("w:br")):
            yield "<text:tab/>"
