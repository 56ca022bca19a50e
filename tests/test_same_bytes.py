"""The same source gives the same bytes, wherever and whenever it is built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT, ROOT

from jarpub.build.artifact import Built

ANOTHER_WORLD = {
    "PYTHONHASHSEED": "4242",  # that of this process is left to chance
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "HOME": "/nonexistent",
    "SOURCE_DATE_EPOCH": "99",
    "COLUMNS": "40",
}


@pytest.mark.slow
def test_a_process_in_another_world_makes_what_is_made_here(tmp_path: Path, built: Built, output: Path) -> None:
    command = [sys.executable, ROOT / "build.py", "--called", PROJECT.command, "--output", tmp_path / "there"]
    subprocess.run(command, env={**os.environ, **ANOTHER_WORLD}, cwd=tmp_path, check=True, capture_output=True)
    here, there = (
        {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file() and ".jarpub" not in p.parts}
        for folder in (output, tmp_path / "there")
    )
    assert sorted(here) == sorted(there)
    assert len(here) == 17  # with the report, its list, the plan that was kept and the list of that
    assert [name for name in here if here[name] != there[name]] == []
    assert [entry.name for entry in built.artifacts if entry.content != there[entry.name]] == []
