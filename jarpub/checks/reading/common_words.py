"""How common an English word is, by the list that comes with wordfreq."""

from collections.abc import Mapping
from functools import cache
from gzip import decompress
from importlib.util import find_spec
from pathlib import Path

LIST = Path("data", "small_en.msgpack.gz")
KNOWN_FORMAT = {"format": "cB", "version": 1}
ONCE_IN_A_BILLION = 9  # from there the Zipf scale counts: its number is that of the zeros


@cache
def frequency(word: str) -> float:
    """From 3, once in a million words, to 8 on the Zipf scale; 0 where it is not among the common ones."""
    if word.isascii() and word.isalpha() and (known := _levels()):
        level = known.get(word.lower())
        return 0.0 if level is None else round(ONCE_IN_A_BILLION - level / 100, 2)
    from wordfreq import zipf_frequency  # takes apart what is more than a plain word

    return float(zipf_frequency(word, "en", wordlist="small"))


@cache
def _levels() -> Mapping[str, int]:
    """How many hundredths of the scale each word of the list is below its top; nothing where it has another format.

    The list is read without the library, whose imports take ten times as long: lists of words, one for each hundredth,
    behind a head.
    """
    import msgpack

    spec = find_spec("wordfreq")
    if spec is None or spec.origin is None:
        return {}
    head, *levels = msgpack.unpackb(decompress(Path(spec.origin).parent.joinpath(LIST).read_bytes()))
    if head != KNOWN_FORMAT:
        return {}
    return {word: level for level, words in enumerate(levels) for word in words}
