"""The project and its peers at work on the same content, and what each of their processes costs."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from plans import plan_text

from jarpub import formats
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import releases_of
from jarpub.build.target import theme_of
from jarpub.formats.fonts import fontconfig
from jarpub.formats.html import writer as html
from jarpub.formats.pdf import prepared_page
from jarpub.formats.stylesheets import font_weights, own_tokens, picture_styles
from jarpub.project.paths import Project
from jarpub.project.publications import chosen

ROOT = Path(__file__).resolve().parent.parent
MANY, FEW = 1000, 50
COPIED = ("build.py", "jarpub", "source", "templates")
BARE = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--no-pdf-header-footer",
]  # fmt: skip
PICTURE = re.compile(r'image\.decode\(("(?:[^"\\]|\\.)*")')  # as typst had it once, and pandoc still writes it
LINK_INSIDE = re.compile(r' href="#[^"]*"')
WARM_CHANGES = 7


@dataclass(frozen=True)
class Cost:
    """What some work took: seconds of the clock and of all cores, and MiB of its biggest process."""

    wall: float
    cpu: float
    peak: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.cpu + other.cpu, max(self.peak, other.peak))

    def __truediv__(self, number: float) -> "Cost":
        return Cost(self.wall / number, self.cpu / number, self.peak)


@dataclass(frozen=True)
class Compared:
    """What some work cost, and what its peer's did: medians."""

    ours: Cost
    theirs: Cost


NOTHING = Cost(0, 0)


def run(words: Sequence[str | Path], folder: Path | None = None, *, may_refuse: bool = False, **set_here: str) -> Cost:
    """The cost of one process; raises CalledProcessError where it fails."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | set_here
    command = [str(word) for word in words]
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > (1 if may_refuse else 0) or process.returncode < 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / (1 if sys.platform == "darwin" else 1024))


def call(work: Callable[[], object]) -> Cost:
    """The cost of something that this process does."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each thing that some work took."""
    several = list(costs)
    return Cost(*(median(getattr(each, name) for each in several) for name in ("wall", "cpu", "peak")))


def compared(ours: Callable[[], Cost], theirs: Callable[[], Cost], runs: int, warm: int = 1) -> Compared:
    """Two jobs that run in turn; the first runs only warm up."""
    first, second = zip(*[(ours(), theirs()) for _ in range(runs + warm)][warm:], strict=True)
    return Compared(middle(first), middle(second))


@dataclass(frozen=True)
class Scene:
    """Where the jobs run: a copy of the project, and room beside it."""

    folder: Path
    runs: int

    @property
    def copy(self) -> Path:
        """The copy of the project."""
        return self.folder / "project"

    @property
    def pages(self) -> list[Path]:
        """The web pages that the project makes of its plan."""
        return sorted((self.folder / "pages").glob("*.html"))

    def plan(self, actions: int) -> Path:
        """The file of an invented plan."""
        return self.folder / f"plan-{actions}.yaml"

    def project(self, plan: Path) -> Project:
        """The copy, as jarpub knows it, with this plan."""
        return Project(plan, plan.name, self.copy / "templates", "templates", self.folder / "nothing")

    @property
    def bare(self) -> dict[str, Path]:
        """The pages that WeasyPrint gets, by publication."""
        return {page.stem: page for page in sorted((self.folder / "bare").glob("*.html"))}

    def build(self, *words: str | Path, may_refuse: bool = False) -> Cost:
        """One command of build.py in the copy; a check of drafts says with its exit status that they are no finals."""
        return run([sys.executable, "build.py", *words], self.copy, may_refuse=may_refuse)

    def build_afresh(self, *words: str | Path) -> Cost:
        """One build into a folder that is empty."""
        with tempfile.TemporaryDirectory(dir=self.folder) as output:
            return self.build("--force", "--output", output, *words)


def bare_pages(project: Project, folder: Path, only: Sequence[str] = ()) -> dict[str, Path]:
    """The HTML that jarpub hands to WeasyPrint, with its style sheets inside; one file a publication, by its key."""
    sources = load_sources(project)
    publications = chosen(sources.settings, only)
    pages = {}
    folder.mkdir(parents=True, exist_ok=True)
    for release in releases_of(project, sources, publications, formats.chosen(["pdf"])):
        theme = theme_of(project, release.publication, sources.brand)
        sheets = [path.read_text("utf-8-sig") for path in (theme.house_css, theme.print_css)]
        css = "".join([own_tokens(theme), f'@page {{ font-family: "{theme.font}"; }}', *sheets])
        body = html.markup(prepared_page.prepared(release.page.body), pictures=picture_styles(theme))
        page = pages[str(release.publication.key)] = folder / f"{release.publication.key}.html"
        page.write_text(html.document(release.page, theme, css, body), "utf-8")
        (folder / "fonts.conf").write_text(
            fontconfig(theme.fonts, font_weights(theme), str(folder / "fontconfig")), "utf-8"
        )
    return pages


def weasyprint(page: Path) -> Cost:
    """A bare WeasyPrint process that makes a tagged PDF of a page, with the project's fonts."""
    fonts = str(page.with_name("fonts.conf"))
    return run([sys.executable, "-c", BARE, page, page.with_suffix(".pdf")], FONTCONFIG_FILE=fonts)


def pandoc(page: Path, target: Path) -> Cost:
    """Pandoc making a page into another format, by the target's name."""
    import pypandoc

    return run([pypandoc.get_pandoc_path(), "--from=html", "--standalone", page, "--output", target])


def chromium(page: Path) -> Cost:
    """Chromium printing a page."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    return run([program, *CHROMIUM, f"--print-to-pdf={page.with_suffix('.chromium.pdf')}", page.resolve().as_uri()])


def typst(page: Path) -> tuple[Cost, Cost]:
    """What typst takes for a page at first, and after a word was changed, in a warm process."""
    import typst as library

    source, without_links = page.with_suffix(".typ"), page.with_suffix(".htm")  # pandoc drops the ids of rows
    without_links.write_text(LINK_INSIDE.sub("", page.read_text("utf-8")), "utf-8")
    pandoc(without_links, source)
    text = PICTURE.sub(r"image(bytes(\1)", source.read_text("utf-8"))
    costs = []
    compiler = cache(lambda: library.Compiler(str(source)))
    for change in range(WARM_CHANGES + 1):
        source.write_text(text.replace(" the ", f" the{'x' * change} ", 1), "utf-8")
        costs.append(call(lambda: compiler().compile(format="pdf")))
    return costs[0], middle(costs[1:])


def prepared(folder: Path, runs: int) -> Scene:
    """The copy of the project, built once, templates that make nine files, and the invented plans."""
    scene = Scene(folder, runs)
    for name in COPIED:
        copied = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        scene.copy.mkdir(exist_ok=True)
        copied(ROOT / name, scene.copy / name)
    shutil.copytree(scene.copy / "templates", folder / "nine")
    publications = folder / "nine" / "publications.yaml"
    kept = [line for line in publications.read_text("utf-8").splitlines(True) if "    black_and_white: " not in line]
    publications.write_text("".join(kept), "utf-8")
    for actions in (FEW, MANY):
        scene.plan(actions).write_text(plan_text(actions, 1), "utf-8")
    scene.build("--output", folder / "pages", "--format", "html")
    bare_pages(scene.project(scene.copy / "source" / "plan.yaml"), folder / "bare")
    return scene
