"""Files that are kept on this machine from one build to the next, in a folder that is nobody else's.

What is kept says in its name what it is made from and what it holds, so that a damaged file is never taken.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

MOST = 100  # of one kind; the oldest go first


def kept_folder() -> Path | None:
    """The folder; nothing where it is somebody else's or cannot be made."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir(), f"jarpub-fonts-{user}")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder if folder.stat().st_uid == user and not folder.is_symlink() else None
    except OSError:
        return None


def kept(kind: str, key: str, make: Callable[[], bytes]) -> bytes:
    """The bytes that are made of something, as they were kept where that has the same key; kept nowhere if need be."""
    folder = kept_folder()
    if folder is None:
        return make()
    with suppress(OSError):
        (folder / kind).mkdir(exist_ok=True)
        found = next((path for path in (folder / kind).glob(f"{key}-*") if is_whole(path)), None)
        if found:
            return found.read_bytes()
    content = make()
    with suppress(OSError):
        write_whole(folder / kind / f"{key}-{short_digest(content)}", content)
        for old in sorted((folder / kind).iterdir(), key=lambda path: path.stat().st_mtime)[:-MOST]:
            old.unlink()
    return content


def is_whole(path: Path) -> bool:
    """Whether a file holds what its name says; one that does not is taken away."""
    is_whole = path.is_file() and path.stem.endswith(f"-{short_digest(path.read_bytes())}")
    if not is_whole:
        path.unlink()
    return is_whole


def short_digest(content: bytes) -> str:
    """The beginning of the digest of some bytes."""
    return sha256(content).hexdigest()[:16]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that others see whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.parent.parent, delete=False) as file:
        new = Path(file.name)
        file.write(content)
    try:
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
