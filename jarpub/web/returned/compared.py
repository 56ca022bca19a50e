"""A paragraph as it was sent and what it became: which words are others, and which value each of them is of."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate

from jarpub.formats.docx.returned.text import Paragraph, Revision, Run
from jarpub.project.plan.diff import TOKEN
from jarpub.web.returned.aligned import Pair, normal
from jarpub.web.returned.base import TEMPLATES_OWN, Origin, Piece

Step = tuple[bool, int, int, int, int]  # whether it is the same, and its places in the text before and now
BETWEEN = "\u2029"  # Unicode's own sign for it stands between the paragraphs of a pair


@dataclass(frozen=True)
class Part:
    """Words of one origin that became others, by their places in the pair's text as it was sent; either may be empty."""

    origin: Origin
    start: int
    end: int
    runs: tuple[Run, ...]  # those in their place, with their looks

    @property
    def words(self) -> str:
        """The new words."""
        return "".join(run.words for run in self.runs)


@dataclass(frozen=True)
class Difference:
    """Words that became others: handed to their values, or to none where that cannot be told."""

    before: str
    now: str
    start: int
    end: int
    now_start: int
    now_end: int
    origins: tuple[Origin, ...]  # of the words before, or of those around where there were none
    parts: tuple[Part, ...]  # empty where it cannot be told which value gets which words
    by: Revision | None


class Compared:
    """A pair of paragraphs, word by word."""

    def __init__(self, pair: Pair) -> None:
        self.pieces = _in_a_row(pair)
        self.before = BETWEEN.join(each.words for each in pair.before)
        self.runs = _runs(pair.now)
        self.now = "".join(run.words for run in self.runs if not run.gone)

    @cached_property
    def _ends(self) -> list[int]:
        return [piece.end for piece in self.pieces]

    def piece_at(self, offset: int) -> Piece | None:
        """The piece in which a letter of the text as it was sent stands; nothing for what joins two paragraphs."""
        at = bisect_right(self._ends, offset)
        return self.pieces[at] if at < len(self.pieces) and self.pieces[at].start <= offset else None

    @cached_property
    def steps(self) -> list[Step]:
        """The text in pieces that are the same or others."""
        old, new = _tokens(self.before, {*self._ends}), _tokens(self.now, set())
        old_at, new_at = [0, *accumulate(map(len, old))], [0, *accumulate(map(len, new))]
        same = SequenceMatcher(None, [normal(each) for each in old], [normal(each) for each in new], autojunk=False)
        found = [
            (kind == "equal", old_at[start], old_at[end], new_at[new_start], new_at[new_end])
            for kind, start, end, new_start, new_end in same.get_opcodes()
        ]
        return self._without_crumbs(found)

    def _without_crumbs(self, steps: Sequence[Step]) -> list[Step]:
        """The steps, where a space between two differences is no reason to tell them apart."""
        found: list[Step] = []
        for number, step in enumerate(steps):
            is_same, start, end, _, now_end = step
            is_inside = 0 < number < len(steps) - 1 and not found[-1][0]
            is_space = not self.before[start:end].strip() and BETWEEN not in self.before[start:end]
            if found and not found[-1][0] and (not is_same or (is_inside and is_space)):
                found[-1] = (False, found[-1][1], end, found[-1][3], now_end)
            else:
                found.append(step)
        return found

    @property
    def differences(self) -> Iterator[Difference]:
        """Each difference, in the order of the text."""
        for is_same, start, end, now_start, now_end in self.steps:
            place = self._trimmed(start, end, now_start, now_end)
            if not is_same and (place[0] < place[1] or place[2] < place[3]):
                yield self._difference(*place)

    def _trimmed(self, start: int, end: int, now_start: int, now_end: int) -> tuple[int, int, int, int]:
        """The same difference without what its words begin and end with alike, where that tells which value they are of."""
        old, new = normal(self.before[start:end]), normal(self.now[now_start:now_end])
        head = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
        rest = min(len(old), len(new)) - head
        tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
        trimmed = start + head, end - tail, now_start + head, now_end - tail
        is_at_an_edge = trimmed[0] == trimmed[1] and any(trimmed[0] in (each.start, each.end) for each in self.pieces)
        if self._are_of_one(start, end) and old != new and not is_at_an_edge:
            return start, end, now_start, now_end
        return trimmed

    def _are_of_one(self, start: int, end: int) -> bool:
        return len({piece.origin for piece in self._touched(start, end)}) <= 1

    def _touched(self, start: int, end: int) -> list[Piece]:
        """The pieces that have letters in a part of the text as it was sent."""
        return [piece for piece in self.pieces if piece.start < end and start < piece.end]

    def _difference(self, start: int, end: int, now_start: int, now_end: int) -> Difference:
        origins = self._origins(start, end)
        parts = tuple(self._parts(origins, start, end, now_start, now_end))
        return Difference(
            before=self.before[start:end],
            now=self.now[now_start:now_end],
            start=start,
            end=end,
            now_start=now_start,
            now_end=now_end,
            origins=origins,
            parts=parts,
            by=self._by(now_start, now_end),
        )

    def _origins(self, start: int, end: int) -> tuple[Origin, ...]:
        """Whose words become others; of new words between two it cannot be told, but for a label and an answer."""
        if start < end:
            return tuple(dict.fromkeys(piece.origin for piece in self._touched(start, end))) or (TEMPLATES_OWN,)
        left, right = self._beside(start)
        around = tuple(dict.fromkeys(piece.origin for piece in (left, right) if piece))
        if len(around) < 2 or left is None or right is None:  # noqa: PLR2004  # on both sides
            return around or (TEMPLATES_OWN,)
        asked = tuple(each for each in around if each.is_asked)
        if len(asked) == 1 or all(each.name for each in around):
            return asked if len(asked) == 1 else around  # either may be meant; what is asked for is answered
        template = right if left.origin.name else left
        ends = template.words.strip()[:1] if template is right else template.words.strip()[-1:]
        is_apart = not ends.isalnum()  # a label, a full stop: nobody goes on with those
        return tuple(each for each in around if each.name) or around[:1] if is_apart else around

    def _beside(self, at: int) -> tuple[Piece | None, Piece | None]:
        """What stands before a place and behind it, spaces left aside: new words are as near to what is beyond."""
        told = [
            each for each in self.pieces if each.words.strip(" \u00a0") or each.origin.name
        ]  # or a tab, behind a term
        before = [piece for piece in told if piece.start < at]
        behind = [piece for piece in told if at < piece.end]
        return before[-1] if before else None, behind[0] if behind else None

    def _parts(self, origins: Sequence[Origin], start: int, end: int, now_start: int, now_end: int) -> Iterator[Part]:
        """The difference as parts of one origin each: what is taken out is of each its own, new words are of one only."""
        runs = tuple(self._runs_in(now_start, now_end))
        if len(origins) == 1:
            yield Part(origins[0], start, end, runs)
            return
        if now_start == now_end:
            for piece in self._touched(start, end):
                yield Part(piece.origin, max(start, piece.start), min(end, piece.end), ())

    def _runs_in(self, start: int, end: int) -> Iterator[Run]:
        """The runs, cut to a part of the text as it is now."""
        at = 0
        for run in self.runs:
            if run.gone:
                continue
            words = run.words[max(start - at, 0) : max(end - at, 0)]
            if words:
                yield replace(run, words=words, gone=None)
            at += len(run.words)

    def _by(self, start: int, end: int) -> Revision | None:
        """Who changed the words at a place, where Word recorded it."""
        at = 0
        for run in self.runs:
            if run.gone:
                if start <= at <= end:
                    return run.gone
                continue
            if run.new and at < end and start < at + len(run.words):
                return run.new
            at += len(run.words)
        return None

    def looks(self) -> Iterator[tuple[Piece, int, int, frozenset[str]]]:
        """Words that are the same, each with its piece, its place before, and how it is set apart now."""
        for is_same, start, end, now_start, _ in self.steps:
            at = now_start
            for run in self._runs_in(now_start, now_start + end - start) if is_same else ():
                first = start + at - now_start
                for piece in self._touched(first, first + len(run.words)):
                    yield piece, max(first, piece.start), min(first + len(run.words), piece.end), run.marks
                at += len(run.words)

    def commented(self) -> Iterator[tuple[str, Origin]]:
        """The comments on it by their ids, each with the value whose words it is about."""
        at = 0
        seen: set[str] = set()
        for run in self.runs:
            for id in run.comments - seen:
                seen.add(id)
                piece = self.piece_at(self._before(at))
                yield id, piece.origin if piece else TEMPLATES_OWN
            at += 0 if run.gone else len(run.words)

    def _before(self, now: int) -> int:
        """The place in the text as it was sent that a place in the text as it is now came from."""
        for is_same, start, end, now_start, now_end in self.steps:
            if now_start <= now < now_end:
                return start + now - now_start if is_same else max(min(start, end - 1), 0)
        return len(self.before)


def _in_a_row(pair: Pair) -> list[Piece]:
    """The pieces of all paragraphs of a pair, by their places in its text."""
    found, start = [], 0
    for paragraph in pair.before:
        found += [Piece(start + each.start, each.words, each.origin, each.marks) for each in paragraph.pieces]
        start += len(paragraph.words) + len(BETWEEN)
    return found


def _runs(paragraphs: Sequence[Paragraph]) -> list[Run]:
    found: list[Run] = []
    for number, paragraph in enumerate(paragraphs):
        found += [Run(BETWEEN)] if number else []
        found += paragraph.runs
    return found


def _tokens(words: str, cuts: set[int]) -> list[str]:
    """Words, spaces and signs, none of which goes over a cut."""
    found, start = [], 0
    for end in [*sorted(cut for cut in cuts if 0 < cut < len(words)), len(words)]:
        found += TOKEN.findall(words[start:end])
        start = end
    return found
