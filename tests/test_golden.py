"""The text of each real publication, block by block: a change to any of them is read as a diff."""

import pytest
from conftest import LIVE, TESTS

from jarpub.build.artifact import Built
from jarpub.build.load_and_check import load_sources
from jarpub.formats import reader

pytestmark = pytest.mark.slow
KEYS = tuple(each.key for each in load_sources(LIVE).settings.publications if each.is_made_in("html"))


@pytest.mark.parametrize("key", KEYS)
def test_outline(key: str, live: Built, accept: bool) -> None:
    golden = TESTS / "golden" / f"{key}.txt"
    content = next(each.content for each in live.artifacts if each.name.split("/")[-1] == f"{key}.html")
    text = "".join(f"{block}\n" for block in reader("html").extract(content).blocks)
    if accept:
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")
