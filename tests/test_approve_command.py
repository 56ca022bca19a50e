"""Approving at the command: what is shown first, who is asked, and whose name is recorded."""

import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from conftest import ROOT, copied

from jarpub.build.edits import approve as approving
from jarpub.build.edits.people import person
from jarpub.cli.beside import rows
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError
from jarpub.project.paths import Project

ANN = ("--by", "Ann Example")
At = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> At:
    """Somebody who types this at a terminal, which shows what is said or does not."""

    def sits(typed: str, *, is_shown: bool = True) -> None:
        keys = StringIO(typed)
        monkeypatch.setattr(keys, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdin", keys)
        monkeypatch.setattr("sys.stdout.isatty", lambda: is_shown, raising=False)

    return sits


def run(project: Project, *words: str) -> int:
    return main(["approve", *words, "--source", str(project.source)], root=ROOT)


@pytest.mark.parametrize("typed", ["yes\n", "y\n", ' "Yes."\n'])
def test_somebody_at_a_terminal_reads_and_says_yes(
    typed: str, project: Project, at_a_terminal: At, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal(typed)
    assert run(project, "IA1", "--for", "press", *ANN, "--on", "2009-03-31") == 0
    said = capsys.readouterr().out
    assert said.startswith("press.IA1 says:\n  Telling young people\n")
    question = (
        "Type yes to record that Ann Example approved press.IA1 on 2009-03-31, or anything else to record nothing: "
    )
    assert said.index("The plan says:") < said.index(question) < said.index("press.IA1 is approved by Ann Example")


@pytest.mark.parametrize("typed", ["no\n", "yet\n", "\n", ""])
def test_anything_else_records_nothing(
    typed: str, project: Project, at_a_terminal: At, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.approvals.read_bytes()
    at_a_terminal(typed)
    assert run(project, "all", "--for", "press", *ANN) == 130
    said = capsys.readouterr()
    assert re.search(r"Type yes to record that Ann Example approved these \d+ texts on ", said.out)
    assert said.err == "Nothing was recorded.\n"
    assert project.approvals.read_bytes() == before


def test_who_says_yes_beforehand_is_not_asked(
    project: Project, at_a_terminal: At, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal("no\n")
    assert run(project, "IA1", "--for", "press", *ANN, "--yes") == 0
    said = capsys.readouterr().out
    assert said.startswith("press.IA1 says:\n")
    assert "Type yes" not in said
    assert "press.IA1 is approved by Ann Example" in said


def test_nothing_is_recorded_where_nobody_at_the_terminal_sees_the_words(
    project: Project, at_a_terminal: At, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.approvals.read_bytes()
    at_a_terminal("yes\n", is_shown=False)
    assert run(project, "IA1", "--for", "press", *ANN) == 2
    assert "add --show to write it elsewhere, or --yes to record it at once" in capsys.readouterr().err
    assert project.approvals.read_bytes() == before
    assert run(project, "IA1", "--for", "press", *ANN, "--yes") == 0
    assert "press.IA1 says:" in capsys.readouterr().out


def test_showing_needs_no_name_and_records_nothing(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.approvals.read_bytes()
    assert run(project, "all", "--for", "press", "--show") == 0
    said = capsys.readouterr().out
    assert said.count(" says:") > 10
    assert "is approved by" not in said
    assert run(project, "IA1", "--for", "press", "--show", "--json") == 0
    (wording,) = json.loads(capsys.readouterr().out)["wording"]
    assert wording["texts"]["wording.press.recommendations.IA1.title"] == "Telling young people"
    assert "IA1.a1" in wording["formal"]
    assert project.approvals.read_bytes() == before


def test_words_that_change_while_somebody_reads_are_not_approved(
    project: Project, at_a_terminal: At, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal("yes\n")
    before = project.approvals.read_bytes()
    real = approving.to_approve

    def read_and_then_saved(project: Project, *asked: str) -> object:
        found = real(project, *asked)
        plan = project.source.read_text("utf-8")
        project.source.write_text(plan.replace("title: Telling young people", "title: Telling all", 1), "utf-8")
        return found

    monkeypatch.setattr(approving, "to_approve", read_and_then_saved)
    assert run(project, "IA1", "--for", "press", *ANN) == 2
    assert "changed while you read, and nothing was recorded; read it again" in capsys.readouterr().err
    assert project.approvals.read_bytes() == before


def test_it_is_printed_as_a_person_reads_it(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """No name of a picture, and each entry of a list in a row of its own."""
    assert run(project, "IA1", "--for", "young-people", "--show") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  hearing" not in lines
    start = lines.index("  - Ask some young people how best to tell others.")
    assert (lines[start - 1], lines[start + 1][:4]) == ("", "  - ")
    assert run(project, "statuses", "--for", "young-people", "--show") == 0
    assert "  partly done: Some is done. We are still working on it." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("One\nand two.\n\nThree", ["One and two.", "Three"]),
        ("So:\n- one\n  and a half\n- two\n1. three\n", ["So:", "- one and a half", "- two", "1. three"]),
        ("", []),
    ],
)
def test_rows(words: str, read: list[str]) -> None:
    assert rows(words) == read


@pytest.mark.parametrize(
    ("typed", "audience"), [("southwark-life", "press"), ("young-peoples-summary", "young-people")]
)
def test_a_publication_stands_for_the_wording_that_it_tells(
    typed: str, audience: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "IA1", "--for", typed, *ANN) == 0
    assert f"{audience}.IA1 is approved by Ann Example" in capsys.readouterr().out


# What is typed as a name, and the name that is recorded; nothing where it names nobody.
NAMES = [
    ("Ann Example", "Ann Example"),
    ("  Ann   Example ", "Ann Example"),
    ("Madonna", "Madonna"),
    ("Ng", "Ng"),
    ("Jo", "Jo"),
    ("X Ample", "X Ample"),
    ("R. Patterson", "R. Patterson"),
    ("ANN LEE", "ANN LEE"),
    ("AL NG", "AL NG"),
    ("My Nguyen", "My Nguyen"),
    ("Seán Ó Briain", "Seán Ó Briain"),
    ("李 明", "李 明"),
    ("Ann Example and Bea Example", "Ann Example and Bea Example"),
    ("", ""),
    (" ", ""),
    ("NAME", ""),
    ("name", ""),
    ("<NAME>", ""),
    ("Your Name", ""),
    ("First Last", ""),
    ("me", ""),
    ("Me.", ""),
    ("x", ""),
    ("X Y", ""),
    ("?", ""),
    ("123", ""),
    ("N/A", ""),
    ("TBC", ""),
    ("RP", ""),
    ("R.P.", ""),
    ("C. S.", ""),
    ("Head of Service", ""),
    ("the team", ""),
    ("ann@x.org", ""),
    ("<b>Ann Li</b>", ""),
    ("Ann Head", "Ann Head"),
    ("Ann Example, Head of Service", "Ann Example, Head of Service"),
]


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_a_name_is_a_persons(typed: str, name: str) -> None:
    if name:
        assert person(typed, "an approval") == name
    else:
        with pytest.raises(CommandError) as refused:
            person(typed, "an approval")
        assert refused.value.hint == 'type the first and the last name, such as --by "Ann Example"'


def test_what_an_approval_records_as_told_is_said_before_it_is_recorded(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "IA1", "--for", "press", "--show") == 0
    said = "An approval records that this tells IA1.a1, IA1.a2, IA1.a5. If it leaves one out"
    assert said in " ".join(capsys.readouterr().out.split())
    assert run(project, "IA1", "--for", "young-people", "--show") == 0
    assert "An approval records" not in capsys.readouterr().out  # somebody has written what it tells
