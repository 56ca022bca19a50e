"""What an SVG file says besides its shapes."""

import re
from collections.abc import Iterator

from lxml import etree

from jarpub.formats import Fragment
from jarpub.formats.embedded_data import inside, marked_up, with_data
from jarpub.formats.stylesheet_reader import typed

SHAPES = "svg|g|path|circle|ellipse|line|polygon|polyline|rect"
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
NUMBERS = rf"(?:{NUMBER}|[\s,])*+"
STROKES = rf"(?:[MLHVCSQTAmlhvcsqta]\s*+(?={NUMBER})|[Zz]|{NUMBER}|[\s,])*+"
MOVES = rf"(?:\s*(?:translate|scale|rotate|skewX|skewY|matrix)\({NUMBERS}\))*+"
# The attributes of shapes with the values that say nothing, whatever shape they belong to.
ATTRIBUTES = "|".join((
    'xmlns="http://www.w3.org/2000/svg"',
    rf'd="{STROKES}"',
    rf'(?:viewBox|points|stroke-dasharray)="{NUMBERS}"',
    rf'transform="{MOVES}"',
    rf'(?:width|height|c?[xy][12]?|r[xy]?|stroke-(?:width|dashoffset|miterlimit)|(?:fill-|stroke-)?opacity)="{NUMBER}(?:px|%)?"',
    r'(?:fill|stroke)="(?:none|black|white|#[0-9A-Fa-f]{3,8})"',
    r'stroke-line(?:cap|join)="(?:round|butt|square|miter|bevel)"',
    r'fill-rule="(?:evenodd|nonzero)"',
    r'stroke-dasharray="none"',
))  # fmt: skip
ONLY_SHAPES = re.compile(rf"(?:<(?:{SHAPES})(?:\s++(?:{ATTRIBUTES}))*+\s*+/?>|</(?:{SHAPES})>|\s)*+", re.ASCII)
KNOWN = re.compile(rf"</?(?:{SHAPES})\b|\s(?:{ATTRIBUTES})", re.ASCII)


def fragments_of_svg(data: bytes, name: str) -> Iterator[Fragment]:
    """What a file has besides shapes: as it is written, and as programs read it; nothing of one that has only shapes."""
    written = data.decode("utf-8", "replace")
    if ONLY_SHAPES.fullmatch(written):
        return
    yield Fragment(name, KNOWN.sub(" ", written))
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=True))
    except (etree.XMLSyntaxError, ValueError):
        yield from inside(data, name)
        return
    for each in marked_up(tree, name):
        if not KNOWN.fullmatch(f' {each.attribute}="{each.words}"'):
            yield from with_data(each.words, each.channel)
    for css in tree.xpath("//*[local-name() = 'style']//text() | //@style"):
        yield from (Fragment(f"a style in {name}", words) for words in typed(str(css)))
