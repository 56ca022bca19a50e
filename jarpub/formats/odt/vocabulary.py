"""Words that OpenDocument itself has in the values of its attributes: nobody typed them, and they name nobody."""

import re

from jarpub.formats.odt.package import AS_IN_WORD
from jarpub.formats.odt.xml_elements import NAMESPACES, VERSION
from jarpub.formats.vocabulary import OWN_STYLES, PIECES, is_of_word


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


OWN = _names("""
align always aspect at auto automatic
balance baseline boolean boundary break capitalize char chain collapsing columns configuration country cp deg display
embed ending fixed float fo frame full in inherit inside international landscape language layout lefthand listtab load
lowercase lr lr-tb margins mode none normal oasis onload onrequest ooo opendocument orientation outside page para
paragraph paper picture pictures print pt purl rl rl-tb scroll section seq settings simple spacing standard string
tb text transparent true urn vnd wrap writing zxx
""")
FONT_ATTRIBUTES = frozenset({"font-name", "font-name-asian", "font-name-complex", "font-family"})
# Attributes that hold what people type, and names that they or programs give to parts of a text.
TYPED = frozenset(
    {"author", "title", "description", "href", "creator", "annote", "string-value", "formula", "condition"}
)
NAMED_BY_PEOPLE = frozenset({
    "bookmark", "bookmark-end", "bookmark-start", "frame", "reference-mark", "section", "table", "user-defined",
    "user-field-decl", "variable-decl", "annotation", "annotation-end",
})  # fmt: skip
OWN_NAME = re.compile(r"(Table|Columns)\d+|Picture \d+")
COUNTED = re.compile(r"[PTCREGS]\d+")  # the names of automatic styles
MEASURE = re.compile(r"[-+]?[\d.]+(pt|cm|mm|in|px|%|\*)?")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
ESCAPED = re.compile(r"_([0-9a-f]{1,5})_")
DAY = re.compile(r"\d{4}-\d\d-\d\dT[\d:]+")
KNOWN = frozenset({*NAMESPACES.values(), *AS_IN_WORD, VERSION, "http://openoffice.org/2004/office", ""})


def is_typed(attribute: str, holder: str) -> bool:
    """Whether an attribute of an element holds what people type."""
    return attribute in TYPED or (attribute == "name" and holder in NAMED_BY_PEOPLE)


def is_of_opendocument(value: str) -> bool:
    """Whether a value is one of OpenDocument's own, or the name of a style that the templates come with."""
    if value in KNOWN or COUNTED.fullmatch(value) or DAY.fullmatch(value):
        return True
    unescaped = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    return all(_is_known(piece) for piece in unescaped.split())


def _is_known(piece: str) -> bool:
    if MEASURE.fullmatch(piece) or COLOUR.fullmatch(piece) or piece in OWN_STYLES:
        return True
    words = PIECES.findall(piece)
    return is_of_word(piece) or all(word.casefold() in OWN or is_of_word(word) for word in words)
