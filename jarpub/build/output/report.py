"""The officer's page: what can go out, what cannot, and why."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jarpub.pages.environment import faults_as_diagnostics
from jarpub.project.brand import Brand, root_rule

NAME, CHANGES = "report.html", "changes.html"
STYLES = ("house.css", "report.css")


def report(account: Mapping[str, Any], brand: Brand, templates: Path, folder: str) -> bytes:
    """The page as a self-contained HTML file; raises DiagnosticsError where its template has a fault."""
    return _page(NAME, account, brand, templates, folder)


def changes_page(changes: Sequence[Mapping[str, Any]], brand: Brand, templates: Path, folder: str) -> bytes:
    """What has changed in the publications, as a page of its own; raises DiagnosticsError."""
    return _page(CHANGES, {"changes": changes}, brand, templates, folder)


def _page(name: str, content: Mapping[str, Any], brand: Brand, templates: Path, folder: str) -> bytes:
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = root_rule(brand.tokens) + "".join((templates / name).read_text("utf-8-sig") for name in STYLES)
    with faults_as_diagnostics(name, templates, folder):
        page = environment.get_template(name).render(
            **content, organisation=brand.organisation, language=brand.language, css=css
        )
    return page.encode()
