"""The values that a plan is made of: texts, months, names and references that know their place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from jarpub.diagnostics import Location
from jarpub.project.languages import MONTHS

Words: TypeAlias = Mapping[str, "Text | Words"]
NEARLY_BLACK = 0.04045  # below it sRGB is linear
OTHER_LANGUAGE = re.compile(r"(?<!\\)\[([^\[\]]*(?:\[[^\[\]]*\](?!\{lang=)[^\[\]]*)*)\]\{lang=[^{}\n]*\}")


class Id(str):
    """A stable name: letters, digits, dots, hyphens and underscores, at most 64 characters."""


class Role(Id):
    """The name by which publications ask for the answer to a gap."""


@dataclass(frozen=True)
class Text:
    """Words as somebody wrote them, in the small safe Markdown, with the name and place they have."""

    words: str
    id: str
    location: Location

    def __str__(self) -> str:
        return self.words


def without_languages(words: str) -> str:
    """Some words without the signs that say of which language others among them are, as in [Cyngor Southwark]{lang=cy}."""
    before = ""
    while words != before:
        before, words = words, OTHER_LANGUAGE.sub(r"\1", words)
    return words


class PlainText(Text):
    """Words that are printed as they stand, whatever signs they have: nobody typed them as Markdown."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; sorts by date."""

    year: int
    number: int
    id: str
    location: Location

    @property
    def name(self) -> str:
        """The month without its year, such as "March"."""
        return MONTHS[self.number - 1]

    @property
    def words(self) -> str:
        """The month as a publication prints it, such as "March 2009"."""
        return f"{self.name} {self.year}"

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Colour:
    """A colour of sRGB as CSS and Word write it: "#" and six hexadecimal digits."""

    words: str
    location: Location

    def __str__(self) -> str:
        return self.words

    def contrast(self, other: "Colour | str") -> float:
        """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance)."""
        lighter, darker = sorted((_luminance(str(self)), _luminance(str(other))), reverse=True)
        return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= NEARLY_BLACK else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True)
class Reference:
    """The name of something else in the plan."""

    id: str
    location: Location


class PersonReference(Reference):
    """The id of one of the people."""
