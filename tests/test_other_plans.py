"""Plans of other bodies: what they have stands in print, in their own columns, and no word of it is lost."""

import re
from pathlib import Path

import pytest
from conftest import PROJECT, TESTS, copied, volume
from every_checker import found_in
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from returned_files import edits_in, remembered, tracked

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import releases_of
from jarpub.checks.columns import all_in_columns
from jarpub.diagnostics import DiagnosticsError
from jarpub.formats import reader
from jarpub.pages.markdown import to_html
from jarpub.pages.markup.column_widths import column_widths
from jarpub.pages.page_tree import Element
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text

EVERYTHING = (TESTS / "other-plans" / "everything.yaml").read_text("utf-8")
FROZEN = PROJECT.source.read_text("utf-8")
GAPS = FROZEN[FROZEN.index("\ngaps:\n") : FROZEN.index("\nwording:\n")]
ALONE = re.compile(r"(?<=\n)  - key: (?!action-plan).*", re.DOTALL)


def project_of(folder: Path, plan: str) -> Project:
    """A project whose only publication is the action plan."""
    project = copied(folder)
    settings = project.templates / "publications.yaml"
    settings.write_text(ALONE.sub("", settings.read_text("utf-8")), "utf-8")
    project.source.write_text(plan + GAPS, "utf-8")
    project.approvals.unlink()
    return project


def page_of(project: Project) -> Element:
    sources = load_sources(project)
    return releases_of(project, sources, sources.settings.publications, ["html"])[0].page.body


def rows(table: Element) -> list[list[str]]:
    """The cells of a table, row by row, as a reader sees them."""
    return [[" ".join(cell.text().split()) for cell in row.elements] for row in table.walk() if row.tag == "tr"]


def told(page: Element) -> list[dict[str, str]]:
    """What stands under each heading, row by row, whether a page was wide enough for a table or not."""
    found = [each for each in page.walk() if each.tag == "table" and "ten-columns" in each.attributes.get("class", "")]
    if found:
        heads, *others = rows(found[0])
        return [dict(zip(heads, row, strict=True)) for row in others if len(row) == len(heads)]
    blocks = [each for each in page.walk() if each.attributes.get("class") == "row"]
    return [
        dict(
            zip(
                *(
                    ["".join(" ".join(each.text().split())) for each in block.walk() if each.tag == tag]
                    for tag in ("dt", "dd")
                ),
                strict=True,
            )
        )
        for block in blocks
    ]


def table(page: Element, name: str) -> Element:
    return next(each for each in page.walk() if each.tag == "table" and name in each.attributes.get("class", ""))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Element:
    return page_of(project_of(tmp_path_factory.mktemp("everything"), EVERYTHING))


def test_what_has_more_columns_than_a_page_is_told_under_their_headings(page: Element) -> None:
    plan = load_plan(EVERYTHING.encode(), "plan.yaml")
    first, second = told(page)
    assert (
        [*first] == [*second] == [str(heading) for key, heading in plan.document.plan_columns.items() if key != "ref"]
    )
    assert [each.text() for each in page.walk() if each.tag == "h3"] == [
        "Priority 1: being heard",
        "Priority 2: safe places",
    ]
    assert first["In 3 months"] == "Ask the youth council. See R2"
    assert first["In 3 to 12 months"].startswith("Ask in schools: primary schools, those with a nurture room first")
    assert first["In 3 to 12 months"].endswith("Buy tablets for the survey. Withdrawn: not funded")
    assert first["Measure of success"] == "Young people who were asked Baseline: 12% Target: 60% Actual: 31%"
    assert (
        first["By when"] == "March 2024 Revised (4 March 2024): June 2024 (the post was vacant) Revised: September 2024"
    )
    assert (first["Date that we set"], first["Must or should"], first["RAG"]) == ("By 2018", "MUST", "Amber")
    assert first["Done by"] == "Participation lead (vacant) Ann Bee / Cy Dee (job share)"
    assert (
        first["Progress"]
        == "13/12/12: First survey sent. (AB) Two schools answered “diolch yn fawr”, “ধন্যবাদ” and “شکریہ (2024)”."
    )
    assert second["Area for improvement"] == "Not recorded Withdrawn: 1 May 2024, as the inspectors agreed"
    assert (second["Paragraph"], second["Cost"], second["Prospects"]) == ("Not recorded",) * 3


def test_weaknesses_stand_with_or_without_groups(page: Element) -> None:
    assert rows(table(page, "weaknesses")) == [
        ["Weakness", "Status", "Owner"], ["Too few places to meet", "Reviewed", "Head of Youth"],
    ]  # fmt: skip


def test_the_plans_own_key_says_what_its_signs_mean(page: Element) -> None:
    section = next(each for each in page.walk() if each.attributes.get("id") == "statuses")
    assert (
        " ".join(section.text().split())
        == "Key to statuses Amber on track Blue done and checked White for another body to do"
    )
    assert not any(each.attributes.get("id") == "statuses" for each in page_of(PROJECT).walk())


def test_every_word_of_the_plan_stands_in_every_format(tmp_path: Path) -> None:
    project = project_of(tmp_path, EVERYTHING)
    built = pipeline.build(project, BuildOptions((), ()))
    plan = load_plan(EVERYTHING.encode(), "plan.yaml")
    own = [
        to_html(each.words)[0].striptags()
        for each in walk((plan.document, plan.recommendations, plan.weaknesses))
        if isinstance(each, Text)
    ]
    for entry in built.artifacts:
        said = " ".join(reader(entry.format).extract(entry.content).word_list)
        lost = [words for words in own if not all(word in said for word in re.findall(r"\w+", words))]
        assert lost == [], entry.name


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        (
            "column: soon, text: Light",
            "column: son, text: Light",
            'R2.a1, "Light the park.", stands in the column "son"',
        ),
        ("    prospects: Prospects\n", "", 'R1.n1, "Promising", stands in the column "prospects"'),
        ("    due: By when\n", "", 'R1.d1, "March 2024", stands in the column "due"'),
        ("    force: Must or should\n", "", 'R1, "MUST", stands in the column "force"'),
        ("owners: Owner}", "leads: Owner}", 'W1.l1, "Head of Youth", stands in the column "owners"'),
    ],
)
def test_words_that_no_column_would_print_are_refused(find: str, put: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError, match=re.escape(said)):
        pipeline.build(project_of(tmp_path, EVERYTHING.replace(find, put, 1)), BuildOptions((), ["html"]))


@pytest.mark.parametrize("column", ["own_date", "accountable", "resources", "see", "soon"])
def test_a_column_with_nothing_in_it_stands_all_the_same(column: str, tmp_path: Path) -> None:
    text = re.sub(rf"\n.*column: {column}, .*", "", EVERYTHING)
    text = re.sub(r"\n +resources:\n.*|\n +see: \[R2\]", "", text) if column in ("resources", "see") else text
    text = text.replace("        actions:\n        status", "        status")
    heading = str(load_plan(text.encode(), "plan.yaml").document.plan_columns[column])
    assert {row[heading] for row in told(page_of(project_of(tmp_path, text)))} == {"Not recorded"}


NARROW = ("source_ref", "force", "response", "own_date", "accountable", "resources", "evidence", "see", "prospects")


def narrow(text: str) -> str:
    """The plan with as many columns as a page has room for."""
    for key in NARROW:
        text = re.sub(rf"\n +{key}: .*|\n +{key}:\n.*|\n.*column: {key}, .*", "", text)
    return text.replace("        notes:\n", "").replace(", see: [R2]", "")


def test_what_a_page_has_room_for_is_a_table_with_groups_as_rows_and_no_word_is_broken(tmp_path: Path) -> None:
    text = narrow(EVERYTHING)
    heads, *others = rows(table(page_of(project_of(tmp_path, text)), "ten-columns"))
    assert heads == [str(each) for each in load_plan(text.encode(), "plan.yaml").document.plan_columns.values()]
    assert [row for row in others if len(row) == 1] == [["Priority 1: being heard"], ["Priority 2: safe places"]]


@pytest.mark.slow
@pytest.mark.parametrize("text", [EVERYTHING, narrow(EVERYTHING)], ids=["told", "as a table"])
def test_no_checker_finds_anything_in_it(text: str, tmp_path: Path) -> None:
    """No word is broken either: a file would not say what its page says."""
    built = pipeline.build(project_of(tmp_path / "project", text), BuildOptions((), ()))
    assert built.warnings == ()
    assert found_in(built.artifacts, tmp_path) == []


TYPED = {  # what somebody types into the Word file, and the value that it changes
    "Ask the youth council": ("Ask the whole youth council", "R1.a1", "clear"),
    "not funded": ("not yet funded", "R1.a3.withdrawn", "clear"),
    "31%": ("33%", "R1.o1.actual", "clear"),
    "the post was vacant": ("the post stood empty", "R1.d1.revised.1.why", "clear"),
    "June 2024": ("July 2024", "R1.d1.revised.1", "to decide"),  # its months must say the same
    "First survey sent": ("First survey was sent", "R1.u1", "clear"),
    "diolch yn ": ("diolch i chi yn ", "R1.u2", "clear"),
    "Priority 1: being": ("Priority 1: really being", "R1.group", "clear"),
    "Too few places": ("Very few places", "W1.1", "clear"),
}


@pytest.mark.parametrize("text", [EVERYTHING, narrow(EVERYTHING)], ids=["told", "as a table"])
def test_a_word_file_of_it_comes_back_value_by_value(text: str, tmp_path: Path) -> None:
    project = project_of(tmp_path, text)
    edits = [(find, put) for find, (put, _, _) in TYPED.items()]
    back = tracked(remembered(project, "action-plan"), *edits)
    changes = {change.name: change for change in edits_in(project, back).changes}
    assert {name: change.state for name, change in changes.items()} == {
        name: state for _, name, state in TYPED.values()
    }
    assert '"[diolch i chi yn *fawr*]{lang=cy}", "[ধন্যবাদ]{lang=bn}" and' in str(changes["R1.u2"].typed)


@pytest.mark.parametrize(("letters", "fits"), [(8, True), (16, True), (30, False)])
def test_columns_are_as_wide_as_their_longest_word(letters: int, fits: bool) -> None:
    row = "".join(f"<td>{'x' * letters}</td>" for _ in range(10))
    widths = column_widths(Markup(f"<tr>{row}</tr>"), [10.0] * 10)
    assert bool(widths) == fits
    assert all(float(width) * 1.9 >= letters for width in widths)


def test_columns_that_fit_are_as_wide_as_they_usually_are() -> None:
    body = Markup("<tr><td>a word</td><td>one <ul><li>nested<ul><li>word</li></ul></li></ul></td></tr>")
    assert column_widths(body, [30, 70]) == ("30", "70")
    assert sum(map(float, column_widths(body, [10, 10]))) == pytest.approx(100, abs=0.2)
    long = Markup("<tr><td>incomprehensibilities</td><td>a</td></tr>")
    assert [float(each) for each in column_widths(long, [4.5, 95.5])] == [
        pytest.approx(11.8, abs=0.1),
        pytest.approx(88.2, abs=0.1),
    ]


def test_the_smallest_plan_of_all_is_published(tmp_path: Path) -> None:
    plan = "document:\n  title: Plan\n  plan_columns: {recommendation: Finding, actions: Action}\nrecommendations:\n"
    plan += "  - {ref: A, quote: Do it, strands: [{id: A.s1, actions: [{id: A.a1, text: Now}]}]}\n"
    page = page_of(project_of(tmp_path, plan))
    assert rows(table(page, "ten-columns")) == [["Finding", "Action"], ["‘Do it’", "Now"]]
    assert not {"weaknesses", "timeline", "overview"} & {each.attributes.get("id") for each in page.walk()}


OLD = """document:
  title: Plan
  plan_columns: {ref: ref, recommendation: R, csmt_lead: Lead, lead_officers: Officers}
  weaknesses_columns: {issue: W, csmt_lead: Lead, managers: Managers}
recommendations:
  - ref: A
    quote: Do it
    strands:
      - id: A.s1
        csmt_lead: {text: AB, people: [ab]}
        lead_officers:
          - {id: A.l1, text: CD/EF, unresolved: [CD, EF]}
      - {id: A.s2, csmt_lead: null, lead_officers: []}
weaknesses:
  - id: W1
    heading: Group
    items:
      - {id: W1.1, text: Slow, csmt_lead: null, managers: {text: Ann Bee, people: [ab]}}
people: [{id: ab, name: Ann Bee}]
"""


def test_a_plan_of_an_earlier_version_is_read_as_it_would_be_written_now() -> None:
    plan = load_plan(OLD.encode(), "plan.yaml")
    assert [(owner.id, owner.column, owner.text.words, owner.text.id) for owner in plan.owners] == [
        ("A.s1.csmt_lead", "csmt_lead", "AB", "A.s1.csmt_lead"), ("A.l1", "lead_officers", "CD/EF", "A.l1"),
        ("W1.1.managers", "managers", "Ann Bee", "W1.1.managers"),
    ]  # fmt: skip
    assert [*all_in_columns(plan)] == []
    with pytest.raises(DiagnosticsError, match="an entry with labels is meant here, and a text is there"):
        load_plan(OLD.replace("managers: {text: Ann Bee, people: [ab]}", "managers: Ann Bee").encode(), "plan.yaml")


COLUMNS = st.lists(
    st.sampled_from(["ref", "recommendation", "actions", "due", "status", "owners", "own", "other"]), unique=True
)


@settings(max_examples=volume(60, 400))
@given(
    COLUMNS,
    st.lists(
        st.tuples(st.sampled_from(["actions", "owners", "notes"]), st.sampled_from(["", "own", "other", "due"])),
        max_size=6,
    ),
)
def test_an_entry_is_refused_where_no_column_shows_it_and_only_there(
    columns: list[str], entries: list[tuple[str, str]]
) -> None:
    rows: dict[str, list[str]] = {}
    for number, (key, column) in enumerate(entries):
        where = f", column: {column}" if column else ""
        rows.setdefault(key, []).append(f"{{id: x{number}, text: Words{where}}}")
    lists = "".join(f", {key}: [{', '.join(each)}]" for key, each in rows.items())
    heads = ", ".join(f"{column}: Head" for column in {**dict.fromkeys(columns), "recommendation": None})
    text = f"document: {{title: T, plan_columns: {{{heads}}}}}\nrecommendations: [{{ref: A, quote: Q, strands: [{{id: s{lists}}}]}}]\n"
    plan: Plan = load_plan(text.encode(), "plan.yaml")
    lost = sum((column or key) not in columns for key, column in entries)
    assert len([*all_in_columns(plan)]) == lost
