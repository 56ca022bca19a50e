"""Who answers for something, as written, and the people that the words name in full; initials are asked about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from jarpub.imports.rows import Piece
from jarpub.imports.understanding import Notes
from jarpub.imports.values import NO_VALUE, full, typed
from jarpub.project.edits.new_ids import id_from_words
from jarpub.project.plan.model import Person

PARTS = re.compile(r"\s*(?:[/&,;+]|\band\b|\n)\s*")
NAME = re.compile(r"[A-Z][a-z'’]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.?)?(?: (?:Mac|Mc|O['’]|de |van )?[A-Z][A-Za-z'’-]+)+")
INITIALS = re.compile(r"[A-Z]{2,3}")
VACANT = re.compile(r"\bvacan(?:t|cy)\b|\bto be (?:appointed|recruited)\b", re.IGNORECASE)
POSTS = frozenset(
    [
        "adviser",
        "advisor",
        "agency",
        "assistant",
        "board",
        "business",
        "cabinet",
        "care",
        "chair",
        "chief",
        "children",
        "city",
        "commissioner",
        "commissioning",
        "committee",
        "co-ordinator",
        "coordinator",
        "corporate",
        "council",
        "councillor",
        "county",
        "deputy",
        "development",
        "director",
        "directorate",
        "education",
        "executive",
        "family",
        "finance",
        "governance",
        "group",
        "head",
        "health",
        "housing",
        "inspector",
        "lead",
        "leader",
        "leads",
        "legal",
        "manager",
        "managers",
        "member",
        "nhs",
        "nurse",
        "officer",
        "officers",
        "panel",
        "partner",
        "partners",
        "partnership",
        "performance",
        "police",
        "principal",
        "probation",
        "programme",
        "quality",
        "safeguarding",
        "school",
        "schools",
        "senior",
        "service",
        "services",
        "social",
        "strategic",
        "strategy",
        "support",
        "teacher",
        "team",
        "trust",
        "ward",
        "work",
        "worker",
        "youth",
    ]
) - {"ward"}
NEARLY = 0.9
NAMED, NOBODYS = "type the name", "nobody's"


class People:
    """The people that a document names, each by its id, and the initials that stand in it."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}  # by name
        self.places: dict[str, str] = {}
        self.initials: defaultdict[str, list[str]] = defaultdict(list)  # the places of each
        self.theirs: dict[str, str] = {}  # the name for initials, as somebody said
        self.nobodys: set[str] = set()  # letters that are no initials, as somebody said
        self.same: dict[str, str] = {}  # another name of somebody, and the one that is printed

    def learn(self, pieces: Iterable[Piece]) -> None:
        """Take every name that stands in full in some cells."""
        for piece in pieces:
            for part in _parts(piece.words):
                if is_name(part):
                    self.take(part, piece.place)
                elif INITIALS.fullmatch(part):
                    self.initials[part].append(piece.place)

    def take(self, name: str, place: str) -> None:
        """Take a name, if it is not there yet."""
        if name not in self.ids:
            self.ids[name] = id_from_words(name, ("a-b",), set(self.ids.values())) or f"person-{len(self.ids)}"
            self.places[name] = place

    def owner(self, piece: Piece, id: str, column: str | None) -> Mapping[str, Any]:
        """Who answers for something."""
        parts = _parts(piece.words)
        people = [self.ids[name] for part in parts if (name := self.theirs.get(part, part)) in self.ids]
        known = {*self.theirs, *self.nobodys}
        unresolved = [part for part in parts if INITIALS.fullmatch(part) and part not in known]
        return {
            "id": id,
            "text": typed(piece.words),
            "column": column,
            "people": tuple(dict.fromkeys(people)),
            "unresolved": tuple(dict.fromkeys(unresolved)),
            "vacant": bool(VACANT.search(piece.words)),
        }

    def ask(self, notes: Notes) -> None:
        """Ask whose the initials are, and which two names may be one."""
        for initials, places in self.initials.items():
            fitting = [name for name in self.ids if _initials(name) == initials]
            asks = (
                f"whose initials are {initials}? They stand in {len(places)} {'cell' if len(places) == 1 else 'cells'}"
            )
            answer = notes.ask(places[0], asks, (*fitting, NAMED, NOBODYS), NO_VALUE)
            if answer == NOBODYS:
                self.nobodys.add(initials)
            elif answer != NO_VALUE:
                self.take(answer, places[0])
                self.theirs[initials] = answer
        for one, other in combinations(self.ids, 2):
            if SequenceMatcher(None, one, other).ratio() > NEARLY:
                asks = f'are "{one}" and "{other}" one person?'
                if notes.ask(self.places[other], asks, ("two people", "one person"), "two people") == "one person":
                    self.same[other] = self.same.get(one, one)
                    self.ids[other] = self.ids[one]

    @property
    def records(self) -> Iterator[Mapping[str, Any]]:
        """Each of them as the plan has people."""
        known = {name: initials for initials, name in self.theirs.items()}
        for name, id in self.ids.items():
            own = {"initials": known[name], "approved": True} if name in known else {}
            others = tuple(other for other, one in self.same.items() if one == name)
            if name not in self.same:
                yield full(Person, {"id": id, "name": name, "variants": others, **own})


def is_name(words: str) -> bool:
    """Whether some words are probably the name of a person, and not that of a post."""
    return bool(NAME.fullmatch(words)) and POSTS.isdisjoint(re.findall(r"[a-z-]+", words.lower()))


def _parts(words: str) -> list[str]:
    return [part.strip(" .") for part in PARTS.split(re.sub(r"\([^)]*\)", "", words)) if part.strip(" .")]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
