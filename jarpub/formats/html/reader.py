"""What an HTML file says."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from jarpub.formats import Extract, Fragment, by_language
from jarpub.formats.embedded_data import INLINE, with_data
from jarpub.formats.html import POLICY
from jarpub.formats.stylesheet_reader import hidden, printed, typed
from jarpub.formats.vocabulary import ATTRIBUTES, MACHINE, NUMBERS, OF_LINKED_DATA, OWN_NAMES

LINKED_DATA = "application/ld+json"
LOCALE = re.compile("[a-z]{2,3}_[A-Z]{2}")  # of Open Graph; elsewhere in the file a language has a hyphen
OWN_POLICY = re.compile(rf"{re.escape(POLICY)}(; script-src 'sha256-[A-Za-z0-9+/=]{{44}}')?")
SILENT = frozenset({"script", "style", "template"})


def extract(data: bytes) -> Extract:
    """The words of the page as a browser shows them, but for the link that skips to them; all else is in `fragments`."""
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    css = "\n".join(element.text or "" for element in root.iter("style"))
    return Extract(
        title=root.findtext(".//title") or "",
        language=root.get("lang") or "",
        blocks=_blocks(root),
        fragments=tuple(_fragments(root)),
        links=frozenset(unquote(link[1:]) for link in root.xpath("//@href") if link.startswith("#")),
        targets=frozenset(root.xpath("//@id")),
        around=tuple(found.words for found in printed(css)),
        hidden=tuple(found.words for found in hidden(css)),
        spoken=by_language(spoken(root.find("body"), "")),
    )


def blocks_without(data: bytes, mark: str) -> tuple[str, ...]:
    """The text of a page that marks what has changed, without the words in one of its marks: `ins` or `del`."""
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    etree.strip_elements(root, mark, with_tail=False)
    return _blocks(root)


def _blocks(root: Any) -> tuple[str, ...]:
    blocks = (" ".join(block.split()) for block in "".join(_runs(root.find("body"))).split("\0"))
    return tuple(filter(None, blocks))


def _runs(element: Any) -> Iterator[str]:
    """All text, with a NUL where a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in SILENT or "skip-link" in (element.get("class") or ""):
        return
    if element.tag == "svg":  # heard as the words that stand for it
        yield f"\0{element.get('aria-label')}\0" if element.get("aria-label") else ""
        return
    edge = "" if element.tag in INLINE else "\0"
    yield edge + (element.text or "")
    for child in element:
        yield from _runs(child)
        yield child.tail or ""
    yield edge


def spoken(element: Any, language: str) -> Iterator[tuple[str, str]]:
    """All words in an element, each behind the code of its language where an element around it has one."""
    if not isinstance(element.tag, str) or element.tag in SILENT or element.tag == "svg":
        return
    language = element.get("lang", language)
    yield language, element.text or ""
    for child in element:
        yield from spoken(child, language)
        yield language, child.tail or ""


def _fragments(root: Any) -> Iterator[Fragment]:
    """Everything in the file: shown or hidden text, the title, comments, attributes, and what data: addresses carry."""
    yield Fragment("the text", _all_text(root))
    if root.getroottree().docinfo.doctype != "<!DOCTYPE html>":
        yield Fragment("the document type", root.getroottree().docinfo.doctype or "")
    for comment in root.xpath("//comment() | //processing-instruction()"):
        yield Fragment("a comment", str(comment.text))
    for element in root.iter(etree.Element):
        name = str(element.tag)
        if name == "style":
            yield from _of_style(typed(element.text or ""), "the style")
        elif name == "script" and element.get("type") == LINKED_DATA:
            yield from _of_linked_data(element.text or "")
        elif name in {*SILENT, "title", "desc"}:
            yield from with_data(element.text or "", f"the {name}")
        for attribute, value in element.attrib.items():
            channel = f"the attribute {attribute} of {name}"
            if attribute == "style":
                yield from _of_style(typed(value), channel)
            elif _of_people(attribute, value):
                yield from with_data(_of_people(attribute, value), channel)


def _of_linked_data(text: str) -> Iterator[Fragment]:
    """Each name and each text of some JSON as it is meant, however it is written; what is no JSON, as it stands."""
    said: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> None:  # of names that come twice each, too
        for name, value in pairs:
            said.append(name)
            said.extend(map(str, value if isinstance(value, list) else [value]))

    try:
        whole = json.loads(text, object_pairs_hook=note)
    except (ValueError, RecursionError):
        said = [text]
    else:
        said += [] if whole is None else [str(whole)]
    for words in said:
        if words not in OF_LINKED_DATA:
            yield from with_data(words, "the linked data")


def _of_style(words: Iterable[str], channel: str) -> Iterator[Fragment]:
    for each in words:
        yield from with_data(each, channel)


def _of_people(attribute: str, value: str) -> str:
    """What an attribute holds besides the names and values that browsers and this project have."""
    if OWN_POLICY.fullmatch(value) or (attribute == "content" and set(value.split()) <= ATTRIBUTES):
        return ""
    if attribute not in MACHINE:
        return value.replace("_", "-") if LOCALE.fullmatch(value) else value
    if NUMBERS.fullmatch(value) or value in ATTRIBUTES:
        return ""
    return " ".join(name for name in value.split() if name.removeprefix("#") not in OWN_NAMES)


def _all_text(root: Any) -> str:
    """Text as it runs, whether it is shown or not."""
    parts: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        silent = not isinstance(element.tag, str) or element.tag in ("script", "style")
        edge = "" if silent or element.tag in INLINE else "\n"
        if event == "start":
            parts += [edge, "" if silent else element.text or ""]
        else:
            parts += [edge, element.tail or ""]
    return "".join(parts)
