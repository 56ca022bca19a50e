"""The text that a content stream of a PDF draws."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import iter_unpack
from typing import Any

import pikepdf

MOVES = frozenset({"BT", "Td", "TD", "Tm", "T*", "'", '"'})
OF_TEXT = " ".join([*sorted(MOVES), "Tf", "BDC", "BMC", "EMC", "Tj", "TJ"])
PROPERTIES = ("/ActualText", "/Alt", "/E")


@dataclass(frozen=True)
class Drawn:
    """A piece of drawn text: the number of its marked content (MCID) if it has one, and whether it runs on.

    What is drawn under a text that stands for it has no number, and is no part of what is around the text.
    """

    text: str
    number: int | None
    runs_on: bool
    is_around: bool = False


def drawn(stream: Any, resources: Any) -> Iterator[Drawn]:
    """The text that a content stream draws, in that order; what stands for other text takes its place."""
    fonts = {name: _Font(font) for name, font in (resources.get("/Font", {}) if resources is not None else {}).items()}
    marks: list[tuple[int | None, bool]] = []  # open marked content: its number, and whether its text was said
    font, runs_on = None, False
    for operands, operator in instructions(stream, OF_TEXT):
        name = str(operator)
        if name in MOVES:
            runs_on = False
        if name == "Tf":
            font = fonts.get(str(operands[0]))
        elif name in ("BDC", "BMC"):
            properties: Any = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
            number = int(properties["/MCID"]) if "/MCID" in properties else None
            marks.append((number, "/ActualText" in properties))
            for key in PROPERTIES:
                if key in properties:
                    is_actual = key == "/ActualText"
                    is_around = is_actual and all(each is None for each, _ in marks)
                    yield Drawn(str(properties[key]), number if is_actual else None, False, is_around)
        elif name == "EMC" and marks:
            marks.pop()
        elif name in ("Tj", "TJ", "'", '"') and font:
            number = next((number for number, _ in reversed(marks) if number is not None), None)
            said = any(said for _, said in marks)
            is_around = number is None and not said
            yield Drawn(font.text(operands[-1]), None if said else number, runs_on, is_around)
            runs_on = True


def instructions(stream: Any, only: str = "") -> Iterator[tuple[Any, Any]]:
    """The operands and operator of each instruction of a content stream or of a character map, or of only some."""
    for instruction in pikepdf.parse_content_stream(stream, only):
        yield instruction.operands, instruction.operator


class _Font:
    """A font's way from codes to characters, by its ToUnicode map; composite fonts have codes of two bytes."""

    def __init__(self, font: Any) -> None:
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        self.map: dict[int, str] = {}
        if "/ToUnicode" in font:
            for operands, operator in instructions(font.ToUnicode):
                if str(operator) == "endbfchar":
                    self._add_characters(operands)
                elif str(operator) == "endbfrange":
                    self._add_ranges(operands)

    def text(self, shown: Any) -> str:
        """The characters of one operand of a text-showing operator."""
        parts = shown if isinstance(shown, pikepdf.Array) else [shown]
        codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        if self.width == 1:
            return "".join(self.map.get(number, chr(number)) for number in codes)
        return "".join(self.map.get(number, "\ufffd") for (number,) in iter_unpack(">H", codes[: len(codes) // 2 * 2]))

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
