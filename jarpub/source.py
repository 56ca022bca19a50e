"""The plan that a YAML file holds."""

from pathlib import Path

from jarpub.findings import Finding, Place, Refused, did_you_mean
from jarpub.plan import Person, Plan
from jarpub.records import Binder
from jarpub.text_files import decode
from jarpub.values import PersonReference, PublicationReference, Reference
from jarpub.yaml_nodes import parse


def load(data: bytes, file: str) -> Plan:
    """The plan in these bytes; raises Refused with every finding, sorted by place."""
    binder = Binder()
    root, findings = parse(decode(data, file), file)
    plan: Plan = binder.bind(root, Plan)
    findings += binder.findings
    findings += [
        finding for reference, subject in binder.references for finding in _unknown(reference, subject, binder)
    ]
    if findings:
        raise Refused(findings)
    return plan


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
