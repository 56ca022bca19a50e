"""What a Word file says."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from jarpub.formats import Extract, Fragment
from jarpub.formats.embedded_data import inside, marked_up

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
DC = "{http://purl.org/dc/elements/1.1/}"
FONTS = ("word/fontTable.xml", "word/theme/", "word/fonts/")  # the names and the letters of fonts
FONT_ATTRIBUTES = frozenset({"ascii", "hAnsi", "eastAsia", "cs", "typeface"})


def extract(data: bytes) -> Extract:
    """The words of the document's body, paragraph by paragraph; headers, footers and all else are in `said`."""
    with ZipFile(BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        properties = etree.fromstring(package.read("docProps/core.xml"))
        fragments = tuple(part for name in package.namelist() for part in _part(name, package.read(name)))
    blocks = tuple(filter(None, ("".join(_runs(paragraph)).strip() for paragraph in document.iter(W + "p"))))
    return Extract(
        title=properties.findtext(DC + "title") or "",
        language=properties.findtext(DC + "language") or "",
        blocks=blocks,
        fragments=fragments,
        links=frozenset(filter(None, (link.get(W + "anchor") for link in document.iter(W + "hyperlink")))),
        targets=frozenset(mark.get(W + "name", "") for mark in document.iter(W + "bookmarkStart")),
    )


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(W + "t", W + "tab", W + "br", PICTURE):
        if element.tag == PICTURE:
            yield f" {element.get('descr', '')} "
        else:
            yield element.text or "" if element.tag == W + "t" else " "


def _part(name: str, data: bytes) -> Iterator[Fragment]:
    """Everything in a part of the package: text shown, hidden or deleted, field codes, attributes, comments."""
    yield Fragment("the name of a part", name)
    if name.startswith(FONTS):
        return
    if not name.endswith((".xml", ".rels")):
        yield from inside(data, name)
        return
    for fragment in marked_up(etree.fromstring(data), name):
        if fragment.attribute not in FONT_ATTRIBUTES:
            words = unquote(fragment.words) if name.endswith(".rels") else fragment.words
            yield Fragment(fragment.channel, words, fragment.attribute)
