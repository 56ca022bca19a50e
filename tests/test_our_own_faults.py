"""A mistake of our own is said to be ours, with all that helps to mend it, and is never blamed on somebody's file."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import ROOT

from jarpub.build import pipeline
from jarpub.build.pipeline import BuildOptions
from jarpub.cli.main import main
from jarpub.diagnostics import DiagnosticsError
from jarpub.pages.markup import parser
from jarpub.project.paths import Project
from jarpub.web.server import _App

pytestmark = pytest.mark.slow
PLACES = {
    "a filter of templates": ("jarpub.pages.filters.CalendarMonth", "html"),
    "a value that a template prints": ("jarpub.pages.printed_values.to_html", "html"),
    "what an audience may see": ("jarpub.pages.view._is_visible", "html"),
    "the parser of page markup": ("jarpub.pages.markup.parser._faults", "html"),
    "white space": ("jarpub.pages.render.parse", "html"),
    "the values of the plan by name": ("jarpub.build.target.named_values", "html"),
    "a check of facts": ("jarpub.checks.facts.rules.numbers_in", "html"),
    "the writer of web pages": ("jarpub.formats.html.writer._written", "html"),
    "the tag tree of a PDF": ("jarpub.formats.pdf.tag_tree.headed", "pdf"),
    "what makes a PDF fit for archives": ("jarpub.formats.pdf.conformance._declare", "pdf"),
    "the rows that go on": ("jarpub.formats.pdf.continued_rows._rows", "pdf"),
    "the tables of a Word file": ("jarpub.formats.docx.tables.fits_a_page", "docx"),
    "the reader of Word files": ("jarpub.formats.docx.reader._part", "docx"),
    "the report": ("jarpub.build.output.build_record.measures", "html"),
    "the manifest": ("jarpub.build.output.publish.build_record", "html"),
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
    parser._parser.cache_clear()  # what is known from before is not parsed
    output = tmp_path / "output"
    which = [] if format == "html" else ["action-plan"]
    assert main([*which, "--format", format, "--output", str(output)], root=ROOT) == 3
    said = capsys.readouterr().err
    first, *traceback = said.splitlines()
    assert first.startswith("This is a fault of jarpub, not of your files: AttributeError: 'NoneType' object has no")
    assert traceback[0] == "Traceback (most recent call last):"
    assert f'"{broken.__code__.co_filename}"' in said
    assert [path for path in output.glob("*.*") if path.is_file()] == []


def test_a_program_is_told_so_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("jarpub.checks.facts.rules.numbers_in", broken)
    assert main(["check", "--json", "--format", "html"], root=ROOT) == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["status"] == "failed"
    assert said.err.startswith("Traceback")


THEIRS = {
    "a link without a gap": '{{ link("a", 5) }}',
    "a link to nothing known": '{{ link("a", zz) }}',
    "a link with a text for a gap": "{{ link(w.links.summary, w.headline) }}",
    "a number for a key": "{{ w[5] }}",
    "a list for a key": "{{ w[[1]] }}",
    "a record for a list": "{% for x in recommendations[0] %}{% endfor %}",
    "a record taken apart": "{{ recommendations[0] | list }}",
    "what is in a record": "{% if 'ref' in recommendations[0] %}{% endif %}",
    "a part of the page in blocks": "{% set z %}<p>a</p>{% endset %}{{ z | blocks }}",
    "an import of a number": "{% import 5 as x %}",
    "a parent that is nothing": "{% extends none %}",
    "a filter on a number": "{{ 5 | overall }}",
    "a filter on another list": "{{ gaps | calendar }}",
    "a filter with too much": "{{ w.headline | plain(5) }}",
    "a filter without its record": '{{ w.headline | lacks("status") }}',
    "a filter for states on a text": '{{ w.headline | in_state("done") }}',
    "a filter for states on other records": '{{ gaps | in_state("done") }}',
    "words for no number": "{{ w.headline | in_words }}",
    "the length of a list": "{{ gaps | character_count }}",
    "the time of a number": "{{ 5 | seconds_aloud }}",
    "an address aloud without a gap": "{{ spoken(w.headline) }}",
    "the same argument twice": "{{ label(part=1, part=2) }}",
    "loops in loops": "{% for a in [1] %}" * 25 + "{% endfor %}" * 25,
    "a cycle of nothing": "{{ cycler() }}",
    "a word cut to less than nothing": "{{ w.headline | truncate(-5) }}",
    "a number without an end": "{{ 10 ** 10000 }}",
    "itself for ever": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
}


@pytest.mark.parametrize("name", THEIRS)
def test_a_mistake_of_a_template_is_the_template_s(
    name: str, project_with: Callable[..., Project], capsys: pytest.CaptureFixture[str]
) -> None:
    line = '{{ label(_("Headline"), w.headline) }}'
    project = project_with(press_copy__html=(line, f"{THEIRS[name]}\n{line}"))
    words = ["check", "southwark-life", "--format", "html", "--templates", str(project.templates)]
    assert main(words, root=ROOT) == 1
    said = capsys.readouterr().err
    assert "press-copy.html" in said.splitlines()[0]
    assert "Traceback" not in said


@pytest.mark.parametrize("css", ["p {" * 300 + "}" * 300, f"p {{ width: {'calc(' * 500}1px{')' * 500} }}"])
def test_a_style_sheet_that_nobody_can_read_is_a_diagnostic(
    css: str, project_with: Callable[..., Project], capsys: pytest.CaptureFixture[str]
) -> None:
    project = project_with(print__css=("@page", f"{css}\n@page"))
    words = ["check", "southwark-life", "--format", "pdf", "--templates", str(project.templates)]
    assert main(words, root=ROOT) in (0, 1)
    assert "Traceback" not in capsys.readouterr().err


def test_a_location_that_somebody_typed_is_not_taken(project_with: Callable[..., Project]) -> None:
    typed = '<p data-location="9 1 9 9 zz.yaml">Words</p>'
    project = project_with(press_copy__html=("<article", f"{typed}<article"))
    with pytest.raises(DiagnosticsError, match='press-copy.html:.*<p> has the attribute "data-location" twice'):
        pipeline.build(project, BuildOptions(["southwark-life"], ["html"]))


def test_the_preview_goes_on_after_a_mistake_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    session: Any = SimpleNamespace(refresh=broken)
    asyncio.run(_App(session, None, lambda: None).refresh())
    said = capsys.readouterr().err
    assert said.startswith("This is a fault of jarpub, not of your files: AttributeError")
    assert "Traceback" in said
