"""What the plan does not say, and a publication needs."""

from collections.abc import Collection, Iterator

from jarpub.findings import Finding
from jarpub.plan import Gap, Plan
from jarpub.publications import Publication


def open_gaps(plan: Plan, publication: Publication) -> tuple[Gap, ...]:
    """The gaps that a publication needs answered, and that are not."""
    return tuple(gap for gap in plan.gaps if _needs(publication, gap) and not gap.answer)


def answered(plan: Plan, publication: Publication) -> Iterator[Finding]:
    """No gap that blocks a publication is open."""
    for gap in open_gaps(plan, publication):
        if gap.blocking:
            way_out = f"type the answer behind answer: under {gap.id}; {gap.ask} may know it"
            yield Finding(gap.question.place, f"{gap.id} is not answered: {gap.question}", way_out, "blocking")


def printed(plan: Plan, publication: Publication, reads: Collection[str]) -> Iterator[Finding]:
    """Each gap that is said to be needed by a publication is asked for in its template, and the other way round."""
    for gap in plan.gaps:
        asked = any(read.startswith(f"{gap.id}.") for read in reads)
        if _needs(publication, gap) and not asked:
            sentence = f"{gap.id} is needed by {publication.key}, and its template has no place for it"
            yield Finding(gap.question.place, sentence, f"write {{{{ gaps.{gap.id} }}}} into it", "blocking")
        elif asked and not gap.answer and not _needs(publication, gap):
            sentence = f"{publication.key} asks for {gap.id}, which does not list it under needed_by"
            yield Finding(gap.question.place, sentence, f"add {publication.key} to needed_by", "warning")


def _needs(publication: Publication, gap: Gap) -> bool:
    return any(needed.id == publication.key for needed in gap.needed_by)
