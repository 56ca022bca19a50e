"""The words of three syllables and more that readers know: everyday words, months, languages, councillors and names.

What is everyday is said by wordfreq's list of common English words. Of 82 everyday words that people write in answers
the limit below knows all; of 90 hard words of plans 30, each of which publications.yaml has a plainer word for. A limit
of 4.4 would know 77 and 21, one of 5.0 only 44 and one. The words stand in tests/test_readability.py.
"""

from jarpub.checks.reading.common_words import frequency
from jarpub.checks.reading.formulas import LONG_WORD, syllables
from jarpub.project.languages import MONTHS

EVERYDAY = 4.2  # on the Zipf scale: once in 60,000 words
LETTERS, SYLLABLES = 10, 4  # of the longest everyday word
MONTH_NAMES = frozenset(name.casefold() for name in MONTHS)
# Those with three syllables or more that are spoken in Britain or that it translates into.
LANGUAGES = """
    afrikaans albanian amharic arabic armenian azerbaijani bengali bosnian bulgarian burmese cantonese cebuano croatian
    estonian filipino georgian gujarati hungarian indonesian italian japanese kinyarwanda kurmanji latvian lingala
    lithuanian luganda macedonian malayalam mandarin marathi mongolian ndebele nepali norwegian oromo papiamento persian
    portuguese punjabi romanian romany russian serbian sinhala sinhalese slovenian somali sorani swahili sylheti tagalog
    tamazight tigrinya ukrainian vietnamese yoruba"""
OF_A_COUNCIL = frozenset({"councillor", "councillors"})
NAMED = MONTH_NAMES | frozenset(LANGUAGES.split()) | OF_A_COUNCIL


def is_known(word: str) -> bool:
    """Whether readers know a word; of words with a hyphen, whether all its parts are short or known."""
    parts = word.removesuffix("'s").removesuffix("’s").split("-")
    if len(parts) > 1:
        return all(syllables(part) < LONG_WORD or is_known(part) for part in parts)
    (whole,) = parts
    return whole.casefold() in NAMED or _is_everyday(whole) or _is_name(whole)


def _is_everyday(word: str) -> bool:
    forms = (word, word.removesuffix("s"), f"{word[:-3]}y" if word.endswith("ies") else word)
    return len(word) <= LETTERS and syllables(word) <= SYLLABLES and max(map(frequency, forms)) >= EVERYDAY


def _is_name(word: str) -> bool:
    """Whether it has a capital and is no common word: a place, a group or a help line; it is what it is called."""
    return word.istitle() and not frequency(word)
