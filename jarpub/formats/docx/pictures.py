"""A picture of a page as a drawing in a Word file: a PNG of its shapes, with the words that stand for it."""

from io import BytesIO
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree
from resvg_py import svg_to_bytes

from jarpub.formats import Theme
from jarpub.formats.fonts import faces
from jarpub.formats.html.writer import markup
from jarpub.formats.stylesheets import picture_styles
from jarpub.pages.tree import Element

DOTS = 300 / 96  # to a CSS pixel, in print
EMU_A_PIXEL, EMU_A_TWIP = 9525, 635  # English Metric Units
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
INLINE = """<w:drawing {namespaces}><wp:inline distT="0" distB="0" distL="0" distR="0">
<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Picture {number}" descr="">{extension}</wp:docPr>
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"""


def drawing(document: Any, picture: Element, theme: Theme, room: int, number: int) -> Any:
    """The drawing, no wider than `room` twentieths of a point; `number` counts the drawings of a document."""
    wide, high = (float(picture.attributes[name]) * EMU_A_PIXEL for name in ("width", "height"))
    scale = min(1.0, room * EMU_A_TWIP / wide)
    relation, _ = document.part.get_or_add_image(BytesIO(_png(picture, theme)))
    xml = INLINE.format(
        namespaces=nsdecls("w", "wp", "a", "pic", "r"),
        width=round(wide * scale),
        height=round(high * scale),
        number=number,
        relation=relation,
        extension="" if picture.spoken else DECORATIVE,
    )
    drawn = parse_xml(xml)
    next(drawn.iter(qn("wp:docPr"))).set("descr", picture.spoken)
    return drawn


def _png(picture: Element, theme: Theme) -> bytes:
    tree = etree.fromstring(markup(picture, pictures=picture_styles(theme)))
    tree.set("xmlns", "http://www.w3.org/2000/svg")
    return bytes(
        svg_to_bytes(
            svg_string=etree.tostring(tree, encoding="unicode"),
            width=round(float(picture.attributes["width"]) * DOTS),
            skip_system_fonts=True,
            font_files=[str(face.path) for face in faces(theme.font)],
        )
    )
