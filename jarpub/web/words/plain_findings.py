"""What is found in an edit, said to somebody who has a form before her and not the file."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from jarpub.diagnostics import Diagnostic, DiagnosticsError
from jarpub.web.words.field_words import choice, label
from jarpub.web.words.places import File
from jarpub.web.words.standing import Standing

PLACE = re.compile(r"(?P<name>[^\s,:]+)(?:, (?P<key>[^\s,:]+))?: (?P<rest>.*)", re.DOTALL)
MESSAGES: Mapping[str, Callable[[re.Match[str]], str]] = {
    r'(the printed words say ".*", and) the status is (\w+)': lambda m: f"{m[1]} “{choice(m[2])}” is chosen",
    r"(the printed date .*) \(ongoing: true\)": lambda m: m[1],
    r"a text is meant here, and nothing is there": lambda _: "nothing is typed there",
    r"this line refers to (\S+), which cannot go as long as it does": lambda m: (
        f"{m[1]} is named there, and cannot go before"
    ),
}
HINTS: Mapping[str, Callable[[re.Match[str]], str]] = {
    r"(.*) \(status: \[\]\)": lambda m: m[1],
    r"take (\S+) out of this line first": lambda _: "take it out there first",
    r"(.*), in quotation marks: (.*)": lambda m: f"{m[1]}: {m[2]}",
}


def in_plain_words(found: Iterable[Diagnostic], standing: Standing, file: File) -> Iterator[Diagnostic]:
    """The same diagnostics, in which fields are called what a form calls them."""
    for each in found:
        message, hint = _message(each.message, standing, file), _as(HINTS, each.hint)
        yield replace(each, message=message, hint=hint)


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
    if not match:
        return message
    rest = _as(MESSAGES, match["rest"])
    place = _place(match, standing, file) or (label("", match["name"]) if rest != match["rest"] else "")
    return f"{place}: {_with_names(rest, standing)}" if place else message


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


def _as(known: Mapping[str, Callable[[re.Match[str]], str]], words: str) -> str:
    """The words as a table puts them; as they are, where it has no other ones."""
    found = ((say, re.fullmatch(pattern, words, re.DOTALL)) for pattern, say in known.items())
    return next((say(match) for say, match in found if match), words)
