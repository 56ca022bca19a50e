"""Elements of WordprocessingML that a Word file is made of, as the text that they are in its XML.

A Word file of a thousand actions has a hundred thousand of them: as text they take a third of the time that objects do.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple, TypeAlias

from jarpub.pages.page_tree import Element, direction_of

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})

# Hebrew, Arabic and their neighbours; each letter of a text would be asked otherwise, as most have an apostrophe.
FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
BREAK, TAB = "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>"


def w(tag: str, *children: str, **attributes: object) -> str:
    """An element of WordprocessingML."""
    named = "".join([f' w:{name}="{attribute(str(value))}"' for name, value in attributes.items()])
    inner = "".join(children)
    return f"<w:{tag}{named}>{inner}</w:{tag}>" if inner else f"<w:{tag}{named}/>"


def attribute(words: str) -> str:
    """Some words as they stand in the value of an attribute."""
    return words.translate(ESCAPED) if not words.isalnum() else words


def text(words: str) -> str:
    """Some words as they stand between elements."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Letters(NamedTuple):
    """What letters are: their character style, and their language where that is another than the page's."""

    style: str = ""
    language: str = ""

    def inside(self, element: Element, style: str) -> "Letters":
        """Those in an element, which may have a style or a language of its own."""
        return Letters(style or self.style, element.attributes.get("lang", self.language))


PLAIN = Letters()


def run(words: str, letters: Letters = PLAIN) -> str:
    """A run of text; one with letters of Arabic or Hebrew, or in such a language, says so."""
    style, language = letters
    properties = f'<w:rStyle w:val="{attribute(style)}"/>' if style else ""
    if FROM_THE_RIGHT.search(words) or direction_of(language) == "rtl":
        properties += "<w:rtl/>"
    if language:  # Word asks for it by the script of the letters
        properties += w("lang", val=language, eastAsia=language, bidi=language)
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{properties}<w:t xml:space="preserve">{text(words)}</w:t></w:r>'


@dataclass(frozen=True)
class Revision:
    """That something is new or gone: the element of Word for it, `ins` or `del`, and its author and day as attributes."""

    kind: str
    signature: str


@dataclass(frozen=True)
class Panel:
    """What a style says of the ground and the borders behind paragraphs, and of how far from the margin they stand."""

    borders: str = ""
    indents: str = ""


NO_PANEL = Panel()


@dataclass
class Paragraph:
    """A paragraph: what stands in it, and its properties, of which those that keep it beside others come later."""

    content: list[str]
    style: str = ""
    level: int = -1  # of a list
    numbering: str = ""
    right_to_left: bool = False
    keeps_lines: bool = False
    keeps_next: bool = False
    revision: Revision | None = None  # that it is as a whole, in a file with tracked changes
    mark: str = ""  # what says that its end is new or gone
    was: str = ""  # what says which properties it had
    new_page: bool = False
    panel: Panel = NO_PANEL  # that it stands in, where its style is another's
    section: str = ""  # of the document that it ends

    def keep(self, *, with_next: bool) -> None:
        """Keep its lines on one page, and it on that of the next."""
        self.keeps_lines, self.keeps_next = True, with_next

    def take_properties(self, other: "Paragraph") -> None:
        """Look like another one."""
        self.style, self.level, self.numbering = other.style, other.level, other.numbering
        self.right_to_left, self.keeps_lines = other.right_to_left, other.keeps_lines
        self.keeps_next, self.new_page, self.panel = other.keeps_next, other.new_page, other.panel

    @property
    def properties(self) -> str:
        """Its properties, for which the schema has an order."""
        return (
            (f'<w:pStyle w:val="{attribute(self.style)}"/>' if self.style else "")
            + ("<w:keepNext/>" if self.keeps_next else "")
            + ("<w:keepLines/>" if self.keeps_lines else "")
            + ("<w:pageBreakBefore/>" if self.new_page else "")
            + (w("numPr", w("ilvl", val=self.level), w("numId", val=self.numbering)) if self.level >= 0 else "")
            + self.panel.borders
            + ("<w:bidi/>" if self.right_to_left else "")
            + self.panel.indents
        )

    def __str__(self) -> str:
        """The element."""
        mark = f"<w:rPr>{self.mark}</w:rPr>" if self.mark else ""
        properties = self.properties + mark + self.section + self.was
        inner = (f"<w:pPr>{properties}</w:pPr>" if properties else "") + "".join(self.content)
        return f"<w:p>{inner}</w:p>" if inner else "<w:p/>"


Block: TypeAlias = "Paragraph | str"  # a table is never changed once it is written


def bookmark_name(name: str) -> str:
    """A name that Word takes for a bookmark: letters, digits and underscores, 40 at most, a letter first."""
    if re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", name):
        return name
    return "b" + re.sub(r"[^A-Za-z0-9]", "_", name)[:22] + "_" + sha256(name.encode()).hexdigest()[:16]
