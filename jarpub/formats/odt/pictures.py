"""The pictures of a page in an OpenDocument file: as SVG, and beside it as dots for programs that draw no SVG."""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from docx.oxml.ns import qn

from jarpub.formats import Theme
from jarpub.formats.docx.pictures import LARGE, drawn
from jarpub.formats.docx.xml_elements import text
from jarpub.formats.fonts import alike
from jarpub.formats.odt.word_styles import points
from jarpub.formats.odt.xml_elements import element
from jarpub.pages.page_tree import Element

FOLDER = "Pictures/"
PIXEL = 15  # twentieths of a point
KINDS = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass
class Pictures:
    """The pictures of a document: how many it has so far, and the files that they are."""

    document: Any  # of Word, for the size of its letters
    theme: Theme
    count: int = 0
    files: dict[str, bytes] = field(default_factory=dict)
    enlarged: float = 1.0

    def __post_init__(self) -> None:
        """As in Word: letters of pictures are like those of the text, and beside large letters pictures are larger."""
        self.theme = replace(self.theme, font=alike(self.theme.word_font, self.theme.font))
        size = self.document.styles.element.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
        self.enlarged = max(1.0, int(size.get(qn("w:val"))) / LARGE) if size is not None else 1.0

    def frame(self, picture: Element, room: int, style: str) -> str:
        """One more, no wider than `room` twentieths of a point."""
        self.count += 1
        wide, high = (float(picture.attributes[name]) * PIXEL for name in ("width", "height"))
        scale = min(self.enlarged, room / wide)
        svg, png = drawn(picture, self.theme)
        images = [self._image(data, kind) for data, kind in ((svg, "svg"), (png, "png")) if data]
        return element(
            "draw:frame",
            {
                "draw:style-name": style,
                "draw:name": f"Picture {self.count}",
                "text:anchor-type": "as-char",
                "svg:width": points(round(wide * scale)),
                "svg:height": points(round(high * scale)),
            },
            *images,
            element("svg:desc", {}, text(picture.spoken)) if picture.spoken else "",
        )

    def _image(self, data: bytes, kind: str) -> str:
        name = f"{FOLDER}{sha256(data).hexdigest()[:16]}.{kind}"
        self.files[name] = data
        link = {"xlink:href": name, "xlink:type": "simple", "xlink:show": "embed", "xlink:actuate": "onLoad"}
        return element("draw:image", {**link, "draw:mime-type": KINDS[kind]})
