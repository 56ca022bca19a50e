"""The words that a PDF says beside letters that would be read as others, such as those of Arabic."""

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

DRAWN_AS_WRITTEN = re.compile("[\x20-\x7e\xa0-\xac\xae-\u024f\u2010\u2012-\u2026\u20ac\n\t]*")
# A font may have one drawing for these and for the common one: where both are, a line with either says which it is.
HYPHENS, OTHER_HYPHENS = re.compile("[-\u2010]"), re.compile("[\u00ad\u2010\u2011]")


class Letters:
    """How the letters of a document are read back."""

    def __init__(self, document: Any) -> None:
        pages = (page._page_box for page in document.pages)
        lines = (box.text for page in pages for box in _lines_of(page))
        self.has_other_hyphens = any(map(OTHER_HYPHENS.search, lines))

    def said(self, box: Any) -> str:
        """The words to be said beside the letters of a line; nothing where they are read as they are written.

        In a text that is read from the right the spaces are drawn on the other side of a sign, too.
        """
        if isinstance(box, boxes.ReplacedBox):
            return ""
        is_turned = box.style["direction"] == "rtl" and bool(box.text.strip())
        is_doubtful = self.has_other_hyphens and HYPHENS.search(box.text)
        return box.text if is_turned or is_doubtful or not DRAWN_AS_WRITTEN.fullmatch(box.text) else ""


def in_margins(page: Any) -> Iterator[Any]:
    """The lines of text in the heads and feet of a page."""
    for margin in page.children:
        if isinstance(margin, boxes.MarginBox):
            yield from _lines_of(margin)


def _lines_of(box: Any) -> Iterator[Any]:
    yield from (each for each in box.descendants(placeholders=True) if isinstance(each, boxes.TextBox))
