"""Answers to gaps as people write them, all of tests/answers.txt: each makes a final of every publication that needs it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

import docx
import pikepdf
import pytest
from conftest import PROJECT, TESTS, copied
from lxml import html

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import releases_of
from jarpub.checks import fairness, gaps
from jarpub.checks.consistency import PROMISE, WORD
from jarpub.checks.stale_wording import NEVER_APPROVED
from jarpub.checks.suite import check_sources
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import formats, reader
from jarpub.pages.markdown import to_html, web_address
from jarpub.project.paths import Project
from jarpub.project.plan.model import Gap
from jarpub.project.plan.values import Text
from jarpub.project.sources import Sources

TYPED = (TESTS / "answers.txt").read_text("utf-8").splitlines()[1:]
LINES = [line.replace("\\n", "\n").split(": ", 1) for line in TYPED]
ANSWERS = {gap: [(number, words) for number, (name, words) in enumerate(LINES, 2) if name == gap] for gap, _ in LINES}
ROUNDS = list(zip_longest(*([(gap, *each) for each in told] for gap, told in ANSWERS.items())))

TO_APPROVE = (fairness.QUOTE, NEVER_APPROVED)  # what people give, once the answers are there


@pytest.mark.parametrize("told", ROUNDS, ids=lambda told: f"{sum(each is not None for each in told)} answers")
def test_answers_as_people_write_them_make_finals(told: tuple[tuple[str, int, str] | None, ...]) -> None:
    """Each line of a round answers another gap; a round that has no answer of its own for a gap takes the first."""
    sources = answered(dict(list(first(told))))
    assert [*check_sources(sources.plan, sources.settings, formats())] == []
    for release in releases_of(PROJECT, sources, sources.settings.publications, ()):
        # Its speaker has not approved the quote yet, which is as it should be.
        assert [str(each) for each in release.reasons if each.code not in TO_APPROVE] == []


def first(told: tuple[tuple[str, int, str] | None, ...]) -> Iterator[tuple[str, Text]]:
    for gap, answers in ANSWERS.items():
        number, words = next((each[1:] for each in told if each and each[0] == gap), answers[0])
        yield gap, Text(words, f"{gap}.answer", Location("answers.txt", number))


def answered(answers: dict[str, Text]) -> Sources:
    sources = load_sources(PROJECT)
    gaps = tuple(replace(gap, answer=answers.get(gap.id)) for gap in sources.plan.gaps)
    return replace(sources, plan=replace(sources.plan, gaps=gaps))


def test_every_gap_that_a_publication_prints_is_answered_in_several_ways() -> None:
    gaps = {gap.id for gap in load_sources(PROJECT).plan.gaps if gap.role} - {"G08a", "G09"}  # fields answer these
    assert {gap for gap in gaps if len(ANSWERS.get(gap, ())) < 3} == set()
    assert len(LINES) > 60


def test_what_is_said_of_an_answer_points_at_the_line_of_the_answer() -> None:
    sources = answered(
        {"G05b": Text("Participation Team, 160 Tooley Street", "G05b.answer", Location("answers.txt", 7))}
    )
    (summary,) = [each for each in sources.settings.publications if each.key == "young-peoples-summary"]
    (release,) = releases_of(PROJECT, sources, [summary], ())
    said = [(each.location, each.severity) for each in release.diagnostics if "Participation" in each.quote]
    assert said == [(Location("answers.txt", 7), "warning")]


FIELDS = {
    "who is EA?": ("people", "EA is Ann Example, the other two have left", "- {id: ann-example, name: Ann Example, initials: EA, approved: true}"),
    "what does CSMT stand for?": ("abbreviations", "CSMT is our managers", "- {id: abbr.CSMT, term: CSMT, meaning: managers, basis: usage, approved: true}"),
}  # fmt: skip


def edited(folder: Path, find: str, put: str) -> Project:
    project = copied(folder)
    text, count = re.subn(find, put, project.source.read_text("utf-8"))
    assert count
    project.source.write_text(text, "utf-8")
    return project


@pytest.mark.parametrize("asked", FIELDS)
def test_a_sentence_is_no_answer_where_fields_are(asked: str, tmp_path: Path) -> None:
    fields, sentence, _ = FIELDS[asked]
    project = edited(tmp_path, f"answered_by: {fields}", f"answered_by: {fields}\n    answer: {sentence}")
    with pytest.raises(DiagnosticsError) as error:
        load_sources(project)
    (found,) = error.value.diagnostics
    assert found.quote == sentence
    assert f"a line under {fields}: " in found.hint
    assert {"people": "RP, KC", "abbreviations": "CSMT, DMT"}[fields] in found.hint
    assert {
        "people": "- {id: rory-patterson, name: Rory Patterson, initials: RP, approved: true}",
        "abbreviations": "- {id: abbr.JAR, term: JAR, meaning: Joint Area Review, basis: usage, approved: true}",
    }[fields] in found.hint


@pytest.mark.parametrize("asked", FIELDS)
def test_fields_that_say_all_that_a_gap_asks_are_its_answer(asked: str, tmp_path: Path) -> None:
    fields, _, line = FIELDS[asked]
    project = edited(tmp_path, f"(?<=\n){fields}:\n", f"{fields}:\n  {line}\n")
    assert [gap.answered_by for gap in open_in_the_action_plan(project)] == ["people", "abbreviations"]
    short = {"people": ["FR", "GW"], "abbreviations": ["DMT", "ASD", "IA", "MA"]}[fields]
    more = "\n".join(f"  {re.sub(r'EA|CSMT', form, line).replace('ann-', form.lower())}" for form in short)
    text = project.source.read_text("utf-8").replace(f"  {line}\n", f"  {line}\n{more}\n")
    text = re.sub(r"(, basis: (?:inferred|usage|guess)\b)(?!, approved)", r"\1, approved: true", text)
    text = re.sub(r"(\n    initials: CS\n)", r"\1    approved: true\n", text)
    project.source.write_text(text, "utf-8")
    assert fields not in [gap.answered_by for gap in open_in_the_action_plan(project)]
    sources = load_sources(project)
    (release,) = releases_of(project, sources, sources.settings.publications[:1], ())
    nobody_knows = {"people": "Not known", "abbreviations": "Not explained in the plan"}
    assert release.reasons == ()
    assert nobody_knows[fields] not in release.page.body.text()


def open_in_the_action_plan(project: Project) -> list[Gap]:
    sources = load_sources(project)
    (plan,) = [each for each in sources.settings.publications if each.key == "action-plan"]
    return [gap for gap in gaps.open_gaps(sources.plan, plan) if gap.answered_by]


@pytest.mark.parametrize(
    "words",
    [
        "TBC", "tbc by web team", "T.B.C.", "T B C", "Details tbc", "To be confirmed by the web team", "To follow shortly", "Coming soon",
        "Not known yet", "none yet", "dd/mm/yyyy", "See above", "To be decided", "n/a", "???", "Number to follow", "[to be confirmed]",
    ],
)  # fmt: skip
def test_a_promise_is_no_answer(words: str) -> None:
    assert PROMISE.fullmatch(" ".join(WORD.findall(words)))


@pytest.mark.parametrize(
    "words",
    [
        "To follow the work, see https://www.southwark.gov.uk/plan", "None of the grades was below adequate", "Not known to the council",
        "Coming soon to your library: Speakerbox", "The date is 3 November 2008", "TB clinic, Guy's", "Details are on the website",
        "Pending review in March 2009", "Unknown Arts Centre, Peckham", "To be young is to be heard, they said",
    ],
)  # fmt: skip
def test_an_answer_that_begins_like_a_promise_is_one(words: str) -> None:
    assert not PROMISE.fullmatch(" ".join(WORD.findall(words)))


def link(target: str, words: str) -> str:
    return f'<a class="spelled-out" href="{target}">{words}</a>'


LONDON = link("tel:+442075251234", "020 7525 1234")
LINKS = {
    "www.southwark.gov.uk/jar": link("https://www.southwark.gov.uk/jar", "www.southwark.gov.uk/jar"),
    "See southwark.gov.uk/x.": f"See {link('https://southwark.gov.uk/x', 'southwark.gov.uk/x')}.",
    "“name@southwark.gov.uk”.": f"“{link('mailto:name@southwark.gov.uk', 'name@southwark.gov.uk')}”.",
    "Ring 020 7525 1234.": f"Ring {LONDON}.",
    "(call 020 7525 1234)": f"(call {LONDON})",
    "(020) 7525–1234": link("tel:+442075251234", "(020) 7525–1234"),
    "+44 (0)20 7525 1234": link("tel:+442075251234", "+44 (0)20 7525 1234"),
    "0800 1111 or 116 123": f"{link('tel:08001111', '0800 1111')} or {link('tel:116123', '116 123')}",
    "https://www.x.org:80/a?b=c&d": link("https://www.x.org:80/a?b=c&amp;d", "https://www.x.org:80/a?b=c&amp;d"),
    "[here](https://x.org/020-7525-1234), x.org": f'<a href="https://x.org/020-7525-1234">here</a>, {link("https://x.org", "x.org")}',
    "*a_b@c.uk*": f"<em>{link('mailto:a_b@c.uk', 'a_b@c.uk')}</em>",
    "160 Tooley Street\nLondon SE1 2QH\n020 7525 1234": f"160 Tooley Street<br>London SE1 2QH<br>{LONDON}",
    "Text JAR to 80010, or call 101": f"Text JAR to {link('sms:80010', '80010')}, or call {link('tel:101', '101')}",
    "Ring 020 7525 1234 or text 07700 900123": f"Ring {LONDON} or text {link('sms:+447700900123', '07700 900123')}",
    "Call or text 07700 900123": f"Call or text {link('tel:+447700900123', '07700 900123')}",
    "Text Relay: 18001 020 7525 1234": f"Text Relay: 18001 {LONDON}",
    # What nobody can follow, and 999, which a finger that slips would dial.
    "In danger, call 999, or text 999 or 112.": "In danger, call 999, or text 999 or 112.",
    "7525 1234, on 3/11/2008, in 2008/09": "7525 1234, on 3/11/2008, in 2008/09",
    "a@b.uk@c.uk, x.org/0207525123": f"{link('mailto:a@b.uk', 'a@b.uk')}@c.uk, {link('https://x.org/0207525123', 'x.org/0207525123')}",
    "https://, www. and <a@b>": "https://, www. and &lt;a@b&gt;",
}  # fmt: skip


@pytest.mark.parametrize("words", LINKS)
def test_an_address_or_a_telephone_number_in_an_answer_is_a_link(words: str) -> None:
    markup, _ = to_html(words, is_answer=True)
    assert re.sub('<wbr>|<span class="host">|</span>', "", markup) == LINKS[words]
    assert "<br>" not in to_html(words)[0]
    assert "spelled-out" not in to_html(words)[0]


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("https://www.x.gov.uk/a/b-c.pdf", "[https://www]|.x|.gov|.uk/|a/|b-c|.pdf"),
        ("http://x.org", "[http://x]|.org"),
        ("www.x.org/a", "www|.x|.org/|a"),
    ],
)
def test_a_line_ends_in_an_address_before_a_dot_or_behind_a_slash(address: str, lines: str) -> None:
    markup = web_address(address).replace("<wbr>", "|")
    assert markup.replace('<span class="host">', "[").replace("</span>", "]") == lines


POSTAL = ("FREEPOST RSCE-TGHU-CUZB", "Participation Team", "160 Tooley Street", "London SE1 2QH")
CONTACTS = {
    "G05a": "Go to www.southwark.gov.uk/jar. Or write to “tell-us@southwark.gov.uk”.",
    "G05b": "\n".join(POSTAL),
    "G05c": "020 7525 1234, ext 4567, or text JAR to 80010",
    "G04a": "https://www.ofsted.gov.uk/reports/southwark-joint-area-review-2008",
    "G04b": "https://www.southwark.gov.uk/YourServices/ChildrensServices/JAR/action-plan_2008-09.pdf",
}
TARGETS = {
    "https://www.southwark.gov.uk/jar", "mailto:tell-us@southwark.gov.uk", "tel:+442075251234", "sms:80010",
    CONTACTS["G04a"], CONTACTS["G04b"],
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("is_final", [False, True])
def test_contacts_are_links_and_an_address_has_its_lines_in_all_formats(is_final: bool, complete: Project) -> None:
    """The gates read each file back before it is made."""
    text = complete.source.read_text("utf-8")
    for gap, words in CONTACTS.items():
        block = "|\n      " + words.replace("\n", "\n      ")
        pattern = rf"(  - id: {gap}\n(?:    role: .*\n)?    question: .*\n    answer: ).*"
        text, count = re.subn(pattern, lambda at: at[1] + block, text)  # noqa: B023
        assert count == 1
    complete.source.write_text(text, "utf-8")
    keys = ["young-peoples-summary"]
    if is_final:
        (final,) = pipeline.make_finals(complete, keys, "Ann Example", "2009-03-31")
        files = {path.suffix[1:]: path.read_bytes() for path in final.folder.iterdir() if "white" not in path.name}
    else:
        made = pipeline.build(complete, BuildOptions(keys, ())).artifacts
        files = {entry.format: entry.content for entry in made if "white" not in entry.name}
    page = html.document_fromstring(files["html"])
    assert {link for link in page.xpath("//a/@href") if not link.startswith("#")} == TARGETS
    assert ["By post: " + POSTAL[0], *POSTAL[1:]] in [list(item.itertext()) for item in page.iter("li")]
    with pikepdf.open(BytesIO(files["pdf"])) as pdf:
        found = {
            str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/URI" in note.get("/A", {})
        }
    assert found == TARGETS
    drawn = [
        line
        for said in reader("pdf").extract(files["pdf"]).fragments
        if said.channel.startswith("page ")
        for line in said.words.split("\n")
    ]
    assert set(POSTAL[1:]) <= {line.strip() for line in drawn}
    assert not [line for line in drawn if line.rstrip().endswith("://")]
    word = docx.Document(BytesIO(files["docx"]))
    assert {each.target_ref for each in word.part.rels.values() if each.is_external} == TARGETS
    assert "By post: " + "\n".join(POSTAL) in [paragraph.text for paragraph in word.paragraphs]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            '"Feedback\n      160 Tooley Street\n      London SE1 2QH"',
            ["G05b: the 3 lines of this answer are printed as one"],
        ),
        ("Feedback,\n      160 Tooley Street", ["G05b: the 2 lines of this answer are printed as one"]),
        ("|\n      Feedback\n      160 Tooley Street\n      London SE1 2QH", []),
        ('"Feedback, 160 Tooley Street, London SE1 2QH"', []),
        (
            '"Write to the team that asks young people what they think of all this, at 160 Tooley\n      Street, London SE1 2QH"',
            [],
        ),
    ],
)
def test_lines_that_run_together_are_asked_about(
    typed: str, said: list[str], project_with: Callable[..., Project]
) -> None:
    text = PROJECT.source.read_text("utf-8")
    before = re.search(r"  - id: G05b\n.*?answer: null", text, re.DOTALL)
    assert before
    project = project_with(plan=(before[0], f"{before[0].removesuffix('null')}{typed}"))
    sources = load_sources(project)
    summary = sources.settings.publications[1]
    assert [each.message for each in gaps.lines_run_together(sources.plan, summary)] == said
