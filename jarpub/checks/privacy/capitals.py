"""Initials and short forms in capitals that are hidden, with full stops or spaces or without."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from jarpub.checks.privacy.context import Certainty, is_meant, is_spoken_to
from jarpub.checks.privacy.dictionary import is_english, is_everyday, is_short_form
from jarpub.checks.privacy.letters import Token
from jarpub.checks.privacy.place import Place

POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
# The letters that postcodes begin with, two of them.
AREAS = frozenset(
    "AB AL BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY EC EH EN EX FK FY GL GU GY HA HD HG HP "  # noqa: SIM905
    "HR HS HU HX IG IM IP IV JE KA KT KW KY LA LD LE LL LN LS LU ME MK ML NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM SA SE SG "
    "SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB WA WC WD WF WN WR WS WV YO ZE".split()
)
CODES = re.compile(r"KS[1-5]|CO2|MP[34]|PS[1-5]|EU\d\d|GCSE\d|CD[123]")  # a key stage, and others that everybody uses
BETWEEN = re.compile(r"\.?\s{0,3}")
SIGN = re.compile(r"[^\w\s.\0]{1,2}|_| [/&+|] ")  # stands between letters, of which each is by itself
# Letters with a sign between them that stand for something else; "A/B" and "A-C" count, and "G-D" does not.
PAIRS = frozenset(
    "A&E A/C A/W A-Z B&B B/W C&G C/O D&T D/O F/M F/T H&S I/O L&D M&S M/F N/A P&L P&O P/T Q&A R&B R&D S&P S/S T&C T/A W/C "  # noqa: SIM905
    "W/E Y/N".split()
)
IN_TEXTS = frozenset(["CF", "EG", "IE", "NB", "VS"])  # e.g., i.e.
GRADES = frozenset("ABCDEFGU")
NUMBER, NUMBER_BEFORE = re.compile(r"\d{1,2}(?![^\W_])"), re.compile(r"(?<![^\W_])\d{1,2}\Z")
LONGEST_POSTCODE = 8
SHORTEST_TERM = 3  # letters of one that is found in small letters, too
BEHIND_A_STEP = re.compile(r"[\s/?#>.,]|\Z")  # of a path
LANGUAGE = re.compile(r"(?<![^\n\0])[a-z]{2}-[A-Z]{2}(?![^\n\0])")  # en-GB, by itself
LANGUAGES = re.compile(r"\b(?:languages?|translat(?:ed|ions?))\b[^\n\0.]*\Z", re.IGNORECASE)
OF_LANGUAGES = frozenset(
    "AF AM AR AZ BE BG BN BS CA CS CY DA DE EL EN ES ET EU FA FI FR GA GD GU HA HE HI HR HU HY ID IG IS IT JA KA KK KM KN KO KU "  # noqa: SIM905
    "LN LT LV MK ML MN MR MS MT NE NL NO PA PL PS PT RO RU SI SK SL SN SO SQ SR SV SW TA TE TG TH TI TL TR UK UR UZ VI YO ZH ZU".split()
)
LINE = 200  # letters before some capitals that may say what they are
# Behind these, letters are numbers: "Block R/P".
NUMBERED = frozenset(
    "bay block blocks bus class classes door floor form gate grade grades group groups hall option options part platform "  # noqa: SIM905
    "room rooms route section sections set stand table type types unit wing year zone".split()
)


class Hidden(NamedTuple):
    """What some capitals are, and whose, if they are somebody's."""

    what: str
    whose: str


def capitals_in(
    words: str, found: Sequence[Token], hidden: Mapping[str, Hidden], short_forms: Collection[str] = ()
) -> Iterator[tuple[Hidden, int, int, Certainty]]:
    """What `hidden` says of each run of letters that it has, where the run stands in the plain words, and how certain it is.

    Of somebody's initials a short form that everybody uses, or that is among `short_forms`, is one only where it must be.
    """
    for first, last, letters in _runs(words, found, max(map(len, hidden), default=0)):
        what = hidden.get(letters.upper())
        certainty = _certainty(Place(words, found, first, last), letters, what, short_forms) if what else None
        if what and certainty:
            yield what, found[first].start, found[last].end, certainty


def _runs(words: str, found: Sequence[Token], longest: int) -> Iterator[tuple[int, int, str]]:
    """The first and the last token of all letters that may belong together, and the letters, without the s of a plural."""
    for first, token in enumerate(found):
        if len(token.written) > longest + len("s"):
            continue
        joined = ""
        for last in range(first, min(first + longest, len(found))):
            joined += found[last].written
            if len(joined) > longest + len("s"):
                break
            between = words[found[last - 1].end : found[last].start] if last > first else ""
            is_apart = len(joined) == last - first + 1 and SIGN.fullmatch(between)
            if not (BETWEEN.fullmatch(between) or is_apart):
                break
            yield first, last, joined.removesuffix("s") if joined[:-1].isupper() else joined


def _certainty(place: Place, letters: str, what: Hidden, short_forms: Collection[str]) -> Certainty | None:
    """Whether letters are what is hidden: in capitals, an inner term in small letters that no word has, or a mailbox."""
    text, start, end = place.words, place.tokens[place.first].start, place.tokens[place.last].end
    number = NUMBER.match(text, end)
    sign = _sign(place)
    if not _is_by_itself(text, start, end, with_numbers=bool(what.whose)) or (sign and not what.whose):
        return None
    if not letters.isupper():
        return None if sign or number else _in_small_letters(place, letters, what)
    if not what.whose:
        return None if letters == "PS" and place.begins_a_sentence and text[end : end + 1] in (".", ":") else "name"
    code = letters + (number[0] if number else "")
    explained = code in short_forms
    stands_for_more = explained or bool(number and _is_a_code(code)) or bool(sign and _is_a_pair(text[start:end]))
    if stands_for_more or is_short_form(letters):
        is_somebody = is_spoken_to(place) if number or sign else is_meant(place, alone=not explained)
        return "name" if is_somebody else None
    if letters in OF_LANGUAGES and LANGUAGES.search(text[max(0, start - LINE) : start]):
        return None
    is_numbered = (sign or number) and place.before and place.before.word in NUMBERED
    return "question" if is_numbered or " " in sign or text[start - 1 : start].isdigit() else "name"


def _in_small_letters(place: Place, letters: str, what: Hidden) -> Certainty | None:
    text, start, end = place.words, place.tokens[place.first].start, place.tokens[place.last].end
    if not what.whose:
        is_word = is_english(letters.lower()) and is_everyday(letters.lower())
        return "name" if len(letters) >= SHORTEST_TERM and not is_word and text[start:end].isalpha() else None
    is_dotted = letters.islower() and text[start : end + 1] == "".join(f"{letter}." for letter in letters)
    certainty: Certainty | None = "name" if _is_a_mailbox(text, start, end) else "question" if is_dotted else None
    return certainty if certainty and not (letters.upper() in IN_TEXTS or is_short_form(letters.upper())) else None


def _sign(place: Place) -> str:
    """What stands between letters that stand each by themselves, where it is more than a full stop or a space."""
    between = place.words[place.tokens[place.first].end : place.tokens[min(place.first + 1, place.last)].start]
    return "" if place.first == place.last or BETWEEN.fullmatch(between) else between


def _is_a_code(code: str) -> bool:
    """Whether letters with a number behind them are a key stage or the like, or the first half of a postcode."""
    return bool(CODES.fullmatch(code)) or code.rstrip("0123456789") in AREAS


def _is_a_pair(written: str) -> bool:
    """Whether letters with a sign between them stand for something, are grades, or count up."""
    written = written.replace(" ", "")
    first, last = written[0], written[-1]
    return written in PAIRS or ord(last) - ord(first) == 1 or (first < last and {first, last} <= GRADES)


def _is_a_mailbox(text: str, start: int, end: int) -> bool:
    """Whether letters are all that stands before an at-sign, or a step of a path."""
    before = text[max(0, start - 1) : start]
    if text[end : end + 1] == "@":
        return not before.strip("/:<,; \n\0")
    return before == "/" and bool(BEHIND_A_STEP.match(text, end))


def _is_by_itself(words: str, start: int, end: int, *, with_numbers: bool) -> bool:
    """Whether no letter stands beside it, nor a longer number, and it is no part of a postcode or of the code of a language."""
    before, behind = words[max(0, start - len("123")) : start], words[end : end + 1]
    if before[-1:].isalnum() and not (with_numbers and NUMBER_BEFORE.search(before)):
        return False
    if behind.isalnum() and not (with_numbers and NUMBER.match(words, end)):
        return False
    if LANGUAGE.match(words, start - len("en-"), end + 1):
        return False
    around = words[max(0, start - LONGEST_POSTCODE) : end + LONGEST_POSTCODE]
    return not any(words[start:end] in code for code in POSTCODE.findall(around))
