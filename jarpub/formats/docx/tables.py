"""A table of a page as a table in a Word file."""

from collections.abc import Callable
from dataclasses import dataclass

from jarpub.formats.docx.xml_elements import Block, Paragraph, w
from jarpub.formats.table_layout import fits_a_page, widths
from jarpub.pages.page_tree import Element, as_now

CELL_STYLES = {"col": "TableHead", "row": "TableHeading", "rowgroup": "TableGroup"}  # by the scope of a head
LOOK, NAMED_ROWS = 0x620, 0x80  # a first row and no bands, and a first column, as programs of old read it
CELL_TEXT, HOUSE_TABLE = "TableText", "HouseTable"


@dataclass(frozen=True)
class Surroundings:
    """What a table takes from the document around it, and tells it."""

    blocks: Callable[[Element, str, int], list[Block]]  # what stands in a cell, in a style, of a width
    note_bookmark: Callable[[Element], None]
    style: str
    revision: Callable[[Element], str]  # what says that a row is new or gone
    from_the_right: bool = False  # where its first column stands


def table(element: Element, room: int, around: Surroundings) -> str:
    """The table, as wide as this many twentieths of a point."""
    columns = widths(element)
    twips = [round(room * column / 100) for column in columns]
    head = next(part for part in element.elements if part.tag == "thead")
    rows = ((part, row) for part in element.elements if part.tag in ("thead", "tbody") for row in part.elements)
    return w(
        "tbl",
        _properties(element, sum(twips), around),
        w("tblGrid", *(w("gridCol", w=width) for width in twips)),
        *(_row(row, twips, around, head=part is head, whole=fits_a_page(row, columns)) for part, row in rows),
    )


def _row(row: Element, twips: list[int], around: Surroundings, *, head: bool, whole: bool) -> str:
    """A table row; a cell is as wide as the columns it spans."""
    around.note_bookmark(row)
    properties = "<w:cantSplit/>" * whole + "<w:tblHeader/>" * head + around.revision(row)
    cells, start = [], 0
    for cell in row.elements:
        span = int(cell.attributes.get("colspan", "1"))
        cells.append(_cell(cell, sum(twips[start : start + span]), span, around))
        start += span
    return w("tr", w("trPr", properties) if properties else "", *cells)


def _cell(cell: Element, width: int, span: int, around: Surroundings) -> str:
    """A table cell, in the style of what it heads."""
    scope = cell.attributes.get("scope", "")
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += w("gridSpan", val=span)
    content = around.blocks(cell, CELL_STYLES.get(scope, CELL_TEXT), width)
    if not isinstance(content[-1], Paragraph):  # Word calls a cell damaged that does not end in a paragraph
        content.append(Paragraph([]))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(str, content))}</w:tc>"


def _properties(table: Element, width: int, around: Surroundings) -> str:
    """The properties of a table in a style, as wide as this many twentieths of a point.

    Its look says that the first row names the columns and, where it does, that the first column names the rows.
    """
    cells = list(table.walk())
    caption = next((cell for cell in cells if cell.tag == "caption"), None)
    names = [as_now(cell).text() for cell in cells if cell.attributes.get("scope") == "col"]
    rows_are_named = any(cell.attributes.get("scope") == "row" for cell in cells)
    return w(
        "tblPr",
        w("tblStyle", val=around.style),
        "<w:bidiVisual/>" * around.from_the_right,
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val=f"{LOOK + NAMED_ROWS * rows_are_named:04X}",
            firstRow=1,
            lastRow=0,
            firstColumn=int(rows_are_named),
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        w("tblCaption", val=as_now(caption).text()) if caption is not None else "",
        w("tblDescription", val=f"Columns: {', '.join(names)}"),
    )
