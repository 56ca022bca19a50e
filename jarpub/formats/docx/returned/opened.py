"""The parts of a Word file that anybody may have sent, read with limits; or what is wrong with it."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from jarpub.diagnostics import Code, Problem

NOT_WORD = Code("returned.no-word-file", "A file that came back is no Word file, or one that cannot be opened.")
MOST_BYTES = 64_000_000  # of the XML of a file; the longest plan that was tried has 40 million
MOST_PARTS = 5_000
MOST_PARAGRAPHS = 100_000
SEND_AGAIN = "ask for it again as a Word document (.docx), and open it once in Word before you take it"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAIN = "officeDocument"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
# What files of other kinds begin with, and what to say of them.
KINDS = (
    (b"\xd0\xcf\x11\xe0", "this is an old Word file (.doc), or one that is locked with a password", "open it in Word, and save it as a Word document (.docx) without a password"),
    (b"%PDF", "this is a PDF", "what was changed in it has to be typed: take the Word file"),
    (b"{\\rtf", "this is a file in Rich Text Format", "open it in Word, and save it as a Word document (.docx)"),
)  # fmt: skip
BROKEN = (BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, OverflowError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Package:
    """A Word file that was opened: its parts are read one by one."""

    file: ZipFile
    main: str  # the name of the part that has the text

    def part(self, name: str) -> etree._Element | None:
        """A part by its name, as XML; nothing where there is none. Raises Problem where it cannot be read."""
        if name not in self.file.NameToInfo:
            return None
        try:
            with self.file.open(name) as part:
                content = part.read(MOST_BYTES + 1)
        except BROKEN:
            raise _damaged() from None
        if len(content) > MOST_BYTES or content.count(b"<w:p>") + content.count(b"<w:p ") > MOST_PARAGRAPHS:
            raise _too_long()  # whatever its head said
        return _xml(content)

    def related(self, kind: str) -> list[str]:
        """The names of the parts of a kind, such as "header", that the text refers to."""
        folder, name = PurePosixPath(self.main).parent, PurePosixPath(self.main).name
        return _related(self, f"{folder}/_rels/{name}.rels", folder, kind)


def opened(data: bytes) -> Package:
    """The file, once it is known that it can be read; raises Problem with what it is instead."""
    _must_be_a_package(data)
    try:
        file = ZipFile(BytesIO(data))
        infos = file.infolist()
    except BROKEN:
        raise _damaged() from None
    _must_be_small(infos)
    package = Package(file, "")
    main = next(iter(_related(package, "_rels/.rels", PurePosixPath(), MAIN)), "")
    document = package.part(main) if main else None
    if document is None or document.tag != f"{{{TRANSITIONAL}}}document":
        raise _another_kind(document, file.namelist())
    return Package(file, main)


def _must_be_a_package(data: bytes) -> None:
    if not data:
        raise Problem(NOT_WORD, "this file is empty", SEND_AGAIN)
    for start, said, hint in KINDS:
        if data.startswith(start):
            raise Problem(NOT_WORD, said, hint)
    if not data.startswith(b"PK"):
        raise Problem(NOT_WORD, "this is no Word file", SEND_AGAIN)


def _must_be_small(infos: list[ZipInfo]) -> None:
    """Raise Problem for what only pretends to be a document: one of a few kilobytes may unfold to many gigabytes."""
    size = sum(each.file_size for each in infos if each.filename.endswith((".xml", ".rels")))
    if size > MOST_BYTES or len(infos) > MOST_PARTS:
        raise Problem(
            NOT_WORD,
            f"this file unfolds to {size / 1e6:,.0f} MB in {len(infos):,} parts, which no publication has",
            SEND_AGAIN,
        )
    if len({each.filename for each in infos}) < len(infos):
        raise _damaged()


def _related(package: Package, name: str, folder: PurePosixPath, kind: str) -> list[str]:
    """The parts of a kind that a list of relationships names, below the folder that it is for."""
    found = package.part(name)
    if found is None:
        return []
    targets = [
        each.get("Target", "")
        for each in found.iter(RELATIONSHIPS)
        if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External"
    ]
    return [each.lstrip("/") if each.startswith("/") else str(folder / each) for each in targets]


def _xml(content: bytes) -> etree._Element:
    """The root; no word of another file is read, and none is multiplied."""
    if b"<!DOCTYPE" in content[:10_000]:  # no Word file has one
        raise _damaged()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _damaged() from None


def _another_kind(document: etree._Element | None, names: list[str]) -> Problem:
    if document is not None and document.tag == f"{{{STRICT}}}document":
        return Problem(
            NOT_WORD, "this file is in the form “Strict Open XML”", "save it in Word as a plain Word document (.docx)"
        )
    if "mimetype" in names or "content.xml" in names:
        return Problem(NOT_WORD, "this is an OpenDocument text", "save it as a Word document (.docx)")
    return Problem(NOT_WORD, "this file has no text of a Word document in it", SEND_AGAIN)


def _too_long() -> Problem:
    return Problem(NOT_WORD, "this file is longer than any publication", SEND_AGAIN)


def _damaged() -> Problem:
    return Problem(NOT_WORD, "this file is damaged: its parts cannot be read", SEND_AGAIN)
