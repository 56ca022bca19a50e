"""Texts of any length and any signs are read in as many steps as they have letters.

What would take the square of that takes hours of these, and is stopped by the end that each test has.
"""

import pytest

from jarpub.checks.reading.formulas import counted_words, syllables
from jarpub.diagnostics import DiagnosticsError, Location, Problem
from jarpub.pages.markdown import to_html
from jarpub.pages.markup.parser import parse
from jarpub.pages.text_blocks import Block, Run

LONG = 100_000
HERE = Location("x")


@pytest.mark.parametrize(
    "words",
    ["." * LONG + "a", "." * LONG, ".\"'" * LONG, "!?" * LONG + "a", "A" + "." * LONG + "b", "a. " * LONG],
    ids=["stops", "stops only", "quotes", "signs", "initial", "sentences"],
)
def test_sentences(words: str) -> None:
    told = "".join(sentence.words for sentence in Block((Run(words, HERE, ""),), ()).sentences)
    assert told == words.replace(" ", "")


@pytest.mark.parametrize("stops", ["J. Bee", "Mr. Bee", "e.g. this", "9.30 now"])
def test_what_ends_no_sentence(stops: str) -> None:
    assert len(list(Block((Run(f"{stops} and more.", HERE, ""),), ()).sentences)) == 1


@pytest.mark.parametrize("ended", ["Plan A.. Then", "Really?! Then", "Wait... Then", "He said “no.” Then", "x…… Then"])
def test_what_ends_one(ended: str) -> None:
    assert len(list(Block((Run(ended, HERE, ""),), ()).sentences)) == 2


def test_a_block_of_many_runs_knows_where_each_sentence_stands() -> None:
    count = LONG // 10
    block = Block(tuple(Run("A word. ", Location("x", number), "") for number in range(1, count + 1)), ())
    assert [sentence.location.line for sentence in block.sentences] == list(range(1, count + 1))
    assert block.location_at(8 * count + 5).line == count


@pytest.mark.parametrize("word", ["x" * LONG, "a-" * LONG, "www." * LONG, "iou" * LONG, "@" * LONG, "a'" * LONG])
def test_words(word: str) -> None:
    counted_words(word)
    syllables(word.replace("-", ""))


def test_words_without_addresses() -> None:
    sentence = "Write to plan@example.org, or see (www.example.org/a?b) and https://x.org. A well-made plan’s @ end."
    assert [*counted_words(sentence)] == ["Write", "to", "or", "see", "and", "A", "well-made", "plan’s", "end"]


@pytest.mark.parametrize(
    "sign", ["*", "[", "](", "> ", "`", "**a ", "\\", "- a\n", "![", "(", "*a **b ", "_", "\n", "[a]{lang=cy}"]
)
def test_markdown(sign: str) -> None:
    try:
        to_html(sign * (LONG // 10))
    except Problem as problem:
        assert problem.hint  # either is an end


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * LONG, "<p>" * (LONG // 10), "</p>" * (LONG // 10), "<p " + 'a="b" ' * LONG + ">a</p>",
        "<!--" * LONG, "<p>" + '<a href="https://x">' * 300 + "a" + "</a>" * 300 + "</p>",
    ],
    ids=["open", "unclosed", "closed", "attributes", "comments", "links"],
)  # fmt: skip
def test_markup_that_is_none(markup: str) -> None:
    with pytest.raises(DiagnosticsError):
        parse(f"<article><h1>Title</h1>{markup}</article>", HERE)


@pytest.mark.parametrize("sign", "<&")
def test_markup_that_is_words(sign: str) -> None:
    assert parse(f"<article><h1>Title</h1><p>{sign * LONG}</p></article>", HERE).text().split() == [
        "Title",
        sign * LONG,
    ]


def test_spaces() -> None:
    spaces = " " * LONG + "a" + "\n" * LONG + "<strong> </strong>" * (LONG // 100)
    assert parse(f"<article><h1>Title</h1><p>b{spaces}</p></article>", HERE).text().split() == ["Title", "b", "a"]
