"""An edit changes the characters that it is about, and no other; what is written is read back as it was meant."""

import json
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache, lru_cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any, Literal, get_args, get_origin

import pytest
from conftest import PROJECT, TESTS, volume
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from jarpub.diagnostics import DiagnosticsError
from jarpub.project.edits.edit import Edit, EditFault, Insert, Move, Remove, Set, Value
from jarpub.project.edits.edited import edited, records, values
from jarpub.project.edits.file_state import state_of
from jarpub.project.edits.new_ids import new_id
from jarpub.project.edits.places import bare, is_optional, shape
from jarpub.project.edits.slices import Slice, composed, made, shifted, sliced, undone
from jarpub.project.edits.soft_line_ends import with_old_line_ends
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import named_values
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Id, Month, PersonReference, Reference, Role, Text, Words
from jarpub.project.yaml.known_parts import KnownFiles
from jarpub.project.yaml.records import bind

CASES = sorted((TESTS / "edit-cases").glob("*.txt"))
PART = re.compile(r"^=== (before|edits|after|diagnostics)\n", re.MULTILINE)
PLAN = PROJECT.source.read_text("utf-8")
SMALLEST = (TESTS / "smallest-plan.yaml").read_text("utf-8")


@dataclass(frozen=True)
class Note:
    """An entry without an id."""

    words: Text
    find: str = "*"


@dataclass(frozen=True)
class Lead:
    """A record that may be missing."""

    text: Text
    people: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Entry:
    """An entry with an id, and one of each kind of value."""

    id: Id
    text: Text
    items: tuple["Entry", ...] = ()
    query: Text | None = None
    value: Literal["started", "done"] | None = None
    months: tuple[Month, ...] = ()
    see: tuple[Reference, ...] = ()
    sure: bool = False


@dataclass(frozen=True)
class File:
    """What the files of the cases hold."""

    title: Text
    lead: Lead | None
    names: tuple[str, ...]
    entries: tuple[Entry, ...]
    notes: tuple[Note, ...] = ()
    wording: Words = field(default_factory=dict)
    answer: Text | None = None


def edit_of(line: str) -> Edit:
    """An edit as a case has it."""
    match json.loads(line):
        case {"set": name, "value": value}:
            return Set(name, value)
        case {"insert": name, "at": at, "entry": entry}:
            return Insert(name, at, entry)
        case {"remove": name}:
            return Remove(name)
        case {"move": name, "to": to}:
            return Move(name, to)
    raise AssertionError(line)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["", "other line ends"])
def test_case(path: Path, ends: str, accept: bool) -> None:
    head, *parts = PART.split(path.read_text("utf-8"))
    case = dict(zip(parts[::2], parts[1::2], strict=True))
    before = case["before"].removesuffix("\n" if "no-line-end" in path.stem else "")
    mark = "" if ends == "\n" else "\ufeff"
    data = (mark + before.replace("\n", ends)).encode()
    try:
        outcome = edited(data, "file.yaml", File, map(edit_of, filter(None, case["edits"].split("\n"))))
    except DiagnosticsError as error:
        told = {"diagnostics": "".join(f"{each}\n" for each in error.diagnostics)}
    else:
        assert undone(outcome.data, outcome.slices) == data
        assert made(data, outcome.slices) == outcome.data
        text = outcome.data.decode()
        assert text.startswith(mark)
        assert (text.count("\n") == text.count("\r\n")) == (ends == "\r\n")
        told = {"after": text.removeprefix(mark).replace(ends, "\n")}
    if accept:
        kept = {key: case[key] for key in ("before", "edits")}
        kept |= {key: f"{text.removesuffix(chr(10))}\n" for key, text in told.items()}
        path.write_text(head + "".join(f"=== {key}\n{text}" for key, text in kept.items()), "utf-8")
    assert {key: text.removesuffix("\n") for key, text in told.items()} == {
        key: text.removesuffix("\n") for key, text in case.items() if key not in ("before", "edits")
    }


BITS = (
    *("word", "Kerry", '"', "'", " #x", ": ", "- ", "# ", ", ", "[", "]", "{", "}", "&a", "*b", "!t", "|", ">", "%", "@", "`"),
    *("yes", "null", "2009", "2009-03", "~", "1.", "•", "\n", "\n\n", "\n- a\n- b", "\t", "  ", "😀", "\u05d0\u05d1", "\u202e"),
    *("\xa0", "é", ":", "?", "-", "---", "...", "<<<<<<< x", "\\", "\\n", "key: value", '"quoted"', "“", "”", "=", "+", ".5"),
    *("0x1f", "a" * 60, "\u200b", "\ufeff", "key:", "- - x", "? x", "\n  deep", "end \nnext", "many words " * 12),
)  # fmt: skip


def nasty(chance: random.Random) -> str:
    """A text that YAML would take for something else, in some way."""
    return "x" + "".join(chance.choice(BITS) + chance.choice(["", " "]) for _ in range(chance.randint(1, 9)))


def made_up(chance: random.Random, kind: Any, depth: int = 0) -> Value:
    """Plain data of a type."""
    wanted, form = bare(kind), shape(kind)
    if is_optional(kind) and chance.random() < 0.5:
        return None
    if form == "list":
        return tuple(
            made_up(chance, get_args(wanted)[0], depth + 1) for _ in range(chance.choice([0, 0, 2]) * (depth < 3))
        )
    if form == "record":
        return {key: made_up(chance, each.kind, depth + 1) for key, each in record_fields(wanted).items()}
    if get_origin(wanted) is Literal:
        return chance.choice(get_args(wanted))
    made_by: dict[Any, Value] = {
        bool: chance.random() < 0.5,
        Month: f"20{chance.randrange(10, 30)}-0{chance.randrange(1, 10)}",
        Id: f"new.{chance.randrange(10**6)}",
        Role: f"role-{chance.randrange(10**6)}",
        PersonReference: "ann-bee",
        Reference: "W1.1",
    }
    return made_by.get(wanted) if wanted in made_by else {} if form == "words" else nasty(chance)


def with_a_word_more(words: str, chance: random.Random) -> str:
    """A text as somebody edits it: a word more, or less."""
    parts = words.split(" ")
    at = chance.randrange(len(parts))
    if len(parts) > 1 and chance.random() < 0.3:
        return " ".join([*parts[:at], *parts[at + 1 :]]).strip() or words
    return " ".join([*parts[:at], chance.choice(["new", "really", "in the spring"]), *parts[at:]])


def random_edit(data: bytes, chance: random.Random) -> Edit:
    """An edit of any kind."""
    of_file = known(data)
    name = chance.choice(of_file.names)
    place = of_file.state.place(name)
    if isinstance(place.value, tuple):
        entry = made_up(chance, get_args(bare(place.kind))[0])
        return chance.choice([Insert(name, chance.randint(0, len(place.value)), entry), Set(name, place.value[::2])])
    if place.is_entry and chance.random() < 0.3:
        return chance.choice([Remove(name), Move(name, chance.randint(0, 3))])
    value = of_file.values[name]
    if isinstance(value, Mapping) and chance.random() < 0.5:
        return Set(
            name, {**value, **{key: made_up(chance, Text) for key in ("text", "query", "title") if key in value}}
        )
    if isinstance(value, str) and chance.random() < 0.5:
        return Set(name, with_a_word_more(value, chance))
    return Set(name, made_up(chance, place.kind) if not isinstance(value, str) else nasty(chance))


class Known:
    """A file with the names and values in it."""

    def __init__(self, data: bytes) -> None:
        self.state = state_of(data, "plan.yaml", Plan, bind)
        self.values = values(data, "plan.yaml", Plan)
        ids = (".id", ".ref", "language")
        self.names = [name for name in self.values if not name.endswith(ids) and not name.startswith("approvals")]


known = cache(Known)


def indented(text: str, step: int) -> str:
    """A file with other spaces at the beginning of its lines, and behind its hyphens."""
    return re.sub(
        r"(?<=-) (?=\S)",
        " " * (step - 1),
        re.sub(r"^(?:  )+", lambda at: " " * (len(at[0]) // 2 * step), text, flags=re.MULTILINE),
        flags=re.MULTILINE,
    )


def without_indentation(text: str) -> str:
    """A file whose lists begin in the column of their keys."""
    lines: list[str] = []
    hyphens: list[int] = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        while line and hyphens and hyphens[-1] >= indent:
            hyphens.pop()
        hyphens += [indent] if line[indent:].startswith("- ") else []
        lines.append(line[2 * len(hyphens) :])
    return "\n".join(lines)


def commented(text: str) -> str:
    """A file with a comment above each line, and empty lines between entries."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        indent = line[: len(line) - len(line.lstrip())]
        lines += ["", line] if line.lstrip().startswith("- ") and number % 3 else [f"{indent}# note {number}", line]
    return "\n".join(lines)


def in_brackets(text: str) -> str:
    """A file in brackets and braces as far as that goes."""
    yaml, written = YAML(typ="safe"), StringIO()
    yaml.width, yaml.default_flow_style, yaml.allow_unicode = 80, True, True
    yaml.dump(yaml.load(text), written)
    return written.getvalue()


SHAPES = {
    "as it is": SMALLEST,
    "indented by three": indented(SMALLEST, 3),
    "lists not indented": without_indentation(SMALLEST),
    "commented": commented(SMALLEST),
    "hyphens alone": re.sub(r"^( *)- (?=\w+:)", r"\1-\n\1  ", SMALLEST, flags=re.MULTILINE),
    "brackets": in_brackets(SMALLEST),
    "other line ends": "\ufeff" + SMALLEST.replace("\n", "\r\n"),
    "no line end": SMALLEST.rstrip("\n"),
}


def check(data: bytes, edit: Edit, files: KnownFiles | None = None) -> int:
    """Make an edit and look at all that comes of it; how many lines are others, -1 where it was refused."""
    read = files.bind if files else bind
    try:
        outcome = edited(data, "plan.yaml", Plan, [edit], read)
    except DiagnosticsError as error:
        assert {each.code.name for each in error.diagnostics} <= REFUSED, (edit, error)
        return -1
    assert undone(outcome.data, outcome.slices) == data
    assert made(data, outcome.slices) == outcome.data
    before, after = (each.decode().splitlines() for each in (data, outcome.data))
    lost = Counter(map(str.strip, before)) - Counter(map(str.strip, after))
    takes_out = isinstance(edit, Remove) or (isinstance(edit, Set) and not isinstance(edit.value, str | bool))
    assert takes_out or not any(line.startswith("# note") for line in lost), edit
    if isinstance(edit, Set) and isinstance(edit.value, str):
        was, now = texts(data), texts(outcome.data)
        assert now == {**was, edit.name: edit.value.strip(" \n\t")} or edit.name not in was, edit
    pairs = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(end - start, new_end - new) for kind, start, end, new, new_end in pairs if kind != "equal")


@lru_cache(maxsize=16)  # one file is edited again and again
def texts(data: bytes) -> dict[str, str]:
    """The words of a plan by their names, as all else of the program reads them."""
    plan, _ = bind(data, "plan.yaml", Plan)
    return {name: value.words for name, value in named_values(plan).items()}


REFUSED = {
    "id.unknown",
    "value.choice",
    "value.month",
    "value.text",
    "yaml.invisible",
    "id.twice",
    "edit.referred-to",
    "value.id",
}


@settings(max_examples=volume(150, 800))
@given(st.sampled_from(sorted(SHAPES)), st.randoms(use_true_random=False))
def test_any_edit_of_a_small_plan(shape_of_file: str, chance: random.Random) -> None:
    data = SHAPES[shape_of_file].encode()
    for _ in range(2):
        check(data, random_edit(data, chance))


@pytest.mark.parametrize("text", [PLAN, indented(PLAN, 4)], ids=["as it is", "indented by four"])
def test_edits_of_a_real_plan_change_about_two_lines(text: str) -> None:
    """Words more or less in its texts; and any other edit of it."""
    data, chance, files = text.encode(), random.Random(7), KnownFiles()
    words = {
        name: words for name, words in texts(data).items() if " " in words and known(data).values.get(name) == words
    }
    chosen = chance.sample(sorted(words), volume(20, 50))
    changed = [check(data, Set(name, with_a_word_more(words[name], chance)), files) for name in chosen]
    assert min(changed) >= 1
    assert median(changed) <= 2
    assert sorted(changed)[len(changed) * 9 // 10] <= 4
    for _ in range(volume(10, 25)):
        check(data, random_edit(data, chance), files)


@settings(max_examples=volume(25, 60))
@given(st.randoms(use_true_random=False))
def test_edits_one_after_another_are_undone(chance: random.Random) -> None:
    first = data = SMALLEST.encode()
    done: list[Sequence[Slice]] = []
    while len(done) < 4:
        try:
            outcome = edited(data, "plan.yaml", Plan, [random_edit(first, chance)])
        except DiagnosticsError:
            continue
        done.append(outcome.slices)
        data = outcome.data
    together = composed((), [each for slices in done for each in slices])
    assert undone(data, together) == first
    assert made(first, together) == data
    for slices in reversed(done):
        before = undone(data, slices)
        assert before is not None
        data = before
    assert data == first


@settings(max_examples=volume(25, 60))
@given(st.sampled_from(sorted(SHAPES)), st.randoms(use_true_random=False))
def test_an_edit_is_undone_while_another_stays(shape_of_file: str, chance: random.Random) -> None:
    data = SHAPES[shape_of_file].encode()
    names = [name for name, words in texts(data).items() if known(data).values.get(name) == words and "wor" in name]
    names += ["OV.p1", "R1.a1", "W1.heading", "R1.quote"]
    name, other = chance.sample(names, 2)
    edit = Set(name, nasty(chance))
    try:
        both = edited(data, "plan.yaml", Plan, [edit])
        later = edited(both.data, "plan.yaml", Plan, [Set(other, "other words")])
        alone = edited(data, "plan.yaml", Plan, [Set(other, "other words")])
    except DiagnosticsError:
        return
    moved = shifted(both.slices, later.slices)
    assert moved is not None
    assert undone(later.data, moved) == alone.data
    again = edited(later.data, "plan.yaml", Plan, [Set(name, "quite other words")])
    assert shifted(both.slices, [*later.slices, *again.slices]) is None or undone(again.data, moved) is None


@given(st.text("ab\r\n", max_size=12), st.text("ab\r\n", max_size=12))
def test_a_change_from_elsewhere_is_one_slice(before: str, after: str) -> None:
    slices = sliced(before.encode(), after.encode())
    assert len(slices) == (before != after)
    assert made(before.encode(), slices) == after.encode()
    assert undone(after.encode(), slices) == before.encode()


@settings(max_examples=volume(100, 300))
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 3), st.text("xyz", max_size=3)), max_size=5))
def test_slices_that_touch_become_one(changes: list[tuple[int, int, str]]) -> None:
    text, row = "abcdefgh", ()
    for start, length, new in changes:
        each = Slice(min(start, len(text)), text[start : start + length], new)
        row = composed(row, [each])
        text = text[: each.start] + new + text[each.start + len(each.old) :]
    assert made(b"abcdefgh", row) == text.encode()
    assert undone(text.encode(), row) == b"abcdefgh"
    assert all(each.end < other.start for each, other in pairwise(row))


def test_what_is_not_as_it_was_left_is_not_undone() -> None:
    slices = (Slice(2, "c", "xy"),)
    assert undone(b"abxyd", slices) == b"abcd"
    assert undone(b"abxzd", slices) is None
    assert made(b"abzd", slices) is None
    assert shifted(slices, [Slice(0, "", "12")]) == (Slice(4, "c", "xy"),)
    assert shifted(slices, [Slice(4, "d", "")]) == slices
    assert shifted(slices, [Slice(3, "y", "z")]) is None


SOFT = "We asked some of the people who use it,\nand they told us what they think.\n\n- one\n- two that goes on\n  in another line"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (SOFT, SOFT),
        (" ".join(SOFT.split("\n")[:2]) + "\n\n- one\n- two that goes on in another line", SOFT),
        (SOFT.replace(",\nand", ", and").replace("one", "three"), SOFT.replace("one", "three")),
        (SOFT.replace("it,\nand", "it now, and"), SOFT.replace("it,", "it now,")),
        (SOFT.replace("\n  in", " in").replace("on", "again"), SOFT.replace("on", "again")),
        (SOFT + "\n- three\n\nMore.", SOFT + "\n- three\n\nMore."),
        ("One line.", "One line."),
        (SOFT + "\n\n" + "word " * 30 + "end", SOFT + "\n\n" + "word " * 17 + "word\n" + "word " * 12 + "end"),
    ],
)
def test_line_ends_that_mean_a_space_stay_as_they_were(words: str, written: str) -> None:
    assert with_old_line_ends(words, SOFT) == written


def test_a_text_of_one_line_gets_no_line_ends() -> None:
    assert with_old_line_ends("word " * 60 + "end", "word") == "word " * 60 + "end"


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("R1.s1.actions", "R1.a3"),  # R1.a2 is gone, and something refers to it
        ("R1.s1.owners", "R1.l2"),
        ("R1.a1.items", "R1.a1.i1"),
        ("recommendations", "R2"),
        ("gaps", "G12"),
        ("W1.items", "W1.2"),
        ("people", ""),
        ("OV.p1.corrections", ""),
    ],
)
def test_a_new_id_is_one_that_nothing_ever_had(name: str, id: str) -> None:
    data = SMALLEST.replace("from: [W1.1]", "from: [W1.1, R1.a2]").replace("G1", "G01").encode()
    assert new_id(data, "plan.yaml", Plan, name, [b"was: {G11: Words}"]) == id


def test_every_value_has_a_name() -> None:
    found = values(PLAN.encode(), "plan.yaml", Plan)
    assert found["IA1.d1.months.1"] == "2009-03"
    assert found["IA1.s1.status"] == ()
    assert found["OV.p2.corrections.1.approved"] is False
    assert found["IA1.a1.query"] is None
    assert found["IA1.priority"] == "Immediate action"
    of_records = records(PLAN.encode(), "plan.yaml", Plan)
    assert of_records["IA1.priority"] == {"text": "Immediate action", "value": "immediate", "corrections": ()}
    assert texts(PLAN.encode()).keys() <= found.keys()


def test_what_is_done_is_told() -> None:
    data = SMALLEST.encode()
    edits = [
        Set("R1.a1", " Start "),
        Insert("gaps", 9, {"id": "G2", "question": "Who?", "ask": "all", "blocking": True}),
    ]
    done = edited(data, "plan.yaml", Plan, edits).done
    assert [(each.name, each.was, each.now if isinstance(each.now, str) else None) for each in done] == [
        ("R1.a1", "Begin", "Start"),
        ("G2", None, None),
    ]
    assert done[1].edit == Insert("gaps", 1, done[1].now)
    assert edited(data, "plan.yaml", Plan, [Set("R1.a1", "Begin")]).data == data


def test_a_file_that_cannot_be_read_is_not_edited() -> None:
    data = SMALLEST.replace("title: A plan", 'title: "A plan').encode()
    with pytest.raises(DiagnosticsError, match="yaml.quotation"):
        edited(data, "plan.yaml", Plan, [Set("R1.a1", "Start")])


def test_a_fault_that_was_there_before_stops_no_edit() -> None:
    data = SMALLEST.replace("value: immediate", "value: soon").encode()
    assert b"text: Start" in edited(data, "plan.yaml", Plan, [Set("R1.a1", "Start")]).data
    with pytest.raises(DiagnosticsError, match="value.choice"):
        edited(data, "plan.yaml", Plan, [Set("R1.st1.value", "soon")])


def test_nothing_is_written_by_a_name_that_two_share() -> None:
    data = SMALLEST.replace("id: R1.o1", "id: R1.a1").encode()
    with pytest.raises(DiagnosticsError, match="id.twice"):
        edited(data, "plan.yaml", Plan, [Set("R1.a1", "Start")])


def test_a_mistake_of_the_program_is_nobodys_fault() -> None:
    with pytest.raises(EditFault):
        edited(SMALLEST.encode(), "plan.yaml", Plan, [Set("R1.a1", {"id": "R1.a1", "txt": "Start"})])
