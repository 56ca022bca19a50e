"""What the plan and the list of publications say of each other."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from typing import Any

from jarpub.diagnostics import Code, Diagnostic, did_you_mean
from jarpub.pages.printed_values import web_target
from jarpub.project.languages import is_language, name_of
from jarpub.project.plan.model import Gap, Plan
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.record_fields import record_fields
from jarpub.project.plan.values import Text
from jarpub.project.plan.wording import all_wording
from jarpub.project.publications import Publication, Settings

NO_ROLE = Code("reference.role", "A publication needs an answer for which the plan has no gap.")
ROLE_TWICE = Code("reference.role-twice", "Two gaps have the same role.")
NO_FORMAT = Code("reference.format", "A publication is to be made in a format that there is not.")
NO_PERSON = Code("reference.person", "A publication may name somebody whom the plan does not have.")
NO_WORDING = Code("reference.wording", "A publication tells wording that the plan does not have.")
NO_KEY = Code("reference.key", "A publication may see something that the plan does not have.")
NO_GAP = Code(
    "reference.gap", "An address, or the date of the plan, is to be the answer to a gap, and none has that role."
)
INTERNAL_ADDRESS = Code("reference.internal", "A publication that stays inside has the address of a web page.")
NO_PICTURE = Code("reference.picture", "The picture that is shared with a web page has no address on the web.")
NO_LANGUAGE = Code("reference.language", "A language is not known, or a publication in it tells wording in another.")
GOES_ON = "goes_on"
NO_EFFECT = Code("reference.no-effect", "Wording, or an approval, has no effect: no publication uses it.")


def known_roles(plan: Plan, settings: Settings) -> Iterator[Diagnostic]:
    """Each role is that of one gap, and the plan has a gap for each that a publication needs."""
    gaps: dict[str, Gap] = {}
    for gap in plan.gaps:
        if gap.role and gaps.setdefault(gap.role, gap) is not gap:
            message = f'{gap.id}: the role "{gap.role}" is that of {gaps[gap.role].id} already'
            hint = "keep it at the gap whose answer the publications are to print, and take the line role: out here"
            yield Diagnostic(ROLE_TWICE, gap.question.location, message, hint)
    needs = {need.words: need for each in settings.publications for need in each.needs}
    for role, place in needs.items():
        if role not in gaps and settings.needing(role):
            needing = " and ".join(str(each.key) for each in settings.needing(role))
            message = f'no gap of the plan has the role "{role}", whose answer {needing} cannot do without'
            yield Diagnostic(NO_ROLE, place.location, message, _lines_to_add(settings, role, gaps))


def _lines_to_add(settings: Settings, role: str, gaps: Collection[str]) -> str:
    """What to type under gaps: for a role, from the question that there is for it; or which role was meant."""
    asked = next((each for each in settings.questions if each.role == role), None)
    if not asked:
        return did_you_mean(role, gaps, f"add a gap with the line role: {role} under gaps: in the plan")
    entry = {"id": role, "role": role, "question": asked.question.words, "ask": asked.ask.words}
    typed = ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items())
    by = f", answered_by: {asked.answered_by}" if asked.answered_by else ""
    line = f"- {{{typed}, blocking: {str(asked.blocking).lower()}{by}}}"
    return f"add this line under gaps: in the plan: {line}; or, if a gap asks that already, the line role: {role} to it"


def known_formats(settings: Settings, formats: Collection[str]) -> Iterator[Diagnostic]:
    """Each publication is made in formats that there are."""
    for publication in settings.publications:
        for format in (*publication.formats, *publication.black_and_white):
            if format.words not in formats:
                message = f'{publication.key}, formats: "{format.words}" is not known'
                yield Diagnostic(NO_FORMAT, format.location, message, did_you_mean(format.words, formats))


def known_names(plan: Plan, settings: Settings) -> Iterator[Diagnostic]:
    """Each person whom a publication may name is one of the plan's, and its wording is there."""
    people = [person.id for person in plan.people]
    for publication in settings.publications:
        for name in publication.names:
            if name.words not in people:
                message = f'{publication.key}, names: nobody in the plan has the id "{name}"'
                yield Diagnostic(NO_PERSON, name.location, message, did_you_mean(name.words, people))
        if publication.wording and publication.wording.words not in plan.wording:
            told, first = publication.wording, publication.translated_from
            message = f'{publication.key}, wording: "{told}" is not in the plan'
            hint = did_you_mean(told.words, plan.wording)
            if first in plan.wording:
                hint = f"put the translation of {first}: under {told}: beside it in the plan, label by label"
            yield Diagnostic(NO_WORDING, told.location, message, hint)


def known_languages(settings: Settings) -> Iterator[Diagnostic]:
    """Each language is one, and what is published in it tells wording in it."""
    for publication in settings.publications:
        language, told = publication.language, publication.wording
        if language and not is_language(language):
            message = f'{publication.key}, language: "{language}" is no code of a language'
            hint = 'write the code that BCP 47 has for it, such as "cy" for Welsh, "bn" for Bengali or "pa-Arab"'
            yield Diagnostic(NO_LANGUAGE, publication.location, message, hint)
        elif language and told and not publication.translated_from:
            message = f'{publication.key} is in {name_of(language)}, and tells the wording "{told}", which is not'
            own = f"{told}-{language}"
            hint = (
                f"write wording: {own} below its key, and put the translation under {own}: beside {told}: in the plan"
            )
            yield Diagnostic(NO_LANGUAGE, told.location, message, hint)


def known_addresses(plan: Plan, settings: Settings) -> Iterator[Diagnostic]:
    """The date and the address of each web page are answers to gaps that there are, and its picture is on the web."""
    gaps = [str(gap.role) for gap in plan.gaps if gap.role]
    if settings.dated and settings.dated.words not in gaps:
        message = f'dated: no gap of the plan has the role "{settings.dated}"'
        yield Diagnostic(NO_GAP, settings.dated.location, message, did_you_mean(settings.dated.words, gaps))
    for publication in settings.publications:
        address, picture = publication.address, publication.picture
        yield from _unknown_roles(publication, gaps)
        if address and publication.internal:
            message = f"{publication.key} is internal, and has the address of a web page"
            yield Diagnostic(INTERNAL_ADDRESS, address.location, message, "take address: out, or internal: true")
        if picture and web_target(picture.words) != picture.words:
            message = f'{publication.key}, picture: "{picture}" is no address on the web'
            hint = "put the picture on the web, and write its address in full: https://www.example.org/picture.png"
            yield Diagnostic(NO_PICTURE, picture.location, message, hint)


def _unknown_roles(publication: Publication, gaps: Sequence[str]) -> Iterator[Diagnostic]:
    """Each role that an entry names and no gap has; one that another is to answer stands beside that."""
    own = [(gap, each) for gap, each in publication.answers.items() if isinstance(each, Text)]
    named = [("answers", name, each.location) for gap, each in own for name in (gap, each.words)]
    if publication.address:
        named.append(("address", publication.address.words, publication.address.location))
    for key, name, location in named:
        if name not in gaps:
            message = f'{publication.key}, {key}: no gap of the plan has the role "{name}"'
            yield Diagnostic(NO_GAP, location, message, did_you_mean(name, gaps))


def known_approvals(plan: Plan, settings: Settings) -> Iterator[Diagnostic]:
    """Each approval is of wording that there is: one with a mistyped name would be without effect."""
    audiences = [publication.wording.words for publication in settings.publications if publication.wording]
    known = [wording.id for audience in audiences for wording in all_wording(plan, audience) if wording.texts]
    for approval in plan.approvals:
        if approval.id not in known:
            location = next((each.location for each in (*approval.from_, approval.approved) if each), None)
            message = f'approvals: there is no wording "{approval.id}"'
            hint = did_you_mean(approval.id, known, "take the entry out")
            yield Diagnostic(NO_EFFECT, location or plan.document.title.location, message, hint, "warning")


def known_sights(plan: Plan, settings: Settings) -> Iterator[Diagnostic]:
    """What an audience may see is something that the plan has."""
    for publication in settings.publications:
        for path in publication.sees:
            yield from _unknown_step(plan, path)


def _unknown_step(plan: Plan, path: Text) -> Iterator[Diagnostic]:
    """The first key of a path that leads nowhere; a list is followed into each of its entries."""
    here: list[Any] = [plan]
    for key in path.words.split("."):
        known = {name for record in here for name in _keys(record)}
        if known and key not in known:
            yield Diagnostic(
                NO_KEY, path.location, f'sees: "{key}" in "{path.words}" is not in the plan', did_you_mean(key, known)
            )
            return
        here = [value for record in here if key in _keys(record) for value in _entries(_value(record, key))]


def _keys(record: Any) -> Collection[str]:
    if isinstance(record, Mapping):
        return record.keys()
    return record_fields(record.__class__) if is_dataclass(record) else ()


def _value(record: Any, key: str) -> Any:
    return record[key] if isinstance(record, Mapping) else getattr(record, record_fields(record.__class__)[key].name)


def _entries(value: Any) -> Iterable[Any]:
    return value if isinstance(value, tuple) else [value]


def unprinted_wording(plan: Plan, dependencies: Iterable[str], sights: Collection[str]) -> Iterator[Diagnostic]:
    """Wording whose key no publication prints: a mistyped key would be lost in silence.

    `sights` are the paths that the publications see. A key that is printed for one recommendation is known
    for all; of the sentences for statuses, and of the words for what goes on, the plan's values choose.
    """
    printed = set(dependencies)
    texts = [text for text in walk(plan.wording) if any(text.id.startswith(f"{path}.") for path in sights)]
    known = {text.id.rpartition(".")[2] for text in texts if text.id in printed}
    for text in texts:
        *_, mapping, key = text.id.split(".")
        if key not in known and mapping != "statuses" and key != GOES_ON:
            message = f'{text.id} is not printed: no template asks for "{key}"'
            yield Diagnostic(NO_EFFECT, text.location, message, did_you_mean(key, known, "take it out"), "warning")
