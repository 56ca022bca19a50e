"""The files that came back, each with what is left to decide in it, and what somebody does with that."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from threading import RLock
from typing import Any

from jarpub.build.edits.people import Origin
from jarpub.build.edits.writing import Asked
from jarpub.build.output.sent import remember_marks
from jarpub.build.worker import without_garbage
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.formats.docx.returned.reading import read
from jarpub.formats.docx.sent_mark import PROPERTY
from jarpub.project.hashing import SHORT, digest
from jarpub.project.plan.diff import word_diff
from jarpub.web.desk import Record
from jarpub.web.editor import Editor
from jarpub.web.inbox.decisions import Decisions, decided, decisions_of, key_of
from jarpub.web.inbox.kept import Folder, Kept, must_be_docx, too_large
from jarpub.web.returned.edits import Author, Change, Note, Remark, ReturnedEdits
from jarpub.web.returned.found import OF_NOBODY
from jarpub.web.returned.judged import returned_edits
from jarpub.web.returned.taken import take
from jarpub.web.returned.weighed import weighed
from jarpub.web.words.places import FILES, KEYS, File
from jarpub.web.words.records import form_of_new
from jarpub.web.words.standing import Standing

GONE = "this file is not there any more"
NO_PAGES = (
    "not all pages can be made now, and it cannot be told which publication this is",
    "put right first what stands above the page",
)
LOOK_AGAIN = "look at the list again"
Said = Change | Note | Remark


@dataclass
class Inbox:
    """What came back to a project, before somebody who edits."""

    editor: Editor
    folder: Folder = field(init=False)
    decisions: Decisions = field(init=False)
    known: dict[tuple[object, ...], ReturnedEdits | DiagnosticsError] = field(default_factory=dict)
    turn: Any = field(default_factory=RLock)  # whose it is reads files, which takes a moment

    def __post_init__(self) -> None:
        project = self.editor.session.project
        self.folder, self.decisions = Folder(project.returned), decisions_of(project)

    def files(self) -> Record:
        """Every file with how much of it waits, and where on the pages that is."""
        found = [(each, self._edits_or_trouble(each)) for each in self.folder.files()]
        with self.turn:
            keys = {self._key(each, is_weighed) for each, _ in found for is_weighed in (False, True)}
            self.known = {key: each for key, each in self.known.items() if key in keys}
        return {
            "folder": self.folder.path.name,
            "files": [self._file(kept, edits) for kept, edits in found],
            "marks": [each for kept, edits in found if isinstance(edits, ReturnedEdits) for each in self._marks(kept, edits)],
        }  # fmt: skip

    def arrived(self, name: str, data: bytes) -> Record:
        """Keep a file that is one of the publications, and list it; raises DiagnosticsError for any other."""
        must_be_docx(name)
        own = digest(data)
        self._edits(Kept(name, own, data))
        self.folder.keep(name, data)
        return self.listed(own)

    def listed(self, sum: str) -> Record:
        """All that a file says, each with how it stands; raises CommandError where it is not there any more."""
        kept = self._kept(sum)
        edits = self._edits_or_trouble(kept, is_weighed=True)
        if isinstance(edits, DiagnosticsError):
            return self._file(kept, edits)
        decided, standing = self.decisions.of(sum), self.editor.standing
        return {
            **self._file(kept, edits),
            "follows": edits.follows,
            "changes": [_placed(standing, each) | _decision(each, decided) for each in edits.changes],
            "notes": [
                _placed(standing, each) | _decision(each, decided) | {"list": _list_of(standing, each)}
                for each in edits.notes
            ],
            "remarks": [_placed(standing, each) | _decision(each, decided) for each in edits.remarks],
        }

    def take(self, sum: str, keys: Collection[str] | None, *, mine: bool = False) -> Record:
        """Write some changes, or all that are clear and left to decide; with `mine`, also over what is there now."""
        edits = self._edits(self._kept(sum), is_weighed=True)
        decided = self.decisions.of(sum)
        wanted = tuple(self._wanted(edits, decided, keys, mine=mine))
        if not wanted:
            raise CommandError("this cannot be taken as it is now", LOOK_AGAIN)
        numbers: dict[str, int] = {}
        chosen = replace(edits, changes=wanted)
        if mine:  # what is in conflict was not held to the rules yet
            chosen = weighed(self.editor.session.project, self.editor.standing, chosen)
        taken = take(chosen, self._write_into(numbers))
        done = {key_of(each): numbers[each.name] for each in taken.edits.changes if each.number in taken.written}
        left = [each for each in taken.edits.changes if each.number not in taken.written]
        said = [". ".join(filter(None, (each.called, each.why, *each.found))) for each in left]
        return {"taken": done, "said": said, **self.listed(sum)}

    def _wanted(
        self, edits: ReturnedEdits, decided: Collection[str], keys: Collection[str] | None, *, mine: bool
    ) -> Iterator[Change]:
        for each in edits.changes:
            key = key_of(each)
            may = each.is_clear or (mine and each.state == "in conflict" and each.typed is not None)
            if may and (key not in decided if keys is None else key in keys):
                yield replace(each, state="clear")

    def _write_into(self, numbers: dict[str, int]) -> Callable[[str, Sequence[Asked], Author], None]:
        """What writes as the editor does, in the name that Word recorded; it notes by which change what was written."""

        def write_into(file: str, asked: Sequence[Asked], author: Author) -> None:
            told = self.editor.write(file, asked, origin=Origin(author.by or None, "Word"))
            numbers.update((each.edit.name, told["change"]["number"]) for each in asked)

        return write_into

    def decide(self, sum: str, keys: Collection[str], *, is_decided: bool) -> Record:
        """Leave changes, or tick off comments and notes, by their keys; or take that back."""
        edits = self._edits(self._kept(sum))
        found = {key_of(each): decided(each) for each in _all(edits)}
        if not keys or not found.keys() >= set(keys):
            raise CommandError("this is not in the file", LOOK_AGAIN)
        self.decisions.decide(sum, {key: found[key] if is_decided else None for key in keys})
        return self.listed(sum)

    def put_away(self, sum: str) -> Record:
        """Put a file away in which all is decided; raises CommandError where something waits."""
        kept = self._kept(sum)
        edits = self._edits_or_trouble(kept)
        waiting = 0 if isinstance(edits, DiagnosticsError) else len(self._waiting(kept, edits))
        if waiting:
            raise CommandError(f"{kept.name} still has {waiting} to decide", "take or leave each first")
        return {"name": self.folder.put_away(sum)}

    def _kept(self, sum: str) -> Kept:
        found = next((each for each in self.folder.files() if each.digest == sum), None)
        if found is None:
            raise CommandError(GONE, "look into the folder of files that came back")
        return found

    def _file(self, kept: Kept, edits: ReturnedEdits | DiagnosticsError) -> Record:
        told = {"digest": kept.digest, "name": kept.name}
        if isinstance(edits, DiagnosticsError):
            trouble = [f"{each.message}; {each.hint}" for each in edits.diagnostics]
            return {**told, "trouble": trouble, "waiting": 0}
        return {
            **told,
            "trouble": [],
            "publication": edits.publication,
            "subject": edits.subject,
            "is_of_today": edits.is_of_today,
            "waiting": len(self._waiting(kept, edits)),
        }

    def _marks(self, kept: Kept, edits: ReturnedEdits) -> Iterator[Record]:
        """What waits, by the values beside which it is shown."""
        for each in self._waiting(kept, edits):
            if each.name and not isinstance(each, Note):
                told = _placed(self.editor.standing, each)
                yield {"digest": kept.digest, "kind": type(each).__name__.lower(), "key": key_of(each), **told}

    def _waiting(self, kept: Kept, edits: ReturnedEdits) -> list[Said]:
        decided = self.decisions.of(kept.digest)
        return [each for each in _all(edits) if not _is_settled(each) and key_of(each) not in decided]

    def _edits_or_trouble(self, kept: Kept, *, is_weighed: bool = False) -> ReturnedEdits | DiagnosticsError:
        """What a file changes, or what is wrong with it; raises DiagnosticsError where it is the plan that has slips."""
        self._now()
        try:
            return self._edits(kept, is_weighed=is_weighed)
        except DiagnosticsError as error:
            return error

    def _edits(self, kept: Kept, *, is_weighed: bool = False) -> ReturnedEdits:
        """What a file changes in the plan as it is; raises DiagnosticsError where it is none of the publications."""
        if kept.is_too_large:
            raise too_large(kept.name)
        with self.turn:
            key = self._key(kept, is_weighed)
            found = self.known.get(key)
            if found is None:
                with without_garbage():
                    found = self._judged(kept, is_weighed=is_weighed)
                self.known[key] = found
        if isinstance(found, DiagnosticsError):
            raise found
        return found

    def _now(self) -> Mapping[File, Any]:
        """The values of the files as they are typed now; raises DiagnosticsError."""
        return {FILES[file]: self.editor.values(file) for file in FILES}

    def _judged(self, kept: Kept, *, is_weighed: bool) -> ReturnedEdits | DiagnosticsError:
        project, standing, now = self.editor.session.project, self.editor.standing, self._now()
        try:
            edits = self._edits(kept) if is_weighed else returned_edits(project, standing, kept.data, kept.name, now)
        except DiagnosticsError as error:
            if error.diagnostics[0].code == OF_NOBODY and any(
                each.refused for each in self.editor.session.shown.values()
            ):
                raise CommandError(*NO_PAGES) from None  # it may be the one of which no page can be made now
            return error
        if edits.is_of_today:  # once some of it is taken, it would not be found by its words any more
            marks = [read(kept.data).properties.get(PROPERTY, ""), f"{edits.publication} {kept.digest[:SHORT]}"]
            remember_marks(project, standing.sources.plan_file, marks)
        return weighed(project, standing, edits) if is_weighed else edits

    def _key(self, kept: Kept, is_weighed: bool) -> tuple[object, ...]:
        """By what the edits of a file are known again: its bytes and name, and the files of the project as they are."""
        return kept.digest or id(kept), kept.name, is_weighed, repr(self.editor.standing.sources.digests)


def _all(edits: ReturnedEdits) -> tuple[Said, ...]:
    return (*edits.changes, *edits.notes, *edits.remarks)


def _is_settled(each: Said) -> bool:
    """Whether nobody has to decide: the plan says so by now, or the comment was ticked off in Word."""
    return (isinstance(each, Change) and each.state == "there already") or (isinstance(each, Remark) and each.is_done)


def _decision(each: Said, decided: Collection[str]) -> dict[str, Any]:
    key = key_of(each)
    return {"key": key, "is_decided": key in decided, "is_settled": _is_settled(each)}


def _placed(standing: Standing, each: Said) -> dict[str, Any]:
    """What was said, its words marked, and the file that has the value beside which it stands."""
    file = each.file if isinstance(each, Change) else _file_of(standing, each.name)
    differing = () if isinstance(each, Remark) else word_diff(each.was, each.now)
    segments = [[segment.kind, segment.words] for segment in differing]
    return {**asdict(each), "file": KEYS[file], "segments": segments}


def _file_of(standing: Standing, name: str) -> File:
    return next((file for file, values in standing.values.items() if name in values), "plan")


def _list_of(standing: Standing, note: Note) -> Record | None:
    """The list that the words above are an entry of, and the place behind those."""
    file = _file_of(standing, note.name)
    above = standing.values[file].get(note.name) if note.kind == "new" and note.name else None
    if above is None or not above.number or above.holder is None:
        return None
    if form_of_new(standing, above.holder.name, "", file) is None:
        return None
    return {"name": above.holder.name, "at": above.number, "called": standing.called(above.holder)}
