"""Inner terms, addresses and telephone numbers that are hidden, as patterns of plain words."""

import re
from collections.abc import Iterator

from jarpub.checks.privacy.letters import plain
from jarpub.project.contact_details import telephone_numbers

BETWEEN_DIGITS = r"[\W_]{0,3}"
SHORTEST_NUMBER = 6  # digits: a shorter one could be any number


def term(words: str) -> re.Pattern[str]:
    """An inner term, in its capitals where it has any; what stands between its words does not matter."""
    pattern = r"[\W_]*".join(re.escape(part) for part in re.findall(r"[^\W_]+", plain(words)))
    flags = re.IGNORECASE if words.casefold() == words else 0
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])", flags)


def contacts(words: str) -> Iterator[re.Pattern[str]]:
    """The email address, or each of the telephone numbers, that stand in a field."""
    for address in re.findall(r"[^\s<>,;:]+@[^\s<>,;]+", words):
        yield re.compile(rf"(?<![\w.+-]){re.escape(plain(address).rstrip('.'))}(?![\w-]|\.\w)", re.IGNORECASE)
    for digits in _numbers(re.sub(r"\S+@\S+", " ", words)):
        number, code = BETWEEN_DIGITS.join(digits), BETWEEN_DIGITS.join("44")
        before = rf"(?:(?:\+|0{BETWEEN_DIGITS}0{BETWEEN_DIGITS})?{code}{BETWEEN_DIGITS})?(?:0{BETWEEN_DIGITS})?"
        yield re.compile(rf"(?<!\d){before}{number}(?!\d)")


def _numbers(words: str) -> list[str]:
    """The digits of each telephone number, without the code of the country and the nought before them."""
    digits = re.sub(r"\D", "", words)
    found = [number.normal.lstrip("+") for number in telephone_numbers(words)]
    return found or ([digits.removeprefix("0")] if len(digits) >= SHORTEST_NUMBER else [])
