"""What an edit is refused for, in the words of the form that it was made in: no key of a file, and no number of a line."""

from collections.abc import Sequence

import pytest
from conftest import PROJECT

from jarpub.build.edits.people import Origin
from jarpub.build.edits.writing import Asked, write
from jarpub.build.load_and_check import load_sources
from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.project.edits.edit import Edit, Insert, Remove, Set
from jarpub.web.words.places import File
from jarpub.web.words.plain_findings import in_plain_words
from jarpub.web.words.standing import Standing

ANN = Origin("Ann Example", "the editor")
SAID = ("there is no colon behind this", 'southwark-life: "Kerry Crichlow" is the name of Kerry Crichlow')
STANDING = Standing(load_sources(PROJECT))
DATE = "Delivery date of IA1, as printed in the plan: "


def plain(file: File, edit: Edit) -> Sequence[str]:
    with pytest.raises(DiagnosticsError) as caught:
        write(PROJECT, file, [Asked(edit)], ANN)  # it is refused, and nothing is written
    return [f"{each.message}; {each.hint}" for each in in_plain_words(caught.value.diagnostics, STANDING, file)]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            Set("IA1.d1", "May 09"),
            f'{DATE}the printed date says "May 09", and its months are March 2009; make both say the same',
        ),
        (
            Set("IA1.d1.ongoing", value=True),
            f'{DATE}the printed date says "March 09", and it is marked as going on; make both say the same',
        ),
        (
            Set("MA2.d4.ongoing", value=False),
            'Delivery date 4 of MA2, as printed in the plan: the printed date says "April 09 and ongoing", and it is not marked as going on; make both say the same',
        ),
        (
            Set("MA2.st1.value", "done"),
            'Status 1 of MA2, as printed in the plan: the printed words say "In progress", and the status is "done"; make both say the same',
        ),
        (Set("IA1.a1", ""), "Action 1 of IA1, the plan's own words: nothing is typed there; type it"),
        (Set("abbr.HR.meaning", None), "What HR stands for: nothing is typed there; type it"),
        (Insert("people", 0, {"id": "ann", "name": ""}), "Name: nothing is typed there; type it"),
    ],
)
def test_a_field_is_called_as_in_its_form(edit: Edit, said: str) -> None:
    assert said in plain("plan", edit)


def test_what_refers_to_an_entry_is_said_as_a_place_that_can_be_opened() -> None:
    assert plain("plan", Remove("MA2")) == [
        "The recommendations that the weakness under Capacity to improve belongs to: MA2 is named there, and cannot go before; take it out there first",
        "Where it is known from what VFM stands for: MA2 is named there, and cannot go before; take it out there first",
    ]
    told = plain("plan", Remove("rory-patterson"))
    assert len(told) > 3
    assert all("Rory Patterson is named there" in each for each in told)
    assert not any("rory-patterson" in each for each in told)


def test_what_names_no_place_stays_as_it_is() -> None:
    found = [
        Diagnostic(Code("test.code", "A code of this test."), Location("plan.yaml", 1, 1), said, "mend it")
        for said in SAID
    ]
    assert list(in_plain_words(found, STANDING, "plan")) == found
