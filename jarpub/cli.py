"""The command: arguments and exit status."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jarpub import state
from jarpub.arguments import Misuse, arguments, folders, found_root, name, plans

if TYPE_CHECKING:  # a build with nothing to do is over before any of this is imported
    from concurrent.futures import Executor

    from jarpub.pipeline import Order
    from jarpub.project import Project
    from jarpub.speech import Speech

BUILT, REFUSED, BLOCKED, STOPPED = 0, 1, 2, 130


def main(words: Sequence[str] | None = None, root: Path | None = None, prog: str = "jarpub") -> int:
    """Run the command and give its exit status.

    0: done; 1: findings in somebody's text, or something in the way of a final; 2: misuse; 130: stopped.
    The first word says what to do; without one of these, everything is to be built.
    """
    words = list(sys.argv[1:] if words is None else words)
    command = words.pop(0) if words[:1] and words[0] in COMMANDS else "build"
    try:
        options = arguments(command, words, prog)
    except Misuse as misuse:
        return _guarded(_misused(*misuse.args), words)
    root = root or found_root()
    if command == "build" and _nothing_to_do(options, root):
        return BUILT
    return _guarded(lambda say: COMMANDS[command](options, root, say), words)


def _misused(sentence: str, way_out: str) -> Callable[["Speech"], int]:
    def say_so(say: "Speech") -> int:
        say.blocked(sentence, way_out)
        return BLOCKED

    return say_so


def _guarded(action: Callable[["Speech"], int], words: Sequence[str]) -> int:
    """Do it, and turn whatever stands in the way into a sentence and an exit status."""
    from jarpub.findings import Blocked, Refused
    from jarpub.speech import speech

    say = speech(machine="--json" in words)
    try:
        with _stoppable():
            return action(say)
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


@contextmanager
def _stoppable() -> Iterator[None]:
    """While this lasts, being asked to end is the same as Ctrl-C; only a main thread can be asked."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def jarpub() -> int:
    """The command `jarpub`, whose first word says what to do."""
    words = sys.argv[1:]
    if words[:1] and words[0] in COMMANDS:
        return main(words)
    print(f"jarpub {' | '.join(COMMANDS)}: what shall it do? Add --help to see how", file=sys.stderr)
    return BUILT if words in (["--help"], ["-h"]) else BLOCKED


def _nothing_to_do(options: Namespace, root: Path) -> bool:
    """Whether every file asked for is there and right; if so, it is said."""
    if options.force or options.explain or options.json or options.watch or _are_many(options):
        return False
    where = folders(options, root)
    remembered = state.read(where.output)
    files = state.current(remembered, where, options.publications, options.formats, final=options.final)
    for sentence in remembered["warnings"] if files else ():
        print(sentence, file=sys.stderr)
    if files:
        print(
            f"Nothing to do: {len(files)} {'files' if len(files) > 1 else 'file'} in {where.output} as the plan has it."
        )
    drafts = {file["publication"]: file["reasons"] for file in files.values() if file["reasons"]}
    for key, reasons in drafts.items():
        print(f"{key} is a draft: {reasons} {'things' if reasons > 1 else 'thing'} in the way of a final.")
    return bool(files)


def _build(options: Namespace, root: Path, say: "Speech") -> int:
    from jarpub.pipeline import build

    project = _project(options, root)
    if options.watch:
        _watch(options, project, say)
    with _pool(options) as pool:
        if _are_many(options):
            return _build_many(options, project, say, pool)
        built = build(project, _order(options), say.progress, pool)
    if options.explain:
        say.explained(built)
    say.built(built, project.output)
    return BUILT


def _watch(options: Namespace, project: "Project", say: "Speech") -> NoReturn:
    """Build at once and on each save, until stopped; after the first time in this process, which is warm then."""
    from jarpub.findings import Blocked, Refused
    from jarpub.pipeline import build
    from jarpub.watching import saves
    from jarpub.workers import Here

    pool = None
    for _ in saves(project):
        try:
            say.built(build(project, _order(options), say.progress, pool), project.output)
        except Refused as refused:
            say.refused(refused.findings)
        except Blocked as blocked:
            say.blocked(*blocked.args)
        pool = Here()
    raise KeyboardInterrupt


def _preview(options: Namespace, root: Path, say: "Speech") -> int:
    from jarpub.preview import preview

    preview(
        _project(options, root), options.port, say.shown, browser=not options.no_browser, files=not options.no_files
    )
    return BUILT


def _build_many(options: Namespace, project: "Project", say: "Speech", pool: "Executor | None") -> int:
    from jarpub.many import build_all, projects_of

    sources = [Path(os.path.realpath(path)) for path in plans(options.source)]
    told = list(build_all(projects_of(sources, project), _order(options), say.progress, pool))
    say.built_many(told, project.output)
    return REFUSED if any(each.wrong for each in told) else BUILT


def _are_many(options: Namespace) -> bool:
    return len(options.source) > 1 or any("*" in source or Path(source).is_dir() for source in options.source)


@contextmanager
def _pool(options: Namespace) -> Iterator["Executor | None"]:
    """The cluster that was asked for; this machine has a pool of its own."""
    if options.scheduler is None:
        yield None
        return
    from jarpub.cluster import cluster

    with cluster(options.scheduler) as pool:
        yield pool


def _check(options: Namespace, root: Path, say: "Speech") -> int:
    from jarpub.pipeline import make

    made = make(_project(options, root), _order(options), say.progress)
    say.checked(made)
    return REFUSED if any(release.is_draft for release in made.releases) else BUILT


def _status(options: Namespace, root: Path, say: "Speech") -> int:
    from jarpub.approving import status

    say.status(status(_project(options, root)))
    return BUILT


def _approve(options: Namespace, root: Path, say: "Speech") -> int:
    from datetime import date

    from jarpub.approving import approve
    from jarpub.findings import Blocked

    if not (options.by or "").strip():
        raise Blocked("an approval needs the name of the person who gave it", 'add --by "NAME"')
    on = options.on or date.today().isoformat()  # noqa: DTZ011  # the day where the person is
    project, by, note = _project(options, root), options.by.strip(), options.note or None
    say.approved(approve(project, options.wording, options.audience, by=by, on=on, note=note))
    return BUILT


COMMANDS: dict[str, Callable[[Namespace, Path, "Speech"], int]] = {
    "build": _build,
    "check": _check,
    "status": _status,
    "approve": _approve,
    "preview": _preview,
}


def _order(options: Namespace) -> "Order":
    from jarpub.pipeline import Order

    final, force = getattr(options, "final", False), getattr(options, "force", False)
    return Order(tuple(options.publications), tuple(options.formats), final=final, force=force)


def _project(options: Namespace, root: Path) -> "Project":
    from jarpub.project import Project

    where = folders(options, root)
    return Project(
        source=Path(where.source),
        source_name=name(Path(options.source[0] if options.source else where.source), root),
        templates=Path(where.templates),
        templates_name=name(Path(options.templates or where.templates), root),
        output=Path(where.output),
    )
