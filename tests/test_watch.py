"""What is seen of saves: each of them in the end, and none that is half done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import copied

from jarpub.build import watch
from jarpub.build.watch import LOOKS, PAUSE, SHARE, Watch, last_saved, must_be_there, saves
from jarpub.diagnostics import DiagnosticsError
from jarpub.project.paths import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


def seen(watch: Watch, looks: int = 2) -> set[str]:
    """The names of the files that are told within so many looks."""
    return {path.name for _ in range(looks) for path in watch.look()}


def save(path: Path, text: str) -> None:
    """Save as some editors do: a new file in the place of the old one."""
    new = path.with_name(f".{path.name}.swp")
    new.write_text(text, "utf-8")
    new.replace(path)


def test_a_save_is_told_once_and_nothing_else_is(project: Project) -> None:
    watch = Watch(project)
    assert seen(watch) == set()
    save(project.source, "one")
    assert seen(watch) == {"plan.yaml"}
    assert seen(watch, LOOKS * 2) == set()


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("approvals.yaml", True),
        ("reach.csv", True),
        ("other.yaml", False),
        ("templates/house.css", True),
        ("templates/pictures/new.svg", True),
        ("templates/.house.css.swp", False),
        ("templates/house.css~", False),
        ("templates/word/~$plain.docx", False),
        ("output/report.html", False),
    ],
)
def test_what_publications_are_made_from_is_watched(name: str, is_told: bool, tmp_path: Path, project: Project) -> None:
    project.output.mkdir()
    watch, finished = Watch(project), Watch(project, finished=True)
    (tmp_path / name).write_text("new", "utf-8")
    assert bool(seen(watch)) == is_told
    assert bool(seen(finished)) == (is_told or name.startswith("output/"))


def test_a_plan_that_is_written_in_pieces_is_told_when_it_is_whole(project: Project) -> None:
    watch = Watch(project)
    for piece in range(5):
        project.source.write_text("a" * piece, "utf-8")
        assert seen(watch, 1) == set()
    assert seen(watch, 1) == {"plan.yaml"}


def test_a_plan_that_is_empty_or_away_while_it_is_saved_is_not_told(project: Project) -> None:
    watch = Watch(project)
    project.source.write_text("", "utf-8")
    assert seen(watch, LOOKS - 1) == set()
    project.source.write_text("whole", "utf-8")
    assert seen(watch) == {"plan.yaml"}
    project.source.rename(project.source.with_name("plan.bak"))
    assert seen(watch, LOOKS - 1) == set()
    project.source.write_text("whole again", "utf-8")
    assert seen(watch) == {"plan.yaml"}


@pytest.mark.parametrize("loss", [lambda path: path.write_text(""), Path.unlink])
def test_a_plan_that_stays_empty_or_away_is_told(loss: Callable[[Path], object], project: Project) -> None:
    watch = Watch(project)
    loss(project.source)
    assert seen(watch, LOOKS) == {"plan.yaml"}
    project.source.write_text("back", "utf-8")
    assert seen(watch) == {"plan.yaml"}


def test_a_plan_that_was_away_is_told_although_it_is_as_it_was(project: Project) -> None:
    """Somebody may have read it while it was away."""
    watch, away = Watch(project), project.source.with_name("away")
    project.source.rename(away)
    away.rename(project.source)
    assert seen(watch) == {"plan.yaml"}  # between two looks
    project.templates.rename(away)
    assert seen(watch) == set()
    away.rename(project.templates)
    assert "house.css" in seen(watch)
    assert seen(watch) == set()


def test_somebody_who_never_stops_writing_is_heard_all_the_same(project: Project) -> None:
    watch, told = Watch(project), 0
    for letters in range(5 * LOOKS + 5):
        project.source.write_text("a" * letters, "utf-8")
        told += len(watch.look())
    assert told == 5
    assert seen(watch) == {"plan.yaml"}


def test_a_folder_that_is_moved_away_is_watched_when_another_takes_its_place(tmp_path: Path, project: Project) -> None:
    watch = Watch(project)
    project.templates.rename(tmp_path / "away")
    assert "house.css" in seen(watch, LOOKS)
    copied(tmp_path)
    assert "house.css" in seen(watch, LOOKS)
    save(project.templates / "house.css", "new")
    assert seen(watch) == {"house.css"}


def test_a_slow_network_is_asked_less_often(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([0.0, 0.001, 10.0, 12.0])
    monkeypatch.setattr(watch.time, "monotonic", lambda: next(seconds))
    watched = Watch(project)
    watched.look()
    assert watched.pause == PAUSE
    watched.look()
    assert watched.pause == 2 * SHARE


def test_a_save_while_somebody_is_busy_is_not_missed(project: Project) -> None:
    slept: list[float] = []
    heard = saves(project, slept.append)
    next(heard)
    assert slept == []
    save(project.source, "Another")
    next(heard)
    assert len(slept) == 2


def test_when_something_was_saved_last(project: Project) -> None:
    before = last_saved(project)
    save(project.templates / "pictures" / "logo.svg", "new")
    assert last_saved(project) > before


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("plan.yaml", "check the name, or name another with --source"),
        ("templates/publications.yaml", "check the name, or name another with --templates"),
    ],
)
def test_what_is_not_there_cannot_be_watched(gone: str, said: str, tmp_path: Path, project: Project) -> None:
    must_be_there(project)
    (tmp_path / gone).unlink()
    with pytest.raises(DiagnosticsError, match=f"{gone}: there is no such file; {said}"):
        must_be_there(project)
