"""Nothing that people or programs do at the same moment loses an approval, or what somebody else saves."""

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, copied
from test_large import calls, steep

from jarpub.build import whole_file
from jarpub.build.edits.approve import Approvals, approve, status
from jarpub.build.whole_file import locked, write_whole
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project import approvals_file
from jarpub.project.approvals_file import Consent, taken_out
from jarpub.project.paths import Project

ANN = Consent("Ann Example", "2009-03-31")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


def approved(project: Project, audience: str = "young-people") -> set[str]:
    return {each.key for each in status(project) if each.audience == audience and each.state == "approved"}


def test_of_many_simultaneous_approvals_none_is_lost(project: Project) -> None:
    keys = [each.key for each in status(project) if each.audience == "press"]
    assert len(keys) >= 10
    with ThreadPoolExecutor(len(keys)) as people:
        told = list(people.map(lambda key: approve(project, [key], "press", ANN), keys))
    assert [each.approved[0].now.key for each in told] == keys
    assert approved(project, "press") == set(keys)


def test_processes_wait_for_each_other(project: Project) -> None:
    command = [sys.executable, "-m", "jarpub", "approve", "--for", "young-people", "--by", "Ann Example", "--yes"]
    words = [[*command, "--source", str(project.source), key] for key in ("IA1", "IA2", "MA1")]
    world = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen(each, cwd=ROOT, env=world, stdout=subprocess.DEVNULL) for each in words]
    assert [each.wait() for each in running] == [0, 0, 0]
    assert approved(project) == {"IA1", "IA2", "MA1"}


def saving_once(path: Path, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that saves while an approval is being written."""
    real, left = approvals_file.recorded, [words]

    def recorded(*arguments: Any) -> str:
        if left:
            path.write_text(path.read_text("utf-8") + left.pop(), "utf-8")
        return real(*arguments)

    monkeypatch.setattr(approvals_file, "recorded", recorded)


def test_what_an_editor_saves_in_the_same_moment_stays(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    saving_once(project.approvals, "# a note of mine\n", monkeypatch)
    approve(project, ["IA1"], "young-people", ANN)
    assert approved(project) == {"IA1"}
    assert "# a note of mine" in project.approvals.read_text("utf-8")


def test_words_of_the_plan_that_are_saved_in_the_same_moment_are_not_approved_unread(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_once(project.source, "# another word\n", monkeypatch)
    with pytest.raises(CommandError, match=r"plan.yaml was saved just now"):
        approve(project, ["IA1"], "young-people", ANN)
    assert approved(project) == set()
    assert project.source.read_text("utf-8").endswith("# another word\n")


def test_a_program_that_saves_again_and_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jarpub.build.edits.saving.write_whole", lambda *_, **__: False)
    with pytest.raises(CommandError, match="is saved by another program again and again"):
        approve(project, ["IA1"], "young-people", ANN)


def test_an_approval_that_never_ends(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_file, "WAIT_SECONDS", 0.01)
    lock = project.approvals.with_name(f".{project.approvals.name}.lock")
    with locked(lock, "", ""), pytest.raises(CommandError, match="somebody else has been writing"):
        approve(project, ["IA1"], "young-people", ANN)


def test_mode_and_owner_stay(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "chown", lambda _, *owner: given.append(owner))
    project.approvals.chmod(0o640)
    there = project.approvals.stat()
    approve(project, ["IA1"], "young-people", ANN)
    assert project.approvals.stat().st_mode == there.st_mode
    assert given == [(there.st_uid, there.st_gid)]


def test_a_new_file_has_the_mode_of_the_plan(project: Project) -> None:
    project.approvals.unlink()
    project.source.chmod(0o660)
    approve(project, ["IA1"], "young-people", ANN)
    assert project.approvals.stat().st_mode == project.source.stat().st_mode


def test_a_file_that_is_another_now_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"theirs")
    assert not write_whole(path, b"ours", instead_of=b"before")
    assert path.read_bytes() == b"theirs"
    assert write_whole(path, b"ours", instead_of=b"theirs")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"ours"]


def test_approvals_stand_beside_the_plan_itself_where_it_is_a_link(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    for path in (project.source, project.approvals):
        path.rename(shared / path.name)
    project.source.symlink_to(shared / "plan.yaml")
    words = ["approve", "IA1", "--for", "press", "--by", "Ann Example", "--source", str(project.source)]
    assert main(words, root=ROOT) == 0
    assert f"take it out of tells there in {shared / 'approvals.yaml'}" in capsys.readouterr().out
    assert "Ann Example" in (shared / "approvals.yaml").read_text("utf-8")
    assert project.source.is_symlink()
    assert not project.approvals.exists()


def counted(lines: int) -> Mapping[Any, int]:
    text = "a: b\napprovals:\n" + "\n# x\n" * lines + "  - id: a.b\n" + "\n" * lines + "z"
    return calls(lambda: taken_out(text))


def test_empty_lines_are_linear() -> None:
    assert steep(counted, (1000, 3000, 5000), 500) == {}
    assert max(counted(1000).values()) >= 2000  # they are counted at all


def test_a_file_that_begins_with_empty_lines_is_read(project: Project) -> None:
    project.approvals.write_text("\n" * 3000 + project.approvals.read_text("utf-8"), "utf-8")
    approve(project, ["IA1"], "young-people", ANN)
    assert approved(project) == {"IA1"}


def test_several_are_approved_at_once_or_none(project: Project) -> None:
    told = approve(project, ["IA2", "IA1", "IA2"], "young-people", ANN)
    assert [each.now.key for each in told.approved] == ["IA2", "IA1"]
    with pytest.raises(CommandError) as refused:
        approve(project, ["MA1", "IA9", "abuot"], "young-people", ANN)
    assert refused.value.message == 'there is no wording "IA9" or "abuot" for young-people'
    assert 'for "abuot": did you mean "about"?' in refused.value.hint
    assert approved(project) == {"IA1", "IA2"}


def test_all_is_what_nobody_has_approved_yet(project: Project) -> None:
    approve(project, ["IA1"], "young-people", Consent("Bea Example", "2009-01-31"))
    assert "IA1" not in {each.now.key for each in approve(project, ["all"], "young-people", ANN).approved}
    assert approved(project) == {each.key for each in status(project) if each.audience == "young-people"}
    assert 'by: "Bea Example"' in project.approvals.read_text("utf-8")
    before = project.approvals.read_bytes()
    assert approve(project, ["all"], "young-people", ANN) == Approvals((), project.name(project.approvals))
    assert project.approvals.read_bytes() == before


def test_all_leaves_what_is_stale_to_whoever_reads_it(project: Project) -> None:
    """Nobody's name takes the place of another's by the way."""
    approve(project, ["IA1"], "young-people", Consent("Bea Example", "2009-01-31"))
    replaced(project.source, "Consult with a sample of young people on", "Consult young people on")
    assert "IA1" not in {each.now.key for each in approve(project, ["all"], "young-people", ANN).approved}
    assert 'by: "Bea Example"' in project.approvals.read_text("utf-8")
    (told,) = approve(project, ["IA1"], "young-people", ANN).approved
    assert told.now.state == "approved"


def replaced(path: Path, find: str, put: str) -> None:
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, put, 1), "utf-8")


TELLS = "    tells: [IA1.a1, IA1.a2, IA1.a5]\n"


@pytest.mark.parametrize(
    ("there", "then", "told"),
    [
        ("", TELLS, ("IA1.a1", "IA1.a2", "IA1.a5")),
        (TELLS, TELLS, ()),
        ("    tells: [IA1.a2]\n", "    tells: [IA1.a2]\n", ()),
        ("    tells: []\n", "    tells: []\n", ()),
        (
            "    left_out: [{action: IA1.a2, why: it is for adults}]\n",
            "    tells: [IA1.a1, IA1.a5]\n    left_out: [{action: IA1.a2, why: it is for adults}]\n",
            ("IA1.a1", "IA1.a5"),
        ),
    ],
)
def test_what_wording_tells_is_written_where_no_person_has(
    there: str, then: str, told: tuple[str, ...], project: Project
) -> None:
    replaced(project.approvals, TELLS, there)
    (done,) = approve(project, ["IA1"], "young-people", ANN).approved
    assert done.told == told
    assert f"  - id: young-people.IA1\n    from: [IA1]\n{then}    approved: " in project.approvals.read_text("utf-8")


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("", "", "young-people.IA1: IA1.a5, which this wording tells, is no longer in the plan; read the wording"),
        (
            "tells: [IA1.a1, IA1.a2, IA1.a5]",
            "tells: [IA1.a1, IA1.a2]\n    left_out: [{action: IA1.a5, why: it is for adults}]",
            "IA1.a5, which this wording leaves out, is no longer in the plan",
        ),
        ("tells: [IA1.a1, IA1.a2, IA1.a5]", "tells: [IA1.a1, IA1.a9]", 'no entry has the id "IA1.a9"; did you mean'),
    ],
)
def test_an_action_that_is_gone_is_said_to_be_gone(find: str, put: str, said: str, project: Project) -> None:
    text = project.source.read_text("utf-8")
    start = text.index("          - id: IA1.a5\n")
    end = min(text.index(each, start + 1) for each in ("          - id: ", "        outcomes:"))
    project.source.write_text(text[:start] + text[end:], "utf-8")
    replaced(project.approvals, find, put)
    with pytest.raises(DiagnosticsError) as refused:
        status(project)
    assert any(said in str(each) for each in refused.value.diagnostics)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2009-02-31", '"2009-02-31" is no date: no calendar has it; type the year'),
        ("31/02/2009", '"31/02/2009" is no date: no calendar has it; type the year'),
        ("03/31/2009", "no calendar has it; type the year, month and day, such as 2009-03-31, or day, month and year"),
        ("tomorrow", '"tomorrow" is no date; type the year, month and day, such as 2009-03-31'),
        ("2009", '"2009" is no date'),
        ("31 Marsh 2009", '"31 Marsh 2009" is no date'),
        ("2999-01-01", '"2999-01-01" has not come yet: this machine says that today is '),
        ("1009-03-31", '1009-03-31 is long before the plan, which is called "Southwark JAR Action Plan 2008'),
    ],
)
def test_a_day_that_cannot_be(typed: str, said: str, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.approvals.read_bytes()
    words = ["approve", "IA1", "--for", "press", "--by", "Ann Example", "--on", typed]
    assert main([*words, "--source", str(project.source)], root=ROOT) == 2
    assert said in capsys.readouterr().err
    assert project.approvals.read_bytes() == before


@pytest.mark.parametrize(
    "typed", ["2009-03-31", "31/03/2009", " 31.3.2009 ", "31 March 2009", "31 march 2009", "2009-3-31", "31-03-2009"]
)
def test_a_day_however_it_is_typed(typed: str, project: Project) -> None:
    words = ["approve", "IA1", "--for", "press", "--by", "Ann Example", "--on", typed]
    assert main([*words, "--source", str(project.source)], root=ROOT) == 0
    assert 'on: "2009-03-31"' in project.approvals.read_text("utf-8")


@pytest.mark.parametrize("day", ["2007-12-31", "2008-11-03"])
def test_a_plan_may_be_approved_in_the_year_before_its_own(day: str, project: Project) -> None:
    assert approve(project, ["IA1"], "press", Consent("Ann Example", day)).approved
