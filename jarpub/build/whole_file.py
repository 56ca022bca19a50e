"""One file replaced as a whole, while nobody else replaces it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from filelock import FileLock, Timeout

from jarpub.diagnostics import CommandError

WAIT_SECONDS = 120
FOR_ALL = 0o666  # a folder that two people share has one lock for both


@contextmanager
def locked(lock: Path, subject: str, hint: str, seconds: float | None = None) -> Iterator[None]:
    """While this lasts nobody else has the lock; raises CommandError where another one keeps it."""
    seconds = WAIT_SECONDS if seconds is None else seconds
    holding = FileLock(lock, timeout=seconds, mode=FOR_ALL)
    try:
        holding.acquire()
    except Timeout:
        raise CommandError(f"{subject} for {seconds} seconds", hint) from None
    try:
        yield
    finally:
        holding.release()


def write_whole(path: Path, content: bytes, *, instead_of: bytes | None = None, like: Path | None = None) -> bool:
    """Replace a file, at the end of its links, in one step; False where it is not `instead_of` any more.

    Mode and owner stay as they are, or are those of the file that a new one is to be like.
    """
    path = Path(os.path.realpath(path))
    model = path if path.exists() else like
    new = path.with_name(f".{path.name[:200]}.{token_hex(4)}")
    try:
        with open(new, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if model:
            _make_alike(new, model)
        if instead_of is not None and content_of(path) != instead_of:
            return False
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
    return True


def content_of(path: Path) -> bytes:
    """The bytes of a file; none where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _make_alike(new: Path, model: Path) -> None:
    there = model.stat()
    if os.name == "posix":
        with suppress(PermissionError):  # only an administrator can give a file to somebody
            os.chown(new, there.st_uid, there.st_gid)
    new.chmod(there.st_mode & 0o7777)
