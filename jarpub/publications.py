"""The publications that templates/publications.yaml lists."""

from dataclasses import dataclass

from jarpub.findings import Refused
from jarpub.records import bound
from jarpub.values import Name, Text


@dataclass(frozen=True)
class Publication:
    """One publication: its template, its look in Word, and the part of the plan its audience may see."""

    key: Name
    subject: Text
    audience: Text
    template: Text
    word: Text
    font: Text
    sees: tuple[Text, ...]
    formats: tuple[Text, ...] = ()  # all that there are


@dataclass(frozen=True)
class Publications:
    """Every publication, and what they have in common."""

    organisation: Text
    language: Name
    publications: tuple[Publication, ...]


def load(data: bytes, file: str) -> Publications:
    """The publications in these bytes; raises Refused with every finding."""
    publications, binder = bound(data, file, Publications)
    if binder.findings:
        raise Refused(binder.findings)
    return publications  # type: ignore[no-any-return]
