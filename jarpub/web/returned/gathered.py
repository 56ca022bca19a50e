"""What became of each value of a publication: the words that came back, handed to the places where it is printed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from jarpub.formats.docx.returned.text import Paragraph, Returned, Revision, Run, paragraphs_in
from jarpub.web.returned.aligned import Pair, aligned, normal
from jarpub.web.returned.base import Origin, Piece, Sent, SentParagraph, paragraphs
from jarpub.web.returned.compared import BETWEEN, Compared, Difference, Part
from jarpub.web.returned.doubts import FROM_ELSEWHERE, doubt_of, doubt_words_that_went_elsewhere
from jarpub.web.returned.edits import Kind
from jarpub.web.returned.rewritten import Place, Splice

SHOWN = 80  # letters of the words above and below
PAGE_NUMBER = ("the foot of the pages", "Page ")


@dataclass(frozen=True)
class Unplaced:
    """Words that belong to no one value."""

    kind: Kind
    was: str
    now: str
    before: str
    behind: str
    origins: tuple[Origin, ...]
    by: Revision | None = None
    taken_out: str = ""  # the words themselves that became others, without those around them
    put_in: str = ""


@dataclass
class Gathered:
    """Everything that is another in a file: by the places of values, and beside them."""

    places: dict[int, Place] = field(default_factory=dict)  # by the numbers of their origins
    unplaced: list[Unplaced] = field(default_factory=list)
    comments: dict[str, Origin] = field(default_factory=dict)


def gathered(sent: Sent, returned: Returned) -> Gathered:
    """What became of a publication that was sent."""
    return _Gathering(sent).of(returned)


class _Gathering:
    def __init__(self, sent: Sent) -> None:
        self.sent = sent
        self.found = Gathered()
        self.starts: dict[tuple[int, int], int] = {}  # of each piece in the words of its place
        self.gone: dict[
            str, tuple[Origin, ...]
        ] = {}  # the words of paragraphs that did not come back, and whose they were
        self.of_the_page: set[str] = set()  # words that are no value's
        self.by: Mapping[str, Revision] = {}  # who took out paragraphs, by their words
        for paragraph in paragraphs(sent.blocks):
            self._note_places(paragraph)

    def _note_places(self, paragraph: SentParagraph) -> None:
        begun: set[int] = set()
        for piece in paragraph.pieces:
            place = self.found.places.setdefault(piece.origin.number, Place(piece.origin))
            if place.printed and piece.origin.number not in begun:
                place.printed += "\n"
            begun.add(piece.origin.number)
            if not piece.origin.name:
                self.of_the_page.add(piece.words)
            self.starts[id(paragraph), piece.start] = len(place.printed)
            place.printed += piece.words
            if piece.words.strip():
                place.always = piece.marks if place.always is None else place.always & piece.marks

    def of(self, returned: Returned) -> Gathered:
        pairs = list(aligned(self.sent.blocks, returned.seen("now")))
        self.gone = {
            normal(each.words).strip(): tuple(dict.fromkeys(piece.origin for piece in each.pieces))
            for pair in pairs
            if not pair.now
            for each in pair.before
        }
        self.by = _deleted_by(returned)
        for number, pair in enumerate(pairs):
            around = _around(pairs, number)
            if pair.before and pair.now:
                self._compare(pair, around)
            elif pair.before:
                self._gone(pair, around)
            else:
                self._new(pair, pairs, number, around)
        for place in self.found.places.values():
            _take_looks(place)
        self._tell_moved()
        unplaced = self.found.unplaced
        gone = ((each.was if each.kind == "gone" else each.taken_out, each.origins) for each in unplaced)
        new = (each.now if each.kind == "new" else each.put_in for each in unplaced)
        doubt_words_that_went_elsewhere(self.found.places.values(), gone, new, self.of_the_page)
        self._beside(returned)
        return self.found

    def _compare(self, pair: Pair, around: tuple[str, str]) -> None:
        compared = Compared(pair)
        differences = [*compared.differences]
        placed = [origin for each in differences for origin in self._hand_out(compared, pair, each, around)]
        why = doubt_of(pair, differences)
        for origin in placed if why else ():
            if not origin.is_asked:
                self.found.places[origin.number].doubt = why
        for piece, start, end, marks in compared.looks():
            self._note_look(pair, piece, start, end, marks)
        for id, origin in compared.commented():
            self.found.comments.setdefault(id, origin)

    def _hand_out(
        self, compared: Compared, pair: Pair, difference: Difference, around: tuple[str, str]
    ) -> Iterator[Origin]:
        """Give the words to their values; what is of the template, or of nobody alone, is noted as a whole."""
        owned = [part for part in difference.parts if part.origin.name]
        kind = _kind(difference)
        if kind in ("joined", "split") or not owned or len(owned) < len(difference.parts):
            context = _context(compared, difference)
            origins, by = difference.origins, difference.by
            self.found.unplaced.append(
                Unplaced(kind, *context, *around, origins, by, difference.before, difference.now)
            )
            return
        for part in owned:
            self._splice(pair, part, difference.by)
            yield part.origin

    def _splice(self, pair: Pair, part: Part, by: Revision | None) -> None:
        place = self.found.places[part.origin.number]
        start, end = self._in_place(pair, part.origin, part.start), self._in_place(pair, part.origin, part.end)
        place.splices.append(Splice(start, end, part.runs))
        place.gone += end - start
        if by:
            place.revisions.append(by)

    def _in_place(self, pair: Pair, origin: Origin, offset: int) -> int:
        """Where a letter of a pair stands in the words of a place: behind its last piece that begins before."""
        at, found = 0, 0
        for paragraph in pair.before:
            for piece in paragraph.pieces:
                if piece.origin == origin and (at + piece.start <= offset):
                    own = self.starts[id(paragraph), piece.start]
                    found = own + min(offset - at - piece.start, len(piece.words))
            at += len(paragraph.words) + 1
        return found

    def _note_look(self, pair: Pair, piece: Piece, start: int, end: int, marks: frozenset[str]) -> None:
        """Words that are set apart now, and were not."""
        place = self.found.places[piece.origin.number]
        new = marks - piece.marks
        if not new or not piece.origin.name or piece.origin.is_asked:
            return
        words = piece.words[start - piece.start : end - piece.start]
        if words.strip():
            at = self._in_place(pair, piece.origin, start)
            place.looks.append(Splice(at, at + len(words), (Run(words, marks),)))

    def _gone(self, pair: Pair, around: tuple[str, str]) -> None:
        """Paragraphs that did not come back: what they had of a value is taken out of it, where something of it is left."""
        for paragraph in pair.before:
            for piece in paragraph.pieces:
                place = self.found.places[piece.origin.number]
                start = self.starts[id(paragraph), piece.start]
                place.splices.append(Splice(start, start + len(piece.words), ()))
                place.gone += len(piece.words)
            origins = tuple(dict.fromkeys(piece.origin for piece in paragraph.pieces))
            by = self.by.get(normal(paragraph.words).strip())
            self.found.unplaced.append(Unplaced("gone", paragraph.words, "", *around, origins, by))

    def _new(self, pair: Pair, pairs: Sequence[Pair], number: int, around: tuple[str, str]) -> None:
        """Paragraphs that were not sent: entries of a list inside one value, or words for somebody to place."""
        before = _last(pairs[:number], -1)
        behind = _last(reversed(pairs[number + 1 :]), 0)
        for paragraph in pair.now:
            place = self.found.places[before.number] if before else Place(Origin(0))
            goes_on = "\n" in place.printed and _is_of_the_list(paragraph, pairs[:number])
            is_inside = before == behind or goes_on
            is_moved = before not in self.gone.get(normal(paragraph.words).strip(), (before,))  # from another value
            if before and before.name and is_inside and not (before.is_asked or pair.is_new_row or is_moved):
                end = self._end_of(pairs[:number], before)
                place.splices.append(Splice(end, end, _runs(paragraph), is_item=True))
                continue
            near = tuple(each for each in (before, behind) if each)
            self.found.unplaced.append(Unplaced("new", "", paragraph.words, *around, near, _by(paragraph)))
            for run in paragraph.runs:
                for id in run.comments:
                    self.found.comments.setdefault(id, near[0] if near else Origin(0))

    def _end_of(self, pairs: Sequence[Pair], origin: Origin) -> int:
        """Behind which letter of a place the paragraphs end that came back before another one."""
        ends = [
            self.starts[id(paragraph), piece.start] + len(piece.words)
            for pair in pairs
            for paragraph in pair.before
            for piece in paragraph.pieces
            if piece.origin == origin and pair.now
        ]
        return max(ends, default=0)

    def _tell_moved(self) -> None:
        """What is gone here and new there was moved."""
        gone = {normal(each.was).strip(): each.origins for each in self.found.unplaced if each.kind == "gone"}
        moved = {
            words for each in self.found.unplaced if each.kind == "new" and (words := normal(each.now).strip()) in gone
        }
        told = []
        for each in self.found.unplaced:
            words = normal(each.was or each.now).strip()
            if each.kind == "new" and words in moved:
                told.append(replace(each, kind="moved", was=each.now, origins=gone[words]))
                for origin in gone[words]:  # nothing goes because it stands elsewhere now
                    self.found.places[origin.number].doubt = FROM_ELSEWHERE
            elif each.kind != "gone" or words not in moved:
                told.append(each)
        self.found.unplaced = told

    def _beside(self, returned: Returned) -> None:
        """What stands outside of the text and did not before."""
        known = Counter(self.sent.beside)
        for called, words in returned.beside:
            if known[called, words] > 0:
                known[called, words] -= 1
            elif not (called == PAGE_NUMBER[0] and words.startswith(PAGE_NUMBER[1])):
                self.found.unplaced.append(Unplaced("beside", "", words, called, "", ()))


def _around(pairs: Sequence[Pair], number: int) -> tuple[str, str]:
    """The words above and below a pair."""
    above = next((words for pair in reversed(pairs[:number]) if (words := _words(pair))), "")
    below = next((words for pair in pairs[number + 1 :] if (words := _words(pair))), "")
    return above[-SHOWN:], below[:SHOWN]


def _words(pair: Pair) -> str:
    return " ".join(each.words for each in (pair.now or pair.before)).strip()


def _take_looks(place: Place) -> None:
    """Take what somebody set apart in a value; all of it is the look of a table, which programs write out."""
    marked = sum(len("".join(each.words.split())) for each in place.looks)
    if marked < len("".join(place.printed.split())) - place.gone:
        place.splices += place.looks
    else:
        place.always = frozenset().union(place.always or (), *(run.marks for each in place.looks for run in each.runs))


def _deleted_by(returned: Returned) -> Mapping[str, Revision]:
    """Who took out whole paragraphs, where Word recorded it, by their words."""
    found: dict[str, Revision] = {}
    for paragraph in paragraphs_in(returned.blocks):
        gone = next((run.gone for run in paragraph.runs if run.gone), None)
        if gone and not paragraph.words.strip():
            found[normal("".join(run.words for run in paragraph.runs)).strip()] = gone
    return found


def _kind(difference: Difference) -> Kind:
    """What a difference is that belongs to no one value."""
    if BETWEEN in difference.now:
        return "split"
    if BETWEEN in difference.before:
        return "joined"
    return "several" if len(difference.origins) > 1 else "template"


def _context(compared: Compared, difference: Difference) -> tuple[str, str]:
    """The words that became others, as they were and as they are, with some around them: alone they mean little to anybody."""
    before = compared.before[max(difference.start - SHOWN, 0) : difference.end + SHOWN]
    now = compared.now[max(difference.now_start - SHOWN, 0) : difference.now_end + SHOWN]
    return before.replace(BETWEEN, "\n"), now.replace(BETWEEN, "\n")


def _last(pairs: Iterable[Pair], at: int) -> Origin | None:
    """The value that is nearest to a place, from the pairs before it or behind it."""
    last = next((pair for pair in reversed(list(pairs)) if pair.before), None)
    pieces = [piece for paragraph in last.before for piece in paragraph.pieces if piece.words.strip()] if last else []
    return pieces[at].origin if pieces else None


def _runs(paragraph: Paragraph) -> tuple[Run, ...]:
    return tuple(run for run in paragraph.runs if not run.gone)


def _is_of_the_list(paragraph: Paragraph, pairs: Sequence[Pair]) -> bool:
    """Whether a new paragraph is one more entry of the list above it."""
    last = pairs[-1].now if pairs else ()
    return bool(last and paragraph.list and last[-1].list == paragraph.list)


def _by(paragraph: Paragraph) -> Revision | None:
    return paragraph.new or next((run.new for run in paragraph.runs if run.new), None)
