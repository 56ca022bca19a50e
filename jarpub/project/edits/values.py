"""Plain data that somebody gives, as a file would hold it, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from jarpub.diagnostics import Diagnostic, Location, Problem
from jarpub.project.edits.edit import EditFault, Value
from jarpub.project.edits.places import bare, default, is_optional, shape
from jarpub.project.plan.record_fields import id_key, record_fields
from jarpub.project.plan.values import Text
from jarpub.project.yaml.encoding import BREAKS, UNPRINTABLE, UNPRINTABLE_CHARACTER, name_of
from jarpub.project.yaml.nodes import Node
from jarpub.project.yaml.scalars import TEXT, Where, stripped, value


def normal(given: Any, kind: Any) -> Value:
    """Plain data as it is read again: texts without spaces around them, and all keys of a record."""
    wanted, form = bare(kind), shape(kind)
    if form == "list":
        if not isinstance(given, list | tuple | None):
            raise EditFault(f"{given!r} is given for a list")
        return tuple(normal(entry, get_args(wanted)[0]) for entry in given or ())
    if given is None:
        return None
    if form == "scalar":
        return _normal_scalar(given, wanted)
    if not isinstance(given, Mapping):
        if form == "record" and "text" in record_fields(wanted):
            return normal({"text": given}, kind)
        raise EditFault(f"{given!r} is given for a {wanted.__name__}")
    if form == "words":
        return {
            str(key): normal(inner, Mapping if isinstance(inner, Mapping) else Text) for key, inner in given.items()
        }
    known = record_fields(wanted)
    others = given.keys() - known.keys()
    if others:
        raise EditFault(f"a {wanted.__name__} has no {', '.join(sorted(others))}")
    return {
        key: normal(given[key] if key in given else default(wanted, key), field.kind) for key, field in known.items()
    }


def _normal_scalar(given: Any, kind: Any) -> Value:
    if isinstance(given, Mapping | list | tuple):
        raise EditFault(f"{given!r} is given for one value")
    if kind is bool and given in ("true", "false"):
        return bool(given == "true")
    words: Value = stripped(given) if kind is Text and isinstance(given, str) else given
    return words


def faults(given: Value, kind: Any, where: Where, location: Location) -> Iterator[Diagnostic]:
    """What is wrong with plain data that is to be written at a place."""
    wanted, form = bare(kind), shape(kind)
    if given is None and (is_optional(kind) or form == "list"):
        return
    if form == "list" and isinstance(given, tuple):
        for number, entry in enumerate(given, 1):
            yield from faults(entry, get_args(wanted)[0], where._replace(key=f"{where.key}.{number}"), location)
    elif isinstance(given, Mapping) and form == "record":
        yield from _of_record(given, wanted, where, location)
    elif isinstance(given, Mapping):
        for key, inner in given.items():
            of = Mapping if isinstance(inner, Mapping) else Text
            yield from faults(inner, of, Where(where.text_id, key, key), location)
    else:
        yield from _of_scalar(given, wanted, where, location)


def _of_record(given: Mapping[str, Value], kind: Any, where: Where, location: Location) -> Iterator[Diagnostic]:
    name = str(given.get(id_key(kind)) or where.text_id)
    for key, field in record_fields(kind).items():
        if field.required or given[key] != default(kind, key):
            yield from faults(given[key], field.kind, Where(name, "" if key == "text" and name else key, key), location)


def _of_scalar(given: Any, kind: Any, where: Where, location: Location) -> Iterator[Diagnostic]:
    """What the reader would say of a text, a month or the like."""
    if given is None or (given == "" and kind is Text):
        yield Diagnostic(TEXT, location, f"{where.subject}: nothing is typed there", "type it")
        return
    words = str(given).lower() if isinstance(given, bool) else str(given)
    sign = UNPRINTABLE.search(words)
    if sign:
        hint = "type a space in its place" if sign[0] in BREAKS else "delete it or type it again"
        message = f"{where.subject}: {name_of(sign[0])} cannot be printed"
        yield Diagnostic(UNPRINTABLE_CHARACTER, location, message, hint, quote=sign[0])
        return
    try:
        value(Node("scalar", words, location), kind, where)
    except Problem as problem:
        yield problem.at(location)
