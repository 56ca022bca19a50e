"""The port of this machine that a preview listens on, or a sentence that says who has it."""

import json
import socket
from http.client import HTTPConnection, HTTPException
from typing import Any

from jarpub.diagnostics import CommandError
from jarpub.project.paths import Project

LOOPBACK = "127.0.0.1"
LONGEST = 10_000  # bytes of what it says
PATIENCE = 2  # seconds for whoever has the port to say who it is
ANOTHER = "name another with --port"


def listening(project: Project, port: int) -> socket.socket:
    """A socket that listens; a port of 0 is any that is free. Raises CommandError."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((LOOPBACK, port))
        found.listen()  # before anybody is told the address
    except (OSError, OverflowError) as error:
        found.close()
        raise _not_ours(project, port, getattr(error, "strerror", None) or str(error)) from None
    return found


def _not_ours(project: Project, port: int, said: str) -> CommandError:
    """Why a port cannot be used; another preview is asked what it shows."""
    source = _previewed(port)
    if source == str(project.source):
        return CommandError(
            f"a preview of this plan is open already, at http://{LOOPBACK}:{port}/",
            f"go on with that one, or end it with Ctrl-C where it was started, or {ANOTHER}",
        )
    if source:
        return CommandError(f"the port {port} is taken by the preview of {source}", f"end it, or {ANOTHER}")
    return CommandError(f"the port {port} cannot be used ({said})", f"close the program that has it, or {ANOTHER}")


def _previewed(port: int) -> str:
    """The plan that a preview on this port shows; nothing where none is there."""
    connection = HTTPConnection(LOOPBACK, port, timeout=PATIENCE)
    try:
        connection.request("GET", "/now/plan")
        told: Any = json.loads(connection.getresponse().read(LONGEST))
        return str(told["source"])
    except (OSError, OverflowError, HTTPException, ValueError, KeyError, TypeError):
        return ""  # another program, which may say anything
    finally:
        connection.close()
