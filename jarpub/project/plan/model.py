"""What an action plan is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from jarpub.project.plan.approvals import Approval
from jarpub.project.plan.rows import (
    WITHDRAWN,
    Confidence,
    Correction,
    Owner,
    Passage,
    Stage,
    Status,
    Strand,
    columns_of,
    progress,
)
from jarpub.project.plan.values import Id, Month, Reference, Role, Text, Words

Basis = Literal["stated", "inferred", "usage", "guess"]
RECOMMENDATION = (
    "ref",
    "group",
    "source_ref",
    "priority",
    "recommendation",
    "force",
    "response",
)  # columns, before a row's


@dataclass(frozen=True)
class Priority:
    """How soon, or how much, something is wanted: as written, and in a word of the plan's own for all that is alike."""

    text: Text
    value: Id | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Force:
    """How strongly the inspectors put it: must, should or could."""

    text: Text
    value: Literal["must", "should", "could"] | None = None


@dataclass(frozen=True)
class Response:
    """What the body says to a recommendation."""

    text: Text
    value: Literal["agreed", "partly", "not_agreed", "not_ours"] | None = None


@dataclass(frozen=True)
class Recommendation:
    """One thing that the inspectors asked for, in their words, and the strands of work on it."""

    ref: Id
    quote: Text | None  # nothing, in a plan that has only what is to be done
    strands: tuple[Strand, ...]
    priority: Priority | None = None
    group: Text | None = None  # the theme or outcome that it stands under
    source_ref: Text | None = None  # its paragraph in the inspectors' report
    force: Force | None = None
    response: Response | None = None
    withdrawn: Text | None = None  # when, or why, it was given up; its words stay

    @property
    def progress(self) -> str:
        """One word for all its statuses together, or that it was given up: a key that wording has a sentence for."""
        return WITHDRAWN if self.withdrawn else progress(self.strands)

    @property
    def texts(self) -> Iterator[Text]:
        """Its own words, without those of its strands."""
        marked = (each.text for each in (self.priority, self.force, self.response) if each)
        yield from marked
        yield from filter(None, (self.quote, self.group, self.source_ref, self.withdrawn))


@dataclass(frozen=True)
class Weakness:
    """One important weakness and who answers for it."""

    id: Id
    text: Text
    owners: tuple[Owner, ...] = ()
    status: tuple[Status, ...] = ()
    notes: tuple[Passage, ...] = ()
    see: tuple[Reference, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def texts(self) -> Iterator[Text]:
        """Its own words."""
        yield self.text


@dataclass(frozen=True)
class WeaknessGroup:
    """Weaknesses under one heading of the weaknesses table, or under none."""

    id: Id
    items: tuple[Weakness, ...]
    heading: Text | None = None


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
class Overview:
    """The words before the first table."""

    heading: Text
    paragraphs: tuple[Passage, ...]


@dataclass(frozen=True)
class Sign:
    """What a word or a colour for a status means, as the plan's own key says."""

    sign: Text
    meaning: Text
    value: Stage | None = None
    confidence: Confidence | None = None


@dataclass(frozen=True)
class Document:
    """What the plan says of itself; a column's key says what stands below its heading, and its place is that in print.

    A key of `RECOMMENDATION`, or that of a list in a row, such as "actions", has what it names; any other is a column
    of the plan's own, for the entries that say so.
    """

    title: Text
    plan_columns: Words = field(metadata={"keys": (*RECOMMENDATION, *columns_of(Strand))})
    version: Text | None = None
    overview: Overview | None = None
    weaknesses_heading: Text | None = None
    weaknesses_columns: Words = field(default_factory=dict, metadata={"keys": ("issue", *columns_of(Weakness))})
    status_key: tuple[Sign, ...] = ()

    @property
    def paragraphs(self) -> tuple[Passage, ...]:
        """Those of its overview."""
        return self.overview.paragraphs if self.overview else ()


@dataclass(frozen=True)
class Plan:
    """An action plan: the one source of every publication."""

    document: Document
    recommendations: tuple[Recommendation, ...]
    weaknesses: tuple[WeaknessGroup, ...] = ()
    people: tuple[Person, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    gaps: tuple[Gap, ...] = ()
    wording: Words = field(default_factory=dict)
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
        yield from self.document.paragraphs
        yield from (passage for strand in self.strands for passage in strand.passages)

    @property
    def owners(self) -> Iterator[Owner]:
        """Whoever answers for something, in the plan's order."""
        yield from (owner for strand in self.strands for owner in strand.owners)
        yield from (owner for weakness in self.weakness_items for owner in weakness.owners)

    @property
    def sentences(self) -> Iterator[Text]:
        """The plan's own sentences, in its order: not its dates, names and column heads."""
        yield from (passage.text for passage in self.document.paragraphs)
        for recommendation in self.recommendations:
            yield from recommendation.texts
            for strand in recommendation.strands:
                for passage in strand.passages:
                    yield from passage.texts
                yield from (update.text for update in strand.updates)
                yield from (status.text for status in strand.status)
        for group in self.weaknesses:
            yield from filter(None, (group.heading, *(weakness.text for weakness in group.items)))
