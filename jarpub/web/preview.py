"""The publications in a browser on this machine, as they are while somebody writes them."""

import webbrowser
from collections.abc import Callable

from jarpub.build.watch import must_be_there
from jarpub.project.paths import Project
from jarpub.web.builder import Builder
from jarpub.web.port import LOOPBACK, listening
from jarpub.web.server import serve
from jarpub.web.session import Session


def preview(project: Project, port: int, say: Callable[[str], None], *, browser: bool, files: bool) -> None:
    """Serve until stopped; with `files`, another process keeps the output folder in step.

    Raises DiagnosticsError where there is no plan, and CommandError where the port cannot be used.
    """
    must_be_there(project)
    with listening(project, port) as found:
        address = f"http://{LOOPBACK}:{found.getsockname()[1]}/"

        def ready() -> None:
            say(address)
            if browser:
                webbrowser.open(address)

        serve(Session(project, makes_files=files), Builder(project) if files else None, found, ready)
