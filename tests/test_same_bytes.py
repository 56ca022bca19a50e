"""The same source gives the same bytes, wherever and whenever it is built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from jarpub.build.artifact import Built

WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C", "HOME": "/nonexistent"},
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": "99",
        "COLUMNS": "40",
    },
)


@pytest.mark.slow
def test_two_processes_in_different_worlds(tmp_path: Path, built: Built) -> None:
    for number, world in enumerate(WORLDS):
        folder = tmp_path / str(number)
        here = tmp_path / f"here{number}"
        here.mkdir()
        command = [sys.executable, ROOT / "build.py", "--output", folder]
        subprocess.run(command, env={**os.environ, **world}, cwd=here, check=True, capture_output=True)
    first, second = (
        {p.name: p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file() and ".jarpub" not in p.parts}
        for n in "01"
    )
    assert sorted(first) == sorted(second)
    assert len(first) == 17  # with the report, its list, the plan that was kept and the list of that
    assert [name for name in first if first[name] != second[name]] == []
    assert [entry.name for entry in built.artifacts if entry.content != first[entry.name]] == []
