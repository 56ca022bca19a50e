"""The page in which somebody edits the publications, in a browser, before a server that answers as it is told to."""

import re
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from html import unescape
from typing import Any

import pytest
from browser import AXE, chromium, faults
from conftest import LIVE, PROJECT
from editing_server import Server, served, version_of
from markupsafe import escape

from jarpub.build.load_and_check import load_sources
from jarpub.pages.markdown import SPECIAL, to_html
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
    r"two \*\* asterisks, and \[words](https://example.org) that are no link",
    "The council, [Cyngor *Southwark*]{lang=cy}, **[بلدية]{lang=ar}** and [[cyngor]{lang=cy} here](https://example.org)",
    "- [un]{lang=cy}\n- [[gwefan](https://example.org), see [1],]{lang=cy} and [en [in English]{lang=en} cy]{lang=cy}",
    r"\[typed]{lang=cy} and \[typed] { Lang=cy",
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
    "<p>the<span lang='cy'> cyngor</span>'s <b>c<span lang='cy'>yng</span>or</b></p>": "the [cyngor]{lang=cy}'s **c[yng]{lang=cy}or**",
    "<p>one <span lang='cy'>un</span><span lang='cy'> dau</span><span lang='cy'></span></p>": "one [un dau]{lang=cy}",
    "<p><span lang='cy'>un</span><br><span lang='cy'>dau</span></p>": "[un]{lang=cy}\n[dau]{lang=cy}",
    "<p><span lang='cy'>un [dau [tri] <b>[pedwar</b></span></p>": "[un \\[dau [tri] **\\[pedwar**]{lang=cy}",
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
    "<p><span lang='cy} onclick=alert(1)'>words</span></p>",
    "<style>p { color: red }</style><svg onload=alert(1)></svg><iframe src=/></iframe><b>words</b>",
)


@pytest.mark.parametrize("html", PLANTED)
def test_nothing_but_the_few_elements_is_taken_of_html(html: str, blank: Any) -> None:
    ((words, kept),) = back(blank, [html])
    assert words == "words"
    assert re.fullmatch(r"(<p>)?(<a>)?words(</a>)?(</p>)?", kept)


# Writing on the page

BODY = """<h1>{title}</h1><p>{one}</p><p>Again: <b>{one}</b></p>{block}<p>{passage}</p><p>Date: {G05c.answer}</p>
<p>Due: {IA1.d1}, {IA1.d1.months.1}</p><p>Printed otherwise: {corrected}</p><p>{none}</p><p>{organisation}</p>
<svg role="img" aria-label="A drawing" viewBox="0 0 200 30"><text y="20" data-file="source/plan.yaml" data-line="9" data-name="drawn">Drawn words</text>
<text x="80" y="20" data-file="templates/pictures.html" data-line="5" data-name="">2. Words that st...</text>
<text x="170" y="20" data-file="templates/pictures.html" data-line="6" data-name="">Mar</text></svg>"""
QUESTION = {
    "question": "On what date?",
    "ask": "the plan's owner",
    "answer": "G05c.answer",
    "is_answered": False,
    "is_blocking": True,
    "needed_by": [{"key": "one", "subject": "One publication"}],
}
APPROVED = {"id": "press.headline", "state": "approved", "by": "Ann Example", "on": "2026-03-01", "differences": []}
FORMAL = [{"name": "IA1.a1", "called": "Action 1 of IA1", "words": "Consult with young people."}]
SUBJECTS = [{"key": "one", "subject": "One publication"}, {"key": "two", "subject": "Another"}]
NOTE = "One\n\n**Two**"
VALUES = {
    "title": {"words": "A title", "called": "The title", "wording": APPROVED, "formal": FORMAL, "printed": SUBJECTS},
    "one": {"words": "Words that stand twice", "called": "Action 1 of IA1"},
    "block": {"words": "We will:\n\n- ask *all*\n- tell", "called": "What we are doing", "control": "passage"},
    "passage": {"words": "One paragraph of **words**.", "called": "A passage", "control": "passage"},
    "G05c.answer": {"words": "", "called": "The answer", "question": QUESTION},
    "IA1.d1": {"words": "March 09", "called": "Delivery date 1 of IA1", "control": "record", "record": "IA1.d1"},
    "corrected": {"words": "As it is writen", "shown": "As it is written", "called": "Corrected words"},
    "IA1.d1.months.1": {"words": "March 2009", "called": "A month", "control": "none", "record": "IA1.d1"},
    "none": {
        "words": "Nobody's",
        "called": "Words of the template",
        "control": "none",
        "comes_from": "Of the template",
    },
    "IA1.d1.note": {"words": NOTE, "control": "passage"},
    "drawn": {"words": "Drawn words", "called": "Words of a drawing"},
    "organisation": {"words": "A council", "called": "The council's name", "path": "templates/brand.yaml"},
}
FIELD = ".editing-field"


@pytest.fixture(scope="module")
def served_page(browser: Any) -> Iterator[tuple[Server, Any]]:
    server = Server(BODY, {})
    with served(server) as address:
        page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{message.text} {message.location}"))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{address}#one")
        yield server, page
        page.close()
        assert [each for each in said if not re.search(r"status of (409|422|503)", each)] == []


@pytest.fixture
def editor(served_page: tuple[Server, Any]) -> tuple[Server, Any]:
    """The page as it is opened, before a server that has taken no edit yet."""
    server, page = served_page
    server.__init__(BODY, deepcopy(VALUES), turn=server.turn, listeners=server.listeners)  # type: ignore[misc]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("localStorage.clear(); history.replaceState(null, '', '#one')")
    page.reload()
    opened(page)
    return server, page


def until(claim: Callable[[], object]) -> None:
    end = time.monotonic() + 20
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.02)


def opened(page: Any) -> None:
    page.locator("#beside").wait_for()
    sheet(page).locator("h1 span[tabindex]").wait_for()


def sheet(page: Any) -> Any:
    return page.frame_locator("iframe:not([hidden])")


def text(page: Any, name: str, at: int = 0) -> Any:
    return sheet(page).locator(f"[data-name='{name}']").nth(at)


def field(page: Any) -> Any:
    return sheet(page).locator(FIELD)


def write(page: Any, name: str, words: str) -> None:
    """Begin with a double click, and type in place of what was there."""
    text(page, name).dblclick()
    field(page).wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def is_idle(page: Any) -> None:
    field(page).wait_for(state="detached")


def settled(server: Server, page: Any) -> None:
    """The page that is shown is the one that the server makes of what was saved."""
    is_idle(page)
    until(lambda: page.evaluate("preview.frame.dataset.shows").endswith(version_of(server.page())))


def focused(page: Any) -> str:
    """The name of the text that has the focus in the page, or the id of what has it beside the page."""
    return str(
        page.evaluate(
            """() => document.activeElement === preview.frame
            ? preview.frame.contentDocument.activeElement.dataset.name ?? preview.frame.contentDocument.activeElement.className
            : document.activeElement.id || document.activeElement.textContent"""
        )
    )


def drafts(page: Any) -> list[str]:
    return list(page.evaluate("Object.values(localStorage).map((each) => JSON.parse(each).words)"))


def test_enter_saves_what_was_typed_where_it_stands(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "title", "Another title")
    assert server.asked == []  # nothing is saved while somebody types
    assert drafts(page) == ["Another title"]
    page.keyboard.press("Enter")
    is_idle(page)
    assert [(each["do"], each["name"], each["value"]) for each in server.asked] == [("set", "title", "Another title")]
    assert server.asked[0]["version"] == version_of("A title")
    assert server.asked[0]["file"] == "plan"
    assert text(page, "title").inner_text() == "Another title"
    assert drafts(page) == []
    sheet(page).locator("h1 span[tabindex]").wait_for()
    assert focused(page) == "title"
    assert page.locator("#source").inner_text() == "Saved: The title"


def test_escape_gives_up_what_was_typed(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "passage", "Other words")
    page.keyboard.press("Escape")
    is_idle(page)
    assert text(page, "passage").inner_html() == "One paragraph of <strong>words</strong>."
    assert server.asked == []
    assert drafts(page) == []
    assert focused(page) == "passage"
    assert page.locator("#source").inner_text().startswith("Given up: A passage.")
    page.get_by_role("button", name="Take the words back").click()
    field(page).wait_for()
    assert field(page).inner_text() == "Other words"
    assert drafts(page) == ["Other words"]
    page.keyboard.press("Control+Enter")
    is_idle(page)
    assert [each["value"] for each in server.asked] == ["Other words"]
    page.keyboard.press("Enter")
    field(page).wait_for()
    page.keyboard.press("Escape")  # with nothing to be had back
    is_idle(page)
    assert page.locator("#source").inner_text() == "Saved: A passage"


def test_what_is_only_looked_at_says_where_it_is_changed(editor: tuple[Server, Any]) -> None:
    _, page = editor
    bar = page.locator("#bar")
    assert "Double-click words" in bar.inner_text()
    page.get_by_role("button", name="PDF").click()
    bar.get_by_text("words are changed on the web page").wait_for()
    bar.get_by_role("button", name="Go to the web page").click()
    bar.get_by_text("Double-click words").wait_for()
    text(page, "title").wait_for()


def test_words_in_a_drawing_are_changed_in_a_form(editor: tuple[Server, Any]) -> None:
    server, page = editor
    text(page, "drawn").dblclick()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_label("The words").input_value() == "Drawn words"
    dialog.get_by_label("The words").fill("3 * 4 * 5")
    until(lambda: drafts(page) == ["The words: 3 * 4 * 5"])
    page.reload()
    opened(page)
    page.locator("#kept").get_by_role("button", name="Take it").click()
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")
    assert [(each["name"], each["value"]) for each in server.asked] == [("drawn", "3 * 4 * 5")]
    sheet(page).get_by_text("Words that st...").dblclick()  # which another text has in full
    dialog.get_by_role("heading", name="Action 1 of IA1").wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    sheet(page).get_by_text("Mar", exact=True).dblclick()
    page.locator("#facts").get_by_text("It is drawn from the dates").wait_for()
    assert dialog.count() == 0


def test_words_that_were_not_changed_are_not_saved(editor: tuple[Server, Any]) -> None:
    server, page = editor
    for name in ("title", "block", "passage", "one"):
        text(page, name).dblclick()
        field(page).wait_for()
        page.keyboard.type(" ")
        page.keyboard.press("Backspace")
        page.keyboard.press("Control+Enter")
        is_idle(page)
    assert server.asked == []


def test_leaving_saves_and_both_places_show_it(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "one", "Words that stand in two places")
    text(page, "title").click()
    is_idle(page)
    assert [each["value"] for each in server.asked] == ["Words that stand in two places"]
    assert [text(page, "one", at).inner_text() for at in (0, 1)] == ["Words that stand in two places"] * 2


def test_a_double_click_elsewhere_saves_and_goes_on_there(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "title", "Another title")
    text(page, "passage").dblclick()
    sheet(page).locator(f"[data-name='passage'] {FIELD}").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type("Another passage")
    page.keyboard.press("Control+Enter")
    settled(server, page)
    assert [(each["name"], each["value"]) for each in server.asked] == [
        ("title", "Another title"),
        ("passage", "Another passage"),
    ]


def test_a_double_click_at_a_mark_is_one(editor: tuple[Server, Any]) -> None:
    server, page = editor
    server.values["G05c.answer"]["record"] = "G05c"
    sheet(page).locator("mark.gap").dblclick()
    field(page).wait_for()
    page.keyboard.type("1 March")
    server.tell()
    assert page.get_by_role("dialog").count() == 0
    page.keyboard.press("Enter")
    settled(server, page)
    assert [each["value"] for each in server.asked] == ["1 March"]


def test_what_is_being_made_waits_until_editing_ends(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "title", "Half a ti")
    server.values["one"]["words"] = "Saved by another program"
    turn = server.turn
    server.tell()
    until(lambda: server.turn > turn)
    page.keyboard.type("tle")
    assert field(page).inner_text() == "Half a title"
    assert text(page, "one").inner_text() == "Words that stand twice"
    page.keyboard.press("Enter")
    sheet(page).get_by_text("Saved by another program").first.wait_for()
    assert text(page, "title").inner_text() == "Half a title"


def test_what_is_taken_back_at_once_is_gone_from_the_page(editor: tuple[Server, Any]) -> None:
    """The page that the server makes then is the one that was there before: it takes the place of the words all the same."""
    server, page = editor
    write(page, "title", "Another title")
    server.takes_back = True
    page.keyboard.press("Enter")
    is_idle(page)
    sheet(page).get_by_role("heading", name="A title").wait_for()


def test_news_of_what_was_saved_may_come_before_the_answer(editor: tuple[Server, Any]) -> None:
    server, page = editor
    server.late = 0.4
    write(page, "title", "Another title")
    page.keyboard.press("Enter")
    settled(server, page)
    assert text(page, "title").inner_text() == "Another title"


def test_tab_goes_from_text_to_text_and_enter_begins(editor: tuple[Server, Any]) -> None:
    server, page = editor
    text(page, "title").focus()
    seen = []
    for _ in range(10):
        seen.append(focused(page))
        page.keyboard.press("Tab")
    expected = [
        "title",
        "one",
        "one",
        "block",
        "passage",
        "G05c.question",
        "IA1.d1",
        "IA1.d1.months.1",
        "corrected",
        "none",
    ]
    assert seen == expected
    text(page, "one", 1).focus()
    page.keyboard.press("Enter")
    field(page).wait_for()
    page.keyboard.type(", by keyboard")
    page.keyboard.press("Control+s")
    is_idle(page)
    assert server.asked[0]["value"] == "Words that stand twice, by keyboard"
    sheet(page).get_by_text("by keyboard").first.wait_for()
    page.keyboard.press("Tab")
    assert focused(page) == "block"  # the second of the two had the focus, and has it in the new page


PLAIN = (
    "2009. A year",
    "3 * 4 * 5",
    "* note",
    "- dash first",
    "– dash first",
    "1) first",
    "[x] done",
    "_so_",
    "*all* of **it**, [here](https://example.org)",
    r"C:\- and \* and a\b",
)


def test_signs_in_a_line_are_printed_as_they_are_typed(editor: tuple[Server, Any]) -> None:
    server, page = editor
    for words in PLAIN:
        write(page, "title", words)
        page.keyboard.press("Enter")
        settled(server, page)
        said = server.values["title"]
        assert to_html(said["words"]) == (escape(words), True)
        said["control"] = "passage" if SPECIAL.search(said["words"]) else "line"  # as the server has it
        sheet(page).locator("h1 span[tabindex]").focus()
        page.keyboard.press("Enter")
        field(page).wait_for()
        assert field(page).inner_text() == words
        page.keyboard.press("Enter")
        is_idle(page)
        assert text(page, "title").inner_text() == words
    assert len(server.asked) == len(PLAIN)


def test_words_that_print_otherwise_are_edited_as_they_are_written(editor: tuple[Server, Any]) -> None:
    _, page = editor
    text(page, "corrected").dblclick()
    field(page).wait_for()
    assert field(page).inner_text() == "As it is writen"
    page.keyboard.press("Escape")
    is_idle(page)
    assert text(page, "corrected").inner_text() == "As it is written"


def test_a_gap_is_answered_in_its_mark(editor: tuple[Server, Any]) -> None:
    server, page = editor
    sheet(page).locator("mark.gap").click()
    field(page).wait_for()
    assert field(page).inner_text().strip("\u200b") == ""
    assert sheet(page).locator(".editing-question").inner_text() == "On what date?"
    assert "Ask: the plan's owner" in page.locator("#facts").inner_text()
    assert "no final is made without it" in page.locator("#facts").inner_text()
    page.keyboard.press("Enter")  # nothing was typed
    is_idle(page)
    sheet(page).locator("mark.gap").wait_for()
    assert server.asked == []
    page.keyboard.press("Enter")
    field(page).wait_for()
    page.keyboard.type("1 March 2026")
    page.keyboard.press("Enter")
    until(lambda: [(each["name"], each["value"]) for each in server.asked] == [("G05c.answer", "1 March 2026")])
    sheet(page).locator("[data-name='G05c.answer']").get_by_text("1 March 2026").wait_for()


def test_what_belongs_to_nobody_here_says_where_it_comes_from(editor: tuple[Server, Any]) -> None:
    server, page = editor
    text(page, "none").dblclick()
    page.locator("#facts").get_by_text("Of the template").wait_for()
    assert field(page).count() == 0
    write(page, "organisation", "Another council")
    page.keyboard.press("Enter")
    is_idle(page)
    assert [each["file"] for each in server.asked] == ["brand"]


# Paragraphs, lists and links


def test_a_list_is_edited_as_one(editor: tuple[Server, Any]) -> None:
    server, page = editor
    text(page, "block").locator("li").last.dblclick()
    field(page).wait_for()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("listen, and ")
    page.keyboard.press("Control+B")
    page.keyboard.type("answer")
    page.keyboard.press("Control+Enter")
    is_idle(page)
    assert server.asked[0]["value"] == "We will:\n\n- ask *all*\n- tell\n- listen, and **answer**"
    assert sheet(page).locator("[data-name='block'] li").last.inner_text() == "listen, and answer"


def test_an_entry_is_put_below_another(editor: tuple[Server, Any]) -> None:
    server, page = editor
    text(page, "block").dblclick()
    field(page).wait_for()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+]")
    page.keyboard.press("Enter")
    page.keyboard.type("others")
    page.keyboard.press("Control+Enter")
    settled(server, page)
    assert server.asked[0]["value"] == "We will:\n\n- ask *all*\n  - tell\n  - others"
    text(page, "block").dblclick()
    field(page).wait_for()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+[")
    page.keyboard.press("Control+Enter")
    is_idle(page)
    assert server.asked[1]["value"] == "We will:\n\n- ask *all*\n  - tell\n- others"


@pytest.mark.parametrize("control", ["line", "passage"])
def test_the_lines_of_an_answer_stay_lines(control: str, editor: tuple[Server, Any]) -> None:
    server, page = editor
    server.values["G05c.answer"]["control"] = control
    sheet(page).locator("mark.gap").click()
    field(page).wait_for()
    page.keyboard.type("The council")
    page.keyboard.press("Shift+Enter" if control == "line" else "Enter")
    page.keyboard.type("160 Tooley Street")
    if control == "passage":
        for key in ("Enter", "Enter"):
            page.keyboard.press(key)
        page.keyboard.type("Or ask us")
    page.keyboard.press("Control+Enter")
    settled(server, page)
    address = "The council\n160 Tooley Street"
    assert server.asked[0]["value"] == (address if control == "line" else f"{address}\n\nOr ask us")
    sheet(page).locator("[data-name='G05c.answer']").dblclick()
    field(page).wait_for()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.keyboard.press("Control+Enter")
    is_idle(page)
    assert server.asked[1]["value"] == f"{server.asked[0]['value']}!"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("Bold", "**One** paragraph of **words**."),
        ("Emphasis", "*One* paragraph of **words**."),
        ("List", "- One paragraph of **words**."),
        ("Numbered list", "1. One paragraph of **words**."),
    ],
)
def test_the_bar_sets_words_apart(button: str, words: str, editor: tuple[Server, Any]) -> None:
    server, page = editor
    begin_with_first_word(page)
    page.locator("#bar").get_by_role("button", name=button, exact=True).click()
    page.locator("#bar").get_by_role("button", name="Save").click()
    is_idle(page)
    assert [each["value"] for each in server.asked] == [words]


def test_the_bar_says_what_the_words_at_the_cursor_are(editor: tuple[Server, Any]) -> None:
    _, page = editor
    begin_with_first_word(page)
    bold = page.locator("#bar").get_by_role("button", name="Bold", exact=True)
    assert bold.get_attribute("aria-pressed") == "false"
    page.keyboard.press("Control+End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    until(lambda: bold.get_attribute("aria-pressed") == "true")
    page.keyboard.press("Escape")


def begin_with_first_word(page: Any) -> None:
    text(page, "passage").dblclick()
    field(page).wait_for()
    page.keyboard.press("Control+Home")
    for _ in "One":
        page.keyboard.press("Shift+ArrowRight")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("www.example.org/a", "[One](https://www.example.org/a) paragraph of **words**."),
        ("a@example.org", "[One](mailto:a@example.org) paragraph of **words**."),
        ("", "One paragraph of **words**. Twice."),
    ],
)
def test_a_link_is_made_with_the_keyboard(typed: str, words: str, editor: tuple[Server, Any]) -> None:
    server, page = editor
    begin_with_first_word(page)
    page.keyboard.press("Control+K")
    page.get_by_role("dialog").get_by_role("textbox").fill(typed)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for(state="detached")
    if not typed:
        page.keyboard.press("Control+End")
        page.keyboard.type(" Twice.")
    page.keyboard.press("Control+Enter")
    is_idle(page)
    assert [each["value"] for each in server.asked] == [words]


PASTE = """([selector, words, html]) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    data.setData("text/html", html);
    const target = preview.frame.contentDocument.querySelector(selector);
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize(
    ("name", "pasted", "words"),
    [
        ("title", "Words\r\nfrom <Word>", "Words from <Word>"),
        ("passage", "plain *words*", "plain \\*words\\*"),
        ("passage", "Intro:\n•\tone\n•\ttwo\n", "Intro:\n\n- one\n- two"),
        ("passage", "1.\tone\n2.\ttwo", "1. one\n2. two"),
        ("passage", "<img src=x onerror=alert(1)>\n<b>two</b>", "<img src=x onerror=alert(1)>\n\n<b>two</b>"),
    ],
)
def test_what_is_pasted_comes_as_plain_words(name: str, pasted: str, words: str, editor: tuple[Server, Any]) -> None:
    server, page = editor
    text(page, name).dblclick()
    field(page).wait_for()
    page.keyboard.press("Control+A")
    page.evaluate(PASTE, [FIELD, pasted, "<p style='color:red'><b onclick=alert(1)>never</b></p>"])
    page.keyboard.press("Control+Enter")
    is_idle(page)
    assert [each["value"] for each in server.asked] == [words]


MEASURES = {"words": 3, "sentences": 1, "longest": 3, "grade": 5.1, "publications": []}


# What is refused, and what two people write


FINDING = {
    "code": "a",
    "severity": "blocking",
    "file": "f",
    "line": 1,
    "message": "too hard",
    "hint": "Say less",
    "quote": "hard",
}


def test_what_is_refused_stays_in_editing(editor: tuple[Server, Any]) -> None:
    server, page = editor
    refusal = {"findings": [{"severity": "error", "message": "an asterisk stands alone", "hint": "take it out"}]}
    server.refusing = lambda edits: refusal if "Refused" in edits[0]["value"] else None
    write(page, "title", "Refused words")
    page.keyboard.press("Enter")
    page.locator("#judged").get_by_text("an asterisk stands alone; take it out").wait_for()
    assert field(page).inner_text() == "Refused words"
    assert drafts(page) == ["Refused words"]
    page.get_by_role("button", name="Another").click()  # what was refused once is not asked again, and stays
    until(lambda: page.evaluate("location.hash") == "#one")
    assert len(server.asked) == 1
    assert field(page).inner_text() == "Refused words"
    field(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("Taken words")
    page.keyboard.press("Enter")
    is_idle(page)
    assert server.asked[-1]["value"] == "Taken words"
    assert page.locator("#judged li").count() == 0


def test_where_nobody_answers_the_words_stay(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "title", "Not lost")
    server.is_away = True
    page.keyboard.press("Enter")
    page.locator("#judged").get_by_text("your words are kept here").wait_for()
    assert field(page).inner_text() == "Not lost"
    server.is_away = False
    page.keyboard.press("Enter")
    is_idle(page)
    assert server.values["title"]["words"] == "Not lost"


CONFLICT = {
    "Keep mine": "My title",
    "Take theirs": "Their title",
    "Put both, one after the other": "Their title My title",
    "Go on editing": "My title",
}


@pytest.mark.parametrize("choice", CONFLICT)
def test_whose_words_stay_is_chosen(choice: str, editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "title", "My title")
    server.values["title"]["words"] = "Their title"
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    assert dialog.locator("blockquote").all_inner_texts() == ["My title", "Their title"]
    assert dialog.locator("mark").all_inner_texts() == ["My ", "Their "]
    assert faults(page) == []
    page.keyboard.press("Enter")  # a key that was meant for the words chooses nothing
    dialog.get_by_role("button", name=choice).click()
    if choice in ("Keep mine", "Take theirs"):
        is_idle(page)
        assert server.values["title"]["words"] == CONFLICT[choice]
        sheet(page).get_by_role("heading", name=CONFLICT[choice]).wait_for()
        assert drafts(page) == []
    else:
        until(lambda: field(page).inner_text() == CONFLICT[choice])
        assert server.values["title"]["words"] == "Their title"
        assert drafts(page) == [CONFLICT[choice]]
        page.keyboard.press("Enter")
        if choice == "Go on editing":
            dialog.get_by_role("button", name="Keep mine").click()
        is_idle(page)
        assert server.values["title"]["words"] == CONFLICT[choice]


def test_words_that_were_taken_out_meanwhile_are_not_lost(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "one", "Still mine")
    server.values.pop("one")
    server.gone = ("one",)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("somebody has taken this out").wait_for()
    assert dialog.get_by_role("button").all_inner_texts() == ["Leave it out", "Go on editing"]
    page.keyboard.press("Escape")  # the least that can be meant
    assert field(page).inner_text() == "Still mine"
    assert drafts(page) == ["Still mine"]


def test_what_is_typed_while_words_are_saved_is_not_lost(editor: tuple[Server, Any]) -> None:
    server, page = editor
    server.slowly = lambda _: 0.3
    write(page, "title", "First")
    page.keyboard.press("Enter")
    page.keyboard.type(" and more")
    until(lambda: server.values["title"]["words"] == "First")
    page.keyboard.press("Enter")
    is_idle(page)
    assert server.values["title"]["words"] == "First and more"


# Beside the words


def test_what_stands_beside_words(editor: tuple[Server, Any]) -> None:
    _, page = editor
    text(page, "title").focus()
    page.locator("#called").get_by_text("The title").wait_for()
    facts = page.locator("#facts").inner_text()
    assert "Approved (by Ann Example on 1 March 2026)." in facts
    assert "In Another: a change here is a change there." in facts
    page.locator("#facts summary").click()
    assert page.locator("#facts blockquote").inner_text() == "Consult with young people."
    page.get_by_role("button", name="Change these words").click()
    field(page).wait_for()
    assert field(page).inner_text() == "A title"


def test_the_gates_speak_while_one_types_and_never_of_older_words(editor: tuple[Server, Any]) -> None:
    server, page = editor
    server.slowly = lambda words: 1 if words == "A hard word" else 0
    remarks = [{"sentence": "21 words; a sentence may have 20 here", "is_over": True}]
    measures = {**MEASURES, "publications": [{"key": "one", "subject": "One publication", "remarks": remarks}]}
    server.judging = lambda words: {"findings": [FINDING] if "hard" in words else [], "measures": measures}
    write(page, "title", "A hard word")
    until(lambda: len(server.judged) == 1)
    page.keyboard.type("s hard")
    found = page.locator("#judged li")
    found.wait_for()
    assert found.inner_text() == "In the way of a final: too hard; Say less"
    assert page.locator("#measures li").all_inner_texts() == [
        "3 words in 1 sentence, for readers of about 10",
        "In the way of a final: 21 words; a sentence may have 20 here",
    ]
    assert [each["publication"] for each in server.judged] == ["one", "one"]
    marked = "[...preview.frame.contentWindow.CSS.highlights.get('diagnostic')].map(String)"
    assert page.evaluate(marked) == ["hard"]
    page.get_by_role("status").get_by_text("1 thing found in these words").wait_for()
    server.slowly = lambda words: 1 if "hard" in words else 0
    page.keyboard.type(" hard")
    until(lambda: len(server.judged) == 3)
    page.keyboard.press("Control+A")
    page.keyboard.type("Easy")
    found.wait_for(state="detached")
    time.sleep(1.2)  # by now the answer about the older words would have come
    assert found.count() == 0


def test_f6_goes_to_what_is_beside_the_page_and_back(editor: tuple[Server, Any]) -> None:
    _, page = editor
    text(page, "one").focus()
    page.keyboard.press("F6")
    assert focused(page) == "called"
    page.keyboard.press("F6")
    assert focused(page) == "one"
    write(page, "passage", "Words")
    page.keyboard.press("F6")
    assert focused(page) == "Bold"
    for _ in range(5):
        page.keyboard.press("Tab")
    assert focused(page) == "Save"
    assert field(page).inner_text() == "Words"
    page.get_by_role("button", name="Back to the words").click()
    assert focused(page) == "editing-field"
    page.keyboard.press("Escape")


# Drafts


def test_what_was_typed_before_a_reload_is_offered_again(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "block", "Typed before")
    page.reload()
    opened(page)
    kept = page.locator("#kept")
    kept.get_by_text("You typed this before").wait_for()
    assert kept.locator("blockquote").inner_text() == "Typed before"
    assert faults(page) == []
    kept.get_by_role("button", name="Take it").click()
    field(page).wait_for()
    assert field(page).inner_text().strip() == "Typed before"
    assert kept.locator("section").count() == 0
    page.keyboard.press("Control+Enter")
    is_idle(page)
    assert server.values["block"]["words"] == "Typed before"
    assert drafts(page) == []


def test_a_draft_is_written_over_the_words_that_it_was_typed_over(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "title", "Typed before")
    page.reload()
    server.values["title"]["words"] = "Saved meanwhile"
    opened(page)
    page.locator("#kept").get_by_role("button", name="Take it").click()
    field(page).wait_for()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Take theirs").click()
    is_idle(page)
    assert server.values["title"]["words"] == "Saved meanwhile"


def test_a_draft_of_words_that_are_nowhere_any_more_can_be_read(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "one", "Typed before")
    server.values.pop("one")
    page.reload()
    opened(page)
    page.locator("#kept").get_by_role("button", name="Take it").click()
    assert page.get_by_role("dialog").locator("blockquote").inner_text() == "Typed before"
    page.keyboard.press("Escape")
    assert drafts(page) == ["Typed before"]
    page.locator("#kept").get_by_role("button", name="Drop it").click()
    until(lambda: drafts(page) == [])


def test_a_draft_is_dropped_and_one_that_is_saved_is_not_offered(editor: tuple[Server, Any]) -> None:
    server, page = editor
    write(page, "title", "Typed before")
    page.reload()
    opened(page)
    page.locator("#kept").get_by_role("button", name="Drop it").click()
    page.locator("#kept section").wait_for(state="detached")
    assert drafts(page) == []
    write(page, "title", "Saved in the last moment")
    page.reload()
    server.values["title"]["words"] = "Saved in the last moment"
    opened(page)
    until(lambda: drafts(page) == [])
    assert page.locator("#kept section").count() == 0


def test_another_tab_does_not_offer_what_somebody_is_typing(editor: tuple[Server, Any]) -> None:
    _, page = editor
    write(page, "title", "Being typed")
    other = page.context.new_page()
    other.goto(page.url)
    opened(other)
    other.evaluate("dispatchEvent(new Event('storage'))")
    until(lambda: other.evaluate("navigator.locks.query().then(({ held }) => held.length)") == 1)
    assert other.locator("#kept section").count() == 0
    other.close()
    page.keyboard.press("Escape")


# Forms


def form_field(key: str, called: str, control: str, value: Any, **more: Any) -> dict[str, Any]:
    name = more.pop("name", f"IA1.d1.{key}")
    said = {
        "key": key,
        "name": name,
        "called": called,
        "control": control,
        "value": value,
        "version": version_of(value),
    }
    return {**said, "help": "", "choices": [], "required": False, **more}


PEOPLE = [{"value": "ann", "called": "Ann Example"}, {"value": "bob", "called": "Bob Example"}]
STATUSES = [{"value": "started", "called": "Started"}, {"value": "done", "called": "Done"}]
FIELDS = [
    form_field(
        "text", "The date as printed", "text", "March 09", name="IA1.d1", help="As the plan has it", required=True
    ),
    form_field("months", "The months that it means", "months", ["2009-03"]),
    form_field("ongoing", "The work goes on after that", "flag", False),
    form_field("status", "How far the work has got", "choice", "started", choices=STATUSES, required=True),
    form_field("people", "The people who are meant", "people", ["bob"], choices=PEOPLE),
    form_field("unresolved", "Initials that stand for nobody", "words", ["EA", "FR"]),
    form_field("colour", "First colour", "colour", "#1a5276"),
    form_field("note", "A note", "passage", NOTE),
    form_field("order", "Its place", "number", 3),
    form_field("items", "The items below", "entries", ["one"], choices=[{"value": "one", "called": "The first item"}]),
]
FORMS = {
    "IA1.d1": {
        "name": "IA1.d1",
        "file": "plan",
        "called": "Delivery date 1 of IA1",
        "is_there": True,
        "fields": FIELDS,
        "list": {"name": "IA1.s1.due", "at": 1, "count": 3},
    },
    "IA1.s1.due": {"called": "Another date", "entry": {"id": "IA1.d9"}, "fields": FIELDS[:4]},
    "one": {"name": "one", "file": "plan", "called": "Action 1", "is_there": False, "fields": FIELDS[:3], "list": None},
}


@pytest.fixture
def form(editor: tuple[Server, Any]) -> tuple[Server, Any, Any]:
    server, page = editor
    server.forms = FORMS
    text(page, "IA1.d1").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("The date as printed").wait_for()
    return server, page, dialog


def test_a_form_saves_what_was_changed_as_one(form: tuple[Server, Any, Any]) -> None:
    server, page, dialog = form
    assert dialog.get_by_role("heading").first.inner_text() == "Delivery date 1 of IA1"
    dialog.get_by_label("The date as printed").fill("1) March and\nMay 2010")
    dialog.get_by_role("button", name="Add a month").click()
    dialog.get_by_label("Month 2", exact=True).select_option("May")
    dialog.get_by_label("Year of month 2").select_option("2010")
    dialog.get_by_label("The work goes on after that").check()
    dialog.get_by_label("How far the work has got").select_option("Done")
    dialog.get_by_label("Ann Example").check()
    dialog.get_by_label("Take out a line, 1").click()
    dialog.get_by_label("First colour: choose it").fill("#8e1b1b")
    note = dialog.get_by_role("textbox", name="A note")
    assert note.inner_html() == "<p>One</p><p><strong>Two</strong></p>"
    note.press("Control+End")
    note.press("Enter")
    dialog.get_by_role("button", name="List", exact=True).click()
    page.keyboard.type("* three")
    dialog.get_by_label("Its place").fill("4")
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")
    assert {each["name"]: each["value"] for each in server.asked} == {
        "IA1.d1": r"1\) March and May 2010",
        "IA1.d1.months": ["2009-03", "2010-05"],
        "IA1.d1.ongoing": True,
        "IA1.d1.status": "done",
        "IA1.d1.people": ["bob", "ann"],
        "IA1.d1.unresolved": ["FR"],
        "IA1.d1.colour": "#8e1b1b",
        "IA1.d1.note": "One\n\n**Two**\n\n- **\\* three**",
        "IA1.d1.order": 4,
    }
    assert {each["do"] for each in server.asked} == {"set"}
    assert [each["version"] for each in server.asked][:2] == [version_of("March 09"), version_of(["2009-03"])]
    until(lambda: focused(page) == "IA1.d1")


def test_a_month_opens_the_form_of_its_date(editor: tuple[Server, Any]) -> None:
    server, page = editor
    server.forms = FORMS
    text(page, "IA1.d1.months.1").dblclick()
    page.get_by_role("dialog").get_by_label("The date as printed").wait_for()


def test_a_form_in_which_nothing_was_changed_saves_nothing(form: tuple[Server, Any, Any]) -> None:
    server, _, dialog = form
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")
    assert server.asked == []


def test_a_form_that_is_refused_stays_with_all_that_was_typed(form: tuple[Server, Any, Any]) -> None:
    server, _, dialog = form
    finding = {"message": "the text says May and the months do not", "hint": "choose the same"}
    server.refusing = lambda edits: {"findings": [finding]} if len(edits) == 1 else None
    dialog.get_by_label("The date as printed").fill("May 2010")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("alert").get_by_text("the text says May and the months do not; choose the same").wait_for()
    assert dialog.get_by_label("The date as printed").input_value() == "May 2010"
    dialog.get_by_label("Month 1", exact=True).select_option("May")
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")
    assert [len(server.asked), server.asked[-1]["value"]] == [3, ["2009-05"]]


def test_a_form_is_not_thrown_away_by_a_slip(form: tuple[Server, Any, Any]) -> None:
    server, page, dialog = form
    last = dialog.locator("p.choices button").last
    assert last.inner_text() == "Close"
    dialog.get_by_label("The date as printed").fill("May 2010")
    assert last.inner_text() == "Cancel"
    dialog.get_by_label("The date as printed").fill("March 09")
    assert last.inner_text() == "Close"  # there is nothing to cancel
    dialog.get_by_label("The date as printed").fill("May 2010")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Go on editing").click()
    assert dialog.get_by_label("The date as printed").input_value() == "May 2010"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Throw it away").click()
    dialog.wait_for(state="detached")
    assert server.asked == []
    assert drafts(page) == []


def test_what_was_typed_in_a_form_survives_a_reload(form: tuple[Server, Any, Any]) -> None:
    server, page, dialog = form
    dialog.get_by_label("The date as printed").fill("1. May 2010")
    dialog.get_by_role("button", name="Add a month").click()
    note = dialog.get_by_role("textbox", name="A note")
    note.press("Control+End")
    page.keyboard.type("!")
    said = [
        r"The date as printed: 1\. May 2010",
        "The months that it means: 2009-03, 2009-03",
        f"A note: {NOTE[:-2]}!**",
    ]
    until(lambda: drafts(page) == ["\n".join(said)])
    page.reload()
    opened(page)
    page.locator("#kept").get_by_role("button", name="Take it").click()
    assert dialog.get_by_label("The date as printed").input_value() == "1. May 2010"
    assert note.inner_html() == "<p>One</p><p><strong>Two!</strong></p>"
    dialog.get_by_label("Month 2", exact=True).select_option("May")
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")
    assert [each["value"] for each in server.asked] == [r"1\. May 2010", ["2009-03", "2009-05"], f"{NOTE[:-2]}!**"]
    assert drafts(page) == []
    until(lambda: page.locator("#kept section").count() == 0)


def test_what_was_typed_in_a_form_can_be_dropped_for_what_is_saved(form: tuple[Server, Any, Any]) -> None:
    _, page, dialog = form
    dialog.get_by_label("The date as printed").fill("May 2010")
    page.reload()
    opened(page)
    text(page, "IA1.d1").dblclick()
    dialog.get_by_role("button", name="Start afresh").click()
    until(lambda: dialog.get_by_label("The date as printed").input_value() == "March 09")
    assert drafts(page) == []


def test_what_was_typed_is_saved_before_another_form_is_opened(form: tuple[Server, Any, Any]) -> None:
    server, _, dialog = form
    dialog.get_by_label("The date as printed").fill("May 2010")
    dialog.get_by_role("button", name="The first item").click()
    dialog.get_by_role("heading", name="Action 1").wait_for()
    assert [each["value"] for each in server.asked] == ["May 2010"]


@pytest.mark.parametrize(
    ("button", "edit"),
    [
        ("Move it up", {"do": "move", "name": "IA1.d1", "to": 0}),
        ("Move it down", {"do": "move", "name": "IA1.d1", "to": 2}),
        ("Take it out", {"do": "remove", "name": "IA1.d1"}),
    ],
)
def test_an_entry_is_moved_and_taken_out(button: str, edit: dict[str, Any], form: tuple[Server, Any, Any]) -> None:
    server, page, dialog = form
    act = dialog.get_by_role("button", name=button)
    if edit["do"] == "move":  # its form is there again, at its new place
        with page.expect_response("**/now/record*"):
            act.click()
        dialog.get_by_label("The date as printed").wait_for()
        page.keyboard.press("Escape")
    else:
        act.click()
    dialog.wait_for(state="detached")
    assert server.asked == [{"file": "plan", **edit}]


def test_an_entry_is_added_behind_another(form: tuple[Server, Any, Any]) -> None:
    server, _, dialog = form
    dialog.get_by_role("button", name="Add another after it").click()
    dialog.get_by_role("heading", name="Another date").wait_for()
    dialog.get_by_label("The date as printed").fill("June 2010")
    dialog.get_by_role("button", name="Save").click()
    dialog.wait_for(state="detached")
    entry = {"id": "IA1.d9", "text": "June 2010", "months": ["2009-03"], "status": "started"}
    assert server.asked == [{"file": "plan", "do": "insert", "name": "IA1.s1.due", "at": 2, "entry": entry}]


def test_a_record_inside_another_has_its_own_form_and_is_written_as_a_whole(form: tuple[Server, Any, Any]) -> None:
    server, _, dialog = form
    dialog.get_by_role("button", name="The first item").click()
    dialog.get_by_role("heading", name="Action 1").wait_for()
    dialog.get_by_label("The date as printed").fill("June")
    dialog.get_by_role("button", name="Save").click()
    dialog.get_by_role("heading", name="Delivery date 1 of IA1").wait_for()  # from where it was opened
    entry = {"text": "June", "months": ["2009-03"]}
    assert server.asked == [{"file": "plan", "do": "set", "name": "one", "value": entry}]


def test_somebody_else_s_change_of_a_form_is_settled_first(form: tuple[Server, Any, Any]) -> None:
    server, page, dialog = form
    server.values["IA1.d1"]["words"] = "April 09"
    dialog.get_by_label("The date as printed").fill("May 09")
    dialog.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Keep mine").click()
    dialog.wait_for(state="detached")
    assert [each["version"] for each in server.asked] == [version_of("March 09"), version_of("April 09")]
    assert server.values["IA1.d1"]["words"] == "May 09"


# How it looks


LOOKS = [(1280, "light", "none"), (320, "dark", "none"), (320, "dark", "active")]


@pytest.mark.parametrize(("width", "scheme", "forced"), LOOKS)
def test_each_state_meets_the_rules_that_the_pages_meet(
    width: int, scheme: str, forced: str, editor: tuple[Server, Any]
) -> None:
    server, page = editor
    server.forms = FORMS
    server.judging = lambda _: {"findings": [FINDING], "measures": MEASURES}
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, forced_colors=forced)
    faultless(page)
    write(page, "block", "Something hard")
    page.locator("#judged li").wait_for()
    faultless(page)
    page.keyboard.press("Control+K")
    page.get_by_role("dialog").wait_for()
    faultless(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    is_idle(page)
    page.get_by_role("button", name="Take the words back").wait_for()
    faultless(page)
    page.get_by_role("button", name="PDF").click()
    page.get_by_role("button", name="Go to the web page").wait_for()
    assert faults(page) == []
    page.get_by_role("button", name="Go to the web page").click()
    sheet(page).locator("mark.gap").click()
    field(page).wait_for()
    faultless(page)
    page.keyboard.press("Escape")
    is_idle(page)
    text(page, "IA1.d1").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("The date as printed").wait_for()
    faultless(page)
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    page.emulate_media(color_scheme="light", forced_colors="none")


SMALL = """() => [...document.querySelectorAll("button, input, select, textarea, summary")]
    .filter((each) => each.checkVisibility() && !each.matches(".skip"))
    .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < 24)
    .map((each) => each.outerHTML)"""


def faultless(page: Any) -> None:
    """No fault in the editor, nor in the page inside; nothing is too wide, and nothing too small to be hit."""
    page.query_selector("iframe:not([hidden])").content_frame().evaluate(AXE)
    assert faults(page) == []  # both together
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(document.querySelector('dialog') ?? document.body).scrollWidth <= innerWidth")
    assert page.evaluate(SMALL) == []


def test_who_does_not_see_the_page_gets_to_what_is_left(editor: tuple[Server, Any]) -> None:
    _, page = editor
    page.evaluate("document.activeElement.blur(); document.body.focus()")
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to what is left")
    assert skip.is_visible()
    assert focused(page) == "Skip to what is left"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('aside') !== null")


def test_the_read_only_preview_has_nothing_of_it(editor: tuple[Server, Any]) -> None:
    server, page = editor
    server.editing = False
    page.reload()
    sheet(page).locator("h1").wait_for()
    text(page, "title").dblclick()
    assert field(page).count() == 0
    assert page.locator("#beside").count() == 0
    loaded = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert [each for each in loaded if "/edit/" in each] == []


def test_words_of_another_language_stay_so_where_somebody_types_in_them_and_around(
    editor: tuple[Server, Any],
) -> None:
    server, page = editor
    server.values["passage"]["words"] = "Say [diolch yn fawr]{lang=cy} and [شکریہ]{lang=ur} now."
    page.reload()
    opened(page)
    text(page, "passage").dblclick()
    field(page).wait_for()
    welsh = field(page).locator("span[lang=cy]")
    welsh.evaluate("each => each.ownerDocument.getSelection().collapse(each.firstChild, 6)")
    page.keyboard.type(" i chi")
    field(page).evaluate("each => each.ownerDocument.getSelection().collapse(each.querySelector('p').firstChild, 0)")
    page.keyboard.type("We ")
    page.keyboard.press("Control+Enter")
    settled(server, page)
    assert server.asked[0]["value"] == "We Say [diolch i chi yn fawr]{lang=cy} and [شکریہ]{lang=ur} now."
    assert text(page, "passage").locator("span[lang=ur]").get_attribute("dir") == "rtl"
