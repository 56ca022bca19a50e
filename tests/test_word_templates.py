"""A Word file that is locked, endless, damaged or not by itself is no template, and what is wrong is a sentence."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from conftest import PROJECT

from jarpub.build.load_and_check import load_sources
from jarpub.build.target import theme_of
from jarpub.diagnostics import Location
from jarpub.formats import reader, writer
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Mark, Page

LANDSCAPE = PROJECT.templates / "word" / "landscape.docx"
PAGE = Page(
    key="key",
    language="en",
    subject="subject",
    organisation="council",
    body=parse("<article><h1>Title</h1><ol><li>One</li></ol></article>", Location("x")),
    mark=Mark("draft", "Draft"),
)
Parts = dict[str, bytes]
RELATIONS = "word/_rels/document.xml.rels"
SCHEMAS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def parts() -> Parts:
    with ZipFile(LANDSCAPE) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return target.getvalue()


def said_of(content: bytes, folder: Path) -> str:
    """What is wrong with a Word file as a template, or nothing."""
    sources = load_sources(PROJECT)
    theme = replace(theme_of(PROJECT, sources.settings.publications[0], sources.brand), word=folder / "x.docx")
    theme.word.write_bytes(content)
    rendered = writer("docx").write(PAGE, theme)
    assert bool(rendered.content) != bool(rendered.diagnostics)
    return "".join(diagnostic.message for diagnostic in rendered.diagnostics)


def related(kind: str, target: str, part: str = RELATIONS, mode: str = ' TargetMode="External"') -> Parts:
    """A template that refers to something else."""
    relation = b'<Relationship Id="z9" Type="%s%s" Target="%s"%s/></Relationships>'
    start = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    written = relation % (SCHEMAS, kind.encode(), target.encode(), mode.encode())
    return {part: parts().get(part, start).replace(b"</Relationships>", written)}


def inside(part: str, put: bytes) -> Parts:
    """A template with something at the end of a part."""
    return {part: re.sub(rb"</[\w:]+>\s*$", lambda end: put + end[0], parts()[part])}


FETCHES, LACKS, OPENED = "fetches something from elsewhere", "lacks its part", "not a Word file that can be opened"
FIELD = b"<w:p><w:r><w:instrText>%s</w:instrText></w:r><w:r><w:instrText>%s</w:instrText></w:r></w:p>"
REFUSED: dict[str, tuple[Parts, str]] = {
    "a bomb": ({"word/media/a.bin": b"\0" * 60_000_000}, "unpacks to more than 50 megabytes"),
    "a bomb in its text": ({"word/document.xml": b"<a>" + b" " * 60_000_000 + b"</a>"}, "unpacks to more than 50"),
    "a thousand parts": ({f"word/{number}.txt": b"" for number in range(1000)}, "or 1000 parts"),
    "a packed file": ({"word/media/a.png": packed({"a": b"a"})}, "holds another file (word/media/a.png)"),
    "an embedded file": ({"word/embeddings/a.xml": b"<a/>"}, "holds another file (word/embeddings/a.xml)"),
    "macros": ({"word/vbaProject.bin": b"x"}, "has macros"),
    "macros, renamed": ({"[Content_Types].xml": parts()["[Content_Types].xml"].replace(b"wordprocessingml.document.main", b"x.macroEnabled.main")}, "has macros"),
    "a document type": ({"word/footer1.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts()["word/footer1.xml"].split(b"?>")[-1].strip()}, "names words of its own (a document type, in word/footer1.xml)"),
    "a document type in UTF-16": ({"word/footer1.xml": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'.encode("utf-16")}, "names words of its own"),
    "its own template": (related("attachedTemplate", "http://example.org/a.dotm", "word/_rels/settings.xml.rels"), FETCHES),
    "its own template here": (related("attachedTemplate", "file:///C:\\a.dotx", "word/_rels/settings.xml.rels"), FETCHES),
    "a linked picture": (related("image", "http://example.org/a.png"), FETCHES),
    "a linked picture in a foot": (related("image", "\\\\server\\a.png", "word/_rels/footer1.xml.rels"), FETCHES),
    "a link to a file": (related("hyperlink", "file:///C:/secret.docx"), FETCHES),
    "a frame": (related("frame", "https://example.org"), FETCHES),
    "a field that fetches": (inside("word/footer1.xml", FIELD % (b"INCLUDE", b'PICTURE "http://example.org/a.png"')), FETCHES),
    "a field that starts": (inside("word/footer1.xml", FIELD % (b" DDEAUTO c:\\\\cmd.exe", b"")), FETCHES),
    "a simple field that fetches": (inside("word/footer1.xml", b'<w:p><w:fldSimple w:instr="includetext a.docx"/></w:p>'), FETCHES),
    "a picture of long ago": (inside("word/footer1.xml", b'<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://example.org/a.png"/>'), FETCHES),
    "a part that is not there": (related("image", "media/a.png", mode=""), LACKS),
    "XML that is none": ({"word/styles.xml": b"<a>"}, OPENED),
    "another root": ({"word/settings.xml": b"<a/>"}, OPENED),
    "a size that is none": ({"word/document.xml": parts()["word/document.xml"].replace(b'w:w="', b'w:w="x')}, OPENED),
    "numbers that are none": ({"word/numbering.xml": parts()["word/numbering.xml"].replace(b'w:numId="', b'w:numId="x')}, OPENED),
    "lists without numbers": ({"word/styles.xml": re.sub(rb'<w:numId w:val="\d+"/>', b'<w:numId w:val="99"/>', parts()["word/styles.xml"])}, "has no bullets or numbers"),
}  # fmt: skip
TAKEN: dict[str, Parts] = {
    "as it is": {},
    "a link to a web page": related("hyperlink", "https://example.org/plan"),
    "an address": related("hyperlink", "mailto:plan@example.org", "word/_rels/footer1.xml.rels"),
    "a picture": {
        **related("image", "media/a.png", mode=""),
        "word/media/a.png": b"\x89PNG\r\n\x1a\n",
        "[Content_Types].xml": parts()["[Content_Types].xml"].replace(
            b"</Types>", b'<Default Extension="png" ContentType="image/png"/></Types>'
        ),
    },
    "fields of the page": inside("word/footer1.xml", FIELD % (b' REF "Included" ', b" PAGE \\* MERGEFORMAT")),
    "a note about a link": inside("word/footer1.xml", b"<w:p><w:r><w:t>LINK http://example.org</w:t></w:r></w:p>"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, tmp_path: Path) -> None:
    change, said = REFUSED[name]
    assert said in said_of(packed(parts() | change), tmp_path)


@pytest.mark.parametrize("name", TAKEN)
def test_taken(name: str, tmp_path: Path) -> None:
    assert said_of(packed(parts() | TAKEN[name]), tmp_path) == ""


def test_a_template_that_calls_the_names_of_its_xml_otherwise(tmp_path: Path) -> None:
    """Programs other than Word choose other prefixes; the text has those of Word, and means the same."""
    document = parts()["word/document.xml"]
    for written, otherwise in (
        (rb"([</ ])w:", rb"\1q:"),
        (rb" r:", b" x:"),
        (b"xmlns:w=", b"xmlns:q="),
        (b"xmlns:r=", b"xmlns:x="),
    ):
        document = re.sub(written, otherwise, document)
    (tmp_path / "x.docx").write_bytes(packed(parts() | {"word/document.xml": document}))
    sources = load_sources(PROJECT)
    theme = replace(theme_of(PROJECT, sources.settings.publications[0], sources.brand), word=tmp_path / "x.docx")
    body = parse('<article><h1>Title</h1><p><a href="https://example.org/">Link</a></p></article>', Location("x"))
    rendered = writer("docx").write(replace(PAGE, body=body), theme)
    assert rendered.diagnostics == ()
    assert reader("docx").extract(rendered.content).word_list == ["Title", "Link"]


@pytest.mark.parametrize("name", parts())
def test_a_part_is_missing(name: str, tmp_path: Path) -> None:
    said = said_of(packed({part: data for part, data in parts().items() if part != name}), tmp_path)
    assert re.search(f"{LACKS}|{OPENED}|lacks the style", said)


def locked(content: bytes) -> bytes:
    """The package with a bit in each entry that says it has a password."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content = re.sub(
            re.escape(sign) + b".{%d}" % (at - 4) + b".",
            lambda entry: entry[0][:-1] + bytes([entry[0][-1] | 1]),
            content,
            flags=re.DOTALL,
        )
    return content


WHOLE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "locked by Word": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "has a password"),
    "locked by a packer": (locked, "has a password"),
    "cut short": (lambda content: content[:2000], OPENED),
    "damaged": (lambda content: content[:300] + b"xxxx" + content[304:], OPENED),
    "nothing": (lambda _: b"", OPENED),
    "words": (lambda _: b"Dear all, this is the template.", OPENED),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_no_package(name: str, tmp_path: Path) -> None:
    change, said = WHOLE[name]
    assert said in said_of(change(packed(parts())), tmp_path)


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    target = BytesIO(packed(parts()))
    with ZipFile(target, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("word/styles.xml", b"<a/>")
    assert "two parts of the same name" in said_of(target.getvalue(), tmp_path)
