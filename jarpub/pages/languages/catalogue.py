"""What the templates say in another language: the translations in a PO file of templates/languages/, such as cy.po."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location

UNREADABLE = Code("language.unreadable", "A file of translations cannot be read.")
PLACES = Code("language.places", "A translation lacks a place that is filled, such as %(months)s, or has another.")
FOLDER = "languages"
QUOTED = re.compile(r'\s*(?:msg(?:id|id_plural|str|str\[\d+\]|ctxt)\b|")')
WHOLE = re.compile(r'\s*(?:msg(?:id|id_plural|str|str\[\d+\]|ctxt)\s*)?"(?:[^"\\]|\\.)*"\s*')
PLACE = re.compile(r"%\((\w+)\)s|%%|%")


@dataclass(frozen=True)
class Catalogue:
    """The translations into a language; one without a file has none."""

    file: str  # what diagnostics call it
    name: str = ""  # its name below the templates; nothing where there is no such file
    lines: Mapping[str, int] = field(default_factory=dict)  # where each of the English words stands that are translated
    unread: frozenset[str] = frozenset()  # those whose translation is marked as "fuzzy"
    translations: NullTranslations = field(default_factory=NullTranslations)


def catalogue_of(templates: Path, folder: str, language: str) -> Catalogue:
    """The translations into a language, or into the one that it is a variety of; raises DiagnosticsError.

    `folder` is what diagnostics call the folder of templates.
    """
    codes = dict.fromkeys((language, language.partition("-")[0]))
    for name in (f"{FOLDER}/{code}.po" for code in codes):
        if (templates / name).is_file():
            return _read((templates / name).read_bytes(), f"{folder}/{name}", name)
    return Catalogue(f"{folder}/{FOLDER}/{[*codes][-1]}.po")


@lru_cache(maxsize=16)  # each publication asks for it twice, as a draft and as a final
def _read(data: bytes, file: str, name: str) -> Catalogue:
    from babel.messages.mofile import write_mo

    compiled, catalog = BytesIO(), parsed(data, file)
    write_mo(compiled, catalog, use_fuzzy=True)
    translations = GNUTranslations(BytesIO(compiled.getvalue()))
    messages = [each for each in catalog if each.id and any(_forms(each.string))]
    wrong = [found for each in messages for found in _wrong_places(each, file)]
    if wrong:
        raise DiagnosticsError(wrong)
    lines = {_forms(each.id)[0]: each.lineno or 0 for each in messages}
    return Catalogue(file, name, lines, frozenset(_forms(each.id)[0] for each in messages if each.fuzzy), translations)


def parsed(data: bytes, file: str) -> Any:
    """The catalog, as the library has it, of a file of translations; raises DiagnosticsError."""
    from babel.messages.pofile import PoFileError, read_po

    for number, each in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        if QUOTED.match(each) and not WHOLE.fullmatch(each):  # the library would take the last letter for the sign
            hint = 'write " at the beginning and at the end of the words, and \\" for one inside them'
            message = "the words of a translation do not stand between two quotation marks"
            raise DiagnosticsError([Diagnostic(UNREADABLE, Location(file, number), message, hint)])
    try:
        return read_po(BytesIO(data), charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        hint = "correct the line, or open the file in a program for translations and save it there again"
        place = Location(file, getattr(error, "lineno", None) or 0)
        found = Diagnostic(UNREADABLE, place, f"the translations cannot be read ({error})", hint)
        raise DiagnosticsError([found]) from None


def _forms(words: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def _wrong_places(message: Any, file: str) -> Iterator[Diagnostic]:
    """What a translation does with places that its English words do not have, or leaves out in all of its forms."""
    wanted = {place[1] for words in _forms(message.id) for place in PLACE.finditer(words)}
    found = {place[1] or place[0] for words in _forms(message.string) for place in PLACE.finditer(words)} - {"%%"}
    wanted = {place for place in wanted if place}
    for place in sorted(wanted ^ found):
        said = f"has no %({place})s" if place in wanted else f'has a place "{place}" that the English words do not have'
        whole = f'the translation of "{_forms(message.id)[0]}" {said}'
        hint = f"the places are: {', '.join(f'%({each})s' for each in sorted(wanted)) or 'none'}; copy them letter by letter"
        yield Diagnostic(PLACES, Location(file, message.lineno or 0), whole, hint)
