"""How far the publications reached: the figures of a table, every slip in it, what a page tells of them, and their import."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import LIVE, PROJECT, TESTS, copied, web_pages

from jarpub.build import pipeline
from jarpub.build.incremental import last_build
from jarpub.build.incremental.last_build import Folders
from jarpub.build.load_and_check import load_sources
from jarpub.build.output.changes import changes_since
from jarpub.build.pipeline import BuildOptions, build, make_finals
from jarpub.build.release import Release, releases_of
from jarpub.checks.facts.rules import NUMBER_FACT
from jarpub.checks.parity import nothing_beside
from jarpub.cli.main import main
from jarpub.diagnostics import DiagnosticsError
from jarpub.formats import Extract
from jarpub.pages.page_tree import Element
from jarpub.project.paths import Project
from jarpub.project.reach.reading import FIRST_LINE, figures_in

KEY = "reach-report"
EXAMPLE = (TESTS / "reach-example.csv").read_bytes()
FILE = "source/reach.csv"
HITS = {"Council website": (1204, 880, 412), "Whatever website": (655, 701), "PCT website": (98,)}


def table(*lines: str) -> bytes:
    return "\n".join((FIRST_LINE, *lines)).encode()


def read(data: bytes) -> list[tuple[str, str, str, str]]:
    """What the figures in some bytes are: the date, the place, what is counted, and the number."""
    return [
        (str(each.date), str(each.outlet), f"{each.kind} {each.measure}", str(each.number))
        for each in figures_in(data, FILE)
    ]


def refused(data: bytes) -> list[str]:
    with pytest.raises(DiagnosticsError) as error:
        figures_in(data, FILE)
    return [str(each) for each in error.value.diagnostics]


# The table


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2009-03-31", "31 March 2009"),
        ("2009-03", "March 2009"),
        ("20090331", "31 March 2009"),
        ("2009-03-31 00:00", "31 March 2009"),
        ("2009-03-31T23:00:00Z", "31 March 2009"),
        ("31/03/2009", "31 March 2009"),
        ("31/03/09", "31 March 2009"),
        ("3.4.2009", "3 April 2009"),
        ("03/2009", "March 2009"),
        ("31 March 2009", "31 March 2009"),
        ("31st march 2009", "31 March 2009"),
        ("31-Mar-09", "31 March 2009"),  # as Excel writes what people type
        ("Mar-09", "March 2009"),
        ("Sept 2009", "September 2009"),
        ("March  2009", "March 2009"),
        ('"March 31, 2009"', "31 March 2009"),
    ],
)
def test_dates_are_read_as_people_and_excel_write_them(written: str, meant: str) -> None:
    assert read(table(f"{written},A,hits,1")) == [(meant, "A", "figure hits", "1")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("1234", "1,234"), ('"1,234"', "1,234"), ("1 234", "1,234"), ("1234.00", "1,234"), (" 0 ", "0"), ("007", "7")],
)
def test_numbers_are_read_as_people_and_excel_write_them(written: str, meant: str) -> None:
    assert read(table(f"March 2009,A,copies,{written}"))[0][3] == meant


@pytest.mark.parametrize(("written", "meant"), [("62%", "62%"), ("62.5 %", "62.5%"), ("100.00%", "100%")])
def test_a_share_has_its_sign(written: str, meant: str) -> None:
    assert read(table(f"March 2009,A,awareness,{written}"))[0][3] == meant


TEXT = f"{FIRST_LINE}\r\n31/03/2009,Café “Één”,Hits,7\r\n\r\n,,,\r\n,,target: hits,1000\r\n"
SAVED = {
    "UTF-8": TEXT.encode(),
    "with a mark at its beginning": TEXT.encode("utf-8-sig"),
    "an old Windows": TEXT.encode("cp1252"),
    "Unicode text of Excel": TEXT.replace(",", "\t").encode("utf-16"),
    "big end first": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "semicolons": TEXT.replace(",", ";").encode(),
    "what Excel says of them": f"sep=;\r\n{TEXT.replace(',', ';')}".encode(),
    "lines of Unix": TEXT.replace("\r\n", "\n").encode(),
    "lines of an old Mac": TEXT.replace("\r\n", "\r").encode(),
    "no line end": TEXT.rstrip().encode(),
    "more columns, in another order": b"Notes,Number,Measure,Page,Date\nn,7,hits,Caf\xc3\xa9 \xe2\x80\x9c\xc3\x89\xc3\xa9n\xe2\x80\x9d,31/03/2009\n,1000,TARGET - hits,,\n",
}


@pytest.mark.parametrize("data", SAVED.values(), ids=SAVED)
def test_a_table_is_read_however_a_spreadsheet_saves_it(data: bytes) -> None:
    assert read(data) == [
        ("31 March 2009", "Café “Één”", "figure hits", "7"),
        ("None", "None", "target hits", "1,000"),
    ]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", FIRST_LINE.encode(), table(",,,", "")])
def test_a_table_may_have_nothing_in_it(data: bytes) -> None:
    assert read(data) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "03/31/2009,A,hits,1",
            'date: "03/31/2009" is no date: the day comes first; if 31 March is meant, write 31/03/2009',
        ),
        ("31/02/2009,A,hits,1", "no calendar has it"),
        ("39903,A,hits,1", "the number that Excel has for a date"),
        ("soon,A,hits,1", '"soon" is no date'),
        (",A,hits,1", "there is no date"),
        ("31/03/2109,A,hits,1", "more than 10 years away from most of the others"),
        ("31/03/209,A,hits,1", '"31/03/209" is no date'),
        ("March 2009,A,hits,٣", "no number of things"),
        ("March 2009,A,hits," + "9" * 5000, "no number of things"),
        ("March 2009,A,hit,1", 'did you mean "hits"?'),
        ("March 2009,A,,1", "it is not said what was counted"),
        ("March 2009,A,hits,", "there is no number"),
        ("March 2009,A,hits,about 50", '"about 50" is no number of things'),
        ("March 2009,A,hits,-5", "no number of things"),
        ("March 2009,A,hits,1E+05", "no number of things"),
        ("March 2009,A,hits,1.234", "no number of things"),
        ("March 2009,A,hits,12%", "only awareness is a share"),
        ("March 2009,A,awareness,62", "with the sign: 62%"),
        ("March 2009,A,awareness,0.62", "with the sign: 62%"),
        ("March 2009,A,awareness,162%", "no share of people"),
        ("March 2009,A,hits,=SUM(D2:D9)", '"=SUM(D2:D9)" is a formula'),
        ("March 2009,=A1,hits,1", "outlet or page: "),
        ("March 2009,A,hits,#REF!", "what Excel shows where it has no figure"),
        ("#######,A,hits,1", "make the column wider"),
        ("March 2009,A,hits,1,234", '"234" stands in a column without a name'),
        ("March 2009,A\x07,hits,1", "cannot be printed"),
        ('March 2009,"A,hits,1', "look for a quotation mark"),
    ],
)
def test_a_slip_is_said_with_its_line_and_the_way_out(line: str, said: str) -> None:
    (found,) = refused(table("March 2009,B,copies,4", line))
    assert found.startswith(f"{FILE}:3: ")
    assert said in found


def test_every_slip_is_said_at_once() -> None:
    lines = [found.split(": ")[0] for found in refused(table("x,A,hit,y", "March 2009,A,hits,1", "1/2/2009,A,hits,?"))]
    assert lines == [f"{FILE}:2", f"{FILE}:2", f"{FILE}:2", f"{FILE}:4"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b,c\n1,2,3", "the columns have no names"),
        (b"date,measure,number\nMarch 2009,hits,1", 'no column is called "outlet or page"'),
        (b"date,page,outlet,measure,number\n", 'two columns are meant to be "outlet or page"'),
        (b"March 2009,A,hits,1\n" + FIRST_LINE.encode(), "stands above the names of the columns"),
        (b"PK\x03\x04", "the file is an Excel workbook"),
        (b"<html><table>", "the file is a web page"),
        (b"\x81\xff\x8d", "nobody can tell in which encoding"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(data: bytes, said: str) -> None:
    (found,) = refused(data)
    assert said in found


MARCH = "31/03/2009,A,{},{}"


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (MARCH.format("hits", 3), "31 March 2009,a,hits,3", "line 2 says the same"),
        (MARCH.format("hits", 3), MARCH.format("hits", 4), "line 2 says 3, and this one 4"),
        (MARCH.format("copies", 3), MARCH.format("copies", 3), "add them up in one line"),
        (MARCH.format("awareness", "3%"), MARCH.format("awareness", "4%"), "keep the one that is right"),
        (",,target: hits,5", ",,target: hits,6", "line 2 says 5"),
        ("March 2009,A,hits,90", MARCH.format("hits", 4), "March 2009 stands here as a month and by the day"),
    ],
)
def test_what_would_count_twice_is_said(first: str, second: str, said: str) -> None:
    (found,) = refused(table(first, second))
    assert said in found


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (MARCH.format("copies", 3), MARCH.format("copies", 4)),  # two boxes on one day
        ("March 2009,A,copies,90", MARCH.format("copies", 4)),
        (MARCH.format("hits", 3), "31/03/2009,B,hits,3"),
        ("March 2009,A,hits,90", "1/4/2009,A,hits,4"),
        (",,target: hits,5", ",,baseline: hits,5"),
        ("June 2009,,target: hits,5", "July 2009,,target: hits,6"),
    ],
)
def test_what_counts_once_is_taken(first: str, second: str) -> None:
    assert len(read(table(first, second))) == 2


# The page


def project_in(folder: Path, figures: bytes | None) -> Project:
    """The project that officers keep, with these figures beside its plan."""
    (folder / "source").mkdir(parents=True)
    for path in (LIVE.source, LIVE.approvals):
        (folder / "source" / path.name).write_bytes(path.read_bytes())
    if figures is not None:
        (folder / "source" / "reach.csv").write_bytes(figures)
    return replace(LIVE, source=folder / "source" / "plan.yaml", output=folder / "output")


def release_in(project: Project) -> Release:
    sources = load_sources(project)
    (publication,) = (each for each in sources.settings.publications if each.key == KEY)
    return releases_of(project, sources, [publication], ["html"])[0]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Release:
    return release_in(project_in(tmp_path_factory.mktemp("told"), EXAMPLE))


@pytest.fixture(scope="module", params=[None, FIRST_LINE.encode()])
def untold(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Release:
    return release_in(project_in(tmp_path_factory.mktemp("untold"), request.param))


def words(element: Element) -> str:
    return " ".join(element.text().split())


def part(release: Release, name: str) -> Element:
    return next(each for each in release.final_page.body.walk() if each.attributes.get("id") == name)


def inside(element: Element, tag: str) -> list[Element]:
    return [each for each in element.walk() if each.tag == tag]


def rows(element: Element) -> list[list[str]]:
    return [[words(cell) for cell in row.elements] for row in inside(element, "tr")]


def test_figures_are_added_up_by_month_and_by_outlet(told: Release) -> None:
    by_month, by_outlet = map(rows, inside(part(told, "hits"), "table"))
    assert by_month[1:] == [["March 2009", "1,957"], ["April 2009", "880"], ["May 2009", "1,113"]]
    assert by_outlet[1:] == [[name, f"{sum(numbers):,}"] for name, numbers in HITS.items()]
    assert (
        words(part(told, "hits")).count(f"{sum(map(sum, HITS.values())):,} in all, from March 2009 to May 2009.") == 1
    )
    assert "The highest number is for Council website: 2,496. Target: 5,000 by 30 June 2009." in words(
        part(told, "hits")
    )


def test_a_chart_draws_what_the_table_beside_it_says(told: Release) -> None:
    charts = inside(part(told, "hits"), "svg")
    assert [chart.attributes["aria-hidden"] for chart in charts] == ["true", "true"]
    for chart, beside in zip(charts, inside(part(told, "hits"), "table"), strict=True):
        numbers = [int(number.replace(",", "")) for _, number in rows(beside)[1:]]
        lengths = [float(bar.attributes["width"]) for bar in inside(chart, "rect")]
        assert lengths == pytest.approx([number / max(numbers) * max(lengths) for number in numbers], abs=0.1)
        assert [number for _, number in rows(beside)[1:]] == [words(text) for text in inside(chart, "text")][1::2]


def test_what_was_counted_stands_beside_its_target_and_its_starting_point(told: Release) -> None:
    assert rows(part(told, "at-a-glance"))[1:] == [
        ["Hits on web pages", "3,950", "5,000 by 30 June 2009", "Not recorded"],
        ["Copies circulated", "5,570", "6,000 by 30 June 2009", "Not recorded"],
        ["Feedback received", "40", "Not recorded", "Not recorded"],
        ["Awareness in a survey", "38% in June 2009 (Viewpoint survey)", "50% by 30 June 2009", "12% in March 2008"],
    ]
    assert rows(part(told, "awareness"))[1:] == [["June 2009", "Viewpoint survey", "38%", "240"]]


def test_nothing_stands_in_the_way_of_a_report_with_figures_or_without(told: Release, untold: Release) -> None:
    assert (told.reasons, untold.reasons) == ((), ())


def test_without_figures_every_one_is_visibly_missing(untold: Release) -> None:
    for row in rows(part(untold, "at-a-glance"))[1:]:
        assert row[1:] == ["Not recorded"] * 3
    for name in ("hits", "copies", "feedback", "awareness"):
        assert words(part(untold, name)).endswith("Not recorded")
        assert inside(part(untold, name), "svg") == []


def test_only_a_draft_says_how_to_fill_it(untold: Release) -> None:
    assert "open source/reach.csv in Excel" in words(untold.page.body)
    assert "reach.csv" not in words(untold.final_page.body)


def test_a_month_without_figures_is_visibly_missing(tmp_path: Path) -> None:
    lines = table("March 2009,A,hits,4", "May 2009,B,hits,6", "1 May 2009,,hits,1", "2 May 2009,,hits,2")
    by_month, by_outlet = map(rows, inside(part(release_in(project_in(tmp_path, lines)), "hits"), "table"))
    assert by_month[1:] == [["March 2009", "4"], ["April 2009", "Not recorded"], ["May 2009", "9"]]
    assert by_outlet[1:] == [["B", "6"], ["A", "4"], ["No place named", "3"]]


def test_a_click_leads_to_the_line_of_a_figure(told: Release) -> None:
    printed = {each.attributes.get("data-value"): each.location for each in told.page.body.walk()}
    assert str(printed["reach.16.number"]) == f"{FILE}:16"
    assert str(printed["reach.hits.2009-03"]) == f"{FILE}:2"


def test_names_of_pages_are_printed_as_they_stand(tmp_path: Path) -> None:
    names = ["1. *New* & <b>_old_</b>", "# https://www.example.org/a_b_c?d=[e](f)", "- Tom &amp; Jerry | `x`"]
    lines = [f'March 2009,"{name}",hits,{number}' for number, name in enumerate(names)]
    project = project_in(tmp_path, table(*lines, "April 2009,Other,hits,7"))
    assert [name for name, _ in rows(inside(part(release_in(project), "hits"), "table")[1])[2:]] == names[::-1]
    assert len(pipeline.make(project, BuildOptions((KEY,))).artifacts) == 4


# What may be told


MINI = """<article class="action-plan"><h1>Reach</h1>
<p>{}</p></article>
"""
ENTRY = """
  - {{key: mini, subject: Reach, audience: Somebody, template: mini.html, word: word/plain.docx, font: plain,
     formats: [html], sees: [{sees}]}}
"""


def with_page(project: Project, markup: str, *, sees: str = "reach", figures: bytes = EXAMPLE) -> Project:
    """The project with one more publication, which prints this."""
    (project.templates / "mini.html").write_text(MINI.format(markup), "utf-8")
    settings = project.templates / "publications.yaml"
    settings.write_text(settings.read_text("utf-8") + ENTRY.format(sees=sees), "utf-8")
    project.reach.write_bytes(figures)
    return project


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., list[str]]:
    """What is said of a page that prints this: the codes of what stands in its way."""

    def judge(markup: str, sees: str = "reach") -> list[str]:
        project = with_page(copied(tmp_path), markup, sees=sees)
        sources = load_sources(project)
        (release,) = releases_of(project, sources, [sources.settings.publications[-1]], ["html"])
        return [each.code.name for each in release.reasons]

    return judge


@pytest.mark.parametrize("number", ["1,204", "3,950", "1,957", "2,496", "38"])
def test_a_number_of_the_table_or_a_sum_of_it_may_be_told(number: str, found: Callable[..., list[str]]) -> None:
    assert found(f"Somebody counted {number} of them.") == []


@pytest.mark.parametrize("number", ["1,205", "3,951", "5,570,000", "39"])
def test_another_number_is_refused(number: str, found: Callable[..., list[str]]) -> None:
    assert found(f"Somebody counted {number} of them.") == [NUMBER_FACT.name]


def test_a_sum_that_a_template_works_out_itself_is_refused(found: Callable[..., list[str]]) -> None:
    assert found('{{ (reach | figures("hits") | total).amount | int + 1 }} of them') == [NUMBER_FACT.name]


def test_a_publication_that_does_not_see_the_figures_may_not_tell_them(found: Callable[..., list[str]]) -> None:
    assert found("Somebody counted 3,950 of them.", sees="gaps") == [NUMBER_FACT.name]


@pytest.mark.parametrize(
    ("markup", "sees", "said"),
    [
        ("{{ reach }}", "gaps", "'reach' is undefined"),
        ('{{ (reach | figures("hits"))[0].number }}', "reach.measure, reach.kind", "is not for this audience"),
        ('{{ reach | figures("hits") | total }}', "reach.measure, reach.kind", "is not for this audience"),
        ('{{ reach | figures("awareness") | total }}', "reach", "figures of one measure that can be added up"),
        ('{{ reach | figures("hits", "target") | total }}', "reach", "figures of one measure that can be added up"),
        ("{{ reach | total }}", "reach", "figures of one measure that can be added up"),
        ('{{ reach | figures("hit") | total }}', "reach", "known here: hits"),
        ("{{ gaps | figures('hits') }}", "reach, gaps", "the filter figures needs the figures"),
    ],
)
def test_a_template_that_asks_for_what_cannot_be_told_is_refused(
    markup: str, sees: str, said: str, found: Callable[..., list[str]]
) -> None:
    with pytest.raises(DiagnosticsError, match=re.escape(said)):
        found(markup, sees)


def test_a_wrong_path_to_figures_is_said(tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError, match='"numbr" in "reach.numbr"'):
        load_sources(with_page(copied(tmp_path), "x", sees="reach.numbr"))


def test_letters_drawn_in_a_picture_are_words_of_its_page_and_others_are_not(told: Release) -> None:
    def said(*around: str) -> list[str]:
        extract = Extract(told.page.title, "en", (), (), frozenset(), frozenset(), around=around)
        return [each.message for each in nothing_beside(told.page, "reach.pdf", extract)]

    assert said("M", "a", "r", "1", ",", "Mar") == []
    assert len(said("Ω")) == 1


# A table that is saved


def test_a_slip_stops_a_build_before_anything_is_written(tmp_path: Path) -> None:
    project = with_page(web_pages(tmp_path), "x", figures=table("x,A,hits,1"))
    with pytest.raises(DiagnosticsError, match=r"reach.csv:2: date"):
        build(project, BuildOptions(("mini",)))
    assert not project.output.exists()


TWO = ("mini", "southwark-life")


def made(project: Project) -> set[str]:
    """The names of the files that a build makes."""
    return {each.name for each in build(project, BuildOptions(TWO)).artifacts if each.why.startswith("made")}


def test_a_saved_table_makes_only_what_tells_it(tmp_path: Path) -> None:
    project = with_page(web_pages(tmp_path), '{{ reach | figures("hits") | total }} hits')
    folders = Folders(str(project.source), str(project.templates), str(project.output))

    def is_up_to_date() -> bool:
        return bool(last_build.up_to_date(last_build.read(str(project.output)), folders, TWO, ()))

    assert "mini.html" in made(project)
    assert is_up_to_date()
    listed = json.loads((project.output / "report" / "manifest.json").read_bytes())["files"]
    assert [name for name, each in listed.items() if project.name(project.reach) in each["made_from"]] == ["mini.html"]
    project.reach.write_bytes(EXAMPLE.replace(b"1,204", b"1,304"))
    assert not is_up_to_date()
    assert made(project) == {"mini.html"}
    assert "4,050 hits" in (project.output / "mini.html").read_text("utf-8")
    project.reach.write_bytes(EXAMPLE.replace(b"1,204", b"1,304") + b"1/7/2009,A,copies,5\n")
    assert made(project) == set()


def test_a_final_keeps_the_figures_that_it_was_made_from(tmp_path: Path) -> None:
    project = with_page(copied(tmp_path), '{{ reach | figures("hits") | total }} hits')
    make_finals(project, ["mini"], "Ann Example", "2009-07-01")
    assert (project.output / "records" / "mini" / "edition-1" / "reach.csv").read_bytes() == EXAMPLE
    assert not list((project.output / "final").rglob("*.csv"))
    assert not any(each.changes for each in changes_since(project, load_sources(project), str(project.source)))


def test_the_report_is_made_in_every_format_and_each_says_what_its_page_says(tmp_path: Path) -> None:
    made = pipeline.make(project_in(tmp_path, EXAMPLE), BuildOptions((KEY,)))
    assert {each.name for each in made.artifacts} == {f"{KEY}.html", f"{KEY}.pdf", f"{KEY}.docx", f"{KEY}.odt"}
    assert all(each.is_read_back for each in made.artifacts)


# The import


GOOGLE = """# ----------------------------------------
# Pages and screens: Page path and screen class
# Start date: 20090301
# End date: 20090331
# ----------------------------------------

Page path and screen class,Views,Active users
,"10,504",9000
/jar/summary,"1,204",900
/jar/report,300,200
/bins,9000,1
=cmd(),5,5

# Start date: 20090301
# End date: 20090331
Nth day,Views
0000,12
"""
MATOMO = "Date,Unique visitors,Visits,Pageviews\n2009-03-30,3,4,10\n2009-03-31,3,4,12\n"
JETPACK = '"date","post_id","post_title","post_permalink","views"\n"2009-03-31",7,"Five things","/five",40\n'
FREE_FORM = """# Free form 1
# Property: 20090301
# 20090301-20090331

Page title,Views,Totals
,40,Grand total
Five things,40,
"""
CLOUDFLARE = "datetime,Page Views,Visits\n2009-03-31T01:00:00Z,5,2\n2009-03-31T02:00:00Z,6,3\nsoon,1,1\n"
EXPORTS = {
    "Google Analytics": (
        GOOGLE.encode(),
        ("--only", "/JAR"),
        ["2009-03,/jar/summary,hits,1204", "2009-03,/jar/report,hits,300"],
    ),
    "a site as one": (GOOGLE.encode(), ("--page", "Council website"), ["2009-03,Council website,hits,10504"]),
    "a free form of Google Analytics": (FREE_FORM.encode(), (), ["2009-03,Five things,hits,40"]),
    "Matomo": (
        MATOMO.encode("utf-16"),
        ("--page", "Whatever website"),
        ["2009-03-30,Whatever website,hits,10", "2009-03-31,Whatever website,hits,12"],
    ),
    "visits, which somebody chose": (
        MATOMO.encode(),
        ("--page", "W", "--number-column", "visits"),
        ["2009-03-30,W,hits,4", "2009-03-31,W,hits,4"],
    ),
    "Jetpack": (JETPACK.encode(), (), ["2009-03-31,/five,hits,40"]),
    "titles of pages": (JETPACK.encode(), ("--page-column", "Post_Title"), ["2009-03-31,Five things,hits,40"]),
    "Cloudflare, hour by hour": (CLOUDFLARE.encode(), ("--page", "C"), ["2009-03-31,C,hits,11"]),
    "no dates": (b"Page;Views\n/a;1\n", ("--month", "March 2009"), ["2009-03,/a,hits,1"]),
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture
def taken(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., tuple[int, str]]]:
    """The exit status of the command for an export, and all that it says."""

    def command(export: bytes, *options: str) -> tuple[int, str]:
        (tmp_path / "export.csv").write_bytes(export)
        where = ("--source", str(project.source), "--templates", str(project.templates))
        status = main(["reach", str(tmp_path / "export.csv"), *options, *where], root=tmp_path)
        said = capsys.readouterr()
        return status, " ".join((said.out + said.err).split())

    return command


Taken = Callable[..., tuple[int, str]]


@pytest.mark.parametrize(("export", "options", "lines"), EXPORTS.values(), ids=EXPORTS)
def test_exports_are_taken_by_the_names_of_their_columns(
    export: bytes, options: tuple[str, ...], lines: list[str], project: Project, taken: Taken
) -> None:
    status, said = taken(export, *options)
    assert status == 0
    assert f"{len(lines)} figure" in said
    assert project.reach.read_bytes().decode("utf-8") == "\ufeff" + "\r\n".join([FIRST_LINE, *lines, ""])
    before = project.reach.read_bytes()
    assert f"{len(lines)} figure{'s' * (len(lines) > 1)} there already." in taken(export, *options)[1]
    assert project.reach.read_bytes() == before


TABLES = {
    "commas": b"# A,Measure,Page,Date,Number\r\nkept  ,copies,X,3/4/2009,1\r\n\r\n",
    "no line end": FIRST_LINE.encode() + b"\n1/1/2009,X,copies,1",
    "semicolons and notes": b'Notes;date;outlet;measure;number\n"so; it";1/1/2009;X;copies;1\n',
    "Unicode text of Excel": f"{FIRST_LINE}\r\n1/1/2009,X,copies,1\r\n".replace(",", "\t").encode("utf-16"),
    "big end first": b"\xfe\xff" + f"{FIRST_LINE}\n".encode("utf-16-be"),
    "an old Windows": FIRST_LINE.encode() + "\r\n1/1/2009,Café,copies,1\r\n".encode("cp1252"),
}


@pytest.mark.parametrize("before", TABLES.values(), ids=TABLES)
def test_lines_are_added_as_the_table_is_written_and_nothing_else_changes(
    before: bytes, project: Project, taken: Taken
) -> None:
    project.reach.write_bytes(before)
    had = read(before)
    assert taken(MATOMO.encode(), "--page", "Bücher, und mehr")[0] == 0
    after = project.reach.read_bytes()
    assert after.startswith(before)
    assert read(after) == [
        *had,
        ("30 March 2009", "Bücher, und mehr", "figure hits", "10"),
        ("31 March 2009", "Bücher, und mehr", "figure hits", "12"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("31/03/2009,W,hits,11", "31 March 2009, W, 12: line 2 of"),
        ("March 2009,W,hits,99", "counts the same days"),
    ],
)
def test_what_the_table_says_otherwise_is_left_and_said(line: str, said: str, project: Project, taken: Taken) -> None:
    project.reach.write_bytes(table(line))
    status, told = taken(MATOMO.encode(), "--page", "W")
    assert status == 0
    assert said in told
    assert not {"12"} & {number for _, _, _, number in read(project.reach.read_bytes())}


def test_what_is_left_out_is_said_line_by_line(taken: Taken) -> None:
    said = taken(GOOGLE.encode())[1]
    assert "3 figures taken" in said
    assert "line 8: it names no page" in said
    assert 'line 12: "=cmd()" is no name of a page' in said
    assert 'line 4: "soon" is no date' in taken(CLOUDFLARE.encode(), "--page", "C")[1]


@pytest.mark.parametrize(
    ("export", "options", "said"),
    [
        (MATOMO.encode(), (), 'say it: --page "Council website"'),
        (MATOMO.encode(), ("--page", "=1+1"), "would be a formula in Excel"),
        (MATOMO.encode(), ("--page", "W", "--only", "/jar"), "does not tell pages apart"),
        (MATOMO.encode(), ("--page", "W", "--date-column", "Tag"), 'no line with a column "tag"'),
        (b"a,b\n1,2\n", ("--page", "W"), "--number-column"),
        (b"Date,Views\n03/04/2009,1\n03/31/2009,2\n", ("--page", "W"), "the month comes first"),
        (b"Page,Views\n/a,1\n", (), '--month "March 2009"'),
        (b"Page,Views\n/a,1\n", ("--month", "soon"), '"soon" is no date'),
        (GOOGLE.replace("20090301", "20090215").encode(), (), "no column of dates"),
        (GOOGLE.replace("20090331", "20090330").encode(), (), "no column of dates"),
        (GOOGLE.replace("200903", "200913").encode(), (), "no column of dates"),
    ],
)
def test_an_export_that_cannot_be_told_is_refused_with_the_way_out(
    export: bytes, options: tuple[str, ...], said: str, project: Project, taken: Taken
) -> None:
    status, told = taken(export, *options)
    assert status == 2
    assert said in told
    assert not project.reach.exists()


def test_a_program_is_told_the_same(project: Project, taken: Taken) -> None:
    told = json.loads(taken(CLOUDFLARE.encode(), "--page", "C", "--json")[1])
    assert told["taken"] == [{"date": "2009-03-31", "page": "C", "hits": 11}]
    assert (told["file"], told["column"], told["there"]) == ("reach.csv", "Page Views", 0)
    assert told["left_out"] == ['line 4: "soon" is no date']


def test_neither_a_workbook_nor_a_table_with_slips_is_touched(project: Project, taken: Taken) -> None:
    assert taken(b"PK\x03\x04", "--page", "W")[0] == 1
    project.reach.write_bytes(table("x,A,hits,1"))
    status, said = taken(MATOMO.encode(), "--page", "W")
    assert (status, project.reach.read_bytes()) == (1, table("x,A,hits,1"))
    assert 'date: "x" is no date' in said


def test_the_tests_plan_has_no_table_beside_it() -> None:
    assert not PROJECT.reach.exists()
