"""Make the publications: python build.py --help says how."""

import sys
from importlib.util import find_spec
from pathlib import Path
from subprocess import call

ROOT = Path(__file__).resolve().parent


def own_python() -> Path | None:
    """The Python that setup.sh made for this project, where the running one lacks what is needed."""
    found = [ROOT / ".venv" / "bin" / "python", ROOT / ".venv" / "Scripts" / "python.exe"]
    if all(find_spec(name) for name in ("jinja2", "ruamel", "markdown_it", "docx", "fontpkg")):
        return None
    return next((path for path in found if path.exists() and path.parent.parent != Path(sys.prefix)), None)


if __name__ == "__main__":
    if python := own_python():
        sys.exit(call([python, __file__, *sys.argv[1:]]))
    from jarpub.cli.main import main

    sys.exit(main(root=ROOT, prog="python build.py"))
