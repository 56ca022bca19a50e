"""A text over several lines whose ends are spaces: the old line ends stay where the words between are the same."""

import re
from collections.abc import Iterator, Sequence

SOMEWHAT = 8  # characters over the width are better than a line more
# What a line is not to begin with: it would look like the entry of a list, or a comment.
NO_BEGINNING = re.compile(r"(?:[-+*#?:>|%@&!]|[0-9]+[.)]|[•·●▪◦‣])")
BREAK = re.compile(r"(?<=[^ ]) (?=[^ ])")


def can_be_folded(words: str) -> bool:
    """Whether a text is the same when some of its spaces are line ends."""
    return bool(words) and words == words.strip() and not re.search(r"[\n\t]", words)


def folded(words: str, old: Sequence[str], width: int) -> list[str]:
    """The lines of a text, of this width or somewhat more, with as many of the old lines as stay the same."""
    first = _same(words, old)
    rest = words[sum(len(line) + 1 for line in old[:first]) :]
    last = _same(rest[::-1], [line[::-1] for line in old[first:]][::-1])
    tail = [*old[len(old) - last :]]
    middle = rest[: max(len(rest) - sum(len(line) + 1 for line in tail), 0)]
    if not middle:
        return [*old[:first], *tail]
    lines = [*wrapped(middle, width)]
    if tail and len(lines) > 1 and len(lines[-1]) + 1 + len(tail[0]) <= width:
        lines[-1:] = [f"{lines[-1]} {tail.pop(0)}"]
    return [*old[:first], *lines, *tail]


def wrapped(words: str, width: int) -> Iterator[str]:
    """The lines of a text; its end may be somewhat longer."""
    while len(words) > width + SOMEWHAT:
        places = [place.start() for place in BREAK.finditer(words) if not NO_BEGINNING.match(words, place.end())]
        before = [at for at in places if at <= width]
        if not places:
            break
        at = before[-1] if before else places[0]
        yield words[:at]
        words = words[at + 1 :]
    yield words


def _same(words: str, lines: Sequence[str]) -> int:
    """How many lines a text begins with, each with a single space behind it, and words behind that."""
    count = at = 0
    for line in lines:
        end = at + len(line)
        if not line or not words.startswith(line, at) or (end < len(words) and not BREAK.match(words, end)):
            break
        if end >= len(words):
            return count + (end == len(words))
        count, at = count + 1, end + 1
    return count
