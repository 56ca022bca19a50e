"""A page as one self-contained HTML file."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from operator import is_
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup, escape

from jarpub.formats import Rendered, Theme, fonts
from jarpub.formats.fonts import Face, faces, faces_behind, web_font
from jarpub.formats.html import POLICY
from jarpub.formats.html.head import head_of, policy_of
from jarpub.formats.html.marks import HEARD, STYLES
from jarpub.formats.stylesheet_reader import without_comments
from jarpub.formats.stylesheets import own_tokens, picture_styles
from jarpub.pages.comparison.marks import BLOCK, BY, ON
from jarpub.pages.page_tree import MARKS, Child, ComparedPage, Element, Page, as_now

NO_HEAD = Markup()
PREVIEW_POLICY = POLICY.replace("font-src data:", "font-src 'self'")
SPECIAL = re.compile("[&<>'\"]")
SHELL = Markup("""<!DOCTYPE html>
<html lang="{language}"{direction} class="{look}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta name="author" content="{organisation}">
{head}<style>
{css}</style>
</head>
<body>
{body}
</body>
</html>
""")
# Where words come from, and who changed them, is our own business, not the public's.
OUR_OWN = frozenset({BLOCK, BY, ON, "data-value"})
SKIP_LINK = Markup('<a class="skip-link" href="#content">{}</a>\n')


def files(theme: Theme) -> tuple[Path, ...]:
    """The files of the theme that this format reads."""
    return theme.house_css, theme.pictures_css, theme.screen_css


def prepare() -> None:
    """Import what cuts fonts to the letters used."""
    fonts.prepare()


def write(page: Page, theme: Theme) -> Rendered:
    """The HTML file, with its styles and the letters it uses inside."""
    css = "".join(_font_rules(page, theme)) + _styles(theme)
    css += STYLES + HEARD if isinstance(page, ComparedPage) else ""
    body = _main(page, markup(_with_columns(page.body), screen=True))
    logo = page.logo and markup(page.logo, pictures=picture_styles(theme))
    return Rendered(document(page, theme, css, body, policy_of(page), head_of(page, logo or "", theme.font)).encode())


def preview(page: Page, theme: Theme, font_address: Callable[[Face], str]) -> str:
    """The same page for those who write it: each element says where it comes from, and fonts are fetched whole.

    Nothing of this is ever published.
    """
    css = "".join(_font_rule_of(theme.font, face, font_address(face)) for face in faces(theme.font)) + _styles(theme)
    body = Markup(
        _written(_with_columns(page.body), _Manner(screen=True, pictures="", attributes=_attributes_and_origin))
    )
    return document(page, theme, css, _main(page, body), PREVIEW_POLICY)


def _styles(theme: Theme) -> str:
    return own_tokens(theme) + "".join(without_comments(path.read_text("utf-8-sig")) for path in files(theme))


def _main(page: Page, html: Markup) -> Markup:
    return SKIP_LINK.format(page.skip) + Markup('<main id="content">\n{}\n</main>').format(html)


class _Manner(NamedTuple):
    """How page markup becomes HTML: with what a screen needs, with styles in each picture, with which attributes."""

    screen: bool
    pictures: str
    attributes: Callable[[Element], Iterator[tuple[str, str]]]


def document(page: Page, theme: Theme, css: str, body: Markup, policy: str = POLICY, head: Markup = NO_HEAD) -> str:
    """A whole HTML document around the body; what it is on the web is told where there is a head for it."""
    is_from_the_right = page.direction == "rtl"
    look = page.look + " black-and-white" * theme.black_and_white + " from-the-right" * is_from_the_right
    return SHELL.format(
        language=page.language,
        look=look,
        policy=policy,
        title=page.title,
        description=page.description if head else page.subject,
        direction=Markup(' dir="rtl"') if is_from_the_right else "",
        head=head,
        organisation=page.organisation,
        css=Markup(css),
        body=body,
    )


def markup(child: Child, *, screen: bool = False, pictures: str = "") -> Markup:
    """Page markup as HTML; on a screen a wide table scrolls in a region of its own.

    `pictures` is a style sheet that each picture takes along.
    """
    return Markup(_written(child, _Manner(screen, pictures, _attributes)))


def _written(child: Child, manner: _Manner) -> str:
    """The same in plain strings, of which every one is escaped here: a page has thousands."""
    if isinstance(child, str):
        return _escaped(child)
    inner = "".join([_written(each, manner) for each in child.children])
    if child.tag == "svg" and manner.pictures:
        inner = f"<style>{manner.pictures}</style>{inner}"
    attributes = "".join([f' {name}="{_escaped(value)}"' for name, value in manner.attributes(child)])
    if child.tag in ("span", "div") and not attributes:
        return inner  # it only said where its words come from
    if child.tag in ("br", "col", "wbr"):
        return f"<{child.tag}{attributes}>"
    html = f"<{child.tag}{attributes}>{inner}</{child.tag}>"
    if child.tag == "table" and manner.screen:
        name = _escaped(next((as_now(each).text() for each in child.elements if each.tag == "caption"), "Table"))
        html = f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">{html}</div>'
    return html + ("\n" if child.tag in ("p", "li", "tr", "section", "table") else "")


def _escaped(text: str) -> str:
    """Most texts have nothing to escape, and are looked at quicker than they are written again."""
    return str(escape(text)) if SPECIAL.search(text) else text


def _with_columns(element: Element, columns: tuple[str, ...] = ()) -> Element:
    """The page with the name of its column at each data cell, for screens that show rows as cards."""
    if element.tag == "table":
        head = next(row for row in element.walk() if row.tag == "tr")
        columns = tuple(as_now(cell).text() for cell in head.elements)
    children = [_with_columns(child, columns) if isinstance(child, Element) else child for child in element.children]
    if element.tag == "tr" and len(children) == len(columns):
        children = [
            replace(cell, attributes={**cell.attributes, "data-column": name})
            if isinstance(cell, Element) and cell.tag == "td"
            else cell
            for cell, name in zip(children, columns, strict=True)
        ]
    is_as_it_was = all(map(is_, children, element.children))  # as nearly every element is
    return element if is_as_it_was else replace(element, children=tuple(children))


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    if element.spoken:
        yield "role", "img"
    for name, value in element.attributes.items():
        if name == "data-width":
            yield "style", f"width: {value}%"
        elif name == ON and element.tag in MARKS:
            yield "datetime", value
        elif name not in OUR_OWN:
            yield "viewBox" if name == "viewbox" else name, value


def _attributes_and_origin(element: Element) -> Iterator[tuple[str, str]]:
    """The location and the id of its words, too, under names that no publication has."""
    yield from _attributes(element)
    yield "data-file", element.location.file
    yield "data-line", str(element.location.line)
    yield "data-name", element.attributes.get("data-value", "")


def _font_rules(page: Page, theme: Theme) -> Iterator[str]:
    """The rules that carry the page's own letters, in the faces it needs."""
    drawn = (child for element in page.body.walk() for child in element.children if isinstance(child, str))
    letters = "".join(sorted(set(page.body.text() + page.skip).union(*drawn)))
    italic = any(element.tag == "em" for element in page.body.walk())
    behind = tuple(faces_behind(theme.font, letters))
    for face in faces(theme.font):
        if italic or not face.italic:
            yield _font_rule(theme.font, face, letters)
            for path, own in behind:  # browsers take faces together that are for the same weights
                yield _only_for(own, _font_rule(theme.font, replace(face, path=path), own))


def _only_for(letters: str, rule: str) -> str:
    """The rule of a face that draws these letters of a family, and no others."""
    drawn = ", ".join(f"U+{ord(each):X}" for each in letters)
    return rule.replace("font-display", f"unicode-range: {drawn}; font-display")


@lru_cache(maxsize=64)
def _font_rule(family: str, face: Face, letters: str) -> str:
    data = b64encode(web_font(face.path, letters)).decode()
    return _font_rule_of(family, face, f"data:font/woff2;base64,{data}", "woff2")


def _font_rule_of(family: str, face: Face, address: str, format: str = "truetype") -> str:
    style = "italic" if face.italic else "normal"
    return (
        f'@font-face {{ font-family: "{family}"; font-weight: {face.weights}; font-style: {style}; '
        f"font-display: swap; src: url({address}) format('{format}'); }}\n"
    )
