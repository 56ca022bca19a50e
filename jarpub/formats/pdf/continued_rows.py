"""The pages of a PDF on which a row of a table goes on."""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes


def continued(document: Any) -> Iterator[tuple[int, str]]:
    """Each page that begins in the middle of a row, by its number from 1, and the words at the head of that row."""
    begun: set[Any] = set()
    for number, page in enumerate(document.pages, 1):
        rows = [row for row in _rows(page._page_box) if row.element is not None]
        if rows and rows[0].element in begun:
            head = next((cell for cell in rows[0].element if cell.get("scope") == "row"), None)
            yield number, " ".join("".join(head.itertext()).split()) if head is not None else ""
        begun.update(row.element for row in rows)


def _rows(box: Any) -> Iterator[Any]:
    """The rows of the bodies of tables in a box, from the top."""
    box = getattr(box, "_box", box)  # an absolutely placed box has a placeholder
    if isinstance(box, boxes.TableRowGroupBox):
        if not box.is_header:
            yield from box.children
        return
    for child in getattr(box, "children", ()):
        yield from _rows(child)
