"""A picture of a page as a drawing in a Word file: a PNG of its shapes, with the words that stand for it."""

from functools import lru_cache
from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from resvg_py import svg_to_bytes

from jarpub.formats import Theme
from jarpub.formats.docx.xml_elements import w
from jarpub.formats.fonts import faces
from jarpub.formats.html.writer import markup
from jarpub.formats.stylesheets import picture_styles
from jarpub.pages.page_tree import Element

DOTS = 300 / 96  # to a CSS pixel, in print
EMU_A_PIXEL, EMU_A_TWIP = 9525, 635  # English Metric Units
DECORATIVE = """<a:extLst {namespaces}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">
<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>"""


def drawing(document: Any, picture: Element, theme: Theme, room: int, number: int) -> Any:
    """The drawing, no wider than `room` twentieths of a point; `number` counts the drawings of a document."""
    wide, high = (float(picture.attributes[name]) * EMU_A_PIXEL for name in ("width", "height"))
    scale = min(1.0, room * EMU_A_TWIP / wide)
    png = BytesIO(png_of(picture, theme))
    inline = document.part.new_pic_inline(png, round(wide * scale), round(high * scale))
    inline.docPr.id, inline.docPr.name = number, f"Picture {number}"  # the library counts only what is in its place
    inline.docPr.set("descr", picture.spoken)
    if not picture.spoken:
        inline.docPr.append(parse_xml(DECORATIVE.format(namespaces=nsdecls("a"))))
    return w("drawing", inline)


def png_of(picture: Element, theme: Theme) -> bytes:
    """The dots of a picture, as a PNG file."""
    tree = etree.fromstring(markup(picture, pictures=picture_styles(theme)))
    tree.set("xmlns", "http://www.w3.org/2000/svg")
    width = round(float(picture.attributes["width"]) * DOTS)
    return _drawn(etree.tostring(tree, encoding="unicode"), width, tuple(str(face.path) for face in faces(theme.font)))


@lru_cache(maxsize=64)
def _drawn(svg: str, width: int, fonts: tuple[str, ...]) -> bytes:
    """A picture drawn once: a tick stands in many places, and most edits change no picture."""
    return bytes(svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=list(fonts)))
