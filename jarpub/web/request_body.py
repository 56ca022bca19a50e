"""What a browser asks for, as plain data, or what is wrong with it."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request

from jarpub.build.edits.writing import Asked
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.edits.edit import Edit, Insert, Move, Remove, Set, Value
from jarpub.web.words.places import FILES

LARGEST = 250_000  # bytes of what a browser says at once: a plan of two years has about half of that
LONGEST_TEXT = 10_000  # letters: five pages in one text are a slip, and checking more takes long
MOST_ENTRIES = 1_000  # of a list
LONGEST = 10  # seconds that it may take to say it
LONGEST_OF_FILE = 120  # seconds that a file may take: it comes from this machine
LONGEST_NAME = 4_000  # letters of that of a file, percent-encoded
NAME = "x-jarpub-name"
DEEPEST = 6  # lists and records inside one another in a value
MOST_EDITS = 100  # at once: each is written and read back by itself


class Malformed(Exception):
    """A request is none that the editor's own page makes: what is wrong with it."""


async def body_of(request: Request) -> Mapping[str, Any]:
    """What a browser says; raises Malformed where it is too much, too slow, or no record."""
    said = await _received(request, LARGEST, Malformed("this is more than a plan has"), LONGEST)
    try:
        body = json.loads(said, parse_constant=_no_number)
        json.dumps(body, ensure_ascii=False).encode()  # half of a sign cannot be written, nor said to be wrong
    except (ValueError, RecursionError):
        raise Malformed("this is no JSON") from None
    if not isinstance(body, dict):
        raise Malformed("a record is wanted")
    return body


def _no_number(typed: str) -> None:
    raise ValueError(f"{typed} is no number")


def day_of(body: Mapping[str, Any]) -> str | None:
    """The day that somebody typed, if any; raises Malformed."""
    return None if body.get("on") is None else text_of(body, "on")


def name_of(body: Mapping[str, Any]) -> str | None:
    """The name of who edits, if it is given; raises Malformed."""
    return None if body.get("by") is None else text_of(body, "by")


def text_of(body: Mapping[str, Any], key: str) -> str:
    """The words under a key; raises Malformed."""
    value = body.get(key)
    if not isinstance(value, str):
        raise Malformed(f"{key} is missing")
    return value


def edits_of(body: Mapping[str, Any]) -> tuple[str, list[Asked]]:
    """The key of a file, and the edits in it; raises Malformed."""
    edits = body.get("edits")
    if not isinstance(edits, list) or not edits or not all(isinstance(each, dict) for each in edits):
        raise Malformed("there are no edits")
    if len(edits) > MOST_EDITS:
        raise Malformed(f"more than {MOST_EDITS} edits at once")
    file = edits[0].get("file", "plan")
    if any(each.get("file", "plan") != file for each in edits):
        raise Malformed("edits of one file are wanted")
    if not isinstance(file, str) or file not in FILES:  # approvals are written by approving alone
        raise Malformed("there is no such file")
    return file, [Asked(_edit(each), each.get("version")) for each in edits]


def _edit(said: Mapping[str, Any]) -> Edit:
    name = text_of(said, "name")
    match said.get("do"):
        case "set":
            return Set(name, _value(said.get("value")))
        case "insert":
            return Insert(name, number_of(said, "at"), _value(said.get("entry")))
        case "remove":
            return Remove(name)
        case "move":
            return Move(name, number_of(said, "to"))
    raise Malformed("it is not said what to do")


def number_of(said: Mapping[str, Any], key: str) -> int:
    """The number under a key, from 0; raises Malformed."""
    value = said.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Malformed(f"{key} is no number")
    return value


def _value(said: Any, depth: int = 0) -> Value:
    """Plain data; raises Malformed, and CommandError for a text that is too long."""
    if depth > DEEPEST:
        raise Malformed("lists stand too deep inside one another")
    if isinstance(said, list | dict) and len(said) > MOST_ENTRIES:
        raise Malformed(f"more than {MOST_ENTRIES} entries in one list")
    if isinstance(said, str) and len(said) > LONGEST_TEXT:
        said_of_it = f"one text has {len(said):,} letters here, and at most {LONGEST_TEXT:,} can be written"
        raise CommandError(said_of_it, "take out what was pasted by a slip, or make several texts of it")
    if isinstance(said, list):
        return tuple(_value(each, depth + 1) for each in said)
    if isinstance(said, dict):
        return {key: _value(each, depth + 1) for key, each in said.items()}
    if said is None or isinstance(said, bool | int | str):
        return said
    raise Malformed("this is no value of a plan")


def keys_of(body: Mapping[str, Any]) -> frozenset[str]:
    """The keys of what is meant; raises Malformed."""
    keys = body.get("keys")
    if not isinstance(keys, list) or not 0 < len(keys) <= MOST_ENTRIES or not all(isinstance(key, str) for key in keys):
        raise Malformed("it is not said what is meant")
    return frozenset(keys)


def file_name_of(request: Request) -> str:
    """What a file is called that is sent; raises Malformed."""
    try:
        name = unquote(request.headers.get(NAME, ""), errors="strict")
    except UnicodeDecodeError:
        raise Malformed("the name of the file cannot be read") from None
    if not name or len(name) > LONGEST_NAME:
        raise Malformed("the file has no name")
    return name.replace("\\", "/").split("/")[-1]


async def file_of(request: Request, most: int, too_large: DiagnosticsError) -> bytes:
    """The bytes of a file that is sent; raises `too_large` where there are more than `most`, and Malformed."""
    return await _received(request, most, too_large, LONGEST_OF_FILE)


async def _received(request: Request, most: int, too_large: Exception, seconds: float) -> bytes:
    """All that a browser sends; raises `too_large` where that is more bytes than `most`, and Malformed."""
    content = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                content += part
                if len(content) > most:
                    raise too_large
    except TimeoutError:
        raise Malformed("this took too long") from None
    except ClientDisconnect:  # nobody hears why
        raise Malformed("this is not all of it") from None
    return bytes(content)
