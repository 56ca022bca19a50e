"""The processes that make files side by side, and what is said of them.

A pool is anything that speaks `concurrent.futures.Executor`.
"""

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from jarpub.diagnostics import CommandError
from jarpub.formats import writer

STOPS = {signal.SIGINT, signal.SIGTERM}
ENDED_BY_US = -signal.SIGTERM
INHERITED: list[Any] = []  # in a forked process the jobs of its pool, which are too large for a pipe; elsewhere nothing


class Named(Protocol):
    """A job, by the name that people have for what it makes."""

    @property
    def name(self) -> str:
        """Such as "action-plan.pdf"."""


AnyJob = TypeVar("AnyJob", bound=Named)
AnyResult = TypeVar("AnyResult")


class SameProcess(Executor):
    """An executor without processes of its own: each job is done at once, in this one."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """The future of a call, which is over."""
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments, **named))
        except Exception as error:  # noqa: BLE001  # whoever asks for the result gets it
            future.set_exception(error)
        return future


@contextmanager
def local(jobs: Sequence[Named], formats: Iterable[str]) -> Iterator[Executor]:
    """A pool of this machine's own for these jobs, one process a core; none where there is one job, or one core.

    What these formats need is imported once, before the processes are forked.
    """
    count = min(len(jobs), cores())
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004  # one is no pool
        yield SameProcess()
        return
    for format in formats:
        writer(format).prepare()
    with tempfile.TemporaryDirectory(prefix="jarpub-") as notes:
        pool = _Pool(notes, count, jobs)
        try:
            yield pool
        except BaseException:
            pool.end()
            raise
        pool.shutdown()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Pool(ProcessPoolExecutor):
    """Forked processes that leave a note of what each of them makes, in case one dies.

    They inherit their jobs, and are told only the numbers: a page does not fit into a pipe, and in early versions of
    Python 3.11 a pool whose processes end while it writes to them never ends itself (python/cpython#94777).
    """

    def __init__(self, notes: str, count: int, jobs: Sequence[Named]) -> None:
        super().__init__(count, multiprocessing.get_context("fork"), _begin, (jobs,))
        self.numbers = {id(job): number for number, job in enumerate(jobs)}
        self.notes = Path(notes)
        self.processes: set[Any] = set()

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **_: Any) -> Future[Any]:
        """The future of a call with one of the jobs, which is noted while it lasts."""
        (job,) = arguments
        with _not_stopped():  # the first call forks them all
            future = super().submit(_noted, str(self.notes), function, self.numbers[id(job)])
        # one that has died already counts, too: a list of active processes would have lost it
        self.processes |= set(self._processes.values())
        return future

    def unfinished(self) -> list[str]:
        """What was being made by the process that died; when one does, the others are ended."""
        self.shutdown()  # until then it is not said how each has ended
        died = [each for each in self.processes if each.exitcode not in (None, 0, ENDED_BY_US)] or self.processes
        notes = (self.notes / str(process.pid) for process in died)
        return sorted(note.read_text("utf-8") for note in notes if note.exists())

    def end(self) -> None:
        """Stop at once, whatever is being made."""
        for process in self.processes:
            process.terminate()
        self.shutdown(wait=True, cancel_futures=True)


def carried_out(
    pool: Executor, function: Callable[[AnyJob], AnyResult], jobs: Sequence[AnyJob], progress: Callable[[str], None]
) -> Iterator[tuple[AnyJob, AnyResult]]:
    """Each job with what came of it, as they are done; raises CommandError."""
    futures: dict[Future[AnyResult], AnyJob] = {}
    left = [job.name for job in jobs]
    try:
        for job in jobs:
            progress(f"Making {job.name}")
            futures[pool.submit(function, job)] = job
        for future in as_completed(futures):
            yield futures[future], future.result()
            left.remove(futures[future].name)
            if left:
                progress(f"Making {_listed(left)}")
    except BrokenExecutor:
        unfinished = pool.unfinished() if isinstance(pool, _Pool) else left
        raise CommandError(
            f"the process that made {' or '.join(unfinished or left)} ended before it was done",
            "nothing was changed; build again, and if it happens again, close other programs to give it more memory",
        ) from None


def _listed(names: Sequence[str]) -> str:
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


def _begin(jobs: Sequence[Named]) -> None:
    """In a new process: stopping is the business of the one that started it."""
    INHERITED[:] = jobs
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)


@contextmanager
def _not_stopped() -> Iterator[None]:
    """While this lasts, being stopped waits: a new process would take it with the handlers of its parent."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _noted(notes: str, function: Callable[..., Any], number: int) -> Any:
    job = INHERITED[number]
    note = Path(notes, str(os.getpid()))
    note.write_text(job.name, "utf-8")
    try:
        return function(job)
    finally:
        note.unlink()
