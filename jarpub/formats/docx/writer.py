"""A page as a Word file; python-docx is imported only where one is made."""

from pathlib import Path

from jarpub.formats import Rendered, Theme
from jarpub.pages.page_tree import Page


def files(theme: Theme) -> tuple[Path, ...]:
    """The files of the theme that this format reads."""
    return theme.word, theme.house_css, theme.pictures_css


def prepare() -> None:
    """Import python-docx."""
    import jarpub.formats.docx.document  # noqa: F401


def write(page: Page, theme: Theme) -> Rendered:
    """The Word file; the same bytes for the same page and template."""
    from jarpub.formats.docx.document import write

    return write(page, theme)
