"""What a Word file says."""

import re
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

from jarpub.formats import Extract, Fragment, by_language
from jarpub.formats.docx.sent_mark import NAME as MARK
from jarpub.formats.docx.sent_mark import is_mark
from jarpub.formats.docx.svg_reader import fragments_of_svg
from jarpub.formats.embedded_data import inside, marked_up
from jarpub.formats.fonts import is_font
from jarpub.formats.vocabulary import is_of_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
WORDS = (W + "t", W + "delText")
DC = "{http://purl.org/dc/elements/1.1/}"
FONT_FILES = "word/fonts/"  # the letters of fonts
FONT_ATTRIBUTES = frozenset({"ascii", "hAnsi", "eastAsia", "cs", "typeface"})
PAGE_NUMBER = re.compile(r"\s*(Page\s+PAGE\s+[0-9]+\s+of\s+NUMPAGES\s+[0-9]+)?\s*")
# Where people type names of their own, or Word writes theirs.
OF_PEOPLE = frozenset({
    "alias", "author", "bookmarkStart", "comment", "descr", "docPr", "docVar", "cNvPr", "initials", "placeholder",
    "property", "tag", "tblCaption", "tblDescription", "title", "tooltip", "anchor",
})  # fmt: skip


def extract(data: bytes) -> Extract:
    """The words of the document's body, paragraph by paragraph; headers, footers and all else are in `said`."""
    with ZipFile(BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        properties = etree.fromstring(package.read("docProps/core.xml"))
        fragments = tuple(part for name in package.namelist() for part in _part(name, package.read(name)))
    return Extract(
        title=properties.findtext(DC + "title") or "",
        language=properties.findtext(DC + "language") or "",
        blocks=_blocks(document),
        fragments=fragments,
        links=frozenset(filter(None, (link.get(W + "anchor") for link in document.iter(W + "hyperlink")))),
        targets=frozenset(mark.get(W + "name", "") for mark in document.iter(W + "bookmarkStart")),
        spoken=by_language(map(_spoken, document.iter(W + "r"))),
    )


def blocks_without(data: bytes, mark: str) -> tuple[str, ...]:
    """The text of a file with tracked changes, without the words that are inserted (`ins`), or deleted (`del`)."""
    with ZipFile(BytesIO(data)) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    for paragraph in document.iter(W + "p"):
        etree.strip_elements(paragraph, W + mark)
    return _blocks(document)


def _blocks(document: etree._Element) -> tuple[str, ...]:
    return tuple(filter(None, ("".join(_runs(paragraph)).strip() for paragraph in document.iter(W + "p"))))


def _runs(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(*WORDS, W + "tab", W + "br", PICTURE):
        if element.tag == PICTURE:
            yield f" {element.get('descr', '')} "
        else:
            yield element.text or "" if element.tag in WORDS else " "


def _spoken(run: etree._Element) -> tuple[str, str]:
    """The words of a run behind the code of its language; of one that is read from the right, of that in its own place."""
    language = run.find(f"{W}rPr/{W}lang")
    is_from_the_right = run.find(f"{W}rPr/{W}rtl") is not None
    code = "" if language is None else language.get(W + ("bidi" if is_from_the_right else "val"), "")
    return code, "".join(words.text or "" for words in run.iter(*WORDS))


def _part(name: str, data: bytes) -> Iterator[Fragment]:
    """What people read or typed in a part of the package: text shown, hidden or deleted, fields, names, comments."""
    if not is_of_word(name):
        yield Fragment("the name of a part", name)
    if name.startswith(FONT_FILES) or (name == MARK and is_mark(data)):
        return
    if name.endswith(".svg"):
        yield from fragments_of_svg(data, name)
        return
    if not name.endswith((".xml", ".rels")):
        yield from inside(data, name)
        return
    for fragment in marked_up(etree.fromstring(data), name):
        words = unquote(fragment.words) if name.endswith(".rels") else fragment.words
        if not _is_vocabulary(fragment, words):
            yield Fragment(fragment.channel, words, fragment.attribute)


def _is_vocabulary(fragment: Fragment, words: str) -> bool:
    """Whether these are Word's own words: the number of a page, a known font, a value or a style that Word has."""
    holder = fragment.channel.rpartition(" of ")[2]
    if not fragment.attribute:
        return PAGE_NUMBER.fullmatch(words) is not None
    if fragment.attribute in FONT_ATTRIBUTES or (holder == "font" and fragment.attribute == "name"):
        return is_font(words)
    return holder not in OF_PEOPLE and fragment.attribute not in OF_PEOPLE and is_of_word(words)
