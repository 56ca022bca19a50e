"""Words as a presenter says them: numbers in words, addresses with their signs, and how long it all takes."""

import re

from jarpub.project.contact_details import addresses, telephone_numbers
from jarpub.project.plan.named_numbers import TENS
from jarpub.project.plan.named_numbers import UNITS as FROM_TWO

# What authors on radio recommend is 160 to 180 words a minute (E. Rodero, Text & Talk 32, 2012); this leaves time to breathe.
WORDS_A_MINUTE = 160
UNITS = ("nought", "one", *FROM_TWO.split())
HUNDRED, THOUSAND, MOST = 100, 1_000, 1_000_000
YEAR = range(1100, 2000)  # "nineteen ninety-eight"; those from 2000 on are said as numbers are
NUMBER = re.compile(r"(?<![^\W_])\d+(?![^\W_])")
NOT_SAID = re.compile(r"\A(?:https?://)?(?:www\.)?|/\Z", re.IGNORECASE)
SAID = {".": "dot", "/": "slash", "-": "dash", "_": "underscore", "@": "at", "?": "question mark", "=": "equals"}


def in_words(number: int) -> str:
    """The filter `in_words`: a whole number in letters, such as "two"; one that nobody would write so in figures."""
    if not 0 <= number < MOST:
        return str(number)
    if number < len(UNITS):
        return UNITS[number]
    if number < HUNDRED:
        tens, rest = divmod(number, 10)
        return TENS[tens - 2] + (f"-{UNITS[rest]}" if rest else "")
    size, name = (HUNDRED, "hundred") if number < THOUSAND else (THOUSAND, "thousand")
    many, rest = divmod(number, size)
    joined = " and " if 0 < rest < HUNDRED else " "
    return f"{in_words(many)} {name}" + (f"{joined}{in_words(rest)}" if rest else "")


def seconds_aloud(words: str) -> int:
    """How many seconds some words take at 160 words a minute, rounded up."""
    return -(-len(as_said(words).split()) * 60 // WORDS_A_MINUTE)


def as_said(words: str) -> str:
    """Some words with their addresses and numbers as they are said, those of telephones figure by figure."""
    for find, said in ((addresses, said_address), (telephone_numbers, _figure_by_figure)):
        for found in reversed(find(words)):
            words = words[: found.start] + said(words[found.start : found.end]) + words[found.end :]
    return NUMBER.sub(lambda number: _number_as_said(number[0]), words)


def said_address(address: str) -> str:
    """An address as it is said: "southwark dot gov dot uk slash jar"."""
    bare = NOT_SAID.sub("", address)
    return " ".join("".join(f" {SAID[letter]} " if letter in SAID else letter for letter in bare).split())


def _number_as_said(number: str) -> str:
    value = int(number)
    century, rest = divmod(value, HUNDRED)
    if value in YEAR and rest:
        return f"{in_words(century)} {in_words(rest)}"
    return in_words(value)


def _figure_by_figure(number: str) -> str:
    return " ".join(in_words(int(figure)) for figure in number if figure.isdecimal())
