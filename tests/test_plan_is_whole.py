"""Not one word of the formal plan is lost or changed, and nothing is added to it."""

import re
from collections.abc import Callable, Iterator

import pytest
from conftest import LIVE, TESTS

from jarpub.build.artifact import Artifact, Built
from jarpub.formats import reader
from jarpub.pages.quotation_marks import straight
from jarpub.project.loader import load_plan
from jarpub.project.plan.model import Plan
from jarpub.project.plan.rows import Passage, Strand, in_column, lists_of

pytestmark = pytest.mark.slow
DOCUMENT = (TESTS / "source-document.txt").read_text("utf-8")
# What belongs to the pages of the source document and not to the plan.
FURNITURE = ("CONTINUED..",)
BROKEN_SENTENCES = (
    ("well signposted weblink to the child and young person", "friendly summary and the full report."),
    ("Inclusion of small scale reach measure in a relevant survey,", "testing level of awareness."),
)


def plain(cell: str) -> str:
    """A cell's words without the stray HTML and the hyphens of its list."""
    text = re.sub(r"<[^>]*>", " ", cell)
    return " ".join(re.sub(r"(^|\s)- ", " ", text).split())


def pieces() -> Iterator[str]:
    """Every paragraph, list item and cell of the source document that is content."""
    for line in DOCUMENT.splitlines():
        for cell in line.split("\t"):
            for piece in re.split(r"</?(?:p|ul|li)\b[^>]*>|\s- ", cell):
                words = plain(piece)
                if words and words not in FURNITURE:
                    yield words


def halves() -> set[str]:
    return {half for pair in BROKEN_SENTENCES for half in pair}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(LIVE.source.read_bytes(), LIVE.source_name)


@pytest.fixture(scope="module")
def file_of(live: Built) -> Callable[[str], Artifact]:
    return {entry.name: entry for entry in live.artifacts}.__getitem__


@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_every_cell_is_there(format: str, file_of: Callable[[str], Artifact]) -> None:
    text = straight(" ".join(reader(format).extract(file_of(f"action-plan.{format}").content).word_list))
    found = list(pieces())
    assert len(found) > 150  # the document was read as a table, not as one line
    assert [piece for piece in found if piece not in text] == []


@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_sentences_cut_by_a_page_are_whole_and_furniture_is_gone(
    format: str, file_of: Callable[[str], Artifact]
) -> None:
    text = straight(" ".join(reader(format).extract(file_of(f"action-plan.{format}").content).word_list))
    for first, second in BROKEN_SENTENCES:
        assert f"{first} {second}" in text
    assert "CONTINUED" not in text


def test_the_document_was_cut_where_we_say(plan: Plan) -> None:
    for half in halves():
        assert any(piece.endswith(half) or piece.startswith(half) for piece in pieces())


def test_nothing_verbatim_was_typed_that_the_document_does_not_say(plan: Plan) -> None:
    document = " ".join(plain(DOCUMENT.replace("\t", " ")).split())
    for first, second in BROKEN_SENTENCES:
        assert first in document
        assert second in document
        document += f" {first} {second}"
    for words in verbatim(plan):
        shortened = words
        for first, second in BROKEN_SENTENCES:
            shortened = shortened.replace(f"{first} {second}", first)
        assert shortened in document, words


def verbatim(plan: Plan) -> Iterator[str]:
    yield from (paragraph.text.words for paragraph in plan.document.overview.paragraphs)
    for recommendation in plan.recommendations:
        yield from (recommendation.ref, recommendation.quote.words, recommendation.priority.text.words)
        for strand in recommendation.strands:
            yield from (words for passage in (*strand.actions, *strand.outcomes) for words in passage_words(passage))
            yield from (entry.text.words for entry in (*strand.due, *strand.owners, *strand.status))
    for group in plan.weaknesses:
        yield group.heading.words
        for weakness in group.items:
            yield weakness.text.words
            yield from (owner.text.words for owner in weakness.owners)
    yield from (person.name.words for person in plan.people)


def passage_words(passage: Passage) -> Iterator[str]:
    yield passage.text.words
    for item in passage.items:
        yield from passage_words(item)


def test_the_lists_have_their_numbers(plan: Plan) -> None:
    counts = {
        recommendation.ref: tuple(
            sum(len(in_column(strand, key, lists_of(Strand))) for strand in recommendation.strands)
            for key in ("actions", "outcomes", "due", "lead_officers", "status")
        )
        for recommendation in plan.recommendations
    }
    assert counts == {
        "IA1": (6, 5, 1, 1, 0),
        "IA2": (4, 2, 2, 1, 1),
        "IA3": (3, 2, 1, 2, 2),
        "MA1": (1, 1, 1, 1, 1),
        "MA2": (4, 6, 5, 4, 3),
    }
    assert (len(plan.weaknesses), sum(len(group.items) for group in plan.weaknesses)) == (7, 19)
    assert len(plan.people) == 23


def test_no_proposed_correction_has_been_made(plan: Plan) -> None:
    corrections = [c for paragraph in plan.document.overview.paragraphs for c in paragraph.corrections]
    corrections += [c for recommendation in plan.recommendations for c in recommendation.priority.corrections]
    assert len(corrections) == 4
    assert not any(correction.approved for correction in corrections)
    for correction in corrections:
        assert correction.find in DOCUMENT
