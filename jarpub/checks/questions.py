"""What the plan's owner should be asked: a question for whatever the plan's own words leave open or contradict."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

from jarpub.checks.columns import cells
from jarpub.checks.text_and_value import contradiction_of_months, contradiction_of_status
from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.project.languages import MONTHS
from jarpub.project.plan.model import Plan, Weakness
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.rows import FINISHED, Owner, Passage, Strand
from jarpub.project.plan.values import Text, Words, without_languages

UNPAIRED = Code(
    "question.unpaired", "Lists of a strand have different lengths, and nothing says what belongs together."
)
LATE = Code("question.late", "A date is later than the plan's overview says.")
UNFINISHED = Code("question.unfinished", "The plan is final, and some of its work is not done or has no status.")
MISSING = Code("question.missing", "Something that a row of the plan needs is missing.")
SPELLING = Code("question.spelling", "Two names are so alike that they may be one person's.")
INITIALS = Code("question.initials", "Initials stand for nobody, or for more than one person.")
SLIP = Code("question.slip", "Words are doubled, or a bracket has no partner.")
FRAGMENT = Code("question.fragment", "A sentence has no ending.")
UNEXPLAINED = Code("question.unexplained", "A short form is never explained in the plan.")
DOUBTFUL = Code("question.text-and-value", "A text and the value beside it may say different things.")
NOTED = Code("question.noted", "Whoever kept the plan's file has noted a question.")

SEASON_ENDS = {"winter": 2, "spring": 5, "summer": 8, "autumn": 11}  # the last month of each in Britain
SEASON = re.compile(rf"\b({'|'.join(SEASON_ENDS)})\s+(\d{{4}})")
WITHIN = re.compile(r"\bwithin (\d+) months\b")
DOUBLED = re.compile(r"\b(\w+(?:\s+\w+){0,3})\s+\1\b", re.IGNORECASE)
ACRONYM = re.compile(r"\b(?:[A-Z]{2,}|[A-Z]+(?='s\b))(?:'s)?(?![\w-])")
DANGLING = re.compile(
    r"(?:,|;|:|–|-|\b(?:and|or|the|a|an|of|to|in|for|with|by|from|on|at|that|which))\W*$", re.IGNORECASE
)
NAMES = {
    "actions": ("action", "actions"), "outcomes": ("outcome", "outcomes"), "due": ("date", "dates"),
    "status": ("status", "statuses"), "updates": ("note of progress", "notes of progress"),
}  # fmt: skip
ALONE = ("review_date", "see", "notes")  # columns of which nobody expects an entry for each action
NOT_MISSED = ("status", "updates", "see", "notes")  # those that may well be empty, or that another question is about
END = 40  # letters in which a text shows that it has no ending
SHORTEST_SENTENCE = 3  # words; "Done" and "In progress" are none
ALIKE = 0.9  # two names that share so much of their letters may be one name spelled twice
OWNER = "ask the plan's owner: "


def questions_of(plan: Plan) -> Iterator[Diagnostic]:
    """Every question for the plan's owner, as warnings; none of them changes a word."""
    yield from _unpaired(plan)
    yield from _doubtful_values(plan)
    yield from _late(plan)
    yield from _unfinished(plan)
    yield from _missing(plan)
    yield from _names_spelled_twice(plan)
    yield from _initials(plan)
    yield from _slips(plan)
    yield from _fragments(plan)
    yield from _unexplained(plan)
    yield from _noted(plan)


def _unpaired(plan: Plan) -> Iterator[Diagnostic]:
    for strand in plan.strands:
        counts = {
            column: len(entries) for column, entries in cells(strand, plan.document.plan_columns)
            if column not in ALONE and not _is_for_all(entries)
        }  # fmt: skip
        if len(strand.actions) > 1 and len({count for count in counts.values() if count}) > 1:
            message = ", ".join(_counted(count, column, plan) for column, count in counts.items())
            yield _question(
                UNPAIRED,
                _location(strand),
                f"{strand.id} has {message}, and nothing says which belong together",
                "Which outcome, date, officer and status belongs to which action?",
            )


def _is_for_all(entries: tuple[Any, ...]) -> bool:
    """Whether what stands in a cell is one owner, who answers for the whole row."""
    return len(entries) == 1 and isinstance(entries[0], Owner)


def _doubtful_values(plan: Plan) -> Iterator[Diagnostic]:
    for strand in plan.strands:
        for due in strand.due:
            if contradiction_of_months(due) == "doubtful":
                months = " and ".join(month.words for month in due.months) or "no month"
                message = f'{due.id} says "{due.text}", and its months say {months}'
                yield _question(DOUBTFUL, due.text.location, message, "Which months are meant?")
        for status in strand.status:
            if contradiction_of_status(status) == "doubtful":
                message = f'{status.id} says "{status.text}", and its value says {status.value}'
                yield _question(DOUBTFUL, status.text.location, message, "How far has this work got?")


def _late(plan: Plan) -> Iterator[Diagnostic]:
    words = " ".join(paragraph.text.words for paragraph in plan.document.paragraphs)
    season, within = SEASON.search(words), WITHIN.search(words)
    if not (season and within):
        return
    months = int(season[2]) * 12 + SEASON_ENDS[season[1]] - 1 + int(within[1])
    last = f"{MONTHS[months % 12]} {months // 12}"
    for strand in plan.strands:
        for due in strand.due:
            late = [month.words for month in due.months if month.year * 12 + month.number - 1 > months]
            if late:
                message = f'{due.id} is due in {" and ".join(late)}, and the overview says "within {within[1]} months" of {season[0]}, which ends with {last}'
                yield _question(LATE, due.text.location, message, "Which of the two is right?")


def _unfinished(plan: Plan) -> Iterator[Diagnostic]:
    version = plan.document.version
    if version is None or "final" not in version.words.lower():
        return
    for strand in plan.strands:
        if not strand.status:
            yield _question(
                UNFINISHED,
                _location(strand),
                f"the plan is {version}, and {strand.id} has no status",
                "How far has this work got?",
            )
        for status in strand.status:
            if status.value not in FINISHED:
                message = f'the plan is {version}, and {status.id} says "{status.text}"'
                yield _question(UNFINISHED, status.text.location, message, "Is there to be a later version, and when?")


def _missing(plan: Plan) -> Iterator[Diagnostic]:
    document = plan.document
    for weakness in plan.weakness_items:
        missing = _empty(weakness, document.weaknesses_columns)
        if missing:
            message = f'{weakness.id}, "{weakness.text}", has nothing under {missing}'
            yield _question(MISSING, weakness.text.location, message, "Who answers for it?")
    for strand in plan.strands:
        missing = _empty(strand, document.plan_columns)
        if missing:
            message = f"{strand.id} has nothing under {missing}"
            yield _question(MISSING, _location(strand), message, "What belongs there?")


def _empty(row: Strand | Weakness, columns: Words) -> str:
    """The headings of the columns in which a row has nothing and something is missed, in words."""
    empty = [column for column, entries in cells(row, columns) if not entries and column not in NOT_MISSED]
    return " and ".join(f'"{columns[column]}"' for column in empty)


def _counted(count: int, column: str, plan: Plan) -> str:
    """How many entries stand in a column: "3 actions"; of the plan's own columns, "2 under Lead"."""
    one, several = NAMES.get(column, ("", ""))
    return (
        f"{count} {one if count == 1 else several}" if one else f'{count} under "{plan.document.plan_columns[column]}"'
    )


def _names_spelled_twice(plan: Plan) -> Iterator[Diagnostic]:
    names: dict[str, Location] = {}
    for owner in (owner for weakness in plan.weakness_items for owner in weakness.owners):
        for name in re.split(r"\s*[/,&]\s*", owner.text.words):
            names.setdefault(name, owner.text.location)
    matchers = {name: SequenceMatcher(None, "", name) for name in names}
    for (first, location), (second, other) in combinations(names.items(), 2):
        if _are_alike(first, matchers[second]):
            message = f'"{first}" stands in line {location.line} and "{second}" here'
            yield _question(SPELLING, other, message, "Is this one person, and which spelling is right?")


def _are_alike(first: str, second: SequenceMatcher[str]) -> bool:
    """Whether two names are; what is quicker to work out is never less than their ratio."""
    second.set_seq1(first)
    return second.real_quick_ratio() >= ALIKE and second.quick_ratio() >= ALIKE and second.ratio() >= ALIKE


def _initials(plan: Plan) -> Iterator[Diagnostic]:
    shared: dict[str, list[str]] = {}
    for person in plan.people:
        letters = "".join(word[0] for word in person.name.words.split())
        shared.setdefault(letters, []).append(person.name.words)
    known = {person.initials.words: person.approved for person in plan.people if person.initials}
    for strand in plan.strands:
        for lead in strand.owners:
            for letters in (each for each in lead.unresolved if each not in known):
                yield _question(
                    INITIALS, lead.text.location, f'nobody in people has the initials "{letters}"', "Who is this?"
                )
            for letters in re.findall(r"[A-Z]{2,}", lead.text.words):
                if len(shared.get(letters, ())) > 1 and not known.get(letters):
                    message = f'"{letters}" could be {" or ".join(shared[letters])}'
                    yield _question(INITIALS, lead.text.location, message, "Who is meant?")


def _slips(plan: Plan) -> Iterator[Diagnostic]:
    for text in plan.sentences:
        doubled = DOUBLED.search(text.words)
        if doubled:
            yield _question(
                SLIP, text.location, f'{text.id}: "{doubled[0]}" says the same words twice', "Is one of them to go?"
            )
        depth = 0
        for letter in text.words:
            depth += {"(": 1, ")": -1}.get(letter, 0)
            if depth < 0:
                break
        if depth:
            kind = "closed and never opened" if depth < 0 else "opened and never closed"
            yield _question(
                SLIP,
                text.location,
                f"{text.id}: a bracket is {kind}",
                "Where does the other one belong, or is it to go?",
            )


def _fragments(plan: Plan) -> Iterator[Diagnostic]:
    texts = [text for text in plan.sentences if len(text.words.split()) >= SHORTEST_SENTENCE]
    in_order = sorted(texts, key=lambda text: text.words)
    for text in texts:
        start = f"{text.words} "
        after = bisect_left(in_order, start, key=lambda text: text.words)  # what begins with it stands right behind
        longer = next((other for other in in_order[after : after + 1] if other.words.startswith(start)), None)
        if longer:
            message = f'{text.id}, "{text.words}", has no ending, and {longer.id} begins with the same words'
            yield _question(FRAGMENT, text.location, message, "How does it end, or is it to go?")
        elif DANGLING.search(text.words[-END:]) and not text.words.endswith(":"):
            yield _question(FRAGMENT, text.location, f'{text.id} ends with "{text.words[-20:]}"', "How does it end?")


def _unexplained(plan: Plan) -> Iterator[Diagnostic]:
    explained = {a.term.words for a in plan.abbreviations if a.basis == "stated" or a.approved}
    people = {"".join(word[0] for word in person.name.words.split()) for person in plan.people}
    version = str(plan.document.version or "")
    asked = set(explained) | people | {word for word in version.split() if word.isupper()}
    for text in plan.sentences:
        for term in ACRONYM.findall(without_languages(text.words)):
            if term not in asked:
                asked.add(term)
                yield _question(
                    UNEXPLAINED,
                    text.location,
                    f'"{term}" is never explained in the plan',
                    f"What does {term} stand for?",
                )


def _noted(plan: Plan) -> Iterator[Diagnostic]:
    """What somebody noticed who kept the file, and no check can see."""
    passages = (each for each in walk((plan.document, plan.recommendations)) if isinstance(each, Passage))
    for passage in passages:
        if passage.query:
            yield _question(NOTED, passage.query.location, f'{passage.id}, "{passage.text}"', passage.query.words)


def _question(code: Code, location: Location, message: str, question: str) -> Diagnostic:
    return Diagnostic(code, location, message, f"{OWNER}{question}", "warning")


def _location(strand: Strand) -> Location:
    """Where a strand begins, as near as is known."""
    return next((text.location for text in walk(strand) if isinstance(text, Text)), Location(strand.id))
