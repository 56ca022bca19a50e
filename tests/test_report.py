"""The officer's report, and the same facts for programs and in the terminal."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import KEYS, PROJECT, ROOT
from lxml import html

from jarpub.build import pipeline
from jarpub.build.artifact import Built
from jarpub.build.pipeline import BuildOptions
from jarpub.cli.main import main
from jarpub.diagnostics import DiagnosticsError
from jarpub.project.paths import Project


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = replace(PROJECT, output=tmp_path_factory.mktemp("report") / "output")
    pipeline.build(project, BuildOptions((), ["html", "docx"]))
    return project.output


@pytest.fixture
def page(folder: Path) -> html.HtmlElement:
    return html.fromstring((folder / "report" / "report.html").read_bytes())


@pytest.fixture
def manifest(folder: Path) -> dict:
    return json.loads((folder / "report" / "manifest.json").read_bytes())


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_each_publication_says_what_it_is_and_why(page: html.HtmlElement, manifest: dict) -> None:
    assert list(manifest["publications"]) == list(KEYS)
    for key, facts in manifest["publications"].items():
        section = text(page.get_element_by_id(key))
        assert section.startswith(f"{facts['subject']}: {'ready' if facts['is_ready'] else 'not ready'}")
        for diagnostic in (*facts["reasons"], *facts["warnings"]):
            assert f"{diagnostic['file']}, line {diagnostic['line']}" in section
            assert diagnostic["message"] in section
            assert diagnostic["hint"] in section
        for row in facts["reading"]:
            assert row["measure"] in section
        for gap in facts["gaps"]:
            assert gap["question"] in section
        for piece in facts["approvals"]:
            assert f"{piece['wording']} {piece['state']} nobody yet" in section
        assert f"{facts['words']:,} words in the same order" in section


def test_questions_and_corrections_are_listed(page: html.HtmlElement, manifest: dict, built: Built) -> None:
    questions = text(page.get_element_by_id("questions"))
    assert len(manifest["plan"]["questions"]) == len(built.questions) > 40
    assert all(" ".join(query["hint"].split()) in questions for query in manifest["plan"]["questions"])
    corrections = text(page.get_element_by_id("corrections"))
    assert [each["approved"] for each in manifest["plan"]["corrections"]] == [False] * 4
    assert corrections.count("no, it is not approved") == 4


def test_each_measure_has_a_bar_with_its_limit_drawn_in(page: html.HtmlElement, manifest: dict) -> None:
    facts = manifest["publications"]["young-peoples-summary"]
    bars = page.get_element_by_id("young-peoples-summary").xpath(".//svg[contains(@class, 'bar')]")
    assert len(bars) == len(facts["reading"]) + len(facts["parts"]) == 14
    for bar, row in zip(bars, facts["reading"], strict=False):
        width, limit = (float(bar.xpath(f".//{path}")[0]) for path in ("rect[@class='value']/@width", "line/@x1"))
        assert width / limit == pytest.approx(max(row["value"], 0) / row["limit"], abs=0.02)


def test_it_is_accessible_and_self_contained(page: html.HtmlElement, folder: Path) -> None:
    source = (folder / "report" / "report.html").read_text("utf-8")
    assert page.get("lang") == "en-GB"
    assert len(page.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in page.xpath("//table"):
        assert text(table.xpath("caption")[0])
        assert all(cell.get("scope") for cell in table.xpath(".//th"))
        region = table.getparent()
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-label") == text(table.xpath("caption")[0])
    assert len({region.get("aria-label") for region in page.xpath("//*[@role='region']")}) == len(page.xpath("//table"))
    assert all(bar.get("aria-hidden") == "true" for bar in page.xpath("//svg"))
    assert not page.xpath("//script | //link | //img | //form | //iframe")
    assert not re.search(r"url\(|@import|https?://", re.sub(r"xmlns=\S+", "", source))
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    for link in page.xpath("//@href"):
        assert link[1:] in ids if link.startswith("#") else (folder / "report" / link).exists()


def test_what_is_not_made_now_stays_in_the_report(folder: Path, tmp_path: Path) -> None:
    project = replace(PROJECT, output=tmp_path / "output")
    pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))
    pipeline.build(project, BuildOptions(["action-plan"], ["docx"]))
    manifest = json.loads((project.output / "report" / "manifest.json").read_bytes())
    assert list(manifest["publications"]) == ["action-plan", "southwark-life"]
    page = html.fromstring((project.output / "report" / "report.html").read_bytes())
    assert page.xpath("//section[@id='southwark-life']")


def test_somebodys_text_is_text(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=('question: "What is Speakerbox?"', "question: '<script>alert(1)</script>'"))
    pipeline.build(project, BuildOptions(["young-peoples-summary"], ["html"]))
    assert "<script>" not in (project.output / "report" / "report.html").read_text("utf-8")
    assert "&lt;script&gt;" in (project.output / "report" / "report.html").read_text("utf-8")


def test_a_fault_in_its_template_is_a_finding(project_with: Callable[..., Project]) -> None:
    project = project_with(report__html=("<h2>{{ each.subject }}:", "<h2>{{ each.subjct }}:"))
    with pytest.raises(
        DiagnosticsError, match=r"templates/report.html:\d+: the template asks for something that cannot be done"
    ):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))
    assert not list(project.output.glob("*.html"))


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    status = main(words, root=ROOT)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_check_says_the_same_and_makes_nothing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "jarpub.build.output.atomic_folder.change_files", lambda *_: pytest.fail("check writes nothing")
    )
    status, out, err = run(["check", "--format", "html", "--all"], capsys)
    assert (status, err) == (1, "")
    manifest = json.loads((folder / "report" / "manifest.json").read_bytes())
    for facts in manifest["publications"].values():
        for diagnostic in (*facts["reasons"], *facts["warnings"]):
            assert f"{diagnostic['message']}; {diagnostic['hint']}" in out
    assert "action-plan: nothing in the way of a final; " in out
    assert run(["check", "action-plan", "--format", "html"], capsys)[0] == 0


def test_check_says_in_full_what_stops_a_final_and_counts_the_rest(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(["check", "--format", "html"], capsys)
    manifest = json.loads((folder / "report" / "manifest.json").read_bytes())
    for facts in manifest["publications"].values():
        assert all(f"{each['message']}; {each['hint']}" in out for each in facts["reasons"])
    questions = manifest["plan"]["questions"]
    assert not any(each["message"] in out for each in questions)
    assert f"{len(questions)} questions for the plan's owner, which stop no final:\n" in out
    late = sum(each["code"] == "question.late" for each in questions)
    assert f"  A date is later than the plan's overview says: {late}\n" in out
    assert out.endswith(
        "jarpub check --all lists one by one what is only counted here; so does the report of a build.\n"
    )
    assert len(out.splitlines()) < len(run(["check", "--format", "html", "--all"], capsys)[1].splitlines()) - 30


def test_several_approvals_are_said_to_be_one_command(
    page: html.HtmlElement, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {key: text(page.get_element_by_id(key)).count("approve all --for") for key in KEYS}
    assert said == {"action-plan": 0, "young-peoples-summary": 1, "southwark-life": 1}
    out = run(["check", "southwark-life", "--format", "html"], capsys)[1]
    assert run(["check", "press", "--format", "html"], capsys)[1] == out  # by the wording that it tells
    assert out.count('once all of it is read: jarpub approve all --for press --by "First Last"') == 1


def test_check_for_machines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(["check", "--json", "--format", "html", "--format", "docx"], capsys)
    said = json.loads(out)
    manifest = json.loads((folder / "report" / "manifest.json").read_bytes())
    assert (status, said["status"]) == (1, "checked")
    assert said["publications"] == manifest["publications"]
    assert said["plan"] == manifest["plan"]


def test_final_in_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = ["--output", str(tmp_path / "output")]
    by = ["--by", "Ann {E} O'Example", "--on", "2009-03-31"]
    status, out, err = run(["--final", *output], capsys)
    assert (status, out) == (2, "")
    assert 'such as --by "Ann Example"' in err
    status, out, err = run(["--final", *by, *output, "--format", "html"], capsys)
    assert (status, out) == (2, "")
    assert "leave out --format" in err
    status, out, err = run(["--final", *by, *output], capsys)
    assert (status, out) == (1, "")
    assert err.count("is not answered") == 13  # two of eleven answers are needed by two
    order = [err.index(f"\n{key}: ") if err[: len(key)] != key else 0 for key in KEYS]
    assert order == sorted(order)
    assert err.splitlines()[-2:] == [
        "No final was made.",
        'action-plan could be made now: jarpub --final action-plan --by "Ann {E} O\'Example" --on 2009-03-31',
    ]
    status, out, _ = run(["--final", *by, *output, "--json"], capsys)
    told = json.loads(out)
    assert (status, told["status"], told["publications"]["action-plan"]) == (1, "refused", [])
    assert all(found for key, found in told["publications"].items() if key != "action-plan")
    assert not (tmp_path / "output" / "report" / "report.html").exists()
    status, out, _ = run(["--final", "action-plan", *by, *output], capsys)
    assert status == 0
    assert "\naction-plan: edition 1 of 31 March 2009 is made, 4 files in " in out


def test_the_list_of_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    for command in ("build", "check", "status", "approve", "changes", "preview"):
        assert re.search(rf"^    {command} +\w+", said, re.MULTILINE), command


def test_what_an_older_version_left_beside_the_publications_is_said(folder: Path, tmp_path: Path) -> None:
    """It names people; only a person deletes it. A file of somebody's own that has such a name is none."""
    project = replace(PROJECT, output=tmp_path / "output")
    build = BuildOptions(["southwark-life"], ["html"])
    project.output.mkdir()
    (project.output / "report.html").write_text("<title>Annual report</title>")
    (project.output / "manifest.json").write_text('{"short_name": "Southwark"}')
    assert pipeline.build(project, build).notes == ()
    for name in ("report.html", "manifest.json"):
        (project.output / name).write_bytes((folder / "report" / name).read_bytes())
    notes = pipeline.build(project, build).notes
    assert [note.split(" is of an older version")[0] for note in notes] == ["manifest.json", "report.html"]
    assert (project.output / "report.html").exists()
