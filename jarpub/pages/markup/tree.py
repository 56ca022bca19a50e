"""Page markup as a tree that nobody has checked, with what is not well formed in it.

Markup that is plain, as nearly all is, is cut at its tags at once; Python's own parser reads what is written otherwise,
and knows what browsers would make of it.
"""

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.pages.markup.allowed_elements import CONTENT, VOID
from jarpub.pages.page_tree import Child, Element

WELL_FORMED = Code(
    "markup.well-formed", "An element of a template is not closed, or something stands outside all elements."
)
DEEPEST = 400  # elements that stand inside one another: writers go down into each
NAME = r"[A-Za-z][A-Za-z0-9]*"
ATTRIBUTE = r"\s+[A-Za-z][A-Za-z0-9_:.-]*(?:=\"[^\"]*\")?"
TAG = re.compile(rf"<(?:/({NAME})|({NAME})((?:{ATTRIBUTE})*+)\s*(/?))>", re.ASCII)
ATTRIBUTES = re.compile(r"\s+([A-Za-z][A-Za-z0-9_:.-]*)(?:=\"([^\"]*)\")?", re.ASCII)
UNCLEAR = re.compile(r"&(?!(?:amp|lt|gt|quot|#34|#39);)")  # in an attribute; parsers differ in what they make of it


class Unreadable(Exception):
    """Markup that is no tree: elements without end, or something that only looks like a tag."""


def tree_of(html: str, template: Location) -> tuple[Element, list[Diagnostic]]:
    """The outermost element of the markup, and what is not well formed; raises DiagnosticsError or Unreadable."""
    tree = _Tree(template)
    if not _read(html, tree):
        tree = _Tree(template)
        parser = _Parser(tree)
        try:
            parser.feed(html)
            parser.close()
        except AssertionError:  # the parser's own, for <![…]>
            raise Unreadable from None
    return tree.root(), tree.diagnostics


def _read(html: str, tree: "_Tree") -> bool:
    """Puts plain markup into the tree; gives up where some is not plain."""
    text, *pieces = TAG.split(html)
    if "<" in text:
        return False
    tree.words(unescape(text))
    for at in range(0, len(pieces), 5):
        closed, opened, attributes, slash, text = pieces[at : at + 5]
        if closed:
            tree.end(closed.lower())
        else:
            tag = opened.lower()
            if tag not in CONTENT or UNCLEAR.search(attributes):
                return False
            tree.start(tag, [(name.lower(), unescape(value)) for name, value in ATTRIBUTES.findall(attributes)])
            if slash:
                tree.end(tag)
        if "<" in text:
            return False
        tree.words(unescape(text))
    return True


class _Tree:
    """Builds the tree and keeps what is not well formed."""

    def __init__(self, template: Location) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.open: list[tuple[str, dict[str, str], list[Child], Location]] = [("", {}, [], template)]

    def root(self) -> Element:
        for tag, _, _, location in self.open[:0:-1]:
            self.find(location, f"<{tag}> is never closed", f"add </{tag}>")
        top = [child for child in self.open[0][2] if isinstance(child, Element)]
        for words in self.open[0][2]:
            if isinstance(words, str) and words.strip():
                self.find(
                    self.open[0][3], f'the words "{words.strip()[:40]}" stand outside <article>', "put them inside"
                )
        if len(top) != 1 or top[0].tag != "article":
            location = top[0].location if top else self.open[0][3]
            self.find(
                location, "a publication is one <article> and nothing beside it", "put everything inside <article>"
            )
            raise DiagnosticsError(self.diagnostics)
        return top[0]

    def start(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        if len(self.open) > DEEPEST:
            raise Unreadable
        attributes: dict[str, str] = {}
        twice = []
        for name, value in attrs:  # our own location stands first
            if name in attributes:
                twice.append(name)
            else:
                attributes[name] = value
        if "aria-label" in attributes:  # a template's own line breaks are in it
            attributes["aria-label"] = " ".join(attributes["aria-label"].split())
        location = self._location(attributes)
        for name in twice:
            self.find(location, f'<{tag}> has the attribute "{name[:40]}" twice', "take one of them out")
        self.open.append((tag, attributes, [], location))
        if tag in VOID:
            self._close()

    def end(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag != self.open[-1][0]:
            inner, _, _, location = self.open[-1]
            self.find(location, f"</{tag}> comes where <{inner}> is still open", f"close <{inner}> first")
            if tag not in [entry[0] for entry in self.open]:
                return
            while self.open[-1][0] != tag:
                self._close()
        self._close()

    def words(self, text: str) -> None:
        if text:
            self.open[-1][2].append(text)

    def _close(self) -> None:
        tag, attributes, children, location = self.open.pop()
        self.open[-1][2].append(Element(tag, attributes, tuple(children), location))

    def _location(self, attributes: dict[str, str]) -> Location:
        """Where an element stands; one without a location, or with one that somebody typed, stands where it is in."""
        written = attributes.pop("data-location", "")
        try:
            return _location(written) if written else self.open[-1][3]
        except ValueError:
            return self.open[-1][3]

    def find(self, location: Location, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(WELL_FORMED, location, message, hint))


@lru_cache(maxsize=100_000)
def _location(written: str) -> Location:
    """A location read once: the page of a draft has those of the final."""
    return Location.from_attribute(written)


class _Parser(HTMLParser):
    """Tells a tree what Python's parser finds, and what no publication has."""

    def __init__(self, tree: _Tree) -> None:
        super().__init__(convert_charrefs=True)
        self.tree = tree

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, [(name, value or "") for name, value in attrs])

    def handle_endtag(self, tag: str) -> None:
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.words(data)

    def handle_comment(self, _: str) -> None:
        hint = "write {# … #}, which is never published"
        self.tree.find(self.tree.open[-1][3], "an HTML comment stands in the template", hint)

    def handle_decl(self, decl: str) -> None:
        self._leave_out(f"<!{decl[:20]}>")

    def unknown_decl(self, data: str) -> None:
        self._leave_out(f"<![{data[:20]}]>")

    def handle_pi(self, data: str) -> None:
        self._leave_out(f"<?{data[:20]}>")

    def _leave_out(self, written: str) -> None:
        self.tree.find(self.tree.open[-1][3], f"{written} is not part of the page markup", "leave it out")
