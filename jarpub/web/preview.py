"""The publications in a browser on this machine, as they are while somebody writes them."""

import subprocess
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

from jarpub.project.paths import Project
from jarpub.web.server import serve
from jarpub.web.session import Session


def preview(project: Project, port: int, say: Callable[[str], None], *, browser: bool, files: bool) -> None:
    """Serve until stopped; with `files`, another process keeps the output folder in step. Raises CommandError."""

    def ready(address: str) -> None:
        say(address)
        if browser:
            webbrowser.open(address)

    project.output.mkdir(parents=True, exist_ok=True)  # it is watched, too
    with _files_follow(project) if files else nullcontext():
        serve(Session(project), port, ready)


@contextmanager
def _files_follow(project: Project) -> Iterator[None]:
    """While this lasts, another process builds on each save, so that no page waits for a PDF."""
    where = ["--source", project.source, "--templates", project.templates, "--output", project.output]
    command = [sys.executable, "-m", "jarpub", "build", "--watch", "--called", project.command, *map(str, where)]
    with subprocess.Popen(command) as following:
        try:
            yield
        finally:
            following.terminate()
