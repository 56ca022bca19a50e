"""The bullets and numbers of a Word file as list styles of an OpenDocument file."""

from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn

from jarpub.formats.odt.word_styles import points, value
from jarpub.formats.odt.xml_elements import element, style_name

FORMATS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
FOLLOWED = {"tab": "listtab", "space": "space", "nothing": "nothing"}  # what stands behind a number
PLAIN = "•"  # for what this knows no sign of


def list_styles(document: Any, styles: Iterable[str]) -> Iterator[str]:
    """A list style for each of these styles of paragraphs, by the same name."""
    for name in dict.fromkeys(styles):
        levels = [_level(level) for level in _levels(document, name)]
        yield element("text:list-style", {"style:name": list_name(name)}, *levels)


def list_name(style: str) -> str:
    """The name of the list style that belongs to a style of paragraphs."""
    return f"{style_name(style)}_20_List"


def _levels(document: Any, style: str) -> list[Any]:
    wanted = document.styles.element.get_by_id(style).find(".//" + qn("w:numId")).get(qn("w:val"))
    numbering = document.part.numbering_part.element
    kind = next(each for each in numbering.num_lst if str(each.numId) == wanted).abstractNumId.val
    found = next(
        (each for each in numbering.iter(qn("w:abstractNum")) if each.get(qn("w:abstractNumId")) == str(kind)), None
    )
    return [] if found is None else found.findall(qn("w:lvl"))


def _level(level: Any) -> str:
    number = str(int(level.get(qn("w:ilvl"))) + 1)
    kind, written = value(level, "numFmt"), value(level, "lvlText") or PLAIN
    left, hanging = (float(value(level.find(qn("w:pPr")), "ind", name) or 0) for name in ("left", "hanging"))
    followed = FOLLOWED.get(value(level, "suff") or "tab", "listtab")
    places = element(
        "style:list-level-properties",
        {"text:list-level-position-and-space-mode": "label-alignment"},
        element(
            "style:list-level-label-alignment",
            {
                "text:label-followed-by": followed,
                **({"text:list-tab-stop-position": points(left)} if followed == "listtab" else {}),
                "fo:text-indent": points(-hanging),
                "fo:margin-left": points(left),
            },
        ),
    )
    if kind == "none":
        return element("text:list-level-style-number", {"text:level": number, "style:num-format": ""}, places)
    if kind not in FORMATS:
        return element("text:list-level-style-bullet", {"text:level": number, "text:bullet-char": written[:1]}, places)
    before, _, behind = written.partition(f"%{number}")
    around = {"style:num-prefix": before, "style:num-suffix": behind}
    attributes = {"text:level": number, "style:num-format": FORMATS[str(kind)]}
    return element(
        "text:list-level-style-number", {**attributes, **{key: each for key, each in around.items() if each}}, places
    )
