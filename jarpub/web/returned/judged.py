"""What is to be done with each change that came back: written, shown, or left for somebody to decide."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from jarpub.build.edits.writing import version_of
from jarpub.diagnostics import DiagnosticsError, Location, Problem
from jarpub.formats.docx.returned.reading import read
from jarpub.formats.docx.returned.text import Returned, Run
from jarpub.pages.printed_values import web_target, without_signs_around
from jarpub.project.hashing import SHORT, digest
from jarpub.project.paths import Project
from jarpub.project.plan.merging import merged
from jarpub.web.returned.aligned import normal
from jarpub.web.returned.base import Origin
from jarpub.web.returned.edits import Author, Change, Note, Remark, ReturnedEdits, State
from jarpub.web.returned.found import Base, base_of, is_stamp
from jarpub.web.returned.gathered import Gathered, Unplaced, gathered
from jarpub.web.returned.rewritten import Place, Splice, author, printed_with, rewritten
from jarpub.web.words.described import Description, described
from jarpub.web.words.places import File
from jarpub.web.words.standing import Standing

FILES: Mapping[str, File] = {"brand.yaml": "brand", "publications.yaml": "settings"}
TABLE = ".csv"
ASKS = "TO BE SUPPLIED"
IN_A_ROW = 4  # words of a question that no answer repeats
LONG_WORD = 4  # letters
NOT_THERE = "the plan does not have this any more"
TWO_WAYS = "it was changed in one place and not in the same way in another: say which is meant"
BOTH = "it was changed here, too, since the file was sent: decide which words are meant"
BESIDE_A_VALUE = "something stands beside these words that must say the same: change both in its form"
UNCLEAR = "it cannot be told how to write this down: type it where the value is edited"
HALF_AN_ANSWER = "what is answer here, and what is question, cannot be told: type the answer where it is edited"
WHY = {
    "template": "these words belong to the page, and are the same whatever the plan says: they are changed in {file}",
    "computed": "these words are made from the plan: {why}",
    "several": "these words are of several values at once ({called}): it cannot be told which gets which words",
    "new": "these words are new, and belong to nothing that the plan has: add them where they are meant to stand",
    "gone": "this was taken out of the file, and nothing is taken out of the plan by that: take it out there, if it is meant",
    "moved": "this was moved: the order is that of the plan, or of the page's template",
    "split": "a paragraph was made two: whether it is, is for the plan or the page's template to say",
    "joined": "two paragraphs were made one: how many there are is for the page's template to say",
    "beside": "this stands outside of the text, in {where}, which the plan does not have",
}


def returned_edits(
    project: Project, standing: Standing, data: bytes, name: str, now: Mapping[File, Any]
) -> ReturnedEdits:
    """What a file changes; `now` has the values of the files as they are typed now, by name.

    Raises DiagnosticsError where it is no Word file, or none of the publications.
    """
    try:
        returned = read(data)
        base = base_of(project, standing.sources, name, returned, digest(data)[:SHORT])
    except Problem as problem:
        location = Location(Path(name).name)
        raise DiagnosticsError([problem.at(location)]) from None
    return _Judging(standing, base, now).of(name, returned)


class _Judging:
    def __init__(self, standing: Standing, base: Base, now: Mapping[File, Any]) -> None:
        self.standing, self.base, self.now = standing, base, now
        self.settings = standing.sources.settings

    def of(self, name: str, returned: Returned) -> ReturnedEdits:
        found = gathered(self.base.sent, returned)
        publication = self.base.publication
        changes = [*self.changes(found)]
        return ReturnedEdits(
            file=name,
            publication=str(publication.key),
            subject=publication.subject.words,
            is_of_today=self.base.is_of_today,
            changes=tuple(replace(each, number=number) for number, each in enumerate(changes, 1)),
            notes=tuple(self.notes(found)),
            remarks=tuple(self.remarks(found, returned)),
        )

    def changes(self, found: Gathered) -> Iterator[Change]:
        """Each value that is another, in the order of the publication."""
        by_value: dict[tuple[File, str], list[Place]] = {}
        for place in found.places.values():
            file = self.file_of(place.origin)
            if file and place.origin.name:
                by_value.setdefault((file, _value_name(place.origin)), []).append(place)
        for (file, name), places in by_value.items():
            changed = [each for each in places if each.splices and not each.is_gone]
            if changed:
                known = described(self.standing, name, file)
                if known is None or known.control != "none":
                    yield self.change(file, name, places, changed, known)

    def change(
        self, file: File, name: str, places: Sequence[Place], changed: Sequence[Place], known: Description | None
    ) -> Change:
        first = changed[0]
        present = self.present(file, name)
        typed, now, state, why = self.outcome(file, name, changed, known)
        was = "" if first.origin.is_asked and typed is not None else first.printed
        return Change(
            number=0,
            name=name,
            file=file,
            called=known.called if known else name,
            was=was,
            now=now,
            typed=typed,
            present=present,
            version=version_of(present),
            state=state,
            why=why,
            author=next((each.author for each in changed if each.author.by), Author()),
            places=len(places),
            printed=tuple(each for each in known.printed if each.key != self.base.publication.key) if known else (),
        )

    def outcome(
        self, file: File, name: str, changed: Sequence[Place], known: Description | None
    ) -> tuple[str | None, str, State, str]:
        """What is to be typed, the words as they came back, and what is to be done with them."""
        came = list(dict.fromkeys(_came_back(each) for each in changed))
        if len(came) > 1:
            return None, "\n— or —\n".join(came), "in conflict", TWO_WAYS
        now, typed = came[0], self.rewritten(file, name, changed[0], came[0])
        present, before = self.present(file, name), self.typed(file, name)
        if typed is not None and present == typed:
            return present, now, "there already", ""
        why = self.why_not(changed, known, typed)
        if why or typed is None:
            return typed, now, "to decide", why
        together = typed if present == before else merged(before or "", typed, present or "")
        if present is not None and present in (typed, together):
            return present, now, "there already", ""
        return (together, now, "clear", "") if together is not None else (typed, now, "in conflict", BOTH)

    def why_not(self, changed: Sequence[Place], known: Description | None, typed: str | None) -> str:
        """Why a value is not written by itself; nothing where it is."""
        if known is None:
            return NOT_THERE
        doubt = next((each.doubt for each in changed if each.doubt), "")
        if doubt:
            return doubt
        if known.control == "record":
            return known.comes_from or BESIDE_A_VALUE
        if typed is None:
            return HALF_AN_ANSWER if changed[0].origin.is_asked else UNCLEAR
        return ""

    def rewritten(self, file: File, name: str, place: Place, now: str) -> str | None:
        """What is to be typed for a value, from one place where it is printed."""
        if place.origin.is_asked and web_target(now):
            return without_signs_around(now)
        if place.origin.is_asked:
            return None if _is_half(place.printed, now) else rewritten(name, "", "", [Splice(0, 0, (Run(now),))])
        before = self.typed(file, name)
        return rewritten(name, before, place.printed, place.splices, place.always or frozenset()) if before else None

    def typed(self, file: File, name: str) -> str | None:
        """A value as it was typed in what the file was made from."""
        found = self.base.typed.get(name) if file == "plan" else self.now[file].get(name)
        return found if isinstance(found, str) else None

    def present(self, file: File, name: str) -> str | None:
        """A value as it is typed now."""
        found = self.now[file].get(name)
        return found if isinstance(found, str) else None

    def file_of(self, origin: Origin) -> File | None:
        """The file that has a value; nothing for the table of figures, which is no text."""
        if origin.file.endswith(TABLE):
            return None
        return FILES.get(Path(origin.file).name, "plan")

    def notes(self, found: Gathered) -> Iterator[Note]:
        """What could not be placed, in the order of the publication, and values that are gone or computed."""
        told: set[str] = set()
        for each in found.unplaced:
            own = [found.places[origin.number] for origin in each.origins if origin.number in found.places]
            if each.kind == "gone" and any(place.origin.name for place in own) and not any(p.is_gone for p in own):
                continue  # a part of a value, which is told as its change
            told.update(place.origin.name for place in own)
            if not is_stamp(self.standing.sources, each.now):
                yield self.note(each)
        for place in found.places.values():
            yield from self.note_of_place(place, told)

    def note_of_place(self, place: Place, told: set[str]) -> Iterator[Note]:
        """A note of a value that cannot be changed by its words, or of which nothing is left."""
        name, file = _value_name(place.origin), self.file_of(place.origin)
        if not place.splices or not name:
            return
        now = printed_with(place.printed, place.splices)
        if place.is_gone:
            if name not in told:
                yield Note(
                    "gone",
                    place.printed,
                    "",
                    WHY["gone"],
                    called=self.called(place.origin),
                    name=name,
                    author=place.author,
                )
            return
        known = described(self.standing, name, file) if file else None
        if file is None or (known and known.control == "none"):
            comes_from = known.comes_from if known else f"change it in {place.origin.file}"
            why = WHY["computed"].format(why=comes_from[:1].lower() + comes_from[1:])
            yield Note(
                "template", place.printed, now, why, called=self.called(place.origin), name=name, author=place.author
            )

    def note(self, each: Unplaced) -> Note:
        named = next((origin for origin in each.origins if origin.name), None)
        called = ", ".join(dict.fromkeys(self.called(origin) for origin in each.origins))
        file = f"the template {self.base.publication.template}"
        why = WHY[each.kind].format(called=called, file=file, where=each.before)
        return Note(
            kind=each.kind,
            was=each.was,
            now=each.now,
            why=why,
            before="" if each.kind == "beside" else each.before,
            behind=each.behind,
            called=self.called(named) if named else "",
            name=_value_name(named) if named else "",
            author=author(each.by),
        )

    def called(self, origin: Origin) -> str:
        """What a value is in plain language; words of the template are that."""
        file = self.file_of(origin)
        return self.standing.name(_value_name(origin), file) if origin.name and file else "words of the page"

    def remarks(self, found: Gathered, returned: Returned) -> Iterator[Remark]:
        for each in returned.comments:
            origin = found.comments.get(each.id, Origin(0))
            name = _value_name(origin) if origin.name else ""
            yield Remark(
                words=each.words,
                about=each.about,
                called=self.called(origin) if name else "",
                name=name,
                author=Author(each.by, each.on[:10]),
                is_done=each.is_done,
            )


def _value_name(origin: Origin) -> str:
    """The name of the value that is meant: where a question stands in the place of its answer, the answer."""
    return origin.name.removesuffix(".question") + ".answer" if origin.is_asked else origin.name


def _is_half(asked: str, now: str) -> bool:
    """Whether what came back is part of a question, or may be."""
    old, new = normal(asked).split(), normal(now).split()
    same = SequenceMatcher(None, old, new, autojunk=False).find_longest_match().size
    return now.startswith(ASKS) or same >= IN_A_ROW or set(new) <= set(old)


def _came_back(place: Place) -> str:
    """The words of a place as they came back; of an answer that was typed beside its question the answer."""
    words = printed_with(place.printed, place.splices)
    if not place.origin.is_asked:
        return words
    asked = normal(place.printed)
    at = normal(words).find(asked)
    if at >= 0:
        return (words[:at] + words[at + len(asked) :]).strip(" :\u00a0")
    mark, _, question = place.printed.partition(": ")
    answer = words.removeprefix(f"{mark}: ").strip()
    if web_target(answer):
        return answer
    return words.strip() if _long_words(answer) & _long_words(question) else answer


def _long_words(words: str) -> set[str]:
    """The words by which one can tell a question from its answer."""
    return {each for each in re.findall(r"\w+", words.casefold()) if len(each) >= LONG_WORD}
