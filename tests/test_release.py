"""Drafts and finals: what a publication says of itself on every page, and what refuses to be final."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from conftest import KEYS, PROJECT, web_pages
from lxml import etree
from test_leaks import in_word

from jarpub import formats
from jarpub.build import pipeline, worker
from jarpub.build.artifact import Artifact, Built
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.formats import Rendered, reader, writer
from jarpub.project.hashing import digest
from jarpub.project.paths import Project

MARK = "DRAFT, not for publication"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
READY = ("action-plan",)
DAY = "2009-03-31"
STAMP = "Edition 1, 31 March 2009"


def test_what_is_ready_as_the_plan_stands(built: Built) -> None:
    assert tuple(release.publication.key for release in built.releases if release.is_ready) == READY


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_a_draft_says_so_first(key: str, format: str, file_of: Callable[[str], Artifact]) -> None:
    """Also one that nothing stands in the way of: a final exists only because somebody made it."""
    assert reader(format).extract(file_of(f"{key}.{format}").content).blocks[0] == MARK


@pytest.mark.parametrize("key", KEYS)
def test_every_page_of_a_draft_pdf_says_so(key: str, file_of: Callable[[str], Artifact]) -> None:
    entry = file_of(f"{key}.pdf")
    assert all(MARK in page for page in pages_of(entry.content))
    assert len(pages_of(entry.content)) == entry.pages


def pages_of(content: bytes) -> list[str]:
    """The words that each page of a PDF draws."""
    fragments = reader("pdf").extract(content).fragments
    return [" ".join(said.words.split()) for said in fragments if said.channel.startswith("page ")]


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_every_head_of_a_draft_word_file_says_so(key: str, file_of: Callable[[str], Artifact], tmp_path: Path) -> None:
    """Each head that Word uses has the mark, and so has each page that LibreOffice prints."""
    content = file_of(f"{key}.docx").content
    with ZipFile(BytesIO(content)) as package:
        heads = [etree.fromstring(package.read(n)) for n in package.namelist() if re.match(r"word/header\d*\.xml", n)]
    words = ["".join(t.text or "" for t in head.iter(f"{W}t")) for head in heads]
    assert all(MARK in each for each in words)
    if words:
        (tmp_path / "x.docx").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", tmp_path, tmp_path / "x.docx"], check=True, capture_output=True)
        text = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], check=True, capture_output=True).stdout.decode()
        pages = text.split("\f")[:-1]
        assert pages
        assert all(MARK in " ".join(page.split()) for page in pages)


def test_final_is_refused_with_every_reason_and_nothing_else(tmp_path: Path) -> None:
    project = Project(**{**vars(PROJECT), "output": tmp_path / "output"})
    pipeline.build(project, BuildOptions((), ["html"]))
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files_in(project.output)}
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.make_finals(project, (), "Ann Example", DAY)
    plan = load_sources(project).plan
    wanted = [gap.id for gap in plan.gaps if gap.blocking and not gap.answer and gap.role]
    said = [diagnostic.message for diagnostic in refused.value.diagnostics]
    assert [each.split(",")[0] for each in said if "is not answered" in each] == wanted
    assert len(wanted) == 11
    unapproved = [each for each in said if each.startswith("nobody has approved the wording ")]
    assert len(unapproved) == len(said) - len(wanted) > 0
    assert all(diagnostic.severity == "blocking" for diagnostic in refused.value.diagnostics)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files_in(project.output)}


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and ".jarpub" not in path.parts)


def made_final(project: Project, *keys: str, on: str = DAY) -> Any:
    (final,) = pipeline.make_finals(project, keys, "Ann Example", on)
    return final


def test_a_final_is_an_edition_in_a_folder_of_its_own(tmp_path: Path) -> None:
    project = replace(PROJECT, output=tmp_path / "output")
    final = made_final(project, "action-plan")
    folder = tmp_path / "output" / "final" / "action-plan" / "edition-1"
    assert final.is_new
    assert sorted(path.name for path in folder.iterdir()) == [
        f"action-plan.{format}" for format in ("docx", "html", "odt", "pdf")
    ]
    for format in ("html", "pdf", "docx", "odt"):
        extract = reader(format).extract((folder / f"action-plan.{format}").read_bytes())
        assert extract.blocks[0] == STAMP
        assert not any(MARK in fragment.words or "Ann Example" in fragment.words for fragment in extract.fragments)
        assert "TO BE SUPPLIED" not in " ".join(extract.blocks)
    assert all(STAMP in page for page in pages_of((folder / "action-plan.pdf").read_bytes()))
    word = docx.Document(str(folder / "action-plan.docx"))
    assert word.sections[0].header.paragraphs[0].text == STAMP


@pytest.mark.parametrize("switched", [None, False, True])
def test_word_says_the_edition_once_on_the_first_page(
    switched: bool | None, project_with: Callable[..., Project]
) -> None:
    """Whatever head the first page of the template has, or has had: the text begins with the edition."""
    template = "    template: action-plan.html\n"
    project = project_with(publications__yaml=(template, f"{template}    formats: [docx]\n"))
    path = project.templates / "word" / "landscape.docx"
    if switched is not None:
        with_head = docx.Document(str(path))
        with_head.sections[0].first_page_header.paragraphs[0].text = "Southwark"
        with_head.sections[0].different_first_page_header_footer = switched
        with_head.save(str(path))
    final = made_final(project, "action-plan")
    word = docx.Document(str(final.folder / "action-plan.docx"))
    section = word.sections[0]
    assert section.different_first_page_header_footer
    assert [each.text for each in word.paragraphs].count(STAMP) == 1
    assert STAMP not in [each.text for each in section.first_page_header.paragraphs]
    assert [each.text for each in section.first_page_header.paragraphs] == ["Southwark" if switched else ""]
    assert section.header.paragraphs[0].text == STAMP
    if not switched:
        assert section.first_page_footer.part is section.footer.part


def test_who_made_a_final_from_what_is_recorded_beside_no_publication(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    final = made_final(project, "action-plan")
    records = project.output / "records" / "action-plan" / "edition-1"
    record = json.loads((records / "record.json").read_bytes())
    assert (record["number"], record["on"], record["by"]) == (1, DAY, "Ann Example")
    assert (records / "plan.yaml").read_bytes() == PROJECT.source.read_bytes()
    assert (records / "approvals.yaml").read_bytes() == PROJECT.approvals.read_bytes()
    assert record["plan"] == digest(PROJECT.source.read_bytes())
    assert record["files"] == {path.name: digest(path.read_bytes()) for path in final.folder.iterdir()}
    assert not any(b"Ann Example" in path.read_bytes() for path in (project.output / "final").rglob("*.html"))


def test_asking_again_with_nothing_changed_makes_nothing(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    made_final(project, "action-plan")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files_in(project.output)}
    again = made_final(project, "action-plan", on="2009-04-01")
    assert (again.is_new, again.missing, again.record.on) == (False, (), DAY)
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files_in(project.output)}


def test_a_change_of_the_plan_is_another_edition_and_the_first_stays(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    first = made_final(project, "action-plan")
    before = {path: path.read_bytes() for path in first.folder.iterdir()}
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("Summary produced and placed", "Summary made and placed"), "utf-8")
    second = made_final(project, "action-plan", on="2009-06-01")
    assert (second.is_new, second.record.number) == (True, 2)
    assert (
        reader("html").extract((second.folder / "action-plan.html").read_bytes()).blocks[0] == "Edition 2, 1 June 2009"
    )
    assert before == {path: path.read_bytes() for path in first.folder.iterdir()}


def test_an_answer_that_a_publication_does_not_print_makes_no_edition_of_it(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    made_final(project, "action-plan")
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("  - id: G13\n", "  # asked twice\n  - id: G13\n"), "utf-8")
    assert not made_final(project, "action-plan").is_new


def test_what_is_missing_of_an_edition_is_made_again_to_the_same_bytes(tmp_path: Path) -> None:
    project = replace(PROJECT, output=tmp_path / "output")
    final = made_final(project, "action-plan")
    before = {path.name: path.read_bytes() for path in final.folder.iterdir()}
    (final.folder / "action-plan.pdf").unlink()
    again = made_final(project, "action-plan", on="2010-01-01")
    assert (again.is_new, again.missing) == (False, ("action-plan.pdf",))
    assert before == {path.name: path.read_bytes() for path in final.folder.iterdir()}


def test_a_final_that_somebody_changed_is_never_overwritten(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    final = made_final(project, "action-plan")
    (final.folder / "action-plan.html").write_bytes(b"by hand")
    with pytest.raises(CommandError, match=r"action-plan.html in .* was changed after the final was made"):
        made_final(project, "action-plan")
    assert (final.folder / "action-plan.html").read_bytes() == b"by hand"


def test_a_record_that_somebody_damaged_is_not_believed_and_its_number_is_not_given_again(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    made_final(project, "action-plan")
    (project.output / "records" / "action-plan" / "edition-1" / "record.json").write_text('{"number": "1"}')
    (project.output / "final" / "action-plan" / "edition-7").mkdir()
    assert made_final(project, "action-plan").record.number == 8


def test_a_build_leaves_finals_alone(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    made_final(project, "action-plan")
    before = {path: path.read_bytes() for path in files_in(project.output)}
    pipeline.build(project, BuildOptions(["action-plan"], ["html"]))
    assert {path: path.read_bytes() for path in before} == before
    report = (project.output / "report" / "report.html").read_text("utf-8")
    assert "of 2009-03-31, by Ann Example" in report
    assert '<a href="../final/action-plan/edition-1/">' in report


@pytest.mark.slow
def test_filling_the_gaps_and_approving_the_wording_makes_everything_ready(complete: Project) -> None:
    """One line for each gap is all that it takes, and somebody who approves."""
    changed = complete.source.read_text("utf-8").splitlines()
    lines = PROJECT.source.read_text("utf-8").splitlines()
    assert len(changed) == len(lines)
    assert all(old.strip() == "answer: null" for old, new in zip(lines, changed, strict=True) if old != new)
    for final in pipeline.make_finals(complete, (), "Ann Example", DAY):
        for path in final.folder.iterdir():
            words = " ".join(reader(path.suffix[1:]).extract(path.read_bytes()).word_list)
            assert "TO BE SUPPLIED" not in words
            assert MARK not in words
            assert words.startswith(STAMP)


def test_wording_that_nobody_approved_is_no_reason_where_no_approval_is_needed(
    project_with: Callable[..., Project],
) -> None:
    needs = "    wording: press\n    needs_approval: true\n"
    found = {}
    for each in (needs, "    wording: press\n"):
        made = pipeline.make(project_with(publications__yaml=(needs, each)), BuildOptions(["southwark-life"], ["html"]))
        reasons = [reason.message for reason in made.releases[0].reasons]
        found[each] = any("nobody has approved the wording press.IA1 yet" in reason for reason in reasons)
    assert list(found.values()) == [True, False]


def test_a_format_that_cannot_be_read_back_is_never_final(complete: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jarpub.checks.suite.is_readable", lambda name: name != "docx")
    with pytest.raises(
        DiagnosticsError, match=r"action-plan.docx cannot be read back, so nothing proves what it says; add jarpub"
    ):
        pipeline.make_finals(complete, ["action-plan"], "Ann Example", DAY)


@pytest.mark.slow
@pytest.mark.parametrize("head", ["first", "even", "none"])
def test_the_mark_is_in_every_head_that_a_word_template_uses(head: str, project_with: Callable[..., Project]) -> None:
    project = project_with(house__css=(":root {", ":root {"))
    path = project.templates / "word" / "plain.docx"
    template = docx.Document(str(path))
    section = template.sections[0]
    if head == "first":
        section.different_first_page_header_footer = True
    if head == "even":
        template.settings.odd_and_even_pages_header_footer = True
    template.save(str(path))
    (entry,) = pipeline.build(project, BuildOptions(["southwark-life"], ["docx"])).artifacts
    section = docx.Document(BytesIO(entry.content)).sections[0]
    heads = [section.header, *([section.first_page_header] if head == "first" else []), *([section.even_page_header] if head == "even" else [])]  # fmt: skip
    assert all(each.paragraphs[0].text == MARK for each in heads)


@pytest.mark.slow
def test_words_that_a_style_sheet_adds_stop_the_build(project_with: Callable[..., Project]) -> None:
    project = project_with(house__css=(".council {", '.slug::after { content: " more words" } .council {'))
    with pytest.raises(
        DiagnosticsError, match=r'templates/house.css:\d+:\d+: the sheet prints "more words", which no page says'
    ):
        pipeline.build(project, BuildOptions(["southwark-life"], ["pdf"]))


def test_words_that_a_word_template_adds_stop_the_build(
    file_of: Callable[[str], Artifact], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant = in_word("word/document.xml", "<w:sectPr>", "<w:p><w:r><w:t>more</w:t></w:r></w:p><w:sectPr>")
    content = plant(file_of("southwark-life.docx").content)
    lost = in_word("word/document.xml", 'w:name="IA2"', 'w:name="x"')(file_of("action-plan.docx").content)
    project = Project(**{**vars(PROJECT), "output": tmp_path / "output"})
    for key, data, said in (
        ("southwark-life", content, 'the file says ".*more" where the page says'),
        ("action-plan", lost, "a link leads to .*, which the file does not have"),
    ):
        planted = SimpleNamespace(files=writer("docx").files, write=lambda page, theme, data=data: Rendered(data))
        monkeypatch.setattr(worker, "writer", lambda _, planted=planted: planted)
        with pytest.raises(DiagnosticsError, match=said):
            pipeline.build(project, BuildOptions([key], ["docx"]))


def test_a_final_is_not_older_than_the_approvals_of_its_wording(complete: Project) -> None:
    """All of its wording was approved on 31 March 2009; the formal plan tells none."""
    with pytest.raises(CommandError) as refused:
        pipeline.make_finals(complete, ["southwark-life"], "Ann Example", "2009-03-30")
    assert "southwark-life cannot be final on 2009-03-30: Ann Example approved press." in refused.value.message
    assert refused.value.message.endswith(" on 2009-03-31")
    assert refused.value.hint.startswith("give --on 2009-03-31 or a later day; ")
    assert not (complete.output / "final").exists()


@pytest.mark.parametrize("key", ["southwark-life", "action-plan"])
def test_a_final_may_be_of_the_day_of_its_approvals(
    key: str, complete: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "formats", lambda: ("html",))
    day = DAY if key == "southwark-life" else "2009-03-30"
    assert made_final(complete, key, on=day).is_new
    assert not made_final(complete, key, on="2009-01-01").is_new  # nothing is made, so no day is told


def test_what_is_not_as_it_was_made_among_the_finals_is_said(tmp_path: Path) -> None:
    """They are to be uploaded as they are: what was changed, taken away or put there is said by each build."""
    project = replace(PROJECT, output=tmp_path / "output")
    final = made_final(project, "action-plan")
    build = BuildOptions(["southwark-life"], ["html"])
    assert pipeline.build(project, build).troubles == ()
    (final.folder / "action-plan.html").write_bytes(b"by hand")
    (final.folder / "action-plan.pdf").unlink()
    (final.folder / "notes.txt").write_text("Ring Ann")
    (final.folder.parent / "old copies").mkdir()
    assert pipeline.build(project, build).troubles == (
        "final/action-plan/edition-1/action-plan.html was changed after the final was made",
        "final/action-plan/edition-1/action-plan.pdf is missing after the final was made",
        "final/action-plan/edition-1/notes.txt was put there after the final was made",
        "final/action-plan/old copies is none that was made here, or its record is gone",
    )


def test_an_edition_with_a_wrong_day_is_replaced_by_one_whose_record_says_so(tmp_path: Path) -> None:
    project = web_pages(tmp_path)
    first = made_final(project, "action-plan")
    before = {path: path.read_bytes() for path in files_in(project.output)}
    for _ in range(2):
        (second,) = pipeline.make_finals(project, ["action-plan"], "Ann Example", "2009-03-30", replaces=1)
        assert (second.record.number, second.record.on, second.record.replaces) == (2, "2009-03-30", 1)
    assert not second.is_new  # asked for twice
    assert not made_final(project, "action-plan").is_new
    assert {path: path.read_bytes() for path in before} == before
    shutil.rmtree(first.folder)
    build = BuildOptions(["action-plan"], ["html"])
    assert pipeline.build(project, build).troubles == ()
    report = (project.output / "report" / "report.html").read_text("utf-8")
    assert "of 2009-03-30, by Ann Example, in the place of edition 1" in report
    shutil.rmtree(second.folder)
    assert len(pipeline.build(project, build).troubles) == 1
    with pytest.raises(CommandError, match="there is no edition 7 of action-plan to be replaced"):
        pipeline.make_finals(project, ["action-plan"], "Ann Example", DAY, replaces=7)


GONE = "action-plan/edition-1"


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("records", f"final/{GONE} is none that was made here, or its record is gone"),
        ("final", f"final/{GONE}/action-plan.html is missing after the final was made"),
        (f"final/{GONE}/action-plan.html", f"final/{GONE}/action-plan.html is missing after the final was made"),
    ],
)
def test_what_somebody_deleted_of_the_finals_is_said_before_anything_else_until_it_is_back(
    gone: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = web_pages(tmp_path)
    made_final(project, "action-plan")
    folders = ["--source", project.source, "--templates", project.templates, "--output", project.output]
    words = ["southwark-life", "--format", "html", *map(str, folders)]
    main(words)
    main(words)
    assert "Nothing to do" in capsys.readouterr().out
    (project.output / gone).rename(tmp_path / "gone")
    for _ in range(2):
        assert main(words) == 0
        told = capsys.readouterr()
        assert told.err == f"LOOK AT THIS FIRST: the finals are not as they were made.\n  {said}.\n\n"
    (tmp_path / "gone").rename(project.output / gone)
    main(words)
    assert capsys.readouterr().err == ""
    main(words)
    assert "Nothing to do" in capsys.readouterr().out
