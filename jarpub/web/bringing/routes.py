"""What a browser asks of plans that are brought in, and what it is told."""

import asyncio
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.imports.brought_in import Told
from jarpub.web.bringing.brought import Bringing
from jarpub.web.editor_routes import answered
from jarpub.web.request_body import (
    LONGEST_TEXT,
    MOST_ENTRIES,
    Malformed,
    body_of,
    file_name_of,
    file_of,
    keys_of,
    name_of,
    text_of,
)
from jarpub.web.returned.command import MOST_BYTES

TOO_LARGE = Code("import.too-large", "A document that is to be brought in has more bytes than any plan.")


def bringing_routes(bringing: Bringing) -> list[Route]:
    """The paths of plans that are brought in, each with what answers it."""
    routes = _Routes(bringing)
    told = {
        "": routes.arrived,
        "/kind": routes.kind,
        "/understood": routes.understood,
        "/put": routes.put,
        "/take": routes.take,
    }
    return [
        Route("/now/brought", answered(routes.now)),
        *(Route(f"/brought{path}", answered(handler), methods=["POST"]) for path, handler in told.items()),
    ]


class _Routes:
    """What answers; one after another, since each takes a moment."""

    def __init__(self, bringing: Bringing) -> None:
        self.bringing = bringing
        self.turn = asyncio.Lock()

    async def _in_turn(self, act: Any, *words: Any) -> Any:
        async with self.turn:
            return await asyncio.to_thread(act, *words)

    async def now(self, _: Request) -> Any:
        return {"is_example": await asyncio.to_thread(lambda: self.bringing.is_example)}

    async def arrived(self, request: Request) -> Any:
        return await self._in_turn(self.bringing.arrived, *await _file_of(request))

    async def kind(self, request: Request) -> Any:
        return {"may_be_plan": await self._in_turn(self.bringing.may_be_plan, *await _file_of(request))}

    async def understood(self, request: Request) -> Any:
        body = await body_of(request)
        return await self._in_turn(self.bringing.understood, text_of(body, "file"), _told_of(body))

    async def put(self, request: Request) -> Any:
        body = await body_of(request)
        return await self._in_turn(self.bringing.put, text_of(body, "file"), _told_of(body), name_of(body))

    async def take(self, request: Request) -> Any:
        body = await body_of(request)
        keys = None if body.get("keys") is None else keys_of(body)
        gone = _words_of(body, "gone")
        return await self._in_turn(self.bringing.take, text_of(body, "file"), _told_of(body), keys, gone, name_of(body))


async def _file_of(request: Request) -> tuple[str, bytes]:
    """The name and the bytes of a file that is sent; raises DiagnosticsError where it is too large, and Malformed."""
    name = file_name_of(request)
    return name, await file_of(request, MOST_BYTES, _too_large(name))


def _told_of(body: Mapping[str, Any]) -> Told:
    """What somebody says of a document; raises Malformed."""
    return Told(_words_of(body, "columns"), _words_of(body, "answers"))


def _words_of(body: Mapping[str, Any], key: str) -> Mapping[str, str]:
    """Words by words; raises Malformed."""
    said = body.get(key, {})
    if not isinstance(said, dict) or len(said) > MOST_ENTRIES:
        raise Malformed("it is not said what is meant")
    if not all(isinstance(each, str) and len(each) <= LONGEST_TEXT for each in said.values()):
        raise Malformed("this is no answer")
    return said


def _too_large(name: str) -> DiagnosticsError:
    said = f"{name} has more than {MOST_BYTES // 1_000_000} MB, and no plan is so long"
    return DiagnosticsError([Diagnostic(TOO_LARGE, Location(name), said, "look whether it is the right file")])
