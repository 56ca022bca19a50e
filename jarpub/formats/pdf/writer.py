"""A page as a tagged PDF for people and archives (PDF/UA-1 and PDF/A-2a), through WeasyPrint."""

import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from jarpub.diagnostics import Code, CommandError, Diagnostic, Location
from jarpub.formats import CORRECT_IT, Rendered, Theme
from jarpub.formats.fonts import fontconfig
from jarpub.formats.html.marks import STYLES
from jarpub.formats.html.writer import document, markup
from jarpub.formats.kept_files import kept_folder
from jarpub.formats.pdf.line_breaks import let_spaces_hang
from jarpub.formats.pdf.prepared_page import prepared
from jarpub.formats.pdf.text_widths import measure_texts_once
from jarpub.formats.stylesheets import font_weights, own_tokens, picture_styles
from jarpub.pages.page_tree import ComparedPage, Page

LAYOUT = Code("style.layout", "A style sheet asks for pages that cannot be laid out.")
STYLE = Code("style.unknown", "A style sheet has something that PDFs do not know.")


def files(theme: Theme) -> tuple[Path, ...]:
    """The files of the theme that this format reads."""
    return theme.house_css, theme.pictures_css, theme.print_css


def prepare() -> None:
    """Import WeasyPrint; raises CommandError where the machine lacks what it needs."""
    _weasyprint()


def as_they_are(pdf: Any) -> None:
    """Pages stand one after another as they are read."""


def write(page: Page, theme: Theme, arrange: Callable[[Any], None] = as_they_are) -> Rendered:
    """The PDF file; every record that WeasyPrint logs is a diagnostic of a style sheet."""
    html = document(page, theme, "", markup(prepared(page.body), pictures=picture_styles(theme)))
    diagnostics: list[Diagnostic] = []
    with _surroundings(theme) as known_fonts:
        weasyprint, fonts = _weasyprint(), _font_configuration(known_fonts)
        own = f'{own_tokens(theme)}@page {{ font-family: "{theme.font}"; }}'  # heads and feet stand outside the body
        sheets = [weasyprint.CSS(string=own)]
        for path in (theme.house_css, theme.print_css):
            sheet, faults = _sheet(path, path.read_text("utf-8-sig"), known_fonts)
            diagnostics += faults
            sheets += [sheet] if sheet else []
        if isinstance(page, ComparedPage):
            sheets.append(weasyprint.CSS(string=STYLES))
        if fonts is not _font_configuration(known_fonts):  # one of them brings a font, to this file alone
            _sheet.cache_clear()
        with _records(diagnostics, theme.print_css):
            page_maker = weasyprint.HTML(string=html, url_fetcher=_fetcher())
            rendered = _laid_out(diagnostics, theme.print_css, page_maker, sheets, fonts)
            continued = _continued(rendered) if rendered else ""
            if continued:  # what a row says at the head of a page is known when the pages are
                sheets.append(weasyprint.CSS(string=continued))
                rendered = _laid_out(diagnostics, theme.print_css, page_maker, sheets, fonts)
            finish = partial(_finished, arrange=arrange, has_bars=isinstance(page, ComparedPage))
            content = _drawn(diagnostics, theme.print_css, rendered, finish) if rendered else b""
    return Rendered(content, len(rendered.pages) if rendered else None, tuple(diagnostics))


@lru_cache(maxsize=16)
def _sheet(path: Path, text: str, known_fonts: str) -> tuple[Any, tuple[Diagnostic, ...]]:
    """A style sheet as WeasyPrint reads it, once for all files of a process, with what is wrong with it."""
    diagnostics: list[Diagnostic] = []
    sheet = None
    with _records(diagnostics, path), _layout_faults(diagnostics, path):
        fonts = _font_configuration(known_fonts)
        sheet = _weasyprint().CSS(string=text, font_config=fonts, url_fetcher=_fetcher())
    return sheet, tuple(diagnostics)


def _laid_out(diagnostics: list[Diagnostic], path: Path, page_maker: Any, sheets: list[Any], fonts: Any) -> Any:
    """The document laid out, or nothing where a style sheet asks for pages that WeasyPrint cannot make."""
    with _layout_faults(diagnostics, path):
        return page_maker.render(stylesheets=list(sheets), font_config=fonts)
    return None


def _finished(document: Any, pdf: Any, *, arrange: Callable[[Any], None], has_bars: bool) -> None:
    """Put right what WeasyPrint has drawn, with bars beside what has changed where a page is of changes."""
    from jarpub.formats.pdf.conformance import mend

    def arranged(pdf: Any) -> None:
        if has_bars:
            from jarpub.formats.pdf.change_bars import draw_change_bars

            draw_change_bars(document, pdf)
        arrange(pdf)

    mend(document, pdf, arranged)


def _drawn(diagnostics: list[Diagnostic], path: Path, rendered: Any, finish: Callable[[Any, Any], None]) -> bytes:
    """The document as a PDF file, mended; nothing where WeasyPrint cannot draw it."""
    from jarpub.formats.pdf.conformance import VARIANT

    failed: list[Exception] = []

    def finisher(document: Any, pdf: Any) -> None:
        try:
            finish(document, pdf)
        except Exception as error:  # noqa: BLE001  # raised again below: what we do wrong is not a style sheet's fault
            failed.append(error)

    content: bytes = b""
    with _layout_faults(diagnostics, path):
        content = rendered.write_pdf(pdf_variant=VARIANT, finisher=finisher)
    if failed:
        raise failed[0]
    return content


@cache
def _weasyprint() -> Any:
    try:
        with _set_here(PATH=""):  # Python would ask gcc and ld for 22 names of libraries that the loader finds itself
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
    let_spaces_hang()
    measure_texts_once()
    return weasyprint


def _continued(rendered: Any) -> str:
    """The CSS that says at the head of a page which row of a table goes on there."""
    from jarpub.formats.pdf.continued_rows import continued

    return "".join(
        f'@page :nth({number}) {{ @top-center {{ content: "{_quoted(words)}, continued" }} }}\n'
        for number, words in continued(rendered)
    )


def _quoted(words: str) -> str:
    return re.sub(r'["\\\n]', lambda sign: f"\\{ord(sign[0]):x} ", words)


@lru_cache(maxsize=8)
def _font_configuration(known_fonts: str) -> Any:  # noqa: ARG001  # by which it is known again
    """What Pango knows of fonts, once for all files that are made with the same: it is large, and never given back.

    `known_fonts` is what fontconfig is told, and reads while this is made.
    """
    from weasyprint.text.fonts import FontConfiguration

    class Fonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
        """Shared until a style sheet adds a font to it (`@font-face`), which no other file has."""

        def add_font_face(self, *described: Any) -> None:
            _font_configuration.cache_clear()
            super().add_font_face(*described)

    return Fonts()


@cache
def _fetcher() -> Any:
    class NothingFetcher(_weasyprint().urls.URLFetcher):  # type: ignore[misc]
        """Fetches nothing: all that a page needs is inside it."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            raise ValueError("publications are made from the project's own files only")

    return NothingFetcher()


@contextmanager
def _surroundings(theme: Theme) -> Iterator[str]:
    """While a PDF is made, fontconfig knows the project's fonts and no others, and fontTools no time of day.

    fontTools writes the time into each variable font that it makes an instance of. Gives what fontconfig is told.
    """
    with tempfile.TemporaryDirectory(prefix="jarpub-") as folder:
        configuration = Path(folder, "fonts.conf")
        told = _fontconfig(theme, otherwise=folder)
        configuration.write_text(told, "utf-8")
        with _set_here(FONTCONFIG_FILE=str(configuration), SOURCE_DATE_EPOCH="0"):
            yield told


@contextmanager
def _set_here(**variables: str) -> Iterator[None]:
    """While this lasts, variables of the environment have these values."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _fontconfig(theme: Theme, otherwise: str) -> str:
    """What fontconfig is told; where nothing can be kept from one build to the next, fonts are made for this file alone."""
    with suppress(OSError):
        return fontconfig(theme.fonts, font_weights(theme), str(kept_folder() or otherwise))
    return fontconfig(theme.fonts, font_weights(theme), otherwise)


@contextmanager
def _layout_faults(diagnostics: list[Diagnostic], path: Path) -> Iterator[None]:
    """A style sheet can ask for pages that WeasyPrint fails on in ways of its own, such as a page without room."""
    try:
        yield
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        SyntaxError,
        TypeError,
        ValueError,
    ) as error:
        message = f"the pages cannot be laid out as this sheet asks ({type(error).__name__}: {error})"
        diagnostics.append(Diagnostic(LAYOUT, Location(str(path)), message, CORRECT_IT))


@contextmanager
def _records(diagnostics: list[Diagnostic], path: Path) -> Iterator[None]:
    """While this lasts, every record on WeasyPrint's log is a diagnostic of a style sheet."""

    class Keeper(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            message = record.getMessage()
            location = re.search(r" at (\d+):(\d+)", message)
            numbers = [int(number) for number in location.groups()] if location else []
            diagnostics.append(Diagnostic(STYLE, Location(str(path), *numbers), message, CORRECT_IT))

    logger = logging.getLogger("weasyprint")
    handler = Keeper(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
