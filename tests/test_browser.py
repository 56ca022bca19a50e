"""The web pages in a real browser: for those who see little, use a keyboard, hold a phone or print."""

import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from browser import chromium, faults, nu_checked, opened
from conftest import KEYS, volume

from jarpub.build.artifact import Artifact, Built
from jarpub.build.output import report

pytestmark = pytest.mark.slow
PAGES = (*KEYS, "report")
LOOKS = [(1280, "light"), (320, "dark"), *volume([], [(1280, "dark"), (320, "light")])]


@pytest.fixture(scope="module")
def start() -> Iterator[Callable[..., Any]]:
    with chromium() as start:
        yield start


@pytest.fixture(scope="module")
def browser(start: Callable[..., Any]) -> Any:
    return start()


@pytest.fixture(scope="module")
def large_text(start: Callable[..., Any]) -> Any:
    """A browser whose owner has set text to twice its size."""
    return start("--blink-settings=defaultFontSize=32")


@pytest.fixture(scope="module")
def html_of(built: Built, output: Path) -> Callable[[str], bytes]:
    return lambda name: (output / (report.NAME if name == "report" else f"{name}.html")).read_bytes()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(name: str, scheme: Any, width: int, browser: Any, html_of: Callable[[str], bytes]) -> None:
    with opened(browser, html_of(name), width, color_scheme=scheme, bypass_csp=True) as page:
        assert faults(page) == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, *volume([], [1280])])
def test_axe_finds_nothing_with_text_twice_as_large(
    name: str, width: int, large_text: Any, html_of: Callable[[str], bytes]
) -> None:
    with opened(large_text, html_of(name), width, bypass_csp=True) as page:
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 32
        assert faults(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(
    name: str, browser: Any, large_text: Any, html_of: Callable[[str], bytes]
) -> None:
    for window in (browser, large_text):
        with opened(window, html_of(name), 320) as page:
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            wide = page.evaluate(
                """() => [...document.querySelectorAll('.scroll')].filter(each => each.scrollWidth > each.clientWidth)
                .filter(each => !(each.tabIndex === 0 && each.getAttribute('aria-label'))).length"""
            )
            assert wide == 0


def test_on_a_phone_the_rows_of_the_ten_columns_are_cards_and_still_a_table(
    browser: Any, html_of: Callable[[str], bytes]
) -> None:
    with opened(browser, html_of("action-plan"), 320) as page:
        assert page.evaluate(
            "[...document.querySelectorAll('.scroll')].every(each => each.scrollWidth <= each.clientWidth)"
        )
        left = page.evaluate(
            "[...document.querySelectorAll('.ten-columns td')].map(cell => cell.getBoundingClientRect().x)"
        )
        assert len(set(left)) == 1  # one below the other
        names = page.evaluate(
            "[...document.querySelectorAll('.ten-columns tbody tr:first-child td')].map(cell => getComputedStyle(cell, '::before').content)"
        )
        assert names[0] == '"Hierarchy" / ""'
        assert len(names) == 9
        roles = _roles(page)
    with opened(browser, html_of("action-plan"), 1280) as page:
        assert roles == _roles(page)
    assert roles["columnheader"] == 6 + 10 + 3
    assert roles["rowheader"] == 5 + 6 + 8 + 4
    assert roles["row"] == (1 + 5) + (1 + 6) + (1 + 4 + 8)


CUT = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    for (const word of walker.currentNode.data.matchAll(/[\\p{L}\\d]+/gu)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, word.index);
      range.setEnd(walker.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.y))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("width", [1280, 1024, 320])
def test_no_word_is_cut(name: str, width: int, browser: Any, html_of: Callable[[str], bytes]) -> None:
    """Also in the narrow columns of the formal plan."""
    with opened(browser, html_of(name), width) as page:
        assert page.evaluate(CUT) == []


def test_on_a_phone_the_rows_of_the_report_are_cards(browser: Any, html_of: Callable[[str], bytes]) -> None:
    with opened(browser, html_of("report"), 320) as page:
        assert page.evaluate(
            "[...document.querySelectorAll('.scroll')].every(each => each.scrollWidth <= each.clientWidth)"
        )
        unnamed = page.evaluate(
            """[...document.querySelectorAll('table')].flatMap(table => [...table.tBodies[0].rows].map(row => [...row.cells]
            .filter((cell, at) => cell.tagName === 'TD' && cell.dataset.column !== table.tHead.rows[0].cells[at].innerText))).flat().length"""
        )
        assert unnamed == 0
        roles = _roles(page)
    with opened(browser, html_of("report"), 1280) as page:
        assert roles == _roles(page)


def _roles(page: Any) -> dict[str, int]:
    """How many nodes of each role the tables have in the tree that screen readers are given."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    roles = [node.get("role", {}).get("value") for node in nodes if not node.get("ignored")]
    return {role: roles.count(role) for role in ("table", "row", "columnheader", "rowheader", "cell", "caption")}


@pytest.mark.parametrize("name", PAGES)
def test_a_keyboard_reaches_everything_and_its_focus_is_seen(
    name: str, browser: Any, html_of: Callable[[str], bytes]
) -> None:
    with opened(browser, html_of(name), 1280) as page:
        wanted = page.evaluate("document.querySelectorAll('a[href], [tabindex=\"0\"]').length")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
        box = page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        assert box["x"] >= 0
        assert box["y"] >= 0
        reached = 1
        for _ in range(wanted - 1):
            page.keyboard.press("Tab")
            style = page.evaluate(
                "(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])(getComputedStyle(document.activeElement))"
            )
            assert style[0] == "solid"
            assert style[1] >= 2
            reached += 1
        assert reached == wanted
        page.evaluate("window.scrollTo(0, 0)")
        page.locator(".skip-link").focus()
        page.keyboard.press("Enter")
        assert page.url.endswith("#content")


@pytest.mark.parametrize("name", KEYS)
def test_it_moves_only_for_those_who_like_it(name: str, browser: Any, html_of: Callable[[str], bytes]) -> None:
    for motion, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        with opened(browser, html_of(name), 1280, reduced_motion=motion) as page:
            assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
            assert page.evaluate("document.getAnimations().length") == 0


def test_high_contrast_keeps_what_colours_said(browser: Any, html_of: Callable[[str], bytes]) -> None:
    with opened(browser, html_of("young-peoples-summary"), 1280, forced_colors="active") as page:
        assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.item')).borderTopWidth)") == 2
        fills = page.evaluate(
            "['.accent', '.tick'].map(name => getComputedStyle(document.querySelector('svg ' + name))).map(style => style.fill + style.stroke)"
        )
        assert fills[0] != fills[1]
    with opened(browser, html_of("action-plan"), 1280, contrast="more") as page:
        note, ink = page.evaluate("['.key', 'body'].map(name => getComputedStyle(document.querySelector(name)).color)")
        assert note == ink


def test_printed_from_the_browser_no_row_is_cut_and_addresses_are_said(
    browser: Any, html_of: Callable[[str], bytes]
) -> None:
    link = '<p><a href="https://www.example.org/elsewhere">Elsewhere</a></p>'
    html = html_of("action-plan").replace(b"</article>", f"{link}</article>".encode())
    with opened(browser, html, 1280) as page:
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.evaluate(
            "[...document.querySelectorAll('.scroll')].every(each => getComputedStyle(each).overflowX === 'visible')"
        )
        assert page.evaluate("getComputedStyle(document.querySelector('.skip-link')).display") == "none"
        printed = page.pdf(prefer_css_page_size=True)
    with pikepdf.open(BytesIO(printed)) as pdf:
        box = pdf.pages[0].mediabox
        assert box[2] > box[3]  # landscape
        assert 4 <= len(pdf.pages) <= 8
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=printed, capture_output=True, check=True
    ).stdout.decode()
    assert "(https://www.example.org/elsewhere)" in text
    assert text.count("Hierarchy") >= 2  # the head of the table comes again on its next page


@pytest.mark.parametrize("name", KEYS)
def test_what_is_printed_has_every_word(
    name: str, browser: Any, html_of: Callable[[str], bytes], file_of: Callable[[str], Artifact]
) -> None:
    with opened(browser, html_of(name), 1280) as page:
        printed = page.pdf(prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-", "-"], input=printed, capture_output=True, check=True).stdout.decode()
    spoken = " ".join(element.spoken for element in file_of(f"{name}.html").release.page.body.walk())
    missing = {word for word in file_of(f"{name}.html").release.page.word_list if word not in text} - set(
        spoken.split()
    )
    assert {word for word in missing if word.isalnum() and len(word) < 12} == set()


def test_the_nu_checker_has_nothing_to_say(output: Path, built: Built) -> None:
    assert nu_checked(output / (report.NAME if name == "report" else f"{name}.html") for name in PAGES) == ""
