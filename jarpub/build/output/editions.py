"""The finals that people made: each edition in a folder of its own, never overwritten, and who made it from what.

`final/KEY/edition-1/` has the files and nothing else, so that the folder `final` can be uploaded as it is;
`records/KEY/edition-1/` has what names people: `record.json`, the plan, its approvals and its figures as they were.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from secrets import token_hex

from jarpub import __version__
from jarpub.build import typed_json
from jarpub.build.artifact import Artifact
from jarpub.build.incremental.last_build import FOLDER
from jarpub.build.release import Edition, Release
from jarpub.build.target import Target, digest_of_page
from jarpub.build.typed_json import typed
from jarpub.build.whole_file import content_of, locked
from jarpub.checks.consistency import DATE
from jarpub.diagnostics import CommandError
from jarpub.project.file_names import APPROVALS, REACH
from jarpub.project.hashing import digest, digest_of_file
from jarpub.project.paths import Project
from jarpub.project.sources import Sources

FINAL, RECORDS = "final", "records"
RECORD, PLAN = "record.json", "plan.yaml"
NAME = re.compile(r"edition-([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class EditionRecord:
    """What is recorded of a final; digests are sha256, `looks` and `files` are by the names of the files."""

    publication: str
    number: int
    on: str
    by: str
    plan: str  # the digest of the plan's file
    says: str  # that of its page without the stamp
    looks: dict[str, str]  # those of the templates, settings and styles
    files: dict[str, str]
    made_by: str = f"jarpub {__version__}"
    replaces: int | None = None  # the number of an edition that was wrong, for example in its day

    @property
    def edition(self) -> Edition:
        """Which edition it is."""
        return Edition(self.number, self.on)


@dataclass(frozen=True)
class Signed:
    """Who makes a final, of which day, such as 2009-03-31, and in the place of which edition of it."""

    by: str
    on: str
    replaces: int | None = None


@dataclass(frozen=True)
class Final:
    """A final that somebody asked for: a new edition, or the last one, of which nothing has changed since."""

    release: Release  # with its stamp
    record: EditionRecord
    is_new: bool
    missing: tuple[str, ...]  # the names of its files that are to be made
    folder: Path


@contextmanager
def one_at_a_time(output: Path) -> Iterator[None]:
    """While this lasts nobody else makes finals there; raises CommandError where the folder cannot take them."""
    try:
        (output / FOLDER).mkdir(parents=True, exist_ok=True)
        busy = f"another command has been making finals in {output}"
        with locked(output / FOLDER / "finals.lock", busy, "wait for it, or stop it, and ask again"):
            yield
    except OSError as error:
        said = f"{output} cannot take the finals ({error.strerror}: {error.filename})"
        raise CommandError(
            said, "look at the rights and the free space, or name another folder with --output"
        ) from None


def planned(output: Path, sources: Sources, release: Release, drafts: Iterable[Target], signed: Signed) -> Final:
    """The final that a release would be; one that replaces an edition is new, even if it says the same.

    Raises CommandError where files of the last one were changed by hand, or where there is none to be replaced.
    """
    key = str(release.publication.key)
    own = [target for target in drafts if target.release is release]
    looks = {name: each for target in own for name, each in target.templates.items()}
    names = {target.name: "" for target in own}
    says, plan = digest_of_page(release.final_page), digest(sources.plan_file)
    replaces, number = signed.replaces, next_number(output, key)
    new = EditionRecord(key, number, signed.on, signed.by, plan, says, looks, names, replaces=replaces)
    if replaces is not None and _record(output, key, replaces) is None:
        raise CommandError(
            f"there is no edition {replaces} of {key} to be replaced", f"look into {output / RECORDS / key}"
        )
    before = last(output, key)
    made = (says, looks, [*names], replaces or (before and before.replaces))
    is_new = before is None or (before.says, before.looks, [*before.files], before.replaces) != made
    record = before if before and not is_new else new
    stamped = release.as_edition(record.edition)
    return Final(stamped, record, is_new, tuple(names if is_new else missing(output, record)), place(output, record))


def kept(project: Project, final: Final, sources: Sources, artifacts: Iterable[Artifact]) -> Final:
    """The final with its files in their folder; raises CommandError where it cannot be put there, or be made again."""
    files = {each.name: each.content for each in artifacts if each.release is final.release}
    if not final.is_new:
        _put_back(project.output, final.record, {name: files[name] for name in final.missing})
        return final
    record = replace(final.record, files={name: digest(content) for name, content in files.items()})
    _keep(project, record, files, sources)
    return replace(final, record=record)


def last(output: Path, key: str) -> EditionRecord | None:
    """The record of the last edition of a publication; nothing where there is none, or somebody changed it."""
    return _record(output, key, next_number(output, key) - 1)


def _record(output: Path, key: str, number: int) -> EditionRecord | None:
    try:
        found = typed(EditionRecord, typed_json.read(str(_folder(output, RECORDS, key, number) / RECORD)))
    except (OSError, ValueError):
        return None
    return found if (found.publication, found.number) == (key, number) and DATE.fullmatch(found.on) else None


def next_number(output: Path, key: str) -> int:
    """The number of the next edition: one more than that of any folder there is."""
    folders = [path for kind in (FINAL, RECORDS) for path in _entries(output / kind / key)]
    numbers = [int(match[1]) for path in folders if (match := NAME.fullmatch(path.name))]
    return max(numbers, default=0) + 1


def troubles(output: Path) -> list[str]:
    """What is not as it was made in the folder of finals, which is to be uploaded as it is, in sentences.

    The files of an edition that another replaces may be taken away.
    """
    found = []
    told = {
        (key.name, path.name) for kind in (FINAL, RECORDS) for key in _entries(output / kind) for path in _entries(key)
    }
    for folder in (output / FINAL / key / name for key, name in sorted(told)):
        number = NAME.fullmatch(folder.name)
        record = _record(output, folder.parent.name, int(number[1])) if number else None
        there = {path.name: digest_of_file(str(path)) for path in _entries(folder)}
        name = folder.relative_to(output).as_posix()
        if record and not there and record.number in _replaced(output, record.publication):
            continue
        if record is None:
            found.append(f"{name} is none that was made here, or its record is gone")
            continue
        for file in sorted(there.keys() | record.files.keys()):
            if there.get(file, "") != record.files.get(file, ""):
                what = "is missing" if file not in there else "was changed" if file in record.files else "was put there"
                found.append(f"{name}/{file} {what} after the final was made")
    return found


def _replaced(output: Path, key: str) -> set[int | None]:
    """The numbers of the editions of a publication that later ones replace."""
    records = (_record(output, key, number) for number in range(1, next_number(output, key)))
    return {record.replaces for record in records if record}


def last_plans(output: Path, keys: Iterable[str]) -> dict[str, bytes]:
    """The plan's file that the last edition of each publication was made from, by its key."""
    found = {}
    for key in keys:
        record = last(output, key)
        content = content_of(_folder(output, RECORDS, key, record.number) / PLAN) if record else b""
        if record and digest(content) == record.plan:
            found[key] = content
    return found


def plans_of(output: Path, key: str) -> Iterator[bytes]:
    """The plan's file that each edition of a publication was made from, the last one first."""
    for number in range(next_number(output, key) - 1, 0, -1):
        yield content_of(_folder(output, RECORDS, key, number) / PLAN)


def place(output: Path, record: EditionRecord) -> Path:
    """The folder that has the files of an edition, ready to be uploaded."""
    return _folder(output, FINAL, record.publication, record.number)


def missing(output: Path, record: EditionRecord) -> list[str]:
    """The files of an edition that are not there; raises CommandError where one is there and is another."""
    there = {name: digest_of_file(str(place(output, record) / name)) for name in record.files}
    changed = [name for name, found in there.items() if found not in ("", record.files[name])]
    if changed:
        said = f"{' and '.join(changed)} in {place(output, record)} was changed after the final was made"
        raise CommandError(said, "move it out of the folder and ask again: it is made again as it was")
    return [name for name, found in there.items() if not found]


def _keep(project: Project, record: EditionRecord, files: Mapping[str, bytes], sources: Sources) -> None:
    """Put a new edition into its folders, its record first; raises CommandError where one of them is there already."""
    about = {RECORD: (json.dumps(asdict(record), indent=2, ensure_ascii=False) + "\n").encode()}
    about |= {PLAN: sources.plan_file, APPROVALS: content_of(project.approvals)}
    figures = content_of(project.reach)
    about |= {REACH: figures} if figures else {}
    _put(_folder(project.output, RECORDS, record.publication, record.number), about)
    _put(place(project.output, record), files)


def _put_back(output: Path, record: EditionRecord, files: Mapping[str, bytes]) -> None:
    """Make files of an edition again that are not there; raises CommandError where they come out as others."""
    others = [name for name, content in files.items() if digest(content) != record.files[name]]
    if others:
        said = f"{' and '.join(others)} of {record.edition} cannot be made again as it was"
        raise CommandError(said, f"it was made with {record.made_by}, and this is jarpub {__version__}")
    folder = place(output, record)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        with open(folder / name, "xb") as file:
            file.write(content)


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with these files, there as a whole or not at all."""
    new = folder.with_name(f".{folder.name}.{token_hex(4)}")
    try:
        new.mkdir(parents=True)
        for name, content in files.items():
            with open(new / name, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        if folder.exists():
            raise CommandError(f"there is a folder {folder} already, and no final is ever overwritten", "ask again")
        new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _folder(output: Path, kind: str, key: str, number: int) -> Path:
    return output / kind / key / f"edition-{number}"


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
