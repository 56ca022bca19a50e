"""The addresses and telephone numbers in some words, each in one form however it is written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    is_emergency_number,
    is_valid_number,
    is_valid_short_number_for_region,
    parse,
)

from jarpub.project.host_names import is_host, spelt_out, with_signs

REGION, CODE = "GB", 44
WHOLE = 10  # digits of a British number behind its 0; of fewer, the library knows which there are
FROM_ABROAD = 12  # digits of a British number that begins with 44
LOCAL = [4, 4]  # a London number without its code
LONGEST = 17  # digits of any number, dialled from abroad
BEFORE = 40  # letters before a number that say what it is
DIGIT = re.compile(r"\d")
GROUP = re.compile(r"(?<![^\W_])\d+(?![^\W_])")
SIGNS = re.compile(r"[\W_]{1,8}")  # what may stand between digits
GOES_ON = re.compile(r"\d[^\w,;/|&]{1,8}\Z")
APART = re.compile(r"[,;/|&\n]|\s[–—-]\s")  # stands between two numbers, more often than inside one
CALLED = re.compile(r"\b(?:call|dial|line|number|phone|ring|sms|tel|telephone|text)\b", re.IGNORECASE)
NOT_DIALLED = re.compile(
    r"(?:\b(?:isbn(?:-1[03])?|issn|ref|reference|(?:case|charity|company|file|order)\s+(?:no|number))\b\.?"
    r"(?:\s+(?:no|number)\b\.?)?[\s:#-]{0,3}|[£$€]\s?)\Z",
    re.IGNORECASE,
)
DATE = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:\d{4}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2(?:\d{4}|\d{2}))(?![./-]?\d)"
)
YEAR = re.compile(r"(?:19|20)\d\d")

WORD = re.compile(r"[^\s<>\"“”«»|]+")
SIGNS_OF_ONE = ("@", ".", "/", "%")  # no address is without one of them
WEB = re.compile(
    r"(?<![/=])(?:https?|ftps?|hxxps?)://|(?<!//)www\.", re.IGNORECASE
)  # one inside another is a part of it
MAIL = re.compile(r"[\w.+'’-]{1,64}@[\w-]+(?:\.[\w-]+)+")
SENDER, RECEIVER = re.compile(r"[\w.+'’-]{1,64}\Z"), re.compile(r"[\w-]+(?:\.[\w-]+)+")
MAILTO, SCHEME = re.compile("mailto:", re.IGNORECASE), re.compile("(?:https?|ftps?|hxxps?)://", re.IGNORECASE)
# Those of other keyboards, letter for letter.
SIGNS_OF_OTHERS = str.maketrans("\uff0e\u3002\uff61\u2024\ufe52\uff20\ufe6b\uff0f\u2215\u2044\uff1a", ".....@@///:")

OPENING, CLOSING, EMPHASIS = "([{'‘*_", ".,;:!?…'‘’", "*_"
BRACKETS = {")": "(", "]": "[", "}": "{"}
MOST_LEVELS = 32  # of percent-encoding inside one another


class Found(NamedTuple):
    """An address or a telephone number: where it stands in some words, and its one form."""

    start: int
    end: int
    normal: str


@lru_cache(maxsize=20_000)  # as of addresses
def telephone_numbers(words: str) -> tuple[Found, ...]:
    """The telephone numbers; dates, years, amounts and numbers that follow "ref" or "ISBN" are none.

    The one form has the digits that are dialled inside Britain, without the first 0; of a number abroad "+" and all
    digits. An extension is a number of its own.
    """
    found: list[Found] = []
    for run in _runs(words) if DIGIT.search(words) else ():
        at = 0
        while at < len(run):
            number, length = _number_at(words, run[at : at + LONGEST])
            found += [number] if number else []
            at += length
    return tuple(found)


@lru_cache(maxsize=20_000)  # each rule asks for those of the same words
def addresses(words: str) -> tuple[Found, ...]:
    """The addresses of web pages and e-mail, without the signs that close around them in a sentence.

    The one form is that of `normal_address`.
    """
    words = words if words.isascii() else words.translate(SIGNS_OF_OTHERS)
    spelt = spelt_out(words)
    found = [
        (word.start() + start, word.start() + end)
        for word in WORD.finditer(_without(words, spelt) if spelt else words)
        for start, end in _in_one_word(word[0])
    ]
    return tuple(Found(start, end, normal_address(words[start:end])) for start, end in sorted((*spelt, *found)))


def normal_address(address: str) -> str:
    """An address without its scheme, "www.", percent-encoding, accents in e-mail, and a "/" at its end.

    Signs are signs where they are written in words. Names of hosts are in small letters, as the network has them
    (IDNA); what stands behind them keeps its case.
    """
    address = unicodedata.normalize("NFC", percent_decoded(with_signs(address.translate(SIGNS_OF_OTHERS))))
    mail = MAILTO.sub("", address, count=1).partition("?")[0]
    if MAIL.fullmatch(mail):
        return _without_accents(mail).casefold().replace("’", "'")
    host, behind = _parted(SCHEME.sub("", address, count=1), "/?#")
    path, rest = _parted(behind, "?#")
    host = _as_the_network_has_it(host.casefold().removeprefix("www.").removesuffix(":80").removesuffix(":443"))
    return f"{host}{path.rstrip('/')}{rest if len(rest) > 1 else ''}"


def percent_decoded(words: str) -> str:
    """The words behind percent signs, also where those are encoded themselves."""
    for _ in range(MOST_LEVELS):
        before, words = words, unquote(words) if "%" in words else words
        if words == before:
            break
    return words


def _runs(words: str) -> Iterator[list[re.Match[str]]]:
    """Groups of digits with nothing but a few signs between them, such as the three of "020 7525 1234"."""
    words = DATE.sub(lambda date: "x" * len(date[0]), words)
    run: list[re.Match[str]] = []
    for group in GROUP.finditer(words):
        if run and not SIGNS.fullmatch(words, run[-1].end(), group.start()):
            yield run
            run = []
        run.append(group)
    yield run


def _number_at(words: str, run: Sequence[re.Match[str]]) -> tuple[Found | None, int]:
    """The number that begins a run, if one does, and how many groups are done with."""
    start = run[0].start()
    before = words[max(start - BEFORE, 0) : start]
    if NOT_DIALLED.search(before):
        return None, 1
    sign = re.search(r"\+[\s(]*\Z", before)
    normal, length = _whole_number(words, run, "+" if sign else "")
    if not normal:
        normal, length = _part_of_a_number(words, run, before) or _short_number(run, before) or ("", 1)
    if not normal:
        return None, 1
    start -= len(sign[0]) if sign else 0
    return Found(start, run[length - 1].end(), normal), length


def _whole_number(words: str, run: Sequence[re.Match[str]], digits: str) -> tuple[str, int]:
    """The most groups that are one number; fewer where a comma or the like stands behind a number already."""
    normal, length = "", 0
    for count, group in enumerate(run, 1):
        digits += _digits(group[0])
        if len(digits) > LONGEST:
            break
        whole = _national(digits)
        if whole:
            normal, length = whole, count
            if len(whole) < WHOLE or (count < len(run) and APART.search(words, group.end(), run[count].start())):
                break
    return normal, length


@lru_cache(maxsize=10_000)
def _national(digits: str) -> str:
    """The one form of a whole number; nothing where the digits are none."""
    is_from_abroad = digits.startswith("44") and len(digits) == FROM_ABROAD
    if not (digits.startswith(("0", "+")) or is_from_abroad):
        return ""
    try:
        number = parse(f"+{digits}" if is_from_abroad else digits, REGION)
    except NumberParseException:
        return ""
    national = str(number.national_number)
    if number.country_code != CODE:
        return f"+{number.country_code}{national}" if is_valid_number(number) else ""
    return national if len(national) == WHOLE or is_valid_number(number) else ""


def _part_of_a_number(words: str, run: Sequence[re.Match[str]], before: str) -> tuple[str, int] | None:
    """Eight digits alone, in one group or two, that are no years: a number without its code."""
    length = 1 if len(run[0][0]) == sum(LOCAL) else len(LOCAL)
    digits = "".join(_digits(group[0]) for group in run[:length])
    groups = [digits[: LOCAL[0]], digits[LOCAL[0] :]]
    goes_on = length < len(run) and not APART.search(words, run[length - 1].end(), run[length].start())
    is_parted_so = length == 1 or [len(group[0]) for group in run[:length]] == LOCAL
    is_none = digits.startswith(("0", "1")) or all(map(YEAR.fullmatch, groups))
    if goes_on or is_none or not is_parted_so or GOES_ON.search(before):
        return None
    return digits, length


def _short_number(run: Sequence[re.Match[str]], before: str) -> tuple[str, int] | None:
    """A number such as 999, 116 123, or one for texts where the words before it say so."""
    digits = _digits(run[0][0])
    if digits == "116" and len(run) > 1 and len(run[1][0]) == len("123"):
        return digits + _digits(run[1][0]), 2
    is_short = not digits.startswith("0") and len(digits) <= len("116123")
    is_said = re.match("116...", digits) or is_emergency_number(digits, REGION) or CALLED.search(before)
    return (digits, 1) if is_short and is_said and _is_short(digits) else None


@lru_cache(maxsize=10_000)
def _is_short(digits: str) -> bool:
    return is_valid_short_number_for_region(PhoneNumber(CODE, int(digits)), REGION)


def _digits(group: str) -> str:
    """Digits of any alphabet as the digits of ours."""
    return "".join(str(unicodedata.decimal(digit)) for digit in group)


def _without(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words with spaces in place of some of them."""
    letters = list(words)
    for start, end in spans:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def _in_one_word(word: str) -> Iterator[tuple[int, int]]:
    """Where addresses begin and end in what has no space inside."""
    if not any(sign in word for sign in SIGNS_OF_ONE):
        return
    starts = [match.start() for match in WEB.finditer(word)]
    for start, end in zip(starts, [*starts[1:], len(word)], strict=False):
        yield start, _end(word, start, end)
    if not starts:
        mail = list(_mail(word))
        start = len(word) - len(word.lstrip(OPENING))
        end = _end(word, start, len(word))
        if mail:
            yield from mail
        elif is_host(word[start:end]) or ("%40" in word and MAIL.fullmatch(percent_decoded(word[start:end]))):
            yield start, end


def _mail(word: str) -> Iterator[tuple[int, int]]:
    for at in re.finditer("@", word):
        sender = SENDER.search(word, max(at.start() - 64, 0), at.start())
        receiver = RECEIVER.match(word, at.end())
        if sender and receiver:
            yield sender.start(), _end(word, sender.start(), receiver.end())


def _end(word: str, start: int, end: int) -> int:
    """The end of an address without what closes behind it: full stops, quotation marks, brackets, "'s"."""
    surplus = {close: word.count(close, start, end) - word.count(open, start, end) for close, open in BRACKETS.items()}
    while end > start:
        last = word[end - 1]
        if word.endswith(("'s", "’s"), start, end):
            end -= 2
        elif last in CLOSING or surplus.get(last, 0) > 0 or (last in EMPHASIS and last in word[:start]):
            end -= 1
            surplus[last] = surplus.get(last, 0) - 1
        else:
            break
    return end


def _parted(words: str, signs: str) -> tuple[str, str]:
    """The words before the first of some signs, and those from it on."""
    at = min((at for at in map(words.find, signs) if at >= 0), default=len(words))
    return words[:at], words[at:]


def _without_accents(words: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", words) if unicodedata.category(letter) != "Mn")


def _as_the_network_has_it(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:  # what is no name of a host is compared as it is
        return host
