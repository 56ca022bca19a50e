"""A small working project, made in a folder as a whole or not at all."""

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jarpub.build.start.bundle import bundle, needed_by, starter
from jarpub.build.start.completed import filled
from jarpub.build.start.kept import RECORD, record
from jarpub.diagnostics import CommandError, DiagnosticsError
from jarpub.project.brand import Brand
from jarpub.project.file_names import SETTINGS
from jarpub.project.loader import load, load_plan
from jarpub.project.publications import Settings

PLAN, PUBLICATIONS, BRAND = "source/plan.yaml", *(f"templates/{name}" for name in SETTINGS)
# Its files by the name that each has among those that come along, which no name with a dot before it could be.
OWN = {"plan.yaml": PLAN, "publications.yaml": PUBLICATIONS, "brand.yaml": BRAND}
BESIDE = {"README.md": "README.md", "gitignore": ".gitignore"}
UNFINISHED, READY = ".jarpub-unfinished", ".jarpub-ready"


@dataclass(frozen=True)
class Wish:
    """What a new project is to be called."""

    organisation: str
    title: str


@dataclass(frozen=True)
class Started:
    """A new project, and what was in its folder before and stays as it was."""

    folder: Path
    left: tuple[str, ...] = ()


def must_be_free(folder: Path) -> None:
    """Raise CommandError where a project cannot be made in a folder, since something is in its place."""
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} is a file, and a project is a folder", "name a folder that is not there yet")
    if (folder / READY).is_dir():
        return
    if (folder / PUBLICATIONS).is_file():
        said = f"there is a project in {folder} already, and it stays as it is"
        raise CommandError(said, "`{command} update` brings its templates up to date; or name another folder")
    taken = [name for name in ("source", "templates", "output") if os.path.lexists(folder / name)]
    if taken:
        said = f"{folder} has {' and '.join(taken)} in it, and a new project would need that name"
        raise CommandError(said, "name a folder that is not there yet, such as `{command} init our-plan`")


def settings_of(wish: Wish) -> Settings:
    """The publications of a new project; raises CommandError where a name cannot be printed."""
    return _checked(_own(wish))


def start(folder: Path, wish: Wish, brought: Mapping[str, bytes] | None = None) -> Started:
    """Make a project in a folder, which may have other files in it; all of it or nothing.

    What is brought along, by its path in it, stands in the place of the example.

    One that was interrupted while its files were put in place is finished. Raises CommandError where something is in
    its place.
    """
    must_be_free(folder)
    files = _files(wish, brought or {})
    with _folder(folder):
        if not (folder / READY).is_dir():
            _write(folder / UNFINISHED, files)
            os.replace(folder / UNFINISHED, folder / READY)
        left = _put_in_place(folder)
    return Started(folder, left)


def _files(wish: Wish, brought: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """All files of the project, by their paths in it."""
    own = {**_own(wish), **brought}
    templates = needed_by(_checked(own))
    state = starter("state-brought-in.md" if brought else "state-example.md")
    beside = {
        place: _filled(starter(name).replace("{state}\n", state), wish, quoted=False) for name, place in BESIDE.items()
    }
    return {
        **beside,
        **own,
        **{f"templates/{name}": data for name, data in templates.items()},
        RECORD: record(templates),
    }


def _own(wish: Wish) -> Mapping[str, bytes]:
    """The files of the example that are written in YAML, by their paths in the project."""
    return {place: _filled(starter(name), wish) for name, place in OWN.items()}


def _filled(text: str, wish: Wish, *, quoted: bool = True) -> bytes:
    """A text of the starter with what the project is called."""
    called = {"title": wish.title, "organisation": wish.organisation}
    return filled(text, called, quoted=quoted).replace("{head}\n", _head_of_publications()).encode()


def _head_of_publications() -> str:
    """What stands above the publications, and says how they are written."""
    lines = (bundle() / SETTINGS[0]).read_text("utf-8").splitlines(keepends=True)
    end = next(at for at, line in enumerate(lines) if not line.startswith("#"))
    return "".join(line for line in lines[:end] if "$schema" not in line)


def _checked(own: Mapping[str, bytes]) -> Settings:
    """The publications of a project, whose plan and brand can be read, too; raises CommandError where a name cannot be printed."""
    try:
        load_plan(own[PLAN], PLAN)
        load(own[BRAND], BRAND, Brand)
        return load(own[PUBLICATIONS], PUBLICATIONS, Settings)
    except DiagnosticsError as refused:
        first = refused.diagnostics[0]
        raise CommandError(f"the names cannot be printed like this: {first.message}", first.hint) from None


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """A folder that is there for as long as this lasts, and goes with all above it that was made if it comes to nothing."""
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for each in (folder / UNFINISHED, folder / READY):
            shutil.rmtree(each, ignore_errors=True)
        with suppress(OSError):
            for each in new:
                each.rmdir()
        raise


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder in the place of what an interrupted attempt left there."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _put_in_place(folder: Path) -> tuple[str, ...]:
    """Move all that is ready into its folder, and give the names that were taken; if it cannot be done, all is taken back."""
    ready = folder / READY
    names = sorted(
        (each.name for each in ready.iterdir()), key=lambda name: name == "templates"
    )  # by which a project is known
    done: list[str] = []
    try:
        for name in names:
            if not os.path.lexists(folder / name):
                (ready / name).rename(folder / name)
                done.append(name)
    except BaseException:
        _take_back(folder, done)
        raise
    shutil.rmtree(ready)
    return tuple(name for name in names if name not in done)


def _take_back(folder: Path, names: Collection[str]) -> None:
    for name in names:
        (folder / name).rename(folder / READY / name)
