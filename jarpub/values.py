"""The values that a plan is made of: texts, months, names and references that know their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from jarpub.findings import Place

Words: TypeAlias = Mapping[str, "Text | Words"]
MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905


class Name(str):
    """A stable name: letters, digits, dots, hyphens and underscores, at most 64 characters."""


@dataclass(frozen=True)
class Text:
    """Words as somebody wrote them, in the small safe Markdown, with the name and place they have."""

    words: str
    id: str
    place: Place

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month; sorts by date."""

    year: int
    number: int
    id: str
    place: Place

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
class Reference:
    """The name of something else in the plan."""

    id: str
    place: Place


class PersonReference(Reference):
    """The id of one of the people."""


class PublicationReference(Reference):
    """The key of a publication in templates/publications.yaml."""
