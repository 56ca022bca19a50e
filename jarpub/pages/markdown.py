"""The small safe Markdown of the YAML's texts, as page markup.

Paragraphs, lists, emphasis, links, words of another language as in [Cyngor Southwark]{lang=cy}, and backslash
escapes; everything else comes out as the characters it is, raw HTML and comments included. In an answer to a gap, addresses and telephone numbers are links, and lines stay
lines, as in a postal address.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import quote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from jarpub.diagnostics import Code, Problem
from jarpub.pages.page_tree import LANGUAGE, direction_of
from jarpub.project.contact_details import MAIL, SCHEME, WHOLE, Found, addresses, telephone_numbers

UNCLEAR = Code("text.unclear", "A sign in a text would come out otherwise than it was meant.")
SCHEMES = ("http", "https", "mailto", "tel")
DEEPEST_LIST = 4
WEB_ADDRESS = re.compile(
    r"(?!.*[,;|]https?://)https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:[0-9]+)?([/?#][^\s<>\"]*)?", re.IGNORECASE
)
SHORT_WITH_CODE = (7, 9)  # digits of a British number behind its 0, such as 0800 1111
SERVICE = 3  # digits of a number such as 101 or 111
EMERGENCY = ("112", "999", "18000")
# What the words before a number say is done with it; a text relay is for calls.
SPOKEN_TO = re.compile(r"\b(?:call|dial|phone|relay|ring|tel|telephone)\b", re.IGNORECASE)
TEXTED = re.compile(r"\b(?:text|sms)\b", re.IGNORECASE)
SAID_BEFORE = re.compile(r"\D{0,50}\Z")
LINE_MAY_END = re.compile(r"(?<=[^/]/)(?=[^/])|(?=[.@])")
BEGINNING = re.compile(r"https?://[^./]+", re.IGNORECASE)
# Only what the dialect has is a sign: underscores are letters, and so is a backslash before anything else.
LETTERS = re.compile(r"_|\\(?![*\[\-.+)])")
NO_SPACE = re.compile(r"(^|\n)\s*-[^\W\d]")
BEHIND_WORDS = re.compile(r"\{lang=(?P<code>[^{}\n]*)\}")
NEARLY_A_LANGUAGE = re.compile(r"\]\s*\{\s*lang\s*=", re.IGNORECASE)
LIKE_THIS = "write it right behind the words, like [Cyngor Southwark]{lang=cy}"
LIKE_A_CODE = "write its code and nothing else: {lang=cy} for Welsh, {lang=ur} for Urdu, {lang=pl} for Polish"
SPECIAL = re.compile(r"[*\[\\\n]|\A\s*-|\A\s*(\+|[0-9]+[.)])(\s|\Z)")


OTHER_LISTS = {"bullet_list_open": "+*", "ordered_list_open": ")"}


def _safe_link(address: str) -> bool:
    try:
        return urlsplit(address).scheme in SCHEMES
    except ValueError:
        return False


def _language(state: StateInline, silent: bool) -> bool:
    """Words in another language, [Cyngor Southwark]{lang=cy}, as a span: whether they stand here.

    Where the library only looks for the end of a link, they are brackets as others: what it knows there is none inside.
    """
    if silent or state.src[state.pos] != "[" or state.src.find("]{lang=", state.pos) < 0:
        return False
    start, last = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, start)
    found = BEHIND_WORDS.match(state.src, end + 1, last) if end > 0 else None
    if not found:
        return False
    code = found["code"].strip('"').replace("\\_", "_")
    side = {"dir": "rtl"} if direction_of(code) == "rtl" else {}
    state.push("span_open", "span", 1).attrs = {"lang": code, **side}
    state.pos, state.posMax = start + 1, end
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)
    state.pos, state.posMax = found.end(), last
    return True


def _dialect() -> MarkdownIt:
    markdown = MarkdownIt("zero").enable(["list", "emphasis", "link", "escape"])
    markdown.validateLink = _safe_link  # type: ignore[method-assign,assignment]
    markdown.inline.ruler.push("language", _language)
    return markdown


_markdown = _dialect()
_unjoined = _dialect().disable("text_join")  # signs behind a backslash stay apart from the words around them


@lru_cache(maxsize=20_000)  # many plans are built by one process
def to_html(words: str, *, is_answer: bool = False) -> tuple[Markup, bool]:
    """Page markup of these words, and whether it is one line of text rather than blocks.

    A single paragraph comes without its `<p>`. Raises Problem.
    """
    if not SPECIAL.search(words):
        return (_with_links if is_answer else escape)(words), True
    written = LETTERS.sub(lambda sign: "\\" + sign[0], words)
    for message, hint in _doubts(_unjoined.parse(written)):
        raise Problem(UNCLEAR, message, hint)
    tokens = _markdown.parse(written)
    for token in tokens if is_answer else ():
        token.children = list(_as_an_answer(token.children or []))
    single = [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    html = _markdown.renderer.render(tokens[1:2] if single else tokens, _markdown.options, {})
    return Markup(html), single


def web_address(words: str) -> Markup:
    """An address whose lines may end before a dot or behind a slash, and never behind "https://"."""
    beginning = BEGINNING.match(words)
    start = beginning.end() if beginning else 0
    host = Markup('<span class="host">{}</span>').format(words[:start]) if start else ""
    return host + Markup("<wbr>").join(LINE_MAY_END.split(words[start:]))


def _as_an_answer(children: Sequence[Token]) -> Iterator[Token]:
    """The inline tokens with links in their texts, but for those that stand in a link, and with lines as typed."""
    in_link = 0
    for child in children:
        in_link += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and not in_link:
            lines = child.content.split("\n")
            yield Token("html_inline", "", 0, content=Markup("<br>").join(map(_with_links, lines)))
        else:
            yield child


def _with_links(words: str) -> Markup:
    """Words in which addresses and telephone numbers are links."""
    links = [(found, _web_or_mail(words[found.start : found.end])) for found in addresses(words)]
    links += [(_with_its_bracket(words, found), _telephone(words, found)) for found in telephone_numbers(words)]
    parts, at = [], 0
    for found, target in sorted(links):
        if target and found.start >= at:  # not digits inside an address
            label = web_address(words[found.start : found.end])
            link = Markup('<a class="spelled-out" href="{}">{}</a>').format(target, label)
            parts += [escape(words[at : found.start]), link]
            at = found.end
    return Markup().join([*parts, escape(words[at:])])


def _web_or_mail(address: str) -> str:
    """Where a link to an address leads; nothing where it is none that can be followed."""
    if MAIL.fullmatch(address):
        return f"mailto:{quote(address, safe='@')}"
    target = address if SCHEME.match(address) else f"https://{address}"
    return target if WEB_ADDRESS.fullmatch(target) else ""


def _with_its_bracket(words: str, number: Found) -> Found:
    """The number with the bracket around its code, as in (020) 7525 1234."""
    is_open = ")" in words[number.start : number.end].partition("(")[0] and words[: number.start].endswith("(")
    return number._replace(start=number.start - is_open)


def _telephone(words: str, number: Found) -> str:
    """Where a link to a number leads; nothing where it lacks its code, or is 999, dialled by a slip."""
    said = SAID_BEFORE.search(words[max(number.start - 50, 0) : number.start])
    is_texted = said is not None and bool(TEXTED.search(said[0])) and not SPOKEN_TO.search(said[0])
    digits = _dialled(number.normal, is_texted=is_texted)
    return f"{'sms' if is_texted else 'tel'}:{digits}" if digits else ""


def _dialled(normal: str, *, is_texted: bool) -> str:
    """What a telephone is to dial for a number in its one form; nothing where that is not known, or not wanted."""
    if normal in EMERGENCY:
        return ""
    if len(normal) == WHOLE:
        return f"+44{normal}"
    if len(normal) in SHORT_WITH_CODE and not normal.startswith("+"):
        return f"0{normal}"
    is_short = normal.startswith("116") or len(normal) == SERVICE or (is_texted and len(normal) < min(SHORT_WITH_CODE))
    return normal if normal.startswith("+") or is_short else ""


def _doubts(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    number = [0]
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "list_item_open" and following and following.type == "list_item_close":
            yield (
                "the sign of a list stands alone",
                f"write {token.info}\\{token.markup} to print it, or something behind it",
            )
        # markdown-it drops what is nested deeper than its own limit of 20 levels, so ours comes first.
        if token.level > 2 * DEEPEST_LIST + 1:
            yield f"a list is nested more than {DEEPEST_LIST} deep", "take the inner lists out"
        if token.type in OTHER_LISTS and token.markup in OTHER_LISTS[token.type]:
            sign = f"{following.info if following else ''}"
            yield (
                f'a line starts with "{sign}{token.markup}"',
                f'use "- " or "1. " for a list, or write {sign}\\{token.markup}',
            )
        if token.type == "ordered_list_open":
            number.append(0)
        elif token.type == "ordered_list_close":
            number.pop()
        elif token.type == "list_item_open" and token.info:
            number[-1] += 1
            if int(token.info) != number[-1]:
                yield (
                    f"{token.info}{token.markup} at the start of a line is read as a number of a list",
                    f"number lists 1, 2, 3, indent a list inside by three spaces, or write {token.info}\\{token.markup} if no list is meant",
                )
        yield from _inline_doubts(token)


def _inline_doubts(token: Token) -> Iterator[tuple[str, str]]:
    if token.type == "inline" and NO_SPACE.search(token.content):
        hint = "put a space there for a list, or write \\- for a hyphen"
        yield "a hyphen at the start of a line has no space behind it", hint
    children = token.children or []
    for before, child, after in zip([None, *children], children, [*children[1:], None], strict=False):
        yield from _doubts_of(child, before, after)
    is_meant = any(child.type == "text_special" and child.content == "[" for child in children)
    if not is_meant and any(child.type == "text" and "](" in child.content for child in children):
        hint = "start the address with https://, http://, mailto: or tel:, or write \\[ for a bracket"
        yield "a link has an address that cannot be used", hint
    if not is_meant and any(child.type == "text" and NEARLY_A_LANGUAGE.search(child.content) for child in children):
        yield "a language is not written as it has to be", f"{LIKE_THIS}, or write \\[ for a bracket"


def _is_footnote(outside: str, inside: str) -> bool:
    """Whether an opening asterisk stands behind a sign and before one that closes, as in (*) or '*'."""
    return inside[:1] in (*")]}/,.;:!?%",) or bool(inside and inside[:1] in "'\"" and outside.endswith(inside[0]))


def _doubts_of(child: Token, before: Token | None, after: Token | None) -> Iterator[tuple[str, str]]:
    if child.level > DEEPEST_LIST:
        yield "emphasis is nested inside emphasis too often", "use it once"
    if child.type in ("em_open", "strong_open") and before and before.content[-1:].isalnum():
        yield "an asterisk stands inside a word", "write \\* for an asterisk"
    if child.type in ("em_close", "strong_close") and after and after.content[:1].isalnum():
        yield "an asterisk stands inside a word", "write \\* for an asterisk"
    if (
        child.type in ("em_open", "strong_open")
        and after
        and _is_footnote(before.content if before else "", after.content)
    ):
        yield "asterisks that look like footnotes would set the words between them apart", "write \\* for an asterisk"
    if (
        child.type == "link_open"
        and after
        and (after.type == "link_close" or (after.type == "text" and not after.content.strip()))
    ):
        yield "a link has no words", "put words between [ and ]"
    if child.type == "span_open":
        yield from _language_doubts(str(child.attrs["lang"]), after)
    if child.type == "link_open" and before and before.content.endswith("!"):
        yield "an exclamation mark before a link would make it a picture", "put a space between them"
    if child.type == "link_open" and child.attrs.get("title"):
        yield "a link has a title in quotation marks, which would not be printed", "leave it out"
    if child.type == "text" and "**" in child.content:
        yield "two asterisks stand without a partner", "close them, or write \\* for an asterisk"


def _language_doubts(code: str, after: Token | None) -> Iterator[tuple[str, str]]:
    if not LANGUAGE.fullmatch(code):
        with_hyphens = code.replace("_", "-")
        hint = f"write {{lang={with_hyphens}}}" if LANGUAGE.fullmatch(with_hyphens) else LIKE_A_CODE
        yield f'"{code[:40]}" is not the code of a language', hint
    if after and (after.type == "span_close" or (after.type == "text" and not after.content.strip())):
        yield "a language stands behind brackets without words", "put words between [ and ]"
