"""The preview's web server: for browsers on this machine only, and for nothing but the preview and the finished files."""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
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

from jarpub.build.output import report
from jarpub.build.watch import saved_paths
from jarpub.diagnostics import CommandError
from jarpub.web.session import Session

HERE = Path(__file__).resolve().parent
LOOPBACK = "127.0.0.1"
FRAME = {"": "text/html", "preview.css": "text/css", "preview.js": "text/javascript"}
POLICY = "default-src 'self'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def serve(session: Session, port: int, ready: Callable[[str], None]) -> None:
    """Serve until stopped; `ready` is called with the address. A port of 0 is any that is free. Raises CommandError."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen()  # before anybody is told the address
    except (OSError, OverflowError) as error:
        hint = "close the other preview, or name another with --port"
        raise CommandError(
            f"the port {port} cannot be used ({getattr(error, 'strerror', None) or error})", hint
        ) from None
    address = f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(
        _App(session, lambda: ready(address)).app(), log_level="warning", timeout_graceful_shutdown=1
    )
    with listening:
        uvicorn.Server(config).run([listening])


class _App:
    """The routes, and the browsers that listen for changes."""

    def __init__(self, session: Session, ready: Callable[[], None]) -> None:
        self.session = session
        self.ready = ready
        self.listeners: set[asyncio.Queue[dict[str, Any]]] = set()

    def app(self) -> Starlette:
        routes = [
            Route("/", self.frame),
            Route("/{name:str}", self.frame),
            Route("/pages/{key:str}", self.page),
            Route("/fonts/{name:str}", self.font),
            Route("/files/{name:path}", self.file),
            Route("/now/session", self.session_record),
            Route("/now/events", self.events),
        ]
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"], www_redirect=False)
        return Starlette(routes=routes, middleware=[hosts], lifespan=self.lifespan)

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(self.session.refresh, lambda _: None)
        async with asyncio.TaskGroup() as tasks:  # without the watch there is no preview
            watching = tasks.create_task(self.watch())
            self.ready()
            yield
            watching.cancel()

    async def watch(self) -> None:
        """Make the pages again whenever something is saved, and tell the browsers."""
        loop = asyncio.get_running_loop()
        project = self.session.project

        def tell(key: str) -> None:
            loop.call_soon_threadsafe(self.tell, {"publication": key})

        async for paths in saved_paths(project):
            if any(path.parent != project.output for path in paths):
                await self.refresh(tell)
                self.tell({})
            finished = sorted(path.name for path in paths if path.parent == project.output)
            if finished:
                self.tell({"files": finished})

    async def refresh(self, tell: Callable[[str], None]) -> None:
        """Make the pages again; a mistake of our own is said, and the next save may go round it."""
        try:
            await asyncio.to_thread(self.session.refresh, tell)
        except Exception as error:  # noqa: BLE001
            print(f"This is a fault of jarpub, not of your files: {type(error).__name__}: {error}", file=sys.stderr)
            print_exception(error)

    def tell(self, event: dict[str, Any]) -> None:
        for listener in self.listeners:
            listener.put_nowait(event)

    async def frame(self, request: Request) -> Response:
        name = request.path_params.get("name", "")
        if name not in FRAME:
            return Response("there is no such page", 404, HEADERS)
        content = (HERE / (name or "preview.html")).read_bytes()
        return Response(content, headers={**HEADERS, "Content-Security-Policy": POLICY}, media_type=FRAME[name])

    async def page(self, request: Request) -> Response:
        key = request.path_params["key"]
        shown = self.session.shown.get(key)
        if shown is None or not shown.html:
            return Response("there is no such page", 404, HEADERS)
        self.session.looked_at = key
        return HTMLResponse(shown.html, headers={**HEADERS, "Page-Version": str(shown.version)})

    async def font(self, request: Request) -> Response:
        path = self.session.fonts.get(request.path_params["name"])
        return FileResponse(path, headers=HEADERS) if path else Response("there is no such font", 404, HEADERS)

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        listed = {file["name"] for files in self.session.files.values() for file in files} | {report.NAME}
        path = self.session.project.output / name
        if name not in listed or not path.is_file():
            return Response("this file has not been made yet", 404, HEADERS)
        return FileResponse(path, headers=HEADERS)

    async def session_record(self, _: Request) -> Response:
        return JSONResponse(self.session.record(), headers=HEADERS)

    async def events(self, _: Request) -> Response:
        return StreamingResponse(self.heard(), headers=HEADERS, media_type="text/event-stream")

    async def heard(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.listeners.add(queue)
        try:
            while True:
                yield f"data: {json.dumps(await queue.get())}\n\n"
        finally:
            self.listeners.discard(queue)
