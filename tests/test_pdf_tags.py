"""What somebody hears who has a PDF read to them: our own look at the tag tree, since validators pass files that break it."""

import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import page as validator
import pikepdf
import pytest
from conftest import KEYS
from lxml import html

from jarpub.build import pipeline
from jarpub.build.artifact import Built
from jarpub.build.pipeline import BuildOptions
from jarpub.formats import reader as reader_of
from jarpub.formats.pdf import reader
from jarpub.formats.pdf.drawn_text import drawn
from jarpub.project.paths import Project

LONG = "A long action. " * 900


class Heard:
    """A PDF file as its tag tree tells it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pikepdf.open(BytesIO(content))
        self.tree = self.pdf.Root.StructTreeRoot
        self.marked = {page.objgen: reader._by_number(list(drawn(page, page.Resources))) for page in self.pdf.pages}

    def words(self, tag: Any) -> str:
        return " ".join("".join(words for _, words in reader._Walk(self.marked).runs(tag)).replace("\0", " ").split())

    def all(self, node: Any = None) -> Iterator[Any]:
        """Every structure element, in reading order."""
        for child in children(self.tree if node is None else node):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield child
                yield from self.all(child)

    def named(self, *names: str, node: Any = None) -> list[Any]:
        return [tag for tag in self.all(node) if str(tag.S) in names]


def children(node: Any) -> list[Any]:
    inner = node.get("/K", [])
    return list(inner) if isinstance(inner, pikepdf.Array) else [inner]


@pytest.fixture(params=KEYS)
def heard(request: pytest.FixtureRequest, built: Built) -> Heard:
    return Heard(next(entry.content for entry in built.artifacts if entry.name == f"{request.param}.pdf"))


@pytest.fixture
def broken_row(project_with: Callable[..., Project]) -> dict[str, bytes]:
    """The action plan with a row of several pages, as PDF and HTML."""
    project = project_with(
        plan=("text: Views of young people received and influence final communications strategy.", f'text: "{LONG}"')
    )
    return {
        entry.format: entry.content
        for entry in pipeline.make(project, BuildOptions(["action-plan"], ["pdf", "html"])).artifacts
    }


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_validator_finds_nothing(profile: str, built: Built) -> None:
    for entry in built.artifacts:
        if entry.format == "pdf":
            assert validator.validate_pdf_bytes(entry.content, profile=profile).failures == [], entry.name


def html_tables(content: bytes) -> list[list[tuple[str, Counter[str]]]]:
    """Each table's cells: their words, and the words of what heads them, worked out from the HTML."""
    found = []
    for table in html.document_fromstring(content.decode()).iter("table"):
        columns: dict[int, str] = {}
        cells: list[tuple[str, Counter[str]]] = []
        for part in table.xpath("thead | tbody"):
            group = ""
            for row in part:
                head = next((words(cell) for cell in row if cell.get("scope") == "row"), "")
                column = 0
                for cell in row:
                    span = int(cell.get("colspan", "1"))
                    scope = cell.get("scope")
                    over = (
                        []
                        if scope in ("col", "rowgroup")
                        else [group, *(columns[at] for at in range(column, column + span))]
                    )
                    cells.append((words(cell), Counter(filter(None, [*over, head if cell.tag == "td" else ""]))))
                    if scope == "col":
                        columns |= dict.fromkeys(range(column, column + span), words(cell))
                    group = words(cell) if scope == "rowgroup" else group
                    column += span
        found.append(cells)
    return found


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.xpath(".//text()")).split())


def pdf_tables(heard: Heard) -> list[list[tuple[str, Counter[str]]]]:
    ids = {str(cell.ID): heard.words(cell) for cell in heard.named("/TH")}
    return [
        [
            (heard.words(cell), Counter(ids[str(header)] for header in cell.A.get("/Headers", [])))
            for cell in heard.named("/TH", "/TD", node=table)
        ]
        for table in heard.named("/Table")
    ]


def squeezed(tables: list[list[tuple[str, Counter[str]]]]) -> list[list[tuple[str, Counter[str]]]]:
    """Without spaces, which the two readings set differently between the entries of a cell."""
    return [
        [
            (re.sub(r"\s", "", text), Counter({re.sub(r"\s", "", head): n for head, n in heads.items()}))
            for text, heads in cells
        ]
        for cells in tables
    ]


def test_each_cell_has_exactly_its_own_headers(built: Built) -> None:
    content = {entry.name: entry.content for entry in built.artifacts}
    expected = squeezed(html_tables(content["action-plan.html"]))
    assert len(expected) >= 3
    assert squeezed(pdf_tables(Heard(content["action-plan.pdf"]))) == expected


@pytest.mark.slow
def test_a_table_over_several_pages_is_one_with_one_head_and_whole_rows(broken_row: dict[str, bytes]) -> None:
    heard = Heard(broken_row["pdf"])
    page = html.document_fromstring(broken_row["html"].decode())
    count = Counter(str(tag.S) for tag in heard.all())
    assert (count["/Table"], count["/THead"], count["/TR"]) == tuple(
        len(page.findall(f".//{tag}")) for tag in ("table", "thead", "tr")
    )
    assert squeezed(pdf_tables(heard)) == squeezed(html_tables(broken_row["html"]))
    assert (
        reader_of("pdf").extract(broken_row["pdf"]).word_list == reader_of("html").extract(broken_row["html"]).word_list
    )
    for profile in ("ua1", "2a"):
        assert validator.validate_pdf_bytes(broken_row["pdf"], profile=profile).failures == []


@pytest.mark.slow
def test_a_page_that_continues_a_row_says_which(broken_row: dict[str, bytes]) -> None:
    heard = Heard(broken_row["pdf"])
    texts = ["".join(piece.text for piece in drawn(page, page.Resources)) for page in heard.pdf.pages]
    continued = [text for text in texts if "A long action." in text][1:-1]
    assert len(continued) > 3
    assert all("IA1, continued" in text for text in continued)


def test_header_cells_say_what_they_head(heard: Heard) -> None:
    for cell in heard.named("/TH"):
        assert str(cell.A.Scope) in ("/Row", "/Column")
    known = heard.tree.IDTree.Names if "/IDTree" in heard.tree else []
    index = {str(known[at]): known[at + 1].objgen for at in range(0, len(known), 2)}
    assert index == {str(cell.ID): cell.objgen for cell in heard.named("/TH")}


def test_everything_shown_is_in_the_tree_or_an_artifact(heard: Heard) -> None:
    parents = heard.tree.ParentTree.Nums
    owners = {int(parents[at]): parents[at + 1] for at in range(0, len(parents), 2)}
    in_tree: Counter[tuple[Any, int]] = Counter()
    for tag in heard.all():
        for child in children(tag):
            page, number = (
                (child.Pg, child.MCID)
                if isinstance(child, pikepdf.Dictionary) and "/MCID" in child
                else (tag.Pg, child)
            )
            if isinstance(number, int):
                in_tree[page.objgen, number] += 1
                assert owners[int(page.StructParents)][number].objgen == tag.objgen
    shown = {
        (page.objgen, int(operands[1].MCID))
        for page in heard.pdf.pages
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and "/MCID" in operands[1]
    }
    assert set(in_tree) == shown
    assert set(in_tree.values()) == {1}


def test_heads_and_feet_are_artifacts(heard: Heard) -> None:
    told = heard.words(heard.tree)
    for number, page in enumerate(heard.pdf.pages, 1):
        foot = f"Page {number} of {len(heard.pdf.pages)}"
        assert foot in "".join(piece.text for piece in drawn(page, page.Resources))
        assert foot not in told


def test_nothing_is_empty(heard: Heard) -> None:
    def shown(tag: Any) -> str:  # the bullet of a list, too
        return "".join(words for _, words in reader._Walk(heard.marked).runs(tag.K, tag.Pg)).strip("\0 ")

    assert [str(tag.S) for tag in heard.all() if "/Alt" not in tag and not shown(tag)] == []


@pytest.mark.slow
def test_pictures_say_what_they_show_and_where_they_stand(heard: Heard, built: Built) -> None:
    title = str(heard.pdf.docinfo["/Title"])
    body = next(entry.release.page.body for entry in built.artifacts if entry.release.page.title == title)
    figures = heard.named("/Figure")
    assert [str(figure.Alt) for figure in figures] == [each.spoken for each in body.walk() if each.spoken]
    for figure in figures:
        left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
        _, _, width, height = (float(edge) for edge in figure.Pg.MediaBox)
        assert 0 < left < right < width
        drawn_words = locations(heard.content)
        heading, key = drawn_words["When"], drawn_words["Dot:" if width < height else "something"]
        assert heading - 3 < height - top < height - bottom < key + 3  # between the words above and below it


def locations(content: bytes) -> dict[str, float]:
    """How far from the head of the first page words stand, in points; of several the first."""
    command = ["pdftotext", "-bbox", "-l", "1", "-", "-"]
    told = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'yMin="([\d.]+)".*?>([^<]+)</word>', told)
    return {word: float(top) for top, word in reversed(found)}


def test_links_say_their_words(heard: Heard) -> None:
    annotations = {each.objgen: each for page in heard.pdf.pages for each in page.get("/Annots", [])}
    links = heard.named("/Link")
    told = [
        child.Obj
        for link in links
        for child in children(link)
        if isinstance(child, pikepdf.Dictionary) and "/Obj" in child
    ]
    assert {each.objgen for each in told} == set(annotations)
    for link in links:
        for child in children(link):
            if isinstance(child, pikepdf.Dictionary) and "/Obj" in child:
                assert str(child.Obj.Contents) == heard.words(link)


def test_lists_say_how_they_are_numbered(heard: Heard) -> None:
    for entry in heard.named("/LI"):
        assert [str(child.S) for child in children(entry)] == ["/Lbl", "/LBody"]
        assert str(entry.P.S) == "/L"
        assert str(entry.P.A.ListNumbering) in ("/Disc", "/Decimal", "/None")


def test_bookmarks_follow_the_headings(heard: Heard) -> None:
    def titles(items: Any, depth: int = 1) -> Iterator[tuple[int, str]]:
        for item in items:
            yield depth, " ".join(item.title.split())
            yield from titles(item.children, depth + 1)

    with heard.pdf.open_outline() as outline:
        assert list(titles(outline.root)) == [
            (int(str(tag.S)[2]), heard.words(tag)) for tag in heard.named("/H1", "/H2", "/H3", "/H4")
        ]


@pytest.mark.slow
def test_a_picture_in_a_link_is_part_of_it(project_with: Callable[..., Project]) -> None:
    mark = '<svg viewBox="0 0 9 9" width="9" height="9" aria-hidden="true"><path class="ink" d="M0 0h9v9z"/></svg>'
    told = mark.replace('aria-hidden="true"', 'aria-label="A square"')
    link = '<a href="#{{ recommendation.ref }}">'
    project = project_with(action_plan__html=(link, f"{link}{mark}{told}"))
    content = pipeline.make(project, BuildOptions(["action-plan"], ["pdf"])).artifacts[0].content
    assert validator.validate_pdf_bytes(content, profile="ua1").failures == []
    heard = Heard(content)
    assert [str(figure.P.S) for figure in heard.named("/Figure")][1:] == ["/Link"] * 5
    assert heard.words(heard.named("/Link")[0]) == "A square IA1"
    annotation = next(
        child.Obj
        for child in children(heard.named("/Link")[0])
        if isinstance(child, pikepdf.Dictionary) and "/Obj" in child
    )
    assert str(annotation.Contents) == "A square IA1"


@pytest.mark.slow
def test_letters_that_are_put_together_are_valid_as_well(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("title: Southwark JAR Action Plan 2008 – FINAL", 'title: "مرحبا שלום 😀 क्षेत्र"'))
    for entry in pipeline.make(project, BuildOptions(["action-plan"], ["pdf"])).artifacts:
        for profile in ("ua1", "2a"):
            assert validator.validate_pdf_bytes(entry.content, profile=profile).failures == []


@pytest.mark.slow
@pytest.mark.parametrize("more", [10, 40])
def test_boxes_side_by_side_at_the_end_of_a_page_are_read_one_after_the_other(
    more: int, project_with: Callable[..., Project]
) -> None:
    """Set as cells, what stands side by side was read by turns where it met the end of a page."""
    entry = "          - Ask some young people how best to tell others.\n"
    project = project_with(plan=(entry, entry + "".join(f"          - Ask group {n}\n" for n in range(more))))
    made = pipeline.make(project, BuildOptions(("young-peoples-summary",), ("pdf",)))
    assert all(artifact.is_read_back for artifact in made.artifacts)
