"""A file as it is read, with the places of its values."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, NoReturn, cast

from jarpub.diagnostics import Diagnostic, DiagnosticsError, Location, did_you_mean
from jarpub.project.edits.edit import GONE, REFERRED_TO, Value
from jarpub.project.edits.places import Place, places, plain, shape
from jarpub.project.edits.saved_text import SavedText
from jarpub.project.edits.writing.layout import layout_of
from jarpub.project.edits.writing.scalars import Layout
from jarpub.project.loader import Bind, unknown_references
from jarpub.project.plan.model import Plan
from jarpub.project.yaml.records import bind as bind_whole
from jarpub.project.yaml.scalars import Where


class FileState:
    """What is in a file; raises DiagnosticsError where it cannot be read without guessing."""

    def __init__(self, data: bytes, file: str, kind: Any, bind: Bind) -> None:
        self.data, self.file, self.kind = data, file, kind
        self.record, self.binder = bind(data, file, kind)
        if self.binder.root is None:
            raise DiagnosticsError(self.binder.diagnostics)
        self.root = self.binder.root

    @cached_property
    def value(self) -> Value:
        """All of it as plain data."""
        return plain(self.root, self.kind)

    @cached_property
    def places(self) -> Mapping[str, tuple[Place, ...]]:
        """The places of all values by their names."""
        return places(self.root, self.kind)

    @cached_property
    def saved(self) -> SavedText:
        """Its text."""
        return SavedText(self.data)

    @cached_property
    def layout(self) -> Layout:
        """How it is laid out."""
        return layout_of(self.saved, self.root)

    def place(self, name: str) -> Place:
        """The record, list or value that has a name; raises DiagnosticsError where nothing has."""
        return (self.places_of(name) or self._none(name))[0]

    def places_of(self, name: str) -> Sequence[Place]:
        """What has a name: nothing, one value, or a record and its text; raises DiagnosticsError where it is shared."""
        all_known = "places" in self.__dict__  # one name alone is sooner found without them
        found = (self.places if all_known else places(self.root, self.kind, name)).get(name, ()) if name else ()
        if any(each.above is not found[0] for each in found[1:]):
            raise DiagnosticsError(self.binder.diagnostics)
        return found

    def _none(self, name: str) -> NoReturn:
        raise self.gone(name)

    def gone(self, name: str) -> DiagnosticsError:
        """The error that there is nothing of a name."""
        hint = did_you_mean(name, self.places, "look at the page again: somebody may have taken it out")
        return DiagnosticsError([Diagnostic(GONE, Location(self.file), f'there is no "{name}" here', hint)])

    def location_of(self, place: Place) -> Location:
        """Where a value is written, or what it stands in."""
        above: Place | None = place
        while above and above.node is None:
            above = above.above
        return above.node.location if above and above.node else Location(self.file)

    def new_faults(self, before: "FileState") -> Iterator[Diagnostic]:
        """What is wrong now and was not before; the numbers of lines may be others."""
        known = Counter(map(_said, before.faults))
        for each in self.faults:
            known[_said(each)] -= 1
            if known[_said(each)] < 0:
                yield each

    @cached_property
    def faults(self) -> Sequence[Diagnostic]:
        """What is wrong with it; that a reference leads nowhere is known of a plan only."""
        unknown = unknown_references(self.record, self.binder) if self.kind is Plan else ()
        return [*self.binder.diagnostics, *unknown]

    def lost(self, before: "FileState") -> Iterator[Diagnostic]:
        """A diagnostic for each line of the file before that refers to what is gone, and still does."""
        gone = before.binder.ids.keys() - self.binder.ids.keys()
        still = {(each.id, subject) for each, subject in self.binder.references if each.id in gone}
        for reference, subject in before.binder.references if still else ():
            if (reference.id, subject) in still:
                message = f"{subject}: {reference.id} is named there, and cannot go before"
                hint = "take it out there first"
                yield Diagnostic(REFERRED_TO, reference.location, message, hint, quote=reference.id)


def state_of(data: bytes, file: str, kind: type, bind: Bind = bind_whole) -> FileState:
    """What is in a file; raises DiagnosticsError where it cannot be read without guessing."""
    return _state(data, file, cast("Hashable", kind), cast("Hashable", bind))


@lru_cache(maxsize=4)  # the file as it was left by the last edit is most often the one that the next is made in
def _state(data: bytes, file: str, kind: Any, bind: Any) -> FileState:
    return FileState(data, file, kind, bind)


def where(place: Place) -> Where:
    """What a value is called where something is said of it."""
    above = place.above
    while above and above.above and shape(above.kind) != "record":
        above = above.above
    label = place.key or (place.above.key if place.above else "")
    if above is None or above.name == place.name:
        return Where(place.name, "", label)
    inner = place.name.removeprefix(f"{above.name}.") if above.name else place.name
    return Where(above.name, inner, label)


def _said(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.code.name, re.sub(r"\d+", "", diagnostic.message)
