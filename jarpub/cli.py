"""The command: arguments and exit status."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from jarpub import __version__
from jarpub.findings import Blocked, Refused
from jarpub.pipeline import Project, build
from jarpub.speech import Speech, speech
from jarpub.writers import formats

BUILT, REFUSED, BLOCKED, STOPPED = 0, 1, 2, 130
DESCRIPTION = """\
Makes the publications of an action plan from source/plan.yaml: the formal plan, the
young people's summary and the magazine copy, each as a web page, a PDF and a Word
file. They are put into the folder output."""
EXAMPLES = """\
examples:
  %(prog)s                                make everything
  %(prog)s young-peoples-summary          make one publication in all its formats
  %(prog)s southwark-life --format docx   make one Word file

If a text has a mistake, the command says in which line, what is wrong and the way out.
The folder output stays as it was until everything is right."""


def main(arguments: Sequence[str] | None = None, root: Path | None = None, prog: str = "jarpub build") -> int:
    """Run the command and give its exit status: 0 built, 1 findings in somebody's text, 2 misuse."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    say = speech(machine="--json" in words)
    try:
        return _build(_parser(prog).parse_args(words), root, say)
    except Refused as refused:
        say.refused(refused.findings)
        return REFUSED
    except Blocked as blocked:
        say.blocked(*blocked.args)
        return BLOCKED
    except KeyboardInterrupt:
        say.blocked("stopped", "the files in the output folder are whole")
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on; the files are made
        return BUILT
    except OSError as error:
        say.blocked(f"the machine says: {error.strerror} ({error.filename})", "look at the rights and the free space")
        return BLOCKED


def jarpub() -> int:
    """The command `jarpub`, whose first word says what to do."""
    words = sys.argv[1:]
    if words[:1] == ["build"]:
        return main(words[1:])
    print("jarpub build makes the publications; jarpub build --help says more", file=sys.stderr)
    return BUILT if words in (["--help"], ["-h"]) else BLOCKED


def _build(options: argparse.Namespace, root: Path | None, say: Speech) -> int:
    project = _project(options, root or _found_root())
    say.built(build(project, options.publications, options.formats, say.progress), project.output)
    return BUILT


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Blocked(message, f"{self.prog} --help shows what can be said")


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=prog, description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "publications",
        nargs="*",
        metavar="PUBLICATION",
        help="which to make, by the key in templates/publications.yaml; all where none is named",
    )
    parser.add_argument(
        "--format",
        action="append",
        dest="formats",
        default=[],
        metavar="|".join(formats()),
        help="make only this format; may be given more than once",
    )
    parser.add_argument("--source", type=Path, metavar="FILE", help="the plan (source/plan.yaml)")
    parser.add_argument("--templates", type=Path, metavar="DIR", help="the folder of templates and styles (templates)")
    parser.add_argument("--output", type=Path, metavar="DIR", help="the folder for the finished files (output)")
    parser.add_argument("--json", action="store_true", help="say everything as JSON, for other programs")
    parser.add_argument("--version", action="version", version=f"jarpub {__version__}")
    return parser


def _project(options: argparse.Namespace, root: Path) -> Project:
    source = options.source or root / "source" / "plan.yaml"
    templates = options.templates or root / "templates"
    return Project(
        source=Path(os.path.realpath(source)),
        source_name=_name(source, root),
        templates=Path(os.path.realpath(templates)),
        templates_name=_name(templates, root),
        output=Path(os.path.realpath(options.output or root / "output")),
    )


def _name(path: Path, root: Path) -> str:
    """What a message calls a path: short inside the project, as it was given elsewhere."""
    resolved = Path(os.path.realpath(path))
    name = resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(path)
    return name.encode("utf-8", "replace").decode()


def _found_root() -> Path:
    """The project that the working directory is in."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "templates" / "publications.yaml").is_file():
            return folder
    return here
