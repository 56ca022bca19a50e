"""The gates: for each rule a plan that breaks it, as a text file, with what is said of it.

A case names a publication, or "queries" for the questions to the plan's owner, and changes the plan or another
file by replacing words. Expected are the findings that the plan as it stands does not have, each behind the
line that it points to.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROJECT, TESTS, copied

from jarpub.build.release import releases_of
from jarpub.build.load import load_sources
from jarpub.build import pipeline
from jarpub.checks.questions import questions_of
from jarpub.diagnostics import Diagnostic
from jarpub.project.paths import Project

CASES = sorted((TESTS / "gates").glob("*.txt"))


def found(project: Project, publication: str) -> list[Diagnostic]:
    sources = load_sources(project)
    if publication == "queries":
        return list(questions_of(sources.plan))
    chosen = [each for each in sources.settings.publications if each.key == publication]
    return list(releases_of(project, sources, chosen, ())[0].diagnostics)


def sections(path: Path) -> tuple[str, list[str], str]:
    head, *parts = path.read_text("utf-8").split("=== ")
    *changes, diagnostics = parts
    assert diagnostics.startswith("diagnostics\n"), path.name
    return head, changes, diagnostics.removeprefix("diagnostics\n")


def edits(changes: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each file with the words to find in it and those to put there."""
    for change, put in zip(changes[::2], changes[1::2], strict=True):
        name, find = change.split("\n", 1)
        assert put.startswith("with\n")
        yield name.removeprefix("replace in "), find.removesuffix("\n"), put.removeprefix("with\n").removesuffix("\n")


@pytest.fixture(scope="module")
def standing() -> dict[str, set[str]]:
    """What is said of the plan as it stands."""
    names = ("action-plan", "young-peoples-summary", "southwark-life", "queries")
    return {name: {diagnostic.message for diagnostic in found(PROJECT, name)} for name in names}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_gate(path: Path, accept: bool, standing: dict[str, set[str]], tmp_path: Path) -> None:
    head, changes, expected = sections(path)
    publication = head.strip().splitlines()[-1]
    project = copied(tmp_path)
    for name, find, put in edits(changes):
        file = project.source if name == "plan" else project.templates / name
        text = file.read_text("utf-8")
        assert text.count(find) >= 1, f"{path.name}: {name} no longer has: {find}"
        file.write_text(text.replace(find, put, 1), "utf-8")
    new = [each for each in found(project, publication) if each.message not in standing[publication]]
    said = "".join(f"{shown(each, project)}\n" for each in sorted(new))
    if accept:
        path.write_text(head + "".join(f"=== {change}" for change in changes) + f"=== diagnostics\n{said}", "utf-8")
    assert said == expected


def shown(diagnostic: Diagnostic, project: Project) -> str:
    """The line that a finding points to, and the finding without the numbers of lines, which change with the plan."""
    file = (
        project.source
        if diagnostic.location.file == project.source_name
        else project.templates / Path(diagnostic.location.file).name
    )
    lines = file.read_text("utf-8").splitlines()
    line = lines[diagnostic.location.line - 1].strip() if diagnostic.location.line else file.name
    message = diagnostic.message
    for number in range(len(lines), 0, -1):
        message = message.replace(f"{diagnostic.location.file}:{number}:", f"{diagnostic.location.file}:…:")
    return f"> {line}\n{diagnostic.severity}: {message}; {diagnostic.hint}"


def test_the_plan_as_it_stands_has_only_its_gaps(standing: dict[str, set[str]]) -> None:
    """No false alarm: what blocks a publication is what the plan does not say, and nothing else."""
    assert standing["action-plan"] == set()
    for key in ("young-peoples-summary", "southwark-life"):
        sources = load_sources(PROJECT)
        wanted = {
            f"{gap.id}, which {' and '.join(each.id for each in gap.needed_by)} cannot do without, is not answered: {gap.question}"
            for gap in sources.plan.gaps
            if gap.blocking and not gap.answer and any(each.id == key for each in gap.needed_by)
        }
        blocking = {diagnostic.message for diagnostic in found(PROJECT, key) if diagnostic.severity == "blocking"}
        assert wanted
        assert blocking == wanted


def test_every_gate_is_shown_by_a_case() -> None:
    """A rule without a broken plan that it refuses is a rule that nobody has seen work."""
    said = "".join(path.read_text("utf-8").split("=== diagnostics\n")[1] for path in CASES)
    for words in (
        "is not answered", "has no place for it", "holds the place of something", "the mark of a gap",
        "was written from other words", "nothing says which words", "does not tell", "there is no part with the class",
        "is the limit", "and needs", "the items are", "the labels are", "is a long word", "banned words",
        "does not say whose", "is praise", "has no approval by name and date", "no weakness is stated",
        "is no month", "is no number that the plan holds for", "is no status",
        "may be the name of", "is no address", "is no number that the plan holds",
    ):  # fmt: skip
        assert words in said, words
