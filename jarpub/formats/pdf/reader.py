"""What a PDF file says: through its tag tree, in the order in which a screen reader meets it, and in all its objects."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

from jarpub.formats import Extract, Fragment, by_language
from jarpub.formats.embedded_data import inside
from jarpub.formats.fonts import is_font
from jarpub.formats.pdf.drawn_text import Drawn, drawn

INLINE_ROLES = frozenset({"/Span", "/NonStruct", "/Link", "/Em", "/Strong", "/Code", "/Quote"})
CHANNELS = {
    "/Alt": "an alternative text",
    "/ActualText": "a text that stands for drawn letters",
    "/URI": "the target of a link",
    "/Contents": "the words of an annotation",
    "/Title": "the title of the document or of a bookmark",
    "/Author": "the author",
    "/Subject": "the subject",
    "/Keywords": "the keywords",
    "/Names": "the name of an attachment or of a place",
    "/F": "the name of an attachment",
    "/UF": "the name of an attachment",
    "/Desc": "the description of an attachment",
}
# Sums, letters and colours: no words stand there, and letters could come together by chance.
WORDLESS = frozenset(
    {
        "/ID",
        "/CheckSum",
        "/CharSet",
        "/Panose",
        "/Lookup",
        "/ToUnicode",
        "/FontFile",
        "/FontFile2",
        "/FontFile3",
        "/CIDSet",
    }
)
COLOURS = "IEC 61966-2-1 Default RGB Colour Space - sRGB"
FIXED = {
    "/Info": (COLOURS,),
    "/OutputConditionIdentifier": (COLOURS,),
    "/Registry": ("Adobe",),
    "/Ordering": ("Identity",),
}
PRODUCER = re.compile(r"WeasyPrint [0-9.]+")
PAGE_NUMBER = re.compile(
    r"(?m)^Page [0-9]+ of [0-9]+$|, page [0-9]+$"
)  # at the foot of each page, and beside what leads to one
MARKED = {"del": "/LineThrough", "ins": "/Underline"}  # how the words in a mark are drawn, as their tag says
SOFT_HYPHEN = "\u00ad"
BROKEN_AT_SOFT_HYPHEN = "\u00ad\u2010"  # WeasyPrint draws a hyphen where a line ends in a soft one
COLOUR_PROFILE = slice(36, 40)  # where it says that it is one
PICTURES = frozenset({"/Image"})
MACHINERY = frozenset({"/XRef", "/ObjStm"})


def extract(data: bytes) -> Extract:
    """The words of the tag tree, but for bullets; everything else is in `fragments`."""
    with pikepdf.open(BytesIO(data)) as pdf:
        texts = {page.objgen: list(drawn(page, page.Resources)) for page in pdf.pages}
        marked = {page: _by_number(pieces) for page, pieces in texts.items()}
        runs = [*_Walk(marked).runs(pdf.Root.get("/StructTreeRoot"))]
        blocks = _blocks(runs)
        return Extract(
            title=str(pdf.docinfo.get("/Title", "")),
            language=str(pdf.Root.get("/Lang", "")),
            blocks=blocks,
            fragments=(
                Fragment("the text", "\n".join(blocks)),
                *(
                    Fragment(f"page {number}", PAGE_NUMBER.sub("", _as_drawn(texts[page.objgen])))
                    for number, page in enumerate(pdf.pages, 1)
                ),
                *_objects(pdf),
            ),
            links=frozenset(_link_names(pdf)),
            targets=frozenset(_target_names(pdf)),
            around=tuple(words for pieces in texts.values() for words in _untagged(pieces)),
            spoken=by_language(_spoken(runs)),
        )


def blocks_without(data: bytes, mark: str) -> tuple[str, ...]:
    """The text of a file that marks what has changed, without the words in one of its marks: `ins` or `del`."""
    with pikepdf.open(BytesIO(data)) as pdf:
        marked = {page.objgen: _by_number(list(drawn(page, page.Resources))) for page in pdf.pages}
        return _blocks(_Walk(marked, MARKED[mark]).runs(pdf.Root.get("/StructTreeRoot")))


def _blocks(runs: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    text = "".join(words for _, words in runs).replace(BROKEN_AT_SOFT_HYPHEN, SOFT_HYPHEN)
    return tuple(filter(None, (" ".join(block.split()) for block in text.split("\0"))))


def _spoken(runs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for language, words in runs:
        yield language, words.replace("\0", "").replace(BROKEN_AT_SOFT_HYPHEN, SOFT_HYPHEN)


@dataclass(frozen=True)
class _Walk:
    """A walk over the structure elements, with the text of each page's pieces; not what is drawn in one way."""

    pages: dict[Any, dict[int, str]]
    without: str = ""

    def runs(self, node: Any, page: Any = None, language: str = "") -> Iterator[tuple[str, str]]:
        """All text below an element behind its language, with a NUL where a block begins or ends."""
        if isinstance(node, int):
            yield language, self.pages[page.objgen].get(node, "")
        elif isinstance(node, pikepdf.Array):
            for child in node:
                yield from self.runs(child, page, language)
        elif isinstance(node, pikepdf.Dictionary) and node.get("/Type") == "/MCR":
            yield language, self.pages[node.Pg.objgen].get(int(node.MCID), "")
        elif self.without and isinstance(node, pikepdf.Dictionary) and _decoration(node) == self.without:
            return
        elif isinstance(node, pikepdf.Dictionary) and "/Alt" in node:
            yield "", f"\0{node.Alt}\0"
        elif isinstance(node, pikepdf.Dictionary) and "/K" in node and not _is_bullet(node):
            edge = "" if node.get("/S") in INLINE_ROLES else "\0"
            yield "", edge
            yield from self.runs(node.K, node.get("/Pg", page), str(node.get("/Lang", language)))
            yield "", edge


def _decoration(node: Any) -> str:
    """How the words of a structure element are drawn, where it says so."""
    return str(node.get("/A", {}).get("/TextDecorationType", "")) if node.get("/S") == "/Span" else ""


def _is_bullet(node: Any) -> bool:
    """Whether this is the bullet or number of a list entry, which the other formats draw without text."""
    if node.get("/S") != "/Lbl":
        return False
    return str(node.P.P.get("/A", {}).get("/ListNumbering", "")) != "/None"


def _by_number(pieces: list[Drawn]) -> dict[int, str]:
    """The text of each piece of marked content on a page."""
    texts: dict[int, str] = {}
    for piece in pieces:
        if piece.number is not None:
            texts[piece.number] = texts.get(piece.number, "") + piece.text
    return texts


def _untagged(pieces: list[Drawn]) -> list[str]:
    """What is drawn around the text: heads, feet, and whatever else no screen reader meets."""
    return _as_drawn([piece for piece in pieces if piece.is_around]).split("\n")


def _as_drawn(pieces: list[Drawn]) -> str:
    """Everything that is drawn on a page, whether the tag tree has it or not."""
    return "".join(("" if piece.runs_on else "\n") + piece.text for piece in pieces)


def _objects(pdf: Any) -> Iterator[Fragment]:
    """Every string in the file, and what its streams carry; the drawing of the pages is read as such."""
    known = {stream.objgen for page in pdf.pages for stream in _streams(page.get("/Contents"))} | _font_streams(pdf)
    for thing in [*pdf.objects, pdf.trailer]:
        yield from _strings(thing, "")
        if not isinstance(thing, pikepdf.Stream) or thing.objgen in known:
            continue
        kind, subtype = str(thing.get("/Type", "")), str(thing.get("/Subtype", ""))
        if subtype == "/Form":
            yield Fragment("a drawing", _as_drawn(list(drawn(thing, thing.get("/Resources")))))
        elif subtype not in PICTURES and kind not in MACHINERY and not _is_colour_profile(thing):
            channel = {"/Metadata": "the metadata (XMP)", "/EmbeddedFile": "an attachment"}.get(kind, "a stream")
            yield from inside(thing.read_bytes(), channel)


def _is_colour_profile(stream: Any) -> bool:
    return bool(stream.read_bytes()[COLOUR_PROFILE] == b"acsp")


def _streams(contents: Any) -> list[Any]:
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []


def _strings(thing: Any, key: str) -> Iterator[Fragment]:
    if isinstance(thing, pikepdf.String) and not _is_fixed(key, str(thing)):
        yield Fragment(CHANNELS.get(key, f"the entry {key[1:] or 'of a list'}"), str(thing))
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name, value in thing.items():
            if name not in WORDLESS and not getattr(value, "is_indirect", False):
                yield from _strings(value, name)
    elif isinstance(thing, pikepdf.Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value, key)


def _is_fixed(key: str, words: str) -> bool:
    """Whether this is what every such file says of its colours, its letters and the program that made it."""
    return (
        words in FIXED.get(key, ())
        or (key == "/FontFamily" and is_font(words))
        or (key == "/Producer" and PRODUCER.fullmatch(words) is not None)
    )


def _font_streams(pdf: Any) -> set[Any]:
    """The streams that are the letters of a font, or their map, which hold no words."""
    return {
        value.objgen
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary)
        for name, value in thing.items()
        if name in WORDLESS and isinstance(value, pikepdf.Stream)
    }


def _link_names(pdf: Any) -> Iterator[str]:
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            target = annotation.get("/Dest", annotation.get("/A", {}).get("/D"))
            if isinstance(target, pikepdf.String | pikepdf.Name):
                yield str(target)


def _target_names(pdf: Any) -> Iterator[str]:
    names = pdf.Root.get("/Names", {}).get("/Dests")
    if names is not None:
        yield from (str(name) for name in pikepdf.NameTree(names))
    yield from (str(name) for name in pdf.Root.get("/Dests", {}))
