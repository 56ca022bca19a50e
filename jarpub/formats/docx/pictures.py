"""The pictures of a page in a Word file: sharp as SVG in Word 2016 and later, beside it as dots for other programs."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from io import BytesIO
from math import sqrt
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from resvg_py import svg_to_bytes

from jarpub.formats import Theme
from jarpub.formats.docx.svg import NAMESPACE, OnlyDots, svg_of
from jarpub.formats.docx.xml_elements import attribute
from jarpub.formats.fonts import alike, faces
from jarpub.formats.html.writer import markup
from jarpub.formats.stylesheets import picture_styles
from jarpub.pages.page_tree import Element

LARGE = 32  # half points: beside text as large as this, and smaller, pictures have their own size
BESIDE_SVG, ALONE = 150 / 96, 300 / 96  # dots to a CSS pixel, in print
MOST_DOTS = 1_000_000  # the timeline of a thousand actions is longer than a page
EMU_A_PIXEL, EMU_A_TWIP = 9525, 635  # English Metric Units
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
SHARP = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip'
    ' xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{svg}"/></a:ext></a:extLst>'
)
# Where no distance is said, LibreOffice keeps three millimetres on each side of a picture free of words.
DRAWING = """<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><wp:extent cx="{wide}" cy="{high}"/>
<wp:docPr id="{number}" name="Picture {number}" descr="{spoken}"{decorative}
<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>
<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="0" name="image.png"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{png}"{sharp}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>""".replace("\n", "")


@dataclass
class Pictures:
    """The pictures of a document: how many it has so far, and the SVG files among its parts."""

    document: Any
    theme: Theme
    count: int = 0
    sharp: dict[bytes, str] = field(default_factory=dict)
    enlarged: float = 1.0

    def __post_init__(self) -> None:
        """The letters of pictures are like those of the text, and pictures beside large letters are larger, too."""
        self.theme = replace(self.theme, font=alike(self.theme.word_font, self.theme.font))
        size = self.document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
        self.enlarged = max(1.0, int(size.get(qn("w:val"))) / LARGE) if size is not None else 1.0

    def drawing(self, picture: Element, room: int) -> str:
        """The drawing of one more, no wider than `room` twentieths of a point."""
        self.count += 1
        wide, high = (float(picture.attributes[name]) * EMU_A_PIXEL for name in ("width", "height"))
        scale = min(self.enlarged, room * EMU_A_TWIP / wide)
        svg, png = drawn(picture, self.theme)
        return DRAWING.format(
            wide=round(wide * scale),
            high=round(high * scale),
            number=self.count,
            spoken=attribute(picture.spoken),
            decorative="/>" if picture.spoken else f">{DECORATIVE}</wp:docPr>",
            png=self.document.part.get_or_add_image(BytesIO(png))[0],
            sharp=f">{SHARP.format(svg=self.sharp_part(svg))}</a:blip>" if svg else "/>",
        )

    def sharp_part(self, svg: bytes) -> str:
        """The relationship of the document to a part that is this SVG file."""
        if svg not in self.sharp:
            name = PackURI(f"/word/media/picture{len(self.sharp) + 1}.svg")
            part = Part(name, "image/svg+xml", svg, self.document.part.package)
            self.sharp[svg] = self.document.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        return self.sharp[svg]


def drawn(picture: Element, theme: Theme) -> tuple[bytes, bytes]:
    """A picture as SVG, or nothing where only dots can show what it is, and as PNG."""
    css = picture_styles(theme)
    try:
        svg = svg_of(picture, css, theme.font)
    except OnlyDots:
        tree = etree.fromstring(markup(picture, pictures=css))
        tree.set("xmlns", NAMESPACE)
        fonts = tuple(str(face.path) for face in faces(theme.font))
        return b"", _dots(etree.tostring(tree, encoding="unicode"), _width(picture, ALONE), fonts)
    return svg.encode(), _dots(svg, _width(picture, BESIDE_SVG), ())


def _width(picture: Element, dots: float) -> int:
    """How many dots wide a picture is drawn, with so many to a pixel if they do not become too many."""
    width, height = (float(picture.attributes[name]) for name in ("width", "height"))
    return max(round(width * min(dots, sqrt(MOST_DOTS / (width * height)))), 1)


@lru_cache(maxsize=64)
def _dots(svg: str, width: int, fonts: tuple[str, ...]) -> bytes:
    """A picture drawn once: a tick stands in many places, and most edits change no picture."""
    return bytes(svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True, font_files=list(fonts)))
