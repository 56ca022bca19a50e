"""The file that keeps the approvals of a plan: one written into it, where nothing else changes by a letter."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from jarpub.project.plan.wording import Wording

SECTION = "approvals"
# What older plans say above the section; what somebody else has written there stays.
OLD_HEAD = (
    '# What each piece of wording was written from, and who approved it. The command "jarpub approve" writes the',
    "# sums and the words; from, tells and left_out are for people to keep.",
)
RETIRED = "fingerprint"  # a key of older entries: their words say the same
HEAD = """\
# What each piece of wording was written from, and who approved it. The command "approve" keeps this file;
# from, tells and left_out are for people to keep.
"""


def taken_out(plan: str) -> tuple[str, str]:
    """The text of a plan without the approvals that older ones have inside, and their section; nothing if it has none."""
    before, section, behind = _parts(plan)
    if not section:
        return plan, ""
    for line in (*OLD_HEAD, *HEAD.splitlines()):
        before = re.sub(rf"(\r?\n)?^{re.escape(line)}[ \t]*(?=\r?$)", "", before, count=1, flags=re.MULTILINE)
    return (before.rstrip("\r\n") + _line_end(plan) if not behind else before) + behind, section


@dataclass(frozen=True)
class Consent:
    """Who approved some wording, on which day, and what is to be remembered about it."""

    by: str
    on: str  # such as 2009-03-31
    note: str | None = None


def recorded(text: str, older: str, approved: Iterable[Wording], consent: Consent) -> str:
    """The text of the file with this wording approved in it, and with those of an older section that it does not have.

    The section `approvals` is read and written with ruamel.yaml, which keeps comments, quotation marks and
    line breaks; what stands before and behind it is not read at all.
    """
    ends = _line_end(text or older)
    if not text:
        text, older = HEAD.replace("\n", ends) + (older or f"{SECTION}: []{ends}"), ""
    before, section, behind = _parts(text)
    if not section and not before.endswith("\n"):
        before += ends
    yaml = _yaml()
    content = yaml.load((section or f"{SECTION}: []\n").replace("\r\n", "\n"))
    entries = content.get(SECTION) or []
    _take_in(entries, _entries(yaml, older))
    for wording in approved:
        entry = _entry(yaml, entries, wording)
        _tell_what_is_lacking(yaml, entry, wording)
        _update(entry, _values(wording, consent))
    for each in entries:
        each.pop(RETIRED, None)
    content[SECTION] = entries
    written = StringIO()
    yaml.dump(content, written)
    return before + written.getvalue().replace("\n", ends) + behind


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _take_in(entries: list[Any], older: list[Any]) -> None:
    """Add entries of an older section; one that is approved takes the place of one that is not."""
    by_id = {each.get("id"): number for number, each in enumerate(entries)}
    for each in older:
        number = by_id.get(each.get("id"))
        if number is None:
            entries.append(each)
        elif each.get("by") and not entries[number].get("by"):
            entries[number] = each


def _parts(text: str) -> tuple[str, str, str]:
    """What stands before the section, the section, and what stands behind it."""
    start = re.search(rf"^(\ufeff?)([\"']?){SECTION}\2[ \t]*:", text, re.MULTILINE)
    if start is None:
        return text, "", ""
    begin, end = start.end(1), _end(text, start.end())
    return text[:begin], text[begin:end], text[end:]


def _end(text: str, position: int) -> int:
    """Where a section ends: before the next key, and the comments and empty lines above that."""
    run = None  # where the empty lines and comments begin that may belong to the next key
    while position := text.find("\n", position) + 1:
        line_end = text.find("\n", position)
        line = text[position : None if line_end < 0 else line_end]
        if not line.strip() or line.startswith("#"):
            run = position if run is None else run
        elif line[0] in " \t-":
            run = None
        else:
            return position if run is None else run
    return len(text)


def _yaml() -> YAML:
    yaml = YAML()  # the round-trip loader and dumper
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(
        type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    return yaml


def _entries(yaml: YAML, section: str) -> list[Any]:
    return (yaml.load(section.replace("\r\n", "\n")) or {}).get(SECTION) or [] if section else []


def _entry(yaml: YAML, entries: list[Any], wording: Wording) -> Any:
    """The entry of some wording; a new one where there is none."""
    known = next((each for each in entries if each.get("id") == wording.id), None)
    if known is not None:
        return known
    entries.append(
        CommentedMap({"id": wording.id, "from": _in_one_line(yaml, [wording.key] if wording.formal else [])})
    )
    return entries[-1]


def _tell_what_is_lacking(yaml: YAML, entry: CommentedMap, wording: Wording) -> None:
    """Without `tells` the wording of a recommendation tells all its actions but those that somebody left out."""
    if wording.would_tell and "tells" not in entry:
        behind = [*entry].index("from") + 1 if "from" in entry else len(entry)
        entry.insert(behind, "tells", _in_one_line(yaml, list(wording.would_tell)))


def _in_one_line(yaml: YAML, names: list[str]) -> Any:
    sequence = yaml.seq([str(name) for name in names])
    sequence.fa.set_flow_style()
    return sequence


def _values(wording: Wording, consent: Consent) -> dict[str, Any]:
    """What is recorded of some wording, in the order in which a new entry has it."""
    return {
        "approved": _quoted(wording.digest),
        "by": _quoted(consent.by),
        "on": _quoted(consent.on),
        "note": _quoted(consent.note),
        "was": {name: _quoted(text.words) for name, text in wording.formal.items()},
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
