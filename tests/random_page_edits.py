"""Random edits made in the editor's page by somebody who types, and what they cost; and the same edits in the file."""

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from officer import Officer, until

from jarpub.project.edits.edit import Set
from jarpub.project.edits.edited import edited
from jarpub.project.paths import Project
from jarpub.project.plan.model import Plan
from jarpub.web.session import Session

WORDS = [
    "council",
    "young",
    "people",
    "will",
    "ask,",
    "tell:",
    "the",
    "#plan",
    "'a'",
    '"b"',
    "–",
    "soon;",
    "2009",
    "yes",
    "(or",
    "no)",
    "don't",
    "&",
    "see",
    "it",
    "here",
]
KEYS = ("action-plan", "young-peoples-summary", "southwark-life")
NAMES = """(found) => [...new Set(found
    .filter((each) => each.tabIndex === 0 && each.checkVisibility() && !each.querySelector("mark.gap"))
    .map((each) => each.dataset.name))]"""


@dataclass(frozen=True)
class Edit:
    """A text that got other words in the page, as they were sent, and the seconds until it was saved, shown, answered."""

    name: str
    value: str
    saved: float
    shown: float
    server: float
    lines: int  # that are others afterwards, or gone


def edits_in_the_page(officer: Officer, chance: random.Random, count: int, *, waits: bool = True) -> list[Edit]:
    """So many edits of texts that are written in place, as many of them in each publication.

    Who waits sees the page that is made of each before the next; who does not types on.
    """
    made = []
    for number in range(count):
        key = KEYS[number * len(KEYS) // count]
        if waits or not number or key != KEYS[(number - 1) * len(KEYS) // count]:
            officer.opens(key)
        made.append(_edit(officer, chance, key, waits=waits))
    return made


def _edit(officer: Officer, chance: random.Random, key: str, *, waits: bool) -> Edit:
    value = _chosen(officer, chance)
    words = " ".join(["Ask", *(chance.choice(WORDS) for _ in range(chance.randrange(1, 9)))])
    before, page = officer.plan, officer.version_of(key)
    officer.begins(value["name"])
    officer.page.keyboard.press("Control+A")
    officer.page.keyboard.insert_text(words)
    begun = time.perf_counter()
    with officer.page.expect_response(lambda answer: answer.url.endswith("/edits")) as answered:
        officer.page.keyboard.press("Control+Enter" if value["control"] == "passage" else "Enter")
    answer = answered.value
    assert answer.status == 200, (value["name"], words, answer.text())
    officer.field.wait_for(state="detached")
    saved = time.perf_counter() - begun
    if waits:
        until(lambda: officer.version_of(key) != page)
        officer.sees_now(key)
    shown = time.perf_counter() - begun
    timing, (sent,) = answer.request.timing, answer.request.post_data_json["edits"]
    server = (timing["responseStart"] - timing["requestStart"]) / 1000
    return Edit(sent["name"], sent["value"], saved, shown, server, changed_lines(before, officer.plan))


def _chosen(officer: Officer, chance: random.Random) -> Any:
    """A text of the page that is written in place, and that no correction is about."""
    names = officer.sheet.locator("[data-name]:not([data-name=''])").evaluate_all(NAMES)
    while True:
        value = officer.page.request.get(officer.editing.at(f"now/value?name={chance.choice(names)}")).json()
        if value.get("control") in ("line", "passage") and not value["corrections"] and value["file"] == "plan":
            return value


def changed_lines(before: str, after: str) -> int:
    """How many lines of a text are others in another one, or gone."""
    was, now = before.splitlines(), after.splitlines()
    first = _alike(was, now)
    return len(was) + len(now) - 2 * (first + _alike(was[first:][::-1], now[first:][::-1]))


def _alike(some: Sequence[str], others: Sequence[str]) -> int:
    pairs = enumerate(zip(some, others, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(some), len(others)))


def differences(officer: Officer, project: Project, made: Iterable[Edit]) -> list[str]:
    """What is another in the file, or on a page, where the same edits are made in the YAML of another copy."""
    for each in made:
        data = edited(project.source.read_bytes(), "plan.yaml", Plan, [Set(each.name, each.value)]).data
        project.source.write_bytes(data)
    found = [] if project.source.read_bytes() == officer.project.source.read_bytes() else ["other bytes of the plan"]
    fresh = Session(project, makes_files=False)
    fresh.refresh(lambda _: None)
    others = [key for key, shown in fresh.shown.items() if not _becomes(officer, project, key, shown.html)]
    return [*found, *(f"another page of {key}" for key in others)]


def _becomes(officer: Officer, project: Project, key: str, html: str) -> bool:
    """Whether the editor's page of a publication is, or soon will be, that of another project with the same words."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        page = officer.page.request.get(officer.editing.at(f"pages/{key}")).text()
        named = page.replace(str(officer.project.source), project.source_name)
        if named.replace(str(officer.project.templates), project.templates_name) == html:
            return True
        time.sleep(0.05)
    return False
