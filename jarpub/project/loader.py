"""The plan that a YAML file holds."""

from collections.abc import Collection
from pathlib import Path

from jarpub.diagnostics import Diagnostic, DiagnosticsError, Location, did_you_mean
from jarpub.project.plan import Person, Plan
from jarpub.project.values import PersonReference, PublicationReference, Reference
from jarpub.project.yaml.records import bound


def load(data: bytes, file: str) -> Plan:
    """The plan in these bytes; raises DiagnosticsError with every diagnostic, sorted by place."""
    plan, binder = bound(data, file, Plan)
    people = {name for name, (kind, _) in binder.ids.items() if kind is Person}
    for reference, subject in binder.references:
        known = people if isinstance(reference, PersonReference) else binder.ids.keys()
        # those of publications are checked against publications.yaml, which this module does not know
        if reference.id not in known and not isinstance(reference, PublicationReference):
            binder.diagnostics.append(_unknown(reference, subject, known))
    if binder.diagnostics:
        raise DiagnosticsError(binder.diagnostics)
    return plan  # type: ignore[no-any-return]


def read(path: Path, file: str, option: str = "--source") -> bytes:
    """The bytes of a file that somebody named; raises DiagnosticsError where there are none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise DiagnosticsError(
            [Diagnostic(Location(file), "there is no such file", f"check the name, or name another with {option}")]
        ) from None
    except IsADirectoryError:
        raise DiagnosticsError(
            [Diagnostic(Location(file), "this is a folder, and a file is meant", "name the YAML file in it")]
        ) from None
    except OSError as error:
        raise DiagnosticsError(
            [Diagnostic(Location(file), f"the file cannot be read ({error.strerror})", "ask for the right to read it")]
        ) from None


def _unknown(reference: Reference, subject: str, known: Collection[str]) -> Diagnostic:
    meant = "person" if isinstance(reference, PersonReference) else "entry"
    return Diagnostic(
        reference.location,
        f'{subject}: no {meant} has the id "{reference.id}"',
        did_you_mean(reference.id, known, "add it, or use an id that is there"),
    )
