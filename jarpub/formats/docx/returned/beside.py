"""What stands beside the text of a Word file: what its styles set apart, which comments are ticked off, its properties."""

from collections.abc import Mapping

from lxml import etree

from jarpub.formats.docx.returned.opened import TRANSITIONAL, Package

W = f"{{{TRANSITIONAL}}}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
PROPERTIES = "docProps/custom.xml"
OFF = ("0", "false", "off", "none")
MARKS = {"b": "strong", "i": "em"}


def marked(properties: etree._Element, marks: set[str]) -> set[str]:
    """Some marks, "strong" and "em", with those that properties of their own set or take away."""
    for tag, mark in MARKS.items():
        own = properties.find(W + tag)
        if own is not None:
            (marks.discard if own.get(f"{W}val", "") in OFF else marks.add)(mark)
    return marks


def language_in(properties: etree._Element | None) -> str:
    """The code of the language that properties give words, of those read from the right that in its own place."""
    own = properties.find(f"{W}lang") if properties is not None else None
    if properties is None or own is None:
        return ""
    return own.get(f"{W}bidi" if properties.find(f"{W}rtl") is not None else f"{W}val", "")


def looks_of(package: Package) -> Mapping[str, frozenset[str]]:
    """What each style for words sets apart, by its id."""
    found: dict[str, tuple[str, etree._Element | None]] = {}
    for name in package.related("styles"):
        root = package.part(name)
        for style in root.iter(f"{W}style") if root is not None else ():
            if style.get(f"{W}type") == "character":
                above = style.find(f"{W}basedOn")
                named = above.get(f"{W}val", "") if above is not None else ""
                found[style.get(f"{W}styleId", "")] = named, style.find(f"{W}rPr")

    def marks(id: str, seen: frozenset[str]) -> set[str]:
        if id not in found or id in seen:
            return set()
        above, own = found[id]
        inherited = marks(above, seen | {id})
        return marked(own, inherited) if own is not None else inherited

    return {id: frozenset(marks(id, frozenset())) for id in found}


def done_in(package: Package) -> frozenset[str | None]:
    """The paragraphs whose comments somebody has ticked off."""
    found: set[str | None] = set()
    for name in package.related("commentsExtended"):
        root = package.part(name)
        for each in root.iter(f"{W15}commentEx") if root is not None else ():
            if each.get(f"{W15}done") == "1":
                found.add(each.get(f"{W15}paraId"))
    return frozenset(found)


def properties_of(package: Package) -> Mapping[str, str]:
    """The properties that a file was sent with."""
    root = package.part(PROPERTIES)
    found = root.iter(PROPERTY) if root is not None else ()
    return {each.get("name", ""): "".join(map(str, each.itertext())) for each in found}
