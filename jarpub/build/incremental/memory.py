"""What builds remember of an output folder, file by file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jarpub.build.artifact import Made
from jarpub.build.incremental import cache


@dataclass(frozen=True)
class Memory:
    """What earlier builds remembered; with `force` none of it says that a file may stay."""

    folder: Path
    state: Mapping[str, Any]
    force: bool = False

    @cached_property
    def same_machine(self) -> bool:
        """Whether this very program made the files, with the libraries that are there now."""
        return bool(self.state) and cache.machine_is_same(self.state)

    def file(self, name: str) -> Mapping[str, Any]:
        """What is remembered of a file."""
        found: Mapping[str, Any] = self.state.get("files", {}).get(name, {})
        return found if found.get("sha256") else {}

    def content(self, name: str) -> bytes | None:
        """The bytes of a file, if it is there."""
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None

    def values(self, file: Mapping[str, Any]) -> Mapping[str, str]:
        """The values that a file was made from, each with its sum."""
        found: Mapping[str, str] = self.state.get("read", {}).get(file.get("read"), {})
        return found

    def after(self, made: Made, listed: Mapping[str, Any], beside: Mapping[str, Any]) -> dict[str, Any]:
        """What is to be remembered after a build.

        `listed` is every file that there could be, `beside` has the sums of what stands beside the files and of what
        that was made from. What was remembered of files that were not asked for now is kept if it still counts.
        """
        before = self.state if self.same_machine else {"files": {}, "read": {}, "libraries": {}}
        files = {name: before["files"].get(name, each) for name, each in listed.items()}
        files |= {entry.name: entry.memory for entry in made.entries}
        read = before["read"] | {entry.recipe.read_sum: entry.recipe.read for entry in made.entries}
        used = {file.get("read") for file in files.values()}
        return {
            "program": cache.program(),
            "libraries": before["libraries"] | made.libraries,
            "files": files,
            "beside": beside,
            "read": {each: values for each, values in read.items() if each in used},
            "warnings": [str(diagnostic) for diagnostic in made.warnings],
        }


NOTHING_KNOWN = Memory(Path(), {})
