"""Names and inner terms in finished files, and words on a page that may be names."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from jarpub.checks.privacy.capitals import Hidden, capitals_in
from jarpub.checks.privacy.letters import offset_in, plain, tokens
from jarpub.checks.privacy.marks import contacts, term
from jarpub.checks.privacy.names import WHOLE, Names
from jarpub.checks.privacy.near_names import NearNames
from jarpub.checks.privacy.place import END
from jarpub.checks.privacy.protected import Protected
from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.formats import Fragment
from jarpub.pages.text_blocks import Block
from jarpub.project.publications import Publication

NAME = Code(
    "privacy.name",
    "Somebody's name, initials, address or number, or an inner term, stands where its readers are not to see it.",
)
DOUBTFUL_NAME = Code("privacy.doubtful-name", "A word may be somebody's name.")
BY_THEIR_WORK = 'take it out, or say who it is by their work: "a manager"'
OR_SOMEBODY_ELSE = f'{BY_THEIR_WORK}; somebody else of that name gets a title before it: "Ms Jane Hill"'
IN_THEIR_WORDS = "say it in their words, or take it from inner_terms"
TERM = "a term that this audience is not to meet"
DOUBTS = {
    "name": "",
    "question": "may be something else here, or the name of",
    "namesake": "may belong to another name, or be the name of",
}
OF_INITIALS = "may be only letters, or the initials of"
NOT_LISTED = "who is not listed for this audience"


class Found(NamedTuple):
    """Something hidden in one of some texts: in which, what it is and whose, how and where it is written, the way out."""

    text: int
    what: str
    whose: str
    quote: str
    start: int
    doubt: str  # what else it may be; nothing where it is certain
    hint: str


class Hit(NamedTuple):
    """The same where it stands in all of them together, and nobody has looked yet whose words they are."""

    start: int
    end: int
    what: str
    whose: str
    doubt: str
    hint: str


def no_secrets(
    protected: Protected,
    publication: Publication,
    name: str,
    fragments: Iterable[Fragment],
    blocks: Sequence[Block],
) -> Iterator[Diagnostic]:
    """A diagnostic for each secret that a finished file holds: at its line if its page has it, else with its channel."""
    by_words: dict[str, Fragment] = {}
    for each in fragments:
        by_words.setdefault(plain(each.words), each)
    texts = list(by_words)
    on_page = OnPage(protected, tuple(blocks))
    named: set[tuple[int, str]] = set()  # a whole name is said once, and not again part by part
    for found in _search(protected).found_in(texts):
        # Of what may be a namesake somebody is asked who reads the page; elsewhere nobody would be.
        is_asked = found.doubt and (found.doubt != DOUBTS["namesake"] or on_page.asks_about(found))
        if is_asked or (found.text, found.whose) in named:
            continue
        named.add((found.text, found.whose))
        location = on_page.location_of(found, texts[found.text])
        if location:
            message = f'{publication.key}: "{found.quote}" is {found.what}'
            yield Diagnostic(NAME, location, message, found.hint, quote=found.quote)
        else:
            message = f'{by_words[texts[found.text]].channel} of the file holds "{found.quote}", {found.what}'
            hint = f"look at the template and its styles; {found.hint}"
            yield Diagnostic(NAME, Location(f"output/{name}"), message, hint, quote=found.quote)


def no_doubtful_names(protected: Protected, publication: Publication, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """A question for each word that may be the name of somebody, or is nearly one, once for each word."""
    asked: dict[str, list[Found]] = {}
    texts = [plain(block.words) for block in blocks]
    for found in (*_search(protected).found_in(texts), *_search(protected).nearly_found_in(texts)):
        if found.doubt:
            asked.setdefault(found.quote, []).append(found)
    for quote, each in asked.items():
        location = _location(blocks[each[0].text], each[0].start)
        people = " or ".join(dict.fromkeys(found.whose for found in each))
        message = f'{publication.key}: "{quote}" {each[0].doubt} {people}'
        yield Diagnostic(DOUBTFUL_NAME, location, message, "if it is the name, take it out", "warning", quote)


@dataclass(frozen=True)
class OnPage:
    """The blocks of a page, to find the place of what was found in a file of it."""

    protected: Protected
    blocks: tuple[Block, ...]

    def location_of(self, found: Found, held: str) -> Location | None:
        """The place of the words, where the text that was read back holds a block of the page that has them."""
        held = " ".join(held.split())  # lines may end elsewhere in a file
        for each in self._by_person.get(found.whose, ()):
            if " ".join(self._texts[each.text].split()) in held:
                return _location(self.blocks[each.text], each.start)
        return None

    def asks_about(self, found: Found) -> bool:
        """Whether the page has the same words, and they are doubtful there."""
        return (_letters(found.quote), found.whose) in self._doubtful

    @cached_property
    def _doubtful(self) -> frozenset[tuple[str, str]]:
        every = _search(self.protected).found_in(self._texts)
        return frozenset((_letters(found.quote), found.whose) for found in every if found.doubt)

    @cached_property
    def _texts(self) -> list[str]:
        return [plain(block.words) for block in self.blocks]

    @cached_property
    def _by_person(self) -> Mapping[str, list[Found]]:
        by_person: dict[str, list[Found]] = {}
        for found in _search(self.protected).found_in(self._texts):
            if not found.doubt:
                by_person.setdefault(found.whose, []).append(found)
        return by_person


def _letters(words: str) -> str:
    return "".join(filter(str.isalpha, words)).casefold()


def _location(block: Block, start: int) -> Location:
    return block.location_at(offset_in(block.words, start))


@lru_cache(maxsize=16)
def _search(protected: Protected) -> "Search":
    return Search(protected)


@dataclass(frozen=True)
class Search:
    """Everything that is hidden, ready to be looked for in many texts at once."""

    protected: Protected

    def found_in(self, texts: Sequence[str]) -> Iterator[Found]:
        """All of it in some plain texts, in their order; nothing reaches from one text into the next."""
        return _found_in(texts, self._in)

    def nearly_found_in(self, texts: Sequence[str]) -> Iterator[Found]:
        """The words that are nearly somebody's surname, in the same way."""
        return _found_in(texts, self._nearly_in)

    def _in(self, words: str) -> Iterator[Hit]:
        found = tokens(words)
        for seen in self._names.seen_in(words, found):
            what = f"{seen.what} of {seen.person.name}, {NOT_LISTED}"
            hint = OR_SOMEBODY_ELSE if seen.certainty == "name" and seen.what != WHOLE else BY_THEIR_WORK
            yield Hit(seen.start, seen.end, what, seen.person.name, DOUBTS[seen.certainty], hint)
        capitals = capitals_in(words, found, self._capitals, self.protected.short_forms)
        for (what, whose), start, end, certainty in capitals:
            doubt, hint = OF_INITIALS * (certainty != "name"), BY_THEIR_WORK if whose else IN_THEIR_WORDS
            yield Hit(start, end, what, whose, doubt, hint)
        for pattern, what, whose in self._patterns:
            for match in pattern.finditer(words):
                yield Hit(*match.span(), what, whose, "", BY_THEIR_WORK if whose else IN_THEIR_WORDS)

    def _nearly_in(self, words: str) -> Iterator[Hit]:
        for start, end, surname, person in self._near_names.seen_in(words):
            doubt = f'is spelt nearly like "{surname}", and may be the name of'
            yield Hit(start, end, f"nearly the name of {person.name}", person.name, doubt, BY_THEIR_WORK)

    @cached_property
    def _near_names(self) -> NearNames:
        return NearNames(self.protected)

    @cached_property
    def _names(self) -> Names:
        return Names(self.protected)

    @cached_property
    def _capitals(self) -> Mapping[str, Hidden]:
        """What each of the initials and short forms in capitals is, and whose."""
        hidden: dict[str, Hidden] = {}
        for letters in self.protected.initials:
            hidden[letters] = Hidden("the initials of an officer of the plan", letters)
        for person in self.protected.people:
            for letters in person.initials:
                hidden[letters] = Hidden(f"the initials of {person.name}, {NOT_LISTED}", person.name)
        for words in self.protected.terms:
            if words.isalpha() and words.isupper():  # whoever has these initials, too
                hidden[words] = Hidden(TERM, "")
        return hidden

    @cached_property
    def _patterns(self) -> Sequence[tuple[re.Pattern[str], str, str]]:
        terms = [(term(words), TERM, "") for words in self.protected.terms if words not in self._capitals]
        people = [
            (pattern, f"an address or number of {person.name}, {NOT_LISTED}", person.name)
            for person in self.protected.people
            for contact in person.contacts
            for pattern in contacts(contact)
        ]
        return [*terms, *people]


def _found_in(texts: Sequence[str], search: Callable[[str], Iterator[Hit]]) -> Iterator[Found]:
    """What a search finds in some texts, which it is given all at once."""
    together = END.join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    for hit in sorted(search(together), key=lambda hit: hit.start):
        number = bisect_right(starts, hit.start) - 1
        quote = " ".join(together[hit.start : hit.end].split())
        yield Found(number, hit.what, hit.whose or quote, quote, hit.start - starts[number], hit.doubt, hit.hint)
