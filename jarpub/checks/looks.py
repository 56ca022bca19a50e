"""The files that a publication's looks are in can be used."""

from collections.abc import Iterator
from pathlib import Path

from jarpub.diagnostics import Finding, Place, Refused
from jarpub.project.encoding import decode


def usable(path: Path, folder: Path, name: str) -> Iterator[Finding]:
    """A finding for each reason why a file cannot be used; `folder` is where all of them belong."""
    if not path.resolve().is_relative_to(folder.resolve()):
        yield Finding(Place(name), "the file lies outside the folder of templates", "copy it into the folder")
    elif not path.is_file():
        yield Finding(Place(name), "there is no such file", "restore it, or correct publications.yaml")
    elif path.suffix == ".css":
        yield from _style_sheet(path, name)


def _style_sheet(path: Path, name: str) -> Iterator[Finding]:
    try:
        text = decode(path.read_bytes(), name)
    except Refused as refused:
        yield from refused.findings
        return
    for number, line in enumerate(text.splitlines(), 1):
        if "</style" in line.lower():
            yield Finding(
                Place(name, number), "</style> would end the styles in the middle of the sheet", "take it out"
            )
    if text.count("{") != text.count("}"):
        yield Finding(
            Place(name), "there are more { than } in the sheet, or the other way round", "close each rule with }"
        )
