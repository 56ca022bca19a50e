"""A page as a tagged PDF for people and archives (PDF/UA-1 and PDF/A-2a), through WeasyPrint."""

import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from jarpub.diagnostics import CommandError
from jarpub.formats import Complaint, Rendered, Theme
from jarpub.formats.fonts import fontconfig
from jarpub.formats.html.writer import document, markup
from jarpub.formats.stylesheets import own_tokens, picture_styles
from jarpub.formats.table_layout import fits_a_page, widths
from jarpub.pages.tree import Child, Element, Page


def files(theme: Theme) -> tuple[Path, ...]:
    """The files of the look that this format reads."""
    return theme.house_css, theme.pictures_css, theme.print_css


def prepare() -> None:
    """Import WeasyPrint; raises CommandError where the machine lacks what it needs."""
    _weasyprint()


def write(page: Page, theme: Theme) -> Rendered:
    """The PDF file; every record that WeasyPrint logs is a complaint."""
    html = document(page, theme, "", markup(_prepared(page.body), pictures=picture_styles(theme)))
    complaints: list[Complaint] = []
    with _surroundings(theme):
        weasyprint = _weasyprint()
        settings = {"url_fetcher": _fetcher(weasyprint), "font_config": _font_configuration()}
        own = f'{own_tokens(theme)}@page {{ font-family: "{theme.font}"; }}'  # heads and feet stand outside the body
        sheets = [weasyprint.CSS(string=own, **settings)]
        for path in (theme.house_css, theme.print_css):
            with _records(complaints, path):
                sheets.append(weasyprint.CSS(string=path.read_text("utf-8-sig"), **settings))
        with _records(complaints, theme.print_css), _layout_faults(complaints, theme.print_css):
            page_maker = weasyprint.HTML(string=html, url_fetcher=settings["url_fetcher"])
            rendered = page_maker.render(stylesheets=sheets, font_config=settings["font_config"])
            continued = _continued(rendered)
            if continued:  # what a row says at the head of a page is known when the pages are
                sheets.append(weasyprint.CSS(string=continued, **settings))
                rendered = page_maker.render(stylesheets=sheets, font_config=settings["font_config"])
            return Rendered(_finished(rendered), len(rendered.pages), tuple(complaints))
    return Rendered(b"", complaints=tuple(complaints))


def _prepared(element: Element) -> Element:
    """The page as WeasyPrint needs it: short table rows marked to stay whole, no space that stands alone."""
    if element.tag == "table":
        columns = widths(element)
        element = _each_row(element, lambda row: _classed(row, "keep") if fits_a_page(row, columns) else row)
    children = [_prepared(child) if isinstance(child, Element) else child for child in element.children]
    joined = tuple(_joined_spaces(children))
    if element.tag == "li" and any(inner.tag in ("ul", "ol") for inner in element.walk()):
        # WeasyPrint tags a list inside a list entry behind the whole entry, unless something stands between.
        joined = (Element("div", {"class": "entry"}, joined),)
    return replace(element, children=joined)


def _joined_spaces(children: Iterable[Child]) -> list[Child]:
    """A space between two elements goes into the first: alone at the end of a line it would be lost."""
    joined: list[Child] = []
    for child in children:
        if child == " " and joined and isinstance(joined[-1], Element) and joined[-1].tag != "svg":
            joined[-1] = _with_space(joined[-1])
        else:
            joined.append(child)
    return joined


def _with_space(element: Element) -> Element:
    *others, last = element.children or ("",)
    return replace(element, children=(*others, _with_space(last) if isinstance(last, Element) else f"{last} "))


def _each_row(element: Element, change: Callable[[Element], Element]) -> Element:
    """The element with each table row changed.

    Only a row that fits a page may be told not to break: a taller one would lose the repeated head
    (Kozea/WeasyPrint#2679).
    """
    if element.tag == "tr":
        return change(element)
    return replace(
        element, children=tuple(_each_row(c, change) if isinstance(c, Element) else c for c in element.children)
    )


def _classed(element: Element, name: str) -> Element:
    return replace(element, attributes={**element.attributes, "class": " ".join([*element.classes, name])})


def _weasyprint() -> Any:
    try:
        import weasyprint
        from weasyprint.text.ffi import harfbuzz_subset
    except OSError as error:
        raise CommandError(
            f"PDF files need the Pango library, and it is not on this machine ({str(error).splitlines()[0]})",
            "run setup.sh, or install Pango as the README says; HTML and Word files can be made without it",
        ) from None
    # Without it the font tables carry the time of day, and no two builds give the same bytes.
    if not harfbuzz_subset:
        raise CommandError(
            "PDF files need the HarfBuzz subset library, and it is not on this machine",
            "run setup.sh, or install libharfbuzz-subset0 as the README says",
        )
    return weasyprint


def _continued(rendered: Any) -> str:
    """The CSS that says at the head of a page which row of a table goes on there."""
    from jarpub.formats.pdf.mending import continued

    return "".join(
        f'@page :nth({number}) {{ @top-center {{ content: "{_quoted(words)}, continued" }} }}\n'
        for number, words in continued(rendered)
    )


def _quoted(words: str) -> str:
    return re.sub(r'["\\\n]', lambda sign: f"\\{ord(sign[0]):x} ", words)


def _finished(rendered: Any) -> bytes:
    from jarpub.formats.pdf.mending import VARIANT, mend

    return rendered.write_pdf(pdf_variant=VARIANT, finisher=mend)  # type: ignore[no-any-return]


def _font_configuration() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def _fetcher(weasyprint: Any) -> Any:
    class NothingFetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        """Fetches nothing: all that a page needs is inside it."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError("publications are made from the project's own files only")

    return NothingFetcher()


@contextmanager
def _surroundings(theme: Theme) -> Iterator[None]:
    """While a PDF is made, fontconfig knows the project's fonts and no others, and fontTools no time of day.

    fontTools writes the time into each variable font that it makes an instance of.
    """
    with tempfile.TemporaryDirectory(prefix="jarpub-") as folder:
        configuration = Path(folder, "fonts.conf")
        configuration.write_text(fontconfig(theme.fonts, _cache_folder()), "utf-8")
        set_here = {"FONTCONFIG_FILE": str(configuration), "SOURCE_DATE_EPOCH": "0"}
        before = {name: os.environ.get(name) for name in set_here}
        os.environ.update(set_here)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


def _cache_folder() -> str:
    """Where fontconfig may keep its list of glyphs: it is slow to make and safe to share."""
    return str(Path(tempfile.gettempdir(), f"jarpub-fontconfig-{os.getuid() if hasattr(os, 'getuid') else 0}"))


@contextmanager
def _layout_faults(complaints: list[Complaint], path: Path) -> Iterator[None]:
    """A style sheet can ask for pages that WeasyPrint fails on in ways of its own, such as a page without room."""
    try:
        yield
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        message = f"the pages cannot be laid out as this sheet asks ({type(error).__name__}: {error})"
        complaints.append(Complaint(path, message))


@contextmanager
def _records(complaints: list[Complaint], path: Path) -> Iterator[None]:
    """While this lasts, every record on WeasyPrint's log is a complaint about a style sheet."""

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            location = re.search(r" at (\d+):(\d+)", message)
            numbers = [int(number) for number in location.groups()] if location else []
            complaints.append(Complaint(path, message, *numbers))

    logger = logging.getLogger("weasyprint")
    handler = Keeper(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
