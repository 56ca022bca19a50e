"""Plain page markup is cut at its tags at once: the tree is the one that Python's own parser makes of it."""

import pytest
from conftest import KEYS, PROJECT, volume
from hypothesis import given, settings
from hypothesis import strategies as st

from jarpub.build.load_and_check import load_sources
from jarpub.diagnostics import Diagnostic, DiagnosticsError, Location
from jarpub.pages import render
from jarpub.pages.markup import tree
from jarpub.pages.page_tree import Element

HERE = Location("templates/x.html")
Found = tuple[tuple[tuple[str, dict[str, str], tuple[str, ...], Location], ...], list[Diagnostic]]


def found_by_pythons_parser(html: str) -> Found:
    built = tree._Tree(HERE)
    parser = tree._Parser(built)
    parser.feed(html)
    parser.close()
    return outlined(built)


def found_at_once(html: str) -> Found | None:
    built = tree._Tree(HERE)
    return outlined(built) if tree._read(html, built) else None


def outlined(built: tree._Tree) -> Found:
    """All that a tree has: elements, their words and places, and what is not well formed."""
    whole = Element("", {}, tuple(built.open[0][2]))
    elements = tuple(
        (
            each.tag,
            dict(each.attributes),
            tuple(c if isinstance(c, str) else c.tag for c in each.children),
            each.location,
        )
        for each in whole.walk()
    )
    still_open = [(tag, attributes, len(children)) for tag, attributes, children, _ in built.open]
    return (*elements, ("", {}, (repr(still_open),), HERE)), built.diagnostics


PIECES = (
    "<p>", "</p>", "<P >", "</p\n>", "<br>", "<br/>", "</br>", "<article>", "</article>", "<ul><li>", "</li></ul>", '<svg viewBox="0 0 9 9">',
    '<path d="M0 0"/>', "<path/>", "</svg>", '<a href="#x">', "</a>", '<td colspan="2" colspan="3">', "</td>", "<th scope>", '<p class="">',
    '<span data-value="IA1.a4" data-location="285 53 285 60 source/plan.yaml">', "</span>", '<p data-location="x">', '<p title="a > b">',
    '<p title="&lt;&#34;&amp;">', '<p title="&copy=1">', '<p title="&ampx">', "<p title='a'>", "<p title=a>", '<p a="1"b="2">', '<p\nid = "a">', "<p id>",
    "words", " ", "\n", "a & b", "&amp;", "&lt", "&lt;p&gt;", "&#82;ory", "&notit;", "a < b", "<", ">", "<1>", "<!-- a -->", "<!DOCTYPE html>",
    "<![CDATA[x]]>", "<?x?>", "</>", "< p>", "<script>", "</script>", "<b>", "</b>", "<textarea>", "<title>", "<p/ >", "<p / >", "é",
    '<svg aria-label=" a\n b ">', "<h1>", "</h1>", "<em>", "</em>",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=volume(400, 1500))
def test_the_tree_is_that_of_pythons_parser(html: str) -> None:
    at_once = found_at_once(html)
    if at_once is not None:
        assert at_once == found_by_pythons_parser(html)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("draft", [False, True])
def test_every_publication_is_plain(key: str, draft: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """None takes the slow way, and each has the same tree either way."""
    written: list[str] = []
    monkeypatch.setattr(render, "parse", lambda html, template: written.append(html) or Element("article", {}, ()))
    sources = load_sources(PROJECT)
    publication = next(each for each in sources.settings.publications if each.key == key)
    render.render(PROJECT, sources, publication, draft=draft)
    assert len(written[0]) > 5000
    assert found_at_once(written[0]) == found_by_pythons_parser(written[0])


@pytest.mark.parametrize("html", ["<p title='a'>", "<b>x</b>", "a < b", "<!-- a -->", '<p title="&copy">', "<script>"])
def test_what_is_not_plain_is_left_to_pythons_parser(html: str) -> None:
    assert found_at_once(f"<article>{html}</article>") is None


@pytest.mark.parametrize(
    "html", ["<article>" + "<div>" * 5000, "<article>" + "<b>" * 5000, "<article><![x]]></article>"]
)
def test_markup_without_end_cannot_be_read(html: str) -> None:
    with pytest.raises((tree.Unreadable, DiagnosticsError)):
        tree.tree_of(html, HERE)
