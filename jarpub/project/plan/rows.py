"""What stands in the rows of a plan's tables: passages, dates, statuses, owners, notes of progress."""

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from functools import cache
from typing import Any, Literal, cast, get_args, get_origin

from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Id, Month, PersonReference, Reference, Text

Stage = Literal[
    "not_started", "started", "in_progress", "done", "done_continuing", "done_checked", "paused", "stopped", "not_ours"
]
Confidence = Literal["on_track", "some_concern", "off_track"]
FINISHED = frozenset({"done", "done_continuing", "done_checked"})
UNDER_WAY = frozenset({"started", "in_progress"})
ALONE = ("review_date", "see")  # columns of which a row has no list of entries


@dataclass(frozen=True)
class Correction:
    """A change proposed to the plan's words; they stand as written until somebody approves it."""

    find: str
    replace: str
    why: Text
    approved: bool


@dataclass(frozen=True)
class Passage:
    """A piece of the plan's own words, verbatim, with what was noticed about it."""

    id: Id
    text: Text
    items: tuple["Passage", ...] = ()
    baseline: Text | None = None  # of what is measured: where it stood,
    target: Text | None = None  # where it is to stand,
    actual: Text | None = None  # and where it stands
    withdrawn: Text | None = None  # when, or why, it was given up; its words stay
    see: tuple[Reference, ...] = ()
    column: Id | None = None
    query: Text | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def texts(self) -> Iterator[Text]:
        """Its own words and those of its items, in their order."""
        yield from filter(None, (self.text, self.baseline, self.target, self.actual, self.withdrawn))
        for item in self.items:
            yield from item.texts


@dataclass(frozen=True)
class Revision:
    """A date that took the place of an earlier one, which stays beside it."""

    text: Text
    why: Text | None = None
    on: Text | None = None


@dataclass(frozen=True)
class Due:
    """A delivery date as first written, with all that took its place, and the months that hold now."""

    id: Id
    text: Text
    months: tuple[Month, ...]  # none, where no words name one: "Ongoing", "By 2018"
    ongoing: bool = False
    revised: tuple[Revision, ...] = ()
    column: Id | None = None

    @property
    def latest(self) -> Text:
        """The words that hold now."""
        return self.revised[-1].text if self.revised else self.text


@dataclass(frozen=True)
class Status:
    """How far the work has got: as written, as one of the known stages, and whether it is on track.

    Where the words or the plan's own key leave open what they mean, the values are not there.
    """

    id: Id
    text: Text
    value: Stage | None = None
    confidence: Confidence | None = None
    column: Id | None = None


@dataclass(frozen=True)
class Owner:
    """Who answers for something, as written, and the people that the words were matched with."""

    id: Id
    text: Text
    column: Id | None = None  # the plan's own columns say who leads, and who does the work
    people: tuple[PersonReference, ...] = ()
    unresolved: tuple[str, ...] = ()
    vacant: bool = False  # a post that nobody has


@dataclass(frozen=True)
class Update:
    """A note of progress, with its date as written."""

    id: Id
    text: Text
    on: Text | None = None
    by: Text | None = None
    column: Id | None = None


@dataclass(frozen=True)
class Strand:
    """One body row of the plan table: independent lists, of which nothing says how they pair."""

    id: Id
    actions: tuple[Passage, ...] = ()
    outcomes: tuple[Passage, ...] = ()
    due: tuple[Due, ...] = ()
    owners: tuple[Owner, ...] = ()
    review_date: Text | None = None
    status: tuple[Status, ...] = ()
    updates: tuple[Update, ...] = ()
    resources: tuple[Passage, ...] = ()
    evidence: tuple[Passage, ...] = ()
    notes: tuple[Passage, ...] = ()  # what stands in columns of the plan's own
    see: tuple[Reference, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its actions, outcomes and all else in sentences, without the items below them."""
        return (*self.actions, *self.outcomes, *self.resources, *self.evidence, *self.notes)


@cache
def lists_of(kind: Any) -> tuple[str, ...]:
    """The keys of a row, by its class, under which entries stand that may name a column of their own."""
    fields = record_fields(kind).items()
    return tuple(key for key, field in fields if _entry_has_column(field.kind))


@cache
def columns_of(kind: Any) -> tuple[str, ...]:
    """The keys of a row, by its class, that columns can have."""
    return (*lists_of(kind), *(key for key in ALONE if key in record_fields(kind)))


def in_column(row: Any, column: str, lists: tuple[str, ...]) -> list[tuple[str, Any]]:
    """The entries of a row that stand in a column, each behind the key of its list: those that name it, and, in the
    column of a list, those of the list that name none.
    """
    entries = [(key, entry) for key in lists for entry in getattr(row, key)]
    return [(key, entry) for key, entry in entries if str(entry.column or key) == column]


def _entry_has_column(kind: Any) -> bool:
    """Whether a type is a list of records that may name a column."""
    entry: Any = get_args(kind)[0] if get_origin(kind) is tuple else None
    return is_dataclass(entry) and "column" in record_fields(cast("Any", entry))


WITHDRAWN = "withdrawn"  # the word for a recommendation that was given up, whatever its statuses say
# Where wording has no sentence for a word, the one of this is as true; older wording has none for these.
AS_TRUE = {
    WITHDRAWN: "stopped",
    **dict.fromkeys(("on_track", "some_concern", "partly_off_track", "off_track"), "not_recorded"),
}


def progress(strands: Any) -> str:
    """One word for all statuses of some strands, which is a key that wording has a sentence for."""
    values = {status.value for strand in strands for status in strand.status if status.value}
    recorded = [bool(strand.status) and all(status.value for status in strand.status) for strand in strands]
    if not (recorded and all(recorded)):
        return "partly_recorded" if values else _confidence(strands) or "not_recorded"
    if len(values) == 1:
        return str(*values)
    if values <= FINISHED:
        return "done_continuing" if "done_continuing" in values else "done"
    if values & FINISHED:
        return "partly_done"
    if values & UNDER_WAY:
        return "in_progress" if "in_progress" in values else "started"
    return "not_under_way"


def _confidence(strands: Any) -> str:
    """One word for how sure it is, where all statuses say that and none how far work has got; nothing elsewhere."""
    found = [[_seen_confidence(status) for status in strand.status] for strand in strands]
    if not found or not all(each and all(each) for each in found):
        return ""
    each, *others = {confidence for of_strand in found for confidence in of_strand}
    if not others:
        return str(each)
    return "partly_off_track" if "off_track" in (each, *others) else "some_concern"


def _seen_confidence(status: Any) -> str:
    """How sure a status is, where whoever asks may see that."""
    may_see = getattr(status, "shows", None)
    return str(status.confidence or "") if may_see is None or may_see("confidence") else ""
