"""The readers of a publication can read it: the limits that publications.yaml sets for sentences and words."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from textwrap import shorten

from jarpub.checks.reading.formulas import counted_words, flesch_kincaid, has_formulas, long_words, mean_length, smog
from jarpub.checks.reading.known_words import is_known
from jarpub.checks.reading.letters import IN_A_WORD, whole_words
from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.pages.text_blocks import Block, Run, Sentence
from jarpub.project.languages import MONTHS, name_of
from jarpub.project.plan.values import Text, Words
from jarpub.project.publications import Publication, ReadingLimits, Settings

BANNED = Code("reading.banned-word", "A word is on the list of those that its readers do not use.")
MEASURE = Code("reading.measure", "A publication, or an item of it, is harder to read than its limit.")
NO_FORMULA = Code("reading.no-formula", "No formula says how hard a publication is to read: they are for English.")
SENTENCE = Code("reading.sentence", "A sentence has more words than the limit.")
LONG_WORD = Code("reading.long-word", "A long word is neither listed as known nor explained.")

PRINTED_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})(?: \d{{4}})?")  # in a row, the year stands behind the last
CHOSEN = frozenset({"statuses", "labels"})  # groups of wording from which the program takes what belongs to a value
PROSE = frozenset({"p", "li", "dd"})  # headings and labels are short whatever stands below them


@dataclass(frozen=True)
class Measures:
    """What a publication measures: grades, words to a sentence, and the grade of each item by its name."""

    grade: float | None  # nothing where there is no formula for its language, and so the next and those of items
    smog: float | None
    mean_sentence: float
    longest_sentence: int
    sentences: int
    items: tuple[tuple[str, float], ...]


def measures(publication: Publication, blocks: Sequence[Block], language: str) -> Measures:
    """The figures of a publication in a language, over the sentences of its paragraphs, lists and definitions."""
    told, formulas = [sentence.own for sentence in prose(blocks)], has_formulas(language)
    return Measures(
        grade=flesch_kincaid(told) if formulas else None,
        smog=smog(told) if formulas else None,
        mean_sentence=mean_length(told),
        longest_sentence=max((len(counted_words(sentence)) for sentence in told), default=0),
        sentences=len(told),
        items=tuple(
            (name, flesch_kincaid([sentence.own for sentence in prose(inside)]))
            for name, inside in items(publication, blocks)
            if formulas
        ),
    )


def texts(blocks: Iterable[Block]) -> Iterator[Block]:
    """The words of blocks that somebody wrote, text by text: what the program adds is no fault of theirs.

    It adds a template's words, months, and the sentences and labels that it chooses.
    """
    for block in blocks:
        for written, runs in groupby(block.runs, lambda run: _is_written(run) and run.value_id):
            if written:
                yield Block(tuple(runs), block.around)


def _is_written(run: Run) -> bool:
    return bool(run.value_id) and CHOSEN.isdisjoint(run.value_id.split(".")) and not PRINTED_MONTH.fullmatch(run.words)


def items(publication: Publication, blocks: Iterable[Block]) -> list[tuple[str, list[Block]]]:
    """The blocks of each item of a publication, with the item's name, which is the id of its element."""
    found: dict[str, list[Block]] = {}
    for block in blocks:
        for element in block.around:
            if publication.items and publication.items.words in element.classes:
                found.setdefault(element.attributes.get("id", ""), []).append(block)
    return list(found.items())


def easy_to_read(
    settings: Settings, publication: Publication, blocks: Sequence[Block], language: str
) -> Iterator[Diagnostic]:
    """Each measure is within its limit, each sentence short enough, each long word known to the readers.

    In a language that no formula here is for only sentences are measured, which is said.
    """
    limits = publication.reading
    if limits is None:
        return
    measured = measures(publication, blocks, language)
    location = blocks[0].location if blocks else publication.location
    yield from _over(location, "the whole edition", "grade (Flesch-Kincaid)", measured.grade or 0, limits.grade)
    yield from _over(location, "the whole edition", "SMOG grade", measured.smog or 0, limits.smog)
    yield from _over(location, "the whole edition", "words to a sentence", measured.mean_sentence, limits.mean_sentence)
    if not has_formulas(language):
        yield _without_formulas(location, language)
    for (name, inside), (_, grade) in zip(items(publication, blocks), measured.items, strict=False):
        yield from _over(inside[0].location, name, "grade (Flesch-Kincaid)", grade, limits.item_grade)
    known = known_words(limits, blocks)
    for text in texts(blocks):
        for sentence in prose([text]):
            hard = _long_words(sentence, known, settings.plainer_words) if has_formulas(language) else ()
            found = [*_long_sentence(sentence, limits), *hard]
            # What somebody answers has names of teams and places in it: their words are for them to change.
            is_wording = text.runs[0].value_id.startswith("wording.")
            yield from found if is_wording else (replace(each, severity="warning") for each in found)


def _without_formulas(location: Location, language: str) -> Diagnostic:
    message = f"no formula here says how hard {name_of(language)} is to read: only its sentences are measured"
    return Diagnostic(NO_FORMULA, location, message, "ask readers who speak it whether they understand it", "warning")


def known_words(limits: ReadingLimits, blocks: Iterable[Block]) -> frozenset[str]:
    """The long words that the readers of a publication know: those that are listed, and those that it explains."""
    glossary = " ".join(block.words for block in blocks if block.tag == "dt")
    return frozenset(word.casefold() for word in (*map(str, limits.long_words), *counted_words(glossary)))


def no_banned_words(settings: Settings, publication: Publication, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """Words that its readers do not use stand nowhere, headings included."""
    for block in blocks:
        for sentence in block.sentences:
            for term, found in banned_words(publication, sentence.own):
                yield Diagnostic(
                    BANNED,
                    block.location_at(block.words.find(found)),
                    f'"{_shown(sentence.words)}": "{found}" is on the list of banned words',
                    _plainer(term.words.rstrip("*"), settings.plainer_words),
                    "blocking",
                )


def banned_words(publication: Publication, words: str) -> Iterator[tuple[Text, str]]:
    """Each word that the readers of a publication do not use, where it stands in some words, as it stands there."""
    for term in publication.banned_words:
        every = whole_words(_pattern(term)).finditer(words)
        found = next((each for each in every if not _is_in_a_name(each)), None)
        if found:
            yield term, found[0]


def _is_in_a_name(found: re.Match[str]) -> bool:
    """Whether a word stands in what something is called, as in "the Youth Offending Team": words with capitals around it."""
    before, behind = found.string[: found.start()], found.string[found.end() :]
    is_inside = re.search(r"\b[A-Z]\w+ \Z", before) and found[0][0].isupper() and re.match(r" [A-Z]\w", behind)
    return bool(is_inside) and any(word.islower() for word in re.findall(r"\w{3,}", before + behind))


def _is_only_in_names(word: str, words: str) -> bool:
    found = [*re.finditer(rf"\b{re.escape(word)}\b", words)]
    return bool(found) and all(map(_is_in_a_name, found))


def _pattern(term: Text) -> str:
    """A star at the end of a banned word stands for any ending, such as -ed and -ing."""
    return re.escape(term.words).replace(r"\*", f"{IN_A_WORD}*").replace(r"\ ", r"\s+")


def prose(blocks: Iterable[Block]) -> Iterator[Sentence]:
    """The sentences of paragraphs, lists and definitions in which somebody wrote something."""
    for block in blocks:
        is_prose = block.tag in PROSE or not PROSE.isdisjoint(element.tag for element in block.around)
        if is_prose and any(map(_is_written, block.runs)):
            yield from (sentence for sentence in block.sentences if counted_words(sentence.own))


def _over(location: Location, what: str, measure: str, value: float, limit: int) -> Iterator[Diagnostic]:
    if value > limit:
        sentence = f"{what}: {measure} is {value:.1f}, and {limit} is the limit"
        yield Diagnostic(MEASURE, location, sentence, "use shorter sentences and shorter words", "blocking")


def _long_sentence(sentence: Sentence, limits: ReadingLimits) -> Iterator[Diagnostic]:
    length = len(counted_words(sentence.own))
    if length > limits.long_sentence:
        blocking = length > limits.longest_sentence
        limit = limits.longest_sentence if blocking else limits.long_sentence
        message = f'"{_shown(sentence.words)}" has {length} words, and {limit} is the limit'
        yield Diagnostic(
            SENTENCE,
            sentence.location,
            message,
            "make two sentences of it",
            "blocking" if blocking else "warning",
            sentence.words,
        )


def _long_words(sentence: Sentence, known: Collection[str], plainer: Words) -> Iterator[Diagnostic]:
    for word in hard_words(sentence.own, known, plainer):
        message = f'"{_shown(sentence.words)}": "{word}" is a long word that is neither listed nor explained'
        yield Diagnostic(LONG_WORD, sentence.location, message, _plainer(word, plainer), "blocking", word)


def hard_words(sentence: str, known: Collection[str], plainer: Words) -> Iterator[str]:
    """The long words of a sentence that its readers may not know: neither listed, explained nor everyday words."""
    for word in long_words(sentence):
        is_listed = not {word.casefold(), word.casefold().removesuffix("'s").removesuffix("’s")}.isdisjoint(known)
        is_everybodys = is_listed or _is_only_in_names(word, sentence)
        if not is_everybodys and (instead_of(word, plainer) or not is_known(word)):
            yield word


def _plainer(word: str, plainer: Words) -> str:
    instead = instead_of(word, plainer)
    if instead:
        return f'say "{instead}" instead'
    return "use a shorter word, explain it in the glossary, or add it to long_words in publications.yaml"


def instead_of(word: str, plainer: Words) -> str:
    """What to say in place of a hard word."""
    parts = (word.casefold(), *word.casefold().split("-")[1:])
    found = (str(say) for hard, say in plainer.items() if any(part.startswith(hard.casefold()) for part in parts))
    return next(found, "")


def _shown(sentence: str) -> str:
    return shorten(sentence, 160, placeholder=" …")
