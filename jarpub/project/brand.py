"""The brand of a council: its name, logo, colours and fonts, as templates/brand.yaml has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from jarpub.project.plan.values import Colour, Id, Text


@dataclass(frozen=True)
class Colours:
    """The colours that differ from council to council; those for dark screens have names of their own."""

    accent: Colour
    accent_in_the_dark: Colour
    second: Colour
    second_in_the_dark: Colour
    tint: Colour
    warm: Colour


@dataclass(frozen=True)
class Fonts:
    """Names of font families: of plain text, of text that is easy to read, and of Word files."""

    plain: Text
    easy: Text
    word: Text


@dataclass(frozen=True)
class Brand:
    """What a council's publications have in common."""

    organisation: Text
    language: Id
    colours: Colours
    fonts: Fonts
    logo: Text | None = None

    @property
    def families(self) -> tuple[str, ...]:
        """The font families that web pages and PDFs are set in."""
        return tuple(sorted({self.fonts.plain.words, self.fonts.easy.words}))

    @property
    def tokens(self) -> Mapping[str, str]:
        """The colours by the names that style sheets have for them, such as "accent-in-the-dark"."""
        return {name.replace("_", "-"): str(colour) for name, colour in vars(self.colours).items()}
