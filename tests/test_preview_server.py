"""What the preview tells a browser, and the process that makes the files beside it."""

import asyncio
import json
import random
import socket
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import PROJECT, ROOT, copied, volume
from edits import edit as random_edit

from jarpub.build import pipeline
from jarpub.build.pipeline import BuildOptions
from jarpub.cli.main import main
from jarpub.project.paths import Project
from jarpub.web import builder, port
from jarpub.web.builder import Builder
from jarpub.web.headers import with_headers
from jarpub.web.server import BROWSER, _App
from jarpub.web.session import Session, Shown

HEADLINE = "Young people to be asked how to share inspectors' findings"


def nothing(*_: object) -> None:
    """Says nothing."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return copied(tmp_path)


@pytest.fixture
def session(project: Project) -> Session:
    session = Session(project)
    session.refresh(nothing)
    return session


def edit(project: Project, find: str, put: str) -> None:
    text = project.source.read_text("utf-8")
    assert find in text
    project.source.write_text(text.replace(find, put, 1), "utf-8")


def refused(session: Session) -> list[str]:
    return [each["message"] for each in session.record()["refused"]]


def test_a_name_in_the_wording_is_a_refusal_beside_the_page_that_has_it(project: Project, session: Session) -> None:
    assert refused(session) == []
    edit(project, HEADLINE, f"{HEADLINE}, says Kerry Crichlow")
    session.refresh(nothing)
    (found,) = session.record()["refused"]
    assert (found["code"], found["quote"]) == ("privacy.name", "Kerry Crichlow")
    assert "Kerry Crichlow" in project.source.read_text("utf-8").splitlines()[found["line"] - 1]
    shown = session.shown["southwark-life"]
    assert "says Kerry Crichlow" in shown.html
    assert not shown.is_behind
    edit(project, ", says Kerry Crichlow", "")
    session.refresh(nothing)
    assert refused(session) == []


def test_a_plan_that_cannot_be_read_keeps_the_last_pages(project: Project, session: Session) -> None:
    before = {key: shown.html for key, shown in session.shown.items()}
    project.source.rename(project.source.with_name("away"))
    session.refresh(nothing)
    assert refused(session) == ["there is no such file"]
    assert {key: shown.html for key, shown in session.shown.items()} == before
    assert all(shown.is_behind for shown in session.shown.values())
    project.source.with_name("away").rename(project.source)
    session.refresh(nothing)
    assert refused(session) == []
    assert not any(shown.is_behind for shown in session.shown.values())


def test_what_only_a_finished_file_says_is_refused_until_the_files_say_otherwise(
    project: Project, session: Session
) -> None:
    edit(project, HEADLINE, f"{HEADLINE}, says Kerry Crichlow")
    session.refresh(nothing)
    (own,) = session.record()["refused"]
    session.hear_of_files([own, {**own, "file": "output/southwark-life.docx", "message": "the comments hold it"}], "")
    assert refused(session) == [own["message"], "the comments hold it"]
    edit(project, ", says Kerry Crichlow", "")
    session.refresh(nothing)
    assert refused(session) == ["the comments hold it"]
    session.hear_of_files([], "")
    assert refused(session) == []


def test_what_both_say_is_said_once_whoever_is_first(project: Project, session: Session) -> None:
    edit(project, HEADLINE, f"{HEADLINE}, says Kerry Crichlow")
    other = Session(project)
    other.refresh(nothing)
    session.hear_of_files(other.record()["refused"], "")
    assert len(refused(session)) == 1
    seen = []
    session.refresh(lambda _: seen.append(len(refused(session))))
    assert set(seen) == {1}  # at every moment


def test_a_save_meanwhile_comes_before_the_publications_that_nobody_looks_at(
    project: Project, session: Session
) -> None:
    session.looked_at = "southwark-life"
    before = {key: shown.html for key, shown in session.shown.items()}
    edit(project, "What inspectors asked us", "What inspectors told us")
    told: list[str] = []

    def changed(key: str) -> None:
        if not told:
            edit(project, HEADLINE, "Saved meanwhile")
        told.append(key)

    session.refresh(changed)
    assert set(told) == {"southwark-life"}
    session.refresh(nothing)
    assert "Saved meanwhile" in session.shown["southwark-life"].html
    assert {key for key, html in before.items() if session.shown[key].html == html} == {"action-plan"}


def test_pages_that_nobody_waits_for_are_not_made(project: Project, session: Session) -> None:
    app, told = _App(session, None, nothing), []
    app.hang_up()
    edit(project, "What inspectors asked us", "What inspectors told us")
    session.refresh(told.append)
    assert len(set(told)) == 1


def dates(session: Session) -> dict[str, tuple[bool, bool]]:
    """Of each file of the press copy whether it was made, and whether it is old."""
    return {
        file["format"]: (file["made"] is not None, file["is_old"]) for file in session.shown["southwark-life"].files
    }


def test_each_file_says_when_it_was_made_and_whether_it_is_old(project: Project, session: Session) -> None:
    assert set(dates(session).values()) == {(False, True)}
    pipeline.build(project, BuildOptions((), ("html",)))
    session.look_at_files()
    new, never = (True, False), (False, True)
    assert dates(session) == {"html": new, "docx": never, "odt": never, "pdf": never, "report": (True, True)}
    made = project.output.joinpath("southwark-life.html").stat().st_mtime
    assert [file["made"] for file in session.shown["southwark-life"].files if file["format"] == "html"] == [made]
    edit(project, HEADLINE, "Another headline")
    session.refresh(nothing)
    assert dates(session)["html"] == (True, True)
    assert session.record()["saved"] > made
    edit(project, "Another headline", HEADLINE)
    session.refresh(nothing)
    assert dates(session)["html"] == new  # saved later, and what would be made now all the same


def test_a_fault_of_ours_is_shown_until_the_pages_are_made_again(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = _App(session, None, nothing)
    with monkeypatch.context() as patch:
        patch.setattr(session, "refresh", lambda *_: [].pop())
        asyncio.run(app.refresh())
    assert "this is a fault of jarpub, not of your files (IndexError: pop from empty list)" in session.record()["fault"]
    assert "Traceback" in capsys.readouterr().err
    asyncio.run(app.refresh())
    assert session.record()["fault"] == ""


def test_what_cannot_be_watched_any_more_ends_the_server() -> None:
    async def broken() -> None:
        raise RuntimeError

    async def ended() -> list[object]:
        app, stopped = _App(Session(PROJECT), None, nothing), asyncio.Event()
        app.stop = stopped.set
        app._beside(broken())
        await stopped.wait()
        return [task.exception() for task in app.tasks]

    assert [type(error) for error in asyncio.run(ended())] == [RuntimeError]


# The process that makes the files


SCRIPT = """#!{python}
import json, os, sys, time
with open({log!r}, "a") as log:
    log.write("started\\n")
for word in {words!r}:
    print(json.dumps(word, indent=2), flush=True)
{end}
"""


@pytest.fixture
def making(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Builder]:
    """A builder whose process says some words and ends in some way."""

    def make(*words: dict[str, Any], end: str) -> Builder:
        script = tmp_path / "python"
        script.write_text(SCRIPT.format(python=sys.executable, log=str(tmp_path / "log"), words=words, end=end))
        script.chmod(0o755)
        monkeypatch.setattr(builder, "sys", SimpleNamespace(executable=str(script)))
        return Builder(PROJECT)

    return make


def heard(builder: Builder, *until: Callable[[], bool]) -> None:
    """Let the process live until each of these was once true; saves in between."""

    async def live() -> None:
        for number, claim in enumerate(until):
            if number:
                builder.saved.set()
            await news.wait()
            while not claim():
                news.clear()
                await news.wait()
            news.clear()

    async def both() -> None:
        builder.told = news.set
        following = asyncio.create_task(builder.follow())
        await live()
        following.cancel()
        await asyncio.wait([following])

    news = asyncio.Event()
    asyncio.run(both())


REFUSED = {"status": "refused", "diagnostics": [{"file": str(PROJECT.source), "line": 3, "message": "a name"}]}
STAYS = "time.sleep(60)"


def test_what_was_refused_is_heard_under_the_names_that_people_have(making: Callable[..., Builder]) -> None:
    builder = making(REFUSED, end=STAYS)
    heard(builder, lambda: bool(builder.refused))
    assert builder.refused == ({"file": "source/plan.yaml", "line": 3, "message": "a name"},)
    assert builder.trouble == ""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ({"status": "blocked", "message": "no room", "hint": "make some"}, "no room; make some"),
        ({"status": "failed", "message": "KeyError: 1"}, "this is a fault of jarpub, not of your files (KeyError: 1)"),
    ],
)
def test_what_is_nobodys_text_is_heard_and_goes(word: Any, said: str, making: Callable[..., Builder]) -> None:
    told: list[str] = []
    builder = making({"diagnostics": [], **word}, {"status": "built", "diagnostics": []}, end=STAYS)

    def is_over() -> bool:
        told.append(builder.trouble)
        return builder.trouble == ""

    original = builder._hear
    builder._hear = lambda word: (original(word), told.append(builder.trouble))[0]  # type: ignore[method-assign]
    heard(builder, is_over)
    assert told[0] == said
    assert told[-1] == ""


@pytest.mark.parametrize(
    ("end", "how"), [("sys.exit(7)", "exit status 7"), ("os.kill(os.getpid(), 9)", "ended by SIGKILL")]
)
def test_a_process_that_dies_is_said_and_started_again_by_a_save_alone(
    end: str, how: str, tmp_path: Path, making: Callable[..., Builder]
) -> None:
    builder = making(REFUSED, end=end)
    log, lives = tmp_path / "log", []

    def is_dead() -> bool:
        lives.append(log.read_text().count("started"))
        return bool(builder.trouble)

    heard(builder, is_dead, lambda: log.read_text().count("started") == 2 and is_dead())
    assert lives[0] == 1
    assert lives[-1] == 2  # a save each, and no more
    assert builder.trouble == f"the process that makes them has died ({how})"
    assert builder.refused == ()


# Headers, hosts and the port


def answered(path: str, host: str = "127.0.0.1") -> tuple[int, dict[str, str]]:
    """The status and the headers of an answer, every one of them there once."""
    session = Session(PROJECT)
    session.shown["key"] = Shown(html="<p>", files=({"name": "a.pdf"},))
    app = with_headers(_App(session, None, nothing).app())
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())], "query_string": b""}
    asyncio.run(app(scope, receive, send))
    headers = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
    assert len(dict(headers)) == len(headers)
    return sent[0]["status"], dict(headers)


OURS = "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
INSIDE = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
DATA = "default-src 'none'; frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("path", "status", "policy", "frames"),
    [
        ("/", 200, OURS, "DENY"),
        *((f"/browser/{path.name}", 200, OURS, "DENY") for path in sorted(BROWSER.glob("*.*"))),
        ("/browser/none.js", 404, OURS, "DENY"),
        ("/browser/../server.py", 404, OURS, "DENY"),
        ("/pages/key", 200, INSIDE, "SAMEORIGIN"),
        ("/pages/none", 404, INSIDE, "SAMEORIGIN"),
        ("/files/a.pdf", 404, INSIDE, "SAMEORIGIN"),
        ("/fonts/none", 404, DATA, "DENY"),
        ("/now/session", 200, DATA, "DENY"),
        ("/now/plan", 200, DATA, "DENY"),
        ("/now/events", 200, DATA, "DENY"),
        ("/nothing", 404, DATA, "DENY"),
        ("/a/deep/nothing", 404, DATA, "DENY"),
    ],
)
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8008", "evil.example", "127.0.0.1.evil.example", ""])
def test_every_answer_says_what_may_be_done_with_it(
    path: str, status: int, policy: str, frames: str, host: str
) -> None:
    told, headers = answered(path, host)
    assert told == (status if host in ("127.0.0.1", "localhost:8008") else 400)
    assert headers["content-security-policy"] == policy
    assert headers["x-frame-options"] == frames
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"
    assert not [name for name in headers if name.startswith("access-control-")]


def test_every_route_is_in_that_table() -> None:
    paths = {route.path.split("{")[0] for route in _App(Session(PROJECT), None, nothing).app().routes}
    assert paths == {"/", "/browser/", "/pages/", "/fonts/", "/files/", "/now/plan", "/now/session", "/now/events"}


@pytest.fixture
def taken() -> Iterator[Callable[[bytes | None], int]]:
    """A port on which some program answers so, or not at all."""
    servers: list[HTTPServer] = []

    def take(answer: bytes | None) -> int:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if answer:
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                pass

        servers.append(HTTPServer(("127.0.0.1", 0), Handler))
        Thread(target=servers[-1].serve_forever, daemon=True).start()
        return int(servers[-1].server_port)

    yield take
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b'{"source": "OURS"}', "a preview of this plan is open already, at http://127"),
        (
            json.dumps({"source": "/their/plan.yaml"}).encode(),
            "is taken by the preview of /their/plan.yaml; end it, or",
        ),
        (b"<html>", "close the program that has it, or name another with --port"),
        (b"[1]", "close the program that has it, or name another with --port"),
        (b'{"source": ', "close the program that has it, or name another with --port"),
        (None, "close the program that has it, or name another with --port"),
    ],
)
def test_a_port_that_is_taken_says_by_whom(
    answer: bytes | None, said: str, taken: Callable[[bytes | None], int], capsys: pytest.CaptureFixture[str]
) -> None:
    answer = answer and answer.replace(b"OURS", str(PROJECT.source).encode())
    assert main(["preview", "--no-browser", "--port", str(taken(answer))], root=ROOT) == 2
    assert said in capsys.readouterr().err


def test_a_port_on_which_nobody_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(port, "PATIENCE", 0.01)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        assert main(["preview", "--no-browser", "--port", str(silent.getsockname()[1])], root=ROOT) == 2
    assert "close the program that has it, or name another with --port" in capsys.readouterr().err


def test_a_port_that_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preview", "--no-browser", "--port", "99999"], root=ROOT) == 2
    assert "name another with --port" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["preview", "--no-browser"], ["build", "--watch"]])
@pytest.mark.parametrize(
    ("gone", "option"), [("", "--source"), ("plan.yaml", "--source"), ("templates", "--templates")]
)
def test_where_there_is_nothing_to_show_a_sentence_says_so(
    gone: str, option: str, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In an empty folder, without a plan and without templates; and nothing is left behind there."""
    if gone:
        copied(tmp_path)
        (tmp_path / gone).rename(tmp_path.with_name(f"{tmp_path.name} {gone}"))
    before = sorted(tmp_path.rglob("*"))
    where = ["--source", str(tmp_path / "plan.yaml"), "--templates", str(tmp_path / "templates")]
    assert main([*command, *where, "--output", str(tmp_path / "output")], root=tmp_path) == 1
    said = capsys.readouterr().err
    assert f"there is no such file; check the name, or name another with {option}" in said
    assert said.endswith("Nothing was made: 1 thing to put right first.\n")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("seed", range(1, volume(2, 5)))
def test_random_edits_show_what_a_preview_that_starts_then_shows(seed: int, project: Project, session: Session) -> None:
    """Whatever is kept of the plan and of the pages from one save to the next; an edit that is refused is undone."""
    chance = random.Random(seed)
    for _ in range(5):
        before = {path: path.read_bytes() for path in (project.source, *project.templates.rglob("*.*"))}
        said = random_edit(project, chance)
        session.looked_at = chance.choice(list(session.shown))
        session.refresh(nothing)
        afresh = Session(project)
        afresh.refresh(nothing)
        assert told(session) == told(afresh), said
        if "" in afresh.shown:
            for path, content in before.items():
                path.write_bytes(content)


def told(session: Session) -> dict[str, Any]:
    """What a session shows of each publication, or why it shows nothing new."""
    behind = {each for shown in session.shown.values() if shown.is_behind or not shown.html for each in shown.refused}
    current = {key: shown for key, shown in session.shown.items() if shown.html and not shown.is_behind}
    pages = {key: (each.title, each.html, each.is_ready, each.diagnostics) for key, each in current.items()}
    return {"behind": sorted(behind), "refused": {key: each.refused for key, each in current.items()}, **pages}
