"""An approval written into the plan's file, where nothing else changes by a letter."""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from jarpub.project.wording import Piece, fingerprint, wording_sum

SECTION = "approvals"
HEAD = """
# What each piece of wording was written from, and who approved it. The command "jarpub approve" writes the
# sums and the words; from, tells and left_out are for people to keep.
"""


def recorded(text: str, piece: Piece, *, by: str | None, on: str | None, note: str | None) -> str:
    """The text of the plan's file with this approval in it.

    The section `approvals` is read and written with ruamel.yaml, which keeps comments, quotation marks and
    line breaks; what stands before and behind it is not read at all.
    """
    ends = "\r\n" if "\r\n" in text else "\n"
    before, section, behind = _parts(text, ends)
    yaml = _yaml()
    content = yaml.load(section.replace("\r\n", "\n"))
    entries = content.get(SECTION) or []
    entry = next((each for each in entries if each.get("id") == piece.id), None)
    if entry is None:
        entry = CommentedMap({"id": piece.id, "from": [piece.key] if piece.formal else []})
        entry["from"] = _flow(yaml, entry["from"])
        entries.append(entry)
    _update(entry, _values(piece, by, on, note))
    content[SECTION] = entries
    written = StringIO()
    yaml.dump(content, written)
    return before + written.getvalue().replace("\n", ends) + behind


def _parts(text: str, ends: str) -> tuple[str, str, str]:
    """What stands before the section, the section, and what stands behind it; a new section goes to the end."""
    start = re.search(rf"^{SECTION}:", text, re.MULTILINE)
    if start is None:
        return text.rstrip("\r\n") + ends + HEAD.replace("\n", ends), f"{SECTION}: []\n", ""
    behind = re.compile(r"^(?:#.*\n|\s*\n)*^[^\s#-]", re.MULTILINE).search(text, start.end())
    end = behind.start() if behind else len(text)
    return text[: start.start()], text[start.start() : end], text[end:]


def _yaml() -> YAML:
    yaml = YAML()  # the round-trip loader and dumper
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(
        type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    return yaml


def _flow(yaml: YAML, entries: list[str]) -> Any:
    listed = yaml.seq(entries)
    listed.fa.set_flow_style()
    return listed


def _values(piece: Piece, by: str | None, on: str | None, note: str | None) -> dict[str, Any]:
    """What is recorded of a piece, in the order in which a new entry has it."""
    return {
        "fingerprint": _quoted(fingerprint(piece.formal)),
        "approved": _quoted(wording_sum(piece.texts)) if by else None,
        "by": _quoted(by),
        "on": _quoted(on),
        "note": _quoted(note),
        "was": {name: _quoted(text.words) for name, text in piece.formal.items()},
    }


def _quoted(words: str | None) -> DoubleQuotedScalarString | None:
    return None if words is None else DoubleQuotedScalarString(words)


def _update(entry: CommentedMap, values: Mapping[str, Any]) -> None:
    """Change what differs, and leave the rest as it is written."""
    for key, value in values.items():
        if isinstance(value, dict):
            was = entry.setdefault(key, CommentedMap())
            for name in [name for name in was if name not in value]:
                del was[name]
            _update(was, value)
        elif entry.get(key, "") != value:
            entry[key] = value
