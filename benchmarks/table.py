"""The project against its peers, as ratios within one run: python benchmarks/table.py [RUNS]

What it needs: pip install -e ".[bench]" (typst, pypandoc-binary) and Chromium. Each job runs RUNS times in turn with
its peer's, 3 where nothing is said, after a warm-up; what is printed are the medians. The jobs of a thousand actions
run once. On a busy machine the ratios can be trusted, the seconds cannot.
"""

import re
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

import gates
from peers import FEW, MANY, Cost, Scene, bare_pages, chromium, pandoc, prepared, ratio, run, typst, weasyprint
from ruamel.yaml import YAML

from jarpub.project.loader import load_plan
from jarpub.web.session import Session

QUICK_RUNS = 20
HEADLINE = re.compile(r"(?m)^    headline: .*$")


@dataclass(frozen=True)
class Row:
    """A job with what is to be reached and what is aimed at, both as the most that it may be."""

    job: str
    reach: float
    aim: float
    measure: Callable[[Scene], tuple[float, str]]

    def state(self, measured: float) -> str:
        """How far the job has got."""
        return "aim" if measured <= self.aim else "reached" if measured <= self.reach else "not reached"


def nine_files(scene: Scene) -> float:
    """The seconds that nine files take from cold."""
    return scene.build_afresh("--templates", scene.folder / "nine").wall


def against_weasyprint(scene: Scene) -> tuple[float, str]:
    """Nine files against three bare WeasyPrint processes, one after the other."""
    pages = sorted((scene.folder / "bare").glob("*.html"))
    return ratio(lambda: nine_files(scene), lambda: sum(weasyprint(page).wall for page in pages), scene.runs)


def against_pandoc_and_chromium(scene: Scene) -> tuple[float, str]:
    """Nine files against pandoc making six and Chromium printing three."""

    def theirs() -> float:
        made = (pandoc(page, scene.folder / f"{page.stem}.{kind}") for page in scene.pages for kind in ("docx", "html"))
        return sum(cost.wall for cost in made) + sum(chromium(page).wall for page in scene.pages)

    return ratio(lambda: nine_files(scene), theirs, scene.runs)


def nothing_to_do(scene: Scene) -> tuple[float, str]:
    """A build that has nothing to do against a Python that has nothing to do."""
    scene.build()
    return ratio(lambda: scene.build().wall, lambda: run([sys.executable, "-c", ""]).wall, QUICK_RUNS)


def press_edit(scene: Scene) -> tuple[float, str]:
    """A build after an edit of the press headline against a full build."""
    plan = scene.copy / "source" / "plan.yaml"
    text = plan.read_text("utf-8")
    letters = iter(string.ascii_lowercase)

    def edited() -> float:
        word = next(letters) * 4
        plan.write_text(HEADLINE.sub(lambda line: f"{line[0]} {word}", text, count=1), "utf-8")
        return scene.build().wall

    measured = ratio(edited, lambda: scene.build("--force").wall, scene.runs)
    plan.write_text(text, "utf-8")
    return measured


def preview(scene: Scene) -> tuple[float, str]:
    """A save until the preview has the new page, against typst's incremental compile of the same document; both warm."""
    keys = ("southwark-life", "young-peoples-summary")
    ours = median(refreshed(scene, key) for key in keys)
    theirs = median(typst(page)[1] for page in scene.pages if page.stem in keys)
    return ours / theirs, f"{ours * 1000:.1f} ms ÷ {theirs * 1000:.1f} ms"


def preview_words(scene: Scene) -> tuple[float, str]:
    """A save until the preview tells the browser the new words, against typst's incremental compile; both warm."""
    keys = ("southwark-life", "young-peoples-summary")
    ours = median(refreshed(scene, key, words=True) for key in keys)
    theirs = median(typst(page)[1] for page in scene.pages if page.stem in keys)
    return ours / theirs, f"{ours * 1000:.1f} ms ÷ {theirs * 1000:.1f} ms"


def refreshed(scene: Scene, key: str, *, words: bool = False) -> float:
    """The seconds from a save of the plan to the web page of a publication in the preview, or to the words alone."""
    plan = scene.folder / "edited.yaml"
    text = (scene.copy / "source" / "plan.yaml").read_text("utf-8")
    session = Session(scene.project(plan))
    times = []
    for change in range(8):
        plan.write_text(text.replace(" young people ", f" young people{'x' * change} ", 1), "utf-8")
        session.looked_at = key
        start = time.perf_counter()
        pages: list[float] = []
        edits: list[float] = []
        session.refresh(*(lambda _, told=told: told.append(time.perf_counter()) for told in (pages, edits)))  # type: ignore[misc]
        times.append((edits if words and edits else pages)[0] - start)
    return median(times[2:])


@cache
def one_file(scene: Scene, actions: int, format: str) -> Cost:
    """The cost of the formal plan of so many actions as one file; measured once."""
    return scene.build_afresh("--source", scene.plan(actions), "--format", format, "action-plan")


@cache
def bare_page(scene: Scene) -> Path:
    """The HTML of a thousand actions as WeasyPrint gets it."""
    return bare_pages(scene.project(scene.plan(MANY)), scene.folder / "bare-many", ["action-plan"])[0]


def growth(scene: Scene) -> tuple[float, str]:
    """The processor time of an action among a thousand against that of one among fifty."""
    many, few = one_file(scene, MANY, "pdf").cpu / MANY, one_file(scene, FEW, "pdf").cpu / FEW
    return many / few, f"{many * 1000:.1f} ms ÷ {few * 1000:.1f} ms an action"


def memory(scene: Scene) -> tuple[float, str]:
    """The most memory that a thousand actions take, for each."""
    many, few = one_file(scene, MANY, "pdf").peak, one_file(scene, FEW, "pdf").peak
    return many / MANY, f"MiB an action; {(many - few) / (MANY - FEW):.2f} without what {FEW} actions take"


def large_pdf(scene: Scene) -> tuple[float, str]:
    """A PDF of a thousand actions against bare WeasyPrint with the same HTML."""
    page = bare_page(scene)
    return ratio(lambda: one_file(scene, MANY, "pdf").wall, lambda: weasyprint(page).wall, 1, warm=0)


def large_docx(scene: Scene) -> tuple[float, str]:
    """A Word file of a thousand actions against pandoc's."""
    page = bare_page(scene)
    target = page.with_suffix(".docx")
    return ratio(lambda: one_file(scene, MANY, "docx").wall, lambda: pandoc(page, target).wall, 1, warm=0)


def loading(scene: Scene) -> tuple[float, str]:
    """A plan with the line of every value against ruamel.yaml's loader that keeps lines too."""
    data = scene.plan(MANY).read_bytes()

    def seconds(job: Callable[[], object]) -> float:
        start = time.perf_counter()
        job()
        return time.perf_counter() - start

    ours = lambda: seconds(lambda: load_plan(data, "plan.yaml"))  # noqa: E731
    return ratio(ours, lambda: seconds(lambda: YAML().load(data.decode())), scene.runs)


def with_gates(scene: Scene) -> tuple[float, str]:
    """A build with the gates against one without them."""

    def seconds(code: str) -> float:
        with tempfile.TemporaryDirectory(dir=scene.folder) as output:
            return gates.seconds(code, output)

    return ratio(lambda: seconds(gates.WITH), lambda: seconds(gates.WITHOUT), scene.runs)


ROWS = (
    Row("nine files from cold ÷ three bare WeasyPrint processes in turn", 0.55, 0.40, against_weasyprint),
    Row("nine files from cold ÷ pandoc making six and Chromium printing three", 0.6, 0.35, against_pandoc_and_chromium),
    Row("nothing to do ÷ bare Python", 4, 2.5, nothing_to_do),
    Row("press edit from cold, three files ÷ full build", 0.6, 0.45, press_edit),
    Row("preview: save to the words that were edited ÷ typst's incremental compile", 2, 1, preview_words),
    Row("preview: save to page refreshed ÷ typst's incremental compile", 3, 1, preview),
    Row(f"PDF: processor time an action at {MANY} ÷ at {FEW}", 1.2, 1.05, growth),
    Row(f"PDF: peak memory an action at {MANY}, in MiB", 1.5, 0.9, memory),
    Row(f"PDF of {MANY} actions ÷ bare WeasyPrint", 1.15, 0.9, large_pdf),
    Row(f"Word file of {MANY} actions ÷ pandoc's", 0.5, 0.2, large_docx),
    Row(f"loading {MANY} actions with their lines ÷ ruamel.yaml's loader", 0.2, 0.1, loading),
    Row("build with its gates ÷ build without them", 1.3, 1.1, with_gates),
)


def told(row: Row, scene: Scene) -> str:
    """A line of the table."""
    try:
        measured, note = row.measure(scene)
    except (subprocess.CalledProcessError, OSError, ImportError) as error:
        return f"{row.job:70} {'–':>8} {row.reach:6} {row.aim:6}  not measured: {str(error)[-80:].strip()}"
    return f"{row.job:70} {measured:8.2f} {row.reach:6} {row.aim:6}  {row.state(measured):11} {note}"


def peers(scene: Scene) -> str:
    """What each peer takes for each page, in seconds."""
    lines = [f"{'seconds':24} {'WeasyPrint':>11} {'Chromium':>9} {'pandoc DOCX':>12} {'typst':>7} {'typst again':>12}"]
    for page in scene.pages:
        bare = median(weasyprint(scene.folder / "bare" / page.name).wall for _ in range(scene.runs))
        printed = median(chromium(page).wall for _ in range(scene.runs))
        word = median(pandoc(page, page.with_suffix(".docx")).wall for _ in range(scene.runs))
        first, again = typst(page)
        lines.append(f"{page.stem:24} {bare:11.2f} {printed:9.2f} {word:12.2f} {first:7.3f} {again:12.4f}")
    return "\n".join(lines)


def main() -> None:
    """Print the table, each line when it is known."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        scene = prepared(Path(folder), runs)
        print(f"{'job':70} {'measured':>8} {'reach':>6} {'aim':>6}")
        for row in ROWS:
            print(told(row, scene), flush=True)
        print(f"\n{peers(scene)}")


if __name__ == "__main__":
    main()
