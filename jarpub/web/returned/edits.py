"""What a Word file that came back changes: each value with its old and new words, and all else that somebody wrote into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jarpub.web.words.places import File
from jarpub.web.words.standing import Printed

# "clear" can be written; "there already" says what the plan says by now; what is "in conflict", or is for somebody "to
# decide", is never written by itself; "refused" is what a rule of the plan or of a publication does not let through.
State = Literal["clear", "there already", "in conflict", "to decide", "refused"]
Kind = Literal["template", "several", "new", "gone", "moved", "joined", "split", "beside"]


@dataclass(frozen=True)
class Author:
    """Who changed something, and when, as far as Word recorded it."""

    by: str = ""
    on: str = ""  # such as 2009-03-31


@dataclass(frozen=True)
class Change:
    """A value whose words came back as others.

    `was` and `now` are its words as they are printed, `typed` is what is to be written and `present` what stands there now.
    """

    number: int
    name: str
    file: File
    called: str
    was: str
    now: str
    typed: str | None
    present: str | None
    version: str  # of what stands there now
    state: State
    why: str = ""  # it is not clear, and what to do
    author: Author = Author()
    places: int = 1  # where it stands in this publication
    printed: tuple[Printed, ...] = ()  # the publications that show it
    found: tuple[str, ...] = ()  # what the rules say of it

    @property
    def is_clear(self) -> bool:
        """Whether it can be written as it is."""
        return self.state == "clear"


@dataclass(frozen=True)
class Note:
    """Words that came back and belong to no value that could be changed by them: where they stand, and what to do."""

    kind: Kind
    was: str
    now: str
    why: str
    before: str = ""  # the words above
    behind: str = ""  # the words below
    called: str = ""
    name: str = ""  # of the value that it is nearest to
    author: Author = Author()


@dataclass(frozen=True)
class Remark:
    """A comment, with the words and the value that it is about."""

    words: str
    about: str
    called: str = ""
    name: str = ""
    author: Author = Author()
    is_done: bool = False


@dataclass(frozen=True)
class ReturnedEdits:
    """All that a returned file says: what it changes, notes of what could not be placed, and comments."""

    file: str
    publication: str
    subject: str
    is_of_today: bool  # whether the plan is still the one that it was made from
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    remarks: tuple[Remark, ...]
    follows: tuple[str, ...] = ()  # what the rules find elsewhere once all that is clear is written

    @property
    def clear(self) -> Iterator[Change]:
        """The changes that can be written."""
        return (each for each in self.changes if each.is_clear)

    @property
    def says_nothing(self) -> bool:
        """Whether the file is as it was sent."""
        return not (self.changes or self.notes or self.remarks)
