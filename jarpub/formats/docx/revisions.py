"""Tracked changes in a Word file: accepting all of them gives one version of a page, rejecting all the other.

A paragraph is new, or gone, with the mark at its end, and then runs on into the next, whose properties win (ECMA-376,
17.13.5.15 and 17.13.5.20). The last paragraph of a cell or a document has no end that could go, and before a table there
is nothing to run on into: it is kept, says in `pPrChange` what the other version had there, and the end that is new or
gone is the one before it.
"""

from collections.abc import Iterator, Sequence
from itertools import count, pairwise

from jarpub.formats.docx.xml_elements import Block, Paragraph, Revision, attribute, w
from jarpub.pages.comparison.marks import BLOCK, BY, ON
from jarpub.pages.page_tree import MARKS, Element

MIDNIGHT, LATER = "T00:00:00", "T00:10:00"
FIRST = 1_000_001  # the number of the first revision: bookmarks and pictures count from 1


class Revisions:
    """The revisions of one document, each with a number of its own."""

    def __init__(self) -> None:
        self.numbers = count(FIRST)

    def of(self, element: Element) -> Revision | None:
        """The revision that an element is as a whole, if it is one."""
        kind = element.attributes.get(BLOCK, element.tag if element.tag in MARKS else "")
        if not kind:
            return None
        on = element.attributes.get(ON)
        day = f' w:date="{attribute(on)}{MIDNIGHT}Z"' if on else ""
        return Revision(kind, f' w:author="{attribute(element.attributes[BY])}"{day}')

    def marked(self, revision: Revision, runs: str = "") -> str:
        """Some runs as a revision; without any, what says of a paragraph's end or a row that it is one."""
        if revision.kind == "del":
            runs = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        start = f'<w:{revision.kind} w:id="{next(self.numbers)}"{revision.signature}'
        return f"{start}>{runs}</w:{revision.kind}>" if runs else f"{start}/>"

    def settled(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks of a document or a cell, with the end of each paragraph marked that is new or gone."""
        settled: list[Block] = []
        segment: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                segment.append(block)
            else:
                settled += [*self._segment(segment), block]
                segment = []
        return [*settled, *self._segment(segment)]

    def _segment(self, paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
        """Paragraphs between two tables, or where a cell or the document begins or ends."""
        for paragraph, following in pairwise(paragraphs):
            if following.revision and not paragraph.revision:
                paragraph.content = [_later(run, following.revision) for run in paragraph.content]
        last = paragraphs[-1] if paragraphs else None
        others = [n for n, each in enumerate(paragraphs) if last and _kind(each) != _kind(last)]
        if last is None or last.revision is None or not others:
            return map(self._ended, paragraphs)
        return self._kept_at_the_end(paragraphs, others[-1], last.revision)

    def _kept_at_the_end(self, paragraphs: Sequence[Paragraph], at: int, revision: Revision) -> Iterator[Paragraph]:
        """The same where the last is new or gone, and the other version ends with the one `at` this place."""
        before, behind, last = paragraphs[at], paragraphs[at + 1], paragraphs[-1]
        was = last if revision.kind == "del" else before
        last.was = self.changed(revision, was)
        if revision.kind == "del":
            last.take_properties(before)
        yield from map(self._ended, paragraphs[:at])
        if before.revision is None:
            before.mark = self.marked(revision)
            yield before
        else:  # its own end is in neither version
            behind.content[:0] = before.content
        yield from map(self._ended, paragraphs[at + 1 : -1])
        yield last

    def _ended(self, paragraph: Paragraph) -> Paragraph:
        if paragraph.revision:
            paragraph.mark = self.marked(paragraph.revision)
        return paragraph

    def changed(self, revision: Revision, was: Paragraph) -> str:
        """What says which properties a paragraph had."""
        change = w("pPr", was.properties)
        return f'<w:pPrChange w:id="{next(self.numbers)}"{revision.signature}>{change}</w:pPrChange>'


def _kind(paragraph: Paragraph) -> str:
    return paragraph.revision.kind if paragraph.revision else ""


def _later(run: str, revision: Revision) -> str:
    """A run, later by some minutes if it is a revision of this kind.

    LibreOffice takes what one author did at one time for one change, with the end of a paragraph between.
    """
    return run.replace(f"{MIDNIGHT}Z", f"{LATER}Z", 1) if run.startswith(f"<w:{revision.kind} ") else run
