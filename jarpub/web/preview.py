"""The publications in a browser on this machine, as they are while somebody writes them."""

import webbrowser
from collections.abc import Callable

from jarpub.build.watch import must_be_there
from jarpub.project.paths import Project
from jarpub.web.builder import Builder
from jarpub.web.editor import Editor
from jarpub.web.port import listening
from jarpub.web.server import serve
from jarpub.web.session import Session


def preview(  # how it is shown is said by flags, each named where it is passed
    project: Project, port: int, say: Callable[[str], None], *, browser: bool, files: bool, editing: bool = False
) -> None:
    """Serve until stopped; with `files`, another process keeps the output folder in step.

    With `editing`, everything that people write can be written on the pages.
    Raises DiagnosticsError where there is no plan, and CommandError where the port cannot be used.
    """
    must_be_there(project)
    with listening(project, port) as found:

        def ready(address: str) -> None:
            say(address)
            if browser:
                webbrowser.open(address)

        session = Session(project, makes_files=files)
        serve(session, Builder(project) if files else None, found, ready, Editor(session) if editing else None)
