"""Many plans with one command: one broken plan does not stop the others, and any pool will do."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, ROOT, started

from jarpub.build import many_plans, pool
from jarpub.cli.main import main
from jarpub.cli.parser import plan_files
from jarpub.project.paths import Project

NAMES = ("one", "two", "three")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A folder of three plans; that called two has a mistake."""
    folder = tmp_path / "plans"
    folder.mkdir()
    text = PROJECT.source.read_text("utf-8")
    for name in NAMES:
        (folder / f"{name}.yaml").write_text(
            text.replace("Young people to be asked", f"{name.title()} people to be asked")
        )
    (folder / "two.yaml").write_text(text.replace("value: done", "value: Dun", 1), "utf-8")
    return folder


def run(*words: Any) -> int:
    return main([str(word) for word in words], root=ROOT, prog="python build.py")


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".jarpub" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.slow
@pytest.mark.parametrize("cores", [1, 2])
def test_a_broken_plan_does_not_stop_the_others(
    cores: int, plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "cores", lambda: cores)
    words = ("--source", plans, "--output", tmp_path / "output", "southwark-life", "--format", "html")
    assert run(*words) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "one: 1 file made, 0 stayed as before; a draft: southwark-life",
        "three: 1 file made, 0 stayed as before; a draft: southwark-life",
        f"2 of 3 plans built in {tmp_path / 'output'}.",
    ]
    assert said.err.startswith("two: nothing was made, 1 thing to put right\n  two.yaml:")
    assert 'did you mean "done"?' in said.err
    made = files(tmp_path / "output")
    assert sorted(made) == [
        f"{name}/{file}"
        for name in ("one", "three")
        for file in ("report/manifest.json", "report/report.html", "southwark-life.html")
    ]
    assert b"Three people to be asked" in made["three/southwark-life.html"]
    assert run(*words) == 1
    assert "one: 0 files made, 1 stayed as before; a draft: southwark-life\n" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("together", [1, 50])
def test_only_plans_that_have_something_to_do_are_built(
    together: int, plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many_plans, "LOOKED_AT_TOGETHER", together)
    templates = shutil.copytree(ROOT / "templates", tmp_path / "templates")
    where = ("--source", plans / "one.yaml", plans / "three.yaml", "--templates", templates, "--output", tmp_path / "o")

    def made() -> dict[str, int]:
        assert run(*where, "--json", "--format", "html", "southwark-life") == 0
        return {name: each["made"] for name, each in json.loads(capsys.readouterr().out)["plans"].items()}

    assert made() == {"one": 1, "three": 1}
    monkeypatch.setattr(many_plans, "_built", None)  # nothing is built where there is nothing to do
    assert made() == {"one": 0, "three": 0}
    monkeypatch.undo()
    text = (plans / "one.yaml").read_text("utf-8")
    (plans / "one.yaml").write_text(text.replace("    headline: ", "    headline: New ", 1), "utf-8")
    assert made() == {"one": 1, "three": 0}
    sheet = templates / "screen.css"
    sheet.write_text(sheet.read_text("utf-8") + "\n", "utf-8")
    assert made() == {"one": 1, "three": 1}


@pytest.mark.slow
def test_a_picture_in_a_folder_behind_a_link_that_is_another_is_seen(
    plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    templates = shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shared = (templates / "pictures").rename(tmp_path / "shared")
    (templates / "pictures").symlink_to(shared)
    where = ("--source", plans / "one.yaml", plans / "three.yaml", "--templates", templates, "--output", tmp_path / "o")
    made = tmp_path / "o" / "one" / "young-peoples-summary.html"
    assert run(*where, "--format", "html", "young-peoples-summary") == 0
    before = made.read_bytes()
    for picture in shared.glob("*.svg"):
        picture.write_text(picture.read_text("utf-8").replace("</svg>", '<path d="M0 0L9 9"/></svg>'), "utf-8")
    assert run(*where, "--format", "html", "young-peoples-summary") == 0
    assert made.read_bytes() != before
    capsys.readouterr()


def test_plans_by_name_with_publications_behind_them(
    plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = (plans / "one.yaml", plans / "three.yaml")
    assert run("--output", tmp_path / "o", "--json", "--format", "html", "--source", *found, "southwark-life") == 0
    said = json.loads(capsys.readouterr().out)
    assert {name: each["made"] for name, each in said["plans"].items()} == {"one": 1, "three": 1}
    assert run("--output", tmp_path / "o", "--format", "html", "--source", plans / "o*.yaml", "southwark-life") == 0


def test_two_plans_of_one_name(plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "one.yaml"
    other.write_bytes((plans / "one.yaml").read_bytes())
    assert run("--output", tmp_path / "output", "--source", plans / "one.yaml", other) == 2
    assert 'two plans are called "one"; give one of them another name' in capsys.readouterr().err


SCHEDULER = """
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address=None, silence_logs=50) as cluster:
        print(cluster.scheduler_address, flush=True)
        input()
"""


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real scheduler on this machine, with two workers that have threads."""
    script = tmp_path_factory.mktemp("cluster") / "scheduler.py"
    script.write_text(SCHEDULER, "utf-8")
    command, world = [sys.executable, str(script)], {**os.environ, "PYTHONPATH": str(ROOT)}
    with started(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=script.parent, env=world
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.communicate("\n")


@pytest.mark.slow
def test_a_cluster_makes_the_same_bytes(
    scheduler: str, plans: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    one = ("--source", plans / "one.yaml", "southwark-life")
    assert run("--output", here, *one) == run("--output", there, "--scheduler", scheduler, *one) == 0
    assert files(here) == files(there)
    assert len(files(here)) == 8  # with the report, its list, the plan that was kept and the list of that
    many = ("--source", plans, "southwark-life", "--format", "html")
    assert run("--output", there, "--scheduler", scheduler, *many) == 1
    assert files(there)["one/southwark-life.html"] == files(here)["southwark-life.html"]
    assert "2 of 3 plans built" in capsys.readouterr().out


@pytest.mark.slow
def test_no_scheduler_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jarpub.build.cluster.SECONDS", 1)
    words = ("southwark-life", "--output", tmp_path, "--scheduler")
    assert run(*words, "tcp://127.0.0.1:9") == 2
    assert "no scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert run(*words, "tcp://127.0.0.1:9") == 2
    assert "pip install 'jarpub[cluster]'" in capsys.readouterr().err


def test_the_approvals_of_plans_in_a_folder_are_no_plans(tmp_path: Path) -> None:
    for name in ("north.yaml", "south.yaml", "north-approvals.yaml"):
        (tmp_path / name).touch()
    assert [Path(path).name for path in plan_files([str(tmp_path)])] == ["north.yaml", "south.yaml"]
    assert [Path(path).name for path in plan_files([f"{tmp_path}/n*.yaml"])] == ["north.yaml"]
    assert Project(tmp_path / "north.yaml", "north.yaml", tmp_path, "templates", tmp_path).approvals.exists()
