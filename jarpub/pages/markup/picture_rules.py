"""What a picture may be: words for those who cannot see it, and shapes that every program can draw, on paper and in Word."""

import re
from collections.abc import Iterator

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.pages.page_tree import Element

ENTITIES = Code("template.entities", "A picture names words of its own (<!ENTITY …>), which could grow without end.")

SIDE, DOTS = (1, 10_000), 5_000_000  # in CSS pixels; Word files hold pictures as dots, too
FARTHEST = 1_000_000
FINEST_DASH = 0.05
MOST_SHAPES, MOST_LETTERS, DEEPEST = 20_000, 1_000_000, 40
ENTITY = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
PROLOGUE = re.compile(r"<\?.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", re.DOTALL)
NAMESPACE = "http://www.w3.org/2000/svg"

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
# What may stand around and between the numbers of an attribute.
AROUND = {
    "d": re.compile(r"[\s,]*([Mm][MmZzLlHhVvCcSsQqTtAa\s,]*)?"),
    "points": re.compile(r"[\s,]*"),
    "transform": re.compile(r"(\s*(translate|scale|rotate|skewX|skewY|matrix)\s*\([\s,]*\)[\s,]*)+"),
    "stroke-dasharray": re.compile(r"none|[\s,]+|"),
    "text-anchor": re.compile("start|middle|end"),
}
LENGTH = re.compile(r"(%|px|pt|pc|mm|cm|in|em|ex|rem)?")
MOVES = re.compile(r"(translate|scale|rotate|skewX|skewY|matrix)\s*\(([^()]*)\)")
HOW_MANY = {"translate": (1, 2), "scale": (1, 2), "rotate": (1, 3), "skewX": (1,), "skewY": (1,), "matrix": (6,)}
OTHERS = frozenset({"class", "data-value", "id", "viewbox", "aria-hidden", "aria-label", "xmlns"})


def picture_faults(picture: Element) -> Iterator[tuple[Element, str, str]]:
    """Where something of a picture cannot be drawn everywhere: the element, what is wrong, and the way out."""
    if bool(picture.spoken) == (picture.attributes.get("aria-hidden") == "true"):
        hint = 'say what it shows in aria-label="…", or write aria-hidden="true" where words beside it say the same'
        yield picture, "the picture has no words for those who cannot see it, or is hidden from them", hint
    for needed in sorted({"height", "viewbox", "width"} - picture.attributes.keys()):
        yield picture, f"<svg> has no {needed}", "add it, as the pictures in the folder pictures have it"
    yield from _measure_faults(picture)
    shapes = list(picture.walk())
    letters = sum(len(value) for shape in shapes for value in shape.attributes.values())
    if len(shapes) > MOST_SHAPES or letters > MOST_LETTERS or _depth(picture) > DEEPEST:
        yield picture, "the picture has too many shapes, or too long ones, to be drawn", "draw it with fewer"
        return
    for shape in shapes:
        for name, value in shape.attributes.items():
            if name not in OTHERS and not _can_be_drawn(name, value):
                yield shape, f'<{shape.tag}> cannot have {name}="{value[:40]}"', "correct the value"


def _measure_faults(picture: Element) -> Iterator[tuple[Element, str, str]]:
    width, height = (_number(picture.attributes.get(name, "1")) for name in ("width", "height"))
    least, most = SIDE
    if not (least <= width <= most and least <= height <= most and width * height <= DOTS):
        written = " and ".join(f'{name}="{picture.attributes[name][:40]}"' for name in ("width", "height"))
        hint = f"write sizes from {least} to {most:,} pixels; style sheets can make it larger or smaller"
        yield picture, f"the picture cannot be drawn with {written}", hint
    box = [_number(number) for number in picture.attributes.get("viewbox", "0 0 1 1").split()]
    if not (all(abs(number) <= FARTHEST for number in box) and min(box[2:]) > 1 / FARTHEST):
        written = picture.attributes["viewbox"][:40]
        yield (
            picture,
            f'the picture shows nothing with viewBox="{written}"',
            "write where it begins, its width and height",
        )
    if picture.attributes.get("xmlns", NAMESPACE) != NAMESPACE:
        yield picture, f'<svg> cannot have xmlns="{picture.attributes["xmlns"][:40]}"', f'write xmlns="{NAMESPACE}"'


def _number(written: str) -> float:
    return float(written) if NUMBER.fullmatch(written) else float("nan")


def _depth(element: Element) -> int:
    """How deep elements stand inside one another; the parser has refused what is too deep to be walked."""
    return 1 + max(map(_depth, element.elements), default=0)


def _can_be_drawn(name: str, value: str) -> bool:
    numbers = [abs(float(number)) for number in NUMBER.findall(value)]
    if any(number > FARTHEST for number in numbers):
        return False
    around = NUMBER.sub(" ", value)
    if name == "transform" and not all(_is_move(move) for move in MOVES.finditer(value)):
        return False
    if name == "stroke-dasharray" and numbers:
        return max(numbers) >= FINEST_DASH and "-" not in value and not around.strip(" ,\n\t")
    if name in ("x", "y") and " " in value.strip():
        return not around.strip(" ,\n\t")  # a place for each letter
    if name in AROUND:
        return AROUND[name].fullmatch(around) is not None
    return len(numbers) == 1 and LENGTH.fullmatch(around.strip()) is not None


def _is_move(move: re.Match[str]) -> bool:
    return len(NUMBER.findall(move[2])) in HOW_MANY[move[1]]


def without_prologue(picture: str, name: str) -> str:
    """An SVG file without what drawing programs write around the picture; each line stays on its line."""
    entity = ENTITY.search(picture)
    if entity:
        location = Location(name, picture.count("\n", 0, entity.start()) + 1)
        hint = "save it as a plain SVG, or take everything before <svg out"
        raise DiagnosticsError(
            [Diagnostic(ENTITIES, location, "the picture names words of its own (<!ENTITY …>)", hint)]
        )
    return PROLOGUE.sub(lambda found: "\n" * found[0].count("\n"), picture)
