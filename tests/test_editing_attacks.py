"""Whoever wants in stays out, and no bad luck loses or halves what people wrote: the editor's own process, attacked."""

import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import REPOSITORY, copied

from jarpub.project.paths import Project

HEADLINE = "wording.press.headline"
LONG = 20  # seconds after which an answer is none


@dataclass
class Sitting:
    """A process of the editor, and what a browser can say to it."""

    project: Project
    process: subprocess.Popen[bytes]
    errors: Path
    address: str

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def key(self) -> str:
        return self.address.rpartition("=")[2]

    @property
    def own(self) -> dict[str, str]:
        """The fields of the editor's own page."""
        cookie, origin = f"jarpub-{self.port}={self.key}", f"http://127.0.0.1:{self.port}"
        return {"Cookie": cookie, "Origin": origin, "X-Jarpub-Key": self.key, "Content-Type": "application/json"}

    def ask(
        self, path: str, body: Any = None, fields: Mapping[str, str] | None = None, method: str = ""
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """The status, the content and the headers of an answer."""
        said = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        try:
            method = method or ("GET" if body is None else "POST")
            connection.request(method, path, said, self.own if fields is None else dict(fields))
            answer = connection.getresponse()
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
        finally:
            connection.close()

    def told(self, path: str, body: Any = None) -> tuple[int, Any]:
        status, content, _ = self.ask(path, body)
        return status, json.loads(content)

    def write(self, name: str, value: Any, **more: Any) -> tuple[int, Any]:
        return self.told("/edits", {"edits": [{"do": "set", "name": name, "value": value, **more}]})

    def raw(self, said: bytes) -> bytes:
        """The first line of the answer to exactly these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=LONG) as connection:
            connection.sendall(said)
            return connection.makefile("rb").readline()

    def is_well(self) -> bool:
        """Whether it lives, answers, and has complained of nothing."""
        assert self.errors.read_text("utf-8") == ""
        return self.process.poll() is None and self.told("/now/history")[0] == 200


def opened(project: Project, folder: Path) -> Sitting:
    """The editor of a project, in a process of its own."""
    where = ["--source", project.source, "--templates", project.templates, "--output", project.output]
    options = ["--port", "0", "--no-browser", "--no-files", "--json"]
    errors = folder / "errors.txt"
    with errors.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "jarpub", "edit", *options, *map(str, where)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=file,
            start_new_session=True,
        )
    assert process.stdout
    with process.stdout as stdout:
        said = b"".join(iter(stdout.readline, b"}\n"))
    assert said, errors.read_text("utf-8")
    return Sitting(project, process, errors, json.loads(said + b"}")["address"])


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("attacked")
    sitting = opened(copied(folder), folder)
    yield sitting
    sitting.process.kill()
    sitting.process.wait()


FOREIGN = (
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"X-Jarpub-Key": "another"},
    {"Cookie": "another"},
    {"Content-Type": "text/plain"},
    {"Content-Type": "application/x-www-form-urlencoded"},
    {"Content-Type": "multipart/form-data; boundary=application/json"},
    {"Host": "evil.example"},
    {"Host": "127.0.0.1.evil.example"},
)
WRITING = ("/edits", "/judge", "/undo", "/redo", "/approve", "/finals")


@pytest.mark.parametrize("path", WRITING)
def test_another_page_writes_nothing(sitting: Sitting, path: str) -> None:
    before = sitting.project.source.read_bytes()
    body = {"edits": [{"do": "set", "name": HEADLINE, "value": "Theirs"}]}
    for fields in FOREIGN:
        status, content, headers = sitting.ask(path, body, {**sitting.own, **fields})
        assert status in (400, 403, 415), fields
        assert sitting.key.encode() not in content
        assert headers["x-frame-options"] == "DENY"
        assert not [name for name in headers if name.startswith("access-control-")]
    assert sitting.ask(path)[0] == 405  # a link, a picture or a frame asks, and never tells
    assert sitting.project.source.read_bytes() == before


@pytest.mark.parametrize("path", ["/", "/browser/main.js", "/now/session", "/now/value?name=IA1", "/finals.zip", "/no"])
def test_another_page_or_program_reads_nothing(sitting: Sitting, path: str) -> None:
    for fields in ({}, {"Cookie": "jarpub=x"}, {"X-Jarpub-Key": sitting.key}, {**sitting.own, "Host": "evil.example"}):
        status, content, headers = sitting.ask(path, fields=fields)
        assert status in (400, 403)
        assert sitting.key.encode() not in content
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_key_is_said_to_nobody_but_the_page(sitting: Sitting) -> None:
    status, content, headers = sitting.ask(f"/?key={sitting.key}", fields={})
    assert (status, headers["location"], content) == (303, "/", b"")
    for path in ("/", "/now/plan", "/now/history", "/pages/action-plan", "/no", "/files/no"):
        assert sitting.key.encode() not in sitting.ask(path)[1], path
    assert sitting.key.encode() in sitting.ask("/now/session")[1]
    assert sitting.is_well()


@pytest.mark.parametrize(
    "path",
    [
        "/files/../plan.yaml",
        "/files/..%2fplan.yaml",
        "/files//etc/passwd",
        "/files/%ff",
        "/fonts/..%2f..%2fplan.yaml",
        "/fonts/%2fetc%2fpasswd",
        "/browser/..%2fserver.py",
        "/browser//etc/passwd",
        "/pages/%00",
        "/pages/%ed%a0%80",
        *(f"/finals.zip?final={name}" for name in ("/etc", "//etc", "../..", "a/../..", "./.", "a/b", "a" * 9_000)),
    ],
)
def test_nothing_but_the_projects_own_files_is_given_away(sitting: Sitting, path: str) -> None:
    status, content, _ = sitting.ask(path)
    assert status in (404, 409)
    assert len(content) < 400
    assert sitting.is_well()


def test_approvals_are_not_written_like_words(sitting: Sitting) -> None:
    before = sitting.project.approvals.read_bytes()
    for path in ("/edits", "/judge"):
        edit = {"do": "set", "file": "approvals", "name": "press.headline.by", "value": "Nobody"}
        assert sitting.told(path, {"publication": "southwark-life", "edits": [edit]})[0] == 400
    assert sitting.project.approvals.read_bytes() == before


TOO_MUCH = {
    "a text": ([{"do": "set", "name": HEADLINE, "value": "x" * 10_001}], 409),
    "a list": ([{"do": "set", "name": "W5.2.csmt_lead.unresolved", "value": ["x"] * 1_001}], 400),
    "edits": ([{"do": "set", "name": HEADLINE, "value": "x"}] * 101, 400),
    "a request": ([{"do": "set", "name": "x" * 300_000, "value": "x"}], 400),
    "lists in lists": ([{"do": "set", "name": HEADLINE, "value": [[[[[[[[]]]]]]]]}], 400),
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_too_much_is_refused_with_its_reason(sitting: Sitting, what: str) -> None:
    edits, expected = TOO_MUCH[what]
    for path in ("/edits", "/judge"):
        status, told = sitting.told(path, {"publication": "southwark-life", "edits": edits})
        assert status == expected
        assert told["message"]
        assert told["hint"]
    assert sitting.is_well()


ASKED: Mapping[str, Any] = {
    "/edits": {"edits": [{"do": "set", "file": "plan", "name": "IA1.a1", "value": "x", "version": "y", "at": 0}]},
    "/judge": {"publication": "southwark-life", "edits": [{"do": "set", "file": "plan", "name": "IA1", "value": "x"}]},
    "/undo": {"number": 1},
    "/redo": {},
    "/approve": {"audience": "press", "read": {"headline": "x"}, "by": "Ann Example", "on": "2009-03-31"},
    "/finals": {"publications": ["none"], "by": "Ann Example", "on": "2009-03-31"},
}
BAD: tuple[Any, ...] = (
    *(None, True, -1, 2**70, 1.5, "", "\x00", "\ud800", "<script>", "../..", "x" * 9_000),
    *([], [[]], [None], ["\udfff"], {}, {"": ""}, {"text": {"text": "x"}}, {"id": ["x"]}, {"\ud800": "x"}),
)
NO_JSON = (b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"number":NaN}', b'{"number":1e400}', b"\x00")
MANY_KEYS = b"{" + b",".join(b'"k%d":1' % number for number in range(20_000)) + b"}"


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    key, *rest = path
    changed = {**value} if isinstance(value, dict) else [*value]
    changed[key] = put(value[key], tuple(rest), new)
    return changed


@pytest.mark.parametrize("path", ASKED)
def test_a_wrong_type_in_each_place_is_answered(sitting: Sitting, path: str) -> None:
    before = sitting.project.source.read_bytes()
    chance = random.Random(1)
    asked = [(place, bad) for place in places(ASKED[path]) for bad in chance.sample(BAD, 8)]
    for place, bad in asked:
        body = put(ASKED[path], place, bad)
        if sitting.told(path, body)[0] == 200:  # such as no version
            sitting.told("/undo", {})
        assert sitting.project.source.read_bytes() == before, (place, bad)
    for body in (*NO_JSON, MANY_KEYS):
        assert sitting.told(path, body)[0] in (400, 409), body[:20]
    assert sitting.is_well()


def test_any_value_for_any_name_is_answered(sitting: Sitting) -> None:
    """Whatever the file cannot hold is refused, and the rest is taken back."""
    before = sitting.project.source.read_bytes()
    names = ("IA1", "IA1.a1", "IA1.s1.actions", "W4.2.csmt_lead.unresolved", "abbr.PS.meaning", "wording.press", "gaps")
    deeds = ("set", "insert", "remove", "move")
    values = (True, 5, "x", ["x"], {"a": 1}, {"text": "x"}, None)
    for do, name, value in random.Random(1).sample([*product(deeds, names, values)], 30):
        edit = {"do": do, "name": name, "value": value, "entry": value, "at": 99, "to": 99}
        status, _ = sitting.told("/edits", {"edits": [edit]})
        assert status in (200, 409, 422), edit
        if status == 200:
            assert sitting.told("/undo", {})[0] == 200
    assert sitting.project.source.read_bytes() == before
    assert sitting.is_well()
