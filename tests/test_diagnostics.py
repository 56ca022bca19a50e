"""Each kind of diagnostic has a name of its own and is explained in a page that is made from the code."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from conftest import REPOSITORY, TESTS
from hypothesis import given
from hypothesis import strategies as st

import jarpub
from jarpub.diagnostics import Code, Diagnostic, Location

JARGON = re.compile(
    r"\b(?:YAML|JSON|mappings?|scalars?|sequences?|nodes?|tokens?|schemas?|regex|pars(?:e[dr]?|ing)|indent\w*|nested|keys?"
    r"|syntax|strings?|booleans?|integers?|arrays?|digests?|unicode)\b",
    re.IGNORECASE,
)
OF_TEMPLATES = ("font", "markup", "picture", "style", "template", "word")
PAGE = REPOSITORY / "docs" / "diagnostics.md"
HEAD = """\
# What jarpub finds

Each line that the command prints ends with a code in brackets, such as `[gaps.open]`; JSON has it under `code`. This
page says what each code means; the line itself says where, what and the way out. It is made from the code:
`sh test.sh --accept` writes it anew.
"""


def codes() -> Iterator[Code]:
    for module in pkgutil.walk_packages(jarpub.__path__, "jarpub."):
        if not module.name.endswith("__main__"):
            found = vars(importlib.import_module(module.name)).values()
            yield from (value for value in found if isinstance(value, Code))


def page() -> str:
    names = sorted({code.name: code.meaning for code in codes()}.items())
    lines, group = [HEAD], ""
    for name, meaning in names:
        if name.split(".")[0] != group:
            group = name.split(".")[0]
            lines.append(f"\n## {group}\n\n| code | what it means |\n|---|---|\n")
        lines.append(f"| `{name}` | {meaning} |\n")
    return "".join(lines)


def test_the_page_has_them_all(accept: bool) -> None:
    if accept:
        PAGE.write_text(page(), "utf-8")
    assert PAGE.read_text("utf-8") == page()
    assert page().count("\n| `") > 60


def test_no_two_have_the_same_name() -> None:
    meanings: dict[str, set[str]] = {}
    for code in codes():
        meanings.setdefault(code.name, set()).add(code.meaning)
    assert {name: each for name, each in meanings.items() if len(each) > 1} == {}
    assert all(each.endswith((".", "!")) for (each,) in meanings.values())


def said_to_officers() -> Iterator[str]:
    """What the cases say without the words that are quoted in it, and the meaning of each rule for the files of the plan."""
    for path in (*(TESTS / "cases").glob("*.txt"), *(TESTS / "gates").glob("*.txt")):
        lines = path.read_text("utf-8").split("=== diagnostics\n")[1].splitlines()
        yield from (
            re.sub(r'"[^"]*"|\S+\.yaml\S*|\[[a-z.-]+\]$', "", line) for line in lines if not line.startswith(">")
        )
    yield from (code.meaning for code in codes() if code.name.split(".")[0] not in OF_TEMPLATES)


def test_no_message_has_a_word_that_only_programmers_know() -> None:
    assert [said for said in said_to_officers() if JARGON.search(said)] == []
    assert len(list(said_to_officers())) > 200
    assert JARGON.search("YAML reads 09 as a number")
    assert JARGON.search("an entry with keys is meant here")


@given(st.builds(Location, st.text(min_size=1), *[st.integers(0, 10**6)] * 4))
def test_a_location_in_page_markup_is_read_as_it_was_written(location: Location) -> None:
    again = Location.from_attribute(location.attribute)
    assert vars(again) == vars(location)


@pytest.mark.parametrize("typed", ["", "here", "1 2", "a b c d e", "1 2 3 x file"])
def test_what_somebody_typed_there_is_none(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Location.from_attribute(typed)


def test_a_line_has_all_of_it() -> None:
    code = Code("privacy.name", "A name is there.")
    diagnostic = Diagnostic(code, Location("plan.yaml", 3, 7), '"Ann" is a name', "take it out", quote="Ann")
    assert str(diagnostic) == 'plan.yaml:3:7: "Ann" is a name; take it out [privacy.name]'
    assert diagnostic.record["quote"] == "Ann"
