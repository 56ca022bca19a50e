"""What Git says of a folder."""

import subprocess
from pathlib import Path


def git(folder: Path, *words: str) -> "subprocess.CompletedProcess[bytes] | None":
    """What came of a command of Git in a folder; nothing where Git is not on this machine."""
    try:
        return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except OSError:
        return None
