"""Bars in the margin of a PDF beside lines that have changed."""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from jarpub.pages.page_tree import MARKS

POINTS = 0.75  # to a CSS pixel
AWAY, WIDE = 8.5, 1.5  # points between a bar and the text, and how wide it is
NEAR = 4.0  # CSS pixels between two lines whose bars are one


def draw_change_bars(document: Any, pdf: Any) -> None:
    """Draw them on each page, as something that no screen reader meets: it meets the marks."""
    objects = {entry.reference: entry for entry in pdf.objects}
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        bars = list(_joined(sorted(_changed_lines(page._page_box))))
        if bars:
            left = page._page_box.content_box_x() * POINTS - AWAY
            content = objects[objects[reference]["Contents"]]
            drawn = [_rectangle(left, page.height - bottom, bottom - top) for top, bottom in bars]
            content.stream = [b"q", *content.stream, b"Q", b"/Artifact BMC q 0 g", *drawn, b"Q EMC"]


def _rectangle(left: float, bottom: float, height: float) -> bytes:
    return f"{left:.2f} {bottom * POINTS:.2f} {WIDE} {height * POINTS:.2f} re f".encode()


def _changed_lines(box: Any) -> Iterator[tuple[float, float]]:
    """The top and the foot of each line in which something is new or gone, in CSS pixels from the top of the page."""
    box = getattr(box, "_box", box)  # an absolutely placed box has a placeholder
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.LineBox):
        if any(each.element_tag in MARKS for each in box.descendants(placeholders=True)):
            yield box.position_y, box.position_y + box.height
        return
    for child in getattr(box, "children", ()):
        yield from _changed_lines(child)


def _joined(lines: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Lines from the top, those that stand close together as one."""
    top = bottom = None
    for start, end in lines:
        if top is not None and bottom is not None and start <= bottom + NEAR:
            bottom = max(bottom, end)
            continue
        if top is not None and bottom is not None:
            yield top, bottom
        top, bottom = start, end
    if top is not None and bottom is not None:
        yield top, bottom
