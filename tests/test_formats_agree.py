"""HTML, PDF and Word say the same words in the same order, read back from the finished files."""

import re
from collections.abc import Callable

import pytest
from conftest import KEYS

from jarpub.build.artifact import Artifact, Built
from jarpub.formats import Extract, reader


@pytest.fixture
def extracts(request: pytest.FixtureRequest, file_of: Callable[[str], Artifact]) -> dict[str, Extract]:
    key = request.node.callspec.params["key"]
    return {format: reader(format).extract(file_of(f"{key}.{format}").content) for format in ("html", "pdf", "docx")}


@pytest.mark.parametrize("key", KEYS)
def test_same_words(key: str, extracts: dict[str, Extract]) -> None:
    assert extracts["html"].word_list
    assert extracts["pdf"].word_list == extracts["html"].word_list
    assert extracts["docx"].word_list == extracts["html"].word_list


@pytest.mark.parametrize("key", KEYS)
def test_same_title_and_language(key: str, extracts: dict[str, Extract]) -> None:
    assert len({extract.title for extract in extracts.values()}) == 1
    assert {extract.language for extract in extracts.values()} == {"en-GB"}


def test_every_file_is_made(built: Built) -> None:
    names = [f"{key}.{format}" for key in KEYS for format in ("docx", "html", "pdf")]
    assert sorted(entry.name for entry in built.artifacts) == sorted(
        [*names, "young-peoples-summary-black-and-white.pdf"]
    )
    assert built.warnings == ()


@pytest.mark.parametrize("format", ["html", "pdf", "docx"])
def test_every_open_gap_is_a_visible_mark_with_its_question(format: str, built: Built) -> None:
    for entry in built.artifacts:
        if entry.format == format:
            text = " ".join(reader(format).extract(entry.content).word_list)
            marked = re.findall(r"TO BE SUPPLIED (\S+): ", text)
            wanted = {
                gap.id for gap in entry.release.gaps if gap.id != "G07"
            }  # without a quote, there is no place for one
            assert set(marked) == wanted


def test_word_counts_of_the_press_copy_are_right(file_of: Callable[[str], Artifact]) -> None:
    blocks = list(reader("docx").extract(file_of("southwark-life.docx").content).blocks)
    starts = {block.split(":")[0]: index for index, block in enumerate(blocks) if block.endswith(" words")}
    assert list(starts) == ["Headline", "Standfirst", "Body", "Box", "Panel"]
    ends = [*list(starts.values())[1:], blocks.index("Read more")]
    for (part, start), end in zip(starts.items(), ends, strict=True):
        first = start + (2 if part in ("Box", "Panel") else 1)  # these two open with a heading, which is not counted
        counted = sum(len(block.split()) for block in blocks[first:end])
        assert blocks[start] == f"{part}: {counted} words"
    body = int(blocks[starts["Body"]].split()[1])
    assert 250 <= body <= 350
