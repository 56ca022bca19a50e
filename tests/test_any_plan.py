"""The templates as they come, for plans of other councils: of two recommendations and of thirty."""

import re
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from conftest import LIVE, project_in
from every_checker import found_in

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

import plans
from plans import plan_text, yaml
from ruamel.yaml import YAML

from jarpub.build import pipeline
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.build.release import releases_of
from jarpub.build.start.new_project import Wish, start
from jarpub.pages.page_tree import Page
from jarpub.pages.quotation_marks import with_quotation_marks
from jarpub.pages.render import render
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.model import Plan

NAMES = (
    "southwark",
    "speakerbox",
    "whatever",
    "performance surgery",
    "csmt",
    "dmt",
)  # "csmt_lead" is a key of the plan
OF_ALL = ("young-peoples-summary", "leaflet", "poster", "southwark-life", "news-release", "posts", "radio-script")
MANY = {2: (9, 3), 30: (180, 1)}  # how many actions make so many recommendations, and from which seed
TEMPLATES = sorted(path for path in LIVE.templates.glob("*.*") if path.suffix in (".html", ".css"))


def own_names(plan: Plan) -> set[str]:
    """The ids of what is in the plan, but of words that any plan has."""
    strands = [*plan.strands]
    passages = [each.id for strand in strands for each in (*strand.passages, *strand.due, *strand.status)]
    weaknesses = [each.id for each in plan.weakness_items]
    recommendations = [each.ref for each in plan.recommendations]
    return {
        *passages,
        *weaknesses,
        *recommendations,
        *(each.id for each in (*plan.gaps, *plan.people, *plan.abbreviations)),
    }


def test_no_template_names_what_one_council_has() -> None:
    """What a plan holds is asked for by what it is: another plan has other names, and other numbers of gaps."""
    names = own_names(load_sources(LIVE).plan)
    assert {"IA1", "G04c", "IA1.o3", "W1.1"} <= names
    found = []
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        words = set(re.findall(r"[A-Za-z][\w.-]*", text))
        found += [(path.name, each) for each in sorted(words & names)]
        found += [(path.name, each) for each in re.findall(r"\bG\d+[a-f]?\b", text)]
        others = re.sub(r"csmt_lead|lead_officers", "", text.casefold())
        found += [(path.name, each) for each in NAMES if each in others]
    assert found == []


def generated(count: int) -> Any:
    """A plan of so many recommendations, with words for each of them in every publication."""
    actions, seed = MANY[count]
    before, plans.SOURCE = plans.SOURCE, LIVE.source  # other tests take the rest of a plan from their own
    try:
        plan = YAML(typ="safe").load(plan_text(actions, seed))
    finally:
        plans.SOURCE = before
    plan["recommendations"] = plan["recommendations"][:count]
    return plan


SIGNS = {  # what a colour means in the plan's own key, and how far work has got
    "Red": ("off track", "started", "off_track"),
    "Amber": ("on track", "in_progress", "on_track"),
    "Green": ("done", "done", None),
    "Blue": ("done, and going on", "done_continuing", None),
}


def rated(plan: Any) -> None:
    """The plan with a colour for each status, what colours mean, and dates that were put off."""
    plan["document"]["status_key"] = [
        {"sign": sign, "meaning": meaning, "value": value} | ({"confidence": confidence} if confidence else {})
        for sign, (meaning, value, confidence) in SIGNS.items()
    ]
    strands = [strand for each in plan["recommendations"] for strand in each["strands"]]
    for number, strand in enumerate(strands):
        sign, (_, value, confidence) = [*SIGNS.items()][number % len(SIGNS)]
        strand["status"] = [{"id": f"{strand['id']}.st", "text": sign, "value": value}]
        strand["status"][0] |= {"confidence": confidence} if confidence else {}
        for due in strand.get("due") or []:
            due["revised"] = [{"text": due["text"], "why": "the post was vacant"}]  # the months are those of now
            due["text"] = "January 2008"


@pytest.fixture(scope="module", params=MANY)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Project]:
    count: int = request.param
    folder = tmp_path_factory.mktemp(f"plan-of-{count}")
    plan = generated(count)
    assert len(plan["recommendations"]) == count
    refs = [each["ref"] for each in plan["recommendations"]]
    wording = plan["wording"]
    young = wording["young-people"]["recommendations"]
    for number, ref in enumerate(refs):
        young[ref]["briefly"] = young[ref]["said"]
        if number % 2:
            young[ref].pop("picture")  # nobody has to have one drawn
    press = wording["press"]["recommendations"]
    wording["news-release"]["recommendations"] = {ref: {**press[ref]} for ref in refs}
    wording["press"]["recommendations"] = {
        ref: {key: told for key, told in press[ref].items() if key != "story" or number < 5}
        for number, ref in enumerate(refs)
    }
    for told in (wording["young-people"], wording["press"], wording["news-release"]):
        told["recommendations"] = {ref: told["recommendations"][ref] for ref in refs}
    wording["key-messages"]["recommendations"] = {ref: {"message": "Do it well.", "ask": "How?"} for ref in refs}
    wording["key-messages"]["weaknesses"] = {
        each["id"]: {"message": "Slow.", "ask": "Why?"} for each in plan["weaknesses"]
    }
    if count == max(MANY):
        rated(plan)
    plan["approvals"] = []
    (folder / "plan.yaml").write_text(yaml(plan), "utf-8")
    settings = (LIVE.templates / "publications.yaml").read_text("utf-8")
    templates = folder / "templates"
    copytree(LIVE.templates, templates)
    (templates / "publications.yaml").write_text(re.sub(r"    measures: .*\n", "", settings), "utf-8")
    paths = {"source": folder / "plan.yaml", "templates": templates, "output": folder / "output"}
    return count, Project(**{**vars(LIVE), **paths})


def pages(project: Project) -> dict[str, Page]:
    sources = load_sources(project)
    listed = [each for each in sources.settings.publications if not each.like]
    return {str(each.key): with_quotation_marks(render(project, sources, each, draft=True).page) for each in listed}


def test_every_template_lays_out_a_plan_of_any_size(project: tuple[int, Project]) -> None:
    count, of = project
    made = pages(of)
    for key in ("young-peoples-summary", "leaflet", "poster"):
        numbers = [
            name for each in made[key].body.walk() for name in each.classes if re.fullmatch(r"subject-\d+", name)
        ]
        assert numbers[:count] == [f"subject-{number % 5 + 1}" for number in range(count)], key
    stories = [each for each in made["southwark-life"].body.walk() if "story" in each.classes]
    assert len(stories) == min(count, 5)
    assert len([each for each in made["news-release"].body.walk() if "story" in each.classes]) == count
    assert len([each for each in made["poster"].body.walk() if "name" in each.classes]) == count


@pytest.mark.slow
def test_no_checker_finds_anything_in_a_plan_of_any_size(project: tuple[int, Project], tmp_path: Path) -> None:
    count, of = project
    built = pipeline.build(of, BuildOptions(["action-plan", "young-peoples-summary", "southwark-life"], ()))
    assert found_in(built.artifacts, tmp_path) == []
    pages = {each.name: each.pages for each in built.artifacts if each.format == "pdf"}
    assert pages["southwark-life.pdf"] <= 4, count


STRAND = "strands: [{{id: {ref}.s1, actions: [{{id: {ref}.a1, text: Do it.}}], due: [{due}], status: [{status}]}}]"
AMBER = "{id: x, text: Amber, confidence: some_concern}"
RED = "{id: y, text: Red, confidence: off_track}"
DONE = "{id: z, text: Done, value: done}"


@pytest.mark.parametrize(
    ("statuses", "withdrawn", "said"),
    [
        ([AMBER], "", "some_concern"), ([RED], "", "off_track"), ([AMBER, RED], "", "partly_off_track"),
        ([RED, DONE], "", "partly_recorded"), ([DONE], "", "done"), ([], "", "not_recorded"),
        (["{id: x, text: Amber}"], "", "not_recorded"), ([DONE], ", withdrawn: In April.", "withdrawn"),
        ([], ", withdrawn: In April.", "withdrawn"),
    ],
)  # fmt: skip
def test_how_far_a_recommendation_has_got_is_what_its_plan_says_of_it(
    statuses: list[str], withdrawn: str, said: str
) -> None:
    rows = STRAND.format(ref="A", due="", status=", ".join(statuses))
    text = "document: {title: T, plan_columns: {recommendation: R, actions: A}}\nrecommendations:\n"
    plan = load_plan(f"{text}  - {{ref: A, quote: Q{withdrawn}, {rows}}}\n".encode(), "plan.yaml")
    assert plan.recommendations[0].progress == said


ONGOING = "{id: A.d1, text: Ongoing, months: [], ongoing: true}"


@pytest.mark.parametrize(
    "due", [ONGOING, "{id: A.d1, text: TBC, months: []}", "{id: A.d1, text: March 2026, months: ['2026-03']}"]
)
def test_what_was_given_up_or_only_goes_on_is_told_so_and_what_is_to_be_confirmed_stays_on_record(
    due: str, tmp_path: Path
) -> None:
    """The plan that `init` makes, of which the first recommendation has one date, and the second was given up."""
    start(tmp_path / "p", Wish("Fenwick Council", "Action plan 2026"))
    project = project_in(tmp_path / "p")
    text = project.source.read_text("utf-8")
    text = re.sub(r"(?s)(ref: R1\n.*?\n        due:\n).*?(\n        \w+:\n)", rf"\1          - {due}\2", text, count=1)
    text = text.replace("  - ref: R2\n", "  - ref: R2\n    withdrawn: In April 2026.\n")
    project.source.write_text(text, "utf-8")
    sources = load_sources(project)
    releases = {
        str(each.publication.key): each
        for each in releases_of(project, sources, sources.settings.publications, ["html"])
    }
    summary = releases["young-peoples-summary"].page.body.text()
    assert "Our plan says that this was given up." in summary
    assert ("The plan says that this goes on." in summary) == (due == ONGOING)
    assert "This, too, was given up" in releases["press-copy"].page.body.text() or "was given up, the plan says" in (
        releases["press-copy"].page.body.text()
    )
    placeholders = [
        (each.severity, each.quote)
        for each in releases["action-plan"].diagnostics
        if each.code.name == "gaps.placeholder"
    ]
    assert [each for each in placeholders if each[1] == "TBC"] == ([("warning", "TBC")] if "TBC" in due else [])
    assert all(severity == "blocking" for severity, quote in placeholders if quote != "TBC")
