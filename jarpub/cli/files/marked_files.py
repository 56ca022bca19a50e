"""Where the files go that show what has changed: one file, or a folder with one for each publication."""

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jarpub.build.output.changes import LAST_FINAL
from jarpub.build.output.marked import Compared, MarkedFile, compared_publications, marked_files
from jarpub.build.whole_file import content_of, write_whole
from jarpub.diagnostics import CommandError
from jarpub.formats import WITH_CHANGES
from jarpub.pages.comparison.marks import Signature
from jarpub.project.paths import Project
from jarpub.project.publications import Publication, chosen
from jarpub.project.sources import Sources

FORMATS = {"word": ("docx",), "pdf": ("pdf",), "marked": WITH_CHANGES}  # by the option that names a file or a folder
EXAMPLE = "`{{command}} changes {0} {1} {0}{2}`"


@dataclass(frozen=True)
class _Wish:
    """An option that asks for files, and what stands behind it."""

    option: str
    typed: str

    @property
    def formats(self) -> Sequence[str]:
        return FORMATS[self.option]

    @property
    def is_folder(self) -> bool:
        """Whether a folder is meant, for all publications."""
        return self.option == "marked" or self.typed.endswith(("/", os.sep)) or os.path.isdir(self.typed)  # noqa: PTH112

    def path(self, made: MarkedFile) -> Path:
        """Where a file goes."""
        return Path(self.typed, made.name) if self.is_folder else Path(self.typed)


def written(options: Namespace, project: Project, sources: Sources) -> list[tuple[MarkedFile, Path]]:
    """The files that somebody asked for, which are all there, or none of them; raises DiagnosticsError or CommandError."""
    wishes = [_Wish(option, getattr(options, option)) for option in FORMATS if getattr(options, option)]
    if not wishes:
        return []
    asked = chosen(sources.settings, options.publications)
    for wish in wishes:
        _must_end_so(wish)
    found = compared_publications(project, sources, asked, options.since, _signature(options))
    if not found:
        raise CommandError(*_nothing_to_show(options, asked))
    files = [each for wish in wishes for each in _of(project, sources, wish, found)]
    for made, path in files:
        _must_be_free(path, made)
    for made, path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, made.content)
    return files


def _signature(options: Namespace) -> Signature:
    """Who signs changes that nobody has approved, and of which day; never a clock's."""
    from jarpub.build.edits.dates import day
    from jarpub.build.edits.people import person

    by = person(options.by, "a change") if options.by else ""
    return Signature(by, day(options.on) if options.on else "")


def _must_end_so(wish: _Wish) -> None:
    ending = f".{wish.formats[0]}"
    if not wish.is_folder and not wish.typed.endswith(ending):
        said = f'the file behind --{wish.option} ends in {ending}, and "{wish.typed}" does not'
        raise CommandError(
            said, f"type {wish.typed}{ending}, or {wish.typed}/ for a folder with a file of each publication"
        )


def _of(
    project: Project, sources: Sources, wish: _Wish, found: Sequence[Compared]
) -> Iterator[tuple[MarkedFile, Path]]:
    made_in = [each for each in found if any(map(each.publication.is_made_in, wish.formats))]
    keys = [str(each.publication.key) for each in made_in or found]
    ending = f".{wish.formats[0]}"
    if not made_in:
        said = f"{' and '.join(keys)} {'is' if len(keys) == 1 else 'are'} not made as {ending[1:]}"
        raise CommandError(said, "add the format to its entry in publications.yaml, or ask for another one")
    if len(made_in) > 1 and not wish.is_folder:
        said = f"{len(keys)} publications have changed, and --{wish.option} names one file: {', '.join(keys)}"
        example = EXAMPLE.format(keys[0], f"--{wish.option}", ending)
        raise CommandError(said, f"name one of them, as in {example}, or a folder for all: --{wish.option} changes/")
    for made in marked_files(project, sources, made_in, wish.formats):
        yield made, wish.path(made)


def _nothing_to_show(options: Namespace, asked: Sequence[Publication]) -> tuple[str, str]:
    keys = " and ".join(str(each.key) for each in asked) if options.publications else "any publication"
    since = options.since or LAST_FINAL
    said = f"nothing that readers see has changed in {keys} since {since}, so there is no file to make"
    return said, "name another version behind --since; what was never final is compared with nothing else"


def _must_be_free(path: Path, made: MarkedFile) -> None:
    """Raise CommandError for another file there: it may be one in which somebody has accepted or written something."""
    if path.exists() and (not path.is_file() or content_of(path) != made.content):
        said = f"{path} is there already, and may have what somebody wrote into it, so it stays as it is"
        raise CommandError(said, "name a file, or a folder, that is not there yet")


def write_page(path: Path, page: bytes) -> None:
    """Write a page whole, in the place of an earlier one of ours, or of none; raises CommandError for another file."""
    from jarpub.build.output.report import CHANGES, is_ours
    from jarpub.build.whole_file import content_of, write_whole
    from jarpub.diagnostics import CommandError

    if path.exists() and (not path.is_file() or not is_ours(content_of(path), CHANGES)):
        said = f"{path} is no page of changes as this command left it, and stays as it is"
        raise CommandError(said, "name a file that is not there yet, such as --html changes-2.html")
    write_whole(path, page)
