"""Publications that stay inside: in a folder of their own, marked, never final; and entries that are like others."""

import re
from pathlib import Path

import pytest
from conftest import copied

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import Release, releases_of
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.paths import Project
from jarpub.project.plan.model import Weakness

ENTRIES = """
  - key: performance-surgery
    subject: Performance Surgery report
    internal: true
    audience: CSMT
    template: performance-surgery.html
    word: word/landscape.docx
    font: plain
    sees: [document, recommendations, people, gaps]
    needs: [progress-report-date]

  - key: weaknesses-by-manager
    like: performance-surgery
    subject: Weaknesses by manager
    template: weaknesses-by-manager.html
    sees: [document, weaknesses, people]
"""
GAP = """  - id: G24
    role: progress-report-date
    question: What is the date of the next Performance Surgery report?
    answer: {}
    ask: the performance team
    blocking: false
  - id: G02
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return with_reports(tmp_path, "null")


def with_reports(folder: Path, day: str, entries: str = ENTRIES) -> Project:
    """The project with both internal reports, of a day."""
    project = copied(folder)
    settings = project.templates / "publications.yaml"
    settings.write_text(settings.read_text("utf-8").rstrip() + "\n" + entries, "utf-8")
    plan = project.source.read_text("utf-8")
    project.source.write_text(plan.replace("  - id: G02\n", GAP.format(day), 1), "utf-8")
    return project


def released(project: Project, key: str) -> Release:
    sources = load_sources(project)
    chosen = [each for each in sources.settings.publications if each.key == key]
    (release,) = releases_of(project, sources, chosen, ["html"])
    return release


def words(release: Release) -> str:
    return " ".join(release.page.body.text().split())


def test_its_files_are_in_a_folder_of_their_own_and_kept_from_search_engines(project: Project) -> None:
    built = pipeline.build(project, BuildOptions(["performance-surgery", "action-plan"], ["html"]))
    assert [each.name for each in built.artifacts] == ["action-plan.html", "internal/performance-surgery.html"]
    inside, public = (project.output / each.name for each in reversed(built.artifacts))
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in inside.read_text("utf-8")
    assert noindex not in public.read_text("utf-8")


def test_a_file_that_is_inside_no_more_is_taken_out_of_there(project: Project) -> None:
    """And the other way round: what a publication left in the public folder must not stay there."""
    settings = project.templates / "publications.yaml"
    inside = settings.read_text("utf-8")
    options = BuildOptions(["performance-surgery"], ["html"])
    settings.write_text(inside.replace("    internal: true\n", ""), "utf-8")
    pipeline.build(project, options)
    assert (project.output / "performance-surgery.html").exists()
    settings.write_text(inside, "utf-8")
    pipeline.build(project, options)
    assert not (project.output / "performance-surgery.html").exists()
    assert (project.output / "internal" / "performance-surgery.html").exists()


def test_it_is_not_made_again_where_nothing_has_changed(project: Project) -> None:
    options = BuildOptions(["performance-surgery", "action-plan"], ["html"])
    pipeline.build(project, options)
    assert [each.stays for each in pipeline.build(project, options).artifacts] == [True, True]


def test_files_of_one_that_is_listed_no_more_are_named(project: Project) -> None:
    """Nobody takes them out, and they name people."""
    pipeline.build(project, BuildOptions(["performance-surgery"], ["html"]))
    settings = project.templates / "publications.yaml"
    settings.write_text(settings.read_text("utf-8").replace("key: performance-surgery", "key: surgery"), "utf-8")
    settings.write_text(settings.read_text("utf-8").replace("like: performance-surgery", "like: surgery"), "utf-8")
    project.source.write_text(project.source.read_text("utf-8").replace("[performance-surgery]", "[surgery]"), "utf-8")
    assert pipeline.build(project, BuildOptions(["surgery"], ["html"])).unlisted == (
        "internal/performance-surgery.html",
    )


def test_it_says_so_first(project: Project) -> None:
    settings = project.templates / "publications.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(re.sub("(?m)^(draft: .*)$", r"\1\ninternal: STAYS INSIDE", text, count=1), "utf-8")
    assert words(released(project, "performance-surgery")).startswith("STAYS INSIDE ")
    assert words(released(project, "action-plan")).startswith("DRAFT, ")


def test_no_final_is_made_of_it(project: Project) -> None:
    with pytest.raises(CommandError, match="stays inside, and no final is made of it"):
        pipeline.make_finals(project, ["performance-surgery"], "Ann Example", "2009-03-31")
    (final,) = pipeline.make_finals(project, ["action-plan"], "Ann Example", "2009-03-31")
    assert final.record.publication == "action-plan"


def test_it_has_no_address_on_the_web(tmp_path: Path) -> None:
    entries = ENTRIES.replace("    internal: true\n", "    internal: true\n    address: plan-online\n")
    with pytest.raises(DiagnosticsError, match="is internal, and has the address of a web page"):
        load_sources(with_reports(tmp_path, "null", entries))


def test_what_is_late_is_told_by_the_day_of_the_report(tmp_path: Path, project: Project) -> None:
    """In March nothing of March is over; a plan whose dates and statuses are not paired leaves open which part is late."""
    assert "Late: " not in words(released(project, "performance-surgery")).replace("What is late", "")
    on = {}
    for number, day in enumerate(("28 February 2009", '"2009-03-31"', "1/5/2009")):
        on[day] = words(released(with_reports(tmp_path / str(number), day), "performance-surgery"))
    assert "January 2009 is over, and not all is recorded as done" in on["28 February 2009"]
    assert "Due in March 2009. No status recorded" in on['"2009-03-31"']
    assert "Not recorded: was due in March 2009" in on["1/5/2009"]
    assert "Late: was due in January and April 2009, and is not recorded as done" in on["1/5/2009"]
    assert not any("December 2008 is over" in each or "was due in December" in each for each in on.values())  # done


def test_each_row_of_a_recommendation_has_its_number_whoever_leads_it(project: Project) -> None:
    plan = project.source.read_text("utf-8")
    second = plan.index("- id: IA3.s2")
    lead = "column: csmt_lead, text: RP, people: [rory-patterson]}"
    place = plan.index(lead, second)
    other = "column: csmt_lead, text: KC, people: [kerry-crichlow]}"
    project.source.write_text(plan[:place] + other + plan[place + len(lead) :], "utf-8")
    told = words(released(project, "performance-surgery"))
    assert told.count("IA3 row 1 of 2") == told.count("IA3 row 2 of 2") == 1


def test_a_day_that_no_calendar_has_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError, match=r'plan\.yaml:\d+:\d+: G24: "31 February 2009" is no day'):
        released(with_reports(tmp_path, "31 February 2009"), "performance-surgery")


def managers_of(weakness: Weakness) -> list[str]:
    return [each.id for owner in weakness.owners if owner.column == "managers" for each in owner.people]


def test_each_weakness_stands_with_every_manager_and_with_nobody_where_none_is_named(project: Project) -> None:
    plan = load_sources(project).plan
    tables = [each for each in released(project, "weaknesses-by-manager").page.body.walk() if each.tag == "table"]
    told = {
        table.text().split("answers for")[0].split("Weaknesses that ")[-1].strip(): table.text() for table in tables
    }
    names = {person.id: person.name.words for person in plan.people}
    for group in plan.weaknesses:
        for weakness in group.items:
            people = managers_of(weakness)
            for person in people:
                assert weakness.text.words in told[names[person]]
            if not people:
                assert weakness.text.words in tables[-1].text()
    managers = {each for one in plan.weakness_items for each in managers_of(one)}
    assert len(tables) == len(managers) + 1


def test_an_entry_has_what_it_does_not_say_from_the_one_that_it_is_like(project: Project) -> None:
    report, by_manager = load_sources(project).settings.publications[-2:]
    assert (by_manager.internal, by_manager.audience.words, by_manager.word.words) == (True, "CSMT", report.word.words)
    assert (by_manager.key, by_manager.template.words) == ("weaknesses-by-manager", "weaknesses-by-manager.html")


def test_an_entry_that_is_like_none_above_says_which_there_are(tmp_path: Path) -> None:
    entries = ENTRIES.replace("like: performance-surgery", "like: performance-surgary")
    with pytest.raises(
        DiagnosticsError, match=r'like: no entry above has the key "performance-surgary".*"performance-surgery"'
    ):
        load_sources(with_reports(tmp_path, "null", entries))


def test_an_entry_is_like_one_that_is_like_no_other(tmp_path: Path) -> None:
    """Else it would not need the answers that the first of the three needs."""
    entries = ENTRIES + "\n  - key: third\n    like: weaknesses-by-manager\n    subject: Third\n"
    said = '"weaknesses-by-manager" is itself like "performance-surgery"; name "performance-surgery"'
    with pytest.raises(DiagnosticsError, match=said):
        load_sources(with_reports(tmp_path, "null", entries))


def test_what_is_no_key_behind_like_is_said_at_its_place(tmp_path: Path) -> None:
    entries = ENTRIES.replace("like: performance-surgery", "like: [performance-surgery]")
    with pytest.raises(DiagnosticsError, match=r"publications\.yaml:\d+:\d+: like: no entry above has the key"):
        load_sources(with_reports(tmp_path, "null", entries))


@pytest.mark.parametrize("answers", ["{G05: progress-report-date}", "{feedback-online: G42}"])
def test_an_entry_whose_answers_name_no_gap_says_so(answers: str, tmp_path: Path) -> None:
    entry = f"\n  - key: summary-there\n    like: young-peoples-summary\n    answers: {answers}\n"
    with pytest.raises(DiagnosticsError, match='summary-there, answers: no gap of the plan has the role "G(05|42)"'):
        load_sources(with_reports(tmp_path, "null", entry))


def test_an_entry_for_a_website_has_its_own_link_and_needs_what_its_model_needs(tmp_path: Path) -> None:
    entry = """
  - key: summary-there
    like: young-peoples-summary
    formats: [html]
    answers: {feedback-online: progress-report-date}
"""
    project = with_reports(tmp_path, "null", entry)
    there, here = released(project, "summary-there"), released(project, "young-peoples-summary")
    assert "TO BE SUPPLIED G24:" in words(there)
    assert "G05a" not in words(there)
    assert "TO BE SUPPLIED G05a:" in words(here)
    assert {gap.id for gap in there.gaps} == {gap.id for gap in here.gaps} - {"G05a"} | {"G24"}
