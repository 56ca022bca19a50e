"""What stands in the output folder is believed of a build's own files alone, and what people put or change there is never lost."""

import contextlib
import copy
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import copied

from jarpub.build import pipeline, typed_json
from jarpub.build.artifact import Built
from jarpub.build.incremental import last_build
from jarpub.build.output import atomic_folder, by_hand, manifest, report
from jarpub.build.pipeline import BuildOptions
from jarpub.project.hashing import digest
from jarpub.project.paths import Project

ONE = BuildOptions(["southwark-life"], ["html"])
MADE, OTHER = "southwark-life.html", "action-plan.docx"
NOTES = {"notes.txt": b"mine", "notes.docx": b"my own", "minutes.html": b"<p>ours", "data.json": b"{}"}
ODD: list[Any] = [None, 3, -1.5, True, "words", "\ud800", [], {}, [1], [{}], {"a": 1}, [["a"]], {"a": {}}, {"a": ["b"]}]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = copied(tmp_path_factory.mktemp("made"))
    pipeline.build(project, ONE)
    return project


@pytest.fixture
def project(made: Project, tmp_path: Path) -> Project:
    """A made project with notes of officers in its output folder, and a precious file outside."""
    here = tmp_path / "here"
    shutil.copytree(made.source.parent, here)
    for name, content in NOTES.items():
        (here / "output" / name).write_bytes(content)
    (tmp_path / "precious.txt").write_bytes(b"precious")
    (here / "output" / "deeper").mkdir()
    (here / "output" / "deeper" / "a.html").write_bytes(b"deep")
    return replace(made, source=here / "plan.yaml", templates=here / "templates", output=here / "output")


def built(project: Project, expected: bytes) -> Built:
    """A build after which everything that is somebody's is as it was, and the file is as it should be."""
    done = pipeline.build(project, ONE)
    assert (project.output.parent.parent / "precious.txt").read_bytes() == b"precious"
    assert {name: (project.output / name).read_bytes() for name in NOTES} == NOTES
    assert (project.output / "deeper" / "a.html").read_bytes() == b"deep"
    assert (project.output / MADE).read_bytes() == expected
    return done


def paths(project: Project) -> list[str]:
    """Names that are none of a build's files."""
    outside = project.output.parent.parent / "precious.txt"
    up = os.path.relpath(outside, project.output)
    return [str(outside), up, f"./{up}", f"x/../{up}", *NOTES, "deeper/a.html", ".", "..", "", ".jarpub", "a\0b", "~"]


def test_a_manifest_that_names_other_files(project: Project) -> None:
    expected = (project.output / MADE).read_bytes()
    path = project.output / manifest.NAME
    content = json.loads(path.read_bytes())
    for name in paths(project):
        file = project.output / name if "\0" not in name else path
        sum_ = digest(file.read_bytes()) if file.is_file() else "0" * 64
        content["files"][name] = {**content["files"][MADE], "sha256": sum_}
    path.write_text(json.dumps(content), "utf-8")
    assert built(project, expected).aside == {}
    assert set(json.loads(path.read_bytes())["files"]) == {MADE}


def test_a_cache_that_names_other_files(project: Project) -> None:
    expected = (project.output / MADE).read_bytes()
    path = project.output / last_build.FOLDER / last_build.NAME
    content = json.loads(path.read_bytes())
    for name in paths(project):
        crafted = copy.deepcopy(content)
        crafted["files"][name] = crafted["files"][MADE]
        crafted["report"]["files"][name] = crafted["report"]["templates"][name] = "0" * 64
        path.write_text(json.dumps(crafted), "utf-8")
        there = last_build.read(str(project.output))
        assert there is None or "/" not in "".join(there.files)
    built(project, expected)


@pytest.mark.parametrize("state", ["ready", "undoing"])
@pytest.mark.parametrize("after", ["", "new"])
def test_an_interrupted_set_that_names_other_files(state: str, after: str, project: Project) -> None:
    """As a build leaves it that was killed, but of files that are none of its own."""
    expected = (project.output / MADE).read_bytes()
    work = project.output / ".jarpub" / state
    (work / "new").mkdir(parents=True)
    (work / "old").mkdir()
    changes = {}
    for name in paths(project):
        file = project.output / name if "\0" not in name else work
        before = digest(file.read_bytes()) if file.is_file() else ""
        changes[name] = [before, digest(b"new") if after else ""]
        if name in NOTES:
            (work / "new" / name).write_bytes(b"new")
            (work / "old" / name).write_bytes(b"old")
    changes[f"notes (changed by hand, put aside 1).{after or 'txt'}"] = ["", digest(b"mine")]
    (work / "changes.json").write_text(json.dumps(changes), "utf-8")
    (work / "removed.json").write_text(json.dumps(paths(project)), "utf-8")
    (work / "replaced.json").write_text(json.dumps(dict.fromkeys(paths(project), False)), "utf-8")
    built(project, expected)
    assert not work.exists()


@pytest.mark.parametrize("name", ["incoming", "done", "ready", "undoing", "cache.json", "cache.json.new"])
@pytest.mark.parametrize("target", ["precious.txt", "here"])
def test_a_link_in_the_folder_of_the_cache_leads_nowhere(name: str, target: str, project: Project) -> None:
    expected, before = (project.output / MADE).read_bytes(), project.source.read_bytes()
    link = project.output / ".jarpub" / name
    link.unlink(missing_ok=True)
    link.symlink_to(project.output.parent.parent / target)
    built(project, expected)
    assert project.source.read_bytes() == before


DAMAGED = {
    "nothing": lambda _: b"",
    "half of it": lambda whole: whole[: len(whole) // 2],
    "not UTF-8": lambda whole: whole.replace(b'"', b'"\xff', 1),
    "UTF-16": lambda whole: whole.decode().encode("utf-16"),
    "a list": lambda _: b"[]",
    "a number": lambda _: b"3",
    "lists in lists": lambda _: b"[" * 100_000,
    "a long number": lambda _: b'{"files": ' + b"9" * 10_000 + b"}",
    "zeros": lambda whole: bytes(len(whole)),
}  # fmt: skip


@pytest.mark.parametrize("how", DAMAGED)
@pytest.mark.parametrize("file", [manifest.NAME, f"{last_build.FOLDER}/{last_build.NAME}"])
def test_a_damaged_file_is_as_good_as_none(file: str, how: str, project: Project) -> None:
    expected, path = (project.output / MADE).read_bytes(), project.output / file
    path.write_bytes(DAMAGED[how](path.read_bytes()))
    built(project, expected)
    assert last_build.read(str(project.output))
    assert set(manifest.earlier(project.output)[0]) == {MADE}


def test_both_of_them_damaged(project: Project) -> None:
    expected = (project.output / MADE).read_bytes()
    for file in (manifest.NAME, f"{last_build.FOLDER}/{last_build.NAME}"):
        (project.output / file).write_bytes(b"{")
    done = built(project, expected)
    assert done.aside == {
        "report/manifest (changed by hand, put aside 1).json": manifest.NAME
    }  # the others are the same bytes


def test_a_file_that_is_too_large_is_none(tmp_path: Path) -> None:
    with (tmp_path / "cache.json").open("wb") as file:
        file.truncate(typed_json.LARGEST + 1)
    with pytest.raises(ValueError, match=r"cache.json"):
        typed_json.read(str(tmp_path / "cache.json"))


def leaves(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each value, and to all that it is in."""
    yield path
    if isinstance(content, dict | list):
        for key in content if isinstance(content, dict) else range(len(content)):
            yield from leaves(content[key], (*path, key))


def with_odd_values(content: Any) -> Iterator[Any]:
    """The content with each of its values replaced by each that is odd, one at a time."""
    for path in leaves(content):
        for odd in ODD:
            whole = [copy.deepcopy(content)]
            inner: Any = whole
            for key in (0, *path[:-1]) if path else ():
                inner = inner[key]
            inner[path[-1] if path else 0] = odd
            yield whole[0]


def test_a_value_of_another_type_anywhere_is_read_as_nothing_or_as_it_is(project: Project, tmp_path: Path) -> None:
    read: dict[str, Callable[[], Any]] = {
        manifest.NAME: lambda: manifest.earlier(tmp_path),
        f"{last_build.FOLDER}/{last_build.NAME}": lambda: last_build.read(str(tmp_path)),
    }
    for folder in (last_build.FOLDER, "report"):
        (tmp_path / folder).mkdir()
    for file, reading in read.items():
        content = json.loads((project.output / file).read_bytes())
        if file == manifest.NAME:
            told = content["publications"]["southwark-life"]
            told["reasons"], told["warnings"], told["gaps"] = (
                told["reasons"][:1],
                told["warnings"][:1],
                told["gaps"][:1],
            )
            told["approvals"] = told["approvals"][:1]
            content = {
                "files": content["files"],
                "publications": {"southwark-life": told},
            }
        else:
            content["libraries"] = dict([*content["libraries"].items()][:1])
            content["files"] = {MADE: content["files"][MADE]}
        nothing = odd = 0
        for crafted in with_odd_values(content):
            (tmp_path / file).write_text(json.dumps(crafted), "utf-8")
            found = reading()
            json.dumps(found, default=vars, ensure_ascii=False).encode()  # all of it can be written again
            nothing += found in (None, ({}, {}))
            odd += 1
        assert 0 < nothing < odd


def test_a_half_record_is_none() -> None:
    for content in ({"publication": "a"}, {"publication": "a", "format": "b", "more": 1}, [], None, "a"):
        with pytest.raises(ValueError, match=r".*"):
            typed_json.typed(last_build.CachedFile, content)
    assert typed_json.typed(last_build.CachedFile, {"publication": "a", "format": "b"}).pages is None


# What people change by hand


def saved(path: Path, words: bytes = b"my version") -> bytes:
    path.write_bytes(words)
    return words


def asides(project: Project) -> dict[str, bytes]:
    return {
        path.relative_to(project.output).as_posix(): path.read_bytes()
        for path in project.output.rglob("*")
        if by_hand.original(path.name) != path.name
    }


def test_a_file_that_somebody_changed_is_put_aside_and_said(project: Project) -> None:
    expected = (project.output / MADE).read_bytes()
    saved(project.output / MADE)
    done = built(project, expected)
    assert asides(project) == {"southwark-life (changed by hand, put aside 1).html": b"my version"}
    kept = "southwark-life (changed by hand, put aside 1).html"
    said = f'{MADE} was changed by hand, or is not what a build left there: it is kept, as "{kept}"'
    assert done.notes == (said,)
    assert built(project, expected).notes == ()
    saved(project.output / MADE, b"another")
    built(project, expected)
    assert sorted(asides(project).values()) == [b"another", b"my version"]
    saved(project.output / MADE, b"another")  # it is kept already
    built(project, expected)
    assert len(asides(project)) == 2


def test_a_file_that_was_never_made_here_is_put_aside(project: Project) -> None:
    saved(project.output / OTHER)
    pipeline.build(project, BuildOptions(["action-plan"], ["docx"]))
    assert asides(project) == {"action-plan (changed by hand, put aside 1).docx": b"my version"}


def test_a_file_that_a_build_left_is_not(project: Project) -> None:
    """Nor where all that is remembered of it is gone, but for the manifest."""
    shutil.rmtree(project.output / ".jarpub")
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("    headline: ", "    headline: Now ", 1), "utf-8")
    assert pipeline.build(project, ONE).notes == ()
    assert asides(project) == {}


def test_a_file_that_is_not_made_now_stays_where_it_is(project: Project) -> None:
    saved(project.output / MADE)
    pipeline.build(project, BuildOptions(["action-plan"], ["html"]))
    assert (project.output / MADE).read_bytes() == b"my version"
    assert asides(project) == {}
    pipeline.build(project, ONE)
    assert asides(project) == {"southwark-life (changed by hand, put aside 1).html": b"my version"}


@pytest.mark.parametrize("by_an_officer", [True, False])
def test_a_format_that_is_not_listed_any_more(by_an_officer: bool, project: Project) -> None:
    if by_an_officer:
        saved(project.output / MADE)
    settings = project.templates / "publications.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("    wording: press\n", "    wording: press\n    formats: [docx]\n"), "utf-8")
    pipeline.build(project, BuildOptions(["action-plan"], ["html"]))
    assert not (project.output / MADE).exists()
    assert list(asides(project).values()) == [b"my version"] * by_an_officer


def test_a_publication_that_is_not_listed_any_more_is_for_people_to_delete(project: Project) -> None:
    (project.output / "leaflet.html").write_bytes(b"made once")
    path = project.output / manifest.NAME
    content = json.loads(path.read_bytes())
    content["files"]["leaflet.html"] = {**content["files"][MADE], "sha256": digest(b"made once")}
    path.write_text(json.dumps(content), "utf-8")
    assert pipeline.build(project, ONE).unlisted == ("leaflet.html",)
    assert (project.output / "leaflet.html").read_bytes() == b"made once"


@pytest.mark.parametrize("is_remembered", [True, False])
def test_a_report_that_somebody_wrote_in(is_remembered: bool, project: Project) -> None:
    path = project.output / report.NAME
    written = path.read_bytes().replace(b"<h1>", b"<h1>Ask Ann! ")
    path.write_bytes(written)
    if not is_remembered:
        shutil.rmtree(project.output / ".jarpub")
    pipeline.build(project, ONE)
    assert asides(project) == {"report/report (changed by hand, put aside 1).html": written}
    assert report.is_ours(path.read_bytes())


class Death(BaseException):
    """As if the power had gone."""


@pytest.mark.parametrize("steps", range(8))
def test_what_a_killed_build_left_is_nobodys_but_what_somebody_saves_then_is(
    steps: int, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("    headline: ", "    headline: Now ", 1), "utf-8")
    with monkeypatch.context() as patch:
        left, real = [None] * steps, os.replace

        def step(*arguments: Any) -> None:
            if not left:
                raise Death
            left.pop()
            real(*arguments)

        patch.setattr(os, "replace", step)
        patch.setattr(last_build, "write", lambda *_: None)  # it had not come so far
        with contextlib.suppress(Death):
            pipeline.build(project, ONE)
    if steps % 2:
        saved(project.output / MADE)
    assert pipeline.build(project, ONE).aside == dict.fromkeys(asides(project), MADE)
    assert list(asides(project).values()) == [b"my version"] * (steps % 2)
    assert b"Now " in (project.output / MADE).read_bytes()


def test_names_of_files_put_aside(tmp_path: Path) -> None:
    (tmp_path / "a.b.docx").write_bytes(b"1")
    name = by_hand.aside(tmp_path, "a.b.docx")
    assert name == "a.b (changed by hand, put aside 1).docx"
    assert by_hand.original(name) == "a.b.docx"
    (tmp_path / name).write_bytes(b"2")
    assert by_hand.aside(tmp_path, "a.b.docx") == "a.b (changed by hand, put aside 2).docx"
    assert by_hand.original("a.b.docx") == "a.b.docx"


def test_recovering_touches_no_file_that_is_not_a_builds_own(tmp_path: Path) -> None:
    for name in NOTES:
        (tmp_path / name).write_bytes(b"old")
    work = tmp_path / ".jarpub" / "ready"
    (work / "new").mkdir(parents=True)
    (work / "new" / "notes.docx").write_bytes(b"new")
    (work / "changes.json").write_text(json.dumps({name: [digest(b"old"), digest(b"new")] for name in NOTES}), "utf-8")
    atomic_folder.recover(tmp_path, {"notes.docx"})
    assert {name for name in NOTES if (tmp_path / name).read_bytes() == b"new"} == {"notes.docx"}
