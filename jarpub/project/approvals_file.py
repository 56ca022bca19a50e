"""The file that keeps the approvals of a plan: one written into it, where nothing else changes by a letter."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jarpub.diagnostics import DiagnosticsError
from jarpub.project.edits.edit import Edit, Insert, Set, Value
from jarpub.project.edits.edited import edited, records
from jarpub.project.edits.file_state import state_of
from jarpub.project.loader import Bind
from jarpub.project.plan.approvals import Approvals
from jarpub.project.plan.wording import Wording
from jarpub.project.yaml.known_parts import KnownFiles

SECTION = "approvals"
# What older plans say above the section; what somebody else has written there stays.
OLD_HEAD = (
    '# What each piece of wording was written from, and who approved it. The command "jarpub approve" writes the',
    "# sums and the words; from, tells and left_out are for people to keep.",
)
RETIRED = re.compile(r"^ +fingerprint:.*\r?\n", re.MULTILINE)  # a key of older entries: their words say the same
LAST = 10**6
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


def recorded(text: str, older: str, approved: Iterable[Wording], consent: Consent, first_line: str = "") -> str:
    """The text of the file with this wording approved in it, and with those of an older section that it does not have.

    What differs is written into it, and all else stays as it is; a file that cannot be read is left to whoever says so.
    A new one begins with this line.
    """
    older = RETIRED.sub("", older)
    data = _begun(text, older, f"{first_line}{HEAD}")
    try:
        known = records(data, SECTION, Approvals)
    except DiagnosticsError:
        return data.decode()
    bind = KnownFiles().bind  # each approval is read again when it is written, with all others before it
    data = edited(data, SECTION, Approvals, _taken_in(known, older if text else ""), bind).data
    for wording in approved:
        data = edited(data, SECTION, Approvals, _approval(data, wording, consent, bind), bind).data
    return data.decode()


def _begun(text: str, older: str, head: str) -> bytes:
    """The file with a section for approvals in it."""
    ends = _line_end(text or older)
    if not text:
        return (head.replace("\n", ends) + (older or f"{SECTION}: []{ends}")).encode()
    if _parts(text)[1]:
        return text.encode()
    return f"{text}{'' if text.endswith(ends) else ends}{SECTION}: []{ends}".encode()


def _taken_in(known: Mapping[str, Mapping[str, Value]], older: str) -> Iterator[Edit]:
    """Entries of an older section come into the file; one that is approved takes the place of one that is not."""
    found = records(older.encode(), SECTION, Approvals) if older else {}
    for name, each in found.items():
        if "was" not in each:
            continue
        if name not in known:
            yield Insert(SECTION, LAST, each)
        elif each["by"] and not known[name]["by"]:
            yield Set(name, each)


def _approval(data: bytes, wording: Wording, consent: Consent, bind: Bind) -> Iterator[Edit]:
    """What makes some wording approved; a new entry where there is none.

    Without `tells` the wording of a recommendation tells all its actions but those that somebody left out.
    """
    state = state_of(data, SECTION, Approvals, bind)
    known = next((each.value for each in state.places_of(wording.id)), None)
    new = {"id": wording.id, "from": (wording.key,) if wording.of_the_plan else ()}
    entry = known if isinstance(known, Mapping) else new
    approval = {
        "approved": wording.digest,
        "by": consent.by,
        "on": consent.on,
        "note": consent.note,
        "was": {name: text.words for name, text in wording.formal.items()},
    }
    has_tells = known and state.place(f"{wording.id}.tells").node
    tells = {} if has_tells or not wording.would_tell else {"tells": wording.would_tell}
    if known:
        yield Set(wording.id, {**entry, **approval, **tells})
    else:
        yield Insert(SECTION, LAST, {**entry, **approval, **tells})


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


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
