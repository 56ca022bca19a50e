"""What was found, in groups that a person can take in."""

from collections.abc import Collection, Iterable, Iterator

from jarpub.build.release import Release
from jarpub.checks.stale_wording import NEVER_APPROVED
from jarpub.diagnostics import Code, Diagnostic

SEVERAL = 2


def of_release(release: Release, new: Collection[Diagnostic], *, everything: bool) -> Iterator[str]:
    """What stands in the way of a final of it, one by one, and what is to be looked at: that is counted.

    What is new has been said before.
    """
    reasons = [each for each in release.reasons if each not in new]
    for code, group in _by_code(reasons):
        yield from _listed(code, group)
        if code == NEVER_APPROVED and len(group) >= SEVERAL and release.publication.wording:
            audience = release.publication.wording
            yield f'    once all of it is read: `{{command}} approve all --for {audience} --by "First Last"`'
    others = [each for each in release.diagnostics if each.severity == "warning" and each not in new]
    yield from (f"  {line}" for line in counted(others, "thing", "to look at", everything=everything))


def counted(diagnostics: Collection[Diagnostic], noun: str, what: str, *, everything: bool) -> Iterator[str]:
    """How many there are of each kind, or all of them; they stop nothing."""
    if not diagnostics:
        return
    yield f"{number(len(diagnostics), noun)} {what}, which stop{'s' if len(diagnostics) == 1 else ''} no final:"
    for code, group in _by_code(diagnostics):
        yield from _listed(code, group) if everything else [f"  {code.meaning.rstrip('.')}: {len(group)}"]


def number(count: int, noun: str) -> str:
    """Such as "1 file" or "1,200 files"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def in_the_way(release: Release) -> str:
    """How much stands in the way of a final of it."""
    if release.is_ready:
        return "nothing in the way of a final"
    return f"{number(len(release.reasons), 'thing')} in the way of a final"


def _listed(code: Code, group: Collection[Diagnostic]) -> Iterator[str]:
    yield f"  {code.meaning.rstrip('.')}: {len(group)}"
    yield from (f"    {each}" for each in group)


def _by_code(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Code, list[Diagnostic]]]:
    """Diagnostics by what they are about, in the order of the first of each."""
    groups: dict[Code, list[Diagnostic]] = {}
    for each in diagnostics:
        groups.setdefault(each.code, []).append(each)
    yield from groups.items()
