"""What a page says of itself: that it is a draft, or which edition it is. It is put on here, as the first words.

Whoever shows the page repeats it from there: a PDF at the head of each sheet after the first (`print.css`, from the
first words), a Word file in each of its heads. A template is told `draft`, so that it leaves out what only a final
lacks; a gap is printed as one that is to be supplied (`printed_values`).
"""

from dataclasses import replace

from jarpub.pages.page_tree import Element, Mark, Page


def marked(page: Page, mark: Mark) -> Page:
    """The page with these words before everything else."""
    first = Element("p", {"class": mark.kind}, (mark.words,), page.body.location)
    return replace(page, mark=mark, body=replace(page.body, children=(first, *page.body.children)))
