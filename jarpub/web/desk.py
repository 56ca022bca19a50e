"""What lies before somebody in the editor: values, forms, wording to read, what would be found, and what is left."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from threading import RLock
from typing import Any, cast

from jarpub.build.edits.history import History
from jarpub.build.edits.saving import KINDS, now_in, path_of
from jarpub.build.edits.trial import Trial, Trials, judged
from jarpub.build.edits.writing import Asked, version_of
from jarpub.build.load_and_check import digests_of, load_sources
from jarpub.build.output.build_record import records
from jarpub.build.worker import without_garbage
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.edits.edit import Set, Value
from jarpub.project.edits.edited import edited, values, values_named
from jarpub.project.edits.new_ids import new_id
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.web.session import Session
from jarpub.web.words.called import audience_called
from jarpub.web.words.described import described
from jarpub.web.words.left import left, left_where_nothing_is_made
from jarpub.web.words.measures import measures_of
from jarpub.web.words.places import FILES
from jarpub.web.words.records import form_of, form_of_new
from jarpub.web.words.review import html_of, pieces
from jarpub.web.words.standing import Standing

Record = Mapping[str, Any]
GONE = "this is not in the plan any more"


@dataclass
class Desk:
    """The files of a project as they are at this moment, and all that is told of what is in them."""

    session: Session
    history: History = field(default_factory=History)
    turn: Any = field(default_factory=RLock)  # whose it is writes, and notes what stood there before
    known: Standing | None = None
    reading: Any = field(default_factory=RLock)  # whose it is reads the files
    files: KnownFiles = field(default_factory=KnownFiles)  # as they were read last, one after another
    trials: Trials = field(default_factory=Trials)  # what was tried last, to be judged or to be saved
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

    def _named(self, file: str, name: str) -> Mapping[str, Value]:
        """A value by its name, if there is one, without a look at all others of a large plan."""
        content, project = self.content(file), self.session.project
        with self.reading:
            return values_named([name], content, project.name(path_of(project, file)), KINDS[file], self.files.bind)

    def value(self, file: str, name: str) -> Record:
        """A value as it is now, with the version by which it is known again; raises CommandError where there is none."""
        found, known = self._named(file, name), described(self.standing, name, FILES[file])
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
        project, shown = self.session.project, self.session.standing
        now = digests_of(project)
        found = next((each for each in (shown, self.known) if each and each.sources.digests == now), None)
        if found is None:
            with self.reading, suppress(DiagnosticsError):
                found = self.known = Standing(load_sources(project, self.files.bind), shown.releases if shown else ())
        if found is None and shown is None:
            raise CommandError("the plan cannot be read", "put right first what stands above the page")
        return cast("Standing", found or shown)

    def expect(self, trial: Trial) -> None:
        """Take what was tried, and is saved now, before it is read again."""
        shown = self.session.standing
        self.session.trial = trial
        if trial.sources:
            self.known = Standing(trial.sources, shown.releases if shown else ())

    def judge(self, key: str, file: str, asked: Sequence[Asked]) -> Record:
        """What would be found in a publication if some edits were written; raises DiagnosticsError where they cannot be."""
        project = self.session.project
        path = path_of(project, file)
        before = self.content(file)
        bind, edits = self.judging.bind, [each.edit for each in asked]
        with without_garbage():
            after = edited(before, project.name(path), KINDS[file], edits, bind).data
            trial = self.trials.of(project, {path: after}, bind)
            if trial.errors or trial.sources is None:
                return {"findings": records(trial.errors, project.command)}
            found = judged(project, trial.sources, key, trial.drafts[key])
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
        standing = session.standing
        refused = [(key, each) for key, shown in session.shown.items() for each in shown.refused]
        if standing is None or any(shown.is_behind for shown in session.shown.values()):
            found = dict.fromkeys(each for _, each in refused)
            return left_where_nothing_is_made(found, standing.sources.as_written if standing else None).record
        return left(standing, refused).record
