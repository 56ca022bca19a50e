"""The plan's own words on a page of another language: each says which language it is of."""

from collections.abc import Callable
from dataclasses import replace

from jarpub.pages.page_tree import Child, Element, direction_of, groups

NOT_OF_THE_PLAN = frozenset({"none", "gap"})  # classes of words that the program says in the place of some
MONTHS = ".months."  # stands in the names of months, which the program says in the language of the page


def with_languages(element: Element, is_translated: Callable[[str], bool], of_page: str, of_plan: str) -> Element:
    """The same tree, in which the plan's words are of the plan's language, but for values that are translated."""
    side = {"dir": direction_of(of_plan)} if direction_of(of_plan) != direction_of(of_page) else {}
    return _with_language(element, is_translated, {"lang": of_plan, **side})


def _with_language(element: Element, is_translated: Callable[[str], bool], language: dict[str, str]) -> Element:
    name = element.attributes.get("data-value", "")
    if name and MONTHS not in name and NOT_OF_THE_PLAN.isdisjoint(element.classes):
        return element if is_translated(name) else _of(element, language)
    children = (
        _with_language(each, is_translated, language) if isinstance(each, Element) else each
        for each in element.children
    )
    return replace(element, children=tuple(children))


def _of(element: Element, language: dict[str, str]) -> Element:
    """An element with its words in a language: a span says it itself, in blocks the words of each are in one."""
    if element.tag == "svg" or "lang" in element.attributes:
        return element
    if element.tag == "span":
        return replace(element, attributes={**element.attributes, **language})
    children: list[Child] = []
    for is_block, group in groups(element):
        inside = (each for each in group if isinstance(each, Element))
        children += (
            (_of(each, language) for each in inside)
            if is_block
            else [Element("span", language, group, element.location)]
        )
    return replace(element, children=tuple(children))
