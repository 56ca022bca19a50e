"""What a Word file says."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from jarpub.readers import Reading

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"


def read(data: bytes) -> Reading:
    """The words of the document's body, paragraph by paragraph; headers and footers are not among them."""
    with ZipFile(BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        properties = etree.fromstring(package.read("docProps/core.xml"))
    blocks = tuple(filter(None, ("".join(_pieces(paragraph)).strip() for paragraph in document.iter(W + "p"))))
    return Reading(properties.findtext(DC + "title") or "", properties.findtext(DC + "language") or "", blocks)


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(W + "t", W + "tab", W + "br"):
        yield element.text or "" if element.tag == W + "t" else " "
