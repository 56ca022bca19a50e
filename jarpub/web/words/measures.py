"""What the words of one text measure where they are printed, and how much room is left for more."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from jarpub.build.release import Release
from jarpub.checks.reading import limits
from jarpub.checks.reading.formulas import counted_words, flesch_kincaid, has_formulas
from jarpub.checks.structure import characters, count, word_counts, written
from jarpub.pages.page_tree import Page
from jarpub.pages.text_blocks import Block, blocks
from jarpub.project.publications import PartLimit, Publication, Settings
from jarpub.web.words.other_words import alone, with_words
from jarpub.web.words.standing import Standing

ENDLESS = PartLimit.most  # of a part that may be as long as anybody likes


@dataclass(frozen=True)
class Remark:
    """What is to be said of some words in a plain sentence, and whether no final is made with them."""

    sentence: str
    is_over: bool = False


@dataclass(frozen=True)
class HardWord:
    """A word that the readers of a publication may not know, and what to say in its place, if that is known."""

    word: str
    instead: str


@dataclass(frozen=True)
class Measured:
    """What some words measure in one publication, against its limits."""

    key: str
    subject: str
    remarks: tuple[Remark, ...]
    hard: tuple[HardWord, ...]

    @property
    def is_within(self) -> bool:
        """Whether a final may be made with them, by their length and their words."""
        return not any(remark.is_over for remark in self.remarks)


@dataclass(frozen=True)
class Measures:
    """What the words of one text measure: sentences, words, the longest sentence in words, the grade of all together."""

    words: int
    sentences: int
    longest: int
    grade: float
    publications: tuple[Measured, ...]

    @property
    def record(self) -> Mapping[str, Any]:
        """The measures as JSON holds them."""
        publications = [{**asdict(each), "is_within": each.is_within} for each in self.publications]
        return {**asdict(self), "publications": publications}


def measures_of(standing: Standing, name: str, words: str) -> Measures:
    """What these words measure as those of a value, wherever it is printed; nothing is written."""
    own = blocks(Page("", "", "", "", alone(words, name)))
    sentences = [sentence.own for block in own for sentence in block.sentences]
    found = (_measured(standing.sources.settings, release, name, words) for release in standing.releases)
    return Measures(
        words=sum(len(block.words.split()) for block in own),
        sentences=len(sentences),
        longest=_longest(sentences),
        grade=round(max(flesch_kincaid(sentences), 0.0), 1),
        publications=tuple(each for each in found if each),
    )


def _measured(settings: Settings, release: Release, name: str, words: str) -> Measured | None:
    """What the words measure in a publication, if it prints them."""
    publication = release.publication
    told = blocks(with_words(release.final_page, name, words))
    own = [text for text in limits.texts(told) if text.runs[0].value_id == name]
    if not own:
        return None
    banned = tuple(_banned_words(settings, publication, own))
    long = _hard_words(settings, publication, told, own) if has_formulas(release.final_page.language) else ()
    hard = tuple(dict.fromkeys([*long, *banned]))
    is_wording = name.startswith("wording.")  # an answer has names of teams and places in it
    remarks = (
        *_sentences(publication, own, is_wording),
        *_grades(release, told, name),
        *(_of_word(word, is_over=is_wording or word in banned) for word in hard),
        *_rooms(publication, told, name),
    )
    return Measured(str(publication.key), publication.subject.words, tuple(dict.fromkeys(remarks)), hard)


def _sentences(publication: Publication, own: Sequence[Block], is_wording: bool) -> Iterator[Remark]:
    reading, longest = publication.reading, _longest([sentence.own for sentence in limits.prose(own)])
    if reading and longest > reading.longest_sentence:
        yield Remark(f"{longest} words; a sentence may have {reading.longest_sentence} here", is_wording)
    elif reading and longest > reading.long_sentence:
        yield Remark(f"{longest} words in one sentence; {reading.long_sentence} are easier to read")


def _longest(sentences: Sequence[str]) -> int:
    return max((len(counted_words(sentence)) for sentence in sentences), default=0)


def _grades(release: Release, told: Sequence[Block], name: str) -> Iterator[Remark]:
    """The grade of the item that the words stand in, and that of the whole publication, where one is over its limit."""
    publication, language = release.publication, release.final_page.language
    reading = publication.reading
    if reading is None or not has_formulas(language):
        return
    measured = limits.measures(publication, told, language)
    for (item, inside), (_, grade) in zip(limits.items(publication, told), measured.items, strict=True):
        if grade > reading.item_grade and _has(inside, name):
            yield Remark(f"{item} now reads at grade {grade:.1f}, and {reading.item_grade} is the limit", is_over=True)
    if measured.grade and measured.grade > reading.grade:
        said = f"The whole publication now reads at grade {measured.grade:.1f}, and {reading.grade} is the limit"
        yield Remark(said, is_over=True)


def _hard_words(
    settings: Settings, publication: Publication, told: Sequence[Block], own: Sequence[Block]
) -> Iterator[HardWord]:
    if publication.reading:
        known = limits.known_words(publication.reading, told)
        for sentence in limits.prose(own):
            for word in limits.hard_words(sentence.own, known, settings.plainer_words):
                yield HardWord(word, limits.instead_of(word, settings.plainer_words))


def _banned_words(settings: Settings, publication: Publication, own: Sequence[Block]) -> Iterator[HardWord]:
    for block in own:
        for sentence in block.sentences:
            for term, word in limits.banned_words(publication, sentence.own):
                yield HardWord(word, limits.instead_of(term.words.rstrip("*"), settings.plainer_words))


def _of_word(hard: HardWord, *, is_over: bool) -> Remark:
    way_out = f"say “{hard.instead}” instead" if hard.instead else "use a shorter word, or explain it"
    return Remark(f"“{hard.word}” is hard to read: {way_out}", is_over)


def _rooms(publication: Publication, told: Sequence[Block], name: str) -> Iterator[Remark]:
    """How many words and characters more fit in each part that the words stand in, or are too many or missing."""
    for limit, found in word_counts(publication, told):
        for part in found:
            if _has(part, name):
                yield from _room(limit, limit.most - written(limit, part), count(limit.part.words, part))
                yield from _room_for_characters(limit, limit.most_characters - characters(part))


def _room(limit: PartLimit, more: int, printed: int) -> Iterator[Remark]:
    """A part is long by what somebody wrote in it, and short by all that it prints."""
    part = limit.part.words
    if more < 0:
        yield Remark(f"{_words(-more)} too many; the {part} may have {limit.most}", is_over=True)
    elif limit.most < ENDLESS:
        yield Remark(f"{_words(more)} more {'fits' if more == 1 else 'fit'} in the {part}")
    if printed < limit.least:
        yield Remark(f"{_words(limit.least - printed)} more needed; the {part} must have {limit.least}", is_over=True)


def _room_for_characters(limit: PartLimit, more: int) -> Iterator[Remark]:
    part, characters_more = limit.part.words, f"{abs(more)} character{'' if abs(more) == 1 else 's'}"
    if more < 0:
        yield Remark(f"{characters_more} too many; the {part} may have {limit.most_characters}", is_over=True)
    elif limit.most_characters < ENDLESS:
        yield Remark(f"{characters_more} more {'fits' if more == 1 else 'fit'} in the {part}")


def _has(part: Sequence[Block], name: str) -> bool:
    return any(run.value_id == name for block in part for run in block.runs)


def _words(number: int) -> str:
    return f"{number} word{'' if number == 1 else 's'}"
