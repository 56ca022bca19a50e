"""A table of a page as a table in a Word file."""

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn

from jarpub.formats.docx.xml_elements import w
from jarpub.formats.table_layout import fits_a_page, widths
from jarpub.pages.page_tree import Element

CELL_STYLES = {"col": "TableHead", "row": "TableHeading", "rowgroup": "TableGroup"}  # by the scope of a head
CELL_TEXT = "TableText"
Blocks = Callable[[Element, str, int], list[Any]]  # what stands in a cell, in a style, of a width
Bookmark = Callable[[Element], None]


def table(element: Element, room: int, blocks: Blocks, note_bookmark: Bookmark) -> Any:
    """The table, as wide as this many twentieths of a point."""
    columns = widths(element)
    twips = [round(room * column / 100) for column in columns]
    head = next(part for part in element.elements if part.tag == "thead")
    rows = ((part, row) for part in element.elements if part.tag in ("thead", "tbody") for row in part.elements)
    return w(
        "tbl",
        _properties(element, sum(twips)),
        w("tblGrid", *(w("gridCol", w=width) for width in twips)),
        *(
            _row(row, twips, blocks, note_bookmark, head=part is head, whole=fits_a_page(row, columns))
            for part, row in rows
        ),
    )


def _row(row: Element, twips: list[int], blocks: Blocks, note_bookmark: Bookmark, *, head: bool, whole: bool) -> Any:
    """A table row; a cell is as wide as the columns it spans."""
    note_bookmark(row)
    properties = w("trPr", *([w("cantSplit")] if whole else []), *([w("tblHeader")] if head else []))
    cells, start = [], 0
    for cell in row.elements:
        span = int(cell.attributes.get("colspan", "1"))
        cells.append(_cell(cell, sum(twips[start : start + span]), span, blocks))
        start += span
    return w("tr", *([properties] if len(properties) else []), *cells)


def _cell(cell: Element, width: int, span: int, blocks: Blocks) -> Any:
    """A table cell, in the style of what it heads."""
    properties = w("tcPr", w("tcW", w=width, type="dxa"), *([w("gridSpan", val=span)] if span > 1 else []))
    if cell.attributes.get("scope") == "rowgroup":  # no table style of Word knows groups of rows
        properties.append(w("shd", val="clear", color="auto", fill="auto", themeFill="accent3"))
    content = blocks(cell, CELL_STYLES.get(cell.attributes.get("scope", ""), CELL_TEXT), width)
    if content[-1].tag != qn("w:p"):  # Word calls a cell damaged that does not end in a paragraph
        content.append(w("p"))
    return w("tc", properties, *content)


def _properties(table: Element, width: int) -> Any:
    """The properties of a table in the style HouseTable, as wide as this many twentieths of a point.

    Its look says that the first row names the columns and, where it does, that the first column names the rows.
    """
    cells = list(table.walk())
    caption = next((cell for cell in cells if cell.tag == "caption"), None)
    names = [cell.text() for cell in cells if cell.attributes.get("scope") == "col"]
    rows_are_named = any(cell.attributes.get("scope") == "row" for cell in cells)
    properties = w(
        "tblPr",
        w("tblStyle", val="HouseTable"),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", firstRow=1, lastRow=0, firstColumn=int(rows_are_named), lastColumn=0, noHBand=1, noVBand=1),
    )
    if caption is not None:
        properties.append(w("tblCaption", val=caption.text()))
    properties.append(w("tblDescription", val=f"Columns: {', '.join(names)}"))
    return properties
