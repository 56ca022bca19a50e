"""Before anything is installed, and where it cannot be: one sentence that says what to do, or what to ask for."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

# What is called instead of the machine's own: each says or does what a real one would.
FAKE_PYTHON = """#!/bin/sh
case "$*" in
*"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
*"-m pip"*) echo "{said}" >&2; exit {status} ;;
*build.py*) echo made ;;
esac
"""
FAKES = {
    "dpkg": "#!/bin/sh\nexit {dpkg}\n",
    "id": "#!/bin/sh\necho 1000\n",
    "apt-get": "#!/bin/sh\necho '{apt}' >&2; exit 100\n",
    "sudo": '#!/bin/sh\n[ -z "{sudo}" ] || {{ echo "{sudo}" >&2; exit 1; }}\n"$@"\n',
}


def set_up(
    folder: Path, *, status: int = 0, said: str = "", dpkg: int = 0, apt: str = "", sudo: str = ""
) -> tuple[int, str, str]:
    """What setup.sh does where the programs that it calls do this."""
    tools = folder / "tools"
    tools.mkdir()
    (folder / "setup.sh").write_bytes((REPOSITORY / "setup.sh").read_bytes())
    fakes = {name: text.format(dpkg=dpkg, apt=apt, sudo=sudo) for name, text in FAKES.items()}
    for name, text in {**fakes, "python3": FAKE_PYTHON.format(said=said, status=status)}.items():
        if name != "sudo" or sudo != "none":
            (tools / name).write_text(text, "utf-8")
            (tools / name).chmod(0o755)
    for name in ("mkdir", "cp", "tail", "dirname", "env", "sh"):
        real = next(f"{at}/{name}" for at in ("/usr/bin", "/bin") if Path(at, name).exists())
        (tools / name).symlink_to(real)
    world = {"PATH": str(tools), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["/bin/sh", "setup.sh"], cwd=folder, env=world, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_where_all_goes_well(tmp_path: Path) -> None:
    assert set_up(tmp_path) == (0, "Installing the Python packages …\nmade\n", "")


TLS = "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate in chain'))"
DNS = "Failed to establish a new connection: [Errno -3] Temporary failure in name resolution"
APT_TLS = "Certificate verification failed: The certificate is NOT trusted."
APT_DNS = "Err:1 http://deb.debian.org bookworm InRelease  Temporary failure resolving"


@pytest.mark.parametrize(
    ("trouble", "ask"),
    [
        ({"status": 1, "said": TLS}, "ask IT for its root certificate as a file, and run: PIP_CERT=FILE sh setup.sh"),
        (
            {"status": 1, "said": DNS},
            "ask IT to let this machine reach pypi.org, files.pythonhosted.org and the Debian",
        ),
        ({"status": 1, "said": "Killed"}, "a step failed: send that file to IT, or to whoever keeps jarpub"),
        ({"dpkg": 1, "apt": APT_TLS}, "ask IT for its root certificate as a file"),
        ({"dpkg": 1, "apt": APT_DNS}, "ask IT to let this machine reach pypi.org"),
        (
            {"dpkg": 1, "sudo": "ann is not in the sudoers file."},
            "ask IT to run: apt-get install libpango-1.0-0 libpangoft2",
        ),
        (
            {"dpkg": 1, "sudo": "sudo: a password is required"},
            "this needs an administrator: ask IT to run: apt-get install",
        ),
        ({"dpkg": 1, "sudo": "none"}, "this needs an administrator: ask IT to run: apt-get install libpango-1.0-0"),
    ],
)
def test_what_to_ask_for(trouble: dict[str, object], ask: str, tmp_path: Path) -> None:
    status, _, said = set_up(tmp_path, **trouble)  # type: ignore[arg-type]
    assert status == 2
    assert said.count("\n") == 1
    assert said.startswith(f"Not everything could be installed, and {tmp_path}/setup.log has what was said; ")
    assert ask in said
    words = [str(each) for key, each in trouble.items() if isinstance(each, str) and each != "none"]
    assert all(each in (tmp_path / "setup.log").read_text("utf-8") for each in words)


def bare_python(folder: Path) -> subprocess.CompletedProcess[str]:
    """build.py run by a Python without packages, in a project that was not set up."""
    (folder / "build.py").write_bytes((REPOSITORY / "build.py").read_bytes())
    command = [sys.executable, "-S", "-E", str(folder / "build.py"), "check"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["project", "a project's"])
def test_before_the_setup(name: str, tmp_path: Path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    done = bare_python(folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("what this program needs is not installed yet; run: cd ")
    assert done.stderr.endswith(" && sh setup.sh\n")
    assert done.stderr.count("\n") == 1


def test_a_setup_that_was_moved_or_is_old(tmp_path: Path) -> None:
    """Its Python is a link to one that is not there any more."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(tmp_path / "gone")
    assert bare_python(tmp_path).returncode == 2


def test_the_python_of_the_setup_is_used(tmp_path: Path) -> None:
    own = tmp_path / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\necho "own: $*"\n', "utf-8")
    own.chmod(0o755)
    assert bare_python(tmp_path).stdout == f"own: {tmp_path / 'build.py'} check\n"


def test_any_python_can_read_it() -> None:
    """Down to 3.6, as far as its syntax and what it imports at once go."""
    text = (REPOSITORY / "build.py").read_text("utf-8")
    tree = ast.parse(text, feature_version=(3, 6))
    imported = {
        node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= {"os", "shlex", "sys", "importlib.util"}
    with pytest.raises(SyntaxError):
        ast.parse("if a := 1: pass", feature_version=(3, 6))  # it does tell
