"""Approved corrections are made in the publications and listed; the others change nothing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jarpub.build import pipeline
from jarpub.build.pipeline import BuildOptions
from jarpub.diagnostics import Location
from jarpub.formats import reader
from jarpub.project.paths import Project
from jarpub.project.plan.corrections import corrected
from jarpub.project.plan.rows import Correction, Passage
from jarpub.project.plan.values import Id, Text


def words(project: Project, key: str = "action-plan") -> str:
    built = pipeline.build(project, BuildOptions([key], ["docx"]))
    return " ".join(reader("docx").extract(built.artifacts[0].content).word_list)


def test_an_approved_correction_is_made_and_listed(project_with: Callable[..., Project]) -> None:
    said = words(project_with(plan=("why: typing slip, approved: false", "why: typing slip, approved: true")))
    assert "ensure that these will be addressed as appropriate" in said
    assert "OV.p2: “will be addresses” is now “will be addressed” (typing slip)." in said
    assert "through the report – managers" in said  # the other corrections are not approved


def test_one_that_is_not_approved_changes_nothing(project_with: Callable[..., Project]) -> None:
    said = words(project_with(plan=("document:", "document:")))
    assert "will be addresses as appropriate" in said
    assert "Action over Action over next 6 months" in said
    assert "Corrections" not in said.split()


def test_a_correction_of_a_part_that_has_no_text_of_its_own_place(project_with: Callable[..., Project]) -> None:
    find = '          why: the words are doubled; MA2 has "Action over next 6 months"\n          approved: false'
    said = words(project_with(plan=(find, find.replace("false", "true"))))
    assert "Action over Action over next" not in said.replace("“Action over Action over” is now", "")


@pytest.mark.parametrize("key", ["young-peoples-summary", "southwark-life"])
def test_an_audience_that_does_not_see_the_text_does_not_see_its_correction(
    key: str, project_with: Callable[..., Project]
) -> None:
    template = {"southwark-life": "press-copy"}.get(key, key)
    name = template.replace("-", "_") + "__html"
    article = f'<article class="{template}">'
    listing = "{% set found = [recommendations] | corrections %}<p>{{ found | length }} found</p>"
    project = project_with(**{name: (article, article + listing)})
    text = project.templates.parent / "plan.yaml"
    text.write_text(project.source.read_text("utf-8").replace("approved: false", "approved: true"), "utf-8")
    assert "0 found" in words(replace(project, source=text), key)


def test_a_correction_is_made_in_the_first_place_where_its_words_stand() -> None:
    where = Location("plan.yaml")
    correction = Correction("the the", "the", Text("doubled", "x.why", where), approved=True)
    passage = Passage(Id("x"), Text("Read the the plan, then the the report.", "x", where), corrections=(correction,))
    assert corrected(passage).text.words == "Read the plan, then the the report."
