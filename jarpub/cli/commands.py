"""What the command can do, one function each; what it needs is imported only where it is needed."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jarpub.cli.parser import are_many, folders, names, plan_files

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from jarpub.build.output.editions import Final
    from jarpub.build.pipeline import BuildOptions
    from jarpub.cli.reporter import Reporter
    from jarpub.project.paths import Project

DONE, REFUSED, STOPPED = 0, 1, 130


def _build_or_advise(options: Namespace, root: Path, reporter: "Reporter") -> int:
    """Build; a word that is no publication may be a command that is misspelt."""
    from difflib import get_close_matches

    from jarpub.diagnostics import CommandError
    from jarpub.project.publications import UnknownPublication

    try:
        return _build(options, root, reporter)
    except UnknownPublication as error:
        near = get_close_matches(error.key, COMMANDS, 1)
        if not near:
            raise
        publication = f"; or, of the publications, {error.hint}" if error.hint.startswith("did") else ""
        hint = f"did you mean the command `{{command}} {near[0]}`?{publication}"
        raise CommandError(f'there is no command and no publication "{error.key}"', hint) from None


def _build(options: Namespace, root: Path, reporter: "Reporter") -> int:
    from jarpub.build.pipeline import NotReady, build
    from jarpub.diagnostics import CommandError

    project = project_of(options, root)
    if options.watch and (are_many(options) or options.scheduler):
        raise CommandError("--watch follows one plan on this machine", "leave out the other plans, or --scheduler")
    is_new_folder = not project.output.exists()
    try:
        finals = _finals(options, project, reporter) if options.final else []
    except NotReady as error:
        on = f" --on {options.on}" if options.on else ""
        reporter.not_ready(error.releases, f'--by "{options.by}"{on}')
        return REFUSED
    if options.watch:
        _watch(options, project, reporter)
    with _executor(options) as executor:
        if are_many(options):
            return _build_many(options, project, reporter, executor)
        built = build(project, _build_options(options), reporter.progress, executor)
    if options.explain:
        reporter.explained(built)
    reporter.built(built, project, finals, is_new_folder=is_new_folder)
    _tell_of_changed_by_hand(project, built.aside, reporter)
    return DONE


def _tell_of_changed_by_hand(project: "Project", aside: Mapping[str, str], reporter: "Reporter") -> None:
    """Say what was changed in Word files that were put aside, and how to take it; one that is none any more is left alone."""
    for name in aside:
        if name.endswith(".docx"):
            from jarpub.diagnostics import CommandError, DiagnosticsError
            from jarpub.web.returned.command import edits_of

            path = project.output / name
            with suppress(CommandError, DiagnosticsError):
                reporter.changed_by_hand(edits_of(project, path, str(path)), str(path))


def _finals(options: Namespace, project: "Project", reporter: "Reporter") -> "list[Final]":
    """The finals that somebody asked for, who gives a name for it."""
    from jarpub.build.edits.dates import day
    from jarpub.build.edits.people import person
    from jarpub.build.pipeline import make_finals
    from jarpub.diagnostics import CommandError

    by = person(options.by, "a final")
    if options.formats or options.watch or options.scheduler or are_many(options):
        said = "finals are made of one plan, of each publication in all its formats, on this machine"
        typed = {"--format": options.formats, "--watch": options.watch, "--scheduler": options.scheduler}
        others = [option for option, value in typed.items() if value] or ["the other plans"]
        raise CommandError(said, f"leave out {' and '.join(others)}")
    if options.replaces and len(options.publications) != 1:
        raise CommandError(
            "--replaces is about one publication, and its edition", "name the publication behind --final"
        )
    chosen, on = tuple(options.publications), day(options.on)
    with _executor(options) as executor:
        return make_finals(project, chosen, by, on, reporter.progress, executor, replaces=options.replaces)


def _watch(options: Namespace, project: "Project", reporter: "Reporter") -> NoReturn:
    """Build at once and on each save, until stopped; after the first time in this process, which is warm then."""
    from jarpub.build.pool import SameProcess
    from jarpub.build.watch import must_be_there, saves

    must_be_there(project)
    executor = None
    for _ in saves(project):
        while not _followed(options, project, reporter, executor):
            pass
        executor = SameProcess()
    raise KeyboardInterrupt


def _followed(options: Namespace, project: "Project", reporter: "Reporter", executor: "Executor | None") -> bool:
    """Whether it was built, or said why not: nothing is said of files that were saved again meanwhile."""
    from jarpub.build.pipeline import SavedMeanwhile, build
    from jarpub.diagnostics import CommandError, DiagnosticsError

    try:
        reporter.built(build(project, _build_options(options), reporter.progress, executor), project, [])
    except DiagnosticsError as error:
        reporter.refused(error.diagnostics, error.new)
    except SavedMeanwhile:
        return False
    except CommandError as error:
        reporter.blocked(error.message, error.hint)
    except Exception as error:  # noqa: BLE001  # the next save may go round it
        reporter.failed(error)
    return True


def _preview(options: Namespace, root: Path, reporter: "Reporter") -> int:
    """Show the publications, to be read or to be written on."""
    from jarpub.web.preview import preview

    preview(
        project_of(options, root),
        options.port,
        reporter.shown,
        browser=not options.no_browser,
        files=not options.no_files,
        editing=options.command == "edit",
    )
    return DONE


def _build_many(options: Namespace, project: "Project", reporter: "Reporter", executor: "Executor | None") -> int:
    from jarpub.build.many_plans import build_all, projects_of
    from jarpub.diagnostics import CommandError

    sources = [Path(os.path.realpath(path)) for path in plan_files(options.source)]
    if not sources:
        raise CommandError(
            f"there is no plan in {' or '.join(options.source)}", "name files that end in .yaml, or their folder"
        )
    told = list(build_all(projects_of(sources, project), _build_options(options), reporter.progress, executor))
    reporter.built_many(told, project.output)
    return REFUSED if any(each.wrong for each in told) else DONE


@contextmanager
def _executor(options: Namespace) -> Iterator["Executor | None"]:
    """The cluster that was asked for; this machine has a pool of its own."""
    if options.scheduler is None:
        yield None
        return
    from jarpub.build.cluster import cluster

    with cluster(options.scheduler) as pool:
        yield pool


def _check(options: Namespace, root: Path, reporter: "Reporter") -> int:
    from jarpub.build.incremental import last_build, news
    from jarpub.build.incremental.freshness import Known
    from jarpub.build.pipeline import make

    project = project_of(options, root)
    known = Known(project.output, last_build.read(str(project.output)))
    made = make(project, _build_options(options), reporter.progress, known=known)
    reporter.checked(made, project, news.new_in(made, known.trusted), everything=options.all)
    return REFUSED if any(release.reasons for release in made.releases) else DONE


def _changes(options: Namespace, root: Path, reporter: "Reporter") -> int:
    from jarpub.build.load_and_check import load_sources
    from jarpub.build.output.changes import changes_since
    from jarpub.build.output.report import changes_page
    from jarpub.cli.files.marked_files import write_page, written
    from jarpub.project.plan.diff import record
    from jarpub.project.publications import chosen

    project = project_of(options, root)
    sources = load_sources(project)
    found = changes_since(project, sources, options.since)
    if options.publications:
        keys = {str(each.key) for each in chosen(sources.settings, options.publications)}
        found = [each for each in found if each.key in keys]
    files = written(options, project, sources)
    if options.html:
        page = changes_page([record(each) for each in found], sources.brand, project.templates, project.templates_name)
        write_page(Path(options.html), page)
    reporter.changes(found, files)
    return DONE


def _status(options: Namespace, root: Path, reporter: "Reporter") -> int:
    from jarpub.build.edits.approve import status

    reporter.status(status(project_of(options, root)))
    return DONE


def _approve(options: Namespace, root: Path, reporter: "Reporter") -> int:
    from jarpub.build.edits.approve import approve, to_approve
    from jarpub.build.edits.dates import day
    from jarpub.build.edits.people import person
    from jarpub.project.approvals_file import Consent

    project = project_of(options, root)
    if options.show:
        reporter.wording(to_approve(project, options.wording, options.audience))
        return DONE
    consent = Consent(person(options.by, "an approval"), day(options.on), options.note or None)
    found = to_approve(project, options.wording, options.audience, consent.on)
    if not reporter.agrees(found, consent.by, consent.on, is_asked=not options.yes):
        return STOPPED
    reporter.approved(approve(project, options.wording, options.audience, consent, found))
    return DONE


def _reach(options: Namespace, root: Path, reporter: "Reporter") -> int:
    from jarpub.build.edits.reach_import import import_reach
    from jarpub.project.reach.exports import Wanted

    columns = {"date": options.date_column, "number": options.number_column, "page": options.page_column}
    wanted = Wanted(options.page, options.only, options.month, columns)
    reporter.imported(import_reach(project_of(options, root), Path(options.export), options.export, wanted))
    return DONE


def _import(options: Namespace, _: Path, reporter: "Reporter") -> int:
    from jarpub.cli.files.brought_in import bring_in

    reporter.brought_in(bring_in(options))
    return DONE


def _edits(options: Namespace, root: Path, reporter: "Reporter") -> int:
    from jarpub.build.edits.people import person
    from jarpub.web.returned.command import edits_of, take_edits

    project = project_of(options, root)
    by = person(options.by, "a change") if options.by else None
    for name in options.returned:
        edits = edits_of(project, Path(name), name)
        reporter.returned(take_edits(project, edits, by) if options.write else edits, name)
    return DONE


def _build_options(options: Namespace) -> "BuildOptions":
    from jarpub.build.pipeline import BuildOptions

    return BuildOptions(tuple(options.publications), tuple(options.formats), force=getattr(options, "force", False))


def project_of(options: Namespace, root: Path) -> "Project":
    """The places of the project that a command is about."""
    from jarpub.project.paths import Project

    where = folders(options, root)
    source_name, templates_name = names(options, where, root)
    return Project(
        source=Path(where.source),
        source_name=source_name,
        templates=Path(where.templates),
        templates_name=templates_name,
        output=Path(where.output),
        command=options.program,
    )


COMMANDS: dict[str, Callable[[Namespace, Path, "Reporter"], int]] = {
    "build": _build_or_advise,
    "check": _check,
    "status": _status,
    "approve": _approve,
    "changes": _changes,
    "edits": _edits,
    "import": _import,
    "reach": _reach,
    "preview": _preview,
    "edit": _preview,
}
