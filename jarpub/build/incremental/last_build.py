"""What a build remembers of its output folder, so that the next one sees at once what is still as it was.

Everything here is quick: a build with nothing to do imports this module and nothing larger.
"""

import os
import stat
from collections.abc import Callable, Collection
from typing import NamedTuple

from jarpub.build import typed_json
from jarpub.build.program_digest import libraries_are_same, program, program_trace
from jarpub.build.typed_json import typed
from jarpub.project.file_names import INTERNAL, approvals_beside, reach_beside
from jarpub.project.hashing import digest_of_file

FOLDER = ".jarpub"  # in the output folder
NAME = "cache.json"


class Folders(NamedTuple):
    """Where a build reads and writes: real paths."""

    source: str  # the file of the plan
    templates: str
    output: str


class CachedFile(NamedTuple):
    """What is remembered of a file that there could be; one that was never made has no digest."""

    publication: str
    format: str
    digest: str = ""
    reasons: int = 0  # how many things stand in the way of a final
    pages: int | None = None
    target: str = ""  # the digest of what its writer saw
    proof: str = ""  # the digest of what it was held against
    is_read_back: bool = False
    dependencies: str = ""  # which of the cache's dependencies are its own
    source: str = ""  # the digest of the plan's file
    approvals: str = ""  # that of its approvals
    reach: str = ""  # and that of its figures
    templates: dict[str, str] = {}  # of the files in the folder of templates, by their names in it  # noqa: RUF012


class CachedReport(NamedTuple):
    """What is remembered of the report and the manifest."""

    files: dict[str, str]  # their digests
    templates: dict[str, str]  # the digests of what the report was made from
    finals: list[str]  # the finals as they were; none where something was wrong with them, which is to be said again
    folders: list[str]  # where the plan and the templates are
    names: list[str] = []  # and what messages call them  # noqa: RUF012


class Cache(NamedTuple):
    """What earlier builds remember of an output folder."""

    program: str
    program_trace: str  # by which it is known at a glance
    libraries: dict[str, str]  # of the machine, with what shows that one is another
    files: dict[str, CachedFile]
    report: CachedReport
    dependencies: dict[str, dict[str, str]]  # the plan's values that files were made from, each with its digest
    warnings: list[str]
    found: dict[str, list[str]] = {}  # the texts of all that was found, by publication  # noqa: RUF012
    checked: str = ""  # the digest of what a check of all publications finds, where all were made


def read(output: str) -> Cache | None:
    """What the last build of this output folder remembered; nothing where there is none, or somebody changed it."""
    try:
        cache = typed(Cache, typed_json.read(os.path.join(output, FOLDER, NAME)))
    except (OSError, ValueError):
        return None
    made = {*cache.files, *cache.report.files}
    templates = {*cache.report.templates, *(name for file in cache.files.values() for name in file.templates)}
    is_plain = all(os.path.basename(name) == name.removeprefix(INTERNAL) for name in cache.files)
    return cache if is_plain and all(map(_stays_inside, {*made, *templates})) else None


def write(output: str, remembered: Cache) -> None:
    """Remember it."""
    files = {name: each._asdict() for name, each in remembered.files.items()}
    content = {**remembered._asdict(), "files": files, "report": remembered.report._asdict()}
    typed_json.write(os.path.join(output, FOLDER, NAME), content)


def up_to_date(
    remembered: Cache | None,
    folders: Folders,
    asked: Collection[str],
    formats: Collection[str],
    digest_of_template: Callable[[str], str] = digest_of_file,
) -> dict[str, CachedFile]:
    """The files asked for, if each of them is what a build would make now; otherwise nothing.

    Without a publication or a format all are asked for. Whoever asks for many plans knows their templates already.
    """
    if remembered is None:
        return {}
    report = remembered.report
    wanted = {name: file for name, file in remembered.files.items() if _is_asked(file, asked, formats)}
    there = {name: file.digest for name, file in wanted.items()} | report.files
    templates = {name: each for file in wanted.values() for name, each in file.templates.items()} | report.templates
    is_same = (
        {file.publication for file in remembered.files.values()}.issuperset(asked)
        and report.folders == [folders.source, folders.templates]
        and all(there.values())
        and all(templates[name] == each for file in wanted.values() for name, each in file.templates.items())
        and all(digest_of_file(os.path.join(folders.output, name)) == each for name, each in there.items())
        and all(digest_of_template(os.path.join(folders.templates, name)) == each for name, each in templates.items())
        and {file.source for file in wanted.values()} <= {digest_of_file(folders.source)}
        and {file.approvals for file in wanted.values()} <= {digest_of_file(approvals_beside(folders.source))}
        and {file.reach for file in wanted.values()} <= {digest_of_file(reach_beside(folders.source))}
        and machine_is_same(remembered)
        and report.finals == finals_there(folders.output)
    )
    return wanted if is_same else {}


def finals_there(output: str) -> list[str]:
    """The finals and their records as they are in an output folder: each file with its size and when it was saved."""
    walked = (step for kind in ("final", "records") for step in os.walk(os.path.join(output, kind)))
    paths = (os.path.join(folder, name) for folder, folders, files in walked for name in (*folders, *files))
    return sorted(f"{os.path.relpath(path, output)} {_stamp(path)}" for path in paths)


def _stamp(path: str) -> str:
    try:
        found = os.lstat(path)
    except OSError:
        return ""
    return "" if stat.S_ISDIR(found.st_mode) else f"{found.st_size} {found.st_mtime_ns}"


def machine_is_same(remembered: Cache) -> bool:
    """Whether this program and all that it stands on are those that the files were made with."""
    is_same_program = remembered.program_trace == program_trace() or remembered.program == program()
    return is_same_program and libraries_are_same(remembered.libraries)


def _stays_inside(name: str) -> bool:
    """Whether the name of a file leads to nowhere but below the folder that it is said to be in."""
    return not os.path.isabs(name) and os.path.pardir not in name.split(os.sep)


def _is_asked(file: CachedFile, keys: Collection[str], formats: Collection[str]) -> bool:
    return (not keys or file.publication in keys) and (not formats or file.format in formats)
