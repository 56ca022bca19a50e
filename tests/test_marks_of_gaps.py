"""What stands for something that the plan does not have is read at a glance: no line ends inside a word of it."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import PROJECT

from jarpub.build.artifact import Artifact
from jarpub.formats import reader


def lines_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_no_line_of_a_pdf_ends_in_a_mark(file_of: Callable[[str], Artifact], tmp_path: Path) -> None:
    artifact = file_of("action-plan.pdf")
    (tmp_path / "x.pdf").write_bytes(artifact.content)
    lines = lines_of(tmp_path / "x.pdf")
    wanted = artifact.release.page.body.text().count("Not recorded")
    assert wanted > 9
    assert lines.count("Not recorded") == wanted
    assert not re.search(r"(?m)\b(Not|record|rec)$", lines)


@pytest.mark.slow
def test_no_line_of_a_word_file_ends_in_a_mark(file_of: Callable[[str], Artifact], tmp_path: Path) -> None:
    artifact = file_of("action-plan.docx")
    (tmp_path / "x.docx").write_bytes(artifact.content)
    with ZipFile(tmp_path / "x.docx") as package:
        text = package.read("word/document.xml").decode()
    assert text.count("Not\u00a0recorded") == artifact.release.page.body.text().count("Not recorded")
    assert "Not recorded" not in text
    assert " ".join(reader("docx").extract(artifact.content).word_list).count("Not recorded") > 9


def test_style_sheets_keep_marks_whole() -> None:
    sheet = (PROJECT.templates / "house.css").read_text("utf-8")
    assert "td mark.gap, td .none { overflow-wrap: normal; word-break: normal; hyphens: none; }" in sheet
    assert "td .none { white-space: nowrap; }" in sheet
