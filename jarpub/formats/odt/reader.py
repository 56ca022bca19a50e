"""What an OpenDocument file says."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile
from zlib import error as BadPacking  # noqa: N812  # it is a class

from lxml import etree

from jarpub.diagnostics import Code, Problem
from jarpub.formats import Extract, Fragment, by_language
from jarpub.formats.docx.svg_reader import fragments_of_svg
from jarpub.formats.embedded_data import inside, marked_up
from jarpub.formats.fonts import is_font
from jarpub.formats.odt.automatic_styles import language_of
from jarpub.formats.odt.package import MANIFEST, MIMETYPE
from jarpub.formats.odt.pictures import FOLDER
from jarpub.formats.odt.vocabulary import FONT_ATTRIBUTES, is_of_opendocument, is_typed
from jarpub.formats.odt.xml_elements import NAMESPACES

UNREADABLE = Code("odt.unreadable", "An OpenDocument file is damaged, locked, or holds more than a publication does.")
LARGEST, MOST_PARTS = 200_000_000, 10_000  # bytes once unpacked
OWN_PARTS = frozenset({"mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", MANIFEST})
PICTURE_NAME = re.compile(rf"{FOLDER}[0-9a-f]{{16}}\.(svg|png)")
PAGE_NUMBER = re.compile(r"\bPage\s+\d+\s+of\s+\d+\b")
NEW_FILE = "make the file again"


def _q(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


BLOCKS = (_q("text:p"), _q("text:h"))
SPACES = {_q("text:s"): " ", _q("text:tab"): " ", _q("text:line-break"): " "}
NOT_SHOWN = frozenset({_q("office:annotation"), _q("text:tracked-changes")})
TITLE, DESCRIPTION = _q("svg:title"), _q("svg:desc")


def extract(data: bytes) -> Extract:
    """The words of the text, paragraph by paragraph; heads, feet and all else are in `fragments`. Raises Problem."""
    parts = _opened(data)
    trees = {name: _tree(content) for name, content in parts.items() if name.endswith(".xml")}
    content, styles, meta = (trees.get(f"{name}.xml") for name in ("content", "styles", "meta"))
    if content is None or styles is None or meta is None:
        raise Problem(UNREADABLE, "this OpenDocument file lacks its text, its styles or its properties", NEW_FILE)
    fragments = (each for name, content in parts.items() for each in _part(name, content, trees))
    links = (link.get(_q("xlink:href"), "") for link in content.iter(_q("text:a")))
    return Extract(
        title=meta.findtext(f".//{_q('dc:title')}") or "",
        language=meta.findtext(f".//{_q('dc:language')}") or "",
        blocks=_blocks(content),
        fragments=tuple(fragments),
        links=frozenset(unquote(link[1:]) for link in links if link.startswith("#")),
        targets=frozenset(mark.get(_q("text:name"), "") for mark in content.iter(*_marks())),
        hidden=(*_hidden(content), *_hidden(styles)),
        spoken=by_language(_spoken(content)),
    )


def _opened(data: bytes) -> Mapping[str, bytes]:
    """The parts of the package; raises Problem where it is none, or more than it should be."""
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise Problem(UNREADABLE, "this OpenDocument file has a password", "save it without one")
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST:
                message = f"this OpenDocument file unpacks to more than {LARGEST // 1_000_000} megabytes or {MOST_PARTS} parts"
                raise Problem(UNREADABLE, message, "take pictures and other files out of it")
            if len({entry.filename for entry in entries}) < len(entries):
                raise Problem(UNREADABLE, "this OpenDocument file has two parts of the same name", NEW_FILE)
            parts = {name: package.read(name) for name in package.namelist()}
    except (BadZipFile, BadPacking, NotImplementedError, EOFError, ValueError, RuntimeError):
        raise Problem(UNREADABLE, "this is not an OpenDocument file that can be opened", NEW_FILE) from None
    if parts.get("mimetype", b"").decode("latin-1") != MIMETYPE:
        raise Problem(UNREADABLE, "this is not an OpenDocument text", NEW_FILE)
    return parts


def _tree(data: bytes) -> etree._Element:
    """A part as XML; raises Problem where it is none, or names words of its own, which could grow without end."""
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        raise Problem(UNREADABLE, "a part of this OpenDocument file is damaged", NEW_FILE) from None
    if tree.getroottree().docinfo.doctype:
        raise Problem(UNREADABLE, "this OpenDocument file names words of its own (a document type)", NEW_FILE)
    return tree


def _marks() -> tuple[str, ...]:
    return tuple(map(_q, ("text:bookmark", "text:bookmark-start", "text:reference-mark")))


def _blocks(content: etree._Element) -> tuple[str, ...]:
    body = content.find(f".//{_q('office:text')}")
    found = () if body is None else _shown(body)
    return tuple(filter(None, ("".join(_runs(block)).strip() for block in found)))


def _shown(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and headings that a reader meets, in order."""
    for child in element.iterchildren(etree.Element):
        if child.tag in NOT_SHOWN:
            continue
        if child.tag in BLOCKS:
            yield child
        yield from _shown(child)


def _runs(element: etree._Element) -> Iterator[str]:
    """The words of a paragraph as they run; what stands for a picture is set apart."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        if child.tag in SPACES:
            yield SPACES[str(child.tag)]
        elif child.tag in (TITLE, DESCRIPTION):
            yield f" {child.text or ''} "
        elif child.tag not in NOT_SHOWN and child.tag not in BLOCKS:
            yield from _runs(child)
        yield child.tail or ""


def _spoken(content: etree._Element) -> Iterator[tuple[str, str]]:
    """The words of each span behind the code of the language that its style says."""
    said = {}
    for style in content.iter(_q("style:style")):
        letters = style.find(_q("style:text-properties"))
        found = letters.items() if letters is not None else ()
        said[style.get(_q("style:name"))] = language_of({etree.QName(name).localname: each for name, each in found})
    for span in content.iter(_q("text:span")):
        yield said.get(span.get(_q("text:style-name")), ""), "".join(_runs(span))


def _hidden(tree: etree._Element) -> Iterator[str]:
    """What hides words: styles, sections and paragraphs that are not shown."""
    for element in tree.iter(etree.Element):
        tag = etree.QName(element).localname
        shown = element.get(_q("text:display"), "true") if tag != "database-display" else "true"
        if shown not in ("true", "paragraph", "page", "block") or tag in ("hidden-text", "hidden-paragraph"):
            yield f"{tag} {shown}"


def _part(name: str, data: bytes, trees: Mapping[str, etree._Element]) -> Iterator[Fragment]:
    """What people read or typed in a part of the package."""
    if name not in OWN_PARTS and not PICTURE_NAME.fullmatch(name):
        yield Fragment("the name of a part", name)
    if name in trees:
        for fragment in marked_up(trees[name], name):
            yield from _typed(fragment)
    elif name.endswith(".svg"):
        yield from fragments_of_svg(data, name)
    elif name != "mimetype":
        yield from inside(data, name)


def _typed(fragment: Fragment) -> Iterator[Fragment]:
    """What of it is not OpenDocument's own: the number of a page, a known font, a value or the name of a style."""
    holder = fragment.channel.rpartition(" of ")[2]
    words = PAGE_NUMBER.sub(" ", fragment.words) if not fragment.attribute else unquote(fragment.words)
    if fragment.attribute.startswith("country"):  # such as CR, which are nobody's initials here
        words = words.casefold()
    if fragment.attribute in FONT_ATTRIBUTES or (holder == "font-face" and fragment.attribute == "name"):
        is_known = is_font(words.strip("'\""))
    else:
        is_known = bool(fragment.attribute) and not is_typed(fragment.attribute, holder) and is_of_opendocument(words)
    if not is_known and words.strip():
        yield Fragment(fragment.channel, words, fragment.attribute)
