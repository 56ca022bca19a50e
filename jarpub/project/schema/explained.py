"""What each label of a file is for, in the words that the program has for it elsewhere."""

import re
from collections.abc import Mapping
from itertools import takewhile

from jarpub.project.schema.field_phrases import FIELDS
from jarpub.project.schema.field_words import LABELS, help_for, label, said

ENTRY, MORE = re.compile(r"#   (\w+) +(\S.*)"), re.compile(r"#      +(\S.*)")
ALONE = {"of": "it", "alone": "this entry", "row": "the row", "column": "", "key": ""}
ANY = "*"  # stands for each key of free words
# What holds a value goes without saying where the value stands.
HOLDER = re.compile(r"(?: to)?: \{of\}| (?:of|in|by|on|for|under) \{of\}| \(brand\)")


def explained(kind: str, key: str) -> str:
    """What a field is called, or what it is, and what it is for."""
    return ". ".join(filter(None, [_name(kind, key), help_for(kind, key)]))


def _name(kind: str, key: str) -> str:
    phrase = HOLDER.sub("", said(FIELDS, kind, key)).format_map(ALONE)
    if key == ANY:
        return ""
    return label(kind, key) if said(LABELS, kind, key) or not phrase else f"{phrase[:1].upper()}{phrase[1:]}"


def in_head(text: str) -> Mapping[str, str]:
    """What the comments above a file say of its labels: each stands in a line of its own, and what it is for behind it."""
    found: dict[str, str] = {}
    key = ""
    for line in takewhile(lambda line: line.startswith("#"), text.splitlines()):
        entry, more = ENTRY.fullmatch(line), MORE.fullmatch(line)
        if entry:
            key, found[entry[1]] = entry[1], entry[2]
        elif more and key:
            found[key] += f" {more[1]}"
        else:
            key = ""
    return found
