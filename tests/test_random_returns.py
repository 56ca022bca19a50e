"""The makers of returned files do what they say: random ones have what was done to them, and hostile ones are hostile."""

import io
import random
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import office
import pytest
import word_dressing
import word_like
from conftest import KEYS, volume
from hostile_returns import BOMBS, HOSTILE, NO_PACKAGE, compound_file
from office import Deed, accepted_all, rejected_all
from random_returns import RARE, Done, Fate, by_office, by_word, fate, random_deeds
from word_file import WordFile

from jarpub.build.artifact import Artifact

FileOf = Callable[[str], Artifact]
TYPED = ("replace", "insert", "type", "insert paragraph")


def said_in(document: bytes) -> list[str]:
    return [" ".join(text.split()) for text in WordFile(document).paragraphs_now()]


def assert_has(said: list[str], done: Done, sent: list[str]) -> None:
    """What somebody typed is there, what they took out is not, and all else of that paragraph is as it was."""
    now = " ".join(done.now.split())
    if done.deed.kind in TYPED:
        assert now in said
    elif done.deed.kind in ("delete paragraph", "delete row"):
        was = " ".join(done.was.split())
        assert said.count(was) < sent.count(was)
    elif done.deed.kind not in ("merge", "split"):
        assert done.deed.kind == "insert row" or now in said


@pytest.mark.parametrize("key", KEYS)
def test_a_file_of_word_has_what_was_done_to_it(key: str, file_of: FileOf) -> None:
    document = file_of(f"{key}.docx").content
    kinds = set()
    for seed in range(volume(10, 300)):
        made = by_word(document, random.Random(f"{key} {seed}"))
        kinds |= {done.deed.kind for done in made.done}
        said = said_in(made.document)
        for done in made.done:
            if not (done.deed.by and done.deed.kind in ("delete paragraph", "delete row")):
                assert_has(said, done, said_in(document))
            assert document != made.document
        assert 1 <= len(made.done) <= 5
    assert len(kinds) > 3
    assert by_word(document, random.Random(1)) == by_word(document, random.Random(1))


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_a_file_of_libreoffice_has_what_was_done_to_it(key: str, file_of: FileOf, tmp_path: Path) -> None:
    document = file_of(f"{key}.docx").content
    for seed in range(volume(3, 60)):
        made = by_office(document, random.Random(f"{key} {seed}"), tmp_path)
        (tmp_path / "made.docx").write_bytes(made.document)
        said = [" ".join(text.split()) for text in accepted_all([tmp_path / "made.docx"])[0]]
        for done in made.done:
            assert_has(said, done, said_in(document))


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_what_is_all_tracked_can_be_taken_back(key: str, file_of: FileOf, tmp_path: Path) -> None:
    document, path = file_of(f"{key}.docx").content, tmp_path / "made.docx"
    (tmp_path / "sent.docx").write_bytes(document)
    for seed in range(volume(2, 40)):
        chance = random.Random(f"{key} {seed}")
        deeds = [replace(done.deed, by=done.deed.by or "Ann Example") for done in random_deeds(document, chance)]
        path.write_bytes(word_like.returned(document, deeds, chance, word_dressing.LIBREOFFICE_READS))
        assert words(rejected_all([path])[0]) == words(WordFile(document).paragraphs_now())
        office.returned(tmp_path / "sent.docx", deeds, path, through_odt=seed % 2 == 1)
        assert words(rejected_all([path])[0]) == words(WordFile(document).paragraphs_now())


def words(texts: Iterable[str]) -> list[str]:
    """The paragraphs that say something; what is left of an inserted one before a table says nothing."""
    return [" ".join(text.split()) for text in texts if text.strip()]


def test_every_kind_of_deed_is_done(file_of: FileOf) -> None:
    document = file_of("action-plan.docx").content
    kinds = {each.deed.kind for seed in range(100) for each in random_deeds(document, random.Random(seed), 20)}
    assert kinds >= {
        "replace",
        "insert",
        "type",
        "merge",
        "move",
        "insert row",
        "delete row",
        "comment",
        "bold",
        "italic",
    }


def test_rare_words_are_in_no_publication(file_of: FileOf) -> None:
    said = " ".join(text for key in KEYS for text in said_in(file_of(f"{key}.docx").content)).casefold()
    assert [word for word in RARE if word in said] == []


SENT = "We will check every year."
REPLACED = Done(Deed("replace", 0, "every", "each quince"), SENT, "We will check each quince year.", False, "quince")
GONE = Done(Deed("replace", 0, "every", ""), SENT, "We will check  year.", False)
COMMENT = Done(Deed("comment", 0, "every", "Is it quince?", "Ann Example"), SENT, SENT, False, "quince")
BOLD = Done(Deed("bold", 0, "every"), SENT, SENT, False)
RIGHT = {"was": SENT, "now": "We will check each quince year."}
OTHER = {"was": "Another value", "now": "Another quince value"}
EMPTY: Mapping[str, Any] = {"changes": [], "notes": [], "remarks": []}


@pytest.mark.parametrize(
    ("done", "record", "expected"),
    [
        (REPLACED, {"changes": [RIGHT]}, "found"),
        (REPLACED, {"notes": [{"was": "", "now": "each quince"}]}, "noted"),
        (REPLACED, {"changes": [OTHER]}, "wrong"),
        (REPLACED, {"changes": [OTHER, RIGHT]}, "found"),
        (REPLACED, {}, "lost"),
        (GONE, {"changes": [{"was": SENT, "now": "We will check year."}]}, "found"),
        (GONE, {"notes": [{"was": "every", "now": ""}]}, "noted"),
        (GONE, {"changes": [{"was": SENT, "now": SENT}]}, "lost"),
        (GONE, {"changes": [{"was": f"{SENT} Or every week.", "now": "We will check year. Or every week."}]}, "found"),
        (COMMENT, {"remarks": [{"words": "Is it quince?"}]}, "found"),
        (COMMENT, {"remarks": [{"words": "Is it?"}]}, "lost"),
        (BOLD, {"changes": [{"was": SENT, "now": "We will check **every** year."}]}, "found"),
        (BOLD, {"notes": [{"was": "every", "now": "every"}]}, "noted"),
        (BOLD, {}, "unseen"),
        (replace(BOLD, deed=Deed("merge", 0), now=f"{SENT}Next."), {"notes": [{"was": "", "now": "year.Next."}]}, "noted"),
    ],
)  # fmt: skip
def test_the_fate_of_a_deed(done: Done, record: Mapping[str, Any], expected: Fate) -> None:
    assert fate(done, {**EMPTY, **record}) == expected


@pytest.mark.parametrize("name", sorted(HOSTILE.keys() - {"bomb-of-many-members.docx"}))
def test_a_hostile_file_is_the_same_each_time_and_small(name: str, file_of: FileOf) -> None:
    sent = file_of("southwark-life.docx").content
    content = HOSTILE[name](sent)
    assert content == HOSTILE[name](sent) != sent
    assert len(content) < 51_000_000
    assert name not in NO_PACKAGE or not content or not zipfile.is_zipfile(io.BytesIO(content)) or name in DAMAGED


DAMAGED = ("first-kilobyte-lost.docx", "flipped-bytes.docx")  # packages still, of which something cannot be read


def test_bombs_unfold(file_of: FileOf) -> None:
    sent = file_of("southwark-life.docx").content
    with zipfile.ZipFile(io.BytesIO(BOMBS["bomb-of-one-member.docx"](sent))) as bomb:
        assert bomb.getinfo("word/document.xml").file_size > 4_000_000_000
        with bomb.open("word/document.xml") as document:
            assert document.read(3_000_000) == b" " * 3_000_000
    with zipfile.ZipFile(io.BytesIO(BOMBS["bomb-of-overlapping-members.docx"](sent))) as bomb:
        assert sum(each.file_size for each in bomb.infolist()) > 13_000_000_000
    assert compound_file("EncryptedPackage").startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
