"""Who may speak to the editor: a browser of this very user, opened with the key of this sitting, from the editor's own page.

The key stands in the address by which a browser is opened, and so, on Linux, in the list of all processes, which every
user of the machine can read. There the system tells whose the other end of a connection is, and only a browser of this
user gets a ticket at the door, by which it is known from then on. On other systems the list does not have the address,
or nobody else can read it.
"""

import os
import socket
import sys
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import parse_qs

from jarpub.web.finals import KINDS
from jarpub.web.headers import Application, Message, Send
from jarpub.web.port import LOOPBACK

COOKIE = "jarpub-{}"  # browsers keep one jar for all ports of a machine
FIELD = b"x-jarpub-key"
READING, WRITING = ("GET", "HEAD"), ("POST",)
JSON = "application/json"
ANY = "application/octet-stream"
FILES = {"/returned": KINDS["docx"], "/brought": ANY, "/brought/kind": ANY}  # where one is sent
CONNECTIONS = Path("/proc/net/tcp")  # of all users, where the system is Linux
ROOT = 0  # who can read everything anyway, and whose programs pass on what a browser outside a virtual machine asks
OPEN = ("/now/plan",)  # by which the command finds out who has the port
CLOSED = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>The editor is closed here</title>
<h1>The editor is closed here</h1>
<p>Open the whole address that jarpub wrote where it was started: it ends in the key of this sitting.</p></html>
"""


class Guard:
    """The application behind its key; `address` is what the browser of whoever started it is sent to."""

    def __init__(self, application: Application, port: int) -> None:
        self.application = application
        self.key, self.ticket = token_urlsafe(24), token_urlsafe(24)
        self.cookie = COOKIE.format(port)
        self.origins = {f"http://{host}:{port}" for host in (LOOPBACK, "localhost")}
        self.address = f"http://{LOOPBACK}:{port}/?key={self.key}"

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        """Let the request through, open the door, or say why not."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        fields = dict(scope["headers"])
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [])
        if scope["path"] == "/" and _is(self.key, *given) and not _is_of_another_user(scope):
            await self._open_door(send)
        elif refusal := self._refusal(scope, fields):
            await _answer(send, *refusal)
        else:
            await self.application(scope, receive, send)

    def _refusal(self, scope: Message, fields: dict[bytes, bytes]) -> tuple[int, bytes] | None:
        """Why a request is not let through: the first of these that is so."""
        method, origin = scope["method"], fields.get(b"origin", b"").decode("latin-1")
        if scope["path"] in OPEN and method in READING:
            return None
        kind = fields.get(b"content-type", b"").split(b";")[0].strip()
        writes = (
            (method not in WRITING, 405, "this is not done here"),
            (origin not in self.origins, 403, "another page than the editor's own asked for this"),
            (
                not _is(self.ticket, fields.get(FIELD, b"").decode("latin-1")),
                403,
                "load the page again: its key is another",
            ),
            (kind != FILES.get(scope["path"], JSON).encode(), 415, "this is not taken here: another kind is"),
        )
        wrong = ((not self._has_cookie(fields), 403, CLOSED), *(() if method in READING else writes))
        return next(((status, words.encode()) for is_so, status, words in wrong if is_so), None)

    def _has_cookie(self, fields: dict[bytes, bytes]) -> bool:
        cookies = fields.get(b"cookie", b"").decode("latin-1").split(";")
        own = (value for name, _, value in (each.strip().partition("=") for each in cookies) if name == self.cookie)
        return any(_is(self.ticket, each) for each in own)

    async def _open_door(self, send: Send) -> None:
        cookie = f"{self.cookie}={self.ticket}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", b"/"), (b"set-cookie", cookie.encode())]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def _is(secret: str, *given: str) -> bool:
    return len(given) == 1 and compare_digest(given[0].encode(), secret.encode())


def _is_of_another_user(scope: Message) -> bool:
    """Whether another user of the machine is at the other end of a connection, as far as the system tells.

    It does not tell of an end outside a virtual machine; one that is closed gets no ticket any more.
    """
    user = user_of(scope["client"], scope["server"])
    return user is not None and user not in (ROOT, os.getuid())


def user_of(client: tuple[str, int], server: tuple[str, int]) -> int | None:
    """The number of the user who has the client's end of a connection; nothing where the system does not tell."""
    try:
        lines = CONNECTIONS.read_text("ascii").splitlines()[1:]
    except OSError:
        return None
    ends = [_end(*client), _end(*server)]
    return next((int(parts[7]) for parts in map(str.split, lines) if parts[1:3] == ends), None)


def _end(host: str, port: int) -> str:
    """An end of a connection as Linux lists it."""
    return f"{int.from_bytes(socket.inet_aton(host), sys.byteorder):08X}:{port:04X}"


async def _answer(send: Send, status: int, body: bytes) -> None:
    kind = b"text/html; charset=utf-8" if body.startswith(b"<") else b"text/plain; charset=utf-8"
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body})
