"""What a template can print: the plan's values as house HTML, with the filters and functions for them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any

from markupsafe import Markup, escape

from jarpub.diagnostics import Diagnostic
from jarpub.pages.markdown import DEEPEST_LIST, Unclear, to_html
from jarpub.pages.view import View, unwrapped
from jarpub.project.plan import Gap, Passage
from jarpub.project.progress import overall
from jarpub.project.values import MONTHS, Month, Text
from jarpub.project.yaml.records import record_fields

BLOCK_END = re.compile(r"</(p|li|dt|dd|td|th|h[1-6])>")
WEB_ADDRESS = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?([/?#][^\s<>\"]*)?", re.IGNORECASE)


class Unprintable(Exception):
    """A value that has no words to print."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


def printed(value: Any, *, draft: bool) -> Any:
    """What `{{ value }}` writes: the plan's values inside an element that carries their id."""
    record = unwrapped(value)
    if isinstance(record, Gap):
        return _gap(value, draft=draft)
    if isinstance(record, Passage):
        return _passage(value)
    if isinstance(record, Text):
        return _text(record)
    if isinstance(record, Month):
        return _wrapped("span", record, escape(record.words))
    if isinstance(value, View):
        return _text(value.text)  # asks the view, which refuses what is not for its audience
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value
    raise TypeError(
        f'{type(value).__name__} has no words to print; for a value that may be missing, write: or "Not recorded"'
    )


def _passage(passage: View, depth: int = 1) -> Markup:
    if not passage.items:
        return _text(passage.text)
    if depth == DEEPEST_LIST:
        text = passage.text
        raise Unprintable(
            Diagnostic(
                text.location, f"{text.id}: items are nested more than {DEEPEST_LIST} deep", "take the inner ones out"
            )
        )
    items = Markup("").join(Markup("<li>{}</li>").format(_passage(item, depth + 1)) for item in passage.items)
    return Markup("{}<ul>{}</ul>").format(_text(passage.text), items)


def _text(text: Text) -> Markup:
    html, one_line = _html(text)
    return _wrapped("span" if one_line else "div", text, html)


def blocks(text: Any) -> Markup:
    """The filter `blocks`: a text as paragraphs and lists, even where it is one line."""
    text = text.text if isinstance(text, View) else text
    html, one_line = _html(text)
    return _wrapped("div", text, Markup("<p>{}</p>").format(html) if one_line else html)


def _html(text: Text) -> tuple[Markup, bool]:
    try:
        return to_html(text.words)
    except Unclear as error:
        message, hint = error.args
        raise Unprintable(Diagnostic(text.location, f"{text.id}: {message}", hint)) from None


def _gap(gap: View, *, draft: bool) -> Markup:
    """The answer; where there is none, a draft asks for it, and a final says that the plan does not have it."""
    if gap.answer:
        return _text(gap.answer)
    asked = Markup('<mark class="gap">TO BE SUPPLIED {}: {}</mark>').format(gap.id, gap.question.words)
    return _wrapped("span", gap.question, asked if draft else Markup('<span class="none">Not recorded</span>'))


def _wrapped(tag: str, value: Text | Month, html: Markup) -> Markup:
    return Markup('<{} data-source="{}" data-at="{}">{}</{}>').format(tag, value.id, value.location, html, tag)


def link(words: Any, gap: View, *, draft: bool) -> Markup:
    """The function `link`: a link with its address in full, for paper; a gap in the address stays visible."""
    address = gap.answer
    label = printed(words, draft=draft)
    if address and not WEB_ADDRESS.fullmatch(address.words):
        message = f"{gap.id}: the answer is meant to be one web address and nothing else"
        raise Unprintable(Diagnostic(address.location, message, 'write it in full: "https://www.example.org/report"'))
    if address:
        label = Markup('<a class="spelled-out" href="{}">{}</a>').format(address.words, label)
        return Markup("{}: {}").format(label, _wrapped("span", address, escape(address.words)))
    return Markup("{}: {}").format(label, _gap(gap, draft=draft))


def months(strands: Any) -> list[Month]:
    """The filter `months`: the months in which a recommendation's strands are due, each once, by date."""
    months = {(month.year, month.number): month for strand in strands for due in strand.due for month in due.months}
    return [months[key] for key in sorted(months)]


@dataclass(frozen=True)
class CalendarMonth:
    """A month of a calendar, whether something is due in it or not."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """Such as "March"."""
        return MONTHS[self.number - 1]


def calendar(recommendations: Any) -> list[CalendarMonth]:
    """The filter `calendar`: every month from the first in which something is due to the last."""
    due = [month for recommendation in recommendations for month in months(recommendation.strands)]
    if not due:
        return []
    first, last = (12 * month.year + month.number - 1 for month in (min(due), max(due)))
    return [CalendarMonth(count // 12, count % 12 + 1) for count in range(first, last + 1)]


def ongoing(strands: Any) -> bool:
    """The filter `ongoing`: whether a date of a recommendation goes on after its month."""
    return any(due.ongoing for strand in strands for due in strand.due)


def corrections(parts: Any) -> list[tuple[str, View]]:
    """The filter `corrections`: those made in some parts of the plan that the audience sees, each with its text's id."""
    return [(text.id, each) for part in parts for text, each in _corrections(part) if each.approved]


def _corrections(part: Any) -> Iterator[tuple[Text, View]]:
    if isinstance(part, tuple):
        for entry in part:
            yield from _corrections(entry)
    elif isinstance(part, View) and is_dataclass(unwrapped(part)):
        seen = {key: part[key] for key in record_fields(unwrapped(part).__class__) if part.shows(key)}
        for each in seen.get("corrections", ()):
            yield seen["text"], each
        for value in seen.values():
            yield from _corrections(value)


def word_count(text: Any) -> int:
    """The filter `word_count`: how many words a text, or a part of the page, prints."""
    html = text if isinstance(text, Markup) else blocks(text)
    return len(Markup(BLOCK_END.sub(" ", html)).striptags().split())


def plain(value: Any) -> str:
    """The filter `plain`: the words of a text or a month without any mark-up, for an address or an id."""
    words = value.text if isinstance(value, View) else value
    if not isinstance(words, Text | Month | str):
        raise TypeError(f"{type(words).__name__} has no words to print")
    return str(words)


FILTERS = {
    "blocks": blocks,
    "calendar": calendar,
    "corrections": corrections,
    "months": months,
    "ongoing": ongoing,
    "overall": overall,
    "plain": plain,
    "word_count": word_count,
}
