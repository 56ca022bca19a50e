"""An id for a new entry, which nothing has or ever had in a file."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from typing import get_args

from jarpub.project.edits.file_state import FileState, state_of
from jarpub.project.edits.places import Place, bare, shape
from jarpub.project.loader import Bind
from jarpub.project.plan.record_fields import id_key
from jarpub.project.yaml.records import bind as bind_whole

LONGEST = 40  # letters of an id that is made of words
NUMBER = re.compile(r"(?P<before>.*?)(?P<number>[0-9]+)[a-z]?")


def new_id(data: bytes, file: str, kind: type, name: str, others: Iterable[bytes] = (), bind: Bind = bind_whole) -> str:
    """An id for an entry of a list, such as "IA1.s1.actions": like those there, with a number that is not used.

    It is the highest number of its kind anywhere in the file or in those beside it, references included, and one.
    Nothing where its entries have no ids, or those there have no numbers. Raises DiagnosticsError where there is no such list.
    """
    state = state_of(data, file, kind, bind)
    before, width = _beginning(state, state.place(name))
    if not before and not width:
        return ""
    used = re.compile(rf"(?<![\w.-]){re.escape(before)}([0-9]+)".encode())
    numbers = [int(each) for text in (data, *others) for each in used.findall(text)]
    return f"{before}{max(numbers, default=0) + 1:0{width}}"


def id_from_words(words: str, others: Iterable[str], used: Container[str]) -> str:
    """An id made of what an entry is called, like those of the others in its list, that nothing has; "" without letters."""
    ids = list(others)
    before = re.match(r"[\w-]+\.", ids[-1]) if ids else None
    shared = before[0] if before and all(each.startswith(before[0]) for each in ids) else ""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    is_lower = all(each == each.lower() for each in ids)
    slug = "-".join(re.findall(r"[A-Za-z0-9]+", letters.replace("'", "")))[:LONGEST]
    own = f"{shared}{slug.lower() if is_lower else slug}"
    names = (own, *(f"{own}-{number}" for number in range(2, 1000)))
    return next((name for name in names if name not in used), "") if slug else ""


def _beginning(state: FileState, place: Place) -> tuple[str, int]:
    """What stands before the number of an id, and how many digits that has at least; of a list like it where it is empty."""
    if not id_key(get_args(bare(place.kind))[0]):
        return "", 0
    own = _ids(place)
    if own:
        match = NUMBER.fullmatch(own[-1])
        return (match["before"], len(match["number"]) if match["number"].startswith("0") else 1) if match else ("", 0)
    above = _ids_above(place)
    for other in (each for found in state.places.values() for each in found if _is_alike(each, place)):
        match = NUMBER.fullmatch(_ids(other)[-1])
        for own_above, other_above in zip(above, _ids_above(other), strict=False):
            if match and match["before"].startswith(f"{other_above}."):
                return own_above + match["before"].removeprefix(other_above), 1
    return (f"{above[0]}.{place.key[:1]}", 1) if above else ("", 0)


def _is_alike(other: Place, place: Place) -> bool:
    return other.key == place.key and other.kind == place.kind and bool(_ids(other))


def _ids(place: Place) -> Sequence[str]:
    """The ids of the entries of a list."""
    return [_id(each) for each in place.below() if _id(each)] if shape(place.kind) == "list" else []


def _ids_above(place: Place) -> Sequence[str]:
    """The ids of the records that a list stands in, the nearest first."""
    found, above = [], place.above
    while above:
        if shape(above.kind) == "record" and _id(above):
            found.append(_id(above))
        above = above.above
    return found


def _id(place: Place) -> str:
    kind = bare(place.kind)
    key = id_key(kind) if shape(kind) == "record" else ""
    value = place.value.get(key) if key and isinstance(place.value, dict) else None
    return value if isinstance(value, str) else ""
