"""What was found, in groups that a person can take in."""

from collections.abc import Collection, Iterable, Iterator

from jarpub.build.incremental.found import Found, FoundIn
from jarpub.diagnostics import Code, Diagnostic

SEVERAL = 2
NEVER_APPROVED = "wording.never-approved"
NEW, BEFORE = "New since your last build", "There before:"


def of_check(found: Found, new: Collection[Diagnostic], *, everything: bool) -> Iterator[str]:
    """What a check says: what is new first, then each publication, and what is in none."""
    if new:
        yield f"{NEW}: {len(new)}"
        yield from (f"  {diagnostic}" for diagnostic in new)
        yield BEFORE
    said = set(new)
    for each in found.publications:
        yield f"{each.publication}: {in_the_way(each)}; {number(each.words, 'word')}"
        yield from of_publication(each, said, everything=everything)
        said |= set(each.diagnostics)
    yield from (str(each) for each in found.warnings if each not in new)
    yield from counted(found.questions, "question", "for the plan's owner", everything=everything)
    if not everything:
        yield "`{command} check --all` lists one by one what is only counted here; so does the report of a build."


def of_publication(found: FoundIn, said: Collection[Diagnostic], *, everything: bool) -> Iterator[str]:
    """What stands in the way of a final of it, one by one, and what is to be looked at: that is counted.

    What was said before, as new or of another publication, is counted, too.
    """
    reasons = [each for each in found.reasons if each not in said]
    if len(reasons) < len(found.reasons):
        yield f"  Said above: {len(found.reasons) - len(reasons)}"
    for code, group in _by_code(reasons):
        yield from _listed(code, group)
        if code.name == NEVER_APPROVED and len(group) >= SEVERAL and found.wording:
            yield f'    once all of it is read: `{{command}} approve all --for {found.wording} --by "First Last"`'
    others = [each for each in found.diagnostics if each.severity == "warning" and each not in said]
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


def in_the_way(found: FoundIn) -> str:
    """How much stands in the way of a final of it."""
    if found.is_ready and found.is_internal:
        return "stays inside, without a final"
    if found.is_ready:
        return "nothing in the way of a final"
    return f"{number(len(found.reasons), 'thing')} in the way of a final"


def _listed(code: Code, group: Collection[Diagnostic]) -> Iterator[str]:
    yield f"  {code.meaning.rstrip('.')}: {len(group)}"
    yield from (f"    {each}" for each in group)


def _by_code(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Code, list[Diagnostic]]]:
    """Diagnostics by what they are about, in the order of the first of each."""
    groups: dict[Code, list[Diagnostic]] = {}
    for each in diagnostics:
        groups.setdefault(each.code, []).append(each)
    yield from groups.items()
