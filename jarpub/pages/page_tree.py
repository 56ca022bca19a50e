"""The checked tree of one publication: what every writer starts from."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from jarpub.diagnostics import Location

Child: TypeAlias = "Element | str"

INLINE = frozenset({"a", "br", "em", "mark", "span", "strong", "svg", "wbr"})
MARKS = frozenset({"del", "ins"})  # words of which one of two versions has none; no template prints them
HEADINGS = ("h1", "h2", "h3", "h4")
# The code of a language (BCP 47), without what nobody writes into a plan: extensions, and codes for private use.
LANGUAGE = re.compile(
    r"(?P<language>[a-z]{2,3})(-[a-z]{3})?(-(?P<script>[a-z]{4}))?(-(?P<country>[a-z]{2}|[0-9]{3}))?"
    r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*",
    re.IGNORECASE | re.ASCII,
)
ENGLISH = "en"
SKIP = "Skip to the main content"
FROM_THE_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
SCRIPTS_FROM_THE_RIGHT = frozenset({"arab", "aran", "hebr", "nkoo", "rohg", "syrc", "thaa"})
DESCRIBES, SHOWN = 12, 160  # words at least, letters at most
SENTENCE_END = re.compile(r"(?<=[.!?])(?=\s)")
TEXT_HOLDERS = frozenset({"p", "li", "td", "th", "dt", "dd", "caption", *HEADINGS})


@dataclass(frozen=True)
class Element:
    """One element of the page markup; `place` is where its template or the plan has it."""

    tag: str
    attributes: Mapping[str, str]
    children: tuple[Child, ...]
    location: Location = field(compare=False, default=Location(""))

    @property
    def elements(self) -> Iterator["Element"]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def classes(self) -> tuple[str, ...]:
        """The words of the class attribute."""
        return tuple(self.attributes["class"].split()) if "class" in self.attributes else ()

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += [child for child in reversed(element.children) if isinstance(child, Element)]

    @property
    def spoken(self) -> str:
        """The words that stand for a picture; nothing for one that only decorates, and for other elements."""
        return self.attributes.get("aria-label", "") if self.tag == "svg" else ""

    def text(self) -> str:
        """All words in it, in reading order, those for pictures among them; blocks are set apart by a space."""
        return _text(self).strip()


@dataclass(frozen=True)
class Mark:
    """What every page of a publication says of itself: the words of a draft, or the stamp of an edition."""

    kind: Literal["draft", "stamp"]
    words: str


@dataclass(frozen=True)
class OnTheWeb:
    """What a publication is on the web: its address, and the address of the picture that is shared with it, in words."""

    kind: Literal["report", "article"] = "report"
    address: str = ""
    picture: str = ""
    picture_words: str = ""
    is_internal: bool = False  # whether it is for nobody on the web


@dataclass(frozen=True)
class Days:
    """The days that the properties of a file tell, such as 2009-03-31: of the plan, and of the edition where it is one."""

    created: str
    modified: str = ""


@dataclass(frozen=True)
class Page:
    """One publication, checked; the logo is there also where the page does not show it."""

    key: str
    language: str
    subject: str
    organisation: str
    body: Element
    mark: Mark | None = None
    web: OnTheWeb = OnTheWeb()
    logo: Element | None = None
    look: str = ""  # the name of its template, by which style sheets know it
    skip: str = SKIP  # what the link says that leads a keyboard past all that comes before
    days: Days | None = None  # none are known of a plan without a date, until an edition is made of it

    @property
    def is_english(self) -> bool:
        """Whether it speaks English."""
        return primary(self.language) == ENGLISH

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """From which side its language is read."""
        return direction_of(self.language)

    @property
    def description(self) -> str:
        """What search engines show of it: the sentences that begin its first paragraph of some length without a gap."""
        texts = (element.text() for element in self.body.walk() if element.tag == "p" and _is_plain(element))
        text = next((text for text in texts if len(text.split()) >= DESCRIBES), self.subject)
        if len(text) <= SHOWN:
            return text
        ends = [end.start() for end in SENTENCE_END.finditer(text, 0, SHOWN + 1)]
        return text[: ends[-1]] if ends else f"{text[:SHOWN].rpartition(' ')[0]} …"

    @property
    def title(self) -> str:
        """The words of its first heading."""
        return next(element.text() for element in self.body.walk() if element.tag == "h1")

    @property
    def word_list(self) -> list[str]:
        """Every word, in reading order."""
        return self.body.text().split()


@dataclass(frozen=True, kw_only=True)
class ComparedPage(Page):
    """A publication beside an earlier version of it, in one page: words that are new or gone stand in marks."""

    before: Page
    now: Page
    since: str  # what it is compared with, for people

    @property
    def description(self) -> str:
        """What it says of itself is what the new version does."""
        return self.now.description

    @property
    def title(self) -> str:
        """The new one."""
        return self.now.title


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """From which side a language is read: that of its script, where its code names one."""
    found = LANGUAGE.fullmatch(language)
    script = (found["script"] or "").casefold() if found else ""
    is_from_the_right = script in SCRIPTS_FROM_THE_RIGHT if script else primary(language) in FROM_THE_RIGHT
    return "rtl" if is_from_the_right else "ltr"


def primary(language: str) -> str:
    """The language itself of a code, such as "en" of "en-GB"."""
    return language.casefold().partition("-")[0]


def as_now(element: Element) -> Element:
    """The element without words that are gone."""
    if not any(each.tag == "del" for each in element.walk()):
        return element
    kept = (child for child in element.children if isinstance(child, str) or child.tag != "del")
    return replace(element, children=tuple(as_now(each) if isinstance(each, Element) else each for each in kept))


def is_block(child: Child) -> bool:
    """Whether a child starts on a line of its own."""
    return isinstance(child, Element) and child.tag not in INLINE and child.tag not in MARKS


def groups(element: Element) -> Iterator[tuple[bool, tuple[Child, ...]]]:
    """The children as blocks, each alone with True, and runs of inline text together with False."""
    run: list[Child] = []
    for child in element.children:
        if not is_block(child):
            run.append(child)
            continue
        if run:
            yield False, tuple(run)
            run = []
        yield True, (child,)
    if run:
        yield False, tuple(run)


def _is_plain(paragraph: Element) -> bool:
    """Whether a paragraph is told in words, none of which stand for what is missing."""
    return not any(each.tag in ("svg", "mark") or "none" in each.classes for each in paragraph.walk())


def _text(element: Element) -> str:
    """Its words with the space around them: kept, since whoever asks an element asks those around it, too."""
    kept: str | None = element.__dict__.get("_text")
    if kept is not None:
        return kept
    texts: list[str] = []
    if element.tag == "svg":
        texts.append(f" {element.spoken} " if element.spoken else "")
    elif element.tag == "br":
        texts.append(" ")
    else:
        edge = "" if element.tag in INLINE or element.tag in MARKS else " "
        for block, group in groups(element):
            for child in group:
                texts.append(child if isinstance(child, str) else _text(child))  # noqa: PERF401  # a frame less a level
            texts.append(" " if block else edge)
    kept = element.__dict__["_text"] = "".join(texts)
    return kept
