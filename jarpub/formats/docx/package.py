"""A Word package: opened from the template that holds its styles, and saved with the same bytes each time."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from jarpub.diagnostics import Code, Problem
from jarpub.formats import CORRECT_IT
from jarpub.pages.page_tree import Mark, Page

UNUSABLE = Code("word.unusable", "A Word file cannot serve as a template: it cannot be opened, or lacks a style.")
LONGEST = 255  # letters that Word takes in a property
PLACEHOLDER = "Running title"  # what a template writes in its header where the publication's title goes


def open_template(path: Path, styles: Iterable[str], lists: Iterable[str]) -> Any:
    """The template as a python-docx document without text; raises Problem where it lacks one of the styles."""
    try:
        document = docx.Document(str(path))
        document.element.body.clear_content()
        there = {style.style_id for style in document.styles}
    except (PackageNotFoundError, BadZipFile, AttributeError, KeyError, ValueError, etree.XMLSyntaxError):
        raise Problem(UNUSABLE, "this is not a Word file that can be opened", CORRECT_IT) from None
    missing = sorted(set(styles) - there)
    if missing:
        raise Problem(UNUSABLE, f"this Word file lacks the style {missing[0]}", CORRECT_IT)
    for style in lists:
        if _numbering_of(document, style) is None:
            raise Problem(UNUSABLE, f"the style {style} of this Word file has no bullets or numbers", CORRECT_IT)
    section = document.sections[0] if document.sections else None
    if section is None or None in (section.page_width, section.left_margin, section.right_margin):
        raise Problem(UNUSABLE, "this Word file lacks a page size and margins", CORRECT_IT)
    return document


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


def finished(document: Any, page: Page) -> bytes:
    """The bytes of the document, with the page's properties and nothing in it that depends on the time of day."""
    properties = document.core_properties
    properties.title, properties.subject = page.title[:LONGEST], page.subject[:LONGEST]
    properties.author, properties.language = page.organisation[:LONGEST], page.language
    for child in list(properties._element):
        if child.tag in (qn("dcterms:created"), qn("dcterms:modified")):  # the time of day, where the template has none
            properties._element.remove(child)
    for section in document.sections:
        for paragraph in section.header._element.iter(qn("w:p")):
            _replace_placeholder(list(paragraph.iter(qn("w:t"))), page.title)
        if page.mark:
            _mark(document, section, page.mark)
    target = BytesIO()
    document.save(target)
    return _same_bytes(target.getvalue())


def _mark(document: Any, section: Any, mark: Mark) -> None:
    """Say it at the head of every page: the first one and even ones may have heads of their own."""
    headers = [section.header]
    if section.different_first_page_header_footer:
        headers.append(section.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        headers.append(section.even_page_header)
    style = next((each for each in document.styles if each.name == mark.kind.title()), None)  # a stamp's can be missing
    for header in headers:
        first = next(iter(header.paragraphs), None)
        if first is None:
            header.add_paragraph(mark.words, style)
        else:
            first.insert_paragraph_before(mark.words, style)


def _replace_placeholder(pieces: list[Any], title: str) -> None:
    """Put the title where the placeholder stands, also where Word has cut it into pieces."""
    if "".join(piece.text or "" for piece in pieces).strip() == PLACEHOLDER:
        for piece, words in zip(pieces, [title, *[""] * len(pieces)], strict=False):
            piece.text = words


def _same_bytes(package: bytes) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w", ZIP_DEFLATED) as again:
        for name in sorted(source.namelist(), key=_package_order):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            again.writestr(entry, source.read(name))
    return target.getvalue()


def _package_order(name: str) -> tuple[bool, bool, str]:
    """The content types and the package's relationships come first, as readers of streams expect."""
    return name != "[Content_Types].xml", name != "_rels/.rels", name
