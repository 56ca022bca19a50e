"""A file as its tree of nodes, with every slip in it: each is mended in memory, so that those behind it are found."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.project.yaml.encoding import decoded, refuse_other_kinds
from jarpub.project.yaml.file_slips import slips_before
from jarpub.project.yaml.line_slips import slips_at
from jarpub.project.yaml.lines import Lines
from jarpub.project.yaml.nodes import Node, Stopped, tree
from jarpub.project.yaml.slips import CONFLICT, HYPHEN, INDENT, STRAY, TAB, Slip, Stop

SYNTAX = Code(
    "yaml.syntax",
    "What is written cannot be made out: spaces at the beginning, a bracket or a quotation mark is wrong.",
)
EMPTY = Code("yaml.empty", "A file has nothing in it.")
MOST = 20  # slips that are looked for one by one: somebody with more has pasted something else
LARGE = 20_000  # lines: in a larger file the first way to mend a slip is taken
GUESSED = (CONFLICT, HYPHEN, INDENT, STRAY, TAB)  # what can be mended in several ways
HINTS = {
    "invalid Unicode character escape": "type the character itself instead of \\u and a number",
    "": "compare it with the lines above: is something missing, or too much?",
}


class Reading(NamedTuple):
    """The root node of a file, the slips in it, and what else was found while it was read."""

    root: Node
    slips: Sequence[Diagnostic]
    diagnostics: Sequence[Diagnostic]

    @property
    def is_guessed(self) -> bool:
        """Whether the tree may be another than was meant."""
        return any(slip.code in GUESSED for slip in self.slips)


def read(data: bytes, file: str, keys: frozenset[str], faults: Callable[[Node], int]) -> Reading:
    """What a file holds whose records have these keys; raises DiagnosticsError where nobody can tell.

    A file with slips gives the tree that was meant, as far as it can be guessed: the one with the fewest faults.
    """
    refuse_other_kinds(data, file)
    text, found = decoded(data, file)
    lines = Lines(text.split("\n"), keys)
    for _ in range(MOST):
        lines = _mended(lines, list(slips_before(lines)), found, file)
        try:
            root, diagnostics = tree(lines.written, file)
        except Stopped as stopped:
            slip = _slip(lines, stopped.stop, lambda lines: _outcome(lines, file, faults))
            if slip is None:
                raise DiagnosticsError([*(found or [_unknown(stopped.stop, file)]), *stopped.diagnostics]) from None
            lines = _mended(lines, [slip], found, file)
        else:
            if root is None:
                raise DiagnosticsError(found or [_empty(text, file)])
            return Reading(root, found, diagnostics)
    raise DiagnosticsError(found)


def _slip(lines: Lines, stop: Stop, outcome: Callable[[Lines], tuple[int, int]]) -> Slip | None:
    """The slip that stopped YAML: the first that gets it further when it is mended, in the best way there is."""
    before = stop.quotation[0] if stop.quotation else stop.number
    is_large = len(lines.written) > LARGE
    for slips in slips_at(lines, stop):
        tried = [(outcome(lines.with_changed(slip.mended)), slip) for slip in (slips[:1] if is_large else slips)]
        (reached, _), slip = max(tried, key=lambda each: each[0])
        if reached > before or (reached == before == slip.number and slip.code not in GUESSED):
            return slip
    return None


def _outcome(lines: Lines, file: str, faults: Callable[[Node], int]) -> tuple[int, int]:
    """How far YAML gets with some lines, and how little is wrong then: more is better."""
    try:
        root, diagnostics = tree(lines.written, file)
    except Stopped as stopped:
        return stopped.stop.number, 0
    except DiagnosticsError:
        return 0, 0
    return len(lines.written), -len(diagnostics) - (faults(root) if root else 0)


def _mended(lines: Lines, slips: Sequence[Slip], found: list[Diagnostic], file: str) -> Lines:
    """The lines with these slips mended, each of which is kept as found."""
    known = {diagnostic.location.line for diagnostic in found}
    found += (slip.at(file) for slip in slips if slip.number + 1 not in known)  # one at a time
    return lines.with_changed({number: line for slip in slips for number, line in slip.mended.items()})


def _unknown(stop: Stop, file: str) -> Diagnostic:
    hint = next(hint for words, hint in HINTS.items() if words in stop.said)
    location = Location(file, stop.number + 1, stop.column + 1)
    return Diagnostic(SYNTAX, location, "what is written here cannot be made out", hint)


def _empty(text: str, file: str) -> Diagnostic:
    message = "there is nothing in the file but comments" if text.strip() else "the file is empty"
    return Diagnostic(EMPTY, Location(file, 1, 1), message, "restore the copy that was saved before, or type it again")
