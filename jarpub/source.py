"""The plan that a YAML file holds."""

from pathlib import Path

from jarpub.findings import Finding, Place, Refused, did_you_mean
from jarpub.plan import Person, Plan
from jarpub.records import Binder, bound
from jarpub.values import PersonReference, PublicationReference, Reference


def load(data: bytes, file: str) -> Plan:
    """The plan in these bytes; raises Refused with every finding, sorted by place."""
    plan, binder = bound(data, file, Plan)
    findings = [finding for reference, subject in binder.references for finding in _unknown(reference, subject, binder)]
    if findings or binder.findings:
        raise Refused([*binder.findings, *findings])
    return plan  # type: ignore[no-any-return]


def read(path: Path, file: str, option: str = "--source") -> bytes:
    """The bytes of a file that somebody named; raises Refused where there are none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(
            [Finding(Place(file), "there is no such file", f"check the name, or name another with {option}")]
        ) from None
    except IsADirectoryError:
        raise Refused(
            [Finding(Place(file), "this is a folder, and a file is meant", "name the YAML file in it")]
        ) from None
    except OSError as error:
        raise Refused(
            [Finding(Place(file), f"the file cannot be read ({error.strerror})", "ask for the right to read it")]
        ) from None


def _unknown(reference: Reference, subject: str, binder: Binder) -> list[Finding]:
    if isinstance(reference, PublicationReference):
        return []  # checked against publications.yaml, which this module does not know
    people = isinstance(reference, PersonReference)
    known = {name for name, (kind, _) in binder.ids.items() if not people or kind is Person}
    if reference.id in known:
        return []
    meant = "person" if people else "entry"
    return [
        Finding(
            reference.place,
            f'{subject}: no {meant} has the id "{reference.id}"',
            did_you_mean(reference.id, known, "add it, or use an id that is there"),
        )
    ]
