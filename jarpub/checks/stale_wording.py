"""Wording still says what the plan says, and the person who approved it has seen it."""

from collections.abc import Iterable, Iterator
from shlex import quote

from jarpub.diagnostics import Code, Diagnostic, Location, Severity
from jarpub.project.plan.diff import word_diff
from jarpub.project.plan.model import Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import Reference, Text
from jarpub.project.plan.wording import Wording
from jarpub.project.publications import Publication

CHANGED = Code("wording.changed", "Wording was changed after somebody approved it.")
NEVER_APPROVED = Code("wording.never-approved", "Nobody has approved some wording yet.")
NOT_TOLD = Code("wording.not-told", "An action of the plan is neither told nor left out for a reason.")
NOT_RECORDED = Code("wording.not-recorded", "Nothing says which words of the plan some wording was written from.")
STALE = Code("wording.stale", "The plan says something else now than when some wording was written.")

AROUND = 5  # words that are shown beside those that changed


def current(publication: Publication, all_wording: Iterable[Wording]) -> Iterator[Diagnostic]:
    """Each wording was written from the plan's words as they are now; what differs is shown old beside new.

    Wording that nobody has approved stands in the way of a final where the publication needs approval.
    """
    for wording in all_wording:
        if wording.state == "not recorded":
            yield from _not_recorded(wording)
        elif wording.state == "stale":
            yield from _stale(wording)
        elif wording.state == "changed" and wording.texts and wording.approval:
            message = f"the wording {wording.id} was changed after {wording.approval.by} approved it"
            yield Diagnostic(
                CHANGED, wording.texts[0].location, message, f"ask again, then: {_command(wording)}", "blocking"
            )
        elif wording.state == "never approved" and wording.texts:
            severity: Severity = "blocking" if publication.needs_approval else "warning"
            message = f"nobody has approved the wording {wording.id} yet"
            yield Diagnostic(
                NEVER_APPROVED, wording.texts[0].location, message, f"when somebody has: {_command(wording)}", severity
            )


def every_action_told(plan: Plan, publication: Publication, all_wording: Iterable[Wording]) -> Iterator[Diagnostic]:
    """Each action of the plan is told by some wording, or left out for a reason."""
    if publication.items is None:
        return
    approvals = [wording.approval for wording in all_wording if wording.approval]
    told = {reference.id for approval in approvals for reference in approval.tells}
    told |= {left.action.id for approval in approvals for left in approval.left_out}
    unwritten = {wording.key for wording in all_wording if wording.state == "to be written"}
    for recommendation in plan.recommendations:
        if recommendation.ref in unwritten:
            continue  # the gate for what holds the place of words says so
        for strand in recommendation.strands:
            for action in strand.actions:
                if action.id not in told and not action.withdrawn:
                    entry = f"{publication.wording}.{recommendation.ref}"
                    hint = (
                        f"tell it, and add {action.id} to the list after tells: below {entry} in the file of approvals; "
                        "or add it to left_out: there, with why"
                    )
                    message = f'{publication.key} does not tell {action.id}, "{action.text}"'
                    yield Diagnostic(NOT_TOLD, action.text.location, message, hint, "blocking")


def _not_recorded(wording: Wording) -> Iterator[Diagnostic]:
    for text in wording.texts[:1]:
        from_what = "which words of the plan the wording {} was written from"
        if not wording.of_the_plan:
            from_what = "from which words the wording {} was translated"
        message = f"nothing says {from_what.format(wording.id)}"
        yield Diagnostic(NOT_RECORDED, text.location, message, f"read both, then: {_command(wording)}", "blocking")


def _stale(wording: Wording) -> Iterator[Diagnostic]:
    recorded = _recorded(wording)
    told = wording.texts[0].location if wording.texts else recorded
    for name, words in wording.differences.items():
        location = wording.formal[name].location if name in wording.formal else recorded
        was, now = _differing(*words)
        said = f'{name} said "{was}"' if was else f"{name} was not there"
        said += f' and now says "{now}"' if now else " and is gone"
        message = f"the wording {wording.id} ({told}) was written from other words: {said}"
        yield Diagnostic(
            STALE, location, message, f"correct the wording if it needs it, then: {_command(wording)}", "blocking"
        )


def _recorded(wording: Wording) -> Location:
    """Where its approval stands, as near as is known."""
    return next((each.location for each in walk(wording.approval) if isinstance(each, Text | Reference)), Location(""))


def _differing(was: str, now: str) -> tuple[str, str]:
    """Two texts without most of what they have in common at their beginning and end."""
    segments = list(word_diff(was, now))
    same = [len(segment.words.split()) if segment.kind == "same" else 0 for segment in (segments[0], segments[-1])]
    start, cut = (max(count - AROUND, 0) for count in same)
    return _cut(was.split(), start, cut), _cut(now.split(), start, cut)


def _cut(words: list[str], start: int, cut: int) -> str:
    kept = " ".join(words[start : len(words) - cut])
    return ("… " if start and kept else "") + kept + (" …" if cut else "")


def _command(wording: Wording) -> str:
    return f'`{{command}} approve {quote(wording.key)} --for {quote(wording.audience)} --by "First Last"`'
