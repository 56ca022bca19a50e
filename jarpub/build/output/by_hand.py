"""Finished files that somebody changed by hand: they are put aside, under a name that says so, and never destroyed."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from jarpub.project.hashing import digest_of_file

ASIDE = re.compile(r"(?P<stem>.+) \(changed by hand, put aside [0-9]+\)(?P<suffix>\.[a-z]+)")


def original(name: str) -> str:
    """The name of the file that was put aside under a name; of another file its own."""
    found = ASIDE.fullmatch(name)
    return f"{found['stem']}{found['suffix']}" if found else name


def aside(folder: Path, name: str) -> str:
    """The name under which a file is put aside: the first that is free, or that has the same bytes already."""
    path, number = folder / name, 1
    content = digest_of_file(str(path))
    while True:
        found = str(Path(name).with_name(f"{path.stem} (changed by hand, put aside {number}){path.suffix}"))
        there = folder / found
        if not there.exists() or content and digest_of_file(str(there)) == content:
            return found
        number += 1


def changed_by_hand(folder: Path, names: Collection[str], ours: Mapping[str, Collection[str]]) -> list[str]:
    """Which of these files are there and are none that a build left; `ours` are the digests that it did, by name."""
    found = {name: digest_of_file(str(folder / name)) for name in sorted(names)}
    return [name for name, content in found.items() if content and content not in ours.get(name, ())]
