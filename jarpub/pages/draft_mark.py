"""The mark of a draft, which is put on here: the first words of its page, and a property of it.

Whoever shows the page repeats it from there: a PDF at the head of each sheet (`print.css`, from the first words), a
Word file in each of its heads (from the property). A template is told `draft`, so that it leaves out what only a
final lacks; a gap is printed as one that is to be supplied (`printed_values`).
"""

from dataclasses import replace

from jarpub.pages.page_tree import Element, Page

CLASS = "draft"


def marked_as_draft(page: Page, words: str) -> Page:
    """The page with these words before everything else."""
    mark = Element("p", {"class": CLASS}, (words,), page.body.location)
    return replace(page, draft=words, body=replace(page.body, children=(mark, *page.body.children)))
