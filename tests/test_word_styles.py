"""Word files feel made in Word: looks live in styles, headings are its own, and what stands side by side is in columns."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from conftest import PROJECT
from lxml import etree

from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import Edition, releases_of
from jarpub.build.target import theme_of
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import Theme, writer
from jarpub.formats.docx.pictures import drawn
from jarpub.formats.fonts import alike
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page
from jarpub.project.paths import Project

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATES = sorted(path.name for path in (PROJECT.templates / "word").glob("*.docx"))
# The structure types of PDF: LibreOffice takes a style of such a name for one. A caption is one.
OF_PDF = frozenset(["Annot", "Art", "BibEntry", "BlockQuote", "Code", "Div", "Document", "Figure", "Form", "Formula", "H", "Index", "L", "LI", "Lbl", "LBody", "Link", "NonStruct", "Note", "P", "Part", "Private", "Quote", "Reference", "Ruby", "Sect", "Span", "TBody", "TD", "TFoot", "TH", "THead", "TOC", "TOCI", "TR", "Table", "Warichu"])  # fmt: skip
CODE = '<svg class="qr-code" viewBox="0 0 9 9" width="72" height="72" aria-hidden="true"><path class="qr-ink" d="M1 1h1"/></svg>'
DRAWING = '<p class="drawing">{}</p>'.format(CODE.replace("qr-code", "drawn"))


def part(content: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


def theme_for(key: str) -> Theme:
    sources = load_sources(PROJECT)
    (publication,) = (each for each in sources.settings.publications if each.key == key)
    return theme_of(PROJECT, publication, sources.brand)


def written(markup: str, theme: Theme) -> list[etree._Element]:
    """The elements of the body of a Word file with this markup behind its title."""
    body = parse(f"<article><h1>Title</h1>{markup}</article>", Location("x"))
    return list(
        part(writer("docx").write(Page("key", "en", "subject", "council", body), theme).content, "word/document.xml")[0]
    )


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def words_of(paragraph: etree._Element) -> str:
    return "".join(paragraph.itertext(f"{W}t")).strip()


@pytest.mark.parametrize("file", TEMPLATES)
def test_no_style_is_named_like_a_structure_type_of_pdf(file: str) -> None:
    names = {style.name for style in docx.Document(str(PROJECT.templates / "word" / file)).styles}
    assert names & OF_PDF == set()


@pytest.mark.parametrize("file", TEMPLATES)
def test_only_the_headings_of_word_are_headings(file: str) -> None:
    """Programs that look for headings by their style, as most do, find none in a style based on one."""
    styles = docx.Document(str(PROJECT.templates / "word" / file)).styles.element
    levels = [style.get(f"{W}styleId") for style in styles if style.find(f"{W}pPr/{W}outlineLvl") is not None]
    based = {each.get(f"{W}val") for each in styles.iter(f"{W}basedOn")}
    assert levels == ["Heading1", "Heading2", "Heading3", "Heading4"]
    assert based.isdisjoint(levels)


def test_a_heading_that_begins_a_page_or_a_panel_is_one_of_word(file_of: Callable[[str], Artifact]) -> None:
    plan = {
        words_of(each): each for each in part(file_of("action-plan.docx").content, "word/document.xml").iter(f"{W}p")
    }
    assert style_of(plan["Action plan"]) == "Heading2"
    assert plan["Action plan"].find(f"{W}pPr/{W}pageBreakBefore") is not None
    content = file_of("young-peoples-summary.docx").content
    summary = {words_of(each): each for each in part(content, "word/document.xml").iter(f"{W}p")}
    help_style = docx.Document(BytesIO(content)).styles.element.get_by_id("Help")
    assert style_of(summary["Where to get help"]) == "Heading2"
    for name in ("pBdr", "ind"):
        of_heading, of_style = (each.find(f"{W}pPr/{W}{name}") for each in (summary["Where to get help"], help_style))
        assert [*map(dict, (x.attrib for x in of_heading.iter()))] == [*map(dict, (x.attrib for x in of_style.iter()))]


def test_each_table_is_in_the_style_of_its_class(file_of: Callable[[str], Artifact]) -> None:
    content = file_of("action-plan.docx").content
    found = [each.get(f"{W}val") for each in part(content, "word/document.xml").iter(f"{W}tblStyle")]
    assert found == ["Glance", "TenColumns", "Weaknesses"]
    table = '<table class="{}"><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>'
    for name, wanted in (("glance", "Glance"), ("remark", "HouseTable"), ("unheard-of", "HouseTable")):
        (_, made, *_) = written(table.format(name), theme_for("action-plan"))
        assert made.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val") == wanted


@pytest.mark.parametrize("file", TEMPLATES)
def test_the_style_of_a_table_has_all_of_its_looks(file: str) -> None:
    """LibreOffice does not inherit the looks of a first row, and a style of paragraphs would win over them in Word."""
    styles = docx.Document(str(PROJECT.templates / "word" / file)).styles.element
    tables = [style for style in styles if style.get(f"{W}type") == "table" and style.get(f"{W}default") is None]
    assert tables
    for style in tables:
        (first,) = (each for each in style.iter(f"{W}tblStylePr") if each.get(f"{W}type") == "firstRow")
        assert first.find(f"{W}tcPr/{W}shd") is not None
        assert first.find(f"{W}rPr/{W}color") is not None
        assert style.find(f"{W}tblPr/{W}tblBorders") is not None
    for name in ("Normal", "TableText", "TableHead", "TableHeading"):
        assert not [*styles.get_by_id(name).iter(f"{W}color", f"{W}b", f"{W}shd")]
    group = styles.get_by_id("TableGroup")
    assert group.find(f"{W}pPr/{W}shd").get(f"{W}themeFill") == "accent3"


def test_a_picture_that_decorates_begins_the_line_of_its_heading(file_of: Callable[[str], Artifact]) -> None:
    document = part(file_of("young-peoples-summary.docx").content, "word/document.xml")
    drawn_beside = [
        words_of(each)
        for each in document.iter(f"{W}p")
        if style_of(each) == "Heading2" and each.find(f".//{W}drawing") is not None
    ]
    assert len(drawn_beside) == 6
    heard = DRAWING.replace('aria-hidden="true"', 'aria-label="A square"')
    for picture, wanted in ((DRAWING, ["Title", "Head", ""]), (heard, ["Title", "", "Head", ""])):
        (*made,) = written(f"<section>{picture}<h2>Head</h2></section>", theme_for("young-peoples-summary"))
        assert [words_of(each) for each in made] == wanted


def test_a_code_stands_below_its_words() -> None:
    (_, listed, alone, _) = written(f"<ul><li>{CODE}Read it</li></ul><p>{CODE}</p>", theme_for("young-peoples-summary"))
    kinds = [etree.QName(run[-1]).localname for run in listed.iter(f"{W}r")]
    assert kinds == ["t", "br", "drawing"]
    assert [etree.QName(run[-1]).localname for run in alone.iter(f"{W}r")] == ["drawing"]


def test_a_panel_stays_on_one_page_where_its_section_does_not() -> None:
    text = "word " * 300
    panel = '<div class="card-1-state"><p>State</p><p>Track</p></div>'
    (_, first, state, track, _) = written(
        f"<section><p>{text}</p>{panel}</section>", theme_for("young-peoples-summary")
    )
    kept = [{etree.QName(each).localname for each in p.iterfind(f"{W}pPr/*")} for p in (first, state, track)]
    assert kept == [set(), {"pStyle", "keepNext", "keepLines"}, {"pStyle", "keepLines"}]


def test_letters_in_pictures_are_like_those_of_the_text(file_of: Callable[[str], Artifact]) -> None:
    entry = file_of("action-plan.docx")
    (timeline,) = (each for each in entry.release.page.body.walk() if "timeline" in each.classes)
    theme = theme_for("action-plan")
    with ZipFile(BytesIO(entry.content)) as package:
        files = {package.read(name) for name in package.namelist() if name.endswith(".svg")}
    assert drawn(timeline, replace(theme, font="Arimo"))[0] in files
    assert drawn(timeline, theme)[0] not in files
    assert [alike(name, "Nunito") for name in ("Arial", "Source Sans 3", "Calibri")] == [
        "Arimo",
        "Source Sans 3",
        "Nunito",
    ]


def test_columns_are_sections_of_one_document(file_of: Callable[[str], Artifact]) -> None:
    """Each has the page, the heads and the feet; how a document begins is said by the first alone."""
    release = file_of("young-peoples-summary.docx").release
    theme = theme_for("young-peoples-summary")
    beside = '<div class="side-by-side"><p>Left</p><div><p>Right</p></div></div><p>Below</p>'
    edition = release.as_edition(Edition(1, "2009-03-31")).page
    page = replace(edition, body=parse(f"<article><h1>Title</h1>{beside}</article>", Location("x")))
    body = part(writer("docx").write(page, theme).content, "word/document.xml")[0]
    sections = list(body.iter(f"{W}sectPr"))
    assert [each.find(f"{W}cols").get(f"{W}num", "1") for each in sections] == ["1", "2", "1"]
    assert [each.find(f"{W}titlePg") is not None for each in sections] == [True, False, False]
    assert [each.find(f"{W}type") is not None for each in sections] == [False, True, True]
    for name in ("headerReference", "footerReference", "pgSz", "pgMar"):
        first, *others = [[dict(each.attrib) for each in section.iter(f"{W}{name}")] for section in sections]
        assert first
        assert others == [first, first]
    assert [words_of(each) for each in body.iter(f"{W}p")] == ["Title", "Left", "Right", "Below"]
    breaks = [each.getparent().getparent() for each in body.iter(f"{W}br") if each.get(f"{W}type") == "column"]
    assert [words_of(each) for each in breaks] == ["Right"]


def test_a_table_before_columns_and_in_them_is_followed_by_a_paragraph() -> None:
    table = "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>"
    made = written(
        f'{table}<div class="side-by-side"><div><p>Left</p></div><div>{table}</div></div>', theme_for("action-plan")
    )
    assert [etree.QName(each).localname for each in made] == ["p", "tbl", "p", "p", "tbl", "p", "sectPr"]
    assert [at for at, each in enumerate(made) if each.find(f"{W}pPr/{W}sectPr") is not None] == [2, 5]


def dates(content: bytes) -> dict[str, str | None]:
    properties = part(content, "docProps/core.xml")
    return {etree.QName(each).localname: each.text for each in properties if "terms" in etree.QName(each).namespace}


DATED = ("final: ", "dated: plan-date\nfinal: ")
DATE_OF_PLAN = "question: What is the date of the plan?\n    answer: "


def test_a_file_says_of_which_day_its_plan_and_its_edition_are(
    project_with: Callable[..., Project], file_of: Callable[[str], Artifact]
) -> None:
    assert dates(file_of("action-plan.docx").content) == {}
    for answer, of_the_plan in (("3 November 2008", "2008-11-03"), ("Autumn 2008", None)):
        project = project_with(publications__yaml=DATED, plan=(f"{DATE_OF_PLAN}null", f"{DATE_OF_PLAN}{answer}"))
        sources = load_sources(project)
        publication = sources.settings.publications[0]
        theme = theme_of(project, publication, sources.brand)
        (release,) = releases_of(project, sources, [publication], ["docx"])
        edition = release.as_edition(Edition(1, "2009-03-31"))
        of_draft, of_final = (dates(writer("docx").write(each.page, theme).content) for each in (release, edition))
        assert of_draft == ({"created": f"{of_the_plan}T00:00:00Z"} if of_the_plan else {})
        assert of_final == {
            "created": f"{of_the_plan or '2009-03-31'}T00:00:00Z", "modified": "2009-03-31T00:00:00Z",
        }  # fmt: skip


def test_the_date_of_the_plan_is_the_answer_to_a_gap(project_with: Callable[..., Project]) -> None:
    project = project_with(publications__yaml=("final: ", "dated: G3b\nfinal: "))
    with pytest.raises(DiagnosticsError, match='dated: no gap of the plan has the role "G3b"'):
        load_sources(project)
