"""Paragraphs and lists as the text that they are in an OpenDocument file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jarpub.formats.odt.automatic_styles import AutomaticStyles
from jarpub.formats.odt.word_styles import of_paragraph, style_of
from jarpub.formats.odt.xml_elements import Block, List, Paragraph, element, properties, style_name

INDENTS = ("fo:margin-left", "fo:text-indent")


@dataclass(frozen=True)
class BlockWriter:
    """Writes blocks; what is their own beside their styles becomes automatic ones."""

    automatic: AutomaticStyles
    styles: Any  # those of the Word file

    def written(self, blocks: Sequence[Block]) -> str:
        """The blocks as they stand in the file."""
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        if isinstance(block, str):
            return block
        return self._list(block) if isinstance(block, List) else self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> str:
        name, looks = style_name(block.style), properties("paragraph", block.own) + properties("text", block.of_text)
        if looks:
            name = self.automatic.name("paragraph", block.style or "Normal", looks, "P")
        if block.heading:
            named = {"text:style-name": name, "text:outline-level": str(block.heading)}
            return element("text:h", named, block.content)
        return element("text:p", {"text:style-name": name}, block.content)

    def _list(self, block: List) -> str:
        """A list; what no item can hold, such as a table, stands between two parts of it."""
        written, items, named = "", "", {"text:style-name": block.style}
        for item in block.items:
            inner = ""
            for each in item:
                if isinstance(each, str):
                    written += _listed(named, items + _item(inner)) + each
                    named, items, inner = {**named, "text:continue-numbering": "true"}, "", ""
                else:
                    inner += self._block(self._indented(each))
            items += _item(inner)
        return written + _listed(named, items)

    def _indented(self, block: Block) -> Block:
        """A paragraph of a list item whose style has an indent of its own, which that of the list would else replace."""
        if isinstance(block, Paragraph):
            style = style_of(self.styles, block.style)
            own = of_paragraph(None if style is None else style.pPr)
            if "fo:margin-left" in own:
                block.own = {
                    "fo:text-indent": "0pt",
                    **{name: own[name] for name in INDENTS if name in own},
                    **block.own,
                }
        return block


def _item(inner: str) -> str:
    return element("text:list-item", {}, inner) if inner else ""


def _listed(named: dict[str, str], items: str) -> str:
    return element("text:list", named, items) if items else ""
