"""Files that are no returned publication, or are made to do harm, each by its name: to be refused in a sentence."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

CONTENT_TYPES = "[Content_Types].xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{target}"/>'
    "</Relationships>"
)
MEGABYTE, GIGABYTE = 1 << 20, 1 << 30
NO_SUM = 0  # nobody should read on to where it is compared


def document_of(text: str = "Minutes of another council", before: str = "") -> str:
    """The XML of a document with one paragraph, behind what may stand before it."""
    return f'{before}<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'


def package(
    document: str | bytes | None, main: str = MAIN, target: str = "word/document.xml", **members: bytes
) -> bytes:
    """A Word file with this document and other members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        _write(file, CONTENT_TYPES, TYPES.format(main=main))
        _write(file, "_rels/.rels", RELATIONS.format(target=target))
        if document is not None:
            _write(file, "word/document.xml", document)
        for name, content in members.items():
            _write(file, name, content)
    return made.getvalue()


def _write(file: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    """A member of the day on which zip began, so that the bytes are the same each time."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = file.compression
    file.writestr(member, content)


def compound_file(stream: str) -> bytes:
    """An OLE container with one stream of this name: what an encrypted file and those of old programs are kept in."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * (512 - len(head) - 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504
    return head + table + _entry("Root Entry", 5, 1) + _entry(stream, 2, -1) + bytes(256)


def _entry(name: str, kind: int, child: int) -> bytes:
    text = name.encode("utf-16-le").ljust(64, b"\0")
    return (
        text
        + struct.pack("<HBBiii", 2 * len(name) + 2, kind, 1, -1, -1, child)
        + bytes(36)
        + struct.pack("<III", 0xFFFFFFFE, 0, 0)
    )


def _members(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            _write(file, name, content)
    return made.getvalue()


def _open_document(kind: str) -> bytes:
    return _members({"mimetype": kind.encode(), "content.xml": b"<office/>", "META-INF/manifest.xml": b"<manifest/>"})


def _flipped(publication: bytes) -> bytes:
    """The same with every hundredth byte of its middle changed."""
    content = bytearray(publication)
    for place in range(len(content) // 4, len(content) * 3 // 4, 100):
        content[place] ^= 0x55
    return bytes(content)


def _spaces(size: int) -> bytes:
    """So many spaces compressed: a megabyte of them, again and again."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = squeeze.compress(b" " * MEGABYTE) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return block * (size // MEGABYTE) + squeeze.flush()


def _bomb(size: int) -> bytes:
    """A Word file whose document is as long as this, in a thousandth of it."""
    content = _spaces(size)
    types = TYPES.format(main=MAIN).encode()
    relations = RELATIONS.format(target="word/document.xml").encode()
    members = [
        (CONTENT_TYPES.encode(), types, zlib.crc32(types), len(types), 0),
        (b"_rels/.rels", relations, zlib.crc32(relations), len(relations), 0),
        (b"word/document.xml", content, NO_SUM, size, 8),
    ]
    return _raw(members)


Member = tuple[
    bytes, bytes, int, int, int
]  # its name, its bytes as they stand there, their sum, their size, the method


def _raw(members: list[Member]) -> bytes:
    body, index = b"", b""
    for name, content, sum_, size, method in members:
        about = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, sum_, len(content), size, len(name), 0)
        index += b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + about + name + content
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(index), len(body), 0)
    return body + index + b"PK\x05\x06" + end


def _understated(bomb: bytes) -> bytes:
    """The same, whose document is said to be a thousand bytes long."""
    place = bomb.rindex(b"word/document.xml") - 46
    told = bytearray(bomb)
    told[place + 24 : place + 28] = struct.pack("<I", 1000)
    place = bomb.index(b"word/document.xml") - 30
    told[place + 22 : place + 26] = struct.pack("<I", 1000)
    return bytes(told)


def _overlapping(size: int, count: int) -> bytes:
    """Many members of a file that are all the same bytes of it."""
    content = _spaces(size)
    name = b"word/document.xml"
    about = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, NO_SUM, len(content), size, len(name), 0)
    body = b"PK\x03\x04" + about + name + content
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return (
        body
        + entry * count
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, count, count, len(entry) * count, len(body), 0)
    )


def _laughs() -> str:
    entities = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
    return f'<!DOCTYPE d [<!ENTITY l0 "lol">{entities}]>'


def _nested(depth: int) -> str:
    control, end = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    return (
        document_of()
        .replace("<w:p>", control * (depth // 2) + "<w:p>")
        .replace("</w:p>", "</w:p>" + end * (depth // 2))
    )


def _many(block: str, count: int) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{block * count}</w:body></w:document>'


def _padded(publication: bytes, size: int) -> bytes:
    """A publication with a picture that no program makes smaller."""
    block = b"".join(zlib.crc32(number.to_bytes(4)).to_bytes(4) for number in range(1 << 18))
    made = io.BytesIO(publication)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as file:
        _write(file, "word/media/photograph.bmp", (block * (size // len(block) + 1))[:size])
    return made.getvalue()


def _twice(first: str, second: str) -> bytes:
    content = package(first)
    other = second.encode()
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as file:
        file.NameToInfo.pop("word/document.xml")  # which would warn
        _write(file, "word/document.xml", other)
    return made.getvalue()


def _wrong_checksum(publication: bytes) -> bytes:
    """A publication whose document has another sum than the package says."""
    with zipfile.ZipFile(io.BytesIO(publication)) as file:
        members = [(name.encode(), file.read(name)) for name in file.namelist()]
    return _raw(
        [(name, each, zlib.crc32(each) ^ (name == b"word/document.xml"), len(each), 0) for name, each in members]
    )


def _unknown_compression(document: str) -> bytes:
    content = document.encode()
    types = TYPES.format(main=MAIN).encode()
    relations = RELATIONS.format(target="word/document.xml").encode()
    return _raw(
        [
            (CONTENT_TYPES.encode(), types, zlib.crc32(types), len(types), 0),
            (b"_rels/.rels", relations, zlib.crc32(relations), len(relations), 0),
            (b"word/document.xml", content, zlib.crc32(content), len(content), 97),
        ]
    )


def _with_comment(content: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as file:
        file.comment = b"x" * 65_000
    return made.getvalue()


# --- The files ---

Maker = Callable[[bytes], bytes]  # from a finished publication
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"

NO_PACKAGE: Mapping[str, Maker] = {
    "empty.docx": lambda sent: b"",
    "one-byte.docx": lambda sent: b"P",
    "text.docx": lambda sent: b"Dear colleague, my changes are below.",
    "saved-web-page.docx": lambda sent: b"<html><body><p>Dear colleague</p></body></html>",
    "truncated.docx": lambda sent: sent[: len(sent) // 2],
    "without-its-end.docx": lambda sent: sent[:-22],
    "first-kilobyte-lost.docx": lambda sent: sent[1024:],
    "flipped-bytes.docx": _flipped,
    "encrypted.docx": lambda sent: compound_file("EncryptedPackage"),
    "old-word.doc": lambda sent: compound_file("WordDocument"),
    "old-word-renamed.docx": lambda sent: compound_file("WordDocument"),
    "rich-text.docx": lambda sent: rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 Arial;}}\f0\fs24 Dear colleague\par}",
    "a-pdf.docx": lambda sent: b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    "a-picture.docx": lambda sent: b"\x89PNG\r\n\x1a\n" + bytes(64),
}
NO_DOCUMENT: Mapping[str, Maker] = {
    "open-document.docx": lambda sent: _open_document("application/vnd.oasis.opendocument.text"),
    "spreadsheet.docx": lambda sent: package(
        None, main=MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet"), target="xl/workbook.xml"
    ),
    "without-document.docx": lambda sent: package(None),
    "document-elsewhere.docx": lambda sent: package(None, target="../../etc/passwd"),
    "no-relations.docx": lambda sent: _members({CONTENT_TYPES: TYPES.format(main=MAIN).encode()}),
    "only-a-folder.docx": lambda sent: _members({"word/": b""}),
    "empty-package.docx": lambda sent: b"PK\x05\x06" + bytes(18),
    "document-is-text.docx": lambda sent: package("Dear colleague, my changes are below."),
    "document-is-empty.docx": lambda sent: package(""),
    "document-is-cut.docx": lambda sent: package(document_of()[:-20]),
    "document-is-binary.docx": lambda sent: package(bytes(range(256)) * 8),
    "document-is-web-page.docx": lambda sent: package("<html><body><p>Dear colleague</p></body></html>"),
    "document-without-body.docx": lambda sent: package(f'<w:document xmlns:w="{WORD}"/>'),
    "document-of-another-name.docx": lambda sent: package(
        document_of().replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    ),
}
BOMBS: Mapping[str, Maker] = {
    "bomb-of-one-member.docx": lambda sent: _bomb(4 * GIGABYTE - MEGABYTE),
    "bomb-that-tells-lies.docx": lambda sent: _understated(_bomb(GIGABYTE)),
    "bomb-of-many-members.docx": lambda sent: _members(
        {f"word/media/{number}.xml": b"<a/>" for number in range(70_000)}
    ),
    "bomb-of-overlapping-members.docx": lambda sent: _overlapping(64 << 20, 200),
    "bomb-in-a-bomb.docx": lambda sent: package(document_of(), **{"word/embeddings/inner.docx": _bomb(GIGABYTE)}),
    "entities.docx": lambda sent: package(document_of("&l9;", _laughs())),
    "one-long-entity.docx": lambda sent: package(
        document_of("&a;" * 20_000, f'<!DOCTYPE d [<!ENTITY a "{"a" * 50_000}">]>')
    ),
    "nested-elements.docx": lambda sent: package(_nested(100_000)),
    "many-attributes.docx": lambda sent: package(
        document_of().replace("<w:p>", "<w:p " + " ".join(f'a{n}="x"' for n in range(100_000)) + ">")
    ),
    "many-paragraphs.docx": lambda sent: package(_many("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 400_000)),
    "one-long-paragraph.docx": lambda sent: package(document_of("word " * 10_000_000)),
    "fifty-megabytes.docx": lambda sent: _padded(sent, 50_000_000),
}
MADE_TO_REACH_OUT: Mapping[str, Maker] = {
    "external-entity.docx": lambda sent: package(
        document_of("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    ),
    "external-entity-of-the-web.docx": lambda sent: package(
        document_of("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>')
    ),
    "external-parameter.docx": lambda sent: package(
        document_of("a", '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>')
    ),
    "external-type.docx": lambda sent: package(document_of("a", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">')),
    "included.docx": lambda sent: package(
        document_of(
            '</w:t><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/><w:t>'
        )
    ),
    "style-sheet.docx": lambda sent: package(
        document_of("a", '<?xml-stylesheet type="text/xsl" href="http://127.0.0.1:9/x.xsl"?>')
    ),
    "paths-that-climb.docx": lambda sent: package(
        document_of(),
        **{"../../climbed.txt": b"x", "/tmp/climbed.txt": b"x", "..\\..\\climbed.txt": b"x", "word/../../x": b"x"},
    ),
    "names-that-are-odd.docx": lambda sent: package(
        document_of(), **{"word/\x00.xml": b"x", "word/\u202eabc.xml": b"x", "con": b"x", "a" * 60_000: b"x"}
    ),
}
ODD_PACKAGES: Mapping[str, Maker] = {
    "of-another-council.docx": lambda sent: package(document_of()),
    "with-macros.docm": lambda sent: package(
        document_of(), main=MACROS, **{"word/vbaProject.bin": compound_file("VBA")}
    ),
    "with-macros-renamed.docx": lambda sent: package(
        document_of(), main=MACROS, **{"word/vbaProject.bin": compound_file("VBA")}
    ),
    "template.dotx": lambda sent: package(document_of(), main=MAIN.replace("document.main", "template.main")),
    "duplicate-members.docx": lambda sent: _twice(document_of(), document_of("Other words")),
    "utf-16.docx": lambda sent: package(document_of(before='<?xml version="1.0" encoding="UTF-16"?>').encode("utf-16")),
    "wrong-encoding.docx": lambda sent: package(
        document_of("café", '<?xml version="1.0" encoding="UTF-8"?>').encode("latin-1")
    ),
    "unknown-encoding.docx": lambda sent: package(document_of(before='<?xml version="1.0" encoding="klingon"?>')),
    "utf-7.docx": lambda sent: package(document_of("+ADw-", '<?xml version="1.0" encoding="UTF-7"?>')),
    "nothing-but-signs.docx": lambda sent: package(document_of("&#1;&#xFFFF;")),
    "wrong-checksum.docx": _wrong_checksum,
    "unknown-compression.docx": lambda sent: _unknown_compression(document_of()),
    "behind-other-bytes.docx": lambda sent: b"#!/bin/sh\n" * 10 + package(document_of()),
    "with-a-comment.docx": lambda sent: _with_comment(package(document_of())),
}

# Each by its name. Whoever reads one says what it is, takes little memory and time, touches nothing else and goes on.
HOSTILE: Mapping[str, Maker] = {**NO_PACKAGE, **NO_DOCUMENT, **BOMBS, **MADE_TO_REACH_OUT, **ODD_PACKAGES}
