"""Who may speak to the editor: a browser that was opened with the key of this sitting, from the editor's own page."""

from collections.abc import Awaitable, Callable
from hmac import compare_digest
from secrets import token_urlsafe
from urllib.parse import parse_qs

from jarpub.web.headers import Application, Message, Send
from jarpub.web.port import LOOPBACK

COOKIE = "jarpub-{}"  # browsers keep one jar for all ports of a machine
FIELD = b"x-jarpub-key"
READING, WRITING = ("GET", "HEAD"), ("POST",)
OPEN = ("/now/plan",)  # by which the command finds out who has the port
CLOSED = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>The editor is closed here</title>
<h1>The editor is closed here</h1>
<p>Open the whole address that jarpub wrote where it was started: it ends in the key of this sitting.</p></html>
"""


class Guard:
    """The application behind its key; `address` is what the browser of whoever started it is sent to."""

    def __init__(self, application: Application, port: int) -> None:
        self.application = application
        self.key = token_urlsafe(24)
        self.cookie = COOKIE.format(port)
        self.origins = {f"http://{host}:{port}" for host in (LOOPBACK, "localhost")}
        self.address = f"http://{LOOPBACK}:{port}/?key={self.key}"

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        """Let the request through, open the door, or say why not."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        fields = dict(scope["headers"])
        if scope["path"] == "/" and self._is_key(*parse_qs(scope["query_string"].decode("latin-1")).get("key", [])):
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
                not self._is_key(fields.get(FIELD, b"").decode("latin-1")),
                403,
                "load the page again: its key is another",
            ),
            (kind != b"application/json", 415, "only JSON is taken here"),
        )
        wrong = ((not self._has_cookie(fields), 403, CLOSED), *(() if method in READING else writes))
        return next(((status, words.encode()) for is_so, status, words in wrong if is_so), None)

    def _is_key(self, *given: str) -> bool:
        return len(given) == 1 and compare_digest(given[0].encode(), self.key.encode())

    def _has_cookie(self, fields: dict[bytes, bytes]) -> bool:
        cookies = fields.get(b"cookie", b"").decode("latin-1").split(";")
        own = (value for name, _, value in (each.strip().partition("=") for each in cookies) if name == self.cookie)
        return any(map(self._is_key, own))

    async def _open_door(self, send: Send) -> None:
        cookie = f"{self.cookie}={self.key}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", b"/"), (b"set-cookie", cookie.encode())]
        await send({"type": "http.response.start", "status": 303, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


async def _answer(send: Send, status: int, body: bytes) -> None:
    kind = b"text/html; charset=utf-8" if body.startswith(b"<") else b"text/plain; charset=utf-8"
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body})
