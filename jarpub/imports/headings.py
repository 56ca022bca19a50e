"""What the columns under some headings probably hold, from the headings of other bodies' plans."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from jarpub.diagnostics import CommandError
from jarpub.imports.grid import Row
from jarpub.imports.understanding import LEFT_OUT, Column, Notes

# Behind each key first the headings that mean nothing else, then words in headings that probably mean it.
KNOWN: tuple[tuple[str, str, str], ...] = (
    ("ref", r"ref\.?|reference|ref(erence)? no\.?|no\.?|nos\.?|number|#|rec(ommendation)? no\.?", r"ref\b|number"),
    ("source_ref", r"(ofsted |report )?para(graph)?( no\.?| ref(erence)?)?|report reference", r"\bpara(graph)?\b"),
    ("review_date", r"review dates?( \w+)?", r"\breview\b"),
    ("due", r"by when\??|when\??|timescales?|deadline|target date|due date|delivery date|completion date|date due|timetable", r"\bdates?\b|\bwhen\b|timescale|deadline|timeframe|timetable|milestone date"),
    ("force", r"must ?/ ?should|must or should", r"\bmust\b"),
    ("response", r"(our )?response|agreed( ?/ ?(partly agreed|not agreed))*|accepted\??", r"\bresponse\b|\bagreed\b"),
    ("outcomes", r"(measures?|indicators?) of success|success (measures?|criteria)|measurement of success|outcomes and impact( criteria)?|impact( measures?)?", r"success|\boutcomes?\b|\bimpact\b|\bmeasures?\b|\bbenchmark|\btargets?\b"),
    ("evidence", r"evidence|assurance|monitoring and evaluation", r"\bevidence\b|\bmonitoring\b|\bassurance\b"),
    ("resources", r"resources?|costs?|budget|funding", r"\bresources?\b|\bcosts?\b|\bbudget\b"),
    ("status", r"(current )?status|r\.?/?a\.?/?g\.?( rating| status)?", r"\bstatus\b|\brag\b|\brating\b|\bcomplete"),
    ("owners", r"(lead|responsible|accountable|named) (officers?|persons?|managers?)|owners?|who\??|(csmt )?lead|leads?|by whom\??|assistant directors?|managers?( ?\(s\))? responsible|manager\(s\) responsible|lead agency|responsible", r"\blead\b|\bowner|\bwho\b|\bresponsib|\baccountab|officer|manager|director|cabinet member"),
    ("updates", r"progress( update| to date)?|updates?|progress notes?", r"\bprogress\b|\bcomment|\bachievement|\bupdate"),
    ("recommendation", r"recommendations?|areas? for (improvement|development)|(important )?weakness(es)?|findings?", r"\brecommendation|\bweakness|\bfinding|\bimprovement\b|\bissues?\b|\bstatement\b|^what\?$"),
    ("actions", r"(key |proposed |planned )?actions?( required| to be taken)?|how\??|tasks?|what will we do\??", r"\bactions?\b|\bmilestone|\bsteps?\b|^how\b"),
    ("priority", r"priority|hierarchy|urgency", r"\bpriority\b|\bhierarchy\b"),
    ("group", r"theme|priority area|section|partnership group|outcome area", r"\btheme\b|\bservice area\b|\bgroup\b"),
)  # fmt: skip
BAND = re.compile(r".*\b\d+\s*(?:[-–]\s*\d+|\+)?\s*(?:months?|years?|weeks?)\b.*|(?:short|medium|long)[ -]term|immediate(?:ly)?", re.IGNORECASE)  # fmt: skip
TERM = re.compile(r"(?:key )?(?:terms?|abbreviations?|acronyms?|words?|phrases?)(?:(?: ?/ ?| or | and )(?:terms?|abbreviations?|acronyms?|words?|phrases?))?", re.IGNORECASE)  # fmt: skip
MEANING = re.compile(r"(?:what it )?(?:means|stands for)|(?:full )?meanings?|definitions?|stand for|explanations?|explained|descriptions?|in full|full (?:name|form|title|term)", re.IGNORECASE)  # fmt: skip
HOLDS = (*(key for key, _, _ in KNOWN), "notes", "issue", LEFT_OUT)
OF_COLUMN = "what stands in the column"
OF_WEAKNESSES = ("issue", "owners", "status", "notes", LEFT_OUT)
ONCE = ("ref", "source_ref", "review_date", "force", "response", "recommendation", "priority", "group", "issue")
LONGEST = 60  # letters of a heading
HEADINGS = 0.6  # of the cells of a row that is one of headings
TWO = 2


class Guess(NamedTuple):
    """What a column probably holds, and whether its heading means nothing else."""

    holds: str
    is_sure: bool


def guess(heading: str) -> Guess | None:
    """What a heading says of its column; nothing where it is not known."""
    words = " ".join(heading.lower().replace("’", "'").split()).strip(" :*")
    for key, exact, _ in KNOWN:
        if re.fullmatch(exact, words):
            return Guess(key, True)
    if BAND.fullmatch(words):
        return Guess("actions", False)
    return next((Guess(key, False) for key, _, near in KNOWN if re.search(near, words)), None)


def is_heading(row: Row) -> bool:
    """Whether the cells of a row are headings of columns."""
    filled = row.filled
    if len(filled) < TWO or any(len(cell.words) > LONGEST for cell in filled):
        return False
    known = [found for cell in filled if (found := guess(cell.words))]
    kinds = {found.holds for found in known}
    return len(kinds) >= TWO and len(known) >= len(filled) * HEADINGS and any(found.is_sure for found in known)


def glossary(row: Row) -> tuple[int, int] | None:
    """The columns of short forms and of what they mean, by number, if these are the headings of such a table."""
    words = {cell.column: " ".join(cell.words.split()).strip(" :*") for cell in row.filled}
    terms, meanings = ([number for number in words if kind.fullmatch(words[number])] for kind in (TERM, MEANING))
    others = [number for number in words if number not in (*terms, *meanings)]
    if len(terms) != 1 or len(meanings) != 1 or any(guess(words[number]) for number in others):
        return None
    return terms[0], meanings[0]


def columns_of(row: Row, table: str, said: Mapping[str, str], notes: Notes) -> tuple[Column, ...]:
    """The columns under a row of headings, as somebody said or as they probably are."""
    found = [(cell.column, " ".join(cell.words.split()), cell.place) for cell in row.filled]
    sure = {each.holds for _, heading, _ in found if (each := guess(heading)) and each.is_sure}
    open_ones = tuple(each for each in HOLDS if each != "issue" and not (each in ONCE and each in sure))
    choices = open_ones if table == "plan" else OF_WEAKNESSES
    holds = {number: _holds(heading, place, table, said, choices, notes) for number, heading, place in found}
    counts, taken = Counter(holds.values()), set[str]()
    columns = []
    for number, heading, place in found:
        held = holds[number]
        if held in ONCE and held in taken:
            said_twice = f'"{heading}" would be a second column for the same; its cells are kept as notes'
            others = tuple(each for each in HOLDS if each not in ONCE)
            answer = notes.ask(place, said_twice, others, "notes")
            held = holds[number] = answer if answer in others else "notes"
            counts[held] += 1
        alone = counts[held] == 1 and held != "notes" or held in ONCE
        first = held not in taken and held not in ("owners", "notes", "actions")
        key = held if alone or (first and held != LEFT_OUT) else _own_key(heading, taken)
        taken |= {held, key}
        columns.append(Column(table, number, heading, held, key, place))
        if table == "plan" or "issue" in holds.values():
            notes.put(place, "\n".join(line.words for line in row.at(number).lines), f"columns.{key}")  # type: ignore[union-attr]
    return tuple(columns)


def _holds(
    heading: str, place: str, table: str, said: Mapping[str, str], choices: tuple[str, ...], notes: Notes
) -> str:
    named = (heading.casefold(), place.casefold())
    wanted = next((holds for name, holds in said.items() if name.casefold() in named), None)
    if wanted is not None:
        if wanted not in HOLDS:
            raise CommandError(f'"{wanted}" is nothing that a column can hold', f"choose of {', '.join(HOLDS)}")
        return wanted
    found = guess(heading)
    if table == "weaknesses" and found and found.holds in ("recommendation", "group", "outcomes", "actions"):
        return "issue"
    if found and found.is_sure:
        return found.holds
    held = found.holds if found and found.holds in choices else "notes"
    answer = notes.ask(place, f'{OF_COLUMN} "{heading}"?', choices, held)
    return answer if answer in choices else held


def _own_key(heading: str, taken: Iterable[str]) -> str:
    """A key for a column of the plan's own, from its heading."""
    slug = "_".join(re.findall(r"[a-z0-9]+", heading.lower()))[:30].strip("_") or "column"
    slug = slug if slug[0].isalpha() else f"in_{slug}"
    reserved = {*taken, *HOLDS, "see"}
    return next(name for name in (slug, *(f"{slug}_{n}" for n in range(2, 1000))) if name not in reserved)
