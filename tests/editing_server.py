"""A server that answers the editor's page as a test has it: values, what becomes of edits, and what is found in words."""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from jarpub.formats.html import POLICY
from jarpub.pages.markdown import to_html
from jarpub.web.headers import OURS, Application, Message, with_headers
from jarpub.web.server import OWN_FILES

KEY = "the key of this sitting"
HOUSE = "source/plan.yaml"
STYLE = ":root { --focus: #b15a00; color-scheme: light dark } body { font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 1rem auto; padding: 0 1rem }"

LEFT = {"items": [], "publications": [], "blocking": 0}


def version_of(words: Any) -> str:
    return sha256(json.dumps(words).encode()).hexdigest()[:8]


@dataclass
class Server:
    """The values by name, each with what is said of it, a page that prints them, and all that was asked for."""

    body: str
    values: dict[str, dict[str, Any]]
    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    judged: list[dict[str, Any]] = field(default_factory=list)
    refusing: Callable[[list[dict[str, Any]]], dict[str, Any] | None] = lambda _: None
    judging: Callable[[str], dict[str, Any]] = lambda _: {"findings": [], "measures": None}
    slowly: Callable[[str], float] = lambda _: 0
    editing: bool = True
    gone: tuple[str, ...] = ()
    is_away: bool = False
    late: float = 0  # seconds by which an answer comes behind the news of it
    takes_back: bool = False  # whether an edit is undone before its page is made
    turn: int = 0
    listeners: list[asyncio.Queue[str]] = field(default_factory=list)

    def page(self) -> str:
        """The page with each value in its place: {name} or, as a block, {name!}."""
        html = self.body
        for name, value in self.values.items():
            html = html.replace("{" + name + "}", self._printed(name, value))
        return f'<!DOCTYPE html><html lang="en"><meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}"><title>Page</title><style>{STYLE}</style><body><main>{html}</main></body></html>'

    def _printed(self, name: str, value: dict[str, Any]) -> str:
        line = list(self.values).index(name) + 10
        where = f'data-file="{value.get("path", HOUSE)}" data-line="{line}"'
        if name.endswith(".answer") and not value["words"]:
            named = name.replace(".answer", ".question")
            mark = f'<mark class="gap" {where} data-name="">TO BE SUPPLIED {name[:-7]}: {value["question"]["question"]}</mark>'
            return f'<span {where} data-name="{named}">{mark}</span>'
        html, is_line = to_html(value.get("shown", value["words"]))
        tag = "span" if is_line else "div"
        return f'<{tag} {where} data-name="{name}">{html}</{tag}>'

    def value(self, name: str) -> dict[str, Any]:
        value = self.values[name]
        words = value["words"]
        html = str(to_html(words)[0])
        said = {"name": name, "file": "plan", "called": name, "control": "line", "record": None, "comes_from": ""}
        return {**said, "html": html, "version": version_of(words), **{k: v for k, v in value.items() if k != "shown"}}

    def edit(self, edits: list[dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        self.asked.extend(edits)
        if refusal := self.refusing(edits):
            return 422, refusal
        conflicts = [each for each in edits if each["do"] == "set" and not self._is_as_seen(each)]
        if conflicts:
            return 409, {"conflicts": [self._conflict(each["name"]) for each in conflicts]}
        for each in () if self.takes_back else edits:
            if each["do"] == "set" and each["name"] in self.values and isinstance(each["value"], str):
                self.values[each["name"]].pop("shown", None)
                self.values[each["name"]]["words"] = each["value"]
        return 200, {"versions": {each["name"]: version_of(each.get("value")) for each in edits}}

    def _is_as_seen(self, edit: dict[str, Any]) -> bool:
        if edit["name"] not in self.values:
            return edit["name"] not in self.gone
        return edit.get("version") in (None, version_of(self.values[edit["name"]]["words"]))

    def _conflict(self, name: str) -> dict[str, Any]:
        if name in self.gone:
            return {"name": name, "value": None, "version": "gone"}
        words = self.values[name]["words"]
        return {"name": name, "called": name, "words": words, "version": version_of(words)}

    def session(self) -> dict[str, Any]:
        self.turn += 1
        page = {"key": "one", "title": "One publication", "page": version_of(self.page()), "is_behind": False}
        other = {"key": "two", "title": "Another", "page": "same", "is_behind": False}
        file = {"name": "one.html", "format": "html", "label": "Web page", "made": None, "is_old": False}
        pdf = {**file, "name": "one.pdf", "format": "pdf", "label": "PDF"}
        shown = [{**each, "is_ready": False, "files": [file, pdf], "diagnostics": []} for each in (page, other)]
        editing = {"key": KEY, "changes": [], "undo": None, "redo": None} if self.editing else None
        said = {"refused": [], "fault": "", "trouble": "", "saved": 0, "makes_files": True}
        return {"turn": self.turn, **said, "publications": shown, "editing": editing}

    def tell(self) -> None:
        """Say that there is news."""
        for listener in self.listeners:
            listener.put_nowait(json.dumps({"key": "one"}))

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", self._own),
                Route("/browser/{name:path}", self._own),
                Route("/pages/{key}", self._page),
                Route("/now/events", self._events),
                Route("/now/{what}", self._now),
                Route("/edits", self._edits, methods=["POST"]),
                Route("/judge", self._judge, methods=["POST"]),
            ]
        )

    async def _own(self, request: Request) -> Response:
        found = OWN_FILES.get(request.path_params.get("name", "preview.html"))
        return Response(found[0], media_type=found[1]) if found else Response("", 404)

    async def _page(self, request: Request) -> Response:
        is_one = request.path_params["key"] == "one"
        return HTMLResponse(self.page() if is_one else "<!DOCTYPE html><html lang=en><title>2</title><p>Another")

    async def _now(self, request: Request) -> Response:
        if self.is_away:
            return Response("", 503)
        what, name = request.path_params["what"], request.query_params.get("name", "")
        if what in ("value", "record", "new"):
            known = {"value": self.values, "record": self.forms, "new": self.forms}[what]
            if name not in known:
                return JSONResponse(
                    {"message": f'there is no "{name}" any more', "hint": "look at the page again"}, 409
                )
            file = request.query_params.get("file", "plan")
            return JSONResponse({**self.value(name), "file": file} if what == "value" else self.forms[name])
        said = {
            "session": self.session,
            "left": lambda: LEFT,
            "plan": lambda: {"source": "/plan.yaml"},
            "returned": lambda: {"files": [], "marks": []},
            "brought": lambda: {"is_example": False},
        }
        return JSONResponse(said[what]())

    async def _edits(self, request: Request) -> Response:
        if self.is_away:
            return Response("", 503)
        assert request.headers["x-jarpub-key"] == KEY
        edits = (await request.json())["edits"]
        await asyncio.sleep(self.slowly(str(edits[0].get("value"))))
        status, said = self.edit(edits)
        if status == 200:
            self.tell()
            await asyncio.sleep(self.late)
        return JSONResponse(said, status)

    async def _judge(self, request: Request) -> Response:
        assert request.headers["x-jarpub-key"] == KEY
        said = await request.json()
        words = said["edits"][0]["value"]
        self.judged.append(said)
        await asyncio.sleep(self.slowly(words))
        return JSONResponse(self.judging(words))

    async def _events(self, _: Request) -> Response:
        async def heard() -> AsyncIterator[str]:
            queue: asyncio.Queue[str] = asyncio.Queue()
            self.listeners.append(queue)
            while True:
                yield f"data: {await queue.get()}\n\n"

        return StreamingResponse(heard(), media_type="text/event-stream")


def kept(application: Application) -> Application:
    """The same with files of ours that a browser keeps: asked for at each opening, they took longer than all else."""

    async def answered(scope: MutableMapping[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start" and scope["path"].startswith(OURS):
                headers = [each for each in message["headers"] if each[0] != b"cache-control"]
                message["headers"] = [*headers, (b"cache-control", b"max-age=3600")]
            await send(message)

        await application(scope, receive, send_on)

    return answered


@contextmanager
def served(server: Server) -> Iterator[str]:
    """The address of a server that answers in this process."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(kept(with_headers(server.app())), log_level="error", timeout_graceful_shutdown=0)
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, args=([listening],), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        running.should_exit = True
        thread.join(5)
