"""The documents that somebody brings in, kept as they were read as long as the editor is open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from jarpub.diagnostics import CommandError, Problem
from jarpub.formats.docx.returned.reading import read as read_returned
from jarpub.formats.docx.sent_mark import PROPERTY
from jarpub.imports.brought_in import Told, understood
from jarpub.imports.grid import Source
from jarpub.imports.reading import read
from jarpub.imports.sections import Section, parts_of
from jarpub.imports.understanding import Column, Notes, Question, Understood
from jarpub.project.hashing import digest

MOST = 4  # documents that are kept at once
GONE = "this document is not open here any more"


@dataclass
class Document:
    """A document, and every question that was asked about it so far, by its name."""

    digest: str
    source: Source
    asked: dict[str, Question] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.source.name

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The tables of it, as their headings part them."""
        return tuple(parts_of(self.source, Notes()).sections)

    def cells(self, column: Column, most: int) -> list[str]:
        """The words of the first cells of a column that have any."""
        section = next(each for each in self.sections if column.place in {cell.place for cell in each.heading.cells})
        inside = (cell for row, _ in section.rows for cell in row.filled if cell.column == column.number)
        return [" ".join(cell.words.split()) for cell in islice(inside, most)]

    @cached_property
    def _places(self) -> Mapping[str, str]:
        """The words of each place: of a cell or a paragraph, and of a row all that stands in it."""
        found: dict[str, str] = {}
        for place, words in self._words():
            found[place] = f"{found[place]} {words}" if place in found else words
        return found

    def _words(self) -> Iterator[tuple[str, str]]:
        yield from self.source.words
        for table in self.source.tables:
            for row in table.rows:
                yield from ((row.place, cell.words) for cell in row.filled)

    def words_at(self, place: str) -> str:
        """What stands in the document at a place."""
        return " ".join(self._places.get(place, "").split())

    def understood(self, said: Told) -> Understood:
        """What it is as a plan, with what somebody said of it; raises CommandError."""
        self._hear(said)
        found = understood(self.source, said)
        self._note(found.questions)
        return found

    def _hear(self, said: Told) -> None:
        """Come to know the questions behind answers that somebody gave at an earlier sitting, one after another."""
        known: Mapping[str, str] = {}
        while any(name not in self.asked for name in said.answers):
            self._note(understood(self.source, replace(said, answers=known)).questions)
            before, known = known, {name: each for name, each in said.answers.items() if name in self.asked}
            if known == before:  # what is left is asked no more
                return

    def questions(self, found: Understood, answers: Mapping[str, str]) -> tuple[Question, ...]:
        """The questions that are open, and those that were answered, each where it was asked first."""
        there = {each.name for each in found.questions}
        told = {f"{place}: {said}" for place, said in found.told}
        answered = {name for name, answer in answers.items() if f"{name} Answered: {answer}" in told}
        return tuple(each for name, each in self.asked.items() if name in there | answered)

    def _note(self, questions: tuple[Question, ...]) -> None:
        """Put new questions behind the one before which they stand, and behind those of the same place that led to them."""
        order = list(self.asked)
        at = 0
        for each in questions:
            if each.name not in self.asked:
                same = (number for number, name in enumerate(order, 1) if self.asked[name].place == each.place)
                order.insert(max((at, *same)), each.name)
            at = order.index(each.name) + 1
            self.asked[each.name] = each
        self.asked = {name: self.asked[name] for name in order}


@dataclass
class Documents:
    """The documents, the latest last."""

    known: dict[str, Document] = field(default_factory=dict)

    def keep(self, name: str, data: bytes) -> Document:
        """Read a document and keep it; raises DiagnosticsError where it cannot be read."""
        own = digest(data)
        found = self.known.pop(own, None)
        if found is None or found.name != name:
            found = Document(own, read(data, name))
        self.known[own] = found
        for old in list(self.known)[:-MOST]:
            del self.known[old]
        return found

    def of(self, digest: str) -> Document:
        """A document by the sum of its bytes; raises CommandError where it is not kept."""
        if digest not in self.known:
            raise CommandError(GONE, "choose the file once more: your answers are kept")
        return self.known[digest]


def is_ours(data: bytes) -> bool:
    """Whether a file is a Word file that says itself that it is one of the publications."""
    try:
        return PROPERTY in read_returned(data).properties
    except Problem:
        return False
