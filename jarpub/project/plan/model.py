"""What an action plan is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from jarpub.project.plan.approvals import Approval
from jarpub.project.plan.values import Id, Month, PersonReference, Reference, Role, Text, Words

Basis = Literal["stated", "inferred", "usage", "guess"]


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
    query: Text | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def texts(self) -> Iterator[Text]:
        """Its own words and those of its items, in their order."""
        yield self.text
        for item in self.items:
            yield from item.texts


@dataclass(frozen=True)
class Priority:
    """How soon the inspectors wanted action."""

    text: Text
    value: Literal["immediate", "six_months"]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Due:
    """A delivery date as written, with the months that it names."""

    id: Id
    text: Text
    months: tuple[Month, ...]
    ongoing: bool = False


@dataclass(frozen=True)
class Status:
    """How far the work has got, as written and as one of four values."""

    id: Id
    text: Text
    value: Literal["started", "in_progress", "done", "done_continuing"]


@dataclass(frozen=True)
class Lead:
    """Who answers for something, as written, and the people that the words were matched with."""

    text: Text
    people: tuple[PersonReference, ...] = ()
    unresolved: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfficerLine(Lead):
    """One line of lead officers, as written."""

    id: Id = field(kw_only=True)


@dataclass(frozen=True)
class Strand:
    """One body row of the plan table: independent lists, of which nothing says how they pair."""

    id: Id
    actions: tuple[Passage, ...]
    outcomes: tuple[Passage, ...]
    due: tuple[Due, ...]
    csmt_lead: Lead | None
    lead_officers: tuple[OfficerLine, ...]
    review_date: Text | None
    status: tuple[Status, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its actions and outcomes, without the items below them."""
        return (*self.actions, *self.outcomes)

    @property
    def leads(self) -> tuple[Lead, ...]:
        """Whoever answers for it."""
        return (*self.lead_officers, *([self.csmt_lead] if self.csmt_lead else []))


@dataclass(frozen=True)
class Recommendation:
    """One thing that the inspectors asked for, in their words, and the strands of work on it."""

    ref: Id
    priority: Priority
    quote: Text
    strands: tuple[Strand, ...]

    @property
    def progress(self) -> str:
        """One word for all its statuses together, which is a key that wording has a sentence for."""
        return progress(self.strands)


@dataclass(frozen=True)
class Weakness:
    """One important weakness and who answers for it."""

    id: Id
    text: Text
    csmt_lead: Lead | None
    managers: Lead | None
    see: tuple[Reference, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def texts(self) -> Iterator[Text]:
        """Its own words."""
        yield self.text


@dataclass(frozen=True)
class WeaknessGroup:
    """Weaknesses under one heading of the weaknesses table."""

    id: Id
    heading: Text
    items: tuple[Weakness, ...]


@dataclass(frozen=True)
class Person:
    """Somebody the plan names, and the initials that may stand for them."""

    id: Id
    name: Text
    variants: tuple[str, ...] = ()
    initials: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    basis: Basis | None = None
    from_: tuple[Reference, ...] = ()
    approved: bool = False  # whether somebody has said that the initials are theirs


@dataclass(frozen=True)
class Abbreviation:
    """A short form in the plan and what it stands for."""

    id: Id
    term: Text
    meaning: Text
    basis: Basis
    from_: tuple[Reference, ...] = ()
    approved: bool = False


@dataclass(frozen=True)
class Gap:
    """Something that readers need and the plan does not say."""

    id: Id
    question: Text
    ask: Text
    blocking: bool
    role: Role | None = None  # by which publications ask for it; one without is on record only
    answer: Text | None = None
    answered_by: Literal["people", "abbreviations"] | None = None  # fields that say it, in the place of a sentence


@dataclass(frozen=True)
class Feedback:
    """One thing that young people said when they were asked, and what was done about it."""

    id: Id
    said: Text
    did: Text | None = None  # or why it was not done
    when: tuple[Month, ...] = ()
    group: Text | None = None  # which of those who were asked


@dataclass(frozen=True)
class PlanColumns:
    """The ten column names of the plan table, as written."""

    ref: Text
    priority: Text
    recommendation: Text
    actions: Text
    outcomes: Text
    due: Text
    csmt_lead: Text
    lead_officers: Text
    review_date: Text
    status: Text


@dataclass(frozen=True)
class WeaknessesColumns:
    """The three column names of the weaknesses table, as written."""

    issue: Text
    csmt_lead: Text
    managers: Text


@dataclass(frozen=True)
class Overview:
    """The words before the first table."""

    heading: Text
    paragraphs: tuple[Passage, ...]


@dataclass(frozen=True)
class Document:
    """What the plan says of itself."""

    title: Text
    version: Text
    overview: Overview
    plan_columns: PlanColumns
    weaknesses_heading: Text
    weaknesses_columns: WeaknessesColumns


@dataclass(frozen=True)
class Plan:
    """An action plan: the one source of every publication."""

    document: Document
    recommendations: tuple[Recommendation, ...]
    weaknesses: tuple[WeaknessGroup, ...]
    people: tuple[Person, ...]
    abbreviations: tuple[Abbreviation, ...]
    gaps: tuple[Gap, ...]
    wording: Words
    consultation: tuple[Feedback, ...] = ()  # what came back when young people were asked
    approvals: tuple[Approval, ...] = ()  # kept in a file of their own; plans from before that have them inside

    @property
    def strands(self) -> Iterator[Strand]:
        """Every strand of work, in the plan's order."""
        return (strand for recommendation in self.recommendations for strand in recommendation.strands)

    @property
    def weakness_items(self) -> Iterator[Weakness]:
        """Every weakness, in the plan's order."""
        return (weakness for group in self.weaknesses for weakness in group.items)

    @property
    def passages(self) -> Iterator[Passage]:
        """Every paragraph of the overview, action and outcome, without the items below them."""
        yield from self.document.overview.paragraphs
        yield from (passage for strand in self.strands for passage in strand.passages)

    @property
    def sentences(self) -> Iterator[Text]:
        """The plan's own sentences, in its order: not its dates, names and column heads."""
        yield from (passage.text for passage in self.document.overview.paragraphs)
        for recommendation in self.recommendations:
            yield from (recommendation.priority.text, recommendation.quote)
            for strand in recommendation.strands:
                for passage in strand.passages:
                    yield from passage.texts
                yield from (status.text for status in strand.status)
        for group in self.weaknesses:
            yield from (group.heading, *(weakness.text for weakness in group.items))


def progress(strands: Any) -> str:
    """One word for all statuses of some strands."""
    values = {status.value for strand in strands for status in strand.status}
    recorded = [bool(strand.status) for strand in strands]
    if not (recorded and all(recorded)):
        return "partly_recorded" if any(recorded) else "not_recorded"
    if len(values) == 1:
        return str(*values)
    if values == {"started", "in_progress"}:
        return "in_progress"
    return "done_continuing" if values == {"done", "done_continuing"} else "partly_done"
