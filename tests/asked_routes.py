"""Routes asked as a browser does, without a server."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.routing import BaseRoute


def answered(routes: Sequence[BaseRoute], path: str, body: bytes, **fields: str) -> tuple[int, Any]:
    """The status of the answer to a POST with these header fields, and what it says."""
    said: list[Any] = []
    headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in fields.items()]
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        said.append(message)

    asyncio.run(Starlette(routes=routes)(scope, receive, send))
    return said[0]["status"], json.loads(said[1]["body"])
