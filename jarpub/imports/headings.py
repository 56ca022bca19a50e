"""What the columns under some headings probably hold, from the headings of other bodies' plans."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from jarpub.diagnostics import CommandError
from jarpub.imports.grid import Row
from jarpub.imports.rows_apart import LISTS
from jarpub.imports.understanding import LEFT_OUT, Column, Notes

LATER = r"(?:revised|amended|extended|extension|re-?scheduled|slipped)"
NEWER = rf"(?:new|{LATER})"
DATE = r"(?:dates?|deadlines?|timescales?|time ?frames?|timetable|due(?: by)?|by when)"
KIND = r"(?:(?:target|completion|due|delivery|end|finish|implementation|planned|forecast|expected|proposed|agreed|milestone) )"
OF_NEWER = rf"(?:{NEWER} {KIND}{{0,2}}{DATE}|{KIND}{{0,2}}{DATE} ?[,:(–-] ?{NEWER}(?: to)?\)?|{KIND}{{1,2}}{DATE} {NEWER}|(?:{KIND}{{0,2}}{DATE} )?{NEWER} (?:to|until))(?: \(?(?:if|where|when) [a-z ]+\)?)?"
OF_ELSE = r"\b(?:start|begin|last|date agreed|agreed on|review|meeting|added|raised|opened|created|update|plan\b|polic|approv|closed)"  # no day by which work is due
# Behind each key first the headings that mean nothing else, then words in headings that probably mean it.
KNOWN: tuple[tuple[str, str, str], ...] = (
    ("ref", r"ref\.?|reference|ref(erence)? no\.?|no\.?|nos\.?|number|#|rec(ommendation)? no\.?", r"ref\b|number"),
    ("source_ref", r"(ofsted |report )?para(graph)?( no\.?| ref(erence)?)?|report reference", r"\bpara(graph)?\b"),
    ("review_date", r"review dates?( \w+)?", r"\breview\b"),
    ("revised", OF_NEWER, rf"^{LATER}$|^(?!.*{OF_ELSE}).*\b{LATER}\b.*\b{DATE}\b"),
    ("due", r"by when\??|when\??|due(?: by)?|timescales?|deadline|original (?:(?:target|due|delivery|completion) )?date|target date|due date|delivery date|completion date|date due|timetable", r"\bdates?\b|\bwhen\b|timescale|deadline|timeframe|timetable|milestone date"),
    ("force", r"must ?/ ?should|must or should", r"\bmust\b"),
    ("response", r"(our )?response|agreed( ?/ ?(partly agreed|not agreed))*|accepted\??", r"\bresponse\b|\bagreed\b"),
    ("outcomes", r"(measures?|indicators?) of success|success (measures?|criteria)|measurement of success|outcomes and impact( criteria)?|impact( measures?)?", r"success|\boutcomes?\b|\bimpact\b|\bmeasures?\b|\bbenchmark|\btargets?\b"),
    ("evidence", r"evidence|assurance|monitoring and evaluation", r"\bevidence\b|\bmonitoring\b|\bassurance\b"),
    ("resources", r"resources?|costs?|budget|funding", r"\bresources?\b|\bcosts?\b|\bbudget\b"),
    ("status", r"(current )?status|r\.?/?a\.?/?g\.?( rating| status)?", r"\bstatus\b|\brag\b|\brating\b|\bcomplete"),
    ("owners", r"(lead|responsible|accountable|named) (officers?|persons?|managers?)|owners?|who\??|(csmt )?lead|leads?|by whom\??|assistant directors?|managers?( ?\(s\))? responsible|manager\(s\) responsible|lead agency|responsible", r"\blead\b|\bowner|\bwho\b|\bresponsib|\baccountab|officer|manager|director|cabinet member"),
    ("updates", r"progress( update| to date)?|updates?|progress notes?", r"\bprogress\b|\bcomment|\bachievement|\bupdate"),
    ("recommendation", r"recommendations?|areas? for (improvement|development)|(important )?weakness(es)?|findings?", r"\brecommendation|\bweakness|\bfinding|\bimprovement\b|\bissues?\b|\bstatement\b|^what\?$"),
    ("actions", r"(key |proposed |planned )?actions?( required| to be taken)?|how\??|tasks?|what (?:(?:will )?we(?: will|'ll|(?: are|'re) going to)? do|(?:will|needs to|is to) be done)\??", r"\bactions?\b|\bmilestone|\bsteps?\b|^how\b"),
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


def guess(heading: str, without: str = "") -> Guess | None:
    """What a heading says of its column, which is not what is left out; nothing where it is not known."""
    words = " ".join(heading.lower().replace("’", "'").split()).strip(" :*")
    keys = [each for each in KNOWN if each[0] != without]
    for key, exact, _ in keys:
        if re.fullmatch(exact, words):
            return Guess(key, True)
    if BAND.fullmatch(words):
        return Guess("actions", False)
    return next((Guess(key, False) for key, _, near in keys if re.search(near, words)), None)


def first_dates(heading: str, dates: Mapping[int, str]) -> int | None:
    """Which of the columns of dates, by their numbers, those under a heading take the place of; nothing in doubt."""
    same = [number for number, other in dates.items() if _bare(other) == _bare(heading)]
    of_work = [number for number, other in dates.items() if not re.search(OF_ELSE, other.lower())]
    sure = [number for number in of_work if guess(dates[number]) == Guess("due", True)]
    return next((each[0] for each in (same, of_work, sure) if len(each) == 1), None)


def _bare(heading: str) -> str:
    """A heading without what says that its dates are the first, or newer ones."""
    return " ".join(re.findall(r"\w+", re.sub(rf"\b(?:original|{NEWER})\b", "", heading.lower())))


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
    holds = _all_held(found, table, said, choices, notes)
    counts, taken = Counter(holds.values()), set[str]()
    columns = []
    for number, heading, place in found:
        held = holds[number]
        if held in ONCE and held in taken:
            said_twice = f'"{heading}" would be a second column for the same; its cells are kept as notes'
            others = tuple(each for each in HOLDS if each not in (*ONCE, "revised"))
            answer = notes.ask(place, said_twice, others, "notes")
            held = holds[number] = answer if answer in others else "notes"
            counts[held] += 1
        alone = counts[held] == 1 and held not in ("notes", "revised") or held in ONCE
        first = held not in taken and held not in ("owners", "notes", "actions", "revised")
        key = held if alone or (first and held != LEFT_OUT) else _own_key(heading, taken)
        taken |= {held, key}
        columns.append(Column(table, number, heading, held, key, place))
        if held == "revised":
            continue  # where its heading goes is known by its rows
        if table == "plan" or "issue" in holds.values():
            notes.put(place, "\n".join(line.words for line in row.at(number).lines), f"columns.{key}")  # type: ignore[union-attr]
    return tuple(columns)


def _all_held(
    found: Sequence[tuple[int, str, str]], table: str, said: Mapping[str, str], choices: tuple[str, ...], notes: Notes
) -> dict[int, str]:
    """What each column holds, by number; newer dates only where it is clear which dates they take the place of."""
    holds: dict[int, str] = {}
    for number, heading, place in sorted(found, key=lambda each: says_newer(each[1])):
        known = {n: holds.get(n) or _meanwhile(other) for n, other, _ in found if n != number}
        dates = {n: other for n, other, _ in found if known.get(n) == "due"}
        is_clear = first_dates(heading, dates) is not None
        open_ones = choices if is_clear else tuple(each for each in choices if each != "revised")
        held = _holds(heading, place, table, said, open_ones, notes)
        if held == "revised" and not is_clear:
            notes.tell(
                place, f'no one column of dates stands beside "{heading}"; its dates are kept as those of their own'
            )
            held = "due"
        holds[number] = held
    return {number: holds[number] for number, _, _ in found}


def says_newer(heading: str) -> bool:
    """Whether a heading is one of dates that took the place of others."""
    return guess(heading) in (Guess("revised", True), Guess("revised", False))


def _meanwhile(heading: str) -> str:
    """What a column holds as long as nobody says otherwise."""
    found = guess(heading)
    return found.holds if found else "notes"


def _holds(
    heading: str, place: str, table: str, said: Mapping[str, str], choices: tuple[str, ...], notes: Notes
) -> str:
    named = (heading.casefold(), place.casefold())
    wanted = next((holds for name, holds in said.items() if name.casefold() in named), None)
    if wanted is not None:
        if wanted not in HOLDS:
            raise CommandError(f'"{wanted}" is nothing that a column can hold', f"choose of {', '.join(HOLDS)}")
        return wanted
    found = guess(heading, "" if "revised" in choices else "revised")
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


def columns_before(plan: Mapping[str, Any]) -> Mapping[str, Mapping[str, str]]:
    """What the columns of a plan hold, by the table and the words of the heading."""
    rows = [row for each in plan["recommendations"] for row in each["strands"]]
    items = [item for group in plan["weaknesses"] for item in group["items"]]
    document = plan["document"]
    return {"plan": _held(document["plan_columns"], rows), "weaknesses": _held(document["weaknesses_columns"], items)}


def _held(heads: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    """What the columns of a table hold, by their headings: a column of the plan's own what its entries are."""
    found: dict[str, set[str]] = {}
    for column, heading in heads.items():
        own = {key for row in rows for key in LISTS for each in row.get(key, ()) if each.get("column") == column}
        holds = own or {column} & {*HOLDS}
        if holds and not (holds == {"due"} and says_newer(str(heading)) and not _stands_beside(column, rows)):
            found.setdefault(_as_in_document(heading), set()).update(holds)
    return {heading: holds.pop() for heading, holds in found.items() if len(holds) == 1}


def _stands_beside(column: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether newer dates stand in a column of their own beside the first one, as in a plan that somebody keeps so."""
    own = [[each["column"] == column for each in row["due"]] for row in rows]
    return any(any(each) and each.count(False) == 1 for each in own)


def _as_in_document(heading: Any) -> str:
    """A heading without what keeps signs in it as they are."""
    return re.sub(r"\\([\\*\[\-+.)])", r"\1", " ".join(str(heading or "").split()))
