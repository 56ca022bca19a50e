"""What each label of a file is for, in the words that the program has for it elsewhere."""

import re
from collections.abc import Iterator, Mapping

from jarpub.project.schema.field_phrases import FIELDS
from jarpub.project.schema.field_words import LABELS, help_for, label, said

ENTRY, MORE = re.compile(r"#   (\w+) +(\S.*)"), re.compile(r"#      +(\S.*)")
ALONE = {"of": "it", "alone": "this entry", "row": "the row", "column": "", "key": ""}
ANY = "*"  # stands for each key of free words
OF_A_QUESTION = re.compile(r"( to)?: \{of\}| \(brand\)")


def explained(kind: str, key: str) -> str:
    """What a field is called, or what it is, and what it is for."""
    return ". ".join(filter(None, [_name(kind, key), help_for(kind, key)]))


def _name(kind: str, key: str) -> str:
    phrase = OF_A_QUESTION.sub("", said(FIELDS, kind, key)).format_map(ALONE)
    if key == ANY:
        return ""
    return label(kind, key) if said(LABELS, kind, key) or not phrase else f"{phrase[:1].upper()}{phrase[1:]}"


def in_head(text: str) -> Mapping[str, str]:
    """What the comments above a file say of its labels: each stands in a line of its own, and what it is for behind it."""
    found: dict[str, str] = {}
    key = ""
    for line in _head(text):
        entry, more = ENTRY.fullmatch(line), MORE.fullmatch(line)
        key = entry[1] if entry else key if more else ""
        if key:
            found[key] = " ".join(filter(None, [found.get(key), entry[2] if entry else more and more[1]]))
    return found


def _head(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if not line.startswith("#"):
            return
        yield line
