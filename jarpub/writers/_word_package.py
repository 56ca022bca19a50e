"""A Word package: opened from the template that holds its looks, and saved with the same bytes each time."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from jarpub.page import Page

PLACEHOLDER = "Running title"  # what a template writes in its header where the publication's title goes


class Unusable(Exception):
    """A file that cannot serve as a template: what is wrong with it."""


def open_template(path: Path, styles: Iterable[str]) -> Any:
    """The template as a python-docx document without text; raises Unusable where it lacks one of the styles."""
    try:
        document = docx.Document(str(path))
        document.element.body.clear_content()
        there = {style.style_id for style in document.styles}
    except (PackageNotFoundError, BadZipFile, AttributeError, KeyError, ValueError, etree.XMLSyntaxError):
        raise Unusable("this is not a Word file that can be opened") from None
    missing = sorted(set(styles) - there)
    if missing or not document.sections:
        raise Unusable(
            f"this Word file lacks the style {missing[0]}" if missing else "this Word file lacks a page size"
        )
    return document


def numbering(document: Any, style: str, *, restart: bool) -> str:
    """The id of a list style's numbering, or of a new one like it that starts from 1."""
    of_style = str(document.styles.element.get_by_id(style).find(".//" + qn("w:numId")).get(qn("w:val")))
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
    properties.title, properties.subject = page.title, page.subject
    properties.author, properties.language = page.organisation, page.language
    for section in document.sections:
        for words in section.header._element.iter(qn("w:t")):
            if words.text == PLACEHOLDER:
                words.text = page.title
    target = BytesIO()
    document.save(target)
    return _same_bytes(target.getvalue())


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
