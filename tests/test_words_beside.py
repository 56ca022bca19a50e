"""What stands beside words while somebody edits them: what they are, whose, where else, and how they stand."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import PROJECT, REPOSITORY, TESTS

from jarpub.build.load_and_check import load_sources
from jarpub.project.brand import Brand
from jarpub.project.loader import load, load_plan
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import named_values
from jarpub.project.publications import Settings
from jarpub.web.words.called import called
from jarpub.web.words.holders import Held, held

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
    .replace("gaps:\n", 'gaps:\n  - {id: G_2, question: "Why?", ask: them, needed_by: [], blocking: false}\n', 1)
    .replace(
        "    title: Hello\n",
        "    about_us: {first_words: A, _: C}\n    recommendations: {Recommendation-7: Told}\n",
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
    names = [name for name in named_values(SOURCES.plan) if not re.search(r"^ref\.|corrections\.why$", name)]
    assert [name for name in names if name not in HELD] == []
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
        ("IA3.s2.csmt_lead", "CSMT Lead of row 2 of IA3, as printed in the plan"),
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
            f"What we are doing, for Telling you what the report says (IA1), {SUMMARY}",
        ),
    ],
)
def test_values_are_called_as_people_would(name: str, words: str) -> None:
    assert said(name) == words


def test_another_council_has_its_own_words_in_them() -> None:
    plan = plan_of(OTHER)
    assert said("Recommendation-7.s1.csmt_lead", plan) == "Director of Recommendation-7, as printed in the plan"
    assert said("issue_1", plan) == "Weakness under Group (group 2), the plan's own words"
    assert said("wording.young-people.about_us.first_words", plan) == f"About us, first words, {SUMMARY}"
    assert called(held(plan)["wording.young-people.about_us.first_words"]) == "About us, first words, Young people"


def test_the_brand_is_said_to_be_the_brand() -> None:
    assert called(held(SOURCES.brand)["organisation"]) == "The council's name (brand)"


def test_what_holds_a_value_is_known() -> None:
    month: Held = HELD["IA1.d1.months.1"]
    assert (month.record.name, month.file.value, month.number) == ("IA1.d1", SOURCES.plan, 1)
