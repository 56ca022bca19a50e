"""Every character that is printed can be drawn."""

import unicodedata
from collections.abc import Iterable, Iterator

from jarpub.diagnostics import Diagnostic
from jarpub.formats.fonts import undrawable
from jarpub.pages.tree import Element, Page


def check(page: Page, fonts: Iterable[str]) -> Iterator[Diagnostic]:
    """A diagnostic for each text with a character that no font at hand can draw."""
    missing = undrawable(page.body.text(), fonts)
    if missing:
        yield from _diagnostics(page.body, missing)


def _diagnostics(element: Element, missing: set[str]) -> Iterator[Diagnostic]:
    own = "".join(child for child in element.children if isinstance(child, str))
    for letter in sorted(missing & set(own)):
        name = unicodedata.name(letter, "without a name")
        yield Diagnostic(
            element.location,
            f'no font at hand can draw "{letter}" (U+{ord(letter):04X}, {name})',
            "write it another way, or ask for a font that has it",
        )
    for child in element.elements:
        yield from _diagnostics(child, missing)
