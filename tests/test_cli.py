"""The command: what it says, and its exit status."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROJECT, ROOT

from jarpub.cli.main import main
from jarpub.cli.parser import Misuse, parsed
from jarpub.project.paths import Project

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: str) -> tuple[int, str, str]:
        arguments = [*words, *(() if "--output" in words else ("--output", str(tmp_path / "output")))]
        status = main(arguments, root=ROOT, prog="python build.py")
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_one_publication_in_one_format(run: Run, tmp_path: Path) -> None:
    status, out, err = run("southwark-life", "--format", "docx")
    assert (status, err) == (0, "")
    new, out = out.split("\n\n", 1)
    assert new.startswith("The folder output was not there, and is new. If finals were in it before, put output/final")
    assert out.startswith("output/southwark-life.docx: ")
    assert "draft, 850 words" in out
    assert sorted(p.name for p in (tmp_path / "output").iterdir()) == [
        ".jarpub",
        "report",
        "sent",
        "southwark-life.docx",
    ]


def test_a_second_build_keeps_what_the_manifest_said_of_the_first(run: Run, tmp_path: Path) -> None:
    run("southwark-life", "--format", "docx")
    _, out, _ = run("action-plan", "--format", "html")
    assert "was not there" not in out
    assert "Made 1 file in" in out
    assert "1 other file there came from earlier builds." in out
    manifest = json.loads((tmp_path / "output" / "report" / "manifest.json").read_bytes())
    assert sorted(manifest["files"]) == ["action-plan.html", "southwark-life.docx"]
    assert "source/plan.yaml" in manifest["files"]["southwark-life.docx"]["made_from"]


def test_a_mistake_in_the_plan(run: Run, project_with: Callable[..., Project], tmp_path: Path) -> None:
    project = project_with(plan=("{id: IA3.st1, text: Done, value: done}", "{id: IA3.st1, text: Done, value: Dun}"))
    status, out, err = run("--source", str(project.source))
    assert (status, out) == (1, "")
    assert 'IA3.st1, status "Dun" is not known; did you mean "done"?' in err
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sothwark-life"], 'there is no publication "sothwark-life"; did you mean "southwark-life"?'),
        (["--format", "rtf"], 'there is no format "rtf"'),
        (["--by", "Ann Example"], "--by, --on and --replaces are for finals, and none is asked for; add --final"),
        (["--final", "--replaces", "1", "--by", "Ann Example"], "name the publication behind --final"),
        (["--final", "--by", "Ann", "Lee"], 'put the whole name in quotation marks: --by "Ann Lee"'),
        (["--frmat", "pdf"], "not understood here: --frmat; python build.py build --help shows what can be said"),
        (["--format"], "nothing stands behind --format; "),
        (["--final", "--replaces", "one"], '"one" behind --replaces is no number; '),
        (["--fo", "pdf"], "--fo could be --format, --force; "),
    ],
)
def test_misuse(words: list[str], said: str, run: Run) -> None:
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("IA1 --for press --by Ann Lee", True),
        ("--by Ann O'Brien IA1 --for press", True),
        ("--by Ann IA1 --for press", False),
        ("--by Ann headline --for press", False),
        ("IA1 --by Ann --for press", False),
        ("IA1 --for press --by Ann", False),
    ],
)
def test_a_name_without_its_quotation_marks(words: str, is_one: bool) -> None:
    if is_one:
        with pytest.raises(Misuse, match="stands apart from the name behind --by"):
            parsed(["approve", *words.split()], "jarpub")
    else:
        assert parsed(["approve", *words.split()], "jarpub").by == "Ann"


def test_a_folder_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    status, _, err = run("southwark-life", "--format", "html", "--output", str(tmp_path / "file" / "x"))
    assert status == 2
    assert "cannot take the new files" in err


@pytest.mark.parametrize("source", ["missing.yaml", "."])
def test_no_plan_there(source: str, run: Run, tmp_path: Path) -> None:
    status, _, err = run("--source", str(tmp_path / source))
    assert (status, "no such file" in err) == (1, True) or (status, "there is no plan in" in err) == (2, True)


def test_findings_for_machines(run: Run, project_with: Callable[..., Project]) -> None:
    project = project_with(plan=("value: done", "value: Dun"))
    status, out, err = run("--json", "--source", str(project.source))
    said = json.loads(out)
    assert (status, err, said["status"]) == (1, "", "refused")
    places = {"file", "line", "column", "end_line", "end_column"}
    assert {"code", "severity", *places, "message", "hint", "quote"} == set(said["diagnostics"][0])


@pytest.mark.slow
def test_files_for_machines(run: Run) -> None:
    status, out, _ = run("--json", "southwark-life", "--format", "pdf")
    said = json.loads(out)
    assert (status, said["status"]) == (0, "built")
    assert said["files"]["southwark-life.pdf"]["pages"] == 2


def test_misuse_for_machines(run: Run) -> None:
    status, out, _ = run("--json", "nothing")
    assert (status, json.loads(out)["status"]) == (2, "blocked")


WITHOUT_PANGO = """
import sys
sys.path.insert(0, {root!r})
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint.text.ffi":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, Hidden())
from pathlib import Path
from jarpub.cli.main import main
from jarpub.cli.parser import Misuse, parsed
sys.exit(main(sys.argv[1:], root=Path({root!r})))
"""


@pytest.mark.slow
def test_a_machine_without_pango(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_PANGO.format(root=str(ROOT)), "--output", str(tmp_path / "output")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("PDF files need the Pango library")
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    done = subprocess.run([*command, "southwark-life", "--format", "html"], capture_output=True, text=True, check=False)
    assert done.returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("words", [["-m", "jarpub"], [str(ROOT / "build.py")]])
def test_from_another_folder(words: list[str], tmp_path: Path) -> None:
    extra = ["build"] if words[0] == "-m" else []
    folder = ROOT if extra else tmp_path
    command = [
        sys.executable,
        *words,
        *extra,
        "southwark-life",
        "--format",
        "html",
        "--output",
        str(tmp_path / "output"),
    ]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "output" / "southwark-life.html").exists()


def test_help_is_for_officers(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"], root=ROOT, prog="python build.py")
    assert left.value.code == 0
    said = capsys.readouterr().out
    assert "python build.py young-peoples-summary" in said
    assert "the young people's summary and the magazine copy" in " ".join(said.split())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")
@pytest.mark.slow
def test_on_a_terminal_there_is_progress_and_a_table(tmp_path: Path) -> None:
    import pty

    command = [sys.executable, str(ROOT / "build.py"), "southwark-life", "--output", str(tmp_path / "output")]
    shown = bytearray()

    def read(descriptor: int) -> bytes:
        data = os.read(descriptor, 1024)
        shown.extend(data)
        return data

    status = pty.spawn(command, read)
    text = shown.decode()
    assert os.waitstatus_to_exitcode(status) == 0
    assert "Making southwark-life.pdf" in text
    assert "open gaps" in text
    assert PROJECT.output.name in text
