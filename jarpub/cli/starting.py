"""Commands for the beginning: a new project, and its templates brought up to date."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from jarpub.cli.speech import say
from jarpub.diagnostics import CommandError

if TYPE_CHECKING:
    from jarpub.cli.reporter import Reporter


def init(options: Namespace, _: Path, reporter: "Reporter") -> int:  # noqa: ARG001
    """Make a small working project in a folder, and say what to do next."""
    from jarpub.build.start.new_project import Wish, must_be_free, start

    folder = Path(options.folder or ".").resolve()
    must_be_free(folder)
    wish = Wish(
        _asked(options.organisation, "What is your organisation called? ", "--organisation"),
        _asked(options.title, "What is the plan called? ", "--title"),
    )
    started = start(folder, wish)
    say(f"A project is in {started.folder}: an example of a plan, to be replaced by yours.", options.program)
    for name in started.left:
        say(f"{name} was there before, and stays as it was.", options.program)
    say(
        f"Next:\n  cd {started.folder}\n  jarpub edit     to write on the publications in your browser", options.program
    )
    say("  jarpub          to make all files", options.program)
    return 0


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
    for name, line in done.first_lines.items():
        say(
            f"{name}: with this line above its first, editors that know YAML help to write it:\n  {line}",
            options.program,
        )
    changed = len(done.added) + len(done.replaced)
    say(
        f"{changed or 'No'} template{'' if changed == 1 else 's'} brought up to jarpub {done.version}.", options.program
    )
    return 0


def translate(options: Namespace, root: Path, reporter: "Reporter") -> int:  # noqa: ARG001
    """Make or complete the file of translations into a language, and say what is left to do in it."""
    from jarpub.build.start.translations import complete
    from jarpub.cli.commands import project_of

    done = complete(project_of(options, root), options.language)
    say(f"{done.file} has {done.said} entries: what the templates say, to be said in {done.language}.", options.program)
    if done.missing:
        say(f"{done.missing} are not translated yet: write each behind its msgstr.", options.program)
    if done.unread:
        said = f'{done.unread} wait for somebody who speaks {done.language}: once read, take the line "#, fuzzy" out above each.'
        say(said, options.program)
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
