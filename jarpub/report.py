"""The officer's page: what can go out, what cannot, and why."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jarpub.brand import Brand, root_rule
from jarpub.compose import faults_as_findings

NAME = "report.html"
STYLES = ("house.css", "report.css")


def report(account: Mapping[str, Any], brand: Brand, templates: Path, folder: str) -> bytes:
    """The page as a self-contained HTML file; raises Refused where its template has a fault."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = root_rule(brand.tokens) + "".join((templates / name).read_text("utf-8-sig") for name in STYLES)
    with faults_as_findings(NAME, templates, folder):
        page = environment.get_template(NAME).render(
            **account, organisation=brand.organisation, language=brand.language, css=css
        )
    return page.encode()
