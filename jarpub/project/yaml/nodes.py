"""YAML text as a tree of nodes that know their line and column.

The parser's events are enough: composing or constructing with the library would resolve tags, expand
aliases, recurse into deep nesting and raise built-in errors for impossible dates and huge numbers.
"""

import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any, NamedTuple, TypeAlias

from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # `YAML` looks for plug-ins at each reading
from ruamel.yaml.error import MarkedYAMLError

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.project.yaml.encoding import UNPRINTABLE, UNPRINTABLE_CHARACTER
from jarpub.project.yaml.slips import HYPHEN, SIGN, Stop

COMMA = Code("yaml.comma", "A text between braces has a comma and no quotation marks around it.")
PARAGRAPHS = Code("yaml.paragraphs", "The paragraphs of a text would run together, because nothing keeps their lines.")
NESTING = Code("yaml.nesting", "Lists and labels stand deeper inside one another than anybody would write them.")
LIST_LINES = Code("yaml.list-lines", "The lines of a list would run together, because nothing keeps them.")
KEY = Code("yaml.key", "A label is there twice, or is no text.")
DEEPEST = 40
BLOCK_COMMENT, COMMENT = re.compile(r"[|>]\S*\s+(#.*)"), re.compile(r"\s*(#.*)")
LIST_SIGN = re.compile(r"(-|[0-9]+[.)]|[•·●▪◦‣])(?:\s|$)")
COLON_BEHIND, WORD = re.compile(r"\s*:"), re.compile(r"[^\s,\[\]{}]+")
ONE_END = re.compile("[^\n]\n[^\n]")
# Where the fault lies at the start of what was being read, and not where the reading stopped.
QUOTATION_MARKS = ("'", '"')
STARTED_WRONG = ("could not find expected ':'", "did not find expected ','")


class Node(NamedTuple):
    """A scalar (value: str), a list (value: nodes) or a mapping (value: pairs of nodes).

    A plain scalar stands without quotation marks, a plain list or mapping without brackets; `comment` is what YAML
    skips behind a scalar, and `style` the sign that it begins with: a quotation mark, | or >. The extent of one that is
    not plain ends behind its last sign, but for one behind | or >.
    """

    kind: str
    value: Any
    location: Location
    plain: bool = False
    comment: str = ""
    style: str = ""

    @property
    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """Key and value nodes of a mapping, in order."""
        return iter(self.value)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was typed."""
        return self.kind == "scalar" and self.plain and not self.value


Pairs: TypeAlias = list[tuple[Node, Node]]


class Stopped(Exception):
    """YAML cannot go on: where, what was found up to there, and what is wrong if that is known."""

    def __init__(self, stop: Stop, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__(stop, diagnostics)
        self.stop, self.diagnostics = stop, diagnostics


def tree(lines: Sequence[str], file: str, first: int = 0, depth: int = 0) -> tuple[Node | None, list[Diagnostic]]:
    """The root node of one YAML document, with what was found in it; nothing where there are but comments.

    The lines may be a part of a file: `first` is the number of its first line, from 0, and `depth` how many lists and
    labels it stands in. Raises Stopped where there is no tree to go on with, DiagnosticsError where it would be too deep.
    """
    builder = _Builder(file, lines, first, depth)
    try:
        parser = CParser(StringIO("\n".join(lines)))
        while parser.check_event():
            builder.take(parser.get_event())
    except MarkedYAMLError as error:
        raise Stopped(_stop(error, builder.last_scalar, len(lines) - 1), builder.diagnostics) from None
    return builder.root, builder.diagnostics


def _stop(error: MarkedYAMLError, last: Any, last_line: int) -> Stop:
    """Where the reading stopped; a quoted text over several lines that ends in this line went too far."""
    said = " ".join(filter(None, [error.context, error.problem]))
    marks = [error.problem_mark, error.context_mark]
    if any(words in said for words in STARTED_WRONG):
        marks.reverse()
    number, column = next(((min(mark.line, last_line), mark.column) for mark in marks if mark), (0, 0))
    if "while scanning a quoted scalar" in said and "end of stream" in said:
        return Stop(number, column, said, (error.context_mark.line, error.context_mark.column))
    if not (last and error.problem_mark and last.style in QUOTATION_MARKS):
        return Stop(number, column, said)
    start, end = last.start_mark, last.end_mark
    if start.line == end.line or end.line != error.problem_mark.line:
        return Stop(number, column, said)
    return Stop(number, column, said, (start.line, start.column))


class _Builder:
    """Grows the tree event by event, with its own stack, and keeps what is wrong."""

    def __init__(self, file: str, lines: Sequence[str], first: int, depth: int) -> None:
        self.file = file
        self.lines = lines
        self.first = first
        self.depth = depth
        self.diagnostics: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[tuple[str, list[Node], Location, bool]] = []
        self.last_scalar: Any = None
        self.methods: dict[type, Any] = {}

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind not in self.methods:
            self.methods[kind] = getattr(self, "take_" + kind.__name__.removesuffix("Event"), None)
        method = self.methods[kind]
        if method:
            method(event)

    def take_Scalar(self, event: Any) -> None:
        is_kept = self._refuse_properties(event)
        self.last_scalar = event
        plain = event.style in (None, "")
        if event.style != "|" and event.end_mark.line > event.start_mark.line:
            self._refuse_folded_list(event)
            self._refuse_folded_paragraphs(event)
        bad = UNPRINTABLE.search(event.value)
        if bad:
            self._find(
                UNPRINTABLE_CHARACTER, event, f"the escape for U+{ord(bad[0]):04X} cannot be printed", "delete it"
            )
        comment = self._comment_behind(event)
        words = event.value if is_kept else f"{self._sign(event)[1:]} {event.value}".strip()
        self._add(Node("scalar", words, self._at(event), plain and is_kept, comment, event.style or ""))

    def take_Alias(self, event: Any) -> None:
        self._refuse_sign(event)
        self._add(Node("scalar", event.anchor, self._at(event)))

    def take_MappingStart(self, event: Any) -> None:
        self._open("mapping", event)

    def take_SequenceStart(self, event: Any) -> None:
        self._open("list", event)

    def take_MappingEnd(self, event: Any) -> None:
        nodes, location, plain = self._closed(event)
        pairs = list(zip(nodes[::2], nodes[1::2], strict=True))
        if not plain:
            pairs = self._joined(pairs)
        for entry in self._entries(pairs) if plain else [pairs]:
            self._refuse_bad_keys(entry)
            start = location if entry[:1] == pairs[:1] else entry[0][0].location
            self._add(Node("mapping", tuple(entry), start, plain))

    def take_SequenceEnd(self, event: Any) -> None:
        nodes, location, plain = self._closed(event)
        self._add(Node("list", tuple(nodes), location, plain))

    def _open(self, kind: str, event: Any) -> None:
        self._refuse_properties(event)
        self.stack.append((kind, [], self._at(event), not event.flow_style))
        if self.depth + len(self.stack) > DEEPEST:
            self._find(
                NESTING,
                event,
                f"lists and labels stand more than {DEEPEST} deep inside one another here",
                "look for brackets, or for spaces at the beginning of lines, typed by mistake",
            )
            raise DiagnosticsError(self.diagnostics)

    def _closed(self, event: Any) -> tuple[list[Node], Location, bool]:
        """The nodes of the innermost list or mapping, its extent, and whether it stands without brackets."""
        _, nodes, start, plain = self.stack.pop()
        end = start if plain else self._at(event)
        return nodes, Location(self.file, start.line, start.column, end.end_line, end.end_column), plain

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1][1].append(node)
        elif self.root is None:
            self.root = node

    def _entries(self, pairs: Pairs) -> Iterator[Pairs]:
        """The entries of a list in a mapping: it has several where the hyphen before one is missing."""
        first = pairs[0][0] if pairs and self.stack and self.stack[-1][0] == "list" else None
        starts = [at for at, (key, _) in enumerate(pairs) if first and at != 1 and key.value == first.value]
        for key, _ in (pairs[at] for at in starts[1:]):
            message = f'a hyphen is missing before "{key.value}"'
            hint = 'type "- " there, so that the hyphen stands below those above'
            self.diagnostics.append(Diagnostic(HYPHEN, key.location, message, hint))
        starts = starts or [0]
        return (pairs[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True))

    def _joined(self, pairs: Pairs) -> Pairs:
        """The keys between braces; a word without a colon is no key: it goes on with the text before it."""
        joined: Pairs = []
        parted: dict[int, Node] = {}
        for key, value in pairs:
            if joined and joined[-1][1].kind == "scalar" and self._is_no_key(key, value):
                before_key, before = joined[-1]
                parted.setdefault(len(joined) - 1, key)
                joined[-1] = before_key, before._replace(value=f"{before.value}, {key.value}", plain=False)
            else:
                joined.append((key, value))
        for at, key in parted.items():
            message = f'the comma before "{key.value}" ends the text'
            hint = f'put all of it in quotation marks: "{joined[at][1].value}"'
            self.diagnostics.append(Diagnostic(COMMA, key.location, message, hint))
        return joined

    def _is_no_key(self, key: Node, value: Node) -> bool:
        """Whether no colon stands behind a key between braces."""
        end = key.location.end_line - self.first - 1, key.location.end_column - 1
        return value.is_empty and key.kind == "scalar" and not COLON_BEHIND.match(self._line(end[0]), end[1])

    def _refuse_properties(self, event: Any) -> bool:
        """Whether there are none."""
        if event.anchor or event.tag:
            self._refuse_sign(event)
        return not (event.anchor or event.tag)

    def _refuse_sign(self, event: Any) -> None:
        sign = self._sign(event)
        message = f'"{sign[:1]}" at the beginning of a text has a meaning of its own'
        self._find(SIGN, event, message, f'put the whole text in quotation marks, or delete "{sign}"')

    def _sign(self, event: Any) -> str:
        """The first word of something, as it is written."""
        word = WORD.match(self._line(event.start_mark.line), event.start_mark.column)
        return word[0] if word else ""

    def _comment_behind(self, event: Any) -> str:
        """What YAML takes for a comment behind a scalar, or behind the sign that begins a block, and skips."""
        # matched where it stands: a copy of what is left of a long line for each of its texts would be quadratic
        if event.style in ("|", ">"):
            comment = BLOCK_COMMENT.match(self._line(event.start_mark.line), event.start_mark.column)
        else:
            comment = COMMENT.match(self._line(event.end_mark.line), event.end_mark.column)
        return comment[1] if comment else ""

    def _refuse_folded_list(self, event: Any) -> None:
        """A list needs its line ends, and only "|" keeps them."""
        last = event.end_mark.line + (0 if event.style != ">" else -1)
        lines = [self._line(number).strip() for number in range(event.start_mark.line, last + 1)]
        lines[0] = (
            "" if event.style == ">" else self._line(event.start_mark.line)[event.start_mark.column :].lstrip("'\"")
        )
        signs = [bool(LIST_SIGN.match(line)) for line in lines]
        run_on = any(sign and before for sign, before in zip(signs[1:], lines, strict=False))
        if run_on and sum(signs) > 1:
            self._find(
                LIST_LINES,
                event,
                "the lines of this list would run together",
                'type "|" behind the colon, and the list below it, each entry behind "- "',
            )

    def _refuse_folded_paragraphs(self, event: Any) -> None:
        """A paragraph begins where two lines end, and only "|" keeps both ends."""
        inside = range(event.start_mark.line + 1, event.end_mark.line)
        if ONE_END.search(event.value.strip("\n")) and not all(self._line(number).strip() for number in inside):
            hint = 'type "|" behind the colon, in the place of > or quotation marks, and the whole text below it'
            self._find(PARAGRAPHS, event, "the paragraphs of this text would run together", hint)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _refuse_bad_keys(self, pairs: Pairs) -> None:
        seen: dict[str, Location] = {}
        for key, _ in pairs:
            if key.kind != "scalar":
                message = "brackets or braces stand where a label was meant"
                self.diagnostics.append(Diagnostic(KEY, key.location, message, "put the text in quotation marks"))
            elif key.value in seen:
                self.diagnostics.append(
                    Diagnostic(
                        KEY,
                        key.location,
                        f'the label "{key.value}:" is there twice',
                        f"keep this one or the one in line {seen[key.value].line}",
                    )
                )
            else:
                seen[key.value] = key.location

    def _at(self, event: Any) -> Location:
        start, end = event.start_mark, event.end_mark
        before = self.first + 1
        return Location(self.file, start.line + before, start.column + 1, end.line + before, end.column + 1)

    def _find(self, code: Code, event: Any, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(code, self._at(event), message, hint))
