"""The command: arguments and exit status."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jarpub.build.incremental import cache
from jarpub.cli.commands import COMMANDS
from jarpub.cli.parser import Misuse, are_many, arguments, folders, found_root

if TYPE_CHECKING:  # a build with nothing to do is over before any of this is imported
    from jarpub.cli.reporter import Reporter

BUILT, REFUSED, BLOCKED, STOPPED = 0, 1, 2, 130


def main(words: Sequence[str] | None = None, root: Path | None = None, prog: str = "jarpub") -> int:
    """Run the command and give its exit status.

    0: done; 1: diagnostics in somebody's text, or something in the way of a final; 2: misuse; 130: stopped.
    The first word says what to do; without one of these, everything is to be built.
    """
    words = list(sys.argv[1:] if words is None else words)
    command = words.pop(0) if words[:1] and words[0] in COMMANDS else "build"
    try:
        options = arguments(command, words, prog)
    except Misuse as misuse:
        return _guarded(_misused(*misuse.args), words)
    root = root or found_root()
    try:
        if command == "build" and _nothing_to_do(options, root):
            return BUILT
    except BrokenPipeError:
        return _nobody_reads()
    return _guarded(lambda reporter: COMMANDS[command](options, root, reporter), words)


def _misused(message: str, hint: str) -> Callable[["Reporter"], int]:
    def say_so(reporter: "Reporter") -> int:
        reporter.blocked(message, hint)
        return BLOCKED

    return say_so


def _guarded(action: Callable[["Reporter"], int], words: Sequence[str]) -> int:
    """Do it, and turn whatever stands in the way into a sentence and an exit status."""
    from jarpub.cli.reporter import reporter_for
    from jarpub.diagnostics import CommandError, DiagnosticsError

    reporter = reporter_for(machine="--json" in words)
    try:
        with _stoppable():
            status = action(reporter)
            if sys.stdout:  # now, and not at the very end, it can be said that nobody reads
                sys.stdout.flush()
            return status
    except DiagnosticsError as refused:
        reporter.refused(refused.diagnostics)
        return REFUSED
    except CommandError as blocked:
        reporter.blocked(*blocked.args)
        return BLOCKED
    except KeyboardInterrupt:
        reporter.blocked("stopped", "the files in the output folder are whole")
        return STOPPED
    except BrokenPipeError:
        return _nobody_reads()
    except OSError as error:
        reporter.blocked(
            f"the machine says: {error.strerror} ({error.filename})", "look at the rights and the free space"
        )
        return BLOCKED


def _nobody_reads() -> int:
    """Go on without a reader: the files are made, and Python would complain once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BUILT


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
    if options.force or options.explain or options.json or options.watch or are_many(options):
        return False
    where = folders(options, root)
    remembered = cache.read(where.output)
    files = cache.current(remembered, where, options.publications, options.formats, final=options.final)
    if not files:
        return False
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace") if hasattr(stream, "reconfigure") else None
    for message in remembered["warnings"]:
        print(message, file=sys.stderr)
    counted = "1 file" if len(files) == 1 else f"{len(files)} files"
    print(f"Nothing to do: {counted} in {where.output}, up to date.")
    drafts = {file["publication"]: file["reasons"] for file in files.values() if file["reasons"]}
    for key, reasons in drafts.items():
        print(f"{key} is a draft: {reasons} {'things' if reasons > 1 else 'thing'} in the way of a final.")
    sys.stdout.flush()
    return True
