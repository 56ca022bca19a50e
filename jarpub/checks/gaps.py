"""What the plan does not say, and a publication needs."""

import re
from collections.abc import Collection, Iterator, Sequence

from jarpub.diagnostics import Code, Diagnostic, Severity
from jarpub.pages.page_tree import Page
from jarpub.pages.text_blocks import Block, Run
from jarpub.project.plan.field_answers import unanswered
from jarpub.project.plan.model import Gap, Plan
from jarpub.project.plan.wording import WORDING
from jarpub.project.publications import Publication, Settings

OPEN = Code("gaps.open", "A publication needs an answer that is missing.")
NO_PLACE = Code("gaps.no-place", "A gap is needed by a publication whose template has no place for it.")
NOT_LISTED = Code("gaps.not-listed", "A template asks for a gap whose role its publication does not need.")
FALSE_MARK = Code("gaps.false-mark", "A mark of something missing stands for no gap of the plan.")
FIELDS = Code("gaps.fields", "A sentence stands as the answer to a gap that fields of the plan answer.")
ON_RECORD = Code("gaps.on-record", "A gap is on record only: no publication needs its answer.")
LINES = Code("gaps.lines", "The short lines of an answer, such as those of an address, are printed as one.")
PLACEHOLDER_LEFT = Code("gaps.placeholder", "Words hold the place of something that is missing, such as TBC.")

BLOCKING: Severity = "blocking"
WARNING: Severity = "warning"
NOBODY = "no publication needs it"
SHORT = 40  # letters of a line: a longer text was only broken where the editor's window ends
BELOW = "type the answer between quotation marks behind answer: below this line, in the place of what stands there"
PLACEHOLDER = re.compile(
    r"\bTO BE (?:SUPPLIED|CONFIRMED|ADDED|DECIDED)\b|\bTB[ACDS]\b|\bX{3,}\b|\?{2,}|\bTO-?DO\b|(?i:\blorem ipsum\b"
    r"|\[(?:check|insert|date|name|to be)[^\]]*\])"
)


def open_gaps(plan: Plan, publication: Publication) -> tuple[Gap, ...]:
    """The gaps that a publication needs answered, and that are not."""
    return tuple(gap for gap in plan.gaps if _needs(publication, gap) and not gap.answer)


def answered(plan: Plan, settings: Settings, publication: Publication) -> Iterator[Diagnostic]:
    """No gap that blocks a publication is open."""
    for gap in open_gaps(plan, publication):
        if gap.blocking:
            needed = " and ".join(_needing(settings, gap))
            message = f"{gap.id}, which {needed} cannot do without, is not answered: {gap.question}"
            how = _fields_to_fill(plan, gap) if gap.answered_by else BELOW
            yield Diagnostic(OPEN, gap.question.location, message, f"ask {gap.ask}; then {how}", "blocking")


def answered_in_fields(plan: Plan) -> Iterator[Diagnostic]:
    """A gap that fields answer has no sentence beside them, which would stand above "Not known"."""
    for gap in plan.gaps:
        if gap.answered_by and gap.answer:
            message = f'{gap.id}: "{gap.answer}" is told under {gap.answered_by}, where the publications take it from'
            hint = f"take the line answer: out here, and {_fields_to_fill(plan, gap)}"
            yield Diagnostic(FIELDS, gap.answer.location, message, hint, quote=gap.answer.words)


def lines_run_together(plan: Plan, publication: Publication) -> Iterator[Diagnostic]:
    """A question for each answer of several short lines that nothing keeps apart."""
    for gap in plan.gaps:
        if not gap.answer or not _needs(publication, gap) or "\n" in gap.answer.words:
            continue
        lines = gap.answer.location.end_line - gap.answer.location.line + 1
        if lines > 1 and len(gap.answer.words) <= SHORT * lines:
            message = f"{gap.id}: the {lines} lines of this answer are printed as one"
            hint = "if each is to stay a line, type | behind answer: and the lines below it, without quotation marks"
            yield Diagnostic(LINES, gap.answer.location, message, hint, "warning", gap.answer.words)


def _fields_to_fill(plan: Plan, gap: Gap) -> str:
    """Which lines say what a gap asks, with one of the plan's own as an example."""
    forms = ", ".join(unanswered(plan, gap)) or "those that are missing"
    if gap.answered_by == "people":
        people = [(each.id, each.name, each.initials) for each in plan.people if each.initials]
        id, name, initials = people[0] if people else ("ann-example", "Ann Example", "AE")
        example = f"{{id: {id}, name: {name}, initials: {initials}, approved: true}}"
    else:
        terms = [(each.id, each.term, each.meaning) for each in plan.abbreviations]
        id, term, meaning = terms[0] if terms else ("abbr.JAR", "JAR", "Joint Area Review")
        example = f"{{id: {id}, term: {term}, meaning: {meaning}, basis: usage, approved: true}}"
    confirmed = "approved: true says that somebody has confirmed it"
    return f"give each of these a line under {gap.answered_by}: {forms}; such as - {example}, where {confirmed}"


def printed(plan: Plan, publication: Publication, dependencies: Collection[str]) -> Iterator[Diagnostic]:
    """Each gap that is said to be needed by a publication is asked for in its template, and the other way round."""
    names = "\n".join(["", *dependencies])
    for gap in plan.gaps:
        asked = f"\n{gap.id}." in names
        if _needs(publication, gap) and not asked:
            message = f"{gap.id} is needed by {publication.key}, and its template has no place for it"
            hint = f"write {{{{ {_as_asked(gap)} }}}} into it"
            yield Diagnostic(NO_PLACE, gap.question.location, message, hint, "blocking")
        elif asked and not gap.answer and not _needs(publication, gap) and not publication.internal:
            message = f"{publication.key} asks for {gap.id}, and does not say that it needs the answer"
            first = "" if gap.role else "give the gap a role:, and "
            hint = f"{first}add {gap.role or 'that role'} to the needs: of {publication.key} in publications.yaml"
            yield Diagnostic(NOT_LISTED, gap.question.location, message, hint, "warning")


def unneeded(plan: Plan, settings: Settings) -> Iterator[Diagnostic]:
    """Each open gap that no publication needs: it stops nothing, and is still to be asked."""
    for gap in plan.gaps:
        if not gap.answer and not settings.needing(gap.role):
            message = f"{gap.id} is only kept on record, since {NOBODY}: {gap.question}"
            hint = f"ask {gap.ask}; to have the answer printed, {_place(gap)}"
            yield Diagnostic(ON_RECORD, gap.question.location, message, hint, "warning")


def answered_for_nobody(plan: Plan, settings: Settings) -> Iterator[Diagnostic]:
    """Each answer that somebody may look for in the publications in vain."""
    for gap in plan.gaps:
        if gap.answer and not gap.answered_by and not settings.needing(gap.role):
            message = f"the answer to {gap.id} is only kept on record, since {NOBODY}"
            yield Diagnostic(ON_RECORD, gap.answer.location, message, f"to have it printed, {_place(gap)}", "warning")


def _place(gap: Gap) -> str:
    """What to do for an answer to be printed."""
    first = "" if gap.role else "give the gap a role:, "
    role = gap.role or "that role"
    return f"{first}add {role} to the needs: of a publication, and write {{{{ {_as_asked(gap)} }}}} into its template"


def _as_asked(gap: Gap) -> str:
    """How a template asks for a gap; by its id where it has no role yet."""
    return f"gaps.{(gap.role or gap.id).replace('-', '_')}"


def _needing(settings: Settings, gap: Gap) -> Iterator[str]:
    """The keys of the publications that need a gap, but of those that do so only because they are like another."""
    needing = settings.needing(gap.role)
    keys = {each.key for each in needing}
    return (str(each.key) for each in needing if not each.like or each.like.words not in keys)


def no_placeholders(publication: Publication, page: Page, told: Sequence[Block]) -> Iterator[Diagnostic]:
    """No mark of something missing is left where the page is to be final, whoever typed it."""
    for element in page.body.walk():
        if "gap" in element.classes:
            message = f'{publication.key}: "{element.text()}" is the mark of a gap, and of no gap in the plan'
            yield Diagnostic(
                FALSE_MARK,
                element.location,
                message,
                "ask for a gap of the plan, such as {{ gaps.plan_date }}",
                "blocking",
            )
    for block in told:
        for found in PLACEHOLDER.finditer(block.words):
            message = f'{publication.key}: "{found[0]}" holds the place of something that is missing'
            run, hint, severity = block.run_at(found.start()), "write what belongs there, or make a gap of it", BLOCKING
            if _is_on_record(run) and not found[0].startswith("["):
                hint, severity = "the plan itself says so: ask its owner whether more is known by now", WARNING
            yield Diagnostic(PLACEHOLDER_LEFT, run.location, message, hint, severity, found[0])


def _is_on_record(run: Run) -> bool:
    """Whether words are the plan's own, and no wording, answer or template's: a date that was TBC is TBC on record."""
    return bool(run.value_id) and not run.value_id.startswith(WORDING) and not run.value_id.endswith(".answer")


def _needs(publication: Publication, gap: Gap) -> bool:
    return gap.role in publication.roles
