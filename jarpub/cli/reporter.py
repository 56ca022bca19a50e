"""All that the command has to say, while it works and when it is done, to whoever listens."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jarpub.build.artifact import Built, Made
from jarpub.build.edits.approve import Approvals
from jarpub.build.edits.reach_import import Imported
from jarpub.build.many_plans import PlanResult
from jarpub.build.output.editions import Final
from jarpub.build.release import Release
from jarpub.diagnostics import Diagnostic
from jarpub.project.paths import Project
from jarpub.project.plan.diff import PublicationChanges
from jarpub.project.plan.wording import Wording

if TYPE_CHECKING:  # slow to import, and most commands need none of it
    from jarpub.build.output.marked import MarkedFile
    from jarpub.cli.files.started import NewProject
    from jarpub.imports.newer import BroughtIn
    from jarpub.web.returned.taken import Taken

REPORT_IT = "the output folder is as it was; send all of this to whoever keeps jarpub"


class Reporter(Protocol):
    """Everything that the command has to say."""

    def progress(self, step: str) -> None:
        """What is being made now."""

    def built(self, built: Built, project: Project, finals: Sequence[Final], *, is_new_folder: bool = False) -> None:
        """What was made: drafts, and the finals that somebody asked for; an output folder that is new may be a lost one."""

    def built_many(self, told: Sequence[PlanResult], folder: Path) -> None:
        """What came of many plans."""

    def shown(self, address: str) -> None:
        """Where the preview is."""

    def changes(self, found: Sequence[PublicationChanges], files: Sequence["tuple[MarkedFile, Path]"]) -> None:
        """What has changed, publication by publication, and the files that show it."""

    def explained(self, built: Built) -> None:
        """Why each file was made, or stays as it was."""

    def checked(self, made: Made, project: Project, new: Sequence[Diagnostic], *, everything: bool) -> None:
        """What could go out, and what stands in its way; `new` is what the last build did not find.

        What stops no final is counted for a person, or with `everything` listed.
        """

    def status(self, wording: Sequence[Wording]) -> None:
        """How each piece of wording stands."""

    def wording(self, found: Sequence[Wording]) -> None:
        """Wording beside the plan's words, to be read."""

    def agrees(self, found: Sequence[Wording], by: str, on: str, *, is_asked: bool) -> bool:
        """Show wording beside the plan's words, and ask somebody who can be asked whether it is approved."""

    def approved(self, approvals: Approvals) -> None:
        """What was approved."""

    def imported(self, imported: Imported) -> None:
        """What was taken from an export of web statistics, and what was left out."""

    def brought_in(self, found: "BroughtIn") -> None:
        """What was understood of a document, and what of it was written."""

    def started(self, new: "NewProject") -> None:
        """What a new project was made of, and what to do next."""

    def returned(self, taken: "Taken", name: str) -> None:
        """What a Word file changes that came back, and what of it was written."""

    def changed_by_hand(self, taken: "Taken", name: str) -> None:
        """What was changed in a Word file that a build has just put aside."""

    def refused(self, diagnostics: Sequence[Diagnostic], new: Sequence[Diagnostic]) -> None:
        """What must be mended in somebody's text; `new` is what the last build did not find."""

    def not_ready(self, releases: Sequence[Release], signed: str) -> None:
        """Why no final was made; `signed` is what was typed of who makes it, and of its day."""

    def failed(self, error: Exception) -> None:
        """What went wrong that is nobody's fault but ours, with all that helps to mend it."""

    def blocked(self, message: str, hint: str) -> None:
        """Why the command could not do its work."""
