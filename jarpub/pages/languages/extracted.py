"""All that the templates say themselves, as a file of translations that somebody fills."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from jarpub.pages.languages.catalogue import FOLDER, parsed
from jarpub.pages.languages.voice import WORDS_OF_OUR_OWN

# What the library writes into the head of a file and nobody here needs, such as the time.
NOT_KEPT = ("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Generated-By", "Language-Team", "Report-Msgid")
OPTIONS = {"trimmed": "true", "newstyle_gettext": "true"}  # as templates are read


def completed(templates: Path, folder: str, language: str, others: Iterable[str]) -> bytes:
    """The file of translations into a language with an entry for all that is said: what it has stays as it is.

    `others` is what is said beside the templates, such as the mark of a draft. What nobody says any more goes to the end.
    Raises DiagnosticsError where the file cannot be read; `folder` is what diagnostics call the folder of templates.
    """
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    path = templates / FOLDER / f"{language}.po"
    said = Catalog(locale=None, fuzzy=False)
    for words, place in (*_in_templates(templates), *((each, "publications.yaml") for each in others)):
        said.add(words, locations=[(place, 0)])
    for words in WORDS_OF_OUR_OWN:
        said.add(words)
    there = parsed(path.read_bytes(), f"{folder}/{FOLDER}/{path.name}") if path.is_file() else None
    catalog = there or Catalog(
        locale=language.replace("-", "_"), project="jarpub", version="1", fuzzy=False, header_comment=""
    )
    catalog.update(said, no_fuzzy_matching=True, update_header_comment=False)
    written = BytesIO()
    write_po(written, catalog, width=0, include_lineno=False, sort_output=True)
    lines = written.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{head}' for head in NOT_KEPT))).encode()


def _in_templates(templates: Path) -> Iterator[tuple[str | tuple[str, ...], str]]:
    """What each template says, one text or those for one and for many, and the name of the template."""
    from jinja2.ext import GETTEXT_FUNCTIONS, babel_extract

    for path in sorted(templates.glob("*.html")):
        found = babel_extract(BytesIO(path.read_bytes()), GETTEXT_FUNCTIONS, (), OPTIONS)
        for _, _, words, _ in found:
            forms = (words,) if isinstance(words, str) else tuple(filter(None, words or ()))
            yield (forms if len(forms) > 1 else forms[0]), path.name
