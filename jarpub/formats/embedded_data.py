"""What stands inside a piece of data that a file carries: marked-up text, plain text, a picture, an archive."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any
from urllib.parse import unquote, unquote_to_bytes
from zipfile import BadZipFile, ZipFile
from zlib import decompress, error

from lxml import etree

from jarpub.formats import Fragment

LETTERS = re.compile(rb"[\x20-\x7e\xa0-\xff]{6,}")  # what a program like strings finds in a picture
DEEPEST = 4
PNG = b"\x89PNG\r\n\x1a\n"
DOTS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND"})  # the picture itself: letters could come together by chance
WHOLE = re.compile(r"\s*data:([^;,]*)((?:;[^;,]*)*),(.*)", re.DOTALL)
DATA = re.compile(r"data:([^;,\"')\s]*)((?:;[^;,\"')\s]*)*),([^\"')\s]*)")
FONTS = re.compile(r"font/|application/(x-)?font")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARAGRAPHS = frozenset({"p", "tab", "br", "cr"})
# Elements of HTML and SVG whose words run on with those around them.
INLINE = frozenset(
    ["a", "abbr", "b", "del", "em", "i", "ins", "mark", "small", "span", "strong", "time", "tspan", "wbr"]
)


def inside(data: bytes, channel: str, depth: int = 0) -> Iterator[Fragment]:
    """Everything that some data says, whatever it is; fonts are for those who call to leave out."""
    if depth > DEEPEST:
        return
    if data[:4] == b"PK\x03\x04":
        yield from _archive(data, channel, depth)
        return
    if data.startswith(PNG):
        yield from _beside_the_dots(data, channel, depth)
        return
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        yield Fragment(channel, _text(data))
    else:
        yield from marked_up(tree, channel)


def with_data(words: str, channel: str) -> Iterator[Fragment]:
    """Some words, and what the data: addresses in them carry; the letters of a font are not words."""
    pattern = WHOLE if WHOLE.fullmatch(words) else DATA
    yield Fragment(channel, unquote(pattern.sub(" ", words)))
    for kind, options, content in pattern.findall(words):
        if FONTS.match(kind):
            continue
        try:
            data = b64decode(unquote(content)) if "base64" in options else unquote_to_bytes(content)
        except (Error, ValueError):
            data = content.encode()
        yield from inside(data, f"a data: address in {channel}")


def marked_up(tree: etree._Element, channel: str) -> Iterator[Fragment]:
    """The text of an XML tree as it runs, its attributes, its comments and its processing instructions."""
    yield Fragment(channel, _running(tree))
    for comment in tree.xpath("//comment() | //processing-instruction()"):
        yield Fragment(f"a comment in {channel}", str(comment.text))
    # Most attributes say again what another one says, in a Word file a hundred times over.
    written = ((element.tag, *each) for element in tree.iter(etree.Element) for each in element.attrib.items())
    for tag, name, value in dict.fromkeys(written):
        attribute, holder = etree.QName(name).localname, etree.QName(str(tag)).localname
        yield Fragment(f"{channel}, attribute {attribute} of {holder}", str(value), attribute)


def _running(tree: etree._Element) -> str:
    """The text, set apart where an element does: in Word's XML each paragraph, elsewhere each but the inline ones."""
    in_word = etree.QName(tree).namespace == WORD
    parts: list[str] = []
    is_apart: dict[Any, bool] = {}  # by the name of an element, or by what stands for that of a comment
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if tag not in is_apart:
            name = etree.QName(element).localname if isinstance(tag, str) else ""
            is_apart[tag] = name in PARAGRAPHS if in_word else name not in INLINE
        words = element.tail if event == "end" else element.text if isinstance(tag, str) else ""
        if is_apart[tag]:
            parts.append("\n")
        if words:
            parts.append(words)
    return "".join(parts)


def _archive(data: bytes, channel: str, depth: int) -> Iterator[Fragment]:
    try:
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                yield Fragment(f"the name of a part in {channel}", name)
                yield from inside(package.read(name), f"{channel}, {name}", depth + 1)
    except (BadZipFile, ValueError, RuntimeError, NotImplementedError):
        yield Fragment(channel, _text(data))


def _beside_the_dots(data: bytes, channel: str, depth: int) -> Iterator[Fragment]:
    """What a PNG file carries beside its dots: notes, packed or not, properties, and what stands behind its end."""
    start, kind = len(PNG), b""
    while start < len(data) and kind != b"IEND":
        length, kind = int.from_bytes(data[start : start + 4]), data[start + 4 : start + 8]
        content = data[start + 8 : start + 8 + length]
        start += length + 12
        if kind in DOTS:
            continue
        words, _, packed = content.partition(b"\0")
        yield from inside(content, channel, depth + 1)
        for skip in (1, 2):  # the method of packing, and in an iTXt whether it is packed
            with suppress(error):
                yield from inside(words + b" " + decompress(packed[skip:].lstrip(b"\0")), channel, depth + 1)
    yield from inside(data[start:], channel, depth + 1)


def _text(data: bytes) -> str:
    for encoding in ("utf-8", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "\n".join(piece.decode("latin-1") for piece in LETTERS.findall(data))
