"""JSON that somebody may have changed, as the value that it is to hold; quick to import."""

import json
import os
from contextlib import suppress
from types import GenericAlias, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin

Kind = TypeVar("Kind")
LARGEST = 64_000_000  # bytes: larger is no file of ours


def read(path: str) -> Any:
    """What a file holds as JSON; raises OSError or ValueError where there is none."""
    if not os.path.isfile(path) or os.path.getsize(path) > LARGEST:
        raise ValueError(path)
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except RecursionError:
        raise ValueError(path) from None


def write(path: str, content: Any) -> bytes:
    """Write a value as JSON, as a whole: a half-written file would be none at all. Gives its bytes."""
    data = json.dumps(content).encode()
    os.makedirs(os.path.dirname(path), exist_ok=True)
    new = f"{path}.{os.getpid()}.new"  # another build may write its own
    with suppress(FileNotFoundError):
        os.unlink(new)  # not written through, if it is a link
    with open(new, "xb") as file:
        file.write(data)
    os.replace(new, path)
    return data


def typed(kind: type[Kind], content: Any) -> Kind:
    """The value of this kind that some JSON holds; raises ValueError where any part of it is of another kind.

    A kind is a text, one of a few texts, a number, a record with annotated fields, `list[…]`, `dict[str, …]` or one of
    them `| None`.
    """
    return cast("Kind", _typed(kind, content))


def _typed(kind: Any, content: Any) -> Any:
    if kind is str or kind is int or kind is bool or kind is float:
        return _plain(kind, content)
    if isinstance(kind, UnionType):
        return None if content is None else _typed(kind.__args__[0], content)
    if isinstance(kind, GenericAlias):
        return _several(kind, content)
    if hasattr(kind, "__annotations__"):
        return _record(kind, _plain(dict, content))
    if get_origin(kind) is Literal and content in get_args(kind):
        return content
    return _plain(kind, content)


def _plain(kind: Any, content: Any) -> Any:
    if type(content) is not kind and not (kind is float and type(content) is int):
        raise ValueError(f"{kind} is meant")
    if kind is str:
        content.encode()  # UnicodeEncodeError, a ValueError: half a character cannot be written again
    return content


def _several(kind: Any, content: Any) -> Any:
    whole, inner = _plain(kind.__origin__, content), kind.__args__[-1]
    if inner is str:
        return _texts(whole)
    if kind.__origin__ is dict:
        return {_plain(str, key): _typed(inner, each) for key, each in whole.items()}
    return [_typed(inner, each) for each in whole]


def _texts(whole: Any) -> Any:
    """The same texts, each seen to be one: there are many of them, and one by one it takes ten times as long."""
    texts = [*whole, *whole.values()] if isinstance(whole, dict) else whole
    if not {str}.issuperset(map(type, texts)):
        raise ValueError("texts are meant")
    _plain(str, "".join(texts))
    return whole


def _record(kind: Any, content: dict[str, Any]) -> Any:
    wanted = kind.__annotations__
    if not content.keys() <= wanted.keys():
        raise ValueError(f"{kind} has no such field")
    try:
        return kind(**{name: _typed(wanted[name], each) for name, each in content.items()})
    except TypeError:  # a field is missing
        raise ValueError(f"{kind} lacks a field") from None
