"""The checked page of a publication, and what of the plan was read for it."""

from jarpub.diagnostics import Location
from jarpub.pages import environment as compose
from jarpub.pages import parser as house_html
from jarpub.pages.tree import Page, as_draft
from jarpub.pages.view import view
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Inputs


def page_of(
    project: Project, inputs: Inputs, publication: Publication, *, draft: bool
) -> tuple[Page, set[str], tuple[str, ...]]:
    """The checked page, the names of what was read of the plan for it, and the templates that it was made with.

    The page of a draft says that it is one.
    """
    seen, reads = view(inputs.plan, tuple(path.words for path in publication.sees))
    looks, folder = inputs.brand, project.templates
    html, templates = compose.compose(publication, looks, seen, folder, project.templates_name, draft=draft)
    page = Page(
        key=publication.key,
        language=looks.language,
        subject=publication.subject.words,
        organisation=looks.organisation.words,
        body=house_html.read(html, Location(project.name(folder / publication.template.words))),
    )
    return (as_draft(page, inputs.house.draft.words) if draft else page), reads, templates
