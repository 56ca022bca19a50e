"""A document as a plan: understood, written, and proved to have every line of the document."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jarpub.imports.grid import Paragraph, Source
from jarpub.imports.headings import columns_of, glossary
from jarpub.imports.people import People
from jarpub.imports.plan_data import Table
from jarpub.imports.rows import Body, Piece, bodies
from jarpub.imports.sections import Parts, Section, parts_of
from jarpub.imports.understanding import LEFT_OUT, Column, Notes, Understood
from jarpub.imports.values import abbreviations, full, key_of, leave_row, signs, typed
from jarpub.project.plan.model import Document, Overview, Plan
from jarpub.project.plan.rows import Passage

WORKED_ON = frozenset({"actions", "due", "outcomes", "recommendation"})
LONGEST_TITLE = 80
NO_WEAKNESSES = "stands in a table without a column of actions or of weaknesses"
NO_TITLE = "what is the title of the plan?"


@dataclass(frozen=True)
class Told:
    """What somebody says beforehand: what columns hold, by heading or place; answers by questions; the title; gaps and wording."""

    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # what columns held in an earlier copy, by table
    title: str = ""  # in the place of that which the document has
    gaps: tuple[Mapping[str, Any], ...] = ()
    wording: Mapping[str, Any] = field(default_factory=dict)

    def of_columns(self, table: str) -> Mapping[str, str]:
        """What is known of the columns of a table: first what somebody says, then what they held before."""
        return {**self.columns, **self.before.get(table, {}), **self.columns}

    def table_before(self, headings: Sequence[str]) -> str:
        """The one table that had all of these headings, in small letters; nothing where there is none or it is in doubt."""
        found = [table for table, known in self.before.items() if {*headings} <= {each.casefold() for each in known}]
        return found[0] if len(found) == 1 else ""


def understood(source: Source, said: Told | None = None) -> Understood:
    """What a document is as a plan, with what somebody said of it."""
    said = said or Told()
    notes = Notes(answers=said.answers, title=said.title)
    for place, remark in source.remarks:
        notes.tell(place, remark)
    parts = parts_of(source, notes)
    tables = [
        (section, _columns(section, number, said, notes))
        for number, section in enumerate(each for each in parts.sections if not glossary(each.heading))
    ]
    rows = [bodies(section, columns, notes) for section, columns in tables]
    people = People()
    for (_, columns), found in zip(tables, rows, strict=True):
        people.learn(_owners(columns, found))
    people.ask(notes)
    plan = {**_plan(source, parts, tables, rows, people, notes), "abbreviations": _abbreviations(parts, notes)}
    for place, words in source.beside:
        notes.leave_out(place, words, "stands beside the tables and the text")
    whole = full(Plan, {**plan, "people": tuple(people.records), "gaps": said.gaps, "wording": said.wording})
    columns = tuple(column for _, each in tables for column in each)
    found_lines = Understood(
        source.name, columns, tuple(notes.told), tuple(notes.questions), tuple(notes.placed), whole
    )
    lost = lost_lines(source, found_lines)
    if lost:
        raise AssertionError(f"lines of the document that went nowhere: {lost[:5]}")
    return found_lines


def lost_lines(source: Source, found: Understood) -> list[tuple[str, str]]:
    """The lines of a document that the ledger does not have, which is our own mistake."""
    there = Counter((each.place, line) for each in found.placed for line in each.words.split("\n"))
    return list((Counter(source.words) - there).elements())


def _columns(section: Section, number: int, said: Told, notes: Notes) -> tuple[Column, ...]:
    """The columns of a table; those of a later one that has no work in it are of weaknesses."""
    plan, weaknesses = (said.of_columns(table) for table in ("plan", "weaknesses"))
    trial = columns_of(section.heading, "plan", plan, Notes())
    headings = [each.heading.casefold() for each in trial]
    if table := said.table_before(headings):
        is_plan = table == "plan"
    else:
        is_plan = number == 0 or not {"actions", "due"}.isdisjoint(each.holds for each in trial)
    return columns_of(section.heading, *(("plan", plan) if is_plan else ("weaknesses", weaknesses)), notes)


def _owners(columns: Sequence[Column], found: Sequence[Body]) -> list[Piece]:
    numbers = [column.number for column in columns if column.holds == "owners"]
    return [piece for body in found for number in numbers for piece in body.cells.get(number, ())]


def _plan(
    source: Source, parts: Parts, tables: Sequence[tuple[Section, tuple[Column, ...]]],
    rows: Sequence[Sequence[Body]], people: People, notes: Notes,
) -> Mapping[str, Any]:  # fmt: skip
    document: dict[str, Any] = _document(source, parts, notes)
    document["status_key"] = tuple(signs(parts.key, notes))
    notes.key = key_of(document["status_key"])
    recommendations: list[Any] = []
    weaknesses: list[Any] = []
    table: Table | None = None
    for (section, columns), found in zip(tables, rows, strict=True):
        if columns and columns[0].table == "plan":
            table = (
                table if table and _heads(table.columns) == _heads(columns) else _next(table, columns, people, notes)
            )
            recommendations += table.recommendations(found)
            document["plan_columns"] = {**document.get("plan_columns", {}), **_heads(columns)}
            _leave_title(section, notes)
        elif all(column.holds != "issue" for column in columns):
            _leave_table(section, notes)
        else:
            weaknesses += Table(columns, people, notes).weaknesses(found)
            document["weaknesses_columns"] = _heads(columns)
            if section.title:
                document["weaknesses_heading"] = typed(section.title)
                notes.put(section.title_place, section.title, "document.weaknesses_heading")
    _complete(document, recommendations)
    _place_newer_dates(document, tables, recommendations, notes)
    return {
        "document": full(Document, document),
        "recommendations": tuple(recommendations),
        "weaknesses": tuple(weaknesses),
    }


def _next(before: Table | None, columns: Sequence[Column], people: People, notes: Notes) -> Table:
    """The next table of the plan, whose references go on."""
    table = Table(columns, people, notes)
    if before:
        table.refs, table.counts = before.refs, before.counts
    return table


def _abbreviations(parts: Parts, notes: Notes) -> tuple[Mapping[str, Any], ...]:
    """The short forms in all tables of them, each once."""
    found: list[Mapping[str, Any]] = []
    for section in parts.sections:
        if glossary(section.heading):
            found += abbreviations(section, found, notes)
            _leave_title(section, notes)
    return tuple(found)


def _leave_table(section: Section, notes: Notes) -> None:
    """Leave out a table that says neither what is to be done nor what is weak."""
    for row in (section.heading, *(row for row, _ in section.rows)):
        leave_row(row, NO_WEAKNESSES, notes)
    _leave_title(section, notes)


def _leave_title(section: Section, notes: Notes) -> None:
    if section.title:
        notes.leave_out(section.title_place, section.title, "stands above a table, where the plan has no place for it")


def _heads(columns: Sequence[Column]) -> Mapping[str, str]:
    return {column.key: typed(column.heading) for column in columns if column.holds != LEFT_OUT}


def _complete(document: dict[str, Any], recommendations: Sequence[Mapping[str, Any]]) -> None:
    """Give the table the columns that the plan cannot do without."""
    columns = dict(document.get("plan_columns", {}))
    document["plan_columns"] = columns if "ref" in columns or not recommendations else {"ref": "Ref", **columns}


def _place_newer_dates(
    document: dict[str, Any], tables: Sequence[tuple[Section, tuple[Column, ...]]],
    recommendations: Sequence[Mapping[str, Any]], notes: Notes,
) -> None:  # fmt: skip
    """Leave out the columns of newer dates of which all stand beside the first ones, and say where each heading is."""
    own = {due["column"] for each in recommendations for row in each["strands"] for due in row["due"]}
    for section, columns in tables:
        for column in (each for each in columns if each.holds == "revised"):
            cell = next(cell for cell in section.heading.cells if cell.place == column.place)
            for line in cell.lines:
                if column.key in own:
                    notes.put(column.place, line.words, f"columns.{column.key}")
                else:
                    document["plan_columns"].pop(column.key, None)
                    notes.leave_out(
                        column.place, line.words, "is the heading of dates that stand beside the first ones"
                    )


def _document(source: Source, parts: Parts, notes: Notes) -> dict[str, Any]:
    """The title, and the paragraphs above the first table; a short one without an end is their heading."""
    paragraphs = list(parts.paragraphs)
    own = paragraphs.pop(0) if paragraphs and len(paragraphs[0].line.words) <= LONGEST_TITLE * 2 else None
    document: dict[str, Any] = {"title": typed(_title(own, source.name, notes))}
    first = paragraphs[0].line.words if paragraphs else ""
    heading = paragraphs.pop(0) if len(paragraphs) > 1 and len(first) <= LONGEST_TITLE and not first.endswith(".") else None  # fmt: skip
    if heading:
        notes.put(heading.place, heading.line.words, "document.overview.heading")
    if paragraphs:
        entries = []
        for number, paragraph in enumerate(paragraphs, 1):
            notes.put(paragraph.place, paragraph.line.words, f"OV.p{number}")
            entries.append(full(Passage, {"id": f"OV.p{number}", "text": typed(paragraph.line.words)}))
        said = heading.line.words if heading else "Overview"
        if not heading:
            said = notes.ask(paragraphs[0].place, "what is the heading of the words above the table?", ("Overview", "type another"), said)  # fmt: skip
        document["overview"] = full(Overview, {"heading": typed(said), "paragraphs": tuple(entries)})
    return document


def _title(own: Paragraph | None, file: str, notes: Notes) -> str:
    """What the plan is called: what somebody says, or what the document has first; its file where there is neither."""
    if own and notes.title in ("", own.line.words):
        notes.put(own.place, own.line.words, "document.title")
        return own.line.words
    if own:
        notes.leave_out(own.place, own.line.words, "is the title in the document, and another was given")
    return notes.title or notes.ask(file, NO_TITLE, ("type the title",), file)
