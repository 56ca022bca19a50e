"""A picture of a page as a drawing in a Word file: a PNG of its shapes, with the words that stand for it."""

from functools import lru_cache
from io import BytesIO
from typing import Any

from lxml import etree
from resvg_py import svg_to_bytes

from jarpub.formats import Theme
from jarpub.formats.docx.xml_elements import attribute
from jarpub.formats.fonts import faces
from jarpub.formats.html.writer import markup
from jarpub.formats.stylesheets import picture_styles
from jarpub.pages.page_tree import Element

DOTS = 300 / 96  # to a CSS pixel, in print
EMU_A_PIXEL, EMU_A_TWIP = 9525, 635  # English Metric Units
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
DRAWING = """<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:extent cx="{wide}" cy="{high}"/>
<wp:docPr id="{number}" name="Picture {number}" descr="{spoken}"{decorative}
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="0" name="image.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{png}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>""".replace("\n", "")


def drawing(document: Any, picture: Element, theme: Theme, room: int, number: int) -> str:
    """The drawing, no wider than `room` twentieths of a point; `number` counts the drawings of a document."""
    wide, high = (float(picture.attributes[name]) * EMU_A_PIXEL for name in ("width", "height"))
    scale = min(1.0, room * EMU_A_TWIP / wide)
    png, _ = document.part.get_or_add_image(BytesIO(png_of(picture, theme)))
    return DRAWING.format(
        wide=round(wide * scale),
        high=round(high * scale),
        number=number,
        spoken=attribute(picture.spoken),
        decorative="/>" if picture.spoken else f">{DECORATIVE}</wp:docPr>",
        png=png,
    )


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
