"""What somebody does in the editor: words are written, taken back and approved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jarpub.build.edits.approve import Approvals, approve, to_approve
from jarpub.build.edits.dates import day
from jarpub.build.edits.history import Change, by_lines
from jarpub.build.edits.on_record import Saved
from jarpub.build.edits.people import NAME_WANTED, Origin, person
from jarpub.build.edits.saving import now_in, one_writer, path_of, save
from jarpub.build.edits.writing import Asked, Written, must_be_shown, write
from jarpub.build.incremental.last_build import FOLDER
from jarpub.build.whole_file import write_whole
from jarpub.build.worker import without_garbage
from jarpub.diagnostics import CommandError
from jarpub.project.approvals_file import Consent
from jarpub.project.edits.edit import Done, Edit, Insert, Value
from jarpub.project.edits.new_ids import id_from_words
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.web.desk import Desk, Record
from jarpub.web.words.holders import own_name
from jarpub.web.words.places import FILES, File
from jarpub.web.words.plain_findings import refused_in_plain_words
from jarpub.web.words.review import piece_called, sum_of
from jarpub.web.words.standing import Standing

SAVED_MEANWHILE = "the file was saved just now by another program", "look at the page, and try again"
KEPT = "before-editing"  # the folder of the files as they were when the editor was opened


@dataclass
class Editor(Desk):
    """One sitting at the publications of a project."""

    kept: set[str] = field(default_factory=set)  # the files of which a copy is kept
    saved: Callable[[], None] = lambda: None  # called when something was written
    writing: KnownFiles = field(default_factory=KnownFiles)  # the files as they were read last by who writes

    def write(self, file: str, asked: Sequence[Asked], by: str | None = None, origin: Origin | None = None) -> Record:
        """Write some edits of somebody who sits here, or of another origin.

        Raises as `jarpub.build.edits.writing.write` does, and CommandError for nobody's name.
        """
        origin = origin or _origin(by)
        with self.turn:
            self._keep(file)
            before = self.standing
            asked = [replace(each, edit=self._with_id(file, each.edit)) for each in asked]
            with without_garbage(), refused_in_plain_words(before, FILES[file]):
                written = write(self.session.project, file, asked, origin, self.writing.bind, self.trials)
            change = self._note(written, before, origin)
            self.expect(written.trial)
        self.saved()
        return {"change": change.record, "versions": written.versions}

    def put(self, contents: Mapping[str, bytes], said: str, by: str | None = None) -> Record:
        """Put whole files, by their keys, in the place of what there is, as one change, which can be taken back.

        Raises DiagnosticsError where a page that can be made now could not be made any more, and CommandError.
        """
        project, origin = self.session.project, _origin(by)
        with self.turn, one_writer(project, "save"):
            for file in contents:
                self._keep(file)
            before = {file: now_in(project, file) for file in contents}
            files = [
                Saved(file, before[file], after, by_lines(before[file], after)) for file, after in contents.items()
            ]
            with without_garbage():
                trial = must_be_shown(project, files, self.writing.bind, self.trials)
            if not save(project, "edit", [], origin, files):
                raise CommandError(*SAVED_MEANWHILE)
            change = self.history.add(said, files, origin)
            self.expect(trial)
        self.saved()
        return {"change": change.record}

    def _with_id(self, file: str, edit: Edit) -> Edit:
        """A new entry without an id with one that is made of what it is called."""
        if not isinstance(edit, Insert) or not isinstance(edit.entry, Mapping) or edit.entry.get("id") != "":
            return edit
        known = self.standing.values[FILES[file]]
        others = [own_name(each) for each in known[edit.name].value] if edit.name in known else []
        words = next((each for key, each in edit.entry.items() if key != "id" and isinstance(each, str)), "")
        return replace(edit, entry={**edit.entry, "id": id_from_words(words, others, self.values(file))})

    def _note(self, written: Written, before: Standing, origin: Origin) -> Change:
        """Put down what was written, with what had to change with it elsewhere."""
        done = written.done
        said = "; ".join(dict.fromkeys(_called(before, FILES[written.file], each) for each in done))
        words = (in_words(done[0].was), in_words(done[0].now)) if done else ("", "")
        return self.history.add(said, written.files, origin, [each.name for each in done], words)

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

    def undo(self, number: int | None = None, by: str | None = None) -> Record:
        """Take back one change, or the last one; raises CommandError where the words were edited again since."""
        change = self.history.changes[number - 1] if number else self.history.to_undo
        return self._take_back(change, "there is nothing to take back", _origin(by))

    def redo(self, by: str | None = None) -> Record:
        """Do again what was taken back last; raises CommandError where there is nothing."""
        return self._take_back(self.history.to_redo, "there is nothing to do again", _origin(by))

    def _take_back(self, change: Change | None, otherwise: str, origin: Origin) -> Record:
        """Take back a change in all of its files, or in none."""
        if change is None or change.is_undone or change.doing == "elsewhere":
            raise CommandError(otherwise, "the list of today's changes says what was done")
        project = self.session.project
        with self.turn, one_writer(project, "undo"):
            for part in change.parts:
                self.content(part.file)
            files = self.history.without(change.number)
            if files is None:
                raise CommandError("these words were edited again since", "take the later edit back first")
            with without_garbage():
                trial = must_be_shown(project, files, self.writing.bind, self.trials)
            if not save(project, "redo" if change.doing == "undo" else "undo", change.names, origin, files):
                raise CommandError(*SAVED_MEANWHILE)
            done = self.history.took_back(change.number, files, origin)
            self.expect(trial)
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
        done = approve(project, list(read), audience, consent, found, "the editor")
        said = f"{consent.by} approved: {'; '.join(piece_called(self.standing, each.now) for each in done.approved)}"
        if done.written:
            names = [each.now.id for each in done.approved]
            self.history.add(said, done.written, Origin(consent.by, "the editor"), names)
        return done


def _origin(by: str | None) -> Origin:
    """Who edits here, where the name was given; raises CommandError where it is nobody's."""
    return Origin(person(by, "an edit", NAME_WANTED) if by is not None else None, "the editor")


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
