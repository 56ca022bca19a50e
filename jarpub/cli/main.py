"""The command: from its words to its exit status."""

import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn, TextIO

from jarpub.cli import remembered
from jarpub.cli.parser import Misuse, found_root, must_be_a_project, parsed
from jarpub.cli.speech import Unheard, flush, say, show_what_can_be_shown

if TYPE_CHECKING:  # a build with nothing to do is over before any of this is imported
    from pathlib import Path

    from jarpub.cli.reporter import Reporter

DONE, REFUSED, MISUSED, OUR_FAULT, STOPPED = 0, 1, 2, 3, 130


def main(words: Sequence[str] | None = None, root: "str | Path | None" = None, prog: str = "jarpub") -> int:
    """Run the command and give its exit status.

    0: done; 1: something to put right in a text, or in the way of a final; 2: misuse, or the machine; 3: a fault of
    jarpub's own; 130: stopped. Without the name of a command everything is to be built.
    """
    _open_what_is_closed()
    try:
        status = _run(list(sys.argv[1:] if words is None else words), root, prog)
        flush(sys.stdout)  # now, and not at the very end, it can be said that nobody reads
    except BrokenPipeError:
        return _without_a_reader()
    except Unheard as error:
        return _unheard(error, prog)
    return status


def _run(words: list[str], root: "str | Path | None", prog: str) -> int:
    """Run the command; raises Unheard where what it says cannot be written."""
    try:
        options = parsed(words, prog)
        folder = os.fspath(root or found_root())
        options.program = getattr(options, "called", None) or prog
        must_be_a_project(options, folder)
        answered = remembered.answered(options, folder)
        if answered is not None:
            return answered
    except Misuse as misuse:
        message, hint = misuse.args
        return _guarded(lambda reporter: _misused(reporter, message, hint), words, prog)
    return _guarded(lambda reporter: _done(options, folder, reporter), words, options.program)


def _done(options: Namespace, folder: str, reporter: "Reporter") -> int:
    from pathlib import Path

    from jarpub.cli.commands import COMMANDS
    from jarpub.cli.starting import init, translate, update

    own = {"init": init, "update": update, "translate": translate}
    return {**COMMANDS, **own}[options.command](options, Path(folder), reporter)


def _misused(reporter: "Reporter", message: str, hint: str) -> int:
    reporter.blocked(message, hint)
    return MISUSED


def _guarded(action: Callable[["Reporter"], int], words: Sequence[str], prog: str) -> int:
    """Do it, and turn whatever stands in the way into a sentence and an exit status."""
    from jarpub.diagnostics import CommandError, DiagnosticsError

    reporter = _reporter(prog, is_program="--json" in words)
    try:
        with _stoppable():
            return action(reporter)
    except DiagnosticsError as error:
        reporter.refused(error.diagnostics, error.new)
        return REFUSED
    except CommandError as error:
        return _misused(reporter, error.message, error.hint)
    except KeyboardInterrupt:
        reporter.blocked("stopped", "the files in the output folder are whole")
        return STOPPED
    except (BrokenPipeError, Unheard):
        raise
    except OSError as error:
        return _machine_says(reporter, error)
    except Exception as error:  # noqa: BLE001  # nobody's text is to blame for what we did not think of
        reporter.failed(error)
        return OUR_FAULT


def _machine_says(reporter: "Reporter", error: OSError) -> int:
    named = f" ({error.filename})" if error.filename else ""
    return _misused(reporter, f"the machine says: {error.strerror}{named}", "look at the rights and the free space")


def _open_what_is_closed() -> None:
    """A program may be started without anything to speak to; the next file that it opens must not become that."""
    for number, mode in enumerate("rww"):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if mode == "r" else os.O_WRONLY)
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  # as long as the process
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _without_a_reader() -> int:
    """Go on without a reader: the files are made, and Python would complain once more at its end."""
    _silence(sys.stdout)
    return DONE


def _unheard(error: Unheard, prog: str) -> int:
    """What the command says cannot be written: its disk is full, for example."""
    with suppress(OSError):
        say(f"what {prog} says cannot be written ({error.strerror}); look where its output goes to", prog, sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        try:
            flush(stream)
        except OSError:  # Python would complain once more at its end
            _silence(stream)
    return MISUSED


def _silence(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _reporter(prog: str, *, is_program: bool) -> "Reporter":
    """What speaks to whoever listens."""
    show_what_can_be_shown()
    if is_program:
        from jarpub.cli.json_output import JsonReporter

        return JsonReporter(prog)
    from jarpub.cli.terminal import TerminalReporter

    return TerminalReporter(prog)


@contextmanager
def _stoppable() -> Iterator[None]:
    """While this lasts, being asked to end is the same as Ctrl-C, and so is a terminal that is closed.

    Only a main thread can be asked.
    """

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    try:
        before = {signal.SIGTERM: signal.signal(signal.SIGTERM, stop)}
    except ValueError:
        yield
        return
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # which nohup asks for
        before[signal.SIGHUP] = signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
