"""What a Word file with tracked changes says once all are accepted, or rejected, as ECMA-376 has it (17.13.5).

Nothing here is taken from the writer of these files.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Any, Literal
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
GONE = {"accepted": f"{W}del", "rejected": f"{W}ins"}


@dataclass
class Outline:
    """The blocks of a file once nothing is tracked any more."""

    links: dict[str, str]
    pictures: dict[str, str]
    gone: str
    numberings: dict[str, int] = field(default_factory=dict)

    def blocks(self, container: etree._Element) -> list[Any]:
        """Paragraphs with style, place in lists and runs; tables as rows of cells of such blocks."""
        blocks: list[Any] = []
        waiting: list[Any] = []  # of paragraphs whose end is gone: they run on into the next
        for child in container:
            if child.tag == f"{W}p":
                waiting += self.runs(child)
                if child.find(f"{W}pPr/{W}sectPr") is not None and not joined(waiting):
                    continue  # it only says where columns begin or end
                is_last = child.getnext() is None or child.getnext().tag == f"{W}sectPr"
                if child.find(f"{W}pPr/{W}rPr/{self.gone}") is None or is_last:  # whose end nobody can take away
                    # Behind a table Word has an empty paragraph at the end of a document, written or not.
                    is_nothing = not joined(waiting) and bool(blocks) and isinstance(blocks[-1], list) and is_last
                    blocks += [] if is_nothing else [(*self.properties(child), joined(waiting))]
                    waiting = []
            elif child.tag == f"{W}tbl":
                rows = [row for row in child.iterchildren(f"{W}tr") if row.find(f"{W}trPr/{self.gone}") is None]
                if rows:
                    blocks += [("runs on into a table", joined(waiting))] if joined(waiting) else []
                    waiting = []
                    blocks.append([[self.cell(cell) for cell in row.iterchildren(f"{W}tc")] for row in rows])
        return [*blocks, ("runs on into nothing", joined(waiting))] if joined(waiting) else blocks

    def cell(self, cell: etree._Element) -> Any:
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        return ("" if span is None else span.get(f"{W}val"), self.blocks(cell))

    def properties(self, paragraph: etree._Element) -> tuple[str, str, int]:
        own = paragraph.find(f"{W}pPr")
        was = None if own is None else own.find(f"{W}pPrChange/{W}pPr")
        if was is not None and self.gone == GONE["rejected"]:
            own = was
        style = None if own is None else own.find(f"{W}pStyle")
        level = None if own is None else own.find(f"{W}numPr/{W}ilvl")
        number = None if own is None else own.find(f"{W}numPr/{W}numId")
        told = "" if number is None else number.get(f"{W}val", "")
        known = self.numberings.setdefault(told, len(self.numberings)) if told not in ("", "0") else 0
        return (
            "" if style is None else style.get(f"{W}val", ""),
            "" if level is None else f"{level.get(f'{W}val')} {told == '0'}",
            known,
        )

    def runs(self, element: etree._Element, link: str = "") -> Iterator[tuple[str, str, str]]:
        """The words that are there, each with its style and where it leads."""
        for child in element:
            if child.tag in (self.gone, f"{W}pPr"):
                continue
            if child.tag == f"{W}hyperlink":
                yield from self.runs(child, self.links.get(child.get(f"{R}id", ""), child.get(f"{W}anchor", "")))
            elif child.tag in GONE.values():
                yield from self.runs(child, link)
            elif child.tag == f"{W}r":
                style = child.find(f"{W}rPr/{W}rStyle")
                yield ("" if style is None else style.get(f"{W}val", ""), link, "".join(self.words(child)))

    def words(self, run: etree._Element) -> Iterator[str]:
        is_gone = run.getparent().tag == f"{W}del"
        for child in run:
            if child.tag in (f"{W}t", f"{W}delText"):
                assert (child.tag == f"{W}delText") is is_gone, "words that are gone stand in delText, and no others"
                yield child.text or ""
            elif child.tag in (f"{W}tab", f"{W}br") and child.get(f"{W}type") != "column":  # which is no word
                yield "\t" if child.tag == f"{W}tab" else "\n"
            for drawn in child.iter(DRAWN):
                blips = [self.pictures[blip.get(f"{R}embed", "")] for blip in child.iter(BLIP)]
                yield f"[{drawn.get('descr')} {blips}]"


def joined(runs: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Runs that look the same as one; where text is cut into runs is nobody's business."""
    found: list[tuple[str, str, str]] = []
    for style, link, words in runs:
        if found and found[-1][:2] == (style, link):
            found[-1] = (style, link, found[-1][2] + words)
        elif words:
            found.append((style, link, words))
    return found


def outline(content: bytes, how: Literal["accepted", "rejected"] = "accepted") -> list[Any]:
    """The blocks of a Word file with all changes accepted, or rejected."""
    with ZipFile(BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {each.get("Id", ""): each.get("Target", "") for each in relations}
        pictures = {
            id: sha256(package.read(posixpath.join("word", target))).hexdigest()[:8]
            for id, target in targets.items()
            if target.startswith("media/")
        }
    return Outline(targets, pictures, GONE[how]).blocks(body)


def revisions(content: bytes) -> list[etree._Element]:
    """All revisions of the text of a Word file."""
    with ZipFile(BytesIO(content)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    return list(tree.iter(*GONE.values(), f"{W}pPrChange"))
