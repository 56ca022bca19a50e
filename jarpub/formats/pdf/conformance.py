"""What WeasyPrint 70 leaves wrong or out in a PDF for people who listen, put right before the file is written.

Numbers are those of issues of Kozea/WeasyPrint; most of the others are gathered in #2482. When WeasyPrint no longer
needs one of these, it can go; when it needs none, this module and those that it names can.

| what WeasyPrint does | instead, here |
|---|---|
| tags a table, row or paragraph that crosses a page twice, and repeats a table's head as content (#2903) | `tag_tree`: one element each, a repeated head is an artifact |
| lets running heads, feet and page numbers be content (#1836) | `tag_tree`: they are artifacts |
| leaves header cells without a scope (#2508) | `table_headers` |
| takes the heading of a group for that of the first column, and gives no index of ids | `table_headers`, `tag_tree` |
| tags a term and its meaning as two entries, and lists without how they are numbered | `tag_tree` |
| gives a link's annotation the address for words, and cuts its words into elements (#185) | `tag_tree` |
| takes `title` only as the words of a picture, tags one that decorates, measures its box from the wrong corner | `tag_tree` |
| draws Arabic and Hebrew in an order that reads backwards | `tag_tree`: the letters stand in order beside them |
| writes what a page says in the order of painting, in which all programs without tags read it | `reading_order` |
| maps glyphs that stand for no letter of their own to nothing, which no archive takes | here |
| has no variant that is PDF/UA-1 and PDF/A-2a | here |
| shows nothing at the head of a page on which a row goes on | `continued_rows` |
"""

from collections.abc import Callable
from typing import Any

import pydyf

from jarpub.formats.pdf.reading_order import put_into_reading_order
from jarpub.formats.pdf.tag_tree import retag

VARIANT = "pdf/a-2a"
UA = "http://www.aiim.org/pdfua/ns/id/"
# PDF/A takes no property that it does not know unless a schema describes it.
DESCRIPTIONS = f"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="{UA}" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>{UA}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of the PDF/UA standard</pdfaProperty:description></rdf:li></rdf:Seq>\
</pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
""".encode()


def mend(document: Any, pdf: Any, arrange: Callable[[Any], None]) -> None:
    """The finisher for WeasyPrint's `write_pdf`; `arrange` moves pages that are right to where they are wanted."""
    retag(document, pdf)
    put_into_reading_order(pdf)
    arrange(pdf)
    _declare(pdf)


def _declare(pdf: Any) -> None:
    """Say in the metadata of a PDF/A-2a file that it is PDF/UA-1 as well; they stay readable without unpacking."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    metadata.stream = [part.replace(b"</rdf:RDF>", DESCRIPTIONS + b"</rdf:RDF>") for part in metadata.stream]
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream):
            _name_every_glyph(entry)
            _end_clearly(entry)


def _name_every_glyph(entry: Any) -> None:
    """Give glyphs that stand for no letter of their own, such as the dots of Arabic ones, a letter without width."""
    if b"begincmap" in entry.stream:
        entry.stream = [
            f"{part[:-2].decode()}<200b>".encode() if part.endswith(b"> <>") else part for part in entry.stream
        ]


def _end_clearly(entry: Any) -> None:
    """Add a line end to packed data that happens to end in half of one: where such a stream ends can be doubted."""
    while entry.data.endswith(b"\r\nendstream"):
        entry.stream.append(b"")
