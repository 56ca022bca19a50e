"""What was edited since the editor was opened, and the way back to any of it."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from jarpub.build.edits.on_record import Saved
from jarpub.build.edits.people import ANOTHER_PROGRAM, Origin
from jarpub.project.edits.slices import Slice, composed, shifted, sliced, trimmed, undone

Words = tuple[str, str]  # those before, and those now
NO_WORDS: Words = ("", "")
Doing = Literal["edit", "undo", "redo", "elsewhere"]


@dataclass(frozen=True)
class Part:
    """What a change did in one file: the exact characters."""

    file: str
    slices: tuple[Slice, ...]


@dataclass(frozen=True)
class Change:
    """One change, of all files that it needs: what was done, when, by whom and from where."""

    number: int  # from 1
    at: float  # in seconds since 1970
    said: str  # what it is about, in plain words
    parts: tuple[Part, ...]  # in the order in which they were written
    origin: Origin
    names: tuple[str, ...] = ()  # of the values that it is about
    was: str = ""  # the words before, where it is about one text
    now: str = ""
    doing: Doing = "edit"
    takes: int = 0  # the change that it takes back: an edit by undoing, an undoing by doing it again
    is_undone: bool = False

    @property
    def record(self) -> Mapping[str, Any]:
        """The change as the list of changes has it."""
        told = ("number", "at", "said", "was", "now", "doing", "is_undone")
        origin = {"by": self.origin.by, "place": self.origin.place}
        return {**{key: getattr(self, key) for key in told}, **origin}


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
            part = Part(file, by_lines(before, content))
            self._add(said="saved by another program", parts=(part,), origin=ANOTHER_PROGRAM, doing="elsewhere")
            self.contents[file] = content

    def add(
        self, said: str, files: Sequence[Saved], origin: Origin, names: Sequence[str] = (), words: Words = NO_WORDS
    ) -> Change:
        """The change that was just made, with the words before and now; what was taken back before it stays so."""
        was, now = words
        return self._add(said=said, parts=self._parts(files), origin=origin, names=tuple(names), was=was, now=now)

    def without(self, number: int) -> tuple[Saved, ...] | None:
        """The files of a change as they are without it, the last first; nothing where the words were edited again since."""
        change = self.changes[number - 1]
        files = [self._without(part, self.changes[number:]) for part in reversed(change.parts)]
        found = tuple(each for each in files if each)
        return found if len(found) == len(files) else None

    def _without(self, part: Part, changes: Sequence[Change]) -> Saved | None:
        """A file without a part of a change that others came after."""
        later: tuple[Slice, ...] = ()  # what is left of all later changes: of one that was taken back, nothing
        for each in (each for change in changes for each in change.parts if each.file == part.file):
            later = composed(later, each.slices)
        moved, before = shifted(part.slices, later), self.contents[part.file]
        after = None if moved is None else undone(before, moved)
        return None if after is None else Saved(part.file, before, after, by_lines(before, after))

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

    def took_back(self, number: int, files: Sequence[Saved], origin: Origin) -> Change:
        """The change by which another was taken back, with its files as they are then."""
        change = self.changes[number - 1]
        self.changes[number - 1] = replace(change, is_undone=True)
        return self._add(
            said=change.said,
            parts=self._parts(files),
            origin=origin,
            names=change.names,
            was=change.now,
            now=change.was,
            doing="redo" if change.doing == "undo" else "undo",
            takes=number,
        )

    def _parts(self, files: Sequence[Saved]) -> tuple[Part, ...]:
        """The parts of a change of files, which are known then as they are now."""
        for each in files:
            self.saw(each.file, each.before)
        self.contents.update((each.file, each.after) for each in files)
        return tuple(Part(each.file, each.slices) for each in files)

    def _add(self, **told: Any) -> Change:
        change = Change(len(self.changes) + 1, self.clock(), **told)
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
