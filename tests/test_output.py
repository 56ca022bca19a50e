"""The output folder is replaced as one, whatever happens."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Collection, Mapping
from pathlib import Path

import pytest

from jarpub.build import whole_file
from jarpub.build.output import atomic_folder
from jarpub.diagnostics import CommandError

OLD = {"a.html": b"old a", "b.pdf": b"old b", "manifest.json": b"old m"}
NEW = {"a.html": b"new a" * 1000, "b.pdf": b"new b", "c.docx": b"new c", "manifest.json": b"new m"}
OWN = {*OLD, *NEW}
STEPS = ("open", "link", "replace", "unlink", "rmdir", "mkdir", "fsync")


def replace_files(folder: Path, files: Mapping[str, bytes], removed: Collection[str] = ()) -> None:
    atomic_folder.change_files(folder, OWN, lambda: (files, removed))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_new_files_replace_old_ones_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"mine")
    replace_files(tmp_path, OLD)
    replace_files(tmp_path, NEW)
    assert content(tmp_path) == {**OLD, **NEW, "notes.txt": b"mine"}
    assert [path.name for path in (tmp_path / ".jarpub").iterdir()] == ["lock"]


CHILD = """
import os, signal, sys
from pathlib import Path
from jarpub.build.output import atomic_folder
from tests_data import NEW, OLD, STEPS

def dies_at(step):
    left = iter(range(step))
    for name in STEPS:
        def dies(*arguments, real=getattr(os, name), **options):
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **options)
        setattr(os, name, dies)

for step in range(200):
    folder = Path(sys.argv[1], f"output{step}")
    atomic_folder.change_files(folder, {*OLD, *NEW}, lambda: (OLD, ()))
    child = os.fork()
    if child == 0:
        dies_at(step)
        atomic_folder.change_files(folder, set(NEW), lambda: (NEW, ()))
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(ended, flush=True)
    if ended == 0:
        break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.slow
def test_killed_at_any_step_it_leaves_one_whole_set(tmp_path: Path) -> None:
    (tmp_path / "tests_data.py").write_text(f"NEW, OLD, STEPS = {NEW!r}, {OLD!r}, {STEPS!r}", "utf-8")
    (tmp_path / "child.py").write_text(CHILD, "utf-8")
    command = [sys.executable, tmp_path / "child.py", tmp_path]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    *killed, last = map(int, said.split())
    assert killed
    assert {*killed} == {-signal.SIGKILL}
    assert last == 0
    outcomes = set()
    for step in range(len(killed) + 1):
        folder = tmp_path / f"output{step}"
        atomic_folder.recover(folder, OWN)
        found = content(folder)
        assert found in (OLD, {**OLD, **NEW})
        outcomes.add(found["a.html"])
    assert outcomes == {OLD["a.html"], NEW["a.html"]}


@pytest.mark.parametrize("step", range(40))
def test_an_error_at_any_step_leaves_one_whole_set(step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk, or a file that another program holds, at each step in turn."""
    replace_files(tmp_path, OLD)
    left = step
    for name in ("replace", "fsync", "link"):
        real = getattr(os, name)

        def fails_once(*arguments: object, real=real, **options: object) -> object:
            nonlocal left
            left -= 1
            if left == -1:
                raise OSError(28, "No space left on device", str(arguments[0]))
            return real(*arguments, **options)

        monkeypatch.setattr(os, name, fails_once)
    try:
        replace_files(tmp_path, NEW)
    except CommandError as blocked:
        assert "No space left on device" in blocked.args[0]
        monkeypatch.undo()
        assert content(tmp_path) == OLD
    else:
        assert content(tmp_path) == {**OLD, **NEW}


class Death(BaseException):
    """As if the power had gone: nothing of ours catches it."""


@pytest.mark.slow
@pytest.mark.parametrize("error_at", range(4, 13))
def test_killed_while_undoing_it_leaves_one_whole_set(error_at: int, tmp_path: Path) -> None:
    outcomes = set()
    for death_after in range(12):
        folder = tmp_path / f"{death_after}"
        replace_files(folder, OLD)
        with pytest.MonkeyPatch.context() as patch:
            steps = iter([*[None] * error_at, OSError(13, "Permission denied"), *[None] * death_after, Death()])
            for name in ("replace", "fsync", "unlink"):
                real = getattr(os, name)

                def step(*arguments: object, real=real, steps=steps, **options: object) -> object:
                    trouble = next(steps, None)
                    if trouble is not None:
                        raise trouble
                    return real(*arguments, **options)

                patch.setattr(os, name, step)
            with contextlib.suppress(Death, CommandError):
                replace_files(folder, NEW)
        atomic_folder.recover(folder, OWN)
        assert content(folder) in (OLD, {**OLD, **NEW})
        outcomes.add(content(folder)["a.html"])
    assert OLD["a.html"] in outcomes


def test_files_are_taken_out_with_the_others_put_in(tmp_path: Path) -> None:
    replace_files(tmp_path, OLD)
    replace_files(tmp_path, {"c.docx": b"new"}, ["a.html"])
    assert content(tmp_path) == {"b.pdf": OLD["b.pdf"], "manifest.json": OLD["manifest.json"], "c.docx": b"new"}


@pytest.mark.parametrize("step", range(30))
def test_an_error_while_files_are_taken_out_leaves_the_old_set(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_files(tmp_path, OLD)
    left, real = step, os.unlink

    def fails_once(*arguments: object, **options: object) -> object:
        nonlocal left
        left -= 1
        if left == -1:
            raise OSError(13, "Permission denied", str(arguments[0]))
        return real(*arguments, **options)

    monkeypatch.setattr(os, "unlink", fails_once)
    with contextlib.suppress(CommandError):
        replace_files(tmp_path, {"c.docx": b"new"}, ["a.html", "b.pdf"])
    atomic_folder.recover(tmp_path, OWN)
    assert content(tmp_path) in (OLD, {"manifest.json": OLD["manifest.json"], "c.docx": b"new"})


def test_a_file_that_cannot_be_replaced_leaves_the_old_set(tmp_path: Path) -> None:
    replace_files(tmp_path, OLD)
    (tmp_path / "c.docx").mkdir()
    with pytest.raises(CommandError, match="is as it was"):
        replace_files(tmp_path, NEW)
    assert content(tmp_path) == OLD


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(CommandError) as blocked:
        replace_files(tmp_path / "file" / "output", NEW)
    assert "name another folder with --output" in blocked.value.args[1]


def test_two_at_the_same_time_leave_one_whole_set(tmp_path: Path) -> None:
    sets = [{name: bytes([number]) * 20_000 for name in NEW} for number in range(6)]
    writers = [threading.Thread(target=replace_files, args=(tmp_path, files)) for files in sets]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert content(tmp_path) in sets


def test_another_build_that_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_file, "WAIT_SECONDS", 0.01)
    with atomic_folder._locked(tmp_path, OWN), pytest.raises(CommandError, match="another build has been writing"):
        replace_files(tmp_path, NEW)
    assert content(tmp_path) == {}


def test_files_are_taken_out_where_none_are_put_in(tmp_path: Path) -> None:
    replace_files(tmp_path, OLD)
    replace_files(tmp_path, {}, ["a.html"])
    replace_files(tmp_path, {"b.pdf": OLD["b.pdf"]}, ["manifest.json"])
    assert content(tmp_path) == {"b.pdf": OLD["b.pdf"]}


def test_a_file_that_is_there_already_keeps_its_date(tmp_path: Path) -> None:
    replace_files(tmp_path, OLD)
    for name in OLD:
        os.utime(tmp_path / name, (1_000_000_000, 1_000_000_000))
    replace_files(tmp_path, {**OLD, "a.html": b"new a"})  # as long as the old one
    dates = {path.name: path.stat().st_mtime for path in tmp_path.iterdir() if path.is_file()}
    assert {name for name, date in dates.items() if date > 1_000_000_000} == {"a.html"}
