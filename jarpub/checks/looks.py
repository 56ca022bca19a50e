"""The files that a publication's looks are in can be used."""

from collections.abc import Iterator
from pathlib import Path

from jarpub.diagnostics import Diagnostic, DiagnosticsError, Location
from jarpub.project.encoding import decode


def usable(path: Path, folder: Path, name: str) -> Iterator[Diagnostic]:
    """A diagnostic for each reason why a file cannot be used; `folder` is where all of them belong."""
    if not path.resolve().is_relative_to(folder.resolve()):
        yield Diagnostic(Location(name), "the file lies outside the folder of templates", "copy it into the folder")
    elif not path.is_file():
        yield Diagnostic(Location(name), "there is no such file", "restore it, or correct publications.yaml")
    elif path.suffix == ".css":
        yield from _style_sheet(path, name)


def _style_sheet(path: Path, name: str) -> Iterator[Diagnostic]:
    try:
        text = decode(path.read_bytes(), name)
    except DiagnosticsError as refused:
        yield from refused.diagnostics
        return
    for number, line in enumerate(text.splitlines(), 1):
        if "</style" in line.lower():
            yield Diagnostic(
                Location(name, number), "</style> would end the styles in the middle of the sheet", "take it out"
            )
    if text.count("{") != text.count("}"):
        yield Diagnostic(
            Location(name), "there are more { than } in the sheet, or the other way round", "close each rule with }"
        )
