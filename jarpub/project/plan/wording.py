"""The wording for an audience beside the plan's words that it was written from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from jarpub.project.hashing import short_digest
from jarpub.project.languages import is_language
from jarpub.project.plan.approvals import Approval
from jarpub.project.plan.model import Plan, Priority, Recommendation, Weakness
from jarpub.project.plan.rows import Passage
from jarpub.project.plan.values import Text, Words

PICTURE = ".picture"  # how the name of a text ends that nobody reads: it names a picture
WORDING = "wording."  # how the name of a text begins that is wording, and not the plan's own
TOLD = "recommendations"  # the key of an audience below which each recommendation has its wording
TO_BE_WRITTEN = re.compile(r"\[to be written[^\]]*\]", re.IGNORECASE)  # what holds the place of words
State = Literal["approved", "never approved", "changed", "stale", "not recorded", "to be written"]


@dataclass(frozen=True)
class Wording:
    """Some wording for one audience: what a person reads and approves as one."""

    audience: str
    key: str
    texts: tuple[Text, ...]
    approval: Approval | None
    formal: Mapping[
        str, Text
    ]  # the words that it was written from, as they are now: the plan's, and what it translates
    actions: tuple[str, ...] = ()  # the ids of those of the recommendation that it is the wording of

    @property
    def read(self) -> tuple[Text, ...]:
        """Those of its texts that a person reads: the name of a picture is nothing to be read."""
        return read(self.texts)

    @property
    def translated(self) -> Mapping[str, Text]:
        """What it translates, by id."""
        return {name: text for name, text in self.formal.items() if name.startswith(WORDING)}

    @property
    def of_the_plan(self) -> Mapping[str, Text]:
        """The plan's words that it was written from, by id."""
        return {name: text for name, text in self.formal.items() if not name.startswith(WORDING)}

    @property
    def would_tell(self) -> tuple[str, ...]:
        """The actions that an approval records as told, where no person has said which those are."""
        if self.approval and self.approval.tells:
            return ()
        left_out = {left.action.id for left in self.approval.left_out} if self.approval else set()
        return tuple(action for action in self.actions if action not in left_out)

    @property
    def id(self) -> str:
        """Such as "young-people.IA1"."""
        return f"{self.audience}.{self.key}"

    @property
    def digest(self) -> str:
        """The digest of its texts, by which an approval knows them again."""
        return short_digest("\n".join(f"{text.id}\t{text.words}" for text in self.texts))

    @property
    def differences(self) -> dict[str, tuple[str, str]]:
        """What the plan said when it was written and says now, by id, where that differs."""
        was = {name: str(words) for name, words in _flat(self.approval.was)} if self.approval else {}
        now = {name: text.words for name, text in self.formal.items()}
        both = {name: (was.get(name, ""), now.get(name, "")) for name in {**was, **now}}
        return {name: (before, after) for name, (before, after) in both.items() if before != after}

    @property
    def state(self) -> State:
        """How it stands to the plan, and to the person who approved it."""
        approval = self.approval
        if any(TO_BE_WRITTEN.search(text.words) for text in self.texts):
            return "to be written"
        if self.formal and not (approval and approval.was):
            return "not recorded"
        if self.differences:
            return "stale"
        if approval is None or approval.by is None or approval.on is None:
            return "never approved"
        return "approved" if approval.approved and approval.approved.words == self.digest else "changed"


def all_wording(plan: Plan, audience: str) -> Iterator[Wording]:
    """All wording for an audience, and what else has a record of its approval: an answer, or a name that is misspelt.

    Each recommendation is a piece of its own, and so is each other key, in the order in which the plan has them.
    """
    texts = plan.wording.get(audience)
    if not isinstance(texts, Mapping):
        return
    first = translated_from(plan, audience)
    approvals: dict[str, Approval] = {approval.id: approval for approval in plan.approvals}
    approved = [name.removeprefix(f"{audience}.") for name in approvals if name.startswith(f"{audience}.")]
    records = {record.id: record for record in _records(plan)}
    for key in dict.fromkeys([*_keys(texts), *approved]):
        approval = approvals.get(f"{audience}.{key}")
        names = [reference.id for reference in approval.from_] if approval else [key]
        formal, actions = _formal_words(records, names), _actions(records.get(key))
        formal |= {text.id: text for text in read(texts_of(plan, first, key))} if first else {}
        yield Wording(audience, key, texts_of(plan, audience, key), approval, formal, actions)


def read(texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """Those of some texts that a person reads."""
    return tuple(text for text in texts if not text.id.endswith(PICTURE))


def translated_from(plan: Plan, audience: str) -> str | None:
    """The name of the wording that an audience's is a translation of: that of "young-people-cy" is "young-people"."""
    beginnings = (first for first in plan.wording if audience.startswith(f"{first}-"))
    return next((first for first in beginnings if is_language(audience[len(first) + 1 :])), None)


def _keys(texts: Words) -> Iterator[str]:
    for key, value in texts.items():
        if key == TOLD and isinstance(value, Mapping):
            yield from value
        else:
            yield key


def texts_of(plan: Plan, audience: str, key: str) -> tuple[Text, ...]:
    """The texts of some wording: of a recommendation's, of another key, or the answer of a gap; none for others."""
    wording: Any = plan.wording.get(audience, {})
    told = wording.get(TOLD)
    told = told if isinstance(told, Mapping) else {}
    answers = {str(gap.id): gap.answer for gap in plan.gaps if gap.answer}
    return tuple(text for _, text in _flat({key: told.get(key) or wording.get(key) or answers.get(key, {})}))


def _formal_words(records: Mapping[str, "_Record"], names: list[str]) -> dict[str, Text]:
    """The plan's words that ids stand for: a recommendation's are its priority, quote, actions, outcomes, dates
    and statuses.
    """
    return {text.id: text for name in names if name in records for text in _formal(records[name].value)}


@dataclass(frozen=True)
class _Record:
    id: str
    value: Recommendation | Priority | Passage | Weakness


def _records(plan: Plan) -> Iterator[_Record]:
    for recommendation in plan.recommendations:
        yield _Record(recommendation.ref, recommendation)
        if recommendation.priority:
            yield _Record(recommendation.priority.text.id, recommendation.priority)
    for passage in plan.passages:
        yield _Record(passage.id, passage)
    for weakness in plan.weakness_items:
        yield _Record(weakness.id, weakness)


def _actions(record: _Record | None) -> tuple[str, ...]:
    if record is None or not isinstance(record.value, Recommendation):
        return ()
    return tuple(action.id for strand in record.value.strands for action in strand.actions)


def _formal(value: Recommendation | Priority | Passage | Weakness) -> Iterator[Text]:
    """The texts of a record; a date has its months, and a priority or a status its value, beside its text."""
    if isinstance(value, Priority):
        yield _with(value.text, value.value)
    elif not isinstance(value, Recommendation):
        yield from value.texts
    else:
        yield from _formal(value.priority) if value.priority else ()
        marked = [each for each in (value.force, value.response) if each]
        yield from (_with(each.text, each.value) for each in marked)
        yield from filter(None, (value.quote, value.withdrawn))
        for strand in value.strands:
            for passage in strand.passages:
                yield from passage.texts
            yield from (_with(due.latest, ", ".join(month.words for month in due.months)) for due in strand.due)
            yield from (_with(status.text, status.value) for status in strand.status)


def _with(text: Text, value: str | None) -> Text:
    return Text(f"{text} ({value})", text.id, text.location) if value else text


def _flat(words: Words, prefix: str = "") -> Iterator[tuple[str, Text]]:
    for key, value in words.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, Text):
            yield f"{prefix}{key}", value
