"""A picture of a page as an SVG file that programs without style sheets and without our fonts draw alike.

Its classes become attributes, its words the shapes of their letters, and nothing else is left in it.
"""

import re
from collections.abc import Iterator, Mapping

from jarpub.formats.docx.xml_elements import attribute
from jarpub.formats.letter_shapes import letters
from jarpub.formats.stylesheet_reader import class_rules
from jarpub.pages.page_tree import Element

NAMESPACE = "http://www.w3.org/2000/svg"
NOT_DRAWN = frozenset({"class", "data-value", "id", "aria-label", "aria-hidden", "xmlns", "text-anchor"})
PAINT = frozenset({
    "fill", "fill-opacity", "fill-rule", "opacity", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
})  # fmt: skip
OF_TEXT = {
    "font-family": "", "font-size": "16px", "font-weight": "400", "text-anchor": "start", "fill-rule": "nonzero",
}  # fmt: skip
PLACE = ("x", "y")  # of a text, which the path of its letters has in it
WEIGHTS = {"normal": "400", "bold": "700"}
BEFORE = {"start": 0.0, "middle": 0.5, "end": 1.0}  # how much of some words stands before their place
OF_THE_FONT = re.compile(r"[\d.](?:r?em|ex|ch)\b")  # a length that is another with each size of letters
SPACE = re.compile(r"[ \t\n\r\f]+")  # any other space is a letter
Looks = Mapping[str, str]


class OnlyDots(Exception):
    """Something of a picture that its dots show, and attributes and shapes cannot say."""


def svg_of(picture: Element, css: str, family: str) -> str:
    """The picture in the looks of a style sheet whose text is set in this family; raises OnlyDots."""
    rules = class_rules(css)
    if rules is None:
        raise OnlyDots
    return "".join(_written(picture, OF_TEXT, rules, family))


def _written(shape: Element, around: Looks, rules: tuple[tuple[str, str, str], ...], family: str) -> Iterator[str]:
    looks = _looks(shape, rules)
    of_text = {name: looks.get(name, value) for name, value in around.items()}
    paint = {name: value for name, value in looks.items() if name in PAINT}
    named = {"viewBox" if name == "viewbox" else name: value for name, value in shape.attributes.items()}
    own = {name: value for name, value in named.items() if name not in NOT_DRAWN}
    if any(OF_THE_FONT.search(value) for value in (*own.values(), *paint.values())):
        raise OnlyDots
    if shape.tag == "text":
        kept = {name: value for name, value in own.items() if name not in PLACE}
        yield _element("path", {"d": _path(shape, of_text, family), **kept, **paint})
        return
    start = {"xmlns": NAMESPACE} if shape.tag == "svg" else {}
    inner = "".join(piece for child in shape.elements for piece in _written(child, of_text, rules, family))
    yield _element(shape.tag, {**start, **own, **paint}, inner)


def _looks(shape: Element, rules: tuple[tuple[str, str, str], ...]) -> dict[str, str]:
    """What the rules of its classes say, the last one of each property; raises OnlyDots."""
    classes = shape.classes
    anchor = _kept(shape, "text-anchor")
    looks = anchor | {name: value for of, name, value in rules if of in classes}
    if not looks.keys() <= PAINT | OF_TEXT.keys() or any("(" in value for value in looks.values()):
        raise OnlyDots
    return looks


def _kept(shape: Element, name: str) -> dict[str, str]:
    return {name: shape.attributes[name]} if name in shape.attributes else {}


def _path(text: Element, looks: Looks, family: str) -> str:
    """The words of a text as the path of their letters; raises OnlyDots where they are set otherwise."""
    written = "".join(child for child in text.children if isinstance(child, str))
    words = SPACE.sub(" ", written).strip(" ")
    weight = WEIGHTS.get(looks["font-weight"], looks["font-weight"])
    try:
        x, y = (float(text.attributes.get(name, "0")) for name in ("x", "y"))
        size, before = float(looks["font-size"].removesuffix("px")), BEFORE[looks["text-anchor"]]
        is_ours = looks["font-family"].strip("'\"") == family and looks["fill-rule"] == "nonzero"
        found = letters(words, family, int(weight)) if is_ours else None
    except (KeyError, ValueError):
        raise OnlyDots from None
    if found is None:
        raise OnlyDots
    left = x - before * found.width * size
    return "".join(
        command + " ".join([f"{(y if n % 2 else left) + at * size:.2f}" for n, at in enumerate(points)])
        for command, points in found.strokes
    )


def _element(tag: str, attributes: Looks, inner: str = "") -> str:
    written = "".join(f' {name}="{attribute(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>"
