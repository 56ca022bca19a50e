"""The command: from its words to its exit status."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jarpub.build.incremental import last_build
from jarpub.cli.commands import COMMANDS
from jarpub.cli.parser import Misuse, are_many, folders, found_root, parsed
from jarpub.project.file_names import COPY_MARK, copies_beside

if TYPE_CHECKING:  # a build with nothing to do is over before any of this is imported
    from jarpub.cli.reporter import Reporter

DONE, REFUSED, MISUSED, OUR_FAULT, STOPPED = 0, 1, 2, 3, 130


def main(words: Sequence[str] | None = None, root: Path | None = None, prog: str = "jarpub") -> int:
    """Run the command and give its exit status.

    0: done; 1: something to put right in a text, or in the way of a final; 2: misuse, or the machine; 3: a fault of
    jarpub's own; 130: stopped. Without the name of a command everything is to be built.
    """
    words = list(sys.argv[1:] if words is None else words)
    try:
        options = parsed(words, prog)
    except Misuse as misuse:
        message, hint = misuse.args
        return _guarded(lambda reporter: _misused(reporter, message, hint), words)
    root = root or found_root()
    try:
        if options.command == "build" and _nothing_to_do(options, root):
            return DONE
    except BrokenPipeError:
        return _nobody_reads()
    return _guarded(lambda reporter: COMMANDS[options.command](options, root, reporter), words)


def _misused(reporter: "Reporter", message: str, hint: str) -> int:
    reporter.blocked(message, hint)
    return MISUSED


def _guarded(action: Callable[["Reporter"], int], words: Sequence[str]) -> int:
    """Do it, and turn whatever stands in the way into a sentence and an exit status."""
    from jarpub.diagnostics import CommandError, DiagnosticsError

    reporter = _reporter(is_program="--json" in words)
    try:
        with _stoppable():
            status = action(reporter)
            if sys.stdout:  # now, and not at the very end, it can be said that nobody reads
                sys.stdout.flush()
            return status
    except DiagnosticsError as error:
        reporter.refused(error.diagnostics)
        return REFUSED
    except CommandError as error:
        return _misused(reporter, error.message, error.hint)
    except KeyboardInterrupt:
        reporter.blocked("stopped", "the files in the output folder are whole")
        return STOPPED
    except OSError as error:
        return _machine_says(reporter, error)
    except Exception as error:  # noqa: BLE001  # nobody's text is to blame for what we did not think of
        reporter.failed(error)
        return OUR_FAULT


def _machine_says(reporter: "Reporter", error: OSError) -> int:
    if isinstance(error, BrokenPipeError):
        return _nobody_reads()
    said = f"the machine says: {error.strerror} ({error.filename})"
    return _misused(reporter, said, "look at the rights and the free space")


def _nobody_reads() -> int:
    """Go on without a reader: the files are made, and Python would complain once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _reporter(*, is_program: bool) -> "Reporter":
    """What speaks to whoever listens."""
    _show_what_can_be_shown()
    if is_program:
        from jarpub.cli.json_output import JsonReporter

        return JsonReporter()
    from jarpub.cli.terminal import TerminalReporter

    return TerminalReporter()


def _show_what_can_be_shown() -> None:
    """A terminal that cannot show a letter shows a question mark instead."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


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


def _nothing_to_do(options: Namespace, root: Path) -> bool:
    """Whether every file asked for is there and right; if so, it is said."""
    if options.force or options.explain or options.json or options.watch or options.final or are_many(options):
        return False
    where = folders(options, root)
    remembered = last_build.read(where.output)
    files = last_build.up_to_date(remembered, where, options.publications, options.formats)
    if remembered is None or not files or copies_beside(where.source) != _copies_told(remembered.warnings):
        return False
    _show_what_can_be_shown()
    for sentence in remembered.warnings:
        print(sentence, file=sys.stderr)
    counted = "1 file" if len(files) == 1 else f"{len(files)} files"
    print(f"Nothing to do: {counted} in {where.output}, up to date.")
    drafts = {file.publication: file.reasons for file in files.values() if file.reasons}
    for key, reasons in drafts.items():
        print(f"{key}: {reasons} {'things' if reasons > 1 else 'thing'} in the way of a final.")
    sys.stdout.flush()
    return True


def _copies_told(warnings: Sequence[str]) -> list[str]:
    """The names of the copies of the plan that some warnings are about."""
    return [Path(each.partition(": ")[0]).name for each in warnings if each.endswith(COPY_MARK)]
