"""A value with the words that came back for it: as its file has it, in the small Markdown of texts.

What is printed and what is typed differ: in their marks, in lists, in line ends. So each result is proved: printed
again it must say what came back, and where it does not, nothing is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate

from jarpub.formats.docx.returned.text import Revision, Run
from jarpub.pages.page_tree import Element, groups
from jarpub.pages.quotation_marks import straight
from jarpub.project.plan.diff import TOKEN
from jarpub.web.returned.aligned import normal
from jarpub.web.returned.base import Origin
from jarpub.web.returned.edits import Author
from jarpub.web.words.other_words import alone

SIGNS = {"strong": "**", "em": "*"}
SPECIAL = re.compile(r"[*\[\\]")
CURLED = re.compile("[“”‘’]")
LANGUAGE = r"\]\{lang=(?P<code>[^{}\n]*)\}"  # what stands behind words of another language
LANGUAGES = re.compile(rf"\\.|(?P<opens>\[)|{LANGUAGE}|(?P<closes>\])")
ENDS = re.compile(rf"\**{LANGUAGE}")
EMPTIED = re.compile(rf"\[(?P<space>\s*){LANGUAGE}")
UNSAID = "\0"  # stands for signs that no page prints
EDGE = re.compile(r"(?P<before>\s*)(?P<words>.*?)(?P<behind>\s*)\Z", re.DOTALL)


@dataclass(frozen=True)
class Splice:
    """Words in the place of others, by their places in a value as it is printed; `is_item` for a new entry of its list."""

    start: int
    end: int
    runs: tuple[Run, ...]
    is_item: bool = False

    @property
    def words(self) -> str:
        """The new words."""
        return "".join(run.words for run in self.runs)


@dataclass
class Place:
    """One place where a value is printed: its words as they were sent, and what came in their place."""

    origin: Origin
    printed: str = ""
    always: frozenset[str] | None = None  # how all of it is set apart
    splices: list[Splice] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    looks: list[Splice] = field(default_factory=list)  # the same words, set apart
    gone: int = 0  # letters that stand there no more
    doubt: str = ""  # why it is for somebody to say what it is to be

    @property
    def author(self) -> Author:
        """Who changed it last, where that was recorded."""
        found = max(self.revisions, key=lambda each: each.on, default=None)
        return author(found)

    @property
    def taken_out(self) -> Iterator[str]:
        """The words that stand there no more."""
        return (self.printed[splice.start : splice.end] for splice in self.splices)

    @property
    def is_gone(self) -> bool:
        """Whether nothing of it came back."""
        return (
            self.gone > 0
            and self.gone >= len(self.printed.replace("\n", ""))
            and not any(s.words for s in self.splices)
        )


def author(revision: Revision | None) -> Author:
    """The author of a recorded change."""
    return Author(revision.by, revision.on[:10]) if revision else Author()


def printed_with(printed: str, splices: Sequence[Splice]) -> str:
    """The value as it came back: its printed words with others in their places."""
    for each in _from_the_end(splices):
        words = f"\n{each.words}" if each.is_item else each.words
        printed = printed[: each.start] + words + printed[each.end :]
    return printed


def _from_the_end(splices: Sequence[Splice]) -> Sequence[Splice]:
    """In the order in which none moves another; what is put in at a place comes behind what takes the place of its words."""
    return sorted(splices, key=lambda splice: (splice.start, splice.end), reverse=True)


def rewritten(
    name: str, typed: str, printed: str, splices: Sequence[Splice], always: frozenset[str] = frozenset()
) -> str | None:
    """What to type for the value of a name, the old letters where they are the same; nothing where that cannot be told.

    `always` is how the publication sets all of the value apart, which is no part of it.
    """
    wanted = _plain(printed_with(printed, splices))
    if not wanted:
        return None
    for at_the_end in (True, False):
        found = _spliced(typed, printed, splices, always, at_the_end=at_the_end)
        if found is not None and _plain(said(found, name)) == wanted:
            return found.strip()  # a file has no text with spaces around it
    return None


def said(typed: str, name: str) -> str:
    """A text as it is printed: its paragraphs and the entries of its lists, line by line."""
    return "\n".join(_lines(alone(typed, name)))


def _plain(words: str) -> str:
    return " ".join(normal(words).split())


def _lines(element: Element) -> Iterator[str]:
    for is_block, group in groups(element):
        if is_block:
            for child in group:
                yield from _lines(child) if isinstance(child, Element) else ()
        else:
            yield "".join(child if isinstance(child, str) else _inner(child) for child in group)


def _inner(element: Element) -> str:
    if element.tag == "br":
        return "\n"
    return "".join(child if isinstance(child, str) else _inner(child) for child in element.children)


def _spliced(
    typed: str, printed: str, splices: Sequence[Splice], always: frozenset[str], *, at_the_end: bool
) -> str | None:
    """The typed text with words in the places that the printed ones have in it; nothing where those are not to be found."""
    places = _places(typed, printed)
    for each in _from_the_end(splices):
        if each.start < each.end:
            inside = [place for place in places[each.start : each.end] if place is not None]
            if not inside:
                return None
            start, end = inside[0], inside[-1] + 1
        else:
            start = end = _outside(typed, _between(places, each.start, len(typed), at_the_end=at_the_end), each)
        new = _item(typed, start, each) if each.is_item else _typed(each.runs, typed, always)
        kept = "" if new else _halves(typed, start, end)
        typed = typed[:start] + new + kept + typed[end:]
        if not new and each.start < each.end:
            typed = _without_empty_lines(EMPTIED.sub(r"\g<space>", typed), start)
    return typed


def _outside(typed: str, at: int, splice: Splice) -> int:
    """The place of new words behind words of another language that end there, unless they are of that one, too."""
    end = ENDS.match(typed, at)
    is_inside = end and not splice.is_item and any(run.language == end["code"] for run in splice.runs)
    return end.end() if end and not is_inside else at


def _halves(typed: str, start: int, end: int) -> str:
    """The signs of another language in words that go, whose other sign stays: that goes on, or began before."""
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    waiting: list[int] = []
    for sign in LANGUAGES.finditer(typed):
        if sign["opens"]:
            waiting.append(sign.start())
        elif waiting and (sign["closes"] or sign["code"] is not None):
            opened = waiting.pop()
            found += [((opened, opened + 1), sign.span())] if sign["code"] is not None else []
    halves = [both for both in found if sum(start <= at < end for at, _ in both) == 1]
    kept = sorted(span for both in halves for span in both if start <= span[0] < end)
    return "".join(typed[first:last] for first, last in kept)


def _places(typed: str, printed: str) -> list[int | None]:
    """For each printed letter the place of the same in the typed text."""
    found: list[int | None] = []
    letters = ENDS.sub(lambda found: UNSAID * len(found[0]), typed)
    old, new = TOKEN.findall(normal(letters)), TOKEN.findall(normal(printed))
    starts = [0, *accumulate(map(len, old))]
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += range(starts[start], starts[end])
        else:
            found += [None] * sum(map(len, new[new_start:new_end]))
    return found


def _between(places: Sequence[int | None], at: int, end: int, *, at_the_end: bool) -> int:
    """Where words come between two letters: behind the first of them, or before the second."""
    before = next((place + 1 for place in reversed(places[:at]) if place is not None), 0)
    after = next((place for place in places[at:] if place is not None), end)
    return before if at_the_end else after


def _typed(runs: Sequence[Run], beside: str, always: frozenset[str]) -> str:
    """New words as people type them here: with straight marks, unless the text has others, and signs for what is set apart."""
    return "".join(_in_signs(run, beside, always) for run in runs)


def _in_signs(run: Run, beside: str, always: frozenset[str]) -> str:
    words = run.words.replace("\u00a0", " ").replace("\u2028", "\n")
    words = words if CURLED.search(beside) else straight(words)
    words = SPECIAL.sub(lambda sign: "\\" + sign[0], words)
    edge = EDGE.match(words)
    for mark in ("em", "strong"):
        if edge and edge["words"] and mark in run.marks - always:
            words = f"{edge['before']}{SIGNS[mark]}{edge['words']}{SIGNS[mark]}{edge['behind']}"
            edge = EDGE.match(words)
    return words


def _item(typed: str, at: int, splice: Splice) -> str:
    """A new entry of a list, with the sign and the indentation of the one before it."""
    line = typed[typed.rfind("\n", 0, at) + 1 : at]
    sign = re.match(r"\s*(?:-\s+|(\d+)([.)]\s+))?", line)
    begins = sign[0] if sign else ""
    if sign and sign[1]:
        begins = begins.replace(sign[1], str(int(sign[1]) + 1), 1)
    words = _typed(splice.runs, typed, frozenset()).strip().replace("\n", " ")
    return f"\n{begins}{words}" if begins.strip() else f"\n\n{words}"


def _without_empty_lines(typed: str, at: int) -> str:
    """The text without the line in which nothing but the sign of a list is left."""
    start = typed.rfind("\n", 0, at) + 1
    end = typed.find("\n", at)
    end = len(typed) if end < 0 else end
    if re.fullmatch(r"\s*(?:[-*]|\d+[.)])?\s*", typed[start:end]) and "\n" in typed:
        return (typed[:start] + typed[end + 1 :]).rstrip("\n")
    return typed
