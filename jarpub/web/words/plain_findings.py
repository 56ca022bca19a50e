"""What is found in an edit, said to somebody who has a form before her and not the file."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from jarpub.diagnostics import Diagnostic, DiagnosticsError
from jarpub.project.schema.field_words import label
from jarpub.web.words.places import File
from jarpub.web.words.standing import Standing

PLACE = re.compile(r"(?P<name>[^\s,:]+)(?:, (?P<key>[^\s,:]+))?: (?P<rest>.*)", re.DOTALL)


def in_plain_words(found: Iterable[Diagnostic], standing: Standing, file: File) -> Iterator[Diagnostic]:
    """The same diagnostics, in which the value that each is about is called what a form calls it."""
    for each in found:
        yield replace(each, message=_message(each.message, standing, file))


@contextmanager
def refused_in_plain_words(standing: Standing, file: File) -> Iterator[None]:
    """Raises DiagnosticsError as what is done inside does, with the diagnostics in plain words."""
    try:
        yield
    except DiagnosticsError as error:
        raise DiagnosticsError(in_plain_words(error.diagnostics, standing, file)) from None


def _message(message: str, standing: Standing, file: File) -> str:
    """What was found, behind the place in plain language where the message names one."""
    match = PLACE.fullmatch(message)
    place = _place(match, standing, file) if match else ""
    return f"{place}: {_with_names(match['rest'], standing)}" if match and place else message


def _place(match: re.Match[str], standing: Standing, file: File) -> str:
    values, name, key = standing.values[file], match["name"], match["key"]
    full = f"{name}.{key}" if key and key != "text" else name
    if full in values:
        return standing.called(values[full])
    return label("", key) if key else ""  # of an entry that is not there yet


def _with_names(words: str, standing: Standing) -> str:
    """The sentence with people called by their names."""
    people = {str(each.id): each.name.words for each in standing.sources.as_written.people}
    return " ".join(people.get(word, word) for word in words.split(" "))
