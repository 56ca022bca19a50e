"""Commands for the beginning: a new project, and its templates brought up to date."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from jarpub.cli import asking
from jarpub.cli.files.brought_in import found_in
from jarpub.cli.files.started import NewProject
from jarpub.cli.speech import say
from jarpub.diagnostics import CommandError, DiagnosticsError

if TYPE_CHECKING:
    from jarpub.cli.reporter import Reporter
    from jarpub.imports.understanding import Understood

CALLED = "What is your organisation called? "
TITLE = "What is the plan called? "
THERE = (
    "Is there a plan already, in a Word document, an Excel workbook, a table (.csv) or a web page?\n"
    "Type where it is, or press Enter to start with an example: "
)
NOW = "Open the editor now, with what is left to do? [Y/n] "


def init(options: Namespace, _: Path, reporter: "Reporter") -> int:
    """Make a small working project in a folder, of an example or of a document, and say what to do next."""
    from jarpub.build.start.new_project import must_be_free

    folder = Path(options.folder or ".").resolve()
    must_be_free(folder)
    is_asked = asking.is_somebody(options)
    if not is_asked:
        _must_be_named(options)
    new = _started(options, folder, is_asked=is_asked)
    reporter.started(new)
    if is_asked and _has_browser() and asking.is_yes(NOW, meant=True):
        return _edit(options, folder, reporter)
    return 0


def _must_be_named(options: Namespace) -> None:
    """Raise CommandError with all that a new project needs to be told, where nobody can be asked."""
    lacking = [] if options.organisation else ["your organisation (--organisation)"]
    if not options.title and not options.document:
        lacking.append("the plan (--title, or --from with the document that it is in)")
    if lacking:
        said = f"a new project needs the name of {' and of '.join(lacking)}"
        raise CommandError(said, '`{command} init our-plan --organisation "Our Council" --title "Our action plan"`')


def _started(options: Namespace, folder: Path, *, is_asked: bool) -> NewProject:
    from jarpub.build.start.new_project import Wish, start

    is_open = not options.title and not options.document
    organisation = " ".join((options.organisation or "").split()) or asking.words(CALLED)
    found = _document(options) if is_asked and is_open else found_in(options) if options.document else None
    if found:
        return _brought_in(options, folder, organisation, found, is_asked=is_asked)
    wish = Wish(organisation, " ".join((options.title or "").split()) or asking.words(TITLE))
    return NewProject(start(folder, wish), wish.organisation, wish.title)


def _document(options: Namespace) -> "Understood | None":
    """What was understood of the document that somebody names, which is asked for again where it cannot be read."""
    while True:
        options.document = asking.path(THERE)
        if not options.document:
            return None
        options.document = str(Path(options.document).expanduser())
        try:
            return found_in(options)
        except DiagnosticsError as refused:
            say(str(refused.diagnostics[0]), options.program)


def _brought_in(
    options: Namespace, folder: Path, organisation: str, found: "Understood", *, is_asked: bool
) -> NewProject:
    """A project of a document."""
    from jarpub.build.start.bundle import starter
    from jarpub.build.start.new_project import PLAN, Wish, settings_of, start
    from jarpub.imports.newer import BroughtIn
    from jarpub.imports.taking import for_publications, new_files

    title = " ".join((options.title or "").split()) or _title_of(found) or _title(is_asked=is_asked)
    options.title = options.title or ("" if _title_of(found) else title)
    found = found_in(options, _answers(found, options.program) if is_asked else {})
    found = for_publications(found, settings_of(Wish(organisation, title)), organisation)
    files = new_files(found, PLAN, starter("plan.yaml").partition("\n")[0] + "\n")
    started = start(folder, Wish(organisation, title), files)
    return NewProject(started, organisation, title, BroughtIn(found, tuple(files)))


def _title(*, is_asked: bool) -> str:
    """The title of a plan whose document has none; raises CommandError where nobody can be asked."""
    if is_asked:
        return asking.words(TITLE)
    raise CommandError("the document does not say what the plan is called", "say it behind --title")


def _answers(found: "Understood", program: str) -> Mapping[str, str]:
    """What somebody answers to the doubts about a document, if they want to do so at once."""
    from jarpub.imports.brought_in import NO_TITLE

    asked = [each for each in found.questions if each.asks != NO_TITLE]
    doubts = f"{len(asked)} {'thing is' if len(asked) == 1 else 'things are'}"
    if asked and asking.is_yes(f"{doubts} in doubt. Answer now? They are listed in the ledger, too. [y/N] ", meant=False):  # fmt: skip
        return asking.answers(asked, program)
    return {}


def _has_browser() -> bool:
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _edit(options: Namespace, folder: Path, reporter: "Reporter") -> int:
    """Write on the publications of the new project in the browser, as the command `edit` does."""
    from jarpub.cli.commands import COMMANDS
    from jarpub.cli.parser import parsed

    again = parsed(["edit"], options.program)
    again.program = options.program
    return COMMANDS["edit"](again, folder, reporter)


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
