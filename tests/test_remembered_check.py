"""A check of what has not changed since the last build says the same as one that looks at everything again."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, small

from jarpub.build import pipeline, typed_json
from jarpub.build.incremental import found, last_build
from jarpub.cli.main import main
from jarpub.project.file_names import approvals_beside
from jarpub.project.hashing import digest
from jarpub.project.paths import Project

Check = Callable[..., tuple[int, str]]
QUICK = """
import sys
from pathlib import Path
from jarpub.cli.main import main
main(["check", *sys.argv[2:]], root=Path(sys.argv[1]))
print(sorted({"jinja2", "ruamel", "lxml", "docx", "weasyprint", "markdown_it"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = small(tmp_path_factory.mktemp("check"))
    assert main([*_where(project), "--output", str(project.output)], root=project.output.parent) == 0
    return project


@pytest.fixture
def check(project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Check:
    """The exit status of a check, and what it said, after "looked" where the plan was read for it."""

    def command(*words: str) -> tuple[int, str]:
        read = pipeline.load_sources
        looked: list[str] = []
        monkeypatch.setattr(pipeline, "load_sources", lambda project: looked.append("looked\n") or read(project))
        status = main(["check", *words, *_where(project)], root=project.output.parent)
        monkeypatch.undo()
        return status, "".join(looked) + capsys.readouterr().out

    return command


def _where(project: Project) -> list[str]:
    return ["--source", str(project.source), "--templates", str(project.templates)]


@pytest.mark.slow
@pytest.mark.parametrize("words", [(), ("--all",)])
def test_it_says_the_same_as_a_check_that_looks(project: Project, check: Check, words: tuple[str, ...]) -> None:
    again = check(*words)
    path = project.output / last_build.FOLDER / found.NAME
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"southwark-life", b"southwark-lifx", 1))
    looked = check(*words)
    path.write_bytes(kept)
    assert again == (looked[0], looked[1].removeprefix("looked\n"))
    assert looked[1].startswith("looked\n")
    assert again[0] == 1


@pytest.mark.slow
def test_nothing_heavy_is_imported_for_it(project: Project) -> None:
    command = [sys.executable, "-c", QUICK, str(project.output.parent), *_where(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert "in the way of a final" in done.stdout
    assert done.stdout.endswith("[]\n")


@pytest.mark.slow
@pytest.mark.parametrize("words", [("southwark-life",), ("--format", "html"), ("--json",)])
def test_a_check_of_less_and_one_for_a_program_look(check: Check, words: tuple[str, ...]) -> None:
    assert check(*words)[1].startswith("looked\n")


@pytest.mark.slow
@pytest.mark.parametrize("file", ["plan", "approvals", "template", "sheet", "finished", "copy"])
def test_whatever_is_another_than_it_was_is_looked_at(project: Project, check: Check, file: str) -> None:
    paths = {
        "plan": project.source,
        "approvals": Path(approvals_beside(str(project.source))),
        "template": project.templates / "press-copy.html",
        "sheet": project.templates / "print.css",
        "finished": project.output / "southwark-life.docx",
        "copy": project.source.with_name("plan - Copy.yaml"),
    }
    path = paths[file]
    before = path.read_bytes() if path.exists() else None
    path.write_bytes((before or b"") + b"\n")
    try:
        assert check()[1].startswith("looked\n")
    finally:
        path.write_bytes(before) if before is not None else path.unlink()
    assert not check()[1].startswith("looked\n")


@pytest.mark.slow
def test_after_a_build_of_less_all_is_looked_at(project: Project, check: Check) -> None:
    output = ["--output", str(project.output)]
    text = project.source.read_text("utf-8")
    try:
        project.source.write_text(text.replace("    headline: ", "    headline: New ", 1), "utf-8")
        main(["southwark-life", *_where(project), *output], root=project.output.parent)
        assert check()[1].startswith("looked\n")
    finally:
        project.source.write_text(text, "utf-8")
        main([*_where(project), *output], root=project.output.parent)
    assert not check()[1].startswith("looked\n")


@pytest.mark.slow
def test_files_that_have_other_names_here_are_looked_at(
    project: Project, check: Check, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A build from another folder calls the plan by another name than a check in the folder of the project."""
    root, output = project.output.parent, ["--output", str(project.output)]
    assert main([*_where(project), *output, "--force"], root=tmp_path) == 0
    capsys.readouterr()
    looked = check()[1]
    assert looked.startswith("looked\n")
    assert str(root) not in looked
    assert main([*_where(project), *output, "--force"], root=root) == 0
    capsys.readouterr()
    assert not check()[1].startswith("looked\n")


@pytest.mark.parametrize("written", [b"{", b"[]", b'{"publications": 1}', b"[" * 100_000, b'{"x": "\\ud800"}'])
def test_what_cannot_be_read_is_not_remembered(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / last_build.FOLDER / found.NAME
    path.parent.mkdir()
    path.write_bytes(written)
    assert found.read(str(tmp_path), digest(written)) is None


def test_what_is_too_large_is_not_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = found.write(str(tmp_path), found.Found([], [], []))
    assert found.read(str(tmp_path), known) == found.Found([], [], [])
    monkeypatch.setattr(typed_json, "LARGEST", 9)
    assert found.read(str(tmp_path), known) is None
