"""What a browser asks of the files that came back, and what it is told."""

import asyncio
from typing import Any

from starlette.requests import Request
from starlette.routing import Route

from jarpub.web.editor_routes import answered
from jarpub.web.inbox.kept import too_large
from jarpub.web.inbox.listed import Inbox
from jarpub.web.request_body import Malformed, body_of, file_name_of, file_of, keys_of, text_of
from jarpub.web.returned.command import MOST_BYTES


def inbox_routes(inbox: Inbox) -> list[Route]:
    """The paths of the files that came back, each with what answers it."""
    routes = _Routes(inbox)
    told = {"": routes.arrived, "/take": routes.take, "/decide": routes.decide, "/away": routes.put_away}
    return [
        Route("/now/returned", answered(routes.files)),
        Route("/now/returned/list", answered(routes.list)),
        *(Route(f"/returned{path}", answered(handler), methods=["POST"]) for path, handler in told.items()),
    ]


class _Routes:
    """What answers; one after another, since each takes a moment."""

    def __init__(self, inbox: Inbox) -> None:
        self.inbox = inbox
        self.turn = asyncio.Lock()

    async def _in_turn(self, act: Any, *words: Any, **others: Any) -> Any:
        async with self.turn:
            return await asyncio.to_thread(act, *words, **others)

    async def files(self, _: Request) -> Any:
        return await self._in_turn(self.inbox.files)

    async def list(self, request: Request) -> Any:
        return await self._in_turn(self.inbox.listed, request.query_params.get("file", ""))

    async def arrived(self, request: Request) -> Any:
        name = file_name_of(request)
        return await self._in_turn(self.inbox.arrived, name, await file_of(request, MOST_BYTES, too_large(name)))

    async def take(self, request: Request) -> Any:
        body = await body_of(request)
        keys = None if body.get("keys") is None else keys_of(body)
        mine = body.get("mine") is True
        if mine and keys is None:
            raise Malformed("it is not said what is to be written over")
        return await self._in_turn(self.inbox.take, text_of(body, "file"), keys, mine=mine)

    async def decide(self, request: Request) -> Any:
        body = await body_of(request)
        is_decided = body.get("is_decided")
        if not isinstance(is_decided, bool):
            raise Malformed("it is not said what is decided")
        return await self._in_turn(self.inbox.decide, text_of(body, "file"), keys_of(body), is_decided=is_decided)

    async def put_away(self, request: Request) -> Any:
        return await self._in_turn(self.inbox.put_away, text_of(await body_of(request), "file"))
