"""Two versions of something by chance: of a page, element by element, and of a plan, with entries added and removed."""

import itertools
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from jarpub.diagnostics import DiagnosticsError
from jarpub.pages.page_tree import Element
from jarpub.project.edits.edit import Edit, Insert, Move, Remove, Set
from jarpub.project.edits.edited import edited, values
from jarpub.project.plan.model import Plan

WORDS = ["council", "young", "people", "will", "ask", "tell", "the", "plan", "soon"]
MAY_GO = frozenset({"div", "dt", "li", "ol", "p", "section", "table", "tbody", "tr", "ul"})
NEVER_EMPTY = MAY_GO - {"dt"} | {"dl", "td"}
TEXTS = re.compile(r"IA\d|MA\d|W\d|OV|wording\.(press|young-people)|G\d")


def another_page(body: Element, chance: random.Random) -> Element:
    """The body of a page with words, entries, rows, paragraphs and sections changed, gone, or there twice."""
    rate = chance.choice([0.02, 0.05, 0.1, 0.3])
    for _ in range(50):
        found = _changed(body, chance, rate)
        if found != body and all(map(_is_whole, found.walk())):
            return found
    return replace(body, children=body.children[:-1])


def _changed(element: Element, chance: random.Random, rate: float) -> Element:
    children: list[Any] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(_other_words(child, chance) if chance.random() < rate else child)
            continue
        may_go = child.tag in MAY_GO and element.tag != "thead" and all(each.tag != "h1" for each in child.walk())
        if may_go and chance.random() < rate / 2 and sum(1 for _ in element.elements) > 1:
            continue
        changed = child if child.tag == "svg" else _changed(child, chance, rate)
        children.append(changed)
        if may_go and chance.random() < rate / 2 and not any("id" in each.attributes for each in changed.walk()):
            children.append(_changed(changed, chance, 0.3))
    return replace(element, children=tuple(children))


def _other_words(words: str, chance: random.Random) -> str:
    pieces = words.split(" ")
    at = chance.randrange(len(pieces))
    pieces[at : at + chance.choice([0, 1])] = chance.choice([[], [chance.choice(WORDS)]])
    return " ".join(pieces) or "plan"


def _is_whole(element: Element) -> bool:
    """Whether it could have come from a template."""
    if element.tag == "dl":
        tags = [each.tag for each in element.elements]
        return tags[0] == "dt" and tags[-1] == "dd" and ("dt", "dt") not in itertools.pairwise(tags)
    if element.tag == "table":
        return any(each.tag == "tbody" for each in element.elements)
    return element.tag not in NEVER_EMPTY or bool(element.text()) or any(each.tag == "svg" for each in element.walk())


def another_plan(data: bytes, chance: random.Random, edits: int) -> bytes:
    """The plan with so many edits that it takes: texts with other words, entries of lists put in, moved and gone."""
    for _ in range(edits):
        for _ in range(20):
            try:
                data = edited(data, "plan.yaml", Plan, [_edit(values(data, "plan.yaml", Plan), chance)]).data
            except DiagnosticsError:
                continue  # others refer to it, or it is of another kind
            break
    return data


def _edit(known: Mapping[str, Any], chance: random.Random) -> Edit:
    lists = [name for name, value in known.items() if isinstance(value, tuple) and len(value) > 1 and TEXTS.match(name)]
    texts = [name for name, value in known.items() if isinstance(value, str) and " " in value and TEXTS.match(name)]
    name, text = chance.choice(lists), chance.choice(texts)
    entries = known[name]
    match chance.randrange(5):
        case 0:
            return Remove(chance.choice(list(_names(known, name))))
        case 1:
            model = chance.choice(entries)
            new = {**model, "id": f"{model['id']}9"} if isinstance(model, Mapping) and "id" in model else model
            return Insert(name, chance.randrange(len(entries)), new)
        case 2:
            return Move(chance.choice(list(_names(known, name))), chance.randrange(len(entries)))
        case _:
            return Set(text, _other_words(known[text], chance))


def _names(known: Mapping[str, Any], name: str) -> Iterator[str]:
    """The names of the entries of a list."""
    for number, entry in enumerate(known[name], 1):
        yield str(entry["id"]) if isinstance(entry, Mapping) and "id" in entry else f"{name}.{number}"
