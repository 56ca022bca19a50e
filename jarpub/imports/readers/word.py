"""A Word document as paragraphs and tables, with all that Word hides in its cells."""

from collections.abc import Iterator, Mapping

from lxml import etree

from jarpub.diagnostics import Problem
from jarpub.formats.docx.returned.beside import OFF, W
from jarpub.formats.docx.returned.opened import Package, opened
from jarpub.imports.grid import UNREADABLE, Block, Cell, Line, Paragraph, Row, Source, Table, tidy

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
INSIDE = ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "ins", "moveTo")
SIGNS = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": ""}
BESIDE = {
    "header": "head of the pages",
    "footer": "foot of the pages",
    "footnotes": "footnote",
    "endnotes": "endnote",
    "comments": "comment",
}
GONE = "has words that are recorded as deleted; they are left out"
INSERTED = "has words that are recorded as inserted; they are taken"


def read(data: bytes, name: str) -> Source:
    """The document in these bytes; raises Problem where it is no Word file that can be read."""
    return _Reading(opened(data)).source(name)


class _Reading:
    """One walk over the parts of a file."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.numbering = _numbering(package)
        self.counts: dict[tuple[str, int], int] = {}
        self.tables = 0
        self.place = "the text"
        self.beside: list[tuple[str, str]] = []
        self.remarks: dict[tuple[str, str], None] = {}

    def source(self, name: str) -> Source:
        document = self.package.part(self.package.main)
        body = document.find(f"{W}body") if document is not None else None
        if body is None:
            raise Problem(UNREADABLE, "this Word file has no text", "name the file with the plan's table")
        blocks = tuple(self.blocks(body))
        for kind, called in BESIDE.items():
            for part in self.package.related(kind):
                self.keep(called, self.package.part(part))
        return Source(name, blocks, tuple(self.beside), tuple(self.remarks))

    def keep(self, called: str, root: etree._Element | None) -> None:
        """Keep the words of what stands beside the text."""
        for paragraph in root.iter(f"{W}p") if root is not None else ():
            words = tidy("".join(self.inline(paragraph)))
            if words:
                self.beside.append((called, words))

    def tell(self, remark: str) -> None:
        self.remarks[self.place, remark] = None

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        for child in element:
            tag = _tag(child)
            if tag == "p":
                self.place = "the text"
                yield from (Paragraph("", line) for line in self.lines(child))
            elif tag == "tbl":
                self.tables += 1
                name = f"table {self.tables}"
                yield Table(name, tuple(self.rows(child, name)))
            elif tag in INSIDE or child.tag == f"{MC}AlternateContent":
                yield from self.blocks(_chosen(child))

    def rows(self, table: etree._Element, name: str) -> Iterator[Row]:
        for number, row in enumerate(_rows(table), 1):
            place = f"{name}, row {number}"
            self.place = place
            if row.find(f"{W}trPr/{W}del") is not None:
                self.tell("is recorded as a deleted row; it is left out")
                self.beside += [(place, words) for words in self.row_words(row)]
                continue
            is_heading = _is_on(row.find(f"{W}trPr/{W}tblHeader"))
            yield Row(place, tuple(self.cells(row, place)), is_heading)

    def row_words(self, row: etree._Element) -> list[str]:
        texts = ("".join(each.text or "" for each in p.iter(f"{W}t", f"{W}delText")) for p in row.iter(f"{W}p"))
        return [words for words in map(tidy, texts) if words]

    def cells(self, row: etree._Element, place: str) -> Iterator[Cell]:
        before = row.find(f"{W}trPr/{W}gridBefore")
        column = _number(before, 0)
        for cell in _inside(row, "tc"):
            span = max(_number(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            self.place = f"{place}, column {column + 1}"
            fill = cell.find(f"{W}tcPr/{W}shd")
            lines = tuple(self.cell_lines(cell))
            if not lines and fill is not None and fill.get(f"{W}fill", "auto") not in ("auto", "FFFFFF"):
                self.tell(f"has a colour ({fill.get(f'{W}fill')}) and no words; say in words what it means")
            yield Cell(self.place, column, lines, span, goes_on and not lines)
            column += span

    def cell_lines(self, cell: etree._Element) -> Iterator[Line]:
        for child in cell:
            if _tag(child) == "p":
                yield from self.lines(child)
            elif _tag(child) == "tbl":
                self.tell("has a table inside; its words are taken line by line")
                for row in _rows(child):
                    for inner in _inside(row, "tc"):
                        yield from self.cell_lines(inner)
            elif _tag(child) in INSIDE or child.tag == f"{MC}AlternateContent":
                yield from self.cell_lines(_chosen(child))

    def lines(self, paragraph: etree._Element) -> Iterator[Line]:
        """The lines of a paragraph with the number or the level that Word gives it by itself."""
        level, number = self.list_of(paragraph)
        for text in "".join(self.inline(paragraph)).split("\n"):
            if tidy(text):
                yield Line(tidy(f"{number} {text}"), level)
                number = ""

    def list_of(self, paragraph: etree._Element) -> tuple[int | None, str]:
        """The level of an entry of a list with signs, or the number of one with numbers, which is part of its words."""
        id = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if id is None or id.get(f"{W}val") in (None, "0"):
            return None, ""
        level = _number(paragraph.find(f"{W}pPr/{W}numPr/{W}ilvl"), 0)
        key = (id.get(f"{W}val", ""), level)
        kind = self.numbering.get(key, "bullet")
        if kind == "bullet":
            return level, ""
        self.counts[key] = self.counts.get(key, 0) + 1
        self.tell("has a number that Word made by itself; look whether it is right")
        return level, f"{self.counts[key]}."

    def inline(self, element: etree._Element) -> Iterator[str]:
        for child in element:
            tag = _tag(child)
            if tag == "r":
                yield from self.run(child)
            elif tag in ("del", "moveFrom"):
                self.left_out(child)
            elif tag in INSIDE or child.tag == f"{MC}AlternateContent":
                if tag in ("ins", "moveTo"):
                    self.tell(INSERTED)
                yield from self.inline(_chosen(child))

    def left_out(self, element: etree._Element) -> None:
        words = tidy("".join(each.text or "" for each in element.iter(f"{W}delText", f"{W}t")))
        if words:
            self.tell(GONE)
            self.beside.append((f"{self.place}, deleted", words))

    def run(self, run: etree._Element) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        for mark, said in (("vanish", "hidden"), ("strike", "struck through"), ("dstrike", "struck through")):
            if properties is not None and _is_on(properties.find(W + mark)) and run.find(f"{W}t") is not None:
                self.tell(f"has words that are {said}; they are taken: look whether they belong into the plan")
        for child in run:
            tag = _tag(child)
            if tag == "t":
                yield child.text or ""
            elif tag in SIGNS:
                yield SIGNS[tag]
            elif tag in ("br", "cr"):
                yield "\n"
            elif tag == "sym":
                self.tell("has a sign of a font of symbols, which is left out")
            else:
                self.box(_chosen(child))

    def box(self, element: etree._Element) -> None:
        for box in element.iter(f"{W}txbxContent"):
            self.tell("has a text box; its words stand beside the table and are left out")
            self.keep(f"{self.place}, text box", box)


def _numbering(package: Package) -> Mapping[tuple[str, int], str]:
    """How the lists of a document are numbered, by the number of the list and the level."""
    found: dict[tuple[str, int], str] = {}
    for name in package.related("numbering"):
        root = package.part(name)
        kinds: dict[tuple[str, int], str] = {}
        for abstract in root.iter(f"{W}abstractNum") if root is not None else ():
            for level in abstract.iter(f"{W}lvl"):
                format = level.find(f"{W}numFmt")
                kind = format.get(f"{W}val", "") if format is not None else ""
                kinds[abstract.get(f"{W}abstractNumId", ""), int(level.get(f"{W}ilvl", "0"))] = kind
        for number in root.iter(f"{W}num") if root is not None else ():
            of = number.find(f"{W}abstractNumId")
            own = of.get(f"{W}val", "") if of is not None else ""
            id = number.get(f"{W}numId", "")
            found |= {(id, level): kind for (abstract, level), kind in kinds.items() if abstract == own}
    return found


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return _inside(table, "tr")


def _inside(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for child in element:
        if _tag(child) == wanted:
            yield child
        elif _tag(child) in INSIDE:
            yield from _inside(child, wanted)


def _tag(element: etree._Element) -> str:
    return element.tag[len(W) :] if isinstance(element.tag, str) and element.tag.startswith(W) else ""


def _chosen(element: etree._Element) -> etree._Element:
    if element.tag != f"{MC}AlternateContent":
        return element
    choice = element.find(f"{MC}Choice")
    return choice if choice is not None else element


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "") not in OFF


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) <= len("9999") else otherwise
