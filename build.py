"""Make the publications: python3 build.py --help says how."""

# Any Python 3 can read this file, so that it can say what is missing.

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path
from subprocess import call

ROOT = Path(__file__).resolve().parent
NEEDED = (
    "jinja2",
    "ruamel",
    "markdown_it",
    "weasyprint",
    "docx",
    "lxml",
    "pikepdf",
    "filelock",
    "fontTools",
    "fontpkg",
)


def main() -> int:
    """The exit status of the command, run by a Python that has what it needs."""
    if sys.version_info >= (3, 11) and all(find_spec(name) for name in NEEDED):
        from jarpub.cli.main import main

        return main(root=ROOT, prog=f"python3 {shlex.quote(sys.argv[0])}")
    found = [ROOT / ".venv" / "bin" / "python", ROOT / ".venv" / "Scripts" / "python.exe"]
    own = [str(path) for path in found if path.exists() and path.parent.parent != Path(sys.prefix)]
    if own:
        return call([own[0], *sys.argv])
    sys.stderr.write(f"what this program needs is not installed yet; run: cd {shlex.quote(str(ROOT))} && sh setup.sh\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
