"""A view and a template as house HTML."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jarpub.diagnostics import Diagnostic, DiagnosticsError, Location
from jarpub.pages.filters import FILTERS, Unprintable, link, printed
from jarpub.pages.view import NotSeen, View
from jarpub.project.brand import Brand
from jarpub.project.encoding import decode
from jarpub.project.publications import Publication

START_TAG = re.compile(r"<([a-z][a-zA-Z0-9]*)")
PROLOGUE = re.compile(r"<\?.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", re.DOTALL)
WRONG_IN_A_TEMPLATE = (
    TemplateError,
    SecurityError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


def compose(
    publication: Publication, brand: Brand, plan: View, templates: Path, folder: str, *, draft: bool
) -> tuple[str, tuple[str, ...]]:
    """The house HTML of a publication, and the names of the templates that it was made with.

    `folder` is what diagnostics call the templates' folder. A draft marks what is still to be supplied. Each element that a template writes says where
    in `data-at`; each value of the plan stands in an element that carries its id in `data-source`.
    Raises DiagnosticsError.
    """
    environment = _environment(templates, folder, draft)
    environment.asked.clear()
    values = {key: getattr(plan, key) for key in _visible_keys(publication)}
    with faults_as_diagnostics(publication.template.words, templates, folder):
        html = environment.get_template(publication.template.words).render(
            values,
            organisation=brand.organisation,
            logo=brand.logo and brand.logo.words,
            publication=publication,
            draft=draft,
        )
    return html, tuple(sorted(environment.asked))


@contextmanager
def faults_as_diagnostics(template: str, templates: Path, folder: str) -> Iterator[None]:
    """Turns what can go wrong in a template into DiagnosticsError, with the line of the template."""
    try:
        yield
    except TemplateNotFound as error:
        hint = (
            "add the picture, or correct its name: logo in brand.yaml, icon in the plan, include in a template"
            if str(error.name).endswith(".svg")
            else "check the file name in publications.yaml and after include, import or extends"
        )
        raise DiagnosticsError(
            [Diagnostic(Location(f"{folder}/{error.name}"), "there is no such template", hint)]
        ) from None
    except TemplateSyntaxError as error:
        location = Location(f"{folder}/{error.name or template}", error.lineno)
        hint = "check the braces and block names near this line"
        raise DiagnosticsError([Diagnostic(location, f"the template cannot be read ({error.message})", hint)]) from None
    except Unprintable as error:
        raise DiagnosticsError([error.diagnostic]) from None
    except NotSeen as error:
        location = _template_location(error, templates, folder)
        raise DiagnosticsError([Diagnostic(location, error.message, error.hint)]) from None
    except WRONG_IN_A_TEMPLATE as error:
        location = _template_location(error, templates, folder)
        message = f"the template asks for something that cannot be done ({error})"
        raise DiagnosticsError([Diagnostic(location, message, "check the names and the braces in this line")]) from None


def _printed(value: Any, *, draft: bool) -> Any:
    """What is undefined says so itself, with its name, when Jinja tries to print it."""
    return value if isinstance(value, Undefined) else printed(value, draft=draft)


class _Loader(FileSystemLoader):
    """Loads templates; one that is loaded already is current as long as its file says the same, whatever its date."""

    def __init__(self, templates: Path, folder: str) -> None:
        super().__init__(templates)
        self.templates = templates
        self.folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, path, _ = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            decode(error.object, f"{self.folder}/{template}")  # raises DiagnosticsError, with the place
            raise
        shown = _without_prologue(source) if template.endswith(".svg") else source
        return shown, path, lambda: _text_of(Path(path)) == source


class _Environment(ImmutableSandboxedEnvironment):
    """The sandbox of templates, which remembers those that were asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.asked: set[str] = set()

    def get_template(self, name: Any, *arguments: Any, **named: Any) -> Template:
        self.asked.add(str(name))
        return super().get_template(name, *arguments, **named)


def _text_of(path: Path) -> str | None:
    """The text of a template as Jinja reads it; nothing where it cannot be read."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _without_prologue(picture: str) -> str:
    """An SVG file without what drawing programs write around the picture; each line stays on its line."""
    return PROLOGUE.sub(lambda found: "\n" * found[0].count("\n"), picture)


class _Locations(Extension):
    """Writes into each start tag of a template where it stands, so that diagnostics can say it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        file = f"{self.environment.folder}/{stream.name}"  # type: ignore[attr-defined]
        for token in stream:
            yield _located(token, file) if token.type == "data" else token


def _located(token: Token, file: str) -> Token:
    def add_place(tag: re.Match[str]) -> str:
        return f'{tag[0]} data-at="{escape(file)}:{token.lineno + token.value.count(chr(10), 0, tag.start())}"'

    return Token(token.lineno, token.type, START_TAG.sub(add_place, token.value))


@lru_cache(maxsize=8)
def _environment(templates: Path, folder: str, draft: bool) -> _Environment:
    """The environment of a folder, once and for all: it keeps what it has compiled."""
    environment = _Environment(
        loader=_Loader(templates, folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(_printed, draft=draft),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[_Locations],
    )
    environment.folder = folder  # type: ignore[attr-defined]
    environment.filters.update(FILTERS)
    environment.globals["link"] = partial(link, draft=draft)
    # The same input must give the same bytes, so nothing in a template may come from chance.
    del environment.globals["lipsum"], environment.filters["random"]
    return environment


def _visible_keys(publication: Publication) -> list[str]:
    return sorted({path.words.split(".")[0] for path in publication.sees})


def _template_location(error: BaseException, templates: Path, folder: str) -> Location:
    """The line of the template that was being rendered; raises the error again where it was none."""
    for frame in reversed(extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(templates):
            return Location(f"{folder}/{path.relative_to(templates).as_posix()}", frame.lineno or 0)
    raise error
