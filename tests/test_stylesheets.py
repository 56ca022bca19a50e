"""What a style sheet fetches, prints, hides and says is found at its line, in every spelling; our own sheets stand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import LIVE, PROJECT

from jarpub.build.load_and_check import load_sources
from jarpub.build.target import theme_of
from jarpub.checks.parity import nothing_beside, nothing_hidden
from jarpub.checks.style import usable_file
from jarpub.diagnostics import Location
from jarpub.formats import reader, writer
from jarpub.formats.stylesheet_reader import Found, fetched, hidden, printed, typed, without_comments
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page

FETCHES = [
    "p { background: url(http://example.org/a.png) }", "p { background: URL('http://example.org') }", "p { background: \\75rl(//x) }",
    "p { background: u\\000072 l(http://x) }", "@import 'http://x';", "@IMPORT url(x.css);", "@\\69mport 'x.css';", "@im\\port 'x';",
    "@font-face { font-family: A; src: local(A), url(a.woff) }", "p { background: image-set('a.png' 1x) }",
    "p { background: -webkit-image-set(url(a.png) 1x) }", 'p { background: image("a.png") }', "p { background: url( a.png ) }",
    "@media print { @supports (a: b) { p { cursor: url(a.cur), auto } } }", "p { & a { content: url(a.svg) } }",
    "p { --x: url(http://x) }", "@namespace url(http://example.org);", "p { background: url(DATE:x) }",
]  # fmt: skip
STAYS = [
    "p { background: url(data:image/png;base64,AAAA) }", "p { background: URL('DATA:image/png;base64,AAAA') }", "a[href^='http'] { color: red }",
    "/* url(http://x) @import 'x'; */ p { color: red }", "p { font-family: 'url(http://x)' }",
]  # fmt: skip
PRINTS = [
    "p::after { content: 'Rory' }", "p::after { c\\6fntent: '\\52ory' }", "p::after { CONTENT: /**/ 'a' }", "p::before { content: attr(title) }",
    "p::before { content: counter(rory) }", "p::before { content: counters(page, 'x') }", "p { quotes: 'a' 'b' }", "li::marker { content: 'a ' }",
    "li { list-style-type: 'a ' }", "li { list-style: 'a ' outside }", "h1 { string-set: running-title 'a' }", "h1 { string-set: x attr(title) }",
    "@counter-style x { symbols: a b; }", "li { list-style: symbols('a' 'b') }", "p { --x: 'a'; } p::after { content: var(--x) }",
    "@page { @bottom-left { content: 'of Rory' } }", "p::after { content: 'Page' }", "p { text-overflow: 'more' }",
    "@media print { p::after { content: 'a' } }", "@page { @top-left { content: string(rory) } }",
]  # fmt: skip
PRINTS_NOTHING = [
    "p::after { content: '' }", "p::after { content: ' (' attr(href) ')' }", "p::after { content: none }", "td::before { content: attr(data-column) / '' }",
    "@page { @bottom-right { content: 'Page ' counter(page) ' of ' counter(pages) } }", "h1 { string-set: running-title content() }",
    "@page { @top-left { content: string(running-title) } }", "li { list-style-type: '•  ' }", "body { font-family: 'Source Sans 3', serif }",
    "p { font: 12px 'Atkinson Hyperlegible' }", "p { quotes: '“' '”' }", "p { grid-template-areas: 'a b' }", "a[href='x'] { color: red }",
]  # fmt: skip
HIDES = [
    "p { left: -9999px }", "p { display: none }", "p { DISPLAY: NONE !important }", "p { d\\69splay: n\\6fne }", "p { visibility: hidden }",
    "p { font-size: 0 }", "p { font-size: 0.1px }", "p { color: transparent }", "p { color: rgba(0, 0, 0, 0) }", "p { opacity: 0 }", "p { opacity: 1% }",
    "p { clip: rect(0, 0, 0, 0) }", "p { clip-path: inset(100%) }", "p { text-indent: -9999px }", "p { transform: scale(0) }", "p { scale: 0 }",
    "p { margin-left: -999rem }", "p { position: absolute }", "p { height: 0; overflow: hidden }", "p { max-height: 1px }", "p { line-height: 0 }",
    "p { letter-spacing: -1em }", "p { filter: opacity(0) }", "p { zoom: 0.01 }", "p { content-visibility: hidden }", "p { -webkit-text-fill-color: white }",
    "@media screen { p { display: none } }", "main p { & a { display: none } }", ":root { --size-text: 0rem }", "p { text-indent: 9999px }",
    ".skip-link, p { display: none }", "p { z-index: -1 }", "p { mask-image: linear-gradient(red, red) }", "p { animation: x 1s }",
]  # fmt: skip
HIDES_NOTHING = [
    ".skip-link { position: absolute; left: -999rem }", "@media print { .skip-link { display: none } }", "p { display: block; margin: 0 auto }",
    "p { font-size: 0.85rem; line-height: 1.2 }", "p { opacity: 0.9 }", "h1 { font-size: clamp(1.6rem, 1rem + 3vw, 2rem) }", "p { color: #4a5763 }",
    "p { width: 100%; max-width: none; height: auto; min-width: 0 }", "p { text-indent: 1em; margin-left: -2px }", "p { color: var(--ink) }",
    "@page { margin: 0 }", "p { transform: none; letter-spacing: 0.02em }",
]  # fmt: skip


@pytest.mark.parametrize(
    ("find", "sheets", "others"),
    [(fetched, FETCHES, STAYS), (printed, PRINTS, PRINTS_NOTHING), (hidden, HIDES, HIDES_NOTHING)],
    ids=["fetches", "prints", "hides"],
)
def test_found(find: Callable[[str], Iterator[Found]], sheets: list[str], others: list[str]) -> None:
    assert [css for css in sheets if [found.line for found in find("\n" + css)][:1] != [2]] == []
    assert [css for css in others if list(find(css))] == []


@pytest.mark.parametrize(
    ("css", "said"),
    [
        (FETCHES[2], "x.css:2:17: the sheet fetches url(//x)"),
        (PRINTS[1], 'x.css:2:23: the sheet prints "Rory", which no page says'),
        (HIDES[0], "x.css:2:5: the sheet may hide words of a page: p { left: -9999px }"),
    ],
)
def test_it_is_a_finding_at_its_line(css: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("\n" + css, "utf-8")
    (diagnostic,) = usable_file(tmp_path / "x.css", tmp_path, "x.css")
    assert str(diagnostic).startswith(said)


@pytest.mark.parametrize("sheet", ["house.css", "screen.css", "print.css", "pictures.css"])
def test_our_own_sheets_stand(sheet: str) -> None:
    assert list(usable_file(LIVE.templates / sheet, LIVE.templates, sheet)) == []


@pytest.mark.parametrize(
    "css",
    [
        "/* by Rory */", "p { /* Rory */ color: red }", ".Rory { color: red }", "#Rory { color: red }", ":root { --Rory: 1px }",
        "p { color: var(--Rory) }", "p::after { content: '\\52 ory' }", "p { font-family: Rory }", "p { font-family: 'Rory' }", "@Rory {}",
        "@font-face { font-family: Rory }", "p { animation-name: Rory }", "p { Rory: red }", "p { color: Rory }", "p { width: 3Rory }",
        "p { color: Rory(1) }", "[data-x=Rory] { color: red }", "p { background: url(Rory.png) }", "@page Rory { margin: 0 }",
        "@media print { .a { & .Rory { color: red } } }", "p { color: red; ; } Rory", "@counter-style Rory {}", "p { content: 'Ro' 'ry' }",
    ],
)  # fmt: skip
def test_what_somebody_typed(css: str) -> None:
    assert any("Rory" in words for words in typed(css))


def test_what_nobody_typed() -> None:
    css = ".masthead > h2:first-child { color: White; display: table-cell; border: 1px solid #bada55; page: landscape }"
    assert list(typed(css + "@media print { .young-peoples-summary { margin: auto; --hair: var(--rule) } }")) == []


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("a {} /* by Rory */ b {}", "a {}   b {}"),
        ("a { content: '/* not one */' }", "a { content: '/* not one */' }"),
        ('a { content: "\\"/*" } /* one', 'a { content: "\\"/*" }  '),
    ],
)
def test_comments_are_not_published(css: str, left: str) -> None:
    assert without_comments(css) == left


PAGE = Page("key", "en", "subject", "council", parse("<article><h1>A title</h1><p>By us</p></article>", Location("x")))


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("p::after { content: ' by Rory' }", ['the file shows "by Rory", and its page does not say "by"']),
        ("p { font-size: 0 }", ["the file may hide words of its page: p { font-size: 0 }"]),
        (".skip-link { left: -99rem } p::after { content: ' (' attr(href) ')' }", []),
    ],
)
def test_a_finished_web_page_is_held_to_it(css: str, said: list[str]) -> None:
    extract = reader("html").extract(f"<html><head><style>{css}</style></head><body>A title</body></html>".encode())
    found = [*nothing_beside(PAGE, "x.html", extract), *nothing_hidden("x.html", extract)]
    assert [diagnostic.message for diagnostic in found] == said


@pytest.mark.slow
@pytest.mark.parametrize(("words", "said"), [("Rory", '"Rory"'), ("A title", ""), ("Page 1 of 9", "")])
def test_a_finished_pdf_is_held_to_it(words: str, said: str, tmp_path: Path) -> None:
    """Whatever a style sheet let through: the foot of each page is read back."""
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[0], sources.brand)
    sheet = tmp_path / "print.css"
    sheet.write_text(f"@page {{ @bottom-left {{ content: '{words}' }} }}", "utf-8")
    extract = reader("pdf").extract(writer("pdf").write(PAGE, replace(theme, print_css=sheet)).content)
    assert words in extract.around
    assert said in "".join(diagnostic.message for diagnostic in nothing_beside(PAGE, "x.pdf", extract))
    assert bool(said) == bool(list(nothing_beside(PAGE, "x.pdf", extract)))
