"""A page with real quotation marks and apostrophes, where people type straight ones.

Each sign becomes one sign, so that nothing else of a text moves, and the plan keeps what was typed: only what goes out
is printed so. Languages other than English have marks of their own, and stay as they are typed, also inside a text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from jarpub.pages.page_tree import ENGLISH, Child, Element, Page, groups, primary

STRAIGHT = re.compile("[\"']")
TO_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
OPENS_BEHIND = frozenset(" \t\n\u00a0([{–—-/\u2009“‘")
# Letters that are left out at the start of a word, which is no quotation.
CUT_OFF = re.compile(r"'(?=\d\ds?\b|(?:bout|cause|em|n|til|tis|twas)\b)", re.IGNORECASE)
ADDRESS = re.compile(r"\S*(?:@|://|www\.)\S*")  # to be copied as it is
LIKE_A_SPACE = ("br", "svg")


def with_quotation_marks(page: Page) -> Page:
    """The page as it is printed."""
    return replace(page, body=_printed(page.body)) if page.is_english else page


def straight(words: str) -> str:
    """Words as they are typed on a keyboard, whichever marks they have."""
    return words.translate(TO_STRAIGHT)


def curled(words: str) -> str:
    """A text with real marks in the place of straight ones, letter for letter as long as it was."""
    if not STRAIGHT.search(words):
        return words
    letters, kept = list(words), _kept(words)
    is_open = False  # a quotation in double marks
    for sign in STRAIGHT.finditer(words):
        at = sign.start()
        if at in kept:
            continue
        before = letters[at - 1] if at else " "
        opens = before in OPENS_BEHIND and bool(words[at + 1 : at + 2].strip())
        if sign[0] == "'":
            letters[at] = _single(words, at, before, opens=opens)
        elif opens or is_open or not before.isdigit():  # else inches
            letters[at] = "“" if opens else "”"
            is_open = opens
    return "".join(letters)


def _single(words: str, at: int, before: str, *, opens: bool) -> str:
    if opens:
        return "‘" if not CUT_OFF.match(words, at) and _closes(words, at) else "’"
    is_feet = before.isdigit() and not words[at + 1 : at + 2].isalpha() and "'" not in words[:at]
    return "'" if is_feet else "’"


def _closes(words: str, start: int) -> bool:
    """Whether a quotation that would begin there ends: behind a letter or a sign, and not inside a word."""
    return re.search(r"(?<=[^\s'])'(?!\w)", words[start + 1 :]) is not None


def _kept(words: str) -> frozenset[int]:
    return frozenset(at for address in ADDRESS.finditer(words) for at in range(*address.span()))


def _printed(element: Element) -> Element:
    if element.tag == "svg":
        return element
    children: list[Child] = []
    for is_block, group in groups(element):
        if is_block:
            children += (_printed(child) for child in group if isinstance(child, Element))
        else:
            words = iter(curled("".join(_texts(group))))
            children += (_with_words(child, words) for child in group)
    return replace(element, children=tuple(children))


def _texts(children: tuple[Child, ...]) -> Iterator[str]:
    """The text of inline children in one row; a picture and a new line stand for a space, letters for other languages."""
    for child in children:
        if isinstance(child, str):
            yield child
        elif child.tag in LIKE_A_SPACE:
            yield " "
        elif _is_foreign(child):
            yield "".join("x" if each.strip() else " " for words in _texts(child.children) for each in words)
        else:
            yield from _texts(child.children)


def _is_foreign(element: Element) -> bool:
    return primary(element.attributes.get("lang", ENGLISH)) != ENGLISH


def _with_words(child: Child, words: Iterator[str]) -> Child:
    """The same child with as many of these letters as it has."""
    if isinstance(child, str):
        return "".join(next(words) for _ in child)
    if child.tag in LIKE_A_SPACE:
        next(words)
        return child
    if _is_foreign(child):
        for _ in "".join(_texts(child.children)):
            next(words)
        return child
    return replace(child, children=tuple(_with_words(each, words) for each in child.children))
