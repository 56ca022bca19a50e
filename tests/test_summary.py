"""What the young people's summary promises, of the plan that officers keep: all of it told, on four pages, with help."""

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from conftest import LIVE, approve_all
from lxml import etree
from PIL import Image, ImageOps

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.formats import reader
from jarpub.pages.page_tree import Element
from jarpub.project.paths import Project
from jarpub.project.plan.model import Recommendation
from jarpub.project.sources import Sources

KEY = "young-peoples-summary"
NAMES = (f"{KEY}.pdf", f"{KEY}-black-and-white.pdf")
LINE = 1.364  # the height of a line of Nunito, in the size of its letters
HELP = "Call ChildLine on 0800 1111 at any time. It is free. If you are in danger, call 999."
HONEST = {
    "web address": "https://www.southwark.gov.uk/jar",
    "online or by email": "jar@southwark.gov.uk, or www.southwark.gov.uk/tell-us",
    "address for letters": "Freepost JAR, Southwark Council, London SE1 2QH",
    "number can young people": "020 7525 5000, or text 07700 900123",
    "By when": "The children's services team. Tell us by 31 March 2009.",
    "languages": "Call 020 7525 5000 for other languages, large print or audio.",
    "help lines": HELP,
    "Speakerbox": "A group where young people in care have their say.",
    "going well": "Young people feel safe at school, and most enjoy it.",
    "Which young people read": "Two groups of young people read this first. They asked for bigger letters.",
}


def with_honest_answers(text: str, honest: Mapping[str, str] = HONEST) -> str:
    """The plan with answers as long as those that a council gives."""

    def answered(entry: re.Match[str]) -> str:
        answer = next((each for words, each in honest.items() if words in entry[1]), "Ask the council.")
        return f'{entry[1]}answer: "{answer}"'

    return re.sub(r"(  - id: G0?\d+[a-z]?\n(?:    role: .*\n)?    question: .*\n    )answer: null", answered, text)


@cache
def sources() -> Sources:
    return load_sources(LIVE)


def page_of(project: Project, loaded: Sources) -> Element:
    (publication,) = (each for each in loaded.settings.publications if each.key == KEY)
    return releases_of(project, loaded, [publication], ())[0].page.body


@cache
def page() -> Element:
    return page_of(LIVE, sources())


def parts(inside: Element, name: str) -> list[Element]:
    """The elements of a class, in order."""
    return [each for each in inside.walk() if name in each.classes]


def due_in(recommendation: Recommendation) -> str:
    """When a recommendation is due, a year behind the last of its months."""
    months = sorted(
        {(m.year, m.name, m.number) for s in recommendation.strands for d in s.due for m in d.months},
        key=lambda m: (m[0], m[2]),
    )
    years = {year: [name for each, name, _ in months if each == year] for year, _, _ in months}
    (row,) = [
        f"{' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))} {year}" for year, names in years.items()
    ]
    return f"Due in {row}." if len(months) > 1 else f"Due by {row}."


def words(element: Element) -> str:
    return " ".join(element.text().split())


def test_the_first_page_lists_each_recommendation_with_its_tile_its_months_and_its_state() -> None:
    (listed,) = parts(page(), "list")
    rows = [each for each in listed.walk() if each.tag == "li"]
    wording = sources().plan.wording["young-people"]
    for row, recommendation, card in zip(rows, sources().plan.recommendations, parts(page(), "item"), strict=True):
        item = wording["recommendations"][str(recommendation.ref)]
        assert str(item["short"]) in words(row)
        assert due_in(recommendation) in words(row)
        assert any(str(sentence) in words(row) for sentence in wording["statuses"].values())
        assert len(parts(row, "tile")) == 1
        assert [each.tag for each in parts(card, "drawing")] == ["p", "svg"]


def test_the_picture_of_a_topics_months_shows_what_the_words_beside_it_say() -> None:
    for recommendation, card in zip(sources().plan.recommendations, parts(page(), "item"), strict=True):
        (track,) = parts(card, "due-track")
        months = {(m.year, m.number) for s in recommendation.strands for d in s.due for m in d.months}
        assert len([each for each in track.walk() if each.tag == "circle"]) == len(months)
        assert track.attributes["aria-hidden"] == "true"
        assert due_in(recommendation) in words(card)
        assert ("goes on" in words(card)) == any(
            each.tag == "path" and "topic" in each.classes for each in track.walk()
        )


def test_every_weakness_of_the_plan_is_among_what_its_words_were_written_from() -> None:
    loaded = sources()
    (entry,) = (each for each in loaded.plan.approvals if str(each.id) == "young-people.weaknesses")
    written_from = {each.id for each in entry.from_}
    groups = loaded.plan.weaknesses
    assert {str(issue.id) for group in groups for issue in group.items} <= written_from
    told = loaded.plan.wording["young-people"]["weaknesses"]
    assert set(told) - {"heading", "intro"} == {str(group.id) for group in groups}


def test_a_year_is_said_once_in_a_row_and_again_where_another_one_begins(project_with: Callable[..., Project]) -> None:
    project = project_with(
        plan=(
            'text: Dec.08, months: ["2008-12"]',
            'text: "Nov.08, Dec.08, Jan.09", months: ["2008-11", "2008-12", "2009-01"]',
        )
    )
    said = words(page_of(project, load_sources(project)))
    assert "Due in November, December 2008 and January 2009." in said
    assert "Due in February, March, April and June 2009." in said


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The PDFs of a final whose gaps have honest answers."""
    folder = tmp_path_factory.mktemp("finished")
    project = replace(LIVE, source=folder / "plan.yaml", output=folder / "output")
    project.source.write_text(with_honest_answers(LIVE.source.read_text("utf-8")), "utf-8")
    project.approvals.write_bytes(LIVE.approvals.read_bytes())
    approve_all(project)
    (final,) = pipeline.make_finals(project, [KEY], "Ann Example", "2009-03-31")
    return {name: (final.folder / name).read_bytes() for name in NAMES}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_signpost_says_on_paper_which_page_it_leads_to(name: str, finished: dict[str, bytes]) -> None:
    """Beside the words of the page, which are the same on the web."""
    extract = reader("pdf").extract(finished[name])
    assert [words for words in extract.around if "page" in words] == [", page 4"] * 4
    assert "page" not in extract.word_list


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_final_has_four_full_pages(name: str, finished: dict[str, bytes]) -> None:
    shown = sheets(finished[name])
    assert len(shown) == 4
    for sheet in shown:
        _, _, _, end = ImageOps.invert(sheet.crop((0, 0, sheet.width, sheet.height * 280 // 297))).getbbox()
        assert end > sheet.height * 2 / 3


def sheets(content: bytes) -> list[Image.Image]:
    """The pages in grey, three dots to a millimetre."""
    made = subprocess.run(["pdftoppm", "-r", "76.2", "-gray", "-"], input=content, capture_output=True, check=True)
    found, told = [], BytesIO(made.stdout)
    while told.tell() < len(made.stdout):
        told.readline()
        width, height = map(int, told.readline().split())
        told.readline()
        found.append(Image.frombytes("L", (width, height), told.read(width * height)))
    return found


@pytest.mark.slow
def test_where_to_get_help_stands_on_the_first_page_and_on_the_back(finished: dict[str, bytes]) -> None:
    told = subprocess.run(["pdftotext", "-", "-"], input=finished[NAMES[0]], capture_output=True, check=True)
    pages = [" ".join(each.split()) for each in told.stdout.decode().split("\f")[:-1]]
    assert [number for number, each in enumerate(pages, 1) if HELP in each] == [1, 4]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_letter_is_smaller_than_eleven_points_but_in_head_and_foot(name: str, finished: dict[str, bytes]) -> None:
    sizes = [size for at, size in letters(finished[name]) if 12 < at < 285]
    assert len(sizes) > 500
    assert min(sizes) >= 11


def letters(content: bytes) -> Iterator[tuple[float, float]]:
    """How far down each word stands in millimetres, and the size of its letters in points."""
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    for word in etree.fromstring(told.stdout).iter("{*}word"):
        top, bottom = float(word.get("yMin")), float(word.get("yMax"))
        yield top * 25.4 / 72, round((bottom - top) / LINE, 1)
