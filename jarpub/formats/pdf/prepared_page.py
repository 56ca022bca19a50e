"""A page as WeasyPrint needs it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from jarpub.formats.table_layout import fits_a_page, widths
from jarpub.pages.page_tree import MARKS, Child, Element


def prepared(element: Element) -> Element:
    """The page as WeasyPrint needs it: short table rows marked to stay whole, no space that stands alone."""
    if element.tag == "table":
        columns = widths(element)
        element = _each_row(element, lambda row: _classed(row, "keep") if fits_a_page(row, columns) else row)
    children = [prepared(child) if isinstance(child, Element) else child for child in element.children]
    joined = tuple(_joined_spaces(_line_ends(children)))
    if element.tag == "li" and any(inner.tag in ("ul", "ol") for inner in element.walk()):
        # WeasyPrint tags a list inside a list entry behind the whole entry, unless something stands between.
        joined = (Element("div", {"class": "entry"}, joined),)
    return replace(element, children=joined)


def _line_ends(children: Iterable[Child]) -> Iterator[Child]:
    """Line ends as such, since text is set as it stands; a space before them keeps words apart that are read back.

    Where a line may end, WeasyPrint would draw a space without width.
    """
    for child in children:
        tag = child.tag if isinstance(child, Element) else ""
        yield from {"br": (" ", "\n"), "wbr": ()}.get(tag, (child,))


def _joined_spaces(children: Iterable[Child]) -> list[Child]:
    """A space between two elements goes into the first: alone at the end of a line it would be lost."""
    joined: list[Child] = []
    for child in children:
        mark = child.tag if isinstance(child, Element) and child.tag in MARKS and child.children == (" ",) else ""
        if (child == " " or mark) and joined and isinstance(joined[-1], Element) and joined[-1].tag != "svg":
            joined[-1] = _with_space(joined[-1], mark)
        else:
            joined.append(child)
    return joined


def _with_space(element: Element, mark: str) -> Element:
    """The element with a space at its end, in a mark that it has there if the space is in such a mark, too."""
    *others, last = element.children or ("",)
    if isinstance(last, str):
        return replace(element, children=(*others, f"{last} "))
    is_open = last.tag not in MARKS or last.tag == mark
    space = Element(mark, {}, (" ",)) if mark else " "
    return replace(element, children=(*others, _with_space(last, mark)) if is_open else (*element.children, space))


def _each_row(element: Element, change: Callable[[Element], Element]) -> Element:
    """The element with each table row changed.

    Only a row that fits a page may be told not to break: a taller one would lose the repeated head
    (Kozea/WeasyPrint#2679).
    """
    if element.tag == "tr":
        return change(element)
    return replace(
        element, children=tuple(_each_row(c, change) if isinstance(c, Element) else c for c in element.children)
    )


def _classed(element: Element, name: str) -> Element:
    return replace(element, attributes={**element.attributes, "class": " ".join([*element.classes, name])})
