"""PDF/UA-1 beside PDF/A-2a in one file."""

from typing import Any

import pydyf

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


def declare(pdf: Any) -> None:
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
