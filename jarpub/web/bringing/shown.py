"""What was understood of a document, as a page shows it: columns with their first cells, questions, counts, what is left out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from jarpub.imports.headings import HOLDS, OF_COLUMN, OF_WEAKNESSES
from jarpub.imports.understanding import LEFT_OUT, TYPED, Column, Question, Understood
from jarpub.project.schema.field_words import choice
from jarpub.web.bringing.documents import Document

Record = Mapping[str, Any]
FEW = 3  # cells of a column that are shown
LONGEST = 300  # letters of a cell's words
CALLED: Mapping[str, str] = {
    "ref": "Number or reference",
    "recommendation": "Recommendation",
    "actions": "Actions",
    "outcomes": "Outcomes and measures",
    "due": "Dates",
    "revised": "Newer dates, in the place of the first ones",
    "owners": "Who answers for it",
    "status": "How far the work is",
    "updates": "Notes of progress",
    "priority": "How urgent it is",
    "group": "Heading or theme",
    "source_ref": "Paragraph of the report",
    "force": "Must or should",
    "response": "Agreed or not",
    "evidence": "Evidence",
    "resources": "Resources and costs",
    "review_date": "Date of the next review",
    "notes": "Other notes",
    "issue": "Weakness",
    LEFT_OUT: "Leave this column out",
}
FOUND: Mapping[str, tuple[str, str]] = {
    "recommendations": ("recommendation", "recommendations"),
    "actions": ("action", "actions"),
    "outcomes": ("outcome", "outcomes"),
    "due": ("date", "dates"),
    "owners": ("lead", "leads"),
    "status": ("status", "statuses"),
    "updates": ("note of progress", "notes of progress"),
    "weaknesses": ("weakness", "weaknesses"),
    "people": ("person by name", "people by name"),
}


def shown(document: Document, found: Understood, answers: Mapping[str, str]) -> Record:
    """All that a page shows of a document."""
    left = list(found.left_out)
    columns = {each.place for each in found.columns}
    asked = [each for each in document.questions(found, answers) if not _is_of_column(each, columns)]
    heard = {f"{name} Answered: {answer}" for name, answer in answers.items()}
    return {
        "digest": document.digest,
        "name": document.name,
        "choices": {"plan": _choices(False), "weaknesses": _choices(True)},
        "tables": [[_column(document, found, each) for each in table] for table in _tables(document, found) if table],
        "questions": [_question(document, same, answers) for same in _alike(asked)],
        "found": list(_counts(found.plan)),
        "in_plan": len(found.placed) - len(left),
        "left_out": [{"place": each.place, "words": each.words, "why": each.why} for each in left],
        "told": [{"place": place, "said": said} for place, said in found.told if f"{place}: {said}" not in heard],
    }


def _tables(document: Document, found: Understood) -> Iterator[list[Column]]:
    """The columns of each table."""
    for section in document.sections:
        places = {cell.place for cell in section.heading.cells}
        yield [each for each in found.columns if each.place in places]


def _choices(is_of_weaknesses: bool) -> list[Record]:
    holds = OF_WEAKNESSES if is_of_weaknesses else [each for each in CALLED if each != "issue"]
    return [{"value": each, "called": CALLED[each]} for each in holds]


def _column(document: Document, found: Understood, column: Column) -> Record:
    doubts = [each for each in found.questions if _is_of_column(each, {column.place})]
    cells = [_short(each) for each in document.cells(column, FEW)]
    return {**asdict(column), "cells": cells, "is_sure": not doubts, "doubts": [_doubt(each) for each in doubts]}


def _doubt(question: Question) -> str:
    """Why it is not sure what a column holds, where its heading is not all of the reason."""
    return "" if question.asks.startswith(OF_COLUMN) else question.asks


def _is_of_column(question: Question, places: Collection[str]) -> bool:
    """Whether a question asks what a column holds, which is chosen where the column is shown."""
    return question.place in places and set(question.choices) <= set(HOLDS)


def _alike(asked: Iterable[Question]) -> Iterable[list[Question]]:
    """The questions that ask the same with the same choices, together: a sign such as Amber stands in many cells."""
    found: dict[tuple[str, tuple[str, ...]], list[Question]] = {}
    for each in asked:
        found.setdefault((each.asks, each.choices), []).append(each)
    return found.values()


def _question(document: Document, same: Sequence[Question], answers: Mapping[str, str]) -> Record:
    """A question with the places where it arose, and the answer, if it is one for all of them."""
    first = same[0]
    choices = [{"value": each, "called": _called(each), "is_typed": each.startswith(TYPED)} for each in first.choices]
    if first.taken not in first.choices and not any(each["is_typed"] for each in choices):
        choices.append({"value": first.taken, "called": _called(first.taken), "is_typed": False})
    given = {answers.get(each.name) for each in same}
    said = given.pop() if len(given) == 1 else None
    is_none = said is not None and (said.startswith(TYPED) or not first.may_be(said))
    return {
        "names": [each.name for each in same],
        "places": [place for each in same for place in (each.place, *each.also)],
        "asks": first.asks,
        "words": _short(document.words_at(first.place)),
        "choices": choices,
        "taken": _called(first.taken),
        "answer": None if is_none else said,
        "typed": said if is_none else "",
        "refused": f'"{said}" is no answer: {first.wants}' if is_none else "",
    }


def _called(value: str) -> str:
    """An answer in plain words: those of forms for a value that the plan knows."""
    return choice(value) if value == value.lower() else value


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def _counts(plan: Mapping[str, Any]) -> Iterator[str]:
    """How many there are of each kind, of those that there are."""
    rows = [row for each in plan["recommendations"] for row in each["strands"]]
    items = [item for group in plan["weaknesses"] for item in group["items"]]
    counts = {
        "recommendations": len(plan["recommendations"]),
        **{
            key: sum(len(row[key]) for row in rows)
            for key in ("actions", "outcomes", "due", "owners", "status", "updates")
        },
        "weaknesses": len(items),
        "people": len(plan["people"]),
    }
    counts["owners"] += sum(len(item["owners"]) for item in items)
    for key, (one, several) in FOUND.items():
        if counts[key]:
            yield f"{counts[key]} {one if counts[key] == 1 else several}"
