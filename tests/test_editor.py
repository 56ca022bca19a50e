"""What somebody does in the editor, without a browser: words written, refused, judged, taken back and approved."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import copied

from jarpub.build.edits import saving, trial
from jarpub.build.edits.writing import Asked, Conflicts, version_of
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.edits.edit import Insert, Remove, Set
from jarpub.project.hashing import digest
from jarpub.web import session as session_module
from jarpub.web.editor import Editor
from jarpub.web.session import Session

HEADLINE = "wording.press.headline"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """The pages of a project, as they are before anybody edits."""
    session = Session(copied(tmp_path_factory.mktemp("editor")), makes_files=False)
    session.refresh(lambda _: None)
    return session


@pytest.fixture
def editor(session: Session) -> Iterator[Editor]:
    """The first sitting of somebody; whatever was written is taken back after it."""
    project = session.project
    files = {path: path.read_bytes() for path in (project.source, project.approvals, project.templates / "brand.yaml")}
    editor = Editor(session)
    yield editor
    for path, content in files.items():
        path.write_bytes(content)


def plan(editor: Editor) -> str:
    return editor.session.project.source.read_bytes().decode("utf-8")


def changed_lines(before: str, after: str) -> int:
    return len(set(before.splitlines()) ^ set(after.splitlines()))


def test_a_text_is_written_and_nothing_else_changes(editor: Editor) -> None:
    before, value = plan(editor), editor.value("plan", HEADLINE)
    said = editor.write("plan", [Asked(Set(HEADLINE, "Young people: be asked first"), value["version"])])
    assert changed_lines(before, plan(editor)) == 2
    assert editor.value("plan", HEADLINE)["words"] == "Young people: be asked first"
    assert said["versions"][HEADLINE] == editor.value("plan", HEADLINE)["version"]
    assert said["change"]["said"] == "Headline, Southwark Life press copy"
    assert said["change"]["now"] == "Young people: be asked first"


def test_the_files_are_kept_as_they_were_before_the_first_edit(editor: Editor) -> None:
    before = plan(editor)
    editor.write("plan", [Asked(Set(HEADLINE, "One"))])
    editor.write("plan", [Asked(Set(HEADLINE, "Two"))])
    kept = editor.session.project.output / ".jarpub" / "before-editing" / "plan.yaml"
    assert kept.read_text("utf-8") == before


def test_words_that_somebody_else_changed_are_not_written_over(editor: Editor) -> None:
    version = editor.value("plan", HEADLINE)["version"]
    other = editor.value("plan", "wording.press.lead")["version"]
    editor.write("plan", [Asked(Set(HEADLINE, "Theirs"), version)])
    before = plan(editor)
    with pytest.raises(Conflicts) as caught:
        editor.write("plan", [Asked(Set(HEADLINE, "Mine"), version)])
    assert [(each.name, each.value) for each in caught.value.conflicts] == [(HEADLINE, "Theirs")]
    assert plan(editor) == before
    editor.write("plan", [Asked(Set("wording.press.lead", "Another text is nobody's business."), other)])
    editor.write("plan", [Asked(Set(HEADLINE, "Mine"), caught.value.conflicts[0].version)])
    assert editor.value("plan", HEADLINE)["words"] == "Mine"


def test_what_is_gone_is_said_to_be_gone(editor: Editor) -> None:
    version = editor.value("plan", "IA2.o2")["version"]
    editor.write("plan", [Asked(Remove("IA2.o2"))])
    with pytest.raises(CommandError, match="not in the plan any more"):
        editor.value("plan", "IA2.o2")
    with pytest.raises(Conflicts) as caught:
        editor.write("plan", [Asked(Set("IA2.o2", "Back"), version)])
    assert caught.value.conflicts[0].version == "gone"


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        (HEADLINE, "", "nothing is typed there"),
        (HEADLINE, "   ", "nothing is typed there"),
        (HEADLINE, "Two ** asterisks", "two asterisks stand without a partner"),
        ("wording.press.next", "A [link](nowhere)", "a link has an address that cannot be used"),
        ("IA1.d1", "April 09", "the printed date says"),  # and its months say March
        ("IA3.st1.value", "finished", "is not known"),
        ("G04a.answer", "ask the web team", "one web address"),
    ],
)
def test_what_no_page_could_be_made_of_is_refused_with_its_reason(
    editor: Editor, name: str, words: str, said: str
) -> None:
    before = plan(editor)
    with pytest.raises(DiagnosticsError, match=said):
        editor.write("plan", [Asked(Set(name, words))])
    assert plan(editor) == before
    assert editor.record()["changes"] == []


@pytest.mark.parametrize(
    "words",
    [
        'She said: "Yes", 100% # of you & *all* of us',
        "Zażółć gęślą jaźń, 漢字 are printed?",
        "- not a list",
        "yes",
        "2009",
        "null",
        "[brackets] and {braces}",
        "It's the council's \\* star",
        "don’t — ever… “quote”",
        "'quoted'",
        "ends with a colon:",
        "> an arrow",
        "@home",
        "!important",
    ],
)
def test_what_people_type_is_written_as_they_typed_it(editor: Editor, words: str) -> None:
    name = "IA3.o1"
    editor.write("plan", [Asked(Set(name, words))])
    assert editor.value("plan", name)["value"] == words


def test_a_date_and_its_months_are_written_as_one(editor: Editor) -> None:
    before = plan(editor)
    editor.write("plan", [Asked(Set("IA1.d1", "April 09")), Asked(Set("IA1.d1.months", ("2009-04",)))])
    assert changed_lines(before, plan(editor)) == 2
    assert '{id: IA1.d1, text: April 09, months: ["2009-04"]}' in plan(editor)
    editor.undo()
    assert plan(editor) == before


def test_all_is_taken_back_and_done_again_step_by_step(editor: Editor) -> None:
    states = [plan(editor)]
    for words in ("One", "Two", "Three"):
        editor.write("plan", [Asked(Set(HEADLINE, words))])
        states.append(plan(editor))
    for state in reversed(states[:-1]):
        editor.undo()
        assert plan(editor) == state
    with pytest.raises(CommandError, match="nothing to take back"):
        editor.undo()
    for state in states[1:]:
        editor.redo()
        assert plan(editor) == state
    with pytest.raises(CommandError, match="nothing to do again"):
        editor.redo()
    editor.undo()
    editor.undo()
    assert plan(editor) == states[1]
    editor.write("plan", [Asked(Set("IA3.o1", "Another"))])
    with pytest.raises(CommandError, match="nothing to do again"):
        editor.redo()
    assert json.dumps(editor.record())  # a browser is told all of it


def test_any_one_change_is_taken_back_unless_its_words_were_edited_again(editor: Editor) -> None:
    before = plan(editor)
    editor.write("plan", [Asked(Set(HEADLINE, "One"))])
    editor.write("plan", [Asked(Set("IA1.a1", "A longer first action, to move what stands below it in the file."))])
    editor.write("plan", [Asked(Set(HEADLINE, "Two"))])
    with pytest.raises(CommandError, match="edited again since"):
        editor.undo(1)
    editor.undo(2)
    assert editor.value("plan", HEADLINE)["words"] == "Two"
    editor.undo(3)
    editor.undo(1)
    assert plan(editor) == before


def test_a_save_by_another_program_is_in_the_list_and_stays(editor: Editor) -> None:
    editor.write("plan", [Asked(Set(HEADLINE, "One"))])
    text = plan(editor)
    editor.session.project.source.write_bytes(("# Somebody was here\n" + text).encode())
    editor.undo()
    assert plan(editor).startswith("# Somebody was here\n")
    assert "headline: Young people to be asked" in plan(editor)
    assert [each["doing"] for each in editor.record()["changes"]] == ["edit", "elsewhere", "undo"]


def test_words_are_judged_before_they_are_written(editor: Editor) -> None:
    before = plan(editor)

    def found(words: str) -> list[str]:
        answer = editor.judge("southwark-life", "plan", [Asked(Set(HEADLINE, words))])
        return [
            each["message"]
            for each in answer["findings"]
            if each["quote"] and each["quote"].casefold() in words.casefold()
        ]

    assert any("excellent" in each for each in found("Excellent work for young people"))
    assert any("Kerry Crichlow" in each for each in found("Kerry Crichlow asks young people"))
    assert found("Young people are to be asked") == []
    assert plan(editor) == before


def test_wording_is_approved_as_it_was_read(editor: Editor) -> None:
    told = editor.wording("press", "IA2")
    (piece,) = told["pieces"]
    assert piece["state"] == "never approved"
    assert [each["called"] for each in piece["formal"]]
    editor.approve("press", {"IA2": piece["sum"]}, "Ann Example", "2009-03-31")
    editor.session.refresh(lambda _: None)
    (piece,) = editor.wording("press", "IA2")["pieces"]
    assert piece["standing"] == "Ann Example approved this on 31 March 2009."
    assert "IA2" not in [each["key"] for each in editor.wording("press", "")["pieces"]]
    editor.undo()
    editor.session.refresh(lambda _: None)
    assert editor.wording("press", "IA2")["pieces"][0]["state"] == "never approved"


def test_words_that_changed_while_they_were_read_are_not_approved(editor: Editor) -> None:
    (piece,) = editor.wording("press", "IA2")["pieces"]
    editor.write("plan", [Asked(Set("IA2.a1", "Another audit."))])
    before = editor.session.project.approvals.read_bytes()
    with pytest.raises(CommandError, match="changed while you read"):
        editor.approve("press", {"IA2": piece["sum"]}, "Ann Example", "2009-03-31")
    for by in ("", "AE", "Comms Team"):
        with pytest.raises(CommandError, match="type the first and the last name") as caught:
            editor.approve("press", {"IA2": piece["sum"]}, by, "2009-03-31")
        assert "--by" not in str(caught.value.hint)
    assert editor.session.project.approvals.read_bytes() == before


def test_an_entry_comes_and_goes(editor: Editor) -> None:
    before = plan(editor)
    entry = {"id": "IA1.a7", "text": "Ask again after a year."}
    said = editor.write("plan", [Asked(Insert("IA1.s1.actions", 6, entry))])["change"]["said"]
    assert said.startswith("Something new among the actions in")
    assert editor.value("plan", "IA1.a7")["words"] == "Ask again after a year."
    editor.undo()
    assert plan(editor) == before


def test_an_action_that_goes_is_not_told_any_more_and_the_wording_is_to_be_read_again(editor: Editor) -> None:
    (piece,) = editor.wording("young-people", "IA1")["pieces"]
    editor.approve("young-people", {"IA1": piece["sum"]}, "Ann Example", "2009-03-31")
    editor.write("plan", [Asked(Remove("IA1.a1"))])
    tells = editor.values("approvals")["young-people.IA1.tells"]
    assert isinstance(tells, tuple)
    assert "IA1.a1" not in tells
    assert "IA1.a2" in tells
    (piece,) = editor.wording("young-people", "IA1")["pieces"]
    assert piece["state"] == "stale"
    assert [each["name"] for each in piece["differences"]] == ["IA1.a1"]
    assert [each["said"] for each in editor.record()["changes"][1:]] == [
        "Taken out: Action 1 of IA1, the plan's own words"
    ]


def told_and_taken_out(editor: Editor) -> tuple[list[tuple[bytes, bytes]], Callable[[], tuple[bytes, bytes]]]:
    """Both files before and after an action goes that approved wording tells, and what gives them now."""
    project = editor.session.project

    def files() -> tuple[bytes, bytes]:
        return project.source.read_bytes(), project.approvals.read_bytes()

    (piece,) = editor.wording("young-people", "IA1")["pieces"]
    editor.approve("young-people", {"IA1": piece["sum"]}, "Ann Example", "2009-03-31")
    before = files()
    editor.write("plan", [Asked(Remove("IA1.a1"))])
    return [before, files()], files


def test_an_action_that_goes_from_two_files_comes_back_into_both_in_one_step(editor: Editor) -> None:
    (before, after), files = told_and_taken_out(editor)
    assert before[0] != after[0]
    assert before[1] != after[1]
    path = editor.session.project.approvals
    path.write_bytes(b"# Somebody was here\n" + path.read_bytes())
    editor.undo()
    assert files() == (before[0], b"# Somebody was here\n" + before[1])
    editor.redo()
    assert files() == (after[0], b"# Somebody was here\n" + after[1])
    assert [each["doing"] for each in editor.record()["changes"][1:]] == ["edit", "elsewhere", "undo", "redo"]


def test_where_one_of_two_files_was_edited_again_none_is_taken_back(editor: Editor) -> None:
    _, files = told_and_taken_out(editor)
    path = editor.session.project.approvals
    (tells,) = (each for each in path.read_bytes().splitlines() if b"tells" in each and b"IA1.a2" in each)
    path.write_bytes(path.read_bytes().replace(tells, b"    tells:\n      - IA1.a2"))
    before = files()
    with pytest.raises(CommandError, match="edited again since"):
        editor.undo()
    assert files() == before


@pytest.mark.parametrize("trouble", [None, OSError("full")])
def test_where_one_of_two_files_cannot_be_written_the_other_is_put_back(
    editor: Editor, monkeypatch: pytest.MonkeyPatch, trouble: OSError | None
) -> None:
    (before, after), files = told_and_taken_out(editor)
    project, write_whole = editor.session.project, saving.write_whole

    def refused(path: Path, content: bytes, **given: Any) -> bool:
        if path == project.approvals and content == before[1]:
            assert project.source.read_bytes() == before[0]  # it was written already
            if trouble:
                raise trouble
            return False
        return write_whole(path, content, **given)

    monkeypatch.setattr(saving, "write_whole", refused)
    with pytest.raises(type(trouble) if trouble else CommandError):
        editor.undo()
    assert files() == after
    monkeypatch.undo()
    editor.undo()
    assert files() == before


def test_who_changed_what_is_listed_and_stays_on_record(editor: Editor) -> None:
    path = editor.session.project.output / "records" / "edits.jsonl"
    path.unlink(missing_ok=True)
    states = [editor.session.project.source.read_bytes()]
    editor.session.project.source.chmod(0o660)
    editor.write("plan", [Asked(Set(HEADLINE, "Zażółć"))], "Ann  Example")
    assert path.stat().st_mode & 0o777 == 0o660  # two people who share a plan share its record
    path.write_bytes(path.read_bytes() + b'{"at": "20')  # as a process that is killed leaves it
    editor.session.project.source.write_bytes(b"# Somebody was here\n" + editor.session.project.source.read_bytes())
    editor.write("plan", [Asked(Set(HEADLINE, "Two"))])
    editor.undo(None, "Bo Sample")
    states.append(editor.session.project.source.read_bytes())
    places = [(each["by"], each["place"]) for each in editor.record()["changes"]]
    told = [("Ann Example", "the editor"), (None, "another program"), (None, "the editor"), ("Bo Sample", "the editor")]
    assert places == told
    first, half, *lines = path.read_text("utf-8").splitlines()
    assert half == '{"at": "20'
    found = [json.loads(each) for each in (first, *lines)]
    assert [(each["by"], each["deed"]) for each in found] == [
        ("Ann Example", "edit"), (None, "edit"), ("Bo Sample", "undo"),
    ]  # fmt: skip
    assert all(each["names"] == [HEADLINE] for each in found)
    (one,), (two,), (three,) = (each["files"] for each in found)
    assert one["file"] == editor.session.project.source_name
    assert [one["before"], three["after"]] == [digest(each) for each in states]
    assert one["after"] != two["before"]  # somebody was there
    assert two["after"] == three["before"]
    assert ["Zażółć" in each["now"] for each in one["changed"]] == [True]


def test_an_edit_is_kept_with_nobody_s_name_but_a_persons(editor: Editor) -> None:
    before = plan(editor)
    for act in (lambda: editor.write("plan", [Asked(Set(HEADLINE, "One"))], "me"), lambda: editor.undo(None, "AE")):
        with pytest.raises(CommandError, match="type the first and the last name"):
            act()
    assert plan(editor) == before


def test_a_record_that_cannot_be_kept_stops_nobody_from_saving(editor: Editor) -> None:
    path = editor.session.project.output / "records" / "edits.jsonl"
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    editor.write("plan", [Asked(Set(HEADLINE, "One"))])
    assert editor.value("plan", HEADLINE)["words"] == "One"
    path.rmdir()


@pytest.mark.parametrize(
    ("name", "entry", "id"),
    [
        ("people", {"id": "", "name": "Zoë O'Hara"}, "zoe-ohara"),
        ("people", {"id": "", "name": "Rory Patterson"}, "rory-patterson-2"),
        ("abbreviations", {"id": "", "term": "SEN", "meaning": "special needs", "basis": "usage"}, "abbr.SEN"),
        ("consultation", {"id": "", "said": "It is too long."}, "it-is-too-long"),
    ],
)
def test_somebody_new_has_an_id_that_nobody_types(editor: Editor, name: str, entry: dict[str, str], id: str) -> None:
    assert editor.new_entry("plan", name)["entry"]["id"] == ""
    editor.write("plan", [Asked(Insert(name, 0, entry))])
    assert id in editor.values("plan")


def test_a_new_action_has_the_next_number(editor: Editor) -> None:
    form = editor.new_entry("plan", "IA1.s1.actions")
    assert form["entry"]["id"] == "IA1.a6"
    assert form["called"].startswith("Something new among the actions in the row of IA1")
    assert [each["key"] for each in form["fields"]][:1] == ["text"]


def test_what_young_people_said_is_filled_in_in_a_form(editor: Editor) -> None:
    (listed,) = (each for each in editor.form("plan", "")["fields"] if each["name"] == "consultation")
    assert (listed["control"], listed["called"], listed["value"]) == ("entries", "What young people said", ())
    form = editor.new_entry("plan", "consultation")
    asked = [(each["key"], each["called"], each["control"]) for each in form["fields"]]
    assert asked == [
        ("said", "What young people said", "passage"),
        ("did", "What we did, or why not", "passage"),
        ("when", "When", "months"),
        ("group", "Which group said it", "text"),
    ]
    assert form["first"] == ("said",)
    entry = {**form["entry"], "said": "It is too long.", "when": ["2009-03"]}
    editor.write("plan", [Asked(Insert("consultation", 0, entry))])
    editor.write("plan", [Asked(Set("it-is-too-long.did", "We made it shorter."))])
    assert '- {id: it-is-too-long, said: It is too long., did: We made it shorter., when: ["2009-03"]}' in plan(editor)


def test_a_word_in_a_paragraph_changes_one_line(editor: Editor) -> None:
    before, name = plan(editor), "wording.young-people.recommendations.IA2.said"
    words = str(editor.value("plan", name)["value"])
    one_line = " ".join(words.split()).replace("keeps children safe", "keeps you safe")  # as a browser sends it
    editor.write("plan", [Asked(Set(name, one_line))])
    assert changed_lines(before, plan(editor)) == 2


def test_what_other_entries_refer_to_stays(editor: Editor) -> None:
    with pytest.raises(DiagnosticsError, match="MA2") as caught:
        editor.write("plan", [Asked(Remove("MA2"))])
    assert len({each.location.line for each in caught.value.diagnostics}) > 1  # every place that refers to it


def test_every_value_has_its_description_and_every_record_its_form(editor: Editor) -> None:
    for file in ("plan", "brand"):
        values, records = editor.values(file), set()
        for name in editor.standing.values[file].keys() & values.keys():
            value = editor.value(file, name)
            assert value["called"]
            assert json.dumps(value)
            records.add(value["record"])
        assert len(records) > 1
        for record in records - {None}:
            form = editor.form(file, record)
            assert form["fields"], record
            for field in form["fields"]:
                assert field["version"] == version_of(values.get(field["name"])), field["name"]


def test_the_brand_is_written_in_its_own_file(editor: Editor) -> None:
    path = editor.session.project.templates / "brand.yaml"
    before = path.read_text("utf-8")
    editor.write("brand", [Asked(Set("organisation", "Camden Council"))])
    assert changed_lines(before, path.read_text("utf-8")) == 2
    with pytest.raises(DiagnosticsError, match="contrast|cannot be read"):
        editor.write("brand", [Asked(Set("colours.accent", "#ffffff"))])
    editor.undo()
    assert path.read_text("utf-8") == before


@pytest.mark.parametrize("doing", [Editor.undo, Editor.redo])
def test_where_nothing_was_done_nothing_is_taken_back(editor: Editor, doing: Callable[[Editor], object]) -> None:
    with pytest.raises(CommandError):
        doing(editor)


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[Any]:
    """What a function of a module is called with from now on."""
    called, act = [], getattr(module, name)

    def noted(*words: Any, **more: Any) -> Any:
        called.append(words)
        return act(*words, **more)

    monkeypatch.setattr(module, name, noted)
    return called


def test_words_are_tried_once_to_be_judged_saved_and_shown(editor: Editor, monkeypatch: pytest.MonkeyPatch) -> None:
    session = editor.session
    style, publications = session.project.templates / "screen.css", 3
    tried = counted(monkeypatch, trial, "render")
    asked = [Asked(Set(HEADLINE, "Young people are to be asked"))]
    editor.judge("southwark-life", "plan", asked)
    editor.write("plan", asked)
    assert len(tried) == publications
    shown = counted(monkeypatch, session_module, "render")
    session.refresh(lambda _: None)
    assert shown == []
    assert "Young people are to be asked" in session.shown["southwark-life"].html
    session.refresh(lambda _: None)
    assert len(shown) == publications  # what was tried is taken once
    before = style.read_bytes()
    editor.judge("southwark-life", "plan", [Asked(Set(HEADLINE, "Two"))])
    style.write_bytes(before + b"\n")
    editor.write("plan", [Asked(Set(HEADLINE, "Two"))])
    assert len(tried) == 3 * publications  # what it was made from is another
    style.write_bytes(before)


def test_a_web_page_is_proved_again_where_it_says_something_else(
    editor: Editor, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, path = editor.session, editor.session.project.source
    session.refresh(lambda _: None)
    proved = counted(monkeypatch, trial, "carry_out")
    session.refresh(lambda _: None)
    assert proved == []
    text = plan(editor)
    for words in ("Ask Kerry Crichlow", "Ask them"):
        path.write_text(text.replace(str(editor.values("plan")[HEADLINE]), words), "utf-8")
        session.refresh(lambda _: None)
        is_refused = [bool(session.shown["southwark-life"].refused)]
        session.refresh(lambda _: None)
        assert [*is_refused, bool(session.shown["southwark-life"].refused)] == ["Kerry" in words] * 2
        text = plan(editor)
    assert [str(job.publication.key) for (job,) in proved] == ["southwark-life"] * 3
