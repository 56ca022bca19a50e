"""What WeasyPrint gets wrong in the tag tree of a table that crosses pages, mended before the file is written.

WeasyPrint makes one Table a page, with its head as content each time, and two rows of a row that breaks
(Kozea/WeasyPrint#2903). Here they become one Table again: heads that are only repeated turn into
artifacts, and the parts of a row are joined cell by cell. `TH` gets its scope (Kozea/WeasyPrint#2508).

Glyphs stand in the order in which they are drawn, so that Arabic and Hebrew would be read backwards, and
a letter with several marks twice: such text gets its letters in order beside it (ActualText).
"""

import re
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

DRAWN_AS_WRITTEN = re.compile("[\x20-\x7e\xa0-\xac\xae-\u024f\u2010\u2012-\u2026\u20ac\n\t]*")
SCOPES = {"row": "/Row", "col": "/Column", "rowgroup": "/Row"}


def mend(document: Any, pdf: Any) -> None:
    """The finisher for WeasyPrint: one Table a table, each head once, scopes set."""
    tree = _Tree(pdf)
    tree.name_list_bodies()
    for page_number, page in enumerate(document.pages):
        _say_letters_in_order(tree, page, page_number)
    first: dict[Any, Any] = {}
    for page_number, page in enumerate(document.pages):
        for table in _descendants(page._page_box, boxes.TableBox):
            for cell in _descendants(table, boxes.TableCellBox):
                if cell.element_tag == "th":
                    cell.mark["A"]["Scope"] = SCOPES[cell.element.get("scope", "col")]
            if table.element in first:
                _join(tree, table, first[table.element], page_number)
            first.setdefault(table.element, {}).update(_structure(tree, table, first.get(table.element, {})))


def _say_letters_in_order(tree: "_Tree", page: Any, page_number: int) -> None:
    texts = [box.text for box in _text_boxes(page._page_box)]
    numbers = list(tree.numbers(page_number))
    if len(texts) == len(numbers):  # both follow the tree of boxes
        actual = {number: text for number, text in zip(numbers, texts, strict=True) if _drawn_otherwise(text)}
        tree.set_actual_texts(page_number, actual)


def _drawn_otherwise(text: str) -> bool:
    """Whether glyphs may not say the letters of a text: outside Latin ones and common signs."""
    return not DRAWN_AS_WRITTEN.fullmatch(text)


def _text_boxes(box: Any) -> Iterator[Any]:
    """The text boxes of a page that are in the tag tree: those in its margins are not."""
    for entry in getattr(box, "children", ()):
        child = getattr(entry, "_box", entry)
        if isinstance(child, boxes.TextBox):
            yield child
        elif not isinstance(child, boxes.MarginBox):
            yield from _text_boxes(child)


def _structure(tree: "_Tree", table: Any, known: dict[Any, Any]) -> dict[Any, Any]:
    """The structure elements of a table and its groups, rows and cells, by the HTML element of each."""
    found: dict[Any, Any] = {}
    for group in table.children:
        for row in group.children:
            for cell in row.children:
                found[cell.element] = cell.mark
                found[row.element] = tree.parent(cell.mark)
                found[group.element] = tree.parent(found[row.element])
                found[table.element] = tree.parent(found[group.element])
    return {element: structure for element, structure in found.items() if element not in known}


def _join(tree: "_Tree", table: Any, first: dict[Any, Any], page_number: int) -> None:
    """Bring what a page has of a table into the Table where it began."""
    here = _structure(tree, table, {})
    for group in table.children:
        if group.is_header:
            tree.make_artifact(here[group.element], page_number)
        elif group.element not in first:
            tree.move(here[group.element], first[table.element])
        else:
            _join_group(tree, group, first, here)
    tree.remove(here[table.element])


def _join_group(tree: "_Tree", group: Any, first: dict[Any, Any], here: dict[Any, Any]) -> None:
    for row in group.children:
        if row.element not in first:
            tree.move(here[row.element], first[group.element])
            continue
        for cell in row.children:
            for child in list(here[cell.element]["K"]):
                tree.move(tree.by_reference[child], first[cell.element])


def _descendants(box: Any, kind: type) -> Iterator[Any]:
    for entry in getattr(box, "children", ()):
        child = getattr(entry, "_box", entry)  # an absolutely placed box has a placeholder
        if isinstance(child, kind):
            yield child
        yield from _descendants(child, kind)


class _Tree:
    """The structure elements of a PDF that is about to be written."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.by_reference = {entry.reference: entry for entry in pdf.objects if isinstance(entry, pydyf.Dictionary)}

    def name_list_bodies(self) -> None:
        """What stands in a list entry is its body."""
        for entry in self.by_reference.values():
            if entry.get("S") == "/Div" and self.parent(entry).get("S") == "/LI":
                entry["S"] = "/LBody"

    def parent(self, structure: Any) -> Any:
        """The structure element above this one."""
        return self.by_reference[structure["P"]]

    def move(self, structure: Any, target: Any) -> None:
        """Make this the last child of another structure element."""
        self.parent(structure)["K"].remove(structure.reference)
        target["K"].append(structure.reference)
        structure["P"] = target.reference

    def remove(self, structure: Any) -> None:
        """Take this out, and what is left empty above it."""
        parent = self.parent(structure)
        parent["K"].remove(structure.reference)
        if not parent["K"] and "P" in parent:
            self.remove(parent)

    def make_artifact(self, structure: Any, page_number: int) -> None:
        """Turn the content of a structure element on one page into artifacts."""
        numbers = set(self._content(structure))
        stream = self.operators(page_number)
        for index, entry in enumerate(stream):
            if entry == b"BDC" and stream[index - 1]["MCID"] in numbers:
                stream[index - 2 : index + 1] = ["/Artifact", b"", b"BMC"]
        roots = self.by_reference[self.pdf.catalog["StructTreeRoot"]]
        content = self.by_reference[roots["ParentTree"]]["Nums"]
        by_page = content[content.index(page_number) + 1]
        by_page[:] = ["null" if number in numbers else entry for number, entry in enumerate(by_page)]

    def numbers(self, page_number: int) -> Iterator[int]:
        """The numbers (MCID) of the marked content on a page, in the order of the tag tree."""
        page = f"{self.pdf.pages['Kids'][3 * page_number]} 0 R".encode()
        root = self.by_reference[self.pdf.catalog["StructTreeRoot"]]
        for top in root["K"]:
            yield from self._content(self.by_reference[top], page)

    def set_actual_texts(self, page_number: int, texts: dict[int, str]) -> None:
        """Say of marked content on a page which letters it shows."""
        stream = self.operators(page_number) if texts else []
        for index, entry in enumerate(stream):
            if entry == b"BDC" and stream[index - 1]["MCID"] in texts:
                stream[index - 1]["ActualText"] = pydyf.String(texts[stream[index - 1]["MCID"]])

    def operators(self, page_number: int) -> Any:
        """The operators of a page's content."""
        page = self.pdf.objects[self.pdf.pages["Kids"][3 * page_number]]
        return self.pdf.objects[int(page["Contents"].split()[0])].stream

    def _content(self, structure: Any, page: bytes | None = None) -> Iterator[int]:
        for child in structure.get("K", ()):  # a reference to a link annotation has none
            if not isinstance(child, int):
                yield from self._content(self.by_reference[child], page)
            elif page in (None, structure["Pg"]):
                yield child
