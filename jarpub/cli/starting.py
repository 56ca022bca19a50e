"""Commands for the beginning: a new project, and its templates brought up to date."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from jarpub.cli.files.started import NewProject
from jarpub.cli.speech import say
from jarpub.diagnostics import CommandError

if TYPE_CHECKING:
    from jarpub.cli.reporter import Reporter
    from jarpub.imports.understanding import Understood

EXAMPLE = '`{command} init our-plan --organisation "Our Council" --title "Our action plan"`'


def init(options: Namespace, _: Path, reporter: "Reporter") -> int:
    """Make a small working project in a folder, of an example or of a document, and say what to do next."""
    from jarpub.build.start.new_project import Wish, must_be_free, start

    folder = Path(options.folder or ".").resolve()
    must_be_free(folder)
    organisation = _asked(options.organisation, "What is your organisation called? ", "--organisation")
    if options.document:
        reporter.started(_brought_in(options, folder, organisation))
        return 0
    wish = Wish(organisation, _asked(options.title, "What is the plan called? ", "--title"))
    reporter.started(NewProject(start(folder, wish), wish.organisation, wish.title))
    return 0


def _brought_in(options: Namespace, folder: Path, organisation: str) -> NewProject:
    """A project of a document."""
    from jarpub.build.start.new_project import PLAN, Wish, settings_of, start
    from jarpub.cli.files.brought_in import found_in
    from jarpub.imports.newer import BroughtIn
    from jarpub.imports.taking import for_publications, new_files

    found = found_in(options)
    if not _title_of(found):
        options.title = _asked(options.title, "What is the plan called? ", "--title")
        found = found_in(options)
    wish = Wish(organisation, options.title or _title_of(found))
    found = for_publications(found, settings_of(wish), organisation)
    files = new_files(found, PLAN)
    return NewProject(start(folder, wish, files), organisation, wish.title, BroughtIn(found, tuple(files)))


def _title_of(found: "Understood") -> str:
    """What the document calls its plan; nothing where it does not say."""
    return next((each.words for each in found.placed if each.name == "document.title"), "")


def update(options: Namespace, root: Path, reporter: "Reporter") -> int:  # noqa: ARG001
    """Bring the templates of a project up to date, and say which stay as somebody has changed them."""
    from jarpub.build.start.kept import update as updated
    from jarpub.cli.commands import project_of

    done = updated(project_of(options, root))
    for words, names in (
        ("new", done.added),
        ("brought up to date", done.replaced),
        ("changed here, and kept", done.kept),
    ):
        for name in names:
            say(f"templates/{name}: {words}", options.program)
    changed = len(done.added) + len(done.replaced)
    say(
        f"{changed or 'No'} template{'' if changed == 1 else 's'} brought up to jarpub {done.version}.", options.program
    )
    return 0


def _asked(given: str | None, question: str, option: str) -> str:
    """What somebody says; raises CommandError where it is not said, and nobody is there to be asked."""
    if not given and sys.stdin.isatty():
        print(question, end="", flush=True)
        given = sys.stdin.readline()
    words = " ".join((given or "").split())
    if not words:
        said = f"a new project needs a name behind {option}"
        raise CommandError(said, '`{command} init our-plan --organisation "Our Council" --title "Our action plan"`')
    return words
