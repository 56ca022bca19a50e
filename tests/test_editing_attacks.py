"""Whoever wants in stays out, and no bad luck loses or halves what people wrote: the editor's own process, attacked."""

import asyncio
import json
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from io import FileIO
from itertools import pairwise, product
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from browser import chromium
from conftest import REPOSITORY, copied
from playwright.sync_api import TimeoutError as NotThere

from jarpub.build.edits.approve import approve
from jarpub.build.edits.history import by_lines
from jarpub.build.edits.saving import one_writer
from jarpub.build.whole_file import write_whole
from jarpub.project.approvals_file import Consent
from jarpub.project.edits.slices import made, undone
from jarpub.project.paths import Project
from jarpub.web import editor, patience
from jarpub.web.editor import Editor
from jarpub.web.session import Session

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

    @cached_property
    def ticket(self) -> str:
        """What a browser gets that was opened with the key."""
        return self.ask(f"/?key={self.key}", fields={})[2]["set-cookie"].partition("=")[2].partition(";")[0]

    @property
    def own(self) -> dict[str, str]:
        """The fields of the editor's own page."""
        cookie, origin = f"jarpub-{self.port}={self.ticket}", f"http://127.0.0.1:{self.port}"
        return {"Cookie": cookie, "Origin": origin, "X-Jarpub-Key": self.ticket, "Content-Type": "application/json"}

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
WRITING = ("/edits", "/judge", "/undo", "/redo", "/approve", "/finals", "/with-changes")


@pytest.mark.parametrize("path", WRITING)
def test_another_page_writes_nothing(sitting: Sitting, path: str) -> None:
    before = sitting.project.source.read_bytes()
    body = {"edits": [{"do": "set", "name": HEADLINE, "value": "Theirs"}]}
    for fields in FOREIGN:
        status, content, headers = sitting.ask(path, body, {**sitting.own, **fields})
        assert status in (400, 403, 415), fields
        assert not [secret for secret in (sitting.key, sitting.ticket) if secret.encode() in content]
        assert headers["x-frame-options"] == "DENY"
        assert not [name for name in headers if name.startswith("access-control-")]
    assert sitting.ask(path)[0] == 405  # a link, a picture or a frame asks, and never tells
    assert sitting.project.source.read_bytes() == before


@pytest.mark.parametrize(
    "path",
    ["/", "/browser/main.js", "/now/session", "/now/value?name=IA1", "/finals.zip", "/with-changes/x.pdf", "/no"],
)
def test_another_page_or_program_reads_nothing(sitting: Sitting, path: str) -> None:
    for fields in (
        {},
        {"Cookie": "jarpub=x"},
        {"X-Jarpub-Key": sitting.ticket},
        {**sitting.own, "Host": "evil.example"},
    ):
        status, content, headers = sitting.ask(path, fields=fields)
        assert status in (400, 403)
        assert not [secret for secret in (sitting.key, sitting.ticket) if secret.encode() in content]
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"


def test_the_key_is_said_to_nobody_but_the_page(sitting: Sitting) -> None:
    status, content, headers = sitting.ask(f"/?key={sitting.key}", fields={})
    assert (status, headers["location"], content) == (303, "/", b"")
    for path in ("/", "/now/plan", "/now/history", "/pages/action-plan", "/no", "/files/no"):
        assert sitting.ticket.encode() not in sitting.ask(path)[1], path
    said = sitting.ask("/now/session")[1]
    assert sitting.ticket.encode() in said
    assert sitting.key.encode() not in said  # with which somebody could open another window
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
        *(
            f"/with-changes/{name}"
            for name in ("", "..", "%2e%2e/plan.yaml", "/etc/passwd", "action-plan.docx", "x" * 9_000)
        ),
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
    "/with-changes": {"publication": "none"},
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
    for do, name, value in random.Random(1).sample([*product(deeds, names, values)], 16):
        edit = {"do": do, "name": name, "value": value, "entry": value, "at": 99, "to": 99}
        status, _ = sitting.told("/edits", {"edits": [edit]})
        assert status in (200, 409, 422), edit
        if status == 200:
            assert sitting.told("/undo", {})[0] == 200
    assert sitting.project.source.read_bytes() == before
    assert sitting.is_well()


RAW = {
    "no request": b"hello\r\n\r\n",
    "TLS": bytes.fromhex("1603010200010001fc0303"),
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "two lengths": b"POST /undo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a long address": b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "no host": b"GET / HTTP/1.0\r\n\r\n",
    "another protocol": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "a tunnel": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "a length that never comes": b"POST /undo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n",
}


@pytest.mark.parametrize("said", RAW)
def test_what_no_browser_says_is_refused_in_silence(sitting: Sitting, said: str) -> None:
    assert sitting.raw(RAW[said]).split()[1] in (b"400", b"403", b"405")
    assert sitting.is_well()


def test_a_hundred_that_say_nothing_keep_nobody_out(sitting: Sitting) -> None:
    with ExitStack() as open_ones:
        for _ in range(100):
            open_ones.enter_context(socket.create_connection(("127.0.0.1", sitting.port)))
        assert sitting.is_well()


def test_who_says_nothing_for_long_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before a request and in the middle of one; but not while an answer is on its way."""
    monkeypatch.setattr(patience, "PATIENCE", 0.05)

    async def slow(_scope: Any, _receive: Any, send: Any) -> None:
        await asyncio.sleep(0.3)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    server = uvicorn.Server(uvicorn.Config(slow, http=patience.Patient, log_level="error", lifespan="off"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        for said, heard in (
            (b"", b""),
            (b"GET / HTTP/1.1\r\nHost: a\r\n", b""),
            (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", b"200"),
        ):
            with socket.create_connection(listening.getsockname(), timeout=LONG) as connection:
                connection.sendall(said)
                assert heard in b"".join(iter(lambda: connection.recv(1_000), b""))
        server.should_exit = True
        thread.join(LONG)


def version(sitting: Sitting, name: str) -> str:
    return str(sitting.told(f"/now/value?name={name}")[1]["version"])


def test_many_at_the_same_moment_lose_nothing(sitting: Sitting) -> None:
    """Two write different texts, one reads all the while, and all of it can be taken back."""
    before, done = sitting.project.source.read_bytes(), sitting.told("/now/history")[1]["changes"]
    names = (HEADLINE, "wording.press.lead")
    over = Event()

    def write(name: str) -> list[int]:
        return [
            sitting.write(name, f"{name}, number {number}", version=version(sitting, name))[0] for number in range(2)
        ]

    def read() -> None:
        while not over.is_set():
            sitting.told(f"/now/value?name={HEADLINE}")

    with ThreadPoolExecutor() as pool:
        reading = pool.submit(read)
        assert [*pool.map(write, names)] == [[200] * 2] * 2
        over.set()
        reading.result()
    for name in names:
        assert sitting.told(f"/now/value?name={name}")[1]["words"] == f"{name}, number 1"
    assert {each["doing"] for each in sitting.told("/now/history")[1]["changes"][len(done) :]} == {"edit"}
    for _ in range(4):
        assert sitting.told("/undo", {})[0] == 200
    assert sitting.project.source.read_bytes() == before


def test_two_who_write_the_same_text_hear_of_one_another(sitting: Sitting) -> None:
    seen = version(sitting, HEADLINE)
    with ThreadPoolExecutor() as pool:
        answers = [*pool.map(lambda words: sitting.write(HEADLINE, words, version=seen), ("Mine", "Theirs"))]
    (_, written), (_, refused) = sorted(answers, key=lambda answer: answer[0])
    assert sorted(status for status, _ in answers) == [200, 409]
    assert refused["conflicts"][0]["words"] == written["change"]["now"]
    assert sitting.told("/undo", {})[0] == 200


def test_a_plan_that_is_gone_broken_or_a_link_is_said_and_nothing_is_lost(sitting: Sitting) -> None:
    source = sitting.project.source
    before, away = source.read_bytes(), source.with_name("away.yaml")
    source.rename(away)
    status, told = sitting.write(HEADLINE, "While it is away")
    assert (status, source.exists()) == (409, False)
    assert "plan.yaml is not there any more" in told["message"]
    source.write_bytes(before + b"  askew: [x\n")
    assert sitting.write(HEADLINE, "While it is broken")[0] == 422
    assert source.read_bytes() == before + b"  askew: [x\n"
    source.unlink()
    away.chmod(0o640)
    source.symlink_to(away.name)
    assert sitting.write(HEADLINE, "Through a link")[0] == 200
    assert source.is_symlink()
    assert b"Through a link" in away.read_bytes()
    assert away.stat().st_mode & 0o777 == 0o640
    assert sitting.told("/undo", {})[0] == 200
    assert source.read_bytes() == before
    away.replace(source)
    assert sitting.is_well()


def test_a_full_disk_is_said_and_the_files_stay(sitting: Sitting) -> None:
    before = {path: path.read_bytes() for path in sitting.project.source.parent.glob("*.yaml")}
    usual = resource.prlimit(sitting.process.pid, resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
    try:
        status, told = sitting.write(HEADLINE, "On a full disk")
    finally:
        resource.prlimit(sitting.process.pid, resource.RLIMIT_FSIZE, usual)
    assert status == 409
    assert "the machine says: File too large" in told["message"]
    assert {path: path.read_bytes() for path in sitting.project.source.parent.glob("*.yaml")} == before
    assert [path.name for path in sitting.project.source.parent.glob(".plan*")] == []
    assert sitting.write(HEADLINE, "With room again")[0] == 200
    assert sitting.told("/undo", {})[0] == 200
    assert sitting.is_well()


def test_a_file_that_may_not_be_written_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"theirs")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match="may not be written"):
        write_whole(file, b"ours", instead_of=b"theirs")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"theirs"]


@pytest.mark.parametrize("is_half", [False, True])
def test_a_text_editor_that_saves_in_the_same_moment_loses_nothing(
    is_half: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has the file open, and writes into it, when it is replaced; the second half may come later."""
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"before")
    replace, waiting = os.replace, time.sleep
    saving: list[FileIO] = []

    def replaced(new: Any, path: Any) -> None:
        if not saving:
            saving.append(FileIO(file, "w"))
            saving[0].write(b"" if is_half else b"saved by an editor")
        replace(new, path)

    def slept(seconds: float) -> None:
        if is_half and saving[0].tell() == 0:
            saving[0].write(b"saved by an editor")
        waiting(seconds)

    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(time, "sleep", slept)
    assert not write_whole(file, b"ours", instead_of=b"before")
    assert file.read_bytes() == b"saved by an editor"
    saving[0].close()
    assert write_whole(file, b"both", instead_of=b"saved by an editor")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"both"]


DIES = """
import os, sys
from pathlib import Path
from jarpub.build import whole_file
at, path = sys.argv[1:]
setattr(os, at, lambda *words: os.kill(os.getpid(), 9))
whole_file.write_whole(Path(path), b"new", instead_of=b"old")
"""


@pytest.mark.parametrize("at", ["fsync", "chown", "replace"])
def test_whoever_is_killed_leaves_the_old_file_and_nothing_in_the_way(at: str, tmp_path: Path) -> None:
    project = copied(tmp_path)
    other = tmp_path / "brand.yaml.12345678"
    other.write_bytes(b"somebody's own")
    path = project.templates / "brand.yaml"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", DIES, at, str(path)], cwd=REPOSITORY, check=False)
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    assert len([*path.parent.glob(".brand.yaml.*")]) == 1
    with one_writer(project, "save"):
        assert [*path.parent.glob(".brand.yaml.*")] == []
    assert other.read_bytes() == b"somebody's own"


PLANTED = "<img src=x onerror='top.ran=1'><script>top.ran=1</script>"
RAN = "[...Array(frames.length).keys()].map((at) => frames[at].ran).concat(window.ran).filter(Boolean)"
SEARCHED = "document.querySelectorAll('img, [onerror], script:not([src])').length"


@pytest.fixture
def planted(sitting: Sitting) -> Iterator[Sitting]:
    """A sitting whose words are a script, in each kind of text, and in the list of changes."""
    written = [
        (HEADLINE, {}),
        ("wording.press.next", {}),  # several paragraphs
        ("wording.press.recommendations.IA1.story", {}),
        ("G04a.question", {}),
        ("IA1.a1", {}),  # beside the wording
        ("organisation", {"file": "brand"}),
    ]
    for name, more in written:
        file = more.get("file", "plan")
        words = sitting.told(f"/now/value?name={name}&file={file}")[1]["words"]
        assert sitting.write(name, f"{words} {PLANTED}", **more)[0] == 200, name
    yield sitting
    for _ in written:
        assert sitting.told("/undo", {})[0] == 200


def test_words_that_are_a_script_are_words_everywhere(planted: Sitting) -> None:
    """On the page, in its field, beside it, in what is left, in the list of changes, and where wording is approved."""
    said: list[str] = []
    with chromium() as launch:
        page = launch().new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(planted.address)
        page.get_by_role("button", name="Southwark Life").first.click()
        words = page.frame_locator("iframe:not([hidden])").locator(f'[data-name="{HEADLINE}"]').first
        beside = page.locator("#beside", has_text="<script>")
        while not beside.is_visible():
            with suppress(NotThere):  # once more where the page just gave way to another one
                words.filter(has_text="<script>").dblclick(timeout=3000)
                beside.wait_for(timeout=3000)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Today's changes").click()
        page.locator("dialog[open]", has_text="<script>").wait_for()
        page.keyboard.press("Escape")
        page.evaluate("import('/browser/edit/approving.js').then((module) => module.approve('press'))")
        page.locator("dialog[open] .piece h5 + div", has_text="<script>").first.wait_for()
        page.locator("dialog[open] .piece h5 + p", has_text="<script>").first.wait_for()
        assert page.evaluate(RAN) == []
        assert [each.evaluate(SEARCHED) for each in page.frames[1:]] == [0] * len(page.frames[1:])
        assert said == []
        page.evaluate(
            "document.body.insertAdjacentHTML('beforeend', arguments[0])".replace("arguments[0]", f"`{PLANTED}`")
        )
        page.wait_for_function("document.querySelector('img[onerror]')")
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'top.ran = 1'}))")
        assert page.evaluate(RAN) == []  # the policy stands where nothing is escaped
        assert any("Content Security Policy" in each for each in said)


def test_an_edit_is_taken_back_beside_what_others_saved_around_it_and_not_out_of_it(sitting: Sitting) -> None:
    source = sitting.project.source
    before = source.read_bytes()
    number = sitting.write(HEADLINE, "Mine")[1]["change"]["number"]
    mine = source.read_bytes()
    source.write_bytes(b"# at the top\n" + mine + b"# at the end\n")  # in one save
    assert sitting.told("/undo", {"number": number})[0] == 200
    assert source.read_bytes() == b"# at the top\n" + before + b"# at the end\n"
    number = sitting.write(HEADLINE, "Mine again")[1]["change"]["number"]
    theirs = source.read_bytes().replace(b"Mine again", b"Theirs")
    source.write_bytes(theirs)
    status, told = sitting.told("/undo", {"number": number})
    assert (status, told["message"]) == (409, "these words were edited again since")
    assert source.read_bytes() == theirs
    source.write_bytes(before)
    assert sitting.is_well()


@pytest.mark.parametrize("seed", range(20))
def test_what_another_program_saved_is_known_line_by_line(seed: int) -> None:
    chance = random.Random(seed)
    before = [f"{chance.choice('abc')}{end}" for end in chance.choices(["\n", "\r\n", "\u2028", ""], k=20)]
    after = [line for line in before if chance.random() < 0.8]
    for _ in range(3):
        after.insert(chance.randrange(len(after) + 1), chance.choice(["x\n", "ä", "a\n"]))
    old, new = ("".join(lines).encode() for lines in (before, after))
    slices = by_lines(old, new)
    assert made(old, slices) == new
    assert undone(new, slices) == old
    assert all(one.end < other.start for one, other in pairwise(slices))


def test_another_approval_in_the_same_moment_is_not_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(copied(tmp_path), makes_files=False)
    session.refresh(lambda _: None)
    sitting, project = Editor(session), session.project

    def approved_after_another(*words: Any) -> Any:
        approve(project, ["lead"], "press", Consent("Ben Example", "2009-03-31", None))
        return approve(*words)

    monkeypatch.setattr(editor, "approve", approved_after_another)
    read = {each["key"]: each["sum"] for each in sitting.wording("press", "headline")["pieces"]}
    sitting.approve("press", read, "Ann Example", "2009-03-31")
    assert "Ann Example" in project.approvals.read_text("utf-8")
    sitting.undo()
    kept = project.approvals.read_text("utf-8")
    assert "Ben Example" in kept
    assert "Ann Example" not in kept
