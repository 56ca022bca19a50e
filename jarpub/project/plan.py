"""What an action plan is."""

from dataclasses import dataclass, field
from typing import Literal

from jarpub.project.values import Id, Month, PersonReference, PublicationReference, Reference, Text, Words

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
class Pairing:
    """Which action may go with which outcome: worked out, never printed as the plan's own word."""

    basis: Basis
    links: tuple[tuple[Reference, ...], ...] = ()


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
    pairing: Pairing | None = None


@dataclass(frozen=True)
class Recommendation:
    """One thing that the inspectors asked for, in their words, and the strands of work on it."""

    ref: Id
    priority: Priority
    quote: Text
    strands: tuple[Strand, ...]


@dataclass(frozen=True)
class Weakness:
    """One important weakness and who answers for it."""

    id: Id
    text: Text
    csmt_lead: Lead | None
    managers: Lead | None
    see: tuple[Reference, ...] = ()
    corrections: tuple[Correction, ...] = ()


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
    needed_by: tuple[PublicationReference, ...]
    blocking: bool
    answer: Text | None = None


@dataclass(frozen=True)
class LeftOut:
    """An action that some wording leaves out."""

    action: Reference
    why: Text


@dataclass(frozen=True)
class Approval:
    """What a piece of wording was written from, and who approved it."""

    id: Id  # such as "press.IA1"
    from_: tuple[Reference, ...] = ()
    tells: tuple[Reference, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    was: Words = field(default_factory=dict)  # the plan's words at that time, by their ids
    fingerprint: Text | None = None  # their sum
    approved: Text | None = None  # the sum of the wording as it was approved
    by: Text | None = None
    on: Text | None = None
    note: Text | None = None


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
    approvals: tuple[Approval, ...] = ()
