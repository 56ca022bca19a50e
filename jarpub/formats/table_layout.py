"""How much of a page the columns and rows of a table take."""

from math import ceil

from jarpub.pages.page_tree import Element, groups

# At the size that tables are set in, one per cent of the text width holds about two letters, and a page
# about forty lines. Where the estimate is a little out, a row breaks that could have stayed whole.
LETTERS_PER_CENT = 1.9
LINES_A_PAGE = 36


def widths(table: Element) -> tuple[float, ...]:
    """The column widths in per cent of the text width: as the template gives them, or all the same."""
    given = [float(col.attributes["data-width"]) for col in table.walk() if "data-width" in col.attributes]
    if given:
        return tuple(given)
    row = next(element for element in table.walk() if element.tag == "tr")
    count = sum(int(cell.attributes.get("colspan", "1")) for cell in row.elements)
    return (100 / count,) * count


def fits_a_page(row: Element, columns: tuple[float, ...]) -> bool:
    """Whether a row is short enough to be kept whole."""
    return all(_lines(cell, width) <= LINES_A_PAGE for cell, width in zip(row.elements, columns, strict=False))


def _lines(cell: Element, width: float) -> int:
    count = 0
    for block, group in groups(cell):
        for child in group:
            if block and isinstance(child, Element) and child.tag in ("ul", "ol", "div"):
                count += sum(_lines(item, width) for item in child.elements)
                continue
            text = child.text() if isinstance(child, Element) else child
            count += ceil(len(text) / (width * LETTERS_PER_CENT))
    return count
