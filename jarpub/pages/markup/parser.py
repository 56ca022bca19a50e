"""Page markup as a checked tree.

Browsers forgive and Word cannot, so the page markup is a small strict vocabulary: what stands outside it
is refused with its place.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location, did_you_mean
from jarpub.pages.markup.allowed_elements import ALLOWED, CONTENT, INSTEAD, NEVER_EMPTY, VALUES
from jarpub.pages.markup.picture_rules import picture_faults
from jarpub.pages.markup.tree import WELL_FORMED, Unreadable, tree_of
from jarpub.pages.markup.whitespace import tidied
from jarpub.pages.page_tree import HEADINGS, INLINE, Element
from jarpub.project.yaml.encoding import UNPRINTABLE, UNPRINTABLE_CHARACTER

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
    return _parser(template)(html)


@lru_cache(maxsize=100)
def _parser(template: Location) -> Callable[[str], Element]:
    """What parses the markup of one template: an edit leaves most pages as they are, and a final is often its draft."""
    return lru_cache(maxsize=4)(partial(_parsed, template=template))  # a page can be large


def _parsed(html: str, template: Location) -> Element:
    bad = UNPRINTABLE.search(html)
    if bad:
        raise DiagnosticsError(
            [
                Diagnostic(
                    UNPRINTABLE_CHARACTER, template, f"the character U+{ord(bad[0]):04X} cannot be printed", "delete it"
                )
            ]
        )
    try:
        body, diagnostics = tree_of(html, template)
    except Unreadable:
        hint = "look for <! and for elements that are not closed"
        raise DiagnosticsError([Diagnostic(WELL_FORMED, template, "the HTML cannot be read", hint)]) from None
    elements = list(body.walk())
    diagnostics += [*_faults(body), *_heading_faults(elements), *_link_faults(elements)]
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    body = tidied(body)
    empty = [
        _diagnostic(EMPTY, e, f"<{e.tag}> is empty", 'leave it out, or write "Not recorded"')
        for e in body.walk()
        if e.tag in NEVER_EMPTY and not e.text() and not _is_picture(e)
    ]
    if empty:
        raise DiagnosticsError(empty)
    return body


def _is_picture(element: Element) -> bool:
    """Whether a paragraph is a drawing beside words, which says nothing by itself."""
    return element.tag == "p" and any(each.tag == "svg" for each in element.elements)


def _diagnostic(code: Code, element: Element, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, element.location, message, hint)


def _faults(body: Element) -> Iterator[Diagnostic]:
    """Everything in an element and below it that is outside the vocabulary; what stands in the unknown is unknown."""
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.tag not in CONTENT:
            hint = INSTEAD.get(element.tag) or did_you_mean(element.tag, CONTENT)
            yield _diagnostic(VOCABULARY, element, f"<{element.tag}> is not part of the page markup", hint)
            continue
        for name in element.attributes.keys() - ALLOWED[element.tag]:
            message = f'<{element.tag}> cannot have the attribute "{name[:40]}"'
            yield _diagnostic(VOCABULARY, element, message, did_you_mean(name, ALLOWED[element.tag]))
        wrong = [(name, value) for name, value in element.attributes.items() if not _is_fit(name, value)]
        if wrong:
            name, value = wrong[0]
            message = f'<{element.tag}> cannot have {name}="{value[:40]}"'
            yield _diagnostic(VOCABULARY, element, message, "correct the value")
            continue
        waiting += element.elements
        for child in element.children:
            if isinstance(child, str):
                yield from _word_faults(element, child)
            elif child.tag not in CONTENT[element.tag]:
                yield from _misplaced(element, child)
        if element.tag in RULES:
            yield from RULES[element.tag](element)


def _is_fit(name: str, value: str) -> bool:
    return name not in VALUES or VALUES[name].fullmatch(value) is not None


def _word_faults(parent: Element, words: str) -> Iterator[Diagnostic]:
    if not CONTENT[parent.tag] & INLINE and parent.tag != "text" and words.strip():
        message = f'the words "{words.strip()[:40]}" stand loose in <{parent.tag}>'
        yield _diagnostic(VOCABULARY, parent, message, "put them in a <p>")


def _misplaced(parent: Element, child: Element) -> Iterator[Diagnostic]:
    if child.tag not in CONTENT:
        return
    if "data-value" in child.attributes and child.tag == "div":
        name = child.attributes["data-value"]
        message = f"{name}: a list or several paragraphs stand where one line of text is printed"
        hint = "write it as one paragraph, without an empty line and without the signs of a list"
        is_answer = name.endswith(".answer")  # which is not for a template to change
        hint += "" if is_answer else ", or let the template put it outside <p> and headings"
        yield _diagnostic(VOCABULARY, child, message, hint)
    else:
        hint = did_you_mean(child.tag, CONTENT[parent.tag])
        yield _diagnostic(VOCABULARY, child, f"<{child.tag}> cannot stand in <{parent.tag}>", hint)


def _table_faults(table: Element) -> Iterator[Diagnostic]:
    parts = [element for element in table.walk() if element.tag in ("thead", "tbody", "tr")]
    for part in parts:
        if not list(part.elements):
            yield _diagnostic(TABLE, part, f"<{part.tag}> is empty", "leave it out")
    rows = [part for part in parts if part.tag == "tr"]
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


def _picture_faults(picture: Element) -> Iterator[Diagnostic]:
    yield from (_diagnostic(PICTURE, *fault) for fault in picture_faults(picture))


RULES: Mapping[str, Callable[[Element], Iterator[Diagnostic]]] = {
    "table": _table_faults,
    "dl": _definition_faults,
    "svg": _picture_faults,
}


def _span(cell: Element) -> int:
    written = cell.attributes.get("colspan", "1")
    return int(written) if VALUES["colspan"].fullmatch(written) else 1


def _heading_faults(elements: Sequence[Element]) -> Iterator[Diagnostic]:
    level = 0
    headings = [element for element in elements if element.tag in HEADINGS]
    if not headings or headings[0].tag != "h1":
        yield _diagnostic(
            HEADINGS_ORDER,
            elements[0],
            "the publication does not start with its title",
            "make the first heading an <h1>",
        )
    for heading in headings:
        depth = int(heading.tag[1])
        if depth == 1 and level:
            yield _diagnostic(HEADINGS_ORDER, heading, "there is a second <h1>", "use <h2>")
        elif depth > level + 1:
            yield _diagnostic(HEADINGS_ORDER, heading, f"<{heading.tag}> skips a level", f"use <h{level + 1}>")
        level = depth


def _link_faults(elements: Sequence[Element]) -> Iterator[Diagnostic]:
    named: dict[str, Element] = {}
    for element in elements:
        name = element.attributes.get("id")
        if name in named:
            yield _diagnostic(LINK, element, f'two elements have the id "{name}"', "give one another id")
        elif name:
            named[name] = element
    for link in elements:
        if link.tag != "a":
            continue
        address = link.attributes.get("href", "")
        if any(inner.tag == "a" for child in link.elements for inner in child.walk()):
            yield _diagnostic(LINK, link, "a link stands inside a link", "take one of them out")
        if address.startswith("#") and address[1:] not in named:
            yield _diagnostic(LINK, link, f'the link to "{address}" leads nowhere', did_you_mean(address[1:], named))
        elif not re.match("#|https?:|mailto:|tel:|sms:", address, re.IGNORECASE):
            yield _diagnostic(
                LINK,
                link,
                f'the address "{address[:60]}" cannot be used',
                "start it with https://, http://, mailto:, tel: or sms:",
            )
