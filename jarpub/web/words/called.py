"""What a value of the plan, the brand or the settings is in plain language, such as "Action 4 of IA1"."""

import re
from collections.abc import Mapping
from textwrap import shorten
from typing import Any

from jarpub.project.plan.model import WeaknessGroup
from jarpub.project.plan.rows import Strand
from jarpub.project.plan.values import Text, without_languages
from jarpub.project.plan.wording import TOLD
from jarpub.project.publications import Settings
from jarpub.project.schema.field_phrases import FIELDS
from jarpub.project.schema.field_words import in_words, said
from jarpub.web.words.holders import Held, is_record
from jarpub.web.words.phrases import ALONE, ENTRIES, WHOSE

NAMED_BY = {"Person": "name", "Abbreviation": "term", "Gap": "question", "Feedback": "said", "WeaknessGroup": "heading", "Publication": "subject"}  # fmt: skip
TITLES = ("heading", "title")
PLACE = re.compile(r"\{(\w+)\}")
NAME = re.compile(r"(?<![\"\w-])[\w-]+(?:\.[\w-]+)*")  # such as IA1.a4; IA1 alone is what people call it
MOST = 160  # letters of the words of one value inside the name of another


def called(each: Held, settings: Settings | None = None) -> str:
    """What a value is, as a heading above its words has it; settings say which publication wording is for."""
    whose = WHOSE.get(f"{_kind(each.holder)}.{each.key}" if each.holder else "") or WHOSE.get(_kind(each), "")
    alone = _alone(each, settings)
    name = alone.removeprefix("the ") if whose else alone
    return f"{name[:1].upper()}{name[1:]}{whose}"


def plainly(words: str, values: Mapping[str, Held], settings: Settings | None = None) -> str:
    """A sentence in which values and publications are called what they are, in the place of their names."""
    subjects = {str(each.key): each.subject.words for each in settings.publications} if settings else {}

    def said(found: re.Match[str]) -> str:
        name = found[0]
        return phrase(values[name], settings) if "." in name and name in values else subjects.get(name, name)

    plain = NAME.sub(said, words)
    return f"{plain[:1].upper()}{plain[1:]}"


def _alone(each: Held, settings: Settings | None) -> str:
    kind = _kind(each) if is_record(each.value) else ""
    return _filled(ALONE.get(kind, "{of}"), {"of": phrase(each, settings)})


def phrase(each: Held, settings: Settings | None = None) -> str:
    """What a value is, inside a sentence."""
    holder = each.holder
    if holder is None:
        return f"the {in_words(_kind(each)).lower()}"
    if _is_wording(each):
        return _wording(each, settings)
    if _kind(each) == "Approval":
        return _approved(each.name, settings)
    if _kind(each) == "Recommendation":
        return each.name
    if _kind(each) in NAMED_BY and is_record(each.value):
        return _by_its_words(each, NAMED_BY[_kind(each)])
    return _entry(each, holder, settings) if each.number else _field(each, holder, settings)


def _field(each: Held, holder: Held, settings: Settings | None) -> str:
    kind = f"{_kind(holder.record)}.{holder.key}" if isinstance(holder.value, Mapping) else _kind(holder)
    template = said(FIELDS, kind, each.key) or "{key} of {of}"
    of = phrase(holder if is_record(holder.value) else holder.record, settings) if "{of}" in template else ""
    row = _row(holder) if "{row}" in template else ""
    column = str([*holder.value].index(each.key) + 1) if "{column}" in template else ""
    alone = _alone(holder, settings) if "{alone}" in template else ""
    places = {"of": of, "alone": alone, "key": in_words(each.key), "row": row, "column": column}
    return _filled(template, places)


def _entry(each: Held, holder: Held, settings: Settings | None) -> str:
    """An entry of a list: with its number, where it is one of several."""
    record = holder.record
    own_column = "{head}{n} of {of}" if _column(each.value) else ""
    template = (
        own_column or said(ENTRIES, _kind(record), holder.key) or f"entry{{n}} of the {in_words(holder.key)} of {{of}}"
    )
    number, count = _number(each, holder)
    of = _recommendation(record) if isinstance(record.value, Strand) else phrase(record, settings)
    head = _head(each, holder) if "{head}" in template else ""
    name = _filled(template, {"of": of, "n": f" {number}" if count > 1 else "", "head": head})
    return name if count > 1 else f"the {name}"


def _filled(template: str, words: Mapping[str, str]) -> str:
    return PLACE.sub(lambda place: words[place[1]], template)


def _kind(each: Held) -> str:
    """The name of a record's class, or of that which would be there."""
    kind = type(each.value) if is_record(each.value) else each.kind
    return getattr(kind, "__name__", "")


def _number(each: Held, holder: Held) -> tuple[int, int]:
    """The number of an entry and of how many it is one, among those of its column; in a row of the plan it goes on
    through all rows.
    """
    strand = holder.record
    rows = strand.holder.value if isinstance(strand.value, Strand) and strand.holder else ()
    lists = [getattr(row, holder.key) for row in rows] or [holder.value]
    at = strand.number - 1 if rows else 0
    own = [entry for before in lists[:at] for entry in before] + [*holder.value[: each.number]]
    column = _column(each.value)
    return sum(_column(entry) == column for entry in own), sum(
        _column(entry) == column for row in lists for entry in row
    )


def _column(entry: Any) -> Any:
    """The column of the plan's own that an entry stands in, where it names one."""
    return getattr(entry, "column", None)


def _recommendation(strand: Held) -> str:
    return strand.holder.record.name if strand.holder else strand.name


def _row(strand: Held) -> str:
    """A row of the plan, which is its recommendation where that has only one."""
    rows = strand.holder.value if strand.holder else ()
    return f"row {strand.number} of {_recommendation(strand)}" if len(rows) > 1 else _recommendation(strand)


def _head(each: Held, holder: Held) -> str:
    """What the plan's own table has above the column in which an entry stands."""
    document = getattr(holder.file.value, "document", None)
    columns = "weaknesses_columns" if _kind(holder.record) == "Weakness" else "plan_columns"
    column = str(_column(each.value) or holder.key)
    head = getattr(document, columns, {}).get(column)
    return _short(head.words) if isinstance(head, Text) else in_words(column)


def _by_its_words(each: Held, key: str) -> str:
    """A record by the words of one of its texts; where others have the same, with what sets it apart."""
    if isinstance(each.value, WeaknessGroup) and each.value.heading is None:
        return f"group {each.number}"
    words = _of(each.value, key)
    others = each.holder.value if each.holder else ()
    alike = sum(_of(other, key) == words for other in others) > 1
    apart = f"group {each.number}" if isinstance(each.value, WeaknessGroup) else in_words(each.name)
    return f"{words} ({apart})" if alike else words


def _of(record: Any, key: str) -> str:
    text = getattr(record, key, None)
    return _short(text.words) if isinstance(text, Text) else in_words(key)


def _short(words: str) -> str:
    return shorten(without_languages(words), MOST, placeholder=" …") or words[:MOST]


def _is_wording(each: Held) -> bool:
    """Whether a value stands below an audience of the plan's wording, or is all that it has."""
    holder = each.holder
    return holder is not None and (_is_all_wording(holder) or _is_wording(holder))


def _is_all_wording(each: Held) -> bool:
    return each.key == "wording" and isinstance(each.value, Mapping) and each.holder is each.file


def _wording(each: Held, settings: Settings | None) -> str:
    """Wording by the keys above it: first what it is, then of which recommendation, then in which publication."""
    keys = _keys(each)
    audience, *below = keys
    subject = audience_called(audience, settings)
    if not below:
        return f"all wording of: {subject}"
    if below[0] != TOLD or below == [TOLD]:
        return f"{_joined(below)}, {subject}"
    title = _title(each, len(keys))
    return f"{_label(each, below[2:])}, for {title}, {subject}" if below[2:] else f"{title}, {subject}"


def _keys(each: Held) -> list[str]:
    """The keys that lead to some wording, its audience first."""
    above = _keys(each.holder) if each.holder and _is_wording(each.holder) else []
    return [*above, each.key]


def _joined(keys: list[str]) -> str:
    words = ", ".join(in_words(key) for key in keys)
    return f"{words[:1].upper()}{words[1:]}"


def _title(each: Held, depth: int) -> str:
    """What the wording of a recommendation calls it, with its reference."""
    told = each
    for _ in range(depth - 3):
        told = told.holder or told
    words = told.value if isinstance(told.value, Mapping) else {}
    title = next((_short(words[key].words) for key in TITLES if isinstance(words.get(key), Text)), "")
    return f"{title} ({told.key})" if title else told.key


def _label(each: Held, keys: list[str]) -> str:
    """What the publication itself has above a text of a recommendation, where its wording says so."""
    wording = getattr(each.file.value, "wording", {})
    labels = wording.get(_keys(each)[0], {}).get("labels", {})
    labels = labels if isinstance(labels, Mapping) else {}
    label = labels.get(keys[0])
    alike = [other for other in labels.values() if isinstance(other, Text) and isinstance(label, Text) and other.words == label.words]  # fmt: skip
    return _short(label.words) if isinstance(label, Text) and len(keys) == 1 and len(alike) == 1 else _joined(keys)


def audience_called(audience: str, settings: Settings | None) -> str:
    """The publications that tell the wording of an audience, by what they are."""
    listed = settings.publications if settings else ()
    subjects = [each.subject.words for each in listed if each.wording and each.wording.words == audience]
    return " and ".join(subjects) or _joined([audience])


def _approved(id: str, settings: Settings | None) -> str:
    audience, _, key = id.partition(".")
    return f"{_joined([key])} ({audience_called(audience, settings)})"
