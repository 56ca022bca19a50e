"""The command for Word files that come back: what it says, writes and refuses."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copied
from returned_files import commented, remembered, retyped, sent, tracked

from jarpub.cli.main import main
from jarpub.project.paths import Project

Run = Callable[..., tuple[int, str, str]]
PRESS, PLAN = "southwark-life", "action-plan"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture
def run(project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(project.source.parent)

    def command(*words: str) -> tuple[int, str, str]:
        where = ("--source", "plan.yaml", "--templates", "templates", "--output", "output")
        status = main([*words, *where], root=project.source.parent, prog="build.py")
        return (status, *capsys.readouterr())

    return command


def test_what_came_back_is_said_and_taken(run: Run, project: Project) -> None:
    data = commented(tracked(sent(project, PLAN), ("no |breaches", "break")), "Immediate action", "Is it?")
    Path("back.docx").write_bytes(retyped(data, ("Dec.08", "Jan.09"), ("At a glance", "In short")))
    status, out, err = run("edits", "back.docx")
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "back.docx: Formal action plan, made from the plan as it is now.",
        "  1. Delivery date of IA3, as printed in the plan",
        "     [-Dec.08-]{+Jan.09+}",
        "     It stands in 2 places here, and changes in all of them.",
        "     Not written: something stands beside these words that must say the same: change both in its form.",
        "  2. Outcome 2 of IA2, the plan's own words (Ann Example, 2009-04-01)",
        "     no [-breaches-] {+break+} in safe recruitment",
        "     It can be taken into the plan.",
        "Not to be placed:",
        "  [-At a glance-]{+In short+}",
        *out.splitlines()[10:12],
        "Comments:",
        "  Ann Example, on “Immediate action” (Priority of IA1, as printed in the plan): Is it?",
        'Nothing was written. build.py edits "back.docx" --write takes what is clear: 1 of 2 changes.',
    ]
    before = project.source.read_text("utf-8").splitlines()
    status, out, _ = run("edits", "back.docx", "--write")
    assert (status, out.splitlines()[-1]) == (0, "1 change written; 1 left to you. build.py makes the files again.")
    after = project.source.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        line for line in after if "no break in safe recruitment" in line
    ]
    (line,) = (project.output / "records" / "edits.jsonl").read_text("utf-8").splitlines()
    assert (json.loads(line)["by"], json.loads(line)["place"]) == ("Ann Example", "Word")


def test_a_program_gets_one_object(run: Run, project: Project) -> None:
    Path("back.docx").write_bytes(retyped(sent(project, PRESS), ("asked how", "asked why")))
    told = json.loads(run("edits", "back.docx", "--json")[1])
    assert (told["status"], told["publication"], told["file"]) == ("edits", PRESS, "back.docx")
    (change,) = told["changes"]
    assert (change["name"], change["state"], change["is_written"]) == ("wording.press.headline", "clear", False)
    assert ["gone", "how "] in change["segments"]
    assert json.loads(run("edits", "back.docx", "--json", "--write")[1])["changes"][0]["is_written"]


def test_a_conflict_is_shown_with_both_and_not_written(run: Run, project: Project) -> None:
    Path("back.docx").write_bytes(retyped(remembered(project, PRESS), ("asked how", "asked why")))
    text = project.source.read_text("utf-8").replace("Young people to be asked how", "Young people to be asked when")
    project.source.write_text(text, "utf-8")
    _, out, _ = run("edits", "back.docx", "--write")
    assert "     Young people to be asked [-how-] {+why+} to share inspectors’ findings\n" in out
    assert "     The plan says now: Young people to be asked when to share inspectors' findings\n" in out
    assert "Not written: it was changed here, too, since the file was sent" in out
    assert project.source.read_text("utf-8") == text


def test_a_file_that_was_not_changed_says_so(run: Run, project: Project) -> None:
    Path("back.docx").write_bytes(sent(project, PRESS))
    assert run("edits", "back.docx")[1].endswith("Nothing in it was changed.\n")


def test_a_name_is_that_of_a_person(run: Run, project: Project) -> None:
    Path("back.docx").write_bytes(sent(project, PRESS))
    assert run("edits", "back.docx", "--write", "--by", "me")[0] == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "back.docx cannot be read (No such file or directory)"),
        (b"", "back.docx: this file is empty; ask for it again"),
        (b"%PDF-1.7", "back.docx: this is a PDF; what was changed in it has to be typed"),
        (b"{\\rtf1 words}", "back.docx: this is a file in Rich Text Format; open it in Word, and save it"),
        (b"\xd0\xcf\x11\xe0 old", "back.docx: this is an old Word file (.doc), or one that is locked with a password"),
        (b"PK\x03\x04 cut off", "back.docx: this file is damaged: its parts cannot be read"),
        (b"Dear Ann", "back.docx: this is no Word file"),
    ],
)
def test_what_is_no_word_file_is_said_to_be_something_else(run: Run, content: bytes | None, said: str) -> None:
    if content is not None:
        Path("back.docx").write_bytes(content)
    status, out, err = run("edits", "back.docx")
    assert (status, out, said in err) == (1 if content is not None else 2, "", True)


def test_a_folder_is_none(run: Run) -> None:
    Path("back.docx").mkdir()
    assert "back.docx is a folder" in run("edits", "back.docx")[2]


def test_a_build_says_what_was_changed_in_a_finished_file(run: Run, project: Project) -> None:
    assert run(PRESS, "--format", "docx")[0] == 0
    file = project.output / "southwark-life.docx"
    file.write_bytes(retyped(file.read_bytes(), ("asked how", "asked why")))
    _, out, err = run(PRESS, "--format", "docx")
    assert "southwark-life.docx was changed by hand" in err
    assert "Young people to be asked [-how-] {+why+} to share" in out
    aside = "southwark-life (changed by hand, put aside 1).docx"
    assert out.rstrip().endswith(f'edits "{project.output / aside}" --write takes what is clear: 1 of 1 change.')
    assert run("edits", str(project.output / aside), "--write")[0] == 0
    assert "Young people to be asked why" in project.source.read_text("utf-8")
