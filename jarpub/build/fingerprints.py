"""What a finished file is made from, as one sum: the same sum, the same bytes.

A writer sees a page and a look and nothing else, so they are all that its key has to hold, with the program itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from jarpub.build.incremental.cache import program, sum_of
from jarpub.formats import Theme, writer
from jarpub.pages.tree import Child, Page


def key(page: Page, format: str, theme: Theme, sums: Mapping[str, str]) -> str:
    """The sum of a page, of its look, of the files that the format reads of it, and of the program.

    `sums` are those of the files, by their paths.
    """
    files = (sums.get(str(path)) or sum_of(str(path)) for path in writer(format).files(theme))
    values = ((name, value) for name, value in vars(theme).items() if not isinstance(value, Path))
    return _sum((program(), format, page_sum(page), *map(_said, values), *files))


def page_sum(page: Page) -> str:
    """The sum of all that a page says, and not of where its template or the plan has it."""
    values = ((name, value) for name, value in vars(page).items() if name != "body")
    return _sum((*map(_said, values), *_parts(page.body)))


def proof(page: Page, content: str, secrets: Iterable[str]) -> str:
    """The sum of what a finished file was held against when it was read back; `content` is the sum of its bytes."""
    return _sum((program(), page_sum(page), content, *secrets))


def _said(pair: tuple[str, Any]) -> str:
    name, value = pair
    return f"{name} {sorted(value.items()) if isinstance(value, Mapping) else value!r}"


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
