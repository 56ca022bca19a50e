"""A table of a page as a table in an OpenDocument file, in a table style of Word's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from jarpub.formats.docx.tables import CELL_STYLES, CELL_TEXT
from jarpub.formats.docx.xml_elements import text
from jarpub.formats.odt.automatic_styles import AutomaticStyles
from jarpub.formats.odt.word_styles import border, ground, of_text, points, style_of, value
from jarpub.formats.odt.xml_elements import Block, Properties, element, properties
from jarpub.formats.table_layout import fits_a_page, widths
from jarpub.pages.page_tree import Element

HEAD, NAME, PLAIN = "firstRow", "firstCol", ""  # what Word calls the parts of a table that look otherwise
SIDES = {"top": "insideH", "left": "insideV", "bottom": "insideH", "right": "insideV"}


@dataclass(frozen=True)
class Surroundings:
    """What a table takes from the document around it, and tells it."""

    blocks: Callable[[Element, str, int, Properties], list[Block]]  # what stands in a cell: style, width, letters
    written: Callable[[Sequence[Block]], str]
    note_bookmark: Callable[[Element], None]
    automatic: AutomaticStyles
    styles: Any  # those of the Word file
    style: str


def table(element_: Element, room: int, around: Surroundings, number: int) -> str:
    """The table, as wide as this many twentieths of a point."""
    columns = widths(element_)
    twips = [round(room * column / 100) for column in columns]
    parts = [(part, [*part.elements]) for part in element_.elements if part.tag in ("thead", "tbody")]
    heads = [row for part, rows in parts if part.tag == "thead" for row in rows]
    others = [row for part, rows in parts if part.tag == "tbody" for row in rows]
    cells = list(element_.walk())
    rows_are_named = any(cell.attributes.get("scope") == "row" for cell in cells)
    writer = _Rows(twips, columns, around, len(heads) + len(others), named=rows_are_named)
    top = [writer.row(row, number, head=True) for number, row in enumerate(heads)]
    body = [writer.row(row, number, head=False) for number, row in enumerate(others, len(heads))]
    looks = {"style:width": points(sum(twips)), "table:align": "left", "table:border-model": "collapsing"}
    named = {
        "table:name": f"Table{number}",
        "table:style-name": around.automatic.name("table", "", properties("table", looks), "T"),
    }
    return element(
        "table:table",
        named,
        *_called(cells),
        *_columns(twips, around.automatic, named=rows_are_named),
        element("table:table-header-rows", {}, *top) if top else "",
        *body,
    )


def _called(cells: Sequence[Element]) -> tuple[str, str]:
    """What the table is called, and the names of its columns, for those who hear it."""
    caption = next((cell for cell in cells if cell.tag == "caption"), None)
    names = [cell.text() for cell in cells if cell.attributes.get("scope") == "col"]
    title = "" if caption is None else element("table:title", {}, text(caption.text()))
    return title, element("table:desc", {}, text(f"Columns: {', '.join(names)}"))


def _columns(twips: Sequence[int], automatic: AutomaticStyles, *, named: bool) -> list[str]:
    """The columns with their widths; the first is a head where it names the rows."""
    written = []
    for width in twips:
        looks = properties("table-column", {"style:column-width": points(width)})
        name = automatic.name("table-column", "", looks, "C")
        written.append(element("table:table-column", {"table:style-name": name}))
    return [element("table:table-header-columns", {}, written[0]), *written[1:]] if named else written


@dataclass(frozen=True)
class _Rows:
    twips: Sequence[int]
    columns: tuple[float, ...]
    around: Surroundings
    count: int
    named: bool

    def row(self, row: Element, number: int, *, head: bool) -> str:
        """A row; one that fits a page is kept whole, and a cell is as wide as the columns it spans."""
        self.around.note_bookmark(row)
        whole = {"fo:keep-together": "always" if fits_a_page(row, self.columns) else "auto"}
        name = self.around.automatic.name("table-row", "", properties("table-row", whole), "R")
        written, start = "", 0
        for cell in row.elements:
            span = int(cell.attributes.get("colspan", "1"))
            part = HEAD if head else NAME if self.named and not start else PLAIN
            written += self._cell(cell, start, span, part, number)
            start += span
        return element("table:table-row", {"table:style-name": name}, written)

    def _cell(self, cell: Element, start: int, span: int, part: str, number: int) -> str:
        ends = {
            "top": number == 0,
            "bottom": number == self.count - 1,
            "left": start == 0,
            "right": start + span >= len(self.twips),
        }
        looks = properties("table-cell", self._looks(part, ends))
        attributes = {
            "table:style-name": self.around.automatic.name("table-cell", "", looks, "E"),
            "office:value-type": "string",
            **({"table:number-columns-spanned": str(span)} if span > 1 else {}),
        }
        width = sum(self.twips[start : start + span])
        style = CELL_STYLES.get(cell.attributes.get("scope", ""), CELL_TEXT)
        blocks = self.around.blocks(cell, style, width, of_text(self._part(part, "rPr")))
        covered = "<table:covered-table-cell/>" * (span - 1)
        return element("table:table-cell", attributes, self.around.written(blocks)) + covered

    def _looks(self, part: str, ends: dict[str, bool]) -> dict[str, str]:
        """The lines around a cell, which are others at the edges of the table, its ground, and how far words stand off."""
        lines = self._property("tblBorders")
        margins = self._property("tblCellMar")
        looks = ground(self._part(part, "tcPr"))
        for side, inside in SIDES.items():
            edge = None if lines is None else lines.find(qn(f"w:{side if ends[side] else inside}"))
            looks[f"fo:border-{side}"] = border(edge)
            looks[f"fo:padding-{side}"] = points(float(value(margins, side, "w") or 0))
        return looks

    def _property(self, tag: str) -> Any:
        """A property of the table's style, or of that on which it is based."""
        style = style_of(self.around.styles, self.around.style)
        for _ in range(9):
            found = None if style is None else style.find(f"{qn('w:tblPr')}/{qn(f'w:{tag}')}")
            if found is not None or style is None:
                return found
            style = style_of(self.around.styles, value(style, "basedOn") or "")
        return None

    def _part(self, part: str, tag: str) -> Any:
        """What the table's style says of a part of it, such as its first row."""
        style = style_of(self.around.styles, self.around.style)
        parts = [] if style is None or not part else style.findall(qn("w:tblStylePr"))
        return next((each.find(qn(f"w:{tag}")) for each in parts if each.get(qn("w:type")) == part), None)
