"""One file replaced as a whole, while nobody else replaces it."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EACCES
from io import FileIO
from pathlib import Path
from secrets import token_hex

from filelock import FileLock, Timeout

from jarpub.diagnostics import CommandError

WAIT_SECONDS = 120
FOR_ALL = 0o666  # a folder that two people share has one lock for both
JUST_NOW = 0.05  # seconds in which another program may still be at it
PAUSE, PAUSES = 0.02, 50  # seconds, and how often it is waited for


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
    if path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(EACCES, "this file may not be written", str(path))
    model = path if path.exists() else like
    new = path.with_name(f".{path.name[:200]}.{token_hex(4)}")
    try:
        with open(new, "xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if model:
            _make_alike(new, model)
        if instead_of is not None:
            return _replaced(path, new, content, instead_of)
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
    return True


def _replaced(path: Path, new: Path, content: bytes, before: bytes) -> bool:
    """Whether a file was replaced that was as before; what a program was just writing into it is not lost by that."""
    if not path.exists() and not before:
        os.replace(new, path)
        return True
    if content_of(path) != before:
        return False
    with FileIO(path) as old:
        if old.readall() != before:
            return False
        if os.name == "posix":
            os.replace(new, path)
            late = _written_meanwhile(old, before)
            return not (late and write_whole(path, late, instead_of=content))
    os.replace(new, path)  # which Windows refuses while somebody reads it
    return True


def _written_meanwhile(old: FileIO, before: bytes) -> bytes:
    """What stands in a file that was replaced while a program had it open to write into it; nothing where none had."""
    found = _all_of(old)
    for _ in range(PAUSES if found != before else 0):
        time.sleep(PAUSE)
        last, found = found, _all_of(old)
        if found and found == last:
            return found
    return b""


def _all_of(file: FileIO) -> bytes:
    file.seek(0)
    return file.readall()


def settled(path: Path) -> bytes:
    """The bytes of a file, and not the half of them that another program has written until now."""
    content = content_of(path)
    for _ in range(PAUSES):
        if not _is_just_saved(path):
            break
        time.sleep(PAUSE)
        last, content = content, content_of(path)
        if content and content == last:
            break
    return content


def _is_just_saved(path: Path) -> bool:
    try:
        return abs(time.time() - path.stat().st_mtime) < JUST_NOW
    except OSError:
        return False


def remove_leftovers(path: Path) -> None:
    """Take away what a process that was killed left beside a file, while nobody else may write into it."""
    path = Path(os.path.realpath(path))
    name = re.compile(re.escape(f".{path.name[:200]}.") + "[0-9a-f]{8}")
    with suppress(OSError):  # they are in nobody's way
        for each in path.parent.iterdir():
            if name.fullmatch(each.name):
                each.unlink()


def content_of(path: Path) -> bytes:
    """The bytes of a file; none where there is no file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def add_line(path: Path, line: bytes, like: Path) -> None:
    """Add a line to a file that is never written otherwise; a new one gets the rights of another.

    What is there of a line that was never finished, when a process was killed or a disk was full, is left as it is.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch()
        path.chmod(like.stat().st_mode & 0o666)
    with open(path, "ab+") as file:
        last = path.read_bytes()[-1:]
        file.write((b"" if last in (b"", b"\n") else b"\n") + line + b"\n")


def _make_alike(new: Path, model: Path) -> None:
    there = model.stat()
    if os.name == "posix":
        with suppress(PermissionError):  # only an administrator can give a file to somebody
            os.chown(new, there.st_uid, there.st_gid)
    new.chmod(there.st_mode & 0o7777)
