"""A web page as paragraphs and tables."""

from collections.abc import Iterator

from lxml import etree, html

from jarpub.diagnostics import Problem
from jarpub.imports.grid import UNREADABLE, Block, Cell, Line, Paragraph, Row, Source, Table, tidy

BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd", "caption")
UNSEEN = ("script", "style", "head", "template", "noscript")
MOST_BYTES = 16_000_000


def read(data: bytes, name: str) -> Source:
    """The page in these bytes; raises Problem where it is none."""
    if len(data) > MOST_BYTES:
        raise Problem(UNREADABLE, "this page is longer than any plan", "save only the page with the plan's table")
    try:
        encoding = None if b"charset" in data[:4000].lower() else "utf-8"
        root = html.fromstring(data, parser=html.HTMLParser(encoding=encoding, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, UnicodeDecodeError):
        raise Problem(UNREADABLE, "this is no web page that can be read", "save the page again as HTML") from None
    return _Reading().source(root, name)


class _Reading:
    """One walk over a page."""

    def __init__(self) -> None:
        self.tables = 0
        self.remarks: list[tuple[str, str]] = []

    def source(self, root: etree._Element, name: str) -> Source:
        return Source(name, tuple(self.blocks(root)), remarks=tuple(self.remarks))

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        text: list[str] = [element.text or ""]
        for child in element:
            if child.tag == "table":
                yield from _paragraphs(text)
                text = []
                self.tables += 1
                name = f"table {self.tables}"
                yield Table(name, tuple(self.rows(child, name)))
            elif isinstance(child.tag, str) and child.tag not in UNSEEN:
                if child.tag in BLOCKS or child.find(".//table") is not None or child.tag in ("body", "ul", "ol"):
                    yield from _paragraphs(text)
                    text = []
                    yield from self.blocks(child)
                else:
                    text.append("".join(child.itertext()))
            text.append(child.tail or "")
        yield from _paragraphs(text)

    def rows(self, table: etree._Element, name: str) -> Iterator[Row]:
        below: dict[int, int] = {}  # rows that a cell above still covers, by column
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        for number, row in enumerate(rows, 1):
            place, column, cells = f"{name}, row {number}", 0, []
            for cell in (each for each in row if each.tag in ("td", "th")):
                while below.get(column):
                    cells.append(Cell(f"{place}, column {column + 1}", column, goes_on=True))
                    column += 1
                span, down = (_count(cell.get(key)) for key in ("colspan", "rowspan"))
                own = f"{place}, column {column + 1}"
                if cell.find(".//table") is not None:
                    self.remarks.append((own, "has a table inside; its words are taken line by line"))
                cells.append(Cell(own, column, tuple(_lines(cell)), span))
                for at in range(column, column + span):
                    below[at] = down
                column += span
            below = {at: left - 1 for at, left in below.items() if left > 1}
            yield Row(place, tuple(cells), all(each.tag == "th" for each in row))


def _paragraphs(text: list[str]) -> Iterator[Paragraph]:
    words = tidy("".join(text))
    if words:
        yield Paragraph("", Line(words))


def _lines(cell: etree._Element) -> Iterator[Line]:
    """The lines of a cell: each paragraph, each entry of a list, each line that is broken."""
    text, level = [cell.text or ""], _level(cell)
    for child in cell:
        if child.tag in (*BLOCKS, "br", "ul", "ol", "table", "tbody", "tr", "td", "th"):
            yield from _line(text, level)
            text = []
            yield from _lines(child)
        elif isinstance(child.tag, str) and child.tag not in UNSEEN:
            if child.find(".//p") is not None or child.find(".//br") is not None:
                yield from _line(text, level)
                text = []
                yield from _lines(child)
            else:
                text.append("".join(child.itertext()))
        text.append(child.tail or "")
    yield from _line(text, level)


def _line(text: list[str], level: int | None) -> Iterator[Line]:
    words = tidy("".join(text))
    if words:
        yield Line(words, level)


def _level(element: etree._Element) -> int | None:
    lists = [each.tag for each in (element, *element.iterancestors("ul", "ol", "li", "td", "th", "table"))]
    inside = lists[: next((at for at, tag in enumerate(lists) if tag in ("td", "th")), len(lists))]
    return inside.count("li") - 1 if element.tag == "li" or "li" in inside else None


def _count(written: str | None) -> int:
    return min(int(written), 100) if written and written.isdecimal() and int(written) else 1
