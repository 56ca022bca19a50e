"""A file with edits in it, of which nothing but what they are about is another; or what is wrong with them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, get_args

from jarpub.diagnostics import Diagnostic, DiagnosticsError
from jarpub.project.edits.edit import Done, Edit, Edited, EditFault, Insert, Move, Remove, Set, Value
from jarpub.project.edits.file_state import FileState, state_of, where
from jarpub.project.edits.places import Place, bare, is_optional, shape
from jarpub.project.edits.saved_text import Splice
from jarpub.project.edits.slices import Slice, composed, made
from jarpub.project.edits.values import faults, normal
from jarpub.project.edits.writing.changes import Writing
from jarpub.project.loader import Bind
from jarpub.project.plan.record_fields import id_key
from jarpub.project.plan.values import Text
from jarpub.project.yaml.records import TWICE
from jarpub.project.yaml.records import bind as bind_whole


class _Change(NamedTuple):
    """What an edit comes to: the place that changes, its value then, and how it is written."""

    place: Place
    value: Value
    write: Callable[[Writing], Iterator[Splice]]
    done: Done


def edited(data: bytes, file: str, kind: type, edits: Iterable[Edit], bind: Bind = bind_whole) -> Edited:
    """The file with these edits, one after another; raises DiagnosticsError with what is wrong with one.

    `bind` reads it, as `records.bind` and, sooner, `KnownFiles.bind` do.
    """
    state = state_of(data, file, kind, bind)
    done: list[Done] = []
    slices: tuple[Slice, ...] = ()
    for edit in edits:
        change = _change(state, edit)
        new, state = _made(state, change, bind)
        slices = composed(slices, new)
        done.append(change.done)
    return Edited(state.data, tuple(done), slices)


def values(data: bytes, file: str, kind: type, bind: Bind = bind_whole) -> Mapping[str, Value]:
    """Every value, list and record by its name; that of a record with a text stands for the text.

    Raises DiagnosticsError where the file cannot be read.
    """
    state = state_of(data, file, kind, bind)
    return {name: found[-1].value for name, found in state.places.items() if name}


def values_named(
    names: Iterable[str], data: bytes, file: str, kind: type, bind: Bind = bind_whole
) -> Mapping[str, Value]:
    """Those of some values that are there, without a look at all others; raises DiagnosticsError as `values` does."""
    state = state_of(data, file, kind, bind)
    found = {name: state.places_of(name) for name in names}
    return {name: places[-1].value for name, places in found.items() if places}


def records(data: bytes, file: str, kind: type, bind: Bind = bind_whole) -> Mapping[str, Mapping[str, Value]]:
    """Every record by its name, with all keys that it may have; raises DiagnosticsError as `values` does."""
    state = state_of(data, file, kind, bind)
    found = {name: each.value for name, all_of_it in state.places.items() for each in all_of_it[:1]}
    return {name: value for name, value in found.items() if name and isinstance(value, Mapping)}


def _made(state: FileState, change: _Change, bind: Bind) -> tuple[tuple[Slice, ...], FileState]:
    """The slices of a change, and the file with them, which says what it is to say and nothing else.

    Raises DiagnosticsError where it would have a fault, EditFault where it cannot be written.
    """
    if change.value == change.place.value:
        return (), state
    expected = _with(state.value, change.place.path, change.value)
    wrong: list[Diagnostic] = []
    for layout in (state.layout, state.layout._replace(is_careful=True)):
        slices = state.saved.slices([*change.write(Writing(state.saved, layout))])
        new = made(state.data, slices)
        if new is None:
            raise EditFault(change.done.edit)
        try:
            after = state_of(new, state.file, state.kind, bind)
        except DiagnosticsError as error:
            wrong = [*error.diagnostics]
            continue
        wrong = [*after.lost(state)] or [*after.new_faults(state)]
        if after.value == expected:
            if wrong:
                break
            return slices, after
    if wrong:
        raise DiagnosticsError(wrong)
    raise EditFault(change.done.edit)


def _change(state: FileState, edit: Edit) -> _Change:
    match edit:
        case Set():
            return _set(state, edit)
        case Insert():
            return _insert(state, edit)
        case Remove():
            return _remove(state, edit)
        case Move():
            return _move(state, edit)


def _set(state: FileState, edit: Set) -> _Change:
    place = _meant(state, edit)
    value = normal(edit.value, place.kind)
    _refuse(state, place, value)
    done = Done(replace(edit, value=value), edit.name, place.value, value)
    return _Change(place, value, lambda writing: writing.change(place, value), done)


def _meant(state: FileState, edit: Set) -> Place:
    """A record that has a text shares its name with it: words are meant for the text, keys for the record."""
    found = state.places_of(edit.name)
    if not found:
        return _new_words(state, edit)
    record = found[0]
    if len(found) == 1 or isinstance(edit.value, Mapping) or (edit.value is None and is_optional(record.kind)):
        return record
    return found[-1]


def _new_words(state: FileState, edit: Set) -> Place:
    """A key of wording that is not there yet."""
    parts = edit.name.split(".")
    for at in range(len(parts) - 1, 0, -1):
        above = state.places_of(".".join(parts[:at]))
        if above and shape(above[0].kind) == "words" and above[0].node and above[0].node.kind == "mapping":
            key = ".".join(parts[at:])
            kind = Mapping if isinstance(edit.value, Mapping) else Text
            return Place(edit.name, kind, None, above[0], key)
    raise state.gone(edit.name)


def _insert(state: FileState, edit: Insert) -> _Change:
    place = state.place(edit.name)
    if shape(place.kind) != "list":
        raise EditFault(f"{edit.name} is no list")
    kind = get_args(bare(place.kind))[0]
    old, entry = _entries(place), normal(edit.entry, kind)
    at = min(max(edit.at, 0), len(old))
    value = (*old[:at], entry, *old[at:])
    of = Place(f"{edit.name}.{at + 1}", kind, None, place, number=at)
    _refuse(state, of, entry)
    name = str(entry.get(id_key(kind)) or of.name) if isinstance(entry, Mapping) else of.name
    if name in state.binder.ids:
        message, hint = f'the id "{name}" is there already', "give the new entry another id"
        raise DiagnosticsError([Diagnostic(TWICE, state.binder.ids[name][1], message, hint, quote=name)])
    done = Done(replace(edit, at=at, entry=entry), name, None, entry)
    return _Change(place, value, lambda writing: writing.insert(place, at, entry), done)


def _remove(state: FileState, edit: Remove) -> _Change:
    entry = state.place(edit.name)
    above = entry.above
    done = Done(edit, edit.name, entry.value, None)
    if above and entry.is_entry:
        old = _entries(above)
        value = (*old[: entry.number], *old[entry.number + 1 :])
        return _Change(above, value, lambda writing: writing.remove(above, entry.number), done)
    if above and shape(above.kind) == "words" and isinstance(above.value, Mapping):
        words = {key: inner for key, inner in above.value.items() if key != entry.key}
        return _Change(above, words, lambda writing: writing.change(above, words), done)
    raise EditFault(f"{edit.name} is no entry of a list")


def _move(state: FileState, edit: Move) -> _Change:
    entry = state.place(edit.name)
    above = entry.above
    if above is None or not entry.is_entry:
        raise EditFault(f"{edit.name} is no entry of a list")
    entries = [*_entries(above)]
    to = min(max(edit.to, 0), len(entries) - 1)
    entries.insert(to, entries.pop(entry.number))
    done = Done(replace(edit, to=to), edit.name, entry.number, to)
    return _Change(above, tuple(entries), lambda writing: writing.move(above, entry.number, to), done)


def _entries(place: Place) -> tuple[Value, ...]:
    return place.value if isinstance(place.value, tuple) else ()


def _refuse(state: FileState, place: Place, value: Value) -> None:
    """Raise DiagnosticsError where a value is none that can stand there."""
    found = [*faults(value, place.kind, where(place), state.location_of(place))]
    if found:
        raise DiagnosticsError(found)


def _with(value: Value, path: Sequence[str | int], new: Value) -> Value:
    """Plain data with another value at the end of a path."""
    if not path:
        return new
    key, *rest = path
    if isinstance(value, tuple) and isinstance(key, int):
        return (*value[:key], _with(value[key], rest, new), *value[key + 1 :])
    if isinstance(value, Mapping) and isinstance(key, str):
        return {**value, key: _with(value.get(key), rest, new)}
    raise EditFault(path)
