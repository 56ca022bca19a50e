"""Every month, status, number and address in a publication is one that the plan holds for that recommendation."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import Any

from jarpub.checks.privacy.letters import seen
from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.pages.page_tree import HEADINGS
from jarpub.pages.text_blocks import Block, Run
from jarpub.project.contact_details import Found, addresses, normal_address, telephone_numbers
from jarpub.project.plan.model import Correction, Plan, Status
from jarpub.project.plan.named_months import NamedMonth, dated_months_in, months_in
from jarpub.project.plan.named_numbers import NUMBER_WORDS, numbers_in
from jarpub.project.plan.named_values import walk
from jarpub.project.plan.values import MONTHS, Month, Text
from jarpub.project.publications import Settings

ADDRESS_FACT = Code("facts.address", "An address is told that the plan does not hold.")
TELEPHONE_FACT = Code("facts.telephone", "A telephone number is told that the plan does not hold.")
MONTH_FACT = Code("facts.month", "A month is told that the plan does not hold for this recommendation.")
NUMBER_FACT = Code("facts.number", "A number is told that the plan does not hold for this recommendation.")
STATUS_FACT = Code("facts.status", "A word for a status is told that the plan does not hold for this recommendation.")
STATUS_SENTENCE = Code("facts.status-sentence", "The sentence for a status is not the one of this recommendation.")

IN_AN_ANSWER = "put it into the plan as the answer to a gap"
WITHOUT_CODE = 8  # figures of a London number
ALSO_WORDS = ("March", "May")  # months where a year stands beside them
COUNTED = re.compile(
    rf"\b(?:\d+|{'|'.join(NUMBER_WORDS)})\s+(?:\w+\s+)?(?:recommendations?|weakness(?:es)?|things?)\b", re.IGNORECASE
)
PLACE = re.compile(r"(?<![^\W_])(\d{1,3})(?:st|nd|rd|th)\b")
# What is not so, or is still to be, is not said to be so.
NOT_SAID = (
    "".join(f"(?<!\\b{word} )" for word in ("not", "not been", "not fully", "never", "yet", "be", "being", "get"))
    + "(?<!n['’]t )"
)
# Behind these, in the same part of a sentence, it is not said that something is so: "when it is done".
OPEN = re.compile(
    r"\b(?i:after|before|how far|if|nothing|once|unless|until|well|what|when|where|whether)\b[^.!?;:]{0,60}\Z"
)
SAID = {
    "not_recorded": (),
    "started": ("started",),
    "in_progress": ("started", "in_progress"),
    "done": ("done",),
    "done_continuing": ("done", "done_continuing"),
}  # the statuses that a sentence may tell; where there are several kinds, it may tell of any


@dataclass(frozen=True)
class Held:
    """What the plan holds: for one recommendation, or as a whole."""

    months: frozenset[tuple[int, int]]
    names: frozenset[int]  # of months, also where no year is beside them
    numbers: frozenset[str]
    statuses: frozenset[str]

    def has_month(self, month: NamedMonth) -> bool:
        """Whether it holds a month that is told; one whose year is missing or doubtful by its name."""
        if month.year is None or month.is_doubtful:
            return month.number in self.names
        return (month.year, month.number) in self.months


@dataclass(frozen=True)
class Facts:
    """What the plan holds for each recommendation and as a whole; addresses and telephone numbers in their one form."""

    whole: Held
    by_ref: Mapping[str, Held]
    overall: Mapping[str, str]
    addresses: frozenset[str]
    telephones: frozenset[str]  # those of London also without their code
    counts: frozenset[str]  # how many recommendations and weaknesses there are
    own: frozenset[str]  # the ids of the plan's own texts and of answers, which say what they say

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
            frozenset().union(*(each.names for each in held)),
            frozenset().union(*(each.numbers for each in held)),
            frozenset().union(*(each.statuses for each in held)),
        )


def facts_of(plan: Plan) -> Facts:
    """The facts of a plan: those of its own words and of the answers to its gaps, never of its wording."""
    answers = tuple(gap.answer for gap in plan.gaps if gap.answer)
    own = (plan.document, plan.recommendations, plan.weaknesses, plan.people, plan.abbreviations, answers)
    everywhere, counts = _held((plan.document.title, plan.document.overview, answers)).numbers, _counts(plan)
    texts = _texts(own)
    telephones = [found.normal for text in texts for found in telephone_numbers(text.words)]
    return Facts(
        whole=_held(own, counts),
        by_ref={str(each.ref): _held(each, everywhere) for each in plan.recommendations},
        overall={str(each.ref): each.progress for each in plan.recommendations},
        addresses=frozenset(found.normal for text in texts for found in addresses(text.words)),
        telephones=frozenset({*telephones, *(number[-WITHOUT_CODE:] for number in telephones)}),
        counts=counts,
        # A month that is printed is named as the date that it stands in, and may be told of another recommendation.
        own=frozenset(text.id for text in texts) - {due.id for strand in plan.strands for due in strand.due},
    )


def _counts(plan: Plan) -> frozenset[str]:
    """How many recommendations and weaknesses there are, of each kind and together."""
    priorities = [recommendation.priority.value for recommendation in plan.recommendations]
    counts = {len(plan.recommendations), len(plan.weaknesses), sum(len(group.items) for group in plan.weaknesses)}
    return frozenset(str(count) for count in counts | {priorities.count(value) for value in priorities})


def _held(record: Any, numbers: Iterable[str] = ()) -> Held:
    """What the texts and values of a record hold, and numbers that are true of it."""
    texts = [text.words for text in _texts(record)]
    texts += [each.find for each in walk(record) if isinstance(each, Correction)]  # is printed in the list of them
    months = {(month.year, month.number) for month in walk(record) if isinstance(month, Month)}
    named = [month for words in texts for month in dated_months_in(words)]
    months |= {(month.year, month.number) for month in named if month.year}
    years = {str(month.year) for month in named if month.year}
    return Held(
        months=frozenset(months),
        names=frozenset({number for _, number in months} | {month.number for month in named}),
        numbers=frozenset(
            {number for words in texts for _, number in numbers_in(_but_for_contacts(words))} | years
        ).union(numbers),
        statuses=frozenset(status.value for status in walk(record) if isinstance(status, Status)),
    )


def _texts(record: Any) -> list[Text]:
    return [text for text in walk(record) if isinstance(text, Text)]


def true_to_the_plan(settings: Settings, facts: Facts, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """A diagnostic for each fact that the plan does not hold for what it is said of."""
    for block in blocks:
        refs = _refs(block, facts)
        held = facts.held(refs)
        of = f" for {' and '.join(refs)}" if refs else ""
        told = seen("".join(" " * len(run.words) if run.value_id in facts.own else run.words for run in block.runs))
        yield from _false_addresses(block, told, facts)
        yield from _false_telephones(block, told, facts)
        yield from _false_months(block, told, held, of)
        own = str(facts.number(refs[0])) if refs and block.tag in HEADINGS else ""  # items count up
        yield from _false_numbers(block, _without_counts(told, facts), held, of, own)
        yield from _false_statuses(block, held, of, settings)
        yield from _wrong_status_sentences(block, facts, refs, settings)


def _refs(block: Block, facts: Facts) -> list[str]:
    """The recommendations that a block speaks of: by the nearest element named after one, or by its values."""
    for element in reversed(block.around):
        if element.attributes.get("id") in facts.by_ref:
            return [element.attributes["id"]]
    named = {part for run in block.runs for part in run.value_id.split(".")}
    return sorted(named & facts.by_ref.keys(), key=facts.number)


def _false_addresses(block: Block, told: str, facts: Facts) -> Iterator[Diagnostic]:
    told_here = [(told[found.start : found.end], _place(block, found.start)) for found in addresses(told)]
    for element in block.around[-1].walk():
        link = element.attributes.get("href", "#")
        if not link.startswith(("#", "tel:")):
            told_here.append((link.removeprefix("mailto:"), element.location))
    for address, location in told_here:
        if normal_address(address) not in facts.addresses:
            message = f'"{address}" is no address that the plan holds'
            yield _false(ADDRESS_FACT, location, address, message, IN_AN_ANSWER)


def _false_telephones(block: Block, told: str, facts: Facts) -> Iterator[Diagnostic]:
    told_here = [(told, found, _place(block, found.start)) for found in telephone_numbers(told)]
    for element in block.around[-1].walk():
        link = element.attributes.get("href", "")
        if link.startswith("tel:"):
            told_here += [(link, found, element.location) for found in telephone_numbers(link)]
    for words, found, location in told_here:
        if found.normal not in facts.telephones and found.normal not in facts.whole.numbers:
            telephone = words[found.start : found.end]
            message = f'"{telephone}" is no number that the plan holds'
            yield _false(TELEPHONE_FACT, location, telephone, message, IN_AN_ANSWER)


def _false_months(block: Block, told: str, held: Held, of: str) -> Iterator[Diagnostic]:
    for month in months_in(told):
        is_another_word = month.year is None and (month.is_short or month.name in ALSO_WORDS)
        if not is_another_word and not held.has_month(month):
            known = ", ".join(f"{MONTHS[number - 1]} {year}" for year, number in sorted(held.months)) or "none"
            words = told[month.start : month.end]
            message = f'"{words}" is no month that the plan holds{of} ({known})'
            location = _place(block, month.start)
            yield _false(MONTH_FACT, location, words, message, "correct it, or the months of the plan")


def _false_numbers(block: Block, told: str, held: Held, of: str, own: str) -> Iterator[Diagnostic]:
    told = _without(_but_for_contacts(told), months_in(told))
    for start, number in numbers_in(told):
        if number not in held.numbers and number != own:
            message = f'"{number}" is no number that the plan holds{of}, in "{_start(block)}"'
            location = _place(block, start)
            yield _false(NUMBER_FACT, location, number, message, "correct it, or say it without a number")


def _without_counts(told: str, facts: Facts) -> str:
    """The words without true ones such as "five recommendations" and "2nd", which are said of any of them."""
    true = [each for each in COUNTED.finditer(told) if {number for _, number in numbers_in(each[0])} <= facts.counts]
    true += [each for each in PLACE.finditer(told) if 1 <= int(each[1]) <= len(facts.by_ref)]
    return _without(told, (Found(*each.span(), each[0]) for each in true))


def _but_for_contacts(words: str) -> str:
    return _without(words, (*addresses(words), *telephone_numbers(words)))


def _without(words: str, spans: Iterable[Found | NamedMonth]) -> str:
    letters = list(words)
    for span in spans:
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)


def _false_statuses(block: Block, held: Held, of: str, settings: Settings) -> Iterator[Diagnostic]:
    """Words for statuses that are not those of a recommendation; sentences for statuses are judged by themselves."""
    told = seen("".join(run.words for run in block.runs if not _is_formal(run) and not _status_told(run)))
    for word in _told_statuses(told, held.statuses, settings):
        message = f'"{word}" in "{_start(block)}" is no status that the plan holds{of}'
        message += f" ({', '.join(sorted(held.statuses)) or 'none'})"
        location = _place(block, block.words.lower().find(word.words.lower()))
        yield _false(STATUS_FACT, location, word.words, message, "correct it, or the status in the plan")


def _told_statuses(told: str, values: Collection[str], settings: Settings) -> Iterator[Text]:
    """The words for statuses in some words that are not true beside these values."""
    for status in settings.status_words:
        for word in status.words:
            pattern = rf"{NOT_SAID}\b{re.escape(word.words)}\b"
            if set(values) & set(status.values):
                continue
            if any(not OPEN.search(told[: found.start()]) for found in re.finditer(pattern, told, re.IGNORECASE)):
                yield word


def _wrong_status_sentences(block: Block, facts: Facts, refs: list[str], settings: Settings) -> Iterator[Diagnostic]:
    """Each of the sentences for statuses says what its key says, and a recommendation gets the one for all of it."""
    for run in block.runs:
        key = _status_told(run)
        for word in _told_statuses(run.words, SAID[key], settings) if key in SAID else ():
            message = f'"{word}" in "{run.words}" is no word for what is {key}'
            yield _false(STATUS_FACT, run.location, word.words, message, "correct the sentence")
        for ref in refs if key else ():
            if key != facts.overall[ref]:
                message = f'"{run.words}" is said of {ref}, whose statuses together are {facts.overall[ref]}'
                hint = "let the template choose: {{ status_sentence(recommendation, w) }}"
                yield _false(STATUS_SENTENCE, block.location, run.words, message, hint)


def _status_told(run: Run) -> str:
    """The key of a sentence for a status, such as "partly_done"; nothing for other words."""
    *_, group, key = ["", "", *run.value_id.split(".")]
    return key if group == "statuses" else ""


def _is_formal(run: Run) -> bool:
    """Whether the words are the plan's own: they say what they say."""
    return bool(run.value_id) and not run.value_id.startswith("wording.")


def _false(code: Code, location: Location, quote: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code, location, message, hint, "blocking", quote)


def _place(block: Block, offset: int) -> Location:
    """Where some of its words stand; those of a template are found where the plan's words beside them are."""
    at = 0
    for run in block.runs:
        at += len(run.words)
        if offset < at:
            return run.location if run.value_id else block.location
    return block.location


def _start(block: Block) -> str:
    return shorten(block.words, 60, placeholder=" …")
