"""A plan that is brought in by somebody who edits: what it is, and putting it in the place of the example."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from jarpub.build.whole_file import write_whole
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.imports.brought_in import Told
from jarpub.imports.written import ledger_of, written
from jarpub.project.approvals_file import HEAD
from jarpub.project.schema.files import first_line
from jarpub.web.bringing.documents import Documents, is_ours
from jarpub.web.bringing.example import in_its_place, is_example, named
from jarpub.web.bringing.newer_copy import NewerCopy, with_columns_before
from jarpub.web.bringing.shown import shown
from jarpub.web.editor import Editor

Record = Mapping[str, Any]
NO_APPROVALS = f"{HEAD}approvals: []\n".encode()  # those of the example's wording are of nothing any more
NOTHING = "no recommendation was found in this document", "look what its columns are taken for"
OF_ITS_OWN = "this project has a plan of its own by now"


@dataclass
class Bringing:
    """What is brought into a project, before somebody who edits."""

    editor: Editor
    documents: Documents = field(default_factory=Documents)

    def arrived(self, name: str, data: bytes) -> Record:
        """A document as it is understood at first; raises DiagnosticsError where it cannot be read."""
        return self.understood(self.documents.keep(name, data).digest, Told())

    def may_be_plan(self, name: str, data: bytes) -> bool:
        """Whether a file that somebody dropped has the table of a plan, and is none of the publications by its own word."""
        try:
            return not is_ours(data) and bool(self.documents.keep(name, data))
        except DiagnosticsError:
            return False

    def understood(self, digest: str, said: Told) -> Record:
        """A document as it is understood with what somebody says of it; raises CommandError."""
        document = self.documents.of(digest)
        said = said if self.is_example else with_columns_before(said, self.editor)
        found = named(document, said, self.editor.standing.sources)
        told = {**shown(document, found, said.answers), "is_example": self.is_example}
        return told if self.is_example else {**told, "changes": NewerCopy(self.editor, found).records}

    @property
    def is_example(self) -> bool:
        """Whether the plan of the project is still the example."""
        return is_example(self.editor.standing.sources)

    def put(self, digest: str, said: Told, by: str | None) -> Record:
        """Put the plan in the place of the example, and the ledger beside it.

        Raises CommandError where the plan is no example, DiagnosticsError where nothing could be shown of it any more.
        """
        if not self.is_example:
            raise CommandError(OF_ITS_OWN, "see what the document changes in it")
        project, sources = self.editor.session.project, self.editor.standing.sources
        found = in_its_place(named(self.documents.of(digest), said, sources), sources, self.editor.values("plan"))
        if not found.plan["recommendations"]:
            raise CommandError(*NOTHING)
        approvals = {"approvals": NO_APPROVALS} if self.editor.content("approvals") else {}
        schema = first_line(project.source, "plan", project.templates)
        told = self.editor.put({**approvals, "plan": written(found, schema)}, f"Brought in from {found.file}", by)
        ledger = _free(project.source.with_name(f"{project.source.stem}-ledger.csv"))
        write_whole(ledger, ledger_of(found), like=project.source)
        return {**told, "ledger": ledger.name}

    def take(
        self, digest: str, said: Told, keys: Collection[str] | None, gone: Mapping[str, str], by: str | None
    ) -> Record:
        """Write some of what a newer copy changes, or all that can be written; raises CommandError.

        `gone` has, by their keys, when or why recommendations were given up that the copy does not have any more.
        """
        found = self.documents.of(digest).understood(with_columns_before(said, self.editor))
        copy = NewerCopy(self.editor, found, gone)
        copy.take(keys, by)
        return {"taken": copy.numbers, "said": copy.said, **self.understood(digest, said)}


def _free(path: Path) -> Path:
    """The path, or the first like it with a number that nothing has."""
    others = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return path if not path.exists() else next(each for each in others if not each.exists())
