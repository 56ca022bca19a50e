"""House HTML as a checked page.

Browsers forgive and Word cannot, so the house HTML is a small strict vocabulary: what stands outside it
is refused with its place.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from jarpub.diagnostics import Finding, Place, Refused, did_you_mean
from jarpub.pages.schema import ATTRIBUTES, CONTENT, EVERYWHERE, INSTEAD, NEVER_EMPTY, VALUES
from jarpub.pages.tree import HEADINGS, INLINE, Child, Element
from jarpub.pages.whitespace import tidied
from jarpub.project.encoding import UNPRINTABLE


def read(html: str, template: Place) -> Element:
    """The checked tree that the house HTML of a template holds; raises Refused with every finding."""
    bad = UNPRINTABLE.search(html)
    if bad:
        raise Refused([Finding(template, f"the character U+{ord(bad[0]):04X} cannot be printed", "delete it")])
    tree = _Tree(template)
    try:
        tree.feed(html)
        tree.close()
        body = tree.root()
        findings = [*tree.findings, *_faults(body), *_heading_faults(body), *_link_faults(body)]
    except (AssertionError, RecursionError):  # the parser's own, for <![…]> and for thousands of open elements
        raise Refused(
            [Finding(template, "the HTML cannot be read", "look for <! and for elements that are not closed")]
        ) from None
    if findings:
        raise Refused(findings)
    body = tidied(body)
    empty = [
        _finding(e, f"<{e.tag}> is empty", 'leave it out, or write "Not recorded"')
        for e in body.walk()
        if e.tag in NEVER_EMPTY and not e.text()
    ]
    if empty:
        raise Refused(empty)
    return body


class _Tree(HTMLParser):
    """Builds the tree and keeps what is not well formed."""

    def __init__(self, template: Place) -> None:
        super().__init__(convert_charrefs=True)
        self.findings: list[Finding] = []
        self.open: list[tuple[str, dict[str, str], list[Child], Place]] = [("", {}, [], template)]

    def root(self) -> Element:
        for tag, _, _, place in self.open[:0:-1]:
            self._find(place, f"<{tag}> is never closed", f"add </{tag}>")
        top = [child for child in self.open[0][2] if isinstance(child, Element)]
        for words in self.open[0][2]:
            if isinstance(words, str) and words.strip():
                self._find(
                    self.open[0][3], f'the words "{words.strip()[:40]}" stand outside <article>', "put them inside"
                )
        if len(top) != 1 or top[0].tag != "article":
            place = top[0].place if top else self.open[0][3]
            self._find(place, "a publication is one <article> and nothing beside it", "put everything inside <article>")
            raise Refused(self.findings)
        return top[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "aria-label" in attributes:  # a template's own line breaks are in it
            attributes["aria-label"] = " ".join(attributes["aria-label"].split())
        place = _parsed_place(attributes.pop("data-at", "")) or self.open[-1][3]
        self.open.append((tag, attributes, [], place))
        if tag == "col":
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag == "col":
            return
        if tag != self.open[-1][0]:
            inner, _, _, place = self.open[-1]
            self._find(place, f"</{tag}> comes where <{inner}> is still open", f"close <{inner}> first")
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
        self._find(self.open[-1][3], f"<!{decl[:20]}> is not part of the house HTML", "leave it out")

    def unknown_decl(self, data: str) -> None:
        self._find(self.open[-1][3], f"<![{data[:20]}]> is not part of the house HTML", "leave it out")

    def handle_pi(self, data: str) -> None:
        self._find(self.open[-1][3], f"<?{data[:20]}> is not part of the house HTML", "leave it out")

    def _close(self) -> None:
        tag, attributes, children, place = self.open.pop()
        self.open[-1][2].append(Element(tag, attributes, tuple(children), place))

    def _find(self, place: Place, sentence: str, way_out: str) -> None:
        self.findings.append(Finding(place, sentence, way_out))


def _parsed_place(written: str) -> Place | None:
    parts = re.fullmatch(r"(.+?)(?::([0-9]+))?(?::([0-9]+))?", written)
    return Place(parts[1], int(parts[2] or 0), int(parts[3] or 0)) if parts else None


def _finding(element: Element, sentence: str, way_out: str) -> Finding:
    return Finding(element.place, sentence, way_out)


def _faults(element: Element) -> Iterator[Finding]:
    """Everything in an element and below it that is outside the vocabulary."""
    if element.tag not in CONTENT:
        yield _finding(
            element,
            f"<{element.tag}> is not part of the house HTML",
            INSTEAD.get(element.tag) or did_you_mean(element.tag, CONTENT),
        )
        return
    allowed = EVERYWHERE | ATTRIBUTES.get(element.tag, frozenset())
    if element.tag not in INLINE:
        allowed |= {"id"}
    for name in element.attributes.keys() - allowed:
        yield _finding(element, f'<{element.tag}> cannot have the attribute "{name[:40]}"', did_you_mean(name, allowed))
    for name, value in element.attributes.items():
        if name in VALUES and not VALUES[name].fullmatch(value):
            yield _finding(element, f'<{element.tag}> cannot have {name}="{value[:40]}"', "correct the value")
            return
    for child in element.children:
        yield from _child_faults(element, child)
    if element.tag == "table":
        yield from _table_faults(element)
    if element.tag == "dl":
        yield from _definition_faults(element)
    if element.tag == "svg":
        yield from _picture_faults(element)


def _child_faults(parent: Element, child: Child) -> Iterator[Finding]:
    content = CONTENT[parent.tag]
    if isinstance(child, str):
        if child.strip() and not content & INLINE and parent.tag != "text":
            yield _finding(
                parent, f'the words "{child.strip()[:40]}" stand loose in <{parent.tag}>', "put them in a <p>"
            )
        return
    yield from _faults(child)
    if child.tag in CONTENT and child.tag not in content:
        if "data-source" in child.attributes and child.tag == "div":
            yield _finding(
                child,
                f"{child.attributes['data-source']}: a list or several paragraphs stand where one line of text is printed",
                "write it as one paragraph, or let the template put it outside <p> and headings",
            )
        else:
            yield _finding(child, f"<{child.tag}> cannot stand in <{parent.tag}>", did_you_mean(child.tag, content))


def _picture_faults(picture: Element) -> Iterator[Finding]:
    if bool(picture.spoken) == (picture.attributes.get("aria-hidden") == "true"):
        way_out = 'say what it shows in aria-label="…", or write aria-hidden="true" where words beside it say the same'
        yield _finding(picture, "the picture has no words for those who cannot see it, or is hidden from them", way_out)
    for needed in sorted({"height", "viewbox", "width"} - picture.attributes.keys()):
        yield _finding(picture, f"<svg> has no {needed}", "add it, as the pictures in the folder pictures have it")


def _table_faults(table: Element) -> Iterator[Finding]:
    for row in table.walk():
        if row.tag in ("thead", "tbody", "tr") and not list(row.elements):
            yield _finding(row, f"<{row.tag}> is empty", "leave it out")
    rows = [row for row in table.walk() if row.tag == "tr"]
    widths = [sum(_span(cell) for cell in row.elements) for row in rows]
    for row, width in zip(rows, widths, strict=True):
        if width != widths[0]:
            yield _finding(
                row, f"this row has {width} columns and the first has {widths[0]}", "give every row the same cells"
            )
    if not any(part.tag == "thead" for part in table.elements):
        yield _finding(table, "the table has no <thead>", "put the row of column names in <thead>")


def _definition_faults(definitions: Element) -> Iterator[Finding]:
    entries = list(definitions.elements)
    for entry, following in zip(entries, [*entries[1:], None], strict=False):
        if entry.tag == "dt" and (following is None or following.tag != "dd"):
            yield _finding(entry, "a <dt> has no <dd> behind it", "add what the term means")
    if entries and entries[0].tag == "dd":
        yield _finding(entries[0], "a <dd> has no <dt> before it", "add the term")


def _span(cell: Element) -> int:
    written = cell.attributes.get("colspan", "1")
    return int(written) if VALUES["colspan"].fullmatch(written) else 1


def _heading_faults(body: Element) -> Iterator[Finding]:
    level = 0
    headings = [element for element in body.walk() if element.tag in HEADINGS]
    if not headings or headings[0].tag != "h1":
        yield _finding(body, "the publication does not start with its title", "make the first heading an <h1>")
    for heading in headings:
        depth = int(heading.tag[1])
        if depth == 1 and level:
            yield _finding(heading, "there is a second <h1>", "use <h2>")
        elif depth > level + 1:
            yield _finding(heading, f"<{heading.tag}> skips a level", f"use <h{level + 1}>")
        level = depth


def _link_faults(body: Element) -> Iterator[Finding]:
    named: dict[str, Element] = {}
    for element in body.walk():
        name = element.attributes.get("id")
        if name in named:
            yield _finding(element, f'two elements have the id "{name}"', "give one another id")
        elif name:
            named[name] = element
    for link in body.walk():
        address = link.attributes.get("href", "")
        if link.tag == "a" and sum(inner.tag == "a" for inner in link.walk()) > 1:
            yield _finding(link, "a link stands inside a link", "take one of them out")
        if link.tag == "a" and address.startswith("#") and address[1:] not in named:
            yield _finding(link, f'the link to "{address}" leads nowhere', did_you_mean(address[1:], named))
        elif link.tag == "a" and not re.match("#|https?:|mailto:|tel:", address, re.IGNORECASE):
            yield _finding(
                link, f'the address "{address[:60]}" cannot be used', "start it with https://, http://, mailto: or tel:"
            )
