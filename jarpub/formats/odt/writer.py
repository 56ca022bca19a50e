"""A page as an OpenDocument file; the libraries for it are imported only where one is made."""

from pathlib import Path

from jarpub.formats import Rendered, Theme
from jarpub.pages.page_tree import Page


def files(theme: Theme) -> tuple[Path, ...]:
    """The files of the theme that this format reads: its paper and styles are those of the Word file."""
    return theme.word, theme.house_css, theme.pictures_css


def prepare() -> None:
    """Import what is slow to import."""
    import jarpub.formats.odt.document  # noqa: F401


def write(page: Page, theme: Theme) -> Rendered:
    """The OpenDocument file; the same bytes for the same page and template."""
    from jarpub.formats.odt.document import write

    return write(page, theme)
