"""The publications that templates/publications.yaml lists."""

from dataclasses import dataclass

from jarpub.findings import Refused
from jarpub.records import Binder
from jarpub.text_files import decode
from jarpub.values import Name, Text
from jarpub.yaml_nodes import parse


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
    binder = Binder()
    root, findings = parse(decode(data, file), file)
    publications: Publications = binder.bind(root, Publications)
    if findings or binder.findings:
        raise Refused([*findings, *binder.findings])
    return publications
