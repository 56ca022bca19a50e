"""The publications that templates/publications.yaml lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from jarpub.diagnostics import CommandError, Location, did_you_mean
from jarpub.project.file_names import INTERNAL
from jarpub.project.plan.values import Id, Text, Words

OF_WEB_PAGES = frozenset({"cms"})  # made only of what has an address on the web, unless an entry names them
TO_FOLD = frozenset({"booklet"})  # made only where an entry names them
ENDINGS = {"booklet": "-to-fold.pdf", "cms": "-for-cms.html"}  # of file names, where it is not the name of the format
BLACK_AND_WHITE = "-black-and-white"


@dataclass(frozen=True)
class PartLimit:
    """How long a part may be, in words and in characters; a part is what has this class in the template."""

    part: Text
    least: int = 1
    most: int = 999_999_999
    most_characters: int = 999_999_999  # of all that it prints
    as_printed: bool = False  # whether the words that the program adds count among the most, too


@dataclass(frozen=True)
class ReadingLimits:
    """How easy a publication must be: grades are years of school in the United States, sentences are in words."""

    grade: int
    item_grade: int
    smog: int
    mean_sentence: int
    long_sentence: int
    longest_sentence: int
    long_words: tuple[Text, ...] = ()  # of three syllables or more, that its readers know


@dataclass(frozen=True)
class Fairness:
    """What keeps a news text fair: whose findings they are, and no praise of our own."""

    attributed: tuple[Text, ...]
    attribution: tuple[Text, ...]
    praise: tuple[Text, ...]


@dataclass(frozen=True)
class StatusWords:
    """Words that say how far work has got, and the statuses beside which they are true."""

    words: tuple[Text, ...]
    values: tuple[Literal["started", "in_progress", "done", "done_continuing"], ...]


@dataclass(frozen=True)
class Question:
    """What the gap of a role asks in a new plan, and how far it stands in the way."""

    role: Id
    question: Text
    ask: Text
    blocking: bool
    answered_by: Literal["people", "abbreviations"] | None = None


@dataclass(frozen=True)
class Publication:
    """One publication: its template, its look in Word, the part of the plan its audience may see, its limits."""

    key: Id
    subject: Text
    audience: Text
    template: Text
    word: Text
    font: Literal["plain", "easy"]
    sees: tuple[Text, ...]
    formats: tuple[Text, ...] = ()  # all that there are
    black_and_white: tuple[Text, ...] = ()  # those of which there is a file for photocopiers, too
    wording: Text | None = None
    names: tuple[Text, ...] = ()
    inner_terms: tuple[Text, ...] = ()
    banned_words: tuple[Text, ...] = ()
    items: Text | None = None
    parts: tuple[PartLimit, ...] = ()
    reading: ReadingLimits | None = None
    fairness: Fairness | None = None
    kind: Literal["report", "article"] = "report"
    needs: tuple[Text, ...] = ()  # the roles of the gaps whose answers it needs
    address: Text | None = None  # the role of the gap whose answer is the address of its web page
    picture: Text | None = None  # the address of what is shown where its web page is shared
    picture_words: Text | None = None
    needs_approval: bool = False  # whether wording that nobody has approved makes it a draft
    like: Text | None = None  # the key of the entry above that says all that is not said here
    measures: tuple[Text, ...] = ()  # the outcomes of the plan that its figures are about
    outlet: Text | None = None  # the school, club or website that it is for, as the addresses in its QR codes say
    answers: Words = field(default_factory=dict)  # roles that one of its own has here, such as a site's link
    internal: bool = False  # whether it stays inside: in a folder of its own, marked, and never made final
    language: Id | None = None  # the one that it is translated into, where it is not the council's own

    @property
    def translated_from(self) -> str | None:
        """The name of the wording that its own is a translation of: that of "young-people-cy" is "young-people"."""
        ending = f"-{self.language}"
        told = self.wording.words if self.language and self.wording else ""
        return told.removesuffix(ending) if told.endswith(ending) else None

    @property
    def sights(self) -> tuple[str, ...]:
        """The paths of what its audience may see: a translation in the place of what it is translated from."""
        first = self.translated_from
        named = (path.words for path in self.sees)
        return tuple(f"wording.{self.wording}" if first and path == f"wording.{first}" else path for path in named)

    @property
    def roles(self) -> Mapping[str, Text]:
        """The roles of the gaps whose answers it needs, its own in the place of others, and where each is said."""
        own = ((need, self.answers.get(need.words)) for need in self.needs)
        return {each.words: each for need, other in own for each in (other if isinstance(other, Text) else need,)}

    def is_made_in(self, format: str) -> bool:
        """Whether there is to be a file of it in a format."""
        if self.formats:
            return any(wanted.words == format for wanted in self.formats)
        return format not in TO_FOLD and (self.address is not None or format not in OF_WEB_PAGES)

    def files(self, formats: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
        """Its files in some formats: the name and format of each, and whether it is in black and white."""
        for format in filter(self.is_made_in, formats):
            yield self._name(format), format, False
            if any(wanted.words == format for wanted in self.black_and_white):
                yield self._name(format, BLACK_AND_WHITE), format, True

    def possible_names(self, formats: Iterable[str]) -> Iterator[str]:
        """The names of all files that it could have in some formats, whether it is made in them or not."""
        for format in formats:
            for which in ("", BLACK_AND_WHITE):
                yield from (f"{folder}{self.key}{which}{_ending(format)}" for folder in ("", INTERNAL))

    def _name(self, format: str, which: str = "") -> str:
        return f"{INTERNAL if self.internal else ''}{self.key}{which}{_ending(format)}"

    @property
    def location(self) -> Location:
        """Where it is listed, as near as is known."""
        return self.subject.location

    @property
    def shows_figures(self) -> bool:
        """Whether its audience may see how far the publications reached."""
        return any(path.words.partition(".")[0] == "reach" for path in self.sees)

    @property
    def names_everybody(self) -> bool:
        """Whether its audience may see all the people of the plan."""
        return any(path.words == "people" for path in self.sees)


@dataclass(frozen=True)
class Settings:
    """Every publication, and what they have in common: what templates/publications.yaml says."""

    draft: Text
    final: Text  # what a final says of itself: {number} and {date} stand for those of its edition
    publications: tuple[Publication, ...]
    status_words: tuple[StatusWords, ...] = ()
    plainer_words: Words = field(default_factory=dict)
    questions: tuple[Question, ...] = ()  # one for each role that a publication needs
    dated: Text | None = None  # the role of the gap whose answer is the date of the plan
    internal: Text | None = None  # what every page says that stays inside; that of a draft where it is not given

    def needing(self, role: str | None) -> list[Publication]:
        """The publications that need the answer to the gap of a role."""
        return [each for each in self.publications if role in each.roles]

    def mark_of(self, publication: Publication) -> Text:
        """What every page of a publication says as long as it is no final."""
        return (self.internal if publication.internal else None) or self.draft


class UnknownPublication(CommandError):
    """Somebody asks for a publication that is not listed."""

    def __init__(self, key: str, listed: Iterable[Publication]) -> None:
        names = {str(each.key): f"{each.key} or {each.wording}" if each.wording else str(each.key) for each in listed}
        hint = did_you_mean(key, names, f"known here: {', '.join(names.values())}")
        super().__init__(f'there is no publication "{key}"', hint)
        self.key = key


def chosen(settings: Settings, names: Iterable[str]) -> list[Publication]:
    """The publications of these keys, or that tell the wording of this name; all where none is named.

    Raises CommandError where there is no such one.
    """
    meant = dict.fromkeys(each.key for name in names for each in _named(settings, name))
    return [each for each in settings.publications if each.key in meant or not meant]


def for_finals(settings: Settings, names: Iterable[str]) -> list[Publication]:
    """The publications of these names of which finals are made; of all where none is named.

    Raises CommandError where there is no such one, or it stays inside.
    """
    named = [*names]
    inside = [str(each.key) for each in chosen(settings, named) if each.internal]
    if named and inside:
        said = f"{inside[0]} stays inside, and no final is made of it"
        raise CommandError(said, f"its files of now are in the folder {INTERNAL.rstrip('/')}: send them from there")
    return [each for each in chosen(settings, named) if not each.internal]


def _ending(format: str) -> str:
    return ENDINGS.get(format, f".{format}")


def _named(settings: Settings, name: str) -> list[Publication]:
    listed = settings.publications
    found = [each for each in listed if each.key == name] or [
        each for each in listed if each.wording and each.wording.words == name
    ]
    if not found:
        raise UnknownPublication(name, listed)
    return found
