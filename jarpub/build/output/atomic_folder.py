"""The folder of finished files, replaced as one.

New files are written aside, with links to the old ones. One rename makes the new set the one that counts;
after it, moving the files in place can be finished, or undone, however often it is interrupted. What the folder
tells of an interrupted replacement is believed only of files that are a build's own, and only as long as
their bytes are those that are told of.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jarpub.build import typed_json
from jarpub.build.output.by_hand import aside, original
from jarpub.build.typed_json import typed
from jarpub.build.whole_file import locked
from jarpub.diagnostics import CommandError
from jarpub.project.hashing import digest, digest_of_file

CHANGES = "changes.json"
Aside = dict[str, str]  # the names that files were put aside under, each with the name that it had


def change_files(
    folder: Path, own: Collection[str], change: Callable[[], tuple[Mapping[str, bytes], Collection[str]]]
) -> Aside:
    """Put files into the folder and take others out, as `change` says while no other build writes.

    All of it is done, or nothing and CommandError is raised. A file that is there already, letter by letter, keeps its
    date. `own` are the names that files of a build may have: others are never touched. Returns what had to be put aside.
    """
    with _locked(folder, own) as spared:
        try:
            files, removed = change()
            new = {name: content for name, content in files.items() if not _is_there(folder / name, content)}
            if new or removed:
                _prepare(folder, new, removed)
                spared.update(_finish(folder, own))
        except OSError as error:
            _undo(folder, own)
            _clear(_work(folder) / "incoming")
            raise _unwritable(folder, error) from None
        except KeyboardInterrupt:
            _settle(folder, own)
            raise
    return spared


def recover(folder: Path, own: Collection[str]) -> Aside:
    """Finish, or undo, a replacement that was interrupted, and say what had to be put aside; nothing where there was none."""
    if not os.path.lexists(_work(folder)):
        return {}
    with _locked(folder, own) as spared:
        return spared


@contextmanager
def _locked(folder: Path, own: Collection[str]) -> Iterator[Aside]:
    """While one build writes, another waits; what an interrupted one left behind is settled first."""
    try:
        _work(folder).mkdir(parents=True, exist_ok=True)
        busy = f"another build has been writing {folder}"
        with locked(_work(folder) / "lock", busy, "wait for it, or stop it, and build again"):
            yield _settle(folder, own)
    except OSError as error:
        raise _unwritable(folder, error) from None


def _settle(folder: Path, own: Collection[str]) -> Aside:
    """Go on where an interrupted build stopped: an undoing is undone to its end, a new set is put in place."""
    work = _work(folder)
    spared: Aside = {}
    for leftover in ("incoming", "done"):
        _clear(work / leftover)
    if (work / "undoing").exists():
        spared |= _undo(folder, own)
    if (work / "ready").exists():
        try:
            spared |= _finish(folder, own)
        except OSError:
            _undo(folder, own)
            raise
    return spared


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _prepare(folder: Path, files: Mapping[str, bytes], removed: Collection[str]) -> None:
    incoming = _work(folder) / "incoming"
    (incoming / "new").mkdir(parents=True)
    (incoming / "old").mkdir()
    for name, content in files.items():
        (incoming / "new" / name).parent.mkdir(exist_ok=True)
        with open(incoming / "new" / name, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    changes = {}
    for name in (*files, *removed):
        (incoming / "old" / name).parent.mkdir(exist_ok=True)
        changes[name] = [digest_of_file(str(folder / name)), digest(files[name]) if name in files else ""]
        if (folder / name).exists():
            _keep(folder / name, incoming / "old" / name)
    (incoming / CHANGES).write_text(json.dumps(changes), "utf-8")
    _sync(incoming)
    os.replace(incoming, _work(folder) / "ready")
    _sync(_work(folder))


def _told(work: Path, own: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Each file of a set with its digests before and after; none where somebody changed what is told of it."""
    try:
        told = typed(dict[str, list[str]], typed_json.read(str(work / CHANGES)))
    except (OSError, ValueError):
        return
    for name, digests in told.items():
        if original(name) in own and len(digests) == 2:  # noqa: PLR2004  # before and after
            yield name, digests[0], digests[1]


def _finish(folder: Path, own: Collection[str]) -> Aside:
    ready = _work(folder) / "ready"
    spared: Aside = {}
    for name, before, after in sorted(_told(ready, own)):
        new, there = ready / "new" / name, folder / name
        if after and digest_of_file(str(new)) == after:
            there.parent.mkdir(exist_ok=True)
            spared |= _spare(there, {before, after})
            os.replace(new, there)
        elif not after and digest_of_file(str(there)) == before:
            there.unlink(missing_ok=True)
    _sync(folder)
    _discard(ready)
    return spared


def _undo(folder: Path, own: Collection[str]) -> Aside:
    """Take the old set back, as far as the new one had come."""
    ready, undoing = _work(folder) / "ready", _work(folder) / "undoing"
    spared: Aside = {}
    if ready.exists():
        os.replace(ready, undoing)
    if not undoing.exists():
        return {}
    for name, before, after in _told(undoing, own):
        old, there = undoing / "old" / name, folder / name
        if (undoing / "new" / name).exists():  # it had not come so far
            continue
        if old.exists():
            spared |= _spare(there, {before, after})
            os.replace(old, there)
        elif not before and digest_of_file(str(there)) == after:
            there.unlink(missing_ok=True)
    _sync(folder)
    _discard(undoing)
    return spared


def _spare(path: Path, ours: Collection[str]) -> Aside:
    """Put a file aside that somebody saved while a build was interrupted."""
    there = digest_of_file(str(path))
    if not there or there in ours:
        return {}
    kept = aside(path.parent, path.name)
    os.replace(path, path.with_name(kept))
    return {kept: path.name}


def _discard(settled: Path) -> None:
    """Remove a settled set: first, in one step, from the places where it would count."""
    done = settled.with_name("done")
    os.replace(settled, done)
    _clear(done)


def _clear(path: Path) -> None:
    """Remove a folder of ours; of a link only the link."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    shutil.rmtree(path, ignore_errors=True)


def _keep(path: Path, copy: Path) -> None:
    """A second name for a file, or a copy where the file system has no links."""
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _sync(folder: Path) -> None:
    """Make renames in a folder last; Windows cannot, and does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _work(folder: Path) -> Path:
    return folder / ".jarpub"


def _unwritable(folder: Path, error: OSError) -> CommandError:
    named = Path(error.filename).name if error.filename else folder.name
    return CommandError(
        f"{folder} cannot take the new files ({error.strerror}: {named}), and is as it was",
        "close the file if a program has it open, look at the rights and the free space, or name another folder with --output",
    )
