"""Loading: a plan that knows its lines, or every finding at once."""

from pathlib import Path

import pytest
from conftest import PROJECT, TESTS
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jarpub.diagnostics import DiagnosticsError, Location, Problem
from jarpub.project.loader import load_plan, read_file
from jarpub.project.plan.model import Plan
from jarpub.project.yaml.nodes import Node
from jarpub.project.yaml.scalars import Where, value

SMALLEST = (TESTS / "smallest-plan.yaml").read_text("utf-8")
CASES = sorted((TESTS / "cases").glob("*.txt"))


def diagnostics(data: bytes) -> list[str]:
    try:
        load_plan(data, "plan.yaml")
    except DiagnosticsError as refused:
        return [str(diagnostic) for diagnostic in refused.diagnostics]
    return []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_broken_plan(path: Path, accept: bool) -> None:
    head, rest = path.read_text("utf-8").split("=== replace\n")
    find, rest = rest.split("\n=== with\n")
    put, expected = (
        rest.split("\n=== diagnostics\n") if "\n=== diagnostics\n" in rest else ("", rest.split("=== diagnostics\n")[1])
    )
    assert SMALLEST.count(find) >= 1, f"{path.name} replaces words that the smallest plan does not have"
    found = diagnostics(SMALLEST.replace(find, put, 1).encode())
    if accept:
        path.write_text(
            f"{head}=== replace\n{find}\n=== with\n{put}\n=== diagnostics\n" + "".join(f"{f}\n" for f in found), "utf-8"
        )
    assert found == expected.splitlines()
    assert found


def test_smallest_plan_has_no_finding() -> None:
    assert diagnostics(SMALLEST.encode()) == []


def test_every_text_knows_its_line_and_column() -> None:
    plan = load_plan(SMALLEST.encode(), "plan.yaml")
    action = plan.recommendations[0].strands[0].actions[0].text
    line = SMALLEST.splitlines()[action.location.line - 1]
    assert line[action.location.column - 1 :] == "Begin"
    assert (action.id, action.words) == ("R1.a1", "Begin")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "plan.yaml:1:1: the file is empty"),
        (b"# only a comment\n", "plan.yaml:1:1: the file is empty"),
        (SMALLEST.encode("utf-16"), "plan.yaml:1:1: the file is saved as UTF-16; save it as UTF-8"),
        (SMALLEST.encode("utf-16-le"), "plan.yaml:1:1: the file is saved as UTF-16"),
        (
            SMALLEST.replace("A plan", "Un café", 1).encode("latin-1"),
            "plan.yaml:3:16: the file is saved as another encoding than UTF-8",
        ),
        (SMALLEST.replace("Begun", "Be\x07gun").encode(), "plan.yaml:22:33: the character U+0007 cannot be printed"),
        (b"[" * 100_000, "plan.yaml:1:41: lists and keys are nested more than 40 deep"),
        (b"[a, b]", "plan.yaml:1:1: the file: keys with values is meant here, and a list is there"),
        (b"words", "plan.yaml:1:1: the file: keys with values is meant here, and a text is there"),
        (b"%YAML 9.9\n---\na: 1\n", "plan.yaml:1:1: YAML cannot make out what is written here"),
    ],
)
def test_broken_file(data: bytes, said: str) -> None:
    assert diagnostics(data)[0].startswith(said)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError, match="plan.yaml: there is no such file; check the name"):
        read_file(tmp_path / "plan.yaml", "plan.yaml")
    with pytest.raises(DiagnosticsError, match="plan.yaml: this is a folder, and a file is meant"):
        read_file(tmp_path, "plan.yaml")


@pytest.mark.parametrize("change", ["\ufeff{}", "crlf", "cr"])
def test_byte_order_mark_and_line_ends_are_fine(change: str) -> None:
    ends = {"crlf": "\r\n", "cr": "\r"}
    text = SMALLEST.replace("\n", ends[change]) if change in ends else change.replace("{}", SMALLEST)
    assert load_plan(text.encode(), "plan.yaml") == load_plan(SMALLEST.encode(), "plan.yaml")


def load_or_refuse(data: bytes) -> None:
    """The only two things that may happen."""
    try:
        assert isinstance(load_plan(data, "plan.yaml"), Plan)
    except DiagnosticsError as refused:
        assert refused.diagnostics
        assert all(diagnostic.message and diagnostic.hint for diagnostic in refused.diagnostics)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    load_or_refuse(data)


YAML_PIECES = st.sampled_from(
    ["a", "id", "ref", "text", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", '"', "'", "&a", "*a", "!t", "!!int", "|", ">", "#", " #", "? ",
     "%", "@", "`", "~", "null", "2009-02-30", "9" * 400, "0x", "1e999", ".inf", "---", "...", "\t", "<<", "\\ud800", "é", "\u2028", "😀", "document", "gaps", "wording"]
)  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(st.lists(YAML_PIECES, max_size=40).map("".join))
@example("? a\n? b")
@example("!!set {a, b}")
@example("<<: {a: b}")
def test_any_yaml_like_text(text: str) -> None:
    load_or_refuse(text.encode("utf-8"))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_the_plan_with_something_typed_into_it(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(SMALLEST)))
    end = data.draw(st.integers(start, min(len(SMALLEST), start + 60)))
    typed = data.draw(st.one_of(st.text(max_size=12), st.lists(YAML_PIECES, max_size=4).map("".join)))
    text = SMALLEST[:start] + typed + SMALLEST[end:]
    load_or_refuse(text.encode("utf-8", "replace"))


def test_the_plan_itself_has_no_finding() -> None:
    plan = load_plan(PROJECT.source.read_bytes(), PROJECT.source_name)
    assert [r.ref for r in plan.recommendations] == ["IA1", "IA2", "IA3", "MA1", "MA2"]


READ_AS = {
    "nothing": ("~", "null", "Null", "NULL"),
    "yes or no": ("y", "N", "on", "OFF", "yes", "no", "True", "false"),
    "a number": ("7", "-7", "+1_000", "1.5", ".5", "1e3", "0x1F", "0o17", "12:30", "-.inf", ".NaN"),
    "a date": ("2009-03", "2009-3-1", "2009-03-31", "2009-03-31T10:00"),
}


@pytest.mark.parametrize(("word", "kind"), [(word, kind) for kind, words in READ_AS.items() for word in words])
def test_a_word_that_yaml_reads_as_something_else_is_no_text(word: str, kind: str) -> None:
    (said,) = diagnostics(SMALLEST.replace("text: Begin\n", f"text: {word}\n", 1).encode())
    assert f"YAML reads {word} as {kind}, and a text is meant" in said
    assert diagnostics(SMALLEST.replace("text: Begin\n", f'text: "{word}"\n', 1).encode()) == []


CORRECTED = """text: Begin
            corrections:
              - find: Begin #now
                replace: Start
                why: It is clear
                approved: false
"""


def test_a_comment_in_a_correction_would_not_be_looked_for() -> None:
    (said,) = diagnostics(SMALLEST.replace("text: Begin\n", CORRECTED, 1).encode())
    assert 'find: YAML reads "#now" as a comment, and it would not be printed' in said


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        (
            "priority: {text: At once, value: immediate}",
            "priority:",
            "R1, priority: keys with values is meant here, and nothing is there",
        ),
        ("    - {id: OV.p1, text: Some words.}\n", "    -\n", "keys with values is meant here, and nothing is there"),
    ],
)
def test_nothing_is_called_nothing(find: str, put: str, said: str) -> None:
    assert any(said in each for each in diagnostics(SMALLEST.replace(find, put, 1).encode()))


@pytest.mark.parametrize("written", ["9" * 10, "9" * 5000, "-1", "1.5", "٣", ""])
def test_a_number_that_nobody_counts_to_is_none(written: str) -> None:
    with pytest.raises(Problem, match=f'parts, most: "{written}" is no whole number'):
        value(Node("scalar", written, Location("x")), int, Where("parts", "most", "most"))


def test_a_comment_may_touch_the_quotation_mark_before_it() -> None:
    (said,) = diagnostics(SMALLEST.replace('version: "1"', 'version: "1"#2', 1).encode())
    assert 'document, version: YAML reads "#2" as a comment' in said


def test_what_was_found_before_yaml_gave_up_is_said_too() -> None:
    broken = SMALLEST.replace("title: A plan", "title: !A plan", 1).replace("text: Begin\n", "text: [Begin\n", 1)
    assert [each.split(":")[1] for each in diagnostics(broken.encode())] == ["3", "20"]
