"""Plans of others that are brought in: every word is in the plan or in the ledger, and every doubt is asked."""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
import source_documents
from conftest import REPOSITORY, volume
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from test_other_plans import page_of, project_of, told

from jarpub.checks.columns import all_in_columns
from jarpub.checks.text_and_value import contradiction_of_months
from jarpub.cli.main import main
from jarpub.diagnostics import DiagnosticsError
from jarpub.imports.brought_in import Told, lost_lines, understood
from jarpub.imports.grid import UNREADABLE
from jarpub.imports.reading import read
from jarpub.imports.understanding import Understood
from jarpub.imports.written import written
from jarpub.project.loader import load_plan
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text

DOCUMENTS = {"plan.docx": source_documents.word, "plan.xlsx": source_documents.excel, "plan.csv": source_documents.text}
HEADS = "No.,Recommendation,Action,By when,Lead,RAG"


def brought(data: bytes | str, name: str = "plan.csv", **said: dict[str, str]) -> Understood:
    source = read(data.encode() if isinstance(data, str) else data, name)
    found = understood(source, Told(**said))
    assert lost_lines(source, found) == []
    plan = load_plan(written(found), "plan.yaml")
    assert list(all_in_columns(plan)) == []
    for each in found.placed:
        if each.name and not each.name.startswith("columns."):
            assert in_the_plan(each.words.removeprefix("Key:"), plan), each  # under a heading of its own there
    return found


def in_the_plan(words: str, plan: Plan) -> bool:
    """Whether each word of a line stands in the plan."""
    everything = " ".join([*(text.words for text in walk(plan) if isinstance(text, Text)), *map(str, refs(plan))])
    return all(word.strip("'\"‘’“”-–•*=:;") in everything.replace("\\", "") for word in words.replace("\\", "").split())


def refs(plan: Plan) -> list[str]:
    return [str(each.ref) for each in plan.recommendations]


def plan_of(found: Understood) -> Plan:
    return load_plan(written(found), "plan.yaml")


def texts(plan: Plan) -> Counter[str]:
    parts = (plan.document, plan.recommendations, plan.weaknesses)
    found = [text for part in parts for text in walk(part) if isinstance(text, Text)]
    return Counter(text.words for text in found if not text.id.endswith((".query", ".why", ".version")))


def asked(found: Understood, words: str) -> list[str]:
    return [each.taken for each in found.questions if words in each.asks]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_plan_of_2008_comes_in_with_every_text_right_but_one_that_is_asked_about(name: str) -> None:
    ours = load_plan((REPOSITORY / "source" / "plan.yaml").read_bytes(), "plan.yaml")
    found = brought(DOCUMENTS[name](), name)
    (question,) = [each for each in found.questions if "one entry, or several" in each.asks]
    assert sum((texts(plan_of(found)) & texts(ours)).values()) == sum(texts(ours).values()) - 3
    answers = {question.name: "several"}
    assert texts(plan_of(brought(DOCUMENTS[name](), name, answers=answers))) == texts(ours)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_its_structure_is_that_of_our_plan(name: str) -> None:
    ours = load_plan((REPOSITORY / "source" / "plan.yaml").read_bytes(), "plan.yaml")
    plan = plan_of(brought(DOCUMENTS[name](), name))
    assert refs(plan) == refs(ours)
    assert [len(each.strands) for each in plan.recommendations] == [len(each.strands) for each in ours.recommendations]
    assert [[m.words for d in s.due for m in d.months] for s in plan.strands] == [
        [m.words for d in s.due for m in d.months] for s in ours.strands
    ]
    assert [[d.ongoing for d in s.due] for s in plan.strands] == [[d.ongoing for d in s.due] for s in ours.strands]
    assert [len(each.items) for each in plan.weaknesses] == [len(each.items) for each in ours.weaknesses]
    in_full = [[p.id for p in owner.people] for weakness in ours.weakness_items for owner in weakness.owners]
    there = [[p.id for p in owner.people] for weakness in plan.weakness_items for owner in weakness.owners]
    assert [one for one, other in zip(there, in_full, strict=True) if one != other] == [
        ["pauline-france", "maggie-donnollan"]
    ]


def test_what_pages_repeat_is_left_out_and_what_they_cut_is_joined() -> None:
    found = brought(source_documents.word(), "plan.docx")
    whys = Counter(each.why for each in found.left_out)
    assert whys["is the heading of the column again"] == 30
    assert whys["stands on each page"] == 5
    assert [each.words for each in found.left_out if "goes on" in each.why] == ["CONTINUED.."]
    assert [place for place, said in found.told if "joined" in said] == ["table 2, row 2"]


def test_initials_are_nobodys_until_somebody_says_whose_they_are() -> None:
    found = brought(source_documents.word(), "plan.docx")
    assert not [p for s in plan_of(found).strands for o in s.owners for p in o.people]
    (question,) = [each for each in found.questions if "initials are CS" in each.asks]
    assert question.choices[:2] == ("Chris Saunders", "Clare Smith")
    plan = plan_of(brought(source_documents.word(), "plan.docx", answers={question.name: "Chris Saunders"}))
    assert {p.id for s in plan.strands for o in s.owners for p in o.people} == {"chris-saunders"}


def test_the_plan_that_is_written_prints_every_cell_of_the_table(tmp_path: Path) -> None:
    found = brought(source_documents.word(), "plan.docx")
    rows = told(page_of(project_of(tmp_path, written(found).decode())))
    printed = plain(" ".join(words for row in rows for words in row.values()))
    cells = [each for each in found.placed if each.place.startswith("table") and not each.place.startswith("table 5")]
    cells = [each for each in cells if each.name and not each.name.startswith("columns.")]
    assert len(cells) == 83
    for each in cells:
        assert all(word.strip("'-") in printed for word in plain(each.words).split()), each


def plain(words: str) -> str:
    return words.translate(str.maketrans("“”‘’", "\"\"''"))


IN_WORDS = '"Key: Red = off track; Amber = going slowly; Green = complete"'


@pytest.mark.parametrize(
    "table",
    [
        f"Our plan\n{IN_WORDS}\n{HEADS}\n{{rows}}",
        f"{HEADS}\n{{rows}}\nRAG key\nRed,Off track\nAmber,Going slowly\nGreen,Complete",
        f"Our plan\nColour,Meaning\nRed,Off track\nAmber,Going slowly\nGreen,Complete\n{HEADS}\n{{rows}}",
    ],
)
def test_the_documents_own_key_says_what_its_signs_mean_and_is_printed(table: str) -> None:
    rows = "1,Be heard,Ask,Mar 2024,Head of Youth,Amber\n2,Be safe,Light it,May 2009,Head of Parks,G"
    table = table.format(rows=rows)
    found = brought(table)
    assert [str(each.sign) for each in plan_of(found).document.status_key] == ["Red", "Amber", "Green"]
    assert [s.value for strand in plan_of(found).strands for s in strand.status] == [None, "done"]
    (asked_of,) = [each for each in found.questions if "how far is work" in each.asks]
    plan = plan_of(brought(table, answers={asked_of.name: "some_concern"}))
    assert [each.confidence for each in plan.document.status_key] == ["off_track", "some_concern", None]
    assert [s.confidence for strand in plan.strands for s in strand.status] == ["some_concern", None]


@pytest.mark.parametrize(
    "table",
    [
        "RAG,Action\nRed,Light it\nAmber,Mend it",  # the rows of a plan
        f"Our plan\nRed: stop\n{HEADS}\n1,Be heard,Ask,Mar 2024,Head of Youth,Done",  # one sign
        f"Our plan\nWe met in Red Lion Street; it rained\n{HEADS}\n1,Be heard,Ask,Mar 2024,Head of Youth,Done",
    ],
)
def test_what_only_looks_like_a_key_is_none(table: str) -> None:
    assert plan_of(brought(table)).document.status_key == ()


def test_signs_and_colours_mean_what_their_own_plan_says() -> None:
    found = brought(f"{HEADS}\n1,Be heard,Ask,Mar 2024,Head of Youth,Amber\n2,Be safe,Light it,May 09,Head of Parks,G")
    assert [s.value for strand in plan_of(found).strands for s in strand.status] == [None, None]
    assert asked(found, 'work that is "Amber"') == ["leave it open"]
    assert plan_of(found).people == ()  # posts are no people


@pytest.mark.parametrize(
    ("words", "months", "ongoing"),
    [
        ("March 09", ["March 2009"], False),
        ("Dec.08", ["December 2008"], False),
        ("By end of October 2015", ["October 2015"], False),
        ("Jan 08 — June 08", ["January 2008", "June 2008"], False),
        ("April 09 and ongoing", ["April 2009"], True),
        ("Ongoing", [], True),
        ("By 2018", [], False),
        ("15/10/2015", ["October 2015"], False),
    ],
)
def test_dates_are_kept_as_written_with_the_months_that_they_name(words: str, months: list[str], ongoing: bool) -> None:
    (due,) = next(plan_of(brought(f"{HEADS}\n1,Be heard,Ask,{words},AB,Done")).strands).due
    assert (due.text.words, [each.words for each in due.months], due.ongoing) == (words, months, ongoing)


@pytest.mark.parametrize("words", ["By end June", "By 2018", "Within six months", "March 12"])
def test_a_date_that_leaves_something_open_is_asked_about(words: str) -> None:
    assert [each for each in brought(f"{HEADS}\n1,Be heard,Ask,{words},AB,Done").questions if words in each.asks]


@pytest.mark.parametrize(("words", "is_told"), [("03/04/2009", True), ("13/04/2009", False), ("Ongoing", False)])
def test_a_date_in_figures_has_its_day_first_which_is_told(words: str, is_told: bool) -> None:
    found = brought(f"{HEADS}\n1,Be heard,Ask,{words},AB,Done")
    assert any("with the day first" in said for _, said in found.told) == is_told


# Documents in which all that can be in doubt is, and by the words of each question what else somebody may type.
DOUBTS = {
    "what stands in the column": "Ref,Recommendation,Action,Prospects\nA,Be safe,Light it,Good",
    "would be a second column": "Ref,Recommendation,Finding,Action\nA,Be safe,Dark,Light it",
    "under no heading": "Ref,Recommendation,Action\nA,Be safe,Light it,Now",
    "the rest of": "Ref,Recommendation,Action\nA,Be safe,Light the\n,,park",
    "which is right": "Ref,Recommendation,Priority,Action\nA,Be safe,High,Light it\n,,Low,Mend it",
    "to be written out": "Ref,Recommendation,Action,Lead\nA,Be safe,Light it,Ann Bee\nB,Be heard,Ask,ditto",
    "whose initials": "Ref,Recommendation,Action,Lead\nA,Be safe,Light it,Ann Bee\nB,Be heard,Ask,AB",
    "one person": "Ref,Recommendation,Action,Lead\nA,Be safe,Light it,Maggie Donnollan\nB,Be heard,Ask,Maggie Donnollon",
    "how far does": "Action,Lead\nPart 1,\nSafe,\nLight it,Ann Bee\nHeard,\nAsk,Cy Dee",
    "which is it to be": "Ref,Recommendation,Action\nA b,Be safe,Light it",
    "how far is work": f"{HEADS}\n1,Be heard,Ask,May 2024,Head of Youth,Amber",
    "in the key": f"Red,Off track\nAmber,Slow\n\n{HEADS}\n1,Be heard,Ask,May 2024,Head of Youth,Amber",
    "say of the force": "Ref,Recommendation,Must or should,Action\nA,Be safe,Will,Light it",
    "say of the response": "Ref,Recommendation,Our response,Action\nA,Be safe,Noted,Light it",
    "a year or a day": f"{HEADS}\n1,Be heard,Ask,March 12,Head of Youth,Done",
    "which year": f"{HEADS}\n1,Be heard,Ask,By end June,Head of Youth,Done",
    "which month": f"{HEADS}\n1,Be heard,Ask,Within six months,Head of Youth,Done",
    "take the place of": 'Ref,Recommendation,Action,Due,Revised date\nA,Be safe,Light it,"May 2024\nJune 2024",July 2024',
    "which date holds now": 'Ref,Recommendation,Action,Due,Revised date\nA,Be safe,Light it,May 2024,"June 2024\nJuly 2024"',
    "one entry, or several": "Ref,Recommendation,Action\nA,Be safe,Light the park each night Mend all of the lamps Ask who is there",
    "nobody answers": "Ref,Action\nA,Light it\n\nIssue,Lead\nRecords,Ann Bee\nVolunteers,",
    "title": "Ref,Action\nA,Light it",
    "heading of the words": "Our plan\nThese are the recommendations that the inspectors made of all of our services.\n\nRef,Action\nA,Light it",
}  # fmt: skip
TYPED = {"year": "2031", "month": "July 2031", "title": "What we do", "name": "Cy Dee", "another": "Z9"}


def test_what_a_word_means_is_asked_once_for_all_places() -> None:
    table = f"{HEADS}\n1,Be heard,Ask,May 2024,AB,Amber\n2,Be safe,Light,May 2024,AB,Amber\n3,Grow,Eat,May 2024,AB,Red"
    amber, red = [each for each in brought(table).questions if "how far is work" in each.asks]
    assert (amber.also, red.also) == (("row 3, column 6",), ())
    plan = plan_of(brought(table, answers={amber.name: "in_progress"}))
    assert [s.value for strand in plan.strands for s in strand.status] == ["in_progress", "in_progress", None]


@pytest.mark.parametrize("kind", DOUBTS)
def test_each_answer_to_each_question_changes_the_plan(kind: str) -> None:
    meanwhile = brought(DOUBTS[kind])
    (asked,) = [each for each in meanwhile.questions if kind in each.asks]
    others = [each for each in asked.choices if each != asked.taken]
    plans = [written(meanwhile)]
    for choice in others:
        answer = TYPED[choice.removeprefix("type the ").removeprefix("type ")] if choice.startswith("type ") else choice
        found = brought(DOUBTS[kind], answers={asked.name: answer})
        assert asked.name not in [each.name for each in found.questions]
        plans.append(written(found))
        if choice != answer:  # the choice itself says nothing
            assert asked in brought(DOUBTS[kind], answers={asked.name: choice}).questions
    assert others
    assert len({*plans}) == len(plans), asked


def test_no_question_is_asked_that_is_not_held_to_that() -> None:
    sources = [path.read_text("utf-8") for path in (REPOSITORY / "jarpub" / "imports").glob("*.py")]
    assert (
        sum(len(re.findall(r"notes\.ask(?:_once)?\(", source)) for source in sources) == len(DOUBTS) - 1
    )  # of marks, two


def test_two_columns_of_owners_are_two() -> None:
    plan = plan_of(
        brought(
            "Ref,Finding,Action,Target date,Revised date,Accountable officer,Lead\nA,Safe,Do,May 2024,June 2024,Ann Bee,Cy Dee"
        )
    )
    (row,) = plan.strands
    assert [str(o.column) for o in row.owners] == ["accountable_officer", "lead"]


DATES = "Ref,Finding,Action,{heads},Lead\nA,Be safe,Light it,{cells},Ann Bee\n"


def dates_of(plan: Plan) -> list[tuple[str, str, list[str], list[str]]]:
    """The column, the first words, the newer ones and the months of each date."""
    return [
        (str(d.column or "due"), d.text.words, [each.text.words for each in d.revised], [m.words for m in d.months])
        for row in plan.strands for d in row.due
    ]  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        "Original completion date,Revised completion date", "Target date,Revised date", "Due,New date",
        "Revised deadline,Deadline", "By when,Extended to", "Due date,Due date (revised)", "Start date,Target date,Revised target date",
        "Target date,Rescheduled date (if any)", "Completion date,Completion date slipped",
        "Target date,Revised completion date (where applicable)", "Start date,Finish date,Revised date", "Due,Amended timescale", "Planned completion date,Revised completion date",
        "Agreed completion date,Revised completion date", "Date agreed,Due,Revised date",
    ],
)  # fmt: skip
def test_newer_dates_take_the_place_of_the_first_ones(heads: str) -> None:
    cells = {"Start date": "January 2023", "Date agreed": "January 2023", "Revised deadline": "June 2024"}
    words = [cells.get(head, "March 2024" if at == 0 else "June 2024") for at, head in enumerate(heads.split(","))]
    words = [
        "March 2024" if head in ("Deadline", "Target date", "Finish date", "Due") else each
        for head, each in zip(heads.split(","), words, strict=True)
    ]
    found = brought(DATES.format(heads=heads, cells=",".join(words)))
    plan = plan_of(found)
    assert dates_of(plan)[-1][1:] == ("March 2024", ["June 2024"], ["June 2024"])
    assert len(dates_of(plan)) == len(words) - 1
    assert not asked(found, "Revised")
    assert {each.name for each in found.placed if each.words == "June 2024"} == {f"A.d{len(words) - 1}"}


@pytest.mark.parametrize(
    "heads",
    [
        "Due,Review date",
        "Due,Date agreed",
        "Due,Date plan was revised",
        "Milestone date,End date,Revised date",
        "Start date,Revised completion date",
        "Revised date,Lead 2",
        "Due,Revised start date",
        "Due,New action",
    ],
)
def test_other_dates_are_no_revisions(heads: str) -> None:
    cells = ",".join(f"May 202{number}" for number, _ in enumerate(heads.split(",")))
    found = brought(DATES.format(heads=heads, cells=cells))
    assert not [revised for _, _, revised, _ in dates_of(plan_of(found)) if revised]
    assert not [each for each in found.columns if each.holds == "revised"]


@pytest.mark.parametrize(
    ("first", "newer", "dates"),
    [
        ("May 2024", "", [("due", "May 2024", [], ["May 2024"])]),
        ("May 2024", "TBC", [("due", "May 2024", ["TBC"], [])]),
        ("May 2024", "TBC (June 2025)", [("due", "May 2024", ["TBC (June 2025)"], ["June 2025"])]),
        ("By spring", "June 2025", [("due", "By spring", ["June 2025"], ["June 2025"])]),
        ("May 2024", "N/A", [("due", "May 2024", [], ["May 2024"])]),
        ("May 2024", "May 2024", [("due", "May 2024", [], ["May 2024"])]),
        ("", "June 2025", [("revised_date", "June 2025", [], ["June 2025"])]),
        ('"May 2024\nJuly 2024"', "June 2025", [
            ("due", "May 2024", [], ["May 2024"]), ("due", "July 2024", [], ["July 2024"]), ("revised_date", "June 2025", [], ["June 2025"]),
        ]),
        ("May 2024", '"June 2025\nMay 2026"', [("due", "May 2024", ["June 2025", "May 2026"], ["May 2026"])]),
    ],
)  # fmt: skip
def test_a_newer_date_is_of_one_first_date_or_one_of_its_own(
    first: str, newer: str, dates: list[tuple[str, str, list[str], list[str]]]
) -> None:
    found = brought(DATES.format(heads="Target date,Revised date", cells=f"{first},{newer}"))
    plan = plan_of(found)
    assert dates_of(plan) == dates
    assert ("revised_date" in plan.document.plan_columns) == (dates[-1][0] == "revised_date")
    questions = [each.asks for each in found.questions if "title" not in each.asks]
    assert bool(questions) == ("\n" in first + newer)
    assert [*all_contradictions(plan)] == []


def all_contradictions(plan: Plan) -> list[str]:
    return [str(d.id) for row in plan.strands for d in row.due if contradiction_of_months(d)]


def test_a_heading_that_may_mean_newer_dates_is_asked_about() -> None:
    for heading in ("Revised", "Revised date as of quarter 2"):
        found = brought(DATES.format(heads=f"Target date,{heading}", cells="May 2024,June 2024"))
        assert asked(found, f'what stands in the column "{heading}"') == ["revised"]
        assert dates_of(plan_of(found)) == [("due", "May 2024", ["June 2024"], ["June 2024"])]


def test_somebody_says_that_a_column_has_newer_dates() -> None:
    table = DATES.format(heads="Target date,Put off until", cells="May 2024,June 2024")
    plan = plan_of(brought(table, columns={"Put off until": "revised"}))
    assert dates_of(plan) == [("due", "May 2024", ["June 2024"], ["June 2024"])]


def test_bands_of_time_as_columns_hold_actions() -> None:
    found = brought("Theme,0-3 months,3-12 months,12+ months\nShops,Open,Stay open,Grow")
    (row,) = plan_of(found).strands
    assert [(str(a.column), a.text.words) for a in row.actions] == [
        ("in_0_3_months", "Open"), ("in_3_12_months", "Stay open"), ("in_12_months", "Grow"),
    ]  # fmt: skip
    assert len(asked(found, "what stands in the column")) == 3


def test_a_banner_is_the_group_of_what_stands_below_it_and_no_finding_is_needed() -> None:
    plan = plan_of(
        brought("Action,By when,Lead\nPriority 1: being heard,,\nAsk,May 2024,Ann Bee\nTell,June 2024,vacant")
    )
    assert [(str(each.group), each.quote) for each in plan.recommendations] == [("Priority 1: being heard", None)] * 2
    assert [owner.vacant for owner in plan.owners] == [False, True]


def test_ditto_stays_as_written_and_is_asked_about() -> None:
    found = brought(f"{HEADS}\n1,Be heard,Ask,May 2024,Ann Bee,Done\n2,Be safe,Light,June 2024,ditto,Done")
    assert [owner.text.words for owner in plan_of(found).owners] == ["Ann Bee", "ditto"]
    assert asked(found, '"ditto"') == ["as it stands"]


def test_a_reference_that_is_used_twice_or_is_none_is_asked_about() -> None:
    found = brought(f"{HEADS}\n1 (a),Be heard,Ask,May 2024,AB,Done\n2,Be safe,Light,May 2024,AB,Done")
    assert asked(found, 'the reference "1 (a)"') == ["R1"]


def test_an_answer_that_is_none_of_the_choices_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "plan.csv"
    document.write_text(f"{HEADS}\n1,Be heard,Ask,By end June,Head of Youth,Amber", "utf-8")
    assert main(["import", str(document), "--answers", "Q3=nearly done"]) == 2
    assert '"nearly done" is no answer to Q3; it is one of: not_started' in capsys.readouterr().err
    assert main(["import", str(document), "--answers", "Q3=started", "Q2=2031"]) == 0
    assert "1 question." in capsys.readouterr().out  # that of the title


@pytest.mark.parametrize("answer", ["Septembre", "1", "End of Q2", "September", "2026-13", "type the month", ""])
def test_an_answer_without_a_month_is_refused_and_the_question_stays_open(
    answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = f"{HEADS}\n1,Be heard,Ask,Within six months,Head of Youth,Done"
    (question,) = [each for each in brought(table).questions if "which month" in each.asks]
    found = brought(table, answers={question.name: answer})
    assert question in found.questions
    assert not any("Answered" in said for _, said in found.told)
    assert question not in brought(table, answers={question.name: "2026-03"}).questions
    if answer not in question.choices:
        document = tmp_path / "plan.csv"
        document.write_text(table, "utf-8")
        assert main(["import", str(document), "--answers", f"{question.id}={answer}"]) == 2
        said = f'"{answer}" is no answer to {question.id}; type a month with its year, such as March 2026 or 2026-03, or "none"'
        assert said in " ".join(capsys.readouterr().err.split())


def test_a_year_is_typed_in_four_figures() -> None:
    table = f"{HEADS}\n1,Be heard,Ask,By end June,Head of Youth,Done"
    (question,) = [each for each in brought(table).questions if "which year" in each.asks]
    assert question in brought(table, answers={question.name: "next"}).questions
    assert "four figures" in question.wants
    assert (question.may_be("2026"), question.may_be("next"), question.may_be(question.taken)) == (True, False, True)


def test_columns_are_what_somebody_says() -> None:
    table = "Ref,Recommendation,Outcome,Prospects\nA,Be safe,Two met,Good"
    plan = plan_of(brought(table, columns={"Outcome": "updates", "Prospects": "left_out"}))
    assert [u.text.words for strand in plan.strands for u in strand.updates] == ["Two met"]
    assert "prospects" not in plan.document.plan_columns


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "cp1252"), ("\t", "utf-16"), (",", "utf-8")])
def test_tables_as_text_are_read_whatever_parts_and_encodes_them(delimiter: str, encoding: str) -> None:
    found = brought(source_documents.text(delimiter, encoding))
    assert refs(plan_of(found)) == ["IA1", "IA2", "IA3", "MA1", "MA2"]


def test_what_excel_made_of_what_was_typed_is_told_and_asked() -> None:
    from datetime import datetime

    book = Workbook()
    sheet = book.active
    sheet.append(["No.", "Recommendation", "Action", "By when", "Cost"])
    sheet.append([1.1, "Be safe", "Light", datetime(2009, 5, 1), "=1+1"])  # noqa: DTZ001  # Excel has no zones
    sheet["D2"].number_format = "mmm-yy"
    sheet.row_dimensions[2].hidden = True
    sheet["C2"].comment = __import__("openpyxl").comments.Comment("Is this right?", "A")
    sheet.merge_cells("A2:A3")
    sheet["C3"] = "Mend"
    found = brought(source_documents.saved(book), "plan.xlsx")
    (first, second) = plan_of(found).strands
    assert first.due[0].text.words == "May 09"
    assert [each.text.words for each in (*first.actions, *second.actions)] == ["Light", "Mend"]
    said = " ".join(f"{place} {words}" for place, words in found.told)
    for words in (
        "Sheet!D2 is a date in Excel",
        '"1.1" is taken, and "1.10"',
        "formula that was never worked out",
        "Sheet, row 2 is hidden",
    ):
        assert words in said
    assert "Is this right?" in [each.words for each in found.left_out]


def test_what_word_hides_in_cells_is_told_and_nothing_is_lost() -> None:
    document = Document()
    table = document.add_table(3, 4)
    for cell, words in zip(table.rows[0].cells, ("Ref", "Recommendation", "Actions", "Lead"), strict=True):
        cell.text = words
    table.cell(0, 0)._tc.getparent().getparent()
    for at, words in enumerate(("A1", "Be safe", "Light it", "Ann Bee")):
        table.cell(1, at).text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(2, 2).paragraphs[0]._p.append(
        parse_xml(f"<w:ins {nsdecls('w')} w:id='1' w:author='A'><w:r><w:t>Mend it</w:t></w:r></w:ins>")
    )
    table.cell(2, 2).paragraphs[0]._p.append(
        parse_xml(f"<w:del {nsdecls('w')} w:id='2' w:author='A'><w:r><w:delText>Leave it</w:delText></w:r></w:del>")
    )
    table.cell(2, 3).paragraphs[0]._p.append(
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:rPr><w:vanish/></w:rPr><w:t>Cy Dee</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
    found = brought(source_documents.saved(document), "plan.docx")
    (recommendation,) = plan_of(found).recommendations
    assert [a.text.words for strand in recommendation.strands for a in strand.actions] == ["Light it", "Mend it"]
    assert [o.text.words for strand in recommendation.strands for o in strand.owners] == ["Ann Bee", "Cy Dee"]
    assert "Leave it" in [each.words for each in found.left_out]
    assert {"recorded as inserted", "recorded as deleted", "hidden"} == {w for w in ("recorded as inserted", "recorded as deleted", "hidden") if any(w in said for _, said in found.told)}  # fmt: skip


def test_a_web_page_has_its_table_lists_and_merged_cells() -> None:
    page = """<title>x</title><h1>Our plan</h1><table><tr><th>No.</th><th>Recommendation</th><th>Actions</th></tr>
    <tr><td rowspan=2>1</td><td rowspan=2>Be safe</td><td><p>Do these:</p><ul><li>one</li><li>two</li></ul></td></tr>
    <tr><td>Mend<br>Light</td></tr></table>"""
    (recommendation,) = plan_of(brought(page, "plan.html")).recommendations
    first, second = recommendation.strands
    assert [(a.text.words, len(a.items)) for a in first.actions] == [("Do these:", 2)]
    assert [a.text.words for a in second.actions] == ["Mend", "Light"]


def test_signs_that_would_set_words_apart_are_printed_as_they_are() -> None:
    words = "- * [x] 1. *bold* # no note: {y} %"
    found = brought(f'{HEADS}\n1,"{words}","1. first",May 2024,AB,Done')
    assert plan_of(found).recommendations[0].quote.words.replace("\\", "") == words


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "plan.docx"), (b"PK\x03\x04nothing", "plan.docx"), (b"PK\x03\x04nothing", "plan.xlsx"), (b"%PDF-1.4", "plan.pdf"),
        (b"\xd0\xcf\x11\xe0", "plan.xls"), (b"\xd0\xcf\x11\xe0", "plan.xlsx"), (b"PK\x03\x04", "plan.csv"), (b'a,"b\nc', "plan.csv"),
        (b"<p>no table</p>", "plan.html"), (b"\0\0\0", "plan.csv"), (source_documents.word(), "plan.xlsx"), (source_documents.excel(), "plan.docx"),
        (b"<div>" * 100_000, "plan.html"), (b"words", "plan"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_gets_one_sentence(data: bytes, name: str) -> None:
    with pytest.raises(DiagnosticsError) as refused:
        understood(read(data, name))
    assert len(refused.value.diagnostics) == 1


def test_a_plan_is_written_with_its_ledger_and_never_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, plan = tmp_path / "plan.docx", tmp_path / "plan.yaml"
    document.write_bytes(source_documents.word())
    assert main(["import", str(document), "--to", str(plan)]) == 0
    first = plan.read_bytes()
    assert "CONTINUED.." in (tmp_path / "plan-ledger.csv").read_text("utf-8-sig")
    assert main(["import", str(document), "--to", str(plan)]) == 2
    assert plan.read_bytes() == first
    assert "--into" in capsys.readouterr().err


def test_a_newer_copy_changes_what_somebody_takes_and_ids_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    old = (REPOSITORY / "source" / "plan.yaml").read_bytes()
    plan.write_bytes(old)
    document = tmp_path / "plan.csv"
    table = source_documents.text().decode("utf-8-sig")
    newer = table.replace("Dec.08", "Jan.09").replace(
        "no breaches in safe recruitment", "No breaches in safe recruitment at all\nA new outcome"
    )
    document.write_bytes(newer.encode())
    assert main(["import", str(document), "--into", str(plan)]) == 0
    assert plan.read_bytes() == old
    assert 'IA3.d1: was "Dec.08", is "Jan.09"' in " ".join(capsys.readouterr().out.split())
    assert main(["import", str(document), "--into", str(plan), "--take", "IA3.d1", "IA2.o2", "IA2.s1.outcomes"]) == 0
    now = load_plan(plan.read_bytes(), "plan.yaml")
    assert [m.words for s in now.strands for d in s.due if d.id == "IA3.d1" for m in d.months] == ["January 2009"]
    assert [(str(o.id), o.text.words) for s in now.strands for o in s.outcomes if o.id.startswith("IA2.o")][1:] == [
        ("IA2.o2", "No breaches in safe recruitment at all"), ("IA2.o3", "A new outcome"),
    ]  # fmt: skip


def book(**sheets: list[list[str]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return source_documents.saved(made)


PLAN_SHEET = [["Ref", "Recommendation", "Action", "By when"], ["A1", "Be heard", "Ask", "May 2024"]]


@pytest.mark.parametrize("heads", [("Term", "Meaning"), ("Acronym", "Stands for"), ("Word", "Explanation", "Page", "")])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_glossary_is_the_abbreviations_of_the_plan(heads: tuple[str, ...], is_first: bool) -> None:
    rows = [
        [*heads],
        ["LAC", "Looked after children", *heads[2:3]],
        ["R&D", "Finding out"],
        ["R/D", "Roads"],
        ["lac", "Lakes"],
        ["", "Alone"],
    ]
    sheets = [("Glossary", rows), ("Plan", PLAN_SHEET)] if is_first else [("Plan", PLAN_SHEET), ("Glossary", rows)]
    found = brought(book(**dict(sheets)), "plan.xlsx")
    plan = plan_of(found)
    assert [(each.id, each.term.words, each.meaning.words, each.basis) for each in plan.abbreviations] == [
        ("abbr.LAC", "LAC", "Looked after children", "stated"),
        ("abbr.R-D", "R&D", "Finding out", "stated"),
        ("abbr.R-D-2", "R/D", "Roads", "stated"),
    ]
    assert (plan.weaknesses, refs(plan)) == ((), ["A1"])
    whys = {each.words: each.why for each in found.left_out}
    assert (whys["Lakes"], whys["Alone"]) == (
        "explains what is explained above", "is no short form beside its meaning",
    )  # fmt: skip


@pytest.mark.parametrize(
    "heads", [["Weakness", "Lead"], ["Area for development", "Who"], ["Outcome Area/ Issue", "CSMT lead"]]
)
def test_a_table_of_weaknesses_comes_in_and_a_row_without_one_is_left_out(heads: list[str]) -> None:
    rows = [["", "Cy Dee"], heads, ["Records are late", "Ann Bee"], ["Few volunteers", "Cy Dee"]]
    found = brought(book(Plan=PLAN_SHEET, Weaknesses=[*rows[1:], rows[0]]), "plan.xlsx")
    assert [(each.text.words, [o.text.words for o in each.owners]) for each in plan_of(found).weakness_items] == [
        ("Records are late", ["Ann Bee"]),
        ("Few volunteers", ["Cy Dee"]),
    ]
    assert [each.why for each in found.left_out] == ["stands in a row without a weakness"]


def test_a_table_of_rows_that_name_no_weakness_makes_no_group_and_headings_stay() -> None:
    rows = [["Weakness", "Lead"], ["", "Cy Dee"]]
    found = brought(book(Plan=PLAN_SHEET, Weaknesses=rows), "plan.xlsx")
    assert (plan_of(found).weaknesses, [each.words for each in found.left_out]) == ((), ["Cy Dee"])
    more = [["Heard", ""], ["Records are late", "Ann Bee"]]
    plan = plan_of(brought(book(Plan=PLAN_SHEET, Weaknesses=[*rows, *more]), "plan.xlsx"))
    assert [(each.id, str(each.heading), len(each.items)) for each in plan.weaknesses] == [("W1", "Heard", 1)]


@pytest.mark.parametrize("glossary", [[], [["Term", "Meaning"], ["LAC", "Looked after children"]]])
def test_a_table_without_weaknesses_makes_none_and_each_line_is_in_the_ledger(glossary: list[list[str]]) -> None:
    contacts = [["Contact", "Telephone"], ["Press office", "020 7946 0000"], ["", "Only by post"]]
    sheets = {"Plan": PLAN_SHEET, **({"Glossary": glossary} if glossary else {}), "Contacts": contacts}
    found = brought(book(**sheets), "plan.xlsx")
    plan = plan_of(found)
    assert (plan.weaknesses, plan.document.weaknesses_columns, len(plan.abbreviations)) == ((), {}, len(glossary) // 2)
    words = [words for row in contacts for words in row if words]
    assert [each.words for each in found.left_out if "without a column" in each.why] == words


OLD = """Ref,Recommendation,Action,By when,Lead
A1,Be heard,Ask young people,May 2024,Ann Bee
,,Tell everybody what they said,June 2024,Cy Dee
A2,Be safe,Light the park,May 2024,Ann Bee
A3,Be fed,Cook in each school,May 2024,Cy Dee
"""


def newer(table: str, folder: Path, *words: str) -> tuple[int, Plan]:
    """What came of a newer copy of the plan of three recommendations, which has wording for the press."""
    plan, document = folder / "plan.yaml", folder / "plan.csv"
    if not plan.exists():
        wording = {"press": {"headline": "Three things", "recommendations": {"A1": {"title": "Heard"}}}}
        source = read(OLD.encode(), "plan.csv")
        plan.write_bytes(written(understood(source, Told(title="Ours", wording=wording))))
    document.write_text(table, "utf-8")
    status = main(["import", str(document), "--into", str(plan), *words])
    return status, load_plan(plan.read_bytes(), "plan.yaml")


def rows_of(plan: Plan) -> list[tuple[str, str]]:
    return [(str(s.id), s.actions[0].text.words) for s in plan.strands]


def test_a_new_recommendation_comes_with_all_its_rows_and_with_wording_to_be_written(tmp_path: Path) -> None:
    table = OLD.replace(
        "A3,", 'A2b,Be warm,"Mend it\nHeat it",July 2025,Ann Bee / Eve Fox\n,,Measure it,May 2026,Cy Dee\nA3,'
    )
    status, plan = newer(table, tmp_path)
    assert (status, refs(plan)) == (0, ["A1", "A2", "A3"])
    _, plan = newer(table, tmp_path, "--take", "A2b")
    assert refs(plan) == ["A1", "A2", "A2b", "A3"]
    new = plan.recommendations[2]
    assert [[a.text.words for a in s.actions] for s in new.strands] == [["Mend it", "Heat it"], ["Measure it"]]
    assert [[m.words for m in d.months] for s in new.strands for d in s.due] == [["July 2025"], ["May 2026"]]
    assert [[p.id for p in o.people] for s in new.strands for o in s.owners] == [["ann-bee"], ["cy-dee"]]
    assert str(plan.wording["press"]["recommendations"]["A2b"]["story"]).startswith("[TO BE WRITTEN: ")
    assert newer(table, tmp_path, "--take", "all")[1] == plan  # and nothing else is another


def test_one_that_is_gone_stays_until_somebody_says_that_it_was_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = OLD[: OLD.index("A3,")]
    _, plan = newer(table, tmp_path, "--take", "all")
    assert (refs(plan), plan.recommendations[2].withdrawn) == (["A1", "A2", "A3"], None)
    assert '--withdrawn "A3=when or why"' in capsys.readouterr().out
    assert newer(table, tmp_path, "--withdrawn", "A2=May 2025")[0] == 2
    assert "A2 is no recommendation of the plan that is gone" in capsys.readouterr().err
    _, plan = newer(table, tmp_path, "--withdrawn", "A3=May 2025, by the board")
    assert str(plan.recommendations[2].withdrawn) == "May 2025, by the board"
    capsys.readouterr()
    newer(table, tmp_path)
    assert "0 changes" in capsys.readouterr().out


@pytest.mark.parametrize("take", [("A3",), ("all",)])
def test_recommendations_and_rows_that_stand_elsewhere_move_and_keep_their_ids(
    take: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    heads, first, second, other, last = OLD.splitlines()
    moved = [heads, last, "A1,Be heard" + second.removeprefix(","), first.replace("A1,Be heard", ","), other]
    moved[2] = second.replace(",,", "A1,Be heard,", 1)
    table = "\n".join(moved) + "\n"
    newer(table, tmp_path)
    said = " ".join(capsys.readouterr().out.split())
    assert 'A3: was "stands behind A2", is "stands first"' in said
    assert "2 changes" in said
    _, plan = newer(table, tmp_path, "--take", *take)
    assert refs(plan) == ["A3", "A1", "A2"]
    first_rows = [id for id, _ in rows_of(plan)][1:3]
    assert first_rows == (["A1.s2", "A1.s1"] if take == ("all",) else ["A1.s1", "A1.s2"])


def test_a_new_row_gets_ids_that_nothing_has_and_one_that_is_gone_can_go(tmp_path: Path) -> None:
    table = OLD.replace("A2,", ',,"Write a report\nPrint it",July 2024,Eve Fox\nA2,')
    _, plan = newer(table, tmp_path, "--take", "A1.strands")
    rows = plan.recommendations[0].strands
    assert [str(row.id) for row in rows] == ["A1.s1", "A1.s2", "A1.s3"]
    assert [(str(a.id), a.text.words) for a in rows[2].actions] == [("A1.a3", "Write a report"), ("A1.a4", "Print it")]
    assert str(rows[2].due[0].id) == "A1.d3"
    _, plan = newer(OLD, tmp_path, "--take", "A1.s3")
    assert [str(row.id) for row in plan.recommendations[0].strands] == ["A1.s1", "A1.s2"]


def test_columns_of_a_newer_copy_are_those_of_the_plan_by_their_headings(tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    newer(OLD, tmp_path)
    text = (
        plan.read_text("utf-8")
        .replace("    due: By when", "    until: By when")
        .replace("text: May 2024", "column: until, text: May 2024")
    )
    plan.write_text(text.replace("text: June 2024", "column: until, text: June 2024"), "utf-8")
    _, found = newer(OLD.replace("June 2024", "July 2024"), tmp_path, "--take", "all")
    assert [(str(d.column), d.text.words) for s in found.strands for d in s.due][:2] == [
        ("until", "May 2024"),
        ("until", "July 2024"),
    ]


OWN = """Ref,Finding,What we will do,Signs of success,Prospects [1],Until,Lead,Status
A,Be safe,Light it,Few fall,Good,May 2024,Ann Bee,Done

Issue,Lead,How bad
Records,Ann Bee,Done
"""


def test_a_newer_copy_has_its_columns_taken_as_in_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.csv").write_text(OWN, "utf-8")
    held = [
        "What we will do=actions",
        "Signs of success=updates",
        "Prospects [1]=evidence",
        "Until=due",
        "How bad=status",
    ]
    command = ["import", str(tmp_path / "plan.csv")]
    assert main([*command, "--to", str(tmp_path / "plan.yaml"), "--columns", *held]) == 0
    capsys.readouterr()
    assert main([*command, "--into", str(tmp_path / "plan.yaml")]) == 0
    said = capsys.readouterr().out
    assert "0 changes" in said
    assert "what stands in the column" not in said
    assert main([*command, "--into", str(tmp_path / "plan.yaml"), "--columns", "until=notes"]) == 0
    assert '"Until" holds notes' in capsys.readouterr().out


def test_a_column_that_no_document_has_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.csv").write_text(OWN, "utf-8")
    command = ["import", str(tmp_path / "plan.csv"), "--columns"]
    assert main([*command, "What we do=actions"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert 'no column has the heading "What we do"; did you mean "What we will do"?' in said
    assert "Signs of success" in said
    assert main([*command, "what we will do=actions"]) == 0


def test_a_newer_copy_revises_a_date_and_why_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    heads, first, *others = OLD.splitlines()
    table = "\n".join([f"{heads},Revised date", f"{first},June 2024", *(f"{each}," for each in others)]) + "\n"
    newer(table, tmp_path)
    assert 'A1.d1: was "May 2024", is "May 2024; revised: June 2024"' in capsys.readouterr().out
    _, plan = newer(table, tmp_path, "--take", "A1.d1")
    assert dates_of(plan)[0] == ("due", "May 2024", ["June 2024"], ["June 2024"])
    capsys.readouterr()
    for same in (table, OLD):  # of a copy that does not tell of revisions nothing is lost
        newer(same, tmp_path)
        assert "0 changes" in capsys.readouterr().out
    text = (tmp_path / "plan.yaml").read_text("utf-8")
    (tmp_path / "plan.yaml").write_text(text.replace("text: June 2024}", "text: June 2024, why: rain}", 1), "utf-8")
    _, plan = newer(table.replace("Bee,June 2024", 'Bee,"June 2024\nJuly 2024"'), tmp_path, "--take", "all")
    (due,) = plan.recommendations[0].strands[0].due
    assert [(each.text.words, str(each.why)) for each in due.revised] == [("June 2024", "rain"), ("July 2024", "None")]


ABOVE = "Our plan,,,,\nHow we work,,,,\nVersion 0.4 – updated 2 March 2026,,,,\nRed,Off track,,,\nAmber,Slow,,,\n"


def test_what_a_newer_copy_says_above_its_table_is_among_the_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_bytes(written(understood(read(f"{ABOVE}{OLD}".encode(), "plan.csv"))))
    newer(f"{ABOVE}{OLD}", tmp_path)
    newer(OLD, tmp_path)  # it says nothing of all that
    assert capsys.readouterr().out.count("0 changes") == 2
    table = ABOVE.replace("0.4 – updated 2 March", "0.5 – updated 20 April").replace("Our plan", "Our next plan")
    table = table.replace("How we work", "How all of us work").replace("Slow", "Late") + OLD
    newer(table, tmp_path)
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        'document.title: was "Our plan", is "Our next plan"',
        'document.overview.heading: was "How we work", is "How all of us work"',
        'OV.p1: was "Version 0.4 – updated 2 March 2026", is "Version 0.5 – updated 20 April 2026"',
        'document.status_key: was "Red = Off track; Amber = Slow", is "Red = Off track; Amber = Late"',
        "4 changes",
    ):
        assert words in said
    _, now = newer(table, tmp_path, "--take", "OV.p1", "document.status_key")
    assert (now.document.title.words, now.document.status_key[1].meaning.words) == ("Our plan", "Late")
    assert [each.text.words for each in now.document.paragraphs] == ["Version 0.5 – updated 20 April 2026"]
    assert now.document.status_key[0].confidence == "off_track"
    table = table.replace("Red,", "All of it is agreed.,,,,\nRed,")
    _, now = newer(table, tmp_path, "--take", "all")
    assert now.document.title.words == "Our next plan"
    assert [(each.id, each.text.words) for each in now.document.paragraphs][1:] == [("OV.p2", "All of it is agreed.")]
    capsys.readouterr()
    newer(table, tmp_path)
    assert "0 changes" in capsys.readouterr().out


def test_a_version_that_the_plan_has_apart_stays_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    newer(OLD, tmp_path)
    plan = tmp_path / "plan.yaml"
    text = plan.read_text("utf-8").replace("  title: Ours\n", "  title: Ours\n  version: Version 0.4\n")
    plan.write_text(text, "utf-8")
    _, now = newer(f"Ours,,,,\nVersion 0.5,,,,\n{OLD}", tmp_path, "--take", "all")
    assert (str(now.document.version), now.document.overview) == ("Version 0.5", None)


def test_short_forms_of_a_newer_copy_are_among_the_changes(tmp_path: Path) -> None:
    _, now = newer(f"{OLD}Term,Meaning\nLAC,Looked after", tmp_path, "--take", "all")
    _, now = newer(f"{OLD}Term,Meaning\nLAC,Looked after children\nL/A C,Lakes", tmp_path, "--take", "all")
    assert [(str(each.id), each.meaning.words) for each in now.abbreviations] == [
        ("abbr.LAC", "Looked after children"),
        ("abbr.L-A-C", "Lakes"),
    ]


WORDS = st.text(st.sampled_from("abcDE1 .:-*[]\\'\"•#&\u00a0\u200b\né"), max_size=12) | st.sampled_from(
    [
        "",
        "",
        "CONTINUED",
        "ditto",
        "Ann Bee",
        "AB/CD",
        "May 09",
        "Done",
        "1",
        "A1",
        "1.",
        "'quoted'",
        "- one",
        "—",
        "x" * 90,
    ]
)
HEADINGS = st.sampled_from(
    [
        *HEADS.split(","),
        "Outcome",
        "Theme",
        "Status",
        "Owner",
        "Review date",
        "Revised date",
        "Prospects",
        "Priority",
        "",
    ]
)


@given(st.lists(HEADINGS, min_size=2, max_size=5), st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=8))
@settings(max_examples=volume(40, 1000), deadline=None)
def test_no_table_of_any_words_loses_one(heads: list[str], rows: list[list[str]]) -> None:
    out = StringIO()
    csv.writer(out).writerows([heads, *rows])
    try:
        brought(out.getvalue())
    except DiagnosticsError as refused:
        assert {each.code for each in refused.diagnostics} == {UNREADABLE}
