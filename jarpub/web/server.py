"""The preview's web server: for browsers on this machine only, and for nothing but the preview and the finished files."""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from traceback import print_exception
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from jarpub.build.watch import Watch
from jarpub.web.bringing.brought import Bringing
from jarpub.web.bringing.routes import bringing_routes
from jarpub.web.builder import Builder
from jarpub.web.edited_words import EditedWords
from jarpub.web.editor import Editor
from jarpub.web.editor_routes import editor_routes
from jarpub.web.guard import Guard
from jarpub.web.headers import Application, with_headers
from jarpub.web.inbox.listed import Inbox
from jarpub.web.inbox.routes import inbox_routes
from jarpub.web.patience import Patient
from jarpub.web.port import LOOPBACK
from jarpub.web.session import Session

BROWSER = Path(__file__).resolve().parent / "browser"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
OWN_FILES = {
    path.relative_to(BROWSER).as_posix(): (path.read_bytes(), KINDS[path.suffix])
    for path in sorted(BROWSER.rglob("*.*"))
    if path.suffix in KINDS
}
MOST_AT_ONCE = 200  # requests: a browser has six for each of its windows
EVERYTHING = ""  # in place of the key of a publication


def serve(
    session: Session,
    builder: Builder | None,
    listening: socket.socket,
    ready: Callable[[str], None],
    editor: Editor | None = None,
) -> None:
    """Serve until stopped; `ready` is called with the address when there is something to see.

    With an editor the pages can be written on, and nobody gets in without the key in the address.
    """
    app = _App(session, builder, ready, editor)
    port = listening.getsockname()[1]
    application: Application = app.app()
    app.address = f"http://{LOOPBACK}:{port}/"
    if editor:
        guard = Guard(application, port)
        application, app.address, app.ticket = guard, guard.address, guard.ticket
    config = uvicorn.Config(
        with_headers(application),
        log_level="error",
        server_header=False,
        proxy_headers=False,  # who is at the other end is nobody's to say but the system's
        http=Patient,
        ws="none",
        timeout_graceful_shutdown=1,
        limit_concurrency=MOST_AT_ONCE,
    )
    server = _Server(config)
    server.ending = app.hang_up
    app.stop = lambda: setattr(server, "should_exit", True)
    server.run([listening])
    for task in app.tasks:
        if not task.cancelled() and (error := task.exception()):
            raise error


class _Server(uvicorn.Server):
    """A server that says so when it is asked to end: a browser that listens would keep it."""

    ending: Callable[[], None]

    def handle_exit(self, sig: int, frame: Any) -> None:
        super().handle_exit(sig, frame)
        self.ending()


class _App:
    """The routes, what is done beside them, and the browsers that listen for changes."""

    def __init__(
        self, session: Session, builder: Builder | None, ready: Callable[[str], None], editor: Editor | None = None
    ) -> None:
        self.session = session
        self.editor = editor
        self.address, self.ticket = "", ""
        self.saved = asyncio.Event()  # set when something was written here
        self.builder = builder
        self.ready = ready
        self.stop: Callable[[], None] = lambda: None
        self.tasks: list[asyncio.Task[None]] = []
        self.listeners: set[asyncio.Queue[str | None]] = set()

    def app(self) -> Starlette:
        routes = [
            Route("/", self.own_file),
            Route("/browser/{name:path}", self.own_file),
            Route("/pages/{key:str}", self.page),
            Route("/fonts/{name:str}", self.font),
            Route("/files/{name:path}", self.file),
            Route("/now/plan", self.plan),
            Route("/now/session", self.session_record),
            Route("/now/events", self.events),
            *(editor_routes(self.editor) if self.editor else ()),
            *(inbox_routes(Inbox(self.editor)) if self.editor else ()),
            *(bringing_routes(Bringing(self.editor)) if self.editor else ()),
        ]
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"], www_redirect=False)
        return Starlette(routes=routes, middleware=[hosts], lifespan=self.lifespan)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        self.loop = asyncio.get_running_loop()
        watch = Watch(self.session.project, finished=True)  # before anything is read: no save in between is missed
        await self.refresh()
        self._beside(self.follow(watch))
        if self.builder:
            self.builder.told = self.hear_of_files
            self._beside(self.builder.follow())
        if self.editor:
            self.editor.saved = self.refresh_soon
        self.ready(self.address)
        yield
        for task in self.tasks:
            task.cancel()
        await asyncio.wait(self.tasks)

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this as long as the server lives; without it there is no preview."""
        task = asyncio.create_task(work)
        task.add_done_callback(lambda _: self.stop())
        self.tasks.append(task)

    async def follow(self, watch: Watch) -> None:
        """Make the pages again whenever something is saved, and tell the browsers."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self.saved.wait(), watch.pause)
            self.saved.clear()
            paths = await asyncio.to_thread(watch.look)
            project = self.session.project
            beside = (project.output, project.returned)
            if not all(any(map(path.is_relative_to, beside)) for path in paths):
                if self.builder:
                    self.builder.saved.set()
                await self.refresh()
            elif paths:
                await asyncio.to_thread(self.session.look_at_files)
                self.tell(EVERYTHING)

    async def refresh(self) -> None:
        """Make the pages again; a mistake of our own is said, and the next save may go round it."""

        def tell(news: str | EditedWords) -> None:
            loop.call_soon_threadsafe(self.tell, news)

        loop = asyncio.get_running_loop()
        try:
            await asyncio.to_thread(self.session.refresh, tell, tell)
        except Exception as error:  # noqa: BLE001
            self.session.fault = f"this is a fault of jarpub, not of your files ({type(error).__name__}: {error})"
            print(f"This is a fault of jarpub, not of your files: {type(error).__name__}: {error}", file=sys.stderr)
            print_exception(error)
        self.tell(EVERYTHING)

    def refresh_soon(self) -> None:
        """Look at the files now, and not at the next moment."""
        self.loop.call_soon_threadsafe(self.saved.set)

    def hear_of_files(self) -> None:
        """What came of making the files is another than before."""
        if self.builder:
            self.session.hear_of_files(self.builder.refused, self.builder.trouble)
        self.tell(EVERYTHING)

    def tell(self, news: str | EditedWords) -> None:
        """Say to every browser of which publication there is news, or which words were edited."""
        told = {"key": news} if isinstance(news, str) else {"edited": asdict(news)}
        for listener in self.listeners:
            listener.put_nowait(json.dumps(told))

    def hang_up(self) -> None:
        """Say to every browser that there will be no more news, and make no more pages."""
        self.session.is_over = True
        for listener in self.listeners:
            self.loop.call_soon_threadsafe(listener.put_nowait, None)

    async def own_file(self, request: Request) -> Response:
        name = request.path_params.get("name", "preview.html")
        if name not in OWN_FILES:
            return Response("there is no such page", 404)
        content, kind = OWN_FILES[name]
        return Response(content, media_type=kind)

    async def page(self, request: Request) -> Response:
        key = request.path_params["key"]
        shown = self.session.shown.get(key)
        if shown is None or not shown.html:
            return Response("there is no such page", 404)
        self.session.looked_at = key
        return HTMLResponse(shown.html)

    async def font(self, request: Request) -> Response:
        path = self.session.fonts.get(request.path_params["name"])
        return FileResponse(path) if path else Response("there is no such font", 404)

    async def file(self, request: Request) -> Response:
        path = self.session.finished_file(request.path_params["name"])
        return FileResponse(path) if path else Response("this file has not been made yet", 404)

    async def plan(self, _: Request) -> Response:
        return JSONResponse({"source": str(self.session.project.source)})

    async def session_record(self, _: Request) -> Response:
        editing = {"key": self.ticket, **self.editor.record()} if self.editor else None
        return JSONResponse({**self.session.record(), "editing": editing})

    async def events(self, _: Request) -> Response:
        return StreamingResponse(self.heard(), media_type="text/event-stream")

    async def heard(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self.listeners.add(queue)
        try:
            while (told := await queue.get()) is not None:
                yield f"data: {told}\n\n"
        finally:
            self.listeners.discard(queue)
