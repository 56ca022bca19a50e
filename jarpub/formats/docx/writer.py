"""A page as a Word file; python-docx is imported only where one is made."""

from pathlib import Path

from jarpub.formats import Look, Product
from jarpub.pages.tree import Page


def files(look: Look) -> tuple[Path, ...]:
    """The files of the look that this format reads."""
    return look.word, look.house_css, look.pictures_css


def prepare() -> None:
    """Import python-docx."""
    import jarpub.formats.docx.document  # noqa: F401


def write(page: Page, look: Look) -> Product:
    """The Word file; the same bytes for the same page and template."""
    from jarpub.formats.docx.document import write

    return write(page, look)
