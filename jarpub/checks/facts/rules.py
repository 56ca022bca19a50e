"""Every month, status, number and address in a publication is one that the plan holds for that recommendation."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from textwrap import shorten

from jarpub.checks.facts.counts import counted
from jarpub.checks.facts.held import SEASON, Facts, Held, but_for_contacts, season_of, without
from jarpub.checks.facts.statuses import false_statuses
from jarpub.checks.privacy.letters import seen
from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.pages.page_tree import HEADINGS
from jarpub.pages.text_blocks import Block, Run
from jarpub.project.contact_details import Found, addresses, normal_address, telephone_numbers
from jarpub.project.languages import ENGLISH, MONTHS, primary
from jarpub.project.plan.named_months import months_in
from jarpub.project.plan.named_numbers import numbers_in
from jarpub.project.plan.rows import AS_TRUE, WITHDRAWN
from jarpub.project.publications import Settings

ADDRESS_FACT = Code("facts.address", "An address is told that the plan does not hold.")
TELEPHONE_FACT = Code("facts.telephone", "A telephone number is told that the plan does not hold.")
MONTH_FACT = Code("facts.month", "A month is told that the plan does not hold for this recommendation.")
NUMBER_FACT = Code("facts.number", "A number is told that the plan does not hold for this recommendation.")
STATUS_FACT = Code("facts.status", "A word for a status is told that the plan does not hold for this recommendation.")
STATUS_SENTENCE = Code("facts.status-sentence", "The sentence for a status is not the one of this recommendation.")

IN_AN_ANSWER = "put it into the plan as the answer to a gap"
PLACE = re.compile(r"(?<![^\W_])(\d{1,3})(?:st|nd|rd|th)\b")
# What a template counts itself, of parts and of rows.
LENGTH = re.compile(
    r"(?<=: )\d+ (?:words|characters)(?:, \d+ (?:words|characters|seconds))*(?: at \d+ words a minute)?\Z"
    r"|\brow \d+ of \d+\Z"
)
REFERENCE = re.compile(r"(?<![\w.])\d[\w.-]*\w|(?<![\w.])\d")  # such as "1", "2.1" and "3a"
NOT_RECORDED = frozenset({"partly_recorded", "not_recorded"})
SAID = {
    "not_recorded": (),
    "partly_recorded": ("started",),
    "started": ("started",),
    "in_progress": ("started", "in_progress"),
    "partly_done": ("started", "in_progress", "done", "done_continuing"),
    "done": ("done",),
    "done_continuing": ("done", "done_continuing"),
}  # the statuses that a sentence may tell; where there are several kinds, it may tell of any


EVERYBODYS = frozenset({"999", "112"})  # whom to call in danger is no fact of a plan
SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}


def true_to_the_plan(settings: Settings, facts: Facts, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """A diagnostic for each fact that the plan does not hold for what it is said of."""
    for block in blocks:
        refs = _refs(block, facts)
        told = _told(block, facts, lambda run: _is_the_plans(run, facts))
        yield from _false_addresses(block, told, facts)
        yield from _false_telephones(block, told, facts)
        if not told.isspace():  # as most blocks are where the plan's own words are printed
            yield from _false_times_and_numbers(block, told, facts, refs, settings)
        yield from _false_words_for_statuses(block, facts, facts.held(refs), _of(refs), settings)
        yield from _wrong_status_sentences(block, facts, refs, settings)


def _false_times_and_numbers(
    block: Block, told: str, facts: Facts, refs: Sequence[str], settings: Settings
) -> Iterator[Diagnostic]:
    held, of = facts.held(refs), _of(refs)
    yield from _false_months(block, told, facts.language, held, of)
    yield from _false_seasons(block, told, held, facts, of)
    own = str(facts.number(refs[0])) if refs and block.tag in HEADINGS else ""  # items count up
    true, false = counted(told, facts.counts, settings)
    true += [Found(*each.span(), each[0]) for each in PLACE.finditer(told) if 1 <= int(each[1]) <= len(facts.by_ref)]
    yield from _false_counts(block, false)
    if primary(facts.language) != ENGLISH:  # of a template's words there nobody knows here which numbers are its counts
        told = _told(block, facts, lambda run: not run.value_id or _is_the_plans(run, facts))
    told = without(without(told, (*true, *false)), months_in(told, facts.language))
    yield from _false_numbers(block, numbers_in(but_for_contacts(told), facts.language), held, of, own)


def true_pictures(settings: Settings, facts: Facts, drawn: Sequence[Block]) -> Iterator[Diagnostic]:
    """A diagnostic for each month and status, drawn inside a picture, that the plan does not hold anywhere."""
    for block in drawn:
        yield from _false_months(block, block.words, facts.language, facts.whole, "")
        yield from _false_words_for_statuses(block, facts, facts.whole, "", settings)


def _is_the_plans(run: Run, facts: Facts) -> bool:
    """Whether words are the plan's own, where they stand for nothing else: a date may be told of another recommendation."""
    return facts.is_own(run) and run.value_id not in facts.dates


def _told(block: Block, facts: Facts, is_left_out: Callable[[Run], bool]) -> str:
    """The words of a block with spaces for those that need not be judged."""
    return seen("".join(" " * len(run.words) if is_left_out(run) else _of_the_plan(run, facts) for run in block.runs))


def _of_the_plan(run: Run, facts: Facts) -> str:
    """Words without what a template counts itself, and without the references that it prints."""
    if run.value_id:
        return run.words
    return REFERENCE.sub(
        lambda found: " " * len(found[0]) if found[0] in facts.by_ref else found[0],
        LENGTH.sub(lambda length: " " * len(length[0]), run.words),
    )


def _of(refs: Sequence[str]) -> str:
    return f" for {' and '.join(refs)}" if refs else ""


def _refs(block: Block, facts: Facts) -> list[str]:
    """The recommendations that a block speaks of: by the nearest element named after one, or by its values."""
    for element in reversed(block.around):
        if element.attributes.get("id") in facts.by_ref:
            return [element.attributes["id"]]
    named = {part for run in block.runs if facts.has_words(run) for part in _without_month(run.value_id).split(".")}
    return sorted(named & facts.by_ref.keys(), key=facts.number)


def _false_addresses(block: Block, told: str, facts: Facts) -> Iterator[Diagnostic]:
    told_here = [(told[found.start : found.end], _place(block, found.start)) for found in addresses(told)]
    for element in block.around[-1].walk():
        link = element.attributes.get("href", "#")
        if not link.startswith(("#", "tel:", "sms:")):
            told_here.append((link.removeprefix("mailto:"), element.location))
    for address, location in told_here:
        if normal_address(address) not in facts.addresses:
            message = f'"{address}" is no address that the plan holds'
            yield _false(ADDRESS_FACT, location, address, message, IN_AN_ANSWER)


def _false_telephones(block: Block, told: str, facts: Facts) -> Iterator[Diagnostic]:
    told_here = [(told, found, _place(block, found.start)) for found in telephone_numbers(told)]
    for element in block.around[-1].walk():
        link = element.attributes.get("href", "")
        if link.startswith(("tel:", "sms:")):
            told_here += [(link, found, element.location) for found in telephone_numbers(link)]
    for words, found, location in told_here:
        if not {found.normal} & (facts.telephones | facts.whole.numbers | EVERYBODYS):
            telephone = words[found.start : found.end]
            message = f'"{telephone}" is no number that the plan holds'
            yield _false(TELEPHONE_FACT, location, telephone, message, IN_AN_ANSWER)


def _false_months(block: Block, told: str, language: str, held: Held, of: str) -> Iterator[Diagnostic]:
    for month in months_in(told, language):
        words, location = told[month.start : month.end], _place(block, month.start)
        known = ", ".join(f"{MONTHS[number - 1]} {year}" for year, number in sorted(held.months)) or "none"
        if month.may_be_a_word:
            continue
        if not held.has_month(month):
            message = f'"{words}" is no month that the plan holds{of} ({known})'
            yield _false(MONTH_FACT, location, words, message, "correct it, or the months of the plan")
        elif month.is_doubtful and held.months.isdisjoint(month.meant):
            message = f'"{words}" may be a day, or a month that the plan does not hold{of} ({known})'
            yield Diagnostic(MONTH_FACT, location, message, "write the year with four figures", "warning", words)


def _false_seasons(block: Block, told: str, held: Held, facts: Facts, of: str) -> Iterator[Diagnostic]:
    for season in SEASON.finditer(told):
        name, year = season_of(season)
        first = SEASONS[name][0]  # a winter goes on in another year
        months = {(each, number) for number in SEASONS[name] for each in (year, year + (number < first))}
        if (name, year) not in facts.seasons and held.months.isdisjoint(months):
            message = f'"{season[0]}" is no time that the plan holds{of}'
            location = _place(block, season.start())
            yield _false(MONTH_FACT, location, season[0], message, "correct it, or the months of the plan")


def _false_counts(block: Block, counts: Iterable[Found]) -> Iterator[Diagnostic]:
    for count in counts:
        message = f'"{count.normal}" is no number that the plan holds, in "{_start(block)}"'
        hint = "count them in the plan, or say it without a number"
        yield _false(NUMBER_FACT, _place(block, count.start), count.normal, message, hint)


def _false_numbers(
    block: Block, numbers: Iterable[tuple[int, str]], held: Held, of: str, own: str
) -> Iterator[Diagnostic]:
    for start, number in numbers:
        if number not in held.numbers and number != own:
            message = f'"{number}" is no number that the plan holds{of}, in "{_start(block)}"'
            location = _place(block, start)
            yield _false(NUMBER_FACT, location, number, message, "correct it, or say it without a number")


def _false_words_for_statuses(
    block: Block, facts: Facts, held: Held, of: str, settings: Settings
) -> Iterator[Diagnostic]:
    """What is said of statuses and is not so; sentences for statuses are judged by themselves."""
    told = _told(block, facts, lambda run: facts.is_own(run) or bool(_status_told(run, facts)))
    if told.isspace():
        return
    for false in false_statuses(told, held.statuses, settings, is_recorded=held.is_recorded):
        message = f'"{false.normal}" in "{_start(block)}" is no status that the plan holds{of}'
        message += f" ({', '.join(sorted(held.statuses)) or 'none'})"
        hint = "correct it, or the status in the plan"
        yield _false(STATUS_FACT, _place(block, false.start), told[false.start : false.end], message, hint)


def _wrong_status_sentences(block: Block, facts: Facts, refs: list[str], settings: Settings) -> Iterator[Diagnostic]:
    """Each of the sentences for statuses says what its key says, and a recommendation gets the one for all of it."""
    for run in block.runs:
        key = _status_told(run, facts)
        for false in _false_of_key(run.words, key, settings):
            message = f'"{false.normal}" in "{run.words}" is not what {key} means'
            yield _false(STATUS_FACT, run.location, run.words[false.start : false.end], message, "correct the sentence")
        for ref in refs if key else ():
            overall = facts.overall[ref]
            if key not in (overall, AS_TRUE.get(overall)):
                message = f'"{run.words}" is said of {ref}, whose statuses together are {overall}'
                hint = "let the template choose: {{ status_sentence(recommendation, w) }}"
                if overall == WITHDRAWN:
                    hint = "list recommendations.withdrawn below sees: in publications.yaml, so that the template knows"
                yield _false(STATUS_SENTENCE, block.location, run.words, message, hint)


def _without_month(name: str) -> str:
    """The name of the date for that of one of its months, whose number is that of no recommendation."""
    return name.partition(".months.")[0]


def _false_of_key(words: str, key: str, settings: Settings) -> Iterator[Found]:
    if key in SAID:
        is_recorded, is_of_all = key not in NOT_RECORDED, key.startswith("partly_")
        yield from false_statuses(words, SAID[key], settings, is_recorded=is_recorded, is_of_all=is_of_all)


def _status_told(run: Run, facts: Facts) -> str:
    """The key of a sentence for a status, such as "partly_done"; nothing for other words."""
    *_, group, key = ["", "", *run.value_id.split(".")]
    return key if group == "statuses" and facts.has_words(run) else ""


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
