"""The officer's page: what can go out, what cannot, and why."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jarpub.formats import called, formats
from jarpub.formats.stylesheets import root_rule
from jarpub.pages.template_environment import environment
from jarpub.project.brand import Brand
from jarpub.project.hashing import digest

NAME, TEMPLATE, CHANGES = "report/report.html", "report.html", "changes.html"
TITLE = b"<title>What can go out: report on the publications</title>"
STYLES = ("house.css", "report.css")
SEAL = re.compile(rb"\n<!-- jarpub ([a-z.]+) ([0-9a-f]{64}) -->\n\Z")


def report(content: Mapping[str, Any], brand: Brand, templates: Path, folder: str) -> bytes:
    """The page as a self-contained HTML file; raises DiagnosticsError where its template has a fault."""
    named = {"called": {format: called(format) for format in formats()}}
    return _page(TEMPLATE, {**content, **named}, brand, templates, folder)


def changes_page(changes: Sequence[Mapping[str, Any]], brand: Brand, templates: Path, folder: str) -> bytes:
    """What has changed in the publications, as a page of its own; raises DiagnosticsError."""
    return _page(CHANGES, {"changes": changes}, brand, templates, folder)


def _page(name: str, content: Mapping[str, Any], brand: Brand, templates: Path, folder: str) -> bytes:
    css = root_rule(brand.tokens) + "".join((templates / name).read_text("utf-8-sig") for name in STYLES)
    page = environment(templates, folder).render(
        name, **content, organisation=brand.organisation.words, language=brand.language, css=css
    )
    made = page.encode()
    return made + f"\n<!-- jarpub {name} {digest(made)} -->\n".encode()


def is_any(content: bytes) -> bool:
    """Whether this is a report of any version, whoever has changed it since."""
    return TITLE in content


def is_ours(content: bytes, name: str = TEMPLATE) -> bool:
    """Whether this is a page of this kind that nobody has changed since it was made: its last line has its digest."""
    found = SEAL.search(content)
    return found is not None and (name, digest(content[: found.start()])) == (found[1].decode(), found[2].decode())
