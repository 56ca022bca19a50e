"""What differs between two states of the source, in words for those who publish it."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from browser import chromium, faults, opened
from conftest import PROJECT, ROOT, approve_all, copied, web_pages, with_every_gap_filled

from jarpub.build import pipeline
from jarpub.build.edits.approve import approve
from jarpub.build.load_and_check import load_sources
from jarpub.build.output.changes import changes_since
from jarpub.build.pipeline import BuildOptions
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.approvals_file import Consent
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.diff import diff, word_diff

SUMMARY, PRESS, PLAN = "young-peoples-summary", "southwark-life", "action-plan"
EDITS = (
    ("Consult with a sample", "Consult a large sample"),
    ("    headline: Young people to be asked", "    headline: Children to be asked"),
    ("status: []", "status: [{id: IA1.st1, text: Started, value: started}]"),
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = copied(tmp_path)
    (tmp_path / "old.yaml").write_bytes(project.source.read_bytes())
    for find, put in EDITS:
        edited(project, find, put)
    return project


def edited(project: Project, find: str, put: str) -> None:
    text = project.source.read_text("utf-8")
    assert find in text
    project.source.write_text(text.replace(find, put, 1), "utf-8")


def found(project: Project, since: str | None) -> dict[str, dict[str, str]]:
    """The changes of each publication, by name, with their words marked."""
    told = changes_since(project, load_sources(project), since)
    return {each.key: {change.name: shown(change.segments) for change in each.changes} for each in told if each.since}


def shown(pieces: Any) -> str:
    return "".join(
        {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}[piece.kind].format(piece.words) for piece in pieces
    )


def test_each_publication_has_its_own_changes(project: Project) -> None:
    told = found(project, str(project.source.with_name("old.yaml")))
    action = "Consult [-with -]a {+large +}sample of young people on how best to disseminate the findings"
    assert told[PLAN]["IA1.a1"].startswith(action)
    assert set(told[PLAN]) == {"IA1.a1", "IA1.st1", "IA1.st1.value"}
    assert told[SUMMARY] == {"IA1.st1.value": "{+started+}"}
    headline = "[-Young people -]{+Children +}to be asked how to share inspectors' findings"
    assert told[PRESS] == {"IA1.st1.value": "{+started+}", "wording.press.headline": headline}
    assert told[""] == {}


def test_nothing_changed(project: Project) -> None:
    assert {key: len(each) for key, each in found(project, str(project.source)).items()} == {
        PLAN: 0,
        SUMMARY: 0,
        PRESS: 0,
        "": 0,
    }


def test_what_is_gone_what_moves_and_what_nobody_prints(tmp_path: Path) -> None:
    project = copied(tmp_path)
    (tmp_path / "old.yaml").write_bytes(project.source.read_bytes())
    edited(project, "          - {id: IA1.o2, text: Summary produced and placed on websites.}\n", "")
    edited(project, "ask: ", "ask: not the ")
    told = found(project, str(tmp_path / "old.yaml"))
    assert told[PLAN] == {"IA1.o2": "[-Summary produced and placed on websites.-]"}
    assert any(name.endswith(".ask") for name in told[""])
    assert told[SUMMARY] == told[PRESS] == {}


def test_the_order_of_a_list_is_a_change_of_its_own() -> None:
    text = PROJECT.source.read_text("utf-8")
    one, two = (
        "          - {id: IA1.o1, text: Views of young people received and influence final communications strategy.}\n",
        "          - {id: IA1.o2, text: Summary produced and placed on websites.}\n",
    )
    assert one + two in text
    plans = [load_plan(each.encode(), "plan.yaml") for each in (text, text.replace(one + two, two + one))]
    (change,) = diff(*plans)
    assert change.name == "IA1.s1.outcomes"
    assert shown(change.segments).count("IA1.o2, ") == 2


def html(project: Project, file: Path) -> int:
    old = project.source.with_name("old.yaml")
    words = ["changes", "--since", str(old), "--source", str(project.source), "--templates", str(project.templates)]
    return main([*words, "--html", str(file)], root=ROOT)


@pytest.mark.parametrize("name", ["plan.yaml", "notes.html", "empty.html", "templates", "report/report.html"])
def test_a_file_that_is_no_page_of_changes_is_never_overwritten(
    name: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project.source.parent / name
    pipeline.build(
        replace(project, output=project.source.parent), BuildOptions([SUMMARY], ["html"])
    )  # its report is another page
    for made, words in {"notes.html": b"<p>mine", "empty.html": b""}.items():
        project.source.with_name(made).write_bytes(words)
    before = file.read_bytes() if file.is_file() else None
    assert html(project, file) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{file} is no page of changes as this command left it, and stays as it is; name a file" in said.err
    assert (file.read_bytes() if file.is_file() else None) == before


def test_an_earlier_page_is_overwritten_as_long_as_nobody_wrote_in_it(project: Project) -> None:
    file = project.source.with_name("changes.html")
    assert html(project, file) == 0
    first = file.read_bytes()
    edited(project, "Consult a large sample", "Consult a small sample")
    assert html(project, file) == 0
    second = file.read_bytes()
    assert b"small" in second
    assert second != first
    file.write_bytes(second.replace(b"small", b"SMALL"))
    assert html(project, file) == 2
    assert b"SMALL" in file.read_bytes()


def test_a_page_is_written_whole_or_not_at_all(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    file = project.source.with_name("changes.html")
    assert html(project, file) == 0
    before = file.read_bytes()
    edited(project, "Consult a large sample", "Consult a small sample")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert html(project, file) == 2
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.glob(".changes*")] == []


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("a b c", "a c", "a [-b -]c"),
        ("", "new words", "{+new words+}"),
        ("old", "", "[-old-]"),
        ("same", "same", "same"),
        ("one.\n\ntwo", "one.\n\nthree", "one.\n\n[-two-]{+three+}"),
    ],
)
def test_words_are_marked(was: str, now: str, expected: str) -> None:
    pieces = list(word_diff(was, now))
    assert shown(pieces) == expected
    assert "".join(piece.words for piece in pieces if piece.kind != "new").split() == was.split()
    assert "".join(piece.words for piece in pieces if piece.kind != "gone") == now


@pytest.mark.slow
def test_since_the_last_final(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    with pytest.raises(CommandError, match="has no final"):
        found(project, None)
    pipeline.make_finals(project, [PLAN], "Ann Example", "2009-03-31")
    edited(project, *EDITS[0])
    pipeline.build(project, BuildOptions((), ["html"]))
    assert set(found(project, None)) == {PLAN, ""}
    assert set(found(project, None)[PLAN]) == {"IA1.a1"}
    report = (project.output / "report" / "report.html").read_text("utf-8")
    assert "<del>with </del>a <ins>large </ins>sample" in report
    assert "It was never final" in report
    project.source.write_text(with_every_gap_filled(PROJECT.source.read_text("utf-8")), "utf-8")
    approve_all(project)
    pipeline.make_finals(project, (), "Ann Example", "2009-06-01")
    pipeline.build(project, BuildOptions((), ["html"]))
    assert found(project, None) == {PLAN: {}, SUMMARY: {}, PRESS: {}, "": {}}
    page = (project.output / "report" / "report.html").read_bytes()
    assert b"Nothing has changed since its last final" in page
    edited(project, "title: Safe recruitment", "title: Safe hiring")
    assert {key: [*each] for key, each in found(project, None).items() if each} == {
        PRESS: ["wording.press.recommendations.IA2.title"]
    }
    approve(project, ["IA2"], "press", Consent("Ann Example", "2009-06-01"))
    pipeline.make_finals(project, [PRESS], "Ann Example", "2009-06-02")
    assert found(project, None) == {PLAN: {}, SUMMARY: {}, PRESS: {}, "": {}}


@pytest.mark.slow
def test_a_final_in_the_command_is_remembered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = web_pages(tmp_path)
    where = ("--source", project.source, "--templates", project.templates, "--output", project.output)
    words = [str(word) for word in (PLAN, *where)]
    final = ["--final", "--by", "Ann Example", "--on", "31/03/2009"]
    for extra, said in (
        ([], "Made 1 file in "),
        ([], "Nothing to do"),
        (final, f"{PLAN}: edition 1 of 31 March 2009 is made, 1 file in "),
        (final, f"{PLAN}: nothing has changed since edition 1 of 31 March 2009, by Ann Example, and nothing was made."),
        ([], "Nothing to do"),
    ):
        assert main([*words, *extra], root=ROOT) == 0
        assert said in capsys.readouterr().out
    edited(project, *EDITS[0])
    assert main(words, root=ROOT) == 0
    assert set(found(project, None)[PLAN]) == {"IA1.a1"}


@pytest.mark.slow
def test_since_a_revision(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project.source.parent

    def git(*words: str) -> None:
        name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)

    now = project.source.read_bytes()
    project.source.write_bytes((folder / "old.yaml").read_bytes())
    git("init")
    git("add", "plan.yaml")
    git("commit", "--message", "Old")
    project.source.write_bytes(now)
    assert found(project, "HEAD") == found(project, str(folder / "old.yaml"))
    for wrong in ("HEAD~7", "--output=x", "no-such"):
        with pytest.raises(CommandError, match="is no file"):
            found(project, wrong)
    assert not (folder / "x").exists()
    monkeypatch.setenv("PATH", "")
    with pytest.raises(CommandError, match="Git is not on this machine"):
        found(project, "HEAD")


def test_an_earlier_state_that_cannot_be_read(project: Project) -> None:
    old = project.source.with_name("old.yaml")
    old.write_text("document: [", "utf-8")
    with pytest.raises(DiagnosticsError, match=r"old.yaml:1:11:"):
        found(project, str(old))


@pytest.mark.slow
def test_the_command(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--source", project.source, "--templates", project.templates, "--output", project.output)
    words = ["changes", "--since", project.source.with_name("old.yaml"), *where]
    page = project.output.with_name("changes.html")
    assert main([str(word) for word in (*words, "--html", page)], root=ROOT) == 0
    said = capsys.readouterr().out
    assert "Young people's summary of the action plan: 1 place changed since " in said
    assert "    [-Young people-] {+Children+} to be asked" in said
    assert b"<del>Young people </del><ins>Children </ins>to be asked" in page.read_bytes()
    with chromium() as launch:
        browser = launch()
        for width in (1280, 320):
            with opened(browser, page.read_bytes(), width) as shown_page:
                assert faults(shown_page) == []
                assert shown_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert main([str(word) for word in (*words, "--json")], root=ROOT) == 0
    told = json.loads(capsys.readouterr().out)["changes"]
    assert [each["publication"] for each in told] == [PLAN, SUMMARY, PRESS, ""]
