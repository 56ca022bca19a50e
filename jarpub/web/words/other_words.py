"""A page as it would be with other words in one of its values, while somebody types them."""

from dataclasses import replace
from html import escape

from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.pages.markup.tree import Unreadable, tree_of
from jarpub.pages.markup.whitespace import tidied
from jarpub.pages.page_tree import Element, Page
from jarpub.pages.printed_values import blocks, inline
from jarpub.project.plan.values import Text

NOWHERE = Location("")


def with_words(page: Page, name: str, words: str) -> Page:
    """The page with these words wherever it prints the value of a name; an answer takes the place of its question."""
    asked = f"{name.removesuffix('.answer')}.question" if name.endswith(".answer") else name
    places = frozenset({name, asked})
    is_printed = any(element.attributes.get("data-value") in places for element in page.body.walk())
    return replace(page, body=_replaced(page.body, places, Text(words, name, NOWHERE))) if is_printed else page


def alone(words: str, name: str) -> Element:
    """Some words by themselves, as paragraphs and lists."""
    return Element("section", {}, (_element("div", Text(words, name, NOWHERE)),))


def _replaced(element: Element, places: frozenset[str], text: Text) -> Element:
    if element.attributes.get("data-value") in places:
        return _element(element.tag, text)
    children = tuple(child if isinstance(child, str) else _replaced(child, places, text) for child in element.children)
    return replace(element, children=children)


def _element(tag: str, text: Text) -> Element:
    """The words as a page prints them in an element; what cannot be made out as it is typed, as it is."""
    try:
        html = str(blocks(text) if tag == "div" else inline(text))
    except DiagnosticsError:
        html = f'<{tag} data-value="{escape(text.id)}">{escape(text.words)}</{tag}>'
    try:
        article, _ = tree_of(f"<article>{html}</article>", text.location)
    except (DiagnosticsError, Unreadable):
        return Element(tag, {"data-value": text.id}, (text.words,))
    return tidied(next(article.elements))
