"""What a web page or a PDF says of its marks; a Word file shows its changes by itself."""

from dataclasses import replace

from jarpub.pages.page_tree import ComparedPage, Element, Page

LEGEND = "What has changed since {since} is marked here: inserted words are underlined, and deleted words are struck through."
CLASS = "with-changes"


def with_legend(page: ComparedPage) -> ComparedPage:
    """The page with a sentence on its marks as its first words; so have both versions, to be compared with its words."""
    words = LEGEND.format(since=page.since)
    before, now, whole = (_with_words(each, words) for each in (page.before, page.now, page))
    return replace(page, body=whole.body, before=before, now=now)


def _with_words(page: Page, words: str) -> Page:
    legend = Element("p", {"class": CLASS}, (words,), page.body.location)
    return replace(page, body=replace(page.body, children=(legend, *page.body.children)))
