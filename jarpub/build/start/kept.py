"""The templates of a project, kept up to date with those that come along with the program; what somebody changed stays."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jarpub
from jarpub.build import typed_json
from jarpub.build.edits.saving import one_writer
from jarpub.build.start.bundle import bundle, needed_by
from jarpub.build.typed_json import typed
from jarpub.build.whole_file import content_of, write_whole
from jarpub.diagnostics import CommandError
from jarpub.project.file_names import SETTINGS
from jarpub.project.hashing import digest
from jarpub.project.loader import load, read_file
from jarpub.project.paths import Project
from jarpub.project.publications import Settings
from jarpub.project.schema.files import first_line

NAME = "from-jarpub.json"  # in the folder of templates
RECORD = f"templates/{NAME}"


@dataclass(frozen=True)
class Brought:
    """What a version of the program has put into the folder of templates: the digest of each file, by its name."""

    version: str
    files: dict[str, str]


@dataclass(frozen=True)
class Updated:
    """What became of the templates: their names in the folder."""

    before: str  # the version that they came with; nothing where that is not known
    version: str
    replaced: tuple[str, ...]
    added: tuple[str, ...]
    kept: tuple[str, ...]  # since somebody has changed them
    first_lines: Mapping[
        str, str
    ]  # those that files lack by which editors would find their schemas, by the files' names


def record(files: Mapping[str, bytes], others: Mapping[str, str] | None = None) -> bytes:
    """What is put on record of files that come from this version, and of others, whose digests are known."""
    digests = {name: digest(data) for name, data in files.items()} | dict(others or {})
    content = {"version": jarpub.__version__, "files": dict(sorted(digests.items()))}
    return f"{json.dumps(content, indent=1)}\n".encode()


def update(project: Project) -> Updated:
    """Replace each template that nobody has changed by that of this version, and add those that are needed and not there.

    All of it or nothing. Raises DiagnosticsError where the list of publications cannot be read.
    """
    if bundle().exists() and project.templates.resolve() == bundle().resolve():
        raise CommandError("these are the templates that come along with jarpub", "other projects get theirs from here")
    settings_file = project.templates / SETTINGS[0]
    name = project.name(settings_file)
    with one_writer(project, "update"):
        brought = needed_by(load(read_file(settings_file, name, "--templates"), name, Settings))
        on_record = _on_record(project.templates / NAME)
        there = {name: content_of(project.templates / name) for name in brought}
        kept = tuple(name for name in brought if _is_changed(there[name], brought[name], on_record.files.get(name)))
        new = {name: data for name, data in brought.items() if there[name] != data and name not in kept}
        ours = {name: data for name, data in brought.items() if name not in kept}
        others = {name: each for name, each in on_record.files.items() if name not in ours}
        _write(project.templates, there, {**new, NAME: record(ours, others)})
    added = tuple(name for name in new if not there[name])
    replaced = tuple(new.keys() - {*added})
    return Updated(on_record.version, jarpub.__version__, replaced, added, kept, _first_lines(project))


def _first_lines(project: Project) -> Mapping[str, str]:
    """The line that each file lacks that people write and that names no schema."""
    files = {"plan": project.source, "approvals": project.approvals}
    files |= {Path(name).stem: project.templates / name for name in SETTINGS}
    lines = {path: first_line(path, name, project.templates) for name, path in files.items()}
    return {project.name(path): line.strip() for path, line in lines.items() if line and _names_none(path)}


def _names_none(path: Path) -> bool:
    return path.is_file() and b"$schema=" not in content_of(path).partition(b"\n")[0]


def _is_changed(there: bytes, brought: bytes, before: str | None) -> bool:
    """Whether somebody has changed a file since it was put there."""
    return bool(there) and there != brought and digest(there) != before


def _on_record(path: Path) -> Brought:
    """What the last version has put there; nothing where that is not known, and each file counts as changed then."""
    try:
        return typed(Brought, typed_json.read(str(path)))
    except (OSError, ValueError):
        return Brought("", {})


def _write(folder: Path, before: Mapping[str, bytes], files: Mapping[str, bytes]) -> None:
    """Write all files or none."""
    done: list[str] = []
    try:
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, data, like=folder / SETTINGS[0])
            done.append(name)
    except BaseException:
        for name in done:
            if before.get(name):
                write_whole(folder / name, before[name])
            else:
                (folder / name).unlink()
        raise
