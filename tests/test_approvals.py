"""Approvals: written into a file beside the plan, where nothing else changes, and asked for again when words change."""

import difflib
import json
import re
import subprocess
from pathlib import Path

import pytest
from conftest import PROJECT, ROOT, copied

from jarpub.build.edits.approve import approve, status
from jarpub.build.load_and_check import load_sources
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.approvals_file import HEAD, Consent, taken_out
from jarpub.project.paths import Project
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


def changed_lines(before: str, after: str) -> list[str]:
    difference = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in difference if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def approved(project: Project, key: str = "IA1", audience: str = "young-people", by: str = "Ann Example") -> None:
    approve(project, [key], audience, Consent(by, "2009-03-31"))


def state(project: Project, name: str) -> str:
    return next(piece.state for piece in status(project) if piece.id == name)


def test_only_the_approval_changes(project: Project) -> None:
    before, plan = project.approvals.read_text("utf-8"), project.source.read_bytes()
    approved(project)
    assert project.source.read_bytes() == plan
    lines = changed_lines(before, project.approvals.read_text("utf-8"))
    assert [re.sub('"[0-9a-f]{16}"', "SUM", line.strip("+-").strip()) for line in lines] == [
        "approved: null", "by: null", "on: null", "approved: SUM", 'by: "Ann Example"', 'on: "2009-03-31"',
    ]  # fmt: skip
    assert state(project, "young-people.IA1") == "approved"
    assert state(project, "press.IA1") == "never approved"


def test_one_value_is_two_lines_of_difference(project: Project) -> None:
    approved(project)
    before = project.approvals.read_text("utf-8")
    approved(project, by="Bea Example")
    assert changed_lines(before, project.approvals.read_text("utf-8")) == [
        '-    by: "Ann Example"',
        '+    by: "Bea Example"',
    ]


def test_the_same_again_changes_nothing(project: Project) -> None:
    approved(project)
    before = project.approvals.read_bytes()
    approved(project)
    assert project.approvals.read_bytes() == before


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_comments_quotes_and_line_ends_stay(ends: str, project: Project) -> None:
    text = project.approvals.read_text("utf-8")
    text = text.replace("  - id: press.lead\n", "  # ask the editor\n  - id: 'press.lead'   # in the lead\n")
    text = "\ufeff" + text + "\n# the end\n"
    project.approvals.write_bytes(text.replace("\n", ends).encode())
    approve(project, ["lead"], "press", Consent("Ann Example", "2009-03-31", "by telephone"))
    after = project.approvals.read_bytes().decode()
    assert after.count(ends) == after.count("\n")
    lines = changed_lines(text, "\n".join(after.split(ends)))
    assert len(lines) == 8
    assert all(re.match(r"[+-]    (approved|by|on|note): ", line) for line in lines)


def test_without_the_file(project: Project) -> None:
    project.approvals.unlink()
    assert state(project, "young-people.IA1") == "not recorded"
    approved(project)
    assert "approvals:\n  - id: young-people.IA1\n    from: [IA1]\n" in project.approvals.read_text("utf-8")
    assert state(project, "young-people.IA1") == "approved"


def with_approvals_inside(project: Project) -> tuple[str, str]:
    """The plan as older ones are, with its approvals inside and their sums; the texts of both before that."""
    plan, kept = project.source.read_text("utf-8"), project.approvals.read_text("utf-8")
    section = kept.replace("    approved: null\n", '    fingerprint: "0123456789abcdef"\n    approved: null\n')
    project.source.write_text(f"{plan}\n{section}", "utf-8")
    project.approvals.unlink()
    return plan, kept


def test_an_older_plan_is_read_and_its_approvals_move_out_on_the_first_one(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    plan, kept = with_approvals_inside(project)
    assert state(project, "press.lead") == "never approved"
    words = ["approve", "lead", "--for", "press", "--by", "Ann Example", "--on", "2009-03-31"]
    assert main([*words, "--source", str(project.source)], root=ROOT) == 0
    assert f"All approvals have moved from the plan into {project.approvals}" in capsys.readouterr().out
    assert project.source.read_text("utf-8") == plan
    assert [line[:10] for line in changed_lines(kept, project.approvals.read_text("utf-8"))] == [
        "-    appro", "-    by: n", "-    on: n", "+    appro", '+    by: "', '+    on: "',
    ]  # fmt: skip
    assert state(project, "press.lead") == "approved"


def test_what_stands_beside_the_plan_counts_more_than_what_is_left_inside(project: Project) -> None:
    """As after a stop between the two files: the next approval tidies up, and loses nothing."""
    approved(project)
    kept = project.approvals.read_text("utf-8")
    with_approvals_inside(project)
    project.approvals.write_text(kept.split("  - id: press.lead\n")[0], "utf-8")
    assert state(project, "young-people.IA1") == "approved"
    approved(project, "IA2")
    assert "approvals:" not in project.source.read_text("utf-8")
    assert {state(project, name) for name in ("young-people.IA1", "young-people.IA2")} == {"approved"}
    assert state(project, "press.lead") == "never approved"


@pytest.mark.slow
def test_two_people_approve_in_two_copies_and_git_merges_both(project: Project, tmp_path: Path) -> None:
    base = project.approvals.read_text("utf-8")
    texts = []
    for key, by in (("IA1", "Ann Example"), ("IA2", "Bea Example")):
        project.approvals.write_text(base, "utf-8")
        approved(project, key, by=by)
        texts.append(project.approvals.read_text("utf-8"))
    paths = [tmp_path / name for name in ("mine", "base", "theirs")]
    for path, text in zip(paths, (texts[0], base, texts[1]), strict=True):
        path.write_text(text, "utf-8")
    merged = subprocess.run(["git", "merge-file", "-p", *paths], capture_output=True, check=True).stdout.decode()
    project.approvals.write_text(merged, "utf-8")
    assert {state(project, name) for name in ("young-people.IA1", "young-people.IA2")} == {"approved"}


def test_a_changed_plan_makes_it_stale_and_approving_it_again_mends_that(project: Project) -> None:
    approved(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(
        text.replace("text: Summary produced and placed", "text: Summary made and placed", 1), "utf-8"
    )
    assert state(project, "young-people.IA1") == "stale"
    assert state(project, "young-people.IA2") == "never approved"
    before = project.approvals.read_text("utf-8")
    (done,) = approve(project, ["IA1"], "young-people", Consent("Ann Example", "2009-03-31")).approved
    assert done.before.differences == {
        "IA1.o2": ("Summary produced and placed on websites.", "Summary made and placed on websites.")
    }
    lines = [
        re.sub('"[0-9a-f]{16}"', "SUM", line) for line in changed_lines(before, project.approvals.read_text("utf-8"))
    ]
    assert lines == [
        '-      IA1.o2: "Summary produced and placed on websites."',
        '+      IA1.o2: "Summary made and placed on websites."',
    ]
    assert state(project, "young-people.IA1") == "approved"


def test_changed_wording_is_to_be_approved_again(project: Project) -> None:
    approved(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("You can tell us what you think.", "Tell us what you think.", 1), "utf-8")
    assert state(project, "young-people.IA1") == "changed"


@pytest.mark.parametrize("audience", ["young-people", "press"])
def test_everything_that_an_audience_is_told_belongs_to_some_wording_that_is_approved(
    audience: str, project: Project
) -> None:
    plan = load_sources(project).plan
    pieces = [piece for piece in status(project) if piece.audience == audience]
    texts = [text.id for piece in pieces for text in piece.texts]
    assert sorted(texts) == sorted(each.id for each in walk(plan.wording[audience]) if isinstance(each, Text))
    approve(project, ["all"], audience, Consent("Ann Example", "2009-03-31"))
    assert {piece.state for piece in status(project) if piece.audience == audience} == {"approved"}


CHANGES = [
    ("young-people.title", "title: Five things on our to-do list", "title: Five things that we did"),
    ("young-people.labels", "doing: Our plan", "doing: Your plan"),
    ("young-people.statuses", "done: This is done.", "done: All is well."),
    ("young-people.weaknesses", "heading: What else was weak?", "heading: What else was strong?"),
    ("young-people.feedback", "anonymous: We do not ask for", "anonymous: We ask for"),
    ("young-people.help", "talk to an adult you trust.", "keep it to yourself."),
    ("press.statuses", "done: The plan records this work as done.", "done: This work is a success."),
    ("press.links", "report: Read the inspectors' full report", "report: Read what the inspectors think"),
]


def test_what_stands_around_the_recommendations_is_approved_again_when_it_changes(project: Project) -> None:
    for audience in ("young-people", "press"):
        approve(project, ["all"], audience, Consent("Ann Example", "2009-03-31"))
    text = project.source.read_text("utf-8")
    for name, before, now in CHANGES:
        assert before in text
        project.source.write_text(text.replace(before, now), "utf-8")
        assert {piece.id: piece.state for piece in status(project) if piece.state != "approved"} == {name: "changed"}


def test_a_record_that_is_taken_out_leaves_its_wording_to_be_approved(project: Project) -> None:
    approved(project, "lead", "press")
    before, entry, behind = re.split(
        r"(  - id: press\.lead\n.*?)(?=  - id: )", project.approvals.read_text("utf-8"), flags=re.DOTALL
    )
    assert "Ann Example" in entry
    project.approvals.write_text(before + behind, "utf-8")
    assert state(project, "press.lead") == "never approved"


def test_the_magazine_is_read_again_when_another_priority_is_given(project: Project) -> None:
    approve(project, ["all"], "press", Consent("Ann Example", "2009-03-31"))
    text = project.source.read_text("utf-8")
    text = text.replace("{text: Immediate action, value: immediate}", "{text: Over 6 months, value: six_months}", 1)
    project.source.write_text(text, "utf-8")
    stale = {piece.id: piece.differences for piece in status(project) if piece.state == "stale"}
    differs = {"IA1.priority": ("Immediate action (immediate)", "Over 6 months (six_months)")}
    assert stale == {"press.context": differs, "press.IA1": differs, "young-people.IA1": differs}


def test_wording_is_written_from_a_priority_that_there_is(project: Project) -> None:
    kept = project.approvals.read_text("utf-8")
    project.approvals.write_text(kept.replace("from: [OV.p1, IA1.priority,", "from: [OV.p1, IA9.priority,"), "utf-8")
    with pytest.raises(DiagnosticsError, match=r'no entry has the id "IA9.priority"; did you mean "IA\d.priority"'):
        status(project)


def test_a_quote_is_approved_as_the_answer_to_its_gap(project: Project) -> None:
    text = project.source.read_text("utf-8")
    gap = "who approved it, when?\n    answer: null"
    project.source.write_text(text.replace(gap, gap.replace("null", "'“We will listen,” said the council.'")), "utf-8")
    approve(project, ["G07"], "press", Consent("Ann Example", "2009-03-31"))
    assert state(project, "press.G07") == "approved"
    project.source.write_text(project.source.read_text("utf-8").replace("We will listen", "We shall listen"), "utf-8")
    assert state(project, "press.G07") == "changed"


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["IA1", "--for", "young-people"], 2, "an approval is kept with the name of the person, and none is given"),
        (["IA1", "--for", "young-people", "--by", "  "], 2, "none is given; type the first and the last name"),
        (
            ["IA1", "--by", "Ann Example"],
            2,
            "it is not said for whom the wording is; add --for young-people or --for press",
        ),
        (["IA9", "--for", "press", "--by", "Ann Example"], 2, 'there is no wording "IA9" for press; did you mean'),
        (
            ["IA1", "--for", "yung-people", "--by", "Ann Example"],
            2,
            'did you mean "young-people"? known here: young-people (the wording of young-peoples-summary) or press (the',
        ),
        (
            ["IA1", "--for", "action-plan", "--by", "Ann Example"],
            2,
            "action-plan has no wording to approve: it prints the plan's own words; there is wording for young-people",
        ),
        (["IA1", "--for", "press", "--by", "Ann Example", "--on", "yesterday"], 2, '"yesterday" is no date'),
        (["IA1", "--for", "press", "--by", "NAME"], 2, '"NAME" is nobody\'s name'),
    ],
)
def test_what_cannot_be_approved(
    words: list[str], status: int, said: str, project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.approvals.read_bytes()
    assert main(["approve", *words, "--source", str(project.source)], root=ROOT) == status
    assert said in capsys.readouterr().err
    assert project.approvals.read_bytes() == before


def test_a_file_that_cannot_be_written_is_left_alone(project: Project) -> None:
    project.approvals.write_text("{approvals: []}\n", "utf-8")
    before = project.approvals.read_bytes()
    with pytest.raises(CommandError, match="the approval cannot be written into .*approvals.yaml"):
        approved(project)
    assert project.approvals.read_bytes() == before


def test_the_command(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    source = ["--source", str(project.source)]
    assert (
        main(["approve", "IA1", "--for", "press", "--by", "Ann Example", "--on", "2009-03-31", *source], root=ROOT) == 0
    )
    *shown, done, head, told, how = capsys.readouterr().out.splitlines()
    assert shown[0] == "press.IA1 says:"
    assert "The plan says:" in shown
    assert any(line.startswith("  IA1.a1: Consult with a sample of young people") for line in shown)
    assert done == "press.IA1 is approved by Ann Example, 2009-03-31."
    assert (head, told) == ("These actions are recorded as told:", "  press.IA1: IA1.a1, IA1.a2, IA1.a5")
    assert how.startswith("If the wording leaves one out, take it out of tells there in ")
    assert main(["status", *source], root=ROOT) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["wording", "state", "approved"]
    assert ["press.IA1", "approved", "Ann", "Example,", "2009-03-31"] in [line.split() for line in lines]
    assert main(["status", "--json", *source], root=ROOT) == 0
    wording = json.loads(capsys.readouterr().out)["wording"]
    assert {piece["state"] for piece in wording} == {"approved", "never approved"}


def test_the_record_is_true_of_the_plan_as_it_stands() -> None:
    assert {piece.state for piece in status(PROJECT)} <= {"approved", "never approved"}


def test_a_name_under_by_needs_a_date(project: Project) -> None:
    text = project.approvals.read_text("utf-8")
    project.approvals.write_text(text.replace("    by: null\n", '    by: "Ann Example"\n', 1), "utf-8")
    with pytest.raises(DiagnosticsError, match="an approval needs a name and a date, and only one is there"):
        status(project)


def test_a_reference_to_nothing_is_found_in_the_file(project: Project) -> None:
    text = project.approvals.read_text("utf-8")
    project.approvals.write_text(text.replace("tells: [IA1.a1,", "tells: [IA1.b1,", 1), "utf-8")
    with pytest.raises(DiagnosticsError, match=r'approvals.yaml:\d+:\d+: .*no entry has the id "IA1.b1"'):
        status(project)


@pytest.mark.parametrize("key", ['"approvals"', "approvals ", "'approvals'"])
def test_the_key_of_an_older_section_is_found_however_it_is_written(key: str, project: Project) -> None:
    with_approvals_inside(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("\napprovals:", f"\n{key}:"), "utf-8")
    approved(project)
    assert "young-people.IA2" not in project.source.read_text("utf-8")
    assert state(project, "young-people.IA1") == "approved"
    assert state(project, "young-people.IA2") == "never approved"


def test_what_cannot_be_moved_out_is_not_lost(project: Project) -> None:
    with_approvals_inside(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("\napprovals:", "\n? approvals\n:"), "utf-8")
    before = project.source.read_bytes()
    with pytest.raises(CommandError, match="cannot be moved out"):
        approved(project)
    assert project.source.read_bytes() == before
    assert not project.approvals.exists()


def test_an_approval_inside_is_not_lost_to_an_empty_one_beside(project: Project) -> None:
    kept = project.approvals.read_text("utf-8")
    approved(project)
    inside = project.approvals.read_text("utf-8")
    project.source.write_text(f"{project.source.read_text('utf-8')}\n{inside}", "utf-8")
    project.approvals.write_text(kept, "utf-8")
    assert state(project, "young-people.IA1") == "approved"
    approved(project, "IA2", by="Bob Example")
    assert project.approvals.read_text("utf-8").count('by: "') == 2
    assert state(project, "young-people.IA1") == "approved"


def test_two_approvals_of_one_wording_are_for_a_person_to_decide(project: Project) -> None:
    kept = project.approvals.read_text("utf-8")
    approved(project)
    inside = project.approvals.read_text("utf-8")
    project.approvals.write_text(kept, "utf-8")
    approved(project, by="Bob Example")
    project.source.write_text(f"{project.source.read_text('utf-8')}\n{inside}", "utf-8")
    with pytest.raises(CommandError, match="young-people.IA1 is approved inside .* by Ann Example, and in .* by Bob"):
        approved(project, "IA2")


def test_a_note_of_somebodys_own_stays_in_the_plan(project: Project) -> None:
    with_approvals_inside(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(text.replace("\napprovals:", "\n# MY OWN NOTE\napprovals:"), "utf-8")
    approved(project)
    assert "# MY OWN NOTE\n" in project.source.read_text("utf-8")


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing yet\n", "\ufeff# nothing yet"])
def test_a_file_without_an_approval_is_none(content: str, project: Project) -> None:
    project.approvals.write_text(content, "utf-8")
    assert state(project, "young-people.IA1") == "not recorded"
    approved(project)
    assert state(project, "young-people.IA1") == "approved"
    assert project.approvals.read_text("utf-8").startswith(content.strip())


def test_a_link_stays_a_link(project: Project, tmp_path: Path) -> None:
    real = tmp_path / "kept" / "a.yaml"
    real.parent.mkdir()
    project.approvals.rename(real)
    project.approvals.symlink_to(real)
    approved(project)
    assert project.approvals.is_symlink()
    assert "Ann Example" in real.read_text("utf-8")


def test_a_byte_order_mark_stays(project: Project) -> None:
    kept = project.approvals.read_text("utf-8")
    project.approvals.write_text("\ufeff" + kept[kept.index("approvals:") :], "utf-8")
    approved(project)
    assert project.approvals.read_bytes().startswith(b"\xef\xbb\xbfapprovals:")


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
def test_what_an_older_plan_says_above_its_approvals_goes_with_them(ends: str, project: Project) -> None:
    plan, _ = with_approvals_inside(project)
    project.source.write_bytes(project.source.read_text("utf-8").replace("\n", ends).encode())
    approved(project)
    assert project.source.read_bytes().decode() == plan.replace("\n", ends)
    assert project.approvals.read_bytes().count(b"\r\n") == (ends == "\r\n") * project.approvals.read_bytes().count(
        b"\n"
    )


def test_a_plan_without_approvals_inside_is_left_as_it_is(project: Project) -> None:
    text = f"{HEAD}{project.source.read_text('utf-8')}"
    assert taken_out(text) == (text, "")
