"""What a template can say in the language of its publication: the filters and functions that a voice gives it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from jarpub.diagnostics import Problem
from jarpub.pages.filters import CalendarMonth, for_templates
from jarpub.pages.languages.voice import Voice
from jarpub.pages.printed_values import NO_WORDS, link, month_row, not_recorded, plain_words, printed, spoken
from jarpub.pages.view import View, name_in, unwrapped
from jarpub.project.plan.values import Month, Text


def filters_of(voice: Voice) -> Mapping[str, Callable[..., Any]]:
    """The filters `lacks`, `in_words`, `plain` and `short`."""
    return {
        "plain": for_templates("plain", partial(_plain, voice), _has_words),
        "lacks": partial(_lacks, voice),
        "in_words": for_templates("in_words", voice.number, lambda value: isinstance(value, int)),
        "short": for_templates(
            "short", voice.short_name, lambda value: isinstance(unwrapped(value), Month | CalendarMonth)
        ),
    }


def functions_of(voice: Voice, *, draft: bool) -> Mapping[str, Callable[..., Any]]:
    """The functions `gettext` and `ngettext`, for what a template says itself, `row`, `month_row`, `link` and `spoken`."""
    as_printed = partial(printed, draft=draft, voice=voice)

    def gettext(words: str, /, **places: Any) -> Markup:
        return _filled(voice.say(words), places)

    def ngettext(one: str, many: str, number: int, /, **places: Any) -> Markup:
        return _filled(voice.count(one, many, number), {"num": number, **places})

    def _filled(words: str, places: Mapping[str, Any]) -> Markup:
        return escape(words) % {name: as_printed(value) for name, value in places.items()}

    return {
        "gettext": gettext,
        "ngettext": ngettext,
        "row": lambda values: voice.row([as_printed(value) for value in values]),
        "month_row": lambda months: month_row([unwrapped(month) for month in months], voice),
        "link": partial(link, draft=draft, voice=voice),
        "spoken": partial(spoken, draft=draft, voice=voice),
    }


def _plain(voice: Voice, value: Any) -> str:
    """The words of a text or a month without any mark-up, for an address or an id."""
    if isinstance(unwrapped(value), Month):
        return voice.month(unwrapped(value))
    found = value.text if isinstance(value, View) else value
    return plain_words(found) if isinstance(found, Text) else str(found)


def _has_words(value: Any) -> bool:
    return isinstance(value, View | Text | Month | str)


def _lacks(voice: Voice, record: Any, key: Any) -> Markup:
    """The words for what a record does not have under a key, at the place where it would be named."""
    if not isinstance(record, View) or not isinstance(key, str):
        raise Problem(
            NO_WORDS, "the filter lacks needs a record and a key", 'write it like {{ strand | lacks("status") }}'
        )
    return not_recorded(voice, name_in(record, key))
