"""The Word files: real styles, and nothing that Word would have to repair."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from ctypes import c_uint
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from conftest import KEYS, PROJECT
from lxml import etree
from openxml_audit import OpenXmlValidator
from pypdfium2 import PdfDocument, raw

from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.target import theme_of
from jarpub.diagnostics import Location
from jarpub.formats import reader, writer
from jarpub.formats.docx.xml_elements import Letters, Paragraph, run
from jarpub.formats.table_layout import widths
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import HEADINGS, Page

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
# A heading that begins a page or a panel is in a style of Word's own all the same, or other programs lose it.
OF_HEADINGS = {"pageBreakBefore", "pBdr", "shd", "ind"}
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def part(content: bytes, name: str) -> etree._Element:
    with ZipFile(BytesIO(content)) as package:
        return etree.fromstring(package.read(name))


@pytest.fixture(params=KEYS)
def content(request: pytest.FixtureRequest, file_of: Callable[[str], Artifact]) -> bytes:
    return file_of(f"{request.param}.docx").content


@pytest.mark.slow
def test_a_validator_finds_nothing(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.docx"
    path.write_bytes(content)
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


def language(code: str) -> str:
    return f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="{code}"/>'


@pytest.mark.parametrize(
    ("words", "letters", "properties"),
    [
        ("words", Letters(), ""),
        ("diolch", Letters("Strong", "cy"), f'<w:rStyle w:val="Strong"/>{language("cy")}'),
        ("شکریہ (2024)", Letters("", "ur"), f"<w:rtl/>{language('ur')}"),
        ("(2024)", Letters("", "ur"), f"<w:rtl/>{language('ur')}"),
        ("shukriya", Letters("", "ur-Latn"), language("ur-Latn")),
    ],
)
def test_a_run_says_its_language_and_from_which_side_it_is_read(words: str, letters: Letters, properties: str) -> None:
    assert run(words, letters) == (
        f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'
    )


def test_every_paragraph_has_a_style_that_the_file_defines(content: bytes) -> None:
    document = part(content, "word/document.xml")
    kinds = {
        style.get(f"{W}styleId"): style.get(f"{W}type") for style in part(content, "word/styles.xml").iter(f"{W}style")
    }
    for name, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        assert {kinds.get(each.get(f"{W}val")) for each in document.iter(W + name)} <= {kind}
    assert {"Heading1", "Heading2"} <= {each.get(f"{W}val") for each in document.iter(f"{W}pStyle")}
    for properties in document.iter(f"{W}rPr"):
        assert {child.tag for child in properties} <= {
            f"{W}rStyle",
            f"{W}rtl",
        }  # looks live in styles


def test_nothing_is_left_of_a_default_template(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        everything = b" ".join(package.read(name) for name in names)
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"python-docx" not in everything
    assert b"en-US" not in everything
    assert b"Running title" not in everything
    assert not [name for name in names if "thumbnail" in name or "stylesWithEffects" in name]


def test_properties(content: bytes, file_of: Callable[[str], Artifact]) -> None:
    properties = {etree.QName(e).localname: e.text for e in part(content, "docProps/core.xml")}
    assert properties["title"] == reader("docx").extract(content).title
    assert properties["subject"]
    assert properties["creator"] == "Southwark Council"
    assert properties["language"] == "en-GB"
    language = part(content, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert language.get(f"{W}val") == "en-GB"


def test_pages_are_numbered_by_fields(content: bytes) -> None:
    with ZipFile(BytesIO(content)) as package:
        feet = b" ".join(package.read(name) for name in package.namelist() if "footer" in name)
    assert b"PAGE" in feet
    assert b"NUMPAGES" in feet


def test_lists_are_lists(content: bytes) -> None:
    document = part(content, "word/document.xml")
    numbers = {e.get(f"{W}val") for e in document.iter(f"{W}numId")}
    defined = {e.get(f"{W}numId") for e in part(content, "word/numbering.xml").iter(f"{W}num")}
    assert numbers
    assert numbers <= defined
    assert not [t.text for t in document.iter(f"{W}t") if (t.text or "").startswith(("•", "- "))]


def test_tables_repeat_their_heads_and_short_rows_stay_whole(file_of: Callable[[str], Artifact]) -> None:
    document = part(file_of("action-plan.docx").content, "word/document.xml")
    tables = list(document.iter(f"{W}tbl"))
    assert len(tables) == 3
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert table.find(f"{W}tblPr/{W}tblDescription").get(f"{W}val").startswith("Columns: ")
        theme = table.find(f"{W}tblPr/{W}tblLook")
        assert (theme.get(f"{W}firstRow"), theme.get(f"{W}firstColumn")) == ("1", "1")


def test_columns_are_as_wide_as_in_the_pdf(file_of: Callable[[str], Artifact]) -> None:
    entry = file_of("action-plan.docx")
    document = part(entry.content, "word/document.xml")
    wanted = [widths(each) for each in entry.release.page.body.walk() if each.tag == "table"]
    for table, columns in zip(document.iter(f"{W}tbl"), wanted, strict=True):
        found = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert [100 * width / sum(found) for width in found] == pytest.approx(list(columns), abs=0.1)


def test_nothing_is_empty_and_looks_live_in_styles(content: bytes) -> None:
    for paragraph in part(content, "word/document.xml").iter(f"{W}p"):
        # Behind a table, the end of a section is a paragraph by itself in Word.
        is_shown = "".join(paragraph.itertext()).strip() or paragraph.find(f".//{PICTURE}") is not None
        assert is_shown or paragraph.find(f"{W}pPr/{W}sectPr") is not None
        # Which paragraphs stay on one page is a matter of the text and not of its looks.
        properties = {etree.QName(child).localname for child in paragraph.findall(f"{W}pPr/*")}
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        is_heading = style is not None and style.get(f"{W}val", "").startswith("Heading")
        assert properties <= {"pStyle", "keepNext", "keepLines", "numPr", "bidi", "sectPr"} | (
            OF_HEADINGS if is_heading else set()
        )
    for cell in part(content, "word/document.xml").iter(f"{W}tcPr"):
        assert {etree.QName(child).localname for child in cell} <= {"tcW", "gridSpan"}


def test_the_navigation_pane_shows_the_headings(content: bytes, file_of: Callable[[str], Artifact]) -> None:
    styles = part(content, "word/styles.xml")
    levels = {
        style.get(f"{W}styleId"): int(level.get(f"{W}val")) + 1
        for style in styles.iter(f"{W}style")
        if (level := outline_level(style, styles)) is not None
    }
    found = []
    for paragraph in part(content, "word/document.xml").iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in levels:
            found.append((levels[style.get(f"{W}val")], "".join(paragraph.itertext()).strip()))
    title = reader("docx").extract(content).title
    page = next(file_of(f"{key}.docx").release.page for key in KEYS if file_of(f"{key}.docx").content == content)
    assert found == [(int(each.tag[1]), each.text()) for each in page.body.walk() if each.tag in HEADINGS]
    assert found[0] == (1, title)


def outline_level(style: etree._Element, styles: etree._Element) -> etree._Element | None:
    level, based = style.find(f"{W}pPr/{W}outlineLvl"), style.find(f"{W}basedOn")
    if level is not None or based is None:
        return level
    return outline_level(next(s for s in styles if s.get(f"{W}styleId") == based.get(f"{W}val")), styles)


def test_pictures_say_what_they_show_or_that_they_decorate(content: bytes, file_of: Callable[[str], Artifact]) -> None:
    pictures = list(part(content, "word/document.xml").iter(PICTURE))
    page = next(file_of(f"{key}.docx").release.page for key in KEYS if file_of(f"{key}.docx").content == content)
    assert [each.get("descr") for each in pictures] == [each.spoken for each in page.body.walk() if each.tag == "svg"]
    for each in pictures:
        decorates = [mark for mark in each.iter("{*}decorative") if mark.get("val") == "1"]
        assert bool(decorates) == (not each.get("descr"))
    assert len({each.get("id") for each in pictures}) == len(pictures)


def test_pictures_are_sharp_and_have_dots_for_programs_that_know_no_svg(content: bytes) -> None:
    """As Word writes it: the dots are the picture, and an extension of it says where the SVG is."""
    document, types = part(content, "word/document.xml"), part(content, "[Content_Types].xml")
    with ZipFile(BytesIO(content)) as package:
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
        targets = {each.get("Id"): "word/" + each.get("Target", "") for each in relations}
        for blip in document.iter("{*}blip"):
            (extension,) = blip.iterfind("{*}extLst/{*}ext")
            assert extension.get("uri") == "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
            assert extension[0].tag == "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
            dots, shapes = (targets[each.get(EMBED)] for each in (blip, extension[0]))
            assert package.read(dots).startswith(b"\x89PNG")
            assert etree.fromstring(package.read(shapes)).tag == "{http://www.w3.org/2000/svg}svg"
    known = {each.get("Extension"): each.get("ContentType") for each in types.iter("{*}Default")}
    assert ("svg" in known) == (document.find(".//{*}blip") is not None)
    assert known.get("svg", "image/svg+xml") == "image/svg+xml"
    assert not [each for each in types if each.get("PartName", "").endswith(".svg")]


def topics(content: bytes) -> list[list[etree._Element]]:
    """The paragraphs of each topic of the summary, from its heading with a line above on."""
    paragraphs = list(part(content, "word/document.xml").iter(f"{W}p"))
    styles = [each.find(f"{W}pPr/{W}pStyle") for each in paragraphs]
    names = ["" if style is None else style.get(f"{W}val") for style in styles]
    starts = [at for at, each in enumerate(paragraphs) if each.find(f"{W}pPr/{W}pBdr/{W}top") is not None]
    ends = [max(at for at, name in enumerate(names) if name == f"Card{number}State") for number in range(1, 6)]
    assert {names[start] for start in starts} == {"Heading2"}
    return [paragraphs[start : end + 1] for start, end in zip(starts, ends, strict=True)]


def words_of(paragraph: etree._Element) -> str:
    return "".join(paragraph.itertext(f"{W}t")).strip()


def test_a_topic_stays_on_one_page(file_of: Callable[[str], Artifact]) -> None:
    """Each of its paragraphs stays whole and beside the next; the last is free, or all topics would be one."""
    found = topics(file_of("young-peoples-summary.docx").content)
    assert len(found) == 5
    for topic in found:
        has = [{etree.QName(each).localname for each in paragraph.findall(f"{W}pPr/*")} for paragraph in topic]
        assert all("keepLines" in each for each in has)
        assert ["keepNext" in each for each in has] == [True] * (len(has) - 1) + [False]


def test_a_paragraph_is_kept_once_in_a_section_inside_a_section() -> None:
    paragraph = Paragraph([], "Normal", level=0, numbering="1")
    paragraph.keep(with_next=False)
    paragraph.keep(with_next=True)
    properties = re.findall(r"<w:(pStyle|keepNext|keepLines|numPr)\b", str(paragraph))
    assert properties == ["pStyle", "keepNext", "keepLines", "numPr"]


def test_a_meaning_that_begins_with_a_table_stands_below_its_term() -> None:
    table = "<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>"
    html = f"<article><h1>Title</h1><dl><dt>Term</dt><dd>{table}</dd></dl></article>"
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[0], sources.brand)
    page = Page("key", "en", "subject", "council", parse(html, Location("x")))
    body = part(writer("docx").write(page, theme).content, "word/document.xml")[0]
    assert [etree.QName(each).localname for each in body] == ["p", "p", "tbl", "sectPr"]
    assert words_of(body[1]) == "Term"


@pytest.mark.slow
def test_a_topic_stays_on_one_page_in_a_second_program(
    opened: dict[str, bytes], file_of: Callable[[str], Artifact]
) -> None:
    key = "young-peoples-summary"
    pages = ["".join(page.split()) for page in page_text(opened[key]).split("\f")[:-1]]
    assert len(pages) == 5  # and no more once the gaps have answers, which are shorter than their questions
    for topic in topics(file_of(f"{key}.docx").content):
        words = ["".join(words_of(paragraph).split()) for paragraph in topic]
        assert any(all(each in page for each in words) for page in pages), words[0]


@pytest.mark.slow
def test_what_belongs_together_stands_on_one_page_in_a_second_program(opened: dict[str, bytes]) -> None:
    """The front of the action plan is one page, half of which would be empty else, and so are its keys."""
    pages = page_text(opened["action-plan"]).split("\f")[:-1]
    assert len(pages) == 4
    for words in (
        "About this document",
        "When things are due",
        "At a glance",
        "In progress, and linking to council wide",
    ):
        assert " ".join(words.split()) in " ".join(pages[0].split())
    assert "IA2" in pages[1]
    for words in ("Key to abbreviations", "TYS", "Key to initials", "Kerry Crichlow"):
        assert words in pages[-1]


def test_links_lead_to_bookmarks(file_of: Callable[[str], Artifact]) -> None:
    document = part(file_of("action-plan.docx").content, "word/document.xml")
    targets = {link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")}
    marks = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    assert targets == {"IA1", "IA2", "IA3", "MA1", "MA2"}
    assert targets <= marks


def test_the_press_copy_is_plain_enough_to_paste(file_of: Callable[[str], Artifact]) -> None:
    content = file_of("southwark-life.docx").content
    document = part(content, "word/document.xml")
    for name in ("tbl", "drawing", "pict", "txbxContent", "br", "tab", "framePr", "pBdr"):
        assert list(document.iter(W + name)) == []
    columns = list(document.iter(f"{W}cols"))
    assert [c.get(f"{W}num", "1") for c in columns] == ["1"]


@pytest.fixture(scope="module")
def opened(file_of: Callable[[str], Artifact], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The Word files as LibreOffice prints them: a second program that opens them."""
    folder = tmp_path_factory.mktemp("opened")
    for key in KEYS:
        (folder / f"{key}.docx").write_bytes(file_of(f"{key}.docx").content)
    return in_office(sorted(folder.glob("*.docx")), folder)


def in_office(files: list[Path], folder: Path) -> dict[str, bytes]:
    """Word files as LibreOffice prints them, by their names."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is needed for this test: sh test.sh installs it"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", TAGGED, "--outdir", folder, *files],
        check=True,
        capture_output=True,
    )
    return {file.stem: file.with_suffix(".pdf").read_bytes() for file in files}


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_a_second_program_opens_it_and_prints_every_word(
    key: str, opened: dict[str, bytes], file_of: Callable[[str], Artifact]
) -> None:
    page = file_of(f"{key}.docx").release.page
    spoken = " ".join(element.spoken for element in page.body.walk())  # for those who do not see the pictures
    words = list((Counter(page.word_list) - Counter(spoken.split())).elements())
    printed = "".join(page_text(opened[key]).split()).replace("-", "")  # a line may end at a hyphen
    assert [word for word in words if word.replace("-", "") not in printed] == []


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_a_second_program_sees_headings_lists_table_heads_and_words_for_pictures(
    key: str, opened: dict[str, bytes], file_of: Callable[[str], Artifact]
) -> None:
    body = file_of(f"{key}.docx").release.page.body
    wanted = Counter(element.tag for element in body.walk())
    heads = [cell for cell in body.walk() if cell.attributes.get("scope") == "col"]
    with pikepdf.open(BytesIO(opened[key])) as pdf:
        tags = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and "/P" in thing
        ]
        roles = {str(name): str(role) for name, role in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
        found = Counter(roles.get(str(tag.S), str(tag.S)) for tag in tags)
        spoken = {str(tag.Alt) for tag in tags if "/Alt" in tag}
    for level in HEADINGS:
        assert found[f"/{level.upper()}"] == wanted[level]
    assert found["/LI"] >= wanted["li"]
    assert found["/TH"] >= len(heads)
    assert {element.spoken for element in body.walk() if element.spoken} <= spoken
    assert roles.keys().isdisjoint({"/Note", "/Part"})  # types of PDF, which styles of such names would be for it


def page_text(data: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()


def restyled(content: bytes) -> bytes:
    """The file as it is once somebody has given other colours to second headings, heads of tables, and of their groups."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as package, ZipFile(target, "w") as again:
        for name in package.namelist():
            data = package.read(name)
            again.writestr(name, with_other_colours(data) if name == "word/styles.xml" else data)
    return target.getvalue()


def with_other_colours(styles: bytes) -> bytes:
    tree = etree.fromstring(styles)
    by_id = {style.get(f"{W}styleId"): style for style in tree.iter(f"{W}style")}
    heads = [each for each in tree.iter(f"{W}tblStylePr") if each.get(f"{W}type") == "firstRow"]
    for part_of_it, colour in (
        (by_id["Heading2"], "00AA00"),
        (by_id["TableGroup"], "0000AA"),
        *((each, "AA0000") for each in heads),
    ):
        (letters,) = part_of_it.iterfind(f"{W}rPr/{W}color")
        letters.attrib.clear()
        letters.set(f"{W}val", colour)
    return etree.tostring(tree)


def letters_in(pdf: bytes, colour: tuple[int, int, int]) -> str:
    """All that a PDF has in letters of a colour, without spaces."""
    red, green, blue, alpha = (c_uint() for _ in range(4))
    found = []
    for page in PdfDocument(pdf):
        text = page.get_textpage()
        for at in range(text.count_chars()):
            raw.FPDFText_GetFillColor(text, at, red, green, blue, alpha)
            if (red.value, green.value, blue.value) == colour:
                found.append(text.get_text_range(at, 1))
    return "".join("".join(found).split())


@pytest.mark.slow
def test_a_style_that_somebody_changes_in_the_finished_file_changes_wherever_it_is(
    file_of: Callable[[str], Artifact], tmp_path: Path
) -> None:
    entry = file_of("action-plan.docx")
    (tmp_path / "restyled.docx").write_bytes(restyled(entry.content))
    pdf = in_office([tmp_path / "restyled.docx"], tmp_path)["restyled"]
    parts = list(entry.release.page.body.walk())
    heads = [each.text() for each in parts if each.attributes.get("scope") == "col"]
    groups = [each.text() for each in parts if each.attributes.get("scope") == "rowgroup"]
    second = [each.text() for each in parts if each.tag == "h2"]
    assert letters_in(pdf, (0, 0xAA, 0)) == "".join("".join(second).split())
    assert letters_in(pdf, (0, 0, 0xAA)) == "".join("".join(groups).split())
    red = letters_in(pdf, (0xAA, 0, 0))  # on each page once more
    assert all("".join(head.split()) in red for head in heads)
    assert letters_in(pdf, (0xFF, 0xFF, 0xFF)) == ""
