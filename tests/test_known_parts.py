"""A file that is read again part by part gives what it gives when it is read as a whole."""

import re
from functools import cache
from typing import Any

import pytest
from conftest import PROJECT, TESTS, volume
from hypothesis import given, settings
from hypothesis import strategies as st

from jarpub.diagnostics import DiagnosticsError
from jarpub.project.plan.approvals import Approvals
from jarpub.project.plan.model import Plan
from jarpub.project.yaml import known_parts, records
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.project.yaml.records import Binder

PLAN = PROJECT.source.read_text("utf-8")
SMALLEST = (TESTS / "smallest-plan.yaml").read_text("utf-8")
TYPED = [
    *("x", " ", "  ", "\n", "\n\n", ": ", "- ", "#", " # note\n", '"', "'", "{", "}", "[", "]", ", ", "|\n", ">-\n", "\t"),
    *("\r\n", "\ufeff", "\u00a0", "\u2028", "&a ", "*a", "!t ", "? ", "---\n", "...\n", "%YAML 1.1\n", "<<<<<<< x\n"),
    *("\nid: R1", "\n  - id: W1", "\ngaps: []", "\nFrom: a\nTo: b\n", "null", "\\"),
]  # fmt: skip
GAPS = re.search(r"(?<=\ngaps:\n)(?:  .*\n)+", PLAN)


def nested(deep: int) -> str:
    """Labels below one another, the innermost with more in braces."""
    labels = (f"{'  ' * depth}a:\n{'  ' * depth}  b: {'word ' * 90}\n" for depth in range(1, deep))
    return f"\nwording:\n{''.join(labels)}{'  ' * deep}a: {{c: {{c: {{c: {{c: word}}}}}}}}\n"


def outcome(files: Any, file: bytes, kind: type = Plan) -> tuple[str, ...]:
    """All that comes of a file: the record with every place in it, and what was noted, or what is wrong."""
    try:
        record, binder = files.bind(file, "plan.yaml", kind)
    except DiagnosticsError as error:
        return (repr(error.diagnostics),)
    return outcome_of(record, binder)


def outcome_of(record: Any, binder: Binder) -> tuple[str, ...]:
    noted = binder.diagnostics, list(binder.ids.items()), binder.references, binder.is_whole
    return repr(record), *map(repr, noted)


@cache
def whole(file: bytes, kind: type = Plan) -> tuple[str, ...]:
    """What comes of a file that is read as a whole; the same file comes again and again."""
    return outcome(records, file, kind)


def differences(states: list[str], kind: type = Plan) -> list[str]:
    """The states of a file, one after another, that give another thing than they give alone."""
    files = KnownFiles()
    return [each for each in states if outcome(files, each.encode(), kind) != whole(each.encode(), kind)]


def differences_in_small_parts(states: list[str]) -> list[str]:
    """The same of a short file, cut as often as can be; a state that is read as a whole is passed over."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(known_parts, "SMALL", 30)
        patch.setattr(known_parts, "bind", lambda *_: (None, None))
        files = KnownFiles()
        told = {each: files.bind(each.encode(), "plan.yaml", Plan) for each in states}
        return [each for each, (_, noted) in told.items() if noted and outcome_of(*told[each]) != whole(each.encode())]


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("title: Safe recruitment", "title: Safe hiring"),
        ("title: Safe recruitment", "title: |\n          Safe\n\n          recruitment"),
        ("\nweaknesses:", "\n# a line more\nweaknesses:"),
        ("  - id: G03d\n", "\n  - id: G03d\n"),
        ("  - id: G03d\n", "  - id: G99\n"),
        ("recommendations:\n", "recommendations: # those of the inspectors\n\n\n"),
    ],
)
def test_plain(find: str, put: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plain is not read as a whole."""
    monkeypatch.setattr(known_parts, "bind", None)
    assert find in PLAN
    files, edited = KnownFiles(), PLAN.replace(find, put, 1)
    for state in (PLAN, edited, PLAN, edited.replace("\n", "\r\n"), "\ufeff" + PLAN):
        assert outcome(files, state.encode()) == whole(state.encode())


def test_what_is_as_it_was_is_not_made_again() -> None:
    files = KnownFiles()
    before, _ = files.bind(PLAN.encode(), "plan.yaml", Plan)
    after, _ = files.bind(PLAN.replace("headline: Young", "headline: Some young").encode(), "plan.yaml", Plan)
    assert before != after
    assert all(one is other for one, other in zip(before.recommendations, after.recommendations, strict=True))
    assert before.wording["young-people"]["title"] is after.wording["young-people"]["title"]


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("  - id: G03d\n", "  - id: G03c\n"),  # twice
        ("\nabbreviations:\n", "\npeople:\n"),
        ("role: plan-date", "role: plan date"),
        ("people: [kerry-crichlow]", "people: [kerry]"),
        ("  - id: G03d\n", "  - id: G03d\n    ? complex\n"),
        ("\ngaps:\n", "\ngaps: &all\n"),
        ("\ngaps:\n", "\ngaps:\n  spare: word\n"),
        ("\ngaps:\n", "\n---\ngaps:\n"),
        ("\ngaps:\n", "\n<<<<<<< here\ngaps:\n=======\ngaps:\n>>>>>>> there\n"),
        ("  - id: G03d\n", "  - id:\u00a0G03d\n"),
        ("  - id: G03d\n", " - id: G03d\n"),
        ("  - id: G03d\n", "  - id: G03d\n    question: twice\n"),
        ("title: Safe recruitment", 'title: "Safe recruitment'),
        ("title: Safe recruitment", "title: [Safe recruitment"),
        ("title: Safe recruitment", "title: Safe\u2028recruitment"),
        ("  - id: G03c\n", "  - id: G03d\n"),
        ("      report: Read the", "      \u00a0report: Read the"),
        ("\nwording:\n", nested(38)),
        ("\nwording:\n", nested(45)),
        ("\nwording:\n", nested(400)),
        ("# The", "From: somebody\nTo: somebody\n# The"),
        ("# The", "{\\rtf # The"),
        (PLAN, ""),
        (PLAN, "# nothing\n"),
        (PLAN, "- id: x\n"),
    ],
)
def test_wrong(find: str, put: str) -> None:
    assert find in PLAN
    edited = PLAN.replace(find, put, 1)
    assert differences([PLAN, edited, PLAN, edited]) == []


def test_a_list_below_its_label() -> None:
    """Its hyphens stand in the column of the label, as YAML allows."""
    assert GAPS
    edited = PLAN.replace(GAPS[0], re.sub("(?m)^  ", "", GAPS[0]))
    assert differences([PLAN, edited, edited.replace("id: G03d", "id: G99"), PLAN]) == []


def test_no_utf_8() -> None:
    files = KnownFiles()
    for file in (PLAN.encode(), PLAN.encode("latin-1", "replace") + b"\xe9", PLAN.encode("utf-16")):
        assert outcome(files, file) == whole(file)


def test_approvals() -> None:
    text = PROJECT.approvals.read_text("utf-8")
    edited = text.replace("    note: null", "    note: seen", 1).replace("approvals:\n", "\napprovals:\n")
    assert (
        differences([text, edited, text.replace("id: young-people.IA2", "id: young-people.IA1"), text], Approvals) == []
    )


@settings(max_examples=volume(50, 150))
@given(
    st.lists(
        st.tuples(st.integers(0, len(SMALLEST)), st.integers(0, 9), st.sampled_from(TYPED) | st.text(max_size=3)),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_typed(edits: list[tuple[int, int, str]]) -> None:
    """Each edit changes what the one before it left; parts are small, so that there are many."""
    states = [SMALLEST]
    for at, gone, typed in edits:
        states.append(states[-1][:at] + typed + states[-1][at + gone :])
    assert differences_in_small_parts([each for state in states for each in (state, SMALLEST)]) == []


@settings(max_examples=volume(30, 80))
@given(st.lists(st.tuples(st.sampled_from("-+><="), st.integers(0, 43), st.integers(1, 9)), min_size=1, max_size=4))
def test_whichever_lines_are_moved(edits: list[tuple[str, int, int]]) -> None:
    """Lines are taken out, written twice, moved in and out, and parted by a comment."""
    states = [SMALLEST]
    for how, start, number in edits:
        lines = states[-1].split("\n")
        moved = lines[start : start + number]
        others = {"-": [], "+": moved * 2, ">": [f"  {line}" for line in moved], "=": ["# noted", *moved]}
        lines[start : start + number] = others.get(how, [line.removeprefix("  ") for line in moved])
        states.append("\n".join(lines))
    assert differences_in_small_parts(states) == []
