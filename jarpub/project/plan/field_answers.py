"""The gaps that other fields of the plan answer: whose initials they are, and what short forms mean."""

import re
from collections.abc import Mapping
from dataclasses import replace

from jarpub.project.plan.model import Gap, Plan
from jarpub.project.plan.values import Text

SHORT_FORM = re.compile(r"\b[A-Z]{2,}(?:'s)?(?![\w'])")


def with_field_answers(plan: Plan) -> Plan:
    """The plan with an answer in each gap that fields answer, once they say all that it asks."""
    return replace(plan, gaps=tuple(_answered(plan, gap) for gap in plan.gaps))


def unanswered(plan: Plan, gap: Gap) -> list[str]:
    """The short forms that a gap asks for, or that stand in its fields, and nobody has confirmed yet."""
    confirmed, others = _fields(plan, gap)
    asked = [*SHORT_FORM.findall(gap.question.words), *others]
    return [form for form in dict.fromkeys(asked) if form not in confirmed]


def _answered(plan: Plan, gap: Gap) -> Gap:
    if gap.answered_by is None or unanswered(plan, gap):
        return gap
    confirmed, _ = _fields(plan, gap)
    words = "; ".join(f"{form}: {meaning}" for form, meaning in confirmed.items())
    location = next((meaning.location for meaning in confirmed.values()), gap.question.location)
    return replace(gap, answer=Text(words, f"{gap.id}.answer", location))


def _fields(plan: Plan, gap: Gap) -> tuple[Mapping[str, Text], list[str]]:
    """What confirmed short forms stand for, and all short forms that are to be."""
    if gap.answered_by == "people":
        known = [(person.initials.words, person) for person in plan.people if person.initials]
        confirmed = {form: person.name for form, person in known if person.approved or person.basis == "stated"}
        unresolved = [form for strand in plan.strands for owner in strand.owners for form in owner.unresolved]
        return confirmed, [*(form for form, _ in known), *unresolved]
    terms = [each for each in plan.abbreviations if each.approved or each.basis == "stated"]
    return {each.term.words: each.meaning for each in terms}, [each.term.words for each in plan.abbreviations]
