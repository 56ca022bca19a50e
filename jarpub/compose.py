"""A view and a template as house HTML."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from jarpub.findings import Finding, Place, Refused
from jarpub.markdown import Unclear, to_html
from jarpub.plan import Gap, Passage
from jarpub.publications import Publication, Publications
from jarpub.values import Month, Text
from jarpub.view import NotSeen, View, unwrapped

BLOCK_END = re.compile(r"</(p|li|dt|dd|td|th|h[1-6])>")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
START_TAG = re.compile(r"<([a-z][a-z0-9]*)")
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
    publication: Publication, house: Publications, plan: View, templates: Path, folder: str
) -> tuple[str, tuple[str, ...]]:
    """The house HTML of a publication, and the names of the templates that it was made with.

    `folder` is what findings call the templates' folder. Each element that a template writes says where
    in `data-at`; each value of the plan stands in an element that carries its id in `data-source`.
    Raises Refused.
    """
    loader = _Loader(templates)
    values = {key: getattr(plan, key) for key in _visible_keys(publication)}
    with _faults_as_findings(publication, templates, folder):
        template = _environment(loader, folder).get_template(publication.template)
        html = template.render(values, organisation=house.organisation, publication=publication)
    return html, tuple(sorted(loader.loaded))


@contextmanager
def _faults_as_findings(publication: Publication, templates: Path, folder: str) -> Iterator[None]:
    """Turns what can go wrong in a template into Refused, with the line of the template."""
    try:
        yield
    except TemplateNotFound as error:
        way_out = "check the file name in publications.yaml and after include, import or extends"
        raise Refused([Finding(Place(f"{folder}/{error.name}"), "there is no such template", way_out)]) from None
    except TemplateSyntaxError as error:
        place = Place(f"{folder}/{error.name or publication.template}", error.lineno)
        way_out = "check the braces and block names near this line"
        raise Refused([Finding(place, f"the template cannot be read ({error.message})", way_out)]) from None
    except _Unprintable as error:
        raise Refused([error.finding]) from None
    except NotSeen as error:
        place = _template_place(error, templates, folder)
        raise Refused([Finding(place, error.sentence, error.way_out)]) from None
    except WRONG_IN_A_TEMPLATE as error:
        place = _template_place(error, templates, folder)
        sentence = f"the template asks for something that cannot be done ({error})"
        raise Refused([Finding(place, sentence, "check the names and the braces in this line")]) from None


class _Unprintable(Exception):
    """A value that has no words to print."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class _Loader(FileSystemLoader):
    """Loads templates and remembers which."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.loaded: set[str] = set()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        self.loaded.add(template)
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError:
            raise TemplateSyntaxError("it is saved in another encoding than UTF-8", 1, template) from None


class _Places(Extension):
    """Writes into each start tag of a template where it stands, so that findings can say it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        file = f"{self.environment.folder}/{stream.name}"  # type: ignore[attr-defined]
        for token in stream:
            yield _placed(token, file) if token.type == "data" else token


def _placed(token: Token, file: str) -> Token:
    def add_place(tag: re.Match[str]) -> str:
        return f'{tag[0]} data-at="{file}:{token.lineno + token.value.count(chr(10), 0, tag.start())}"'

    return Token(token.lineno, token.type, START_TAG.sub(add_place, token.value))


def _environment(loader: FileSystemLoader, folder: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_print,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[_Places],
    )
    environment.folder = folder  # type: ignore[attr-defined]
    environment.filters.update(
        blocks=_blocks, plain=str, months=_months, overall=_overall, ongoing=_ongoing, word_count=_word_count
    )
    environment.globals["link"] = _link
    # The same input must give the same bytes, so nothing in a template may come from chance.
    del environment.globals["lipsum"], environment.filters["random"]
    return environment


def _visible_keys(publication: Publication) -> list[str]:
    return sorted({path.words.split(".")[0] for path in publication.sees})


def _template_place(error: BaseException, templates: Path, folder: str) -> Place:
    """The line of the template that was being rendered; raises the error again where it was none."""
    for frame in reversed(extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(templates):
            return Place(f"{folder}/{path.relative_to(templates).as_posix()}", frame.lineno or 0)
    raise error


def _print(value: Any) -> Any:
    """What `{{ value }}` writes: the plan's values inside an element that carries their id."""
    record = unwrapped(value)
    if isinstance(record, Gap):
        return _gap(record)
    if isinstance(record, Passage):
        return _passage(value)
    if isinstance(record, Text):
        return _text(record)
    if isinstance(record, Month):
        return _wrapped("span", record, escape(record.words))
    if isinstance(value, View):
        return _text(value.text)  # asks the view, which refuses what is not for its audience
    if value is None or isinstance(value, bool | tuple):
        raise TypeError(
            f'{type(value).__name__} has no words to print; for a value that may be missing, write: or "Not recorded"'
        )
    return value


def _passage(passage: View) -> Markup:
    if not passage.items:
        return _text(passage.text)
    items = Markup("").join(Markup("<li>{}</li>").format(_passage(item)) for item in passage.items)
    return Markup("{}<ul>{}</ul>").format(_text(passage.text), items)


def _text(text: Text) -> Markup:
    html, one_line = _html(text)
    return _wrapped("span" if one_line else "div", text, html)


def _blocks(text: Any) -> Markup:
    """The filter `blocks`: a text as paragraphs and lists, even where it is one line."""
    text = text.text if isinstance(text, View) else text
    html, one_line = _html(text)
    return _wrapped("div", text, Markup("<p>{}</p>").format(html) if one_line else html)


def _html(text: Text) -> tuple[Markup, bool]:
    try:
        return to_html(text.words)
    except Unclear as error:
        sentence, way_out = error.args
        raise _Unprintable(Finding(text.place, f"{text.id}: {sentence}", way_out)) from None


def _gap(gap: Gap) -> Markup:
    if gap.answer:
        return _text(gap.answer)
    mark = Markup('<mark class="gap">TO BE SUPPLIED {}: {}</mark>').format(gap.id, gap.question.words)
    return _wrapped("span", gap.question, mark)


def _wrapped(tag: str, value: Text | Month, html: Markup) -> Markup:
    return Markup('<{} data-source="{}" data-at="{}">{}</{}>').format(tag, value.id, value.place, html, tag)


def _link(words: Any, gap: View) -> Markup:
    """The function `link`: a link with its address in full, for paper; a gap in the address stays visible."""
    address = unwrapped(gap).answer
    label = _print(words)
    if address and not WEB_ADDRESS.fullmatch(address.words):
        sentence = f"{unwrapped(gap).id}: the answer is meant to be one web address and nothing else"
        raise _Unprintable(Finding(address.place, sentence, 'write it in full: "https://www.example.org/report"'))
    if address:
        label = Markup('<a href="{}">{}</a>').format(address.words, label)
        return Markup("{}: {}").format(label, _wrapped("span", address, escape(address.words)))
    return Markup("{}: {}").format(label, _gap(unwrapped(gap)))


def _months(strands: Any) -> list[Month]:
    """The filter `months`: the months in which a recommendation's strands are due, each once, by date."""
    months = {(month.year, month.number): month for strand in strands for due in strand.due for month in due.months}
    return [months[key] for key in sorted(months)]


def _overall(strands: Any) -> str:
    """The filter `overall`: how far a recommendation has got, as one of the keys that wording has sentences for."""
    values = {status.value for strand in strands for status in strand.status}
    recorded = [bool(strand.status) for strand in strands]
    if not all(recorded):
        return "partly_recorded" if any(recorded) else "not_recorded"
    if len(values) == 1:
        return str(*values)
    if values == {"started", "in_progress"}:
        return "in_progress"
    return "done_continuing" if values == {"done", "done_continuing"} else "partly_done"


def _ongoing(strands: Any) -> bool:
    """The filter `ongoing`: whether a date of a recommendation goes on after its month."""
    return any(due.ongoing for strand in strands for due in strand.due)


def _word_count(text: Any) -> int:
    """The filter `word_count`: how many words a text, or a part of the page, prints."""
    html = text if isinstance(text, Markup) else _blocks(text)
    return len(Markup(BLOCK_END.sub(" ", html)).striptags().split())
