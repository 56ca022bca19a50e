"""Finals, and what has changed since them, made from the editor by a process of their own, and taken along."""

import asyncio
import json
import re
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jarpub.build import typed_json
from jarpub.build.edits.dates import day
from jarpub.build.edits.people import NAME_WANTED, person
from jarpub.build.output.editions import FINAL, RECORD, RECORDS, EditionRecord
from jarpub.build.typed_json import typed
from jarpub.diagnostics import CommandError
from jarpub.project.paths import Project
from jarpub.web.builder import program

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "pdf": "application/pdf",
}  # of what a file holds, by the ending of its name
NO_EARLIER = (1980, 1, 1, 0, 0, 0)  # than which no file in a zip can be: the same finals are the same bytes


async def make_finals(project: Project, keys: Sequence[str], by: str, on: str | None) -> Mapping[str, Any]:
    """What came of making these publications final: the finals, or all that stands in their way.

    Raises CommandError where the name is nobody's, or the day none.
    """
    signed = [f"--by={person(by, 'a final', NAME_WANTED)}", f"--on={day(on)}"]
    told = await _told(program(project, "build", *keys, "--final", *signed))
    finals = [
        {**each, "folder": Path(each["folder"]).relative_to(project.output / FINAL).as_posix()}
        for each in told.get("finals", ())
    ]
    return {"finals": finals, "findings": told["diagnostics"] if told["status"] == "refused" else []}


async def make_marked(project: Project, key: str) -> tuple[Mapping[str, Any], Mapping[str, bytes]]:
    """What came of showing what has changed in a publication since its last final, and the files by their names.

    There are none where something in them is not to be seen. Raises CommandError where nothing is to be shown.
    """
    with tempfile.TemporaryDirectory(prefix="jarpub-") as folder:
        told = await _told(program(project, "changes", key, "--marked", folder))
        files = await asyncio.to_thread(_files_in, Path(folder))
    made = [{**each, "path": Path(each["path"]).relative_to(folder).as_posix()} for each in told.get("files", ())]
    return {"files": made, "findings": told["diagnostics"] if told["status"] == "refused" else []}, files


def _files_in(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def _told(command: Sequence[str]) -> Mapping[str, Any]:
    """What a command says; raises CommandError where it could not do its work."""
    process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, start_new_session=True)
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    if not said:
        raise CommandError("the process that makes them has died", "try again")
    told: Mapping[str, Any] = json.loads(said)
    if told["status"] in ("blocked", "failed"):
        raise CommandError(told["message"], told["hint"])
    return told


def finals_there(project: Project) -> list[Mapping[str, Any]]:
    """The finals that were made and are still there, each with its folder and what is recorded of it, the newest first."""
    known = {folder: _record(project, folder) for folder in _there(project)}
    found = [{**asdict(record), "folder": folder, "is_new": False} for folder, record in known.items() if record]
    return sorted(found, key=lambda each: (each["on"], each["number"], each["publication"]), reverse=True)


def name_of_zip(project: Project, folders: Sequence[str]) -> str:
    """What the file with some finals is called: by the one that it has, or by the day of the newest of them."""
    if len(folders) == 1:
        return f"{re.sub('[^A-Za-z0-9.]+', '-', folders[0])}.zip"
    records = [record for folder in folders if (record := _record(project, folder))]
    return f"finals-{max(record.on for record in records)}.zip" if records else "finals.zip"


def _there(project: Project) -> Mapping[str, Path]:
    root = project.output / FINAL
    return {path.relative_to(root).as_posix(): path for path in sorted(root.glob("*/edition-*")) if path.is_dir()}


def _record(project: Project, folder: str) -> EditionRecord | None:
    """What is recorded of a final; nothing where nobody can say."""
    try:
        return typed(EditionRecord, typed_json.read(str(project.output / RECORDS / folder / RECORD)))
    except (OSError, ValueError):
        return None


def zipped(project: Project, folders: Sequence[str]) -> bytes:
    """The folders of some finals, such as "action-plan/edition-1", as one file; raises CommandError where one is not there."""
    there = _there(project)
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for folder in dict.fromkeys(folders):
            if folder not in there:  # whatever else it may lead to
                raise CommandError(f'there is no final "{folder[:100]}"', "make it again")
            for file in sorted(path for path in there[folder].iterdir() if path.is_file()):
                archive.writestr(ZipInfo(f"finals/{folder}/{file.name}", NO_EARLIER), file.read_bytes(), ZIP_DEFLATED)
    return content.getvalue()
