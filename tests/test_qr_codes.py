"""QR codes: another program reads from each finished file the address that answers the gap."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import zxingcpp
from conftest import PROJECT
from lxml import html
from PIL import Image

from jarpub.build import pipeline
from jarpub.build.artifact import Artifact
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import DiagnosticsError, Problem
from jarpub.formats.docx.pictures import drawn
from jarpub.pages.qr_codes import qr
from jarpub.pages.view import view
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project

ADDRESS = "https://www.ofsted.gov.uk/oxcare_providers/la_view/(leaid)/210?page=2&type=jar"
QUESTION = "question: What is the web address of the inspectors' full report?\n    answer: "
LINK = "<li>{{ link(w.links.report, gaps.report_online) }}</li>"
CODES = '<li>{{ link(w.links.report, gaps.report_online) }} {{ qr(gaps.G04a) }} {{ qr(gaps.G04a, "The code of the report") }}</li>'


@pytest.fixture
def project(project_with: Callable[..., Project]) -> Project:
    return project_with(plan=(f"{QUESTION}null", f'{QUESTION}"{ADDRESS}"'), press_copy__html=(LINK, CODES))


def read(picture: Image.Image) -> list[str]:
    """What a telephone reads from a picture."""
    return [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))]


def made(project: Project) -> dict[str, Artifact]:
    return {each.format: each for each in pipeline.build(project, BuildOptions(["southwark-life"], ())).artifacts}


@pytest.mark.slow
def test_a_code_is_read_from_paper_word_and_the_web(project: Project, tmp_path: Path) -> None:
    files = made(project)
    (tmp_path / "x.pdf").write_bytes(files["pdf"].content)
    subprocess.run(["pdftoppm", "-r", "150", "-png", "x.pdf", "page"], cwd=tmp_path, check=True)
    assert [words for page in sorted(tmp_path.glob("page*.png")) for words in read(Image.open(page))] == [ADDRESS] * 2
    with ZipFile(BytesIO(files["docx"].content)) as package:
        dots = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    assert [read(Image.open(BytesIO(each))) for each in dots] == [[ADDRESS]]
    page = html.document_fromstring(files["html"].content)
    codes = page.xpath("//svg[@class='qr-code']")
    assert [(each.get("aria-hidden"), each.get("aria-label")) for each in codes] == [
        ("true", None),
        (None, "The code of the report"),
    ]
    release = files["html"].release
    pictures = [each for each in release.page.body.walk() if each.tag == "svg"]
    svg, png = drawn(pictures[0], files["html"].target.theme)
    assert svg
    assert read(Image.open(BytesIO(png))) == [ADDRESS]


def test_without_an_answer_there_is_no_code() -> None:
    plan, asked = view(load_plan(PROJECT.source.read_bytes(), "plan.yaml"), ("gaps",))
    assert qr(plan.gaps.G04a) == ""
    assert "G04a.answer" in asked


def test_a_code_leads_to_one_web_address_that_the_plan_holds(project_with: Callable[..., Project]) -> None:
    with pytest.raises(Problem, match="qr needs a gap of the plan for its address, and has a str"):
        qr("https://www.example.org")
    project = project_with(
        plan=(f"{QUESTION}null", f'{QUESTION}"See the report at Ofsted"'), press_copy__html=(LINK, CODES)
    )
    with pytest.raises(DiagnosticsError, match="the answer is meant to be one web address"):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))
