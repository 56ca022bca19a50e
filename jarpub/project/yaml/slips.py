"""A slip of somebody who edits a file in a plain editor, and what all that find one share."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.project.yaml.lines import Lines

CONFLICT = Code("yaml.conflict", "Two versions of some lines stand in the file, as Git or another program left them.")
EMAIL = Code("yaml.email", "A file begins with the head of an email.")
DOCUMENT = Code("yaml.document", "A line of three hyphens or dots parts a file in two.")
INVISIBLE_SIGN = Code("yaml.invisible", "A sign that nobody sees stands where only a common space may be.")
TAB = Code("yaml.tab", "A line begins with a tab.")
INDENT = Code("yaml.indent", "A line begins with too many spaces, or with too few.")
HYPHEN = Code("yaml.hyphen", "A hyphen is missing before an entry of a list, or the space behind it.")
STRAY = Code("yaml.stray-line", "A line of text belongs to no label, such as text:.")
QUOTATION = Code("yaml.quotation-mark", "A quotation mark stands inside others, or one of two is missing.")
COLON = Code("yaml.colon", "A text has a colon and no quotation marks around it, or a label has no colon.")
SIGN = Code("yaml.sign", "A text begins with a sign that has a meaning of its own, and has no quotation marks.")
BRACKET = Code("yaml.bracket", "A bracket is missing, or there is one too many.")


class Slip(NamedTuple):
    """What somebody typed by mistake, and the lines as they may have been meant; none where nobody can tell.

    The number of the line and the column count from 0.
    """

    code: Code
    number: int
    column: int
    message: str
    hint: str
    mended: Mapping[int, str]

    def at(self, file: str) -> Diagnostic:
        """The same for whoever made it."""
        return Diagnostic(self.code, Location(file, self.number + 1, self.column + 1), self.message, self.hint)


class Stop(NamedTuple):
    """Where YAML could not go on, what it said, and where a quotation mark went too far before; all count from 0."""

    number: int
    column: int
    said: str
    quotation: tuple[int, int] | None = None

    def suspects(self, lines: Lines) -> Iterator[int]:
        """The lines that may be to blame: this one and the one above it."""
        yield from (number for number in (self.number, lines.above(self.number)) if number is not None)


def together(slips: Iterable[Slip]) -> Iterator[Slip]:
    """The same with one slip for lines below one another: they were pasted as they are."""
    for _, run in groupby(enumerate(slips), lambda each: each[1].number - each[0]):
        first, *others = (slip for _, slip in run)
        more = f", and in {counted(len(others), 'line')} below" if others else ""
        mended = {number: line for slip in (first, *others) for number, line in slip.mended.items()}
        yield first._replace(message=first.message + more, mended=mended)


def counted(number: int, what: str) -> str:
    """Such as "1 line" or "3 lines"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
