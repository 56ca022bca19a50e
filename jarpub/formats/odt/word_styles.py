"""The styles of a Word file as those of an OpenDocument file, so that both look alike and are edited in one place."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from jarpub.formats.odt.xml_elements import Properties, element, properties, style_name

ALIGNED = {"left": "start", "start": "start", "right": "end", "end": "end", "center": "center", "both": "justify"}
EDGES = ("top", "left", "bottom", "right")
LINES = {"double": "double", "dotted": "dotted", "dashed": "dashed"}
NO = ("0", "false", "off")
NO_COLOUR = (None, "auto")
BESIDE_SCRIPTS = ("", "-asian", "-complex")  # letters of Europe, of East Asia, and those written from the right


def points(twentieths: float) -> str:
    """A length that Word gives in twentieths of a point."""
    return f"{twentieths / 20:g}pt"


def value(parent: Any, tag: str, name: str = "val") -> str | None:
    """An attribute of a child of an element; nothing where one of them is not there."""
    child = None if parent is None else parent.find(qn(f"w:{tag}"))
    return None if child is None else child.get(qn(f"w:{name}"))


def _number(written: str | None) -> float:
    try:
        return float(written or 0)
    except ValueError:
        return 0.0


def is_on(parent: Any, tag: str) -> bool | None:
    """Whether something is switched on; nothing where that is not said."""
    child = None if parent is None else parent.find(qn(f"w:{tag}"))
    return None if child is None else child.get(qn("w:val")) not in NO


def border(edge: Any) -> str:
    """A line as OpenDocument writes it."""
    if edge is None or edge.get(qn("w:val")) in ("nil", "none", None):
        return "none"
    colour = edge.get(qn("w:color"))
    width = _number(edge.get(qn("w:sz"))) / 8  # in points, of which Word counts eighths
    return f"{width:g}pt {LINES.get(edge.get(qn('w:val')), 'solid')} #{'000000' if colour in NO_COLOUR else colour}"


def ground(parent: Any) -> dict[str, str]:
    """The colour behind a paragraph, a cell or some letters."""
    colour = value(parent, "shd", "fill")
    return {} if colour in NO_COLOUR else {"fo:background-color": f"#{colour}"}


def of_paragraph(found: Any) -> dict[str, str]:
    """The properties of a paragraph."""
    if found is None:
        return {}
    switches = {"keepNext": ("fo:keep-with-next", "always"), "keepLines": ("fo:keep-together", "always"),
                "pageBreakBefore": ("fo:break-before", "page")}  # fmt: skip
    on = dict(pair for tag, pair in switches.items() if is_on(found, tag))
    aligned = ALIGNED.get(value(found, "jc") or "")
    return {
        **on,
        **_spacing(found.find(qn("w:spacing"))),
        **panel(found),
        **({"fo:text-align": aligned} if aligned else {}),
        **({"style:vertical-align": "middle"} if value(found, "textAlignment") == "center" else {}),
    }


def _spacing(spacing: Any) -> dict[str, str]:
    if spacing is None:
        return {}
    sides = {"before": "fo:margin-top", "after": "fo:margin-bottom"}
    given = {side: spacing.get(qn(f"w:{name}")) for name, side in sides.items()}
    found = {side: points(_number(written)) for side, written in given.items() if written is not None}
    line, rule = spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))
    if line is None:
        return found
    if rule in (None, "auto"):
        return {**found, "fo:line-height": f"{_number(line) / 2.4:.4g}%"}  # Word counts lines in 240 parts
    return {**found, "style:line-height-at-least" if rule == "atLeast" else "fo:line-height": points(_number(line))}


def panel(found: Any) -> dict[str, str]:
    """The borders, ground and indents of a paragraph; those of Word stand outside its indents, and here inside."""
    edges, indents = (None if found is None else found.find(qn(f"w:{tag}")) for tag in ("pBdr", "ind"))
    looks, room = ground(found), {}
    for side in EDGES:
        edge = None if edges is None else edges.find(qn(f"w:{side}"))
        if edge is not None and border(edge) != "none":
            looks[f"fo:border-{side}"] = border(edge)
            looks[f"fo:padding-{side}"] = f"{_number(edge.get(qn('w:space'))):g}pt"
            room[side] = _number(edge.get(qn("w:sz"))) * 2.5 + _number(edge.get(qn("w:space"))) * 20
        elif edges is not None:
            looks[f"fo:border-{side}"], looks[f"fo:padding-{side}"] = "none", "0pt"
    return {**looks, **_indents(indents, room)}


def _indents(indents: Any, room: dict[str, float]) -> dict[str, str]:
    given = {} if indents is None else {key.rpartition("}")[2]: _number(each) for key, each in indents.attrib.items()}
    sides = {"left": given.get("left", given.get("start")), "right": given.get("right", given.get("end"))}
    found = {
        f"fo:margin-{side}": points((width or 0) - room.get(side, 0))
        for side, width in sides.items()
        if width is not None or side in room
    }
    if "hanging" in given or "firstLine" in given:
        found["fo:text-indent"] = points(given.get("firstLine", 0) - given.get("hanging", 0))
    return found


def of_text(found: Any) -> dict[str, str]:
    """The properties of letters."""
    if found is None:
        return {}
    looks = ground(found)
    colour, size, font = value(found, "color"), value(found, "sz"), value(found, "rFonts", "ascii")
    if colour not in NO_COLOUR:
        looks["fo:color"] = f"#{colour}"
    bold, slanted = is_on(found, "b"), is_on(found, "i")
    for script in BESIDE_SCRIPTS:
        start = "style" if script else "fo"
        looks |= {f"{start}:font-size{script}": f"{_number(size) / 2:g}pt"} if size else {}
        looks |= {f"style:font-name{script}": font} if font else {}
        if bold is not None:
            looks[f"{start}:font-weight{script}"] = "bold" if bold else "normal"
        if slanted is not None:
            looks[f"{start}:font-style{script}"] = "italic" if slanted else "normal"
    if is_on(found, "caps"):
        looks["fo:text-transform"] = "uppercase"
    if value(found, "u") not in (None, "none"):
        looks |= {"style:text-underline-style": "solid", "style:text-underline-width": "auto"}
        looks["style:text-underline-color"] = "font-color"
    return looks


def tab_stops(found: Any) -> tuple[str, ...]:
    """The places to which tabs lead, counted from the indent; a hanging line has one there by itself."""
    tabs = None if found is None else found.find(qn("w:tabs"))
    if tabs is None:
        return ()
    left = _number(value(found, "ind", "left"))
    places = sorted(_number(tab.get(qn("w:pos"))) - left for tab in tabs)
    stops = [element("style:tab-stop", {"style:position": points(place)}) for place in places if place > 0]
    return (element("style:tab-stops", {}, *stops),) if stops else ()


def default_styles(styles: Any, language: str, direction: str) -> str:
    """What all paragraphs and tables have that no style says otherwise."""
    paragraph, letters = (
        styles.find(f"{qn('w:docDefaults')}/{qn(f'w:{kind}Default')}/{qn(f'w:{kind}')}") for kind in ("pPr", "rPr")
    )
    of_page = {"style:writing-mode": "rl-tb" if direction == "rtl" else "lr-tb", "style:tab-stop-distance": "36pt",
               "fo:orphans": "2", "fo:widows": "2"}  # fmt: skip
    own = {**of_page, **of_paragraph(paragraph)}
    spoken, _, place = language.partition("-")
    speaks = {f"{start}:{name}{script}": each or "none" for start, script in (("fo", ""), ("style", "-complex"))
              for name, each in (("language", spoken), ("country", place[-2:].upper()))}  # fmt: skip
    inner = properties("paragraph", own) + properties("text", {**of_text(letters), **speaks})
    table = element("style:default-style", {"style:family": "table"})
    return element("style:default-style", {"style:family": "paragraph"}, inner) + table


def named_styles(styles: Any) -> Iterator[str]:
    """The styles of paragraphs and letters, by their names."""
    for style in styles.findall(qn("w:style")):
        kind = {"paragraph": "paragraph", "character": "text"}.get(style.get(qn("w:type")))
        if kind and not (kind == "text" and style.get(qn("w:default"))):
            yield _named_style(style, kind)


def _named_style(style: Any, kind: str) -> str:
    own, parent = style.find(qn("w:pPr")), value(style, "basedOn")
    name = style.get(qn("w:styleId"))
    is_based = parent and not (kind == "text" and parent == "DefaultParagraphFont")
    level = value(own, "outlineLvl")
    attributes = {
        "style:name": style_name(name),
        "style:display-name": {"Normal": "Standard"}.get(
            name, (value(style, "name") or name).replace("heading", "Heading")
        ),
        "style:family": kind,
        **({"style:parent-style-name": style_name(str(parent))} if is_based else {}),
        **({"style:default-outline-level": str(int(level) + 1)} if level and level in "012345678" else {}),
    }
    of_paragraphs = properties("paragraph", of_paragraph(own), *tab_stops(own)) if kind == "paragraph" else ""
    return element("style:style", attributes, of_paragraphs, properties("text", of_text(style.find(qn("w:rPr")))))


def font_faces(styles: Any) -> str:
    """The fonts that styles name."""
    named = {each.get(qn("w:ascii")) for each in styles.iter(qn("w:rFonts"))} - {None}
    return "".join(
        element("style:font-face", {"style:name": font, "svg:font-family": f"'{font}'"}) for font in sorted(named)
    )


def style_of(styles: Any, name: str) -> Any:
    """A style of Word by its id; nothing where there is none."""
    return styles.get_by_id(name) if name else None


def merged(*found: Properties) -> dict[str, str]:
    """Properties of which the later win."""
    return {name: each for values in found for name, each in values.items()}
