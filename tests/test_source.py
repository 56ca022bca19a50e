"""Loading: a plan that knows its lines, or every finding at once."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PROJECT, TESTS, volume
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jarpub.build.load_and_check import copies_of_plan
from jarpub.diagnostics import DiagnosticsError, Location, Problem
from jarpub.project.file_names import copies_beside
from jarpub.project.hashing import digest_of_file
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
        (b"# only a comment\n", "plan.yaml:1:1: there is nothing in the file but comments; restore the copy"),
        (b"\xef\xbb\xbf", "plan.yaml:1:1: the file is empty; restore the copy that was saved before"),
        (b"\n \n", "plan.yaml:1:1: the file is empty"),
        (b"\0", "plan.yaml:1:1: the file was damaged: it has no text in it; restore the copy"),
        (b"\0" * 4096, "plan.yaml:1:1: the file was damaged"),
        (
            SMALLEST.replace("Begun", "Be\0gun", 1).encode(),
            "plan.yaml:22:33: a damaged character (U+0000) cannot be printed",
        ),
        (SMALLEST.encode("utf-32"), "plan.yaml:1:1: the file is saved as UTF-32; save it as UTF-8"),
        (SMALLEST.encode("utf-32-be"), "plan.yaml:1:1: the file is saved as UTF-32"),
        (SMALLEST.encode("utf-16-be"), "plan.yaml:1:1: the file is saved as UTF-16"),
        (
            b"{\\rtf1\\ansi document:\\par}",
            "plan.yaml:1:1: the file is rich text (RTF), and plain text is meant; restore",
        ),
        (b"PK\x03\x04\x14\0\x06\0", "plan.yaml:1:1: the file is a Word document or a ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1", "plan.yaml:1:1: the file is a document of an old Word or Excel"),
        (b"%PDF-1.7\n", "plan.yaml:1:1: the file is a PDF, and plain text is meant"),
        (b"<!DOCTYPE html>\n<html>", "plan.yaml:1:1: the file is a web page, and plain text is meant"),
        (b"\n<HTML><body>", "plan.yaml:1:1: the file is a web page"),
        (SMALLEST.encode("utf-16"), "plan.yaml:1:1: the file is saved as UTF-16; save it as UTF-8"),
        (SMALLEST.encode("utf-16-le"), "plan.yaml:1:1: the file is saved as UTF-16"),
        (
            SMALLEST.replace("A plan", "Un café", 1).encode("latin-1"),
            "plan.yaml:3:16: the file is saved as another encoding than UTF-8",
        ),
        (
            SMALLEST.replace("Begun", "Be\x07gun").encode(),
            "plan.yaml:22:33: a character (U+0007) cannot be printed; delete it",
        ),
        (b"[" * 100_000, "plan.yaml:1:41: lists and labels stand more than 40 deep"),
        (b"[a, b]", "plan.yaml:1:1: the file: an entry with labels is meant here, and a list is there"),
        (b"words", "plan.yaml:1:1: the file: an entry with labels is meant here, and a text is there"),
        (b"%YAML 9.9\n---\na: 1\n", "plan.yaml:1:1: what is written here cannot be made out"),
    ],
)
def test_broken_file(data: bytes, said: str) -> None:
    assert diagnostics(data)[0].startswith(said)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError, match="plan.yaml: there is no such file; check the name"):
        read_file(tmp_path / "plan.yaml", "plan.yaml")
    with pytest.raises(DiagnosticsError, match="plan.yaml: this is a folder, and a file is meant; name the file in it"):
        read_file(tmp_path, "plan.yaml")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    with pytest.raises(DiagnosticsError, match="plan.yaml: this is no file with text in it; put a file in its place"):
        read_file(tmp_path / "plan.yaml", "plan.yaml")
    assert digest_of_file(str(tmp_path / "plan.yaml")) == ""


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "plan.yaml").touch()
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(
        DiagnosticsError, match=r"plan.yaml: the file cannot be read \(Permission denied\); ask for the"
    ):
        read_file(tmp_path / "plan.yaml", "plan.yaml")


COPIES = (
    "Copy of plan.yaml", "plan (1).yaml", "plan (Ann's conflicted copy 2008-11-03).yaml", "plan - Copy (2).yaml",
    "plan - Copy.yaml", "plan 2.yaml", "plan copy.yaml", "plan-ANNS-LAPTOP.yaml", "plan-DESKTOP-4F2A.yaml",
    "plan.sync-conflict-20081103-1200-ABC.yaml", "plan.yaml.bak", "plan.yaml.docx", "plan.yaml.txt", "plan.yml",
    "plan_conflict-20081103.yaml", "plan_old.yaml",
)  # fmt: skip
OTHERS = (
    "plan.yaml", "approvals.yaml", "north.yaml", "north-approvals.yaml", "plan-approvals.yaml", "planning.yaml",
    "plan-north.yaml", "plan2009.yaml", "my plan.yaml", "a plan (1).yaml", "plan (1).txt", "plan.pdf", "north (1).yaml",
)  # fmt: skip


def test_copies_of_the_plan_are_told_from_other_plans(tmp_path: Path) -> None:
    for name in (*COPIES, *OTHERS):
        (tmp_path / name).touch()
    assert copies_beside(str(tmp_path / "plan.yaml")) == sorted(COPIES)
    assert copies_beside(str(tmp_path / "north.yaml")) == ["north (1).yaml"]
    assert copies_beside(str(tmp_path / "nowhere" / "plan.yaml")) == []


def test_a_copy_of_the_plan_is_mentioned(tmp_path: Path) -> None:
    project = replace(PROJECT, source=tmp_path / "plan.yaml")
    (tmp_path / "plan (1).yaml").touch()
    (said,) = map(str, copies_of_plan(project))
    assert said == (
        "source/plan (1).yaml: warning: this looks like another copy of the plan, and only plan.yaml is read; if something "
        "in it is newer, put that into plan.yaml; then put the copy into another folder [file.copy]"
    )


@pytest.mark.parametrize("change", ["\ufeff{}", "crlf", "cr"])
def test_byte_order_mark_and_line_ends_are_fine(change: str) -> None:
    ends = {"crlf": "\r\n", "cr": "\r"}
    text = SMALLEST.replace("\n", ends[change]) if change in ends else change.replace("{}", SMALLEST)
    assert load_plan(text.encode(), "plan.yaml") == load_plan(SMALLEST.encode(), "plan.yaml")


# What looks like a slip, and is none: what is typed behind "text:", and the words that it means.
TRUE_TEXTS = {
    "a no-break space between a number and its unit": ("10\u00a0km of paths", "10\u00a0km of paths"),
    "a no-break space behind a colon in quotation marks": ('"Note:\u00a0begin"', "Note:\u00a0begin"),
    "a colon in quotation marks": ('"Note: begin"', "Note: begin"),
    "a colon without a space": ("See https://example.org/a:b at 10:30", "See https://example.org/a:b at 10:30"),
    "an apostrophe in a plain text": ("The council's website", "The council's website"),
    "an apostrophe in double quotation marks": ('"The council\'s website"', "The council's website"),
    "an apostrophe doubled": ("'The council''s website'", "The council's website"),
    "quotation marks in a plain text": ('He said "no"', 'He said "no"'),
    "quotation marks in the other ones": ("'\"Find\" a way'", '"Find" a way'),
    "curly quotation marks": ("“Yes” – she said", "“Yes” – she said"),
    "inches": ('A door of 6\'2"', 'A door of 6\'2"'),
    "a hash behind a letter": ("C#1 and no. 4#b", "C#1 and no. 4#b"),
    "a hash in quotation marks": ('"#1 of all"', "#1 of all"),
    "a dash at the start": ("– and then", "– and then"),
    "a hyphen without a space at the start": ("-5 degrees", "-5 degrees"),
    "signs inside": ("A & B * C ! 50% @ home > 5 | 6 [all] {few}", "A & B * C ! 50% @ home > 5 | 6 [all] {few}"),
    "a comma outside of braces": ("Begun, then ended, and done", "Begun, then ended, and done"),
    "a word null inside": ("Begin with null and void", "Begin with null and void"),
    "a backslash": ("See S:\\plans", "See S:\\plans"),
    "two lines": ("Begin\n              and end", "Begin and end"),
    "a line that begins with a no-break space": ("Begin\n              \u00a0end", "Begin \u00a0end"),
    "a line that begins with a tab": ("Begin\n              \tend", "Begin end"),
    "a list": ("|\n              - one\n              - two", "- one\n- two"),
    "two paragraphs": ("|\n              One\n\n              Two: two", "One\n\nTwo: two"),
    "two paragraphs in folded lines": (">-\n              One\n\n\n              Two", "One\n\nTwo"),
    "marks of a conflict in a block": ("|\n              <<<<<<< a\n              =======\n              >>>>>>> b", "<<<<<<< a\n=======\n>>>>>>> b"),
    "a line of equals signs in quotation marks": ('"One\n=======\n  two"', "One ======= two"),
    "three hyphens in a block": ("|\n              One\n              ---\n              two", "One\n---\ntwo"),
    "what looks like keys in a block": ("|\n              id: x\n                \u00a0text: y\n              -z", "id: x\n  \u00a0text: y\n-z"),
    "what looks like the head of an email": ("|\n              From: Ann\n              Subject: the plan", "From: Ann\nSubject: the plan"),
    "a soft hyphen": ("co\u00adoperate", "co\u00adoperate"),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUE_TEXTS)
def test_what_only_looks_like_a_slip_is_kept_as_it_is(name: str) -> None:
    typed, words = TRUE_TEXTS[name]
    plan = load_plan(SMALLEST.replace("text: Begin\n", f"text: {typed}\n", 1).encode(), "plan.yaml")
    assert plan.recommendations[0].strands[0].actions[0].text.words == words


def test_a_list_may_be_empty_where_somebody_says_so() -> None:
    gap = '  - {id: G1, question: "Why?", ask: somebody, blocking: false}\n'
    plan = load_plan(SMALLEST.replace(f"gaps:\n{gap}", "gaps: []\n", 1).encode(), "plan.yaml")
    assert plan.gaps == ()


# Each of these lines of the smallest plan with a slip in it, and the line that is to be named.
SLIPS = (
    (4, '  version: "1'),
    (8, "\t\t\t- {id: OV.p1, text: Some words.}"),
    (15, "    quote: Do it: well"),
    (22, "          - {id: R1.o1, text: 'Ann's work'}"),
    (26, "          - {id: R1.l0, column: csmt_lead, text: AB, people: [ann-bee}"),
    (28, "         review_date: null"),
    (33, "    heading Group"),
    (39, "  - {id:abbr.AB, term: AB, meaning: a bee, basis: guess}"),
    (44, "    title: @home"),
)


def test_no_slip_hides_another() -> None:
    lines = SMALLEST.splitlines()
    for number, put in SLIPS:
        lines[number - 1] = put
    found = diagnostics("\n".join(lines).encode())
    assert [int(each.split(":")[1]) for each in found] == [number for number, _ in SLIPS]


@pytest.mark.parametrize("put", [" {0}", "\t{1}", "\u00a0{1}", "{1}"], ids=["too many", "tab", "no-break", "none"])
def test_a_line_that_begins_wrong_is_the_one_that_is_named(put: str) -> None:
    named = 0
    for number, line in enumerate(SMALLEST.splitlines(), 1):
        lines = SMALLEST.splitlines()
        lines[number - 1] = put.format(line, line.lstrip())
        found = [each.split(":")[1] for each in diagnostics("\n".join(lines).encode())] if line[0] == " " else []
        assert found in ([], [str(number)]), line  # the only entry of a list may be further in, or out
        named += len(found)
    assert named > 20


def load_or_refuse(data: bytes) -> None:
    """The only two things that may happen."""
    try:
        assert isinstance(load_plan(data, "plan.yaml"), Plan)
    except DiagnosticsError as refused:
        assert refused.diagnostics
        assert all(diagnostic.message and diagnostic.hint for diagnostic in refused.diagnostics)


@settings(max_examples=volume(100, 300))
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    load_or_refuse(data)


YAML_PIECES = st.sampled_from(
    ["a", "id", "ref", "text", ": ", ":", "- ", "-", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", '"', "'", "&a", "*a", "!t", "!!int", "|", ">", "#", " #", "? ",
     "%", "@", "`", "~", "null", "2009-02-30", "9" * 400, "0x", "1e999", ".inf", "---", "...", "\t", "<<", "\\ud800", "é", "\u2028", "😀", "document", "gaps", "wording"]
)  # fmt: skip


@settings(max_examples=volume(200, 600))
@given(st.lists(YAML_PIECES, max_size=40).map("".join))
@example("? a\n? b")
@example("!!set {a, b}")
@example("<<: {a: b}")
def test_any_yaml_like_text(text: str) -> None:
    load_or_refuse(text.encode("utf-8"))


@settings(max_examples=volume(100, 300))
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
    assert f"{word} is taken for {kind}, and a text is meant" in said
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
    assert 'find: "#now" is taken for a note in the file, and would not be printed' in said


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        (
            "priority: {text: At once, value: immediate}",
            "priority:",
            "R1, priority: an entry with labels is meant here, and nothing is there",
        ),
        (
            "    - {id: OV.p1, text: Some words.}\n",
            "    -\n",
            "an entry with labels is meant here, and nothing is there",
        ),
    ],
)
def test_nothing_is_called_nothing(find: str, put: str, said: str) -> None:
    assert any(said in each for each in diagnostics(SMALLEST.replace(find, put, 1).encode()))


@pytest.mark.parametrize("written", ["9" * 10, "9" * 5000, "-1", "1.5", "٣", ""])
def test_a_number_that_nobody_counts_to_is_none(written: str) -> None:
    with pytest.raises(Problem, match=f'parts, most: "{written[:79]}.*" is no whole number'):
        value(Node("scalar", written, Location("x")), int, Where("parts", "most", "most"))


def test_a_comment_may_touch_the_quotation_mark_before_it() -> None:
    (said,) = diagnostics(SMALLEST.replace('version: "1"', 'version: "1"#2', 1).encode())
    assert 'document, version: "#2" is taken for a note in the file' in said


def test_what_was_found_before_yaml_gave_up_is_said_too() -> None:
    broken = SMALLEST.replace("title: A plan", "title: !A plan", 1).replace("text: Begin\n", "text: [Begin\n", 1)
    assert [each.split(":")[1] for each in diagnostics(broken.encode())] == ["3", "20"]
