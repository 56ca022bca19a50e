"""The machines of a Dask cluster as a pool; they must see the same folders as this one."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from jarpub.build.program_digest import program
from jarpub.diagnostics import CommandError

SECONDS = 10


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The pool behind the scheduler at an address such as "tcp://10.0.0.5:8786"; raises CommandError."""
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise CommandError("a cluster needs the package distributed", "pip install 'jarpub[cluster]'") from None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise CommandError(
            f"no scheduler answers at {address} ({error})", "look at the address, and start it"
        ) from None
    with client:
        _same_program(client.run(program))
        try:
            yield client.get_executor()  # type: ignore[no-untyped-call]
        except KilledWorker as error:
            raise CommandError(f"a worker of the cluster ended ({error})", "look at its memory and its log") from None


def _same_program(sums: dict[str, str]) -> None:
    """What another version makes is not what this one would: it could not be told which files are still right."""
    if not sums:
        raise CommandError("the scheduler has no workers", "start one: dask worker ADDRESS")
    others = sorted(worker for worker, each in sums.items() if each != program())
    if others:
        message = f"the worker {others[0]} has another version of jarpub or of a package than this machine"
        raise CommandError(message, "install the same on both")
