"""What a style sheet says and does, whatever its spelling: what it fetches, prints and hides, and words that somebody typed."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, TypeVar

import tinycss2
from tinycss2.ast import LiteralToken

from jarpub.formats.vocabulary import AT_RULES, ATTRIBUTES, FUNCTIONS, KEYWORDS, OWN_NAMES, PROPERTIES, UNITS

COMMENT = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|/\*.*?(?:\*/|\Z)""", re.DOTALL)
CLASS = re.compile(r"\.[A-Za-z][\w-]*")
HEXADECIMAL = re.compile(r"[0-9a-fA-F]{3,8}")
FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"})
GROUPS = frozenset({"media", "supports", "layer", "container", "scope", "starting-style"})
# Strings here are names of fonts and of their features, and are printed nowhere.
SILENT = re.compile(r"font|font-.*|--font|src|grid-template.*|grid-area|will-change")
# What may be printed that stands in no style sheet: text of the page itself, or the numbers of its pages.
OF_THE_PAGE = {
    "attr": {"href", "data-column"},
    "string": {"running-title", "draft", "stamp", "page-word", "of-word"},
    "counter": {"page", "pages"},
}
PAGE_NUMBERS = frozenset({"Page", "page", "of"})
TURN_TO = "target-counter"  # the page that a link leads to
# What may be hidden: the link that only the keyboard reaches, words that are said beside it once more, and what is heard
# of words that are new or gone.
HIDEABLE = frozenset({".skip-link", ".skip-link:focus", "thead", ".second-month"}) | {
    f"{tag}::{place}" for tag in ("ins", "del") for place in ("before", "after")
}
ANYTHING_HIDES = re.compile(
    r"(-webkit-)?(clip|clip-path|mask.*|transform|translate|scale|rotate|filter|zoom|text-security|text-fill-color"
    r"|content-visibility|animation.*|offset.*)"
)
HIDING = {
    "display": {"none"}, "visibility": {"hidden", "collapse"}, "position": {"absolute", "fixed"}, "color": {"transparent"},
}  # fmt: skip
SIZES = re.compile(r"font-size|font|(max-)?(width|height|inline-size|block-size)|--size-.*")
PLACES = re.compile(r"left|right|top|bottom|inset.*|text-indent|letter-spacing|word-spacing|z-index|margin.*")
IN_PIXELS = {"": 1, "px": 1, "em": 16, "rem": 16, "ex": 8, "ch": 8, "pt": 4 / 3, "mm": 3.78, "cm": 37.8, "in": 96}
# Where tokens have their names, and which names CSS knows there.
NAMED = {
    "ident": ("value", KEYWORDS | PROPERTIES),
    "hash": ("value", frozenset()),
    "at-keyword": ("value", AT_RULES),
    "dimension": ("unit", UNITS),
    "function": ("name", FUNCTIONS),
}
END = LiteralToken(0, 0, "}")
SMALLEST, FARTHEST = 4.0, 400.0  # pixels
LEAST = {"opacity": 0.5, "line-height": 0.5}
SHEETS = 128  # of which is kept what was found: those of some publications, as they were and as they are
Something = TypeVar("Something")


@dataclass(frozen=True)
class Found:
    """Something in a style sheet, and the line and column of it."""

    words: str
    line: int
    column: int


@dataclass(frozen=True)
class _Declaration:
    node: Any
    at: str  # the at-rule that it stands in, such as "page", or nothing
    selector: str

    @property
    def name(self) -> str:
        return str(self.node.name if self.node.name.startswith("--") else self.node.lower_name)


def _once(find: Callable[[str], Iterator[Something]]) -> Callable[[str], tuple[Something, ...]]:
    """What is found in a sheet, and kept: every file of a theme has the same sheets, and so has the next build."""
    return lru_cache(maxsize=SHEETS)(wraps(find)(lambda css: tuple(find(css))))


def without_comments(css: str) -> str:
    """The sheet as it is published: what is said to those who edit it is for nobody else."""
    return COMMENT.sub(lambda found: found[1] or " ", css)


@_once
def fetched(css: str) -> Iterator[Found]:
    """Everything that a browser would fetch; data: addresses are in the sheet itself."""
    for token in _all(_rules(css)):
        if token.type == "at-rule" and token.lower_at_keyword == "import":
            yield _found("@import", token)
        elif token.type == "url" and not token.value.strip().lower().startswith("data:"):
            yield _found(f"url({token.value[:60]})", token)
        elif token.type == "function" and token.lower_name in FETCHING:
            for inner in _all(token.arguments):
                if inner.type == "string" and not inner.value.strip().lower().startswith("data:"):
                    yield _found(f"{token.lower_name}({inner.value[:60]})", token)


@_once
def printed(css: str) -> Iterator[Found]:
    """Words that the sheet would print and no page has."""
    for each in _declarations(css):
        leads = any(token.type == "function" and token.lower_name == TURN_TO for token in each.node.value)
        for token in _all(each.node.value):
            if token.type == "string" and not SILENT.fullmatch(each.name):
                words = re.findall(r"\w+", token.value)
                numbers = leads or each.name == "string-set" or each.at.endswith(_margin(each.at))
                if words and not (numbers and set(words) <= PAGE_NUMBERS):
                    yield _found(token.value, token)
            elif token.type == "function" and token.lower_name in ("attr", "string", "counter", "counters", "symbols"):
                asked = [inner.value for inner in token.arguments if inner.type == "ident"]
                known = OF_THE_PAGE.get(token.lower_name, set()) | ({"href"} if leads else set())
                if not set(asked) <= known:
                    yield _found(f"{token.lower_name}({' '.join(asked)})", token)
    for rule in _all(_rules(css)):
        if rule.type == "at-rule" and rule.lower_at_keyword == "counter-style":
            yield _found("@counter-style", rule)


@_once
def hidden(css: str) -> Iterator[Found]:
    """What would hide words of a page, or move them off it, as far as can be told without drawing it."""
    for each in _declarations(css):
        if each.selector in HIDEABLE or each.at in ("font-face", "page"):
            continue
        if _hides(each):
            yield _found(f"{each.selector or '@' + each.at} {{ {each.name}: {_written(each.node)} }}", each.node)


@_once
def typed(css: str) -> Iterator[str]:
    """What somebody typed: comments, strings, and every name that neither CSS nor this project has."""
    pieces = [""]
    tokens = tuple(_in_order(tinycss2.parse_component_value_list(css)))
    for token in tokens:
        if token.type == "literal" and token.value in (";", "}"):
            pieces.append("")
        else:
            pieces[-1] += _own_words(token)
    if any(token.type == "error" for token in tokens):
        pieces.append(css)  # what cannot be read is not left out
    yield from (piece for piece in pieces if any(letter.isalnum() for letter in piece))


@lru_cache(maxsize=SHEETS)
def class_rules(css: str) -> tuple[tuple[str, str, str], ...] | None:
    """Each class with a property and its value, in the order of a sheet of plain rules; nothing where it has others."""
    rules = []
    if any(node.type == "at-rule" for node in _rules(css)):
        return None
    for each in _declarations(css):
        classes = [name.strip() for name in each.selector.split(",")]
        if each.at or each.node.important or not all(CLASS.fullmatch(name) for name in classes):
            return None
        value = tinycss2.serialize([token for token in each.node.value if token.type != "comment"]).strip()
        rules += [(name[1:], each.name, value) for name in classes]
    return tuple(rules)


def _in_order(nodes: Iterable[Any]) -> Iterator[Any]:
    """Every token, and those inside it; a block ends as a declaration does."""
    for node in nodes:
        yield node
        yield from _in_order(getattr(node, "arguments", ()))
        if node.type.endswith("block"):
            yield from _in_order(node.content)
            yield END


def _own_words(token: Any) -> str:
    """The words of a token, unless CSS or this project has them."""
    kind = token.type
    if kind in ("comment", "string", "url"):
        return "" if token.value in ATTRIBUTES else str(token.value)
    if kind not in NAMED:
        return ""
    attribute, known = NAMED[kind]
    word = getattr(token, attribute)
    is_known = HEXADECIMAL.fullmatch(word) if kind == "hash" else word.lower() in known
    return "" if is_known or word in OWN_NAMES else f" {word} "


def _all(nodes: Iterable[Any]) -> Iterator[Any]:
    """Every rule and token, and those inside them."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        yield node
        inner: list[Any] = []
        for name in ("prelude", "value", "arguments", "content"):
            held = getattr(node, name, None)
            inner += held if isinstance(held, list) else []
        waiting += inner[::-1]


@lru_cache(maxsize=1)
def _rules(css: str) -> list[Any]:
    """The tree of a sheet, which is large: it is kept while one question after another is asked of it."""
    rules: list[Any] = tinycss2.parse_stylesheet(css)
    return rules


def _declarations(css: str) -> Iterator[_Declaration]:
    waiting = [(node, "", "") for node in reversed(_rules(css))]
    while waiting:
        node, at, selector = waiting.pop()
        if node.type == "declaration":
            yield _Declaration(node, at, selector)
        if node.type == "qualified-rule":
            own = " ".join(tinycss2.serialize([t for t in node.prelude if t.type != "comment"]).split())
            selector = f"{selector} {own}".strip()
        elif node.type == "at-rule" and node.lower_at_keyword not in GROUPS:
            at = f"{at} {node.lower_at_keyword}".strip()
        if node.type in ("qualified-rule", "at-rule") and node.content is not None:
            inner = tinycss2.parse_blocks_contents(node.content)
            waiting += [(each, at, selector) for each in reversed(inner)]


def _margin(at: str) -> str:
    """The margin box of a page in the path of at-rules, such as "bottom-right" of "page bottom-right"."""
    return at.removeprefix("page ") if at.startswith("page ") else "\0"


def _hides(each: _Declaration) -> bool:
    tokens = [token for token in _all(each.node.value) if token.type not in ("whitespace", "comment")]
    words = {token.lower_value for token in tokens if token.type == "ident"}
    if ANYTHING_HIDES.fullmatch(each.name):
        return not words & {"none", "visible", "inherit"}
    if words & HIDING.get(each.name, set()):
        return True
    numbers = [_pixels(token) for token in tokens if _is_number(token)]
    if each.name in LEAST:
        values = (token.value / (100 if token.type == "percentage" else 1) for token in tokens if _is_number(token))
        return any(value < LEAST[each.name] for value in values)
    if SIZES.fullmatch(each.name):
        return any(_pixels(token) < SMALLEST for token in tokens if _is_size(token))
    if PLACES.fullmatch(each.name):
        near = 0 if not each.name.startswith("margin") else -FARTHEST
        return any(number < near or number > FARTHEST for number in numbers)
    return each.name == "color" and any(token.type == "function" and token.lower_name != "var" for token in tokens)


def _is_number(token: Any) -> bool:
    return token.type in ("number", "dimension", "percentage")


def _is_size(token: Any) -> bool:
    return token.type in ("dimension", "percentage") or (token.type == "number" and token.value == 0)


def _pixels(token: Any) -> float:
    if token.type == "percentage":
        return float(token.value) if token.value <= 0 else max(float(token.value), SMALLEST)
    unit = "" if token.type == "number" else token.lower_unit
    return float(token.value) * IN_PIXELS.get(unit, 16)


def _written(node: Any) -> str:
    return " ".join(tinycss2.serialize(node.value).split())[:60]


def _found(words: str, node: Any) -> Found:
    return Found(words, node.source_line, node.source_column)
