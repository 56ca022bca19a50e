"""Files are made side by side by processes that leave nothing behind, however they end."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import PROJECT, ROOT, started

from jarpub.build import pipeline, pool, worker
from jarpub.build.artifact import Built
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import CommandError
from jarpub.formats import writer
from jarpub.project.paths import Project

pytestmark = [
    pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="it has no fork"),
    pytest.mark.slow,
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setattr(pool, "cores", lambda: 3)
    return replace(PROJECT, output=tmp_path / "output")


def test_many_processes_make_what_one_makes(project: Project, built: Built) -> None:
    steps: list[str] = []
    side_by_side = pipeline.build(project, BuildOptions(), steps.append)
    assert [(e.name, e.content) for e in side_by_side.artifacts] == [(e.name, e.content) for e in built.artifacts]
    assert steps[0].startswith("Making ")
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("how", ["killed", "gone"])
def test_a_process_that_dies_is_reported_with_what_it_made(
    how: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(page: object, theme: object) -> None:
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(3)

    def one_dies(format: str) -> object:
        return SimpleNamespace(**{**vars(writer(format)), "write": dies}) if format == "docx" else writer(format)

    monkeypatch.setattr(worker, "writer", one_dies)
    with pytest.raises(CommandError, match=r"the process that made southwark-life.docx ended before it was done"):
        pipeline.build(project, BuildOptions(["southwark-life"]))
    assert not [path for path in project.output.glob("*.*") if path.is_file()]
    assert multiprocessing.active_children() == []


def children(pid: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except OSError:
        return []


def alive(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text("ascii")
    except OSError:
        return False


def wait_for(claim: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="there is no list of processes")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("to", ["the command", "the terminal's processes"])
def test_stopped_it_leaves_nothing(sign: int, to: str, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from jarpub.build import pool; from jarpub.cli.main import main;"
        f"pool.cores = lambda: 2; sys.exit(main(sys.argv[1:], root=Path({str(ROOT)!r})))"
    )
    command = [sys.executable, "-c", code, "--output", str(tmp_path / "output")]
    with started(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True) as build:
        wait_for(lambda: len(children(build.pid)) == 2)
        made = children(build.pid)
        if to == "the command":
            build.send_signal(sign)
        else:
            os.killpg(build.pid, sign)
        said = build.communicate()[1].decode()
    assert (build.returncode, said) == (130, "stopped; the files in the output folder are whole\n")
    wait_for(lambda: not any(map(alive, made)))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and path.name != "lock"] == []
