"""The tag tree of a PDF, built from the page's own elements in place of the one that WeasyPrint builds from boxes.

A box ends where its page does; here each element is one structure element, however many boxes it has. A PDF has its
content numbered (MCID) page by page in the order of drawing, and WeasyPrint's tree follows its boxes, so that both
together say to which element each number belongs.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from jarpub.formats.pdf.actual_text import Letters, in_margins
from jarpub.formats.pdf.table_headers import headed

POINTS = 0.75  # to a CSS pixel
SVG = "{http://www.w3.org/2000/svg}svg"
# What a listener hears an element as; of the others only their words are heard.
ROLES = {
    "article": "/Art",
    **dict.fromkeys(("aside", "nav", "section"), "/Sect"),
    **{tag: f"/{tag.upper()}" for tag in ("p", "h1", "h2", "h3", "h4", "li", "tr", "th", "td")},
    **dict.fromkeys(("ul", "ol", "dl"), "/L"),
    "dt": "/Lbl",
    "dd": "/LBody",
    "table": "/Table",
    "caption": "/Caption",
    "thead": "/THead",
    "tbody": "/TBody",
    "a": "/Link",
    SVG: "/Figure",
    "ins": "/Span",
    "del": "/Span",
    "span": "/Span",  # one that has a language of its own
}
DECORATED = {"ins": "/Underline", "del": "/LineThrough"}
GENERATED = ("::before", "::after")  # what style sheets say, such as the page that a link leads to
NUMBERING = {"ul": "/Disc", "ol": "/Decimal", "dl": "/None"}


@dataclass(eq=False)  # one is the same as itself only
class _Node:
    """A structure element to be: it becomes one with its first content, so that none is empty."""

    role: str
    above: "_Node | None"
    attributes: dict[str, Any] = field(default_factory=dict)
    id: str = ""
    words: str = ""
    language: str = ""  # where it is another than around it
    page: int = -1  # where it begins
    structure: Any = None


def retag(document: Any, pdf: Any) -> None:
    """Put the same content under a tag tree of our own."""
    tree = _Tree(pdf, Letters(document))
    numbers = tree.take_apart()
    for page_number, page in enumerate(document.pages):
        tree.add_page(page_number, page, numbers[page_number])
    tree.close()


class _Tree:
    """The structure elements of a PDF that is about to be written."""

    def __init__(self, pdf: Any, letters: Letters) -> None:
        self.pdf = pdf
        self.letters = letters
        self.pages: tuple[bytes, ...] = pdf.page_references
        self.root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
        self.top = _Node("/Document", None)
        self.nodes: dict[tuple[Any, str], _Node] = {}
        self.cells: dict[Any, tuple[str, dict[str, Any]]] = {}
        self.ids: list[tuple[str, Any]] = []
        self.tables = 0
        self.spare: list[Any] = []  # objects of WeasyPrint's tree, to be used again
        self.parents: list[Any] = []  # of the content of each page
        self.annotations: list[tuple[Any, Any]] = []  # each with the structure that it belongs to

    def take_apart(self) -> dict[int, list[int]]:
        """Empty WeasyPrint's tree; gives the numbers (MCID) of each page's content in the order of its boxes."""
        by_reference = {entry.reference: entry for entry in self.pdf.objects if isinstance(entry, pydyf.Dictionary)}
        numbers: dict[int, list[int]] = defaultdict(list)
        page_numbers = {reference: number for number, reference in enumerate(self.pages)}

        def collect(structure: Any) -> None:
            for child in structure.get("K", ()):
                if isinstance(child, int):
                    numbers[page_numbers[structure["Pg"]]].append(child)
                else:
                    collect(by_reference[child])

        collect(self.root)
        self.root["K"] = pydyf.Array()
        self.spare += [each for each in by_reference.values() if each.get("Type") in ("/StructElem", "/OBJR")]
        for entry in self.spare:
            entry.clear()
        return numbers

    def add_page(self, page_number: int, page: Any, numbers: list[int]) -> None:
        """Give what a page shows to the elements that it belongs to; the rest of it becomes artifacts."""
        owners: dict[int, Any] = {}
        drawn: list[tuple[int, Any]] = []
        leaves = self.leaves(page._page_box, self.top, page_number)
        for number, (box, node) in zip(numbers, leaves, strict=True):  # both follow the tree of boxes
            drawn.append((number, box))
            if node is None:
                continue
            owners[number] = self.add_content(node, number, page_number)
            if isinstance(box, boxes.ReplacedBox):
                node.structure["A"] = _bounding_box(box, page.height)
        beside = sorted(self.numbers_of(page_number) - {*numbers})  # in the order in which heads and feet are drawn
        drawn += zip(beside, in_margins(page._page_box), strict=False)
        actual = {number: words for number, box in drawn if (words := self.letters.said(box))}
        count = self.mark(page_number, owners, actual)
        self.parents.append(pydyf.Array(owners.get(number, "null") for number in range(count)))

    def operators(self, page_number: int) -> Any:
        """The instructions that draw a page."""
        page = self.pdf.objects[int(self.pages[page_number].split()[0])]
        return self.pdf.objects[int(page["Contents"].split()[0])].stream

    def numbers_of(self, page_number: int) -> set[int]:
        """The numbers of all content that is marked on a page."""
        operators = self.operators(page_number)
        return {operators[index - 1]["MCID"] for index, entry in enumerate(operators) if entry == b"BDC"}

    def leaves(self, box: Any, node: _Node, page_number: int) -> Iterator[tuple[Any, _Node | None]]:
        """The text and pictures of a box in the order in which WeasyPrint tags them, each with its node if it has one."""
        box = getattr(box, "_box", box)  # an absolutely placed box has a placeholder
        if isinstance(box, boxes.MarginBox):
            return
        node = self.node(box, node)
        if getattr(box, "link_annotation", None):
            self.add_annotation(box, node, page_number)
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            yield box, None if node.role == "/Figure" and not node.words else node
        is_beside = node.role == "/THead" and node.page not in (-1, page_number)
        is_beside |= str(box.element_tag).endswith(GENERATED)
        for child in getattr(box, "children", ()):
            for leaf, owner in self.leaves(child, node, page_number):
                yield leaf, None if is_beside else owner

    def node(self, box: Any, above: _Node) -> _Node:
        """The node of a box's element, the same one on every page; the one above where it has none of its own."""
        element, tag = box.element, str(box.element_tag)
        if tag == "li::marker":
            return self.of(element, "/Lbl", self.nodes[element, "/LI"])
        role = ROLES.get(tag)
        if element is None or role is None or (tag == "span" and "lang" not in element.attrib):
            return above
        if role in ("/Lbl", "/LBody"):
            return self.of(element, role, self.entry(element, role, above))
        known = self.nodes.get((element, role)) or self.of(element, role, above)
        return self.of(element, "/LBody", known) if role == "/LI" else known

    def of(self, element: Any, role: str, above: _Node) -> _Node:
        """The node of an element in a role; it is made where there is none."""
        if (element, role) not in self.nodes:
            if role == "/Table":
                self.tables += 1
                self.cells.update(headed(element, f"t{self.tables}"))
            id, attributes = self.cells.get(element, ("", {}))
            if element.tag in DECORATED:
                attributes = {"O": "/Layout", "TextDecorationType": DECORATED[element.tag]}
            if role == "/L":
                attributes = {"O": "/List", "ListNumbering": NUMBERING[element.tag]}
            words = " ".join("".join(_heard(element)).split()) if role in ("/Figure", "/Link") else ""
            self.nodes[element, role] = _Node(role, above, attributes, id, words, element.get("lang", ""))
        return self.nodes[element, role]

    def entry(self, element: Any, role: str, above: _Node) -> _Node:
        """The list entry of a term and its meaning: a term begins one."""
        known = self.nodes.get((element, role))
        if known and known.above:
            return known.above
        if role == "/Lbl":
            self.nodes[above, "/LI"] = _Node("/LI", above)  # the one that is open in this list
        return self.nodes[above, "/LI"]

    def add_annotation(self, box: Any, node: _Node, page_number: int) -> None:
        """Put a link's annotation into its structure element, with the link's words; a picture in it has one as well."""
        link = node
        while link.role in ("/Figure", "/Span") and link.above is not None:
            link = link.above
        annotation = box.link_annotation
        structure = self.structure(link, page_number)
        reference = self.new({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pages[page_number]})
        structure["K"].append(reference.reference)
        annotation["Contents"] = pydyf.String(link.words)
        annotation["StructParent"] = len(self.pages) + len(self.annotations)
        self.annotations.append((annotation, structure))

    def add_content(self, node: _Node, number: int, page_number: int) -> Any:
        """Make marked content of a page a part of a node; gives the reference of its structure element."""
        structure = self.structure(node, page_number)
        page = self.pages[page_number]
        elsewhere = pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": number})
        structure["K"].append(number if page_number == node.page else elsewhere)
        return structure.reference

    def structure(self, node: _Node, page_number: int) -> Any:
        """The structure element of a node, made with those above it where it is not there yet."""
        if node.structure is None:
            above = self.structure(node.above, page_number) if node.above else self.root
            entries = {"Type": "/StructElem", "S": node.role, "P": above.reference, "K": pydyf.Array()}
            node.structure = self.new({**entries, "Pg": self.pages[page_number]})
            node.page = page_number
            if node.attributes:
                node.structure["A"] = pydyf.Dictionary(node.attributes)
            if node.role == "/Figure":
                node.structure["Alt"] = pydyf.String(node.words)
            if node.language:
                node.structure["Lang"] = pydyf.String(node.language)
            if node.id:
                node.structure["ID"] = pydyf.String(node.id)
                self.ids.append((node.id, node.structure.reference))
            above["K"].append(node.structure.reference)
        return node.structure

    def new(self, entries: dict[str, Any]) -> Any:
        """An object with these entries, in the place of one of WeasyPrint's that is not needed any more."""
        entry = self.spare.pop() if self.spare else pydyf.Dictionary()
        if entry.number is None:
            self.pdf.add_object(entry)
        entry.update(entries)
        return entry

    def mark(self, page_number: int, owners: dict[int, Any], actual: dict[int, str]) -> int:
        """Mark a page's content as what it is in the tree; gives how many pieces there were."""
        operators = self.operators(page_number)
        marks = [index for index, entry in enumerate(operators) if entry == b"BDC"]
        for index in marks:
            number = operators[index - 1]["MCID"]
            if number not in owners:
                operators[index - 2 : index] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
            if number in actual:
                operators[index - 1]["ActualText"] = pydyf.String(actual[number])
        return len(marks)

    def close(self) -> None:
        """Write the indexes of the tree: the owners of all content and annotations, and the ids."""
        owners = [*self.parents, *(structure.reference for _, structure in self.annotations)]
        nums = pydyf.Array(entry for pair in enumerate(owners) for entry in pair)
        self.root["ParentTree"] = self.new({"Nums": nums}).reference
        self.root["ParentTreeNextKey"] = len(owners)
        if self.ids:
            names = pydyf.Array(entry for id, own in sorted(self.ids) for entry in (pydyf.String(id), own))
            self.root["IDTree"] = self.new({"Names": names}).reference


def _heard(element: Any) -> Iterator[str]:
    """The words of an element, with those that stand for the pictures in it."""
    if element.tag == SVG:
        yield f" {element.get('aria-label', '')} "
        return
    yield element.text or ""
    for child in element:
        yield from _heard(child)
        yield child.tail or ""


def _bounding_box(box: Any, page_height: float) -> Any:
    """Where a picture stands, in points from the foot of the page."""
    left, top = box.content_box_x(), box.content_box_y()
    edges = (left, page_height - top - box.height, left + box.width, page_height - top)
    return pydyf.Dictionary(
        {"O": "/Layout", "Placement": "/Block", "BBox": pydyf.Array(POINTS * edge for edge in edges)}
    )
