"""What a Word file may hold to serve as a template: nothing packed without end, hidden inside, or fetched from elsewhere."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile
from zlib import error as BadPacking  # noqa: N812  # it is a class

from lxml import etree

from jarpub.diagnostics import Code, Problem
from jarpub.formats import CORRECT_IT

UNSAFE = Code("word.unsafe", "A Word file is locked, holds more than a template should, or fetches something.")
UNUSABLE = Code("word.unusable", "A Word file cannot serve as a template: it cannot be opened, or lacks a style.")
NOT_WORD = Problem(UNUSABLE, "this is not a Word file that can be opened", CORRECT_IT)
OF_OLD = b"\xd0\xcf\x11\xe0"  # how files of Word before 2007 begin, and newer ones that have a password
LARGEST, MOST_PARTS = 50_000_000, 1000  # bytes once unpacked; a template of a council has 30,000 and 15
ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", OF_OLD)
LINKED = ("http:", "https:", "mailto:", "tel:", "sms:")
# Fields with which Word fetches something, starts something or reads another file.
FETCHING = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDE|DDEAUTO|DATABASE|RD|MACROBUTTON|EMBED)\b")
ELSEWHERE = re.compile(r"^\s*(https?:|ftp:|file:|\\\\|//)", re.IGNORECASE)
FIELD_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}instrText"


def check_template(path: Path) -> None:
    """Raises Problem where a Word file is none, or is more than a template should be."""
    with path.open("rb") as file:
        if file.read(len(OF_OLD)) == OF_OLD:
            hint = "open it in Word, take the password off, and save it as a Word document (.docx)"
            raise Problem(UNSAFE, "this Word file has a password, or was saved by a Word of long ago", hint)
    try:
        with ZipFile(path) as package:
            _check_size(package)
            parts = {name: package.read(name) for name in package.namelist() if not name.endswith("/")}
    except (BadZipFile, BadPacking, NotImplementedError, EOFError, ValueError):
        raise NOT_WORD from None
    for name, data in parts.items():
        _check_part(name, data, parts)


def _check_size(package: ZipFile) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise Problem(UNSAFE, "this Word file has a password", "open it in Word, take the password off, and save it")
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
        message = f"this Word file unpacks to more than {LARGEST // 1_000_000} megabytes or {MOST_PARTS} parts"
        raise Problem(UNSAFE, message, "take pictures and other files out of it")
    if len({entry.filename for entry in entries}) < len(entries):
        raise Problem(UNSAFE, "this Word file has two parts of the same name", CORRECT_IT)


def _check_part(name: str, data: bytes, parts: Mapping[str, bytes]) -> None:
    if "vbaProject" in name or (name == "[Content_Types].xml" and b"macroEnabled" in data):
        raise Problem(UNSAFE, "this Word file has macros", "save it as a Word document without macros (.docx)")
    if data.startswith(ARCHIVES) or "/embeddings/" in name or "/activeX/" in name:
        raise Problem(UNSAFE, f"this Word file holds another file ({name})", "take it out in Word")
    if not name.endswith((".xml", ".rels")):
        return
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    except etree.XMLSyntaxError:
        raise NOT_WORD from None
    if tree.getroottree().docinfo.doctype:
        message = f"this Word file names words of its own (a document type, in {name})"
        raise Problem(UNSAFE, message, "save it again in Word")
    if name.endswith(".rels"):
        _check_relations(name, tree, parts)
    for found in _fetched(tree):
        hint = "take it out in Word: a picture is to be put in, not linked"
        raise Problem(UNSAFE, f"this Word file fetches something from elsewhere ({found[:80]})", hint)


def _check_relations(name: str, tree: etree._Element, parts: Mapping[str, bytes]) -> None:
    """What a part refers to is in the package; only links that somebody may click lead out of it."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in tree.iter("{*}Relationship"):
        target, kind = relation.get("Target", ""), relation.get("Type", "").rsplit("/", 1)[-1]
        if relation.get("TargetMode") == "External":
            if kind != "hyperlink" or not target.lower().startswith(LINKED):
                hint = (
                    "in Word, under Developer, Document Template, choose Normal"
                    if kind == "attachedTemplate"
                    else "take it out in Word: a picture is to be put in, not linked"
                )
                raise Problem(UNSAFE, f"this Word file fetches something from elsewhere ({target[:80]})", hint)
        elif posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/") not in parts:
            raise Problem(UNUSABLE, f"this Word file lacks its part {target[:80]}", CORRECT_IT)


def _fetched(tree: etree._Element) -> Iterator[str]:
    """What the text of fields and the addresses in attributes would fetch, whatever the element."""
    fields = "".join(field.text or "" for field in tree.iter(FIELD_TEXT))
    for words in (fields, *tree.xpath("//@*[local-name() = 'instr']")):
        if FETCHING.search(words.upper()):
            yield words.strip()
    for address in tree.xpath("//@*[local-name() = 'src' or local-name() = 'href' or local-name() = 'link']"):
        if ELSEWHERE.match(address):
            yield address
