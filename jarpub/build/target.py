"""The files to be made, and what each of them is made from.

A writer sees a page and a theme and nothing else, so they are all that a target's digest has to hold, with the
program itself: the same digest, the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jarpub.build.program_digest import program
from jarpub.build.release import Release
from jarpub.checks.privacy.protected import Protected, protected_of
from jarpub.checks.style import usable_file
from jarpub.diagnostics import Diagnostic
from jarpub.formats import Rendered, Theme, writer
from jarpub.pages.page_tree import Child, Page
from jarpub.project.brand import Brand
from jarpub.project.file_names import SETTINGS
from jarpub.project.hashing import digest_of_file, digest_of_texts, short_digest
from jarpub.project.paths import Project
from jarpub.project.plan.named_values import NamedValue, named_values
from jarpub.project.publications import Publication
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Target:
    """A file to be made, and all that it is made from.

    `page` is the digest of its page, and `digest` that of what its writer sees. The others say why it is another one: `dependencies` are the plan's
    values that were read for it, and `templates` the files, by their names in the folder of templates, each with a
    digest; `source`, `approvals` and `reach` are the digests of the plan's file, of its approvals and of its figures.
    """

    release: Release
    name: str
    format: str
    theme: Theme
    protected: Protected
    page: str
    digest: str
    dependencies: Mapping[str, str]
    source: str
    approvals: str
    reach: str
    templates: Mapping[str, str]
    values: Mapping[str, NamedValue]

    def proof(self, content: str) -> str:
        """The digest of what the file is held against, once it has this content (by its digest)."""
        return digest_of_texts((program(), self.page, content, repr(self.protected)))

    @cached_property
    def dependencies_digest(self) -> str:
        """One digest of all values that were read."""
        return short_digest(repr(sorted(self.dependencies.items())))


def targets_of(
    project: Project, sources: Sources, releases: Iterable[Release], formats: Sequence[str]
) -> Iterator[Target]:
    """The files of some releases that are to be made."""
    values = named_values(sources.plan)
    digests = {name: short_digest(value.words) for name, value in values.items()}
    for release in releases:
        protected = protected_of(sources.plan, release.publication)
        page = digest_of_page(release.page)
        dependencies = {name: digests[name] for name in sorted(release.dependencies)}
        for name, format, black_and_white in release.publication.files(formats):
            theme = theme_of(project, release.publication, sources.brand, black_and_white=black_and_white)
            settings = (project.templates / file for file in (*SETTINGS, *release.templates))
            yield Target(
                release=release,
                name=name,
                format=format,
                theme=theme,
                protected=protected,
                page=page,
                digest=digest_of_target(page, format, theme, sources.digests),
                dependencies=dependencies,
                source=sources.digests[str(project.source)],
                approvals=sources.digests[str(project.approvals)],
                reach=sources.digests[str(project.reach)],
                templates={
                    project.inside(path): sources.digests.get(str(path), "")
                    for path in (*settings, *writer(format).files(theme))
                },
                values=values,
            )


def theme_of(project: Project, publication: Publication, brand: Brand, *, black_and_white: bool = False) -> Theme:
    """How a publication looks: the files of the project, and what the council's brand brings to them."""
    return Theme(
        font=getattr(brand.fonts, publication.font).words,
        fonts=brand.families,
        word_font=brand.fonts.word.words,
        tokens=brand.tokens,
        house_css=project.templates / "house.css",
        screen_css=project.templates / "screen.css",
        print_css=project.templates / "print.css",
        pictures_css=project.templates / "pictures.css",
        word=project.templates / publication.word.words,
        black_and_white=black_and_white,
    )


def theme_faults(project: Project, format: str, theme: Theme) -> list[Diagnostic]:
    """What is wrong with the files of a theme that a format reads."""
    files = writer(format).files(theme)
    return [each for path in files for each in usable_file(path, project.templates, project.name(path))]


def found_by_writer(project: Project, rendered: Rendered) -> Iterator[Diagnostic]:
    """What a writer found in files of the theme, each with the name that people have for it."""
    for each in rendered.diagnostics:
        file = project.name(project.templates / each.location.file)
        yield replace(each, location=replace(each.location, file=file))


def digest_of_page(page: Page) -> str:
    """The digest of all that a page says, and not of where its template or the plan has it."""
    without = ("body", "logo", *([] if page.days else ["days"]))  # pages without days have the digest that they had
    values = ((name, value) for name, value in vars(page).items() if name not in without)
    return digest_of_texts((*map(_as_text, values), *_parts(page.body), *_parts(page.logo or "")))


def digest_of_target(page: str, format: str, theme: Theme, digests: Mapping[str, str]) -> str:
    """The digest of what a writer sees: a page by its digest, a theme, and its files, of which some are known."""
    files = (digests.get(str(path)) or digest_of_file(str(path)) for path in writer(format).files(theme))
    values = ((name, value) for name, value in vars(theme).items() if not isinstance(value, Path))
    return digest_of_texts((program(), format, page, *map(_as_text, values), *files))


def _as_text(pair: tuple[str, Any]) -> str:
    name, value = pair
    return f"{name} {sorted(value.items()) if isinstance(value, Mapping) else value!r}"


def _parts(child: Child) -> Iterator[str]:
    if isinstance(child, str):
        yield f"text {child}"
        return
    yield f"<{child.tag} {sorted(child.attributes.items())}"
    for inner in child.children:
        yield from _parts(inner)
    yield ">"
