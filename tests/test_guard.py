"""Nobody gets into the editor but a browser that was opened with its key, and nobody writes but its own page."""

import asyncio
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from jarpub.web import guard
from jarpub.web.guard import Guard

PORT = 8008
BROWSER = ("127.0.0.1", 50000)
OWN = f"http://127.0.0.1:{PORT}"


class Door:
    """A guard with nothing behind it, and the requests that it let through."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.guard = Guard(self._application, PORT)  # type: ignore[arg-type]

    async def _application(self, scope: Any, _receive: Any, send: Any) -> None:
        self.inside.append(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def ask(self, path: str, fields: Mapping[str, str] = {}, method: str = "GET", query: str = "") -> Any:
        said: list[Any] = []

        async def send(message: Any) -> None:
            said.append(message)

        scope = {
            "type": "http",
            "path": path,
            "method": method,
            "query_string": query.encode(),
            "client": BROWSER,
            "server": ("127.0.0.1", PORT),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in fields.items()],
        }
        asyncio.run(self.guard(scope, None, send))  # type: ignore[arg-type]
        return said[0]

    def status(self, path: str, fields: Mapping[str, str] = {}, method: str = "GET") -> int:
        return int(self.ask(path, fields, method)["status"])

    @property
    def cookie(self) -> str:
        return f"jarpub-{PORT}={self.guard.ticket}"

    @property
    def writing(self) -> dict[str, str]:
        """The fields of the editor's own page."""
        kind = "application/json; charset=utf-8"
        return {"cookie": self.cookie, "origin": OWN, "x-jarpub-key": self.guard.ticket, "content-type": kind}


def test_the_address_that_was_written_opens_the_door() -> None:
    door = Door()
    answer = door.ask("/", query=door.guard.address.partition("?")[2])
    assert answer["status"] == 303
    headers = dict(answer["headers"])
    assert headers[b"location"] == b"/"  # the key does not stay in the address
    cookie = headers[b"set-cookie"].decode()
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert door.status("/", {"cookie": f"other=1; {cookie.split(';')[0]}; x"}) == 200
    assert door.inside == ["/"]


@pytest.mark.parametrize("query", ["", "key=", "key=wrong", "key=a&key=b", "key=%FF", "Key={}"])
def test_another_key_does_not(query: str) -> None:
    door = Door()
    assert door.ask("/", query=query.format(door.guard.key))["status"] == 403
    assert door.inside == []


@pytest.mark.parametrize("path", ["/", "/pages/action-plan", "/files/plan.pdf", "/now/session", "/now/events"])
@pytest.mark.parametrize("cookie", ["", "jarpub-8008=", "jarpub-8008=wrong", "jarpub-8009={}", "{}", "x={}", "\xff=;="])
def test_nothing_is_read_without_the_cookie(path: str, cookie: str) -> None:
    door = Door()
    assert door.status(path, {"cookie": cookie.format(door.guard.ticket)}) == 403
    assert door.inside == []


def test_the_editors_own_page_writes() -> None:
    door = Door()
    assert door.status("/edits", door.writing, "POST") == 200
    assert door.status("/edits", {**door.writing, "origin": f"http://localhost:{PORT}"}, "POST") == 200


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("origin", "http://evil.example", 403),
        ("origin", "null", 403),
        ("origin", "", 403),
        ("origin", f"http://127.0.0.1:{PORT + 1}", 403),  # another program of this machine
        ("origin", f"https://127.0.0.1:{PORT}", 403),
        ("x-jarpub-key", "", 403),
        ("x-jarpub-key", "wrong", 403),
        ("cookie", "", 403),
        ("content-type", "text/plain", 415),  # what a form of another page can send without being asked
        ("content-type", "", 415),
        ("content-type", "application/x-www-form-urlencoded", 415),
    ],
)
def test_no_other_page_does(field: str, value: str, status: int) -> None:
    door = Door()
    assert door.status("/edits", {**door.writing, field: value}, "POST") == status
    assert door.inside == []


def test_a_word_file_is_taken_where_files_are_and_nowhere_else() -> None:
    door = Door()
    sending = {**door.writing, "content-type": guard.FILES["/returned"]}
    assert door.status("/returned", sending, "POST") == 200
    assert door.status("/returned", door.writing, "POST") == 415
    assert door.status("/edits", sending, "POST") == 415
    assert door.status("/returned", {**sending, "origin": "http://evil.example"}, "POST") == 403
    assert door.inside == ["/returned"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_nothing_else_is_done(method: str) -> None:
    door = Door()
    assert door.status("/edits", door.writing, method) == 405
    assert door.inside == []


def test_who_has_the_port_is_said_to_the_command() -> None:
    door = Door()
    assert door.status("/now/plan") == 200
    assert door.status("/now/plan", method="POST") == 403


def test_the_key_of_the_address_is_no_ticket() -> None:
    door = Door()
    key, ticket = door.guard.key, door.guard.ticket
    assert door.status("/now/session", {"cookie": door.cookie.replace(ticket, key)}) == 403
    for field in ("cookie", "x-jarpub-key"):
        fields = {**door.writing, field: door.writing[field].replace(ticket, key)}
        assert door.status("/edits", fields, "POST") == 403
    assert door.ask("/", query=f"key={ticket}")["status"] == 403
    assert door.inside == []


def listed(user: int, port: int = BROWSER[1]) -> str:
    """The connections of a machine as Linux lists them: the server's end, and that of a browser of some user."""
    ends = [f"{int.from_bytes(bytes([127, 0, 0, 1]), sys.byteorder):08X}:{each:04X}" for each in (PORT, port)]
    rest = "01 00000000:00000000 00:00000000 00000000 {:5}        0 4242 1"
    rows = (" ".join([*ends, rest.format(os.getuid())]), " ".join([*reversed(ends), rest.format(user)]))
    return "\n".join(["  sl  local_address rem_address", *(f"   {n}: {row}" for n, row in enumerate(rows))])


@pytest.mark.parametrize(
    ("listing", "status"),
    [
        (listed(os.getuid()), 303),
        (listed(0), 303),  # what a virtual machine passes on
        (listed(os.getuid() + 1), 403),  # who read the key in the list of processes
        (listed(os.getuid() + 1, port=50001), 303),  # somebody else's connection is nobody's business
        ("", 303),  # no system tells of an end outside
        (None, 303),
    ],
)
def test_with_the_right_key_the_door_opens_to_this_user_alone(
    listing: str | None, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    door, file = Door(), tmp_path / "tcp"
    if listing is not None:
        file.write_text(listing, "ascii")
    monkeypatch.setattr(guard, "CONNECTIONS", file)
    assert door.ask("/", query=f"key={door.guard.key}")["status"] == status


def test_the_system_tells_whose_a_connection_is() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        found = guard.user_of(client.getsockname(), client.getpeername())
        assert found == (os.getuid() if guard.CONNECTIONS.exists() else None)
