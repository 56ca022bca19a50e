"""What WeasyPrint 70 leaves wrong or out in a PDF for people who listen, put right before the file is written.

Numbers are those of issues of Kozea/WeasyPrint; most of the others are gathered in #2482. When WeasyPrint no longer
needs one of these, it can go; when it needs none, this package can.

| what WeasyPrint does | instead, here |
|---|---|
| tags a table, row or paragraph that crosses a page twice, and repeats a table's head as content (#2903) | `tags`: one element each, a repeated head is an artifact |
| lets running heads, feet and page numbers be content (#1836) | `tags`: they are artifacts |
| leaves header cells without a scope (#2508) | `headers` |
| takes the heading of a group for that of the first column, and gives no index of ids | `headers`, `tags` |
| tags a term and its meaning as two entries, and lists without how they are numbered | `tags` |
| gives a link's annotation the address for words, and cuts its words into elements (#185) | `tags` |
| takes `title` only as the words of a picture, tags one that decorates, measures its box from the wrong corner | `tags` |
| draws Arabic and Hebrew in an order that reads backwards | `tags`: the letters stand in order beside them |
| maps glyphs that stand for no letter of their own to nothing, which no archive takes | `archive` |
| has no variant that is PDF/UA-1 and PDF/A-2a | `archive` |
| shows nothing at the head of a page on which a row goes on | `rows` |
"""

from typing import Any

from jarpub.formats.pdf.conformance import VARIANT, declare
from jarpub.formats.pdf.continued_rows import continued
from jarpub.formats.pdf.tag_tree import retag

__all__ = ["VARIANT", "continued", "mend"]


def mend(document: Any, pdf: Any) -> None:
    """The finisher for WeasyPrint's `write_pdf`."""
    retag(document, pdf)
    declare(pdf)
