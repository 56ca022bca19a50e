"""Nobody's name and no inner term is in a finished file whose audience is not to see it, whatever way it took."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.formats import Fragment
from jarpub.pages.text_blocks import Block
from jarpub.project.plan.model import Person, Plan
from jarpub.project.publications import Publication, Settings

NAME = Code(
    "privacy.name",
    "Somebody's name, initials, address or number, or an inner term, stands where its readers are not to see it.",
)
DOUBTFUL_NAME = Code("privacy.doubtful-name", "A word may be somebody's name.")

APART = r"[\W_]*"  # whatever may stand between the parts of a name: a space, a hyphen, the end of a line
TITLES = "mr|mrs|ms|miss|mx|dr|sir|cllr|councillor|director|officer|manager|head"
BEFORE = "by|ask|asks|asked|call|contact|email|phone|tell|told|thank|meet|said|says|lead|leads|officers"
BEFORE_CAPITALS = f"{BEFORE}|to|from|with|date"
# After another small word, a capital in the middle of a sentence is a name; after these it may be a place.
PLACES = "in|to|from|of|near|across|through|the|a|our|your|this|that|each|every|one|no"
BEHIND = "said|says|told|asked|leads|led|wrote|has|will|is"


@dataclass(frozen=True)
class Secret:
    """Something that must not be found, how it is found, and what to do if it is."""

    what: str
    pattern: re.Pattern[str]
    hint: str
    folded: bool  # whether capitals are ignored
    needles: tuple[str, ...] = ()  # of which one must be there, or it need not be looked for at all
    whose: str = ""

    def match(self, words: str) -> re.Match[str] | None:
        """Where it stands in some words, which are in their normal form."""
        words = words.casefold() if self.folded else words
        if self.needles and not any(needle in words for needle in self.needles):
            return None
        return self.pattern.search(words)

    def found_in(self, words: str) -> str:
        """How it stands in some words, or nothing."""
        match = self.match(words)
        if not match:
            return ""
        as_written = words[match.start() : match.end()] if len(words.casefold()) == len(words) else match[0]
        return " ".join(as_written.split())


def no_secrets(
    secrets: Sequence[Secret],
    publication: Publication,
    name: str,
    fragment: Iterable[Fragment],
    blocks: Sequence[Block],
) -> Iterator[Diagnostic]:
    """A diagnostic for each secret that a finished file holds: at its line if its page has it, else with its channel."""
    plain: dict[str, Fragment] = {}
    for each in fragment:
        plain.setdefault(normal(each.words), each)
    together = "\n".join(plain)
    there = [secret for secret in secrets if secret.found_in(together)]
    for words, each in plain.items():
        named: set[str] = set()  # a whole name is said once, and not again part by part
        for secret in there:
            found = secret.found_in(words)
            if found and secret.whose not in named:
                named |= {secret.whose} - {""}
                location = _on_the_page(secret, each, blocks)
                if location:
                    yield Diagnostic(
                        NAME, location, f'{publication.key}: "{found}" is {secret.what}', secret.hint, quote=found
                    )
                else:
                    message = f'{each.channel} of the file holds "{found}", {secret.what}'
                    hint = f"look at the template and its styles; {secret.hint}"
                    yield Diagnostic(NAME, Location(f"output/{name}"), message, hint, quote=found)


def no_doubtful_names(
    plan: Plan, settings: Settings, publication: Publication, blocks: Sequence[Block]
) -> Iterator[Diagnostic]:
    """An ordinary word that is also somebody's name has a capital only in a phrase that is listed as ordinary."""
    listed = [word.words for word in settings.ordinary_words]
    phrases = re.compile("|".join(re.escape(each) for each in listed if " " in each) or r"(?!)")
    for person in _hidden(plan, publication):
        parts = {*person.name.words.split(), "".join(word[0] for word in person.name.words.split())}
        for part in parts & set(listed):
            for block in blocks:
                found = re.search(rf"\b{re.escape(part)}\b", phrases.sub("", block.words))
                if found:
                    message = f'{publication.key}: "{part}" may be the name of {person.name}'
                    hint = "take it out; or, if it is the word, list its phrase under ordinary_words: Peckham Ward"
                    yield Diagnostic(DOUBTFUL_NAME, block.location, message, hint, "blocking", part)


def _hidden(plan: Plan, publication: Publication) -> list[Person]:
    """The people whom a publication may not name."""
    listed = {name.words for name in publication.names}
    return [each for each in plan.people if each.id not in listed and not publication.names_everybody]


def _on_the_page(secret: Secret, fragment: Fragment, blocks: Sequence[Block]) -> Location | None:
    """The place of the words, where the channel holds a block of the page that has them."""
    for block in blocks:
        plain = normal(block.words)
        match = secret.match(plain)
        if match and _is_held(plain, fragment):
            return block.location_at(match.start())
    return None


def _is_held(block: str, fragment: Fragment) -> bool:
    """Whether a channel holds a block of the page; lines may end elsewhere in it."""
    return " ".join(block.split()) in " ".join(normal(fragment.words).split())


def secrets_of(plan: Plan, settings: Settings, publication: Publication) -> list[Secret]:
    """Everything that must not be found in a publication."""
    ordinary = {word.words.casefold() for word in settings.ordinary_words}
    found = [secret for person in _hidden(plan, publication) for secret in _of_person(person, ordinary, publication)]
    if not publication.names_everybody:
        found += _unmatched_initials(plan, ordinary)
    for term in publication.inner_terms:
        what, hint = "a term that this audience is not to meet", "say it in their words, or take it from inner_terms"
        folded = not _is_capitals(term.words)
        found.append(Secret(what, _word(term.words, ordinary), hint, folded, _needles(term.words, folded)))
    return found


def normal(words: str) -> str:
    """The words as they look: one form for each letter, no accents, nothing that cannot be seen."""
    seen = (
        letter for letter in unicodedata.normalize("NFKD", words) if unicodedata.category(letter) not in ("Mn", "Cf")
    )
    return "".join(seen)


def _of_person(person: Person, ordinary: set[str], publication: Publication) -> Iterator[Secret]:
    """Their name either way round, its parts, their initials, their address and number."""
    hint = f"take it out, or list {person.id} under names of {publication.key} in publications.yaml"
    of = f"of {person.name}, who is not listed for this audience"
    for written in (person.name.words, *person.variants):
        parts = re.findall(r"\w+", normal(written).casefold())
        orders = "|".join(APART.join(map(re.escape, order)) for order in (parts, [*parts[1:], parts[0]]))
        pattern = re.compile(rf"(?<![^\W_])(?:{orders})(?![^\W_])")
        yield Secret(f"the name {of}", pattern, hint, True, (max(parts, key=len),), person.id)
        for part in parts:
            if len(part) > 1:
                folded = part not in ordinary
                term = part if folded else part.title()
                pattern = _word(term, ordinary)
                yield Secret(f"part of the name {of}", pattern, hint, folded, _needles(term, folded), person.id)
        yield Secret(f"an address {of}", _address(parts), hint, True, ("@",), person.id)
        initials = {"".join(part[0] for part in parts).upper(), person.initials.words if person.initials else ""}
        for letters in filter(None, initials):
            pattern = _initials(letters, ordinary)
            yield Secret(f"the initials {of}", pattern, hint, False, (letters, f"{letters[0]}."), person.id)
    for contact in filter(None, (person.email, person.phone)):
        yield Secret(f"an address or number {of}", _contact(contact.words), hint, True, (), person.id)


def _unmatched_initials(plan: Plan, ordinary: set[str]) -> Iterator[Secret]:
    """Initials in the plan that nobody could be matched with are somebody's all the same."""
    for letters in sorted({letters for strand in plan.strands for lead in strand.leads for letters in lead.unresolved}):
        what, hint = "the initials of an officer of the plan", "take them out"
        yield Secret(what, _initials(letters, ordinary), hint, False, (letters, f"{letters[0]}."))


def _word(term: str, ordinary: set[str]) -> re.Pattern[str]:
    """A term as a word; one that is also an ordinary word only where what stands beside it makes it a name."""
    word = APART.join(map(re.escape, re.findall(r"\w+", normal(term)))) if " " in term else re.escape(normal(term))
    if term.casefold() not in ordinary:
        word = word if _is_capitals(term) else word.casefold()
        return re.compile(rf"(?<![^\W_]){word}(?![^\W_])")
    if _is_capitals(term):
        return _as_a_name(word, BEFORE_CAPITALS)
    inside = rf"(?<![^\W_])(?!(?:{PLACES})\b)[a-z][a-z'’-]*,?\s+{word}\b"
    return re.compile(f"{inside}|{_as_a_name(word, BEFORE).pattern}")


def _needles(term: str, folded: bool) -> tuple[str, ...]:
    """The longest part of a term, as it stands in words that are in their normal form."""
    longest = max(re.findall(r"\w+", normal(term)), key=len, default="")
    return (longest.casefold() if folded else longest,) if longest else ()


def _as_a_name(word: str, before: str) -> re.Pattern[str]:
    """The word after a title, an initial or a word like "by", or before a word like "said" or another's initials."""
    return re.compile(
        rf"\b(?i:{TITLES})\b\.?\s+{word}\b|\b[A-Z]\.\s?{word}\b|\b(?i:{before})\b[:\s]\s*{word}\b"
        rf"|\b{word}(?:'s|’s)?\s+(?i:{BEHIND})\b|(?:[A-Z]{{2,3}}\s?[/&]\s?){word}\b|\b{word}\s?[/&]\s?[A-Z]{{2,3}}\b|\({word}\)"
    )


def _initials(letters: str, ordinary: set[str]) -> re.Pattern[str]:
    if letters.casefold() in ordinary:
        return _word(letters, ordinary)
    dotted = r"\.\s?".join(letters) + r"\b"
    return re.compile(rf"(?<![^\W_])(?:{re.escape(letters)}|{dotted})(?![^\W_])")


def _address(parts: Sequence[str]) -> re.Pattern[str]:
    """An email address with the surname, or with the first letter and the surname, in it."""
    surname = re.escape(parts[-1])
    return re.compile(rf"(?<![^\W_])[\w.+-]*{surname}[\w.+-]*@[\w.-]+")


def _contact(words: str) -> re.Pattern[str]:
    """An email address, or a number with its digits set apart in any way."""
    digits = re.sub(r"\D", "", words)
    if "@" in words or not digits:
        return re.compile(re.escape(words.casefold()))
    number = r"[\s().-]*".join(digits.removeprefix("44").lstrip("0"))
    return re.compile(rf"(?<!\d)(?:\+?44|0)?[\s().-]*{number}(?!\d)")


def _is_capitals(term: str) -> bool:
    return term.upper() == term
