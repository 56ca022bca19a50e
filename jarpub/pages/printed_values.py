"""The plan's values as page markup: texts, months, gaps and passages, each inside an element with its id."""

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup, escape

from jarpub.diagnostics import Code, DiagnosticsError, Problem
from jarpub.pages.languages.read_aloud import said_address
from jarpub.pages.languages.voice import NOT_RECORDED, TO_BE_SUPPLIED, Voice
from jarpub.pages.markdown import DEEPEST_LIST, WEB_ADDRESS, to_html, web_address
from jarpub.pages.view import View, unwrapped
from jarpub.project.host_names import is_host
from jarpub.project.plan.model import Gap
from jarpub.project.plan.rows import Passage
from jarpub.project.plan.values import Month, PlainText, Text

NESTED = Code("text.nested", "Items of a text stand deeper inside one another than can be printed.")
NO_WORDS = Code(
    "template.no-words", "A template prints something that has no words, or gives it to a filter that needs others."
)
NO_ADDRESS = Code("gaps.no-address", "The answer to a gap is meant to be one web address, and is not.")
PLAIN = (str, int, float)
MAY_BE_MISSING = 'for a value that may be missing, write: or "Not recorded"'
MARKED_UP = re.compile(r"\]\{lang=")  # what would be printed where no mark-up can be
QUOTES, CLOSING = " \n\t<>\"'“”‘’«»", ".,;:!?…"
BRACKETS = {")": "(", "]": "[", "}": "{"}


def printed(value: Any, *, draft: bool, voice: Voice) -> Any:
    """What `{{ value }}` writes: the plan's values inside an element that carries their id."""
    if isinstance(value, PLAIN) and not isinstance(value, bool):  # first: pictures print hundreds of numbers
        return value
    record = unwrapped(value)
    if isinstance(record, Gap):
        return _gap(value, draft=draft, voice=voice)
    if isinstance(record, Passage):
        return _passage(value)
    if isinstance(record, Text):
        return inline(record)
    if isinstance(record, Month):
        return _wrapped("span", record, escape(voice.month(record)))
    if isinstance(value, View):
        return inline(value.text)  # asks the view, which refuses what is not for its audience
    raise Problem(NO_WORDS, f"a {type(value).__name__} has no words to print", MAY_BE_MISSING)


def _passage(passage: View, depth: int = 1) -> Markup:
    if not passage.items:
        return inline(passage.text)
    if depth == DEEPEST_LIST:
        text = passage.text
        problem = Problem(NESTED, f"items are nested more than {DEEPEST_LIST} deep", "take the inner ones out")
        raise DiagnosticsError([problem.at(text.location, text.id)])
    items = Markup("").join(Markup("<li>{}</li>").format(_passage(item, depth + 1)) for item in passage.items)
    return Markup("{}<ul>{}</ul>").format(inline(passage.text), items)


def inline(text: Text, *, is_answer: bool = False) -> Markup:
    """A text inside an element that carries its id: as words in a row, or as blocks where it has several."""
    html, one_line = _html(text, is_answer=is_answer)
    return _wrapped("span" if one_line else "div", text, html)


def blocks(text: Any) -> Markup:
    """The filter `blocks`: a text as paragraphs and lists, even where it is one line."""
    text = text.text if isinstance(text, View) else text
    html, one_line = _html(text, is_answer=text.id.endswith(".answer"))
    return _wrapped("div", text, Markup("<p>{}</p>").format(html) if one_line else html)


def plain_words(text: Text) -> str:
    """The words of a text as they are printed, without any mark-up; raises DiagnosticsError."""
    return _html(text)[0].striptags() if MARKED_UP.search(text.words) else text.words


def _html(text: Text, *, is_answer: bool = False) -> tuple[Markup, bool]:
    if isinstance(text, PlainText):
        return escape(text.words), True
    try:
        return to_html(text.words, is_answer=is_answer)
    except Problem as problem:
        raise DiagnosticsError([problem.at(text.location, text.id)]) from None


def _gap(gap: View, *, draft: bool, voice: Voice) -> Markup:
    """The answer; where there is none, a draft asks for it, and a final says that the plan does not have it."""
    if gap.answer:
        return inline(gap.answer, is_answer=True)
    if not draft:
        return _wrapped("span", gap.question, not_recorded(voice))
    asked = Markup('<mark class="gap">{} {}: {}</mark>').format(voice.say(TO_BE_SUPPLIED), gap.id, gap.question.words)
    return _wrapped("span", gap.question, asked)


def not_recorded(voice: Voice, name: str = "") -> Markup:
    """The words for what the plan does not have, at the place where it would be named."""
    at = Markup(' data-value="{}"').format(name) if name else ""
    return Markup('<span class="none"{}>{}</span>').format(at, voice.say(NOT_RECORDED))


def month_row(months: Sequence[Month], voice: Voice) -> Markup:
    """Months in a row, each year said once where the language has it: "December 2008 and February and March 2009"."""
    shares, following = voice.shares_years(), [*months[1:], None]
    return voice.row(
        [
            _wrapped(
                "span",
                month,
                escape(voice.name(month) if shares and after and after.year == month.year else voice.month(month)),
            )
            for month, after in zip(months, following, strict=True)
        ]
    )


def _wrapped(tag: str, value: Text | Month, html: Markup) -> Markup:
    at = escape(value.location.attribute)  # each in itself: Markup.format takes longer than all else of a value
    return Markup(f'<{tag} data-value="{escape(value.id)}" data-location="{at}">{html}</{tag}>')


def link(words: Any, gap: View, *, draft: bool, voice: Voice) -> Markup:
    """The function `link`: words and the address in full as one link, for paper, too; a gap in it stays visible."""
    if not isinstance(unwrapped(gap), Gap):
        message = f"link needs a gap of the plan for its address, and has a {type(unwrapped(gap)).__name__}"
        raise Problem(NO_WORDS, message, 'write it like {{ link("Words", gaps.report_online) }}')
    label, target = printed(words, draft=draft, voice=voice), address_of(gap)
    if target:
        in_full = _wrapped("span", gap.answer, web_address(without_signs_around(gap.answer.words)))
        return Markup('<a class="spelled-out" href="{}">{}: {}</a>').format(target, label, in_full)
    return Markup("{}: {}").format(label, _gap(gap, draft=draft, voice=voice))


def spoken(gap: View, *, draft: bool, voice: Voice) -> Markup:
    """The function `spoken`: the address that answers a gap as it is said aloud; a gap in it stays visible."""
    if not isinstance(unwrapped(gap), Gap):
        message = f"spoken needs a gap of the plan for its address, and has a {type(unwrapped(gap)).__name__}"
        raise Problem(NO_WORDS, message, "write it like {{ spoken(gaps.report_online) }}")
    if not address_of(gap):
        return _gap(gap, draft=draft, voice=voice)
    return _wrapped("span", gap.answer, escape(said_address(without_signs_around(gap.answer.words))))


def address_of(gap: View) -> str:
    """Where the address leads that answers a gap; nothing while it has no answer. Raises DiagnosticsError."""
    answer = gap.answer
    target = web_target(answer.words) if answer else ""
    if answer and not target:
        message = "the answer is meant to be one web address and nothing else"
        problem = Problem(NO_ADDRESS, message, 'write it in full: "https://www.example.org/report"', answer.words)
        raise DiagnosticsError([problem.at(answer.location, gap.id)])
    return target


def web_target(answer: str) -> str:
    """Where a link to the web address that an answer is leads; nothing where it is none."""
    bare = without_signs_around(answer)
    target = f"https://{bare}" if is_host(bare) else bare
    return target if WEB_ADDRESS.fullmatch(target) else ""


def without_signs_around(address: str) -> str:
    """An address without the quotation marks, brackets and full stops that people type around it."""
    before = ""
    while address != before:
        before, address = address, address.strip(QUOTES).lstrip("([{").rstrip(CLOSING)
        last = address[-1:]
        if address.count(last) > address.count(BRACKETS.get(last, last)):
            address = address[:-1]
    return address
