"""What a fragment for the editor of a website says."""

from dataclasses import replace

from lxml import html

from jarpub.formats import Extract, by_language
from jarpub.formats.html import reader

DOCTYPE = "the document type"  # which the parser adds where a file has none


def extract(data: bytes) -> Extract:
    """All that a web page with these words would say; its title is its first heading."""
    found = reader.extract(data)
    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    has_one = b"<!doctype" in data.lower()
    heading, whole = root.find(".//h2"), root.find(".//div")
    return replace(
        found,
        title="" if heading is None else " ".join(heading.text_content().split()),
        language=root.xpath("string(//div/@lang)"),
        spoken=by_language(pair for each in whole for pair in reader.spoken(each, "")) if whole is not None else {},
        fragments=tuple(each for each in found.fragments if has_one or each.channel != DOCTYPE),
    )
