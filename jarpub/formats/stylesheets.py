"""The named values of the style sheets: what the council brings to them, and pictures with all of them filled in."""

import re
from collections.abc import Mapping

from jarpub.formats import Theme

BLOCK = re.compile(r"(?m)^(:root|\.black-and-white) \{(.*?)\}", re.DOTALL)
TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
WEIGHT = re.compile(r"font-weight\s*:\s*(\d{1,4})\b")
PLAIN, BOLD = 400, 700
USE = re.compile(r"var\(--([\w-]+)\)")


def root_rule(tokens: Mapping[str, str]) -> str:
    """The CSS that gives values their names."""
    return ":root {{ {} }}\n".format(" ".join(f"--{name}: {value};" for name, value in tokens.items()))


def own_tokens(theme: Theme) -> str:
    """The CSS that gives a council's colours and the publication's font their names."""
    return root_rule({"font": f'"{theme.font}"', **theme.tokens})


def picture_styles(theme: Theme) -> str:
    """The style sheet of pictures with every value filled in, for programs that know no names."""
    tokens = {"font": f"'{theme.font}'", **theme.tokens}
    for selector, block in BLOCK.findall(theme.house_css.read_text("utf-8-sig")):
        if selector == ":root" or theme.black_and_white:
            tokens |= dict(TOKEN.findall(block))
    return _filled(theme.pictures_css.read_text("utf-8-sig"), tokens)


def font_weights(theme: Theme) -> tuple[int, ...]:
    """The weights of letters that style sheets ask for by number, and those of plain and bold text."""
    sheets = (theme.house_css, theme.print_css, theme.pictures_css)
    asked = (int(weight) for sheet in sheets for weight in WEIGHT.findall(sheet.read_text("utf-8-sig")))
    return tuple(sorted({PLAIN, BOLD, *asked}))


def _filled(css: str, tokens: Mapping[str, str]) -> str:
    """The sheet with names replaced by values, also where a value is a name; what has no value stays."""
    for _ in range(3):
        css = USE.sub(lambda use: tokens.get(use[1], use[0]).strip(), css)
    return css
