"""What a letter is, and a whole word, in any script: the accents and vowel signs of many are characters of their own."""

import re
from functools import lru_cache

MARKS = (
    r"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09d7"
    r"\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b3c-\u0b57\u0bbe-\u0bd7\u0c3e-\u0c56\u0cbc-\u0cd6"
    r"\u0d3b-\u0d57\u0dca-\u0ddf\u0e31-\u0e4e\u200c\u200d"
)
LETTER = rf"(?:[^\W\d_][{MARKS}]*)"
IN_A_WORD = rf"[\w{MARKS}]"


@lru_cache(maxsize=1_000)  # the same few words are looked for in every sentence
def whole_words(pattern: str) -> re.Pattern[str]:
    """What finds a pattern where no letter, figure or sign of a letter goes on before or behind it."""
    return re.compile(rf"(?<!{IN_A_WORD})(?:{pattern})(?!{IN_A_WORD})", re.IGNORECASE)
