"""The files that were made, or stay as they were, and all that a build knows of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jarpub.build.release import Release
from jarpub.build.target import Target
from jarpub.build.worker import Job, Result
from jarpub.diagnostics import Diagnostic
from jarpub.project.sources import Sources


@dataclass(frozen=True)
class Artifact:
    """A finished file: newly made, or as it stays from an earlier build."""

    target: Target
    content: bytes
    pages: int | None
    is_read_back: bool  # whether it was, and says what its page says
    stays: bool
    why: str  # it was made, or stays

    @property
    def release(self) -> Release:
        """The publication that it is a file of."""
        return self.target.release

    @property
    def name(self) -> str:
        """Its name in the output folder."""
        return self.target.name

    @property
    def format(self) -> str:
        """Its format."""
        return self.target.format

    @property
    def word_count(self) -> int:
        """How many words it prints."""
        return len(self.release.page.word_list)


def artifact_of(target: Target, job: Job, result: Result | None) -> Artifact:
    """The file of a target, once its job is done, or where there was nothing to do."""
    content, pages = (result.rendered.content, result.rendered.pages) if result else (job.content or b"", job.pages)
    is_read_back = result.is_read_back if result else job.is_read_back
    return Artifact(target, content, pages, is_read_back, stays=job.content is not None, why=job.why)


@dataclass(frozen=True)
class Made:
    """Finished files that were read back and found right, and what should be looked at."""

    sources: Sources
    releases: tuple[Release, ...]
    artifacts: tuple[Artifact, ...]
    warnings: tuple[Diagnostic, ...]
    questions: tuple[Diagnostic, ...]
    libraries: Mapping[str, str]  # of the machine, that were used


@dataclass(frozen=True)
class Built(Made):
    """What a build put into the output folder, and what it found there."""

    earlier: tuple[str, ...] = ()  # the names of files that stay there from earlier builds
    aside: Mapping[str, str] = field(default_factory=dict)  # names of files put aside, each with the one that it had
    unlisted: tuple[str, ...] = ()  # the names of files of publications that are not listed any more
    troubles: tuple[str, ...] = ()  # what is not as it was made in the folder of finals
    of_old: tuple[str, ...] = ()  # what an older version left there, in sentences
    new: tuple[Diagnostic, ...] = ()  # what was found, and was not by the last build

    @property
    def notes(self) -> tuple[str, ...]:
        """What was found in the output folder, in sentences."""
        aside = (
            f'{name} was changed by hand, or is not what a build left there: it is kept, as "{kept}"'
            for kept, name in self.aside.items()
        )
        unlisted = (
            f"{name} stays, though no publication of that name is listed any more: delete it if nobody needs it"
            for name in self.unlisted
        )
        return (*self.troubles, *aside, *unlisted, *self.of_old)
