"""What a newer copy of a document changes in the plan that was made of an earlier one, as edits to take or leave."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from jarpub.imports.understanding import Understood
from jarpub.project.edits.edit import Edit, Insert, Remove, Set
from jarpub.project.edits.edited import values

LISTS = ("actions", "outcomes", "due", "owners", "status", "updates", "resources", "evidence", "notes")
OF_RECOMMENDATION = ("quote", "group", "source_ref")
MARKED = ("priority", "force", "response")
COPIED = {"due": ("months", "ongoing"), "status": ("value", "confidence"), "owners": ("people", "unresolved", "vacant")}
NEARLY = 0.45  # two texts that are at least so alike are one that was changed


@dataclass(frozen=True)
class Difference:
    """A value of the plan that the newer copy has otherwise, has not, or has for the first time."""

    name: str
    was: str
    now: str
    edit: Edit | None  # nothing where somebody has to type it


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
        changes = [{key: value for key, value in asdict(each).items() if key != "edit"} for each in self.differences]
        return {**self.found.record, "files": list(self.files), "into": self.into, "changes": changes, "taken": list(self.taken)}  # fmt: skip


def differences(data: bytes, file: str, plan: type, new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What a newer copy changes in the plan in these bytes, whose ids stay; raises DiagnosticsError."""
    whole: Any = values(data, file, plan)
    old = {str(each["ref"]): each for each in whole["recommendations"]}
    there = {str(each["ref"]): each for each in new["recommendations"]}
    found = [each for ref in there if ref in old for each in _recommendation(old[ref], there[ref])]
    found += [Difference(ref, "", _told(there[ref]), None) for ref in there if ref not in old]
    found += [Difference(ref, _told(old[ref]), "", None) for ref in old if ref not in there]
    found += _weaknesses(whole, new)
    return tuple(found)


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


def _recommendation(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    ref = old["ref"]
    for key in OF_RECOMMENDATION:
        if new.get(key) and _flat(old.get(key)) != _flat(new[key]):
            yield Difference(f"{ref}.{key}", str(old.get(key) or ""), new[key], Set(f"{ref}.{key}", new[key]))
    for key in MARKED:
        was, now = ((each.get(key) or {}).get("text", "") for each in (old, new))
        if now and _flat(was) != _flat(now):
            yield Difference(f"{ref}.{key}", was, now, Set(f"{ref}.{key}", {**(old.get(key) or new[key]), "text": now}))
    for key in LISTS:
        yield from _rows(old, new, key)


def _rows(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> Iterator[Difference]:
    """What differs in the lists of one kind, row by row, and column by column."""
    if len(old["strands"]) != len(new["strands"]):
        was, now = ([entry for row in each["strands"] for entry in row[key]] for each in (old, new))
        yield from _entries(was, now, key, "")
        return
    for before, after in zip(old["strands"], new["strands"], strict=True):
        columns = dict.fromkeys(entry.get("column") for entry in (*before[key], *after[key]))
        for column in columns:
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
    if key == "owners":  # ids of the document, not of the plan
        copied["people"] = ()
    edit = Set(one["id"], {**one, "text": other["text"], **copied} if copied else other["text"])
    return Difference(one["id"], one["text"], other["text"], edit)


def _new(entry: Mapping[str, Any], key: str, row: str, at: int) -> Difference:
    """An entry for the first time; its id is given when it is taken."""
    edit = Insert(f"{row}.{key}", at, entry if key != "owners" else {**entry, "people": ()}) if row else None
    return Difference(f"{row or entry['id']}.{key}" if row else entry["id"], "", entry["text"], edit)


def with_id(edit: Edit, id: str) -> Edit:
    """An entry for a list with the id that it gets there."""
    if not isinstance(edit, Insert):
        return edit
    entry = {**edit.entry, "id": id}
    if entry.get("items"):
        entry["items"] = tuple(_below(each, edit.entry["id"], id) for each in entry["items"])
    return replace(edit, entry=entry)


def _below(item: Mapping[str, Any], was: str, now: str) -> Mapping[str, Any]:
    inner = tuple(_below(each, was, now) for each in item["items"])
    return {**item, "id": now + str(item["id"]).removeprefix(was), "items": inner}


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    return SequenceMatcher(None, one["text"].split(), other["text"].split(), autojunk=False).ratio()


def _flat(words: Any) -> str:
    return " ".join(str(words or "").split())
