"""What people do with wording: approve it, or ask how it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jarpub.build.edits.history import by_lines
from jarpub.build.edits.on_record import Saved
from jarpub.build.edits.people import Origin, Place
from jarpub.build.edits.saving import one_writer, save
from jarpub.build.load_and_check import load_sources, plan_of
from jarpub.build.whole_file import content_of
from jarpub.checks.consistency import real_approvals
from jarpub.diagnostics import Collector, CommandError, DiagnosticsError, did_you_mean, nearest
from jarpub.project import approvals_file
from jarpub.project.approvals_file import Consent
from jarpub.project.hashing import digest
from jarpub.project.loader import load_plan
from jarpub.project.paths import Project
from jarpub.project.plan.corrections import corrected
from jarpub.project.plan.model import Plan
from jarpub.project.plan.wording import Wording, all_wording, texts_of
from jarpub.project.schema.files import first_line
from jarpub.project.sources import Sources

ALL = "all"  # the key that stands for all wording of an audience that is not approved yet
TRIES = 20  # how often a file may be saved by another program while an approval is written into it


@dataclass(frozen=True)
class Approved:
    """Some wording that was approved, as it stood before and as it stands now."""

    before: Wording
    now: Wording

    @property
    def told(self) -> tuple[str, ...]:
        """The actions that its record says from now on that it tells."""
        before = self.before.approval.tells if self.before.approval else ()
        now = self.now.approval.tells if self.now.approval else ()
        return tuple(each.id for each in now if each not in before)


@dataclass(frozen=True)
class Approvals:
    """What was approved, and whether an older plan lost the approvals that it had inside to their own file."""

    approved: tuple[Approved, ...]
    file: str  # what people call the file that keeps them
    moved: bool = False
    written: tuple[Saved, ...] = ()


def status(project: Project) -> list[Wording]:
    """All wording that a publication tells."""
    sources = load_sources(project)
    return [each for audience in sources.audiences for each in all_wording(sources.plan, audience) if each.texts]


def to_approve(project: Project, keys: Sequence[str], audience: str, on: str | None = None) -> list[Wording]:
    """The wording that somebody asks for, to be read beside the plan's words; on a day it can be approved on.

    Raises DiagnosticsError where the plan has faults, CommandError where there is no such wording.
    """
    sources = load_sources(project)
    found = _chosen(sources, keys, _audience(sources, audience))
    if on:
        _must_be_of_its_time(sources.plan, on)
    return found


def approve(
    project: Project,
    keys: Sequence[str],
    audience: str,
    consent: Consent,
    read: Sequence[Wording] | None = None,
    place: Place = "the command",
) -> Approvals:
    """Record beside the plan who approved some wording, and the plan's words that it was approved beside.

    All of it is recorded or none, and nothing else in that file changes: what others approve, or an editor saves,
    in the same moment stays. `read` is what the person has read: other words are not approved.
    Raises DiagnosticsError where the plan has faults, CommandError where it cannot be done.
    """
    name = project.name(project.approvals)
    with one_writer(project, "approve"):
        for _ in range(TRIES):
            done = _prepared(project, keys, audience, consent, read)
            names, origin = [each.now.id for each in done.approved] if done else [], Origin(consent.by, place)
            if done and save(project, "approve", names, origin, done.written):
                return done
    raise CommandError(f"{name} is saved by another program again and again", "close it there, and approve again")


def _prepared(
    project: Project, keys: Sequence[str], typed: str, consent: Consent, read: Sequence[Wording] | None
) -> Approvals | None:
    """The approvals as they are to be written; nothing where somebody saves their file meanwhile."""
    sources = load_sources(project)
    audience = _audience(sources, typed)
    kept = content_of(project.approvals)
    if kept and digest(kept) != sources.digests[str(project.approvals)]:
        return None
    before = _chosen(sources, keys, audience)
    if read is not None:
        _must_be_as_read(before, read)
    _must_be_of_its_time(sources.plan, consent.on)
    name, plan_file = project.name(project.approvals), sources.plan_file
    if not before:
        return Approvals((), name)
    rest, older = approvals_file.taken_out(plan_file.decode("utf-8"))
    _must_be_movable(project, plan_file, kept, older)
    schema = first_line(project.approvals, "approvals", project.templates)
    text = approvals_file.recorded(kept.decode("utf-8"), older, before, consent, schema)
    plan = _plan(project, rest.encode(), text.encode())
    approved = tuple(Approved(each, _named(plan, each.key, audience)) for each in before)
    _must_be_approved(approved, name)
    if content_of(project.source) != plan_file:
        raise CommandError(f"{project.source_name} was saved just now", "read its words again, and approve them then")
    written = [("approvals", kept, text.encode()), *([("plan", plan_file, rest.encode())] if older else [])]
    files = tuple(Saved(file, was, now, by_lines(was, now)) for file, was, now in written)
    return Approvals(approved, name, bool(older), files)


def _must_be_as_read(before: Sequence[Wording], read: Sequence[Wording]) -> None:
    """Raise CommandError where the words are others now, or somebody else has approved some of them meanwhile."""
    now, then = (
        [(each.id, each.digest, {name: text.words for name, text in each.formal.items()}) for each in wording]
        for wording in (before, read)
    )
    if now != then:
        said = "the wording, or the plan's words beside it, changed while you read, and nothing was recorded"
        raise CommandError(said, "read it again, and approve it then")


def _must_be_of_its_time(plan: Plan, on: str) -> None:
    """Raise CommandError for a day long before the plan: its title has its year, and is often written the year before."""
    year = re.search(r"\b(?:19|20)[0-9]{2}\b", plan.document.title.words)
    if year and int(on[:4]) < int(year[0]) - 1:
        said = f'{on} is long before the plan, which is called "{plan.document.title}"'
        raise CommandError(said, "give the day on which the wording was approved")


def _must_be_approved(approved: Sequence[Approved], file: str) -> None:
    for each in approved:
        if each.now.state != "approved":
            raise CommandError(f"the approval of {each.before.id} did not come out right", f"look at {file}")


def _must_be_movable(project: Project, plan_file: bytes, kept: bytes, older: str) -> None:
    """Raise CommandError where approvals that an older plan has inside would be lost on their way out."""
    inside = load_plan(plan_file, project.source_name).approvals
    if not inside:
        return
    if not older:
        hint = 'write it as "approvals:" at the beginning of a line, and approve again'
        raise CommandError(f"the approvals inside {project.source_name} cannot be moved out", hint)
    beside = load_plan(plan_file, project.source_name, kept or None, project.name(project.approvals)).approvals
    by_id = {approval.id: approval for approval in beside}
    for approval in inside:
        other = by_id[approval.id]
        if approval.by and str(approval.by) != str(other.by):
            where = (
                f"inside {project.source_name} by {approval.by}, and in {project.name(project.approvals)} by {other.by}"
            )
            raise CommandError(f"{approval.id} is approved {where}", "take one of the two out, and approve again")


def _plan(project: Project, plan_file: bytes, approvals: bytes) -> Plan:
    """The plan as it would be with the approval in it; raises CommandError where that cannot be read."""
    try:
        plan = corrected(plan_of(project, plan_file, approvals))
        with Collector() as collector:
            collector.diagnostics += real_approvals(plan)
    except DiagnosticsError as error:
        diagnostic = error.diagnostics[0]
        file = project.name(project.approvals)
        raise CommandError(
            f"the approval cannot be written into {file} ({diagnostic.message})", diagnostic.hint
        ) from None
    return plan


def _chosen(sources: Sources, keys: Sequence[str], audience: str) -> list[Wording]:
    """The wording to approve; raises CommandError with every key that there is no wording for."""
    known = {wording.key: wording for wording in all_wording(sources.plan, audience) if wording.texts}
    asked = list(dict.fromkeys(key for each in keys for key in _meant(each, known)))
    wrong = [key for key in asked if not texts_of(sources.plan, audience, key)]
    if wrong:
        hints = {key: did_you_mean(key, known) for key in wrong}
        hint = hints[wrong[0]] if len(wrong) == 1 else "; ".join(f'for "{key}": {each}' for key, each in hints.items())
        unknown = " or ".join(f'"{key}"' for key in wrong)
        raise CommandError(f"there is no wording {unknown} for {audience}", hint)
    found = [_named(sources.plan, key, audience) for key in asked]
    unwritten = next((each for each in found if each.state == "to be written"), None)
    if unwritten:
        raise CommandError(
            f"{unwritten.id} is still to be written", "write it, in the editor or in the plan, and approve it then"
        )
    return found


def _audience(sources: Sources, typed: str) -> str:
    """The audience that is meant: by its own name, or by that of a publication that tells its wording.

    Raises CommandError where there is none.
    """
    told = {str(each.key): each.wording.words if each.wording else "" for each in sources.settings.publications}
    audience = typed if typed in sources.audiences else told.get(typed, typed)
    if audience in sources.audiences:
        return audience
    names = {audience: [key for key, each in told.items() if each == audience] for audience in sources.audiences}
    known = " or ".join(f"{audience} (the wording of {' and '.join(keys)})" for audience, keys in names.items())
    if not audience:
        said = f"{typed} has no wording to approve: it prints the plan's own words"
        raise CommandError(said, f"there is wording for {known}")
    near = nearest(typed, [*names, *told])
    meant = f'did you mean "{near}"? ' if near else ""
    raise CommandError(f'there is no wording for "{typed}"', f"{meant}known here: {known}")


def _meant(key: str, known: dict[str, Wording]) -> Iterator[str]:
    """The keys that a word of the command stands for; what somebody has approved keeps the name of who did."""
    if key != ALL or ALL in known:
        yield key
        return
    yield from (each for each, wording in known.items() if _can_be(wording))


def _can_be(wording: Wording) -> bool:
    """Whether somebody could approve some wording who has read all of it."""
    return wording.state != "to be written" and not (wording.approval and wording.approval.by)


def _named(plan: Plan, key: str, audience: str) -> Wording:
    return next(
        (wording for wording in all_wording(plan, audience) if wording.key == key),
        Wording(audience, key, texts_of(plan, audience, key), None, {}),
    )
