"""Page markup as a checked tree.

Browsers forgive and Word cannot, so the page markup is a small strict vocabulary: what stands outside it
is refused with its place.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location, did_you_mean
from jarpub.pages.allowed_elements import ATTRIBUTES, CONTENT, EVERYWHERE, INSTEAD, NEVER_EMPTY, VALUES, VOID
from jarpub.pages.page_tree import HEADINGS, INLINE, Child, Element
from jarpub.pages.picture_rules import picture_faults
from jarpub.pages.whitespace import tidied
from jarpub.project.yaml.encoding import UNPRINTABLE, UNPRINTABLE_CHARACTER

WELL_FORMED = Code(
    "markup.well-formed", "An element of a template is not closed, or something stands outside all elements."
)
VOCABULARY = Code(
    "markup.vocabulary",
    "A template uses an element or an attribute that publications do not have, or where it cannot stand.",
)
PICTURE = Code(
    "markup.picture", "A picture has no words for those who cannot see it, lacks a measure, or cannot be drawn."
)
TABLE = Code("markup.table", "A table has an empty row, rows of different widths or no head.")
STRUCTURE = Code("markup.definitions", "A term has no meaning behind it, or a meaning no term before it.")
HEADINGS_ORDER = Code("markup.headings", "Headings do not start with a title, or skip a level.")
LINK = Code("markup.link", "A link leads nowhere, stands in another one or has an address that cannot be used.")
EMPTY = Code("markup.empty", "An element that needs words has none.")


def parse(html: str, template: Location) -> Element:
    """The checked tree that the page markup of a template holds; raises DiagnosticsError with every diagnostic."""
    bad = UNPRINTABLE.search(html)
    if bad:
        raise DiagnosticsError(
            [
                Diagnostic(
                    UNPRINTABLE_CHARACTER, template, f"the character U+{ord(bad[0]):04X} cannot be printed", "delete it"
                )
            ]
        )
    tree = _Tree(template)
    try:
        tree.feed(html)
        tree.close()
        body = tree.root()
        diagnostics = [*tree.diagnostics, *_faults(body), *_heading_faults(body), *_link_faults(body)]
    except (AssertionError, RecursionError):  # the parser's own, for <![…]> and for thousands of open elements
        raise DiagnosticsError(
            [
                Diagnostic(
                    WELL_FORMED, template, "the HTML cannot be read", "look for <! and for elements that are not closed"
                )
            ]
        ) from None
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    body = tidied(body)
    empty = [
        _diagnostic(EMPTY, e, f"<{e.tag}> is empty", 'leave it out, or write "Not recorded"')
        for e in body.walk()
        if e.tag in NEVER_EMPTY and not e.text()
    ]
    if empty:
        raise DiagnosticsError(empty)
    return body


class _Tree(HTMLParser):
    """Builds the tree and keeps what is not well formed."""

    def __init__(self, template: Location) -> None:
        super().__init__(convert_charrefs=True)
        self.diagnostics: list[Diagnostic] = []
        self.open: list[tuple[str, dict[str, str], list[Child], Location]] = [("", {}, [], template)]

    def root(self) -> Element:
        for tag, _, _, location in self.open[:0:-1]:
            self._find(location, f"<{tag}> is never closed", f"add </{tag}>")
        top = [child for child in self.open[0][2] if isinstance(child, Element)]
        for words in self.open[0][2]:
            if isinstance(words, str) and words.strip():
                self._find(
                    self.open[0][3], f'the words "{words.strip()[:40]}" stand outside <article>', "put them inside"
                )
        if len(top) != 1 or top[0].tag != "article":
            location = top[0].location if top else self.open[0][3]
            self._find(
                location, "a publication is one <article> and nothing beside it", "put everything inside <article>"
            )
            raise DiagnosticsError(self.diagnostics)
        return top[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes: dict[str, str] = {}
        twice = []
        for name, value in attrs:  # our own location stands first
            if name in attributes:
                twice.append(name)
            else:
                attributes[name] = value or ""
        if "aria-label" in attributes:  # a template's own line breaks are in it
            attributes["aria-label"] = " ".join(attributes["aria-label"].split())
        location = self._location(attributes)
        for name in twice:
            self._find(location, f'<{tag}> has the attribute "{name[:40]}" twice', "take one of them out")
        self.open.append((tag, attributes, [], location))
        if tag in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag != self.open[-1][0]:
            inner, _, _, location = self.open[-1]
            self._find(location, f"</{tag}> comes where <{inner}> is still open", f"close <{inner}> first")
            if tag not in [entry[0] for entry in self.open]:
                return
            while self.open[-1][0] != tag:
                self._close()
        self._close()

    def handle_data(self, data: str) -> None:
        self.open[-1][2].append(data)

    def handle_comment(self, _: str) -> None:
        self._find(
            self.open[-1][3], "an HTML comment stands in the template", "write {# … #}, which is never published"
        )

    def handle_decl(self, decl: str) -> None:
        self._find(self.open[-1][3], f"<!{decl[:20]}> is not part of the page markup", "leave it out")

    def unknown_decl(self, data: str) -> None:
        self._find(self.open[-1][3], f"<![{data[:20]}]> is not part of the page markup", "leave it out")

    def handle_pi(self, data: str) -> None:
        self._find(self.open[-1][3], f"<?{data[:20]}> is not part of the page markup", "leave it out")

    def _close(self) -> None:
        tag, attributes, children, location = self.open.pop()
        self.open[-1][2].append(Element(tag, attributes, tuple(children), location))

    def _location(self, attributes: dict[str, str]) -> Location:
        """Where an element stands; one without a location, or with one that somebody typed, stands where it is in."""
        with suppress(ValueError):
            return Location.from_attribute(attributes.pop("data-location", ""))
        return self.open[-1][3]

    def _find(self, location: Location, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(WELL_FORMED, location, message, hint))


def _diagnostic(code: Code, element: Element, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, element.location, message, hint)


def _faults(element: Element) -> Iterator[Diagnostic]:
    """Everything in an element and below it that is outside the vocabulary."""
    if element.tag not in CONTENT:
        yield _diagnostic(
            VOCABULARY,
            element,
            f"<{element.tag}> is not part of the page markup",
            INSTEAD.get(element.tag) or did_you_mean(element.tag, CONTENT),
        )
        return
    allowed = EVERYWHERE | ATTRIBUTES.get(element.tag, frozenset())
    if element.tag not in INLINE:
        allowed |= {"id"}
    for name in element.attributes.keys() - allowed:
        yield _diagnostic(
            VOCABULARY, element, f'<{element.tag}> cannot have the attribute "{name[:40]}"', did_you_mean(name, allowed)
        )
    for name, value in element.attributes.items():
        if name in VALUES and not VALUES[name].fullmatch(value):
            yield _diagnostic(
                VOCABULARY, element, f'<{element.tag}> cannot have {name}="{value[:40]}"', "correct the value"
            )
            return
    for child in element.children:
        yield from _child_faults(element, child)
    if element.tag == "table":
        yield from _table_faults(element)
    if element.tag == "dl":
        yield from _definition_faults(element)
    if element.tag == "svg":
        yield from (_diagnostic(PICTURE, *fault) for fault in picture_faults(element))


def _child_faults(parent: Element, child: Child) -> Iterator[Diagnostic]:
    content = CONTENT[parent.tag]
    if isinstance(child, str):
        if child.strip() and not content & INLINE and parent.tag != "text":
            yield _diagnostic(
                VOCABULARY,
                parent,
                f'the words "{child.strip()[:40]}" stand loose in <{parent.tag}>',
                "put them in a <p>",
            )
        return
    yield from _faults(child)
    if child.tag in CONTENT and child.tag not in content:
        if "data-value" in child.attributes and child.tag == "div":
            name = child.attributes["data-value"]
            message = f"{name}: a list or several paragraphs stand where one line of text is printed"
            hint = "write it as one paragraph, without an empty line and without the signs of a list"
            is_answer = name.endswith(".answer")  # which is not for a template to change
            hint += "" if is_answer else ", or let the template put it outside <p> and headings"
            yield _diagnostic(VOCABULARY, child, message, hint)
        else:
            yield _diagnostic(
                VOCABULARY, child, f"<{child.tag}> cannot stand in <{parent.tag}>", did_you_mean(child.tag, content)
            )


def _table_faults(table: Element) -> Iterator[Diagnostic]:
    for row in table.walk():
        if row.tag in ("thead", "tbody", "tr") and not list(row.elements):
            yield _diagnostic(TABLE, row, f"<{row.tag}> is empty", "leave it out")
    rows = [row for row in table.walk() if row.tag == "tr"]
    widths = [sum(_span(cell) for cell in row.elements) for row in rows]
    for row, width in zip(rows, widths, strict=True):
        if width != widths[0]:
            yield _diagnostic(
                TABLE,
                row,
                f"this row has {width} columns and the first has {widths[0]}",
                "give every row the same cells",
            )
    if not any(part.tag == "thead" for part in table.elements):
        yield _diagnostic(TABLE, table, "the table has no <thead>", "put the row of column names in <thead>")


def _definition_faults(definitions: Element) -> Iterator[Diagnostic]:
    entries = list(definitions.elements)
    for entry, following in zip(entries, [*entries[1:], None], strict=False):
        if entry.tag == "dt" and (following is None or following.tag != "dd"):
            yield _diagnostic(STRUCTURE, entry, "a <dt> has no <dd> behind it", "add what the term means")
    if entries and entries[0].tag == "dd":
        yield _diagnostic(STRUCTURE, entries[0], "a <dd> has no <dt> before it", "add the term")


def _span(cell: Element) -> int:
    written = cell.attributes.get("colspan", "1")
    return int(written) if VALUES["colspan"].fullmatch(written) else 1


def _heading_faults(body: Element) -> Iterator[Diagnostic]:
    level = 0
    headings = [element for element in body.walk() if element.tag in HEADINGS]
    if not headings or headings[0].tag != "h1":
        yield _diagnostic(
            HEADINGS_ORDER, body, "the publication does not start with its title", "make the first heading an <h1>"
        )
    for heading in headings:
        depth = int(heading.tag[1])
        if depth == 1 and level:
            yield _diagnostic(HEADINGS_ORDER, heading, "there is a second <h1>", "use <h2>")
        elif depth > level + 1:
            yield _diagnostic(HEADINGS_ORDER, heading, f"<{heading.tag}> skips a level", f"use <h{level + 1}>")
        level = depth


def _link_faults(body: Element) -> Iterator[Diagnostic]:
    named: dict[str, Element] = {}
    for element in body.walk():
        name = element.attributes.get("id")
        if name in named:
            yield _diagnostic(LINK, element, f'two elements have the id "{name}"', "give one another id")
        elif name:
            named[name] = element
    for link in body.walk():
        address = link.attributes.get("href", "")
        if link.tag == "a" and any(inner.tag == "a" for child in link.elements for inner in child.walk()):
            yield _diagnostic(LINK, link, "a link stands inside a link", "take one of them out")
        if link.tag == "a" and address.startswith("#") and address[1:] not in named:
            yield _diagnostic(LINK, link, f'the link to "{address}" leads nowhere', did_you_mean(address[1:], named))
        elif link.tag == "a" and not re.match("#|https?:|mailto:|tel:", address, re.IGNORECASE):
            yield _diagnostic(
                LINK,
                link,
                f'the address "{address[:60]}" cannot be used',
                "start it with https://, http://, mailto: or tel:",
            )
