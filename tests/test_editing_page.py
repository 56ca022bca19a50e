"""The page in which somebody edits the publications, in a browser, before a server that answers as it is told to."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from browser import chromium
from conftest import LIVE, PROJECT

from jarpub.build.load_and_check import load_sources
from jarpub.pages.markdown import to_html
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text
from jarpub.web.server import BROWSER

pytestmark = pytest.mark.slow
URL = "http://editor.example/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as launch:
        browser = launch()
        yield browser
        browser.close()


# From the page to the words: every text of the plan, and nasty ones

NASTY = (
    "2 * 3 is 6",
    r"a star * and another \*",
    r"2\*3",
    r"\- not a list",
    r"-5 degrees",
    r"1\. not a list",
    r"2009\. A year",
    "May\n2009. The end of a sentence",
    "A line\n\\- and a hyphen",
    r"\+ plus",
    "in [brackets] and (round ones)",
    r"a backslash \ alone, C:\files, \\- before a hyphen and \\* before a star",
    "under_score and _another_",
    "<b>&amp;</b>",
    "**bold** and *emphasis* and ***both***",
    "*emphasis **bold***",
    "**bold *emphasis*** and **bold *emphasis* bold**",
    "***bold** emphasis*",
    "**bold.** Then (*emphasis*) and “**quoted**”",
    "[words](https://example.org/a_b?c=d&e=f) and [mail](mailto:a@b.org)",
    "**[bold](https://example.org/)** [*em*](https://example.org/x(1))",
    "one\n\ntwo\n\nthree",
    "We will:\n\n- ask\n- tell\n\nAnd then.",
    "- one\n- two\n  - inside\n    - deeper\n      - deepest\n- three",
    "1. one\n2. two\n   1. inside\n   2. inside\n3. three",
    "- loose\n\n- list\n\n  with a second paragraph\n\n- end",
    "- tight\n  - loose inside\n\n  - second\n- tight",
    "- a\n\n1. b\n2. c",
    "- line\n  of two\n- **bold**",
    "\n".join(f"{number}. entry" for number in range(1, 12)) + "\n    - inside the eleventh",
    "soft\nline\nends",
    "no-break\u00a0space, – dash, 'quotes', emoji 🎉, عربي",
)
BACK = (
    "async ([module, pages]) => {"
    """
    const { fromHtml, toMarkdown } = await import(module);
    const element = document.createElement("div");
    return pages.map((html) => {
        element.replaceChildren(fromHtml(html, document));
        return [toMarkdown(element), element.innerHTML];
    });
}"""
)

WRITTEN = (
    "async ([module, html]) => {"
    """
    const { toMarkdown } = await import(module);
    const element = document.createElement("div");
    element.innerHTML = html;
    return toMarkdown(element);
}"""
)


@pytest.fixture(scope="module")
def blank(browser: Any) -> Any:
    """A page that has nothing but the modules."""
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(**module_at(route.request.url)))
    page.goto(URL)
    return page


def module_at(url: str) -> dict[str, Any]:
    path = BROWSER / url.removeprefix(URL)
    return {"body": path.read_bytes(), "content_type": "text/javascript"} if path.is_file() else {"body": "<p>"}


def back(page: Any, html: list[str]) -> list[tuple[str, str]]:
    """The words of each piece of HTML, and what is taken of it."""
    return [(words, kept) for words, kept in page.evaluate(BACK, ["/edit/markdown.js", html])]


def without_wraps(words: str) -> str:
    """Words in which a line may end anywhere but in front of a list or an empty line."""
    return re.sub(r"(?<!\n)\n(?!\n| *(?:-|\d+\.) )", " ", re.sub(r"\n +(?!-|\d+\.|\s)", "\n", words.strip()))


def same(html: str) -> str:
    return re.sub(r"\s*(</?(?:p|ul|ol|li)>)\s*", r"\1", re.sub(r"[ \n]+", " ", unescape(html)))


def test_every_text_of_the_plan_comes_back(blank: Any) -> None:
    plans = [load_sources(project).plan for project in (LIVE, PROJECT)]
    texts = sorted({each.words for plan in plans for each in walk(plan) if isinstance(each, Text)})
    assert sum("\n" in words for words in texts) > 10
    html = [str(to_html(words)[0]) for words in texts]
    found = back(blank, html)
    assert [without_wraps(words) for words, _ in found] == [without_wraps(words) for words in texts]
    assert [str(to_html(words)[0]) for words, _ in found] == html


@pytest.mark.parametrize("words", NASTY)
def test_nasty_texts_come_back(words: str, blank: Any) -> None:
    html = str(to_html(words)[0])
    ((found, kept),) = back(blank, [html])
    assert same(str(to_html(found)[0])) == same(html) == same(kept)
    assert without_wraps(found) == without_wraps(words)


MADE = {
    "<div>one</div><div>two</div>": "one\n\ntwo",
    "one<div>two</div><div><br></div>": "one\n\ntwo",
    "<p>a <b>bold </b>word</p>": "a **bold** word",
    "<p>half a w<b>or</b>d</p>": "half a **word**",
    "<p>half a w<i>ord</i> <b>bo</b>ld</p>": "half a *word* **bold**",
    "<p><b>one</b> <b>two</b><b>three</b></p>": "**one** **twothree**",
    "<p><b>one</b><i>two</i></p>": "**onetwo**",
    "<p><b>one,</b>two</p>": "**one**,two",
    "<p>one<b>, two</b></p>": "one, **two**",
    "<p><b>(one)</b>two</p>": "**(one**)two",
    "<p>“<i>one</i>”</p>": "“*one*”",
    "<p><span style='color: red'>one</span><font size=7> two</font></p>": "one two",
    "<ul><li>one</li><ul><li>inside</li></ul><li>two</li></ul>": "- one\n  - inside\n- two",
    "<ul><li>one</li></ul><ul><li>two</li></ul>": "- one\n- two",
    "<ul><li>one</li><li></li><li><br></li></ul><p></p>": "- one",
    "<ol><li>one</li><li>two</li></ol>": "1. one\n2. two",
    "<p>soft<br>end<br><br></p>": "soft\nend",
    "<p>- typed</p><p>1. typed</p><p>+ typed</p><p>* typed *</p>": "\\- typed\n\n1\\. typed\n\n\\+ typed\n\n\\* typed \\*",
    "<p>a<br>- typed<br>1. typed<br>2. typed</p>": "a\n\\- typed\n1\\. typed\n2. typed",
    "<p><a href='https://example.org'> words </a>end</p>": "[words](https://example.org) end",
    "<p><a href='https://example.org/(a'>words</a></p>": "[words](https://example.org/%28a)",
    "<p>C:\\- and \\* and \\[</p>": "C:\\\\- and \\\\* and \\\\[",
    "<p>   </p>": "",
}


@pytest.mark.parametrize("html", MADE)
def test_what_editing_makes_is_written_in_the_house_s_markdown(html: str, blank: Any) -> None:
    """As browsers make it where somebody types, sets words apart, or makes lists."""
    words = blank.evaluate(WRITTEN, ["/edit/markdown.js", html])
    assert words == MADE[html]
    ((again, _),) = back(blank, [str(to_html(words)[0])])
    assert again == words


PLANTED = (
    "<p><a href='javascript:alert(1)'>words</a></p>",
    "<p><a href=' JavaScript:alert(1)'>words</a></p>",
    "<p onclick=alert(1)>words<img src=x onerror=alert(1)><script>alert(1)</script></p>",
    "<style>p { color: red }</style><svg onload=alert(1)></svg><iframe src=/></iframe><b>words</b>",
)


@pytest.mark.parametrize("html", PLANTED)
def test_nothing_but_the_few_elements_is_taken_of_html(html: str, blank: Any) -> None:
    ((words, kept),) = back(blank, [html])
    assert words == "words"
    assert re.fullmatch(r"(<p>)?(<a>)?words(</a>)?(</p>)?", kept)
