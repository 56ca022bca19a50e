"""A file that people write as the record that it holds: the plan, the settings or the brand."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import Any, Protocol, TypeVar, cast

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location, did_you_mean
from jarpub.project.plan.approvals import Approval, Approvals
from jarpub.project.plan.model import Person, Plan, Priority
from jarpub.project.plan.values import PersonReference, Reference
from jarpub.project.yaml.records import Binder, bind

UNREADABLE = Code("file.unreadable", "A file is not there, or cannot be read.")
UNKNOWN_REFERENCE = Code("id.unknown", "An entry refers to another by an id that nothing has.")
Record = TypeVar("Record")


class Bind(Protocol):
    """Reads a file, as `records.bind` does."""

    def __call__(self, data: bytes, file: str, kind: type[Record], /) -> tuple[Record, Binder]:
        """The record that it holds, and the binder with all that was found in it."""


def load(data: bytes, file: str, kind: type[Record]) -> Record:
    """The record of this kind in these bytes; raises DiagnosticsError with every diagnostic, sorted by location."""
    record: Record = _loaded(data, file, cast("Hashable", kind))
    return record


@lru_cache(maxsize=4)  # a preview loads all files when one is saved
def _loaded(data: bytes, file: str, kind: Any) -> Any:
    record, binder = bind(data, file, kind)
    _raise(binder, binder.ids)
    return record


def load_plan(
    data: bytes, file: str, approvals_file: bytes | None = None, approvals_name: str = "", bind: Bind = bind
) -> Plan:
    """The plan in these bytes, with the approvals that are kept beside it; raises DiagnosticsError.

    An older plan has its approvals inside; of two for the same wording the one beside it counts, unless only the
    other is approved.
    """
    return _loaded_plan(data, file, approvals_file, approvals_name, cast("Hashable", bind))


@lru_cache(
    maxsize=4
)  # an approval reads the plan before and after, and whoever watches it reads what is tried once more
def _loaded_plan(data: bytes, file: str, approvals_file: bytes | None, approvals_name: str, bind: Any) -> Plan:
    plan: Plan
    plan, binder = bind(data, file, Plan)
    _raise(binder, _told_from(plan, binder), plan.approvals if plan else ())
    if approvals_file is None or _is_without_content(approvals_file):
        return plan
    beside, binder_beside = bind(approvals_file, approvals_name, Approvals)
    _raise(binder_beside, _told_from(plan, binder), beside.approvals if beside else ())
    approvals = {approval.id: approval for approval in plan.approvals}
    for approval in beside.approvals:
        inside = approvals.get(approval.id)
        approvals[approval.id] = inside if inside and inside.by and not approval.by else approval
    return replace(plan, approvals=tuple(approvals.values()))


def _told_from(plan: Plan | None, binder: Binder) -> Mapping[str, tuple[type, Location]]:
    """The ids of a plan, and the names of its priorities, which have none: wording can be written from them."""
    recommendations = (plan.recommendations if plan else None) or ()  # what has faults is not there
    priorities = [each.priority.text for each in recommendations if each and each.priority and each.priority.text]
    return {**binder.ids, **{text.id: (Priority, text.location) for text in priorities}}


def _raise(
    binder: Binder, ids: Mapping[str, tuple[type, Location]], approvals: Iterable[Approval | None] | None = ()
) -> None:
    """Raise DiagnosticsError with what a binder found, and with each reference to none of these ids."""
    diagnostics = [*binder.diagnostics, *_unknown_references(binder, ids, approvals)]
    if diagnostics:
        raise DiagnosticsError(diagnostics)


def unknown_references(plan: Plan, binder: Binder) -> Iterator[Diagnostic]:
    """A diagnostic for each reference of a plan to what is not in it."""
    return _unknown_references(binder, _told_from(plan, binder), plan.approvals if plan else ())


def _unknown_references(
    binder: Binder, ids: Mapping[str, tuple[type, Location]], approvals: Iterable[Approval | None] | None
) -> Iterator[Diagnostic]:
    gone = {each.location: each for approval in approvals or () if approval for each in _gone(approval)}
    people = {name for name, (kind, _) in ids.items() if kind is Person}
    for reference, subject in binder.references:
        known = people if isinstance(reference, PersonReference) else ids.keys()
        if binder.is_whole and reference.id not in known:
            yield gone.get(reference.location) or _unknown(reference, subject, known)


def _is_without_content(data: bytes) -> bool:
    """Whether a file holds nothing but comments."""
    lines = data.removeprefix(b"\xef\xbb\xbf").splitlines()
    return all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)


def _gone(approval: Approval) -> Iterator[Diagnostic]:
    """What is to be said of each reference to a part of the plan that was there when the wording was approved, if it is gone."""
    told = [(each, "tells") for each in approval.tells or ()]
    left_out = [(each.action, "leaves out") for each in approval.left_out or () if each]
    written_from = [(each, "was written from") for each in approval.from_ or ()]
    for reference, how in (*told, *left_out, *written_from):
        if reference and any(f"{name}.".startswith(f"{reference.id}.") for name in approval.was or ()):
            message = f"{approval.id}: {reference.id}, which this wording {how}, is no longer in the plan"
            hint = f"read the wording without it, take {reference.id} out of this line, and approve the wording again"
            yield Diagnostic(UNKNOWN_REFERENCE, reference.location, message, hint)


def read_file(path: Path, file: str, option: str = "--source") -> bytes:
    """The bytes of a file that somebody named; raises DiagnosticsError where there are none."""
    try:
        if path.is_dir() or S_ISREG(path.stat().st_mode):
            return path.read_bytes()
        message, hint = "this is no file with text in it", f"put a file in its place, or name another with {option}"
    except FileNotFoundError:
        message, hint = "there is no such file", f"check the name, or name another with {option}"
    except IsADirectoryError:
        message, hint = "this is a folder, and a file is meant", f"name the file in it with {option}"
    except OSError as error:
        message, hint = f"the file cannot be read ({error.strerror})", "ask for the right to read it"
    raise DiagnosticsError([Diagnostic(UNREADABLE, Location(file), message, hint)])


def _unknown(reference: Reference, subject: str, known: Collection[str]) -> Diagnostic:
    meant = "person" if isinstance(reference, PersonReference) else "entry"
    return Diagnostic(
        UNKNOWN_REFERENCE,
        reference.location,
        f'{subject}: no {meant} has the id "{reference.id}"',
        did_you_mean(reference.id, known, "add it, or use an id that is there"),
    )
