"""What a newer copy of a document changes in the plan of a project, as edits that somebody takes or leaves one by one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jarpub.build.edits.writing import Asked, Conflicts, version_of
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.imports.brought_in import Told
from jarpub.imports.headings import columns_before
from jarpub.imports.newer import Difference, differences, with_id, withdrawn
from jarpub.imports.understanding import Understood
from jarpub.project.edits.edit import EditFault, Insert, Move, Value
from jarpub.project.edits.edited import values
from jarpub.project.edits.new_ids import new_id
from jarpub.project.hashing import short_digest
from jarpub.project.plan.diff import word_diff
from jarpub.project.plan.model import Plan
from jarpub.web.editor import Editor
from jarpub.web.words.standing import Standing

Record = Mapping[str, Any]
LOOK_AGAIN = "look at the list again"
TO_TYPE = "it is not certain where this belongs: type it, or take it out, by hand"
GONE = "it is not in the document any more: say that it was given up, or leave it as it is"
NEW = "Something new"


@dataclass
class NewerCopy:
    """A document before the plan that an earlier copy of it was brought in as."""

    editor: Editor
    found: Understood
    given_up: Mapping[str, str] = field(default_factory=dict)  # when or why, of recommendations that are gone, by key
    numbers: dict[str, int] = field(default_factory=dict)  # of the changes by which something was taken, by its key
    said: list[str] = field(default_factory=list)  # why something was not

    @property
    def differences(self) -> Mapping[str, Difference]:
        """What is another in the document than in the plan as it is now, by keys that stay."""
        project = self.editor.session.project
        found = differences(self.editor.content("plan"), project.source_name, Plan, self.found)
        keys = [short_digest(f"{each.name}\t{each.was}\t{each.now}") for each in found]
        return {key: self._with_reason(key, each) for key, each in zip(keys, found, strict=True)}

    def _with_reason(self, key: str, difference: Difference) -> Difference:
        """A recommendation that is gone as one that was given up, where somebody says when or why."""
        is_told = difference.is_whole and key in self.given_up
        return withdrawn(difference, self.given_up[key]) if is_told else difference

    @property
    def records(self) -> list[Record]:
        """The differences as a list has them."""
        standing = self.editor.standing
        return [{**_record(standing, key, each), **self._place(each)} for key, each in self.differences.items()]

    def _place(self, difference: Difference) -> Record:
        """Where a difference is shown: at its value, or, where it is new in a list, at the entry before it."""
        known, edit = self.editor.values("plan"), difference.edit
        shown = difference.name if difference.name in known else ""
        if isinstance(edit, Insert):
            entries = [str(each.get("id") or each["ref"]) for each in _records(known[edit.name])]
            shown = entries[min(max(edit.at - 1, 0), len(entries) - 1)] if entries else shown
        value = self.editor.standing.values["plan"].get(shown)
        printed = self.editor.standing.printed(value) if value else ()
        return {"name": shown, "is_new": not difference.was, "publications": [vars(each) for each in printed]}

    def take(self, keys: Collection[str] | None, by: str | None) -> None:
        """Write some of the differences, or all that can be written; raises CommandError where there are none."""
        known = {key: each for key, each in self.differences.items() if each.edit}
        wanted = [key for key in known if keys is None or key in keys]
        if not wanted or (keys is not None and len(wanted) < len(keys)):
            raise CommandError("this cannot be taken as it is now", LOOK_AGAIN)
        self._write([key for key in wanted if not isinstance(known[key].edit, Insert | Move)], by)
        for key in wanted:
            if isinstance(known[key].edit, Insert | Move):
                self._write([key], by)

    def _write(self, keys: Sequence[str], by: str | None) -> None:
        """Write differences as one change, or one by one where that cannot be; what is refused says why.

        What is none any more, since another was written, is left.
        """
        known = self.differences
        asked = [one for key in keys if key in known for one in self._asked(known[key])]
        if not asked:
            return
        try:
            number = self.editor.write("plan", asked, by)["change"]["number"]
        except (Conflicts, DiagnosticsError, EditFault) as error:
            if len(keys) == 1:
                self.said.append(f"{self._called(known[keys[0]])}: {_why(error)}")
                return
        else:
            self.numbers |= dict.fromkeys(keys, number)
            return
        for key in keys:
            self._write([key], by)

    def _asked(self, difference: Difference) -> Sequence[Asked]:
        """The edits of a difference, into the words that it was held against; a new entry gets its id."""
        edit = difference.edit
        if edit is None:
            raise CommandError("this has to be typed", LOOK_AGAIN)
        project = self.editor.session.project
        if isinstance(edit, Insert):
            id = new_id(self.editor.content("plan"), project.source_name, Plan, edit.name)
            return [Asked(each) for each in (with_id(edit, id), *difference.beside)]
        return [Asked(edit, version_of(self.editor.values("plan").get(edit.name)))]

    def _called(self, difference: Difference) -> str:
        return self.editor.standing.name(difference.name)


def with_columns_before(said: Told, editor: Editor) -> Told:
    """What somebody says of a document, with what its columns held when the plan was made of an earlier copy."""
    plan = values(editor.content("plan"), editor.session.project.source_name, Plan)
    return replace(said, before=columns_before(plan))


def _why(error: Conflicts | DiagnosticsError | EditFault) -> str:
    if isinstance(error, DiagnosticsError):
        return "; ".join(each.message for each in error.diagnostics)
    return "somebody changed these words just now" if isinstance(error, Conflicts) else str(error)


def _records(value: Value) -> list[Mapping[str, Value]]:
    """The records in a list."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, tuple) else []


def _record(standing: Standing, key: str, each: Difference) -> Record:
    """A difference as an entry of the list of what came back."""
    known = standing.values["plan"].get(each.name)
    is_recommendation = isinstance(each.edit, Insert) and each.edit.name == "recommendations"
    called = standing.called(known) if known else f"Recommendation {each.name}" if is_recommendation else ""
    return {
        "key": key,
        "file": "plan",
        "called": ": ".join(filter(None, ("" if each.was else NEW, called))),
        "was": each.was,
        "now": each.now,
        "segments": [[segment.kind, segment.words] for segment in word_diff(each.was, each.now)],
        "state": "clear" if each.edit else "to decide",
        "why": "" if each.edit else GONE if each.is_whole else TO_TYPE,
        "author": {"by": "", "on": ""},
        "found": [],
        "typed": each.now,
        "is_whole": each.is_whole,
        "is_decided": False,
        "is_settled": False,
    }
