"""Random files that come back, from Word and from LibreOffice, and hostile ones: nothing lost, nothing given to a wrong value."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import LIVE, copied, volume
from hostile_returns import HOSTILE
from random_returns import Return, by_office, by_word, fate
from returned_files import as_it_stands, edits_in, remember_of, retyped, sent, written

from jarpub.diagnostics import DiagnosticsError
from jarpub.formats import formats
from jarpub.project.paths import Project
from jarpub.web.returned.taken import Taken, into, returned_record, take

PRESS = "southwark-life"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every Word file of the real plan, as it is sent."""
    standing, _ = as_it_stands(LIVE, LIVE.source.read_bytes())
    with_word = [
        each for each in standing.releases if "docx" in {format for _, format, _ in each.publication.files(formats())}
    ]
    return {str(each.publication.key): written(LIVE, each) for each in with_word}


def fates(files: dict[str, bytes], seeds: range, make: Callable[[bytes, random.Random], Return]) -> Counter[str]:
    found: Counter[str] = Counter()
    for seed in seeds:
        chance = random.Random(seed)
        key = chance.choice(list(files))
        returned = make(files[key], chance)
        edits = edits_in(LIVE, returned.document, f"{key}.docx")
        assert edits.publication == key
        told = returned_record(Taken(edits))
        for done in returned.done:
            own = fate(done, told)
            assert own not in ("lost", "wrong"), f"{key} {seed}: {done}"
            found[own] += 1
    return found


def test_files_of_word(files: dict[str, bytes]) -> None:
    found = fates(files, range(volume(30, 1000)), by_word)
    assert found["found"] > found["noted"] > found["unseen"]


@pytest.mark.slow
def test_files_of_libreoffice(files: dict[str, bytes], tmp_path: Path) -> None:
    found = fates(files, range(volume(8, 300)), lambda document, chance: by_office(document, chance, tmp_path))
    assert found["found"] > found["noted"]


def test_what_is_taken_is_what_came_back(tmp_path: Path) -> None:
    """Once what is clear is written, the same file has nothing clear in it any more, and each says what it said."""
    project = copied(tmp_path)
    document = sent(project, PRESS)
    remember_of(project, document)
    for seed in range(volume(6, 60)):
        chance = random.Random(seed)
        returned = by_word(document, chance)
        taken = take(edits_in(project, returned.document), into(project, None))
        after = edits_in(project, returned.document)
        assert [each.name for each in after.clear] == []
        states = {each.name: each.state for each in after.changes}
        assert {
            states.get(each.name, "there already") for each in taken.edits.changes if each.number in taken.written
        } <= {"there already"}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_in_a_sentence(name: str, shared: Project, press: bytes) -> None:
    data = HOSTILE[name](press)
    try:
        assert edits_in(shared, data, name).changes == ()
    except DiagnosticsError as error:
        (found,) = error.diagnostics
        assert found.code.name in ("returned.no-word-file", "returned.of-nobody")
        assert found.location.file == name


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return copied(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def press(shared: Project) -> bytes:
    return sent(shared, PRESS)


def test_a_file_of_word_that_is_none_of_those_is_taken(shared: Project, press: bytes) -> None:
    found = edits_in(shared, retyped(press, ("asked how", "asked why")))
    assert [each.state for each in found.changes] == ["clear"]
