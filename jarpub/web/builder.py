"""The other process of a preview, which makes the files on each save: watched, and started again when it has died."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from jarpub.project.paths import Project

LINE = 2**24  # bytes: a line of what it says has at most a whole message
NICE = 10  # how far behind others it stands, of 19
TIMES, PATIENCE = 3, 4  # how often it is told to end, and the seconds to stop whatever it is making


@dataclass
class Builder:
    """The process, and what came of the last build: nothing to say, a refusal, or other trouble."""

    project: Project
    told: Callable[[], None] = lambda: None  # called when what came of it is another
    refused: tuple[Mapping[str, Any], ...] = ()  # the diagnostics, as JSON holds them
    trouble: str = ""  # where no text is to blame
    saved: asyncio.Event = field(default_factory=asyncio.Event)

    async def follow(self) -> None:
        """Keep one process that makes the files, until cancelled.

        One that died is started again by the next save and by nothing else: what one build dies of, the next one may.
        """
        while True:
            await self._one_life()
            self.told()
            self.saved.clear()
            await self.saved.wait()

    async def _one_life(self) -> None:
        command = program(self.project, "build", "--watch")
        process = await asyncio.create_subprocess_exec(
            *command, stdin=DEVNULL, stdout=PIPE, limit=LINE, start_new_session=True
        )  # in a session of its own it is stopped by us alone, and once
        _let_others_first(process)
        try:
            async for said in _objects(process):
                self._hear(said)
                self.told()
            self.refused, self.trouble = (), f"the process that makes them has died ({_how(await process.wait())})"
        finally:
            await _ended(process)

    def _hear(self, said: Mapping[str, Any]) -> None:
        refused = said["diagnostics"] if said["status"] == "refused" else ()
        self.refused = tuple({**each, "file": self.project.name(Path(each["file"]))} for each in refused)
        self.trouble = ""
        if said["status"] == "blocked":
            self.trouble = f"{said['message']}; {said['hint']}"
        if said["status"] == "failed":
            self.trouble = f"this is a fault of jarpub, not of your files ({said['message']})"


def program(project: Project, *words: str) -> list[str]:
    """The words by which this very program is started for a project, to be heard by another program."""
    where = ["--source", project.source, "--templates", project.templates, "--output", project.output]
    return [sys.executable, "-u", "-m", "jarpub", *words, "--json", "--called", project.command, *map(str, where)]


async def _objects(process: Process) -> AsyncIterator[Mapping[str, Any]]:
    """The JSON objects that the process says, each from a line "{" to a line "}"."""
    lines: list[bytes] = []
    async for line in cast("asyncio.StreamReader", process.stdout):
        lines = [line] if line == b"{\n" else [*lines, line]
        if line == b"}\n":
            yield json.loads(b"".join(lines))


async def _ended(process: Process) -> None:
    """Stop the process, if it is there still, and wait until it is gone."""
    if process.returncode is not None:
        return
    for _ in range(TIMES):  # Python loses what it is told at a bad moment
        process.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), PATIENCE)
            return
    process.kill()
    await process.wait()


def _let_others_first(process: Process) -> None:
    """No page waits for a PDF, where a system can be told so."""
    if hasattr(os, "setpriority") and process.returncode is None:
        with suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, process.pid, NICE)


def _how(status: int) -> str:
    return f"ended by {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
