"""Each piece of wording beside the plan's words that it was written from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from jarpub.project.plan import Approval, Passage, Plan, Recommendation, Weakness
from jarpub.project.values import Text, Words

State = Literal["approved", "never approved", "changed", "stale", "not recorded"]


@dataclass(frozen=True)
class Piece:
    """Some wording for one audience: what a person reads and approves as one."""

    audience: str
    key: str
    texts: tuple[Text, ...]
    approval: Approval | None
    formal: Mapping[str, Text]  # the plan's words that it was written from, as they are now

    @property
    def id(self) -> str:
        """Such as "young-people.IA1"."""
        return f"{self.audience}.{self.key}"

    @property
    def changes(self) -> dict[str, tuple[str, str]]:
        """What the plan said when it was written and says now, by id, where that differs."""
        was = {name: str(words) for name, words in _flat(self.approval.was)} if self.approval else {}
        now = {name: text.words for name, text in self.formal.items()}
        return {
            name: (was.get(name, ""), now.get(name, ""))
            for name in {**was, **now}
            if was.get(name, "") != now.get(name, "")
        }

    @property
    def state(self) -> State:
        """How it stands to the plan, and to the person who approved it."""
        approval = self.approval
        if approval is None or approval.fingerprint is None:
            return "not recorded"
        if approval.fingerprint.words != fingerprint(self.formal):
            return "stale"
        if approval.by is None or approval.on is None:
            return "never approved"
        approved = approval.approved and approval.approved.words == wording_sum(self.texts)
        return "approved" if approved else "changed"


def pieces(plan: Plan, audience: str) -> Iterator[Piece]:
    """The pieces of wording for an audience: one for each recommendation, and those that approvals names."""
    wording = plan.wording.get(audience)
    if not isinstance(wording, Mapping):
        return
    approvals = {approval.id: approval for approval in plan.approvals}
    told = wording.get("recommendations")
    keys = list(told) if isinstance(told, Mapping) else []
    others = [name.removeprefix(f"{audience}.") for name in approvals if name.startswith(f"{audience}.")]
    records = {record.id: record for record in _records(plan)}
    for key in dict.fromkeys([*keys, *others]):
        approval = approvals.get(f"{audience}.{key}")  # type: ignore[call-overload]
        names = [reference.id for reference in approval.from_] if approval else [key]
        yield Piece(audience, key, texts_of(plan, audience, key), approval, _formal_words(records, names))


def texts_of(plan: Plan, audience: str, key: str) -> tuple[Text, ...]:
    """The texts of a piece: of a recommendation's wording, of another key, or the answer of a gap; none for others."""
    wording: Any = plan.wording.get(audience, {})
    told = wording.get("recommendations", {})
    answers = {str(gap.id): gap.answer for gap in plan.gaps if gap.answer}
    return tuple(text for _, text in _flat({key: told.get(key) or wording.get(key) or answers.get(key, {})}))


def _formal_words(records: Mapping[str, "_Record"], names: list[str]) -> dict[str, Text]:
    """The plan's words that ids stand for: a recommendation's are its quote, actions, outcomes, dates and statuses."""
    return {text.id: text for name in names if name in records for text in _formal(records[name])}


def fingerprint(formal: Mapping[str, Text]) -> str:
    """The sum of some of the plan's words with their ids."""
    return _sum(f"{name}\t{text.words}" for name, text in formal.items())


def wording_sum(texts: tuple[Text, ...]) -> str:
    """The sum of a piece of wording."""
    return _sum(f"{text.id}\t{text.words}" for text in texts)


@dataclass(frozen=True)
class _Record:
    id: str
    value: Recommendation | Passage | Weakness


def _records(plan: Plan) -> Iterator[_Record]:
    for passage in plan.document.overview.paragraphs:
        yield _Record(passage.id, passage)
    for recommendation in plan.recommendations:
        yield _Record(recommendation.ref, recommendation)
        for strand in recommendation.strands:
            for passage in (*strand.actions, *strand.outcomes):
                yield _Record(passage.id, passage)
    for group in plan.weaknesses:
        for weakness in group.items:
            yield _Record(weakness.id, weakness)


def _formal(record: _Record) -> Iterator[Text]:
    """The texts of a record; a date has its months, and a status its value, beside its text."""
    if isinstance(record.value, Recommendation):
        yield record.value.quote
        for strand in record.value.strands:
            for passage in (*strand.actions, *strand.outcomes):
                yield from _passage(passage)
            for due in strand.due:
                months = ", ".join(month.words for month in due.months)
                yield Text(f"{due.text} ({months})", due.text.id, due.text.location)
            for status in strand.status:
                yield Text(f"{status.text} ({status.value})", status.text.id, status.text.location)
    elif isinstance(record.value, Passage):
        yield from _passage(record.value)
    else:
        yield record.value.text


def _passage(passage: Passage) -> Iterator[Text]:
    yield passage.text
    for item in passage.items:
        yield from _passage(item)


def _flat(words: Words, prefix: str = "") -> Iterator[tuple[str, Text]]:
    for key, value in words.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        elif isinstance(value, Text):
            yield f"{prefix}{key}", value


def _sum(lines: Iterator[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()[:16]
