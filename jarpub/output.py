"""The folder of finished files, replaced as one.

New files are written aside, with links to the old ones. One rename makes the new set the one that counts;
after it, moving the files in place can be finished, or undone, however often it is interrupted.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from jarpub.findings import Blocked

WAIT_SECONDS = 120


def replace_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put these files into the folder: all of them, or none and Blocked is raised."""
    with _locked(folder):
        try:
            _prepare(folder, files)
            _finish(folder)
        except OSError as error:
            _undo(folder)
            raise _unwritable(folder, error) from None


def recover(folder: Path) -> None:
    """Finish, or undo, a replacement that was interrupted; does nothing where there was none."""
    if _work(folder).exists():
        replace_files(folder, {})


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """While one build writes, another waits; what an interrupted one left behind is settled first."""
    try:
        _work(folder).mkdir(parents=True, exist_ok=True)
        with FileLock(_work(folder) / "lock", timeout=WAIT_SECONDS):
            _settle(folder)
            yield
    except Timeout:
        raise Blocked(
            f"another build has been writing {folder} for {WAIT_SECONDS} seconds",
            "wait for it, or stop it, and build again",
        ) from None
    except OSError as error:
        raise _unwritable(folder, error) from None


def _settle(folder: Path) -> None:
    shutil.rmtree(_work(folder) / "incoming", ignore_errors=True)
    if (_work(folder) / "ready").exists():
        try:
            _finish(folder)
        except OSError:
            _undo(folder)
            raise


def _prepare(folder: Path, files: Mapping[str, bytes]) -> None:
    incoming = _work(folder) / "incoming"
    (incoming / "new").mkdir(parents=True)
    (incoming / "old").mkdir()
    for name, content in files.items():
        with open(incoming / "new" / name, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if (folder / name).exists():
            _keep(folder / name, incoming / "old" / name)
    # "names" says what the set was when some of it has been moved already.
    (incoming / "names").write_text("\n".join(files), "utf-8")
    _sync(incoming)
    os.replace(incoming, _work(folder) / "ready")
    _sync(_work(folder))


def _finish(folder: Path) -> None:
    new = _work(folder) / "ready" / "new"
    for path in sorted(new.iterdir()):
        os.replace(path, folder / path.name)
    _sync(folder)
    shutil.rmtree(_work(folder) / "ready")


def _undo(folder: Path) -> None:
    """Take the old set back, as far as the new one had come."""
    ready = _work(folder) / "ready"
    shutil.rmtree(_work(folder) / "incoming", ignore_errors=True)
    if not ready.exists():
        return
    for name in (ready / "names").read_text("utf-8").split("\n"):
        if (ready / "new" / name).exists():
            continue
        if (ready / "old" / name).exists():
            os.replace(ready / "old" / name, folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    shutil.rmtree(ready)


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


def _unwritable(folder: Path, error: OSError) -> Blocked:
    named = Path(error.filename).name if error.filename else folder.name
    return Blocked(
        f"{folder} cannot take the new files ({error.strerror}: {named}), and is as it was",
        "close the file if a program has it open, look at the rights and the free space, or name another folder with --output",
    )
