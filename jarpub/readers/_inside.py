"""What stands inside a piece of data that a file carries: marked-up text, plain text, a picture, an archive."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from jarpub.readers import Said

LETTERS = re.compile(rb"[\x20-\x7e\xa0-\xff]{6,}")  # what a program like strings finds in a picture
DEEPEST = 4
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPHS = frozenset({"p", "tab", "br", "cr"})
INLINE = frozenset({"a", "b", "em", "i", "span", "strong", "tspan"})


def inside(data: bytes, channel: str, depth: int = 0) -> Iterator[Said]:
    """Everything that some data says, whatever it is; fonts are for those who call to leave out."""
    if depth > DEEPEST:
        return
    if data[:4] == b"PK\x03\x04":
        yield from _archive(data, channel, depth)
        return
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        yield Said(channel, _text(data))
    else:
        yield from marked_up(tree, channel)


def marked_up(tree: etree._Element, channel: str) -> Iterator[Said]:
    """The text of an XML tree as it runs, its attributes, its comments and its processing instructions."""
    yield Said(channel, _running(tree))
    for comment in tree.xpath("//comment() | //processing-instruction()"):
        yield Said(f"a comment in {channel}", str(comment.text))
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            attribute, holder = etree.QName(name).localname, etree.QName(element).localname
            yield Said(f"{channel}, attribute {attribute} of {holder}", str(value))


def _running(tree: etree._Element) -> str:
    """The text, set apart where an element does: in Word's XML each paragraph, elsewhere each but the inline ones."""
    in_word = etree.QName(tree).namespace == WORD
    parts: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        apart = name in PARAGRAPHS if in_word else name not in INLINE
        parts += [
            "\n" if apart else "",
            (element.text if event == "start" and name else element.tail if event == "end" else "") or "",
        ]
    return "".join(parts)


def _archive(data: bytes, channel: str, depth: int) -> Iterator[Said]:
    try:
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                yield Said(f"the name of a part in {channel}", name)
                yield from inside(package.read(name), f"{channel}, {name}", depth + 1)
    except (BadZipFile, ValueError, RuntimeError, NotImplementedError):
        yield Said(channel, _text(data))


def _text(data: bytes) -> str:
    for encoding in ("utf-8", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "\n".join(piece.decode("latin-1") for piece in LETTERS.findall(data))
