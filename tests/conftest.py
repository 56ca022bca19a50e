"""What the tests share: a project of their own, one build of all files, and the accept switch."""

import atexit
import gc
import os
import pickle
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from jarpub.build import pipeline, pool
from jarpub.build.artifact import Artifact, Built
from jarpub.build.edits.approve import approve
from jarpub.build.load_and_check import load_sources
from jarpub.build.pipeline import BuildOptions
from jarpub.project.approvals_file import Consent
from jarpub.project.paths import Project

Kind = TypeVar("Kind")
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # each of the programs that tests start would compile all of jarpub
REPOSITORY = Path(__file__).resolve().parent.parent
TESTS = REPOSITORY / "tests"
# Officers change the plan, its settings and the logo; the tests have their own, which stand still.
FROZEN = {
    "plan.yaml": "source/plan.yaml",
    "approvals.yaml": "source/approvals.yaml",
    "publications.yaml": "templates/publications.yaml",
    "brand.yaml": "templates/brand.yaml",
    "logo.svg": "templates/pictures/logo.svg",
}


def project_in(root: Path) -> Project:
    """The project whose files are in this folder, where people keep them."""
    return Project(
        source=root / "source" / "plan.yaml",
        source_name="source/plan.yaml",
        templates=root / "templates",
        templates_name="templates",
        output=root / "output",
    )


def laid_out() -> Path:
    """A folder like that of the project, with the program and the templates of today and all else of the tests' own."""
    root = Path(tempfile.mkdtemp(prefix="jarpub-tests-")).resolve()
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    (root / "source").mkdir()
    for file, place in FROZEN.items():
        shutil.copyfile(TESTS / "project" / file, root / place)
    shutil.copyfile(REPOSITORY / "build.py", root / "build.py")
    (root / "jarpub").symlink_to(REPOSITORY / "jarpub")
    return root


# Test files that share what takes long to make.
TOGETHER = {"all files of the real plan": {"test_golden", "test_live", "test_plan_is_whole"}}
# Test files of which each makes something for itself that takes long: a browser, an editor, LibreOffice, a scheduler.
WHOLE = {
    "test_a_week", "test_browser", "test_crafted", "test_docx", "test_editing_attacks", "test_editing_every_text",
    "test_editing_page", "test_editor", "test_incremental", "test_leaks", "test_looks", "test_many", "test_office",
    "test_pdf_tags", "test_preview", "test_random_returns", "test_reading_order", "test_remembered_check",
    "test_report", "test_tracked",
}  # fmt: skip
# Those of a file that stand by themselves and take as long as all others of it.
ALONE = {"test_come_from_a_fresh_checkout_to_finals_in_one_folder"}

LIVE = project_in(REPOSITORY)
ROOT = laid_out()
PROJECT = project_in(ROOT)

KEYS = tuple(publication.key for publication in load_sources(PROJECT).settings.publications)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected texts; read the diff afterwards")
    parser.addoption("--thorough", action="store_true", help="many more random edits and words, and every combination")


settings.register_profile("everyday", deadline=None)
settings.register_profile("thorough", deadline=None)


def volume(everyday: Kind, thorough: Kind) -> Kind:
    """How much is tried: of the same kinds, more with --thorough than every day."""
    return thorough if settings.get_current_profile_name() == "thorough" else everyday


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed run: a tool that is missing there is a broken script."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


class Together(LoadScopeScheduling):
    """Files of TOGETHER and WHOLE are run by one process each, and so is their making; all other tests by whoever is free.

    Marks for groups do nothing in pytest-xdist 3.8 with pytest 9.2, which calls the ids of tests otherwise.
    """

    def _split_scope(self, nodeid: str) -> str:
        path, *_, test = nodeid.split("::")
        file = Path(path).stem
        if test in ALONE:
            return nodeid
        return next((name for name, files in TOGETHER.items() if file in files), file if file in WHOLE else nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    return Together(config, log)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("thorough" if config.getoption("--thorough") else "everyday")
    _can_be_stopped()


def _can_be_stopped() -> None:
    """A process in the background of a script has SIGINT ignored, and so would have all that tests start and stop."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.set_threshold(100_000, 20, 100)  # thousands of tests in one process: its trees were walked again and again


@contextmanager
def started(command: Sequence[object], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """A process that ends with the test, however that ends: one that is out of time would wait for it for ever."""
    with subprocess.Popen([str(word) for word in command], **options) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session", autouse=True)
def _in_one_process() -> Iterator[None]:
    """The tests run side by side themselves, and fonts that were cut once stay cut in their processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "cores", lambda: 1)
        yield


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run, for what one process makes and all of them read."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(project: Project) -> Built:
    """All files of a project, made by whichever process of a run comes first."""
    made = project.output.with_suffix(".made")
    with FileLock(f"{made}.lock"):
        if not made.exists():
            unfinished = made.with_suffix(".unfinished")
            unfinished.write_bytes(pickle.dumps(pipeline.build(project, BuildOptions())))
            unfinished.replace(made)
    return pickle.loads(made.read_bytes())


@pytest.fixture(scope="session")
def output(common: Path) -> Path:
    """Where the files of the project are once they are made."""
    return common / "all-files"


@pytest.fixture(scope="session")
def built(output: Path) -> Built:
    """All files of the project, made once."""
    return made_once(replace(PROJECT, output=output))


@pytest.fixture(scope="session")
def file_of(built: Built) -> Callable[[str], Artifact]:
    entries = {entry.name: entry for entry in built.artifacts}
    return entries.__getitem__


@pytest.fixture(scope="session")
def live(common: Path) -> Built:
    """All files of the plan that officers keep, made once."""
    return made_once(replace(LIVE, output=common / "all-files-of-the-real-plan"))


@pytest.fixture
def project_with(tmp_path: Path) -> Callable[..., Project]:
    """The project with its plan, or one template, changed by replacing words."""

    def make(**changes: tuple[str, str]) -> Project:
        project = replace(PROJECT, output=tmp_path / "output")
        for file, (find, put) in changes.items():
            if file == "plan":
                project = replace(project, source=tmp_path / "plan.yaml")
                _changed(PROJECT.source, project.source, find, put)
                project.approvals.write_bytes(PROJECT.approvals.read_bytes())
            else:
                if project.templates == PROJECT.templates:
                    project = replace(project, templates=tmp_path / "templates")
                    _copy(PROJECT.templates, project.templates)
                name = file.replace("__", ".").replace("_", "-")
                _changed(PROJECT.templates / name, project.templates / name, find, put)
        return project

    return make


def with_every_gap_filled(text: str) -> str:
    """The plan with an answer to each question, of the kind that each asks for."""

    def filled(entry: re.Match[str]) -> str:
        answer = "https://www.example.org/page" if "web address" in entry[1] else "Ask the council."
        return f"{entry[1]}answer: {answer}"

    return re.sub(r"(  - id: G0?\d+[a-z]?\n(?:    role: .*\n)?    question: .*\n    )answer: null", filled, text)


@pytest.fixture
def complete(project_with: Callable[..., Project]) -> Project:
    project = project_with(plan=("document:", "document:"))
    project.source.write_text(with_every_gap_filled(project.source.read_text("utf-8")), "utf-8")
    approve_all(project)
    return project


def approve_all(project: Project) -> None:
    """All wording of the project, approved by somebody as it stands."""
    for audience in load_sources(project).audiences:
        approve(project, ["all"], audience, Consent("Ann Example", "2009-03-31", None))


def copied(folder: Path) -> Project:
    """The project with a plan and templates of its own, to be changed."""
    _copy(PROJECT.templates, folder / "templates")
    for path in (PROJECT.source, PROJECT.approvals):
        (folder / path.name).write_bytes(path.read_bytes())
    return replace(PROJECT, source=folder / "plan.yaml", templates=folder / "templates", output=folder / "output")


def web_pages(folder: Path) -> Project:
    """The same with web pages only."""
    project = copied(folder)
    settings = project.templates / "publications.yaml"
    text = re.sub(r"(    template: \S+\n)", r"\1    formats: [html]\n", settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    return project


FEW_FORMATS = {
    "action-plan.html": "html, pdf, docx", "press-copy.html": "html, pdf, docx", "young-peoples-summary.html": "html",
}  # fmt: skip


def small(folder: Path) -> Project:
    """The same with little to make: a short action plan, few formats, and a summary without its two PDFs."""
    project = copied(folder)
    (project.templates / "action-plan.html").write_text(SMALL, "utf-8")
    settings = project.templates / "publications.yaml"
    for template, formats in FEW_FORMATS.items():
        named = f"    template: {template}\n"
        _changed(settings, settings, named, f"{named}    formats: [{formats}]\n")
    return project


SMALL = """<article class="action-plan">
  <h1>{{ document.title }}</h1>
  <section>
    <h2>Outcomes</h2>
    <table>
      <caption>Outcomes of a recommendation</caption>
      <thead><tr><th scope="col">Outcomes</th></tr></thead>
      <tbody>
        {% for outcome in recommendations[0].strands[0].outcomes %}
          <tr><td><ul><li>{{ outcome }}</li></ul></td></tr>
        {% endfor %}
      </tbody>
    </table>
  </section>
</article>
"""


@pytest.fixture
def small_project_with(project_with: Callable[..., Project]) -> Callable[..., Project]:
    """The project with a short action plan, for texts of which many are made in all formats."""

    def make(**changes: tuple[str, str]) -> Project:
        project = project_with(house__css=(":root {", ":root {"), **changes)
        (project.templates / "action-plan.html").write_text(SMALL, "utf-8")
        return project

    return make


def _changed(source: Path, target: Path, find: str, put: str) -> None:
    text = source.read_text("utf-8")
    assert find in text, f"{source.name} no longer has: {find}"
    target.write_text(text.replace(find, put, 1), "utf-8")


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
