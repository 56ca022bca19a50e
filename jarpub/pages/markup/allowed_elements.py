"""The elements that page markup has: what may stand in each, and with which attributes."""

import re
from collections.abc import Mapping

from jarpub.pages.page_tree import HEADINGS, INLINE, LANGUAGE, TEXT_HOLDERS

# A picture is drawn with a few shapes, and with words of its own.
SHAPES = frozenset({"circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "text"})
GEOMETRY = frozenset(
    "cx cy d height points r rx ry stroke-dasharray text-anchor transform width x x1 x2 y y1 y2".split()  # noqa: SIM905
)
VOID = frozenset({"br", "col", "wbr"})  # they hold nothing, and are not closed
BLOCKS = frozenset({*HEADINGS, "aside", "div", "dl", "footer", "header", "nav", "ol", "p", "section", "table", "ul"})
# What may stand in an element: inline text, blocks, either of them, or the elements named.
CONTENT: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("article", "aside", "div", "footer", "header", "nav", "section"), BLOCKS),
    **dict.fromkeys((*HEADINGS, *INLINE, "p", "caption", "dt"), INLINE),
    **dict.fromkeys(("li", "td", "th", "dd"), BLOCKS | INLINE),
    **dict.fromkeys(("ul", "ol"), frozenset({"li"})),
    **dict.fromkeys(("thead", "tbody"), frozenset({"tr"})),
    **dict.fromkeys(("g", "svg"), SHAPES),
    **dict.fromkeys(SHAPES - {"g"}, frozenset()),
    "colgroup": frozenset({"col"}),
    **dict.fromkeys(VOID, frozenset()),
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset({"caption", "colgroup", "thead", "tbody"}),
    "tr": frozenset({"th", "td"}),
}
EVERYWHERE = frozenset({"class", "data-value"})
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(SHAPES, GEOMETRY),
    "a": frozenset({"href"}),
    "col": frozenset({"data-width"}),
    "nav": frozenset({"aria-label"}),
    "span": frozenset({"dir", "lang"}),
    "svg": frozenset({"aria-hidden", "aria-label", "height", "viewbox", "width", "xmlns"}),
    "th": frozenset({"scope", "colspan"}),
}
ALLOWED: Mapping[str, frozenset[str]] = {
    tag: EVERYWHERE | ATTRIBUTES.get(tag, frozenset()) | (frozenset() if tag in INLINE else frozenset({"id"}))
    for tag in CONTENT
}
NEVER_EMPTY = TEXT_HOLDERS | {"a", "em", "strong", "table", "thead", "tbody", "tr", "ul", "ol", "dl"}
INSTEAD = {
    "b": "use <strong>",
    "font": "leave the looks to the style sheets",
    "hr": "leave it out; a heading sets parts apart",
    "i": "use <em>",
    "img": 'put an SVG picture into the folder pictures, and write {% include "pictures/NAME.svg" %}',
    "script": "leave it out; publications have no scripts",
    "style": "put it into a style sheet",
}
NUMBER = r"[0-9]+(\.[0-9]+)?"
VALUES: Mapping[str, re.Pattern[str]] = {
    "colspan": re.compile("[1-9][0-9]?"),
    "data-width": re.compile(r"[1-9][0-9]?(\.[0-9]+)?"),
    "dir": re.compile("ltr|rtl"),
    "height": re.compile(NUMBER),
    "id": re.compile(r"\w[\w.-]*"),
    "lang": LANGUAGE,
    "scope": re.compile("col|row|rowgroup"),
    "viewbox": re.compile(rf"-?{NUMBER}( -?{NUMBER}){{3}}"),
    "width": re.compile(NUMBER),
}
