"""What each file of a build is made from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from jarpub.build.fingerprints import key, proof
from jarpub.build.release import Release
from jarpub.checks.privacy import Secret, secrets
from jarpub.formats import Theme, writer
from jarpub.project.fields import Field, fields
from jarpub.project.paths import Project
from jarpub.project.sources import Sources

SETTINGS = ("publications.yaml", "brand.yaml")


@dataclass(frozen=True)
class Recipe:
    """A file, and all that it is made from.

    `key` is the sum of what its writer sees. `read` are the values of the plan that were read for it, each with its
    sum, and `sums` the files, named from the folder of templates; the plan has no name there. Both say why the key is
    another one.
    """

    release: Release
    name: str
    format: str
    theme: Theme
    key: str
    read: Mapping[str, str]
    sums: Mapping[str, str]
    secrets: tuple[Secret, ...]
    made_from: Mapping[str, str]  # the same sums by the names that people have for the files
    known: Mapping[str, Field]

    def proof(self, content: str) -> str:
        """The sum of what the file is held against, once it has this content (by its sum)."""
        return proof(self.release.page, content, map(repr, self.secrets))

    @cached_property
    def read_sum(self) -> str:
        """One sum of all values that were read."""
        return sha256(repr(sorted(self.read.items())).encode()).hexdigest()[:16]


def recipes(
    project: Project, sources: Sources, releases: Iterable[Release], formats: Sequence[str], sums: Mapping[str, str]
) -> Iterator[Recipe]:
    """The recipe of each file of some releases; `sums` are those of the project's files, by their paths."""
    known = fields(sources.plan)
    values = {name: sha256(field.words.encode()).hexdigest()[:16] for name, field in known.items()}
    for release in releases:
        held = tuple(secrets(sources.plan, sources.settings, release.publication))
        read = {name: values[name] for name in sorted(release.reads)}
        for name, format, black_and_white in release.publication.files(formats):
            theme = replace(project.theme(release.publication, sources.brand), black_and_white=black_and_white)
            used = (
                *(project.templates / file for file in (*SETTINGS, *release.templates)),
                *writer(format).files(theme),
            )
            by_path = {path: sums.get(str(path), "") for path in (project.source, *used)}
            inside = {project.inside(path): each for path, each in by_path.items()}
            made_from = {project.name(path): each for path, each in by_path.items()}
            own = key(release.page, format, theme, sums)
            yield Recipe(release, name, format, theme, own, read, inside, held, made_from, known)
