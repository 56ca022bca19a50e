"""A Word file as a test takes it apart: its parts, its paragraphs and runs, the words in them, and saving as Word saves."""

import copy
import io
import itertools
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# As Word 2016 opens a part of its own.
NAMESPACES = {
    "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "mc": MC,
    "o": "urn:schemas-microsoft-com:office:office",
    "r": RELATIONS,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w": W,
    "w14": W14,
    "w15": W15,
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "wpi": "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "wne": "http://schemas.microsoft.com/office/word/2006/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
IGNORABLE = "w14 w15 wp14"
LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# Word's own order; what is not named here comes where Word puts it, between the parts of the text and the rest.
FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/_rels/document.xml.rels")
LAST = (
    "word/theme/theme1.xml", "word/settings.xml", "word/numbering.xml", "word/styles.xml", "word/webSettings.xml",
    "word/fontTable.xml", "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml",
)  # fmt: skip


def tag(name: str) -> str:
    """A name such as w:p or w14:paraId, as lxml has it."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"


def element(name: str, /, *children: Any, **attributes: object) -> Any:
    """An element of WordprocessingML with attributes of its namespace."""
    made = etree.Element(tag(name), {tag(key): str(value) for key, value in attributes.items()}, nsmap={"w": W})
    made.extend(children)
    return made


def parsed(fragment: str) -> Any:
    """The one element of a piece of XML, whose prefixes are Word's."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
    return etree.fromstring(f"<root {names}>{fragment}</root>")[0]


class WordFile:
    """An opened Word file; its paragraphs keep the numbers that they had when it was opened."""

    def __init__(self, document: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(document)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.document.find(tag("body"))
        self.paragraphs = tuple(paragraphs_in(self.body))
        self.ids = itertools.count(1000)
        self.authors: list[str] = []

    def paragraphs_now(self) -> list[str]:
        """The words of each paragraph as they are now, with what is tracked as inserted and without what is deleted."""
        return [words_of(paragraph) for paragraph in paragraphs_in(self.body)]

    def signed(self, by: str, on: str) -> dict[str, object]:
        """The attributes of a change that somebody made."""
        if by not in self.authors:
            self.authors.append(by)
        return {"id": next(self.ids), "author": by, "date": on}

    def tree(self, part: str) -> Any:
        """The XML of a part."""
        return etree.fromstring(self.parts[part])

    def put(self, part: str, tree: Any) -> None:
        """Nothing comes back; the part has this XML."""
        self.parts[part] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)

    def add(self, part: str, kind: str, relation: str, tree: Any) -> str:
        """The id of a new part that the document refers to; one that is there keeps its own and gets this XML."""
        self.put(part, tree)
        types = self.tree("[Content_Types].xml")
        if not any(each.get("PartName") == f"/{part}" for each in types):
            etree.SubElement(types, f"{{{PACKAGE}/content-types}}Override", PartName=f"/{part}", ContentType=kind)
            self.put("[Content_Types].xml", types)
        return self.related(relation, part.removeprefix("word/"))

    def related(self, relation: str, target: str, **attributes: str) -> str:
        """The id of the document's relation to a part or an address."""
        relations = self.tree("word/_rels/document.xml.rels")
        for each in relations:
            if each.get("Target") == target:
                return str(each.get("Id"))
        number = f"rId{len(relations) + 101}"
        etree.SubElement(
            relations, f"{{{PACKAGE}/relationships}}Relationship", Id=number, Type=relation, Target=target, **attributes
        )
        self.put("word/_rels/document.xml.rels", relations)
        return number

    def saved(self) -> bytes:
        """The file as a package, its members in the order in which Word writes them, with the day on which zip began."""
        seen: set[str] = set()
        for change in self.body.iter(*map(tag, ("ins", "del", "moveFrom", "moveTo", "rPrChange"))):
            if change.get(tag("id")) in seen:  # of a run that was cut in two
                change.set(tag("id"), str(next(self.ids)))
            seen.add(change.get(tag("id")))
        self.put("word/document.xml", as_word_opens_it(self.document))
        middle = [name for name in self.parts if name not in FIRST + LAST]
        order = [*FIRST, *sorted(middle), *LAST]
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            for name in order:
                if name in self.parts:
                    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                    member.compress_type = zipfile.ZIP_DEFLATED
                    package.writestr(member, self.parts[name])
        return target.getvalue()


def as_word_opens_it(tree: Any) -> Any:
    """The same with all names on its outermost element, and those that others may ignore named."""
    opened = etree.Element(
        tree.tag, dict(tree.attrib), nsmap={**NAMESPACES, **{k: v for k, v in tree.nsmap.items() if k}}
    )
    opened.set(tag("mc:Ignorable"), IGNORABLE)
    opened.extend(list(tree))
    etree.cleanup_namespaces(opened, keep_ns_prefixes=list(NAMESPACES))
    return opened


def paragraphs_in(tree: Any) -> Iterator[Any]:
    """The paragraphs in reading order, those of cells too; not those of text boxes, nor the end of a section alone."""
    for paragraph in tree.iter(tag("p")):
        is_end_of_section = (
            paragraph.find(f"{tag('pPr')}/{tag('sectPr')}") is not None and paragraph.find(tag("r")) is None
        )
        if not is_end_of_section and next(paragraph.iterancestors(tag("txbxContent")), None) is None:
            yield paragraph


def runs_of(paragraph: Any) -> Iterator[Any]:
    """The runs whose words are there: not those that are deleted or moved away, nor those in text boxes."""
    for run in paragraph.iter(tag("r")):
        gone = run.iterancestors(tag("del"), tag("moveFrom"), tag("txbxContent"))
        if not any(True for _ in gone):
            yield run


def words_of(paragraph: Any) -> str:
    """The words of a paragraph as it is now."""
    return "".join(letters_of(piece) for run in runs_of(paragraph) for piece in run)


def letters_of(piece: Any) -> str:
    """The letters that a part of a run stands for."""
    name = etree.QName(piece).localname
    if name in ("t", "delText"):
        return piece.text or ""
    if name == "sym":
        return chr(int(piece.get(tag("char")), 16))
    return LETTERS.get(name, "")


def runs_about(paragraph: Any, old: str, nth: int = 0) -> list[Any]:
    """Runs that hold exactly these words, the nth of the places that say them; runs are cut where the words begin or end."""
    said = words_of(paragraph)
    start = -1
    for _ in range(nth + 1):
        start = said.index(old, start + 1)
    for place in (start, start + len(old)):
        _cut(paragraph, place)
    place, found = 0, []
    for run in runs_of(paragraph):
        length = sum(len(letters_of(piece)) for piece in run)
        if start <= place < start + len(old) and length:
            found.append(run)
        place += length
    return found


def _cut(paragraph: Any, place: int) -> None:
    at = 0
    for run in list(runs_of(paragraph)):
        for piece in list(run):
            length = len(letters_of(piece))
            if at < place < at + length:
                behind = copy.deepcopy(piece)
                set_text(piece, piece.text[: place - at])
                set_text(behind, behind.text[place - at :])
                piece.addnext(behind)
                _split(run, behind)
                return
            if at == place and length and piece is not first_piece(run):
                _split(run, piece)
                return
            at += length


def first_piece(run: Any) -> Any:
    """What comes first in a run behind its properties."""
    return next((piece for piece in run if piece.tag != tag("rPr")), None)


def _split(run: Any, piece: Any) -> None:
    """A second run with the same properties, from this piece on."""
    behind = etree.Element(run.tag, dict(run.attrib), nsmap=run.nsmap)
    properties = run.find(tag("rPr"))
    if properties is not None:
        behind.append(copy.deepcopy(properties))
    behind.extend([piece, *piece.itersiblings()])
    run.addnext(behind)


def set_text(piece: Any, text: str) -> None:
    """Nothing comes back; the piece says this, white space at its ends and all."""
    piece.text = text
    if text != text.strip():
        piece.set(XML_SPACE, "preserve")


def run_like(run: Any, text: str, *, deleted: bool = False) -> Any:
    """A run of these words that looks like another, or like the paragraph where there is none."""
    made = element("r")
    properties = run.find(tag("rPr")) if run is not None else None
    if properties is not None:
        made.append(copy.deepcopy(properties))
    for number, line in enumerate(text.split("\t")):
        if number:
            made.append(element("tab"))
        piece = element("delText" if deleted else "t")
        set_text(piece, line)
        made.append(piece)
    return made


def properties_of(paragraph: Any, *, of_mark: bool = False) -> Any:
    """The properties of a paragraph, or of its mark, made where there are none."""
    properties = paragraph.find(tag("pPr"))
    if properties is None:
        properties = element("pPr")
        paragraph.insert(0, properties)
    if not of_mark:
        return properties
    mark = properties.find(tag("rPr"))
    if mark is None:
        mark = element("rPr")
        behind = [each for each in properties if each.tag in (tag("sectPr"), tag("pPrChange"))]
        properties.insert(len(properties) - len(behind), mark)
    return mark
