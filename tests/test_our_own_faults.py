"""A mistake of our own is said to be ours, with all that helps to mend it, and is never blamed on somebody's file."""

import json
from pathlib import Path

import pytest
from conftest import ROOT

from jarpub.cli.main import main

pytestmark = pytest.mark.slow
PLACES = {
    "a filter of templates": ("jarpub.pages.filters.CalendarMonth", "html"),
    "a value that a template prints": ("jarpub.pages.printed_values.to_html", "html"),
    "what an audience may see": ("jarpub.pages.view._is_visible", "html"),
    "the parser of page markup": ("jarpub.pages.markup_parser._faults", "html"),
    "white space": ("jarpub.pages.render.parse", "html"),
    "the values of the plan by name": ("jarpub.build.target.named_values", "html"),
    "a check of facts": ("jarpub.checks.facts._numbers", "html"),
    "the writer of web pages": ("jarpub.formats.html.writer._written", "html"),
    "the tag tree of a PDF": ("jarpub.formats.pdf.tag_tree.headed", "pdf"),
    "what makes a PDF fit for archives": ("jarpub.formats.pdf.conformance._declare", "pdf"),
    "the rows that go on": ("jarpub.formats.pdf.continued_rows._rows", "pdf"),
    "the tables of a Word file": ("jarpub.formats.docx.tables.fits_a_page", "docx"),
    "the reader of Word files": ("jarpub.formats.docx.reader._part", "docx"),
    "the report": ("jarpub.build.output.build_record.measures", "html"),
    "the manifest": ("jarpub.build.output.publish.summary_of", "html"),
}


def broken(*_: object, **__: object) -> object:
    raise AttributeError("'NoneType' object has no attribute 'words'")


@pytest.mark.parametrize("name", PLACES)
def test_a_mistake_of_ours(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place, format = PLACES[name]
    __import__(place.rsplit(".", 1)[0])
    monkeypatch.setattr(place, broken)
    output = tmp_path / "output"
    assert main(["--format", format, "--output", str(output)], root=ROOT) == 3
    said = capsys.readouterr().err
    first, *traceback = said.splitlines()
    assert first.startswith("This is a fault of jarpub, not of your files: AttributeError: 'NoneType' object has no")
    assert traceback[0] == "Traceback (most recent call last):"
    assert f'"{broken.__code__.co_filename}"' in said
    assert [path for path in output.glob("*.*") if path.is_file()] == []


def test_a_program_is_told_so_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("jarpub.checks.facts._numbers", broken)
    assert main(["check", "--json", "--format", "html"], root=ROOT) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["status"] == "failed"
    assert said.err.startswith("Traceback")
