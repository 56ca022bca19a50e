"""The command: arguments and exit status."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from jarpub import __version__
from jarpub.approving import approve, status
from jarpub.findings import Blocked, Refused
from jarpub.pipeline import build, make
from jarpub.project import Project
from jarpub.speech import Speech, speech
from jarpub.writers import formats

BUILT, REFUSED, BLOCKED, STOPPED = 0, 1, 2, 130
DESCRIPTIONS = {
    "build": """\
Makes the publications of an action plan from source/plan.yaml: the formal plan, the
young people's summary and the magazine copy, each as a web page, a PDF and a Word
file. They are put into the folder output, with a report on what can go out.""",
    "check": "Says what stands in the way of each publication, and makes no files.",
    "status": "Says which wording is approved, stale, changed or never approved.",
    "approve": """\
Records that somebody has read some wording beside the plan and approved it. It is
written into source/plan.yaml, where nothing else changes.""",
}
EXAMPLES = {
    "build": """\
examples:
  %(prog)s                                make everything
  %(prog)s young-peoples-summary          make one publication in all its formats
  %(prog)s southwark-life --format docx   make one Word file
  %(prog)s --final action-plan            make it only if nothing stands in its way
  %(prog)s check, status, approve         other things to do; add --help to see how

If a text has a mistake, the command says in which line, what is wrong and the way out.
The folder output stays as it was until everything is right.""",
    "check": "The exit status is 0 if all of it could go out as final, and 1 if something stands in the way.",
    "status": "",
    "approve": """\
examples:
  %(prog)s IA1 --for young-people --by "Ann Example"
  %(prog)s weaknesses --for press --by "Ann Example" --note "by telephone"
""",
}


def main(arguments: Sequence[str] | None = None, root: Path | None = None, prog: str = "jarpub") -> int:
    """Run the command and give its exit status.

    0: done; 1: findings in somebody's text, or something in the way of a final; 2: misuse; 130: stopped.
    The first word says what to do; without one of these, everything is to be built.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = words.pop(0) if words[:1] and words[0] in COMMANDS else "build"
    say = speech(machine="--json" in words)
    try:
        options = _parser(command, prog).parse_args(words)
        return COMMANDS[command](options, _project(options, root or _found_root()), say)
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
    if words[:1] and words[0] in COMMANDS:
        return main(words)
    print(f"jarpub {' | '.join(COMMANDS)}: what shall it do? Add --help to see how", file=sys.stderr)
    return BUILT if words in (["--help"], ["-h"]) else BLOCKED


def _build(options: argparse.Namespace, project: Project, say: Speech) -> int:
    built = build(project, options.publications, options.formats, say.progress, final=options.final)
    say.built(built, project.output)
    return BUILT


def _check(options: argparse.Namespace, project: Project, say: Speech) -> int:
    made = make(project, options.publications, options.formats, say.progress)
    say.checked(made)
    return REFUSED if any(release.is_draft for release in made.releases) else BUILT


def _status(_: argparse.Namespace, project: Project, say: Speech) -> int:
    say.status(status(project))
    return BUILT


def _approve(options: argparse.Namespace, project: Project, say: Speech) -> int:
    if not (options.by or "").strip():
        raise Blocked("an approval needs the name of the person who gave it", 'add --by "NAME"')
    on = options.on or date.today().isoformat()  # noqa: DTZ011  # the day where the person is
    say.approved(
        approve(project, options.wording, options.audience, by=options.by.strip(), on=on, note=options.note or None)
    )
    return BUILT


COMMANDS: dict[str, Callable[[argparse.Namespace, Project, Speech], int]] = {
    "build": _build,
    "check": _check,
    "status": _status,
    "approve": _approve,
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Blocked(message, f"{self.prog} --help shows what can be said")


def _parser(command: str, prog: str) -> argparse.ArgumentParser:
    parser = _Parser(
        prog=prog if command == "build" and " " in prog else f"{prog} {command}",
        description=DESCRIPTIONS[command],
        epilog=EXAMPLES[command],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if command in ("build", "check"):
        _add_choice(parser)
    if command == "build":
        parser.add_argument("--final", action="store_true", help="refuse to make a draft, and say every reason")
        parser.add_argument("--output", type=Path, metavar="DIR", help="the folder for the finished files (output)")
    if command == "approve":
        parser.add_argument(
            "wording", metavar="WORDING", help="the recommendation, such as IA1, or the key of the wording"
        )
        parser.add_argument("--for", dest="audience", required=True, metavar="AUDIENCE", help="young-people or press")
        parser.add_argument("--by", metavar="NAME", help="who approved it")
        parser.add_argument("--on", metavar="DATE", help="when, such as 2009-03-31 (today)")
        parser.add_argument("--note", metavar="WORDS", help="anything to remember about it")
    parser.add_argument("--source", type=Path, metavar="FILE", help="the plan (source/plan.yaml)")
    parser.add_argument("--templates", type=Path, metavar="DIR", help="the folder of templates and styles (templates)")
    parser.add_argument("--json", action="store_true", help="say everything as JSON, for other programs")
    parser.add_argument("--version", action="version", version=f"jarpub {__version__}")
    return parser


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "publications",
        nargs="*",
        metavar="PUBLICATION",
        help="which ones, by the key in templates/publications.yaml; all where none is named",
    )
    parser.add_argument(
        "--format",
        action="append",
        dest="formats",
        default=[],
        metavar="|".join(formats()),
        help="only this format; may be given more than once",
    )


def _project(options: argparse.Namespace, root: Path) -> Project:
    source = options.source or root / "source" / "plan.yaml"
    templates = options.templates or root / "templates"
    return Project(
        source=Path(os.path.realpath(source)),
        source_name=_name(source, root),
        templates=Path(os.path.realpath(templates)),
        templates_name=_name(templates, root),
        output=Path(os.path.realpath(getattr(options, "output", None) or root / "output")),
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
