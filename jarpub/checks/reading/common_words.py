"""How common an English word is."""

from functools import cache


@cache
def frequency(word: str) -> float:
    """From 3, once in a million words, to 8 on the Zipf scale; 0 where it is not among the common ones."""
    from wordfreq import zipf_frequency  # takes a fifth of a second

    return float(zipf_frequency(word, "en", wordlist="small"))
