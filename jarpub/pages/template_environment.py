"""The template environment: a sandbox in which a mistake of a template is a diagnostic at its line."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache, partial
from html import escape
from importlib.metadata import version
from pathlib import Path
from pickle import UnpicklingError
from traceback import extract_tb
from types import CodeType
from typing import Any

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension, InternationalizationExtension
from jinja2.lexer import Token, TokenStream

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location, Problem
from jarpub.pages.figures import FIGURE_FILTERS
from jarpub.pages.filters import FILTERS
from jarpub.pages.languages.catalogue import catalogue_of
from jarpub.pages.languages.voice import Voice
from jarpub.pages.markup.picture_rules import without_prologue
from jarpub.pages.printed_values import printed
from jarpub.pages.speaking import filters_of, functions_of
from jarpub.pages.template_limits import LimitedTemplates
from jarpub.project.hashing import digest_of_file, digest_of_texts
from jarpub.project.languages import ENGLISH
from jarpub.project.yaml.encoding import decode

NO_TEMPLATE = Code("template.missing", "A template, or a picture that one includes, is not there.")
SYNTAX = Code("template.syntax", "A template cannot be read: a brace or the name of a block is wrong.")
IMPOSSIBLE = Code("template.impossible", "A template asks for something that cannot be done.")
PACKAGE = Path(__file__).resolve().parent.parent
LIMITS = Path(__file__).with_name("template_limits.py")
START_TAG = re.compile(r"<([a-z][a-zA-Z0-9]*)")
# What Jinja and Python raise where a template asks for what cannot be done.
WRONG_IN_A_TEMPLATE = (
    TemplateError,
    SecurityError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    AssertionError,
    MemoryError,
    RuntimeError,
    SyntaxError,  # of what Jinja makes of a template, such as twenty loops in one another
)
# What Python raises where kept code was cut off, or is something else by now.
UNREADABLE = (OSError, EOFError, UnpicklingError, ValueError, TypeError, LookupError, AttributeError, ImportError)
CODES: dict[tuple[str, str, str, int], CodeType] = {}  # by all that the code of a template depends on
MOST_CODES = 100
# On the way to a template, or from it to what Jinja has.
PASSED_THROUGH = {
    Path(__file__): (
        "get_template",
        "get_source",
        "render",
        "_faults_as_diagnostics",
        "compile",
        "_kept_code",
        "_made_code",
    ),
    LIMITS: ("get_template", "compile", "_parse", "concat", "call", "call_binop", "counted", "limited", "_whole"),
}


@lru_cache(maxsize=32)  # a draft and a final in each language
def environment(
    templates: Path, folder: str, *, draft: bool = False, locating: bool = False, language: str = ENGLISH
) -> "SandboxedTemplates":
    """The environment of a folder for publications in a language, once and for all: it keeps what it has compiled.

    `folder` is what diagnostics call the folder. A draft marks what is still to be supplied. With `locating` each
    element that a template writes says in `data-location` where it stands.
    """
    voice = Voice(language)
    made = SandboxedTemplates(
        voice,
        loader=_Loader(templates, folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=partial(_printed, draft=draft, voice=voice),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[InternationalizationExtension, *([_Locations] if locating else [])],
    )
    made.filters.update({**FILTERS, **FIGURE_FILTERS, **filters_of(voice)})
    made.globals.update(functions_of(voice, draft=draft))
    made.policies["ext.i18n.trimmed"] = True
    # The same input must give the same bytes, so nothing in a template may come from chance.
    del made.globals["lipsum"], made.filters["random"]
    return made


class SandboxedTemplates(LimitedTemplates):
    """The sandbox of templates; `asked` are the names of those that the last rendering was made with."""

    newstyle_gettext = True  # places in what is translated are filled by our own functions

    def __init__(self, voice: Voice, **settings: Any) -> None:
        super().__init__(**settings)
        self.voice = voice
        self.asked: set[str] = set()  # emptied before each rendering: one environment renders one template at a time

    def get_template(self, name: Any, *arguments: Any, **named: Any) -> Template:
        """The template of this name, which is noted."""
        self.asked.add(str(name))
        return super().get_template(name, *arguments, **named)

    def compile(self, *arguments: Any, **_: Any) -> Any:
        """The code of a template, worked out once for drafts and finals, and wherever its folder is."""
        source, name, file = arguments
        loader: _Loader = self.loader  # type: ignore[assignment]
        key = (source, name, loader.folder, len(self.extensions))
        if key not in CODES:
            if len(CODES) == MOST_CODES:
                CODES.clear()
            CODES[key] = self._kept_code(source, name, f"{loader.folder}/{name} {len(self.extensions)}")
        return _in_file(CODES[key], file)

    def _kept_code(self, source: str, name: str, key: str) -> CodeType:
        """The code of a template, as it was kept by an earlier build where that had the same template and program."""
        kept = _kept()
        if not kept:
            return self._made_code(source, name)
        bucket = Bucket(self, kept.get_cache_key(key), kept.get_source_checksum(_own_code() + source))
        with suppress(*UNREADABLE):
            kept.load_bytecode(bucket)
        if not isinstance(bucket.code, CodeType):
            bucket.code = self._made_code(source, name)
            with suppress(OSError):  # a full disk
                kept.set_bucket(bucket)
        return bucket.code

    def _made_code(self, source: str, name: str) -> CodeType:
        code: CodeType = super().compile(source, name, "<template>")
        return code

    def render(self, template: str, *values: Any, **named: Any) -> str:
        """The text that a template makes of some values; raises DiagnosticsError with the line of the template."""
        loader: _Loader = self.loader  # type: ignore[assignment]
        self.asked.clear()
        self.work = 0
        if not self.voice.is_english:
            catalogue = catalogue_of(loader.templates, loader.folder, self.voice.language)
            self.voice.begin(catalogue)
            self.asked |= {catalogue.name} - {""}
        with _faults_as_diagnostics(template, loader.templates, loader.folder):
            return self.get_template(template).render(*values, **named)


@cache
def _kept() -> FileSystemBytecodeCache | None:
    """Where code of templates is kept, in a folder that is nobody else's; nothing where there is no such folder."""
    try:
        return FileSystemBytecodeCache(pattern="jarpub-%s")
    except (OSError, RuntimeError):
        return None


@cache
def _own_code() -> str:
    """The digest of all that the code of a template is made by."""
    modules = sorted(path for room in ("pages", "project") for path in (PACKAGE / room).rglob("*.py"))
    return digest_of_texts([version("jinja2"), version("markdown-it-py"), *map(digest_of_file, map(str, modules))])


def _in_file(code: CodeType, file: str) -> CodeType:
    """The same code as that of a file, which a traceback names."""
    inner = (_in_file(each, file) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=file, co_consts=tuple(inner))


@contextmanager
def _faults_as_diagnostics(template: str, templates: Path, folder: str) -> Iterator[None]:
    """Turns what can go wrong in a template into DiagnosticsError; a mistake of our own goes on as what it is."""
    try:
        yield
    except TemplateNotFound as error:
        hint = (
            "add the picture, or correct its name: logo in brand.yaml, picture in the plan, include in a template"
            if str(error.name).endswith(".svg")
            else "check the file name in publications.yaml and after include, import or extends"
        )
        location = Location(f"{folder}/{error.name}")
        raise DiagnosticsError([Diagnostic(NO_TEMPLATE, location, "there is no such template", hint)]) from None
    except TemplateSyntaxError as error:
        location = Location(f"{folder}/{error.name or template}", error.lineno)
        message = f"the template cannot be read ({error.message})"
        hint = "check the braces and block names near this line"
        raise DiagnosticsError([Diagnostic(SYNTAX, location, message, hint)]) from None
    except Problem as problem:
        raise DiagnosticsError([problem.at(_template_location(problem, templates, folder, template))]) from None
    except WRONG_IN_A_TEMPLATE as error:
        if _is_our_own(error, templates):
            raise
        location = _template_location(error, templates, folder, template)
        message = f"the template asks for something that cannot be done ({_said_of(error)})"
        hint = "check the names and the braces in this line"
        raise DiagnosticsError([Diagnostic(IMPOSSIBLE, location, message, hint)]) from None


def _said_of(error: BaseException) -> str:
    """What Jinja or Python say, without what they say of code that nobody has written."""
    if isinstance(error, RecursionError):
        return "it calls itself for ever, or brackets stand too deep inside one another"
    return str(error.msg if isinstance(error, SyntaxError) else error)


def _is_our_own(error: BaseException, templates: Path) -> bool:
    """Whether code of ours failed: it stands behind the last line of a template, which may have called it in vain.

    What Jinja raises is a template's mistake, and so is one that calls itself for ever, wherever that is stopped.
    """
    if isinstance(error, TemplateError | RecursionError):
        return False
    frames = [(Path(frame.filename), frame.name) for frame in extract_tb(error.__traceback__)]
    last = max((number for number, (file, _) in enumerate(frames) if file.is_relative_to(templates)), default=-1)
    return any(
        file.is_relative_to(PACKAGE) and name not in PASSED_THROUGH.get(file, ()) for file, name in frames[last + 1 :]
    )


def _template_location(error: BaseException, templates: Path, folder: str, template: str) -> Location:
    """The line of the template that was being rendered, or the template that could not even be begun."""
    for frame in reversed(extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(templates):
            return Location(f"{folder}/{path.relative_to(templates).as_posix()}", frame.lineno or 0)
    return Location(f"{folder}/{template}")


def _printed(value: Any, *, draft: bool, voice: Voice) -> Any:
    """What is undefined says so itself, with its name, when Jinja tries to print it."""
    return value if isinstance(value, Undefined) else printed(value, draft=draft, voice=voice)


class _Loader(FileSystemLoader):
    """Loads templates; one that is loaded already is current as long as its file says the same, whatever its date."""

    def __init__(self, templates: Path, folder: str) -> None:
        super().__init__(templates)
        self.templates = templates
        self.folder = folder

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        try:
            text, path, _ = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            decode(error.object, f"{self.folder}/{template}")  # raises DiagnosticsError, with the location
            raise
        shown = without_prologue(text, f"{self.folder}/{template}") if template.endswith(".svg") else text
        return shown, path, lambda: _text_of(Path(path)) == text


def _text_of(path: Path) -> str | None:
    """The text of a template as Jinja reads it; nothing where it cannot be read."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


class _Locations(Extension):
    """Writes into each start tag of a template where it stands, so that diagnostics can say it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        loader: _Loader = self.environment.loader  # type: ignore[assignment]
        for token in stream:
            yield _located(token, f"{loader.folder}/{stream.name}") if token.type == "data" else token


def _located(token: Token, file: str) -> Token:
    def add_location(tag: re.Match[str]) -> str:
        line = token.lineno + token.value.count("\n", 0, tag.start())
        return f'{tag[0]} data-location="{escape(Location(file, line).attribute)}"'

    return Token(token.lineno, token.type, START_TAG.sub(add_location, token.value))
