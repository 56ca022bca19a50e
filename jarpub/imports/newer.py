"""What a newer copy of a document changes in the plan that was made of an earlier one, as edits to take or leave."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from jarpub.build.start.completed import unwritten
from jarpub.imports.rows_apart import LISTS, NEARLY, alike, moves, numbered, pairs, with_new_id, words_of
from jarpub.imports.understanding import Understood
from jarpub.project.edits.edit import Edit, Insert, Move, Remove, Set
from jarpub.project.edits.edited import values
from jarpub.project.edits.new_ids import id_from_words

OF_RECOMMENDATION = ("quote", "group", "source_ref")
MARKED = ("priority", "force", "response")
VERSION = re.compile(r"(?:version|v\.?|draft)\s*\d.*", re.IGNORECASE | re.DOTALL)
COPIED = {"due": ("months", "ongoing"), "status": ("value", "confidence"), "owners": ("people", "unresolved", "vacant")}


@dataclass(frozen=True)
class Difference:
    """A value of the plan that the newer copy has otherwise, has not, or has for the first time."""

    name: str
    was: str
    now: str
    edit: Edit | None  # nothing where somebody has to type it
    beside: tuple[Edit, ...] = ()  # what goes with it: the wording of a new recommendation, to be written
    is_whole: bool = False  # whether it is a recommendation that the newer copy does not have any more


@dataclass(frozen=True)
class BroughtIn:
    """What a command made of a document: what was understood, the files written, what a newer copy changes."""

    found: Understood
    files: tuple[str, ...] = ()
    into: str = ""
    differences: tuple[Difference, ...] = ()
    taken: tuple[str, ...] = ()
    everything: bool = False

    @property
    def record(self) -> Mapping[str, Any]:
        """All of it as JSON holds it."""
        changes = [
            {key: value for key, value in asdict(each).items() if key in ("name", "was", "now")}
            for each in self.differences
        ]
        return {**self.found.record, "files": list(self.files), "into": self.into, "changes": changes, "taken": list(self.taken)}  # fmt: skip


def differences(data: bytes, file: str, plan: type, copy: Understood) -> tuple[Difference, ...]:
    """What a newer copy changes in the plan in these bytes, whose ids stay; raises DiagnosticsError."""
    whole: Any = values(data, file, plan)
    new = _as_the_plan_has_it(whole, copy.plan)
    old = {str(each["ref"]): each for each in whole["recommendations"]}
    there = {str(each["ref"]): each for each in new["recommendations"]}
    found = [*_document(whole["document"], new["document"], {each.name for each in copy.placed})]
    found += [each for ref in there if ref in old for each in _recommendation(old[ref], there[ref], data)]
    found += _new_ones(whole, old, there)
    gone = [ref for ref in old if ref not in there and not old[ref]["withdrawn"]]
    found += [Difference(ref, _told(old[ref]), "", None, is_whole=True) for ref in gone]
    found += _moved([*old], [*there])
    found += _weaknesses(whole, new)
    found += _abbreviations(whole["abbreviations"], new["abbreviations"])
    return tuple(found)


def withdrawn(change: Difference, words: str) -> Difference:
    """A recommendation that is gone as one that is given up, of which somebody says when or why; it stays in the plan."""
    return replace(change, now=f"withdrawn: {words}", edit=Set(f"{change.name}.withdrawn", words))


def _as_the_plan_has_it(old: Mapping[str, Any], new: Mapping[str, Any]) -> Mapping[str, Any]:
    """A newer copy whose entries stand in the columns, by their headings, and name the people, that the plan has."""
    ids = {str(each["name"]): each["id"] for each in old["people"]}
    known = {each["id"]: ids.get(str(each["name"])) for each in new["people"]}
    keys = {_flat(heading).casefold(): key for key, heading in old["document"]["plan_columns"].items()}
    heads = new["document"]["plan_columns"]

    def of_plan(entry: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        column = entry.get("column") or key
        own = keys.get(_flat(heads.get(column)).casefold(), column)
        people = {"people": tuple(filter(None, map(known.get, entry["people"])))} if "people" in entry else {}
        return {**entry, **people, "column": None if own == key else own}

    def row_of_plan(row: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**row, **{key: tuple(of_plan(entry, key) for entry in row[key]) for key in LISTS}}

    rows = [{**each, "strands": tuple(map(row_of_plan, each["strands"]))} for each in new["recommendations"]]
    return {**new, "recommendations": tuple(rows)}


def _document(was: Mapping[str, Any], now: Mapping[str, Any], said: Collection[str]) -> Iterator[Difference]:
    """What differs in what the plan says of itself; of `said`, the names of values, the copy has words of its own."""
    if "document.title" in said:
        yield from _words(was, now, "title", "document")
    before, after = was["overview"], now["overview"]
    if was["version"] and after and not (before and any(map(VERSION.fullmatch, _lines(before)))):
        version, after, said = _version(after, said)
        yield from _words(was, {"version": version}, "version", "document")
    if after and before:
        if "document.overview.heading" in said:
            yield from _words(before, after, "heading", "document.overview")
        paragraphs = before["paragraphs"]
        yield from _entries(paragraphs, after["paragraphs"], "paragraphs", "document.overview", range(len(paragraphs) + 1))  # fmt: skip
    elif after and after["paragraphs"]:
        yield Difference("document.overview", "", "\n".join(_lines(after)), Set("document.overview", after))
    yield from _key(was["status_key"], now["status_key"])


def _lines(overview: Mapping[str, Any]) -> list[str]:
    return [str(overview["heading"]), *(str(each["text"]) for each in overview["paragraphs"])]


def _version(overview: Mapping[str, Any], said: Collection[str]) -> tuple[str, Mapping[str, Any], Collection[str]]:
    """The version in the words of a copy whose plan has it apart, those words without it, and what is said without it."""
    version = next(filter(VERSION.fullmatch, _lines(overview)), "")
    rest = tuple(each for each in overview["paragraphs"] if each["text"] != version)
    is_heading = version == overview["heading"]
    return version, {**overview, "paragraphs": rest}, {*said} - ({"document.overview.heading"} if is_heading else set())


def _words(was: Mapping[str, Any], now: Mapping[str, Any], key: str, record: str) -> Iterator[Difference]:
    """A text that the copy has in other words."""
    if now[key] and _flat(was[key]) != _flat(now[key]):
        yield Difference(f"{record}.{key}", str(was[key] or ""), now[key], Set(f"{record}.{key}", now[key]))


def _key(was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[Difference]:
    """What differs in the key of signs, all of it as one; a sign that means the same is as far as it was."""
    before, after = ([f"{_flat(each['sign'])} = {_flat(each['meaning'])}" for each in signs] for signs in (was, now))
    if after and before != after:
        known = dict(zip(before, was, strict=True))
        signs = tuple(known.get(words, each) for words, each in zip(after, now, strict=True))
        yield Difference("document.status_key", "; ".join(before), "; ".join(after), Set("document.status_key", signs))


def _abbreviations(was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[Difference]:
    """The short forms that a copy explains otherwise, or for the first time."""
    known = {_flat(each["term"]).casefold(): each for each in was}
    ids = [str(each["id"]) for each in was]
    for each in now:
        old = known.get(_flat(each["term"]).casefold())
        if old is None:
            ids.append(id_from_words(each["term"], ids, ids) if each["id"] in ids else str(each["id"]))
            insert = Insert("abbreviations", len(was), {**each, "id": ids[-1]})
            yield Difference("abbreviations", "", f"{each['term']}: {each['meaning']}", insert)
        elif _flat(old["meaning"]) != _flat(each["meaning"]):
            edit = Set(str(old["id"]), {**old, "meaning": each["meaning"], "basis": "stated"})
            yield Difference(str(old["id"]), old["meaning"], each["meaning"], edit)


def _new_ones(whole: Mapping[str, Any], old: Mapping[str, Any], there: Mapping[str, Any]) -> Iterator[Difference]:
    """The recommendations that a newer copy has for the first time, each behind that which it comes after there."""
    refs, before = [*old], ""
    audiences = [name for name, words in whole["wording"].items() if isinstance(words, Mapping) and words.get("recommendations")]  # fmt: skip
    for ref, each in there.items():
        if ref not in old:
            at = refs.index(before) + 1 if before else 0
            wording = {audience: texts for audience in audiences if (texts := unwritten(audience, ref))}
            beside = (Set(f"wording.{name}.recommendations.{ref}", texts) for name, texts in wording.items())
            yield Difference(ref, "", _told(each), Insert("recommendations", at, each), tuple(beside))
        else:
            before = ref


def _moved(before: Sequence[str], after: Sequence[str]) -> Iterator[Difference]:
    """What stands elsewhere among others of its kind."""
    for name, to, was, now in moves(before, after):
        before_it, now_before_it = (f"stands behind {each}" if each else "stands first" for each in (was, now))
        yield Difference(name, before_it, now_before_it, Move(name, to))


def _weaknesses(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """What differs in the weaknesses, in the order of all of them, and in who answers for those that stay."""
    was, now = ([item for group in each["weaknesses"] for item in group["items"]] for each in (old, new))
    if now:
        yield from (replace(each, edit=each.edit if each.was and each.now else None) for each in _entries(was, now, "issue", ""))  # fmt: skip
    there = {_flat(item["text"]): item for item in now}
    for item in was:
        if _flat(item["text"]) in there:
            yield from _entries(item["owners"], there[_flat(item["text"])]["owners"], "owners", "")


def _told(recommendation: Mapping[str, Any]) -> str:
    return str(recommendation.get("quote") or "a recommendation without words of its own")


def _recommendation(old: Mapping[str, Any], new: Mapping[str, Any], data: bytes) -> Iterator[Difference]:
    ref = old["ref"]
    for key in OF_RECOMMENDATION:
        if new.get(key) and _flat(old.get(key)) != _flat(new[key]):
            yield Difference(f"{ref}.{key}", str(old.get(key) or ""), new[key], Set(f"{ref}.{key}", new[key]))
    for key in MARKED:
        was, now = ((each.get(key) or {}).get("text", "") for each in (old, new))
        if now and _flat(was) != _flat(now):
            yield Difference(f"{ref}.{key}", was, now, Set(f"{ref}.{key}", {**(old.get(key) or new[key]), "text": now}))
    rows = pairs(old["strands"], new["strands"])
    both = [(before, after) for before, after in rows if before and after]
    for key in LISTS:
        yield from (each for before, after in both for each in _row(before, after, key))
    for at, (before, after) in enumerate(rows):
        if before is None and after:
            edit = Insert(f"{ref}.strands", at, numbered(after, data))
            yield Difference(f"{ref}.strands", "", words_of(after), edit)
        elif before and after is None:
            yield Difference(before["id"], words_of(before), "", Remove(before["id"]))
    yield from _moved([each["id"] for each in old["strands"]], [before["id"] for before, _ in both])


def _row(before: Mapping[str, Any], after: Mapping[str, Any], key: str) -> Iterator[Difference]:
    """What differs in the lists of one kind of a row, column by column."""
    for column in dict.fromkeys(entry.get("column") for entry in (*before[key], *after[key])):
        was, now = ([each for each in row[key] if each.get("column") == column] for row in (before, after))
        places = [at for at, each in enumerate(before[key]) if each.get("column") == column]
        yield from _entries(was, now, key, before["id"], (*places, places[-1] + 1 if places else len(before[key])))


def _entries(
    was: Sequence[Any], now: Sequence[Any], key: str, row: str, places: Sequence[int] = ()
) -> Iterator[Difference]:
    """What differs in a list; `places` are those of the entries that were there in all of it, and that behind the last."""
    matcher = SequenceMatcher(None, [_flat(each["text"]) for each in was], [_flat(each["text"]) for each in now], autojunk=False)  # fmt: skip
    for kind, start, stop, first, last in matcher.get_opcodes():
        if kind == "equal":
            for one, other in zip(was[start:stop], now[first:last], strict=True):
                if other.get("revised") and _revised(one) != _revised(other):
                    yield _changed(one, other, key)
                yield from _entries(one.get("items", ()), other.get("items", ()), key, "")
            continue
        gone, come = list(was[start:stop]), list(now[first:last])
        matched: dict[int, int] = {}  # where the old entry stands, by where the new one does
        for number, one in enumerate(gone, start):
            best = max(come, key=lambda other, one=one: _alike(one, other), default=None)  # type: ignore[misc]
            if best is not None and (len(gone) == len(come) == 1 or _alike(one, best) >= NEARLY):
                come.remove(best)
                matched[now.index(best)] = number
                yield _changed(one, best, key)
            else:
                yield Difference(one["id"], one["text"], "", Remove(one["id"]))
        for other in come:
            before = next((old for new, old in sorted(matched.items()) if new > now.index(other)), stop)
            yield _new(other, key, row, places[before] if row else 0)


def _changed(one: Mapping[str, Any], other: Mapping[str, Any], key: str) -> Difference:
    """An entry with other words; what its words say as values goes with them."""
    copied = {name: other[name] for name in COPIED.get(key, ())}
    if key == "due":  # why and when a date was revised stays, which no document says
        known = {_flat(each["text"]): each for each in one["revised"]}
        copied["revised"] = tuple(known.get(_flat(each["text"]), each) for each in other["revised"])
    edit = Set(one["id"], {**one, "text": other["text"], **copied} if copied else other["text"])
    return Difference(one["id"], _with_revised(one), _with_revised(other), edit)


def _revised(due: Mapping[str, Any]) -> list[str]:
    return [_flat(each["text"]) for each in due.get("revised", ())]


def _with_revised(entry: Mapping[str, Any]) -> str:
    """The words of an entry, and of a date those that took its place."""
    return "; revised: ".join((str(entry["text"]), *_revised(entry)))


def _new(entry: Mapping[str, Any], key: str, row: str, at: int) -> Difference:
    """An entry for the first time; its id is given when it is taken."""
    edit = Insert(f"{row}.{key}", at, entry) if row else None
    return Difference(f"{row or entry['id']}.{key}" if row else entry["id"], "", entry["text"], edit)


def with_id(edit: Edit, id: str) -> Edit:
    """An entry for a list with the id that it gets there; a recommendation and an abbreviation keep theirs."""
    if not isinstance(edit, Insert) or "id" not in edit.entry or not id:
        return edit
    return replace(edit, entry=with_new_id(edit.entry, id))


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    return alike(one["text"], other["text"])


def _flat(words: Any) -> str:
    return " ".join(str(words or "").split())
