"""Rows of a plan beside those of a newer copy: which is which, which are new or gone, and which stand elsewhere now."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

LISTS = ("actions", "outcomes", "due", "owners", "status", "updates", "resources", "evidence", "notes")
NEARLY = 0.45  # two texts that are at least so alike are one that was changed
Row = Mapping[str, Any]


def pairs(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """The rows of a recommendation side by side; where they are not as many as before, by their words."""
    if len(old) == len(new):
        order = [_words(each) for each in old]
        if sorted(order) == sorted(map(_words, new)):
            return [(old[at], each) for each in new for at in [order.index(_words(each))]]
        return list(zip(old, new, strict=True))
    left = list(old)
    found: list[tuple[Row | None, Row | None]] = []
    for each in new:
        best = max(left, key=lambda other, each=each: alike(_words(other), _words(each)), default=None)  # type: ignore[misc]
        if best is not None and alike(_words(best), _words(each)) >= NEARLY:
            left.remove(best)
            found.append((best, each))
        else:
            found.append((None, each))
    return [*found, *((each, None) for each in left)]


def moves(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, str, str]]:
    """What stands elsewhere now: each with its place from 0, and what it came after, and comes after now.

    Those that move are as few as can be; what is new or gone moves nothing.
    """
    there = [each for each in before if each in after]
    wanted = [each for each in after if each in before]
    matcher = SequenceMatcher(None, there, wanted, autojunk=False)
    stay = {each for block in matcher.get_matching_blocks() for each in there[block.a : block.a + block.size]}
    now = list(before)
    for at, each in enumerate(wanted):
        if each not in stay:
            was = ["", *there][there.index(each)]
            above = wanted[at - 1] if at else ""
            now.remove(each)
            to = now.index(above) + 1 if above else 0
            now.insert(to, each)
            yield each, to, was, above


def numbered(row: Row, data: bytes) -> Row:
    """A row whose entries have ids that nothing has in a file; its own is given when it is taken."""
    whole = dict(row)
    for key in LISTS:
        entries: list[Row] = []
        for entry in row[key]:
            before = re.sub(r"[0-9]+\Z", "", str(entry["id"]))
            used = re.findall(rf"(?<![\w.-]){re.escape(before)}([0-9]+)".encode(), data)
            number = max(map(int, used), default=0) + 1 + sum(each["id"].startswith(before) for each in entries)
            entries.append(with_new_id(entry, f"{before}{number}"))
        whole[key] = tuple(entries)
    return whole


def with_new_id(entry: Row, id: str) -> Row:
    """An entry with another id, and with it those of all that stands below it."""
    items = tuple(with_new_id(each, id + str(each["id"]).removeprefix(str(entry["id"]))) for each in entry.get("items", ()))  # fmt: skip
    return {**entry, "id": id, **({"items": items} if "items" in entry else {})}


def alike(one: str, other: str) -> float:
    """How much two texts are alike, from 0 to 1."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def words_of(row: Row) -> str:
    """What a row says first: the words by which somebody knows it."""
    return next((str(entry["text"]) for key in LISTS for entry in row[key]), "a row without words")


def _words(row: Row) -> str:
    return " ".join(" ".join(str(entry["text"]).split()) for key in LISTS for entry in row[key])
