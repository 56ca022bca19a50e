"""Two versions of a page as one page, in which every change is marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import is_
from typing import Literal

from jarpub.pages.comparison.alignment import kind_of, paired
from jarpub.pages.comparison.marks import BLOCK, Signer, signed, value_in
from jarpub.pages.comparison.words import compared_words, looks_of
from jarpub.pages.page_tree import Child, ComparedPage, Element, OnTheWeb, Page, groups

TEXT = "#text"  # stands for a run of text between blocks while they are compared


def compared(before: Page, now: Page, signer: Signer, since: str) -> ComparedPage:
    """The page as it is now, with the words of the one before that are gone, all marked; not to be found on the web."""
    body = _Comparison(signer, _ids(now.body)).merged(before.body, now.body)
    body = _with_living_links(body, _ids(body))
    whole = {**vars(now), "body": body, "web": OnTheWeb(is_internal=True)}
    return ComparedPage(**whole, before=before, now=now, since=since)


@dataclass(frozen=True)
class _Comparison:
    """Compares elements with the same idea at each level: which are the same, and what differs in those."""

    signer: Signer
    there: frozenset[str]  # the ids of the new version

    def merged(self, old: Element, new: Element, value: str = "") -> Element:
        """Both versions of one element; where nobody sees a difference, the new one as it is."""
        value = new.attributes.get("data-value") or old.attributes.get("data-value") or value
        if looks_of(old) == looks_of(new):
            return new
        if new.tag == "tr":
            pairs = zip(old.elements, new.elements, strict=True)
            return replace(new, children=tuple(self.merged(*pair, value) for pair in pairs))
        if new.tag == "dl":
            return replace(new, children=tuple(self.definitions(old, new, value)))
        return replace(new, children=tuple(self.children(_parts(old), _parts(new), value)))

    def children(self, old: Sequence[Element], new: Sequence[Element], value: str) -> Iterator[Child]:
        """The children of both: those that are gone before those that came in their place."""
        for before, now in _in_step(old, new):
            if before is not None and now is not None:
                yield from self.both(before, now, value)
            elif before is not None:
                yield self.whole(before, "del", value)
            elif now is not None:
                yield self.whole(now, "ins", value)

    def both(self, old: Element, new: Element, value: str) -> Iterator[Child]:
        """Two versions of a child, or of a run of text."""
        if new.tag == TEXT:
            yield from compared_words(old, new, value, self.signer)
            return
        merged = self.merged(old, new, value)
        if new.tag == "li" and _has_another_head(merged):
            yield from (self.whole(old, "del", value), self.whole(new, "ins", value))
        else:
            yield merged

    def whole(self, element: Element, kind: Literal["del", "ins"], value: str) -> Element:
        """An element that is new, or gone, as a whole."""
        value = element.attributes.get("data-value", value)
        if element.tag in ("col", "colgroup"):
            return element
        marks = {BLOCK: kind, **signed(self.signer(value or value_in(element)))}
        is_there_twice = kind == "del" and element.attributes.get("id") in self.there
        kept = {name: words for name, words in element.attributes.items() if name != "id" or not is_there_twice}
        if element.tag == TEXT:
            return Element("div", marks, self.marked(element, kind, value), element.location)
        children: list[Child] = []
        for is_block, group in groups(element):
            if is_block:
                children += (self.whole(each, kind, value) for each in group if isinstance(each, Element))
            else:
                children += self.marked(replace(element, children=group), kind, value)
        return replace(element, attributes={**kept, **marks}, children=tuple(children))

    def marked(self, text: Element, kind: Literal["del", "ins"], value: str) -> tuple[Child, ...]:
        """The inline text of an element in marks."""
        nothing = replace(text, children=())
        old, new = (text, nothing) if kind == "del" else (nothing, text)
        return compared_words(old, new, value, self.signer)

    def definitions(self, old: Element, new: Element, value: str) -> Iterator[Child]:
        """The entries of two lists of definitions, each a term with its meanings."""
        for before, now in paired(_entries(old), _entries(new)):
            if before and now and list(map(kind_of, before.elements)) == list(map(kind_of, now.elements)):
                pairs = zip(before.elements, now.elements, strict=True)
                yield from (self.merged(*pair, value) for pair in pairs)
                continue
            yield from (self.whole(each, "del", value) for each in (before.elements if before else ()))
            yield from (self.whole(each, "ins", value) for each in (now.elements if now else ()))


def _ids(body: Element) -> frozenset[str]:
    return frozenset(each.attributes["id"] for each in body.walk() if "id" in each.attributes)


def _with_living_links(element: Element, targets: frozenset[str]) -> Element:
    """The element without links to places that are gone; their words stay."""
    children: list[Child] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
            continue
        living = _with_living_links(child, targets)
        href = child.attributes.get("href", "")
        children += living.children if href.startswith("#") and href[1:] not in targets else (living,)
    is_as_it_was = all(map(is_, children, element.children)) and len(children) == len(element.children)
    return element if is_as_it_was else replace(element, children=tuple(children))


def _in_step(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[Element | None, Element | None]]:
    """The pairs of two rows of children; a head of a table is the head of the other, whatever it says."""
    if not all(any(each.tag == "thead" for each in row) for row in (old, new)):
        yield from paired(old, new)
        return
    at, new_at = (next(n for n, each in enumerate(row) if each.tag == "thead") for row in (old, new))
    yield from paired(old[:at], new[:new_at])
    yield old[at], new[new_at]
    yield from paired(old[at + 1 :], new[new_at + 1 :])


def _parts(element: Element) -> list[Element]:
    """The children of an element, runs of text in it as one each."""
    parts: list[Element] = []
    for is_block, group in groups(element):
        if is_block:
            parts += (each for each in group if isinstance(each, Element))
        else:
            parts.append(Element(TEXT, {}, group, element.location))
    return parts


def _has_another_head(entry: Element) -> bool:
    """Whether a list's entry begins with a block that one version has not: its bullet or number stands there."""
    if BLOCK in entry.attributes:
        return True
    first = next(iter(_parts(entry)), None)
    return first is not None and first.tag != TEXT and _has_another_head(first)


def _entries(definitions: Element) -> list[Element]:
    """Each term with its meanings as an element of its own."""
    entries: list[list[Element]] = []
    for each in definitions.elements:
        if each.tag == "dt" or not entries:
            entries.append([])
        entries[-1].append(each)
    return [Element("div", {}, tuple(entry)) for entry in entries]
