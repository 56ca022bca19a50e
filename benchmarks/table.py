"""The project against its peers, as ratios within one run: python benchmarks/table.py [RUNS] [WORDS]

What it needs: pip install -e ".[bench]" (typst, pypandoc-binary) and Chromium. Each job runs RUNS times in turn with
its peer's, 3 where nothing is said, after a warm-up; what is printed are the medians. The jobs of a thousand actions
run once. With WORDS only the rows are measured whose job has them. On a busy machine the ratios can be trusted, the
seconds cannot.
"""

import re
import string
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import gates
import scale
from peers import (
    MANY,
    NOTHING,
    Compared,
    Cost,
    Scene,
    bare_pages,
    call,
    chromium,
    compared,
    middle,
    pandoc,
    prepared,
    run,
    typst,
    weasyprint,
)

from jarpub import formats
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import Release, releases_of
from jarpub.build.target import theme_of
from jarpub.formats import Theme
from jarpub.formats.docx import writer as docx
from jarpub.project.publications import chosen
from jarpub.web.session import Session

QUICK_RUNS = 20
HEADLINE = re.compile(r"(?m)^    headline: .*$")
FIRST_ACTION = re.compile(r"(?m)^ {14}Consult with a sample")
SAID = re.compile(r"(?m)^ {8}said: .*$")
LOOKED_AT = {"southwark-life": HEADLINE, "young-peoples-summary": SAID}


@dataclass(frozen=True)
class Row:
    """A job beside its peer's, with what is to be reached and what is aimed at, both as the most that it may be."""

    job: str
    counts: str  # "processor" or "wall": which of the two the ratio is of
    reach: float
    aim: float
    compares: str
    measure: Callable[[Scene], Compared]

    def line(self, scene: Scene) -> str:
        """What was measured, beside what was to be."""
        try:
            found = self.measure(scene)
        except (subprocess.CalledProcessError, OSError, ImportError) as error:
            return f"{self.job:62} not measured: {str(error)[-80:].strip()}"
        processor, wall = found.ours.cpu / found.theirs.cpu, found.ours.wall / found.theirs.wall
        ratio = wall if self.counts == "wall" else processor
        state = "aim" if ratio <= self.aim else "reached" if ratio <= self.reach else "NOT REACHED"
        times = f"{_shown(found.ours.cpu, found.theirs.cpu)}  {_shown(found.ours.wall, found.theirs.wall)}"
        return f"{self.job:62} {self.counts:9} {ratio:6.2f} {self.reach:5} {self.aim:5}  {state:11} {times}"


def _shown(ours: float, theirs: float) -> str:
    """Two times, in seconds, or in thousandths where one is short."""
    text = f"{ours:.2f} ÷ {theirs:.2f} s" if min(ours, theirs) > 0.2 else f"{ours * 1000:.1f} ÷ {theirs * 1000:.1f} ms"
    return f"{text:>20}"


def total(costs: Iterable[Cost]) -> Cost:
    """What processes took that ran one after the other."""
    return sum(costs, NOTHING)


def nine_files(scene: Scene) -> Cost:
    """What nine files take from cold."""
    return scene.build_afresh("--templates", scene.folder / "nine")


@cache
def against_weasyprint(scene: Scene) -> Compared:
    """Nine files against three bare WeasyPrint processes, one after the other."""
    return compared(
        lambda: nine_files(scene), lambda: total(weasyprint(page) for page in scene.bare.values()), scene.runs
    )


def against_pandoc_and_chromium(scene: Scene) -> Compared:
    """Nine files against pandoc making six and Chromium printing three."""

    def theirs() -> Cost:
        made = (pandoc(page, scene.folder / f"{page.stem}.{kind}") for page in scene.pages for kind in ("docx", "html"))
        return total(made) + total(chromium(page) for page in scene.pages)

    return compared(lambda: nine_files(scene), theirs, scene.runs)


def checked(scene: Scene) -> Compared:
    """A check of what the last build made against a full build."""
    scene.build()
    return compared(lambda: scene.build("check", may_refuse=True), lambda: scene.build("--force"), scene.runs)


def nothing_to_do(scene: Scene) -> Compared:
    """A build that has nothing to do against a Python that has nothing to do, neither with an editable install."""
    packages = sysconfig.get_path("purelib")
    bare = [sys.executable, "-S"]  # what is in its packages is found all the same, but no finder of an editable one

    def ours() -> Cost:
        return run([*bare, "build.py"], scene.copy, PYTHONPATH=packages)

    ours()
    return compared(ours, lambda: run([*bare, "-c", ""], PYTHONPATH=packages), QUICK_RUNS)


def edited(scene: Scene, place: re.Pattern[str], page: str) -> Compared:
    """A build after an edit of a text against bare WeasyPrint of the page that tells it."""
    plan = scene.copy / "source" / "plan.yaml"
    text = plan.read_text("utf-8")
    letters = iter(string.ascii_lowercase)
    scene.build()

    def ours() -> Cost:
        word = next(letters) * 4
        plan.write_text(place.sub(lambda found: f"{found[0]} {word} ", text, count=1), "utf-8")
        return scene.build()

    try:
        return compared(ours, lambda: weasyprint(scene.bare[page]), scene.runs)
    finally:
        plan.write_text(text, "utf-8")


def preview(scene: Scene, *, words: bool) -> Compared:
    """A save until the preview has the new page, or the words alone, against typst's incremental compile; both warm."""
    ours = middle(refreshed(scene, key, words=words) for key in LOOKED_AT)
    return Compared(ours, middle(typst(page)[1] for page in scene.pages if page.stem in LOOKED_AT))


def refreshed(scene: Scene, key: str, *, words: bool = False) -> Cost:
    """What a save of the plan takes until the preview has the web page of a publication, or the words alone."""
    plan = scene.folder / "edited.yaml"
    text = (scene.copy / "source" / "plan.yaml").read_text("utf-8")
    session = Session(scene.project(plan))
    costs = []
    for change in range(8):
        plan.write_text(LOOKED_AT[key].sub(rf"\g<0> {'x' * (change + 1)}", text, count=1), "utf-8")
        session.looked_at = key
        pages: list[Cost] = []
        edits: list[Cost] = []
        wall, cpu = time.perf_counter(), time.process_time()

        def heard(told: list[Cost], wall: float = wall, cpu: float = cpu) -> None:
            told.append(Cost(time.perf_counter() - wall, time.process_time() - cpu))

        session.refresh(lambda _, told=pages: heard(told), lambda _, told=edits: heard(told))  # type: ignore[misc]
        costs.append((edits if words and edits else pages)[0])
    return middle(costs[2:])


@cache
def many_actions(scene: Scene) -> tuple[Release, Theme]:
    """The formal plan of a thousand actions as a page, and how it looks."""
    project = scene.project(scene.plan(MANY))
    sources = load_sources(project)
    publication = chosen(sources.settings, ["action-plan"])
    (release,) = releases_of(project, sources, publication, formats.formats())
    return release, theme_of(project, release.publication, sources.brand)


@cache
def many_bare(scene: Scene) -> Path:
    """The HTML of a thousand actions as WeasyPrint gets it."""
    return bare_pages(scene.project(scene.plan(MANY)), scene.folder / "bare-many", ["action-plan"])["action-plan"]


@cache
def many_by_pandoc(scene: Scene) -> Cost:
    """What pandoc takes for a Word file of a thousand actions."""
    page = many_bare(scene)
    return middle(pandoc(page, page.with_suffix(".docx")) for _ in range(scene.runs))


def one_file(scene: Scene, format: str) -> Cost:
    """What the formal plan of a thousand actions takes as one file, from cold."""
    return scene.build_afresh("--source", scene.plan(MANY), "--format", format, "action-plan")


def word_writer(scene: Scene) -> Compared:
    """The Word writer alone, in a process that has what it needs, against pandoc."""
    release, theme = many_actions(scene)
    docx.prepare()
    return Compared(
        middle(call(lambda: docx.write(release.page, theme)) for _ in range(scene.runs)), many_by_pandoc(scene)
    )


def word_build(scene: Scene) -> Compared:
    """A whole build of one Word file of a thousand actions against pandoc."""
    return Compared(one_file(scene, "docx"), many_by_pandoc(scene))


def large_pdf(scene: Scene) -> Compared:
    """A build of one PDF of a thousand actions against bare WeasyPrint with the same HTML."""
    return compared(lambda: one_file(scene, "pdf"), lambda: weasyprint(many_bare(scene)), 1, warm=0)


def with_gates(scene: Scene) -> Compared:
    """A build with the gates against one without them."""

    def cost(code: str) -> Cost:
        with tempfile.TemporaryDirectory(dir=scene.folder) as output:
            return run([sys.executable, "-c", code, "--force", "--output", output], scene.copy)

    return compared(lambda: cost(gates.WITH), lambda: cost(gates.WITHOUT), scene.runs)


def many_plans(scene: Scene) -> Compared:
    """A plan among a thousand with nothing to do against a bare hash of its files."""
    folder = scene.folder / "many"
    return scale.nothing_to_do(folder, scene.copy, 1000)


ROWS = (
    Row("nine files from cold ÷ three bare WeasyPrint", "processor", 1.05, 0.90, "three processes in turn, each one tagged PDF of the same page and sheets", against_weasyprint),
    Row("the same", "wall", 0.68, 0.58, "the same", against_weasyprint),
    Row("nine files ÷ (six pandoc + three Chromium)", "wall", 0.58, 0.48, "from our web pages: pandoc to DOCX and HTML, Chromium to PDF, in turn", against_pandoc_and_chromium),
    Row("`check`, nothing changed ÷ full build", "processor", 0.20, 0.03, "a check after a build, and the build of all ten files", checked),
    Row("nothing to do ÷ bare python", "processor", 2.5, 2.0, "python -S with the packages on its path, and the same with an empty program", nothing_to_do),
    Row("press headline edited, three files ÷ bare WeasyPrint", "processor", 1.7, 1.3, "a build of all publications after the edit, and the press copy's PDF", lambda scene: edited(scene, HEADLINE, "southwark-life")),
    Row("formal action edited, its files ÷ bare WeasyPrint", "processor", 1.4, 1.2, "a build of all publications after the edit, and the action plan's PDF", lambda scene: edited(scene, FIRST_ACTION, "action-plan")),
    Row("save → words changed on the screen ÷ typst", "wall", 2, 1, "server time until the words are sent, and an incremental compile of the same page", lambda scene: preview(scene, words=True)),
    Row("save → whole page on the screen ÷ typst", "wall", 5, 4, "server time until the page is sent, and the same compile", lambda scene: preview(scene, words=False)),
    Row("Word writer alone, 1,000 actions ÷ pandoc", "processor", 0.7, 0.4, "the writer in a warm process with its page, and a whole pandoc from HTML", word_writer),
    Row("whole Word build of 1,000 actions ÷ pandoc", "processor", 3, 2, "a build of one file from the YAML, with its gates, and the same pandoc", word_build),
    Row("PDF of 1,000 actions ÷ bare WeasyPrint", "processor", 1.10, 1.05, "a build of one file from the YAML, with its gates, and the same HTML", large_pdf),
    Row("gates ÷ without", "processor", 1.15, 1.08, "ten files, and the same with no page judged, no file read back, no report", with_gates),
    Row("1,000 plans with nothing to do, per plan ÷ bare hash", "processor", 2, 1.3, "one command, and one process that hashes the plan, its sheets and its files", many_plans),
)  # fmt: skip


def peers(scene: Scene) -> str:
    """What each peer takes for each page, in seconds of the processor."""
    lines = [f"{'processor seconds':24} {'WeasyPrint':>11} {'pandoc DOCX':>12} {'typst':>7} {'typst again':>12}"]
    for page in scene.pages:
        bare = median(weasyprint(scene.bare[page.stem]).cpu for _ in range(scene.runs))
        word = median(pandoc(page, page.with_suffix(".docx")).cpu for _ in range(scene.runs))
        first, again = typst(page)
        lines.append(f"{page.stem:24} {bare:11.2f} {word:12.2f} {first.cpu:7.3f} {again.cpu:12.4f}")
    return "\n".join(lines)


def main() -> None:
    """Print the table, each line when it is known."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    words = " ".join(sys.argv[2:])
    with tempfile.TemporaryDirectory() as folder:
        scene = prepared(Path(folder), runs)
        print(f"{'job':62} {'counts':9} {'ratio':>6} {'reach':>5} {'aim':>5}  {'':11} {'processor':>20}  {'wall':>20}")
        for row in ROWS:
            if words in row.job:
                print(row.line(scene), f"\n    {row.compares}", sep="", flush=True)
        if not words:
            print(
                f"MiB that a worker keeps for each PDF, 10th to 100th: {scale.kept_for_each_pdf(scene):.2f} (reach 0)"
            )
            print(f"\n{peers(scene)}")


if __name__ == "__main__":
    main()
