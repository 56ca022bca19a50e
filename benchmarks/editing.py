"""Random edits through the editor's page, and the same in the file: python benchmarks/editing.py [EDITS] [SEED]

What it needs: pip install -e ".[test]" and Chromium. Random texts of all three publications get other words in the page
of the editor, by a double click, typing and Enter; then the same edits are made in the YAML of a copy. Both must leave
the same bytes and the same web pages. It says how long one waits, how many lines change, and what the browser loads.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium  # noqa: E402
from conftest import copied  # noqa: E402
from officer import Editing, Officer  # noqa: E402
from random_page_edits import Edit, differences, edits_in_the_page  # noqa: E402

WINDOW = {"width": 1280, "height": 850}
OPENINGS = 5  # of an editor that was just started
KINDS = {"document": "HTML", "stylesheet": "CSS", "script": "JS", "other": "JS", "font": "fonts"}


def seconds(measured: Sequence[float]) -> str:
    """The median and the 95th percentile."""
    return f"{median(measured):8.3f} s {quantiles(measured, n=20)[-1]:8.3f} s"


def opening(browser: Any, folder: Path) -> tuple[float, float, Counter[str]]:
    """The seconds until an editor has its address, and until its page shows what is left; and the bytes that are loaded."""
    sizes: Counter[str] = Counter()
    begun = time.perf_counter()
    with Editing(copied(folder)) as editing:
        ready = time.perf_counter()
        context = browser.new_context(viewport=WINDOW)
        officer = Officer(editing, context.new_page())
        answers: list[Any] = []
        officer.page.on("response", lambda answer: answers.append(answer) if answer.status == 200 else None)
        went = time.perf_counter()
        officer.opens()
        there = time.perf_counter() - went
        for answer in answers:
            if not answer.url.endswith("/now/events"):
                kind = "its page" if "/pages/" in answer.url else KINDS.get(answer.request.resource_type, "JSON")
                sizes[kind] += len(answer.body())
        context.close()
    return ready - begun, there, sizes


def table(made: Sequence[Edit], openings: Iterable[tuple[float, float, Counter[str]]]) -> str:
    """The figures, one a line."""
    started, opened, sizes = zip(*openings, strict=True)
    lines = [each.lines for each in made]
    said = {kind: f"{size:>10,} bytes" for kind, size in sorted(sizes[0].items())}
    rows = {
        "Enter to saved, median and p95": seconds([each.saved for each in made]),
        "Enter to the page made anew": seconds([each.shown for each in made]),
        "of which the server, to save": seconds([each.server for each in made]),
        "lines changed, median and most": f"{median(lines):8.0f}   {max(lines):8}",
        "started to its address": f"{median(started):8.3f} s",
        "first open to what is left": f"{median(opened):8.3f} s",
        **{f"loaded, {kind}": size for kind, size in said.items()},
        "loaded, in all": f"{sum(sizes[0].values()):>10,} bytes",
    }
    return "\n".join(f"{what:34}{figure}" for what, figure in rows.items())


def main() -> None:
    """Say what was different, and the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    chance = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    with tempfile.TemporaryDirectory() as name, chromium() as launch:
        folder, browser = Path(name), launch()
        openings = [opening(browser, folder / f"open-{number}") for number in range(OPENINGS + 1)][1:]
        with Editing(copied(folder / "page")) as editing:
            officer = Officer(editing, browser.new_page(viewport=WINDOW))
            made = edits_in_the_page(officer, chance, count)
            found = differences(officer, copied(folder / "file"), made)
        browser.close()
    print(table(made, openings))
    print("\n".join(found) or f"{count} edits in the page and in the file: the same bytes, and the same pages")


if __name__ == "__main__":
    main()
