"""What a finished file is made from, as one sum: the same sum, the same bytes.

A writer sees a page and a look and nothing else, so they are all that its key has to hold, with the program itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from jarpub.page import Child, Page
from jarpub.state import program
from jarpub.writers import Look, writer


def key(page: Page, format: str, look: Look, sums: Mapping[str, str]) -> str:
    """The sum of a page, the looks of it, the files of these looks, and the program; `sums` are those of the files."""
    looks = (look.font, *look.fonts, look.word_font, repr(sorted(look.tokens.items())), str(look.black_and_white))
    return _sum(
        (program(), format, page_sum(page), *looks, *(sums.get(str(path), "") for path in writer(format).files(look)))
    )


def page_sum(page: Page) -> str:
    """The sum of all that a page says, and not of where its template or the plan has it."""
    return _sum((page.key, page.language, page.subject, page.organisation, page.draft, *_parts(page.body)))


def proof(page: Page, content: str, secrets: Iterable[str]) -> str:
    """The sum of what a finished file was held against when it was read back; `content` is the sum of its bytes."""
    return _sum((program(), page_sum(page), content, *secrets))


def _parts(child: Child) -> Iterator[str]:
    if isinstance(child, str):
        yield f"text {child}"
        return
    yield f"<{child.tag} {sorted(child.attributes.items())}"
    for inner in child.children:
        yield from _parts(inner)
    yield ">"


def _sum(parts: Iterable[str]) -> str:
    """The sum of some texts, each with its length before it, so that none can pass for two."""
    found = sha256()
    for part in parts:
        data = part.encode()
        found.update(b"%d " % len(data) + data)
    return found.hexdigest()
