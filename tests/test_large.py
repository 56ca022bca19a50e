"""Nothing is quadratic: how often each function is called for plans of three sizes, which no busy machine changes."""

import cProfile
import pstats
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, REPOSITORY

from jarpub.build import pipeline
from jarpub.build.pipeline import BuildOptions
from jarpub.build.pool import Here
from jarpub.project import loader

sys.path.insert(0, str(REPOSITORY / "benchmarks"))
from plans import plan_text

SIZES = (20, 60, 100)  # actions: what is linear takes as much for the last forty as for those before, else twice
OFTEN = 5000  # less may be chance
STEEP = 1.5


def calls(action: Callable[[], object]) -> Mapping[Any, int]:
    """How often each function of ours calls each other one, goes on with it, or calls what is built in."""
    profile = cProfile.Profile()
    profile.runcall(action)
    stats = pstats.Stats(profile).stats
    return {
        ("/".join(Path(file).parts[-2:]), line, name, called[2]): counts[1]
        for called, (*_, callers) in stats.items()
        for (file, line, name), counts in callers.items()
        if "jarpub" in file
    }


def steep(
    measured: Callable[[int], Mapping[Any, int]], sizes: tuple[int, ...] = SIZES, least: int = OFTEN
) -> dict[Any, list[int]]:
    """The functions that are called more and more often as plans grow."""
    small, middle, large = (measured(actions) for actions in sizes)
    often = {name: [small.get(name, 0), middle.get(name, 0), count] for name, count in large.items() if count > least}
    return {name: each for name, each in often.items() if each[2] - each[1] > STEEP * (each[1] - each[0])}


@pytest.fixture
def project_of(tmp_path: Path) -> Callable[[int], Any]:
    def make(actions: int) -> Any:
        project = replace(PROJECT, source=tmp_path / f"{actions}.yaml", output=tmp_path / f"output{actions}")
        project.source.write_text(plan_text(actions, seed=1), "utf-8")
        return project

    return make


def test_a_build_is_linear(project_of: Callable[[int], Any]) -> None:
    assert (
        steep(lambda size: calls(lambda: pipeline.build(project_of(size), BuildOptions((), ("docx",)), pool=Here())))
        == {}
    )


def test_loading_is_linear() -> None:
    assert steep(lambda size: calls(lambda: loader.load(plan_text(size, seed=1).encode(), "plan.yaml"))) == {}


def test_a_pdf_is_linear(project_of: Callable[[int], Any]) -> None:
    """Our part of it: its tags, and reading it back."""
    options = BuildOptions(("action-plan",), ("pdf",))

    def ours(size: int) -> Mapping[Any, int]:
        counted = calls(lambda: pipeline.build(project_of(size), options, pool=Here()))
        return {name: count for name, count in counted.items() if name[0].startswith("pdf/")}

    assert steep(ours, (8, 20, 32), 500) == {}
