"""The checked page of a publication, and what of the plan was read for it."""

from jarpub.diagnostics import Location
from jarpub.pages import environment, parser
from jarpub.pages.tree import Page, as_draft
from jarpub.pages.view import view
from jarpub.project.paths import Project
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources


def page_of(
    project: Project, sources: Sources, publication: Publication, *, draft: bool
) -> tuple[Page, set[str], tuple[str, ...]]:
    """The checked page, the names of what was read of the plan for it, and the templates that it was made with.

    The page of a draft says that it is one.
    """
    seen, reads = view(sources.plan, tuple(path.words for path in publication.sees))
    looks, folder = sources.brand, project.templates
    html, templates = environment.compose(publication, looks, seen, folder, project.templates_name, draft=draft)
    page = Page(
        key=publication.key,
        language=looks.language,
        subject=publication.subject.words,
        organisation=looks.organisation.words,
        body=parser.read(html, Location(project.name(folder / publication.template.words))),
    )
    return (as_draft(page, sources.settings.draft.words) if draft else page), reads, templates
