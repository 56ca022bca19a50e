"""What a Word file says that came back: its text as it is now and as it was sent, who changed it, and the comments."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from jarpub.formats.docx.returned.beside import W, done_in, language_in, looks_of, marked, properties_of
from jarpub.formats.docx.returned.opened import Package, opened
from jarpub.formats.docx.returned.text import (
    Block,
    Comment,
    Paragraph,
    Returned,
    Revision,
    Row,
    Run,
    Table,
    paragraphs_in,
)

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
NEW, GONE = ("ins", "moveTo"), ("del", "moveFrom")
INSIDE = ("hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo", "ruby", "rubyBase")
SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
BESIDE = {"header": "the head of the pages", "footer": "the foot of the pages", "footnotes": "a footnote", "endnotes": "an endnote"}  # fmt: skip


def read(data: bytes) -> Returned:
    """What a file says; raises Problem where it is no Word file that can be read."""
    return _Reading(opened(data)).returned()


class _Around(NamedTuple):
    """What words stand in: a recorded change, or two of them."""

    new: Revision | None = None
    gone: Revision | None = None


class _Reading:
    """One walk over the parts of a file."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.looks = looks_of(package)
        self.beside: list[tuple[str, str]] = []
        self.open: set[str] = set()  # comments whose words go on
        self.known: set[str] = set()  # comments whose words have begun

    def returned(self) -> Returned:
        document = self.package.part(self.package.main)
        body = document.find(f"{W}body") if document is not None else None
        blocks = tuple(self.blocks(body, _Around())) if body is not None else ()
        for kind, called in BESIDE.items():
            for name in self.package.related(kind):
                self.note(called, self.package.part(name))
        return Returned(blocks, tuple(self.comments(blocks)), tuple(self.beside), properties_of(self.package))

    def note(self, called: str, root: etree._Element | None) -> None:
        """Keep the words of what stands outside of the text, paragraph by paragraph."""
        for paragraph in root.iter(f"{W}p") if root is not None else ():
            words = "".join(run.words for run in self.paragraph(paragraph, _Around()).runs if not run.gone).strip()
            if words:
                self.beside.append((called, words))

    def blocks(self, element: etree._Element, around: _Around) -> Iterator[Block]:
        """The paragraphs and tables in an element."""
        for child in element:
            tag = _tag(child)
            if tag == "p":
                yield self.paragraph(child, around)
            elif tag == "tbl":
                yield Table(tuple(self.rows(child, around)))
            elif tag == "altChunk":
                self.beside.append(("another document that was put in", ""))
            elif tag in NEW + GONE or tag in INSIDE or child.tag == f"{MC}AlternateContent":
                yield from self.blocks(_chosen(child), _within(child, around))
            elif tag.startswith("commentRange"):
                self.mark(child, tag)

    def rows(self, table: etree._Element, around: _Around) -> Iterator[Row]:
        for child in table:
            if _tag(child) == "tr":
                properties = child.find(f"{W}trPr")
                yield Row(tuple(self.cells(child, around)), *_recorded(properties, around))
            elif _tag(child) in (*INSIDE, *NEW, *GONE):
                yield from self.rows(child, _within(child, around))

    def cells(self, row: etree._Element, around: _Around) -> Iterator[tuple[Block, ...]]:
        for child in row:
            if _tag(child) == "tc":
                new, gone = _recorded(child.find(f"{W}tcPr"), around, ("cellIns",), ("cellDel",))
                yield tuple(self.blocks(child, _Around(new, gone)))
            elif _tag(child) in INSIDE:
                yield from self.cells(child, around)

    def paragraph(self, element: etree._Element, around: _Around) -> Paragraph:
        runs = tuple(_joined(self.inline(element, around)))
        return Paragraph(runs, *_recorded(element.find(f"{W}pPr/{W}rPr"), around), _list(element))

    def inline(self, element: etree._Element, around: _Around) -> Iterator[Run]:
        """The runs in an element."""
        for child in element:
            tag = _tag(child)
            if tag == "r":
                yield from self.run(child, around)
            elif tag in NEW + GONE or tag in INSIDE or child.tag == f"{MC}AlternateContent":
                yield from self.inline(_chosen(child), _within(child, around))
            elif tag.startswith("commentRange"):
                self.mark(child, tag)
            elif child.tag in (f"{MATHS}oMath", f"{MATHS}oMathPara"):
                yield self.words("".join(each.text or "" for each in child.iter(f"{MATHS}t")), around, frozenset())

    def mark(self, element: etree._Element, tag: str) -> None:
        """Words of a comment begin or end."""
        id = element.get(f"{W}id", "")
        self.known.add(id)
        (self.open.add if tag == "commentRangeStart" else self.open.discard)(id)

    def words(self, words: str, around: _Around, marks: frozenset[str], language: str = "") -> Run:
        return Run(words, marks, around.new, around.gone, frozenset(self.open), language)

    def run(self, element: etree._Element, around: _Around) -> Iterator[Run]:
        properties = element.find(f"{W}rPr")
        marks, language = self.marks(properties), language_in(properties)
        if properties is not None:
            around = _Around(*_recorded(properties, around))
        for child in element:
            tag, child = _tag(child), _chosen(child)  # noqa: PLW2901  # Word writes twice what older programs cannot read
            if tag == "commentReference" and (id := child.get(f"{W}id", "")) not in self.known:
                yield replace(self.words("", around, marks), comments=frozenset({id}))
            elif tag in ("t", "delText"):
                yield self.words(child.text or "", around, marks, language)
            elif tag in SIGNS or tag in ("br", "sym"):
                yield self.words(_sign(child, tag), around, marks, language)
            else:
                self.note_pictures(child)

    def note_pictures(self, element: etree._Element) -> None:
        """Keep the words that stand in a text box, and those for a picture."""
        for box in element.iter(f"{W}txbxContent"):
            self.note("a text box", box)
        for picture in element.iter(PICTURE):
            if picture.get("descr"):
                self.beside.append(("the words for a picture", picture.get("descr", "")))

    def marks(self, properties: etree._Element | None) -> frozenset[str]:
        """What sets words apart: what their style has, and what they have themselves."""
        if properties is None:
            return frozenset()
        style = properties.find(f"{W}rStyle")
        marks = set(self.looks.get(style.get(f"{W}val", ""), ())) if style is not None else set()
        return frozenset(marked(properties, marks))

    def comments(self, blocks: Iterable[Block]) -> Iterator[Comment]:
        """The comments, in their order, each with the words that it is about."""
        paragraphs = list(paragraphs_in(blocks))
        done = done_in(self.package)
        for name in self.package.related("comments"):
            part = self.package.part(name)
            for each in part.iter(f"{W}comment") if part is not None else ():
                id = each.get(f"{W}id", "")
                said = [self.paragraph(inner, _Around()).words for inner in each.iter(f"{W}p")]
                ids = {inner.get(f"{W14}paraId") for inner in each.iter(f"{W}p")}
                about = " ".join(
                    filter(
                        None, ("".join(r.words for r in p.runs if id in r.comments and not r.gone) for p in paragraphs)
                    )
                )
                yield Comment(
                    id, "\n".join(said).strip(), each.get(f"{W}author", ""), each.get(f"{W}date", ""), about,
                    not done.isdisjoint(ids),
                )  # fmt: skip


def _tag(element: etree._Element) -> str:
    """The name of an element of Word; nothing of another, or of a comment in the XML."""
    return element.tag[len(W) :] if isinstance(element.tag, str) and element.tag.startswith(W) else ""


def _chosen(element: etree._Element) -> etree._Element:
    """What Word shows of an element that is written in several ways."""
    if element.tag != f"{MC}AlternateContent":
        return element
    choice = element.find(f"{MC}Choice")
    fallback = element.find(f"{MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else element


def _within(element: etree._Element, around: _Around) -> _Around:
    """What words in an element stand in."""
    tag = _tag(element)
    if tag in NEW:
        return around._replace(new=_revision(element))
    return around._replace(gone=_revision(element)) if tag in GONE else around


def _recorded(
    properties: etree._Element | None, around: _Around, new: Iterable[str] = NEW, gone: Iterable[str] = GONE
) -> _Around:
    """The recorded changes that some properties tell, or else what is around."""
    for child in properties if properties is not None else ():
        tag = _tag(child)
        if tag in new:
            around = around._replace(new=_revision(child))
        elif tag in gone:
            around = around._replace(gone=_revision(child))
    return around


def _revision(element: etree._Element) -> Revision:
    return Revision(element.get(f"{W}author", ""), element.get(f"{W}date", ""))


def _list(paragraph: etree._Element) -> tuple[str, str] | None:
    id, level = (paragraph.find(f"{W}pPr/{W}numPr/{W}{each}") for each in ("numId", "ilvl"))
    if id is None or id.get(f"{W}val") == "0":
        return None
    return id.get(f"{W}val", ""), level.get(f"{W}val", "0") if level is not None else "0"


def _sign(element: etree._Element, tag: str) -> str:
    if tag == "br":
        return "\n" if element.get(f"{W}type", "textWrapping") == "textWrapping" else ""
    if tag == "sym":
        try:
            return chr(int(element.get(f"{W}char", ""), 16))
        except (ValueError, OverflowError):
            return ""
    return SIGNS[tag]


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs, of which Word cuts one look into many."""
    last: Run | None = None
    for run in runs:
        if last and replace(run, words="") == replace(last, words=""):
            last = replace(last, words=last.words + run.words)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last
