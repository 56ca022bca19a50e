"""The formats of a publication say what its checked page says, word for word, and their links lead somewhere.

What is proved of the words of a page is proved by this of every finished file.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from textwrap import shorten

from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.formats import Extract, by_language
from jarpub.pages.page_tree import Child, Page

AROUND = 30  # letters that are said before and behind what is not the same
WORDS = Code("parity.words", "A finished file does not have the words of its page.")
HIDDEN = Code("parity.hidden", "A finished file has styles that may hide words of its page.")
TITLE = Code("parity.title", "A finished file has another title or language than its page.")
LANGUAGES = Code(
    "parity.languages", "A finished file says of other words than its page that they are of another language."
)
DEAD_LINK = Code("parity.link", "A link in a finished file leads to something that is not there.")


def same_words(page: Page, name: str, extract: Extract) -> Iterator[Diagnostic]:
    """A finished file has the words of its page in the same order."""
    wanted, found = page.word_list, extract.word_list
    if found == wanted:
        return
    place = next(
        (number for number, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]),
        min(len(wanted), len(found)),
    )
    message = f'the file says "{_around(found, place)}" where the page says "{_around(wanted, place)}"'
    yield Diagnostic(
        WORDS, Location(f"output/{name}"), message, "look for words that the styles or the Word template add or hide"
    )


def same_letters(page: Page, name: str, blocks: Iterable[str]) -> Iterator[Diagnostic]:
    """A text that was read back has the letters of a page in the same order, wherever its words end.

    Where something is new or gone, the space beside it may be of either, and stand at the end of a line.
    """
    wanted, found = ("".join(words) for words in (page.word_list, " ".join(blocks).split()))
    if found != wanted:
        pairs = enumerate(zip(wanted, found, strict=False))
        at = next((number for number, (one, other) in pairs if one != other), min(len(wanted), len(found)))
        start, end = max(at - AROUND, 0), at + AROUND
        message = f'the file says "{found[start:end]}" where the page says "{wanted[start:end]}"'
        hint = "look for words that the styles or the Word template add or hide"
        yield Diagnostic(WORDS, Location(f"output/{name}"), message, hint)


def nothing_beside(page: Page, name: str, extract: Extract, *versions: Page) -> Iterator[Diagnostic]:
    """What a finished file shows around its text are words of its page, or of a version of it, and the numbers of pages."""
    drawn = [str(child) for each in page.body.walk() if each.tag == "text" for child in each.children]
    mark = page.mark.words if page.mark else ""
    said = " ".join(
        (page.body.text(), *(each.body.text() for each in versions), mark, *drawn, "Page page of continued")
    )
    known = {*map(_letters_of, _words_of(said)), *"".join(drawn)}  # WeasyPrint draws words of pictures by the letter
    for words in dict.fromkeys(extract.around):
        others = [word for word in _words_of(words) if _letters_of(word) not in known and not word.isdigit()]
        if others:
            message = f'the file shows "{words.strip()[:80]}", and its page does not say "{others[0]}"'
            hint = "look at content in the style sheets; what is to be read belongs into the template"
            yield Diagnostic(WORDS, Location(f"output/{name}"), message, hint)


def _letters_of(word: str) -> str:
    """A word as it is known again: one that is read from the right may be drawn from the left."""
    return word if word.isascii() else "".join(sorted(word))


def nothing_hidden(name: str, extract: Extract) -> Iterator[Diagnostic]:
    """The styles of a finished file hide none of its words."""
    for rule in dict.fromkeys(extract.hidden):
        message = f"the file may hide words of its page: {rule}"
        yield Diagnostic(HIDDEN, Location(f"output/{name}"), message, "take it out of the style sheet")


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", "".join(letter for letter in text if unicodedata.category(letter) != "Cf"))


def same_title(page: Page, name: str, extract: Extract) -> Iterator[Diagnostic]:
    """A finished file has the title and the language of its page."""
    if not page.title.startswith(extract.title) or not extract.title or extract.language != page.language:
        message = f'the file is called "{extract.title}" in "{extract.language}", and the page "{page.title}" in "{page.language}"'
        yield Diagnostic(TITLE, Location(f"output/{name}"), message, "look at the properties of the template")


def same_languages(page: Page, name: str, extract: Extract) -> Iterator[Diagnostic]:
    """A finished file says of the same words that they are of another language."""
    wanted = by_language(_spoken(page.body, ""))
    for language in sorted(code for code in {*wanted, *extract.spoken} if wanted.get(code) != extract.spoken.get(code)):
        message = f'in "{language}" the file has "{_shown(extract.spoken, language)}", and its page "{_shown(wanted, language)}"'
        yield Diagnostic(LANGUAGES, Location(f"output/{name}"), message, "tell whoever maintains the formats")


def _spoken(child: Child, language: str) -> Iterator[tuple[str, str]]:
    """All words behind the code of their language, where an element around them has one."""
    if isinstance(child, str):
        yield language, child
    elif child.tag != "svg":
        for each in child.children:
            yield from _spoken(each, child.attributes.get("lang", language))


def _shown(spoken: Mapping[str, str], language: str) -> str:
    return shorten(spoken.get(language, "nothing"), 80, placeholder="…")


def leading_links(name: str, extract: Extract) -> Iterator[Diagnostic]:
    """Each link inside a finished file leads to something that is there."""
    for link in sorted(extract.links - extract.targets):
        message = f'a link leads to "{link}", which the file does not have'
        yield Diagnostic(
            DEAD_LINK,
            Location(f"output/{name}"),
            message,
            "give an element of the template this id, or take the link out",
        )


def _around(words: list[str], place: int) -> str:
    return " ".join(words[max(place - 3, 0) : place + 4]) or "nothing"
