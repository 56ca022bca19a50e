"""What was understood of a document, as plain data that a page can show and change: columns, questions, and a ledger."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from jarpub.project.plan.named_months import dated_months_in

TYPED = "type "  # how a choice begins that stands for words that somebody types
TYPE_MONTH, TYPE_YEAR = f"{TYPED}the month", f"{TYPED}the year"
MONTH, YEAR = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII), re.compile(r"\d{4}", re.ASCII)
WANTED = {
    TYPE_MONTH: "type a month with its year, such as March 2026 or 2026-03",
    TYPE_YEAR: "type the year in four figures, such as 2026",
}
LEFT_OUT = "left_out"  # what a column holds whose cells do not come into the plan


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, what it holds, and the key that it gets in the plan."""

    table: str  # "plan" or "weaknesses"
    number: int  # from 0
    heading: str
    holds: str
    key: str
    place: str


def months_typed(answer: str) -> list[str]:
    """The months in an answer, such as "March 2026 or 2026-03", each with its year."""
    if MONTH.fullmatch(answer):
        return [answer]
    return [f"{month.year}-{month.number:02}" for month in dated_months_in(answer) if month.year]


def _says_something(answer: str, choices: Collection[str]) -> bool:
    """Whether a month, or a year, can be read from typed words that are to have one."""
    if TYPE_MONTH in choices:
        return bool(months_typed(answer))
    return TYPE_YEAR not in choices or bool(YEAR.fullmatch(answer))


@dataclass(frozen=True)
class Question:
    """A doubt: where it arose, what is asked, the answers to choose from, and that which is taken meanwhile."""

    id: str
    place: str
    asks: str
    choices: tuple[str, ...]
    taken: str
    also: tuple[str, ...] = ()  # other places where the same is in doubt, and the same answer holds

    def may_be(self, answer: str) -> bool:
        """Whether words are an answer: one of the choices, or words that say something where somebody may type."""
        if answer in (*self.choices, self.taken):
            return True
        return any(each.startswith(TYPED) for each in self.choices) and _says_something(answer, self.choices)

    @property
    def wants(self) -> str:
        """What to type, for somebody whose words are no answer."""
        said = next((words for choice, words in WANTED.items() if choice in self.choices), "")
        others = "".join(f', or "{each}"' for each in self.choices if not each.startswith(TYPED))
        return f"{said}{others}" if said else f"it is one of: {', '.join(self.choices)}"

    @property
    def name(self) -> str:
        """By what its answer is known when the document is read again, and other questions are gone."""
        return f"{self.place}: {self.asks}"


@dataclass(frozen=True)
class Placed:
    """A line of the document: the name of the value that it is in, or why it is left out."""

    place: str
    words: str
    name: str = ""
    why: str = ""


@dataclass
class Notes:
    """What is noted down while a document is read: questions, what was done to rows, and where each line went."""

    questions: list[Question] = field(default_factory=list)
    told: list[tuple[str, str]] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    answers: Mapping[str, str] = field(default_factory=dict)  # by the place and the words of a question
    title: str = ""  # that somebody gave the plan
    key: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what its signs mean, as the document says
    heard: dict[str, str] = field(default_factory=dict)  # the answers to what is asked once for all places

    def ask(self, place: str, asks: str, choices: tuple[str, ...], taken: str) -> str:
        """The answer to a doubt that somebody gave; else it is noted, and what is taken until somebody answers."""
        answer = self.answers.get(f"{place}: {asks}")
        is_said = answer in (*choices, taken) or _says_something(answer or "", choices)
        if answer is not None and is_said and not (answer in choices and answer.startswith(TYPED)):
            self.tell(place, f"{asks} Answered: {answer}")
            return answer
        self.questions.append(Question(f"Q{len(self.questions) + 1}", place, asks, choices, taken))
        return taken

    def ask_once(self, place: str, asks: str, choices: tuple[str, ...], taken: str) -> str:
        """The answer to a doubt that is the same wherever it arises, and is noted for the first place alone."""
        if asks not in self.heard:
            self.heard[asks] = self.ask(place, asks, choices, taken)
        else:
            self.questions = [replace(q, also=(*q.also, place)) if q.asks == asks else q for q in self.questions]
        return self.heard[asks]

    def tell(self, place: str, said: str) -> None:
        """Note what was done."""
        self.told.append((place, said))

    def leave_out(self, place: str, words: str, why: str) -> None:
        """Note that a line does not come into the plan."""
        self.placed.append(Placed(place, words, why=why))

    def put(self, place: str, words: str, name: str) -> None:
        """Note which value a line is in."""
        self.placed.append(Placed(place, words, name))


@dataclass(frozen=True)
class Understood:
    """A document as a plan: its columns, what was done, every doubt, where each line is, and the plan as plain data."""

    file: str
    columns: tuple[Column, ...]
    told: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    placed: tuple[Placed, ...]
    plan: Mapping[str, Any]

    @property
    def left_out(self) -> Iterator[Placed]:
        """The lines that are not in the plan."""
        return (each for each in self.placed if each.why)

    @property
    def record(self) -> Mapping[str, Any]:
        """All of it but the plan, as JSON holds it."""
        return {
            "file": self.file,
            "columns": [asdict(each) for each in self.columns],
            "told": [{"place": place, "said": said} for place, said in self.told],
            "questions": [asdict(each) for each in self.questions],
            "ledger": [asdict(each) for each in self.placed],
        }
