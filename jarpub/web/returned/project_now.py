"""A project as it stands, for a command that shows no pages: its publications are rendered, and not judged."""

from collections.abc import Mapping
from typing import Any

from jarpub.build.edits.saving import KINDS, now_in, path_of
from jarpub.build.load_and_check import load_sources
from jarpub.build.release import Release
from jarpub.pages.quotation_marks import with_quotation_marks
from jarpub.pages.render import render
from jarpub.project.edits.edited import values
from jarpub.project.paths import Project
from jarpub.web.words.places import KEYS, File
from jarpub.web.words.standing import Standing


def standing_of(project: Project) -> Standing:
    """The project with the page of each publication; raises DiagnosticsError where one cannot be made."""
    sources = load_sources(project)
    releases = []
    for publication in sources.settings.publications:
        draft = render(project, sources, publication, draft=True)
        page = with_quotation_marks(draft.page)
        releases.append(Release(publication, page, page, (), (), draft.dependencies, draft.templates, draft.stamp))
    return Standing(sources, tuple(releases))


def typed_now(project: Project) -> Mapping[File, Mapping[str, Any]]:
    """The values of the files as they are typed now, by name."""
    return {
        file: values(now_in(project, key), project.name(path_of(project, key)), KINDS[key])
        for file, key in KEYS.items()
    }
