"""Templates and the list of publications: a fault is a finding with its file and line."""

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from marshal import dumps
from pathlib import Path
from pickle import load
from types import SimpleNamespace

import pytest
from conftest import LIVE, PROJECT, TESTS
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import bc_magic

from jarpub import formats
from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import reader
from jarpub.pages import template_environment
from jarpub.pages.languages.voice import Voice
from jarpub.pages.markup.parser import parse
from jarpub.pages.speaking import filters_of
from jarpub.pages.template_limits import LimitedTemplates
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.rows import progress

HEADLINE = '  <h1 class="headline">{{ w.headline }}</h1>'
FAULTS = {
    "a tag that is not in the vocabulary": ("  <h1>{{ w.headline }}</h1><font>x</font>", r":\d+: <font> is not part of the page markup"),
    "a script": ("  <h1>{{ w.headline }}</h1><script>x</script>", r":\d+: <script> is not part of the page markup"),
    "an attribute": ("  <h1 onclick='x'>{{ w.headline }}</h1>", r':\d+: <h1> cannot have the attribute "onclick"'),
    "a tag that is not closed": ("  <section><h1>{{ w.headline }}</h1>", r":\d+: </article> comes where <section> is still open; close <section> first"),
    "words outside a paragraph": ("  <h1>{{ w.headline }}</h1> loose", r':\d+: the words "loose" stand loose in <article>; put them in a <p>'),
    "an empty paragraph": ("  <h1>{{ w.headline }}</h1><p></p>", r":\d+: <p> is empty"),
    "an HTML comment": ("  <h1>{{ w.headline }}</h1><!-- note -->", r":\d+: an HTML comment stands in the template; write \{# … #\}"),
    "a link to nowhere": ('  <h1>{{ w.headline }}</h1><p><a href="#x">x</a></p>', r':\d+: the link to "#x" leads nowhere'),
    "an address that is no web address": ('  <h1>{{ w.headline }}</h1><p><a href="javascript:x">x</a></p>', r':\d+: the address "javascript:x" cannot be used'),
    "a heading that skips a level": ("  <h1>{{ w.headline }}</h1><h3>x</h3>", r":\d+: <h3> skips a level; use <h2>"),
    "a second title": ("  <h1>{{ w.headline }}</h1><h1>x</h1>", r":\d+: there is a second <h1>"),
    "a table without a head": ("  <h1>{{ w.headline }}</h1><table><tbody><tr><td>x</td></tr></tbody></table>", r":\d+: the table has no <thead>"),
    "a row that is too short": (
        "  <h1>{{ w.headline }}</h1><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>x</td></tr></tbody></table>",
        r":\d+: this row has 1 columns and the first has 2",
    ),
    "a term without a meaning": ("  <h1>{{ w.headline }}</h1><dl><dt>x</dt></dl>", r":\d+: a <dt> has no <dd> behind it"),
    "the same id twice": ('  <h1 id="a">{{ w.headline }}</h1><p id="a">x</p>', r':\d+: two elements have the id "a"'),
    "a misspelt wording": ("  <h1>{{ w.headlin }}</h1>", r':\d+: "wording.press.headlin" is not in the plan; did you mean "headline"\?'),
    "a misspelt variable": ("  <h1>{{ x.headline }}</h1>", r":\d+: the template asks for something that cannot be done \('x' is undefined\)"),
    "a gap that there is not": ("  <h1>{{ w.headline }}</h1><p>{{ gaps.G99 }}</p>", r':\d+: no gap has the role "G99"'),
    "something that this audience may not see": (
        "  <h1>{{ recommendations[0].strands[0].owners }}</h1>",
        r':\d+: "recommendations.strands.owners" is not for this audience; if it should be, list it under "sees"',
    ),
    "a part of the plan that is not for this audience": ("  <h1>{{ w.headline }}</h1><p>{{ people }}</p>", r":\d+: .*'people' is undefined"),
    "nothing to print": ("  <h1>{{ gaps.G07.answer }}</h1>", r":\d+: .*NoneType has no words to print"),
    "braces that are not closed": ("  <h1>{{ w.headline </h1>", r":\d+: the template cannot be read"),
    "a way out of the sandbox": ("  <h1>{{ ''.__class__.__mro__ }}</h1>", r":\d+: the template asks for something that cannot be done"),
    "division by nothing": ("  <h1>{{ 1 / 0 }}</h1>", r":\d+: the template asks for something that cannot be done"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, project_with: Callable[..., Project]) -> None:
    put, said = FAULTS[name]
    project = project_with(press_copy__html=(HEADLINE, put))
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))
    assert any(
        re.search("templates/press-copy.html" + said, str(diagnostic)) for diagnostic in refused.value.diagnostics
    ), str(refused.value)
    assert not project.output.exists()


def test_a_fault_names_its_own_line(project_with: Callable[..., Project]) -> None:
    project = project_with(press_copy__html=(HEADLINE, "  <h1>{{ w.headline }}</h1>\n  <font>x</font>"))
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))
    lines = (project.templates / "press-copy.html").read_text("utf-8").splitlines()
    assert "<font>" in lines[refused.value.diagnostics[0].location.line - 1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("template: press-copy.html", "template: press.html", "templates/press.html: there is no such template"),
        ("word: word/plain.docx", "word: word/plane.docx", "templates/word/plane.docx: there is no such file"),
        ("word: word/plain.docx", "word: house.css", "house.css: southwark-life.docx: this is not a Word file that can be opened"),
        ("font: easy", "font: comic", r'font "comic" is not known; known here: easy, plain'),
        ("formats", "formts", ""),
        ("key: southwark-life", "key: southwark life", "cannot be a name"),
        ("audience: Children", "audiense: Children", r'the label "audiense:" is not known; did you mean "audience:"\?'),
        ("sees: [document,", "sees: [documents,", r'publications.yaml:\d+:\d+: sees: "documents" in "documents" is not in the plan; did you mean "document"\?'),
        ("- wording.press", "- wording.pres", r'"pres" in "wording.pres" is not in the plan; did you mean "press"\?'),
    ],
)  # fmt: skip
def test_fault_in_publications(find: str, put: str, said: str, project_with: Callable[..., Project]) -> None:
    if find == "formats":
        find, put, said = "word: word/plain.docx", "word: word/plain.docx\n    formats: [rtf]", '"rtf" is not known'
    project = project_with(publications__yaml=(find, put))
    with pytest.raises(DiagnosticsError, match=said):
        pipeline.build(project, BuildOptions((), ["docx"]))


def test_a_plan_without_a_gap_for_a_role_is_told_what_to_add(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("    role: report-online\n", ""))
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions((), ["html"]))
    (said,) = refused.value.diagnostics
    assert 'has the role "report-online", whose answer young-peoples-summary and southwark-life cannot' in said.message
    line = re.search(r"this line under gaps: in the plan: (- .*\}); or,", said.hint)[1]
    plan = project.source.read_text("utf-8")
    project.source.write_text(plan.replace("\ngaps:\n", f"\ngaps:\n  {line}\n"), "utf-8")
    assert load_sources(project).plan.gaps[0].role == "report-online"


def test_a_role_that_two_gaps_have(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("role: plan-approval", "role: plan-date"))
    with pytest.raises(DiagnosticsError, match='G03c: the role "plan-date" is that of G03b already'):
        pipeline.build(project, BuildOptions((), ["html"]))


def test_wording_that_nobody_prints_is_a_warning(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("        signpost: Want to", "        signpst: Want to"))
    (warning,) = pipeline.build(project, BuildOptions(["young-peoples-summary"], ["html"])).warnings
    assert 'IA2.signpst is not printed: no template asks for "signpst"; did you mean "signpost"?' in str(warning)
    assert ": warning: " in str(warning)


def test_several_publications_say_their_findings_together(project_with: Callable[..., Project]) -> None:
    project = project_with(
        press_copy__html=(HEADLINE, "<h1>{{ w.headlin }}</h1>"),
        action_plan__html=("<h2>{% trans %}At a glance{% endtrans %}</h2>", "<h4>At a glance</h4>"),
    )
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions((), ["html"]))
    assert {diagnostic.location.file for diagnostic in refused.value.diagnostics} == {
        "templates/action-plan.html",
        "templates/press-copy.html",
    }


def test_a_template_in_another_encoding(project_with: Callable[..., Project]) -> None:
    project = project_with(press_copy__html=(HEADLINE, HEADLINE))
    (project.templates / "house.html").write_bytes("{# café #}".encode("latin-1"))
    with pytest.raises(
        DiagnosticsError,
        match=r"templates/house.html:1:7: the file is saved as another encoding than UTF-8",
    ):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))


FOURTH = """
<article>
  <h1>A leaflet about {{ document.title }}</h1>
  <section>
    <h2>What was asked for</h2>
    <ol>
      {% for recommendation in recommendations %}
      <li>{{ recommendation.quote }}</li>
      {% endfor %}
    </ol>
    <p>{{ gaps.G04b }}</p>
  </section>
</article>
"""
ENTRY = """
  - key: leaflet
    subject: A leaflet
    audience: Everyone
    template: leaflet.html
    word: word/summary.docx
    font: plain
    sees: [document.title, recommendations.quote, gaps]
"""


@pytest.mark.slow
def test_a_fourth_publication_is_one_template_and_one_entry(project_with: Callable[..., Project]) -> None:
    project = project_with(publications__yaml=("publications:\n", f"publications:\n{ENTRY}"))
    (project.templates / "leaflet.html").write_text(FOURTH, "utf-8")
    built = pipeline.build(project, BuildOptions(["leaflet"], ()))
    words = [reader(entry.format).extract(entry.content).word_list for entry in built.artifacts]
    assert [entry.name for entry in built.artifacts] == ["leaflet.docx", "leaflet.html", "leaflet.odt", "leaflet.pdf"]
    assert words[0] == words[1] == words[2] == words[3]
    unlisted = replace(project, templates=PROJECT.templates)
    again = pipeline.build(unlisted, BuildOptions(["southwark-life"], ["html"]))
    assert again.earlier == ()
    assert sorted(again.unlisted) == sorted(entry.name for entry in built.artifacts)  # for people to delete
    assert " ".join(words[0]).startswith(
        "DRAFT, not for publication A leaflet about Southwark JAR Action Plan 2008 – FINAL What was asked for Ensure that"
    )


FOURTH_FORMAT = '''
"""A page as plain text."""
from jarpub.formats import Rendered
def files(look):
    return ()
def write(page, look):
    return Rendered(page.body.text().encode())
'''


def test_a_fourth_format_is_one_folder(
    project_with: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plaintext").mkdir()
    (tmp_path / "plaintext" / "__init__.py").touch()
    (tmp_path / "plaintext" / "writer.py").write_text(FOURTH_FORMAT, "utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    built = pipeline.build(project_with(), BuildOptions(["southwark-life"], ["plaintext"]))
    assert [entry.name for entry in built.artifacts] == ["southwark-life.plaintext"]
    assert b"Young people to be asked" in built.artifacts[0].content


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        (
            'text: March 09, months: ["2009-03"]',
            'text: March 09, months: ["2009-05"]',
            r'IA1.d1: the printed date says "March 09", and its months are May 2009',
        ),
        (
            "text: Jan. 09, months",
            "text: 30/06/09, months",
            r'the printed date says "30/06/09", and its months are January 2009',
        ),
        (
            "text: In progress, value: in_progress",
            "text: Done, value: in_progress",
            'say "Done", and the status is "in progress"',
        ),
        ("text: Done, value: done", "text: Not started, value: done", "take not_started as its value"),
        (
            "text: Done, value: done",
            "text: Stopped, value: done",
            "take stopped as its value, or paused",
        ),
        (
            "headline: Young",
            "headline: • Young",
            'wording.press.headline: "•" at the start of a line makes no list here',
        ),
        (
            "text: March 09, months",
            "text: May 09, months",
            r'the printed date says "May 09", and its months are March 2009',
        ),
        ('months: ["2009-04"], ongoing: true', 'months: ["2009-04"]', "not marked as going on"),
        ("find: will be addresses", "find: will be adresses", r'a correction is meant for "will be adresses", which'),
    ],
)
def test_a_value_that_does_not_say_what_its_text_says(
    find: str, put: str, said: str, project_with: Callable[..., Project]
) -> None:
    with pytest.raises(DiagnosticsError, match=said):
        pipeline.build(project_with(plan=(find, put)), BuildOptions((), ["html"]))


def test_an_answer_that_is_no_address_is_a_finding_in_the_plan(project_with: Callable[..., Project]) -> None:
    gap = "question: What is the web address of the action plan?\n    answer: null"
    project = project_with(plan=(gap, gap.replace("null", "See www.example.org")))
    with pytest.raises(
        DiagnosticsError, match=r"source/plan.yaml:\d+:13: G04b: the answer is meant to be one web address"
    ):
        pipeline.build(project, BuildOptions((), ["html"]))


STATUSES = {
    ("done",): "done",
    ("done", "done"): "done",
    ("done", "in_progress"): "partly_done",
    ("started", "in_progress"): "in_progress",
    ("started",): "started",
    ("done", "done_continuing"): "done_continuing",
    ("in_progress", "done_continuing", "started"): "partly_done",
    (): "not_recorded",
    (None, "done"): "partly_recorded",
    (None, None): "not_recorded",
}


@pytest.mark.parametrize("values", STATUSES)
def test_how_far_a_recommendation_has_got(values: tuple[str | None, ...]) -> None:
    strands = [SimpleNamespace(status=[SimpleNamespace(value=value)] if value else []) for value in values]
    assert progress(strands) == STATUSES[values]


@pytest.mark.parametrize("name", ["record", "_record", "text", "_visible", "sees", "reads", "items"])
def test_a_view_gives_nothing_beyond_what_is_listed(name: str, project_with: Callable[..., Project]) -> None:
    project = project_with(
        press_copy__html=(HEADLINE, f"<h1>{{{{ recommendations[0].strands[0].due[0].{name} }}}}</h1>")
    )
    with pytest.raises(DiagnosticsError, match=r"press-copy.html:\d+"):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))


@pytest.mark.parametrize(
    "printed", ["recommendations[0].strands[0].due[0]", "recommendations[0].strands[0].due[0] ~ ''"]
)
def test_a_record_is_printed_only_where_its_text_is_listed(printed: str, project_with: Callable[..., Project]) -> None:
    project = project_with(press_copy__html=(HEADLINE, f"<h1>{{{{ {printed} }}}}</h1>"))
    with pytest.raises(DiagnosticsError, match=r'"recommendations.strands.due.text" is not for this audience'):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))


def test_the_starter_in_publications_yaml_works(project_with: Callable[..., Project]) -> None:
    """The template that the list of publications shows to copy is one that builds."""
    lines = (LIVE.templates / "publications.yaml").read_text("utf-8").splitlines()
    starter = [line.removeprefix("#   ") for line in lines if line.startswith("#   ")]
    start = next(number for number, line in enumerate(starter) if line == "<article>")
    end = next(number for number, line in enumerate(starter) if line == "</article>")
    project = project_with(publications__yaml=("publications:\n", f"publications:\n{ENTRY}"))
    (project.templates / "leaflet.html").write_text("\n".join(starter[start : end + 1]), "utf-8")
    (entry,) = pipeline.build(project, BuildOptions(["leaflet"], ["docx"])).artifacts
    assert "What was asked for" in " ".join(reader("docx").extract(entry.content).word_list)


@pytest.mark.parametrize("chance", ["[1, 2] | random", "lipsum()", "lipsum(1, False)"])
def test_nothing_in_a_template_comes_from_chance(chance: str, project_with: Callable[..., Project]) -> None:
    project = project_with(press_copy__html=(HEADLINE, f"{HEADLINE}<p>{{{{ {chance} }}}}</p>"))
    with pytest.raises(DiagnosticsError, match=r"press-copy.html:\d+: .*('random'|'lipsum')"):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))


@pytest.mark.parametrize(
    ("put", "said"),
    [
        ("<dl><dt>x</dt><dt>y</dt><dd>z</dd></dl>", "a <dt> has no <dd> behind it"),
        ("<dl><dd>z</dd></dl>", "a <dd> has no <dt> before it"),
    ],
)
def test_terms_and_meanings_come_in_pairs(put: str, said: str) -> None:
    with pytest.raises(DiagnosticsError, match=said):
        parse(f"<article><h1>Title</h1>{put}</article>", Location("x"))


@pytest.mark.parametrize("written", ['<col data-width="9">', '<col data-width="9"/>', '<col data-width="9"></col>'])
def test_a_column_may_be_closed_or_not(written: str) -> None:
    table = f"<table><colgroup>{written}</colgroup><thead><tr><th>x</th></tr></thead></table>"
    body = parse(f"<article><h1>Title</h1>{table}</article>", Location("x"))
    assert [element.attributes for element in body.walk() if element.tag == "col"] == [{"data-width": "9"}]


def test_an_end_without_a_beginning_is_a_finding() -> None:
    with pytest.raises(DiagnosticsError) as refused:
        parse("<article><h1>Title</h1><p>x</em></p></article>", Location("x"))
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.message == "</em> comes where <p> is still open"


@pytest.mark.parametrize("put", ["<section>{}</section>", "<article>{}</article><article><h1>x</h1></article>", ""])
def test_a_publication_is_one_article(put: str) -> None:
    with pytest.raises(DiagnosticsError, match="a publication is one <article> and nothing beside it"):
        parse(put.format("<h1>Title</h1>"), Location("x"))


def test_a_row_without_cells_is_a_finding() -> None:
    with pytest.raises(DiagnosticsError) as refused:
        parse("<article><h1>Title</h1><table><thead><tr></tr></thead></table></article>", Location("x"))
    assert [diagnostic.message for diagnostic in refused.value.diagnostics] == ["<tr> is empty"]


@pytest.fixture
def kept_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """What a template makes in a program that has just begun, behind "worked out: " where its code was not kept."""
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(template_environment, "_kept", lambda: FileSystemBytecodeCache(str(folder), "jarpub-%s"))

    def made(text: str) -> str:
        (tmp_path / "one.html").write_text(text, "utf-8")
        template_environment.CODES.clear()
        template_environment.environment.cache_clear()
        worked_out: list[str] = []
        compiled = LimitedTemplates.compile
        with monkeypatch.context() as patch:
            patch.setattr(
                LimitedTemplates, "compile", lambda *each: worked_out.append("worked out: ") or compiled(*each)
            )
            said = template_environment.environment(tmp_path, "templates").render("one.html")
        return "".join(worked_out) + said

    yield made
    template_environment.environment.cache_clear()


def test_the_code_of_a_template_is_kept_for_the_next_build(kept_code: Callable[[str], str]) -> None:
    assert kept_code("<p>{{ 1 + 1 }}</p>") == "worked out: <p>2</p>"
    assert kept_code("<p>{{ 1 + 1 }}</p>") == "<p>2</p>"
    assert kept_code("<p>{{ 1 + 2 }}</p>") == "worked out: <p>3</p>"
    assert kept_code("<p>{{ 1 + 1 }}</p>") == "worked out: <p>2</p>"


def other_code(data: bytes) -> bytes:
    """A file of code with something else in the place of the code."""
    pickled = BytesIO(data[len(bc_magic) :])
    load(pickled)
    return data[: len(bc_magic) + pickled.tell()] + dumps(1)


DAMAGES = (
    lambda data: data[:-9],
    lambda _: b"",
    lambda data: b"x" + data,
    lambda data: data[: len(bc_magic) + 9],
    lambda data: data[: len(bc_magic)] + bytes(99),
    other_code,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_kept_code_that_is_damaged_is_worked_out_again(
    damage: Callable[[bytes], bytes], kept_code: Callable[[str], str], tmp_path: Path
) -> None:
    kept_code("<p>{{ 1 + 1 }}</p>")
    (file,) = (tmp_path / "kept").iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert kept_code("<p>{{ 1 + 1 }}</p>") == "worked out: <p>2</p>"


def test_code_of_another_program_is_not_used(kept_code: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    kept_code("<p>{{ 1 + 1 }}</p>")
    monkeypatch.setattr(template_environment, "_own_code", lambda: "another")
    assert kept_code("<p>{{ 1 + 1 }}</p>") == "worked out: <p>2</p>"


def test_without_a_folder_of_our_own_no_code_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    template_environment._kept.cache_clear()
    assert template_environment._kept() is not None
    (own,) = tmp_path.iterdir()
    own.rmdir()
    own.symlink_to(tmp_path)
    template_environment._kept.cache_clear()
    assert template_environment._kept() is None
    template_environment._kept.cache_clear()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("[Dechrau *nawr*]{lang=cy}: 'A & B'", "Dechrau nawr: 'A & B'"),
        ("Begin *now* [1]", "Begin *now* [1]"),  # as it was before there were languages
    ],
)
def test_where_no_markup_can_be_nobody_sees_of_which_language_words_are(typed: str, printed: str) -> None:
    plan = load_plan(
        (TESTS / "smallest-plan.yaml").read_bytes().replace(b"text: Begin\n", f'text: "{typed}"\n'.encode()), "x"
    )
    (action,) = plan.recommendations[0].strands[0].actions
    assert filters_of(Voice("en-GB"))["plain"](action.text) == printed
