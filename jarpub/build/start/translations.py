"""The file of translations of a project into a language: made, or completed with what is not in it yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from jarpub.build.edits.saving import one_writer
from jarpub.build.whole_file import content_of, write_whole
from jarpub.diagnostics import CommandError
from jarpub.pages.languages.catalogue import FOLDER, catalogue_of
from jarpub.pages.languages.extracted import completed
from jarpub.project.brand import Brand
from jarpub.project.file_names import SETTINGS
from jarpub.project.languages import ENGLISH, is_language, name_of, primary
from jarpub.project.loader import load, read_file
from jarpub.project.paths import Project
from jarpub.project.publications import Settings

Record = TypeVar("Record")


@dataclass(frozen=True)
class Completed:
    """What became of a file of translations."""

    file: str  # what people call it
    language: str  # its name in English
    said: int  # how many entries it has
    missing: int  # how many of them nobody has translated
    unread: int  # how many nobody who speaks the language has read


def complete(project: Project, language: str) -> Completed:
    """Make the file, or add to it what the templates say and it lacks; what it has stays.

    Raises DiagnosticsError where a file cannot be read, CommandError where there is nothing to translate into.
    """
    if not is_language(language) or primary(language) == ENGLISH:
        said = f'"{language}" is no code of a language that the templates can be translated into'
        raise CommandError(
            said, 'give the code that BCP 47 has for it: "cy" for Welsh, "bn" for Bengali, "ar" for Arabic'
        )
    path = project.templates / FOLDER / f"{language}.po"
    others = [*_beside_templates(project, language)]
    with one_writer(project, "translate"):
        before = content_of(path)
        new = completed(project.templates, project.templates_name, language, others)
        path.parent.mkdir(exist_ok=True)
        if new != before and not write_whole(path, new, instead_of=before):
            raise CommandError(f"{project.name(path)} was saved just now", "close it, and give the command again")
    found = catalogue_of(project.templates, project.templates_name, language)
    said_in_all = new.count(b"\nmsgid ") - 1
    return Completed(
        project.name(path), name_of(language), said_in_all, said_in_all - len(found.lines), len(found.unread)
    )


def _beside_templates(project: Project, language: str) -> Iterator[str]:
    """What the list of publications has every page say; nothing of a council whose own language it is."""
    settings, brand = _setting(project, SETTINGS[0], Settings), _setting(project, SETTINGS[1], Brand)
    said = [each.words for each in (settings.draft, settings.final, settings.internal) if each]
    if primary(brand.language) == primary(language):  # but for what came along with the program, and is translated
        translated = catalogue_of(project.templates, project.templates_name, language).lines
        said = [words for words in said if words in translated]
    yield from said


def _setting(project: Project, name: str, kind: type[Record]) -> Record:
    path = project.templates / name
    return load(read_file(path, project.name(path), "--templates"), project.name(path), kind)
