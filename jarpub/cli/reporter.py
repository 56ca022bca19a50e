"""All that the command has to say, while it works and when it is done, to whoever listens."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from jarpub.build.approve import Approvals
from jarpub.build.artifact import Built, Made
from jarpub.build.many_plans import PlanResult
from jarpub.build.output.editions import Final
from jarpub.diagnostics import Diagnostic
from jarpub.project.paths import Project
from jarpub.project.plan.diff import PublicationChanges
from jarpub.project.plan.wording import Wording

REPORT_IT = "the output folder is as it was; send all of this to whoever keeps jarpub"


class Reporter(Protocol):
    """Everything that the command has to say."""

    def progress(self, step: str) -> None:
        """What is being made now."""

    def built(self, built: Built, project: Project, finals: Sequence[Final]) -> None:
        """What was made: drafts, and the finals that somebody asked for."""

    def built_many(self, told: Sequence[PlanResult], folder: Path) -> None:
        """What came of many plans."""

    def shown(self, address: str) -> None:
        """Where the preview is."""

    def changes(self, found: Sequence[PublicationChanges]) -> None:
        """What has changed, publication by publication."""

    def explained(self, built: Built) -> None:
        """Why each file was made, or stays as it was."""

    def checked(self, made: Made, project: Project) -> None:
        """What could go out, and what stands in its way."""

    def status(self, wording: Sequence[Wording]) -> None:
        """How each piece of wording stands."""

    def approved(self, approvals: Approvals) -> None:
        """What was approved, and the plan's words beside it."""

    def refused(self, diagnostics: Sequence[Diagnostic]) -> None:
        """What must be mended in somebody's text."""

    def failed(self, error: Exception) -> None:
        """What went wrong that is nobody's fault but ours, with all that helps to mend it."""

    def blocked(self, message: str, hint: str) -> None:
        """Why the command could not do its work."""
