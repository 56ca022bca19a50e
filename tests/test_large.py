"""Nothing is quadratic: how often each function is called for plans of three sizes, which no busy machine changes."""

import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import PROJECT, REPOSITORY

from jarpub.build import pipeline
from jarpub.build.pipeline import BuildOptions
from jarpub.build.pool import SameProcess
from jarpub.diagnostics import Diagnostic, DiagnosticsError, did_you_mean
from jarpub.project.loader import load_plan
from jarpub.project.yaml import nodes

sys.path.insert(0, str(REPOSITORY / "benchmarks"))
import plans
from plans import plan_text

plans.SOURCE = PROJECT.source  # what does not grow is taken from the tests' own plan
pytestmark = pytest.mark.slow
OURS = str(REPOSITORY / "jarpub")  # not what is installed in a folder that is called jarpub, too
SIZES = (10, 30, 50)  # actions: what is linear takes as much for the last twenty as for those before, else twice
OFTEN = 1250  # less may be chance
STEEP = 1.5


def alone(call: str) -> str:
    """What a call gives in a new process: whether a cache is full already must not depend on the tests before."""
    command = [sys.executable, "-c", f"import test_large; print(test_large.{call})"]
    world = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(command, env=world, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def calls(action: Callable[[], object]) -> Mapping[Any, int]:
    """How often each function of ours calls each other one, goes on with it, or calls what is built in."""
    profile = cProfile.Profile()
    profile.runcall(action)
    stats = pstats.Stats(profile).stats
    return {
        ("/".join(Path(file).parts[-2:]), line, name, called[2]): counts[1]
        for called, (*_, callers) in stats.items()
        for (file, line, name), counts in callers.items()
        if file.startswith(OURS)
    }


def steep(
    measured: Callable[[int], Mapping[Any, int]], sizes: tuple[int, ...] = SIZES, least: int = OFTEN
) -> dict[Any, list[int]]:
    """The functions that are called more and more often as plans grow."""
    # What is done once, such as compiling the templates, is not to be in one of the counts only; a plan that is known
    # already would be read and laid out sooner.
    measured(sizes[0] - 1)
    small, middle, large = (measured(actions) for actions in sizes)
    often = {name: [small.get(name, 0), middle.get(name, 0), count] for name, count in large.items() if count > least}
    return {name: each for name, each in often.items() if each[2] - each[1] > STEEP * (each[1] - each[0])}


def counted_build(folder: str, actions: int, options: BuildOptions) -> Mapping[Any, int]:
    project = replace(PROJECT, source=Path(folder, f"{actions}.yaml"), output=Path(tempfile.mkdtemp(dir=folder)))
    project.source.write_text(plan_text(actions, seed=1), "utf-8")
    return calls(lambda: pipeline.build(project, options, executor=SameProcess()))


def counted_loading(actions: int) -> Mapping[Any, int]:
    return calls(lambda: load_plan(plan_text(actions, seed=1).encode(), "plan.yaml"))


def steep_in_a_build(folder: str) -> dict[Any, list[int]]:
    return steep(lambda actions: counted_build(folder, actions, BuildOptions((), ("docx",))))


def steep_in_loading() -> dict[Any, list[int]]:
    return steep(counted_loading)


def steep_in_a_pdf(folder: str) -> dict[Any, list[int]]:
    """Our part of it: its tags, and reading it back; how often WeasyPrint asks how wide a text is is its own affair."""
    options = BuildOptions(("action-plan",), ("pdf",))

    def ours(actions: int) -> Mapping[Any, int]:
        counted = counted_build(folder, actions, options)
        return {
            name: count
            for name, count in counted.items()
            if name[0].startswith("pdf/") and name[0] != "pdf/text_widths.py"
        }

    return steep(ours, (8, 24, 40), 250)  # apart so far that half a page more or less is no matter


def test_a_build_is_linear(tmp_path: Path) -> None:
    assert alone(f"steep_in_a_build({str(tmp_path)!r})") == "{}"


def test_loading_is_linear() -> None:
    assert alone("steep_in_loading()") == "{}"


def test_a_pdf_is_linear(tmp_path: Path) -> None:
    assert alone(f"steep_in_a_pdf({str(tmp_path)!r})") == "{}"


class Line(str):
    """A line that counts how many letters are copied out of it."""

    __slots__ = ()
    copied = 0

    def __getitem__(self, index: Any) -> str:
        part = super().__getitem__(index)
        Line.copied += len(part)
        return part


def copied_from_a_line(entries: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many letters of a file in one line are copied when it is read as a tree."""
    line, Line.copied = Line("a: [" + "x#y, 'it', " * entries + "z]"), 0
    monkeypatch.setattr(nodes, "StringIO", lambda _: StringIO(str(line)))
    nodes.tree([line], "plan.yaml")
    return Line.copied


def test_a_file_in_one_line_is_not_copied_for_each_of_its_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert copied_from_a_line(100, monkeypatch) == copied_from_a_line(10, monkeypatch)


def test_brackets_in_brackets_are_refused_before_they_are_read() -> None:
    counted = calls(lambda: refused(b"[" * 4_000_000))
    assert max(counted.values()) < 1000


def refused(data: bytes) -> tuple[Diagnostic, ...]:
    with pytest.raises(DiagnosticsError) as error:
        load_plan(data, "plan.yaml")
    return error.value.diagnostics


def counted_slips(times: int) -> Mapping[Any, int]:
    """What is called for a plan with a slip in its last line."""
    text = plan_text(times, seed=1)
    return calls(lambda: refused(f"{text}    askew: [x\n".encode()))


def steep_in_slips() -> dict[Any, list[int]]:
    return steep(counted_slips)


def test_looking_for_a_slip_is_linear() -> None:
    assert alone("steep_in_slips()") == "{}"


@pytest.mark.parametrize("typed", ["{}: x", "document: {}", "gaps: [{}]", "text: '{}", "  - {}:x", "a: {} b: c", "{}"])
def test_a_word_of_100_000_letters_is_compared_with_nothing(typed: str) -> None:
    for word in ("a" * 100_000, "- " * 50_000, "a-" * 50_000, "}" * 100_000, "\u00a0" * 100_000, "'" * 100_001):
        found = refused(typed.format(word).encode())
        assert all(len(str(each)) < 1000 for each in found), typed


def test_long_words_are_compared_with_nothing() -> None:
    compared = calls(lambda: did_you_mean("a" * 100_000, ["a" * 99_999, "b" * 100_000]))
    assert not [name for name in compared if "difflib" in name[0]]
    assert did_you_mean("qoute", ["quote", "a" * 100_000]) == 'did you mean "quote"?'
