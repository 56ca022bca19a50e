"""This program and what it stands on, as digests and traces by which it is known again; quick to import."""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache

from jarpub.project.hashing import digest, digest_of_file

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MAPS = "/proc/self/maps"  # Linux lists here which libraries a process has loaded


@cache
def program() -> str:
    """The digest of this program's own code, and of the names and versions of all packages that Python finds."""
    code = (f"{os.path.basename(path)} {digest_of_file(path)}" for path in _modules())
    return digest("\n".join([sys.version, *code, *_packages()]).encode())


@cache
def program_trace() -> str:
    """The digest of the sizes and dates of that code, and of the packages: as long as it is the same, so is `program`."""
    code = (f"{path} {_trace(path)}" for path in _modules())
    return digest("\n".join([sys.version, *code, *_packages()]).encode())


def _modules() -> Iterator[str]:
    """The paths of the files of this program."""
    for folder, inner, names in os.walk(PACKAGE):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(".py"))


def _packages() -> Iterator[str]:
    """The names and versions of all packages that Python finds."""
    for path in dict.fromkeys(map(os.path.realpath, sys.path)):
        if path.endswith("-packages"):  # not the working directory, which is one of them now and then
            yield from _installed(path)


def libraries() -> dict[str, str]:
    """The libraries of the machine that this process has loaded, with their size and date, where it can be known."""
    try:
        with open(MAPS, encoding="utf-8") as file:
            paths = {line.split(maxsplit=5)[5].strip() for line in file if " r-xp " in line and "/" in line}
    except (OSError, IndexError):
        return {}
    return {path: _trace(path) for path in sorted(paths) if _trace(path)}


def libraries_are_same(before: Mapping[str, str]) -> bool:
    """Whether libraries of the machine are as they were."""
    return all(_trace(path) == each for path, each in before.items())


@cache  # what a process has loaded stays as it was for as long as it lives
def _trace(path: str) -> str:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"


def _installed(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    except OSError:
        return []
