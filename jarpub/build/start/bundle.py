"""The templates that come along with the program, and which of them some publications need."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import jarpub
from jarpub.project.publications import Settings

ALWAYS = re.compile(r"[^/]+\.css|(report|changes)\.html|pictures/[^/]+\.svg|languages/[^/]+\.po|schema/[^/]+\.json")
INCLUDED = re.compile(rb'"([\w./-]+\.(?:html|svg))"')  # what a template includes, or takes its macros from


def bundle() -> Path:
    """The folder of templates: inside the installed package, or beside it where the program is worked on."""
    package = Path(jarpub.__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def starter(name: str) -> str:
    """The text of a file that a new project starts with."""
    return (bundle() / "starter" / name).read_text("utf-8")


def needed_by(settings: Settings) -> Mapping[str, bytes]:
    """The files that come along and that publications need, by their names in the folder of templates.

    Those are their templates, all that these include, the looks, the pictures, the translations and the schemas.
    """
    there = {path.relative_to(bundle()).as_posix(): path for path in bundle().rglob("*") if path.is_file()}
    named = (each.words for publication in settings.publications for each in (publication.template, publication.word))
    names = _with_what_they_include([*filter(ALWAYS.fullmatch, there), *named], there)
    return {name: there[name].read_bytes() for name in sorted(names)}


def _with_what_they_include(names: Iterable[str], there: Mapping[str, Path]) -> Iterator[str]:
    """The names of files that are there, and of those that their own text names."""
    waiting, seen = [*names], set[str]()
    while waiting:
        name = waiting.pop()
        if name in there and name not in seen:
            seen.add(name)
            yield name
            if name.endswith(".html"):
                waiting += (found.decode() for found in INCLUDED.findall(there[name].read_bytes()))
