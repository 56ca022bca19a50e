"""Real quotation marks and apostrophes where people type straight ones, and nothing else of a text moved."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jarpub.diagnostics import Location
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page
from jarpub.pages.quotation_marks import curled, straight, with_quotation_marks

CASES = [
    ("the council's plan", "the council’s plan"),
    ("inspectors' findings", "inspectors’ findings"),
    ('on the "Whatever" website', "on the “Whatever” website"),
    ("a number of 'Important Weaknesses' which", "a number of ‘Important Weaknesses’ which"),
    ("'Ensure staff are safe'", "‘Ensure staff are safe’"),
    ('He said: "We don\'t know."', "He said: “We don’t know.”"),
    ("\"It's 'best' so far\"", "“It’s ‘best’ so far”"),
    ("(\"so\") and ['so']", "(“so”) and [‘so’]"),
    ("the summer of '08 and the managers' plan", "the summer of ’08 and the managers’ plan"),
    ("rock 'n' roll, 'tis", "rock ’n’ roll, ’tis"),
    ("'til the end", "’til the end"),
    ("AD's and GP's", "AD’s and GP’s"),
    ("O'Brien", "O’Brien"),
    ('a 6\'2" door, 12" wide', 'a 6\'2" door, 12" wide'),
    ('the "2008" plan', "the “2008” plan"),
    ("write to ann.o'neil@example.org, it's read", "write to ann.o'neil@example.org, it’s read"),
    ("https://example.org/it's", "https://example.org/it's"),
    ("already “real” and ‘so’", "already “real” and ‘so’"),
    ("the 1990's", "the 1990’s"),
    ("pupils'", "pupils’"),
    ("a–'so'–b", "a–‘so’–b"),
]


def page_of(markup: str, language: str = "en-GB") -> Page:
    body = parse(f"<article><h1>Title</h1>{markup}</article>", Location("t.html"))
    return Page(key="k", language=language, subject="s", organisation="o", body=body)


@pytest.mark.parametrize(("typed", "printed"), CASES)
def test_what_people_type(typed: str, printed: str) -> None:
    assert curled(typed) == printed
    assert curled(printed) == printed


@given(st.text("ab 1.,'\"(@–\n", max_size=40))
def test_nothing_but_marks_is_another(words: str) -> None:
    assert straight(curled(words)) == words
    assert len(curled(words)) == len(words)


def test_a_quotation_goes_over_the_elements_inside_a_paragraph() -> None:
    page = with_quotation_marks(page_of("<p>'<strong>Ensure</strong> it'<br>\"so\"</p><ul><li>it's</li></ul>"))
    assert page.body.text().split() == ["Title", "‘Ensure", "it’", "“so”", "it’s"]


def test_places_and_pictures_stay() -> None:
    page = page_of(
        '<p data-value="IA1.a1">"a" <svg viewBox="0 0 9 9" width="9" height="9" aria-label="it\'s"></svg> b\'s</p>'
    )
    printed = with_quotation_marks(page)
    places = [(each.tag, each.location, dict(each.attributes)) for each in page.body.walk()]
    assert [(each.tag, each.location, dict(each.attributes)) for each in printed.body.walk()] == places


def test_other_languages_keep_what_is_typed() -> None:
    page = page_of('<p>l\'"école"</p>', "fr")
    assert with_quotation_marks(page) == page
    assert with_quotation_marks(replace(page, language="en")) != page


def test_other_languages_keep_the_marks_that_were_typed() -> None:
    words = "<p>\"It's <span lang='cy'>'r \"iawn\" <em>hwn'na</em></span>'s\" and <span lang='en-IE'>'so'</span></p>"
    printed = with_quotation_marks(page_of(words)).body.text()
    assert printed.split(maxsplit=1)[1] == "“It’s 'r \"iawn\" hwn'na’s” and ‘so’"
