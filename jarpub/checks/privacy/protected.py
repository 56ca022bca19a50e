"""Whom and what the readers of a publication are not to meet: people, their initials, addresses and numbers, and inner terms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jarpub.checks.privacy.dictionary import is_everyday
from jarpub.checks.privacy.letters import plain
from jarpub.project.plan.model import Person, Plan
from jarpub.project.publications import Publication

# Small words in names, which are nobody's name by themselves, and what stands before a name.
PARTICLES = frozenset("al bin da de del den der di du el ibn la le mac mc o st van von".split())  # noqa: SIM905
TITLES = frozenset("mr mrs ms miss mx mister messrs madam dr prof professor rev sir cllr councillor".split())  # noqa: SIM905
WORK = frozenset(
    "adviser board director department head lead manager managers officer officers service services team unit".split()  # noqa: SIM905
)
# What people do, and nothing else does.
SAYING = frozenset(
    "said says told tells asked asks led leads wrote writes added adds explained explains agreed agrees".split()  # noqa: SIM905
)
CAPITALS = re.compile(r"[A-Z]{2,4}")
NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]*)+")


@dataclass(frozen=True)
class HiddenPerson:
    """Somebody who is not to be named, in every way in which they are written."""

    name: str
    written: tuple[str, ...]
    initials: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Protected:
    """All that must not be found in a publication, and the names that may be, though they share a part with others."""

    people: tuple[HiddenPerson, ...]
    initials: tuple[str, ...]  # of which nobody knows whose they are
    terms: tuple[str, ...]
    told: tuple[str, ...]
    short_forms: tuple[
        str, ...
    ] = ()  # which the plan explains, and its references: they stand for somebody only where they must


def protected_of(plan: Plan, publication: Publication) -> Protected:
    """Everything that must not be found in a publication."""
    terms = tuple(term.words for term in publication.inner_terms)
    if publication.names_everybody:
        return Protected((), (), terms, ())
    stated = (each.term.words for each in plan.abbreviations if each.basis == "stated")
    short_forms = (*stated, *(str(each.ref) for each in plan.recommendations))
    listed = {name.words for name in publication.names}
    hidden = [_hidden(person) for person in plan.people if person.id not in listed]
    told = [name for person in plan.people if person.id in listed for name in (person.name.words, *person.variants)]
    known = {name.casefold() for person in plan.people for name in (person.name.words, *person.variants)}
    hidden += [HiddenPerson(name, (name,)) for name in sorted(_led_by(plan)) if name.casefold() not in known]
    return Protected(tuple(hidden), tuple(sorted(_initials_of_leads(plan))), terms, tuple(told), short_forms)


def parts_of(name: str) -> list[str]:
    """The parts of a name in plain letters, without a title and without what is in brackets."""
    bare = re.sub(r"\([^)]*\)", " ", plain(name))
    parts = ["".join(re.findall(r"[^\W\d_]+", part)) for part in re.split(r"[\s,./_]+", bare)]
    return [part for part in parts if part and part.casefold() not in TITLES]


def _hidden(person: Person) -> HiddenPerson:
    written = (person.name.words, *person.variants)
    given = re.findall(r"[A-Za-z]+", plain(person.initials.words)) if person.initials else []
    initials = {"".join(part[0] for part in parts_of(name)).upper() for name in written}
    contacts = tuple(each.words for each in (person.email, person.phone) if each)
    every = {"".join(given).upper(), *initials}
    return HiddenPerson(person.name.words, written, tuple(sorted(each for each in every if len(each) > 1)), contacts)


def _initials_of_leads(plan: Plan) -> set[str]:
    """Initials in the plan that nobody was matched with are somebody's all the same; the plan's short forms are not."""
    terms = {abbreviation.term.words for abbreviation in plan.abbreviations}
    noted = {letters for owner in plan.owners for each in owner.unresolved for letters in CAPITALS.findall(plain(each))}
    typed = {letters for part in _parts_of_leads(plan) for letters in [plain(part)] if CAPITALS.fullmatch(letters)}
    known = {letters for person in plan.people for letters in _hidden(person).initials}
    return noted | {letters for letters in typed - noted - terms - known if not is_everyday(letters.casefold())}


def _led_by(plan: Plan) -> set[str]:
    """What is written of leads and looks like a whole name: capitals at each word, and none for a kind of work."""
    return {
        part
        for part in _parts_of_leads(plan)
        if NAME.fullmatch(part) and WORK.isdisjoint(part.casefold().split()) and not part.isupper()
    }


def _parts_of_leads(plan: Plan) -> Iterator[str]:
    for owner in plan.owners:
        for part in re.split(r"[/&,;+]|\band\b", owner.text.words):
            yield part.strip(" .()")
