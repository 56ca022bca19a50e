"""Drafts and finals: what a publication says of itself on every page, and what refuses to be final."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import docx
import pytest
from conftest import KEYS, PROJECT
from lxml import etree
from test_leaks import in_word

from jarpub.build import pipeline, worker
from jarpub.build.artifact import Artifact, Built
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import DiagnosticsError
from jarpub.formats import Rendered, reader, writer
from jarpub.project.paths import Project

MARK = "DRAFT, not for publication"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAFTS = ("young-peoples-summary", "southwark-life")


def test_what_is_a_draft_as_the_plan_stands(built: Built) -> None:
    assert {release.publication.key: release.is_draft for release in built.releases} == {
        "action-plan": False,
        "young-peoples-summary": True,
        "southwark-life": True,
    }


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_a_draft_says_so_first_and_a_final_nowhere(key: str, format: str, file_of: Callable[[str], Artifact]) -> None:
    reading = reader(format).extract(file_of(f"{key}.{format}").content)
    if key in DRAFTS:
        assert reading.blocks[0] == MARK
    else:
        assert not any("draft" in said.words.casefold().split() and MARK in said.words for said in reading.fragments)
        assert "TO BE SUPPLIED" not in " ".join(reading.blocks)


@pytest.mark.parametrize("key", DRAFTS)
def test_every_page_of_a_draft_pdf_says_so(key: str, file_of: Callable[[str], Artifact]) -> None:
    entry = file_of(f"{key}.pdf")
    pages = [said.words for said in reader("pdf").extract(entry.content).fragments if said.channel.startswith("page ")]
    assert len(pages) == entry.pages
    assert all(MARK in " ".join(page.split()) for page in pages)


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_every_head_of_a_draft_word_file_says_so(key: str, file_of: Callable[[str], Artifact], tmp_path: Path) -> None:
    """Each head that Word uses has the mark, and so has each page that LibreOffice prints."""
    content = file_of(f"{key}.docx").content
    with ZipFile(BytesIO(content)) as package:
        heads = [etree.fromstring(package.read(n)) for n in package.namelist() if re.match(r"word/header\d*\.xml", n)]
    words = ["".join(t.text or "" for t in head.iter(f"{W}t")) for head in heads]
    assert [MARK in each for each in words] == [key in DRAFTS] * len(words)
    if key in DRAFTS:
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
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.output.glob("[a-z]*.*")}
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions((), (), final=True))
    plan = load_sources(project).plan
    wanted = [gap.id for gap in plan.gaps if gap.blocking and not gap.answer and gap.needed_by]
    assert [diagnostic.message.split(",")[0] for diagnostic in refused.value.diagnostics] == wanted
    assert len(wanted) == 11
    lines = project.source.read_text("utf-8").splitlines()
    for diagnostic in refused.value.diagnostics:
        assert diagnostic.severity == "blocking"
        assert lines[diagnostic.location.line - 1].strip().startswith("question: ")
    assert before == {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.output.glob("[a-z]*.*")
    }


def test_the_action_plan_can_be_final(tmp_path: Path) -> None:
    project = Project(**{**vars(PROJECT), "output": tmp_path / "output"})
    built = pipeline.build(project, BuildOptions(["action-plan"], ["html"], final=True))
    assert [entry.release.stage for entry in built.artifacts] == ["final"]


@pytest.mark.slow
def test_filling_the_gaps_makes_everything_final(complete: Project) -> None:
    """One line for each gap is all that it takes."""
    changed = complete.source.read_text("utf-8").splitlines()
    lines = PROJECT.source.read_text("utf-8").splitlines()
    assert len(changed) == len(lines)
    assert all(old.strip() == "answer: null" for old, new in zip(lines, changed, strict=True) if old != new)
    built = pipeline.build(complete, BuildOptions((), ["html", "docx"], final=True))
    for entry in built.artifacts:
        words = " ".join(reader(entry.format).extract(entry.content).word_list)
        assert "TO BE SUPPLIED" not in words
        assert MARK not in words
        assert entry.release.stage == "final"


def test_a_format_that_cannot_be_read_back_is_never_final(complete: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jarpub.checks.suite.is_readable", lambda name: name != "docx")
    with pytest.raises(
        DiagnosticsError, match=r"action-plan.docx cannot be read back, so nothing proves what it says; add jarpub"
    ):
        pipeline.build(complete, BuildOptions(["action-plan"], ["docx"], final=True))
    assert pipeline.build(complete, BuildOptions(["action-plan"], ["html"], final=True)).artifacts


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
        DiagnosticsError, match=r'output/southwark-life.pdf: the file says ".*more words.*" where the page says'
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
