"""What the program says by itself in a publication: the words of templates, months, and what stands in a row."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from markupsafe import Markup, escape

from jarpub.diagnostics import Location
from jarpub.pages.languages.catalogue import Catalogue
from jarpub.pages.languages.read_aloud import in_words
from jarpub.pages.page_tree import SKIP
from jarpub.project import languages
from jarpub.project.plan.values import Month

NOT_RECORDED, TO_BE_SUPPLIED = "Not recorded", "TO BE SUPPLIED"
WORDS_OF_OUR_OWN = (NOT_RECORDED, TO_BE_SUPPLIED, SKIP)  # that no template has
# The CLDR leaves open which form of "and" a Welsh word takes before it.
WELSH_AND, WELSH_VOWELS = "a(c)", frozenset("aâeêiîoôuûwŵyŷ")


class Unsaid(NamedTuple):
    """Words that were said in English, or in a translation that nobody who speaks the language has read."""

    words: str
    why: Literal["missing", "unread"]
    location: Location  # of the translation, or where it belongs


class Voice:
    """What the program says in a language, or in English where nobody has translated it.

    `unsaid` are the words of the last rendering for which that was so.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.is_english = languages.primary(language) == languages.ENGLISH
        self.catalogue = Catalogue("")
        self.unsaid: dict[Unsaid, None] = {}

    def begin(self, catalogue: Catalogue) -> None:
        """Say from now on what this catalogue has."""
        self.catalogue = catalogue
        self.unsaid = {}

    def say(self, words: str) -> str:
        """Some English words in the language."""
        return words if self._only_in_english(words) else self.catalogue.translations.gettext(words)

    def say_if_translated(self, words: str) -> str:
        """Some words in the language: as they are where there is no translation, as they are in the language then."""
        return self.say(words) if words in self.catalogue.lines else words

    def count(self, one: str, many: str, number: int) -> str:
        """The words for one or for many, in the form that the language has for a number."""
        if self._only_in_english(one):
            return one if number == 1 else many
        return self.catalogue.translations.ngettext(one, many, number)

    def _only_in_english(self, words: str) -> bool:
        if self.is_english:
            return True
        if words not in self.catalogue.lines:
            self._note(words, "missing")
            return True
        if words in self.catalogue.unread:
            self._note(words, "unread")
        return False

    def _note(self, words: str, why: Literal["missing", "unread"]) -> None:
        location = Location(self.catalogue.file, self.catalogue.lines.get(words, 0))
        self.unsaid[Unsaid(words, why, location)] = None

    def month(self, month: Month) -> str:
        """A month with its year."""
        return languages.month(month.year, month.number, self.language)

    def name(self, month: Month) -> str:
        """The name of a month, without its year."""
        return languages.month_names(self.language)[month.number - 1]

    def short_name(self, month: Any) -> str:
        """The name of a month, cut short; its number where the letters of the language change beside one another.

        It stands in pictures, which WeasyPrint and Word files draw letter by letter.
        """
        number: int = month.number
        names = languages.month_names(self.language, "abbreviated")
        return names[number - 1] if all(map(_stands_apart, "".join(names))) else str(number)

    def day(self, day: date) -> str:
        """A day with its month and year."""
        return languages.day(day, self.language)

    def number(self, number: int) -> str:
        """A whole number: in letters where the program knows those of the language, else in figures."""
        return in_words(number) if self.is_english else str(number)

    def row(self, values: Sequence[Any]) -> Markup:
        """Values in a row: "a", "a and b", "a, b and c"."""
        first, *behind = languages.row_of(len(values), self.language)
        following = [escape(value).striptags() for value in values[1:]] + [""]
        rest = (
            escape(value) + _before(signs, word) for value, signs, word in zip(values, behind, following, strict=True)
        )
        return escape(first) + Markup("").join(rest)

    def shares_years(self) -> bool:
        """Whether months in a row can share the year behind the last of them."""
        return languages.has_year_behind(self.language)


def _stands_apart(letter: str) -> bool:
    """Whether a letter looks the same whatever stands beside it: no vowel sign, and none of Arabic."""
    return unicodedata.category(letter) not in ("Mn", "Mc", "Cf") and unicodedata.bidirectional(letter) != "AL"


def _before(signs: str, word: str) -> str:
    """What stands between two values, in the form that it has before a word."""
    return signs.replace(WELSH_AND, "ac" if word[:1].casefold() in WELSH_VOWELS else "a")
