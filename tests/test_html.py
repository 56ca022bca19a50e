"""The HTML files: one self-contained file each."""

from collections.abc import Callable

import pytest
from conftest import KEYS
from lxml import html

from jarpub.build.artifact import Artifact
from jarpub.formats import reader


@pytest.fixture(params=KEYS)
def page(request: pytest.FixtureRequest, file_of: Callable[[str], Artifact]) -> html.HtmlElement:
    return html.document_fromstring(file_of(f"{request.param}.html").content)


def test_nothing_is_fetched(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //form | //iframe | //link | //object | //embed | //input | //img[@src]") == []
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
