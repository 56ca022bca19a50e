"""Elements of OpenDocument's XML, as the text that they are in a file."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from jarpub.formats.docx.xml_elements import attribute, text

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
DECLARED = "".join(f' xmlns:{name}="{address}"' for name, address in NAMESPACES.items() if name != "manifest")
VERSION = "1.3"
SPACES = re.compile(r"[ \n\r]+|\t")
OTHER_LETTERS = re.compile(r"[^A-Za-z0-9]")
Properties: TypeAlias = Mapping[str, str]


def element(tag: str, attributes: Properties, *children: str) -> str:
    """An element with attributes by their names, such as "text:style-name"."""
    named = "".join([f' {name}="{attribute(value)}"' for name, value in attributes.items()])
    inner = "".join(children)
    return f"<{tag}{named}>{inner}</{tag}>" if inner else f"<{tag}{named}/>"


def properties(kind: str, values: Properties, *children: str) -> str:
    """The properties of one kind that a style has, such as "paragraph"; nothing where it has none."""
    return element(f"style:{kind}-properties", values, *children) if values or children else ""


def style_name(word: str) -> str:
    """The name of a style of Word as OpenDocument takes names: built-in headings have their own."""
    spaced = re.sub(r"^Heading(?=\d$)", "Heading ", word)
    known = {"Normal": "Standard", "": "Standard"}.get(spaced, spaced)
    return OTHER_LETTERS.sub(lambda found: f"_{ord(found[0]):x}_", known)


def words(written: str) -> str:
    """Some words as they stand in a paragraph, where spaces count only once, and tabs not at all."""
    return SPACES.sub(_space, text(written))


def _space(found: re.Match[str]) -> str:
    if found[0] == "\t":
        return "<text:tab/>"
    more = len(found[0]) - 1
    return f' <text:s text:c="{more}"/>' if more else " "


def span(written: str, style: str) -> str:
    """Some words in a style of this name."""
    inner = words(written)
    return element("text:span", {"text:style-name": style}, inner) if style and inner else inner


@dataclass
class Paragraph:
    """A paragraph or a heading: what stands in it, its style, and what is its own beside that."""

    content: str
    style: str = ""
    heading: int = 0  # its level, if it is one
    own: dict[str, str] = field(default_factory=dict)  # properties of the paragraph
    of_text: dict[str, str] = field(default_factory=dict)  # properties of its letters
    is_decoration: bool = False  # whether it has only pictures that say nothing

    def keep(self, *, with_next: bool) -> None:
        """Keep its lines on one page, and it on that of the next."""
        self.own["fo:keep-together"] = "always"
        if with_next:
            self.own["fo:keep-with-next"] = "always"


@dataclass
class List:
    """A list: the style of its bullets or numbers, and the blocks of each item."""

    style: str
    items: list[list["Block"]]


Block: TypeAlias = "Paragraph | List | str"


def paragraphs(blocks: Iterable[Block]) -> list[Paragraph | str]:
    """The paragraphs of some blocks and of the lists among them, and what is neither, as it is."""
    found: list[Paragraph | str] = []
    for block in blocks:
        if isinstance(block, List):
            found += [each for item in block.items for each in paragraphs(item)]
        else:
            found.append(block)
    return found
