"""Every value has a name of its own, by which one of them can be changed and no other."""

from collections import Counter
from typing import Any

import pytest
from conftest import PROJECT, TESTS

from jarpub.diagnostics import DiagnosticsError
from jarpub.project.brand import Brand
from jarpub.project.loader import load
from jarpub.project.plan.approvals import Approvals
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import _of_record, named_values, walk
from jarpub.project.plan.values import Month, Text
from jarpub.project.publications import Settings
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.project.yaml.records import bind

SMALLEST = (TESTS / "smallest-plan.yaml").read_text("utf-8")
CORRECTIONS = """\
        corrections:
          - {find: Some, replace: a, why: one, approved: false}
          - {find: words, replace: b, why: two, approved: false}"""
PLAN = PROJECT.source.read_text("utf-8")


def bound(plan: str) -> Plan:
    return load(plan.encode(), "plan.yaml", Plan)


def names(plan: Plan) -> Counter[str]:
    """How often each name is given."""
    return Counter(name for name, _ in _of_record(plan, "", plan.document.title.location))


def shared(record: Any) -> list[str]:
    """The names that several texts or months have."""
    own = Counter(each.id for each in walk(record) if isinstance(each, Text | Month))
    return [name for name, times in own.items() if times > 1]


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("ref: ref,", "ref: Ref no.,"),
        ("ref: ref,", "ref: R1,"),
        ("ref: ref,", "ref: R1.a1,"),
        ("title: Hello", "title: Hello\n    text: Words\n    key: R1\n    id: R1\n    ref: R1"),
        ("title: Hello", "title: {text: Words, id: {text: More}}"),
        ('["2009-03"]', '["2009-03", "2009-04", "2009-03"]'),
        ("initials: AB,", "initials: AB, variants: [Anne Bee, Anne B],"),
        ("{id: OV.p1, text: Some words.}", f"id: OV.p1\n        text: Some words.\n{CORRECTIONS}"),
    ],
)
def test_no_name_is_that_of_two_values(find: str, put: str) -> None:
    assert SMALLEST.count(find) == 1
    plan = bound(SMALLEST.replace(find, put))
    assert [name for name, times in names(plan).items() if times > 1] == []
    assert shared(plan) == []


def test_no_name_of_the_tests_own_plan_is_that_of_two_values() -> None:
    plan = bound(PLAN)
    assert [name for name, times in names(plan).items() if times > 1] == []
    files = {Approvals: PROJECT.approvals, Brand: PROJECT.templates / "brand.yaml"}
    files |= {Settings: PROJECT.templates / "publications.yaml"}
    for kind, path in files.items():
        assert shared(bind(path.read_bytes(), path.name, kind)[0]) == []
    assert shared(plan) == []


def test_what_has_no_id_is_named_by_its_place() -> None:
    plan = bound(PLAN)
    of_values = named_values(plan)
    assert [of_values[f"OV.p2.corrections.{number}.why"].words for number in (1, 2, 3)] == [
        "the bracket was never opened", "typing slip", "likely typing slip",
    ]  # fmt: skip
    months = [month.id for strand in plan.strands for due in strand.due for month in due.months if due.id == "IA1.d1"]
    assert months == ["IA1.d1.months.1"]


def test_the_words_of_a_column_are_no_id() -> None:
    plan = bound(SMALLEST.replace("ref: ref,", "ref: Ref no.,"))
    assert plan.document.plan_columns["status"].id == "document.plan_columns.status"
    assert plan.document.plan_columns["ref"].id == "document.plan_columns.ref"


@pytest.mark.parametrize(
    ("find", "put", "said"),
    [
        ("id: R1.a1", "id: R1.quote", 'the id "R1.quote" is the name of something else'),
        ("id: G1", "id: R1.s1.actions", 'the id "R1.s1.actions" is the name of something else'),
        ("id: G1", "id: document", 'the id "document" is the name of something else'),
        ("id: G1", "id: wording.young-people", 'the id "wording.young-people" is the name of something else'),
        ("title: Hello", "a: {b: one}\n    a.b: two", 'the label "a.b:" makes the name "wording.young-people.a.b"'),
    ],
)
def test_a_name_that_two_values_would_have_is_refused(find: str, put: str, said: str) -> None:
    file = SMALLEST.replace(find, put).encode()
    with pytest.raises(DiagnosticsError) as refused:
        load(file, "plan.yaml", Plan)
    assert [said in each.message for each in refused.value.diagnostics] == [True]
    files = KnownFiles()
    files.bind(SMALLEST.encode(), "plan.yaml", Plan)
    _, binder = files.bind(file, "plan.yaml", Plan)
    assert [said in each.message for each in binder.diagnostics] == [True]
