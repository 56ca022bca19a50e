"""A new project: made whole or not at all, working at once, and kept up to date."""

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import LIVE, REPOSITORY

from jarpub.build import pipeline
from jarpub.build.pipeline import BuildOptions
from jarpub.build.start.bundle import bundle
from jarpub.build.start.new_project import Wish, start
from jarpub.checks.fairness import NO_WEAKNESS
from jarpub.checks.gaps import OPEN, PLACEHOLDER_LEFT
from jarpub.checks.stale_wording import NEVER_APPROVED, NOT_RECORDED, NOT_TOLD
from jarpub.cli.main import main
from jarpub.project.paths import Project

NAMES = ("--organisation", "Northtown Council", "--title", "Northtown: what we do next")


def project_in(folder: Path) -> Project:
    return Project(
        folder / "source" / "plan.yaml", "source/plan.yaml", folder / "templates", "templates", folder / "output"
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    start(tmp_path / "new", Wish("Northtown Council", 'The "next" plan: what we do'))
    return project_in(tmp_path / "new")


def test_three_commands_lead_from_nothing_to_nine_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new"), *NAMES]) == 0
    assert "jarpub edit" in capsys.readouterr().out
    assert main([], root=tmp_path / "new") == 0
    assert len([*(tmp_path / "new" / "output").glob("[!.]*.*")]) == 9
    assert "Northtown: what we do next" in (tmp_path / "new" / "output" / "action-plan.html").read_text("utf-8")


def test_what_it_makes_lacks_only_answers_approval_and_the_plans_own_words(project: Project) -> None:
    built = pipeline.build(project, BuildOptions((), ["html"]))
    assert built.warnings == ()
    found = {reason.code for release in built.releases for reason in release.reasons}
    assert found - {OPEN, PLACEHOLDER_LEFT, NEVER_APPROVED, NOT_RECORDED, NOT_TOLD} == {NO_WEAKNESS}


def test_nothing_of_southwark_is_in_it(project: Project) -> None:
    files = [path for path in project.source.parent.parent.rglob("*") if path.is_file() and path.suffix != ".docx"]
    assert len(files) > 20
    assert [
        path for path in files if re.search("southwark|speakerbox|JAR\\b", path.read_text("utf-8"), re.IGNORECASE)
    ] == []


@pytest.mark.parametrize("there", ["source", "templates", "output"])
def test_nothing_that_is_there_is_overwritten(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / there).mkdir()
    (tmp_path / there / "mine.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path), *NAMES]) == 2
    assert f"has {there} in it" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["mine.txt"]


def test_a_second_start_says_that_there_is_a_project(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(project.source.parent.parent), *NAMES]) == 2
    assert "there is a project" in capsys.readouterr().err


def test_names_that_are_missing_are_asked_for_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "new")]) == 2
    assert "--organisation" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("command", [[], ["check"], ["edit"], ["changes"], ["status"], ["update"]])
def test_a_folder_without_a_project_is_told_how_to_start_one(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command, root=tmp_path) == 2
    said = capsys.readouterr().err
    assert "there is no project in" in said
    assert "jarpub init" in said
    assert [*tmp_path.iterdir()] == []


def test_templates_that_nobody_changed_are_brought_up_to_date_and_others_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project.source.parent.parent
    newer = tmp_path / "newer"
    subprocess.run(["cp", "-r", bundle(), newer], check=True)
    for name in ("house.css", "house.html"):
        (newer / name).write_text((newer / name).read_text("utf-8") + "\n", "utf-8")
    mine = (project.templates / "house.html").read_text("utf-8") + "{# mine #}\n"
    (project.templates / "house.html").write_text(mine, "utf-8")
    plan = project.source.read_bytes()
    for module in ("bundle", "kept"):
        monkeypatch.setattr(f"jarpub.build.start.{module}.bundle", lambda: newer)
    assert main(["update"], root=root) == 0
    said = capsys.readouterr().out
    assert "templates/house.css: brought up to date" in said
    assert "templates/house.html: changed here, and kept" in said
    assert (project.templates / "house.css").read_bytes() == (newer / "house.css").read_bytes()
    assert (project.templates / "house.html").read_text("utf-8") == mine
    assert project.source.read_bytes() == plan
    assert main(["update"], root=root) == 0
    assert "No templates brought up" in capsys.readouterr().out


def test_the_templates_that_come_along_are_not_updated_by_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update"], root=LIVE.source.parent.parent) == 2
    assert "the templates that come along with jarpub" in capsys.readouterr().err


@pytest.mark.slow
def test_a_wheel_has_all_that_a_project_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*command, tmp_path, REPOSITORY], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    made = "import sys; sys.argv[0] = 'jarpub'; from jarpub.cli.main import main; sys.exit(main(sys.argv[1:]))"
    world = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tmp_path / "installed"), "HOME": str(tmp_path)}

    def run(*words: str, folder: Path = tmp_path) -> None:
        subprocess.run([sys.executable, "-c", made, *words], check=True, cwd=folder, env=world, capture_output=True)

    run("init", "new", *NAMES)
    run(folder=tmp_path / "new")
    assert len([*(tmp_path / "new" / "output").glob("[!.]*.*")]) == 9
