"""What people really type and paste: carried word for word in every format, or a finding with its place."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from conftest import KEYS, PROJECT, ROOT, volume
from lxml import etree

from jarpub.build import pipeline
from jarpub.build.output import atomic_folder
from jarpub.build.pipeline import BuildOptions
from jarpub.checks.style import usable_file
from jarpub.diagnostics import DiagnosticsError
from jarpub.formats import reader
from jarpub.project.paths import Project

ACTION = "- {id: IA1.o2, text: Summary produced and placed on websites.}"
GAP = "question: What is the web address of the inspectors' full report?\n    answer: null"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CARRIED = {
    "a path with two backslashes": r"'\\fileserver\jar\plan'",
    "a path with underscores": r"'C:\_old_\x'",
    "blanks to fill in": "'Yes (__) or no (__)'",
    "an address with underscores": "'https://x.org/_docs_/plan.pdf'",
    "soft hyphens pasted from Word": '"co\u00adoperate and non\u2011breaking"',
    "soft hyphens where lines end": '"' + "dis\u00adestab\u00adlish\u00admen\u00adtar\u00adian\u00adism " * 40 + 'end"',
    "letters that are two": '"co\u2010ordinated o\ufb03ce o\ufb00er \u0133s \ufb05op x\u00b2 \u2163 \u2460 \u2116"',
    "marks upon letters": '"cafe\u0301 a\u0323\u0302 n\u0303 \u0105\u0308"',
    "joiners and marks": '"a\u200bb \u200dc \u2060 \u202d1\u202c"',
    "emoji with variation selectors": '"❤️ 1️⃣ 👍🏽"',
    "Malayalam vowels": '"കാ കെ കൊ"',
    "smart quotes and an ellipsis": '"“Yes” – she said… ‘no’"',
    "a number in quotation marks": '"09"',
    "a list with text behind it": "|\n              - one\n              - two\n\n              After the list",
    "lists and paragraphs in turn": "|\n              One\n\n              - a\n              - b\n\n              Two\n\n              - c\n\n              Three",
    "emphasis that touches": "'***x*** *y* **[Report](https://y.org)** **[Plan](https://z.org)**'",
    "a list with an Arabic entry first": '|\n              - العربية\n              - English (see) "Whatever".',
    "a dash in folded prose": ">-\n              Consult young people\n              - those in care too - on this.",
    "a list in a list": "|\n              - one\n                - two\n              - three",
}
REFUSED = {
    "a comment that was an answer": ("answer", "#12 Peckham Road", '"#12 Peckham Road" is taken for a note in the file'),
    "a comment behind quotation marks": ("answer", '"Flat 2" #3 High Street', "for a note in the file"),
    "a comment behind a block sign": ("text", "| #36 bus\n              Foo", "for a note in the file"),
    "a sign alone": ("text", '"-"', "the sign of a list stands alone"),
    "another sign for a list": ("text", "'+ 5 new staff'", r'a line starts with "\+"'),
    "asterisks in a word": ("text", "'Mr A***e'", "two asterisks|inside a word"),
    "a link without words": ("text", "'See [](https://example.org)'", "a link has no words"),
    "a picture": ("text", "'See ![map](https://x.org/a.png)'", "an exclamation mark before a link"),
    "a list behind a folding sign": ("text", ">\n              - one\n              - two", "the lines of this list would run together"),
    "a numbered list without a sign": ("text", "\n              1. one\n              2. two", "the lines of this list would run together"),
    "a list in quotation marks": ("text", '"\n              - one\n              - two"', "the lines of this list would run together"),
    "footnotes": ("text", "'(*) means provisional and (*) means final'", "look like footnotes"),
    "footnotes behind percentages": ("text", "'50%*/60%*'", "look like footnotes"),
    "a link with a blank": ("text", "'See [ ](https://x.org)'", "a link has no words"),
    "nothing that can be seen": ("text", '"\u200b\u00ad"', "nothing is there"),
    "an answer that is no address": ("answer", '"https://x.org (PDF)"', "meant to be one web address"),
    "a promise of an answer": ("answer", "TBC", '"TBC" is no answer'),
    "a question mark for an answer": ("answer", '"[to be confirmed]"', "is no answer"),
    "half an address": ("answer", '"https://"', "meant to be one web address"),
    "a rare form of a letter": ("text", '"\ufa71"', "no font at hand can draw"),
}  # fmt: skip


def action(text: str) -> tuple[str, str]:
    return ACTION, f"- id: IA1.o2\n            text: {text}"


@pytest.mark.slow
def test_carried(small_project_with: Callable[..., Project]) -> None:
    """Each of them is an outcome in one plan, whose files have the same words one after another."""
    entries = (f"- id: IA1.o{number}\n            text: {text}" for number, text in enumerate(CARRIED.values(), 100))
    project = small_project_with(plan=(ACTION, "\n          ".join(entries)))
    built = pipeline.build(project, BuildOptions(["action-plan"], ()))
    words = {entry.format: reader(entry.format).extract(entry.content).word_list for entry in built.artifacts}
    assert words["pdf"] == words["html"]
    assert words["docx"] == words["html"]
    for text in CARRIED.values():
        if not {"\n", "["} & set(text):
            assert text[1:-1] in " ".join(words["html"])


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, project_with: Callable[..., Project]) -> None:
    kind, text, said = REFUSED[name]
    change = action(text) if kind == "text" else (GAP, GAP.replace("null", text))
    project = project_with(plan=change)
    with pytest.raises(DiagnosticsError) as refused:
        pipeline.build(project, BuildOptions((), ["html"]))
    diagnostics = [str(diagnostic) for diagnostic in refused.value.diagnostics]
    assert any(re.search(said, diagnostic) for diagnostic in diagnostics), diagnostics
    assert any(re.match(r"source/plan.yaml:\d+:\d+: ", diagnostic) for diagnostic in diagnostics), diagnostics


TEMPLATE_FAULTS = {
    "a mark of its own": '<p><mark class="gap">To do</mark></p>',
    "a marked section": "<p>a <![foo]> b</p>",
    "CDATA": "<p>a <![CDATA[ words ]]> b</p>",
    "an empty head": "<table><thead></thead></table>",
    "an empty row": "<table><thead><tr></tr></thead></table>",
    "a column without width": '<table><colgroup><col data-width="0"></colgroup><thead><tr><th>a</th></tr></thead></table>',
    "a control character": "<p>\x0b</p>",
    "a thousand elements": "<div>" * 1200 + "</div>" * 1200,
    "an id on a word": '<p><span id="x">a</span></p>',
    "a link in a link": '<p><a href="https://x.org">a <a href="https://y.org">b</a></a></p>',
    "a generator": '<p>{{ recommendations | map(attribute="ref") }}</p>',
    "a macro": "<p>{{ row }}</p>",
    "Python behind a filter": "<p>{{ w.links | plain }}</p>",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATE_FAULTS)
def test_template_fault(name: str, project_with: Callable[..., Project]) -> None:
    heading = '  <h1 class="headline">{{ w.headline }}</h1>'
    project = project_with(press_copy__html=(heading, f"{heading}{TEMPLATE_FAULTS[name]}"))
    if name == "a mark of its own":
        built = pipeline.build(project, BuildOptions(["southwark-life"], ()))
        assert '"To do" is the mark of a gap, and of no gap in the plan' in str(built.releases[0].reasons)
        return
    with pytest.raises(DiagnosticsError, match="templates/press-copy.html"):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html", "docx"]))


@pytest.mark.parametrize("words", ["Before ", ""])
def test_words_outside_the_article(words: str, project_with: Callable[..., Project]) -> None:
    project = project_with(press_copy__html=('<article class="press-copy">', f'{words}<article class="press-copy">'))
    if not words:
        assert pipeline.build(project, BuildOptions(["southwark-life"], ["html"])).artifacts
        return
    with pytest.raises(DiagnosticsError, match='the words "Before" stand outside <article>'):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))


@pytest.mark.parametrize(
    ("sheet", "put", "said"),
    [
        ("house__css", "</style> html {", r"house.css:\d+: </style> would end the styles"),
        ("house__css", "html { p {", "house.css: there are more { than }"),
        ("screen__css", "html { p {", "screen.css: there are more { than }"),
    ],
)
def test_style_sheet_fault(sheet: str, put: str, said: str, project_with: Callable[..., Project]) -> None:
    first = {
        "house__css": ":root {",
        "screen__css": "html {",
    }[sheet]
    with pytest.raises(DiagnosticsError, match=said):
        pipeline.build(project_with(**{sheet: (first, put)}), BuildOptions(["southwark-life"], ["html"]))


def test_style_sheet_in_another_encoding(project_with: Callable[..., Project]) -> None:
    project = project_with(house__css=(":root {", ":root {"))
    sheet = project.templates / "house.css"
    sheet.write_bytes("/* café */\n".encode("cp1252") + sheet.read_bytes())
    with pytest.raises(DiagnosticsError, match="templates/house.css:1:7: the file is saved as another encoding"):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))
    sheet.write_bytes(b"\xef\xbb\xbf" + sheet.read_bytes().split(b"\n", 1)[1])
    assert pipeline.build(project, BuildOptions(["southwark-life"], ["html", "pdf"])).artifacts


@pytest.mark.parametrize("find", ["template: press-copy.html", "word: word/plain.docx"])
def test_two_publications_cannot_have_one_key(find: str, project_with: Callable[..., Project]) -> None:
    project = project_with(publications__yaml=("key: southwark-life", "key: action-plan"))
    with pytest.raises(DiagnosticsError, match='the id "action-plan" is used twice'):
        pipeline.build(project, BuildOptions((), ["html"]))
    with pytest.raises(DiagnosticsError, match="nothing is there"):
        pipeline.build(project_with(publications__yaml=(find, find.split(maxsplit=1)[0])), BuildOptions((), ["html"]))


def test_a_look_outside_the_templates(project_with: Callable[..., Project], tmp_path: Path) -> None:
    shutil.copy(PROJECT.templates / "word" / "plain.docx", tmp_path / "plain.docx")
    for written in (str(tmp_path / "plain.docx"), "../plain.docx"):
        project = project_with(publications__yaml=("word: word/plain.docx", f"word: {written}"))
        with pytest.raises(DiagnosticsError, match="lies outside the folder of templates"):
            pipeline.build(project, BuildOptions(["southwark-life"], ["docx"]))


def edited(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """A part of a Word file, changed."""
    with ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts[name] = change(parts[name])
    with ZipFile(path, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)


@pytest.mark.parametrize(
    ("part", "find", "said"),
    [
        (
            "word/styles.xml",
            rb'<w:numPr><w:numId w:val="1"/></w:numPr>',
            "the style ListBullet of this Word file has no bullets",
        ),
        ("word/styles.xml", rb'w:styleId="Caption"', "lacks the style Caption"),
        ("word/document.xml", rb"<w:pgSz[^>]*/>", "lacks a page size"),
    ],
)
def test_word_template_fault(part: str, find: bytes, said: str, project_with: Callable[..., Project]) -> None:
    project = project_with(house__css=(":root {", ":root {"))
    edited(project.templates / "word" / "plain.docx", part, lambda xml: re.sub(find, b"", xml))
    with pytest.raises(DiagnosticsError, match=f"templates/word/plain.docx: .*{said}"):
        pipeline.build(project, BuildOptions(["southwark-life"], ["docx"]))


def test_a_title_that_word_has_cut_into_pieces(project_with: Callable[..., Project]) -> None:
    project = project_with(house__css=(":root {", ":root {"))
    pieces = b"<w:t>Running </w:t></w:r><w:r><w:t>title</w:t>"
    edited(
        project.templates / "word" / "summary.docx",
        "word/header1.xml",
        lambda xml: xml.replace(b"<w:t>Running title</w:t>", pieces),
    )
    (entry,) = pipeline.build(project, BuildOptions(["young-peoples-summary"], ["docx"])).artifacts
    (project.output / "x.docx").write_bytes(entry.content)
    with ZipFile(project.output / "x.docx") as package:
        header = etree.fromstring(package.read("word/header1.xml"))
    words = ["".join(t.text or "" for t in paragraph.iter(f"{W}t")) for paragraph in header.iter(f"{W}p")]
    assert words[0] == "DRAFT, not for publication"
    assert words[1].startswith("Five things")


@pytest.mark.slow
def test_a_very_long_title(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("    headline: Young people", "    headline: " + "Many words " * 60 + "Young people"))
    built = pipeline.build(project, BuildOptions(["southwark-life"], ()))
    words = [reader(entry.format).extract(entry.content).word_list for entry in built.artifacts]
    assert words[0] == words[1] == words[2]


@pytest.mark.slow
def test_many_recommendations_and_none(project_with: Callable[..., Project], tmp_path: Path) -> None:
    text = PROJECT.source.read_text("utf-8")
    head, rest = text.split("recommendations:\n", 1)
    one, rest = rest.split("  - ref: IA2\n", 1)
    many = "".join(one.replace("IA1", f"X{number}") for number in range(15))
    project = project_with(plan=("recommendations:\n", f"recommendations:\n{many}"))
    built = pipeline.build(project, BuildOptions(["action-plan"], ()))
    words = [reader(entry.format).extract(entry.content).word_list for entry in built.artifacts]
    assert words[0] == words[1] == words[2]
    assert head


def test_stopped_while_files_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = {"a": b"1", "b": b"1", "c": b"1"}, {"a": b"2", "b": b"2", "c": b"2"}
    atomic_folder.change_files(tmp_path, set("abc"), lambda: (old, ()))
    real, left = os.replace, 3

    def stopped(*arguments: object) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        atomic_folder.change_files(tmp_path, set("abc"), lambda: (new, ()))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} in (old, new)


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [["--output", "x" * 300], ["--source", "loop"], ["--output", "loop"], ["--templates", "nope"]]
)
def test_machine_trouble_is_a_sentence(words: list[str], tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "southwark-life", "--format", "docx", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert "--templates" in done.stderr or words[0] != "--templates"


@pytest.mark.slow
def test_nobody_reads_what_is_said(tmp_path: Path) -> None:
    command = f'"{sys.executable}" "{ROOT / "build.py"}" southwark-life --format html --output "{tmp_path}" | true'
    for _ in range(2):  # the second time there is nothing to do
        done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
        assert done.stderr == ""
    assert (tmp_path / "southwark-life.html").exists()


def test_keys_are_those_of_the_project() -> None:
    assert set(KEYS) >= {"action-plan", "young-peoples-summary", "southwark-life"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "due",
    [
        ("Ongoing from April 09", "2009-04", ", ongoing: true"),
        ("Feb & March 09", "2009-02, 2009-03", ""),
        ("12 March – 30 April 2009", "2009-03, 2009-04", ""),
        ("March ’09", "2009-03", ""),
        ("MARCH 09", "2009-03", ""),
        ("March 31, 2009", "2009-03", ""),
        ("31/03/09", "2009-03", ""),
        ("Spring 2009", "2009-03", ""),
    ],
)
def test_dates_as_people_write_them(due: tuple[str, str, str], project_with: Callable[..., Project]) -> None:
    text, months, ongoing = due
    entry = 'text: March 09, months: ["2009-03"]'
    put = f'text: "{text}", months: [{months}]{ongoing}'
    assert pipeline.build(project_with(plan=(entry, put)), BuildOptions(["action-plan"], ["html"])).artifacts


def with_plan(project: Project, text: str) -> Project:
    project.source.write_text(text, "utf-8")
    return project


@pytest.mark.slow
@pytest.mark.parametrize("value", ["done", "started", "in_progress", "done_continuing"])
def test_every_status_alike(value: str, project_with: Callable[..., Project]) -> None:
    status = ("status: []", f"status: [{{id: IA1.st1, text: See the minutes, value: {value}}}]")
    colours = ("    black_and_white: [pdf]\n", "")  # which say the same in black and white
    project = project_with(plan=status, publications__yaml=colours)
    text = re.sub(
        r"(id: \S+st\d, text: ).*, value: \w+",
        rf"\g<1>See the minutes, value: {value}",
        project.source.read_text("utf-8"),
    )
    formats = () if value == "done" or volume(False, True) else ("html", "docx")
    built = pipeline.build(with_plan(project, text), BuildOptions(["southwark-life", "young-peoples-summary"], formats))
    words = {entry.name: reader(entry.format).extract(entry.content).word_list for entry in built.artifacts}
    assert all(words.values())
    assert words.get("southwark-life.pdf", words["southwark-life.html"]) == words["southwark-life.html"]
    assert words["southwark-life.docx"] == words["southwark-life.html"]


@pytest.mark.slow
def test_a_plan_without_what_may_be_missing(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("basis: stated", "basis: usage"))
    text = project.source.read_text("utf-8").replace("basis: stated", "basis: usage")
    text = re.sub(r", initials: \w+, basis: inferred, from: \[[^]]*\]", "", text)
    text = re.sub(r", unresolved: \[[^]]*\]", "", text)
    built = pipeline.build(with_plan(project, text), BuildOptions(["action-plan"], ()))
    words = [reader(entry.format).extract(entry.content).word_list for entry in built.artifacts]
    assert words[0] == words[1] == words[2]


@pytest.mark.parametrize("put", ["managers: null # nobody named yet", "managers: null"])
def test_nothing_with_a_comment_is_nothing(put: str, project_with: Callable[..., Project]) -> None:
    assert pipeline.build(project_with(plan=("managers: null", put)), BuildOptions(["action-plan"], ["html"])).artifacts


@pytest.mark.parametrize("end", ["</style>", "</STYLE>", "</Style x"])
def test_a_style_sheet_cannot_end_the_styles_however_that_is_written(end: str, tmp_path: Path) -> None:
    (tmp_path / "house.css").write_text(f"p {{}}\n{end}\n", "utf-8")
    (diagnostic,) = usable_file(tmp_path / "house.css", tmp_path, "house.css")
    assert str(diagnostic).startswith("house.css:2: </style> would end the styles")
