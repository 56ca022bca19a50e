"""What a Word file changes that came back, in sentences."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from jarpub.cli.findings import number
from jarpub.project.plan.diff import Segment, word_diff

if TYPE_CHECKING:  # slow to import, and most commands hear of no file that came back
    from jarpub.web.returned.edits import Author, Change, Note, Remark
    from jarpub.web.returned.taken import Taken

SIGNS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
STATES = {
    "clear": "it can be taken into the plan",
    "there already": "the plan says so by now",
    "in conflict": "not written",
    "to decide": "not written",
    "refused": "not written",
}
LONGEST = 400  # letters of the words that a comment is about: the file has the rest


def of_returned(taken: "Taken", name: str) -> Iterator[str]:
    """Every sentence on a returned file, change by change."""
    edits = taken.edits
    made_from = "the plan as it is now" if edits.is_of_today else "the plan as it was when it was sent"
    yield f"{name}: {edits.subject}, made from {made_from}."
    if edits.says_nothing:
        yield "Nothing in it was changed."
        return
    for change in edits.changes:
        yield from _change(change, is_written=change.number in taken.written)
    yield from _headed("Not to be placed:", (line for each in edits.notes for line in _note(each)))
    yield from _headed("Comments:", (line for each in edits.remarks for line in _remark(each)))
    yield from _headed("Once it is written:", (f"  {each}" for each in edits.follows))
    yield _sum(taken, name)


def marked(segments: Iterable[Segment]) -> str:
    """The words in one row: [-those that are gone-] and {+those that are new+}."""
    parts = []
    for segment in segments:
        words = segment.words.rstrip()
        before, behind = SIGNS[segment.kind]
        parts.append(f"{before}{words}{behind}{segment.words[len(words) :]}")
    return "".join(parts).strip()


def _change(change: "Change", *, is_written: bool) -> Iterator[str]:
    yield f"  {change.number}. {change.called}{_by(change.author)}"
    yield f"     {_differing(change.was, change.now)}"
    others = [each.subject for each in change.printed]
    if change.places > 1:
        yield f"     It stands in {change.places} places here, and changes in all of them."
    if others:
        yield f"     It is in {_listed(others)}, too."
    if change.state == "in conflict" and change.present:
        yield f"     The plan says now: {_in_a_line(change.present)}"
    said = "written" if is_written else STATES[change.state]
    yield f"     {said[:1].upper()}{said[1:]}{': ' * bool(change.why)}{change.why}."
    yield from (f"     Found: {each}" for each in change.found)


def _note(note: "Note") -> Iterator[str]:
    yield f"  {_differing(note.was, note.now)}{_by(note.author)}"
    if note.before or note.behind:
        yield f"     It stands between “{note.before}” and “{note.behind}”."
    yield f"     {note.why[:1].upper()}{note.why[1:]}."


def _remark(remark: "Remark") -> Iterator[str]:
    about = f", on “{_short(remark.about)}”" if remark.about else ""
    value = f" ({remark.called})" if remark.called else ""
    done = ", ticked off" if remark.is_done else ""
    yield f"  {remark.author.by or 'Somebody'}{about}{value}{done}: {remark.words}"


def _differing(was: str, now: str) -> str:
    """Every word of both: what is told of a file that came back is never cut off."""
    return marked(word_diff(_in_a_line(was), _in_a_line(now)))


def _in_a_line(words: str) -> str:
    return " / ".join(line.strip() for line in words.splitlines() if line.strip())


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} …"


def _by(author: "Author") -> str:
    told = ", ".join(filter(None, (author.by, author.on)))
    return f" ({told})" if told else ""


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _headed(head: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    yield from [head, *found] if found else []


def _sum(taken: "Taken", name: str) -> str:
    changes = taken.edits.changes
    clear = sum(change.is_clear for change in changes)
    if taken.written:
        left = len(changes) - len(taken.written)
        return (
            f"{number(len(taken.written), 'change')} written; {left} left to you. `{{command}}` makes the files again."
        )
    if clear:
        command = f'`{{command}} edits "{name}" --write`'
        return f"Nothing was written. {command} takes what is clear: {clear} of {number(len(changes), 'change')}."
    return "Nothing was written, and nothing of it can be taken as it is."
