"""The looks: colours that can be read, pictures with words, and a council's own brand in one file."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from conftest import PROJECT, copied
from lxml import etree, html

from jarpub.build import pipeline
from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.checks.style import DARK, PAPER
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.pages.markup.parser import parse
from jarpub.project.brand import Brand
from jarpub.project.languages import MONTHS
from jarpub.project.paths import Project
from jarpub.project.plan.values import Colour

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SCHEMES = {
    "light": ["house.css", r":root"],
    "dark": ["screen.css", r"  :root"],
    "black and white": ["house.css", r"\.black-and-white"],
}
# Letters and the grounds that they stand on.
LETTERS = [
    ("ink", "paper"),
    ("ink", "warm"),
    ("ink", "tint"),
    ("quiet", "paper"),
    ("accent", "paper"),
    ("accent", "warm"),
    ("accent", "tint"),
    ("second", "paper"),
    ("second", "warm"),
    ("on-accent", "accent"),
    ("gap-ink", "gap-paper"),
    *((f"topic-{n}", ground) for n in range(1, 6) for ground in ("sheet", f"topic-{n}-pale")),
    *(("pen", f"topic-{n}-mid") for n in range(1, 6)),
]
# Shapes that say something: dots and signs, the lines of a timeline, the ring around what has the keyboard.
SHAPES = [("second", "paper"), ("accent", "warm"), ("rule", "paper"), ("focus", "paper"), ("focus", "warm")]


@cache
def brand() -> Brand:
    return load_sources(PROJECT).brand


def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name."""
    found = dict(brand().tokens)
    for file, selector in [SCHEMES["light"], SCHEMES[scheme]]:
        css = (PROJECT.templates / file).read_text("utf-8")
        block = re.search(rf"(?ms)^{selector} \{{(.*?)\}}", css)
        assert block, (file, selector)
        found |= dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))
    return {
        name: found.get(value[6:-1], value) if value.startswith("var(--") else value for name, value in found.items()
    }


def contrast(scheme: str, pair: tuple[str, str]) -> float:
    colours = tokens(scheme)
    return Colour(colours[pair[0]], Location("")).contrast(colours[pair[1]])


@pytest.mark.parametrize("pair", LETTERS, ids="-on-".join)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_letters_can_be_read(scheme: str, pair: tuple[str, str]) -> None:
    assert contrast(scheme, pair) >= 4.5


@pytest.mark.parametrize("pair", SHAPES, ids="-on-".join)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_can_be_seen(scheme: str, pair: tuple[str, str]) -> None:
    assert contrast(scheme, pair) >= 3


def test_contrast_is_that_of_the_standard() -> None:
    assert Colour("#000000", Location("")).contrast("#ffffff") == pytest.approx(21)
    assert Colour("#777777", Location("")).contrast("#ffffff") == pytest.approx(4.478, abs=0.001)


def test_the_brand_is_held_against_the_paper_that_there_is() -> None:
    assert (tokens("light")["paper"], tokens("dark")["paper"]) == (PAPER, DARK)


OTHER = """organisation: Burnham District Council
language: en-GB
logo: pictures/burnham.svg
colours:
  accent: "#5b2a86"
  accent_in_the_dark: "#d6b8f5"
  second: "#0b6b3a"
  second_in_the_dark: "#8fe0b0"
  tint: "#f3edf8"
  warm: "#eef8f1"
fonts:
  plain: Atkinson Hyperlegible
  easy: Source Sans 3
  word: Verdana
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Artifact]:
    """The files of a council that changed the one file, and drew a logo."""
    project = copied(tmp_path_factory.mktemp("burnham"))
    (project.templates / "brand.yaml").write_text(OTHER, "utf-8")
    mark = '<svg class="logo" viewBox="0 0 10 10" width="36" height="36" aria-hidden="true"><circle class="accent" cx="5" cy="5" r="5"/></svg>'
    (project.templates / "pictures" / "burnham.svg").write_text(mark, "utf-8")
    keys = ["action-plan", "young-peoples-summary"]
    return {entry.name: entry for entry in pipeline.build(project, BuildOptions(keys, ())).artifacts}


@pytest.mark.slow
def test_another_council_has_its_own_name_colours_and_fonts(other: dict[str, Artifact]) -> None:
    page = other["action-plan.html"].content.decode()
    assert "Burnham District Council" in page
    assert "--accent: #5b2a86" in page
    assert '--font: "Atkinson Hyperlegible"' in page
    assert '<circle class="accent" cx="5"' in page
    with pikepdf.open(BytesIO(other["action-plan.pdf"].content)) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.values()}
        assert str(pdf.docinfo["/Author"]) == "Burnham District Council"
    assert any("Atkinson" in font for font in fonts)
    assert not any("Source" in font for font in fonts)
    for name, entry in other.items():
        if name.endswith(".html"):
            council = html.document_fromstring(entry.content.decode()).find_class("council")
            assert [" ".join(each.text_content().split()) for each in council] == ["Burnham District Council"]


@pytest.mark.slow
def test_another_council_has_them_in_word(other: dict[str, Artifact]) -> None:
    with ZipFile(BytesIO(other["young-peoples-summary.docx"].content)) as package:
        theme, styles = package.read("word/theme/theme1.xml").decode(), package.read("word/styles.xml").decode()
    assert 'accent1><a:srgbClr val="5B2A86"' in theme
    assert 'typeface="Verdana"' in theme
    assert "0B4F6C" not in theme + styles
    assert 'w:val="5B2A86"' in styles
    assert 'w:fill="5B2A86"' in styles
    assert 'w:ascii="Verdana"' in styles
    assert "Arial" not in re.sub(r'w:(eastAsia|cs)="Arial"', "", styles)


def with_brand(project_with: Callable[..., Project], find: str, put: str) -> Project:
    return project_with(brand__yaml=(find, put))


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        (
            'accent: "#0b4f6c"',
            'accent: "#7fb2c8"',
            r"brand.yaml:\d+:\d+: colours, accent: #7fb2c8 on white paper has a contrast of 2.3, and 4.5",
        ),
        (
            'accent_in_the_dark: "#9bd4ec"',
            'accent_in_the_dark: "#0b4f6c"',
            "accent_in_the_dark: #0b4f6c on dark paper .* take a lighter colour",
        ),
        ('accent: "#0b4f6c"', "accent: blue", 'colours, accent: "blue" is no colour; write "#" and six digits'),
        ("plain: Source Sans 3", "plain: Comic Sans", 'fonts, plain: no font package has "Comic Sans"'),
        (
            "logo: pictures/logo.svg",
            "logo: pictures/none.svg",
            "templates/pictures/none.svg: there is no such template",
        ),
        ("organisation:", "organization:", 'the label "organization:" is not known; did you mean "organisation:"'),
    ],
)
def test_a_fault_in_the_brand_is_a_finding(
    find: str, put: str, said: str, project_with: Callable[..., Project]
) -> None:
    with pytest.raises(DiagnosticsError, match=said):
        pipeline.make(with_brand(project_with, find, put), BuildOptions(["action-plan"], ["html"]))


def test_a_logo_as_drawing_programs_save_it(project_with: Callable[..., Project]) -> None:
    project = project_with(brand__yaml=("organisation:", "organisation:"))
    logo = project.templates / "pictures" / "logo.svg"
    prologue = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- drawn by a program -->\n<!DOCTYPE svg>\n'
    logo.write_text(
        prologue + logo.read_text("utf-8").replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'), "utf-8"
    )
    content = pipeline.make(project, BuildOptions(["action-plan"], ["html"])).artifacts[0].content
    assert b'class="logo"' in content
    assert b"drawn by a program" not in content


def test_a_brand_without_a_logo(project_with: Callable[..., Project]) -> None:
    made = pipeline.make(
        with_brand(project_with, "logo: pictures/logo.svg\n", ""), BuildOptions(["action-plan"], ["html"])
    )
    assert b'class="logo"' not in made.artifacts[0].content


ICON = '<svg class="icon" viewBox="0 0 9 9" width="9" height="9" aria-hidden="true"><path d="M0 0"/></svg>'


@pytest.mark.parametrize(
    ("put", "said"),
    [
        (ICON.replace(' aria-hidden="true"', ""), "the picture has no words for those who cannot see it"),
        (ICON.replace(' aria-hidden="true"', ' aria-hidden="true" aria-label="A house"'), "or is hidden from them"),
        (ICON.replace("<path", "<foreignObject"), "<foreignobject> is not part of the page markup"),
        (ICON.replace("<path", '<path onclick="x()"'), '<path> cannot have the attribute "onclick"'),
        (ICON.replace("<path", '<path style="fill:red"'), '<path> cannot have the attribute "style"'),
        (ICON.replace(' viewBox="0 0 9 9"', ""), "<svg> has no viewbox"),
        (ICON.replace('width="9"', 'width="wide"'), '<svg> cannot have width="wide"'),
        ('<img src="x.png" alt="">', "put an SVG picture into the folder pictures"),
    ],
)
def test_a_fault_in_a_picture_is_a_finding(put: str, said: str, project_with: Callable[..., Project]) -> None:
    project = project_with(press_copy__html=('<p class="slug">', f'<p class="slug">{put}'))
    with pytest.raises(DiagnosticsError, match=re.escape(said)):
        pipeline.make(project, BuildOptions(["southwark-life"], ["html"]))


@pytest.mark.slow
def test_a_name_drawn_into_a_picture_is_found_in_every_format(project_with: Callable[..., Project]) -> None:
    drawn = ICON.replace('<path d="M0 0"/>', '<text x="0" y="9">Rory Patterson</text>')
    project = project_with(press_copy__html=('<p class="slug">', f'<p class="slug">{drawn}'))
    for format in ("html", "pdf", "docx"):
        with pytest.raises(DiagnosticsError, match="Rory Patterson"):
            pipeline.make(project, BuildOptions(["southwark-life"], [format]))


@pytest.mark.slow
def test_a_timeline_says_what_it_shows_and_shows_what_is_due(file_of: Callable[[str], Artifact]) -> None:
    page = html.document_fromstring(file_of("action-plan.html").content.decode())
    picture = next(each for each in page.iter("svg") if each.get("class") == "timeline")
    dots = [
        (float(dot.get("cx")), float(dot.get("cy"))) for dot in picture.iter("circle") if dot.get("class") == "second"
    ]
    plan = load_sources(PROJECT).plan
    months = [
        {(month.year, month.number) for strand in recommendation.strands for due in strand.due for month in due.months}
        for recommendation in plan.recommendations
    ]
    assert len(dots) == sum(len(due) for due in months)
    axis = {
        float(text.get("x")): text.text
        for text in picture.iter("text")
        if "letters" in text.get("class").split() and text.get("text-anchor")
    }
    start = min(12 * year + number - 1 for due in months for year, number in due)
    for at, name in enumerate(axis.values()):
        assert name == MONTHS[(start + at) % 12][:3]
    for row, due in zip(sorted({y for _, y in dots}), months, strict=True):
        found = {list(axis).index(x) + start for x, y in dots if y == row}
        assert found == {12 * year + number - 1 for year, number in due}
    for month in ("March 2009", "January 2009 and April 2009", "December 2008", "July 2008"):
        assert month in picture.get("aria-label")


@pytest.mark.slow
@pytest.mark.parametrize("count", [0, 1, 40])
def test_a_timeline_of_any_plan(count: int, project_with: Callable[..., Project]) -> None:
    """Without a date, in one month only, over many years with many rows."""
    text = PROJECT.source.read_text("utf-8")
    due = "\n".join(
        f'          - {{id: IA1.d{n}, text: "{2000 + n}", months: ["{2000 + n}-05"]}}' for n in range(1, count + 1)
    )
    text = re.sub(r"(?m)^        due:\n(          - .*\n)+", "        due: []\n", text)
    if count:
        text = text.replace("        due: []\n", f"        due:\n{due}\n", 1)
    project = project_with(plan=("document:", "document:"))
    project.source.write_text(re.sub(r"(?s)\napprovals:.*", "\n", text), "utf-8")
    made = pipeline.make(project, BuildOptions(["action-plan"], ()))
    page = html.document_fromstring(next(entry.content for entry in made.artifacts if entry.format == "html").decode())
    picture = next(each for each in page.iter("svg") if each.get("class") == "timeline")
    assert len([dot for dot in picture.iter("circle") if dot.get("class") == "second"]) == count
    assert picture.get("aria-label").count("no month recorded") == (5 if count == 0 else 4)


def word_styles(file: str) -> Iterator[tuple[str, str, str]]:
    """Each style of a template, and each row that one of tables sets apart: its name, the colour of its letters, its ground."""
    with ZipFile(PROJECT.templates / "word" / file) as package:
        root = etree.fromstring(package.read("word/styles.xml"))
    ink = next((each.get(f"{W}val") for each in root.iterfind(f"{W}docDefaults//{W}color")), "000000")
    by_id = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}

    def find(style: Any, path: str, attribute: str, otherwise: str) -> str:
        while style is not None:
            found = style.find(path)
            if found is not None and found.get(f"{W}{attribute}") not in (None, "auto"):
                return str(found.get(f"{W}{attribute}"))
            based = style.find(f"{W}basedOn")
            style = None if based is None else by_id[based.get(f"{W}val")]
        return otherwise

    for name, style in by_id.items():
        if style.get(f"{W}type") in ("paragraph", "character"):
            colour = find(style, f".//{W}rPr/{W}color", "val", ink)
            ground = find(style, f".//{W}shd", "fill", "FFFFFF")
            yield name, f"#{colour}".lower(), f"#{ground}".lower()
        for part in style.iter(f"{W}tblStylePr"):
            colour, ground = part.find(f".//{W}color"), part.find(f".//{W}shd")
            yield (
                f"{name}, {part.get(f'{W}type')}",
                f"#{ink if colour is None else colour.get(f'{W}val')}".lower(),
                f"#{'FFFFFF' if ground is None else ground.get(f'{W}fill')}".lower(),
            )


@pytest.mark.parametrize("file", sorted(path.name for path in (PROJECT.templates / "word").glob("*.docx")))
def test_letters_can_be_read_in_word(file: str) -> None:
    styles = list(word_styles(file))
    assert len(styles) > 20
    assert ("HouseTable, firstRow", "#ffffff", str(brand().colours.accent)) in styles
    for name, colour, ground in styles:
        assert Colour(colour, Location("")).contrast(ground) >= 4.5, name


@pytest.mark.slow
def test_the_summary_for_photocopiers_has_no_colour(file_of: Callable[[str], Artifact]) -> None:
    entry = file_of("young-peoples-summary-black-and-white.pdf")
    colours = set()
    with pikepdf.open(BytesIO(entry.content)) as pdf:
        for page in pdf.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("rg", "RG", "sc", "SC", "scn", "SCN") and len(operands) == 3:
                    colours.add(tuple(round(float(part), 2) for part in operands))
    assert len(colours) >= 2
    assert all(len(set(colour)) == 1 for colour in colours)
    assert entry.release.page is file_of("young-peoples-summary.pdf").release.page


@pytest.mark.slow
def test_the_finished_summary_fills_four_pages(complete: Project) -> None:
    made = pipeline.make(complete, BuildOptions(["young-peoples-summary"], ["pdf"]))
    assert [entry.pages for entry in made.artifacts] == [4, 4]


@pytest.mark.parametrize("size", ["viewBox", "width", "height"])
def test_a_picture_says_how_large_it_is(size: str) -> None:
    picture = re.sub(f' {size}="[^"]*"', "", ICON)
    with pytest.raises(DiagnosticsError, match=f"<svg> has no {size.lower()}"):
        parse(f"<article><h1>Title {picture}</h1></article>", Location("x"))
    assert parse(f"<article><h1>Title {ICON}</h1></article>", Location("x")).text() == "Title"
