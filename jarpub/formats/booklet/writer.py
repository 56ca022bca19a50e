"""A page as sheets to print on both sides and fold: the pages of its PDF side by side, in the order of printers."""

from dataclasses import replace

from jarpub.formats import Rendered, Theme
from jarpub.formats.booklet.imposition import impose, sides
from jarpub.formats.pdf import writer as pdf
from jarpub.formats.pdf.writer import files, prepare
from jarpub.pages.page_tree import Page

__all__ = ["files", "prepare", "write"]


def write(page: Page, theme: Theme) -> Rendered:
    """The sheets as a PDF file, each of whose pages is a side of one."""
    rendered = pdf.write(page, theme, arrange=impose)
    return replace(rendered, pages=rendered.pages and len(sides(rendered.pages)))
