"""A new project: made whole or not at all, working at once, and kept up to date."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import source_documents
from conftest import LIVE, REPOSITORY
from openpyxl import Workbook
from pypdfium2 import PdfDocument

from jarpub.build import pipeline
from jarpub.build.edits.approve import approve, to_approve
from jarpub.build.pipeline import BuildOptions
from jarpub.build.start.bundle import bundle
from jarpub.build.start.completed import completed
from jarpub.build.start.new_project import Wish, settings_of, start
from jarpub.checks.fairness import NO_WEAKNESS
from jarpub.checks.gaps import OPEN, PLACEHOLDER_LEFT
from jarpub.checks.stale_wording import NEVER_APPROVED, NOT_RECORDED, NOT_TOLD
from jarpub.checks.structure import LENGTH
from jarpub.cli.main import main
from jarpub.diagnostics import CommandError
from jarpub.project.approvals_file import Consent
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project

NAMES = ("--organisation", "Northtown Council", "--title", "Northtown: what we do next")


def project_in(folder: Path) -> Project:
    return Project(
        folder / "source" / "plan.yaml", "source/plan.yaml", folder / "templates", "templates", folder / "output"
    )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    start(tmp_path / "new", Wish("Northtown Council", 'The "next" plan: what we do'))
    return project_in(tmp_path / "new")


def test_three_commands_lead_from_nothing_to_nine_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path / "new"), *NAMES]) == 0
    assert "jarpub edit" in capsys.readouterr().out
    assert main([], root=tmp_path / "new") == 0
    assert len([*(tmp_path / "new" / "output").glob("[!.]*.*")]) == 9
    assert "Northtown: what we do next" in (tmp_path / "new" / "output" / "action-plan.html").read_text("utf-8")


def test_what_it_makes_lacks_only_answers_approval_and_the_plans_own_words(project: Project) -> None:
    built = pipeline.build(project, BuildOptions((), ["html"]))
    assert built.warnings == ()
    found = {reason.code for release in built.releases for reason in release.reasons}
    assert found - {OPEN, PLACEHOLDER_LEFT, NEVER_APPROVED, NOT_RECORDED, NOT_TOLD} == {NO_WEAKNESS}


def test_nothing_of_southwark_is_in_it(project: Project) -> None:
    files = [path for path in project.source.parent.parent.rglob("*") if path.is_file() and path.suffix != ".docx"]
    assert len(files) > 20
    assert [
        path for path in files if re.search("southwark|speakerbox|JAR\\b", path.read_text("utf-8"), re.IGNORECASE)
    ] == []


def small_workbook() -> bytes:
    """A plan of two recommendations with numbers for references, and no weaknesses."""
    book = Workbook()
    for row in (
        ("No.", "Recommendation", "Action", "By when", "Lead", "Status"),
        (1, "Be heard", "Ask young people", "March 2027", "Head of Youth", "Not started"),
        (2, "Be safe", "Light the park", "May 2027", "Ann Bee", "Done"),
    ):
        book.active.append(row)
    return source_documents.saved(book)


DOCUMENTS = {"2008.docx": (source_documents.word, ()), "small.xlsx": (small_workbook, ("--title", "Our plan"))}


def started_from(name: str, folder: Path, *words: str) -> Project:
    """A project of one of the documents."""
    document, named = DOCUMENTS[name]
    (folder / name).write_bytes(document())
    command = ["init", str(folder / "new"), "--organisation", "Northtown Council", *named, "--from", str(folder / name)]
    assert main([*command, *words]) == 0
    return project_in(folder / "new")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_a_councils_own_leads_to_nine_drafts(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = started_from(name, tmp_path)
    said = capsys.readouterr().out
    assert "0 left out" in said or "38 left out" in said
    assert "still to be written" in said
    ledger = (project.source.parent / "plan-ledger.csv").read_text("utf-8-sig")
    assert "plan-ledger.csv" in (project.source.parent.parent / "README.md").read_text("utf-8")
    assert "in the plan: document.title" in ledger or name == "small.xlsx"
    built = pipeline.build(project, BuildOptions((), ()))
    assert len(built.artifacts) == 9
    assert built.warnings == ()
    assert [str(each.publication.key) for each in built.releases if each.is_ready] == ["action-plan"]
    found = {reason.code for release in built.releases for reason in release.reasons}
    assert found <= {OPEN, PLACEHOLDER_LEFT, NEVER_APPROVED, LENGTH, NO_WEAKNESS}
    assert (NO_WEAKNESS in found) == (name == "2008.docx")  # which a plan without any cannot tell


def test_thirty_recommendations_stay_on_the_first_page_of_the_plan(tmp_path: Path) -> None:
    rows = [
        f"{number},Make service {number} better,Open a desk,March 2027,Head of Care,Amber" for number in range(1, 31)
    ]
    (tmp_path / "plan.csv").write_text("\n".join(["No.,Recommendation,Action,By when,Lead,RAG", *rows]), "utf-8")
    command = ["init", str(tmp_path / "new"), "--organisation", "Northtown Council", "--title", "What we do next"]
    assert main([*command, "--from", str(tmp_path / "plan.csv")]) == 0
    built = pipeline.build(project_in(tmp_path / "new"), BuildOptions(("action-plan",), ["pdf"]))
    first = PdfDocument(built.artifacts[0].content)[0].get_textpage().get_text_bounded()
    assert all(words in first for words in ("What we do next", "About this document", "When things are due", "30"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_nobody_has_written_is_marked_and_cannot_be_approved_or_go_out(name: str, tmp_path: Path) -> None:
    project = started_from(name, tmp_path)
    text = project.source.read_text("utf-8")
    texts = re.findall(r'"?\[TO BE WRITTEN: \w[^\]]*\]"?', text)
    refs = [str(each.ref) for each in load_plan(text.encode(), "plan.yaml").recommendations]
    assert [sum(f"recommendation {ref}" in each for each in texts) for ref in refs] == [8] * len(refs)
    left = [reason.quote for release in pipeline.build(project, BuildOptions((), ["html"])).releases for reason in release.reasons if reason.code == PLACEHOLDER_LEFT]  # fmt: skip
    printed = {each.strip('"') for each in texts if "is going well" not in each}  # a label of what may be left out
    assert {*left} == printed
    with pytest.raises(CommandError, match="still to be written"):
        to_approve(project, [refs[0]], "press")
    consent = Consent("Ann Example", "2027-01-01", None)
    done = approve(project, ["all"], "press", consent)
    assert {each.now.key for each in done.approved} == {"statuses", "progress", "next", "panel", "illustration"}
    project.source.write_text(text.replace(texts[-1], "Words of somebody"), "utf-8")
    assert texts[-1].strip('"') not in [each.quote for release in pipeline.build(project, BuildOptions((), ["html"])).releases for each in release.reasons]  # fmt: skip


def test_each_role_that_a_publication_needs_has_a_gap_once_and_those_that_are_there_stay(tmp_path: Path) -> None:
    project = started_from("2008.docx", tmp_path)
    plan, settings = load_plan(project.source.read_bytes(), "plan.yaml"), settings_of(Wish("Northtown", "Plan"))
    roles = [str(gap.role) for gap in plan.gaps]
    assert {*roles} == {role for each in settings.publications for role in each.roles} | {"plan-online", "initials"}
    assert len(roles) == len({*roles})
    assert project.source.read_text("utf-8").count("    answer: null\n    ask: ") == len(roles)  # where it is typed
    own = {"id": "G01", "role": "quote", "question": "Ours?"}
    data = {"gaps": (own,), "wording": {"press": {}}, "recommendations": (), "weaknesses": (), "abbreviations": ()}
    whole = completed(data, settings, "Northtown")
    assert whole["gaps"][0] is own
    assert [gap["role"] for gap in whole["gaps"]].count("quote") == 1
    assert "G01" not in [gap["id"] for gap in whole["gaps"][1:]]
    assert whole["wording"]["press"] == {}


def test_a_plan_imported_into_a_project_gets_the_same_and_one_outside_has_its_own_words_alone(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "plan.docx").write_bytes(source_documents.word())
    project.source.unlink()
    assert main(["import", str(tmp_path / "plan.docx"), "--to", str(project.source)], root=tmp_path) == 0
    assert len(pipeline.build(project, BuildOptions((), ["html"])).artifacts) == 3
    assert main(["import", str(tmp_path / "plan.docx"), "--to", str(tmp_path / "plan.yaml")], root=tmp_path) == 0
    alone = load_plan((tmp_path / "plan.yaml").read_bytes(), "plan.yaml")
    assert (alone.gaps, alone.wording) == ((), {})


def test_what_is_done_can_be_told_where_no_wording_names_it(project: Project) -> None:
    text = project.source.read_text("utf-8").replace("text: In progress, value: in_progress", "text: Done, value: done")
    project.source.write_text(text, "utf-8")
    built = pipeline.build(project, BuildOptions(("press-copy",), ["html"]))
    assert "action plan says: Listening to young people." in built.artifacts[0].content.decode()


@pytest.mark.parametrize(("title", "placed"), [("", 1), ("Another title", 0)])
def test_a_title_that_is_given_stands_in_the_place_of_the_documents_own(
    title: str, placed: int, tmp_path: Path
) -> None:
    project = started_from("2008.docx", tmp_path, *(("--title", title) if title else ()))
    plan = load_plan(project.source.read_bytes(), "plan.yaml")
    assert plan.document.title.words == (title or "Southwark JAR Action Plan 2008 – FINAL")
    ledger = (project.source.parent / "plan-ledger.csv").read_text("utf-8-sig")
    assert ledger.count("in the plan: document.title") == placed
    assert ledger.count("another was given") == 1 - placed


@pytest.mark.parametrize("there", ["source", "templates", "output"])
def test_nothing_that_is_there_is_overwritten(there: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / there).mkdir()
    (tmp_path / there / "mine.txt").write_text("mine", "utf-8")
    assert main(["init", str(tmp_path), *NAMES]) == 2
    assert f"has {there} in it" in capsys.readouterr().err
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["mine.txt"]


def test_a_second_start_says_that_there_is_a_project(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(project.source.parent.parent), *NAMES]) == 2
    assert "there is a project" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["check"], ["edit"], ["changes"], ["status"], ["update"]])
def test_a_folder_without_a_project_is_told_how_to_start_one(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command, root=tmp_path) == 2
    said = capsys.readouterr().err
    assert "there is no project in" in said
    assert "jarpub init" in said
    assert [*tmp_path.iterdir()] == []


def test_templates_that_nobody_changed_are_brought_up_to_date_and_others_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = project.source.parent.parent
    newer = tmp_path / "newer"
    subprocess.run(["cp", "-r", bundle(), newer], check=True)
    for name in ("house.css", "house.html"):
        (newer / name).write_text((newer / name).read_text("utf-8") + "\n", "utf-8")
    mine = (project.templates / "house.html").read_text("utf-8") + "{# mine #}\n"
    (project.templates / "house.html").write_text(mine, "utf-8")
    plan = project.source.read_bytes()
    for module in ("bundle", "kept"):
        monkeypatch.setattr(f"jarpub.build.start.{module}.bundle", lambda: newer)
    assert main(["update"], root=root) == 0
    said = capsys.readouterr().out
    assert "templates/house.css: brought up to date" in said
    assert "templates/house.html: changed here, and kept" in said
    assert (project.templates / "house.css").read_bytes() == (newer / "house.css").read_bytes()
    assert (project.templates / "house.html").read_text("utf-8") == mine
    assert project.source.read_bytes() == plan
    assert main(["update"], root=root) == 0
    assert "No templates brought up" in capsys.readouterr().out


def test_the_templates_that_come_along_are_not_updated_by_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update"], root=LIVE.source.parent.parent) == 2
    assert "the templates that come along with jarpub" in capsys.readouterr().err


@pytest.mark.slow
def test_a_wheel_has_all_that_a_project_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*command, tmp_path, REPOSITORY], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "installed")
    made = "import sys; sys.argv[0] = 'jarpub'; from jarpub.cli.main import main; sys.exit(main(sys.argv[1:]))"
    world = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tmp_path / "installed"), "HOME": str(tmp_path)}

    def run(*words: str, folder: Path = tmp_path) -> None:
        subprocess.run([sys.executable, "-c", made, *words], check=True, cwd=folder, env=world, capture_output=True)

    run("init", "new", *NAMES)
    run(folder=tmp_path / "new")
    assert len([*(tmp_path / "new" / "output").glob("[!.]*.*")]) == 9


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[Project]]:
    """Somebody who types this at a terminal, and the projects that are opened in the editor then."""
    opened: list[Project] = []

    def sits(typed: str) -> list[Project]:
        keys = StringIO(typed)
        monkeypatch.setattr(keys, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("sys.stdin", keys)
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.setattr("webbrowser.get", lambda: None)
        monkeypatch.setattr("jarpub.web.preview.preview", lambda project, *_, **how: opened.append(project) if how["editing"] else None)  # fmt: skip
        return opened

    return sits


def test_at_a_terminal_it_asks_for_all_that_it_needs_and_opens_the_editor(
    tmp_path: Path, at_a_terminal: Callable[[str], list[Project]], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "our plan.xlsx").write_bytes(small_workbook())
    monkeypatch.chdir(tmp_path)
    lines = ("", "Northtown Council", "nowhere.docx", "our\\ plan.xlsx", "What we do next", "")
    opened = at_a_terminal("".join(f"{each}\n" for each in lines))
    assert main(["init", "new"]) == 0
    plan = load_plan((tmp_path / "new/source/plan.yaml").read_bytes(), "plan.yaml")
    assert plan.document.title.words == "What we do next"
    assert [str(each.ref) for each in plan.recommendations] == ["1", "2"]
    assert "Northtown Council" in (tmp_path / "new/templates/brand.yaml").read_text("utf-8")
    assert [each.source for each in opened] == [tmp_path / "new/source/plan.yaml"]


def test_without_a_document_it_makes_the_example_and_stays_away_where_it_is_told_to(
    tmp_path: Path, at_a_terminal: Callable[[str], list[Project]]
) -> None:
    opened = at_a_terminal("Northtown Council\n\nOur plan\nno\n")
    assert main(["init", str(tmp_path / "new")]) == 0
    assert "[to be replaced]" in (tmp_path / "new/source/plan.yaml").read_text("utf-8")
    assert opened == []


def test_doubts_about_a_document_can_be_answered_at_once(
    tmp_path: Path, at_a_terminal: Callable[[str], list[Project]]
) -> None:
    (tmp_path / "2008.docx").write_bytes(source_documents.word())
    at_a_terminal(f"{tmp_path / '2008.docx'}\nyes\n1\n{17 * chr(10)}no\n")
    assert main(["init", str(tmp_path / "new"), "--organisation", "Southwark Council"]) == 0
    plan = load_plan((tmp_path / "new/source/plan.yaml").read_bytes(), "plan.yaml")
    assert [str(each.name) for each in plan.people if each.initials] == ["Kerry Crichlow"]


def test_where_nobody_answers_any_more_nothing_is_made(
    tmp_path: Path, at_a_terminal: Callable[[str], list[Project]], capsys: pytest.CaptureFixture[str]
) -> None:
    at_a_terminal("Northtown Council\n")
    assert main(["init", str(tmp_path / "new")]) == 2
    assert "nothing was made" in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "the name of your organisation (--organisation) and of the plan (--title, or --from"),
        (("--organisation", "Northtown"), "the name of the plan (--title, or --from"),
        (("--title", "Our plan"), "the name of your organisation (--organisation)"),
        (("--organisation", "Northtown", "--from", "small.csv"), "the document does not say what the plan is called"),
    ],
)
def test_elsewhere_one_sentence_says_what_is_missing(
    given: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "small.csv").write_text("Ref,Recommendation,Action\nA,Be safe,Light it\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["init", "new", *given]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_program_is_told_of_a_new_project_as_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2008.docx").write_bytes(source_documents.word())
    command = ["init", str(tmp_path / "new"), "--json", "--organisation", "Southwark Council"]
    assert main([*command, "--from", str(tmp_path / "2008.docx")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["status"], told["folder"], told["left"]) == ("started", str(tmp_path / "new"), [])
    assert told["imported"]["files"] == ["source/plan-ledger.csv", "source/plan.yaml"]
    assert len(told["imported"]["questions"]) == 18
