"""What stands beside what in an OpenDocument file: pictures in the line of their heading, columns, paragraphs on one page."""

from collections.abc import Iterable, Sequence

from jarpub.formats.odt.automatic_styles import AutomaticStyles
from jarpub.formats.odt.word_styles import points
from jarpub.formats.odt.xml_elements import Block, Paragraph, element, paragraphs, properties


def in_the_line_of_headings(blocks: Iterable[Block]) -> list[Block]:
    """The blocks; a picture that decorates, and stands alone above a heading, begins its line."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else ""
        if isinstance(block, Paragraph) and block.heading and isinstance(above, Paragraph) and above.is_decoration:
            found.pop()
            block.content = f"{above.content} {block.content}"
        found.append(block)
    return found


def kept_together(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, on one page where none is a table: each stays whole and beside the next; the last is free."""
    written = list(blocks)
    inside = paragraphs(written)
    whole = [each for each in inside if isinstance(each, Paragraph)]
    if len(whole) == len(inside):
        for paragraph in whole:
            paragraph.keep(with_next=paragraph is not whole[-1])
    return written


def section(name: str, written: str, widths: Sequence[int], between: int, automatic: AutomaticStyles) -> str:
    """A section with columns as wide as this, and the space between them, in twentieths of a point."""
    edges = [(0 if number == 0 else between / 2, 0 if number == len(widths) - 1 else between / 2)
             for number in range(len(widths))]  # fmt: skip
    columns = [
        element(
            "style:column",
            {
                "style:rel-width": f"{round(width + before + behind)}*",
                "fo:start-indent": points(before),
                "fo:end-indent": points(behind),
            },
        )
        for width, (before, behind) in zip(widths, edges, strict=True)
    ]
    inner = element("style:columns", {"fo:column-count": str(len(widths))}, *columns)
    looks = properties("section", {"text:dont-balance-text-columns": "true"}, inner)
    style = automatic.name("section", "", looks, "S")
    return element("text:section", {"text:style-name": style, "text:name": name}, written)
