"""Which names are also words: a dictionary tells a word from a name, and a list of frequencies a common one from a rare."""

from functools import cache

from jarpub.checks.reading.common_words import frequency
from jarpub.project.languages import MONTHS

# In Zipf's measure: 6 is once in 1,000 words, 3 once in a million.
VERY_COMMON = 5.2  # young has 5.4, page 5.1
FAIRLY_COMMON = 5.0  # mark has 5.0, smith 4.9
COMMON = 3.8  # ward has 4.4, holly 3.9, rory 3.7
EVERYDAY = 3.0
SHORTEST_NAME = 3  # letters: Li, Jo and Al are found by what stands beside them
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Places that people are named after; the dictionary has none of them as words.
PLACES = (
    "America", "Asia", "Austin", "Brazil", "Britain", "Camden", "Chad", "Chelsea", "China", "Cyprus", "Devon", "Dublin", "Ely",
    "England", "Europe", "Florence", "France", "Georgia", "Germany", "Ghana", "Holland", "India", "Ireland", "Israel",
    "Italy", "Jamaica", "Jordan", "Kent", "Kenya", "Lincoln", "London", "Malta", "Nigeria", "Oxford", "Paris", "Poland",
    "Portugal", "Scotland", "Somalia", "Spain", "Sydney", "Turkey", "Victoria", "Wales", "Washington", "York",
)  # fmt: skip
PEOPLES = ("Christian", "Dutch", "English", "French", "German", "Irish", "Jewish", "Norman", "Roman", "Welsh")
SHORT = tuple(name[:length] for name in (*MONTHS, *DAYS) for length in (3, 4, 5))
DATES = frozenset(name.casefold() for name in (*MONTHS, *DAYS, *SHORT))
PROPER = DATES | {name.casefold() for name in (*PLACES, *PEOPLES)}
# Short forms in capitals that everybody uses; Roman numbers are others.
SHORT_FORMS = frozenset(
    "AD AM BC BSL BT CC CD CE CM CS CV DJ DVD ED EU FAQ GCSE GP HR ID IT JD KG KM LA MC MM MP MS NB NE NHS NO NW OK PA PC "  # noqa: SIM905
    "PE PM PO PR PS QR RC RE SE SEN SMS SW TV UK UN US VAT WC".split()
)


@cache
def is_ordinary(word: str) -> bool:
    """Whether a part of a name, in small letters, is also a common word, or the name of a place or a month."""
    in_america = word.replace("our", "or") if word.endswith(("our", "ours")) else word  # the dictionary has "armor"
    is_word = word in PROPER or not _english().isdisjoint({word, word.removesuffix("s"), in_america})
    return len(word) < SHORTEST_NAME or (is_word and max(frequency(word), frequency(in_america)) >= COMMON)


def is_very_common(word: str) -> bool:
    """Whether a word in small letters is one of some hundreds that are in almost every text."""
    return frequency(word) >= VERY_COMMON


def is_fairly_common(word: str) -> bool:
    """Whether a word in small letters is so common that two of them may stand together by chance."""
    return frequency(word) >= FAIRLY_COMMON


def is_english(word: str) -> bool:
    """Whether a dictionary has a word, in small letters, that is no name."""
    return word in _english()


def is_given_name(word: str, *, begins_a_sentence: bool) -> bool:
    """Whether a word in small letters may be a given name; of those that begin a sentence only what the dictionary has."""
    return word.title() in _english() or not (begins_a_sentence or word in _english())


@cache
def is_word(word: str) -> bool:
    """Whether the dictionary has a word, in small letters, in some form: it lists few plurals and past tenses."""
    endings = ("", "s", "es", "d", "ed", "r", "er", "ing", "ly")
    stems = {word.removesuffix(ending) for ending in endings}
    stems |= {f"{stem}e" for stem in stems} | {f"{stem[:-1]}y" for stem in stems if stem.endswith("i")}
    stems |= {stem[:-1] for stem in stems if stem[-2:-1] == stem[-1:]}
    return not _english().isdisjoint(stems)


@cache
def is_everyday(word: str) -> bool:
    """Whether a word in small letters is met now and then, so that it need not be a name with something added."""
    return frequency(word) >= EVERYDAY


@cache
def is_short_form(letters: str) -> bool:
    """Whether capitals are a short form that everybody uses, a Roman number, or a word in capitals such as IS."""
    is_word = letters.casefold() in _english() and is_very_common(letters.casefold())
    return letters in SHORT_FORMS or not set(letters) - set("IVXLC") or is_word


def is_date(word: str) -> bool:
    """Whether a word in small letters is a month or a day, in short or not."""
    return word in DATES


def is_proper(word: str) -> bool:
    """Whether a word in small letters is a month, a day or a place, which has a capital wherever it stands."""
    return word in PROPER


@cache
def _english() -> set[str]:
    """The words of Webster's dictionary: it writes names with a capital, and all else in small letters."""
    from english_words import get_english_words_set

    words: set[str] = get_english_words_set(["web2"], alpha=True)
    return words
