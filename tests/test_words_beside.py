"""What stands beside words while somebody edits them: what they are, whose, where else, and how they stand."""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PROJECT, REPOSITORY, TESTS, approve_all, copied, with_every_gap_filled
from ruamel.yaml import YAML

from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.checks import consistency, gaps
from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError
from jarpub.project.brand import Brand
from jarpub.project.edits.edit import Insert, Set
from jarpub.project.edits.edited import edited
from jarpub.project.edits.edited import values as values_in
from jarpub.project.loader import load, load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.model import (
    Abbreviation,
    Feedback,
    Force,
    Gap,
    Person,
    Plan,
    Recommendation,
    Weakness,
    WeaknessGroup,
)
from jarpub.project.plan.named_values import named_values
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.rows import Correction, Due, Owner, Passage, Status, Strand
from jarpub.project.publications import Settings
from jarpub.project.schema.field_words import choice, label
from jarpub.web.words.called import called, plainly
from jarpub.web.words.described import Description, described, of_template
from jarpub.web.words.holders import Held, held, is_record
from jarpub.web.words.left import Item, Left, left, left_where_nothing_is_made
from jarpub.web.words.measures import HardWord, Measured, measures_of
from jarpub.web.words.new_entries import empty_entry, entry_kind
from jarpub.web.words.records import Choice, Field, ListPlace, form_of
from jarpub.web.words.standing import Standing

sys.path.insert(0, str(REPOSITORY / "benchmarks"))
from plans import plan_text

SMALLEST = (TESTS / "smallest-plan.yaml").read_text("utf-8")
# Another council's plan: other ids, other heads, other wording, two groups and two people of one name.
OTHER = (
    SMALLEST.replace("R1", "Recommendation-7")
    .replace("W1.1", "issue_1")
    .replace("csmt_lead: Lead", "csmt_lead: Director")
    .replace("weaknesses:\n", "weaknesses:\n  - {id: W0, heading: Group, items: []}\n", 1)
    .replace("people:\n", "people:\n  - {id: ann_bee_2, name: Ann Bee}\n", 1)
    .replace("gaps:\n", 'gaps:\n  - {id: G_2, question: "Why?", ask: them, blocking: false}\n', 1)
    .replace(
        "    title: Hello\n",
        "    about_us: {first_words: A, _: C}\n    recommendations: {Recommendation-7: Told, R8: {a: {b: c}, d: e}}\n"
        "    labels: {a: What, d: What}\n  press: Hello\n  parents: {recommendations: None yet}\n",
    )
)


def plan_of(text: str) -> Plan:
    return load_plan(text.encode(), "plan.yaml")


PLANS = {
    "frozen": PROJECT.source.read_text("utf-8"),
    "live": Path(REPOSITORY, "source", "plan.yaml").read_text("utf-8"),
    "smallest": SMALLEST,
    "other": OTHER,
    "made": plan_text(12, 3),
    "everything": (TESTS / "other-plans" / "everything.yaml").read_text("utf-8"),
}
SOURCES = load_sources(PROJECT)
HELD = held(SOURCES.plan)


def said(name: str, plan: Plan | None = None) -> str:
    return called((held(plan) if plan else HELD)[name], SOURCES.settings)


@pytest.mark.parametrize("plan", PLANS)
def test_every_value_has_its_own_name_and_one_description_that_is_not_a_key(plan: str) -> None:
    found = held(plan_of(PLANS[plan]))
    descriptions = {name: called(each, SOURCES.settings) for name, each in found.items()}
    assert [name for name, words in descriptions.items() if not words.strip() or words.startswith((" ", ","))] == []
    assert [words for words in descriptions.values() if re.search(r"[a-z]_[a-z]|\{\w*\}|\bNone\b", words)] == []
    assert [words for words, times in Counter(descriptions.values()).items() if times > 1] == []


def test_no_value_of_the_plan_that_is_named_elsewhere_is_missing() -> None:
    assert [name for name in named_values(SOURCES.plan) if name not in HELD] == []
    assert HELD["IA1.d1.months.1"].value.words == "March 2009"
    assert HELD["OV.p2.corrections.3.why"].value.words == "likely typing slip"


@pytest.mark.parametrize("kind", [Brand, Settings])
def test_the_brand_and_the_settings_are_described_as_well(kind: type) -> None:
    file = {Brand: "brand.yaml", Settings: "publications.yaml"}[kind]
    found = held(load((PROJECT.templates / file).read_bytes(), file, kind))
    descriptions = Counter(called(each) for each in found.values())
    assert max(descriptions.values()) == 1
    assert not any(re.search(r"[a-z]_[a-z]", words) for words in descriptions)


SUMMARY = "Young people's summary of the action plan"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("IA1", "Recommendation IA1"),
        ("MA2.a3", "Action 2 of MA2, the plan's own words"),
        ("IA1.quote", "What the inspectors asked for in IA1, in their words"),
        ("IA1.d1", "Delivery date of IA1, as printed in the plan"),
        ("MA2.d3", "Delivery date 3 of MA2, as printed in the plan"),
        ("MA2.d2.months.2", "Month 2 of delivery date 2 of MA2"),
        ("IA3.o2", "Outcome 2 of IA3, the plan's own words"),
        ("IA3.s2.csmt_lead", "CSMT Lead 2 of IA3, as printed in the plan"),
        ("IA1.s1.review_date", "Review date of IA1, as printed in the plan"),
        ("W1.2", "Weakness 2 under Safeguarding, the plan's own words"),
        ("OV.p2.corrections.1.why", "The reason for correction 1 to paragraph 2 of the overview"),
        ("document.plan_columns.ref", "The head of column 1 of the plan table"),
        ("G05c.answer", "The answer to: What number can young people call or text?"),
        ("kerry-crichlow.initials", "The initials of Kerry Crichlow"),
        ("abbr.JAR.meaning", "What JAR stands for"),
        ("wording.press.headline", "Headline, Southwark Life press copy"),
        (
            "wording.young-people.recommendations.IA1.doing",
            f"Our plan, for How will you hear about it? (IA1), {SUMMARY}",
        ),
    ],
)
def test_values_are_called_as_people_would(name: str, words: str) -> None:
    assert said(name) == words


def test_another_council_has_its_own_words_in_them() -> None:
    plan = plan_of(OTHER)
    assert said("Recommendation-7.l0", plan) == "Director of Recommendation-7, as printed in the plan"
    assert said("issue_1", plan) == "Weakness under Group (group 2), the plan's own words"
    assert said("wording.young-people.about_us.first_words", plan) == f"About us, first words, {SUMMARY}"
    assert called(held(plan)["wording.young-people.about_us.first_words"]) == "About us, first words, Young people"


def test_the_brand_is_said_to_be_the_brand() -> None:
    assert called(held(SOURCES.brand)["organisation"]) == "The council's name (brand)"


def test_what_holds_a_value_is_known() -> None:
    month: Held = HELD["IA1.d1.months.1"]
    assert (month.record.name, month.file.value, month.number) == ("IA1.d1", SOURCES.plan, 1)


def standing_of(project: Project) -> Standing:
    sources = load_sources(project)
    return Standing(sources, tuple(releases_of(project, sources, sources.settings.publications, ["html"])))


@pytest.fixture(scope="module")
def standing() -> Standing:
    return standing_of(PROJECT)


@pytest.fixture(scope="module")
def beside(standing: Standing) -> Callable[..., Description]:
    def describe(name: str, file: str = "plan") -> Description:
        description = described(standing, name, file)
        assert description
        return description

    return describe


def test_everything_can_be_described(standing: Standing) -> None:
    for file, values in standing.values.items():
        for name in values:
            description = described(standing, name, file)
            assert description
            assert (description.control == "none") <= bool(description.comes_from)
            assert json.loads(json.dumps(description.record))["record"] == description.form
    assert described(standing, "no.such.name") is None


@pytest.mark.parametrize(
    ("name", "control", "form"),
    [
        ("MA2.a3", "line", "MA2.a3"),
        ("IA1.quote", "line", None),
        ("document.plan_columns.due", "line", None),
        ("wording.press.headline", "line", None),
        ("wording.young-people.recommendations.IA1.heading", "line", None),
        ("wording.young-people.recommendations.IA1.doing", "passage", None),  # it has a list
        ("wording.young-people.feedback.invitation", "passage", None),  # its template prints it as blocks
        ("G05c.answer", "passage", "G05c"),
        ("G05c.question", "line", "G05c"),
        ("IA1.d1", "record", "IA1.d1"),
        ("IA2.st1", "record", "IA2.st1"),
        ("IA2.st1.value", "record", "IA2.st1"),
        ("IA1.s1.csmt_lead", "record", "IA1.s1.csmt_lead"),
        ("MA1.priority", "record", "MA1.priority"),
        ("kerry-crichlow.initials", "record", "kerry-crichlow"),
        ("OV.p2.corrections.1.why", "record", "OV.p2.corrections.1"),
        ("IA1.d1.months.1", "none", "IA1.d1"),
        ("G08a.answer", "none", "G08a"),
        ("MA2.a3.id", "none", "MA2.a3"),
        ("IA1.s1.actions", "none", "IA1.s1"),
        ("press.IA1.by", "none", None),
    ],
)
def test_each_value_has_the_control_that_it_needs(
    beside: Callable[..., Description], name: str, control: str, form: str | None
) -> None:
    assert (beside(name).control, beside(name).form) == (control, form)


def test_the_brand_has_forms_and_the_settings_stay_with_who_keeps_the_templates(
    beside: Callable[..., Description],
) -> None:
    assert [beside(name, "brand").control for name in ("organisation", "language", "colours.accent")] == [
        "line", "record", "record",
    ]  # fmt: skip
    assert [beside(name, "brand").form for name in ("language", "colours.accent")] == ["", "colours"]
    assert beside("southwark-life.audience", "settings").comes_from == (
        "This belongs to the settings of the publications, templates/publications.yaml"
    )
    assert beside("draft", "settings").control == "line"


def test_what_cannot_be_edited_says_where_it_comes_from(beside: Callable[..., Description]) -> None:
    assert beside("MA2.d2.months.1").comes_from == "The months are those of delivery date 2 of MA2: change them there"
    assert beside("G08a.answer").comes_from == (
        "The answer is made of the people of the plan: add or confirm those there"
    )
    template = of_template("templates/young-peoples-summary.html")
    assert (template.control, template.comes_from) == (
        "none", "These words belong to the page's template, templates/young-peoples-summary.html",
    )  # fmt: skip


def test_a_gap_has_its_question_and_in_whose_way_it_is(beside: Callable[..., Description]) -> None:
    question = beside("G05c.question").question
    assert question
    assert (question.question, question.ask) == ("What number can young people call or text?", "the comms team")
    assert (question.answer, question.is_answered, question.is_blocking) == ("G05c.answer", False, True)
    assert [each.subject for each in question.needed_by] == [SUMMARY]
    assert beside("G05c.answer").question == question
    assert beside("IA1.quote").question is None


def test_wording_has_the_words_that_it_was_written_from_and_who_approved_it(
    beside: Callable[..., Description],
) -> None:
    description = beside("wording.press.recommendations.MA1.story")
    assert [each.called for each in description.formal][:3] == [
        "Priority of MA1, as printed in the plan",
        "What the inspectors asked for in MA1, in their words",
        "Action of MA1, the plan's own words",
    ]
    assert description.wording
    assert (description.wording.id, description.wording.differences) == ("press.MA1", ())
    assert beside("MA1.quote").formal == ()


def test_stale_wording_shows_what_differs(project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("document:", "document:"))
    approve_all(project)
    text = project.source.read_text("utf-8")
    project.source.write_text(
        text.replace('text: Dec.08, months: ["2008-12"]', 'text: Jan.09, months: ["2009-01"]'), "utf-8"
    )
    sources = Standing(load_sources(project))
    fresh, stale = (described(sources, f"wording.press.recommendations.{ref}.story") for ref in ("MA1", "IA3"))
    assert fresh
    assert fresh.wording
    assert stale
    assert stale.wording
    assert (fresh.wording.state, fresh.wording.by, fresh.wording.on) == ("approved", "Ann Example", "2009-03-31")
    assert (stale.wording.state, stale.wording.by) == ("stale", "Ann Example")
    (difference,) = stale.wording.differences
    assert (difference.called, difference.was, difference.now) == (
        "Delivery date of IA3, as printed in the plan", "Dec.08 (December 2008)", "Jan.09 (January 2009)",
    )  # fmt: skip
    assert [words for kind, words in difference.segments if kind == "gone"] == ["Dec.08 (December 2008)"]


def test_it_is_known_where_else_words_are_printed(beside: Callable[..., Description]) -> None:
    def printed(name: str, file: str = "plan") -> list[str]:
        return [each.key for each in beside(name, file).printed]

    every = ["action-plan", "young-peoples-summary", "southwark-life"]
    assert printed("IA1.d1") == ["action-plan"]
    assert printed("IA1.d1.months.1") == every
    assert printed("IA2.st1") == ["action-plan"]
    assert printed("IA2.st1.value") == every
    assert printed("wording.press.headline") == ["southwark-life"]
    assert printed("G04a.answer") == ["young-peoples-summary", "southwark-life"]
    assert printed("G12.answer") == []
    assert printed("organisation", "brand") == every
    assert printed("kerry-crichlow") == ["action-plan"]


def test_corrections_stand_beside_what_they_correct(project_with: Callable[..., Project]) -> None:
    plain, approved = (
        described(Standing(load_sources(project)), "OV.p2")
        for project in (
            PROJECT,
            project_with(plan=("why: typing slip, approved: false", "why: typing slip, approved: true")),
        )
    )
    assert plain
    assert approved
    assert [each.approved for each in plain.corrections] == [False, False, False]
    assert [each.approved for each in approved.corrections] == [False, True, False]
    assert plain.corrections[1].why == "typing slip"
    assert (plain.control, approved.control, plain.words) == ("line", "record", approved.words)
    assert "correction" in approved.comes_from


def fields_of(standing: Standing, name: str, file: str = "plan") -> dict[str, Field]:
    form = form_of(standing, name, file)
    assert form
    return {field.key: field for field in form.fields}


def test_the_form_of_a_record_is_its_dataclass(standing: Standing) -> None:
    due = fields_of(standing, "MA2.d2")
    assert {key: field.control for key, field in due.items()} == {"text": "text", "months": "months", "ongoing": "flag",
        "revised": "entries", "column": "choice"}  # fmt: skip
    assert [(field.name, field.value) for field in due.values()] == [
        ("MA2.d2", "Feb 09 & June 09."), ("MA2.d2.months", ("2009-02", "2009-06")), ("MA2.d2.ongoing", False),
        ("MA2.d2.revised", ()), ("MA2.d2.column", None),
    ]  # fmt: skip
    assert [key for key, field in due.items() if field.required] == ["text"]
    status = fields_of(standing, "IA2.st1")["value"]
    assert [(each.value, each.called) for each in status.choices] == [
        ("not_started", "Not started"), ("started", "Started"), ("in_progress", "In progress"), ("done", "Done"),
        ("done_continuing", "Done, and goes on"), ("done_checked", "Done, and checked"), ("paused", "Paused"),
        ("stopped", "Stopped"), ("not_ours", "For others to do"),
    ]  # fmt: skip
    assert (status.value, status.called) == ("started", "How far the work has got")


def test_a_form_offers_the_people_and_what_can_be_referred_to(standing: Standing) -> None:
    lead, weakness, gap = (fields_of(standing, name) for name in ("IA2.l1", "W1.2", "G05c"))
    assert (lead["people"].control, lead["people"].value) == ("people", ("malcolm-ward", "chris-domoney"))
    assert Choice("malcolm-ward", "Malcolm Ward") in lead["people"].choices
    assert (lead["unresolved"].control, lead["unresolved"].value) == ("words", ("GW",))
    assert [each.value for each in weakness["see"].choices] == ["IA1", "IA2", "IA3", "MA1", "MA2"]
    assert (gap["role"].control, gap["role"].value) == ("choice", "feedback-phone")
    assert Choice("feedback-phone", "What number can young people call or text?") in gap["role"].choices
    assert (gap["answer"].control, gap["answer"].required, gap["question"].required) == ("passage", False, True)


def test_the_brand_is_one_form(standing: Standing) -> None:
    brand = fields_of(standing, "", "brand")
    assert (brand["colours.accent"].control, brand["colours.accent"].value) == ("colour", "#0b4f6c")
    assert (brand["fonts.plain"].name, brand["logo"].required) == ("fonts.plain", False)
    assert {"organisation", "language", "colours.warm", "fonts.word"} < brand.keys()


def test_a_form_knows_the_list_that_its_record_stands_in_and_the_entries_that_it_has(standing: Standing) -> None:
    correction, quote = form_of(standing, "OV.p2.corrections.2"), form_of(standing, "MA1.priority")
    assert correction
    assert correction.list == ListPlace("OV.p2.corrections", 1, 3)
    assert quote
    assert quote.list is None
    passage = fields_of(standing, "OV.p2")
    assert passage["corrections"].value == tuple(f"OV.p2.corrections.{number}" for number in (1, 2, 3))
    assert [fields_of(standing, name)["approved"].value for name in passage["corrections"].value] == [False] * 3


def test_a_record_that_is_not_there_yet_has_its_form(standing: Standing) -> None:
    priority, there = form_of(standing, "IA9.priority"), form_of(standing, "IA1.priority")
    assert priority is None
    assert there
    assert there.is_there


def test_an_owner_says_in_which_of_the_plans_columns_it_stands(standing: Standing) -> None:
    column = next(field for field in form_of(standing, "W1.2.managers").fields if field.key == "column")
    assert (column.control, column.value) == ("choice", "managers")
    assert Choice("managers", "Manager(s) responsible") in column.choices
    assert not {"issue", "recommendation", "ref"} & {each.value for each in column.choices}
    assert empty_entry(Owner).first == ("text", "column")


def test_every_record_has_a_form_and_nothing_else_has(standing: Standing) -> None:
    for file, values in standing.values.items():
        for name, each in values.items():
            form = form_of(standing, name, file)
            assert (form is not None) >= is_record(each.value), name
            for field in form.fields if form else ():
                assert field.called
                assert not re.search("[a-z]_[a-z]", field.called + field.help), field
                assert not any(re.search("[a-z]_[a-z]", each.called) for each in field.choices), field
                assert field.control in ("record", "entries") or field.name in values or not form.is_there, field
            assert form is None or json.loads(json.dumps(form.record))["name"] == name
    assert form_of(standing, "IA1.quote") is None
    assert form_of(standing, "IA1.s1.actions") is None


def test_a_new_value_needs_no_code() -> None:
    assert choice("on_hold") == "On hold"
    assert label("Due", "paid_by") == "Paid by"


PLACES = {
    Passage: ("recommendations", 0, "strands", 0, "actions"),
    Due: ("recommendations", 0, "strands", 0, "due"),
    Status: ("recommendations", 0, "strands", 0, "status"),
    Owner: ("recommendations", 0, "strands", 0, "owners"),
    Strand: ("recommendations", 0, "strands"),
    Recommendation: ("recommendations",),
    Weakness: ("weaknesses", 0, "items"),
    WeaknessGroup: ("weaknesses",),
    Person: ("people",),
    Abbreviation: ("abbreviations",),
    Gap: ("gaps",),
    Feedback: ("consultation",),
    Correction: ("weaknesses", 0, "items", 0, "corrections"),
}


@pytest.mark.parametrize("kind", PLACES, ids=lambda kind: kind.__name__)
def test_the_reader_is_content_with_an_empty_entry(kind: type) -> None:
    data = YAML(typ="safe").load(SMALLEST)
    *path, key = PLACES[kind]
    here = data
    for step in path:
        here = here[step]
    listed = here if isinstance(here, list) else here.setdefault(key, [])
    new = empty_entry(kind, "New.1")
    listed.append(new.entry)
    plan = plan_of(json.dumps(data))
    assert any(isinstance(each.value, kind) for each in held(plan).values())
    assert set(new.first) <= set(new.entry)
    assert [*consistency.agreeing_texts(plan), *consistency.whole_recommendations(plan)] == []
    missing = min(key for key in new.entry if record_fields(kind)[key].required)
    listed[-1] = {key: value for key, value in new.entry.items() if key != missing}
    with pytest.raises(DiagnosticsError):
        plan_of(json.dumps(data))


FILES = {"plan": (PROJECT.source, Plan), "brand": (PROJECT.templates / "brand.yaml", Brand)}


@pytest.mark.parametrize("file", FILES)
def test_names_and_values_are_those_that_edits_go_by(standing: Standing, file: str) -> None:
    path, kind = FILES[file]
    known, here = values_in(path.read_bytes(), path.name, kind), standing.values[file]
    assert set(known) == set(held(load(path.read_bytes(), path.name, kind)))
    forms = (form_of(standing, name, file) for name, each in here.items() if name in known and is_record(each.value))
    for field in (field for form in forms if form for field in form.fields):
        if field.control not in ("record", "entries"):
            assert known[field.name] == field.value, field


LISTS = {
    "document.overview.paragraphs": "OV.p9", "IA1.s1.actions": "IA1.a9", "IA1.s1.due": "IA1.d9", "IA2.a3.items": "IA2.a3.i9",
    "IA2.s1.status": "IA2.st9", "IA2.s1.owners": "IA2.l9", "IA2.strands": "IA2.s9", "recommendations": "IA9",
    "weaknesses": "W9", "W1.items": "W1.9", "people": "ann-bee", "abbreviations": "abbr.AB", "gaps": "G99", "consultation": "said-9",
}  # fmt: skip


def test_empty_entries_can_be_put_into_their_lists(standing: Standing) -> None:
    here, data = standing.values["plan"], PROJECT.source.read_bytes()
    inserts = [Insert(name, 0, empty_entry(entry_kind(here[name].kind), id).entry) for name, id in LISTS.items()]
    plan = load_plan(edited(data, "plan.yaml", Plan, inserts).data, "plan.yaml")
    after = replace(standing, sources=replace(standing.sources, as_written=plan))
    for name, id in LISTS.items():
        form = form_of(after, id)
        assert form, id
        assert form.list == ListPlace(name, 0, len(here[name].value) + 1)


def test_a_reference_must_be_to_something_that_is_there() -> None:
    data, inserted = PROJECT.source.read_bytes(), Insert("W1.1.see", 0, empty_entry(str).entry)
    with pytest.raises(DiagnosticsError):
        load_plan(edited(data, "plan.yaml", Plan, [inserted]).data, "plan.yaml")


def test_a_record_that_is_not_there_yet_can_be_written_as_a_whole() -> None:
    data, force = PROJECT.source.read_bytes(), {**empty_entry(Force).entry, "text": "Must"}
    plan = load_plan(edited(data, "plan.yaml", Plan, [Set("IA1.force", force)]).data, "plan.yaml")
    assert held(plan)["IA1.force"].value.text.words == "Must"


def test_what_an_entry_needs_from_somebody_is_asked_first() -> None:
    assert empty_entry(Passage, "IA1.a9").first == ("text",)
    assert empty_entry(Due, "IA1.d9").first == ("text", "months")
    assert empty_entry(Status, "IA1.st9").first == ("text", "value")
    assert empty_entry(Correction).first == ("find", "replace", "why")
    assert empty_entry(Person, "ann-bee-2").first == ("name",)
    assert empty_entry(str).first == ()


def test_a_text_that_somebody_left_as_it_was_offered_stands_in_the_way_of_finals() -> None:
    assert gaps.PLACEHOLDER.search(empty_entry(Passage, "IA1.a9").entry["text"])


def items_of(found: Left, key: str) -> list[Item]:
    """The blocking items that name a publication."""
    return [item for item in found.items if item.is_blocking and any(each.key == key for each in item.publications)]


# Each with words of the plan that break a gate, beside all that is open in it.
BROKEN: Mapping[str, tuple[str, str]] = {
    "as it stands": ("document:", "document:"),
    "a hard word": ("heading: How are staff chosen safely?", "heading: Robust recruitment"),
    "a headline that is too long": (
        "headline: Young people",
        "headline: Today and in all the days to come young people",
    ),
    "a placeholder": ("headline: Young people", "headline: TBC people"),
    "an action that nobody tells": ("tells: [IA1.a1", "tells: [IA1.a2"),
    "a gap that blocks the action plan": (
        "ask: the plan's owner\n    blocking: false",
        "ask: the plan's owner\n    blocking: true",
    ),
    "a gap that blocks nothing": ("ask: the web team\n    blocking: true", "ask: the web team\n    blocking: false"),
}


@pytest.fixture(scope="module")
def all_done(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project with every gap filled and all wording approved."""
    project = copied(tmp_path_factory.mktemp("done"))
    project.source.write_text(with_every_gap_filled(project.source.read_text("utf-8")), "utf-8")
    approve_all(project)
    return project


OPEN_TOO = ("as it stands", "a headline that is too long", "a gap that blocks nothing")


@pytest.mark.parametrize(
    ("broken", "is_done"), [*((each, True) for each in BROKEN), *((each, False) for each in OPEN_TOO)]
)
def test_a_publication_is_ready_exactly_when_no_blocking_item_names_it(
    broken: str, is_done: bool, tmp_path: Path, all_done: Project
) -> None:
    project, find = copied(tmp_path), BROKEN[broken][0]
    before = all_done if is_done else PROJECT
    texts = {
        file: was.read_text("utf-8")
        for file, was in ((project.source, before.source), (project.approvals, before.approvals))
    }
    assert any(find in text for text in texts.values()), find
    for file, text in texts.items():
        file.write_text(text.replace(*BROKEN[broken]), "utf-8")
    standing = standing_of(project)
    found = left(standing)
    for release, ready in zip(standing.releases, found.publications, strict=True):
        assert (release.is_ready, len(items_of(found, ready.key))) == (ready.is_ready, ready.blocking)
        assert release.is_ready == (not items_of(found, ready.key)), ready.key
    codes = [item.codes for item in found.items if item.is_blocking]
    assert (codes == []) == (is_done and broken in ("as it stands", "a gap that blocks nothing")), codes


def test_what_is_left_stands_in_order_and_once(standing: Standing) -> None:
    found = left(standing)
    order = [(not item.is_blocking, item.kind) for item in found.items]
    kinds = [kind for kind, before in zip(order, [None, *order], strict=False) if kind != before]
    assert kinds == [(False, "gap"), (False, "wording"), (True, "gap"), (True, "question")]
    assert max(Counter((item.sentence, item.name) for item in found.items).values()) == 1
    report = next(item for item in found.items if item.name == "G04a.answer")
    assert [each.key for each in report.publications] == ["young-peoples-summary", "southwark-life"]
    assert (report.sentence, report.ask) == ("What is the web address of the inspectors' full report?", "the web team")
    assert len([item for item in found.items if item.name.startswith("G04a")]) == 1
    assert (found.blocking, found.record["all"]) == (sum(item.is_blocking for item in found.items), len(found.items))
    assert json.loads(json.dumps(found.record))["publications"][0] == {
        "key": "action-plan", "subject": "Formal action plan", "is_ready": True, "blocking": 0,
    }  # fmt: skip


def test_wording_is_left_piece_by_piece_and_audience_by_audience(standing: Standing) -> None:
    told = [item for item in left(standing).items if item.kind == "wording"]
    audiences = [item.audience for item in told]
    assert audiences == sorted(audiences, reverse=True)
    assert len({item.wording for item in told}) == len(told)
    first = next(item for item in told if item.wording == "young-people.IA1")
    assert first.sentence == f"Nobody has approved this yet: How will you hear about it? (IA1), {SUMMARY}"
    assert (first.name, first.codes) == (
        "wording.young-people.recommendations.IA1.heading",
        ("wording.never-approved",),
    )


def test_every_item_opens_at_a_value_that_is_there(standing: Standing) -> None:
    for item in left(standing).items:
        assert item.name in standing.values[item.file] or described(standing, item.name, item.file), item


def test_findings_open_at_their_words_and_those_of_a_template_do_not(project_with: Callable[..., Project]) -> None:
    changed = project_with(
        plan=("heading: How are staff chosen safely?", "heading: Robust recruitment"),
        action_plan__html=("{% trans %}About this document{% endtrans %}", "About this document of May 2010"),
    )
    standing = standing_of(changed)
    found = [item for item in left(standing).items if item.kind == "finding"]
    banned = next(item for item in found if "reading.banned-word" in item.codes)
    assert (banned.name, banned.file) == ("wording.young-people.recommendations.IA2.heading", "plan")
    month = next(item for item in found if "facts.month" in item.codes)
    assert (month.name, month.place.split(":")[0]) == ("", "templates/action-plan.html")
    assert [each.key for each in month.publications] == ["action-plan"]


def test_sentences_call_values_what_they_are(standing: Standing) -> None:
    def plain(words: str) -> str:
        return plainly(words, HELD, SOURCES.settings)

    assert plain("MA2.a1: a bracket is closed") == "Action 1 of MA2: a bracket is closed"
    assert plain("southwark-life: no weakness") == "Southwark Life press copy: no weakness"
    assert plain('www.example.org and "MA2.a1"') == 'Www.example.org and "MA2.a1"'
    assert not any(re.search(r"[A-Z]+[0-9]\.[a-z]", item.sentence) for item in left(standing).items)


def test_what_refuses_a_file_comes_first_and_keeps_it_from_being_ready(standing: Standing) -> None:
    location = standing.values["plan"]["IA1.quote"].value.location
    refused = Diagnostic(Code("privacy.name", "."), location, "IA1.quote names somebody", "take it out")
    found = left(standing, [("action-plan", refused)])
    first = found.items[0]
    assert (first.kind, first.is_blocking, first.name) == ("problem", True, "IA1.quote")
    assert next((each.key, each.is_ready) for each in found.publications) == ("action-plan", False)
    everything = left(standing, [("", refused)])
    assert [each.is_ready for each in everything.publications] == [False] * 3
    assert [item.kind for item in everything.items].count("problem") == 1


def test_what_stops_everything_opens_at_its_words_where_the_plan_can_be_read() -> None:
    text = PLANS["frozen"].replace("text: Dec.08, months", "text: Jan.09, months")
    plan = plan_of(text)
    found = tuple(consistency.agreeing_texts(plan))
    known, unknown = left_where_nothing_is_made(found, plan), left_where_nothing_is_made(found)
    (item,), (other,) = known.items, unknown.items
    assert (item.kind, item.is_blocking, item.name) == ("problem", True, "IA3.d1")
    assert item.sentence.startswith('The delivery date of IA3: the printed date says "Jan.09"')
    assert (other.name, known.publications) == ("", ())
    assert left_where_nothing_is_made([]).blocking == 0


HEADLINE, ABOUT = "wording.press.headline", "wording.young-people.about"
DOING = "wording.young-people.recommendations.MA2.doing"


def measured(standing: Standing, name: str, words: str) -> Measured:
    (found,) = measures_of(standing, name, words).publications
    return found


def test_words_are_counted_as_they_are_printed(standing: Standing) -> None:
    measures = measures_of(standing, DOING, "We will:\n\n- ask **some** of you\n- go. Then we stop.")
    assert (measures.words, measures.sentences, measures.longest) == (10, 4, 4)
    assert measures.grade == 0.0
    assert [measures_of(standing, DOING, words).words for words in ("", " ", "\u2028")] == [0, 0, 0]
    assert measures_of(standing, "no.such.value", "Two words").publications == ()
    assert json.loads(json.dumps(measures.record))["publications"][0]["is_within"] is True


@pytest.mark.parametrize(
    ("name", "words", "said", "is_within"),
    [
        (HEADLINE, "Young people asked", "7 words more fit in the headline", True),
        (HEADLINE, "One two three four five six seven eight nine", "1 word more fits in the headline", True),
        (HEADLINE, "One two three four five six seven eight nine ten eleven", "1 word too many; the headline may have 10", False),
        (ABOUT, " ".join(["word"] * 27), "27 words; a sentence may have 20 here", False),
        (ABOUT, " ".join(["word"] * 16), "16 words in one sentence; 15 are easier to read", True),
        (ABOUT, "They are stakeholders.", "“stakeholders” is hard to read: say “people who work with you” instead", False),
        (ABOUT, "Organisations get better.", "“Organisations” is hard to read: use a shorter word, or explain it", False),
        ("G05c.answer", "Ask our organisations.", "“organisations” is hard to read: use a shorter word, or explain it", True),
    ],
)  # fmt: skip
def test_what_words_measure_is_said_plainly(
    standing: Standing, name: str, words: str, said: str, is_within: bool
) -> None:
    found = measured(standing, name, words)
    assert said in [remark.sentence for remark in found.remarks]
    assert found.is_within == is_within


def test_short_plain_words_are_left_in_peace(standing: Standing) -> None:
    assert measured(standing, ABOUT, "We made a plan. It is short.").remarks == ()
    assert measured(standing, "IA1.quote", "Implement robust multi-agency arrangements").remarks == ()
    assert measured(standing, ABOUT, "Robust words.").hard == (HardWord("Robust", "careful"),)


def test_a_text_that_stands_in_two_parts_has_the_room_of_both(standing: Standing) -> None:
    said = [remark.sentence for remark in measured(standing, "wording.press.lead", "Short.").remarks]
    assert re.fullmatch(r"29 words more fit in the lead \d+ words more fit in the body", " ".join(said))


def test_an_answer_is_measured_where_its_mark_stands(standing: Standing) -> None:
    found = measures_of(standing, "G04a.answer", "https://www.example.org")
    assert [each.key for each in found.publications] == ["young-peoples-summary", "southwark-life"]


@pytest.mark.parametrize("words", ["*", "- \n-", "<b>x</b> & <![", "a ** b [c](d", "1) x", "a\n\n\n- b\n    - c"])
def test_half_typed_words_are_measured_too(standing: Standing, words: str) -> None:
    assert measures_of(standing, DOING, words).publications


SAVED = {
    "Plain words.": "Some plain words.",
    "A long sentence.": " ".join(["word"] * 21) + ".",
    "Hard words.": "Our stakeholders and organisations.",
    "Too many words.": "Plain words. " * 70,
}


@pytest.mark.parametrize("kind", SAVED)
def test_what_is_said_while_typing_is_found_once_it_is_saved(standing: Standing, kind: str, tmp_path: Path) -> None:
    project = copied(tmp_path)
    text = project.source.read_text("utf-8")
    first = re.search(
        r"  MA1:\n        heading: .*\n        short: .*\n        picture: .*\n        said: \|\n((?: {10}.*\n)+)", text
    )
    assert first
    project.source.write_text(text.replace(first[1], f"          {SAVED[kind].strip()}\n"), "utf-8")
    name = "wording.young-people.recommendations.MA1.said"
    saved = left(standing_of(project)).items
    found = [
        item for item in saved if item.kind == "finding" and item.codes[0].startswith(("reading.", "structure.length"))
    ]
    typed = measured(standing, name, SAVED[kind])
    assert bool(found) == (not typed.is_within), (found, typed)
    assert bool(found) == (kind != "Plain words.")
