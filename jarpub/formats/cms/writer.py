"""A page as a fragment of HTML that the editors of other websites take: headings, paragraphs, lists, tables and links.

It has no styles, classes or scripts, since the website has its own; headings begin below the title that the website
gives the page, and pictures are told in their words, in a list where those tell several things.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jarpub.formats import Rendered, Theme
from jarpub.formats.html.writer import markup
from jarpub.pages.page_tree import TEXT_HOLDERS, Child, Element, Page

TAGS = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "mark": "strong"}
LEFT_OUT = frozenset({"col", "colgroup", "wbr"})
ONLY_AROUND = frozenset({"article", "aside", "div", "footer", "header", "nav", "section", "span"})
KEPT = frozenset({"colspan", "dir", "href", "lang", "scope"})
LINE_END = re.compile(r"(?<=</(?:h[2-5]|[uod]l|d[td])>)(?=<)|\Z")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def files(theme: Theme) -> tuple[Path, ...]:  # noqa: ARG001  # what other formats have
    """The files of the theme that this format reads: none."""
    return ()


def prepare() -> None:
    """Nothing is slow to import."""


def write(page: Page, theme: Theme) -> Rendered:  # noqa: ARG001  # the website has its own
    """The fragment, in one element that says its language."""
    leading = {each.attributes.get("href", "")[1:] for each in page.body.walk() if each.tag == "a"}
    direction = {"dir": "rtl"} if page.direction == "rtl" else {}
    anchors = {name: f"{page.key}-{name}" for name in leading}
    body = Element("div", {"lang": page.language, **direction}, tuple(_plain(page.body, anchors)))
    return Rendered(LINE_END.sub("\n", str(markup(body))).encode())


def _plain(child: Child, anchors: Mapping[str, str]) -> Iterator[Child]:
    """The same in elements that every website has."""
    if isinstance(child, str):
        yield child
        return
    if child.tag == "svg":
        yield f" {child.spoken} " if child.spoken else ""
        return
    if child.tag in LEFT_OUT:
        return
    children = [each for inner in child.children for each in _plain(inner, anchors)]
    own = anchors.get(child.attributes.get("id", ""))
    if child.tag in ONLY_AROUND and "lang" not in child.attributes:
        yield from _with_anchor(children, own)
        return
    children = _trimmed(children) if child.tag in TEXT_HOLDERS else children
    parts = _told(child)
    if len(parts) > 1:
        child, children = Element("ul", {}, ()), [Element("li", {}, (each,)) for each in parts]
    if children or child.tag in ("br", "td"):
        plain = Element(TAGS.get(child.tag, child.tag), dict(_attributes(child, anchors)), tuple(children))
        yield from _with_anchor([plain], own)


def _told(element: Element) -> list[str]:
    """What a paragraph that is one picture shows, part by part; a sentence that names nothing belongs to that before."""
    pictures = [each for each in element.walk() if each.tag == "svg"]
    if element.tag != "p" or len(pictures) != 1 or element.text() != pictures[0].spoken.strip():
        return []
    parts: list[str] = []
    for sentence in SENTENCE_END.split(element.text()):
        parts += [sentence] if ":" in sentence or not parts else [f"{parts.pop()} {sentence}"]
    return parts


def _attributes(element: Element, anchors: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in element.attributes.items():
        if name in KEPT:
            yield name, f"#{anchors[value[1:]]}" if value.startswith("#") else value


def _with_anchor(children: list[Child], name: str | None) -> Iterator[Child]:
    """The children, of which the first that is an element has this id, unless it has one of its own."""
    for child in children:
        if name and isinstance(child, Element):
            yield Element(child.tag, {"id": name, **child.attributes}, child.children)
            name = None
        else:
            yield child


def _trimmed(children: list[Child]) -> list[Child]:
    """The children without white space at both ends, which a drawing has left there."""
    children = [child for child in children if child != ""]
    while children and isinstance(children[0], str) and children[0] != (start := children[0].lstrip()):
        children[:1] = [start] if start else []
    while children and isinstance(children[-1], str) and children[-1] != (end := children[-1].rstrip()):
        children[-1:] = [end] if end else []
    return children
