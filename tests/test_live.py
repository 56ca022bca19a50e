"""The plan that officers keep: whatever they reword or answer, its publications are made and are fit to go out."""

import subprocess
from pathlib import Path

import page as validator
import pytest
from browser import chromium, faults, nu_checked, opened
from conftest import KEYS, LIVE
from test_reading_order import numbers_out_of_order

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
    settings = load_sources(LIVE).settings
    wanted = [
        gap.id
        for gap in plan.gaps
        if gap.blocking and not gap.answer and any(each.key == key for each in settings.needing(gap.role))
    ]
    reasons = [reason for reason in release.reasons if reason.code != NEVER_APPROVED]  # that is people's to give
    assert [diagnostic.message.split(",")[0] for diagnostic in reasons] == wanted


def test_the_formal_plan_has_five_pages_with_its_gaps_open(live: Built) -> None:
    """No row of its first table stands alone on a page, though each page says that it is a draft."""
    assert [each.pages for each in live.artifacts if each.name == "action-plan.pdf"] == [5]


# All checkers on all files: those of the tests' own publications are looked at more closely elsewhere.


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_validator_finds_nothing_in_any_pdf(profile: str, live: Built) -> None:
    pdfs = [entry for entry in live.artifacts if entry.content.startswith(b"%PDF")]
    assert {entry.format for entry in pdfs} == {"pdf", "booklet"}
    found = {entry.name: validator.validate_pdf_bytes(entry.content, profile=profile).failures for entry in pdfs}
    assert {name: failures for name, failures in found.items() if failures} == {}


def test_the_content_of_every_pdf_stands_in_the_order_of_its_tags(live: Built) -> None:
    pdfs = {entry.name: entry.content for entry in live.artifacts if entry.content.startswith(b"%PDF")}
    assert {name: found for name, content in pdfs.items() if (found := numbers_out_of_order(content))} == {}


def test_the_nu_checker_has_nothing_to_say_of_any_web_page(live: Built, tmp_path: Path) -> None:
    pages = {entry.name: entry.content for entry in live.artifacts if entry.format == "html"}
    for name, content in pages.items():
        (tmp_path / Path(name).name).write_bytes(content)
    assert nu_checked(sorted(tmp_path.glob("*.html"))) == ""


def test_axe_finds_nothing_in_any_web_page_on_a_phone(live: Built) -> None:
    found = {}
    with chromium() as start:
        browser = start()
        for entry in (each for each in live.artifacts if each.format == "html"):
            with opened(browser, entry.content, 320, bypass_csp=True) as page:
                assert page.evaluate("document.documentElement.scrollWidth") <= 320, entry.name
                found[entry.name] = faults(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_word_files_of_everything_open_in_another_program(live: Built, tmp_path: Path) -> None:
    files = []
    for entry in (each for each in live.artifacts if each.format == "docx"):
        files.append(tmp_path / Path(entry.name).name)
        files[-1].write_bytes(entry.content)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, *files], check=True, capture_output=True)
    assert sorted(path.stem for path in tmp_path.glob("*.pdf")) == sorted(path.stem for path in files)
