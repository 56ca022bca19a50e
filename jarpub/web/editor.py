"""What somebody does in the editor: words are looked at, written, judged, taken back and approved."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from threading import RLock
from typing import Any

from jarpub.build.edits.approve import Approvals, approve, to_approve
from jarpub.build.edits.dates import day
from jarpub.build.edits.history import Change, History, by_lines
from jarpub.build.edits.people import person
from jarpub.build.edits.trial import Trial, judged, tried
from jarpub.build.edits.writing import (
    KINDS,
    Asked,
    Written,
    must_be_shown,
    now_in,
    one_writer,
    path_of,
    version_of,
    write,
)
from jarpub.build.incremental.last_build import FOLDER
from jarpub.build.load_and_check import is_as_loaded, load_sources
from jarpub.build.output.build_record import records
from jarpub.build.whole_file import write_whole
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.approvals_file import Consent
from jarpub.project.edits.edit import Done, Edit, Insert, Set, Value
from jarpub.project.edits.edited import edited, values
from jarpub.project.edits.new_ids import id_from_words, new_id
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.web.session import Session
from jarpub.web.words.called import audience_called
from jarpub.web.words.described import described
from jarpub.web.words.holders import own_name
from jarpub.web.words.left import left, left_where_nothing_is_made
from jarpub.web.words.measures import measures_of
from jarpub.web.words.places import File
from jarpub.web.words.plain_findings import refused_in_plain_words
from jarpub.web.words.records import form_of, form_of_new
from jarpub.web.words.review import html_of, piece_called, pieces, sum_of
from jarpub.web.words.standing import Standing

Record = Mapping[str, Any]
KEPT = "before-editing"  # the folder of the files as they were when the editor was opened
NAME_WANTED = "type the first and the last name"
GONE = "this is not in the plan any more"
FILES: Mapping[str, File] = {"plan": "plan", "brand": "brand", "publications": "settings"}


@dataclass
class Editor:
    """One sitting at the publications of a project."""

    session: Session
    history: History = field(default_factory=History)
    kept: set[str] = field(default_factory=set)  # the files of which a copy is kept
    saved: Callable[[], None] = lambda: None  # called when something was written
    turn: Any = field(default_factory=RLock)  # whose it is writes, and notes what stood there before
    known: Standing | None = None
    reading: Any = field(default_factory=RLock)  # whose it is reads the files
    files: KnownFiles = field(default_factory=KnownFiles)  # as they were read last, one after another
    writing: KnownFiles = field(default_factory=KnownFiles)  # and by who writes
    judging: KnownFiles = field(default_factory=KnownFiles)  # and by who judges
    read: dict[str, tuple[bytes, Mapping[str, Value]]] = field(default_factory=dict)  # the files as they were read last

    def content(self, file: str) -> bytes:
        """A file as it is now; what another program saved into it is noted, while nobody writes here."""
        if not self.turn.acquire(blocking=False):
            return now_in(self.session.project, file)
        try:
            content = now_in(self.session.project, file)
            self.history.saw(file, content)
        finally:
            self.turn.release()
        return content

    def values(self, file: str) -> Mapping[str, Value]:
        """Every value of a file by its name; raises DiagnosticsError where it cannot be read."""
        content, project = self.content(file), self.session.project
        with self.reading:
            known, found = self.read.get(file, (b"", {}))
            if known != content:
                found = values(content, project.name(path_of(project, file)), KINDS[file], self.files.bind)
                self.read[file] = content, found
        return found

    def value(self, file: str, name: str) -> Record:
        """A value as it is now, with the version by which it is known again; raises CommandError where there is none."""
        found, known = self.values(file), described(self.standing, name, FILES[file])
        if name not in found or known is None:
            raise CommandError(GONE, "look at the page again")
        value = found[name]
        words = value if isinstance(value, str) else known.words
        told = {"file": file, "value": value, "words": words, "html": html_of(words), "version": version_of(value)}
        return {**known.record, **told}

    def form(self, file: str, name: str) -> Record:
        """The form of a record as it is now; raises CommandError where there is none."""
        form = form_of(self.standing, name, FILES[file])
        if form is None:
            raise CommandError(GONE, "look at the page again")
        found = self.values(file)
        fields = [{**asdict(each), "version": version_of(found.get(each.name))} for each in form.fields]
        return {**form.record, "file": file, "fields": fields}

    def new_entry(self, file: str, name: str) -> Record:
        """The form of a new entry of a list, with an id that nothing had; raises CommandError where there is no list."""
        if not isinstance(self.values(file).get(name), tuple):
            raise CommandError(GONE, "look at the page again")
        project, names = self.session.project, [each for each in KINDS if each != file]
        others = [self.content(each) for each in names]
        id = new_id(self.content(file), project.name(path_of(project, file)), KINDS[file], name, others)
        form = form_of_new(self.standing, name, id, FILES[file])
        if form is None:
            raise CommandError(GONE, "look at the page again")
        return form

    def wording(self, audience: str, key: str) -> Record:
        """The wording for an audience that is not approved, or one piece of it, to be read; raises CommandError."""
        standing = self.standing
        if audience not in standing.audiences:
            raise CommandError(f'there is no wording for "{audience}"', "look at the page again")
        read = [each.record for each in pieces(standing, audience, key)]
        return {"audience": audience, "called": audience_called(audience, standing.sources.settings), "pieces": read}

    @property
    def standing(self) -> Standing:
        """The plan as it is saved now, and the publications as they were shown last.

        Where the plan cannot be read it is as it was shown last; raises CommandError where nothing could be shown yet.
        """
        project, sources = self.session.project, self.session.sources
        if self.known and is_as_loaded(project, self.known.sources):
            return self.known
        if sources is None or not is_as_loaded(project, sources):
            with self.reading, suppress(DiagnosticsError):
                sources = load_sources(project, self.files.bind)
        if sources is None:
            raise CommandError("the plan cannot be read", "put right first what stands above the page")
        self.known = Standing(sources, tuple(self.session.releases.values()))
        return self.known

    def write(self, file: str, asked: Sequence[Asked]) -> Record:
        """Write some edits; raises as `jarpub.build.edits.writing.write` does."""
        with self.turn:
            self._keep(file)
            before = self.standing
            asked = [replace(each, edit=self._with_id(file, each.edit)) for each in asked]
            with refused_in_plain_words(before, FILES[file]):
                written = write(self.session.project, file, asked, self.writing.bind)
            change = self._note(written, before)
        self.saved()
        now = self.values(file)
        versions = {each.edit.name: version_of(now[each.edit.name]) for each in asked if each.edit.name in now}
        return {"change": change.record, "versions": versions}

    def _with_id(self, file: str, edit: Edit) -> Edit:
        """A new entry without an id with one that is made of what it is called."""
        if not isinstance(edit, Insert) or not isinstance(edit.entry, Mapping) or edit.entry.get("id") != "":
            return edit
        known = self.standing.values[FILES[file]]
        others = [own_name(each) for each in known[edit.name].value] if edit.name in known else []
        words = next((each for key, each in edit.entry.items() if key != "id" and isinstance(each, str)), "")
        return replace(edit, entry={**edit.entry, "id": id_from_words(words, others, self.values(file))})

    def _note(self, written: Written, before: Standing) -> Change:
        """Put down what was written, and before it what had to change with it elsewhere."""
        if written.followed:
            self.history.saw("approvals", written.followed.before)
            said = "taken out of what wording tells"
            self.history.add("approvals", said, written.followed.slices, written.followed.done.data)
        self.history.saw(written.file, written.before)
        done = written.done.done
        said = "; ".join(dict.fromkeys(_called(before, FILES[written.file], each) for each in done))
        words = (in_words(done[0].was), in_words(done[0].now)) if done else ("", "")
        return self.history.add(written.file, said, written.slices, written.done.data, words)

    def _keep(self, file: str) -> None:
        """Keep a file as it was before the first edit of this sitting."""
        if file in self.kept:
            return
        project = self.session.project
        path = path_of(project, file)
        folder = project.output / FOLDER / KEPT
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / path.name, self.content(file))
        self.kept.add(file)

    def judge(self, key: str, file: str, asked: Sequence[Asked]) -> Record:
        """What would be found in a publication if some edits were written; raises DiagnosticsError where they cannot be."""
        project = self.session.project
        path = path_of(project, file)
        before = self.content(file)
        bind, edits = self.judging.bind, [each.edit for each in asked]
        after = edited(before, project.name(path), KINDS[file], edits, bind).data
        trial: Trial = tried(project, {path: after}, bind)
        if trial.errors or trial.sources is None:
            return {"findings": records(trial.errors, project.command)}
        _, found = judged(project, trial.sources, key)
        return {"findings": records(found, project.command), "measures": self._measures(file, asked)}

    def _measures(self, file: str, asked: Sequence[Asked]) -> Record | None:
        """What the words of one text measure, where one is all that is asked for."""
        edit = asked[0].edit
        if file != "plan" or len(asked) > 1 or not isinstance(edit, Set) or not isinstance(edit.value, str):
            return None
        return measures_of(self.standing, edit.name, edit.value).record

    def left(self) -> Record:
        """All that is left before the finals of all publications."""
        session = self.session
        refused = [(key, each) for key, shown in session.shown.items() for each in shown.refused]
        if session.whole is None or any(shown.is_behind for shown in session.shown.values()):
            found = dict.fromkeys(each for _, each in refused)
            return left_where_nothing_is_made(found, session.sources.as_written if session.sources else None).record
        return left(Standing(*session.whole), refused).record

    def undo(self, number: int | None = None) -> Record:
        """Take back one change, or the last one; raises CommandError where the words were edited again since."""
        change = self.history.changes[number - 1] if number else self.history.to_undo
        return self._take_back(change, "there is nothing to take back")

    def redo(self) -> Record:
        """Do again what was taken back last; raises CommandError where there is nothing."""
        return self._take_back(self.history.to_redo, "there is nothing to do again")

    def _take_back(self, change: Change | None, otherwise: str) -> Record:
        if change is None or change.is_undone or change.doing == "elsewhere":
            raise CommandError(otherwise, "the list of today's changes says what was done")
        project = self.session.project
        path = path_of(project, change.file)
        with self.turn, one_writer(project, "undo"):
            before = self.content(change.file)
            content = self.history.without(change.number)
            if content is None:
                raise CommandError("these words were edited again since", "take the later edit back first")
            must_be_shown(project, {path: content}, {path: before})
            if not write_whole(path, content, instead_of=before):
                raise CommandError("the file was saved just now by another program", "look at the page, and try again")
            done = self.history.took_back(change.number, content)
        self.saved()
        return {"change": done.record}

    def record(self) -> Record:
        """What was changed in this sitting, and what can be taken back or done again."""
        to_undo, to_redo = self.history.to_undo, self.history.to_redo
        return {
            "changes": [each.record for each in self.history.changes],
            "undo": to_undo and to_undo.record,
            "redo": to_redo and to_redo.record,
        }

    def approve(self, audience: str, read: Mapping[str, str], by: str, on: str | None) -> Record:
        """Approve the wording that somebody has read: its keys, each with the sum of what was shown.

        Raises CommandError where it is another by now, or where the name is nobody's.
        """
        consent = Consent(person(by, "an approval", NAME_WANTED), day(on))
        with self.turn:
            done = self._approve(audience, read, consent)
        self.saved()
        called = [piece_called(self.standing, each.now) for each in done.approved]
        return {"approved": called, "by": consent.by, "on": consent.on}

    def _approve(self, audience: str, read: Mapping[str, str], consent: Consent) -> Approvals:
        project = self.session.project
        found = to_approve(project, list(read), audience, consent.on)
        if any(read.get(each.key) != sum_of(each) for each in found):
            said = "the wording, or the plan's words beside it, changed while you read, and nothing was recorded"
            raise CommandError(said, "read it again, and approve it then")
        self._keep("approvals")
        done = approve(project, list(read), audience, consent, found)
        said = f"{consent.by} approved: {'; '.join(piece_called(self.standing, each.now) for each in done.approved)}"
        for file, before, now in done.written:
            self.history.saw(file, before)
            self.history.add(file, said, by_lines(before, now), now)
        return done


def _called(before: Standing, file: File, done: Done) -> str:
    """What an edit was about, as the plan stood before it."""
    deeds = {"Insert": "Something new among ", "Remove": "Taken out: ", "Move": "Moved: ", "Set": ""}
    is_new = isinstance(done.edit, Insert)
    called = before.name(done.edit.name if is_new else done.name, file)
    return f"{deeds[type(done.edit).__name__]}{called[:1].lower() if is_new else called[:1]}{called[1:]}"


def in_words(value: Value) -> str:
    """A value in the list of changes."""
    if isinstance(value, Mapping):
        return in_words(value.get("text", ""))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(in_words, value)) if isinstance(value, tuple) else str(value or "")
