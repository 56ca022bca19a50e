"""The leaflet and the poster of the plan that officers keep: on their paper, in letters large enough, with a code to each outlet."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import page as validator
import pikepdf
import pytest
from conftest import LIVE, approve_all
from lxml import etree
from PIL import Image
from test_qr_codes import read
from test_reading_order import numbers_out_of_order
from test_summary import HELP, HONEST, LINE, parts, with_honest_answers, words

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import Release, releases_of
from jarpub.build.target import theme_of
from jarpub.diagnostics import Location
from jarpub.formats import reader, writer
from jarpub.formats.booklet.imposition import sides
from jarpub.formats.docx.pictures import drawn
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Element, Page
from jarpub.pages.qr_codes import qr
from jarpub.pages.view import view
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.rows import progress
from jarpub.project.sources import Sources

KEYS = ("leaflet", "poster")
ADDRESS = HONEST["web address"]
A3, A4_ACROSS, HALF_OF_A4 = (842, 1191), (842, 595), (421, 595)
PAPER = {
    "leaflet.pdf": [HALF_OF_A4] * 4,
    "leaflet-black-and-white.pdf": [HALF_OF_A4] * 4,
    "leaflet-to-fold.pdf": [A4_ACROSS] * 2,
    "leaflet-black-and-white-to-fold.pdf": [A4_ACROSS] * 2,
    "poster.pdf": [A3],
    "poster-black-and-white.pdf": [A3],
}
FOLDED = {
    "leaflet.pdf": "leaflet-to-fold.pdf",
    "leaflet-black-and-white.pdf": "leaflet-black-and-white-to-fold.pdf",
}
Word = tuple[float, float, str]


@cache
def sources() -> Sources:
    return load_sources(LIVE)


@cache
def release_of(key: str) -> Release:
    (publication,) = (each for each in sources().settings.publications if each.key == key)
    return releases_of(LIVE, sources(), [publication], ())[0]


def page(key: str) -> Element:
    return release_of(key).page.body


def answered(folder: Path) -> Project:
    """The project with every gap answered, its wording approved, and the poster's copies for schools."""
    project = replace(LIVE, source=folder / "plan.yaml", templates=folder / "templates", output=folder / "output")
    project.source.write_text(with_honest_answers(LIVE.source.read_text("utf-8")), "utf-8")
    project.approvals.write_bytes(LIVE.approvals.read_bytes())
    for path in filter(Path.is_file, LIVE.templates.rglob("*")):
        copy = project.templates / path.relative_to(LIVE.templates)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    settings = project.templates / "publications.yaml"
    poster = "  - key: poster\n"
    text = settings.read_text("utf-8")
    assert poster in text
    settings.write_text(text.replace(poster, f"{poster}    outlet: schools\n"), "utf-8")
    approve_all(project)
    return project


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDFs of finals."""
    finals = pipeline.make_finals(answered(tmp_path_factory.mktemp("paper")), KEYS, "Ann Example", "2009-03-31")
    return {path.name: path.read_bytes() for final in finals for path in final.folder.glob("*.pdf")}


@pytest.mark.slow
def test_each_file_has_the_pages_that_its_paper_has(finished: dict[str, bytes]) -> None:
    found = {}
    for name, content in finished.items():
        with pikepdf.open(BytesIO(content)) as pdf:
            found[name] = [tuple(round(float(edge)) for edge in each.MediaBox)[2:] for each in pdf.pages]
    assert found == PAPER


@pytest.mark.slow
def test_drafts_have_as_many_pages_with_their_gaps_open() -> None:
    for key, wanted in (("leaflet", 4), ("poster", 1)):
        release = release_of(key)
        assert "TO BE SUPPLIED" in words(release.page.body)
        theme = theme_of(LIVE, release.publication, sources().brand)
        assert writer("pdf").write(release.page, theme).pages == wanted


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        (1, [(4, 1)]),
        (2, [(4, 1), (2, 3)]),
        (4, [(4, 1), (2, 3)]),
        (5, [(8, 1), (2, 7), (6, 3), (4, 5)]),
        (12, [(12, 1), (2, 11), (10, 3), (4, 9), (8, 5), (6, 7)]),
    ],
)
def test_pages_stand_on_sheets_as_printers_need_them(pages: int, wanted: list[tuple[int, int]]) -> None:
    assert sides(pages) == wanted


@pytest.mark.slow
@pytest.mark.parametrize("pages", [1, 5])
def test_any_number_of_pages_can_be_folded(pages: int, tmp_path: Path) -> None:
    publication = sources().settings.publications[2]
    theme = theme_of(LIVE, publication, sources().brand)
    sheet = tmp_path / "print.css"
    sheet.write_text(f"{theme.print_css.read_text('utf-8')}section {{ break-before: page }}", "utf-8")
    told = "".join(f"<section><h2>Part {number}</h2> </section>" for number in range(1, pages))
    body = parse(f"<article><h1>Begin</h1> {told}</article>", Location("x"))
    rendered = writer("booklet").write(Page("key", "en", "subject", "council", body), replace(theme, print_css=sheet))
    assert rendered.pages == len(sides(pages))
    assert reader("booklet").extract(rendered.content).word_list == body.text().split()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "folded"), FOLDED.items())
def test_folded_sheets_have_the_pages_side_by_side(name: str, folded: str, finished: dict[str, bytes]) -> None:
    """The back is left of the front page, and the second left of the third; every word stands where its page has it."""
    pages, sheets = placed(finished[name]), placed(finished[folded])
    width = 148.5 * 72 / 25.4
    for sheet, (left, right) in zip(sheets, [(4, 1), (2, 3)], strict=True):
        wanted = [*pages[left - 1], *((round(x + width, 0), y, word) for x, y, word in pages[right - 1])]
        assert sorted(map(in_points, sheet)) == sorted(map(in_points, wanted))
        assert len(sheet) > 100


@pytest.mark.slow
@pytest.mark.parametrize(("name", "folded"), FOLDED.items())
def test_folded_sheets_are_read_in_the_order_of_the_pages(name: str, folded: str, finished: dict[str, bytes]) -> None:
    plain, sheets = (reader("pdf").extract(finished[each]) for each in (name, folded))
    assert sheets.blocks == plain.blocks
    assert sheets.links == plain.links
    assert numbers_out_of_order(finished[folded]) == []
    for profile in ("ua1", "2a"):
        assert validator.validate_pdf_bytes(finished[folded], profile=profile).failures == []


@pytest.mark.slow
def test_links_and_the_places_that_they_lead_to_move_with_their_pages(finished: dict[str, bytes]) -> None:
    plain, sheets = (places(finished[each]) for each in ("leaflet.pdf", "leaflet-to-fold.pdf"))
    width = 148.5 * 72 / 25.4
    side, moved = {0: 0, 1: 1, 2: 1, 3: 0}, {0: width, 1: 0, 2: width, 3: 0}
    wanted = [(kind, side[number], x + moved[number], y) for kind, number, x, y in plain]
    assert len(wanted) > 15
    assert sorted(map(rounded, sheets)) == sorted(map(rounded, wanted))


def places(content: bytes) -> list[tuple[str, int, float, float]]:
    """Each link, bookmark and named place: what it is, the number of its page, from the left, from the foot."""
    found = []
    with pikepdf.open(BytesIO(content)) as pdf:
        numbers = {each.objgen: number for number, each in enumerate(pdf.pages)}
        for each in pdf.pages:
            for annotation in each.get("/Annots", []):
                target = str(annotation.get("/Dest", annotation.get("/A", {}).get("/URI")))
                found.append((target, numbers[each.objgen], float(annotation.Rect[0]), float(annotation.Rect[1])))
        for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items():
            found.append((f"#{name}", numbers[target[0].objgen], float(target[2]), float(target[3])))
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Dictionary) and "/Title" in entry and "/Dest" in entry:
                target = entry.Dest
                found.append((f"* {entry.Title}", numbers[target[0].objgen], float(target[2]), float(target[3])))
    return found


def rounded(place: tuple[str, int, float, float]) -> tuple[str, int, int, int]:
    kind, number, x, y = place
    return kind, number, round(x), round(y)


def in_points(word: Word) -> tuple[int, int, str]:
    return round(word[0]), round(word[1]), word[2]


def placed(content: bytes) -> list[list[Word]]:
    """The words of each page, with where they stand in points."""
    return [[(x, top, word) for x, top, _, word in told] for told in boxes(content)]


def boxes(content: bytes) -> list[list[tuple[float, float, float, str]]]:
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    return [
        [
            (float(each.get("xMin")), float(each.get("yMin")), float(each.get("yMax")), each.text)
            for each in sheet.iter("{*}word")
        ]
        for sheet in etree.fromstring(told.stdout).iter("{*}page")
    ]


def sizes(content: bytes, without: float) -> Iterator[tuple[str, float]]:
    """Each word with the size of its letters in points, but for those so near to an edge, in millimetres."""
    for sheet, told in zip(pikepdf.open(BytesIO(content)).pages, boxes(content), strict=True):
        height = float(sheet.MediaBox[3])
        for _, top, bottom, word in told:
            if without * 72 / 25.4 < top and bottom < height - without * 72 / 25.4:
                yield word, round((bottom - top) / LINE, 1)


@pytest.mark.slow
def test_letters_are_as_large_as_their_readers_need(finished: dict[str, bytes]) -> None:
    for name in FOLDED:
        assert min(size for _, size in sizes(finished[name], 9)) >= 12
    for name in ("poster.pdf", "poster-black-and-white.pdf"):
        found = [size for word, size in sizes(finished[name], 9)]
        assert sorted(found)[5] >= 24  # but for "Edition 1, 31 March 2009"
        assert max(found) >= 84
        assert len([size for size in found if 28 <= size < 38]) > 20
        assert len([size for size in found if 38 <= size < 84]) > 10


@pytest.mark.parametrize("key", KEYS)
def test_each_recommendation_is_listed_with_its_state(key: str) -> None:
    (listed,) = (each for each in page(key).walk() if each.tag == "ol")
    rows = [each for each in listed.walk() if each.tag == "li"]
    wording = sources().plan.wording["young-people"]
    for row, recommendation in zip(rows, sources().plan.recommendations, strict=True):
        assert str(wording["recommendations"][str(recommendation.ref)]["short"]) in words(row)
        assert str(wording["statuses"][progress(recommendation.strands)]) in words(row)
        assert len(parts(row, "tile")) == 1
    assert str(wording["on_paper"]["plan_says"]) in words(page(key))


def test_the_leaflet_says_in_few_words_what_each_recommendation_asked_for() -> None:
    told = sources().plan.wording["young-people"]["recommendations"]
    for item in parts(page("leaflet"), "item"):
        asked = str(told[item.attributes["id"]]["briefly"])
        assert asked in words(item)
        assert len(asked.split()) <= 21
    assert len(parts(page("leaflet"), "item")) == len(sources().plan.recommendations)


@pytest.mark.slow
def test_help_stands_on_the_back_and_at_the_foot(finished: dict[str, bytes]) -> None:
    for name, number in (("leaflet.pdf", 4), ("poster.pdf", 1)):
        told = subprocess.run(["pdftotext", "-", "-"], input=finished[name], capture_output=True, check=True)
        pages = [" ".join(each.split()) for each in told.stdout.decode().split("\f")[:-1]]
        assert [at for at, each in enumerate(pages, 1) if HELP in each] == [number]


@pytest.mark.slow
@pytest.mark.parametrize("name", PAPER)
def test_the_code_on_paper_says_the_outlet_and_the_words_beside_it_do_not(
    name: str, finished: dict[str, bytes]
) -> None:
    is_for_schools = name.startswith("poster")
    found = [code for each in pictures(finished[name]) for code in read(each)]
    assert found == [f"{ADDRESS}?from=schools" if is_for_schools else ADDRESS]
    told = " ".join(word for each in boxes(finished[name]) for _, _, _, word in each)
    assert ADDRESS in told
    assert "schools" not in told.replace("schools, youth work", "")


def pictures(content: bytes) -> list[Image.Image]:
    """The pages in grey, as sharp as a telephone sees them."""
    made = subprocess.run(["pdftoppm", "-r", "110", "-gray", "-"], input=content, capture_output=True, check=True)
    told, found = BytesIO(made.stdout), []
    while told.tell() < len(made.stdout):
        told.readline()
        width, height = map(int, told.readline().split())
        told.readline()
        found.append(Image.frombytes("L", (width, height), told.read(width * height)))
    return found


@pytest.mark.parametrize(
    ("address", "outlet", "wanted"),
    [
        ("https://example.org/jar", "", "https://example.org/jar"),
        ("https://example.org/jar", "schools", "https://example.org/jar?from=schools"),
        ("https://example.org/jar?page=2", "schools", "https://example.org/jar?page=2&from=schools"),
        ("https://example.org/jar#five", "youth clubs", "https://example.org/jar?from=youth%20clubs#five"),
        ("www.example.org", "schools", "https://www.example.org?from=schools"),
    ],
)
def test_the_outlet_is_put_into_the_query_of_the_address(address: str, outlet: str, wanted: str) -> None:
    text = re.sub(
        r"(id: G04c\n    role: .*\n    question: .*\n    answer: )null",
        rf'\1"{address}"',
        LIVE.source.read_text("utf-8"),
    )
    plan, _ = view(load_plan(text.encode(), "plan.yaml"), ("gaps",))
    body = parse(f"<article><h1>Code</h1><p>{qr(plan.gaps.G04c, outlet=outlet)} Words</p></article>", Location("x"))
    (picture,) = (each for each in body.walk() if each.tag == "svg")
    publication = sources().settings.publications[0]
    _, dots = drawn(picture, theme_of(LIVE, publication, sources().brand))
    assert read(Image.open(BytesIO(dots))) == [wanted]


def test_sheets_to_fold_are_made_of_what_names_them_and_of_nothing_else() -> None:
    made = {each.key for each in sources().settings.publications if each.is_made_in("booklet")}
    assert "leaflet" in made
    assert made == {
        each.key
        for each in sources().settings.publications
        if any(format.words == "booklet" for format in each.formats)
    }
    assert not replace(sources().settings.publications[0], formats=()).is_made_in("booklet")


def test_the_poster_in_word_is_a_sheet_of_panels_in_large_letters() -> None:
    release = release_of("poster")
    made = writer("docx").write(release.page, theme_of(LIVE, release.publication, sources().brand))
    document = docx.Document(BytesIO(made.content))
    paper = document.sections[0]
    assert (paper.page_width.mm, paper.page_height.mm) == pytest.approx((297, 420), abs=0.5)
    rows = [each for each in document.paragraphs if each.style.style_id.startswith("Subject")]
    numbers = range(1, len(sources().plan.recommendations) + 1)
    assert [each.style.style_id for each in rows] == [f"Subject{n}{part}" for n in numbers for part in ("", "State")]
    for paragraph in rows:
        assert paragraph.style.font.size.pt >= 25
        assert paragraph.style.element.find(".//{*}shd") is not None
    tile = parts(release.page.body, "tile")[0]
    pixels = int(rows[0]._p.find(".//{*}extent").get("cx")) / 9525
    assert pixels == pytest.approx(1.25 * float(tile.attributes["width"]), abs=1)
