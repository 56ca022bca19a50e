"""White space and writing direction as a browser has them, so that every writer has them alike."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import is_

from jarpub.pages.page_tree import TEXT_HOLDERS, Child, Element, groups

SPACE = re.compile(r"[ \t\n\r\f]+")


def tidied(element: Element) -> Element:
    """The same tree with white space as a browser shows it: none between blocks, single in text."""
    if element.tag == "svg":
        return element
    children: list[Child] = []
    for block, group in groups(element):
        if block:
            children += [tidied(child) for child in group if isinstance(child, Element)]
        else:
            run, _ = _collapsed(group, True)
            children += _trimmed(run)
    element = _with(element, tuple(children))
    if element.tag in TEXT_HOLDERS and not element.text().isascii() and _reads_from_the_right(element):
        element = replace(element, attributes={**element.attributes, "dir": "rtl"})
    return element


def _with(element: Element, children: tuple[Child, ...]) -> Element:
    """The element with these children: itself where it has them already, as most have."""
    is_same = len(children) == len(element.children) and all(map(is_, children, element.children))
    return element if is_same else Element(element.tag, element.attributes, children, element.location)


def _reads_from_the_right(element: Element) -> bool:
    """Whether the first letter with a direction is of a script like Arabic or Hebrew (Unicode's rule P2).

    Words that say their own direction count where there are no others.
    """
    own = [child for block, group in groups(element) if not block for child in group]
    around = "".join(_words(own, without_directed=True))
    return (_first_direction(around) or _first_direction("".join(_words(own)))) in ("R", "AL")


def _words(children: Iterable[Child], *, without_directed: bool = False) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif not (without_directed and "dir" in child.attributes):
            yield child.spoken
            yield from _words(child.children, without_directed=without_directed)


def _first_direction(text: str) -> str:
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "")


def _collapsed(children: tuple[Child, ...], after_space: bool) -> tuple[tuple[Child, ...], bool]:
    run: list[Child] = []
    for child in children:
        if isinstance(child, Element) and child.tag == "svg":
            run.append(child)
            after_space = False
        elif isinstance(child, Element) and child.tag == "br":
            run.append(child)
            after_space = True
        elif isinstance(child, Element):
            inner, after_space = _collapsed(child.children, after_space)
            run.append(_with(child, inner))
        else:
            text = SPACE.sub(" ", child)
            text = text[1:] if after_space and text.startswith(" ") else text
            if text:
                run.append(text)
                after_space = text.endswith(" ")
    return tuple(run), after_space


def _trimmed(run: tuple[Child, ...]) -> tuple[Child, ...]:
    """The run without the space at its end, and without inline elements that hold nothing."""
    while run:
        last = run[-1]
        if isinstance(last, Element) and last.tag == "svg":
            break
        trimmed = _with(last, _trimmed(last.children)) if isinstance(last, Element) else last.rstrip(" ")
        if trimmed is last and (isinstance(last, str) or last.children):
            return run
        if isinstance(trimmed, Element) and trimmed.children or isinstance(trimmed, str) and trimmed:
            return (*run[:-1], trimmed)
        run = run[:-1]
    return run
