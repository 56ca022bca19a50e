"""A machine that is out of order gets the right sentence and exit status; commands are advised as they are typed here."""

import ast
import json
import os
import pty
import subprocess
import sys
import time
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from conftest import PROJECT, REPOSITORY, ROOT, copied

from jarpub.build import pipeline
from jarpub.build.pipeline import BuildOptions
from jarpub.cli import speech
from jarpub.cli.main import main
from jarpub.cli.speech import say
from jarpub.project.command_words import as_typed
from jarpub.web.session import Session

COMMANDS = "approve|build|check|status|changes|preview"
WRITTEN = "what python3 build.py says cannot be written (No space left on device); look where its output goes to\n"


def shell(words: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What a shell makes of the words, with build.py for the project of the tests."""
    command = f'"{sys.executable}" build.py {words.replace("OUTPUT", str(folder))}'
    return subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("southwark-life --format html --output OUTPUT >/dev/full", 2, WRITTEN),
        ("check southwark-life --format html --json >/dev/full", 2, WRITTEN),
        ("check southwark-life --format html >/dev/full 2>&1", 2, ""),
        ("check southwark-life --format html >&- 2>&-", 1, ""),
        ("chek 2>/dev/full", 2, ""),
        ("chek 2>&-", 2, ""),
        ("check southwark-life --format html <&- >/dev/null", 1, ""),
    ],
)
def test_nowhere_to_speak(words: str, status: int, said: str, tmp_path: Path) -> None:
    done = shell(words, tmp_path / "output")
    assert (done.returncode, done.stdout, done.stderr) == (status, "", said)


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&- <&-", ">/dev/full"])
def test_files_are_made_and_whole_whoever_listens(closed: str, tmp_path: Path) -> None:
    """What is closed must not be a file that is written: nothing that is said may get into one."""
    words = f"southwark-life --format html --format docx --output OUTPUT {closed}"
    for status in (2, 2) if "full" in closed else (0, 0):
        done = shell(words, tmp_path / "output")
        assert done.returncode == status
        assert "Traceback" not in done.stderr
    made = pipeline.build(
        replace(PROJECT, output=tmp_path / "output"), BuildOptions(["southwark-life"], ["docx", "html"])
    )
    assert [artifact.stays for artifact in made.artifacts] == [True, True]
    assert made.notes == ()


def test_a_working_directory_that_is_gone(tmp_path: Path) -> None:
    script = f'cd "{tmp_path}" && mkdir gone && cd gone && rmdir ../gone && "{sys.executable}" "{ROOT}/build.py" check'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    said = "the folder in which this command was started is gone; go to the one of the project\n"
    assert (done.returncode, done.stderr.splitlines(keepends=True)[-1]) == (2, said)
    assert "Traceback" not in done.stderr


def test_a_clock_before_1980(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = []
    for name, now in (("now", time.time()), ("then", 86_400.0)):
        with monkeypatch.context() as patch:
            patch.setattr(time, "time", lambda now=now: now)
            project = replace(copied(tmp_path / name), output=tmp_path / name / "output")
            pipeline.build(project, BuildOptions(["southwark-life"], ["docx"]))
        files.append((project.output / "southwark-life.docx").read_bytes())
    assert files[0] == files[1]


def test_a_folder_with_odd_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "o d'\"é$(id)\x1b[31m"
    project = copied(folder)
    words = ["--source", str(project.source), "--templates", str(project.templates), "--output", str(folder / "out")]
    assert main(["southwark-life", "--format", "docx", *words], root=ROOT) == 0
    assert main(["approve", "IA1", "--for", "press", "--by", "Ann", *words[:4]], root=ROOT) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\\x1b[31m" in said.out


def test_an_output_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it is a file, or the machine refuses."""
    (tmp_path / "file").touch()
    words = ["southwark-life", "--format", "html", "--output"]
    assert main([*words, str(tmp_path / "file")], root=ROOT) == 2
    real = os.mkdir

    def mkdir(path: object, *arguments: object) -> None:
        if str(path).endswith(".jarpub"):
            raise PermissionError(13, "Permission denied", str(path))
        real(path, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "mkdir", mkdir)
    (tmp_path / "folder").mkdir()
    assert main([*words, str(tmp_path / "folder")], root=ROOT) == 2
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize("step", range(4))
def test_a_disk_that_is_full_in_the_middle(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["southwark-life", "--format", "html", "--output", str(tmp_path)]
    real, left = os.fsync, step

    def full(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    assert main(words, root=ROOT) == 2
    assert "cannot take the new files (No space left on device" in capsys.readouterr().err
    assert [path.name for path in tmp_path.glob("*.*") if path.is_file()] == []


# What is said on a terminal


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\x07\x00\x9b\x7f\r", "a\\x07\\x00\\x9b\\x7f\\r"),
        ("right \u202e to left", "right \\u202e to left"),
        ("é 日 “quoted” – a\tb", "é 日 “quoted” – a\tb"),
        ('then: `{command} approve IA1 --by "A B"`', 'then: python3 build.py approve IA1 --by "A B"'),
        ("a `quoted` word and {command}", "a `quoted` word and {command}"),
    ],
)
def test_what_is_said(text: str, shown: str) -> None:
    stream = StringIO()
    say(text, "python3 build.py", stream)
    assert stream.getvalue() == f"{shown}\n"


def test_lines_end_where_a_terminal_does_and_no_command_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_columns", lambda _: 50)
    stream = StringIO()
    path = "source/" + "x" * 60 + ".yaml:12:3:"
    command = 'python3 build.py approve IA1 --for young-people --by "First Last"'
    say(
        f"{path} some words that are long enough; then: `{{command}}{command[16:]}` [a.b]\n  in",
        "python3 build.py",
        stream,
    )
    assert stream.getvalue().splitlines() == [
        path, "    some words that are long enough; then:", f"    {command}", "    [a.b]", "  in",
    ]  # fmt: skip


def test_nothing_is_wrapped_for_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    say("word " * 100, "jarpub")
    assert capsys.readouterr().out.count("\n") == 1


def test_on_a_terminal_lines_are_wrapped() -> None:
    """At its real width, which a pseudo-terminal has."""
    script = "import sys; sys.path.insert(0, sys.argv[1]); from jarpub.cli.speech import say; say('word ' * 60, 'x')"
    main_end, end = pty.openpty()
    os.system(f"stty cols 60 < {os.ttyname(end)}")
    subprocess.run([sys.executable, "-c", script, str(REPOSITORY)], stdout=end, check=True)
    lines = os.read(main_end, 4096).decode().splitlines()
    assert len(lines) > 4
    assert max(map(len, lines)) <= 60
    assert all(line.startswith("    word") for line in lines[1:])


# Which command is advised


def test_no_message_advises_a_bare_name() -> None:
    """But through `{command}`, which is filled in where somebody speaks."""
    import re

    for path in (REPOSITORY / "jarpub").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.name != "approvals_file.py":
                assert not re.search(rf"\b(jarpub|build\.py) ({COMMANDS})\b", node.value), f"{path.name}: {node.value}"


@pytest.mark.parametrize("program", ["jarpub", "python3 build.py"])
def test_advice_is_what_can_be_typed_here(program: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    advice = f'{program} approve IA1 --for young-people --by "First Last"'
    words = ["young-peoples-summary", "--format", "html"]
    assert main(["check", *words], root=ROOT, prog=program) == 1
    said = capsys.readouterr().out
    assert advice in said
    assert "{command}" not in said
    assert main(["check", "--json", *words], root=ROOT, prog=program) == 1
    assert json.dumps(advice)[1:-1] in capsys.readouterr().out
    assert main([*words, "--output", str(tmp_path)], root=ROOT, prog=program) == 0
    assert advice.replace('"', "&#34;") in (tmp_path / "report" / "report.html").read_text("utf-8")
    assert json.dumps(advice)[1:-1] in (tmp_path / "report" / "manifest.json").read_text("utf-8")
    session = Session(replace(PROJECT, command=program))
    session.refresh(lambda _: None)
    shown = json.dumps(session.record())
    assert json.dumps(advice)[1:-1] in shown
    assert "{command}" not in shown


def test_the_preview_calls_the_other_process_by_the_name_that_people_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "build",
        "young-peoples-summary",
        "--format",
        "html",
        "--output",
        str(tmp_path),
        "--called",
        "python3 build.py",
    ]
    assert main(words, root=ROOT) == 0
    assert "python3 build.py approve IA1" in (tmp_path / "report" / "report.html").read_text("utf-8")


def test_a_command_is_filled_in_once() -> None:
    assert as_typed("`{command} check`, `{command}`", "a b") == "a b check, a b"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], 'no command and no publication "chek"; did you mean the command python3 build.py check?\n'),
        (["aprove", "IA1"], 'no publication "aprove"; did you mean the command python3 build.py approve?\n'),
        (["southwak-life"], 'there is no publication "southwak-life"; did you mean "southwark-life"?\n'),
        (["--frmat"], "not understood here: --frmat; python3 build.py build --help shows what can be said\n"),
        (["approve", "--frmat"], "; python3 build.py approve --help shows what can be said\n"),
        (["approve", "--for", "press"], "the wording to approve is not named; name it, such as IA1, or say all\n"),
    ],
)
def test_words_that_are_none(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words, root=ROOT, prog="python3 build.py") == 2
    assert capsys.readouterr().err.endswith(said)
