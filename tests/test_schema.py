"""The schemas of what people write: what the program makes, passing all that it reads, refusing what is wrong by its shape."""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

import pytest
import source_documents
from conftest import REPOSITORY, TESTS, copied, project_in, volume
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from jarpub.build.edits.approve import approve
from jarpub.build.start.kept import update
from jarpub.build.start.new_project import Wish, start
from jarpub.cli.main import main
from jarpub.diagnostics import DiagnosticsError
from jarpub.project.approvals_file import Consent
from jarpub.project.edits.edit import Set
from jarpub.project.edits.edited import edited
from jarpub.project.loader import load
from jarpub.project.plan.approvals import Approvals
from jarpub.project.plan.model import Plan
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Colour, Id, Month, Reference, Text
from jarpub.project.publications import Settings
from jarpub.project.schema.explained import explained
from jarpub.project.schema.files import KINDS, first_line, schemas
from jarpub.project.schema.json_schema import schema_of
from jarpub.project.yaml.forms.alike import LIKE
from jarpub.project.yaml.nodes import Node, tree
from jarpub.project.yaml.records import is_record
from jarpub.project.yaml.scalars import COLOUR, NAME

TEMPLATES = REPOSITORY / "templates"
MADE = schemas((TEMPLATES / "publications.yaml").read_text("utf-8"))
SCHEMAS = {name: json.loads(MADE[f"schema/{name}.json"]) for name in KINDS}
# How YAML 1.2, which editors read, takes words without quotation marks.
CORE = (
    (re.compile(r"null|Null|NULL|~|"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda words: words.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+"), lambda words: int(words, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda words: float(words.replace(".", ""))),
)


class Bare(str):  # noqa: SLOT000
    """Words that stand in the file without quotation marks."""


OTHERS: tuple[Any, ...] = (
    "", " ", "words", "5", "true", "no-name of anything", "x" * 65, [], {}, ["words"], {"zz": "words"}, [[]], "2009-13",
    *map(Bare, (
        "", "null", "Null", "~", "true", "True", "yes", "on", "5", "-5", "012", "1.5", "1e3", "5.", "0x1F", "0o17", ".inf",
        "1_000", "12:30", "2009-03", "2009-03-01", "done", "article", "'#0b4f6c'",
    )),
)  # fmt: skip


def as_editors_read(text: str) -> Any:
    """What a file holds for an editor, which knows nothing of what is meant where."""
    root, found = tree(text.split("\n"), "x.yaml")
    assert root, found
    return _value(root)


def _value(node: Node) -> Any:
    if node.kind == "mapping":
        return {str(key.value): _value(value) for key, value in node.pairs}
    if node.kind == "list":
        return [_value(entry) for entry in node.value]
    made = next((make for pattern, make in CORE if node.plain and pattern.fullmatch(node.value)), str)
    return made(node.value)


@cache
def validator(kind: type) -> Draft7Validator:
    name = next((name for name, known in KINDS.items() if known is kind), "")
    return Draft7Validator(SCHEMAS[name] if name else schema_of(kind, explained))


def passes(kind: type, text: str) -> bool:
    """Whether an editor underlines nothing in a file."""
    return validator(kind).is_valid(as_editors_read(text))


def codes(kind: type, text: str) -> frozenset[str]:
    """The kinds of what the program says of a file."""
    try:
        load(text.encode(), "x.yaml", kind)
    except DiagnosticsError as said:
        return frozenset(each.code.name for each in said.diagnostics)
    return frozenset()


def written(record: Mapping[str, Any]) -> str:
    """A record as a file has it: each label in a line, and what stands in it in braces and brackets."""
    lines = [f"{key}: {value if isinstance(value, Bare) else json.dumps(value)}\n" for key, value in record.items()]
    return "".join(lines) or "{}\n"


def example(kind: Any, *, whole: bool = False) -> Any:
    """A value of a kind, with all that it can have or with what it must have."""
    origin, choices = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        return example(choices[0])
    if origin is tuple:
        return [example(choices[0])]
    if origin is Mapping:
        return {"actions": "words", "own": {"below": "words"}}
    if origin is Literal:
        return choices[0]
    if is_record(kind):
        known = record_fields(kind).items()
        return {key: example(field.kind) for key, field in known if (field.required or whole) and key != LIKE}
    return next(made for known, made in EXAMPLES.items() if issubclass(kind, known))


EXAMPLES: dict[type, Any] = {
    Month: "2009-03", Colour: "#0b4f6c", Text: "words", Id: "name", Reference: "name", bool: True, int: 5, str: "words",
}  # fmt: skip


def records(kind: Any) -> Iterator[type]:
    """All kinds of records that one can hold, itself included."""
    waiting, seen = [kind], set[type]()
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        if is_record(each) and each not in seen:
            seen.add(each)
            yield each
            waiting += (field.kind for field in record_fields(each).values())


RECORDS = sorted({each for kind in KINDS.values() for each in records(kind)}, key=lambda kind: kind.__name__)
OF_OTHERS = {"id.twice", "id.unknown"}  # what is said of a value because of others in the file


def without(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {each: value for each, value in record.items() if each != key}


class Variant(NamedTuple):
    """A record with something changed in it: what was put there, and what the program says of its shape."""

    put: str
    text: str
    said: frozenset[str]
    passes: bool


def changed() -> Iterator[tuple[type, str, dict[str, Any]]]:
    """Each record without each of its labels and with each misspelt, and other values in the place of each kind of value."""
    tried: set[Any] = set()
    for kind in RECORDS:
        whole = example(kind, whole=True)
        for key, field in record_fields(kind).items():
            less = {each: value for each, value in whole.items() if each != key}
            yield from ((kind, "nothing", less), (kind, "misspelt", {**less, f"{key}x": "words"}))
            form = get_origin(field.kind), *(is_record(each) or each for each in get_args(field.kind))
            like = form if form[0] else field.kind, field.required
            others = () if like in tried else OTHERS
            tried.add(like)
            yield from ((kind, str(other), {**less, key: other}) for other in others)


@cache
def variants() -> tuple[Variant, ...]:
    """All of them, judged by the program and by the schema."""
    texts = [(kind, put, written(record)) for kind, put, record in changed()]
    return tuple(Variant(put, text, codes(kind, text) - OF_OTHERS, passes(kind, text)) for kind, put, text in texts)


def test_the_schemas_that_come_along_are_those_that_the_program_makes(accept: bool) -> None:
    if accept:
        for name, data in MADE.items():
            (TEMPLATES / name).write_bytes(data)
    assert {path.relative_to(TEMPLATES).as_posix(): path.read_bytes() for path in TEMPLATES.glob("schema/*")} == MADE
    for name, schema in SCHEMAS.items():
        Draft7Validator.check_schema(schema)
        assert schema["description"], name


def test_every_label_is_explained_to_whoever_writes_one() -> None:
    entries = [each for schema in SCHEMAS.values() for each in (schema, *schema["definitions"].values())]
    found = [(key, each) for entry in entries for key, each in entry.get("properties", {}).items()]
    unexplained = {key for key, each in found if len(each.get("description", "")) < 3}
    assert unexplained == set()
    assert len(found) > 150
    assert not any("{" in each.get("description", "") for key, each in found if key != "answers")


FOLDERS = (REPOSITORY / "source", TEMPLATES, TESTS / "project")


def files() -> Iterator[tuple[str, Path]]:
    """All plans, lists of publications, brands and approvals that there are, by what they are."""
    for name in KINDS:
        yield from ((name, path) for folder in FOLDERS if (path := folder / f"{name}.yaml").exists())
    yield from (("plan", path) for path in (TESTS / "smallest-plan.yaml", *(TESTS / "other-plans").glob("*.yaml")))


@pytest.mark.parametrize(
    ("name", "path"), [*files()], ids=lambda each: each if isinstance(each, str) else each.parent.name
)
def test_every_file_that_there_is_passes(name: str, path: Path) -> None:
    text = path.read_text("utf-8")
    assert [each.message for each in validator(KINDS[name]).iter_errors(as_editors_read(text))] == []


def test_a_new_project_passes_and_each_of_its_files_names_its_schema(tmp_path: Path) -> None:
    start(tmp_path, Wish("2008", "true"))
    for name, kind in KINDS.items():
        for path in tmp_path.rglob(f"{name}.yaml"):
            text = path.read_text("utf-8")
            assert passes(kind, text), path
            named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", text.splitlines()[0])
            assert named, path
            assert json.loads((path.parent / named[1]).read_text("utf-8")) == SCHEMAS[name]
    assert len([*tmp_path.rglob("*.yaml")]) == 3


def test_a_project_from_before_gets_the_schemas_with_the_newer_templates(tmp_path: Path) -> None:
    start(tmp_path, Wish("Northtown", "A plan"))
    shutil.rmtree(tmp_path / "templates" / "schema")
    brand = tmp_path / "templates" / "brand.yaml"
    line, rest = brand.read_text("utf-8").split("\n", 1)
    brand.write_text(rest, "utf-8")
    done = update(project_in(tmp_path))
    assert {*done.added} == {*MADE}
    assert done.first_lines == {"templates/brand.yaml": line}
    assert brand.read_text("utf-8") == rest
    assert all((tmp_path / "templates" / name).read_bytes() == data for name, data in MADE.items())


@pytest.mark.parametrize(
    "place", ["source/plan.yaml", "source/approvals.yaml", "templates/brand.yaml", "templates/publications.yaml"]
)
def test_the_files_of_this_project_name_theirs(place: str) -> None:
    path = REPOSITORY / place
    assert path.read_text("utf-8").startswith(first_line(path, path.stem, TEMPLATES))
    assert first_line(path, path.stem, TEMPLATES).endswith(f"schema/{path.stem}.json\n")


def test_a_file_names_no_schema_that_is_not_there_or_in_another_project_or_not_found_by_its_name(
    tmp_path: Path,
) -> None:
    for name in ("a b", "c"):
        (tmp_path / name / "schema").mkdir(parents=True)
        (tmp_path / name / "schema" / "plan.json").write_text("{}")
    assert first_line(tmp_path / "x" / "plan.yaml", "plan", tmp_path / "c").endswith("=../c/schema/plan.json\n")
    assert first_line(tmp_path / "a b" / "plan.yaml", "plan", tmp_path / "a b").endswith("=schema/plan.json\n")
    assert first_line(tmp_path / "plan.yaml", "plan", tmp_path / "a b") == ""
    assert first_line(tmp_path / "plan.yaml", "brand", tmp_path / "c") == ""
    assert first_line(tmp_path.parent / "plan.yaml", "plan", tmp_path / "c") == ""


def test_nothing_is_refused_that_the_program_reads() -> None:
    assert [each.text for each in variants() if not each.said and not each.passes] == []
    assert sum(not each.said for each in variants()) > 300


# What an editor cannot see: how a value is written, and whether nothing was typed or "null".
UNSEEN = {
    "value.id": {".inf", "-5"},
    "value.kind": {""},
    "value.number": {"1e3", "5.", "0o17", "0x1F"},
    "value.text": {"2009-03-01", "2009-03", "1_000", "on", "yes", "12:30"},
    "value.yes-or-no": {"True"},
}


def test_what_is_wrong_by_its_shape_is_refused() -> None:
    left: dict[str, set[str]] = {}
    for each in variants():
        for code in each.said if each.passes else ():
            left.setdefault(code, set()).add(each.put)
    assert left == UNSEEN
    assert sum(bool(each.said) and not each.passes for each in variants()) > 500


PASSED = {
    "answer-behind-null", "answer-below-null", "date-where-text", "duplicate-id", "entry-pasted-twice", "nothing-under-a-list",
    "nothing-under-a-record", "nothing-under-the-people", "text-missing", "unknown-person", "unknown-reference", "yes-or-no",
}  # fmt: skip


def test_broken_plans_are_underlined_in_an_editor_too() -> None:
    """Those that YAML can read, and of them all but what `UNSEEN` and other entries make wrong."""
    smallest, judged = (TESTS / "smallest-plan.yaml").read_text("utf-8"), dict[str, bool]()
    for path in (TESTS / "cases").glob("*.txt"):
        find, put, said = re.split(r"=== replace\n|\n=== with\n|\n?=== diagnostics\n", path.read_text("utf-8"))[1:]
        if not re.search(r"\[(yaml|file)\.[a-z-]+\]$", said, re.MULTILINE):
            judged[path.stem] = passes(Plan, smallest.replace(find, put, 1))
    assert {name for name, is_passed in judged.items() if is_passed} == PASSED
    assert len(judged) > 40


OWNERS = re.compile(r"        owners:\n(?:          - .*\n)+")


@pytest.mark.parametrize(
    ("older", "is_right"),
    [
        ("csmt_lead: {text: AB, people: [ann-bee]}", True),
        ("lead_officers: [{id: R1.l9, text: AB}]\n        csmt_lead: null\n        fingerprint: 12", True),
        ("lead_officers: [{text: AB}]", False),
        ("csmt_lead: AB", False),
        ("csmt_lead: {text: AB, name: AB}", False),
    ],
)
def test_plans_of_earlier_versions_are_judged_as_they_are_read(older: str, *, is_right: bool) -> None:
    text, count = OWNERS.subn(f"        {older}\n", (TESTS / "smallest-plan.yaml").read_text("utf-8"))
    assert count == 1
    assert (not codes(Plan, text), passes(Plan, text)) == (is_right, is_right)


def test_an_entry_that_is_like_another_says_only_what_differs() -> None:
    text = (TESTS / "project" / "publications.yaml").read_text("utf-8").rstrip() + "\n"
    key = re.findall(r"\n  - key: (\S+)", text)[0]
    alike = f"{text}  - key: other\n    like: {key}\n"
    assert not codes(Settings, alike)
    assert passes(Settings, alike)
    assert not passes(Settings, alike.replace(f"    like: {key}", "    subject: Other"))
    assert not passes(Settings, alike.replace("  - key: other\n    like", "  - like"))


def test_a_plan_that_is_brought_in_names_its_schema_and_passes(tmp_path: Path) -> None:
    start(tmp_path / "project", Wish("Northtown", "A plan"))
    document, plan = tmp_path / "plan.csv", tmp_path / "project" / "source" / "ours.yaml"
    document.write_bytes(source_documents.text())
    assert main(["import", str(document), "--to", str(plan)], root=tmp_path / "project") == 0
    text = plan.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../templates/schema/plan.json\n# ")
    assert passes(Plan, text)


def test_the_first_approval_begins_a_file_that_names_its_schema_and_passes(tmp_path: Path) -> None:
    project = copied(tmp_path)
    project.approvals.unlink()
    approve(project, ["IA1"], "young-people", Consent("Ann Example", "2009-03-31", None))
    text = project.approvals.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=templates/schema/approvals.json\n# What")
    assert passes(Approvals, text)


def test_an_edit_leaves_the_first_line_as_it_is() -> None:
    before = (REPOSITORY / "source" / "plan.yaml").read_bytes()
    after = edited(before, "plan.yaml", Plan, [Set("document.title", "Another")]).data
    assert after.splitlines()[0] == before.splitlines()[0]
    assert after != before


@cache
def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a kind as people may write them, some of which have little in them."""
    origin, choices = get_origin(kind), get_args(kind)
    if origin in (UnionType, Union):
        return st.none() | anything(choices[0])
    if origin is tuple:
        return st.none() | st.lists(anything(choices[0]), max_size=1 if is_record(choices[0]) else 2)
    if origin is Mapping:
        return st.dictionaries(st.sampled_from(["ref", "own", "2008"]), TEXTS | st.fixed_dictionaries({"a": TEXTS}))
    if origin is Literal:
        return st.sampled_from(choices)
    if is_record(kind):
        known = record_fields(kind).items()
        needed = {key: later(field.kind) for key, field in known if field.required}
        others = {key: later(field.kind) for key, field in known if key not in (*needed, LIKE)}
        return st.fixed_dictionaries(needed, optional=others)
    return next(made for known, made in VALUES.items() if issubclass(kind, known))


def later(kind: Any) -> st.SearchStrategy[Any]:
    """The same of a kind that may hold others of its kind."""
    return st.deferred(lambda: anything(kind))


TEXTS = st.text(min_size=1).filter(lambda words: words.isprintable() and not words.isspace())
NAMES = st.from_regex(NAME, fullmatch=True).filter(lambda words: len(words) < 20)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    Month: st.dates().map(lambda day: f"{day:%Y-%m}"), Colour: st.from_regex(COLOUR, fullmatch=True), Text: TEXTS,
    Id: NAMES | st.integers(0), Reference: NAMES, bool: st.booleans(), int: st.integers(0, 10**9 - 1), str: TEXTS | st.integers() | st.none(),
}  # fmt: skip


@given(st.sampled_from(RECORDS).flatmap(lambda kind: st.tuples(st.just(kind), anything(kind))))
@settings(max_examples=volume(50, 2000), suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_program_reads_passes(made: tuple[type, dict[str, Any]]) -> None:
    kind, record = made
    text = written(record)
    assume(not codes(kind, text) - OF_OTHERS)
    assert passes(kind, text)
