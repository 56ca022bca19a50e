"""What an edit has caused is said first and by itself; what moved by some lines is not new."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copied

from jarpub.build import pipeline
from jarpub.build.incremental import last_build
from jarpub.build.worker import carry_out
from jarpub.cli.main import main
from jarpub.project.paths import Project

Run = Callable[..., tuple[int, str, str]]
PRESS = ("southwark-life", "--format", "html")
STATUS = "{id: IA3.st1, text: Done, value: done}"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture
def run(project: Project, capsys: pytest.CaptureFixture[str]) -> Run:
    where = ["--source", str(project.source), "--templates", str(project.templates)]

    def command(*words: str) -> tuple[int, str, str]:
        output = ["--output", str(project.output)] if words[0] != "check" else []
        root = project.output.parent
        status = main([*words, *where, *output], root=root)
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def edited(project: Project, find: str, put: str) -> None:
    text = project.source.read_text("utf-8")
    assert find in text
    project.source.write_text(text.replace(find, put, 1), "utf-8")


def test_what_an_edit_caused_is_said_first(project: Project, run: Run) -> None:
    _, _, said = run(*PRESS)
    assert "New since" not in said  # there was no build before
    edited(project, "text: Summary produced and placed", "text: Summary made and placed")
    status, _, said = run(*PRESS)
    assert status == 0
    first, second, *others = said.splitlines()
    assert first == "New since your last build: 1"
    assert "press.IA1" in second
    assert 'IA1.o2 said "Summary produced and placed' in second
    assert others == []
    assert "New since" not in run(*PRESS, "--force")[2]


def test_what_only_moved_is_not_new(project: Project, run: Run) -> None:
    edited(project, "text: Summary produced and placed", "text: Summary made and placed")
    run(*PRESS)
    edited(project, "document:\n", "# one line\n# and one more\ndocument:\n")
    assert "New since" not in run(*PRESS)[2]
    edited(project, "    headline: ", "    headline: XXX ")
    said = run(*PRESS)[2].splitlines()
    assert re.match(r"New since your last build: \d$", said[0])
    assert "XXX" in said[1]


def test_of_two_mistakes_the_later_one_is_said_first(project: Project, run: Run) -> None:
    run(*PRESS)
    edited(project, STATUS, STATUS.replace("value: done", "value: dun"))
    status, _, said = run(*PRESS)
    assert status == 1
    first, mistake, last = said.splitlines()
    assert (first, last) == ("New since your last build: 1", "Nothing was made: 1 thing to put right first.")
    edited(project, "    priority: {", "    priorty: {")
    said = run(*PRESS)[2]
    new, before = said.split("There before: 1\n")
    assert new.startswith("New since your last build: ")
    assert "priorty" in new
    assert "dun" not in new
    assert re.sub(r":\d+:\d+", "", before.splitlines()[0]) == re.sub(r":\d+:\d+", "", mistake)


def test_a_check_says_what_is_new_and_remembers_nothing(project: Project, run: Run) -> None:
    run(*PRESS)
    edited(project, "text: Summary produced and placed", "text: Summary made and placed")
    for _ in range(2):
        said = run("check", *PRESS)[1].splitlines()
        assert said[0] == "New since your last build: 1"
        assert said[1].startswith("  ")
        assert "IA1.o2" in said[1]
        assert said[2] == "There before:"
        assert not any("IA1.o2 said" in line for line in said[2:])
        assert any("is not answered" in line for line in said[2:])
    assert len(json.loads(run("check", "--json", *PRESS)[1])["new"]) == 1
    assert len(json.loads(run("--json", *PRESS)[1])["new"]) == 1


def test_a_check_makes_no_file_that_is_as_it_would_be_made(
    project: Project, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("check", *PRESS)
    run(*PRESS)
    made: list[str] = []
    monkeypatch.setattr(pipeline, "carry_out", lambda job: made.append(job.name) or carry_out(job))
    assert run("check", *PRESS) == said
    assert made == []
    file = project.output / "southwark-life.html"
    file.write_bytes(file.read_bytes().replace(b"<h1", b"<h1 ", 1))
    assert run("check", *PRESS) == said
    assert made == ["southwark-life.html"]


def test_what_was_not_made_before_is_not_called_new(project: Project, run: Run) -> None:
    run(*PRESS)
    assert "New since" not in run("young-peoples-summary", "--format", "html")[2]
    edited(project, "text: Summary produced and placed", "text: Summary made and placed")
    assert run(*PRESS)[2].startswith("New since your last build: 1\n")
    assert run("young-peoples-summary", "--format", "html")[2].startswith("New since your last build: 1\n")


def test_a_first_build_that_is_refused_makes_no_folder(project: Project, run: Run) -> None:
    edited(project, STATUS, STATUS.replace("value: done", "value: dun"))
    assert "New since" not in run(*PRESS)[2]
    assert not project.output.exists()


def test_a_record_of_an_older_version_is_read(project: Project, run: Run) -> None:
    """It has no texts: nothing is called new, and what it knows of files counts."""
    run(*PRESS)
    path = project.output / last_build.FOLDER / last_build.NAME
    content = json.loads(path.read_bytes())
    del content["found"]
    path.write_text(json.dumps(content), "utf-8")
    assert last_build.read(str(project.output)) is not None
    edited(project, "text: Summary produced and placed", "text: Summary made and placed")
    assert "New since" not in run(*PRESS)[2]


def test_what_was_found_by_a_build_in_another_folder_is_not_new(project: Project, run: Run, tmp_path: Path) -> None:
    """There the files have other names."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    where = ("--source", str(project.source), "--templates", str(project.templates), "--output", str(project.output))
    assert main([*PRESS, *where], root=elsewhere) == 0
    said = run("check", *PRESS)[1]
    assert "is not answered" in said
    assert "New since" not in said
    edited(project, "text: Summary produced and placed", "text: Summary made and placed")
    assert run("check", *PRESS)[1].startswith("New since your last build: 1\n")
