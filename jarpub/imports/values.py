"""What words in cells say as values: months, stages, force, response; what they leave open is asked."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count, pairwise
from typing import Any

from jarpub.imports.grid import Row
from jarpub.imports.headings import first_dates, glossary
from jarpub.imports.rows import Piece
from jarpub.imports.sections import KeyLine, Section
from jarpub.imports.understanding import TYPE_MONTH, TYPE_YEAR, YEAR, Column, Notes, months_typed
from jarpub.project.edits.places import default
from jarpub.project.plan.model import Abbreviation, Sign
from jarpub.project.plan.named_months import NamedMonth, dated_months_in, is_range
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.rows import Confidence, Revision, Stage

CONFIDENCES: tuple[str, ...] = Confidence.__args__  # type: ignore[attr-defined]
STAGES: tuple[str, ...] = Stage.__args__  # type: ignore[attr-defined]
# Words of which each says one thing alone.
STAGE: Mapping[str, str] = {
    "not started": "not_started",
    "not yet started": "not_started",
    "started": "started",
    "commenced": "started",
    "in progress": "in_progress",
    "under way": "in_progress",
    "underway": "in_progress",
    "done": "done",
    "complete": "done",
    "completed": "done",
    "achieved": "done",
    "delivered": "done",
    "implemented": "done",
    "done and continuing": "done_continuing",
    "complete and ongoing": "done_continuing",
    "signed off": "done_checked",
    "on hold": "paused",
    "paused": "paused",
    "deferred": "paused",
}
CONFIDENCE = {
    "on track": "on_track",
    "on target": "on_track",
    "some concern": "some_concern",
    "some concerns": "some_concern",
    "off track": "off_track",
    "not on track": "off_track",
    "off target": "off_track",
}
FORCE = {"must": "must", "should": "should", "could": "could"}
RESPONSE = {
    "agreed": "agreed",
    "accepted": "agreed",
    "partly agreed": "partly",
    "agreed in part": "partly",
    "partially agreed": "partly",
    "not agreed": "not_agreed",
    "rejected": "not_agreed",
}
ONGOING = re.compile(r"\bon-?\s?going\b|\bcontinu(?:es|ous|ing)\b", re.IGNORECASE)
NO_DATE = re.compile(r"\W*(?:on-?\s?going|none|n/?a|tbc|no deadline set|not set)\W*", re.IGNORECASE)
NOT_REVISED = re.compile(
    r"\W*(?:n/?a|none|not applicable|no change|no revision|not revised|unchanged|same|(?:same )?as (?:original(?:ly planned)?|planned))?\W*",
    re.IGNORECASE,
)
OWN_DATE = "none: it is a date of its own"
EITHER = re.compile(r"(?<![\d./-])(?:0?[1-9]|1[0-2])([./-])(?:0?[1-9]|1[0-2])\1(?:\d{4}|\d\d)(?![./-]?\d)")  # 3/4/2009
NO_VALUE = "leave it open"


def full(kind: type, given: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record with what its other keys stand for."""
    return {key: given.get(key, default(kind, key)) for key in record_fields(kind)} | dict(given)


def known(words: str, table: Mapping[str, str]) -> str | None:
    """The value of words that say one thing alone."""
    return table.get(" ".join(words.lower().split()).strip(" .!"))


def due(piece: Piece, id: str, notes: Notes) -> Mapping[str, Any]:
    """A date as written, with the months that it names and whether it goes on."""
    found = _years_told(piece, notes)
    months = [f"{month.year}-{month.number:02}" for month in found if month.year]
    if not found and not NO_DATE.fullmatch(piece.words):
        answer = notes.ask(piece.place, f'which month is meant by "{piece.words}"?', (TYPE_MONTH, "none"), "none")
        months = months_typed(answer)
    if EITHER.search(piece.words):
        notes.tell(piece.place, f'"{piece.words}" is read with the day first, as all dates in figures are')
    for first, last in pairwise(found):
        if is_range(piece.words, first, last):
            notes.tell(piece.place, f'"{piece.words}" is from one month to another; both are kept')
    months = list(dict.fromkeys(months))
    return {"id": id, "text": typed(piece.words), "months": tuple(months), "ongoing": bool(ONGOING.search(piece.words))}


def revised_due(piece: Piece, newer: Sequence[Piece], id: str, notes: Notes) -> Mapping[str, Any]:
    """A date as first written with those that took its place, and the months that the last of them names."""
    revised = tuple(full(Revision, {"text": typed(each.words)}) for each in newer)
    return {**due(newer[-1], id, notes), "text": typed(piece.words), "revised": revised}


def revisions(cells: dict[int, list[Piece]], columns: Sequence[Column], notes: Notes) -> dict[Piece, tuple[Piece, ...]]:
    """The newer dates of a row, taken out of its cells, by the date that they took the place of.

    Those of which it is not known stay in their cells, as dates of their own.
    """
    found: dict[Piece, tuple[Piece, ...]] = {}
    dates = {column.number: column.heading for column in columns if column.holds == "due"}
    for column in columns:
        inside = cells.get(column.number, []) if column.holds == "revised" else []
        number = first_dates(column.heading, dates)
        firsts = [] if number is None else cells.get(number, [])
        words = " ".join(piece.words for piece in inside)
        if not inside:
            continue
        if NOT_REVISED.fullmatch(words) or words.casefold() in (piece.words.casefold() for piece in firsts):
            for place, line in (each for piece in cells.pop(column.number) for each in piece.lines):
                notes.leave_out(place, line, "says no other date than the first")
        elif first := _revised_one(inside[0].place, words, firsts, notes):
            found[first] = (*found.get(first, ()), *_in_order(cells.pop(column.number), notes))
    return found


def _revised_one(place: str, words: str, firsts: Sequence[Piece], notes: Notes) -> Piece | None:
    """The date that another took the place of; nothing where that is not known."""
    if len(firsts) == 1:
        return firsts[0]
    if not firsts:
        notes.tell(place, f'no first date stands beside "{words}"; it is kept as a date of its own')
        return None
    asks = f'which of the dates beside it did "{words}" take the place of?'
    answer = notes.ask(place, asks, (*(piece.words for piece in firsts), OWN_DATE), OWN_DATE)
    return next((piece for piece in firsts if piece.words == answer), None)


def _in_order(inside: list[Piece], notes: Notes) -> tuple[Piece, ...]:
    """The newer dates of one cell, that which holds now behind the others; what names one date is one."""
    if sum(bool(dated_months_in(piece.words)) for piece in inside) <= 1:
        lines = tuple(line for piece in inside for line in piece.lines)
        return (replace(inside[0], words="\n".join(piece.words for piece in inside), lines=lines),)
    choices = tuple(piece.words for piece in inside)
    asks = f'which date holds now, of "{" / ".join(choices)}"?'
    answer = notes.ask(inside[0].place, asks, choices, choices[-1])
    return tuple(sorted(inside, key=lambda piece: piece.words == answer))


def _years_told(piece: Piece, notes: Notes) -> list[NamedMonth]:
    """The months that words name, with the years that somebody says are theirs where the words leave it open."""
    found = [month for month in dated_months_in(piece.words) if not month.may_be_a_word]
    if any(month.is_doubtful for month in found):
        asks = f'is the number in "{piece.words}" a year or a day?'
        if notes.ask(piece.place, asks, ("a year", "a day"), "a year") == "a day":
            found = [replace(month, year=None if month.is_doubtful else month.year) for month in found]
    if any(month.year is None for month in found):
        answer = notes.ask(piece.place, f'which year is meant in "{piece.words}"?', (TYPE_YEAR,), NO_VALUE)
        year = int(answer) if YEAR.fullmatch(answer) else None
        found = [replace(month, year=month.year or year) for month in found]
    return found


def status(piece: Piece, id: str, notes: Notes, key: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """A status as written, with the stage that its words say alone, or that the plan's own key gives."""
    own = key.get(piece.words.casefold().strip(" ."))
    value, confidence = known(piece.words, STAGE), known(piece.words, CONFIDENCE)
    if own:
        value, confidence = own["value"], own["confidence"]
    elif value is None and confidence is None:
        asked = f'how far is work that is "{piece.words}"?'
        answer = notes.ask_once(piece.place, asked, (*STAGES, *CONFIDENCES, NO_VALUE), NO_VALUE)
        value, confidence = _one_of(STAGES, answer), _one_of(CONFIDENCES, answer)
    return {"id": id, "text": typed(piece.words), "value": value, "confidence": confidence}


def signs(lines: Iterable[KeyLine], notes: Notes) -> Iterator[Mapping[str, Any]]:
    """The plan's own key: each sign with its meaning, and how far work is that has it, where that is clear or told."""
    for line in lines:
        value, confidence = known(line.meaning, STAGE), known(line.meaning, CONFIDENCE)
        if value is None and confidence is None:
            asked = f'how far is work whose sign is "{line.sign}", in the key "{line.meaning}"?'
            answer = notes.ask(line.place, asked, (*STAGES, *CONFIDENCES, NO_VALUE), NO_VALUE)
            value, confidence = _one_of(STAGES, answer), _one_of(CONFIDENCES, answer)
        said = {"sign": typed(line.sign), "meaning": typed(line.meaning)}
        yield full(Sign, {**said, "value": value, "confidence": confidence})


def abbreviations(
    section: Section, known_ones: Sequence[Mapping[str, Any]], notes: Notes
) -> Iterator[Mapping[str, Any]]:
    """The short forms in a table of them that are not known yet; what is none, or means two things, is left out."""
    leave_row(section.heading, "is a heading of the table of abbreviations", notes)
    columns = glossary(section.heading) or (0, 1)
    found = {str(each["term"]).casefold(): each for each in known_ones}
    for row, _ in section.rows:
        term, meaning = (_in_column(row, number) for number in columns)
        if not (term and meaning) or "\n" in term:
            leave_row(row, "is no short form beside its meaning", notes)
        elif typed(term).casefold() in found:
            leave_row(row, "explains what is explained above", notes)
        else:
            ids = {each["id"] for each in found.values()}
            each = {"id": _id_of(term, ids), "term": typed(term), "meaning": typed(meaning), "basis": "stated"}
            found[typed(term).casefold()] = each
            leave_row(row, "stands beside an abbreviation", notes, dict(zip(columns, ("term", "meaning"), strict=True)), each["id"])  # fmt: skip
            yield full(Abbreviation, each)


def leave_row(row: Row, why: str, notes: Notes, parts: Mapping[int, str] | None = None, name: str = "") -> None:
    """Note that a row does not come into the plan, or only the columns that are parts of a value of this name."""
    for cell in row.filled:
        for line in cell.lines:
            if parts and cell.column in parts:
                notes.put(cell.place, line.words, f"{name}.{parts[cell.column]}")
            else:
                notes.leave_out(cell.place, line.words, why)


def _in_column(row: Row, number: int) -> str:
    return "\n".join(
        " ".join(line.words.split()) for cell in row.filled if cell.column == number for line in cell.lines
    )


def _id_of(term: str, used: Collection[str]) -> str:
    """A name for a short form that no other has."""
    slug = "-".join(re.findall(r"[A-Za-z0-9]+", term))[:30].strip("-") or "term"
    others = (f"abbr.{slug}-{number}" for number in count(2))
    return next(name for name in chain([f"abbr.{slug}"], others) if name not in used)


def key_of(found: Iterable[Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """What each sign of a key means, by the sign and by its first letter where no other begins so."""
    by_sign = {str(each["sign"]).casefold(): each for each in found}
    letters = Counter(sign[0] for sign in by_sign)
    return {**{sign[0]: each for sign, each in by_sign.items() if letters[sign[0]] == 1}, **by_sign}


def marked(piece: Piece, table: Mapping[str, str], called: str, notes: Notes) -> Mapping[str, Any]:
    """Words with the one value that they say, such as must, or agreed."""
    value = known(piece.words, table)
    if value is None:
        choices = (*dict.fromkeys(table.values()), NO_VALUE)
        asked = f'what does "{piece.words}" say of {called}?'
        value = _one_of(choices[:-1], notes.ask_once(piece.place, asked, choices, NO_VALUE))
    return {"text": typed(piece.words), "value": value}


def _one_of(choices: tuple[str, ...], answer: str) -> str | None:
    return answer if answer in choices else None


def typed(words: str) -> str:
    """Words as they are typed in a plan, where some signs would set words apart or begin a list."""
    words = re.sub(r"\\(?=[*\[\-.+)])", r"\\\\", words)
    words = re.sub(r"[*\[]", r"\\\g<0>", words)
    return re.sub(r"(?m)^(\s*)([-+](?=\s|[^\W\d])|[0-9]+(?=[.)](?:\s|$)))", _escaped, words)


def _escaped(match: re.Match[str]) -> str:
    """A sign that would begin a list; of a number the sign behind it."""
    return f"{match[1]}\\{match[2]}" if not match[2].isdecimal() else f"{match[1]}{match[2]}\\"
