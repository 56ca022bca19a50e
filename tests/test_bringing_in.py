"""A plan that is brought in from the browser editor: shown column by column, put in the place of the example, compared."""

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import source_documents
from asked_routes import answered
from browser import chromium
from docx import Document
from officer import Editing, Officer, until
from returned_files import sent
from test_guard import Door
from test_imports import HEADS
from test_returned_page import DROP
from test_start import project_in

from jarpub.build.edits.approve import to_approve
from jarpub.build.edits.writing import Asked
from jarpub.build.start.new_project import Wish, start
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError
from jarpub.imports.brought_in import Told
from jarpub.project.edits.edit import Set
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.model import Plan
from jarpub.web.bringing import routes
from jarpub.web.bringing.brought import Bringing
from jarpub.web.bringing.routes import bringing_routes
from jarpub.web.editor import Editor
from jarpub.web.session import Session
from jarpub.web.words.review import sum_of

WISH = Wish("Northtown Council", "Northtown: what we do next")
TABLE = f"""{HEADS},Prospects
R1,Be heard,Ask,Mar 2024,Head of Youth,Amber,Good
R2,Be safe,Light it,May 2024,Ann Bee,Done,Poor
"""
NEWER = TABLE.replace("May 2024", "June 2024").replace("Light it", '"Light it\nMend it"').replace("Good", "Better")
AMBER = 'row 2, column 6: how far is work that is "Amber"?'


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The pages of a new project, which has the example for its plan."""
    folder = tmp_path_factory.mktemp("bringing") / "new"
    start(folder, WISH)
    session = Session(project_in(folder), makes_files=False)
    session.refresh(lambda _: None)
    return session


@pytest.fixture
def bringing(session: Session) -> Iterator[Bringing]:
    """An editor before the example; what was written is taken back after it."""
    project = session.project
    before = project.source.read_bytes()
    yield Bringing(Editor(session))
    project.source.write_bytes(before)
    for path in (project.approvals, *project.source.parent.glob("*-ledger*.csv")):
        path.unlink(missing_ok=True)


def brought(bringing: Bringing, table: str = TABLE) -> Any:
    return bringing.arrived("plan.csv", table.encode())


def column(told: Any, heading: str) -> Any:
    return next(each for table in told["tables"] for each in table if each["heading"] == heading)


def plan_in(project: Project) -> Plan:
    return load_plan(project.source.read_bytes(), "plan.yaml")


# What is shown


def test_a_table_is_shown_column_by_column_and_nothing_is_written(bringing: Bringing) -> None:
    before = bringing.editor.content("plan")
    told = brought(bringing)
    assert [(each["heading"], each["holds"], each["is_sure"], each["cells"]) for each in told["tables"][0]] == [
        ("No.", "ref", True, ["R1", "R2"]),
        ("Recommendation", "recommendation", True, ["Be heard", "Be safe"]),
        ("Action", "actions", True, ["Ask", "Light it"]),
        ("By when", "due", True, ["Mar 2024", "May 2024"]),
        ("Lead", "owners", True, ["Head of Youth", "Ann Bee"]),
        ("RAG", "status", True, ["Amber", "Done"]),
        ("Prospects", "notes", False, ["Good", "Poor"]),
    ]
    (question,) = told["questions"]
    assert (question["names"], question["words"], question["answer"]) == ([AMBER], "Amber", None)
    assert {"value": "done_checked", "called": "Done, and checked", "is_typed": False} in question["choices"]
    assert told["found"] == ["2 recommendations", "2 actions", "2 dates", "2 leads", "2 statuses", "1 person by name"]
    assert (told["in_plan"], told["left_out"], told["is_example"]) == (21, [], True)
    assert bringing.editor.content("plan") == before


def test_every_choice_of_a_column_is_in_plain_words(bringing: Bringing) -> None:
    for choices in brought(bringing)["choices"].values():
        assert all(each["called"] and "_" not in each["called"] for each in choices)
        assert choices[-1] == {"value": "left_out", "called": "Leave this column out"}


def test_what_somebody_says_is_followed_and_can_be_taken_back(bringing: Bringing) -> None:
    told = brought(bringing)
    said = Told({column(told, "Prospects")["place"]: "left_out"}, {AMBER: "paused"})
    after = bringing.understood(told["digest"], said)
    assert column(after, "Prospects")["is_sure"]
    assert [(each["words"], each["place"]) for each in after["left_out"]] == [
        ("Good", "row 2, column 7"), ("Poor", "row 3, column 7"),
    ]  # fmt: skip
    (question,) = after["questions"]
    assert (question["names"], question["answer"]) == ([AMBER], "paused")
    assert bringing.understood(told["digest"], Told())["questions"] == told["questions"]


def test_a_column_is_not_that_of_another_table_with_the_same_heading(bringing: Bringing) -> None:
    told = bringing.arrived("plan.docx", source_documents.word())
    after = bringing.understood(told["digest"], Told({column(told, "CSMT Lead")["place"]: "left_out"}))
    assert (column(after, "CSMT Lead")["holds"], column(after, "CSMT lead")["holds"]) == ("left_out", "owners")


def test_answers_that_open_new_questions_stay_in_their_place(bringing: Bringing) -> None:
    told = brought(bringing, TABLE.replace("Ann Bee", "AB").replace("Head of Youth", "Ann Bee"))
    names = [each["names"] for each in told["questions"]]
    after = bringing.understood(told["digest"], Told({}, {names[0][0]: "Ann Bee"}))
    assert [each["names"] for each in after["questions"]] == names
    assert [each["answer"] for each in after["questions"]] == ["Ann Bee", None]


def test_an_answer_that_says_nothing_leaves_its_question_open_with_what_to_type(bringing: Bringing) -> None:
    told = brought(bringing, TABLE.replace("Mar 2024", "Soon"))
    (asked,) = (each for each in told["questions"] if "which month" in each["asks"])
    assert (asked["answer"], asked["typed"], asked["refused"]) == (None, "", "")
    (name,) = asked["names"]
    (asked,) = (
        each
        for each in bringing.understood(told["digest"], Told(answers={name: "Septembre"}))["questions"]
        if each["names"] == [name]
    )
    assert (asked["answer"], asked["typed"], asked["refused"]) == (
        None,
        "Septembre",
        '"Septembre" is no answer: type a month with its year, such as March 2026 or 2026-03, or "none"',
    )
    answered = bringing.understood(told["digest"], Told(answers={name: "March 2026"}))["questions"]
    assert [(each["answer"], each["refused"]) for each in answered if each["names"] == [name]] == [("March 2026", "")]


def test_what_is_asked_of_many_cells_is_asked_once(bringing: Bringing) -> None:
    table = TABLE.replace("Mar 2024", "By end June").replace("May 2024", "By end June").replace("Amber", "Done")
    told = brought(bringing, table)
    (question,) = told["questions"]
    assert question["places"] == ["row 2, column 4", "row 3, column 4"]
    answers = dict.fromkeys(question["names"], "2024")
    assert bringing.understood(told["digest"], Told({}, answers))["questions"][0]["answer"] == "2024"


def test_answers_of_an_earlier_sitting_are_shown_with_what_they_open(bringing: Bringing) -> None:
    table = TABLE.replace("Mar 2024", "March 12").replace("Amber", "Done")
    (first,) = brought(bringing, table)["questions"]
    answers = {first["names"][0]: "a day"}
    (_, second) = bringing.understood(brought(bringing, table)["digest"], Told({}, answers))["questions"]
    answers |= {second["names"][0]: "2024", "row 9: what nobody asks": "yes"}
    again = Bringing(bringing.editor)
    told = again.understood(again.documents.keep("plan.csv", table.encode()).digest, Told({}, answers))
    assert [each["answer"] for each in told["questions"]] == ["a day", "2024"]


# In the place of the example


def test_the_document_of_2008_becomes_the_plan_that_the_command_makes(bringing: Bringing, tmp_path: Path) -> None:
    told = bringing.arrived("plan.docx", source_documents.word())
    assert len(told["questions"]) == 18
    bringing.put(told["digest"], Told(), None)
    project = bringing.editor.session.project
    start(tmp_path / "other", WISH)
    (tmp_path / "plan.docx").write_bytes(source_documents.word())
    plan = tmp_path / "other" / "source" / "plan.yaml"
    plan.unlink()
    assert main(["import", str(tmp_path / "plan.docx"), "--to", str(plan)]) == 0
    assert project.source.read_bytes() == plan.read_bytes()
    ledgers = [each.with_name("plan-ledger.csv").read_bytes() for each in (project.source, plan)]
    assert ledgers[0] == ledgers[1]


def test_it_is_one_step_by_which_answers_stay_and_the_example_comes_back(bringing: Bringing) -> None:
    editor, project = bringing.editor, bringing.editor.session.project
    editor.write("plan", [Asked(Set("G03.answer", "1 March 2024"))])
    read = {each.key: sum_of(each) for each in to_approve(project, ["R1"], "young-people", "2026-01-01")}
    editor.approve("young-people", read, "Ann Example", "2026-01-01")
    before = {path: path.read_bytes() for path in (project.source, project.approvals)}
    told = brought(bringing)
    done = bringing.put(told["digest"], Told({}, {AMBER: "paused"}), "Ann Example")
    assert (done["change"]["said"], done["change"]["by"]) == ("Brought in from plan.csv", "Ann Example")
    plan = plan_in(project)
    assert [str(each.quote) for each in plan.recommendations] == ["Be heard", "Be safe"]
    assert [each.value for strand in plan.strands for each in strand.status] == ["paused", "done"]
    assert [str(gap.answer) for gap in plan.gaps if gap.role == "plan-date"] == ["1 March 2024"]
    assert plan.document.title.words == WISH.title  # the table has none
    assert project.source.with_name(done["ledger"]).read_text("utf-8-sig").startswith("place,words")
    assert not bringing.is_example
    with pytest.raises(CommandError, match="a plan of its own"):
        bringing.put(told["digest"], Told(), None)
    editor.undo()
    assert {path: path.read_bytes() for path in before} == before
    editor.redo()
    assert plan_in(project) == plan


def test_a_document_without_a_recommendation_takes_the_place_of_nothing(bringing: Bringing) -> None:
    told = brought(bringing, f"{HEADS}\n")
    before = bringing.editor.content("plan")
    with pytest.raises(CommandError, match="no recommendation was found"):
        bringing.put(told["digest"], Told(), None)
    assert bringing.editor.content("plan") == before


def test_a_plan_of_its_own_is_no_example_whatever_is_still_to_be_confirmed_in_it(bringing: Bringing) -> None:
    bringing.put(brought(bringing, TABLE.replace("Be heard", "TBC").replace("Be safe", "TBC"))["digest"], Told(), None)
    assert not bringing.is_example


def test_no_name_of_a_file_becomes_a_line_of_the_plan(bringing: Bringing) -> None:
    told = bringing.arrived("x\nweaknesses: []\r\u2028\x1bpeople: 1.csv", TABLE.encode())
    bringing.put(told["digest"], Told(), None)
    assert "Brought in from x weaknesses: [] people: 1.csv." in bringing.editor.content("plan").decode()


def test_a_ledger_that_is_there_stays(bringing: Bringing) -> None:
    source = bringing.editor.session.project.source
    source.with_name("plan-ledger.csv").write_text("mine", "utf-8")
    assert bringing.put(brought(bringing)["digest"], Told(), None)["ledger"] == "plan-ledger-2.csv"
    assert source.with_name("plan-ledger.csv").read_text("utf-8") == "mine"


# A newer copy


def test_a_newer_copy_is_taken_one_by_one_and_each_can_be_taken_back(bringing: Bringing) -> None:
    bringing.put(brought(bringing)["digest"], Told(), None)
    told = brought(bringing, NEWER)
    changes = {(each["was"], each["now"]): each for each in told["changes"]}
    assert {each: found["state"] for each, found in changes.items()} == {
        ("Good", "Better"): "clear",
        ("", "Mend it"): "clear",
        ("May 2024", "June 2024"): "clear",
    }
    assert [(each["name"], each["is_new"]) for each in changes.values()] == [
        ("R1.n1", False), ("R2.a1", True), ("R2.d1", False),
    ]  # fmt: skip
    key = changes["May 2024", "June 2024"]["key"]
    told = bringing.take(told["digest"], Told(), [key], {}, None)
    assert key in told["taken"]
    assert len(told["changes"]) == 2
    plan = plan_in(bringing.editor.session.project)
    assert [m.words for strand in plan.strands for due in strand.due for m in due.months] == ["March 2024", "June 2024"]
    bringing.editor.undo(told["taken"][key])
    assert len(bringing.understood(told["digest"], Told())["changes"]) == 3
    told = bringing.take(told["digest"], Told(), None, {}, None)
    assert (len(told["taken"]), told["said"], told["changes"]) == (3, [], [])
    plan = plan_in(bringing.editor.session.project)
    assert [(a.id, a.text.words) for strand in plan.strands for a in strand.actions] == [
        ("R1.a1", "Ask"), ("R2.a1", "Light it"), ("R2.a2", "Mend it"),
    ]  # fmt: skip


def test_a_newer_copy_has_its_columns_taken_as_in_the_plan(bringing: Bringing) -> None:
    table = TABLE.replace("Action", "Our part")
    told = brought(bringing, table)
    assert column(told, "Our part")["holds"] == "notes"
    said = {
        column(told, heading)["place"]: held for heading, held in (("Our part", "actions"), ("Prospects", "updates"))
    }
    bringing.put(told["digest"], Told(said), None)
    told = brought(bringing, table)
    assert [column(told, each)["holds"] for each in ("Our part", "Prospects")] == ["actions", "updates"]
    assert told["changes"] == []
    again = bringing.understood(told["digest"], Told({column(told, "Prospects")["place"]: "notes"}))
    assert column(again, "Prospects")["holds"] == "notes"


def test_what_a_newer_copy_says_above_its_table_is_taken_too(bringing: Bringing) -> None:
    above = "Our plan,,\nVersion {},,\nRed,Off track,\nAmber,{},\n"
    table = f"{TABLE}\nTerm,Meaning\nLAC,{{}}\n"
    first = brought(bringing, above.format("0.4", "Slow") + table.format("Looked after"))
    bringing.put(first["digest"], Told(), None)
    assert "Looked after" in {each.meaning.words for each in plan_in(bringing.editor.session.project).abbreviations}
    newer = f"{above.format('0.5', 'Late')}{table.format('Looked after children')}DMT,Managers\n"
    told = brought(bringing, newer.replace("Our plan", "Our next plan"))
    assert [(each["was"], each["now"], each["state"]) for each in told["changes"]] == [
        ("Our plan", "Our next plan", "clear"),
        ("Version 0.4", "Version 0.5", "clear"),
        ("Red = Off track; Amber = Slow", "Red = Off track; Amber = Late", "clear"),
        ("Looked after", "Looked after children", "clear"),
        ("", "DMT: Managers", "clear"),
    ]
    assert all(each["called"] for each in told["changes"])
    after = bringing.take(told["digest"], Told(), None, {}, None)
    assert (len(after["taken"]), after["said"], after["changes"]) == (5, [], [])


def test_a_glossary_that_is_new_is_taken_into_a_plan_that_nobody_asked_for_one(bringing: Bringing) -> None:
    bringing.put(brought(bringing)["digest"], Told(), None)
    assert not [each for each in plan_in(bringing.editor.session.project).gaps if each.role == "abbreviations"]
    told = brought(bringing, f"{TABLE}\nTerm,Meaning\nLAC,Looked after\nDMT,Managers")
    after = bringing.take(told["digest"], Told(), None, {}, None)
    assert (len(after["taken"]), after["said"], after["changes"]) == (2, [], [])
    terms = [each.term.words for each in plan_in(bringing.editor.session.project).abbreviations]
    assert terms == ["LAC", "DMT"]


def test_what_is_new_stands_where_the_document_has_it_and_nothing_differs_then(bringing: Bringing) -> None:
    actions = "Light it\nMend it\nSell it"
    bringing.put(brought(bringing, TABLE.replace("Light it", f'"{actions}"'))["digest"], Told(), None)
    told = brought(bringing, TABLE.replace("Light it", '"First\nLight all of it\nSecond\nMend it\nSell it\nLast"'))
    told = bringing.take(told["digest"], Told(), None, {}, None)
    assert (told["said"], told["changes"]) == ([], [])


def test_what_a_newer_copy_says_over_other_words_has_to_be_looked_at_again(bringing: Bringing) -> None:
    bringing.put(brought(bringing)["digest"], Told(), None)
    told = brought(bringing, NEWER)
    with pytest.raises(CommandError, match="cannot be taken"):
        bringing.take(told["digest"], Told(), ["0" * 16], {}, None)
    (key,) = (each["key"] for each in told["changes"] if each["was"] == "Good")
    bringing.editor.write("plan", [Asked(Set("R1.n1", "Very good"))])
    with pytest.raises(CommandError, match="cannot be taken"):
        bringing.take(told["digest"], Told(), [key], {}, None)


def test_a_recommendation_that_is_new_is_taken_whole(bringing: Bringing) -> None:
    bringing.put(brought(bringing)["digest"], Told(), None)
    told = brought(bringing, f"{TABLE}R3,Be fed,Cook,May 2024,Ann Bee,Done,Good\n")
    (change,) = told["changes"]
    assert (change["called"], change["now"], change["state"]) == ("Something new: Recommendation R3", "Be fed", "clear")
    assert bringing.take(told["digest"], Told(), [change["key"]], {}, None)["changes"] == []
    plan = load_plan(bringing.editor.content("plan"), "plan.yaml")
    assert [str(each.ref) for each in plan.recommendations] == ["R1", "R2", "R3"]
    assert "TO BE WRITTEN" in str(plan.wording["press"]["recommendations"]["R3"]["title"])


def test_a_recommendation_that_is_gone_is_for_somebody_to_decide_on(bringing: Bringing) -> None:
    bringing.put(brought(bringing)["digest"], Told(), None)
    (change,) = brought(bringing, TABLE[: TABLE.index("R2")])["changes"]
    assert (change["was"], change["now"], change["state"]) == ("Be safe", "", "to decide")


def test_a_recommendation_that_is_gone_stays_as_one_that_was_given_up(bringing: Bringing) -> None:
    bringing.put(brought(bringing)["digest"], Told(), None)
    told = brought(bringing, TABLE[: TABLE.index("R2")])
    key = told["changes"][0]["key"]
    with pytest.raises(CommandError, match="cannot be taken"):
        bringing.take(told["digest"], Told(), [key], {}, None)
    told = bringing.take(told["digest"], Told(), [key], {key: "In May, as others do it"}, None)
    assert (list(told["taken"]), told["said"], told["changes"]) == ([key], [], [])
    assert [str(each.withdrawn) for each in plan_in(bringing.editor.session.project).recommendations] == [
        "None", "In May, as others do it",
    ]  # fmt: skip


# What a browser asks


def asked(bringing: Bringing, path: str, body: Any, **fields: str) -> tuple[int, Any]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return answered(bringing_routes(bringing), path, content, **fields)


def test_a_dropped_table_is_answered_understood_and_put(bringing: Bringing) -> None:
    status, told = asked(bringing, "/brought", TABLE.encode(), x_jarpub_name=quote("Süd/../plan.csv"))
    assert (status, told["name"]) == (200, "plan.csv")
    said = {"file": told["digest"], "columns": {}, "answers": {AMBER: "done"}}
    assert asked(bringing, "/brought/understood", said)[1]["questions"][0]["answer"] == "done"
    assert asked(bringing, "/brought/put", said)[1]["ledger"] == "plan-ledger.csv"
    assert asked(bringing, "/brought/put", said)[0] == 409
    assert asked(bringing, "/brought/take", said)[1]["message"] == "this cannot be taken as it is now"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "plan.docx"), (b"PK\x03\x04nothing", "plan.xlsx"), (b"%PDF-1.4", "plan.pdf"), (b"\0\0\0", "plan.csv"),
        (b"<p>no table</p>", "plan.html"), (b"<div>" * 100_000, "plan.html"), (b'a,"b\nc', "plan.csv"), (b"x", "plan"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_answered_in_one_sentence(data: bytes, name: str, bringing: Bringing) -> None:
    status, told = asked(bringing, "/brought", data, x_jarpub_name=name)
    assert (status, len(told["findings"])) == (422, 1)
    assert asked(bringing, "/brought/kind", data, x_jarpub_name=name) == (200, {"may_be_plan": False})


def test_what_is_too_large_or_has_no_name_is_refused(bringing: Bringing, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(bringing, "/brought", TABLE.encode())[0] == 400
    monkeypatch.setattr(routes, "MOST_BYTES", 100)
    status, told = asked(bringing, "/brought", TABLE.encode(), x_jarpub_name="plan.csv")
    assert (status, told["findings"][0]["code"]) == (422, "import.too-large")


@pytest.mark.parametrize(
    "body",
    [{}, {"file": 1}, {"file": "x", "columns": []}, {"file": "x", "answers": {"Q": 1}}, {"file": "x", "keys": []}],
)
def test_what_no_page_of_the_editor_asks_is_refused(body: Any, bringing: Bringing) -> None:
    assert asked(bringing, "/brought/take", body)[0] == 400


def test_a_document_that_is_not_open_here_is_said_to_be_gone(bringing: Bringing) -> None:
    for path in ("understood", "put", "take"):
        status, said = asked(bringing, f"/brought/{path}", {"file": "x"})
        assert (status, said["message"]) == (409, "this document is not open here any more")


def test_a_column_can_hold_nothing_that_no_plan_has(bringing: Bringing) -> None:
    told = brought(bringing)
    said = {"file": told["digest"], "columns": {column(told, "Lead")["place"]: "approvals"}}
    assert asked(bringing, "/brought/understood", said)[0] == 409


def test_a_word_file_of_ours_is_no_plan_and_one_with_a_table_may_be(bringing: Bringing) -> None:
    ours = sent(bringing.editor.session.project, "action-plan")
    letter = Document()
    letter.add_paragraph("Dear Kate")
    for data, is_plan in ((ours, False), (source_documents.word(), True), (source_documents.saved(letter), False)):
        status, told = asked(bringing, "/brought/kind", data, x_jarpub_name="some.docx")
        assert (status, told["may_be_plan"]) == (200, is_plan)


def test_only_the_editors_own_page_brings_in_a_file() -> None:
    door = Door()
    file = {**door.writing, "content-type": "application/octet-stream"}
    for path in ("/brought", "/brought/kind"):
        assert door.status(path, file, "POST") == 200
        assert door.status(path, door.writing, "POST") == 415
        assert door.status(path, {**file, "x-jarpub-key": "another"}, "POST") == 403
        assert door.status(path, {**file, "origin": "http://example.org"}, "POST") == 403
    assert door.status("/brought/put", file, "POST") == 415


# In the browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Officer]:
    """An officer before the editor of a new project."""
    folder = tmp_path_factory.mktemp("browser") / "new"
    start(folder, WISH)
    with chromium() as launch, Editing(project_in(folder)) as editing:
        browser = launch()
        officer = Officer(editing, browser.new_page(viewport={"width": 1280, "height": 850}))
        yield officer
        assert [each for each in officer.heard if "422" not in each] == []
        browser.close()


def drops(ann: Officer, name: str, data: bytes) -> None:
    """Drops a plan, and says that it is one."""
    assert ann.page.evaluate(DROP, [name, b64encode(data).decode(), True])
    ann.dialog.get_by_role("heading", name="Is this a plan to bring in?").wait_for()
    ann.presses("Yes, bring it in", ann.dialog)
    ann.dialog.get_by_role("heading", name=f"Bring in: {name}").wait_for()


def tabs_to(ann: Officer, key: str) -> None:
    while not focused(ann).startswith(key):
        ann.keys("Tab")


def focused(ann: Officer) -> str:
    return str(ann.page.evaluate("document.activeElement.dataset.key ?? ''"))


def is_within(ann: Officer) -> bool:
    """Whether nothing of the sheet stands beside the window."""
    return bool(ann.page.evaluate("document.querySelector('dialog .content').scrollWidth <= innerWidth"))


@pytest.mark.slow
def test_the_document_of_2008_is_brought_in_with_the_keyboard_in_a_narrow_window_too(desk: Officer) -> None:
    ann, document = desk, source_documents.word()
    ann.opens("action-plan")
    example = ann.plan
    ann.page.get_by_role("heading", name="Start with your own plan").wait_for()
    assert ann.faults("aside") == []
    drops(ann, "plan.docx", document)
    assert ann.dialog.locator("fieldset").count() == 18
    assert ann.faults("dialog") == []
    tabs_to(ann, "column table 1, row 1, column 9")
    ann.page.keyboard.type("Leave")
    ann.dialog.locator(".left-out h5", has_text="Review date PS").wait_for()
    assert focused(ann) == "column table 1, row 1, column 9"
    tabs_to(ann, "Chris Saunders table 3")
    ann.keys("Space")
    ann.dialog.get_by_text("✓ Answered.").wait_for()
    assert focused(ann).startswith("Chris Saunders table 3")
    ann.dialog.get_by_role("heading", name="Questions: 17 open of 18").wait_for()
    ann.page.set_viewport_size({"width": 320, "height": 640})
    assert is_within(ann)
    assert ann.faults("dialog") == []
    ann.page.goto(ann.editing.address)  # as if the window had been closed by a slip
    ann.opens("action-plan")
    drops(ann, "plan.docx", document)
    ann.dialog.get_by_role("heading", name="Questions: 17 open of 18").wait_for()
    ann.presses("Put it in the place of the example", ann.dialog)
    ann.dialog.get_by_role("heading", name="Your plan is here").wait_for()
    assert [str(each.ref) for each in plan_in(ann.project).recommendations] == ["IA1", "IA2", "IA3", "MA1", "MA2"]
    assert "Review date PS" not in ann.plan
    assert "people: [chris-saunders]" in ann.plan
    ann.keys("Escape")
    ann.page.set_viewport_size({"width": 1280, "height": 850})
    ann.sees_now("action-plan")
    ann.text("IA1.a1").wait_for()
    assert not ann.page.get_by_role("heading", name="Start with your own plan").is_visible()
    ann.presses("Undo")
    ann.text("R1.a1").wait_for()
    ann.page.get_by_role("heading", name="Start with your own plan").wait_for()
    assert ann.plan == example


@pytest.mark.slow
def test_what_is_typed_and_says_no_month_stays_there_with_what_to_type(desk: Officer) -> None:
    ann = desk
    ann.opens("action-plan")
    drops(ann, "soon.csv", TABLE.replace("Mar 2024", "Soon").encode())
    field = ann.dialog.get_by_label("Type the month")
    field.fill("Septembre")
    field.press("Tab")
    ann.dialog.get_by_text('"Septembre" is no answer: type a month').wait_for()
    assert field.input_value() == "Septembre"
    assert ann.faults("dialog") == []
    field.fill("March 2026")
    field.press("Tab")
    ann.dialog.get_by_text("✓ Answered.").wait_for()
    assert not ann.dialog.get_by_text("is no answer").is_visible()
    ann.keys("Escape")


@pytest.mark.slow
def test_what_a_newer_copy_changes_is_taken_left_and_taken_back_in_a_list(desk: Officer) -> None:
    ann = desk
    ann.opens("action-plan")
    with ann.page.expect_file_chooser() as asked_for:
        ann.presses("Bring in a plan")
    asked_for.value.set_files({"name": "plan.csv", "mimeType": "text/csv", "buffer": TABLE.encode()})
    ann.presses("Put it in the place of the example", ann.dialog)
    ann.dialog.get_by_role("heading", name="Your plan is here").wait_for()
    ann.keys("Escape")
    with ann.page.expect_file_chooser() as asked_for:
        ann.presses("Bring in a plan")
    asked_for.value.set_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    ann.dialog.get_by_text("ask for the Word or Excel file that it was made from").wait_for()
    ann.keys("Escape")
    drops(ann, "plan.csv", NEWER.encode())
    ann.dialog.get_by_role("heading", name="What it changes in your plan: 3").wait_for()
    assert ann.faults("dialog") == []

    def entry(words: str) -> Any:
        return ann.dialog.locator(".returned-list > li", has_text=words)

    entry("June 2024").get_by_role("button", name="Take:").click()
    entry("June 2024").get_by_text("The plan says so").wait_for()
    assert "June 2024" in ann.plan
    entry("June 2024").locator("summary").click()
    entry("June 2024").get_by_role("button", name="Take it back").click()
    entry("June 2024").get_by_text("Can be taken").wait_for()
    assert "June 2024" not in ann.plan
    entry("Better").get_by_role("button", name="Leave:").click()
    entry("Better").get_by_text("Left as it is").wait_for()
    ann.presses("Take all that can be taken (2)", ann.dialog)
    ann.dialog.get_by_text("2 taken. Undo takes them back.").wait_for()
    assert [word in ann.plan for word in ("June 2024", "Mend it", "Better")] == [True, True, False]
    ann.page.set_viewport_size({"width": 320, "height": 640})
    assert is_within(ann)
    ann.page.set_viewport_size({"width": 1280, "height": 850})
    entry("Better").locator("summary").click()
    entry("Better").get_by_role("button", name="Show on the page").click()
    ann.dialog.wait_for(state="detached")
    until(lambda: ann.focused == "R1.n1")
    drops(ann, "plan.csv", NEWER[: NEWER.index("R2")].encode())
    entry("Be safe").get_by_role("button", name="Say that it was given up").click()
    ann.page.get_by_label("When, or why?").fill("In May, as others do it")
    ann.presses("Write it into the plan")
    entry("Be safe").get_by_text("The plan says so").wait_for()
    assert "withdrawn: In May, as others do it" in ann.plan
