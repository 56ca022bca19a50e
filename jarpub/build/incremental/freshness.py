"""Whether a file is still what a build would make, and why it is made again or stays."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from jarpub.build.incremental.last_build import Cache, CachedFile, machine_is_same
from jarpub.build.target import Target
from jarpub.build.worker import Job
from jarpub.project.hashing import digest

SHOWN = 3  # of the things that changed


@dataclass(frozen=True)
class Known:
    """What is known of the files in an output folder; with `force` none of it says that one may stay."""

    folder: Path
    cache: Cache | None
    force: bool = False

    @cached_property
    def trusted(self) -> Cache | None:
        """What this very program remembers, with the libraries that are there now."""
        return self.cache if self.cache and machine_is_same(self.cache) else None

    def file(self, name: str) -> CachedFile | None:
        """What is remembered of a file that was made."""
        found = self.cache.files.get(name) if self.cache else None
        return found if found and found.digest else None

    def content(self, name: str) -> bytes | None:
        """The bytes of a file, if it is there."""
        path = self.folder / name
        return path.read_bytes() if path.is_file() else None

    def dependencies(self, file: CachedFile) -> Mapping[str, str]:
        """The values of the plan that a file was made from, each with its digest."""
        return self.cache.dependencies.get(file.dependencies, {}) if self.cache else {}


NOTHING_KNOWN = Known(Path(), None)


def job_for(target: Target, known: Known, templates_name: str) -> Job:
    """What is to be done for a target: its file stays only if all that it is made from is as it was, and so is itself."""
    file, content = known.file(target.name), known.content(target.name)
    causes = [*_causes(target, known, file, templates_name)] if file else []
    fault = _fault(known, file, content)
    job = partial(
        Job,
        name=target.name,
        format=target.format,
        publication=target.release.publication,
        page=target.release.page,
        theme=target.theme,
        protected=target.protected,
    )
    if fault or content is None or file is None or file.target != target.digest:
        return job(why=f"made, because {fault or _listed(causes) or 'its page says something else'}")
    why = f"{_listed(causes)}, and what its page says did not" if causes else "nothing has changed that it is made from"
    return job(
        why=f"stays: {why}",
        content=content,
        pages=file.pages,
        is_proved=file.proof == target.proof(file.digest),
        is_read_back=file.is_read_back,
    )


def _fault(known: Known, file: CachedFile | None, content: bytes | None) -> str:
    """Why what is remembered of a file does not count."""
    if known.force:
        return "--force asks for it"
    if content is None:
        return "it was not there"
    if file is None:
        return "nothing is known of how it was made"
    if known.trusted is None:
        return "jarpub, or something that it stands on, is another version now"
    return "" if digest(content) == file.digest else "somebody changed the file itself"


def _causes(target: Target, known: Known, file: CachedFile, templates_name: str) -> Iterator[str]:
    """What differs between what a file was made from and what it would be made from now."""
    before, now = known.dependencies(file), target.dependencies
    for name in now:
        if before.get(name) != now[name]:
            location = target.values[name].location
            what = "changed" if name in before else "is read now"
            yield f"{name} {what}, {location.file}:{location.line}"
    yield from (f"{name} is read no more" for name in before if name not in now)
    for name in {**file.templates, **target.templates}:
        if file.templates.get(name) != target.templates.get(name):
            yield f"{templates_name}/{name} changed"


def _listed(causes: list[str]) -> str:
    more = len(causes) - SHOWN
    return "; ".join(causes[:SHOWN]) + (f"; and {more} more" if more > 0 else "")
