"""What an HTML file says."""

from collections.abc import Iterator
from typing import Any

from lxml import html

from jarpub.readers import Reading

INLINE = frozenset({"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "time"})
SILENT = frozenset({"script", "style", "template"})


def read(data: bytes) -> Reading:
    """The words of the page as a browser shows them, but for the link that skips to them."""
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    blocks = [" ".join(block.split()) for block in "".join(_pieces(root.find("body"))).split("\0")]
    return Reading(root.findtext(".//title") or "", root.get("lang") or "", tuple(filter(None, blocks)))


def _pieces(element: Any) -> Iterator[str]:
    """All text, with a NUL where a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in SILENT or "skip-link" in (element.get("class") or ""):
        return
    edge = "" if element.tag in INLINE else "\0"
    yield edge + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield edge
