"""The fragments for the editors of other websites: all words, in elements that every website has."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from conftest import PROJECT
from lxml import html
from test_leaks import SECRET

from jarpub.build import pipeline
from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.target import theme_of
from jarpub.checks.privacy.protected import protected_of
from jarpub.checks.suite import check_file
from jarpub.diagnostics import Location
from jarpub.formats import Theme, reader, writer
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page
from jarpub.project.paths import Project
from jarpub.project.plan.values import Text

ELEMENTS = {
    "div", "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr",
    "th", "td", "a", "strong", "em", "br",
}  # fmt: skip
ATTRIBUTES = {"lang", "dir", "href", "id", "scope", "colspan"}
TEMPLATE = "    template: {}.html\n"


@pytest.fixture(params=["action-plan", "young-peoples-summary"])
def fragment(request: pytest.FixtureRequest, project_with: Callable[..., Project]) -> Artifact:
    """One as a build makes it, which reads it back and compares it word for word."""
    template = TEMPLATE.format(request.param)
    project = project_with(publications__yaml=(template, f"{template}    address: plan-online\n"))
    (made,) = pipeline.build(project, BuildOptions([request.param], ["cms"])).artifacts
    assert made.name == f"{request.param}-for-cms.html"
    assert (project.output / made.name).read_bytes() == made.content
    assert made.is_read_back
    return made


def test_a_fragment_has_what_every_website_has_and_nothing_else(fragment: Artifact) -> None:
    root = html.fragment_fromstring(fragment.content.decode())
    assert {element.tag for element in root.iter()} <= ELEMENTS
    assert {name for element in root.iter() for name in element.attrib} <= ATTRIBUTES
    assert [element.tag for element in root.iter("div")] == ["div"]
    assert root.get("lang") == "en-GB"
    levels = [int(each.tag[1]) for each in root.iter("h2", "h3", "h4", "h5")]
    assert levels[0] == 2
    assert levels.count(2) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(element.text_content().strip() for element in root.iter("p", "li", "h2", "h3", "h4", "ul"))
    anchors = root.xpath("//@id")
    assert {link[1:] for link in root.xpath("//a/@href") if link.startswith("#")} == set(anchors)
    assert len(anchors) == len(set(anchors))
    assert all(name.startswith(f"{fragment.release.publication.key}-") for name in anchors)


@pytest.mark.parametrize(
    "put",
    [
        f"<p>{SECRET}</p>", f"<p hidden>{SECRET}</p>", f"<!-- {SECRET} -->", f'<p title="{SECRET}">x</p>', '<p id="rory-patterson">x</p>',
        f"<style>p::after {{ content: '{SECRET}' }}</style>", f"<script>'{SECRET}'</script>",
    ],
)  # fmt: skip
def test_a_name_is_found_in_a_fragment(put: str) -> None:
    _, found = checked(f"<article><h1>Title</h1><p>{'Words. ' * 20}</p></article>", put)
    assert [each for each in found if "privacy" in each]
    _, found = checked(f"<article><h1>Title</h1><p>{'Words. ' * 20}</p></article>", "")
    assert found == []


def checked(markup: str, put: str) -> tuple[str, list[str]]:
    """The fragment of a page, and what is found in it once something is put into it."""
    sources = load_sources(PROJECT)
    publication = sources.settings.publications[1]
    page = Page("key", "en", "subject", "council", parse(markup, Location("x")))
    written = writer("cms").write(page, theme()).content.decode()
    content = written.replace("</div>", f"{put}</div>").encode()
    extract = reader("cms").extract(content)
    found = check_file(protected_of(sources.plan, publication), publication, page, "x-for-cms.html", extract)
    return written, [str(each) for each in found]


def theme() -> Theme:
    sources = load_sources(PROJECT)
    return theme_of(PROJECT, sources.settings.publications[1], sources.brand)


PICTURE = '<svg viewbox="0 0 9 9" width="9" height="9" {}><rect x="1" y="1" width="3" height="3"/></svg>'


def drawn(words: str = "") -> str:
    return PICTURE.format(f'aria-label="{words}"' if words else 'aria-hidden="true"')


@pytest.mark.parametrize(
    ("paragraph", "written"),
    [
        (f"<p>{drawn('A: one. B: two. More of it.')}</p>", "<ul><li>A: one.</li>\n<li>B: two. More of it.</li>\n</ul>"),
        (f"<p>{drawn('A picture.')}</p>", "<p>A picture.</p>"),
        (f'<p>{drawn()} <span class="x">Words</span></p>', "<p>Words</p>"),
        (f"<p>See {drawn('A: b. C: d.')} here</p>", "<p>See  A: b. C: d.  here</p>"),
        ('<section id="a"><h2>Part</h2><p><a class="y" href="#a">up</a></p></section>', '<h3 id="key-a">Part</h3>\n<p><a href="#key-a">up</a></p>'),
        ("<p><mark>TO BE SUPPLIED</mark> a<wbr>b</p>", "<p><strong>TO BE SUPPLIED</strong> ab</p>"),
    ],
)  # fmt: skip
def test_pictures_are_told_and_decorations_left_out(paragraph: str, written: str) -> None:
    found, faults = checked(f"<article><h1>Title</h1>{paragraph}</article>", "")
    assert found == f'<div lang="en"><h2>Title</h2>\n{written}\n</div>\n'
    assert faults == []


def test_a_fragment_is_made_of_what_has_an_address_or_where_it_is_asked_for() -> None:
    publication = load_sources(PROJECT).settings.publications[0]
    assert not publication.is_made_in("cms")
    assert replace(publication, formats=(Text("cms", "", Location("")),)).is_made_in("cms")
    on_the_web = replace(publication, address=Text("plan-online", "", Location("")))
    assert [name for name, _, _ in on_the_web.files(["cms", "html"])] == [
        "action-plan-for-cms.html",
        "action-plan.html",
    ]
    assert {name for name, _, _ in on_the_web.files(["cms"])} <= set(publication.possible_names(["cms"]))
