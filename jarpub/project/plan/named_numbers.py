"""The numbers that words name, in figures or in letters."""

import re
import unicodedata
from collections.abc import Iterator

from jarpub.project.languages import ENGLISH, primary

# "W4.3" is a reference; in Arabic "and" and "in" are written as one with what stands behind them.
NUMBER = re.compile(r"(?<![^\W_\u0620-\u064a])(?<![A-Z]\d\.)\d+(?:[.,]\d+)*")
OTHER_FIGURE = re.compile(r"[^\D0-9]")
OUR_SIGNS = str.maketrans("٫٬", ".,")  # those of Arabic figures
UNITS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
NUMBER_WORDS = (
    {word: number for number, word in enumerate(UNITS.split(), 2)}
    | dict(zip(TENS, range(20, 100, 10), strict=True))
    | {"twice": 2, "thrice": 3, "both": 2, "dozen": 12, "hundred": 100, "thousand": 1000}
)
DOZENS = {"half a": 6, "half-a": 6, "two": 24, "three": 36, "four": 48, "five": 60, "six": 72}
NUMBER_PATTERN = rf"(?:{'|'.join(DOZENS)}|an?)\s+dozen|(?:{'|'.join(TENS)})[ -](?:one|{UNITS.replace(' ', '|')})|(?:{'|'.join(NUMBER_WORDS)})"
NUMBER_WORD = re.compile(
    rf"\b(?:({'|'.join(DOZENS)})\s+dozen|({'|'.join(TENS)})[ -](one|{UNITS.replace(' ', '|')})|({'|'.join(NUMBER_WORDS)}))\b",
    re.IGNORECASE,
)


def numbers_in(words: str, language: str = ENGLISH) -> Iterator[tuple[int, str]]:
    """The numbers in some words, in figures, and where each stands; "2008/09" is two of them.

    Letters are read in English alone: "ten" is another word in other languages.
    """
    words = in_our_figures(words)
    yield from ((number.start(), number[0]) for number in NUMBER.finditer(words))
    for word in NUMBER_WORD.finditer(words) if primary(language) == ENGLISH else ():
        dozens, tens, unit, alone = (part and part.lower() for part in word.groups())
        if dozens:
            number = DOZENS[dozens]
        else:
            number = NUMBER_WORDS[alone] if alone else NUMBER_WORDS[tens] + NUMBER_WORDS.get(unit, 1)
        yield word.start(), str(number)


def in_our_figures(words: str) -> str:
    """Words with 0 to 9 in the place of the figures of other scripts, letter for letter as long as they were."""
    if words.isascii():
        return words
    return OTHER_FIGURE.sub(lambda figure: str(unicodedata.digit(figure[0])), words).translate(OUR_SIGNS)
