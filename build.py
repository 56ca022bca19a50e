"""Make the publications: python3 build.py --help says how."""

# Any Python 3 can read this file, so that it can say what is missing.

import os
import shlex
import sys
from importlib.util import find_spec

ROOT = os.path.dirname(os.path.realpath(__file__))
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
    venv = os.path.join(ROOT, ".venv")
    found = [os.path.join(venv, "bin", "python"), os.path.join(venv, "Scripts", "python.exe")]
    own = [path for path in found if os.path.exists(path) and venv != sys.prefix]
    if own:
        from subprocess import call  # slow to import, and seldom needed

        return call([own[0], *sys.argv])
    sys.stderr.write(f"what this program needs is not installed yet; run: cd {shlex.quote(ROOT)} && sh setup.sh\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
