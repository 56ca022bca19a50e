"""What a browser asks of the editor, as JSON, and what it is told."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from jarpub.build.edits.writing import Asked, Conflicts
from jarpub.build.output.build_record import records
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.command_words import as_typed
from jarpub.project.edits.edit import Edit, Insert, Move, Remove, Set, Value
from jarpub.web.editor import FILES, Editor, in_words
from jarpub.web.finals import make_finals, zipped

LARGEST = 1_000_000  # bytes of what a browser says at once
LONGEST = 10  # seconds that it may take to say it
DEEPEST = 6  # lists and records inside one another in a value
WAITING = 4  # judgements that may wait for their turn
Handler = Callable[[Request], Awaitable[Response]]


class Malformed(Exception):
    """A request is none that the editor's own page makes: what is wrong with it."""


def editor_routes(editor: Editor) -> list[Route]:
    """The paths of an editor, each with what answers it."""
    return _Routes(editor).routes()


class _Routes:
    """What answers, and what waits for its turn."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.judging = asyncio.Lock()
        self.waiting = 0

    def routes(self) -> list[Route]:
        asked = {
            "/now/value": self.value,
            "/now/record": self.form,
            "/now/new": self.new_entry,
            "/now/wording": self.wording,
            "/now/history": self.history,
            "/now/left": self.left,
            "/finals.zip": self.zip,
        }
        told = {
            "/edits": self.edits,
            "/judge": self.judge,
            "/undo": self.undo,
            "/redo": self.redo,
            "/approve": self.approve,
            "/finals": self.finals,
        }
        return [
            *(Route(path, _answered(handler)) for path, handler in asked.items()),
            *(Route(path, _answered(handler), methods=["POST"]) for path, handler in told.items()),
        ]

    async def value(self, request: Request) -> Any:
        return await asyncio.to_thread(self.editor.value, *_where(request))

    async def form(self, request: Request) -> Any:
        return await asyncio.to_thread(self.editor.form, *_where(request))

    async def new_entry(self, request: Request) -> Any:
        return await asyncio.to_thread(self.editor.new_entry, *_where(request))

    async def wording(self, request: Request) -> Any:
        asked = request.query_params
        return await asyncio.to_thread(self.editor.wording, asked.get("audience", ""), asked.get("key", ""))

    async def left(self, _: Request) -> Any:
        return await asyncio.to_thread(self.editor.left)

    async def history(self, _: Request) -> Any:
        return self.editor.record()

    async def edits(self, request: Request) -> Any:
        file, asked = _asked(await _body(request))
        return await asyncio.to_thread(self.editor.write, file, asked)

    async def judge(self, request: Request) -> Any:
        body = await _body(request)
        file, asked = _asked(body)
        if self.waiting >= WAITING:
            return JSONResponse({"message": "too many words at once", "hint": "wait a moment"}, 429)
        self.waiting += 1
        try:
            async with self.judging:
                return await asyncio.to_thread(self.editor.judge, _text(body, "publication"), file, asked)
        finally:
            self.waiting -= 1

    async def undo(self, request: Request) -> Any:
        number = (await _body(request)).get("number")
        if number is not None and (not isinstance(number, int) or not 0 < number <= len(self.editor.history.changes)):
            raise Malformed("there is no such change")
        return await asyncio.to_thread(self.editor.undo, number)

    async def redo(self, request: Request) -> Any:
        await _body(request)
        return await asyncio.to_thread(self.editor.redo)

    async def approve(self, request: Request) -> Any:
        body = await _body(request)
        read, on = body.get("read"), body.get("on")
        if not isinstance(read, dict) or not all(isinstance(each, str) for each in read.values()) or not read:
            raise Malformed("it is not said which wording was read")
        by = _text(body, "by")
        return await asyncio.to_thread(self.editor.approve, _text(body, "audience"), read, by, on and str(on))

    async def finals(self, request: Request) -> Any:
        body = await _body(request)
        keys, on = body.get("publications"), body.get("on")
        known = self.editor.session.shown
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key in known for key in keys):
            raise Malformed("it is not said which publications are meant")
        return await make_finals(self.editor.session.project, keys, _text(body, "by"), on and str(on))

    async def zip(self, request: Request) -> Response:
        folders = request.query_params.getlist("final")
        content = await asyncio.to_thread(zipped, self.editor.session.project, folders)
        said = {"Content-Disposition": 'attachment; filename="finals.zip"'}
        return Response(content, media_type="application/zip", headers=said)


def _where(request: Request) -> tuple[str, str]:
    """The file and the name of a value; raises Malformed."""
    file = request.query_params.get("file", "plan")
    if file not in FILES:
        raise Malformed("there is no such file")
    return file, request.query_params.get("name", "")


def _answered(handler: Callable[[Request], Awaitable[Any]]) -> Handler:
    """The handler with its trouble said as JSON."""

    async def answer(request: Request) -> Response:
        command = "jarpub"
        try:
            said = await handler(request)
        except Malformed as error:
            return JSONResponse({"message": str(error), "hint": "load the page again"}, 400)
        except Conflicts as error:
            conflicts = [{**vars(each), "words": in_words(each.value)} for each in error.conflicts]
            return JSONResponse({"conflicts": conflicts}, 409)
        except DiagnosticsError as error:
            return JSONResponse({"findings": records(error.diagnostics, command)}, 422)
        except CommandError as error:
            said = {"message": as_typed(error.message, command), "hint": as_typed(error.hint, command)}
            return JSONResponse(said, 409)
        return said if isinstance(said, Response) else JSONResponse(said)

    return answer


async def _body(request: Request) -> Mapping[str, Any]:
    """What a browser says; raises Malformed where it is too much, too slow, or no record."""
    said = bytearray()
    try:
        async with asyncio.timeout(LONGEST):
            async for part in request.stream():
                said += part
                if len(said) > LARGEST:
                    raise Malformed("this is more than a plan has")
        body = json.loads(said)
    except TimeoutError:
        raise Malformed("this took too long") from None
    except (ValueError, RecursionError):
        raise Malformed("this is no JSON") from None
    if not isinstance(body, dict):
        raise Malformed("a record is wanted")
    return body


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        raise Malformed(f"{key} is missing")
    return value


def _asked(body: Mapping[str, Any]) -> tuple[str, list[Asked]]:
    """The file, and the edits in it; raises Malformed."""
    edits = body.get("edits")
    if not isinstance(edits, list) or not edits or not all(isinstance(each, dict) for each in edits):
        raise Malformed("there are no edits")
    files = {each.get("file", "plan") for each in edits}
    if len(files) > 1 or not isinstance(edits[0].get("file", "plan"), str):
        raise Malformed("edits of one file are wanted")
    return str(files.pop()), [Asked(_edit(each), each.get("version")) for each in edits]


def _edit(said: Mapping[str, Any]) -> Edit:
    name = _text(said, "name")
    match said.get("do"):
        case "set":
            return Set(name, _value(said.get("value")))
        case "insert":
            return Insert(name, _number(said, "at"), _value(said.get("entry")))
        case "remove":
            return Remove(name)
        case "move":
            return Move(name, _number(said, "to"))
    raise Malformed("it is not said what to do")


def _number(said: Mapping[str, Any], key: str) -> int:
    value = said.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Malformed(f"{key} is no number")
    return value


def _value(said: Any, depth: int = 0) -> Value:
    """Plain data; raises Malformed."""
    if depth > DEEPEST:
        raise Malformed("lists stand too deep inside one another")
    if isinstance(said, list):
        return tuple(_value(each, depth + 1) for each in said)
    if isinstance(said, dict):
        return {key: _value(each, depth + 1) for key, each in said.items()}
    if said is None or isinstance(said, bool | int | str):
        return said
    raise Malformed("this is no value of a plan")
