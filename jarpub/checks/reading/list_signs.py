"""Signs of lists that were pasted from elsewhere into wording or answers, where they would be printed as letters."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jarpub.diagnostics import Code, Diagnostic
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Text

LIST_SIGN = Code("text.list-sign", "A text has a sign of a list that is pasted from elsewhere.")

BULLETS = "•‣◦▪▫●○■□➢·\uf0b7\uf0a7"  # two are Word's own, from its font of signs
START = re.compile(rf"(?:^[ ]*|:[ ]+)(?P<sign>[{BULLETS}\t])[^\S\n]*(?=\S)", re.MULTILINE)
# These are also dashes, footnotes and letters: they are signs of a list where a paragraph begins, or line after line.
DASH = r"(?P<sign>[–—]|[*o](?=\s))"
PARAGRAPH = re.compile(rf"(?:\A|\n[ ]*\n|:[ ]*\n)[ ]*{DASH}\s*(?=\S)")
LINES = re.compile(rf"^[ ]*{DASH}.*\n[ ]*(?P=sign)", re.MULTILINE)
# One that is alone in its line, with the words of its entry below it.
LONE = re.compile(rf"^[ ]*(?P<sign>[-{BULLETS}]|[0-9]{{1,3}}[.)])[ ]*\n\s*(?=\S)", re.MULTILINE)
WAY_OUT = 'begin each entry of a list in a line of its own with "- ", a hyphen and a space'
TOGETHER = 'write each entry in one line, behind "- ", a hyphen and a space, or behind its number'


def no_foreign_list_signs(plan: Plan) -> Iterator[Diagnostic]:
    """Each line of a list in wording and in answers begins with "- "; a dash inside a sentence is a dash."""
    for text in walk((plan.wording, tuple(gap.answer for gap in plan.gaps))):
        if not isinstance(text, Text):
            continue
        if lone := _lone_sign(text.words):
            message = f'{text.id}: "{lone}" stands alone in its line, and the words of its entry below it'
            yield Diagnostic(LIST_SIGN, text.location, message, TOGETHER, quote=lone)
        elif found := _foreign_sign(text.words):
            message = f"{text.id}: {_name(found)} at the start of a line makes no list here"
            yield Diagnostic(LIST_SIGN, text.location, message, WAY_OUT, quote=found)


def _name(sign: str) -> str:
    return {"\t": "a tab", "o": 'an "o" by itself'}.get(sign, f'"{sign}"')


@lru_cache(maxsize=20_000)  # as many texts as are kept as page markup
def _foreign_sign(words: str) -> str:
    is_line = "\n" not in words.strip()  # in which a dash is a dash wherever it stands
    found = START.search(words) or (None if is_line else PARAGRAPH.search(words)) or LINES.search(words)
    return found["sign"] if found else ""


@lru_cache(maxsize=20_000)
def _lone_sign(words: str) -> str:
    found = LONE.search(words)
    return found["sign"] if found else ""
