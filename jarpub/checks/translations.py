"""What the program says in a publication is said in its language, in words that somebody who speaks it has read."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import shorten

from jarpub.diagnostics import Code, Diagnostic
from jarpub.pages.languages.voice import Unsaid
from jarpub.project.languages import name_of, primary
from jarpub.project.plan.values import Text
from jarpub.project.plan.wording import Wording

UNTRANSLATED = Code("language.untranslated", "A template says something that nobody has translated.")
UNREAD = Code("language.unread", "Nobody who speaks a language has read a translation of what the templates say.")
SAME = Code("language.same", "A translation is word for word what it translates.")
FEW = 3  # words: a name, or an address, is the same in many languages
SHOWN = 3  # words that are named; the file has them all


def translated(language: str, unsaid: Sequence[Unsaid]) -> Iterator[Diagnostic]:
    """One for all that is not translated, and one for all translations that are still marked as not read."""
    for why, group in groupby(sorted(unsaid, key=lambda each: (each.why, each.location)), lambda each: each.why):
        found = list(group)
        words = [each.words for each in found]
        quote = ", ".join(f'"{each}"' for each in words[:SHOWN]) + (
            f" and {len(words) - SHOWN} more" if words[SHOWN:] else ""
        )
        spoken, file = name_of(language), found[0].location.file
        if why == "missing":
            message = f"nobody has translated into {spoken} what the templates say: {quote}"
            hint = f"`{{command}} translate {primary(language)}` adds them to {file}: write each in {spoken} there"
            yield Diagnostic(UNTRANSLATED, found[0].location, message, hint, "blocking")
        else:
            message = f"nobody who speaks {spoken} has read how it says: {quote}"
            hint = f'have it read; then take the line "#, fuzzy" out above each in {file}'
            yield Diagnostic(UNREAD, found[0].location, message, hint, "blocking")


def no_words_left(language: str, all_wording: Iterable[Wording]) -> Iterator[Diagnostic]:
    """No text of a translation is what it translates, but for names and what is as short."""
    for wording in all_wording:
        first = {_label(text): text.words for text in wording.translated.values()}
        for text in wording.read if first else ():
            if len(text.words.split()) > FEW and first.get(_label(text)) == text.words:
                message = f'{text.id} says "{shorten(text.words, 60, placeholder=" …")}", as what it translates does'
                yield Diagnostic(SAME, text.location, message, f"say it in {name_of(language)}", "warning", text.words)


def _label(text: Text) -> str:
    """The name of a text without that of the wording that it is in."""
    return text.id.split(".", 2)[-1]  # an answer that was approved as wording has no such name in front
