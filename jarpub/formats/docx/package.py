"""A Word package: opened from the template that holds its styles, and saved with the same bytes each time."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_HEADER_FOOTER
from docx.enum.style import WD_STYLE_TYPE
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from lxml import etree

from jarpub.diagnostics import Problem
from jarpub.formats import CORRECT_IT
from jarpub.formats.docx.layout import with_sections
from jarpub.formats.docx.sent_mark import CONTENT_TYPE, NAME, mark_of, property_of
from jarpub.formats.docx.template_rules import NOT_WORD, UNUSABLE, check_template
from jarpub.formats.docx.xml_elements import NAMESPACES
from jarpub.pages.page_tree import Mark, Page

# What python-docx raises where a part of a Word file is not what it should be.
BROKEN = (
    PackageNotFoundError,
    BadZipFile,
    PythonDocxError,
    XmlchemyError,
    etree.XMLSyntaxError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OverflowError,
    TypeError,
    ValueError,
)
TYPES = "[Content_Types].xml"
TEXT_GOES_HERE = "the text of the publication"
LONGEST = 255  # letters that Word takes in a property
PLACEHOLDER = "Running title"  # what a template writes in its header where the publication's title goes


def open_template(path: Path, styles: Iterable[str], lists: Iterable[str]) -> Any:
    """The template as a python-docx document without text; raises Problem where it cannot serve as one."""
    check_template(path)
    try:
        document = docx.Document(str(path))
        document.element.body.clear_content()
        there = {style.style_id for style in document.styles}
        numberings = _looked_through(document)
    except BROKEN:
        raise NOT_WORD from None
    missing = sorted(set(styles) - there)
    if missing:
        raise Problem(UNUSABLE, f"this Word file lacks the style {missing[0]}", CORRECT_IT)
    for style in lists:
        if _numbering_of(document, style) not in numberings:
            raise Problem(UNUSABLE, f"the style {style} of this Word file has no bullets or numbers", CORRECT_IT)
    section = document.sections[0] if document.sections else None
    if section is None or None in (section.page_width, section.left_margin, section.right_margin):
        raise Problem(UNUSABLE, "this Word file lacks a page size and margins", CORRECT_IT)
    return document


def _looked_through(document: Any) -> set[str]:
    """The numberings that there are; all else that will be asked for of a template is asked for once, as it may lack it."""
    document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    properties = document.core_properties
    properties.title = properties.subject = properties.author = properties.language = ""
    for section in document.sections:
        for header in _headers(document, section):
            list(header.paragraphs)
        _ = section.page_width, section.left_margin, section.right_margin
    numberings = document.part.numbering_part.element.num_lst
    return {str(each.numId) for each in numberings if each.abstractNumId.val is not None}


def _numbering_of(document: Any, style: str) -> str | None:
    found = document.styles.element.get_by_id(style).find(".//" + qn("w:numId"))
    return None if found is None else str(found.get(qn("w:val")))


def numbering(document: Any, style: str, *, restart: bool) -> str:
    """The id of a list style's numbering, or of a new one like it that starts from 1."""
    of_style = str(_numbering_of(document, style))
    if not restart:
        return of_style
    numberings = document.part.numbering_part.element
    pattern = next(each for each in numberings.num_lst if str(each.numId) == of_style)
    new = numberings.add_num(pattern.abstractNumId.val)
    for level in range(9):
        new.add_lvlOverride(ilvl=level).add_startOverride(1)
    return str(new.numId)


def finished(document: Any, text: str, page: Page) -> bytes:
    """The bytes of the document with this text, the page's properties and nothing that depends on the time of day."""
    properties = document.core_properties
    properties.title, properties.subject = page.title[:LONGEST], page.subject[:LONGEST]
    properties.author, properties.language = page.organisation[:LONGEST], page.language
    for child in list(properties._element):
        if child.tag in (qn("dcterms:created"), qn("dcterms:modified")):  # the time of day, where the template has none
            properties._element.remove(child)
    for name, day in vars(page.days).items() if page.days else ():
        if day:
            setattr(properties, name, datetime.fromisoformat(day))
    for section in document.sections:
        for paragraph in section.header._element.iter(qn("w:p")):
            _replace_placeholder(list(paragraph.iter(qn("w:t"))), page.title)
        if page.mark:
            _mark(document, section, page.mark)
    _put_mark(document, mark_of(page.key, text))
    return _same_bytes(_saved(document, with_sections(text, document)))


def _put_mark(document: Any, mark: str) -> None:
    """Put in by what the file is known when it comes back."""
    package = document.part.package
    there = [rel for rel in package.rels.values() if rel.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES]
    if there:  # those of a template say something of that
        there[0].target_part._blob = property_of(mark)
    else:
        part = Part(PackURI(f"/{NAME}"), CONTENT_TYPE, property_of(mark), package)
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def _mark(document: Any, section: Any, mark: Mark) -> None:
    """Say it at the head of every page, where even ones may have heads of their own.

    The text itself begins with it: of an edition, the head of the first page does not say it once more.
    """
    is_said_once = mark.kind == "stamp"
    if is_said_once:
        _set_first_page_apart(section)
    style = next((each for each in document.styles if each.name == mark.kind.title()), None)  # a stamp's can be missing
    for header in _headers(document, section)[is_said_once:]:
        first = next(iter(header.paragraphs), None)
        if first is None:
            header.add_paragraph(mark.words, style)
        else:
            first.insert_paragraph_before(mark.words, style)


def _set_first_page_apart(section: Any) -> None:
    """Give the first page a head of its own, without words, and the foot that all pages have."""
    if section.different_first_page_header_footer:
        return
    properties, first = section._sectPr, WD_HEADER_FOOTER.FIRST_PAGE
    for of_old, remove in (
        (properties.get_headerReference(first), properties.remove_headerReference),
        (properties.get_footerReference(first), properties.remove_footerReference),
    ):
        if of_old is not None:  # Word keeps them where somebody has switched them off
            remove(first)
    foot = properties.get_footerReference(WD_HEADER_FOOTER.PRIMARY)
    if foot is not None:
        properties.add_footerReference(first, foot.rId)
    section.different_first_page_header_footer = True


def _headers(document: Any, section: Any) -> list[Any]:
    """The heads that the pages of a section have, that of the first page first where it has one of its own."""
    return [
        *([section.first_page_header] if section.different_first_page_header_footer else []),
        section.header,
        *([section.even_page_header] if document.settings.odd_and_even_pages_header_footer else []),
    ]


def _replace_placeholder(pieces: list[Any], title: str) -> None:
    """Put the title where the placeholder stands, also where Word has cut it into pieces."""
    if "".join(piece.text or "" for piece in pieces).strip() == PLACEHOLDER:
        for piece, words in zip(pieces, [title, *[""] * len(pieces)], strict=False):
            piece.text = words


class _Members(dict[str, bytes]):
    """What python-docx writes a package into: its own file would ask the clock, which may be before the first of ZIP."""

    def write(self, uri: Any, blob: bytes) -> None:
        self[uri.membername] = blob


def _saved(document: Any, text: str) -> dict[str, bytes]:
    """The members of a package, as `Document.save` writes them, with the text in the document's body."""
    document.element.body.insert(0, etree.Comment(TEXT_GOES_HERE))
    package = document.part.package
    for part in package.parts:
        part.before_marshal()
    members = _Members()
    writer: Any = PackageWriter
    writer._write_content_types_stream(members, package.parts)
    writer._write_pkg_rels(members, package.rels)
    writer._write_parts(members, package.parts)
    members[TYPES] = _with_svg(members[TYPES])
    name = document.part.partname.membername
    members[name] = _filled(members[name], text, document.element.nsmap)
    return members


def _with_svg(types: bytes) -> bytes:
    """The content types with SVG by the ending of its parts, as Word writes it; python-docx names each of them."""
    tree = etree.fromstring(types)
    named = [each for each in tree if each.get("PartName", "").endswith(".svg")]
    for each in named:
        tree.remove(each)
    if named:
        tree.insert(0, tree.makeelement(f"{{{tree.nsmap[None]}}}Default", Extension="svg", ContentType="image/svg+xml"))
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _filled(xml: bytes, text: str, known: Mapping[str | None, str]) -> bytes:
    """The XML with the text put in as it is: lxml would move it into the tree element by element, for a second or more."""
    declared = "".join(f' xmlns:{name}="{address}"' for name, address in NAMESPACES.items() if name not in known)
    xml = re.sub(rb"<\w[\w:.-]*", lambda root: root[0] + declared.encode(), xml, count=1)
    return xml.replace(f"<!--{TEXT_GOES_HERE}-->".encode(), text.encode(), 1)


def _same_bytes(members: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as again:
        for name in sorted(members, key=_package_order):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            again.writestr(entry, members[name])
    return target.getvalue()


def _package_order(name: str) -> tuple[bool, bool, str]:
    """The content types and the package's relationships come first, as readers of streams expect."""
    return name != TYPES, name != "_rels/.rels", name
