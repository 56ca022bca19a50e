"""Finished Word files with random things done to them, by LibreOffice or as Word would, and exactly what was done.

`fate` says what became of each once the file is read again: found, noted, unseen, lost, or given to another value.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import office
import word_like
from office import Deed
from word_file import WordFile, tag

Fate = Literal["found", "noted", "unseen", "lost", "wrong"]
# Each stands in one deed of a file alone, so that it is known where it went; none is in a plan or a template.
RARE = (
    "apricot", "bramble", "cobbler", "dahlia", "elderberry", "fennel", "gooseberry", "hazelnut", "inkwell", "juniper",
    "kettle", "lavender", "marmalade", "nutmeg", "oatmeal", "parsnip", "quince", "rhubarb", "saffron", "turnip",
)  # fmt: skip
OTHERS = (
    "and", "soon;", "the", "will", "(again)", "don’t", "“so”", "–", "&", "#1:", "<b>", "a", "café", "100%", "'a'", "to-day",
)  # fmt: skip
PEOPLE = (("Ann Example", "2009-04-02T09:30:00Z"), ("Bo O’Sample", "2009-04-03T16:05:00Z"))
NOBODY = ("", "2009-04-02T09:30:00Z")


@dataclass(frozen=True)
class Done:
    """One deed, the words of its paragraph before and after, and where that stands; `rare` is nowhere else."""

    deed: Deed
    was: str
    now: str
    is_cell: bool
    rare: str = ""

    @property
    def gone(self) -> str:
        """The words that were taken out."""
        if self.deed.kind in ("delete paragraph", "delete row"):
            return self.was
        return self.deed.old if self.deed.kind == "replace" else ""


@dataclass(frozen=True)
class Return:
    """A file that came back, and all that was done to it."""

    document: bytes
    done: tuple[Done, ...]


def by_word(document: bytes, chance: random.Random) -> Return:
    """A file as Word returns it: now and then tracked, its runs in pieces and all."""
    done = random_deeds(document, chance)
    return Return(word_like.returned(document, [each.deed for each in done], chance), done)


def by_office(document: bytes, chance: random.Random, folder: Path) -> Return:
    """A file as LibreOffice returns it, in four of ten cases through ODT."""
    done = random_deeds(document, chance)
    sent, back = folder / "sent.docx", folder / "back.docx"
    sent.write_bytes(document)
    office.returned(sent, [each.deed for each in done], back, through_odt=chance.random() < 0.4)
    return Return(back.read_bytes(), done)


def random_deeds(document: bytes, chance: random.Random, most: int = 5) -> tuple[Done, ...]:
    """One to so many deeds, each in a part of the file that no other touches, the last in the file first."""
    file = _Sent(document)
    wanted = chance.randint(1, most)
    done: list[Done] = []
    taken: set[int] = set()
    for _ in range(200):
        if len(done) == wanted:
            break
        kind = chance.choices([*KINDS], [weight for weight, _ in KINDS.values()])[0]
        number = chance.randrange(len(file.said))
        found = KINDS[kind][1](
            file, number, _Typist(chance, [each for each in RARE if each not in {one.rare for one in done}])
        )
        touched = file.around(number, found.deed) if found else set()
        if found and not touched & taken:
            taken |= touched
            done.append(found)
    return tuple(sorted(done, key=lambda each: -each.deed.paragraph))


class _Sent:
    """A finished file as somebody finds it who is to change it."""

    def __init__(self, document: bytes) -> None:
        self.paragraphs = WordFile(document).paragraphs
        self.said = WordFile(document).paragraphs_now()
        self.numbers = {paragraph: number for number, paragraph in enumerate(self.paragraphs)}

    def row(self, number: int) -> Any:
        return next(self.paragraphs[number].iterancestors(tag("tr")), None)

    def is_cell(self, number: int) -> bool:
        return self.row(number) is not None

    def has_next(self, number: int) -> bool:
        """Whether a paragraph of the same text follows."""
        following = self.paragraphs[number].getnext()
        return following is not None and following.tag == tag("p")

    def around(self, number: int, deed: Deed) -> set[int]:
        """The paragraphs that a deed touches."""
        row = self.row(number)
        near = {number - 1, number, number + 1} if deed.kind in WIDE else {number}
        if row is not None and deed.kind in ("insert row", "delete row"):
            near |= {self.numbers[each] for each in row.iter(tag("p"))}
        return near | ({deed.to - 1, deed.to, deed.to + 1} if deed.kind == "move" else set())

    def done(self, deed: Deed, now: str, rare: str = "") -> Done:
        return Done(deed, self.said[deed.paragraph], now, self.is_cell(deed.paragraph), rare)


WIDE = ("insert paragraph", "delete paragraph", "merge", "move")


@dataclass(frozen=True)
class _Typist:
    """Who chooses words, names and days by chance."""

    chance: random.Random
    rare: list[str]  # that nobody typed yet

    def signed(self) -> dict[str, str]:
        by, on = self.chance.choice((*PEOPLE, NOBODY))
        return {"by": by, "on": on}

    def words(self) -> tuple[str, str]:
        """A rare word, and it among others."""
        rare = self.chance.choice(self.rare)
        others = self.chance.choices(OTHERS, k=self.chance.randint(0, 3))
        others.insert(self.chance.randint(0, len(others)), rare)
        return rare, " ".join(others)

    def some_of(self, text: str) -> tuple[str, int]:
        """A few words of a text that stand side by side, and which of the places that say them it is; none, if it has none."""
        found = list(re.finditer(r"[^\s]+", text))
        if not found:
            return "", 0
        first = self.chance.randrange(len(found))
        last = min(len(found) - 1, first + self.chance.randint(0, 3))
        start, end = found[first].start(), found[last].end()
        old = text[start:end]
        before = [place for place in range(start) if text.startswith(old, place)]
        return old, len(before)


# --- What is done: nothing where a paragraph is not made for it ---

Chosen = Done | None


def _replaced(file: _Sent, number: int, typist: _Typist) -> Chosen:
    old, nth = typist.some_of(file.said[number])
    if not old or "\t" in old or "\n" in old:
        return None
    rare, new = typist.words()
    deed = Deed("replace", number, old, new, nth=nth, **typist.signed())
    return file.done(deed, _at(file.said[number], old, nth, new), rare)


def _deleted(file: _Sent, number: int, typist: _Typist) -> Chosen:
    done = _replaced(file, number, typist)
    if not done or len(done.was.split()) < 6:
        return None
    deed = replace(done.deed, new="")
    return file.done(deed, _at(done.was, deed.old, deed.nth, ""))


def _inserted(file: _Sent, number: int, typist: _Typist) -> Chosen:
    old, nth = typist.some_of(file.said[number])
    if not old or "\t" in old or "\n" in old:
        return None
    rare, new = typist.words()
    deed = Deed("insert", number, old, f" {new}", nth=nth, **typist.signed())
    return file.done(deed, _at(file.said[number], old, nth, f"{old} {new}"), rare)


def _typed(file: _Sent, number: int, typist: _Typist) -> Chosen:
    if not file.is_cell(number):
        return None
    rare, new = typist.words()
    deed = Deed("type", number, new=f" {new}", **typist.signed())
    return file.done(deed, f"{file.said[number]} {new}", rare)


def _paragraph(file: _Sent, number: int, typist: _Typist) -> Chosen:
    if file.is_cell(number) or not file.has_next(number) or not file.said[number]:
        return None
    rare, new = typist.words()
    return file.done(Deed("insert paragraph", number, new=f"New: {new}", **typist.signed()), f"New: {new}", rare)


def _bullet(file: _Sent, number: int, typist: _Typist) -> Chosen:
    in_list = file.paragraphs[number].find(f"{tag('pPr')}/{tag('numPr')}") is not None
    return _paragraph(file, number, typist) if in_list else None


def _paragraph_gone(file: _Sent, number: int, typist: _Typist) -> Chosen:
    if file.is_cell(number) or not file.has_next(number) or not file.said[number].strip():
        return None
    return file.done(Deed("delete paragraph", number, **typist.signed()), "")


def _merged(file: _Sent, number: int, typist: _Typist) -> Chosen:
    if not file.has_next(number) or not file.said[number].strip() or not file.said[number + 1].strip():
        return None
    return file.done(Deed("merge", number, **typist.signed()), file.said[number] + file.said[number + 1])


def _split(file: _Sent, number: int, typist: _Typist) -> Chosen:
    old, nth = typist.some_of(file.said[number])
    if not old or "\t" in old or "\n" in old or file.paragraphs[number].find(tag("hyperlink")) is not None:
        return None
    now = _at(file.said[number], old, nth, f"{old}\n")
    return file.done(Deed("split", number, old, nth=nth, **typist.signed()), now) if now[-1] != "\n" else None


def _moved(file: _Sent, number: int, typist: _Typist) -> Chosen:
    to = number + typist.chance.choice((-4, -3, -2, 3, 4, 5))
    places = range(min(number, to), max(number, to) + 1)
    if to < 0 or to >= len(file.said) or not all(file.has_next(each) and not file.is_cell(each) for each in places):
        return None
    if not file.said[number].strip() or file.paragraphs[number].find(f".//{tag('drawing')}") is not None:
        return None
    return file.done(Deed("move", number, to=to, **typist.signed()), file.said[number])


def _row(file: _Sent, number: int, typist: _Typist) -> Chosen:
    row = file.row(number)
    if row is None or not _is_plain(row):
        return None
    rare, new = typist.words()
    cells = tuple(new if each == 1 else f"cell {each}" for each in range(len(row.findall(tag("tc")))))
    return file.done(Deed("insert row", number, cells=cells, **typist.signed()), " ".join(cells), rare)


def _row_gone(file: _Sent, number: int, typist: _Typist) -> Chosen:
    row = file.row(number)
    if row is None or not _is_plain(row) or not file.said[number].strip():
        return None
    return file.done(Deed("delete row", number, **typist.signed()), "")


def _is_plain(row: Any) -> bool:
    """Whether it is no head, has no cells that go over several, and other rows beside it."""
    merged = row.find(f".//{tag('gridSpan')}") is not None or row.find(f".//{tag('vMerge')}") is not None
    rows = row.getparent().findall(tag("tr"))
    widths = {len(each.findall(tag("tc"))) for each in rows}
    return not merged and row is not rows[0] and len(rows) > 3 and len(widths) == 1


def _commented(file: _Sent, number: int, typist: _Typist) -> Chosen:
    old, nth = typist.some_of(file.said[number])
    if not old or "\t" in old or "\n" in old:
        return None
    rare, new = typist.words()
    by, on = typist.chance.choice(PEOPLE)
    done = typist.chance.random() < 0.2
    return file.done(Deed("comment", number, old, f"{new}?", by, on, nth, done=done), file.said[number], rare)


def _formatted(file: _Sent, number: int, typist: _Typist) -> Chosen:
    old, nth = typist.some_of(file.said[number])
    if not old or "\t" in old or "\n" in old:
        return None
    kind: office.Kind = "bold" if typist.chance.random() < 0.5 else "italic"
    return file.done(Deed(kind, number, old, nth=nth, **typist.signed()), file.said[number])


def _autocorrected(file: _Sent, number: int, typist: _Typist) -> Chosen:
    if not office.autocorrected(file.said[number]):
        return None
    return file.done(Deed("autocorrect", number, **typist.signed()), file.said[number])


KINDS: Mapping[str, tuple[int, Callable[[_Sent, int, _Typist], Chosen]]] = {
    "replaced": (8, _replaced),
    "deleted": (4, _deleted),
    "inserted": (6, _inserted),
    "typed": (2, _typed),
    "paragraph": (2, _paragraph),
    "bullet": (2, _bullet),
    "paragraph gone": (2, _paragraph_gone),
    "merged": (1, _merged),
    "split": (1, _split),
    "moved": (2, _moved),
    "row": (3, _row),
    "row gone": (2, _row_gone),
    "commented": (4, _commented),
    "formatted": (2, _formatted),
    "autocorrected": (1, _autocorrected),
}


def _at(text: str, old: str, nth: int, new: str) -> str:
    place = -1
    for _ in range(nth + 1):
        place = text.index(old, place + 1)
    return text[:place] + new + text[place + len(old) :]


# --- What became of it ---


def fate(done: Done, record: Mapping[str, Any]) -> Fate:
    """What a record of edits, as `build.py edits FILE --json` gives it, says of a deed.

    Found: a change of the value whose words these are, or the comment. Noted: a note has the words. Lost: nothing has
    them. Unseen: nothing tells of it, and no word came or went by it. Wrong: a change has the words, and its value is
    not what was printed there.
    """
    if done.deed.kind == "comment":
        return "found" if any(_plain(done.deed.new) in _plain(each["words"]) for each in record["remarks"]) else "lost"
    changes = [each for each in record["changes"] if _has(done, each["was"], each["now"])]
    if any(_is_of(done, each["was"]) for each in changes):
        return "found"
    if changes:
        return "wrong"
    if any(_has(done, each["was"], each["now"]) for each in record["notes"]):
        return "noted"
    return "lost" if done.rare or done.gone else "unseen"


def _has(done: Done, was: str, now: str) -> bool:
    """Whether somebody who reads old and new words sees the deed."""
    was, now = _plain(was), _plain(now)
    if done.rare:
        return done.rare in now and done.rare not in was
    if done.gone:
        gone = _plain(done.gone)
        return gone in was and gone not in now or _overlap(was, now, done) or was.count(gone) > now.count(gone)
    whole, old = _plain(done.now), _plain(done.deed.old)
    if done.deed.kind in ("bold", "italic"):  # the words are the same then and now
        return bool(was) and (was in _plain(done.was) or whole in was) and (old in was or was in old)
    part = bool(now) and now in whole or bool(was) and was in _plain(done.was)
    return whole in now or whole in was or part and was != now


def _overlap(was: str, now: str, done: Done) -> bool:
    """A deleted text that was several values is seen where each of them is gone; one of them is enough to know it."""
    return bool(was) and was in _plain(done.gone) and was not in now


def _is_of(done: Done, was: str) -> bool:
    """Whether these words stood where the deed was done."""
    was, there = _plain(was), _plain(done.was)
    return was in there or there in was


def _plain(text: str) -> str:
    """A text without bold, bullets and the look of its quotation marks, its white space made one."""
    text = re.sub(r"\*\*|(?m:^- )", "", text)
    for curly, straight in zip("“”‘’", "\"\"''", strict=True):
        text = text.replace(curly, straight)
    return " ".join(text.split())
