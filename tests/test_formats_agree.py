"""HTML, PDF, Word and OpenDocument say the same words in the same order, read back from the finished files."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import KEYS, PROJECT

from jarpub.build.artifact import Artifact, Built
from jarpub.build.load_and_check import load_sources
from jarpub.build.target import theme_of
from jarpub.checks.parity import same_languages, same_words
from jarpub.diagnostics import Location
from jarpub.formats import Extract, formats, reader, writer
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page


@pytest.fixture
def extracts(request: pytest.FixtureRequest, file_of: Callable[[str], Artifact]) -> dict[str, Extract]:
    key = request.node.callspec.params["key"]
    return {
        format: reader(format).extract(file_of(f"{key}.{format}").content) for format in ("html", "pdf", "docx", "odt")
    }


@pytest.mark.parametrize("key", KEYS)
def test_same_words(key: str, extracts: dict[str, Extract]) -> None:
    assert extracts["html"].word_list
    assert extracts["pdf"].word_list == extracts["html"].word_list
    assert extracts["docx"].word_list == extracts["html"].word_list
    assert extracts["odt"].word_list == extracts["html"].word_list


@pytest.mark.parametrize("key", KEYS)
def test_same_title_and_language(key: str, extracts: dict[str, Extract]) -> None:
    assert len({extract.title for extract in extracts.values()}) == 1
    assert {extract.language for extract in extracts.values()} == {"en-GB"}


def test_every_file_is_made(built: Built) -> None:
    names = [f"{key}.{format}" for key in KEYS for format in ("docx", "html", "odt", "pdf")]
    assert sorted(entry.name for entry in built.artifacts) == sorted(
        [*names, "young-peoples-summary-black-and-white.pdf"]
    )
    assert built.warnings == ()


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "odt"])
def test_every_open_gap_is_a_visible_mark_with_its_question(format: str, built: Built) -> None:
    for entry in built.artifacts:
        if entry.format == format:
            text = " ".join(reader(format).extract(entry.content).word_list)
            marked = re.findall(r"TO BE SUPPLIED (\S+): ", text)
            wanted = {gap.id for gap in entry.release.gaps}
            assert set(marked) == wanted


COUNTED = ("Headline", "Standfirst", "Body", "Box", "Panel", "Short version", "In brief")


def test_words_and_characters_of_the_press_copy_are_counted_right(file_of: Callable[[str], Artifact]) -> None:
    blocks = list(reader("docx").extract(file_of("southwark-life.docx").content).blocks)
    counted = {block.split(":")[0]: block for block in blocks if re.fullmatch(r".*: \d+ words, \d+ characters", block)}
    ends = {blocks.index(end) for end in (*counted.values(), "Quote, for the story or beside it", "Read more")}
    assert tuple(counted) == COUNTED
    for part, label in counted.items():
        start = blocks.index(label)
        end = min(each for each in (*ends, len(blocks)) if each > start)
        first = start + (2 if part in ("Box", "Panel") else 1)  # these two open with a heading, which is not counted
        words = " ".join(re.sub(" TO BE SUPPLIED .*", "", block) for block in blocks[first:end])
        assert label == f"{part}: {len(words.split())} words, {len(words)} characters"
    body = int(counted["Body"].split()[1])
    assert 250 <= body <= 350


SPOKEN = """<article><h1>Title of <span lang="cy">Cyngor</span></h1>
<p>Say <span lang="cy">diolch <strong>yn <em>fawr</em></strong></span>, <span lang="ur" dir="rtl">شکریہ (2024)</span>,
<a href="https://example.org"><span lang="zh-Hans-CN">谢谢</span> here</a> and <span lang="de-1996">danke
<span lang="en">so</span> <a href="https://example.org">sehr</a></span>.</p>
<table><thead><tr><th>Thanks</th></tr></thead><tbody><tr><td><span lang="bn">ধন্যবাদ</span></td></tr></tbody></table>
<p>And <span lang="es-CR">gracias</span></p><ul><li><span lang="ar" dir="rtl">شكرا</span></li></ul></article>"""
LETTERS = {
    "cy": "Cyngordiolchynfawr", "ur": "شکریہ(2024)", "zh-Hans-CN": "谢谢", "de-1996": "dankesehr", "en": "so",
    "bn": "ধন্যবাদ", "ar": "شكرا", "es-CR": "gracias",
}  # fmt: skip


@pytest.fixture(scope="module")
def spoken() -> dict[str, Extract]:
    """A page with words of other languages as every format has it, read back."""
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[0], sources.brand)
    page = Page("key", "en-GB", "subject", "council", parse(SPOKEN, Location("x")))
    made = {format: writer(format).write(page, theme) for format in formats()}
    assert [rendered.diagnostics for rendered in made.values()] == [()] * len(made)
    found = {format: reader(format).extract(rendered.content) for format, rendered in made.items()}
    for name, extract in found.items():
        assert [*same_words(page, name, extract), *same_languages(page, name, extract)] == []
        (said,) = same_languages(page, name, replace(extract, spoken={**LETTERS, "bn": ""}))  # the gate, once broken
        assert said.message == f'in "bn" the file has "", and its page "{LETTERS["bn"]}"'
    return found


@pytest.mark.parametrize("format", formats())
def test_every_format_says_of_which_language_words_are(format: str, spoken: dict[str, Extract]) -> None:
    assert spoken[format].spoken == LETTERS
    assert not [each for each in spoken[format].fragments if each.words == "CR"]  # nobody's initials
