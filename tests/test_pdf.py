"""The PDF files: tagged, in the project's own fonts, and made without reaching for anything."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import page as validator
import pikepdf
import pytest
from conftest import KEYS, PROJECT, quietly

from jarpub import pipeline
from jarpub.findings import Place
from jarpub.house_html import read as read_page
from jarpub.page import Page
from jarpub.readers import reader
from jarpub.release import Entry
from jarpub.writers import Look
from jarpub.writers.pdf import write

OWN_FONTS = ("Source-Sans-3", "Atkinson-Hyperlegible", "Noto-")


@pytest.fixture(params=KEYS)
def content(request: pytest.FixtureRequest, file_of: Callable[[str], Entry]) -> bytes:
    return file_of(f"{request.param}.pdf").content


def tags(node: Any) -> Iterator[Any]:
    """Every structure element, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags(node.K)


def test_a_validator_finds_nothing(content: bytes) -> None:
    assert validator.validate_pdf_bytes(content, profile="ua1").failures == []


def test_only_own_fonts_are_in_it(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        names = {str(font.BaseFont).split("+")[1] for page in pdf.pages for font in page.Resources.Font.values()}
    assert names
    assert [name for name in names if not name.startswith(OWN_FONTS)] == []


def test_bookmarks_follow_the_headings(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf, pdf.open_outline() as outline:

        def titles(items: Any) -> Iterator[str]:
            for item in items:
                yield item.title
                yield from titles(item.children)

        bookmarks = list(titles(outline.root))
        headings = [tag for tag in tags(pdf.Root.StructTreeRoot) if str(tag.S) in ("/H1", "/H2", "/H3")]
    assert len(bookmarks) == len(headings)
    assert bookmarks[0] == reader("pdf")(content).title


def test_the_summary_has_four_pages_at_most(file_of: Callable[[str], Entry]) -> None:
    assert (file_of("young-peoples-summary.pdf").pages or 9) <= 4


def test_page_size_and_direction(file_of: Callable[[str], Entry]) -> None:
    sizes = {}
    for key in KEYS:
        with pikepdf.open(BytesIO(file_of(f"{key}.pdf").content)) as pdf:
            sizes[key] = {tuple(round(float(x)) for x in page.MediaBox)[2:] for page in pdf.pages}
    assert sizes == {"action-plan": {(842, 595)}, "young-peoples-summary": {(595, 842)}, "southwark-life": {(595, 842)}}


def test_a_table_over_several_pages_is_one_table_with_one_head(file_of: Callable[[str], Entry]) -> None:
    with pikepdf.open(BytesIO(file_of("action-plan.pdf").content)) as pdf:
        found = Counter(str(tag.S) for tag in tags(pdf.Root.StructTreeRoot))
        cells = [tag for tag in tags(pdf.Root.StructTreeRoot) if str(tag.S) == "/TH"]
        assert all("/Scope" in cell.A for cell in cells)
        assert len(pdf.pages) > 3
    assert (found["/Table"], found["/THead"]) == (3, 3)
    assert found["/TR"] == (1 + 5) + (1 + 6) + (1 + 7 + 19)


def test_a_row_that_breaks_over_pages_is_one_row(project_with: Callable[..., pipeline.Project]) -> None:
    long = "A long action. " * 900
    project = project_with(
        plan=("text: Views of young people received and influence final communications strategy.", f'text: "{long}"')
    )
    built = pipeline.build(project, ["action-plan"], ["pdf", "html"], quietly)
    content = {entry.format: entry.content for entry in built.entries}
    with pikepdf.open(BytesIO(content["pdf"])) as pdf:
        found = Counter(str(tag.S) for tag in tags(pdf.Root.StructTreeRoot))
    assert (found["/Table"], found["/THead"], found["/TR"]) == (3, 3, 40)
    assert sorted(reader("pdf")(content["pdf"]).words) == sorted(reader("html")(content["html"]).words)
    assert validator.validate_pdf_bytes(content["pdf"], profile="ua1").failures == []


@pytest.fixture
def look() -> Look:
    house = pipeline.load(PROJECT).house
    return PROJECT.look(house.publications[0], house)


@pytest.fixture
def page() -> Page:
    inputs = pipeline.load(PROJECT)
    return pipeline.release_all(PROJECT, inputs, inputs.house.publications[2:], ())[0].page


@pytest.mark.parametrize(
    "rule",
    [
        "body { background: url(file:///etc/hostname) }",
        "@import url(http://127.0.0.1:9/x.css);",
        "body { background: url(http://127.0.0.1:9/x.png) }",
    ],
)
def test_nothing_outside_is_reached_and_the_attempt_is_said(rule: str, look: Look, page: Page, tmp_path: Any) -> None:
    sheet = tmp_path / "print.css"
    sheet.write_text(f"{rule}\n{look.print_css.read_text('utf-8')}", "utf-8")
    complaints = write(page, replace(look, house_css=sheet, print_css=sheet)).complaints
    assert {complaint.file for complaint in complaints} == {sheet}
    assert not any("refused" in complaint.sentence for complaint in complaints)  # nobody asked the network


def test_pages_that_cannot_be_laid_out_are_a_complaint(look: Look, page: Page, tmp_path: Any) -> None:
    sheet = tmp_path / "print.css"
    size = "  size: A4;\n  margin: 18mm 18mm 16mm;"
    css = look.print_css.read_text("utf-8")
    assert size in css
    sheet.write_text(css.replace(size, "size: 1mm 1mm; margin: 0;"), "utf-8")
    body = read_page("<article><h1>Title</h1><ul><li>Words</li></ul></article>", Place("x"))
    product = write(replace(page, body=body), replace(look, print_css=sheet))
    assert "the pages cannot be laid out as this sheet asks" in product.complaints[0].sentence
    assert product.complaints[0].file == sheet


def test_a_fault_in_a_style_sheet_is_a_finding(project_with: Callable[..., pipeline.Project]) -> None:
    project = project_with(print__css=("hyphens: manual", "hyphen: manual"))
    with pytest.raises(pipeline.Refused, match=r"print.css:\d+:\d+: action-plan.pdf: Ignored `hyphen: manual`"):
        pipeline.build(project, ["action-plan"], ["pdf"], quietly)
    assert not list(project.output.glob("*.pdf"))
