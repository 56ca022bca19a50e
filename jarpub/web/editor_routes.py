"""What a browser asks of the editor, as JSON, and what it is told."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from textwrap import shorten
from traceback import print_exception
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from jarpub.build.edits.writing import Conflicts
from jarpub.build.output.build_record import records
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.command_words import as_typed
from jarpub.project.edits.edit import EditFault
from jarpub.web.editor import Editor, in_words
from jarpub.web.finals import KINDS, finals_there, make_finals, make_marked, name_of_zip, zipped
from jarpub.web.request_body import Malformed, body_of, day_of, edits_of, name_of, number_of, text_of
from jarpub.web.words.places import FILES

WAITING = 4  # judgements that may wait for their turn
MOST_SAID = 200  # letters of somebody's words in a sentence
OUR_FAULT = "this is a fault of jarpub, not of your words, and nothing was written"
COMMAND = "jarpub"
Record = Mapping[str, Any]
Handler = Callable[[Request], Awaitable[Response]]


def editor_routes(editor: Editor) -> list[Route]:
    """The paths of an editor, each with what answers it."""
    return _Routes(editor).routes()


class _Routes:
    """What answers, and what waits for its turn."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor
        self.writing, self.judging, self.making = asyncio.Lock(), asyncio.Lock(), asyncio.Lock()
        self.waiting = 0
        self.marked: Mapping[str, bytes] = {}  # the files with changes that were made last, to be taken along

    def routes(self) -> list[Route]:
        asked = {
            "/now/value": self.value,
            "/now/record": self.form,
            "/now/new": self.new_entry,
            "/now/wording": self.wording,
            "/now/history": self.history,
            "/now/left": self.left,
            "/now/finals": self.finals_there,
            "/finals.zip": self.zip,
            "/with-changes/{name:path}": self.marked_file,
        }
        told = {
            "/edits": self.edits,
            "/judge": self.judge,
            "/undo": self.undo,
            "/redo": self.redo,
            "/approve": self.approve,
            "/finals": self.finals,
            "/with-changes": self.make_marked,
        }
        return [
            *(Route(path, answered(handler)) for path, handler in asked.items()),
            *(Route(path, answered(handler), methods=["POST"]) for path, handler in told.items()),
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

    async def _in_turn(self, act: Callable[..., Any], *words: Any) -> Any:
        """What comes of writing, one after another: those that wait take no thread from those who read."""
        async with self.writing:
            return await asyncio.to_thread(act, *words)

    async def edits(self, request: Request) -> Any:
        body = await body_of(request)
        return await self._in_turn(self.editor.write, *edits_of(body), name_of(body))

    async def judge(self, request: Request) -> Any:
        body = await body_of(request)
        file, asked = edits_of(body)
        key = text_of(body, "publication")
        if key not in self.editor.session.shown:
            raise Malformed("there is no such publication")
        if self.waiting >= WAITING:
            return JSONResponse({"message": "too many words at once", "hint": "wait a moment"}, 429)
        self.waiting += 1
        try:
            async with self.judging:
                return await asyncio.to_thread(self.editor.judge, key, file, asked)
        finally:
            self.waiting -= 1

    async def undo(self, request: Request) -> Any:
        body = await body_of(request)
        number = None if body.get("number") is None else number_of(body, "number")
        if number is not None and not 0 < number <= len(self.editor.history.changes):
            raise Malformed("there is no such change")
        return await self._in_turn(self.editor.undo, number, name_of(body))

    async def redo(self, request: Request) -> Any:
        return await self._in_turn(self.editor.redo, name_of(await body_of(request)))

    async def approve(self, request: Request) -> Any:
        body = await body_of(request)
        read = body.get("read")
        if not isinstance(read, dict) or not all(isinstance(each, str) for each in read.values()) or not read:
            raise Malformed("it is not said which wording was read")
        by = text_of(body, "by")
        return await self._in_turn(self.editor.approve, text_of(body, "audience"), read, by, day_of(body))

    async def finals(self, request: Request) -> Any:
        body = await body_of(request)
        keys = body.get("publications")
        known = self.editor.session.shown
        if not isinstance(keys, list) or not keys or not all(isinstance(key, str) and key in known for key in keys):
            raise Malformed("it is not said which publications are meant")
        if self.making.locked():
            return JSONResponse({"message": "finals are being made already", "hint": "wait for them"}, 429)
        async with self.making:
            return await make_finals(self.editor.session.project, keys, text_of(body, "by"), day_of(body))

    async def finals_there(self, _: Request) -> Any:
        return {"finals": await asyncio.to_thread(finals_there, self.editor.session.project)}

    async def zip(self, request: Request) -> Response:
        folders = request.query_params.getlist("final")
        project = self.editor.session.project
        content = await asyncio.to_thread(zipped, project, folders)
        said = {"Content-Disposition": f'attachment; filename="{name_of_zip(project, folders)}"'}
        return Response(content, media_type="application/zip", headers=said)

    async def make_marked(self, request: Request) -> Any:
        key = text_of(await body_of(request), "publication")
        if key not in self.editor.session.shown:
            raise Malformed("there is no such publication")
        if self.making.locked():
            return JSONResponse({"message": "files are being made already", "hint": "wait for them"}, 429)
        async with self.making:
            told, self.marked = await make_marked(self.editor.session.project, key)
        return told

    async def marked_file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self.marked:
            raise CommandError("this file has not been made, or another one since", "make it again")
        said = {"Content-Disposition": f'attachment; filename="{Path(name).name}"'}
        return Response(self.marked[name], media_type=KINDS[Path(name).suffix[1:]], headers=said)


def _where(request: Request) -> tuple[str, str]:
    """The file and the name of a value; raises Malformed."""
    file = request.query_params.get("file", "plan")
    if file not in FILES:
        raise Malformed("there is no such file")
    return file, request.query_params.get("name", "")


def answered(handler: Callable[[Request], Awaitable[Any]]) -> Handler:
    """The handler with its trouble said as JSON: what the page cannot read, it takes for a server that is gone."""

    async def answer(request: Request) -> Response:
        try:
            said = await handler(request)
        except Exception as error:  # noqa: BLE001
            status, told = next((status, told) for kind, status, told in TROUBLE if isinstance(error, kind))
            return JSONResponse(told(error), status)
        return said if isinstance(said, Response) else JSONResponse(said)

    return answer


def _conflicts(error: Conflicts) -> Record:
    return {"conflicts": [{**vars(each), "words": in_words(each.value)} for each in error.conflicts]}


def _findings(error: DiagnosticsError) -> Record:
    return {"findings": records(error.diagnostics, COMMAND)}


def _not_done(error: CommandError) -> Record:
    return {"message": as_typed(error.message, COMMAND), "hint": as_typed(error.hint, COMMAND)}


def _unfit(error: EditFault) -> Record:
    """What no value of the file can be, which the forms of the page do not say."""
    message = f"this cannot stand there ({shorten(str(error), MOST_SAID)})"
    return {"message": message, "hint": "nothing was written; look at the page again"}


def _by_the_machine(error: OSError) -> Record:
    """Why nothing can be written, in the machine's words, and of which file."""
    named = f" ({Path(error.filename).name})" if isinstance(error.filename, str) else ""
    hint = "nothing was written; look at the rights and the free space, and save again"
    return {"message": f"the machine says: {error.strerror or error}{named}", "hint": hint}


def _our_fault(error: Exception) -> Record:
    print_exception(error)
    hint = "tell whoever keeps it, with what stands where it was started"
    return {"message": f"{OUR_FAULT} ({type(error).__name__})", "hint": hint}


# What may come of what somebody asks for, the status of its answer, and what is said.
TROUBLE: Sequence[tuple[type[Exception], int, Callable[[Any], Record]]] = (
    (Malformed, 400, lambda error: {"message": str(error), "hint": "load the page again"}),
    (Conflicts, 409, _conflicts),
    (DiagnosticsError, 422, _findings),
    (CommandError, 409, _not_done),
    (EditFault, 409, _unfit),
    (OSError, 409, _by_the_machine),
    (Exception, 500, _our_fault),
)
