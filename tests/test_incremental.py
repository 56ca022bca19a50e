"""A build makes what an edit touched and nothing else, and a wrong hit is worse than a slow build."""

import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import KEYS, ROOT, copied, volume
from edits import edit

from jarpub.build import pipeline
from jarpub.build.incremental import last_build
from jarpub.build.pipeline import BuildOptions
from jarpub.cli.main import main
from jarpub.diagnostics import DiagnosticsError
from jarpub.project.paths import Project

FORMATS = ("docx", "html")
FILES = frozenset(
    f"{key}.{format}" for key in ("action-plan", "southwark-life", "young-peoples-summary") for format in FORMATS
)
QUICK = BuildOptions((), FORMATS)
OLD = 1_000_000_000


def changed(project: Project, file: str, find: str, put: str) -> None:
    path = project.source if file == "plan.yaml" else project.templates / file
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, put, 1), "utf-8")


def dated(project: Project) -> None:
    """Give every finished file an old date."""
    for path in project.output.glob("*.*"):
        os.utime(path, (OLD, OLD))


def rewritten(project: Project) -> set[str]:
    return {path.name for path in project.output.iterdir() if path.is_file() and path.stat().st_mtime > OLD}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of its own with its web pages and Word files made."""
    project = copied(tmp_path_factory.mktemp("made"))
    pipeline.build(project, QUICK)
    return project


@pytest.fixture
def project(made: Project, tmp_path: Path) -> Project:
    """The same, where it stands: what is remembered does not depend on the folder."""
    shutil.copytree(made.source.parent, tmp_path / "here")
    here = tmp_path / "here"
    moved = replace(made, source=here / "plan.yaml", templates=here / "templates", output=here / "output")
    dated(moved)
    return moved


def of(key: str) -> set[str]:
    return {f"{key}.{format}" for format in FORMATS}


BESIDE = {"report/manifest.json", "report/report.html"}
EDITS: dict[str, tuple[str, str, str, set[str]]] = {
    "the headline": ("plan.yaml", "    headline: ", "    headline: Now ", of("southwark-life")),
    "initials": (
        "plan.yaml",
        "column: csmt_lead, text: KC, people",
        "column: csmt_lead, text: KX, people",
        of("action-plan"),
    ),
    "an action": ("plan.yaml", "Consult with a sample", "Consult a sample", of("action-plan")),
    "a comment in the plan": ("plan.yaml", "recommendations:\n", "# noted\nrecommendations:\n", set()),
    "a template": ("action-plan.html", "</h2>", " again</h2>", of("action-plan")),
    "a comment in a template": ("action-plan.html", "<article", "{# noted #}\n<article", set()),
    "a style of screens": ("screen.css", ":root", "/* noted */ :root", {f for f in FILES if f.endswith("html")}),
    "a style of paper": ("print.css", "@page", "/* noted */ @page", set()),
    "a comment in the settings": ("publications.yaml", "publications:\n", "# noted\npublications:\n", set()),
    "a subject": ("publications.yaml", "subject: Formal", "subject: The formal", of("action-plan")),
    "a colour": ("brand.yaml", "tint: ", "tint: '#eef3f4' # ", set(FILES)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITS)
def test_only_what_the_edit_touched_is_written(name: str, project: Project) -> None:
    file, find, put, expected = EDITS[name]
    changed(project, file, find, put)
    built = pipeline.build(project, QUICK)
    assert rewritten(project) - BESIDE == expected
    assert {entry.name for entry in built.artifacts if not entry.stays} == expected


def test_nothing_changed_nothing_is_touched(project: Project) -> None:
    built = pipeline.build(project, QUICK)
    assert all(entry.stays and entry.is_read_back for entry in built.artifacts)
    assert rewritten(project) == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["southwark-life.html", "report/manifest.json"])
@pytest.mark.parametrize("how", ["deleted", "altered"])
def test_a_finished_file_that_is_not_as_it_was(name: str, how: str, project: Project) -> None:
    before = everything(project.output)
    pipeline.build(project, QUICK)
    assert len(last_build.up_to_date(*remembered(project), (), FORMATS)) == len(FILES)
    path = project.output / name
    if how == "deleted":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b"a", b"b", 1))
    altered = path.read_bytes() if how == "altered" else b""
    assert last_build.up_to_date(*remembered(project), (), FORMATS) == {}
    built = pipeline.build(project, QUICK)
    kept = everything(project.output)
    if how == "altered":
        (aside,) = built.aside
        assert kept.pop(aside) == altered
    assert kept == before
    assert len(last_build.up_to_date(*remembered(project), (), FORMATS)) == len(FILES)


def everything(folder: Path) -> dict[str, bytes]:
    """The files of the folder and of those in it, but for what a build remembers."""
    paths = (path for path in folder.rglob("*") if path.is_file() and last_build.FOLDER not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def remembered(project: Project) -> tuple[Any, last_build.Folders]:
    folders = last_build.Folders(str(project.source), str(project.templates), str(project.output))
    return last_build.read(folders.output), folders


def test_a_copy_of_the_project_knows_nothing_of_the_files_that_it_was_copied_from(project: Project) -> None:
    assert last_build.up_to_date(*remembered(project), (), FORMATS) == {}


def test_a_format_that_is_no_longer_listed_is_taken_out(project: Project) -> None:
    changed(project, "publications.yaml", "    wording: press\n", "    wording: press\n    formats: [docx]\n")
    pipeline.build(project, QUICK)
    assert not (project.output / "southwark-life.html").exists()
    assert (project.output / "southwark-life.docx").exists()


@pytest.mark.slow
def test_force_makes_everything(project: Project) -> None:
    built = pipeline.build(project, replace(QUICK, force=True))
    assert {entry.why for entry in built.artifacts} == {"made, because --force asks for it"}
    assert not any(entry.stays for entry in built.artifacts)


WHY = {
    "the headline": "made, because wording.press.headline changed, source/plan.yaml:",
    "an action": "made, because IA1.a1 changed, source/plan.yaml:53",
    "a template": "made, because templates/action-plan.html changed",
    "a comment in a template": "stays: templates/action-plan.html changed, and what its page says did not",
    "a colour": "made, because templates/brand.yaml changed",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WHY)
def test_each_file_says_why(name: str, project: Project) -> None:
    file, find, put, expected = EDITS[name]
    changed(project, file, find, put)
    built = pipeline.build(project, QUICK)
    said = {entry.why for entry in built.artifacts if entry.name in (expected or of("action-plan"))}
    assert any(each.startswith(WHY[name]) for each in said)
    others = {entry.why for entry in built.artifacts if entry.name not in (expected or of("action-plan"))}
    assert others <= {"stays: nothing has changed that it is made from"}


@pytest.mark.slow
def test_another_program_makes_everything(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_build, "program", lambda: "another")
    monkeypatch.setattr(last_build, "program_trace", lambda: "another")
    said = {entry.why for entry in pipeline.build(project, QUICK).artifacts}
    assert said == {"made, because jarpub, or something that it stands on, is another version now"}


def test_a_name_that_becomes_a_secret_is_found_in_a_file_that_stays(project: Project) -> None:
    """The file is not made again; it is held against what must not be in it now."""
    word = "Speakerbox"
    people = "people:\n"
    changed(project, "plan.yaml", people, f"{people}  - {{id: new-person, name: Ann {word}, basis: guess}}\n")
    with pytest.raises(DiagnosticsError, match=f"part of the name of Ann {word}"):
        pipeline.build(project, QUICK)
    assert rewritten(project) == set()


def test_a_build_of_one_does_not_vouch_for_the_others(project: Project) -> None:
    changed(project, "plan.yaml", "Consult with a sample", "Consult a sample")
    pipeline.build(project, BuildOptions(["southwark-life"], FORMATS))
    assert len(last_build.up_to_date(*remembered(project), ["southwark-life"], FORMATS)) == 2
    assert last_build.up_to_date(*remembered(project), (), FORMATS) == {}
    assert last_build.up_to_date(*remembered(project), ["southwark-life"], ()) == {}  # there is no PDF yet


QUIET = """
import sys
from pathlib import Path
from jarpub.cli.main import main
status = main(sys.argv[1:], root=Path({root!r}))
print(sorted({{"jinja2", "ruamel", "lxml", "docx", "weasyprint", "markdown_it", "dataclasses"}} & set(sys.modules)))
sys.exit(status)
"""


@pytest.mark.slow
def test_nothing_to_do_is_seen_before_anything_heavy_is_imported(project: Project) -> None:
    words = ["--source", project.source, "--templates", project.templates, "--output", project.output]
    command = [sys.executable, "-c", QUIET.format(root=str(ROOT)), *map(str, words), "--format", "html"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Made 0 files in" in done.stdout  # it is known of another place
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Nothing to do: 3 files in ")
    assert done.stdout.endswith("[]\n")
    changed(project, "plan.yaml", "Consult with a sample", "Consult a sample")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Made 1 file in" in done.stdout


@pytest.mark.slow
def test_a_copy_of_the_plan_is_said_as_long_as_it_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copied(tmp_path)
    names = {"--source": project.source, "--templates": project.templates, "--output": project.output}
    words = ["southwark-life", "--format", "html", *(str(each) for pair in names.items() for each in pair)]
    copy = tmp_path / "plan - Copy.yaml"
    for is_there in (False, False, True, True, False, False):
        copy.touch() if is_there else copy.unlink(missing_ok=True)
        assert main(words) == 0
        assert ("looks like another copy of the plan" in capsys.readouterr().err) == is_there


@pytest.mark.slow
def test_a_half_written_memory_is_no_memory(project: Project) -> None:
    path = project.output / last_build.FOLDER / last_build.NAME
    whole = path.read_bytes()
    others = (whole.replace(b'"key"', b'"kex"'), whole.replace(b'"libraries": {', b'"libraries": 3, "x": {'))
    for content in (b"", b"{}", b"[]", b'{"files": 3}', whole[:-20], b"\xff", b"[" * 100_000, *others):
        path.write_bytes(content)
        assert pipeline.build(project, BuildOptions(["southwark-life"], ["docx"])).artifacts
        assert len(last_build.up_to_date(*remembered(project), ["southwark-life"], ["docx"])) == 1


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(volume(1, 3)))
def test_random_edits_give_what_a_build_from_nothing_gives(seed: int, project: Project) -> None:
    assert differences(project, random.Random(seed), 3, QUICK) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 101))
def test_random_edits_with_pdfs(seed: int, tmp_path: Path) -> None:
    assert differences(copied(tmp_path), random.Random(seed), 2, BuildOptions(volume(["southwark-life"], ()))) == []


def differences(project: Project, chance: random.Random, edits: int, options: BuildOptions) -> list[str]:
    """What an incremental build and one from nothing make differently of the same edits; a refusal undoes the edit."""
    found = []
    for number in range(edits):
        before = {
            path: path.read_bytes() for path in (project.source, *project.templates.rglob("*.*")) if path.is_file()
        }
        said = edit(project, chance)
        if chance.random() < 0.3:  # somebody builds a part of it first
            with contextlib.suppress(DiagnosticsError):
                pipeline.build(
                    project, BuildOptions([chance.choice(KEYS)], [chance.choice(options.formats or FORMATS)])
                )
        from_nothing = replace(project, output=project.output.with_name(f"other{number}"))
        if outcome(project, options) != outcome(from_nothing, options):
            found.append(f"{number}: {said}")
        if not from_nothing.output.exists():
            for path, content in before.items():
                path.write_bytes(content)
    return found


def outcome(project: Project, options: BuildOptions) -> Any:
    """All the bytes that a build leaves, or what it refuses."""
    try:
        pipeline.build(project, options)
    except DiagnosticsError as refused:
        return [str(diagnostic) for diagnostic in refused.diagnostics]
    return contents(project.output)


def test_an_approval_is_noticed_and_changes_no_publication(project: Project) -> None:
    pipeline.build(project, QUICK)
    assert len(last_build.up_to_date(*remembered(project), (), FORMATS)) == len(FILES)
    text = project.approvals.read_text("utf-8")
    project.approvals.write_text(text.replace("    note: null\n", '    note: "by telephone"\n', 1), "utf-8")
    assert last_build.up_to_date(*remembered(project), (), FORMATS) == {}
    before = contents(project.output)
    built = pipeline.build(project, QUICK)
    assert all(artifact.stays for artifact in built.artifacts)
    after = contents(project.output)
    assert {name for name in after if after[name] != before[name]} <= BESIDE
    assert len(last_build.up_to_date(*remembered(project), (), FORMATS)) == len(FILES)


@pytest.mark.parametrize("part", ["libraries", "files"])
def test_a_name_that_no_file_has_is_no_traceback(part: str, project: Project) -> None:
    pipeline.build(project, QUICK)
    path = project.output / ".jarpub" / "cache.json"
    content = json.loads(path.read_bytes())
    content[part]["a\0"] = "b" if part == "libraries" else next(iter(content["files"].values()))
    path.write_text(json.dumps(content), "utf-8")
    assert last_build.up_to_date(*remembered(project), (), FORMATS) == {}
    assert pipeline.build(project, QUICK).artifacts
