"""All the checkers that finished files are held against, for plans of any kind."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import page as validator
from browser import chromium, faults, nu_checked, opened
from openxml_audit import OpenXmlValidator
from test_odt import faults as grammar_faults
from test_odt import trees
from test_reading_order import numbers_out_of_order

from jarpub.build.artifact import Artifact


def found_in(artifacts: Iterable[Artifact], folder: Path) -> list[tuple[str, object]]:
    """What checkers of other people find in some finished files, each behind the name of its file.

    PDF/UA and PDF/A (veraPDF's rules) and the order of marked content, Nu, axe and overflow at 320 pixels, the schemas
    of Office Open XML and of OpenDocument.
    """
    files = list(artifacts)
    return [(each.name, fault) for each in files for fault in _ALONE.get(each.format, _nothing)(each, folder)] + [
        *_on_the_web([each for each in files if each.format == "html"], folder)
    ]


def _in_pdf(artifact: Artifact, _: Path) -> Iterator[object]:
    for profile in ("ua1", "2a"):
        yield from validator.validate_pdf_bytes(artifact.content, profile=profile).failures
    yield from numbers_out_of_order(artifact.content)


def _in_word(artifact: Artifact, folder: Path) -> Iterator[object]:
    path = folder / artifact.name
    path.write_bytes(artifact.content)
    yield from OpenXmlValidator().validate(path).errors


def _in_odt(artifact: Artifact, _: Path) -> Iterator[object]:
    for name, tree in trees(artifact.content).items():
        if "META" not in name:
            yield from grammar_faults(tree)


def _nothing(_: Artifact, __: Path) -> Iterator[object]:
    yield from ()


_ALONE = {"pdf": _in_pdf, "docx": _in_word, "odt": _in_odt}


def _on_the_web(pages: list[Artifact], folder: Path) -> Iterator[tuple[str, object]]:
    paths = [folder / each.name for each in pages]
    for path, each in zip(paths, pages, strict=True):
        path.write_bytes(each.content)
    said = nu_checked(paths)
    if said:
        yield "all web pages", said
    with chromium() as start:
        browser = start()
        for each in pages:
            with opened(browser, each.content, 320, bypass_csp=True) as page:
                width = page.evaluate("document.documentElement.scrollWidth")
                yield from [(each.name, f"{width} pixels wide")] if width > 320 else []
                yield from ((each.name, fault) for fault in faults(page))
