"""Word files that came back, without a browser: kept under safe names, listed as they stand, taken, left and put away."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from asked_routes import answered
from conftest import copied
from returned_files import ANN, commented, edited, remembered, retyped, sent, tracked, with_line_below

from jarpub.build.edits.writing import Asked
from jarpub.build.watch import Watch
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.edits.edit import Set
from jarpub.project.hashing import digest
from jarpub.web.editor import Editor
from jarpub.web.inbox import kept, routes
from jarpub.web.inbox.kept import safe_name
from jarpub.web.inbox.listed import Inbox
from jarpub.web.inbox.routes import inbox_routes
from jarpub.web.session import Session

KEY = "southwark-life"
NAME = f"{KEY}.docx"
LEAD, STANDFIRST, WEAKNESSES = (f"wording.press.{key}" for key in ("lead", "standfirst", "weaknesses"))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The pages of a project, as they are before anybody edits."""
    session = Session(copied(tmp_path_factory.mktemp("inbox")), makes_files=False)
    session.refresh(lambda _: None)
    return session


@pytest.fixture(scope="module")
def copy(session: Session) -> bytes:
    """The press copy as it was sent."""
    return remembered(session.project, KEY)


@pytest.fixture
def inbox(session: Session, tmp_path: Path) -> Iterator[Inbox]:
    """An inbox with nothing in it; what was written into the plan is taken back after it."""
    project = session.project
    before = project.source.read_bytes()
    inbox = Inbox(Editor(session))
    inbox.folder.path = tmp_path / "returned"
    inbox.decisions.path = tmp_path / "records" / "returned.json"
    yield inbox
    project.source.write_bytes(before)


@pytest.fixture(scope="module")
def mixed(copy: bytes) -> bytes:
    """A file with a change that is clear, one that a rule refuses, new words, and a comment."""
    data = tracked(
        copy,
        ("Here, too, the work is done.", "That work is done, too."),
        ("children and young people in Southwark", "Kerry Crichlow"),
    )
    data = with_line_below(data, "Kerry Crichlow", "A line more, for whoever lays it out.")
    return commented(data, "Managers are to review these issues", "Which managers?")


def by_name(told: Any) -> dict[str, Any]:
    return {each["name"]: each for each in told["changes"]}


def key_of(told: Any, name: str) -> str:
    return str(by_name(told)[name]["key"])


# What is kept


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        ("plan.docx", "plan.docx"),
        ("../../etc/passwd.docx", "passwd.docx"),
        ("C:\\Users\\kate\\plan (2).docx", "plan (2).docx"),
        ("..docx", "came back.docx"),
        (".hidden.docx", "hidden.docx"),
        ("~$plan.docx", "$plan.docx"),
        ("a\x00b\n<c>:*?.docx", "ab-c-.docx"),
        ("gpj.exe\u202excod.docx", "gpj.exexcod.docx"),
        ("CON.docx", "_CON.docx"),
        ("Süd.DOCX", "Süd.docx"),
        ("plan", "plan.docx"),
        ("", "came back.docx"),
        ("x" * 300 + ".docx", "x" * 120 + ".docx"),
        ("漢" * 300 + ".docx", "漢" * 60 + ".docx"),
    ],
)
def test_a_file_is_kept_under_a_safe_name(name: str, kept_as: str) -> None:
    assert safe_name(name) == kept_as
    assert safe_name(kept_as) == kept_as


def test_the_same_bytes_are_the_same_file_and_others_get_a_number(inbox: Inbox, copy: bytes, mixed: bytes) -> None:
    first = inbox.arrived(NAME, mixed)
    assert inbox.arrived("as it was renamed.docx", mixed)["name"] == first["name"] == NAME
    assert inbox.arrived(NAME, copy)["name"] == f"{KEY} 2.docx"
    third = inbox.arrived(f"../{NAME}", retyped(copy, ("the work is done", "it is done")))
    assert third["name"] == f"{KEY} 3.docx"
    assert {path.name: path.read_bytes() for path in inbox.folder.path.iterdir()}[NAME] == mixed
    assert [each["name"] for each in inbox.files()["files"]] == [f"{KEY} 2.docx", f"{KEY} 3.docx", NAME]


def test_what_is_no_publication_says_why_and_is_not_kept(inbox: Inbox, mixed: bytes) -> None:
    foreign = edited(mixed, lambda root: root[0].clear())
    for name, data, said in [
        (NAME, b"%PDF-1.7", "is a PDF"),
        (NAME, mixed[: len(mixed) // 2], "damaged"),
        (NAME, b"", "is empty"),
        (NAME, foreign, "none of the publications"),
        ("plan.doc", mixed, "is no Word document"),
    ]:
        with pytest.raises(DiagnosticsError, match=said):
            inbox.arrived(name, data)
    assert not inbox.folder.path.exists()


def test_a_file_that_somebody_puts_into_the_folder_is_there_and_is_noticed(
    inbox: Inbox, mixed: bytes, session: Session
) -> None:
    inbox.folder.path = session.project.returned
    watch = Watch(session.project, finished=True)
    folder = session.project.returned
    folder.mkdir()
    (folder / "by hand.docx").write_bytes(mixed)
    (folder / "~$by hand.docx").write_bytes(b"Kate has it open")
    (folder / "half of it.docx").write_bytes(mixed[:1000])
    (folder / "notes.txt").write_bytes(b"not a Word file")
    seen = set()
    for _ in range(40):
        seen |= watch.look()
    assert folder / "by hand.docx" in seen
    found = {each["name"]: each for each in inbox.files()["files"]}
    assert set(found) == {"by hand.docx", "half of it.docx"}
    assert found["by hand.docx"]["waiting"] == 4
    (said,) = found["half of it.docx"]["trouble"]
    assert "damaged" in said
    inbox.put_away(found["half of it.docx"]["digest"])
    assert (folder / "done" / "half of it.docx").read_bytes() == mixed[:1000]
    assert session.project.returned.name == "returned"


def test_a_file_with_too_many_bytes_is_not_read(inbox: Inbox, mixed: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.arrived(NAME, mixed)
    monkeypatch.setattr(kept, "MOST_BYTES", len(mixed) - 1)
    inbox.folder.known.clear()
    (told,) = inbox.files()["files"]
    assert told["waiting"] == 0
    assert "MB, and no publication is so long" in told["trouble"][0]


# What is listed, and decided


def test_each_change_stands_as_it_is_now(inbox: Inbox, mixed: bytes) -> None:
    told = inbox.arrived(NAME, mixed)
    found = {each["called"].split(",")[0]: (each["state"], each["author"]["by"]) for each in told["changes"]}
    assert found == {"Standfirst": ("refused", ANN[0]), "Progress": ("clear", ANN[0])}
    assert [each["now"] for each in told["notes"]] == ["A line more, for whoever lays it out."]
    assert [(each["words"], each["name"]) for each in told["remarks"]] == [("Which managers?", WEAKNESSES)]
    assert told["waiting"] == 4
    marks = inbox.files()["marks"]
    assert [(each["kind"], each["file"]) for each in marks] == [
        ("change", "plan"),
        ("change", "plan"),
        ("remark", "plan"),
    ]
    assert {each["name"] for each in marks} >= {STANDFIRST, WEAKNESSES}


def test_one_is_taken_as_the_author_wrote_it_and_taken_back(inbox: Inbox, copy: bytes) -> None:
    editor, project = inbox.editor, inbox.editor.session.project
    before = project.source.read_bytes()
    data = retyped(
        tracked(copy, ("how best to tell others", "how to tell others")),
        ("Some of the work is done", "A part of it is done"),
        ("Here, too, the work is done.", "That is done."),
    )
    told = inbox.arrived(NAME, data)
    key = key_of(told, LEAD)
    told = inbox.take(told["digest"], [key])
    assert by_name(told)[LEAD]["state"] == "there already"
    lines = set(project.source.read_bytes().splitlines()) ^ set(before.splitlines())
    assert len(lines) == 2
    change = editor.history.changes[-1]
    assert told["taken"] == {key: change.number}
    assert (change.record["by"], change.record["place"]) == (ANN[0], "Word")
    assert told["waiting"] == len(told["changes"]) - 1
    editor.undo(change.number)
    assert project.source.read_bytes() == before
    assert by_name(inbox.listed(told["digest"]))[LEAD]["state"] == "clear"


def test_a_file_of_which_no_build_has_kept_the_plan_stays_what_it_was(inbox: Inbox, session: Session) -> None:
    data = sent(session.project, KEY).replace(b"docProps/custom.xml", b"docProps/gusdom.xml")  # in another program
    data = retyped(
        data, ("will be asked how best", "will be asked how"), ("Here is what is planned", "This is planned")
    )
    told = inbox.arrived(NAME, data)
    told = inbox.take(told["digest"], [key_of(told, LEAD)])
    assert {name: each["state"] for name, each in by_name(told).items()} == {
        LEAD: "there already",
        STANDFIRST: "clear",
    }
    assert told["notes"] == []


def test_all_that_is_clear_is_taken_but_what_was_left(inbox: Inbox, copy: bytes) -> None:
    data = retyped(
        copy,
        ("will be asked how best", "will be asked how"),
        ("Here, too, the work is done.", "That is done."),
        ("Here is what is planned", "This is planned"),
    )
    told = inbox.arrived(NAME, data)
    told = inbox.decide(told["digest"], [key_of(told, LEAD)], is_decided=True)
    assert told["waiting"] == 2
    told = inbox.take(told["digest"], None)
    assert {name: each["state"] for name, each in by_name(told).items()}[LEAD] == "clear"
    assert len(told["taken"]) == 2
    assert told["waiting"] == 0
    told = inbox.decide(told["digest"], [key_of(told, LEAD)], is_decided=False)
    assert told["waiting"] == 1
    with pytest.raises(CommandError, match="still has 1 to decide"):
        inbox.put_away(told["digest"])


def test_words_that_somebody_else_changed_are_shown_and_written_over_only_when_that_is_meant(
    inbox: Inbox, copy: bytes
) -> None:
    data = tracked(copy, ("will be asked how best", "will be asked whether and how best"))
    inbox.editor.write("plan", [Asked(Set(LEAD, "Young people will soon be asked in which way to tell others."))])
    told = inbox.arrived(NAME, data)
    (change,) = told["changes"]
    assert change["state"] == "in conflict"
    assert change["present"] == "Young people will soon be asked in which way to tell others."
    with pytest.raises(CommandError, match="cannot be taken"):
        inbox.take(told["digest"], [change["key"]])
    inbox.take(told["digest"], [change["key"]], mine=True)
    assert "asked whether and how best" in str(inbox.editor.value("plan", LEAD)["words"])


def test_what_came_back_is_held_to_the_rules_before_it_is_written_over_other_words(inbox: Inbox, copy: bytes) -> None:
    data = tracked(copy, ("will be asked how best", "will be asked by Kerry Crichlow how best"))
    inbox.editor.write("plan", [Asked(Set(LEAD, "Young people will soon be asked in which way to tell others."))])
    before = inbox.editor.session.project.source.read_bytes()
    told = inbox.arrived(NAME, data)
    told = inbox.take(told["digest"], [key_of(told, LEAD)], mine=True)
    assert told["taken"] == {}
    assert "Kerry Crichlow, who is not listed for this audience" in told["said"][0]
    assert inbox.editor.session.project.source.read_bytes() == before


def test_what_a_rule_refuses_is_never_written(inbox: Inbox, mixed: bytes) -> None:
    before = inbox.editor.session.project.source.read_bytes()
    told = inbox.arrived(NAME, mixed)
    for mine in (False, True):
        with pytest.raises(CommandError, match="cannot be taken"):
            inbox.take(told["digest"], [key_of(told, STANDFIRST)], mine=mine)
    assert inbox.editor.session.project.source.read_bytes() == before


def test_decisions_are_kept_and_the_file_is_put_away_and_comes_back_with_them(inbox: Inbox, mixed: bytes) -> None:
    told = inbox.arrived(NAME, mixed)
    keys = [each["key"] for part in ("changes", "notes", "remarks") for each in told[part]]
    assert inbox.decide(told["digest"], keys, is_decided=True)["waiting"] == 0
    assert inbox.files()["marks"] == []
    again = Inbox(inbox.editor)
    again.folder, again.decisions = inbox.folder, inbox.decisions
    assert again.listed(told["digest"])["waiting"] == 0
    assert again.put_away(told["digest"]) == {"name": NAME}
    assert again.files() == {"folder": "returned", "files": [], "marks": []}
    assert (inbox.folder.path / "done" / NAME).read_bytes() == mixed
    with pytest.raises(CommandError, match="not there any more"):
        again.listed(told["digest"])
    assert again.arrived("sent once more.docx", mixed)["waiting"] == 0
    assert [path.name for path in inbox.folder.path.glob("*.docx")] == [NAME]


@pytest.mark.parametrize(
    "spoiled", [b"", b"{", b"[]", b'{"x": 1}', b'{"x": {"y": {"about": 1, "words": ""}}}', b"\xff"]
)
def test_decisions_that_somebody_spoiled_are_none(inbox: Inbox, mixed: bytes, spoiled: bytes) -> None:
    told = inbox.arrived(NAME, mixed)
    inbox.decide(told["digest"], [told["remarks"][0]["key"]], is_decided=True)
    inbox.decisions.path.write_bytes(spoiled)
    assert inbox.listed(told["digest"])["waiting"] == 4
    inbox.decide(told["digest"], [told["remarks"][0]["key"]], is_decided=True)
    assert inbox.listed(told["digest"])["waiting"] == 3
    assert json.loads(inbox.decisions.path.read_text("utf-8")).keys() == {told["digest"]}


def test_nothing_is_decided_that_the_file_does_not_say(inbox: Inbox, mixed: bytes) -> None:
    told = inbox.arrived(NAME, mixed)
    for keys in ([], ["0" * 16], [told["remarks"][0]["key"], "0" * 16]):
        with pytest.raises(CommandError, match="not in the file"):
            inbox.decide(told["digest"], keys, is_decided=True)
    assert not inbox.decisions.path.exists()


def test_new_words_in_a_list_are_offered_as_an_entry_behind_those_above(inbox: Inbox) -> None:
    project = inbox.editor.session.project
    above = inbox.editor.value("plan", "IA2.a1")["words"]
    new = "Something that nobody has thought of."
    data = with_line_below(remembered(project, "action-plan"), str(above)[:30], new)
    told = inbox.arrived("action-plan.docx", data)
    (note,) = (each for each in told["notes"] if each["kind"] == "new")
    assert note["list"]["at"] == 1
    assert inbox.editor.new_entry("plan", note["list"]["name"])["entry"]


def test_slips_of_the_plan_are_not_taken_for_those_of_a_file(inbox: Inbox, mixed: bytes) -> None:
    told = inbox.arrived(NAME, mixed)
    project = inbox.editor.session.project
    project.source.write_bytes(project.source.read_bytes() + b"\nslip: [\n")
    for act in (inbox.files, lambda: inbox.listed(told["digest"]), lambda: inbox.put_away(told["digest"])):
        with pytest.raises(DiagnosticsError, match=r"plan\.yaml:\d+"):
            act()


def test_where_a_page_cannot_be_made_no_file_is_said_to_be_of_nobody(inbox: Inbox, session: Session) -> None:
    templates = session.project.templates
    template = next(templates.glob("**/press-copy.html"))
    before, data = template.read_bytes(), remembered(session.project, KEY)
    template.write_bytes(b"{{ no_such_thing }}")
    session.refresh(lambda _: None)
    with pytest.raises(CommandError, match="not all pages can be made now"):
        inbox.arrived(NAME, data)
    template.write_bytes(before)
    session.refresh(lambda _: None)
    assert inbox.arrived(NAME, data)["changes"] == []


# What a browser asks


def asked(inbox: Inbox, path: str, body: bytes, **fields: str) -> tuple[int, Any]:
    return answered(inbox_routes(inbox), path, body, **fields)


def test_a_dropped_file_is_answered_with_its_list(inbox: Inbox, mixed: bytes) -> None:
    status, told = asked(inbox, "/returned", mixed, x_jarpub_name=quote("Süd/../Life – Kate.docx"))
    assert (status, told["name"], told["waiting"]) == (200, "Life – Kate.docx", 4)
    body = {"file": told["digest"], "keys": [told["remarks"][0]["key"]], "is_decided": True}
    assert asked(inbox, "/returned/decide", json.dumps(body).encode())[1]["waiting"] == 3
    status, said = asked(inbox, "/returned/away", json.dumps({"file": told["digest"]}).encode())
    assert (status, said["message"]) == (409, "Life – Kate.docx still has 3 to decide")


def test_what_cannot_be_kept_is_answered_with_the_reason(
    inbox: Inbox, mixed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, told = asked(inbox, "/returned", b"PK and nothing else", x_jarpub_name="a.docx")
    assert status == 422
    assert "damaged" in told["findings"][0]["message"]
    monkeypatch.setattr(routes, "MOST_BYTES", 100)
    status, told = asked(inbox, "/returned", mixed, x_jarpub_name="a.docx")
    assert (status, told["findings"][0]["code"]) == (422, "returned.too-large")
    assert asked(inbox, "/returned", mixed)[0] == 400
    assert asked(inbox, "/returned", mixed, x_jarpub_name="%ff.docx")[0] == 400
    assert not inbox.folder.path.exists()


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("take", {}),
        ("take", {"file": "x", "keys": []}),
        ("take", {"file": "x", "keys": "all"}),
        ("take", {"file": "x", "keys": None, "mine": True}),
        ("decide", {"file": "x", "keys": ["y"]}),
        ("decide", {"file": "x", "keys": [1], "is_decided": True}),
        ("away", {"file": 1}),
    ],
)
def test_what_no_page_of_the_editor_asks_is_refused(path: str, body: Any, inbox: Inbox) -> None:
    assert asked(inbox, f"/returned/{path}", json.dumps(body).encode())[0] == 400


def test_a_file_that_is_not_there_is_said_to_be_gone(inbox: Inbox) -> None:
    for path, more in (("take", {}), ("decide", {"keys": ["y"], "is_decided": True}), ("away", {})):
        body = json.dumps({"file": digest(b""), **more}).encode()
        status, said = asked(inbox, f"/returned/{path}", body)
        assert (status, said["message"]) == (409, "this file is not there any more")
