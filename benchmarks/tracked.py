"""Word files with tracked changes: python benchmarks/tracked.py [FILES] [SEED]

Pages and plans are changed by chance, with entries added and removed. Each file is accepted and rejected as the standard
has it, by tests/tracked.py, and by LibreOffice, and is then to be either version. Prints how many are, and what a file takes.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import office  # noqa: E402
from conftest import LIVE  # noqa: E402
from random_versions import another_page, another_plan  # noqa: E402
from tracked import outline, revisions  # noqa: E402

from jarpub.build.load_and_check import load_sources  # noqa: E402
from jarpub.build.output import marked  # noqa: E402
from jarpub.build.target import theme_of  # noqa: E402
from jarpub.diagnostics import DiagnosticsError  # noqa: E402
from jarpub.formats import writer  # noqa: E402
from jarpub.pages.comparison.compared import compared  # noqa: E402
from jarpub.pages.comparison.marks import Signature  # noqa: E402
from jarpub.pages.page_tree import Page  # noqa: E402
from jarpub.project.publications import Publication  # noqa: E402
from jarpub.project.sources import Sources  # noqa: E402

SIGNED = Signature("Southwark Council", "2009-03-31")
EDITS = 12  # of a plan: of its texts, and of the entries of its lists


@dataclass(frozen=True)
class Tried:
    """A file, its two versions, and the seconds that it took to compare them and to write it."""

    before: bytes
    now: bytes
    both: bytes
    comparing: float
    writing: float


def versions(sources: Sources, count: int, seed: int) -> Iterator[tuple[Publication, Page, Page]]:
    """Two versions of a publication: every other time the plan is another one, else the page."""
    publications = sources.settings.publications
    number = made = 0
    while made < count:
        number += 1
        chance = random.Random(seed * 100_003 + number)
        publication = publications[number % len(publications)]
        before = now = marked._page(LIVE, sources, publication)  # noqa: SLF001
        if number % 2:
            now = replace(before, body=another_page(before.body, chance))
        else:
            try:
                plan = marked._earlier(sources, another_plan(sources.plan_file, chance, EDITS), "plan.yaml")  # noqa: SLF001
                now = marked._page(LIVE, replace(sources, plan=plan), publication)  # noqa: SLF001
            except DiagnosticsError:
                continue  # no page can be made of such a plan
        if before.body.text() != now.body.text():
            made += 1
            yield publication, before, now


def tried(sources: Sources, publication: Publication, before: Page, now: Page) -> Tried:
    """The file of both."""
    theme = theme_of(LIVE, publication, sources.brand)
    old, new = (writer("docx").write(page, theme).content for page in (before, now))
    start = time.perf_counter()
    page = compared(before, now, lambda _: SIGNED, "the last final")
    between = time.perf_counter()
    both = writer("docx").write(page, theme).content
    return Tried(old, new, both, between - start, time.perf_counter() - between)


def by_the_standard(each: Tried) -> bool:
    """Whether it is either version, with styles, lists, links, pictures and the shapes of tables."""
    versions = outline(each.both, "accepted") == outline(each.now) and outline(each.both, "rejected") == outline(
        each.before
    )
    return versions and bool(revisions(each.both))


def by_libreoffice(files: list[Tried], folder: Path) -> tuple[int, int]:
    """In how many files LibreOffice has the same words of either version, and in how many the same paragraphs, too."""
    paths = {
        name: [folder / f"{number}-{name}.docx" for number in range(len(files))] for name in ("before", "now", "both")
    }
    for name, named in paths.items():
        for path, each in zip(named, files, strict=True):
            path.write_bytes(getattr(each, name))
    found = [*zip(office.accepted_all(paths["both"]), office.rejected_all(paths["both"]), strict=True)]
    wanted = [*zip(office.texts(paths["now"]), office.texts(paths["before"]), strict=True)]
    same = sum(one == other for one, other in zip(found, wanted, strict=True))
    words = [[[[text for text in version if text] for version in each] for each in side] for side in (found, wanted)]
    return sum(one == other for one, other in zip(*words, strict=True)), same


def main() -> None:
    """Print what came of so many files."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    sources = load_sources(LIVE)
    files = [tried(sources, *each) for each in versions(sources, count, int(sys.argv[2]) if len(sys.argv) > 2 else 1)]
    right = sum(map(by_the_standard, files))
    changes = sum(len(revisions(each.both)) for each in files)
    print(
        f"{count} files with {changes} revisions; accepted and rejected as the standard has it, {right} are either version"
    )
    for what in ("comparing", "writing"):
        seconds = sorted(getattr(each, what) for each in files)
        print(f"{what}: median {seconds[count // 2] * 1000:.0f} ms, longest {seconds[-1] * 1000:.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        words, paragraphs = by_libreoffice(files, Path(folder))
    print(f"LibreOffice: the same words in {words}, and the same paragraphs, empty ones too, in {paragraphs}")


if __name__ == "__main__":
    main()
