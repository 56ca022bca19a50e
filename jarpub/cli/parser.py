"""The words of the command: which there are, and which files they mean."""

import argparse
import os
import re
from collections.abc import Sequence
from glob import glob
from typing import TYPE_CHECKING, Any, NoReturn

from jarpub import __version__
from jarpub.build.incremental.last_build import Folders
from jarpub.cli.help_texts import DESCRIPTIONS, EXAMPLES
from jarpub.cli.speech import escaped
from jarpub.project.file_names import is_approvals

if TYPE_CHECKING:  # slow to import, and a build with nothing to do needs no more than strings
    from pathlib import Path


NAME = re.compile(r"[A-Z][a-z]*\.?|[A-Z][\w'’-]*[a-z]")  # a word of one, as most people type it


class Misuse(Exception):
    """Words that the command does not understand: what is wrong with them, and the way out."""


def parsed(words: Sequence[str], prog: str) -> argparse.Namespace:
    """What the words ask for, with the command that they name, or else to build; raises Misuse."""
    _must_be_somewhere()
    _name_must_be_whole(words)
    words = words if words[:1] and words[0] in (*DESCRIPTIONS, "-h", "--help", "--version") else ["build", *words]
    options, others = _parser(prog, words[0]).parse_known_args(words)
    if others:
        raise Misuse(f"not understood here: {' '.join(others)}", _help_of(options.command))
    asked = getattr(options, "publications", getattr(options, "wording", None))
    if asked is not None:  # behind --source a publication, or wording, would be taken for one more plan
        while len(options.source) > 1 and not _looks_like_a_path(options.source[-1]):
            asked.append(options.source.pop())
    if options.command == "approve" and not asked:
        raise Misuse("the wording to approve is not named", "name it, such as IA1, or say all")
    if options.command == "build" and not options.final and (options.by or options.on or options.replaces):
        raise Misuse(
            "--by, --on and --replaces are for finals, and none is asked for", "add --final, or leave them out"
        )
    if options.command == "approve" and not options.audience:
        raise Misuse("it is not said for whom the wording is", "add --for young-people or --for press")
    return options


def _must_be_somewhere() -> None:
    try:
        os.getcwd()
    except FileNotFoundError:
        raise Misuse("the folder in which this command was started is gone", "go to the one of the project") from None


def _name_must_be_whole(words: Sequence[str]) -> None:
    """Raise Misuse for a name without quotation marks around it, of which all but the first word would be something else."""
    if "--by" in words:
        first, *others = [*words[words.index("--by") + 1 :], ""]
        surname = next((word for word in others[:1] if NAME.fullmatch(word)), None)
        if surname and NAME.fullmatch(first):
            said = f"{surname} stands apart from the name behind --by"
            raise Misuse(said, f'put the whole name in quotation marks: --by "{first} {surname}"')


def _looks_like_a_path(word: str) -> bool:
    return "." in word or os.sep in word or os.path.exists(word)


def plan_files(sources: Sequence[str]) -> list[str]:
    """The files of plans that are meant, in their order: a folder stands for all in it, * for any letters."""
    found: list[str] = []
    for source in sources:
        if os.path.isdir(source):
            inside = glob(os.path.join(source, "*.yaml")) + glob(os.path.join(source, "*.yml"))
            found += sorted(path for path in inside if not is_approvals(path))
        else:
            found += sorted(path for path in glob(source) if not is_approvals(path)) if "*" in source else [source]
    return list(dict.fromkeys(found))


def are_many(options: argparse.Namespace) -> bool:
    """Whether several plans are meant."""
    return len(options.source) > 1 or any("*" in source or os.path.isdir(source) for source in options.source)


def folders(options: argparse.Namespace, root: "str | Path") -> Folders:
    """Where the files are, as the options say or where they are in every project."""
    source = options.source[0] if options.source else os.path.join(root, "source", "plan.yaml")
    templates = options.templates or os.path.join(root, "templates")
    output = getattr(options, "output", None) or os.path.join(root, "output")
    return Folders(*(os.path.realpath(path) for path in (source, templates, output)))


def name(path: "Path", root: "Path") -> str:
    """What a message calls a path: short inside the project, as it was given elsewhere."""
    resolved = type(path)(os.path.realpath(path))  # unlike `resolve` it makes no fault of links in a circle
    name = resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(path)
    return escaped(name.encode("utf-8", "replace").decode())


def names(options: argparse.Namespace, where: Folders, root: "str | Path") -> list[str]:
    """What messages call the plan and the folder of templates."""
    from pathlib import Path

    source = Path(options.source[0] if options.source else where.source)
    called = (Path(where.source) if source.is_symlink() else source, Path(options.templates or where.templates))
    return [name(path, Path(root)) for path in called]


def found_root(here: str = "") -> str:
    """The project that a folder is in, or that folder; the working directory where none is named."""
    here = folder = here or os.getcwd()
    while not os.path.isfile(os.path.join(folder, "templates", "publications.yaml")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return here
    return folder


def must_be_a_project(options: argparse.Namespace, root: "str | Path") -> None:
    """Raise Misuse where a command is to work on the project of a folder that has none."""
    if options.command in ("init", "import"):
        return
    files = (("templates", "publications.yaml"), ("source", "plan.yaml"))
    if not options.source and not options.templates and not any(os.path.exists(os.path.join(root, *f)) for f in files):
        raise Misuse(
            f"there is no project in {root}",
            "`{command} init` starts one; or go to the folder of yours",
        )


# What argparse says, and the same for whoever has never heard of arguments.
PLAIN = (
    (re.compile(r"argument (\S+): expected .*"), r"nothing stands behind \1"),
    (re.compile(r"argument (\S+): invalid int value: '(.*)'"), r'"\2" behind \1 is no number'),
    (re.compile(r"ambiguous option: (\S+) could match (.*)"), r"\1 could be \2"),
)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        said = next((found.expand(ours) for theirs, ours in PLAIN if (found := theirs.fullmatch(message))), message)
        raise Misuse(said, _help_of(self.prog.split()[-1]))


def _help_of(command: str) -> str:
    own = f" {command}" if command in DESCRIPTIONS else ""
    return f"`{{command}}{own} --help` shows what can be said"


def _parser(prog: str, asked: str) -> argparse.ArgumentParser:
    """A parser that knows all commands, and the options of the one that is asked for."""
    look: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = _Parser(prog=prog, description=DESCRIPTIONS["build"], epilog=EXAMPLES["build"], **look)
    parser.add_argument("--version", action="version", version=f"jarpub {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for command, description in DESCRIPTIONS.items():
        first = " ".join(description.split()).split(". ")[0].rstrip(".")  # a line in the list of commands
        own = commands.add_parser(command, help=first, description=description, epilog=EXAMPLES[command], **look)
        for option in (*OWN_OPTIONS[command], "--source", "--templates", "--json") if command == asked else ():
            own.add_argument(option, **OPTIONS[option])
    return parser


CHOICE = ("publications", "--format")
OWN_OPTIONS = {
    "init": ("folder", "--organisation", "--title", "--from", "--columns", "--answers"),
    "update": (),
    "translate": ("language",),
    "build": (
        *CHOICE,
        "--final",
        "--by",
        "--on",
        "--replaces",
        "--output",
        "--explain",
        "--force",
        "--watch",
        "--scheduler",
        "--called",
    ),
    "check": (*CHOICE, "--all"),
    "status": (),
    "approve": ("wording", "--for", "--by", "--on", "--note", "--show", "--yes"),
    "changes": (
        "publications",
        "--since",
        "--word",
        "--pdf",
        "--marked",
        "--html",
        "--by",
        "--on",
        "--output",
        "--called",
    ),
    "edits": ("returned", "--write", "--by", "--output"),
    "import": ("document", "--to", "--into", "--take", "--withdrawn", "--columns", "--answers", "--show-all"),
    "reach": ("export", "--page", "--only", "--month", "--date-column", "--number-column", "--page-column"),
    "preview": ("--output", "--port", "--no-browser", "--no-files"),
    "edit": ("--output", "--port", "--no-browser", "--no-files"),
}
OPTIONS: dict[str, dict[str, Any]] = {
    "folder": {"nargs": "?", "metavar": "FOLDER", "help": "the folder for it (this one)"},
    "language": {"metavar": "LANGUAGE", "help": "its code, such as cy for Welsh"},
    "--organisation": {"metavar": "NAME", "help": "what your organisation is called"},
    "--title": {"metavar": "WORDS", "help": "what the plan is called"},
    "--from": {"dest": "document", "metavar": "FILE", "help": "the plan in Word, Excel, CSV or on a web page"},
    "publications": {
        "nargs": "*",
        "metavar": "PUBLICATION",
        "help": "which ones, such as southwark-life; all where none is named",
    },
    "--format": {
        "action": "append",
        "dest": "formats",
        "default": [],
        "metavar": "FORMAT",
        "help": "only this format, such as pdf or docx; may be given more than once",
    },
    "--final": {"action": "store_true", "help": "make finals, or say every reason why not; needs --by"},
    "--output": {"metavar": "DIR", "help": "the folder for the finished files (output)"},
    "--explain": {"action": "store_true", "help": "say of each file why it was made, or stays"},
    "--force": {"action": "store_true", "help": "make every file, changed or not"},
    "--watch": {"action": "store_true", "help": "go on, and build again whenever a file is saved"},
    "--scheduler": {"metavar": "ADDRESS", "help": "build on the Dask cluster with this scheduler"},
    "--called": {"help": argparse.SUPPRESS},  # what people type, where another process calls this one
    "wording": {
        "nargs": "*",
        "metavar": "WORDING",
        "help": "the recommendation, such as IA1, or headline, lead and so on; all for what is not approved yet",
    },
    "--for": {
        "dest": "audience",
        "metavar": "AUDIENCE",
        "help": "young-people or press, or the publication that tells it, such as southwark-life",
    },
    "--by": {"metavar": "NAME", "help": 'who does it, first and last name: "Ann Example"'},
    "--on": {"metavar": "DATE", "help": "when, such as 2009-03-31 or 31/03/2009 (today)"},
    "--show": {"action": "store_true", "help": "only show the wording beside the plan's words"},
    "--yes": {"action": "store_true", "help": "record it without asking: it has been read before"},
    "--all": {"action": "store_true", "help": "list what stops no final, too, one by one"},
    "--replaces": {
        "type": int,
        "metavar": "EDITION",
        "help": "make a new edition in the place of one with a wrong day or name, such as 1",
    },
    "--note": {"metavar": "WORDS", "help": "anything to remember about it"},
    "--since": {"metavar": "EARLIER", "help": "a file of the plan, or a revision of Git"},
    "--word": {
        "metavar": "FILE.docx",
        "help": "make the publication as a Word file with tracked changes; in a folder, one of each that has changed",
    },
    "--pdf": {"metavar": "FILE.pdf", "help": "the same as a PDF with bars beside what has changed"},
    "--marked": {"metavar": "FOLDER", "help": "put all of them there: Word files, PDFs and web pages with marks"},
    "--html": {"metavar": "FILE", "help": "write the list of what has changed as a web page, too"},
    "returned": {
        "nargs": "+",
        "metavar": "FILE.docx",
        "help": "the Word file that came back; several, one after another",
    },
    "--write": {"action": "store_true", "help": "take what is clear into the plan"},
    "document": {"metavar": "FILE", "help": "a Word document, an Excel workbook, a table as text (.csv) or a web page"},
    "--to": {"metavar": "PLAN.yaml", "help": "write the plan there, where no file is yet, and the ledger beside it"},
    "--into": {"metavar": "PLAN.yaml", "help": "say what a newer copy of the document changes in this plan"},
    "--take": {
        "nargs": "+",
        "default": [],
        "metavar": "CHANGE",
        "help": "take these of its changes, such as IA1.a2, or all",
    },
    "--withdrawn": {"nargs": "+", "default": [], "metavar": "REF=WHY", "help": "gone ones were given up, when or why"},
    "--columns": {"nargs": "+", "default": [], "metavar": "HEADING=WHAT", "help": 'what a column holds: "Lead=owners"'},
    "--answers": {"nargs": "+", "default": [], "metavar": "Q1=ANSWER", "help": "answers to what was asked, by number"},
    "--show-all": {"action": "store_true", "help": "list every line of the document, and where it went"},
    "export": {"metavar": "EXPORT.csv", "help": "the file that was saved from the web statistics"},
    "--page": {"metavar": "WORDS", "help": 'what to call the page, or the site, that it is about: "Council website"'},
    "--only": {"metavar": "LETTERS", "help": "only pages in whose address or title these letters stand"},
    "--month": {"metavar": "MONTH", "help": 'the month that it is of, where it has no dates: "March 2009"'},
    "--date-column": {"metavar": "NAME", "help": "the column of dates, where it has a name that is not known here"},
    "--number-column": {"metavar": "NAME", "help": "the column that says how often, such as Sessions"},
    "--page-column": {"metavar": "NAME", "help": "the column of addresses or titles of pages"},
    "--port": {"type": int, "default": 8008, "help": "the port of this machine to use (8008); 0 for any"},
    "--no-browser": {"action": "store_true", "help": "do not open a browser"},
    "--no-files": {"action": "store_true", "help": "only show pages, and leave the output folder alone"},
    "--source": {
        "action": "extend",
        "nargs": "+",
        "default": [],
        "metavar": "FILE",
        "help": "the plan (source/plan.yaml); of several, or of all in a folder, each gets a folder in the output folder",
    },
    "--templates": {"metavar": "DIR", "help": "the folder of templates and styles (templates)"},
    "--json": {"action": "store_true", "help": "say everything as JSON, for other programs"},
}
