"""The folder of finished files, replaced as one.

New files are written aside, with links to the old ones. One rename makes the new set the one that counts;
after it, moving the files in place can be finished, or undone, however often it is interrupted.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jarpub.build.whole_file import locked
from jarpub.diagnostics import CommandError


def change_files(folder: Path, change: Callable[[], tuple[Mapping[str, bytes], Collection[str]]]) -> None:
    """Put files into the folder and take others out, as `change` says while no other build writes.

    All of it is done, or nothing and CommandError is raised. A file that is there already, letter by letter, keeps its date.
    """
    with _locked(folder):
        try:
            files, removed = change()
            new = {name: content for name, content in files.items() if not _is_there(folder / name, content)}
            if new or removed:
                _prepare(folder, new, removed)
                _finish(folder)
        except OSError as error:
            _undo(folder)
            shutil.rmtree(_work(folder) / "incoming", ignore_errors=True)
            raise _unwritable(folder, error) from None
        except KeyboardInterrupt:
            _settle(folder)
            raise


def recover(folder: Path) -> None:
    """Finish, or undo, a replacement that was interrupted; does nothing where there was none."""
    if os.path.lexists(_work(folder)):
        with _locked(folder):
            pass


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """While one build writes, another waits; what an interrupted one left behind is settled first."""
    try:
        _work(folder).mkdir(parents=True, exist_ok=True)
        busy = f"another build has been writing {folder}"
        with locked(_work(folder) / "lock", busy, "wait for it, or stop it, and build again"):
            _settle(folder)
            yield
    except OSError as error:
        raise _unwritable(folder, error) from None


def _settle(folder: Path) -> None:
    """Go on where an interrupted build stopped: an undoing is undone to its end, a new set is put in place."""
    work = _work(folder)
    for leftover in ("incoming", "done"):
        shutil.rmtree(work / leftover, ignore_errors=True)
    if (work / "undoing").exists():
        _undo(folder)
    if (work / "ready").exists():
        try:
            _finish(folder)
        except OSError:
            _undo(folder)
            raise


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _prepare(folder: Path, files: Mapping[str, bytes], removed: Collection[str]) -> None:
    incoming = _work(folder) / "incoming"
    (incoming / "new").mkdir(parents=True)
    (incoming / "old").mkdir()
    for name, content in files.items():
        with open(incoming / "new" / name, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for name in (*files, *removed):
        if (folder / name).exists():
            _keep(folder / name, incoming / "old" / name)
    replaced = {name: (incoming / "old" / name).exists() for name in (*files, *removed)}
    (incoming / "replaced.json").write_text(json.dumps(replaced), "utf-8")
    (incoming / "removed.json").write_text(json.dumps([*removed]), "utf-8")
    _sync(incoming)
    os.replace(incoming, _work(folder) / "ready")
    _sync(_work(folder))


def _finish(folder: Path) -> None:
    ready = _work(folder) / "ready"
    for path in sorted((ready / "new").iterdir()):
        os.replace(path, folder / path.name)
    for name in json.loads((ready / "removed.json").read_bytes()):
        (folder / name).unlink(missing_ok=True)
    _sync(folder)
    _discard(ready)


def _undo(folder: Path) -> None:
    """Take the old set back, as far as the new one had come."""
    ready, undoing = _work(folder) / "ready", _work(folder) / "undoing"
    if ready.exists():
        os.replace(ready, undoing)
    if not undoing.exists():
        return
    for name, replaced in json.loads((undoing / "replaced.json").read_bytes()).items():
        moved = not (undoing / "new" / name).exists()
        if moved and (undoing / "old" / name).exists():
            os.replace(undoing / "old" / name, folder / name)
        elif moved and not replaced:
            (folder / name).unlink(missing_ok=True)
    _sync(folder)
    _discard(undoing)


def _discard(settled: Path) -> None:
    """Remove a settled set: first, in one step, from the places where it would count."""
    done = settled.with_name("done")
    os.replace(settled, done)
    shutil.rmtree(done, ignore_errors=True)


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
