"""The looks of a council can be used: its fonts are there, and its colours can be read where they stand."""

from collections.abc import Iterator

from jarpub.diagnostics import Diagnostic, did_you_mean
from jarpub.formats.fonts import NoSuchFont, faces
from jarpub.project.brand import Brand
from jarpub.project.values import Colour

PAPER, DARK = "#ffffff", "#14191d"  # --paper of house.css, on light screens and on dark ones
READABLE = 4.5  # WCAG 2.2, 1.4.3


def known_fonts(brand: Brand) -> Iterator[Diagnostic]:
    """The fonts of web pages and PDFs are installed."""
    for name in ("plain", "easy"):
        font = getattr(brand.fonts, name)
        try:
            faces(font.words)
        except NoSuchFont as error:
            message = f'fonts, {name}: no font package has "{font.words}"'
            yield Diagnostic(font.location, message, did_you_mean(font.words, error.args[0]))


def readable_colours(brand: Brand) -> Iterator[Diagnostic]:
    """Letters in the council's colours can be read on every ground that they stand on."""
    own = brand.colours
    grounds: tuple[tuple[str, Colour | str], ...] = (("white paper", PAPER), ("tint", own.tint), ("warm", own.warm))
    for name in ("accent", "second"):
        yield from _readable(name, getattr(own, name), grounds, "darker")
        yield from _readable(
            f"{name}_in_the_dark", getattr(own, f"{name}_in_the_dark"), (("dark paper", DARK),), "lighter"
        )


def _readable(
    name: str, colour: Colour, grounds: tuple[tuple[str, Colour | str], ...], better: str
) -> Iterator[Diagnostic]:
    for ground, on in grounds:
        contrast = colour.contrast(on)
        if contrast < READABLE:
            message = (
                f"colours, {name}: {colour} on {ground} has a contrast of {contrast:.1f}, and {READABLE} is needed"
            )
            yield Diagnostic(colour.location, message, f"take a {better} colour")
