"""The plan as plain data: recommendations with their rows from the table of the plan, weaknesses from the other."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jarpub.imports.people import People
from jarpub.imports.rows import Body, Piece
from jarpub.imports.understanding import LEFT_OUT, Column, Notes
from jarpub.imports.values import FORCE, RESPONSE, due, full, marked, revised_due, revisions, status, typed
from jarpub.project.plan.model import Priority, Recommendation, Weakness, WeaknessGroup
from jarpub.project.plan.rows import Due, Owner, Passage, Status, Strand, Update
from jarpub.project.yaml.scalars import LONGEST_NAME, NAME

PREFIX = {
    "actions": "a", "outcomes": "o", "due": "d", "owners": "l", "status": "st", "updates": "u", "resources": "r",
    "evidence": "e", "notes": "n",
}  # fmt: skip
PASSAGES = ("actions", "outcomes", "resources", "evidence", "notes")
QUOTED = (("'", "'"), ("‘", "’"), ('"', '"'), ("“", "”"))
LONGEST_REF = LONGEST_NAME - len(".a99.i99.query")
SEVERAL = 2
LOOSE_SENTENCE = re.compile(r"(?<=[a-z])[.;]?\s+(?=[A-Z][a-z]+ (?:[a-z]+ ){2})")


class Table:
    """The rows of one table on their way into the plan."""

    def __init__(self, columns: Sequence[Column], people: People, notes: Notes) -> None:
        self.columns, self.people, self.notes = columns, people, notes
        self.outer: Piece | None = None  # a heading that reaches over those of several groups
        self.counts: Counter[str] = Counter()
        self.refs: set[str] = set()
        self.revised: dict[Piece, tuple[Piece, ...]] = {}  # by the dates of a row that they took the place of

    def recommendations(self, found: Sequence[Body]) -> Iterator[Mapping[str, Any]]:
        """Each recommendation with all its rows."""
        together: list[list[Body]] = []
        groups: dict[int, Piece | None] = {}
        waiting: Piece | None = None
        for at, body in enumerate(found):
            is_last = at + 1 == len(found)
            is_below_group = at > 0 and found[at - 1].kind == "group"
            if body.kind == "group" and not is_last:
                waiting = self.below(waiting if is_below_group else None, self.banner(body))
            elif (
                body.kind != "strand" or not together or is_below_group
            ):  # a heading parts what is above it from the rest
                if body.kind == "group":
                    self.notes.tell(body.place, "stands above nothing; it is taken as a row of its own")
                together.append([body])
                groups[len(together) - 1] = waiting
            else:
                together[-1].append(body)
        for number, rows in enumerate(together):
            yield self.recommendation(rows, number + 1, groups[number])

    def below(self, above: Piece | None, group: Piece) -> Piece:
        """A heading together with the one right above it, of which nobody knows how far it reaches."""
        if above is None:
            return Piece(f"{self.outer.words}\n{group.words}", None, group.lines) if self.outer else group
        asks = f'how far does "{above.words}" reach, right below which stands "{group.words}"?'
        last, all_below = "only to the next heading", "to all headings below it"
        self.outer = above if self.notes.ask(group.place, asks, (last, all_below), last) == all_below else None
        return Piece(f"{above.words}\n{group.words}", None, (*above.lines, *group.lines))

    def banner(self, body: Body) -> Piece:
        """The heading of a group: one piece with all that stands in its row."""
        return _whole([piece for cell in body.cells.values() for piece in cell])

    def recommendation(self, rows: Sequence[Body], number: int, group: Piece | None) -> Mapping[str, Any]:
        """One recommendation with its rows."""
        first = rows[0]
        ref = self.ref(first, number)
        own: dict[str, Any] = {"ref": ref}
        if group:
            own["group"] = self.text(group, f"{ref}.group")
        strands = []
        for at, row in enumerate(rows, 1):
            strand: dict[str, Any] = {"id": f"{ref}.s{at}"}
            self.revised = revisions(row.cells, self.columns, self.notes)
            for column in self.columns:
                inside = row.cells.get(column.number, [])
                if inside:
                    self.cell(own, strand, column, inside, ref)
            strands.append(full(Strand, strand))
        return full(Recommendation, {"quote": None, **own, "strands": tuple(strands)})

    def ref(self, row: Body, number: int) -> str:
        """The reference of a recommendation, or one that is made for it."""
        column = next((each for each in self.columns if each.holds == "ref"), None)
        inside = row.cells.get(column.number, []) if column else []
        words = " ".join(piece.words for piece in inside)
        if words and NAME.fullmatch(words) and len(words) <= LONGEST_REF and words not in self.refs:
            self.refs.add(words)
            for piece in inside:
                self.placed(piece, f"{words}.ref")
            row.cells.pop(column.number if column else 0)
            return words
        made = next(
            name for name in (f"R{number}", *(f"R{number}.{n}" for n in range(2, 10_000))) if name not in self.refs
        )
        if words:
            why = "is the reference of two rows" if words in self.refs else "cannot be a name in the plan"
            asks = f'the reference "{words}" {why}; which is it to be?'
            made = self.given(self.notes.ask(inside[0].place, asks, (made, "type another"), made), made)
        else:
            self.notes.tell(row.place, f"has no reference; {made} is made for it")
        self.refs.add(made)
        return made

    def given(self, typed_ref: str, made: str) -> str:
        """A reference that somebody typed, if the plan can have it; else the one that was made."""
        is_free = typed_ref not in self.refs and len(typed_ref) <= LONGEST_REF
        return typed_ref if is_free and NAME.fullmatch(typed_ref) else made

    def cell(self, own: dict[str, Any], strand: dict[str, Any], column: Column, inside: list[Piece], ref: str) -> None:
        """Put a cell into the recommendation or its row."""
        held = column.holds
        whole = _whole(inside)
        if held == LEFT_OUT:
            self.left_out(inside, "stands in a column that is left out")
        elif held == "recommendation":
            own["quote"] = self.text(self.unquoted(whole), f"{ref}.quote")
        elif held in ("group", "source_ref"):
            words = self.text(whole, f"{ref}.{held}")
            own[held] = f"{own[held]}\n{words}" if held in own else words
        elif held == "priority":
            self.placed(whole, f"{ref}.priority")
            slug = "_".join(re.findall(r"[a-z0-9]+", whole.words.lower()))[:40].strip("_")
            own["priority"] = full(Priority, {"text": typed(whole.words), "value": slug or None})
        elif held in ("force", "response"):
            self.placed(whole, f"{ref}.{held}")
            own[held] = marked(whole, FORCE if held == "force" else RESPONSE, f"the {held}", self.notes)
        elif held == "review_date":
            strand["review_date"] = self.text(whole, f"{strand['id']}.review_date")
        else:
            key = "due" if held == "revised" else held if held in PREFIX else "notes"
            entries = self.entries(key, column, inside, ref)
            strand[key] = (*strand.get(key, ()), *entries)

    def entries(self, key: str, column: Column, inside: list[Piece], ref: str) -> Iterator[Mapping[str, Any]]:
        """The entries of a list in a row, one for each paragraph of a cell."""
        named = None if column.key == key else column.key
        if key in PASSAGES:
            yield from self.passages(key, named, inside, ref)
            return
        for piece in inside:
            id = self.new_id(ref, key)
            self.placed(piece, id)
            if key == "due" and (newer := self.revised.pop(piece, ())):
                self.placed(_whole(newer), id)
                yield full(Due, {**revised_due(piece, newer, id, self.notes), "column": named})
            elif key == "due":
                yield full(Due, {**due(piece, id, self.notes), "column": named})
            elif key == "owners":
                yield full(Owner, self.people.owner(piece, id, named))
            elif key == "status":
                yield full(Status, {**status(piece, id, self.notes, self.notes.key), "column": named})
            else:
                yield full(Update, {"id": id, "text": typed(piece.words), "column": named})

    def passages(self, key: str, column: str | None, inside: list[Piece], ref: str) -> Iterator[Mapping[str, Any]]:
        """Passages; the entries of a list stand below the words that lead to it."""
        inside = self.one_or_several(inside)
        tree: list[tuple[dict[str, Any], list[Any], int]] = []
        tops: list[dict[str, Any]] = []
        for piece in inside:
            level = -1 if piece.level is None else piece.level
            while tree and (tree[-1][2] >= level or level < 0):
                tree.pop()
            if level >= 0 and not tree and tops and tops[-1]["text"].endswith(":"):
                tree = [(tops[-1], tops[-1]["items"], -1)]
            above = tree[-1] if tree and level >= 0 else None
            id = f"{above[0]['id']}.i{len(above[1]) + 1}" if above else self.new_id(ref, key)
            entry: dict[str, Any] = {"id": id, "text": typed(piece.words), "items": []}
            self.placed(piece, id)
            (above[1] if above else tops).append(entry)
            if not above and column:
                entry["column"] = column
            tree.append((entry, entry["items"], level))
        yield from map(_passage, tops)

    def one_or_several(self, inside: list[Piece]) -> list[Piece]:
        """A paragraph of several sentences, of which one has no end, as one entry, or as several where somebody says so."""
        if len(inside) != 1 or inside[0].level is not None:
            return inside
        piece = inside[0]
        ends = list(LOOSE_SENTENCE.finditer(piece.words))
        if len(ends) < SEVERAL or all(end[0].startswith((".", ";")) for end in ends):
            return inside
        asks = f'"{piece.words[:60]}…" is one paragraph in which a sentence has no end; is it one entry, or several?'
        if self.notes.ask(piece.place, asks, ("one", "several"), "one") != "several":
            return inside
        starts = [0, *(end.end() for end in ends)]
        parts = [piece.words[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]
        first, *others = [Piece(words, None, ((piece.place, words),)) for words in parts]
        return [Piece(first.words, None, piece.lines), *(Piece(each.words, None, ()) for each in others)]

    def weaknesses(self, found: Sequence[Body]) -> Iterator[Mapping[str, Any]]:
        """The groups of weaknesses; a heading with nothing below it is a weakness without anybody beside it."""
        groups: list[tuple[Piece | None, list[Body]]] = []
        for body in found:
            if body.kind == "group" and self.is_heading(found, body):
                groups.append((self.banner(body), []))
                continue
            if not groups:
                groups.append((None, []))
            groups[-1][1].append(body)
        named = [(heading, list(filter(self.names_weakness, rows))) for heading, rows in groups]
        for number, (heading, rows) in enumerate((each for each in named if any(each)), 1):
            id = f"W{number}"
            items = tuple(self.weakness(row, f"{id}.{at}") for at, row in enumerate(rows, 1))
            own = {"heading": self.text(heading, f"{id}.heading")} if heading else {}
            yield full(WeaknessGroup, {"id": id, "items": items, **own})

    def is_heading(self, found: Sequence[Body], body: Body) -> bool:
        """Whether a row of one cell is the heading of what stands below it."""
        at = next(number for number, each in enumerate(found) if each is body)
        if at + 1 < len(found) and found[at + 1].kind != "group":
            return True
        asks = f'is "{self.banner(body).words}" a heading, or a weakness for which nobody answers?'
        return self.notes.ask(body.place, asks, ("a weakness", "a heading"), "a weakness") == "a heading"

    def names_weakness(self, row: Body) -> bool:
        """Whether a row names a weakness; one that does not is left out, as nobody knows what it is of."""
        names = any(row.cells.get(column.number) for column in self.columns if column.holds == "issue")
        if not names:
            self.notes.tell(row.place, "names no weakness, and is left out")
            self.left_out(
                (piece for cell in row.cells.values() for piece in cell), "stands in a row without a weakness"
            )
        return names

    def weakness(self, row: Body, id: str) -> Mapping[str, Any]:
        """One weakness."""
        item: dict[str, Any] = {"id": id}
        for column in self.columns:
            inside = row.cells.get(column.number, [])
            if inside and column.holds == "issue":
                item["text"] = self.text(_whole(inside), id)
            elif inside and column.holds == LEFT_OUT:
                self.left_out(inside, "stands in a column that is left out")
            elif inside:
                key = column.holds if column.holds in ("owners", "status") else "notes"
                item[key] = (*item.get(key, ()), *self.entries(key, column, inside, id))
        return full(Weakness, item)

    def new_id(self, ref: str, key: str) -> str:
        """The next id of a kind below a reference."""
        name = f"{ref}.{PREFIX[key]}"
        self.counts[name] += 1
        return f"{name}{self.counts[name]}"

    def text(self, piece: Piece, name: str) -> str:
        """The words of a piece, which become a value of this name."""
        self.placed(piece, name)
        return typed(piece.words)

    def unquoted(self, piece: Piece) -> Piece:
        """Words without quotation marks around all of them, which are printed again."""
        for first, last in QUOTED:
            inner = piece.words[1:-1]
            if piece.words.startswith(first) and piece.words.endswith(last) and len(inner) > 1 and first not in inner.replace("n't", ""):  # fmt: skip
                self.notes.tell(piece.place, "stands in quotation marks, which publications print by themselves")
                return Piece(inner, None, piece.lines)
        return piece

    def placed(self, piece: Piece, name: str) -> None:
        """Note which value the lines of a piece are in."""
        for place, words in piece.lines:
            self.notes.put(place, words, name)

    def left_out(self, inside: Iterable[Piece], why: str) -> None:
        """Note that pieces do not come into the plan."""
        for piece in inside:
            for place, words in piece.lines:
                self.notes.leave_out(place, words, why)


def _passage(entry: dict[str, Any]) -> Mapping[str, Any]:
    return full(Passage, {**entry, "items": tuple(map(_passage, entry["items"]))})


def _whole(inside: Sequence[Piece]) -> Piece:
    """The paragraphs of a cell as one text, with every sign in it."""
    words = "\n".join(f"{each.sign}{each.words}" for each in inside)
    return Piece(words, None, tuple(line for each in inside for line in each.lines))
