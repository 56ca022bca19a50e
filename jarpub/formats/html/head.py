"""What a web page says of itself to search engines, to those who share it and on the tab of a browser."""

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

from markupsafe import Markup

from jarpub.formats.fonts import faces
from jarpub.formats.html import KINDS, POLICY, SCHEMAS
from jarpub.pages.page_tree import Page

ICON = 64  # dots, of which tabs show a quarter
SVG = "http://www.w3.org/2000/svg"


def head_of(page: Page, logo: str, font: str) -> Markup:
    """The elements of the head that tell what the page is; its logo is SVG that brings its styles along."""
    lines = [_property(name, content) for name, content in _open_graph(page) if content]
    if page.web.is_internal:
        lines.append(Markup('<meta name="robots" content="noindex">'))
    if page.web.address:
        lines.append(Markup('<link rel="canonical" href="{}">').format(page.web.address))
    if logo:
        lines.append(Markup('<link rel="icon" type="image/png" href="{}">').format(_icon(logo, font)))
    lines.append(Markup('<script type="application/ld+json">{}</script>').format(_linked_data(page)))
    return Markup("").join(line + Markup("\n") for line in lines)


def policy_of(page: Page) -> str:
    """The policy of a page: that of all, and what tells search engines by its hash, as those ask for who check pages."""
    digest = b64encode(sha256(_linked_data(page).encode()).digest()).decode()
    return f"{POLICY}; script-src 'sha256-{digest}'"


def _property(name: str, content: str) -> Markup:
    return Markup('<meta property="og:{}" content="{}">').format(name, content)


def _open_graph(page: Page) -> Iterator[tuple[str, str]]:
    """What is shown where somebody shares the address."""
    yield "title", page.title
    yield "description", page.description
    yield "type", "article"
    yield "site_name", page.organisation
    yield "locale", page.language.replace("-", "_")
    yield "url", page.web.address
    yield "image", page.web.picture
    yield "image:alt", page.web.picture_words


def _linked_data(page: Page) -> Markup:
    """The same for search engines, in the words of schema.org; it holds no sign that could end its element."""
    told = {
        "@context": SCHEMAS,
        "@type": KINDS[page.web.kind],
        "name": page.title,
        "about": page.subject,
        "description": page.description,
        "inLanguage": page.language,
        "publisher": {"@type": "Organization", "name": page.organisation},
        "url": page.web.address,
        "image": page.web.picture,
    }
    written = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
    return Markup(written.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


@lru_cache(maxsize=16)
def _icon(logo: str, font: str) -> str:
    """A picture as dots in a data: address: not every browser shows SVG on its tabs."""
    from resvg_py import svg_to_bytes

    fonts = [str(face.path) for face in faces(font)]
    svg = logo if "xmlns=" in logo else str(logo).replace("<svg", f'<svg xmlns="{SVG}"', 1)
    png = bytes(svg_to_bytes(svg_string=svg, width=ICON, skip_system_fonts=True, font_files=fonts))
    return f"data:image/png;base64,{b64encode(png).decode()}"
