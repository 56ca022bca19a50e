"""Wording still says what the plan says, and the person who approved it has seen it."""

from collections.abc import Iterable, Iterator

from jarpub.diagnostics import Diagnostic, Location
from jarpub.project.plan import Plan
from jarpub.project.publications import Publication
from jarpub.project.wording import Piece

AROUND = 5  # words that are shown beside those that changed


def current(pieces: Iterable[Piece]) -> Iterator[Diagnostic]:
    """Each piece was written from the plan's words as they are now; what differs is shown old beside new."""
    for piece in pieces:
        if piece.state == "not recorded":
            yield from _not_recorded(piece)
        elif piece.state == "stale":
            yield from _stale(piece)
        elif piece.state == "changed" and piece.texts and piece.approval:
            message = f"the wording {piece.id} was changed after {piece.approval.by} approved it"
            yield Diagnostic(piece.texts[0].location, message, f"ask again, then: {_command(piece)}", "blocking")
        elif piece.state == "never approved" and piece.texts:
            message = f"nobody has approved the wording {piece.id} yet"
            yield Diagnostic(piece.texts[0].location, message, f"when somebody has: {_command(piece)}", "warning")


def every_action_told(plan: Plan, publication: Publication, pieces: Iterable[Piece]) -> Iterator[Diagnostic]:
    """Each action of the plan is told by some wording, or left out for a reason."""
    if publication.items is None:
        return
    approvals = [piece.approval for piece in pieces if piece.approval]
    told = {reference.id for approval in approvals for reference in approval.tells}
    told |= {left.action.id for approval in approvals for left in approval.left_out}
    for recommendation in plan.recommendations:
        for strand in recommendation.strands:
            for action in strand.actions:
                if action.id not in told:
                    hint = f"tell it, and add it to tells under approvals, {publication.wording}.{recommendation.ref}; or to left_out, with why"
                    message = f'{publication.key} does not tell {action.id}, "{action.text}"'
                    yield Diagnostic(action.text.location, message, hint, "blocking")


def _not_recorded(piece: Piece) -> Iterator[Diagnostic]:
    for text in piece.texts[:1]:
        message = f"nothing says which words of the plan the wording {piece.id} was written from"
        yield Diagnostic(text.location, message, f"read both, then: {_command(piece)}", "blocking")


def _stale(piece: Piece) -> Iterator[Diagnostic]:
    recorded = piece.approval.fingerprint.location if piece.approval and piece.approval.fingerprint else Location("")
    wording = piece.texts[0].location if piece.texts else recorded
    for name, words in (piece.changes or {"": ("", "")}).items():
        location = piece.formal[name].location if name in piece.formal else recorded
        was, now = _differing(*words)
        said = f'{name} said "{was}"' if was else f"{name} was not there"
        said += f' and now says "{now}"' if now else " and is gone"
        said = said if name else "what approvals says of it was changed by hand"
        message = f"the wording {piece.id} ({wording}) was written from other words: {said}"
        yield Diagnostic(location, message, f"correct the wording if it needs it, then: {_command(piece)}", "blocking")


def _differing(was: str, now: str) -> tuple[str, str]:
    """Two texts without most of what they have in common at their beginning and end."""
    old, new = was.split(), now.split()
    same = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    start = max(same - AROUND, 0)
    ends = zip(reversed(old[same:]), reversed(new[same:]), strict=False)
    alike = next((n for n, pair in enumerate(ends) if pair[0] != pair[1]), 0)
    cut = max(alike - AROUND, 0)
    return _cut(old, start, cut), _cut(new, start, cut)


def _cut(words: list[str], start: int, cut: int) -> str:
    kept = " ".join(words[start : len(words) - cut])
    return ("… " if start and kept else "") + kept + (" …" if cut else "")


def _command(piece: Piece) -> str:
    return f'jarpub approve {piece.key} --for {piece.audience} --by "NAME"'
