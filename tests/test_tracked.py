"""Publications with what has changed: accepting all gives the new version, rejecting all the old one, in every format."""

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import office
import page as validator
import pikepdf
import pytest
from browser import chromium, faults, nu_checked, opened
from conftest import LIVE, PROJECT, approve_all, copied, volume, with_every_gap_filled
from lxml import etree, html
from officer import Editing
from openxml_audit import OpenXmlValidator
from random_versions import another_page, another_plan
from test_reading_order import numbers_out_of_order
from tracked import W, outline, revisions

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.output import marked
from jarpub.build.output.marked import MarkedFile, compared_publications, marked_files
from jarpub.build.target import theme_of
from jarpub.checks import parity, suite
from jarpub.cli.main import main
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import WITH_CHANGES, version_reader, writer
from jarpub.pages.comparison.compared import compared
from jarpub.pages.comparison.marks import Signature
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import ComparedPage, Page
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources

BY_COUNCIL = Signature("Southwark Council", "2009-03-31")
SUMMARY, PRESS, PLAN = "young-peoples-summary", "southwark-life", "action-plan"
EDITS = (
    ("Consult with a sample", "Consult a large sample"),  # a word
    ("status: []", "status: [{id: IA1.st1, text: Started, value: started}]"),  # a status, and pictures that show it
    ("          - id: IA1.a5\n", "          - {id: IA1.a7, text: Tell the Youth Council.}\n          - id: IA1.a5\n"),
    ("    headline: Young people to be asked", "    headline: Children to be asked"),
)


@pytest.fixture(scope="module")
def sources() -> Sources:
    return load_sources(PROJECT)


def word(page: Page, publication: Publication, sources: Sources, project: Project = PROJECT) -> bytes:
    return writer("docx").write(page, theme_of(project, publication, sources.brand)).content


def page_of(sources: Sources, publication: Publication, project: Project = PROJECT) -> Page:
    return marked._page(project, sources, publication)


def beside(before: Page, now: Page) -> ComparedPage:
    return compared(before, now, lambda _: BY_COUNCIL, "the last final")


def assert_it_becomes_both(
    before: Page, now: Page, publication: Publication, sources: Sources, project: Project = PROJECT
) -> bytes:
    """A Word file of both versions is each of them, once all its changes are accepted or rejected."""
    content = word(beside(before, now), publication, sources, project)
    assert outline(content, "accepted") == outline(word(now, publication, sources, project))
    assert outline(content, "rejected") == outline(word(before, publication, sources, project))
    assert revisions(content)
    return content


def other_versions(sources: Sources, project: Project, count: int) -> list[tuple[Publication, Page, Page]]:
    """Each publication beside versions of its page by chance."""
    found = []
    for number in range(count):
        chance = random.Random(number)
        publication = sources.settings.publications[number % len(sources.settings.publications)]
        before = page_of(sources, publication, project)
        found.append((publication, before, replace(before, body=another_page(before.body, chance))))
    return found


def test_each_real_publication_becomes_either_version() -> None:
    sources = load_sources(LIVE)
    for publication, before, now in other_versions(sources, LIVE, volume(1, 8) * len(sources.settings.publications)):
        assert_it_becomes_both(before, now, publication, sources, LIVE)


def test_pages_changed_by_chance_become_either_version(sources: Sources) -> None:
    for publication, before, now in other_versions(sources, PROJECT, volume(18, 600)):
        assert_it_becomes_both(before, now, publication, sources)
        assert_it_becomes_both(now, before, publication, sources)


def test_plans_changed_by_chance_become_either_version(sources: Sources) -> None:
    shown = 0
    for number in range(volume(5, 100)):
        data = another_plan(sources.plan_file, random.Random(number), 12)
        other = replace(sources, plan=marked._earlier(sources, data, "plan.yaml"))
        for publication in sources.settings.publications:
            before, now = page_of(sources, publication), page_of(other, publication)
            if before.body.text() != now.body.text():
                shown += 1
                assert_it_becomes_both(before, now, publication, sources)
    assert shown >= volume(7, 150)


BODY = "<article><h1>Plan</h1>{}</article>"


def in_words(body: str) -> Page:
    return Page("action-plan", "en-GB", "Plan", "Council", parse(BODY.format(body), Location("x.html")))


TABLE = (
    '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>{}</tbody></table><p>Behind.</p>'
)
ROW = "<tr><td>{}</td><td>{}</td></tr>"
CELL = TABLE.format("<tr><td>{}</td><td>Same</td></tr>")
PICTURE = '<svg viewbox="0 0 9 9" width="9" height="9" aria-label="{0}"><circle cx="4" cy="4" r="{1}"></circle></svg>'
CASES = {
    "a word": ("<p>One two three.</p>", "<p>One four three.</p>"),
    "only bold": ("<p>One <strong>two</strong> three.</p>", "<p>One two three.</p>"),
    "a link": ('<p>See <a href="https://a.example">one here</a>.</p>', '<p>See <a href="https://b.example">one here</a>.</p>'),
    "words of a link": ('<p><a href="https://a.example">One two</a></p>', '<p><a href="https://a.example">One six</a></p>'),
    "a link to what is gone": ('<p><a href="#a">One</a></p><p id="a">Two.</p><p>Same.</p>', "<p>One</p><p>Same.</p>"),
    "the last paragraph": ("<p>One.</p>", "<p>One.</p><h2>Two</h2><p>Three.</p>"),
    "another style at the end": ("<p>One.</p><h2>Old</h2>", "<p>One.</p><ul><li>New</li><li>Newer</li></ul>"),
    "an entry": ("<ul><li>One</li><li>Two</li></ul>", "<ul><li>One</li><li>One half</li><li>Two</li></ul>"),
    "a numbered list": ("<ol><li>One</li></ol><ol><li>Two</li></ol>", "<ol><li>Two</li></ol>"),
    "a list in an entry": ("<ul><li>One<ul><li>Two</li></ul></li></ul>", "<ul><li>One<ul><li>Six</li><li>Two</li></ul></li></ul>"),
    "the head of an entry": ("<ul><li><p>One</p><p>Two</p></li></ul>", "<ul><li><p>Two</p></li></ul>"),
    "a row": (TABLE.format(ROW.format("a", "b")), TABLE.format(ROW.format("a", "b") + ROW.format("c d", "e"))),
    "all rows": (TABLE.format(ROW.format("a", "b")), TABLE.format(ROW.format("c d", "<ul><li>e</li></ul>"))),
    "more in a cell": (CELL.format("One"), CELL.format("<p>One</p><p>Two</p>")),
    "less in a cell": (CELL.format("<ul><li>One</li><li>Two</li><li>Six</li></ul>"), CELL.format("<ul><li>One</li></ul>")),
    "all of a cell": (CELL.format("<p>One</p><p>Two</p>"), CELL.format("<ul><li>Six</li><li>Seven</li></ul>")),
    "a table": ("<p>One.</p><p>Two.</p>", f"<p>One.</p><h2>New</h2>{TABLE.format(ROW.format('a', 'b'))}<p>Two.</p>"),
    "before a table": (f"<p>One.</p>{CELL.format('x')}", f"<p>One.</p><p>New.</p>{CELL.format('x')}"),
    "a column": (CELL.format("x"), CELL.format("x").replace("<td>Same</td>", "").replace('<th scope="col">B</th>', "")),
    "a picture": (f"<p>{PICTURE.format('Old', 2)} one</p>", f"<p>{PICTURE.format('New', 4)} one</p>"),
    "a term": ("<dl><dt>A</dt><dd>One</dd></dl>", "<dl><dt>A</dt><dd>Two</dd><dt>B</dt><dd>Three</dd></dl>"),
    "a term with two meanings": ("<dl><dt>A</dt><dd>One</dd><dd>Two</dd></dl>", "<dl><dt>A</dt><dd>One</dd></dl>"),
    "right to left": ("<p>\u0634\u0643\u0631\u0627 one</p>", "<p>\u0634\u0643\u0631\u0627 two</p>"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_word_is_particular_about(case: str, sources: Sources, tmp_path: Path) -> None:
    publication = next(each for each in sources.settings.publications if each.key == PLAN)
    for old, new in (CASES[case], CASES[case][::-1]):
        content = assert_it_becomes_both(in_words(old), in_words(new), publication, sources)
        if found := errors(content, tmp_path):
            ordinary = (word(in_words(each), publication, sources) for each in (old, new))
            assert found <= {error for each in ordinary for error in errors(each, tmp_path)}
        numbers = [each.get(f"{W}id") for each in revisions(content)]
        assert len(numbers) == len(set(numbers))


def errors(content: bytes, folder: Path) -> set[str]:
    """What a validator finds; it does not know the numbering 0, which takes one away."""
    (folder / "file.docx").write_bytes(content)
    return {str(error) for error in OpenXmlValidator().validate(folder / "file.docx").errors}


def test_a_word_is_one_change_and_all_else_stays() -> None:
    page = beside(in_words("<p>One two three four five.</p>"), in_words("<p>One two six four five.</p>"))
    texts = [(each.tag, each.text()) for each in page.body.walk() if each.tag in ("del", "ins")]
    assert texts == [("del", "three"), ("ins", "six")]


def test_a_text_that_is_another_is_not_cut_to_pieces() -> None:
    old, new = "The plan is to ask all of them in the spring.", "We know what is best for us and do it in May."
    page = beside(in_words(f"<p>{old}</p>"), in_words(f"<p>{new}</p>"))
    assert [each.text() for each in page.body.walk() if each.tag in ("del", "ins")] == [old, new]


def test_rows_keep_their_place_by_their_name() -> None:
    """A new row before others that are like it is new, and they are as they were."""
    rows = [f'<tr id="r{n}"><td>{n}</td><td>Not recorded at all yet</td></tr>' for n in range(4)]
    page = beside(in_words(TABLE.format("".join(rows[1:]))), in_words(TABLE.format("".join(rows))))
    marked_rows = [
        each.attributes.get("id") for each in page.body.walk() if "data-change" in each.attributes and each.tag == "tr"
    ]
    assert marked_rows == ["r0"]
    assert [each.text() for each in page.body.walk() if each.tag == "ins"] == ["0", "Not recorded at all yet"]


def test_two_versions_that_are_the_same_have_no_marks(sources: Sources) -> None:
    for publication in sources.settings.publications:
        page = page_of(sources, publication)
        assert beside(page, page).body == page.body


def test_words_stay_apart_in_a_pdf_wherever_its_lines_end(sources: Sources) -> None:
    told = "<h2>{} {}</h2><p>{} <span class='key'>{}</span> Young people are asked.</p>"
    old, new = ("gone", "The plan does not say."), ("quite new", "Work is in progress.")
    pages = [
        in_words(
            "".join(
                told.format("word " * 9 + "x" * n, f"so {short} far", "word " * 9 + "x" * n, long) for n in range(1, 60)
            )
        )
        for short, long in (old, new)
    ]
    publication = next(each for each in sources.settings.publications if each.key == PRESS)
    content = writer("pdf").write(beside(*pages), theme_of(PROJECT, publication, sources.brand)).content
    for mark, page in zip(("ins", "del"), pages, strict=True):
        assert " ".join(version_reader("pdf").blocks_without(content, mark)).split() == page.word_list


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_file_that_lost_a_letter_of_either_version_is_refused(at: int, sources: Sources) -> None:
    publication = next(each for each in sources.settings.publications if each.key == PLAN)
    page = beside(in_words("<p>One two three.</p>"), in_words("<p>One six three.</p>"))
    content, reader = word(page, publication, sources), version_reader("docx")
    texts = [reader.extract(content).blocks, *(reader.blocks_without(content, mark) for mark in ("ins", "del"))]
    assert list(found_in(page, publication, content, texts)) == []
    texts[at] = (*texts[at][:-1], texts[at][-1].replace("three", "thre"))
    (found,) = found_in(page, publication, content, texts)
    assert found.code == parity.WORDS
    assert "three." in found.message


def found_in(page: ComparedPage, publication: Publication, content: bytes, texts: list[tuple[str, ...]]) -> Any:
    whole = replace(version_reader("docx").extract(content), blocks=texts[0])
    return suite.check_comparison((), publication, page, "x.docx", suite.Versions(whole, *texts[1:]))


def test_no_link_leads_to_what_is_gone() -> None:
    old = '<p>See <a href="#a">this one</a> and <a href="#b">that</a>.</p><h2 id="a">Place</h2><h2 id="b">Other</h2>'
    new = '<p>See it, and <a href="#b">that</a>.</p><h2>Place</h2><h2 id="b">Other</h2>'
    page = beside(in_words(old), in_words(new))
    ids = {each.attributes.get("id") for each in page.body.walk()}
    links = [each.attributes["href"] for each in page.body.walk() if each.tag == "a"]
    assert links == ["#b"]
    assert {link[1:] for link in links} <= ids
    assert "this one" in page.body.text()


@pytest.mark.slow
def test_libreoffice_agrees(sources: Sources, tmp_path: Path) -> None:
    """Where a section between two tables is new or gone, it keeps an empty paragraph: only words are compared."""
    files: dict[str, list[Path]] = {"before": [], "now": [], "marked": []}
    publication = next(each for each in sources.settings.publications if each.key == PRESS)
    touching = in_words("<p>One two</p><p>Same.</p>"), in_words("<p>One six</p><p>New one.</p><p>Same.</p>")
    versions = [*other_versions(sources, PROJECT, volume(12, 60)), (publication, *touching)]
    for number, (publication, before, now) in enumerate(versions):
        for name, page in (("before", before), ("now", now), ("marked", beside(before, now))):
            files[name].append(tmp_path / f"{number}-{name}.docx")
            files[name][-1].write_bytes(word(page, publication, sources))
    told = (office.accepted_all(files["marked"]), office.rejected_all(files["marked"]))
    wanted = (office.texts(files["now"]), office.texts(files["before"]))
    for found, real in zip(told, wanted, strict=True):
        assert [[text for text in each if text] for each in found] == [[text for text in each if text] for each in real]


# The files as somebody gets them.


def edited(project: Project, *edits: tuple[str, str]) -> Project:
    text = project.source.read_text("utf-8")
    for find, put in edits:
        assert find in text, find
        text = text.replace(find, put, 1)
    project.source.write_text(text, "utf-8")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = copied(tmp_path)
    (tmp_path / "old.yaml").write_bytes(project.source.read_bytes())
    return project


def files_of(
    project: Project, *keys: str, signature: Signature = BY_COUNCIL, formats: Sequence[str] = WITH_CHANGES
) -> dict[str, MarkedFile]:
    sources = load_sources(project)
    chosen = [each for each in sources.settings.publications if not keys or each.key in keys]
    since = str(project.source.with_name("old.yaml"))
    found = compared_publications(project, sources, chosen, since, signature)
    return {each.name: each for each in marked_files(project, sources, found, formats)}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, MarkedFile]:
    """All three publications in all three formats, with edits of every kind."""
    folder = tmp_path_factory.mktemp("marked")
    project = copied(folder)
    (folder / "old.yaml").write_bytes(project.source.read_bytes())
    return files_of(edited(project, *EDITS))


def test_all_three_formats_of_all_that_have_changed(files: dict[str, MarkedFile]) -> None:
    assert set(files) == {f"{key}-with-changes.{format}" for key in (PLAN, SUMMARY, PRESS) for format in WITH_CHANGES}
    assert {each.since for each in files.values()} == {"old.yaml"}


@pytest.mark.parametrize("format", WITH_CHANGES)
def test_each_format_has_both_versions(format: str, files: dict[str, MarkedFile], sources: Sources) -> None:
    content, reader = files[f"{PLAN}-with-changes.{format}"].content, version_reader(format)
    before, now = (" ".join(" ".join(reader.blocks_without(content, mark)).split()) for mark in ("ins", "del"))
    assert "Consult with a sample of" in before
    assert "Consult a large sample of" in now
    assert "Tell the Youth Council." in now
    assert "Tell the Youth Council." not in before
    assert "large sample" not in before
    assert "with a sample" not in now


@pytest.mark.slow
def test_validators_find_nothing(files: dict[str, MarkedFile], tmp_path: Path) -> None:
    for name, each in files.items():
        (tmp_path / name).write_bytes(each.content)
        if each.format == "docx":
            assert errors(each.content, tmp_path) == set(), name
        if each.format == "pdf":
            for profile in ("ua1", "2a"):
                assert validator.validate_pdf_bytes(each.content, profile=profile).failures == [], name
            assert numbers_out_of_order(each.content) == [], name
    assert nu_checked(sorted(tmp_path.glob("*.html"))) == ""


@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_scrolls_sideways(files: dict[str, MarkedFile]) -> None:
    with chromium() as start:
        browser = start()
        for name, each in files.items():
            for width, scheme in ((1280, "light"), (320, "dark")) if each.format == "html" else ():
                with opened(browser, each.content, width, color_scheme=scheme, bypass_csp=True) as page:
                    assert faults(page) == [], name
                    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_a_web_page_says_what_its_marks_mean_and_is_not_to_be_found(files: dict[str, MarkedFile]) -> None:
    page = html.document_fromstring(files[f"{PRESS}-with-changes.html"].content)
    assert "since old.yaml is marked here" in page.findtext('.//p[@class="with-changes"]')
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex"]
    assert not page.xpath("//link[@rel='canonical']")
    css = page.findtext(".//style")
    assert "ins::before" in css
    assert "[inserted: " in css
    assert "[deleted: " in css
    assert "Ann" not in etree.tostring(page, encoding="unicode")
    assert not page.xpath("//@data-by | //@data-change")


def test_bars_stand_beside_changed_lines_and_no_others(files: dict[str, MarkedFile], sources: Sources) -> None:
    """Each is drawn in the margin as something that no screen reader meets, at the height of a mark."""
    with pikepdf.open(BytesIO(files[f"{PLAN}-with-changes.pdf"].content)) as pdf:
        bars = [len(bars_of(page)) for page in pdf.pages]
    assert bars[0] >= 2, "the timeline and the table at a glance have changed"
    assert sum(map(bool, bars)) < len(bars), "some pages are as they were"
    publication = next(each for each in sources.settings.publications if each.key == PLAN)
    ordinary = writer("pdf").write(page_of(sources, publication), theme_of(PROJECT, publication, sources.brand)).content
    with pikepdf.open(BytesIO(ordinary)) as pdf:
        assert [bars_of(page) for page in pdf.pages] == [[] for _ in pdf.pages]


def bars_of(page: Any) -> list[tuple[float, float]]:
    """The foot and the height of each narrow rectangle left of the text."""
    content = page.Contents.read_bytes().decode("latin-1")
    found = re.findall(r"([\d.]+) ([\d.]+) 1\.5 ([\d.]+) re f", content)
    return [(float(foot), float(high)) for left, foot, high in found if float(left) < 28]


def test_the_same_twice_is_the_same_bytes(files: dict[str, MarkedFile], project: Project) -> None:
    again = files_of(edited(project, *EDITS))
    assert {name: each.content for name, each in again.items()} == {name: each.content for name, each in files.items()}


# By whom, and when.


def authors(content: bytes) -> set[tuple[str | None, str | None]]:
    return {(each.get(f"{W}author"), (each.get(f"{W}date") or "")[:10]) for each in revisions(content)}


def test_an_approval_signs_what_it_approved_and_the_council_where_nobody_may_be_named(project: Project) -> None:
    approve_all(edited(project, *EDITS))  # by Ann Example, on 31 March 2009
    found = files_of(project, signature=Signature("Bob Whoever", "2009-04-01"))
    assert authors(found[f"{PLAN}-with-changes.docx"].content) == {("Bob Whoever", "2009-04-01")}
    council = load_sources(project).brand.organisation.words
    press = authors(found[f"{PRESS}-with-changes.docx"].content)
    assert (council, "2009-03-31") in press, "the day is that of the approval, and the name of nobody in it"
    assert {by for by, _ in press} == {council}
    for name, each in found.items():
        if name.startswith((SUMMARY, PRESS)):
            assert not any(person in text for text in parts(each) for person in (b"Ann Example", b"Bob Whoever")), name


def parts(each: MarkedFile) -> list[bytes]:
    if each.format != "docx":
        return [each.content]
    with ZipFile(BytesIO(each.content)) as package:
        return [package.read(name) for name in package.namelist()]


def test_nobody_and_no_clock_signs_where_nothing_is_known(project: Project) -> None:
    found = files_of(edited(project, EDITS[0]), PLAN, signature=Signature(""), formats=["docx"])
    council = load_sources(project).brand.organisation.words
    assert authors(found[f"{PLAN}-with-changes.docx"].content) == {(council, "")}


# Whom nobody is to meet.

NAMED = ("Ask some young people", "Kerry Crichlow asks young people")


def test_a_name_that_is_gone_is_refused_all_the_same(project: Project) -> None:
    project.source.with_name("old.yaml").write_text(project.source.read_text("utf-8").replace(*NAMED, 1), "utf-8")
    edited(project, *EDITS[:2])
    with pytest.raises(DiagnosticsError) as refused:
        files_of(project, SUMMARY)
    said = [str(each) for each in refused.value.diagnostics]
    assert said
    assert all("Kerry Crichlow" in each for each in said), said
    assert any(re.match(r".*old\.yaml:\d+:\d+: ", each) for each in said), said
    assert all("it is gone from the publication, but young-peoples-summary-with-changes" in each for each in said), said
    assert all("send the publication without marks" in each for each in said)
    assert f"{PLAN}-with-changes.docx" in files_of(project, PLAN), "those who see all the plan see what it said"


def test_a_name_that_is_new_is_refused_where_it_stands(project: Project) -> None:
    with pytest.raises(DiagnosticsError) as refused:
        files_of(edited(project, NAMED), SUMMARY)
    said = [str(each) for each in refused.value.diagnostics]
    assert said
    assert all("plan.yaml:" in each and "Kerry Crichlow" in each for each in said), said
    assert not any("it is gone" in each for each in said)


def test_somebody_who_has_left_is_still_not_named(project: Project) -> None:
    """Who is in the earlier plan alone is protected, too."""
    text = project.source.read_text("utf-8").replace(
        "people:\n", "people:\n  - {id: rory-example, name: Rory Example}\n", 1
    )
    text = text.replace("Ask some young people", "Rory Example asks young people", 1)
    project.source.with_name("old.yaml").write_text(text, "utf-8")
    edited(project, EDITS[1])
    with pytest.raises(DiagnosticsError, match="Rory Example"):
        files_of(project, SUMMARY)


def test_either_version_is_read_by_itself(project: Project) -> None:
    """What stands between the parts of a name in one of them hides it in the file, and from nobody."""
    jane = edited(project, ("people:\n", "people:\n  - {id: jane-hill, name: Jane Hill}\n"))
    old, new = (
        ("Ask some young people", f"Ask Jane {words} some young people") for words in ("Hill and", "at Rose Hill and")
    )
    project.source.with_name("old.yaml").write_text(project.source.read_text("utf-8").replace(*old, 1), "utf-8")
    with pytest.raises(DiagnosticsError, match='"Jane Hill" is the name of Jane Hill'):
        files_of(edited(jane, new), SUMMARY)


# The command.


@pytest.fixture
def said(project: Project, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def run(*words: str) -> tuple[int, str, str]:
        where = ("--source", str(project.source), "--templates", str(project.templates))
        old = ("--since", str(project.source.with_name("old.yaml"))) if "--since" not in words else ()
        status = main(["changes", *words, *old, "--output", str(project.output), *where])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def test_a_word_file_of_one_publication(project: Project, said: Any, tmp_path: Path) -> None:
    edited(project, *EDITS[:2])
    path = tmp_path / "changed.docx"
    status, out, _ = said(PRESS, "--word", str(path))
    assert status == 0
    assert "tracked changes" in out
    assert "since old.yaml" in out
    assert "Formal action plan" not in out, "only what is asked for is told"
    assert revisions(path.read_bytes())
    assert said(PRESS, "--word", str(path))[0] == 0, "the same file again"
    path.write_bytes(path.read_bytes() + b"by an officer")
    status, _, err = said(PRESS, "--word", str(path))
    assert status == 2
    assert "may have what somebody wrote into it" in err
    assert path.read_bytes().endswith(b"by an officer")


def test_a_folder_with_all_that_have_changed(project: Project, said: Any, tmp_path: Path) -> None:
    edited(project, EDITS[0])
    status, out, _ = said("--marked", str(tmp_path / "for-the-committee"), "--json")
    assert status == 0
    assert (
        {Path(each["path"]).name for each in json.loads(out)["files"]}
        == {path.name for path in (tmp_path / "for-the-committee").iterdir()}
        == {f"{PLAN}-with-changes.{format}" for format in WITH_CHANGES}
    )
    said("--pdf", f"{tmp_path}/more/")
    assert [path.name for path in (tmp_path / "more").iterdir()] == [f"{PLAN}-with-changes.pdf"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--word", "changed.docx"],
            "2 publications have changed, and --word names one file: action-plan, southwark-life",
        ),
        (["--word", "changed"], 'the file behind --word ends in .docx, and "changed" does not; type changed.docx'),
        ([SUMMARY, "--pdf", "changed.pdf"], f"nothing that readers see has changed in {SUMMARY} since"),
        (["nobody", "--pdf", "changed.pdf"], 'there is no publication "nobody"'),
        (["--pdf", "changed.pdf", "--since", "nowhere.yaml"], '"nowhere.yaml" is no file, and Git says'),
        ([PLAN, "--word", "changed.docx", "--by", "me"], '"me" is nobody\'s name'),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(words: list[str], message: str, project: Project, said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    edited(project, EDITS[0], EDITS[3])
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    status, _, err = said(*words)
    assert status == 2, err
    assert message in " ".join(err.split()), err
    assert list((tmp_path / "here").iterdir()) == []


@pytest.fixture
def since_a_final(project: Project) -> Project:
    """The project with a final of the press copy, and with edits since."""
    project.source.write_text(with_every_gap_filled(project.source.read_text("utf-8")), "utf-8")
    approve_all(project)
    pipeline.make_finals(project, [PRESS], "Ann Example", "2009-03-31")
    return edited(project, EDITS[1], EDITS[3])


def test_since_the_last_final(since_a_final: Project) -> None:
    """Without --since each publication is compared with its own last final, and the others with nothing."""
    sources = load_sources(since_a_final)
    found = compared_publications(since_a_final, sources, sources.settings.publications, None, Signature(""))
    assert [(each.publication.key, each.page.since) for each in found] == [(PRESS, "edition 1 of 31 March 2009")]


@pytest.mark.slow
def test_the_editor_makes_them_and_gives_them_to_take_along(since_a_final: Project, tmp_path: Path) -> None:
    with Editing(since_a_final) as editing, chromium() as start:
        page = start().new_page()
        page.goto(editing.address)
        page.get_by_role("button", name="Since the last final").click()
        sheet = page.locator("dialog[open]")
        sheet.get_by_role("button", name=re.compile("^Make the files with changes since edition 1 of")).click()
        with page.expect_download() as download:
            sheet.get_by_text("Download the Word file with tracked changes since edition 1 of 31 March 2009").click()
        assert faults(page) == []
        download.value.save_as(tmp_path / download.value.suggested_filename)
        assert sheet.get_by_role("link").count() == len(WITH_CHANGES)
    assert authors((tmp_path / f"{PRESS}-with-changes.docx").read_bytes())
