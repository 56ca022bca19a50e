"""What was edited since the editor was opened, and the way back to any of it."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from jarpub.project.edits.slices import Slice, composed, shifted, sliced, trimmed, undone

Words = tuple[str, str]  # those before, and those now
NO_WORDS: Words = ("", "")
Doing = Literal["edit", "undo", "redo", "elsewhere"]


@dataclass(frozen=True)
class Change:
    """One change of a file: what was done, when, and the exact characters."""

    number: int  # from 1
    at: float  # in seconds since 1970
    file: str
    said: str  # what it is about, in plain words
    slices: tuple[Slice, ...]
    was: str = ""  # the words before, where it is about one text
    now: str = ""
    doing: Doing = "edit"
    takes: int = 0  # the change that it takes back: an edit by undoing, an undoing by doing it again
    is_undone: bool = False

    @property
    def record(self) -> Mapping[str, Any]:
        """The change as the list of changes has it."""
        told = ("number", "at", "said", "was", "now", "doing", "is_undone")
        return {key: getattr(self, key) for key in told}


@dataclass
class History:
    """All changes since the editor was opened, the latest last; those by other programs are among them."""

    changes: list[Change] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)  # each file as it was after the last change that is known
    clock: Callable[[], float] = time.time

    def saw(self, file: str, content: bytes) -> None:
        """Take note of how a file is: what another program saved into it is a change like any other."""
        before = self.contents.setdefault(file, content)
        if before != content:
            self._add(file, "saved by another program", by_lines(before, content), "elsewhere")
            self.contents[file] = content

    def add(self, file: str, said: str, slices: Iterable[Slice], content: bytes, words: Words = NO_WORDS) -> Change:
        """The change that was just made, with the words before and now; what was taken back before it stays so."""
        self.contents[file] = content
        return self._add(file, said, slices, "edit", words=words)

    def without(self, number: int) -> bytes | None:
        """The file of a change as it is without it; nothing where the words were edited again since."""
        change = self.changes[number - 1]
        later: tuple[Slice, ...] = ()  # what is left of all later changes: of one that was taken back, nothing
        for each in self.changes[number:]:
            later = composed(later, each.slices) if each.file == change.file else later
        moved = shifted(change.slices, later)
        return None if moved is None else undone(self.contents[change.file], moved)

    @property
    def to_undo(self) -> Change | None:
        """The last change that is still there."""
        done = (each for each in reversed(self.changes) if each.doing in ("edit", "redo") and not each.is_undone)
        return next(done, None)

    @property
    def to_redo(self) -> Change | None:
        """The change that was taken back last, as long as nothing was edited since."""
        own = (each for each in reversed(self.changes) if each.doing != "elsewhere" and not each.is_undone)
        last = next((each for each in own if each.doing != "redo"), None)
        return last if last and last.doing == "undo" else None

    def took_back(self, number: int, content: bytes) -> Change:
        """The change by which another was taken back, with the file as it is then."""
        change = self.changes[number - 1]
        self.changes[number - 1] = replace(change, is_undone=True)
        slices = by_lines(self.contents[change.file], content)
        self.contents[change.file] = content
        doing: Doing = "redo" if change.doing == "undo" else "undo"
        return self._add(change.file, change.said, slices, doing, number, (change.now, change.was))

    def _add(
        self, file: str, said: str, slices: Iterable[Slice], doing: Doing, takes: int = 0, words: Words = NO_WORDS
    ) -> Change:
        number = len(self.changes) + 1
        change = Change(number, self.clock(), file, said, tuple(slices), *words, doing=doing, takes=takes)
        self.changes.append(change)
        return change


def by_lines(before: bytes, after: bytes) -> tuple[Slice, ...]:
    """The slices by which a file differs from what it was, apart where lines between stay: what those say is not touched."""
    found = []
    for start, was, now in sliced(before, after):
        old, new = was.splitlines(keepends=True), now.splitlines(keepends=True)
        for kind, first, last, at, behind in SequenceMatcher(None, old, new).get_opcodes():
            if kind != "equal":
                place = start + sum(map(len, new[:at]))
                found.append(trimmed(Slice(place, "".join(old[first:last]), "".join(new[at:behind]))))
    return tuple(filter(None, found))
