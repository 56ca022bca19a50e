"""What a letter is, and a whole word, in any script: the accents and vowel signs of many are characters of their own."""

import re
import unicodedata
from functools import lru_cache

ALPHABETS = range(0x300, 0x3000)  # where the signs are that are written on and around letters
MARKS = "".join(chr(code) for code in ALPHABETS if unicodedata.category(chr(code)) in {"Mn", "Mc"}) + "\u200c\u200d"
LETTER = rf"(?:[^\W\d_][{MARKS}]*)"
IN_A_WORD = rf"[\w{MARKS}]"


@lru_cache(maxsize=1_000)  # the same few words are looked for in every sentence
def whole_words(pattern: str) -> re.Pattern[str]:
    """What finds a pattern where no letter, figure or sign of a letter goes on before or behind it."""
    return re.compile(rf"(?<!{IN_A_WORD})(?:{pattern})(?!{IN_A_WORD})", re.IGNORECASE)
