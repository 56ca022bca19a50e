"""The PDF files: in the project's own fonts, and made without reaching for anything."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from conftest import KEYS, PROJECT
from PIL import Image, ImageOps

from jarpub.build import pipeline
from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import releases_of
from jarpub.build.target import theme_of
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import Theme
from jarpub.formats.pdf.drawn_text import drawn
from jarpub.formats.pdf.writer import _weasyprint, write
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page
from jarpub.project.paths import Project
from jarpub.project.publications import chosen

DOTS_A_MILLIMETRE = 5
OWN_FONTS = ("Source-Sans-3", "Nunito", "Noto-")


@pytest.fixture(params=KEYS)
def content(request: pytest.FixtureRequest, file_of: Callable[[str], Artifact]) -> bytes:
    return file_of(f"{request.param}.pdf").content


def test_only_own_fonts_are_in_it(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        names = {str(font.BaseFont).split("+")[1] for page in pdf.pages for font in page.Resources.Font.values()}
    assert names
    assert [name for name in names if not name.startswith(OWN_FONTS)] == []


def test_page_size_and_direction(file_of: Callable[[str], Artifact]) -> None:
    sizes = {}
    for key in KEYS:
        with pikepdf.open(BytesIO(file_of(f"{key}.pdf").content)) as pdf:
            sizes[key] = {tuple(round(float(x)) for x in page.MediaBox)[2:] for page in pdf.pages}
    assert sizes == {"action-plan": {(842, 595)}, "young-peoples-summary": {(595, 842)}, "southwark-life": {(595, 842)}}


def test_nothing_stands_in_the_margins_at_the_sides(content: bytes) -> None:
    for picture in pictures(content):
        margin = (10 if picture.width > picture.height else 16) * DOTS_A_MILLIMETRE - 1
        sides = [picture.crop((edge, 0, edge + margin, picture.height)) for edge in (0, picture.width - margin)]
        assert [side.getextrema() for side in sides] == [(255, 255), (255, 255)]


def test_the_mark_of_a_draft_stands_once_on_each_page(content: bytes) -> None:
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            assert "".join(piece.text for piece in drawn(page, page.Resources)).count("DRAFT, not for publication") == 1


def test_no_page_but_the_last_is_left_half_empty(content: bytes) -> None:
    for picture in pictures(content)[:-1]:
        above_the_foot = picture.crop((0, 0, picture.width, picture.height - 13 * DOTS_A_MILLIMETRE))
        _, _, _, end = ImageOps.invert(above_the_foot).getbbox()
        assert end > picture.height * 2 / 3


def test_spaces_hang_at_the_ends_of_lines() -> None:
    """Words that the program marks as values break where the same words do without any mark."""
    weasyprint = _weasyprint()
    from weasyprint.formatting_structure.boxes import LineBox

    marked = (
        "<span>Send paper copies to places</span> <span>like schools, youth clubs</span> <span>and Speakerbox.</span>"
    )
    for width in range(90, 190, 2):
        sides = []
        for told in (marked, re.sub("<.*?>", "", marked)):
            html = f"<style>body {{ width: {width}px }} p {{ white-space: pre-wrap }}</style><p>{told}</p>"
            (sheet,) = weasyprint.HTML(string=html).render().pages
            lines = [each for each in sheet._page_box.descendants() if isinstance(each, LineBox)]
            sides.append(["".join(getattr(part, "text", "") for part in line.descendants()).strip() for line in lines])
        assert sides[0] == sides[1], width


def test_texts_that_are_measured_once_stand_where_they_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words are as wide as their own letters and white space have it, in rows within rows."""
    weasyprint = _weasyprint()
    from weasyprint.layout import preferred
    from weasyprint.text import line_break

    words = "<p>Send paper copies</p><p class=large>Send paper copies</p><pre>Send paper copies</pre>"
    styles = "div { display: flex; width: 9em } p { hyphens: auto } .large { font-size: 2em } b { width: 0 }"
    html = f"<html lang=en><style>{styles}</style><div>{words}<div>{words}<b><p>Send paper copies</b></div></div>"

    def places() -> list[Any]:
        (sheet,) = weasyprint.HTML(string=html).render().pages
        return [(type(box), box.position_x, box.position_y, box.width) for box in sheet._page_box.descendants()]

    remembered = places()
    assert preferred.split_first_line is not line_break.split_first_line
    monkeypatch.setattr(preferred, "split_first_line", line_break.split_first_line)
    assert len({width for _, _, _, width in remembered}) > 8
    assert remembered == places()


@cache
def pictures(content: bytes) -> list[Image.Image]:
    """The pages in grey."""
    found = []
    command = ["pdftoppm", "-r", str(DOTS_A_MILLIMETRE * 25.4), "-gray", "-"]
    told = BytesIO(subprocess.run(command, input=content, capture_output=True, check=True).stdout)
    while told.tell() < len(told.getbuffer()):
        assert told.readline() == b"P5\n"
        width, height = map(int, told.readline().split())
        assert told.readline() == b"255\n"
        found.append(Image.frombytes("L", (width, height), told.read(width * height)))
    return found


@pytest.fixture
def theme() -> Theme:
    sources = load_sources(PROJECT)
    return theme_of(PROJECT, sources.settings.publications[0], sources.brand)


@pytest.fixture
def page() -> Page:
    sources = load_sources(PROJECT)
    return releases_of(PROJECT, sources, sources.settings.publications[2:], ())[0].page


@pytest.mark.slow
@pytest.mark.parametrize(
    "rule",
    [
        "body { background: url(file:///etc/hostname) }",
        "@import url(http://127.0.0.1:9/x.css);",
        "body { background: url(http://127.0.0.1:9/x.png) }",
    ],
)
def test_nothing_outside_is_reached_and_the_attempt_is_said(rule: str, theme: Theme, page: Page, tmp_path: Any) -> None:
    sheet = tmp_path / "print.css"
    sheet.write_text(f"{rule}\n{theme.print_css.read_text('utf-8')}", "utf-8")
    complaints = write(page, replace(theme, house_css=sheet, print_css=sheet)).diagnostics
    assert {complaint.location.file for complaint in complaints} == {str(sheet)}
    assert not any("refused" in complaint.message for complaint in complaints)  # nobody asked the network


def test_pages_that_cannot_be_laid_out_are_a_complaint(theme: Theme, page: Page, tmp_path: Any) -> None:
    sheet = tmp_path / "print.css"
    size = "  size: A4;\n  margin: 15mm 16mm 13mm;"
    css = theme.print_css.read_text("utf-8")
    assert size in css
    sheet.write_text(css.replace(size, "size: 1mm 1mm; margin: 0;"), "utf-8")
    body = parse("<article><h1>Title</h1><ul><li>Words</li></ul></article>", Location("x"))
    rendered = write(replace(page, body=body), replace(theme, print_css=sheet))
    assert "the pages cannot be laid out as this sheet asks" in rendered.diagnostics[0].message
    assert rendered.diagnostics[0].location.file == str(sheet)


@pytest.mark.slow
def test_a_fault_in_a_style_sheet_is_a_finding(project_with: Callable[..., Project]) -> None:
    project = project_with(print__css=("hyphens: manual", "hyphen: manual"))
    with pytest.raises(DiagnosticsError, match=r"print.css:\d+:\d+: action-plan.pdf: Ignored `hyphen: manual`"):
        pipeline.build(project, BuildOptions(["action-plan"], ["pdf"]))
    assert not list(project.output.glob("*.pdf"))


def test_what_is_wrong_with_a_sheet_is_said_of_each_file_that_it_is_used_for(tmp_path: Path) -> None:
    sources = load_sources(PROJECT)
    publication = chosen(sources.settings, ["southwark-life"])
    (release,) = releases_of(PROJECT, sources, publication, ["pdf"])
    theme = theme_of(PROJECT, release.publication, sources.brand)
    sheet = tmp_path / "print.css"
    sheet.write_text(f"{theme.print_css.read_text('utf-8')}\np {{ colour: red }}\n", "utf-8")
    first, again = (write(release.page, replace(theme, print_css=sheet)) for _ in range(2))
    assert [diagnostic.code.name for diagnostic in first.diagnostics] == ["style.unknown"]
    assert again == first
    assert write(release.page, theme).diagnostics == ()
