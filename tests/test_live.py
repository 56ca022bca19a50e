"""The plan that officers keep: whatever they reword or answer, its publications are made and are fit to go out."""

import pytest
from conftest import KEYS, LIVE

from jarpub.build.artifact import Built
from jarpub.build.load_and_check import load_sources
from jarpub.checks.stale_wording import NEVER_APPROVED
from jarpub.project.plan.model import Plan

pytestmark = pytest.mark.slow
BLACK_AND_WHITE = "young-peoples-summary-black-and-white.pdf"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_sources(LIVE).plan


def test_every_file_is_made_without_a_warning(live: Built) -> None:
    names = {f"{key}.{format}" for key in KEYS for format in ("docx", "html", "pdf")}
    assert {entry.name for entry in live.artifacts} >= {*names, BLACK_AND_WHITE}  # officers may add a publication
    assert all(entry.is_read_back for entry in live.artifacts)
    assert live.warnings == ()


@pytest.mark.parametrize("key", KEYS)
def test_nothing_but_open_gaps_stands_in_the_way_of_a_final(key: str, live: Built, plan: Plan) -> None:
    """No false alarm: what blocks a publication is what the plan does not say yet, and nothing else."""
    (release,) = (release for release in live.releases if release.publication.key == key)
    wanted = [
        gap.id
        for gap in plan.gaps
        if gap.blocking and not gap.answer and any(needed.id == key for needed in gap.needed_by)
    ]
    reasons = [reason for reason in release.reasons if reason.code != NEVER_APPROVED]  # that is people's to give
    assert [diagnostic.message.split(",")[0] for diagnostic in reasons] == wanted


def test_the_formal_plan_has_five_pages_with_its_gaps_open(live: Built) -> None:
    """No row of its first table stands alone on a page, though each page says that it is a draft."""
    assert [each.pages for each in live.artifacts if each.name == "action-plan.pdf"] == [5]
