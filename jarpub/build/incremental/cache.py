"""What a build remembers, so that the next one sees at once what is still as it was.

Everything here is quick: a build with nothing to do imports this module and nothing larger.
"""

import json
import os
import sys
from collections.abc import Collection, Mapping
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = ".jarpub"  # in the output folder
NAME = "state.json"
MAPS = "/proc/self/maps"  # Linux lists here which libraries a process has loaded
KINDS = {"program": str, "libraries": dict, "files": dict, "beside": dict, "read": dict, "warnings": list}
OF_A_FILE = frozenset({"release", "reasons", "pages", "key", "proof", "read_back", "read", "sums"})


class Folders(NamedTuple):
    """Where a build reads and writes: real paths."""

    source: str  # the file of the plan
    templates: str
    output: str

    def path(self, name: str) -> str:
        """Where a file stands that `sums` has: the plan has no name there, others are named from the templates."""
        return os.path.join(self.templates, name) if name else self.source


def read(output: str) -> dict[str, Any]:
    """What the last build of this output folder remembered; nothing where there is none, or somebody changed it."""
    try:
        with open(os.path.join(output, FOLDER, NAME), encoding="utf-8") as file:
            state = json.load(file)
        whole = all(isinstance(state[key], kind) for key, kind in KINDS.items())
        files = all(file.keys() >= OF_A_FILE for file in state["files"].values() if file.get("sha256"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    return state if whole and files else {}


def write(output: str, state: Mapping[str, Any]) -> None:
    """Remember it; a half-written file would be no state at all."""
    folder = os.path.join(output, FOLDER)
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, NAME)
    with open(f"{path}.new", "w", encoding="utf-8") as file:
        json.dump(state, file)
    os.replace(f"{path}.new", path)


def current(
    state: Mapping[str, Any], folders: Folders, asked: Collection[str], formats: Collection[str], *, final: bool
) -> dict[str, Any]:
    """What is remembered of the files asked for, if each of them is what a build would make now; otherwise nothing.

    Without a publication or a format all are asked for.
    """
    try:
        known = {file["publication"] for file in state["files"].values()}
        wanted = {name: file for name, file in state["files"].items() if _is_asked(file, asked, formats)}
        there = {name: file["sha256"] for name, file in wanted.items()} | state["beside"]["files"]
        finals = state["beside"]["finals"]
        made_from = {name: each for file in (*wanted.values(), state["beside"]) for name, each in file["sums"].items()}
        agree = all(made_from[name] == each for file in wanted.values() for name, each in file["sums"].items())
        same = (
            known.issuperset(asked)
            and state["beside"]["where"] == [folders.source, folders.templates]
            and agree
            and all(sum_of(os.path.join(folders.output, name)) == each for name, each in there.items())
            and all(sum_of(folders.path(name)) == each for name, each in made_from.items())
            and machine_is_same(state)
            and not (final and any(file["release"] != "final" for file in wanted.values()))
            and not (final and any(finals.get(file["publication"]) != file["sums"][""] for file in wanted.values()))
        )
    except (KeyError, TypeError, AttributeError):
        return {}
    return wanted if same else {}


def machine_is_same(state: Mapping[str, Any]) -> bool:
    """Whether this program and all that it stands on are those that the state was written with."""
    same = all(_trace(path) == each for path, each in state["libraries"].items())
    return same and state["program"] == program()


def sum_of(path: str) -> str:
    """The sha256 of a file, in hexadecimal; nothing where there is no such file."""
    try:
        with open(path, "rb") as file:
            return sha256(file.read()).hexdigest()
    except OSError:
        return ""


@cache
def program() -> str:
    """The sum of this program's own code, and of the names and versions of all packages that Python finds."""
    found = sha256(sys.version.encode())
    for folder, inner, names in os.walk(PACKAGE):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        for name in sorted(names):
            if name.endswith(".py"):
                found.update(f"{name} {sum_of(os.path.join(folder, name))}\n".encode())
    for path in dict.fromkeys(map(os.path.realpath, sys.path)):
        if path.endswith("-packages"):  # not the working directory, which is one of them now and then
            found.update("\n".join(_installed(path)).encode())
    return found.hexdigest()


def libraries() -> dict[str, str]:
    """The libraries of the machine that this process has loaded, with their size and date, where it can be known."""
    try:
        with open(MAPS, encoding="utf-8") as file:
            paths = {line.split(maxsplit=5)[5].strip() for line in file if " r-xp " in line and "/" in line}
    except (OSError, IndexError):
        return {}
    return {path: _trace(path) for path in sorted(paths) if _trace(path)}


def _trace(path: str) -> str:
    try:
        found = os.stat(path)
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"


def _installed(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    except OSError:
        return []


def _is_asked(file: Mapping[str, Any], keys: Collection[str], formats: Collection[str]) -> bool:
    return (not keys or file["publication"] in keys) and (not formats or file["format"] in formats)
