"""Text of any script and any length comes through, whole and visible, or is a finding with its place."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from conftest import PROJECT, volume
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from jarpub.build import pipeline
from jarpub.build.artifact import Artifact
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import releases_of
from jarpub.build.target import theme_of
from jarpub.diagnostics import DiagnosticsError, Location, Problem
from jarpub.formats import Theme, reader, writer
from jarpub.formats.fonts import faces, web_font
from jarpub.pages.markdown import to_html
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Page
from jarpub.project.paths import Project

FORMATS = ("html", "pdf", "docx")
TEXTS = {
    "Greek and Cyrillic": "Ελληνικά, Русский",
    "Arabic": "النص العربي هنا",
    "Hebrew in English": "The word שלום means peace.",
    "Bengali, Hindi, Tamil": "বাংলা हिन्दी தமிழ்",
    "Chinese, Japanese, Korean": "漢字 かな 한국어",
    "Amharic and Thai": "አማርኛ ไทย",
    "Vietnamese and Yoruba": "Tiếng Việt, Ẹ kú àárọ̀",
    "emoji": "😀 👍🏽 👨‍👩‍👧",
    "signs": "✓ → ☐ ½ € “quoted” … – —",
    "HTML": "<b>bold</b> <script>alert(1)</script> <!-- gone? --> &amp; &lt; </td></table>",
    "Jinja": "{{ 7 * 7 }} {% for x in y %} {# no #}",
    "Word fields": "{ MERGEFIELD x } <w:t>",
    "a very long word": "Donaudampfschifffahrtsgesellschaft" * 12,
    "a very long address": "https://example.org/" + "a/b-c" * 60,
}
ACTION = "text: Summary produced and placed on websites."
OUTCOME = f"- {{id: IA1.o2, {ACTION}}}"


def quoted(words: str) -> str:
    return 'text: "' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.slow
def test_it_is_in_all_three_formats(small_project_with: Callable[..., Project]) -> None:
    """Each text is an outcome of its own in one plan, whose files have the same words one after another."""
    entries = (f"- {{id: IA1.o{number}, {quoted(text)}}}" for number, text in enumerate(TEXTS.values(), 100))
    project = small_project_with(plan=(OUTCOME, "\n          ".join(entries)))
    built = pipeline.build(project, BuildOptions(["action-plan"], ()))
    words = [reader(entry.format).extract(entry.content).word_list for entry in built.artifacts]
    assert words[0] == words[1] == words[2]
    for text in TEXTS.values():
        assert text in " ".join(words[0])


@pytest.mark.slow
def test_all_of_it_is_inside_the_page(project_with: Callable[..., Project]) -> None:
    """Every piece of text that the PDF draws begins and ends between the margins."""
    import weasyprint
    from weasyprint.formatting_structure import boxes

    seen = []

    def boxes_of(box: object, page: object) -> None:
        for child in getattr(box, "children", ()):
            if isinstance(child, boxes.TextBox) and child.text.strip():
                seen.append(child.text)
                assert child.position_x >= 0
                assert child.position_x + child.width <= page.width + 1, child.text
            boxes_of(child, page)

    def theme(document: object, _: object) -> None:
        for page in document.pages:
            boxes_of(page._page_box, page)

    project = project_with(plan=(ACTION, quoted(" ".join(TEXTS.values()))))
    from jarpub.formats.pdf import conformance

    real = conformance.mend
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            conformance, "mend", lambda document, pdf, *others: (theme(document, pdf), real(document, pdf, *others))
        )
        pipeline.build(project, BuildOptions(["action-plan"], ["pdf"]))
    assert len(seen) > 300
    assert weasyprint.__version__


def test_a_character_that_no_font_can_draw_is_a_finding(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=(ACTION, quoted("Gothic \U00010348 here")))
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions())
    (diagnostic,) = refused.value.diagnostics
    assert re.fullmatch(
        r'source/plan.yaml:\d+:\d+: no font at hand can draw "\U00010348" \(U\+10348, GOTHIC LETTER HWAIR\); .*',
        str(diagnostic),
    )
    line = project.source.read_text("utf-8").splitlines()[diagnostic.location.line - 1]
    assert "\U00010348" in line


def test_a_line_that_holds_a_list_is_a_finding(project_with: Callable[..., Project]) -> None:
    project = project_with(
        plan=(
            "    headline: Young people to be asked how to share inspectors' findings",
            "    headline: |\n      - one\n      - two",
        )
    )
    with pytest.raises(
        DiagnosticsError,
        match=r"plan.yaml:\d+:15: .*headline: a list or several paragraphs stand where one line of text is printed",
    ):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))


def test_right_to_left_paragraphs_say_so(project_with: Callable[..., Project]) -> None:
    built = pipeline.build(
        project_with(plan=(ACTION, quoted("النص العربي"))), BuildOptions(["action-plan"], ["html", "docx"])
    )
    content = {entry.format: entry.content for entry in built.artifacts}
    assert '<li dir="rtl">النص العربي</li>'.encode() in content["html"]
    assert b"<w:bidi/>" in document_xml(content["docx"])


def document_xml(content: bytes) -> bytes:
    from io import BytesIO
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as package:
        return package.read("word/document.xml")


# What YAML lets through: everything that XML and HTML can hold.
LETTERS = st.characters(blacklist_categories=["Cs", "Cn"], blacklist_characters="\x7f", min_codepoint=32).filter(
    lambda c: not 0x80 <= ord(c) < 0xA0 and ord(c) not in (0x2028, 0x2029)
)


@pytest.fixture(scope="module")
def looks() -> tuple[Page, Theme]:
    sources = load_sources(PROJECT)
    publication = sources.settings.publications[2]
    (release,) = releases_of(PROJECT, sources, [publication], ())
    return release.page, theme_of(PROJECT, publication, sources.brand)


def as_page(page: Page, words: str) -> Page:
    html, one_line = to_html(words)
    block = f'<p data-value="x">{html}</p>' if one_line else f'<div data-value="x">{html}</div>'
    text = f"<article><h1>Title</h1>{block}<ul><li>{html}</li></ul></article>"
    return replace(page, body=parse(text, Location("x")))


@pytest.mark.slow
def test_any_text_through_markdown_and_the_word_and_html_writers(looks: tuple[Page, Theme]) -> None:
    """All letters are cut out of the fonts once: that takes longer than everything else."""
    page, theme = looks
    drawn: set[str] = set()

    @settings(max_examples=volume(20, 60))
    @given(words=st.text(LETTERS, min_size=1, max_size=60))
    def carried(words: str) -> None:
        try:
            made = as_page(page, words)
        except (Problem, DiagnosticsError):
            return  # said, with its way out
        for format in ("html", "docx"):
            try:
                content = writer(format).write(made, theme).content
            except etree.XMLSyntaxError as error:
                raise AssertionError(words) from error
            assert reader(format).extract(content).word_list == made.word_list

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("jarpub.formats.html.writer._font_rule", lambda *asked: drawn.update(asked[-1]) or "")
        carried()
    for face in faces(theme.font):
        assert web_font(face.path, "".join(sorted(drawn)))


@settings(max_examples=volume(100, 300))
@given(
    words=st.lists(
        st.sampled_from(
            [
                "a",
                "*",
                "**",
                "_",
                "[",
                "](",
                "]{lang=cy}",
                ")",
                "https://x.org",
                "\\",
                "- ",
                "1. ",
                "2. ",
                "\n",
                "\n\n",
                "  ",
                "<b>",
                "&lt;",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_no_letter_is_lost_in_markdown(words: str) -> None:
    try:
        html, _ = to_html(words)
    except Problem:
        return
    letters = re.sub(r"https://x.org|\{lang=cy\}", "", words)
    assert html.striptags().replace("{lang=cy}", "").count("a") == letters.count("a")


@pytest.mark.slow
def test_a_link_is_a_link_in_all_formats(project_with: Callable[..., Project]) -> None:
    gap = "question: What is the web address of the inspectors' full report?\n    answer: null"
    filled = gap.replace("answer: null", 'answer: "https://www.example.org/report"')
    built = pipeline.build(project_with(plan=(gap, filled)), BuildOptions(["southwark-life"], ()))
    for entry in built.artifacts:
        assert "G04a" not in [gap.id for gap in entry.release.gaps]
        assert "Read the inspectors’ full report: https://www.example.org/report" in " ".join(
            reader(entry.format).extract(entry.content).word_list
        )
    content: dict[str, Artifact] = {entry.format: entry for entry in built.artifacts}
    said = "Read the inspectors’ full report: https://www.example.org/report"
    page = html.document_fromstring(content["html"].content)
    assert [a.text_content() for a in page.xpath("//a[@href='https://www.example.org/report']")] == [said]
    links = re.findall("<w:hyperlink .*?</w:hyperlink>", document_xml(content["docx"].content).decode())
    assert [re.sub("<[^>]*>", "", link) for link in links] == [said]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///x", "x"]
)
def test_an_address_that_does_more_than_lead_somewhere_is_no_link(address: str) -> None:
    with pytest.raises(Problem, match="a link has an address that cannot be used"):
        to_html(f"[words]({address})")


SPAN = '<span lang="cy">'


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("Call [Cyngor Southwark]{lang=cy} now", f"Call {SPAN}Cyngor Southwark</span> now"),
        ('[Cyngor]{lang="cy"}', f"{SPAN}Cyngor</span>"),
        ("[بلدية]{lang=ar}", '<span lang="ar" dir="rtl">بلدية</span>'),
        ("[baladiyya]{lang=ar-Latn}", '<span lang="ar-Latn">baladiyya</span>'),
        ("**[Cyngor *Southwark*]{lang=cy}**", f"<strong>{SPAN}Cyngor <em>Southwark</em></span></strong>"),
        ("[[Cyngor]{lang=cy} site](https://x.org)", f'<a href="https://x.org">{SPAN}Cyngor</span> site</a>'),
        ("[y [wefan](https://x.org)]{lang=cy}", f'{SPAN}y <a href="https://x.org">wefan</a></span>'),
        ("[un [two]{lang=en} tri]{lang=cy}", f'{SPAN}un <span lang="en">two</span> tri</span>'),
        ("see [1], [to be replaced] and {x}, [x]{} or [x]{.y}", "see [1], [to be replaced] and {x}, [x]{} or [x]{.y}"),
        ("{lang=cy} and *this* {lang=cy}", "{lang=cy} and <em>this</em> {lang=cy}"),
        ("\\[x]{lang=cy}", "[x]{lang=cy}"),
    ],
)
def test_words_of_another_language_say_which(words: str, html: str) -> None:
    assert to_html(words) == (html, True)
    assert parse(f"<article><h1>{html}</h1></article>", Location("x")).text()


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        ("[x]{lang=Welsh}", '"Welsh" is not the code of a language', "{lang=cy} for Welsh"),
        ("[x]{lang=en_GB}", '"en_GB" is not the code of a language', "write {lang=en-GB}"),
        ("[x]{lang=cy dir=rtl}", '"cy dir=rtl" is not the code of a language', "nothing else"),
        ("[x]{lang=}", '"" is not the code of a language', "nothing else"),
        ("[x]{lang=en-x-ann}", '"en-x-ann" is not the code of a language', "nothing else"),
        ("[ ]{lang=cy}", "a language stands behind brackets without words", "put words between"),
        ("[x] {lang=cy}", "a language is not written as it has to be", "right behind the words"),
        ("[x]{ Lang = cy}", "a language is not written as it has to be", "right behind the words"),
        ("[x]{lang=cy", "a language is not written as it has to be", "right behind the words"),
    ],
)
def test_a_language_that_cannot_be_made_out_is_said(words: str, said: str, hint: str) -> None:
    with pytest.raises(Problem, match=re.escape(said)) as refused:
        to_html(words)
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("markup", "is_from_the_right"),
    [
        ('<span lang="ar" dir="rtl">عربي</span> is Arabic', False),
        ('<span lang="ar" dir="rtl">عربي</span>', True),
        ('<span lang="ar" dir="rtl">عربي</span> 2008.', True),
        ("عربي is Arabic", True),
    ],
)
def test_a_block_is_read_from_the_side_of_the_words_around(markup: str, is_from_the_right: bool) -> None:
    page = parse(f"<article><h1>Title</h1><p>{markup}</p></article>", Location("x"))
    assert [each.attributes.get("dir") == "rtl" for each in page.elements] == [False, is_from_the_right]
