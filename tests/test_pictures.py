"""Whatever an SVG file has in it: it is drawn within bounds in every format, or is a finding with its file and line."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from conftest import PROJECT
from PIL import Image, ImageChops
from resvg_py import svg_to_bytes

from jarpub.build.load_and_check import load_sources
from jarpub.build.target import theme_of
from jarpub.diagnostics import DiagnosticsError, Location
from jarpub.formats import Theme, writer
from jarpub.formats.docx.pictures import MOST_DOTS, drawn
from jarpub.formats.stylesheet_reader import class_rules
from jarpub.formats.stylesheets import picture_styles
from jarpub.pages.markup.parser import parse
from jarpub.pages.page_tree import Element, Page
from jarpub.pages.template_environment import environment

ICON = '<svg viewBox="0 0 9 9" width="9" height="9" aria-hidden="true"><path d="M0 0 H9 V9"/></svg>'
SHAPE = '<path d="M0 0 H9 V9"/>'
SIZE, BOX = "the picture cannot be drawn with", "the picture shows nothing with"
REFUSED = {
    "no width": ('width="9"', 'width="0"', SIZE),
    "no height": ('height="9"', 'height="0"', SIZE),
    "too wide": ('width="9"', 'width="99999"', SIZE),
    "far too wide": ('width="9"', 'width="1000000000"', SIZE),
    "far too high": ('height="9"', 'height="1000000000"', SIZE),
    "too large both ways": ('width="9" height="9"', 'width="9999" height="9999"', SIZE),
    "hardly there": ('width="9"', 'width="0.001"', SIZE),
    "less than nothing": ('width="9"', 'width="-9"', "cannot have width"),
    "more than can be counted": ('width="9"', 'width="1e400"', "cannot have width"),
    "not a number": ('width="9"', 'width="nan"', "cannot have width"),
    "a part of something": ('width="9"', 'width="100%"', "cannot have width"),
    "no measure": (' width="9"', "", "<svg> has no width"),
    "a view of nothing": ('viewBox="0 0 9 9"', 'viewBox="0 0 0 0"', BOX),
    "a view backwards": ('viewBox="0 0 9 9"', 'viewBox="0 0 -9 9"', BOX),
    "a view of everything": ('viewBox="0 0 9 9"', f'viewBox="0 0 {"9" * 400} 9"', BOX),
    "no namespace": ("<svg", '<svg xmlns=""', "write xmlns="),
    "another namespace": ("<svg", '<svg xmlns="http://example.org"', "write xmlns="),
    "another file": (SHAPE, '<image href="http://example.org/a.png"/>', "<image> is not part of the page markup"),
    "a file of this machine": (SHAPE, '<image xlink:href="file:///etc/passwd"/>', "<image> is not part of"),
    "a shape of another file": (SHAPE, '<use href="other.svg#x"/>', "<use> is not part of the page markup"),
    "a script": (SHAPE, "<script>alert(1)</script>", "<script> is not part of the page markup"),
    "a style": (SHAPE, "<style>@import 'http://example.org'</style>", "<style> is not part of the page markup"),
    "a path without end": ("M0 0", "M0 0" + " L1 1" * 250_000, "too many shapes, or too long ones"),
    "shapes without end": (SHAPE, SHAPE * 20_001, "too many shapes"),
    "groups without end": (SHAPE, "<g>" * 300 + SHAPE + "</g>" * 300, "too many shapes"),
    "words for a path": ("M0 0 H9 V9", "hello", '<path> cannot have d="hello"'),
    "a path beyond all numbers": ("M0 0 H9 V9", "M1e400 0", "<path> cannot have d="),
    "a circle of words": (SHAPE, '<circle cx="x" cy="1" r="1"/>', '<circle> cannot have cx="x"'),
    "an endless circle": (SHAPE, '<circle cx="1" cy="inf" r="1"/>', '<circle> cannot have cy="inf"'),
    "dashes without end": (SHAPE, '<path d="M0 0 H9" stroke-dasharray="0.0000001"/>', "cannot have stroke-dasharray"),
    "a move by nothing": (SHAPE, f'<g transform="rotate()">{SHAPE}</g>', '<g> cannot have transform="rotate()"'),
    "a move that there is not": (SHAPE, f'<g transform="fly(1)">{SHAPE}</g>', "<g> cannot have transform"),
    "an address for an anchor": (SHAPE, '<text x="1" y="1" text-anchor="url(http://x)">a</text>', "cannot have text-anchor"),
}  # fmt: skip
DRAWN = {
    "a namespace": ("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'),
    "very thin": ('viewBox="0 0 9 9"', 'viewBox="0 0 100000 0.001"'),
    "very high": ('width="9" height="9"', 'width="1" height="10000"'),
    "as large as can be": ('width="9" height="9"', 'width="2000" height="2500"'),
    "a path of a drawing program": ("M0 0 H9 V9", "m1.5-2.25e-1,.5.5a1 1 0 01.5-.5 c0,0 1-1 1,1 q1 1 2 2 t1,1 s1 1 2 2z"),
    "an arc that lacks something": ("M0 0 H9 V9", "M0 0 A 1"),
    "no path": ("M0 0 H9 V9", ""),
    "half a polygon": (SHAPE, '<polygon points="1"/>'),
    "lengths with units": (SHAPE, '<circle cx="50%" cy="1mm" r="2px"/><rect x="-1" rx=".5" width="0" height="0"/>'),
    "moves": (SHAPE, f'<g transform="translate(1 -2) rotate(45, 1, 1) scale(0) matrix(1 0 0 1 0 0)">{SHAPE}</g>'),
    "dashes": (SHAPE, '<path d="M0 0 H9" stroke-dasharray="2.5 3.8"/><path d="M0 0" stroke-dasharray="none"/>'),
    "a place for each letter": (SHAPE, '<text x="0 1 2" y="5" text-anchor="middle">abc</text>'),
}  # fmt: skip


def parsed(find: str, put: str) -> Element:
    assert find in ICON
    return parse(
        f"<article><h1>Title {ICON.replace(find, put, 1)}</h1></article>", Location("templates/pictures/x.svg", 3)
    )


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    find, put, said = REFUSED[name]
    with pytest.raises(DiagnosticsError, match=re.escape(said)) as refused:
        parsed(find, put)
    assert {str(each.location) for each in refused.value.diagnostics} == {"templates/pictures/x.svg:3"}


@pytest.mark.parametrize("name", DRAWN)
def test_drawn(name: str) -> None:
    body = parsed(*DRAWN[name])
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[2], sources.brand)
    picture = next(element for element in body.walk() if element.tag == "svg")
    svg, png = drawn(picture, theme)
    assert bool(svg) == (name != "a place for each letter")  # those are only dots
    assert png.startswith(b"\x89PNG")
    assert writer("html").write(Page("key", "en", "subject", "council", body), theme).content


@pytest.mark.slow
@pytest.mark.parametrize("name", DRAWN)
def test_drawn_in_a_pdf(name: str) -> None:
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[2], sources.brand)
    rendered = writer("pdf").write(Page("key", "en", "subject", "council", parsed(*DRAWN[name])), theme)
    assert rendered.content
    assert rendered.diagnostics == ()


PROLOGUES = {
    "a bomb": '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n',
    "a file of this machine": '<?xml version="1.0"?>\n<!DOCTYPE svg [\n<!ENTITY a SYSTEM "file:///etc/passwd">]>\n',
}


@pytest.mark.parametrize("name", PROLOGUES)
def test_words_of_its_own(name: str, tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text(PROLOGUES[name] + ICON, "utf-8")
    with pytest.raises(DiagnosticsError, match=r"^templates/x.svg:2: the picture names words of its own"):
        environment(tmp_path, "templates").render("x.svg")


@pytest.mark.parametrize(
    "prologue", ["", '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x">\n']
)
def test_what_drawing_programs_write(prologue: str, tmp_path: Path) -> None:
    (tmp_path / "x.svg").write_text(prologue + ICON, "utf-8")
    assert environment(tmp_path, "templates").render("x.svg").strip() == ICON


WORDS = '<text class="letters-strong" x="4" y="6" text-anchor="middle">2009 Ag</text>'
TIMELINE = f'<svg viewBox="0 0 40 10" width="400" height="100" aria-label="words"><g class="accent" transform="translate(20 0)"><circle class="second" cx="9" cy="5" r="2"/><path d="M0 0 H2 V2"/>{WORDS}</g></svg>'


def picture_of(svg: str) -> Element:
    body = parse(f"<article><h1>Title {svg}</h1></article>", Location("x"))
    return next(element for element in body.walk() if element.tag == "svg")


def theme_with(folder: Path, more: str = "") -> Theme:
    """The theme of the young people's summary, with some rules more for pictures."""
    sources = load_sources(PROJECT)
    theme = theme_of(PROJECT, sources.settings.publications[1], sources.brand)
    (folder / "pictures.css").write_text(theme.pictures_css.read_text("utf-8") + more, "utf-8")
    return replace(theme, pictures_css=folder / "pictures.css")


def dots_of(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGBA")


def test_the_svg_of_a_picture_needs_no_font_and_no_style_sheet_and_looks_as_with_them(tmp_path: Path) -> None:
    """A rule with another selector makes a picture of dots, drawn with fonts and style sheets: the same in every dot."""
    svg, png = drawn(picture_of(TIMELINE), theme_with(tmp_path))
    words = svg.decode()
    assert not re.search(r"<text|<style|class=|id=|data-|aria-|font", words)
    assert '<g transform="translate(20 0)" fill="#0b4f6c">' in words
    none, wanted = drawn(picture_of(TIMELINE), theme_with(tmp_path, "svg .nothing { fill: none }"))
    assert none == b""
    width = dots_of(wanted).width
    again = bytes(svg_to_bytes(svg_string=words, width=width, skip_system_fonts=True))
    difference = ImageChops.difference(dots_of(again), dots_of(wanted))
    assert max(most for _, most in difference.getextrema()) < 128  # the edge of a letter
    assert dots_of(wanted).getbbox() == dots_of(again).getbbox()
    assert dots_of(png).width * 2 == width


@pytest.mark.parametrize(
    ("find", "put", "more"),
    [
        ("2009", "\u05d0", ""),  # a letter that the font lacks
        (' x="4"', ' x="1mm"', ""),
        ("", "", ".letters-strong { font-family: Arial }"),
        ("", "", ".letters-strong { letter-spacing: 2px }"),
        ("", "", "@media print { .second { fill: none } }"),
        ("", "", ".second { fill: none !important }"),
        ("", "", "circle { fill: none }"),
        ("", "", ".second { fill: var(--nothing) }"),
        (' r="2"', ' r="1em"', ""),  # another with each size of letters, which the shapes do not have
        ("", "", ".letters-strong { stroke-width: .5em }"),
        ("", "", ".accent { fill-rule: evenodd }"),  # letters whose strokes cross would have holes
    ],
)
def test_what_attributes_and_shapes_cannot_say_is_only_dots(find: str, put: str, more: str, tmp_path: Path) -> None:
    svg, png = drawn(picture_of(TIMELINE.replace(find, put, 1)), theme_with(tmp_path, more))
    assert svg == b""
    assert dots_of(png).width == 1250


def test_a_text_without_words_draws_nothing(tmp_path: Path) -> None:
    svg, png = drawn(picture_of(TIMELINE.replace("2009 Ag", " ")), theme_with(tmp_path))
    assert b'<path d="" ' in svg
    assert png.startswith(b"\x89PNG")


def test_the_dashes_of_a_text_and_spaces_that_are_letters_are_drawn(tmp_path: Path) -> None:
    plain, dashed, apart = (
        drawn(picture_of(TIMELINE.replace(*each)), theme_with(tmp_path))[0]
        for each in (("", ""), ("<text ", '<text stroke-dasharray="1 2" '), ("2009 ", "2009\xa0\xa0"))
    )
    assert b' stroke-dasharray="1 2"' in dashed
    assert plain != apart


@pytest.mark.parametrize("more", ["", "circle { fill: none }"])
def test_a_large_picture_has_no_more_dots_than_programs_can_take(more: str, tmp_path: Path) -> None:
    large = TIMELINE.replace('height="100"', 'height="9000"')
    _, png = drawn(picture_of(large), theme_with(tmp_path, more))
    width, height = dots_of(png).size
    assert 0.9 * MOST_DOTS < width * height < 1.1 * MOST_DOTS


OURS = sorted(path.stem for path in (PROJECT.templates / "pictures").glob("*.svg"))
SIDES = {"drawing": ((240, 160), (320, 200)), "tile": ((120, 120),)}  # as they are drawn
IN_WORD = {
    (240, 160): {(150, 100), (108, 72)},
    (320, 200): {(160, 100)},
    (120, 120): {(56, 56)},
}  # 40 or 29, 42 and 15 mm wide
PAINTED = re.compile(r'(?:fill|stroke)="([^"]*)"')
THINNEST = 3  # of a drawing 240 wide that is printed 36 mm wide, which is more than a point


def ours(name: str) -> Element:
    """The picture of this name in our own folder."""
    return picture_of(environment(PROJECT.templates, "templates").render(f"pictures/{name}.svg").strip())


@pytest.mark.parametrize("name", OURS)
def test_every_class_of_our_pictures_has_a_rule_and_word_has_them_sharp(name: str, tmp_path: Path) -> None:
    picture, theme = ours(name), theme_with(tmp_path)
    known = {of for of, _, _ in class_rules(picture_styles(theme)) or ()}
    shapes = [shape for shape in picture.walk() if shape is not picture]
    assert {each for shape in shapes for each in shape.classes} <= known
    svg, _ = drawn(picture, theme)
    assert svg


@pytest.mark.parametrize("name", OURS)
def test_our_pictures_are_black_and_white_for_photocopiers(name: str, tmp_path: Path) -> None:
    svg, _ = drawn(ours(name), replace(theme_with(tmp_path), black_and_white=True))
    painted = set(PAINTED.findall(svg.decode()))
    assert "#000000" in painted
    assert painted <= {"none", "#000000", "#ffffff"}


@pytest.mark.parametrize("name", [name for name in OURS if SIDES.keys() & ours(name).classes])
def test_a_drawing_has_its_size_and_ground_and_no_line_thinner_than_a_point(name: str, tmp_path: Path) -> None:
    picture = ours(name)
    (kind,) = picture.classes
    left, top, width, height = picture.attributes["viewbox"].split()
    assert (left, top) == ("0", "0")
    assert (int(width), int(height)) in SIDES[kind]
    assert tuple(int(picture.attributes[side]) for side in ("width", "height")) in IN_WORD[int(width), int(height)]
    ground, _ = picture.elements  # of its own: it looks alike on dark screens
    assert [ground.attributes.get(side) for side in ("x", "width", "height")] == [None, width, height]
    svg, _ = drawn(picture, theme_with(tmp_path))
    assert min(map(float, re.findall(r'stroke-width="([^"]*)"', svg.decode()))) >= THINNEST
