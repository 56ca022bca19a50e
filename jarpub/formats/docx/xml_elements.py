"""Elements of WordprocessingML that a Word file is made of."""

import re
import unicodedata
from hashlib import sha256
from typing import Any

from docx.oxml.ns import nsmap, qn
from lxml import etree


def w(tag: str, *children: Any, **attributes: Any) -> Any:
    """An element of WordprocessingML."""
    element = etree.Element(
        qn(f"w:{tag}"),
        {qn(f"w:{name}"): str(value) for name, value in attributes.items()},
        {"w": nsmap["w"], "r": nsmap["r"]},
    )
    element.extend(children)
    return element


def run(text: str, style: str) -> Any:
    """A run of text in a character style; one with letters of Arabic or Hebrew says so."""
    right_to_left = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    properties = w("rPr", *([w("rStyle", val=style)] if style else []), *([w("rtl")] if right_to_left else []))
    words = w("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", *([properties] if len(properties) else []), words)


def keep(paragraph: Any, *, with_next: bool) -> None:
    """Keep the lines of a paragraph on one page, and it on that of the next."""
    if not len(paragraph) or paragraph[0].tag != qn("w:pPr"):
        paragraph.insert(0, w("pPr"))
    properties = paragraph[0]
    for kept in properties.xpath("*[local-name() = 'keepNext' or local-name() = 'keepLines']"):
        properties.remove(kept)  # in a section inside a section
    start = 1 if len(properties) and properties[0].tag == qn("w:pStyle") else 0  # the schema has an order
    properties[start:start] = [*([w("keepNext")] if with_next else []), w("keepLines")]


def bookmark_name(name: str) -> str:
    """A name that Word takes for a bookmark: letters, digits and underscores, 40 at most, a letter first."""
    if re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", name):
        return name
    return "b" + re.sub(r"[^A-Za-z0-9]", "_", name)[:22] + "_" + sha256(name.encode()).hexdigest()[:16]
