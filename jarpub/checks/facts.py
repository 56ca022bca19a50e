"""Every month, status, number and address in a publication is one that the plan holds for that recommendation."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import Any

from jarpub.diagnostics import Code, Diagnostic
from jarpub.pages.page_tree import HEADINGS
from jarpub.pages.text_blocks import Block, Run
from jarpub.project.plan.model import Plan, Status
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import MONTHS, Month, Text
from jarpub.project.publications import Settings

ADDRESS_FACT = Code("facts.address", "An address is told that the plan does not hold.")
TELEPHONE_FACT = Code("facts.telephone", "A telephone number is told that the plan does not hold.")
MONTH_FACT = Code("facts.month", "A month is told that the plan does not hold for this recommendation.")
NUMBER_FACT = Code("facts.number", "A number is told that the plan does not hold for this recommendation.")
STATUS_FACT = Code("facts.status", "A word for a status is told that the plan does not hold for this recommendation.")
STATUS_SENTENCE = Code("facts.status-sentence", "The sentence for a status is not the one of this recommendation.")

MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b(?:\s+(\d{{4}})\b)?")
SHORT_MONTH = re.compile(rf"\b(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?\s?'?(\d\d)\b")
ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+|[\w.+-]+@[\w-]+\.[\w.-]+")
TELEPHONE = re.compile(r"(?<![\w/])(?:\+?\d[\s()-]?){7,}\d(?![\w/])")
NUMBER = re.compile(r"(?<![^\W_])\d+(?:[.,]\d+)*")
NUMBER_WORDS = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)  # noqa: SIM905
} | {"twice": 2, "both": 2, "hundred": 100, "thousand": 1000}
NUMBER_WORD = re.compile(rf"\b({'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Held:
    """What the plan holds: for one recommendation, or as a whole."""

    months: frozenset[tuple[int, int]]
    numbers: frozenset[str]
    statuses: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """What the plan holds for each recommendation and as a whole, and the addresses in it."""

    whole: Held
    by_ref: Mapping[str, Held]
    overall: Mapping[str, str]
    words: str

    def number(self, ref: str) -> int:
        """Which of the recommendations it is, from 1."""
        return self._numbers[ref]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {ref: number for number, ref in enumerate(self.by_ref, 1)}

    def held(self, refs: Iterable[str]) -> Held:
        """What it holds for some recommendations together; for none, all of it."""
        held = [self.by_ref[ref] for ref in refs]
        if not held:
            return self.whole
        return Held(
            frozenset().union(*(each.months for each in held)),
            frozenset().union(*(each.numbers for each in held)),
            frozenset().union(*(each.statuses for each in held)),
        )


def facts_of(plan: Plan) -> Facts:
    """The facts of a plan: those of its own words and of the answers to its gaps, never of its wording."""
    by_ref = {str(recommendation.ref): _held(recommendation) for recommendation in plan.recommendations}
    own = (plan.document, plan.recommendations, plan.weaknesses, plan.people, plan.abbreviations)
    answers = tuple(gap.answer for gap in plan.gaps if gap.answer)
    whole = _held((*own, answers))
    said = MONTH.findall(" ".join(answer.words for answer in answers))
    answered = {(int(year), MONTHS.index(name) + 1) for name, year in said if year}
    priorities = [recommendation.priority.value for recommendation in plan.recommendations]
    counts = {len(plan.recommendations), len(plan.weaknesses), sum(len(group.items) for group in plan.weaknesses)}
    counts |= {priorities.count(value) for value in priorities}
    whole = Held(whole.months | answered, whole.numbers | {str(number) for number in counts}, whole.statuses)
    words = " ".join(text.words for text in walk((*own, answers)) if isinstance(text, Text))
    together = {str(recommendation.ref): recommendation.progress for recommendation in plan.recommendations}
    return Facts(whole, by_ref, together, words)


def true_to_the_plan(settings: Settings, facts: Facts, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """A diagnostic for each fact that the plan does not hold for what it is said of."""
    for block in blocks:
        refs = _refs(block, facts)
        held = facts.held(refs)
        of = f" for {' and '.join(refs)}" if refs else ""
        yield from _false_addresses(block, facts)
        yield from _false_months(block, held, of)
        own = str(facts.number(refs[0])) if refs and block.tag in HEADINGS else ""  # items count up
        yield from _false_numbers(block, held, of, own)
        yield from _false_statuses(block, held, of, settings)
        yield from _wrong_status_sentences(block, facts, refs)


def _refs(block: Block, facts: Facts) -> list[str]:
    """The recommendations that a block speaks of: by the nearest element named after one, or by its values."""
    for element in reversed(block.around):
        if element.attributes.get("id") in facts.by_ref:
            return [element.attributes["id"]]
    named = {part for run in block.runs for part in run.value_id.split(".")}
    return sorted(named & facts.by_ref.keys(), key=facts.number)


def _false_addresses(block: Block, facts: Facts) -> Iterator[Diagnostic]:
    links = [element.attributes["href"] for element in block.around[-1].walk() if "href" in element.attributes]
    for address in [*ADDRESS.findall(block.words), *(link for link in links if not link.startswith("#"))]:
        bare = re.sub(r"^(mailto:|tel:)", "", address).rstrip(".,;:!?)")
        if bare not in facts.words:
            yield _false(
                ADDRESS_FACT,
                block,
                bare,
                f'"{bare}" is no address that the plan holds',
                "put it into the plan as the answer to a gap",
            )
    for telephone in TELEPHONE.findall(ADDRESS.sub(" ", block.words)):
        if re.sub(r"\D", "", telephone) not in re.sub(r"(?<=\d)\D+(?=\d)", "", facts.words):
            message = f'"{telephone.strip()}" is no number that the plan holds'
            yield _false(
                TELEPHONE_FACT, block, telephone.strip(), message, "put it into the plan as the answer to a gap"
            )


def _false_months(block: Block, held: Held, of: str) -> Iterator[Diagnostic]:
    names = {number for _, number in held.months}
    for name, year in MONTH.findall(block.words):
        number = MONTHS.index(name) + 1
        is_held = (int(year), number) in held.months if year else number in names
        if not is_held and not (name in ("March", "May") and not year):  # these are also other words
            known = ", ".join(f"{MONTHS[number - 1]} {year}" for year, number in sorted(held.months)) or "none"
            told = " ".join(filter(None, [name, year]))
            message = f'"{told}" is no month that the plan holds{of} ({known})'
            yield _false(MONTH_FACT, block, told, message, "correct it, or the months of the plan")


def _false_numbers(block: Block, held: Held, of: str, own: str) -> Iterator[Diagnostic]:
    words = block.words
    for pattern in (ADDRESS, TELEPHONE, MONTH, SHORT_MONTH):
        words = pattern.sub(" ", words)
    for number in _numbers(words):
        if number not in held.numbers and number != own:
            message = f'"{number}" is no number that the plan holds{of}, in "{_start(block)}"'
            yield _false(NUMBER_FACT, block, number, message, "correct it, or say it without a number")


def _false_statuses(block: Block, held: Held, of: str, settings: Settings) -> Iterator[Diagnostic]:
    told = "".join(run.words for run in block.runs if not _is_formal(run))
    for status in settings.status_words:
        if held.statuses & set(status.values):
            continue
        for word in status.words:
            if re.search(rf"\b{re.escape(word.words)}\b", told, re.IGNORECASE):
                message = f'"{word}" in "{_start(block)}" is no status that the plan holds{of}'
                message += f" ({', '.join(sorted(held.statuses)) or 'none'})"
                yield _false(STATUS_FACT, block, word.words, message, "correct it, or the status in the plan")


def _wrong_status_sentences(block: Block, facts: Facts, refs: list[str]) -> Iterator[Diagnostic]:
    """Of the sentences for statuses, a recommendation gets the one that tells how far all of it has got."""
    for run in block.runs:
        *_, group, key = ["", "", *run.value_id.split(".")]
        for ref in refs if group == "statuses" else ():
            if key != facts.overall[ref]:
                message = f'"{run.words}" is said of {ref}, whose statuses together are {facts.overall[ref]}'
                yield _false(
                    STATUS_SENTENCE,
                    block,
                    run.words,
                    message,
                    "let the template choose: {{ status_sentence(recommendation, w) }}",
                )


def _is_formal(run: Run) -> bool:
    """Whether the words are the plan's own: they say what they say."""
    return bool(run.value_id) and not run.value_id.startswith("wording.")


def _false(code: Code, block: Block, quote: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, block.location, message, hint, "blocking", quote)


def _held(record: Any) -> Held:
    texts = [text.words for text in walk(record) if isinstance(text, Text)]
    return Held(
        months=frozenset((month.year, month.number) for month in walk(record) if isinstance(month, Month)),
        numbers=frozenset(number for words in texts for number in (*_numbers(words), *_years(words))),
        statuses=frozenset(status.value for status in walk(record) if isinstance(status, Status)),
    )


def _numbers(words: str) -> Iterator[str]:
    """The numbers in some words, in figures; "2008/09" is two of them."""
    yield from NUMBER.findall(words)
    yield from (str(NUMBER_WORDS[word.lower()]) for word in NUMBER_WORD.findall(words))


def _years(words: str) -> Iterator[str]:
    """The years that are written short, such as the 2009 of "March 09"."""
    yield from (f"20{year}" for year in SHORT_MONTH.findall(words))


def _start(block: Block) -> str:
    return shorten(block.words, 60, placeholder=" …")
