"""Approvals: written into the plan's file, where nothing else changes, and asked for again when words change."""

import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, ROOT, copied

from jarpub.build.approve import approve, status
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError
from jarpub.project.paths import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


def changed_lines(before: str, after: str) -> list[str]:
    difference = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in difference if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def approved(project: Project, key: str = "IA1", audience: str = "young-people", by: str = "Ann Example") -> None:
    approve(project, key, audience, by=by, on="2009-03-31", note=None)


def state(project: Project, name: str) -> str:
    return next(piece.state for piece in status(project) if piece.id == name)


def test_only_the_approval_changes(project: Project) -> None:
    before = project.source.read_text("utf-8")
    approved(project)
    lines = changed_lines(before, project.source.read_text("utf-8"))
    assert [re.sub('"[0-9a-f]{16}"', "SUM", line.strip("+-").strip()) for line in lines] == [
        "approved: null", "by: null", "on: null", "approved: SUM", 'by: "Ann Example"', 'on: "2009-03-31"',
    ]  # fmt: skip
    assert state(project, "young-people.IA1") == "approved"
    assert state(project, "press.IA1") == "never approved"


def test_one_value_is_two_lines_of_difference(project: Project) -> None:
    approved(project)
    before = project.source.read_text("utf-8")
    approved(project, by="Bea Example")
    assert changed_lines(before, project.source.read_text("utf-8")) == [
        '-    by: "Ann Example"',
        '+    by: "Bea Example"',
    ]


def test_the_same_again_changes_nothing(project: Project) -> None:
    approved(project)
    before = project.source.read_bytes()
    approved(project)
    assert project.source.read_bytes() == before


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_comments_quotes_and_line_ends_stay(ends: str, project: Project) -> None:
    text = project.source.read_text("utf-8")
    text = text.replace("  - id: press.lead\n", "  # ask the editor\n  - id: 'press.lead'   # in the lead\n")
    text = "\ufeff" + text + "\n# the end\n"
    project.source.write_bytes(text.replace("\n", ends).encode())
    approve(project, "lead", "press", by="Ann Example", on="2009-03-31", note="by telephone")
    after = project.source.read_bytes().decode()
    assert after.count(ends) == after.count("\n")
    before = text.split("\n")
    lines = changed_lines("\n".join(before), "\n".join(after.split(ends)))
    assert len(lines) == 8
    assert all(re.match(r"[+-]    (approved|by|on|note): ", line) for line in lines)


def test_what_stands_behind_the_section_stays(project: Project) -> None:
    text = project.source.read_text("utf-8")
    start = text.index("# What each piece of wording was written from")
    moved = text[start:] + "\n" + text[:start]
    project.source.write_text(moved, "utf-8")
    approved(project)
    assert len(changed_lines(moved, project.source.read_text("utf-8"))) == 6


def test_a_plan_without_the_section(project: Project) -> None:
    text = project.source.read_text("utf-8")
    before = text[: text.index("# What each piece of wording was written from")]
    project.source.write_text(before, "utf-8")
    assert state(project, "young-people.IA1") == "not recorded"
    approved(project)
    after = project.source.read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert "approvals:\n  - id: young-people.IA1\n    from: [IA1]\n" in after
    assert state(project, "young-people.IA1") == "approved"


def test_a_changed_plan_makes_it_stale_and_approving_it_again_mends_that(project: Project) -> None:
    approved(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(
        text.replace("text: Summary produced and placed", "text: Summary made and placed", 1), "utf-8"
    )
    assert state(project, "young-people.IA1") == "stale"
    assert state(project, "young-people.IA2") == "never approved"
    before = project.source.read_text("utf-8")
    done = approve(project, "IA1", "young-people", by="Ann Example", on="2009-03-31", note=None)
    assert done.before.differences == {
        "IA1.o2": ("Summary produced and placed on websites.", "Summary made and placed on websites.")
    }
    lines = [re.sub('"[0-9a-f]{16}"', "SUM", line) for line in changed_lines(before, project.source.read_text("utf-8"))]
    assert lines == [
        "-    fingerprint: SUM",
        "+    fingerprint: SUM",
        '-      IA1.o2: "Summary produced and placed on websites."',
        '+      IA1.o2: "Summary made and placed on websites."',
    ]
    assert state(project, "young-people.IA1") == "approved"


def test_changed_wording_is_to_be_approved_again(project: Project) -> None:
    approved(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(
        text.replace("- You can tell us what you think.", "- Tell us what you think.", 1), "utf-8"
    )
    assert state(project, "young-people.IA1") == "changed"


def test_a_quote_is_approved_as_the_answer_to_its_gap(project: Project) -> None:
    text = project.source.read_text("utf-8")
    gap = "who approved it, when?\n    answer: null"
    project.source.write_text(text.replace(gap, gap.replace("null", "'“We will listen,” said the council.'")), "utf-8")
    approve(project, "G07", "press", by="Ann Example", on="2009-03-31", note=None)
    assert state(project, "press.G07") == "approved"
    project.source.write_text(project.source.read_text("utf-8").replace("We will listen", "We shall listen"), "utf-8")
    assert state(project, "press.G07") == "changed"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["IA1", "--for", "young-people"], 2, 'an approval needs the name of the person who gave it; add --by "NAME"'),
        (["IA1", "--for", "young-people", "--by", "  "], 2, "an approval needs the name"),
        (["IA1", "--by", "Ann Example"], 2, "required: --for"),
        (["IA9", "--for", "young-people", "--by", "A"], 2, 'there is no wording "IA9" for young-people; did you mean'),
        (
            ["IA1", "--for", "yung-people", "--by", "A"],
            2,
            'there is no wording for "yung-people"; did you mean "young-people"?',
        ),
        (["IA1", "--for", "press", "--by", "A", "--on", "yesterday"], 2, '"yesterday" is no date'),
    ],
)
def test_what_cannot_be_approved(
    words: list[str], status: int, said: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.source.read_bytes()
    assert main(["approve", *words, "--source", str(project.source)], root=ROOT) == status
    assert said in capsys.readouterr().err
    assert project.source.read_bytes() == before


def test_a_section_that_cannot_be_written_is_left_alone(project: Project) -> None:
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("\napprovals:\n", '\n"approvals":\n'), "utf-8")
    before = project.source.read_bytes()
    with pytest.raises(CommandError, match="the approval cannot be written into source/plan.yaml"):
        approved(project)
    assert project.source.read_bytes() == before


def test_the_command(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    source = ["--source", str(project.source)]
    assert (
        main(["approve", "IA1", "--for", "press", "--by", "Ann Example", "--on", "2009-03-31", *source], root=ROOT) == 0
    )
    assert capsys.readouterr().out == "press.IA1 is approved by Ann Example, 2009-03-31.\n"
    assert main(["status", *source], root=ROOT) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["wording", "state", "approved"]
    assert "press.IA1           approved        Ann Example, 2009-03-31" in lines
    assert main(["status", "--json", *source], root=ROOT) == 0
    wording = json.loads(capsys.readouterr().out)["wording"]
    assert {piece["state"] for piece in wording} == {"approved", "never approved"}


def test_the_record_is_true_of_the_plan_as_it_stands() -> None:
    assert {piece.state for piece in status(PROJECT)} <= {"approved", "never approved"}


def test_a_name_under_by_needs_a_date(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("    by: null\n", '    by: "Ann Example"\n'))
    with pytest.raises(Exception, match="an approval needs a name and a date, and only one is there"):
        status(project)
