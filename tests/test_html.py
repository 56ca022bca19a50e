"""The HTML files: one self-contained file each."""

import json
from base64 import b64decode
from collections.abc import Callable
from html import escape
from typing import Any

import pytest
from conftest import KEYS, PROJECT
from lxml import html

from jarpub.build import pipeline
from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.target import theme_of
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import reader, writer
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Element, Page
from jarpub.project.paths import Project


@pytest.fixture(params=KEYS)
def page(request: pytest.FixtureRequest, file_of: Callable[[str], Artifact]) -> html.HtmlElement:
    return html.document_fromstring(file_of(f"{request.param}.html").content)


def test_nothing_is_fetched(page: html.HtmlElement) -> None:
    assert (
        page.xpath("//link[not(@rel='canonical' or (@rel='icon' and starts-with(@href, 'data:image/png;base64,')))]")
        == []
    )
    assert page.xpath("//script[not(@type='application/ld+json')]") == []
    assert page.xpath("//form | //iframe | //object | //embed | //input | //img[@src]") == []
    css = "".join(page.xpath("//style/text()"))
    assert css.count("url(") == css.count("url(data:font/woff2;base64,")
    assert "@import" not in css
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert page.xpath("//@onclick | //@onload | //@style[contains(., 'url')]") == []


def test_links_inside_the_page_lead_somewhere(page: html.HtmlElement) -> None:
    for address in page.xpath("//a/@href"):
        assert address.startswith(("#", "https://"))
        if address.startswith("#"):
            assert page.xpath("//*[@id=$name]", name=address[1:])


def test_it_has_the_parts_that_a_browser_and_a_listener_need(page: html.HtmlElement) -> None:
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title")
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//body/a[1]/@href") == ["#content"]
    assert page.xpath("//main[@id='content']")
    assert page.xpath("//meta[@name='viewport']")


def test_where_words_come_from_is_not_told_to_the_public(page: html.HtmlElement) -> None:
    assert page.xpath("//@data-value | //@data-location") == []
    assert page.xpath("//comment()") == []


def test_tables_have_names_heads_and_whole_rows(file_of: Callable[[str], Artifact]) -> None:
    page = html.document_fromstring(file_of("action-plan.html").content)
    tables = page.xpath("//table")
    assert len(tables) == 3
    for table in tables:
        columns = len(table.xpath("thead/tr/th[@scope='col']"))
        assert columns in (3, 6, 10)
        for row in table.xpath("tbody/tr"):
            spans = [int(span) for span in row.xpath("*/@colspan")]
            assert len(row) + sum(span - 1 for span in spans) == columns
            assert row.xpath("th[1][@scope='row' or @scope='rowgroup']")
            assert all(cell.text_content().strip() for cell in row)
        assert table.xpath("caption")
        assert table.getparent().get("role") == "region"


def test_the_ref_heads_every_row_of_the_ten_columns(file_of: Callable[[str], Artifact]) -> None:
    page = html.document_fromstring(file_of("action-plan.html").content)
    heads = [head.text_content().split()[0] for head in page.xpath("//table[@class='ten-columns']/tbody/tr/th")]
    assert heads == ["IA1", "IA2", "IA3", "IA3", "MA1", "MA2"]


def test_no_officer_is_named_outside_the_formal_plan(file_of: Callable[[str], Artifact]) -> None:
    names = ("Patterson", "Crichlow", "Armour", "Saunders", "Domoney", "Sinnott", "Murray", "Parkin", "Olissa")
    for key in [key for key in KEYS if key != "action-plan"]:
        words = " ".join(reader("html").extract(file_of(f"{key}.html").content).word_list)
        assert [name for name in names if name in words] == []


def test_pictures_are_pictures_with_words_or_hidden(page: html.HtmlElement) -> None:
    for picture in page.iter("svg"):
        spoken = picture.get("aria-label")
        assert (picture.get("role"), picture.get("aria-hidden")) == (("img", None) if spoken else (None, "true"))


def test_nothing_is_sent_anywhere(page: html.HtmlElement) -> None:
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)").split("; ")
    assert set(policy) >= {"default-src 'none'", "base-uri 'none'", "form-action 'none'"}


ADDRESS = "https://www.southwark.gov.uk/jar-summary"
SUMMARY = "    subject: Young people's summary of the action plan\n"
PICTURE = '    picture: "https://www.southwark.gov.uk/jar.png"\n    picture_words: Five young people\n'
LAST_QUESTION = "question: What is the web address of the young people's summary?\n    answer: "


def of_the_web(content: bytes) -> tuple[html.HtmlElement, dict[str, str], dict[str, Any]]:
    """The page, its Open Graph and its linked data."""
    page = html.document_fromstring(content)
    graph = {each.get("property"): each.get("content") for each in page.xpath("//meta[@property]")}
    return page, graph, json.loads(page.xpath("string(//script)"))


def test_a_page_says_what_it_is_to_search_engines_and_on_tabs(project_with: Callable[..., Project]) -> None:
    put = f"{SUMMARY}    address: summary-online\n{PICTURE}"
    project = project_with(
        plan=(f"{LAST_QUESTION}null", f"{LAST_QUESTION}{ADDRESS}"), publications__yaml=(SUMMARY, put)
    )
    (made,) = pipeline.build(project, BuildOptions(["young-peoples-summary"], ["html"])).artifacts
    page, graph, told = of_the_web(made.content)
    description = page.xpath("string(//meta[@name='description']/@content)")
    assert description in " ".join(page.text_content().split())
    assert description.endswith(".")
    assert 60 < len(description) <= 160
    assert page.xpath("//link[@rel='canonical']/@href") == [ADDRESS]
    assert graph == {
        "og:title": page.findtext(".//title"), "og:description": description, "og:type": "article",
        "og:site_name": "Southwark Council", "og:locale": "en_GB", "og:url": ADDRESS,
        "og:image": "https://www.southwark.gov.uk/jar.png", "og:image:alt": "Five young people",
    }  # fmt: skip
    assert (told["@type"], told["name"], told["url"]) == ("Report", page.findtext(".//title"), ADDRESS)
    assert (told["inLanguage"], told["publisher"]["name"]) == ("en-GB", "Southwark Council")
    icon = page.xpath("string(//link[@rel='icon']/@href)").removeprefix("data:image/png;base64,")
    assert b64decode(icon).startswith(b"\x89PNG")


def test_what_nobody_has_said_is_not_said_on_the_web(file_of: Callable[[str], Artifact]) -> None:
    page, graph, told = of_the_web(file_of("southwark-life.html").content)
    assert page.xpath("//link[@rel='canonical']") == []
    assert {"og:url", "og:image"} & graph.keys() == set()
    assert told["@type"] == "Article"
    assert {"url", "image", "datePublished"} & told.keys() == set()


def test_words_cannot_end_what_tells_search_engines() -> None:
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[0], sources.brand)
    title = '</script><script>alert(1)</script> & "x"'
    body = parse(f"<article><h1>{escape(title)}</h1></article>", Location("x"))
    content = writer("html").write(Page("key", "ar-Arab", "subject", "council", body), theme).content
    page, _, told = of_the_web(content)
    assert len(page.xpath("//script")) == 1
    assert told["name"] == body.text()
    assert page.get("dir") == "rtl"


@pytest.mark.parametrize(
    ("paragraphs", "description"),
    [
        ("<p>Short.</p>", "subject"),
        (f"<p>{'word ' * 11}<mark>gap</mark></p><p>{'One two. ' * 6}</p>", "One two. " * 6),
        (f"<p>{'One two three. ' * 20}</p>", "One two three. " * 10),
        (f"<p>{'word ' * 40}</p>", "word " * 32 + "…"),
    ],
)
def test_a_description_is_the_first_words_that_tell_something(paragraphs: str, description: str) -> None:
    body = parse(f"<article><h1>Title</h1>{paragraphs}</article>", Location("x"))
    assert Page("key", "en", "subject", "council", body).description == description.strip()


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("en-GB", "ltr"),
        ("ur", "rtl"),
        ("pa-Arab-PK", "rtl"),
        ("so", "ltr"),
        ("ar", "rtl"),
        ("arn", "ltr"),
        ("ur-Latn", "ltr"),
    ],
)
def test_languages_are_read_from_their_side(language: str, direction: str) -> None:
    assert Page("key", language, "", "", Element("article", {}, ())).direction == direction


@pytest.mark.parametrize(
    ("put", "said"),
    [
        ("    address: summary\n", 'address: no gap of the plan has the role "summary"'),
        ("    picture: jar.png\n", 'picture: "jar.png" is no address on the web'),
    ],
)
def test_an_address_that_leads_nowhere(put: str, said: str, project_with: Callable[..., Project]) -> None:
    with pytest.raises(DiagnosticsError, match=said):
        load_sources(project_with(publications__yaml=(SUMMARY, f"{SUMMARY}{put}")))
