"""What a PDF file says, through its tag tree: the order in which a screen reader meets it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from jarpub.readers import Reading

INLINE = frozenset({"/Span", "/NonStruct", "/Link", "/Em", "/Strong", "/Code", "/Quote"})
SILENT = frozenset({"/Lbl"})  # bullets and numbers of lists, which the other formats draw without text


def read(data: bytes) -> Reading:
    """The words of the tag tree, but for bullets; what is not in the tree is not read."""
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.objgen: _marked_texts(page) for page in pdf.pages}
        text = "".join(_pieces(pdf.Root.StructTreeRoot, None, pages))
        blocks = [" ".join(block.split()) for block in text.split("\0")]
        return Reading(str(pdf.docinfo.get("/Title", "")), str(pdf.Root.get("/Lang", "")), tuple(filter(None, blocks)))


def _pieces(node: Any, page: Any, pages: dict[Any, dict[int, str]]) -> Iterator[str]:
    """All text below a structure element, with a NUL where a block begins or ends."""
    if isinstance(node, int):
        yield pages[page.objgen].get(node, "")
    elif isinstance(node, pikepdf.Array):
        for child in node:
            yield from _pieces(child, page, pages)
    elif isinstance(node, pikepdf.Dictionary) and node.get("/S") not in SILENT and "/K" in node:
        edge = "" if node.get("/S") in INLINE else "\0"
        yield edge
        yield from _pieces(node.K, node.get("/Pg", page), pages)
        yield edge


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The text of each piece of marked content on a page, by its number (MCID)."""
    fonts = {name: _Font(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    said: dict[int, str] = {}
    open_marks: list[int | None] = []
    font = None
    for operands, operator in _instructions(page):
        match str(operator):
            case "Tf":
                font = fonts[str(operands[0])]
            case "BDC":
                number = int(operands[1]["/MCID"]) if "/MCID" in operands[1] else None
                open_marks.append(number)
                if number is not None and "/ActualText" in operands[1]:
                    said[number] = str(operands[1]["/ActualText"])
            case "BMC":
                open_marks.append(None)
            case "EMC":
                open_marks.pop()
            case "Tj" | "TJ" | "'" | '"' if font:
                number = next((mark for mark in reversed(open_marks) if mark is not None), None)
                if number is not None:
                    texts[number] = texts.get(number, "") + font.text(operands[-1])
    return {**texts, **said}  # a text that is said stands for the letters that are drawn


def _instructions(stream: Any) -> Iterator[tuple[Any, Any]]:
    for instruction in pikepdf.parse_content_stream(stream):
        yield instruction.operands, instruction.operator


class _Font:
    """A font's way from codes to characters, by its ToUnicode map; codes are two bytes wide."""

    def __init__(self, font: Any) -> None:
        self.map: dict[int, str] = {}
        if "/ToUnicode" in font:
            for operands, operator in _instructions(font.ToUnicode):
                if str(operator) == "endbfchar":
                    self._add_characters(operands)
                elif str(operator) == "endbfrange":
                    self._add_ranges(operands)

    def text(self, shown: Any) -> str:
        """The characters of one operand of a text-showing operator."""
        if isinstance(shown, pikepdf.Array):
            return "".join(self.text(part) for part in shown if isinstance(part, pikepdf.String))
        codes = bytes(shown)
        return "".join(self.map.get(int.from_bytes(codes[i : i + 2]), "\ufffd") for i in range(0, len(codes), 2))

    def _add_characters(self, operands: Any) -> None:
        for code, characters in zip(operands[::2], operands[1::2], strict=True):
            self.map[int.from_bytes(bytes(code))] = bytes(characters).decode("utf-16-be")

    def _add_ranges(self, operands: Any) -> None:
        for first, last, characters in zip(operands[::3], operands[1::3], operands[2::3], strict=True):
            start = int.from_bytes(bytes(first))
            for offset in range(int.from_bytes(bytes(last)) - start + 1):
                if isinstance(characters, pikepdf.Array):
                    self.map[start + offset] = bytes(characters[offset]).decode("utf-16-be")
                else:
                    self.map[start + offset] = chr(ord(bytes(characters).decode("utf-16-be")) + offset)
