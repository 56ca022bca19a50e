"""The paths of a project, and what people call the files there."""

from dataclasses import dataclass
from pathlib import Path

from jarpub.project.file_names import approvals_beside, reach_beside, returned_beside


@dataclass(frozen=True)
class Project:
    """The places of one project, and their names for people."""

    source: Path
    source_name: str
    templates: Path
    templates_name: str
    output: Path
    command: str = "jarpub"  # what is typed to call the program

    @property
    def approvals(self) -> Path:
        """The file that keeps the approvals of the plan."""
        return Path(approvals_beside(str(self.source)))

    @property
    def reach(self) -> Path:
        """The table of how far the publications reached, which people keep beside the plan."""
        return Path(reach_beside(str(self.source)))

    @property
    def returned(self) -> Path:
        """The folder beside the plan of Word files that came back."""
        return Path(returned_beside(str(self.source)))

    def name(self, path: Path) -> str:
        """What diagnostics and the manifest call a file of the project."""
        if path == self.source:
            return self.source_name
        if path == self.approvals:
            return approvals_beside(self.source_name)
        if path == self.reach:
            return reach_beside(self.source_name)
        inside = path.is_relative_to(self.templates)
        return f"{self.templates_name}/{self.inside(path)}" if inside else str(path)

    def inside(self, path: Path) -> str:
        """The name of a file in the folder of templates."""
        return path.relative_to(self.templates).as_posix() if path.is_relative_to(self.templates) else str(path)
