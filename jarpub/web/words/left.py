"""What is left: everything between here and the finals of all publications, in the order in which one would do it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any, Literal

from jarpub.build.release import Release, without_effect
from jarpub.checks import gaps, stale_wording
from jarpub.checks.questions import OWNER, questions_of
from jarpub.diagnostics import Diagnostic
from jarpub.project.plan.model import Gap, Plan
from jarpub.project.plan.wording import TOLD, State, Wording
from jarpub.project.publications import Settings
from jarpub.web.words.called import plainly
from jarpub.web.words.described import OF_FIELDS
from jarpub.web.words.holders import Held, held
from jarpub.web.words.places import File, Places
from jarpub.web.words.standing import Printed, Standing, subjects

Kind = Literal["problem", "gap", "finding", "wording", "question", "warning"]
Refused = tuple[str, Diagnostic]  # why no file can be made of a publication, by its key; "" stands for all of them
TYPE_IT = "Type the answer"
READ_IT = "Read it beside the plan's words, mend it where it needs it, and approve it"
SAID: Mapping[State, str] = {
    "never approved": "Nobody has approved this yet: {what}",
    "changed": "This was changed after {by} approved it: {what}",
    "stale": "The plan says something else now than when this was written: {what}",
    "not recorded": "Nothing says which words of the plan this was written from: {what}",
    "to be written": "Nobody has written this yet: {what}",
}


@dataclass(frozen=True)
class Item:
    """One thing that is left, once, wherever it was found: what it is, and at which value it opens.

    The publications are those that it keeps from being final; where it blocks none, those that it is about.
    """

    kind: Kind
    is_blocking: bool
    sentence: str
    hint: str = ""  # the way out
    file: File = "plan"
    name: str = ""  # of a value in that file; nothing where the place is a template's
    place: str = ""  # in a file, for whoever keeps the templates
    publications: tuple[Printed, ...] = ()
    ask: str = ""  # whom to ask
    codes: tuple[str, ...] = ()
    wording: str = ""  # what is to be approved, such as "press.IA1"
    audience: str = ""  # for whom that is


@dataclass(frozen=True)
class Ready:
    """A publication, whether somebody may make a final of it, and how much stands in the way."""

    key: str
    subject: str
    is_ready: bool
    blocking: int


@dataclass(frozen=True)
class Left:
    """All that is left, in order."""

    items: tuple[Item, ...]
    publications: tuple[Ready, ...]

    @property
    def blocking(self) -> int:
        """How much of it stands in the way of a final."""
        return sum(item.is_blocking for item in self.items)

    @property
    def record(self) -> Mapping[str, Any]:
        """The list as JSON holds it."""
        return {**asdict(self), "blocking": self.blocking, "all": len(self.items)}


def left(standing: Standing, refused: Iterable[Refused] = (), beside: Iterable[Diagnostic] = ()) -> Left:
    """What is left as a project stands: of its publications, with why no file can be made of some, and warnings of files."""
    there = _There(standing)
    problems = tuple(refused)
    items = [*_problems(there, problems), *there.gaps, *there.wording, *there.findings, *_questions(there, beside)]
    ordered = tuple(sorted(items, key=_order))
    return Left(ordered, tuple(_ready(standing, problems, ordered)))


def left_where_nothing_is_made(diagnostics: Iterable[Diagnostic], plan: Plan | None = None) -> Left:
    """What is left where something in the plan, the settings or the brand stops everything: that first.

    `plan` is what the file holds, where that can be read.
    """
    values = held(plan) if plan else {}
    places = Places({"plan": values})
    return Left(tuple(_opened(_item("problem", each), each, places, values, None) for each in diagnostics), ())


def _order(item: Item) -> tuple[bool, int]:
    """First what stops everything, then what stands in the way of a final, then the rest; each as it was found."""
    kinds = ("problem", "gap", "finding", "wording", "question", "warning")
    return not item.is_blocking, kinds.index(item.kind)


class _There:
    """The gaps, the wording and the findings of a project, each thing once."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.releases = standing.releases

    @cached_property
    def gaps(self) -> tuple[Item, ...]:
        """The gaps that nobody has answered, in the plan's order."""
        return tuple(self._gap(gap) for gap in self.standing.sources.plan.gaps if not gap.answer)

    def _gap(self, gap: Gap) -> Item:
        settings = self.standing.sources.settings
        needed = {str(each.key) for each in settings.needing(gap.role)}
        blocked = needed if gap.blocking else set()
        answered_by = gap.answered_by
        return Item(
            kind="gap",
            is_blocking=bool(blocked),
            sentence=gap.question.words,
            hint=OF_FIELDS.format(fields=answered_by) if answered_by else TYPE_IT,
            name=answered_by or f"{gap.id}.answer",
            place=str(gap.question.location),
            publications=subjects(blocked or needed, settings.publications),
            ask=gap.ask.words,
            codes=(str(gaps.OPEN if needed else gaps.ON_RECORD),),
        )

    @cached_property
    def wording(self) -> tuple[Item, ...]:
        """Wording that is not approved as it stands, audience by audience."""
        audiences = self.standing.sources.audiences
        return tuple(
            item for audience in audiences for each in self.standing.wording_for(audience) for item in self._told(each)
        )

    def _told(self, wording: Wording) -> Iterator[Item]:
        found = {release.publication.key: _of_wording(release, wording) for release in self.releases}
        severities = {key: {each.severity for each in own} for key, own in found.items()}
        blocked = {str(key) for key, own in severities.items() if "blocking" in own}
        about = {str(key) for key, own in severities.items() if own}
        if about:
            codes = sorted({str(each.code) for own in found.values() for each in own})
            yield Item(
                kind="wording",
                is_blocking=bool(blocked),
                sentence=_said(self.standing, wording),
                hint=READ_IT,
                name=wording.texts[0].id if wording.texts else "",
                place=next(str(each.location) for own in found.values() for each in own),
                publications=subjects(blocked or about, self.standing.sources.settings.publications),
                codes=tuple(codes),
                wording=wording.id,
                audience=wording.audience,
            )

    @cached_property
    def findings(self) -> tuple[Item, ...]:
        """What was found besides in the publications, with all those in which it was."""
        found: dict[Diagnostic, list[str]] = {}
        for release in self.releases:
            said = set(self._said_already(release))
            for each in release.diagnostics:
                if each not in said:
                    found.setdefault(each, []).append(str(release.publication.key))
        return tuple(self.item(each, keys) for each, keys in found.items())

    def _said_already(self, release: Release) -> Iterator[Diagnostic]:
        yield from gaps.answered(self.standing.sources.plan, self.standing.sources.settings, release.publication)
        yield from stale_wording.current(release.publication, self.standing.sources.wording_of(release.publication))

    def item(self, diagnostic: Diagnostic, keys: Iterable[str], kind: Kind | None = None) -> Item:
        """A diagnostic as an item, which opens at the value whose words it is about."""
        own: Kind = "warning" if diagnostic.severity == "warning" else "finding"
        publications = subjects(keys, self.standing.sources.settings.publications)
        item, standing = _item(kind or own, diagnostic, publications), self.standing
        return _opened(item, diagnostic, standing.places, standing.values["plan"], standing.sources.settings)


def _of_wording(release: Release, wording: Wording) -> tuple[Diagnostic, ...]:
    """What a publication says of some wording, if it tells it."""
    told = release.publication.wording
    is_told = told is not None and told.words == wording.audience
    return tuple(stale_wording.current(release.publication, [wording])) if is_told else ()


def _said(standing: Standing, wording: Wording) -> str:
    names = (f"wording.{wording.audience}.{TOLD}.{wording.key}", f"wording.{wording.audience}.{wording.key}", f"{wording.key}.answer")  # fmt: skip
    what = next((standing.name(name) for name in names if name in standing.values["plan"]), wording.id)
    by = str(wording.approval.by or "") if wording.approval else ""
    return SAID[wording.state].format(what=what, by=by)


def _item(kind: Kind, diagnostic: Diagnostic, publications: tuple[Printed, ...] = ()) -> Item:
    is_asked = diagnostic.hint.startswith(OWNER)
    return Item(
        kind=kind,
        is_blocking=diagnostic.severity != "warning",
        sentence=diagnostic.message,
        hint=diagnostic.hint.removeprefix(OWNER),
        place=str(diagnostic.location),
        publications=publications,
        ask="the plan's owner" if is_asked else "",
        codes=(str(diagnostic.code),),
    )


def _opened(
    item: Item, diagnostic: Diagnostic, places: Places, values: Mapping[str, Held], settings: Settings | None
) -> Item:
    """The item with the value at which it opens, and with a sentence in which values are called what they are."""
    file, name = places.at(diagnostic.location)
    return replace(item, file=file, name=name, sentence=plainly(item.sentence, values, settings))


def _problems(there: _There, refused: Sequence[Refused]) -> Iterator[Item]:
    found: dict[Diagnostic, list[str]] = {}
    every = [str(each.key) for each in there.standing.sources.settings.publications]
    for key, diagnostic in refused:
        found.setdefault(diagnostic, []).extend([key] if key else every)
    yield from (there.item(each, keys, "problem") for each, keys in found.items())


def _questions(there: _There, beside: Iterable[Diagnostic]) -> Iterator[Item]:
    """Questions for the plan's owner, and warnings of what has no effect."""
    sources = there.standing.sources
    yield from (there.item(each, (), "question") for each in dict.fromkeys(questions_of(sources.plan)))
    yield from (there.item(each, ()) for each in (*without_effect(sources, there.releases), *beside))


def _ready(standing: Standing, refused: Sequence[Refused], items: Sequence[Item]) -> Iterator[Ready]:
    ready = {str(release.publication.key) for release in standing.releases if release.is_ready}
    stopped = {key for key, _ in refused}
    for each in standing.sources.settings.publications:
        if each.internal:
            continue
        key = str(each.key)
        named = sum(item.is_blocking and any(one.key == key for one in item.publications) for item in items)
        yield Ready(key, each.subject.words, key in ready and stopped.isdisjoint({key, ""}), named)
