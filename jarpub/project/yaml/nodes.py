"""YAML text as a tree of nodes that know their line and column.

The parser's events are enough: composing or constructing with the library would resolve tags, expand
aliases, recurse into deep nesting and raise built-in errors for impossible dates and huge numbers.
"""

import re
from collections.abc import Iterator
from io import StringIO
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

from jarpub.diagnostics import Code, Diagnostic, DiagnosticsError, Location
from jarpub.project.yaml.encoding import UNPRINTABLE, UNPRINTABLE_CHARACTER

SYNTAX = Code("yaml.syntax", "YAML cannot make out what is written: an indent, a bracket or a quotation mark is wrong.")
EMPTY = Code("yaml.empty", "A file has nothing in it.")
DOCUMENT = Code("yaml.document", "A line of three hyphens starts a second document in one file.")
ALIAS = Code("yaml.alias", "A text begins with a sign that means something else to YAML: & * or !")
NESTING = Code("yaml.nesting", "Lists and keys stand deeper inside one another than anybody would write them.")
LIST_LINES = Code("yaml.list-lines", "The lines of a list would run together, because nothing tells YAML to keep them.")
KEY = Code("yaml.key", "A key is there twice, or is no text.")
DEEPEST = 40
LIST_SIGN = re.compile(r"(-|[0-9]+[.)]) ")
HINTS = {
    "while scanning an alias": "a text that starts with * needs quotation marks",
    "while scanning an anchor": "a text that starts with & needs quotation marks",
    "while scanning a tag": "a text that starts with ! needs quotation marks",
    "mapping values are not allowed": 'a text with a colon in it needs quotation marks: "Note: …"',
    "cannot start any token": "a text that starts with this sign needs quotation marks; tabs cannot indent",
    "could not find expected ':'": "put a colon and a space behind the key, or indent the text under its key",
    "while scanning a quoted scalar": "close the quotation marks that were opened there",
    "invalid Unicode character escape": "type the character itself instead of the \\u escape",
    "unknown escape character": "write \\\\ for a backslash, or use single quotation marks",
    "did not find expected ','": "close the bracket that was opened here, or put a text with brackets in quotation marks",
    "block sequence entries are not allowed": "a text that starts with a hyphen needs quotation marks",
    "": "check the indentation; a text with quotation marks in it goes into other ones as a whole: '\"Find\" a way'",
}
# Where the fault lies at the start of what was being read, and not where the reading stopped.
STARTED_WRONG = ("could not find expected ':'", "did not find expected ','")


class Node(NamedTuple):
    """A scalar (value: str), a list (value: nodes) or a mapping (value: pairs of nodes).

    A plain scalar stands without quotation marks; `comment` is what YAML skips behind it.
    """

    kind: str
    value: Any
    location: Location
    plain: bool = False
    comment: str = ""

    @property
    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """Key and value nodes of a mapping, in order."""
        return iter(self.value)


def parse(text: str, file: str) -> tuple[Node, list[Diagnostic]]:
    """The root node of one YAML document, with what was found in it.

    Raises DiagnosticsError where there is no tree to go on with.
    """
    builder = _Builder(file, text.split("\n"))
    try:
        for event in YAML(typ="safe", pure=False).parse(StringIO(text)):
            builder.take(event)
    except MarkedYAMLError as error:
        fault = builder.unclosed(error) or _syntax(error, file)
        raise DiagnosticsError(
            [fault, *(diagnostic for diagnostic in builder.diagnostics if diagnostic.location != fault.location)]
        ) from None
    if builder.root is None:
        raise DiagnosticsError(
            [Diagnostic(EMPTY, Location(file, 1, 1), "the file is empty", "put the plan in it, or restore a copy")]
        )
    return builder.root, builder.diagnostics


def _syntax(error: MarkedYAMLError, file: str) -> Diagnostic:
    said = " ".join(filter(None, [error.context, error.problem]))
    marks = [error.problem_mark, error.context_mark]
    if any(words in said for words in STARTED_WRONG):
        marks.reverse()
    mark = next(filter(None, marks), None)
    location = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
    hint = next(hint for words, hint in HINTS.items() if words in said)
    return Diagnostic(SYNTAX, location, f"YAML cannot make out what is written here ({error.problem})", hint)


class _Builder:
    """Grows the tree event by event, with its own stack, and keeps what is wrong."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.file = file
        self.lines = lines
        self.diagnostics: list[Diagnostic] = []
        self.root: Node | None = None
        self.stack: list[tuple[str, list[Node], Location]] = []
        self.documents = 0
        self.last_scalar: Any = None
        self.methods: dict[type, Any] = {}

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind not in self.methods:
            self.methods[kind] = getattr(self, "take_" + kind.__name__.removesuffix("Event"), None)
        method = self.methods[kind]
        if method:
            method(event)

    def unclosed(self, error: MarkedYAMLError) -> Diagnostic | None:
        """What is wrong where a quoted text over several lines ends just before an error: it went too far."""
        last, mark = self.last_scalar, error.problem_mark
        if not (last and mark and last.style in ("'", '"')):
            return None
        if last.start_mark.line == last.end_mark.line or last.end_mark.line != mark.line:
            return None
        message = f"the quotation mark opened here closes only in line {mark.line + 1}"
        return Diagnostic(SYNTAX, self._at(last), message, "close it where the text ends")

    def take_DocumentStart(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._find(DOCUMENT, event, "a second document starts here", 'delete the line "---"')
            raise DiagnosticsError(self.diagnostics)

    def take_Scalar(self, event: Any) -> None:
        self._refuse_properties(event)
        self.last_scalar = event
        plain = event.style in (None, "")
        if event.style != "|" and event.end_mark.line > event.start_mark.line:
            self._refuse_folded_list(event)
        bad = UNPRINTABLE.search(event.value)
        if bad:
            self._find(
                UNPRINTABLE_CHARACTER, event, f"the escape for U+{ord(bad[0]):04X} cannot be printed", "delete it"
            )
        comment = self._comment_behind(event)
        self._add(Node("scalar", event.value, self._at(event), plain, comment))

    def take_Alias(self, event: Any) -> None:
        self._find(
            ALIAS,
            event,
            f'YAML reads "*{event.anchor}" as an alias, and no text is printed',
            "put the text in quotation marks",
        )
        self._add(Node("scalar", "", self._at(event)))

    def take_MappingStart(self, event: Any) -> None:
        self._open("mapping", event)

    def take_SequenceStart(self, event: Any) -> None:
        self._open("list", event)

    def take_MappingEnd(self, _: Any) -> None:
        _, nodes, location = self.stack.pop()
        pairs = tuple(zip(nodes[::2], nodes[1::2], strict=True))
        self._refuse_bad_keys(pairs)
        self._add(Node("mapping", pairs, location))

    def take_SequenceEnd(self, _: Any) -> None:
        _, nodes, location = self.stack.pop()
        self._add(Node("list", tuple(nodes), location))

    def _open(self, kind: str, event: Any) -> None:
        self._refuse_properties(event)
        self.stack.append((kind, [], self._at(event)))
        if len(self.stack) > DEEPEST:
            self._find(
                NESTING,
                event,
                f"lists and keys are nested more than {DEEPEST} deep here",
                "look for brackets or indentation typed by mistake",
            )
            raise DiagnosticsError(self.diagnostics)

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1][1].append(node)
        elif self.root is None:
            self.root = node

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor:
            self._find(
                ALIAS,
                event,
                f'YAML reads "&{event.anchor}" as an anchor, and it would not be printed',
                "put the text in quotation marks",
            )
        if event.tag:
            self._find(
                ALIAS,
                event,
                "YAML reads the word after ! as a tag, and tags are not used here",
                "put the text in quotation marks, or delete the tag",
            )

    def _comment_behind(self, event: Any) -> str:
        """What YAML takes for a comment behind a scalar, or behind the sign that begins a block, and skips."""
        if event.style in ("|", ">"):
            behind = self._line(event.start_mark.line)[event.start_mark.column :]
            comment = re.match(r"[|>]\S*\s+(#.*)", behind)
        else:
            behind = self._line(event.end_mark.line)[event.end_mark.column :]
            comment = re.match(r"\s*(#.*)", behind) if "#" in behind else None
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
                'write "|" behind the key and the list below it',
            )

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _refuse_bad_keys(self, pairs: tuple[tuple[Node, Node], ...]) -> None:
        seen: dict[str, Location] = {}
        for key, _ in pairs:
            if key.kind != "scalar":
                self.diagnostics.append(
                    Diagnostic(
                        KEY,
                        key.location,
                        "a list or mapping stands where a key was meant",
                        "put the text in quotation marks",
                    )
                )
            elif key.value in seen:
                self.diagnostics.append(
                    Diagnostic(
                        KEY,
                        key.location,
                        f'the key "{key.value}" is there twice',
                        f"keep this one or the one in line {seen[key.value].line}",
                    )
                )
            else:
                seen[key.value] = key.location

    def _at(self, event: Any) -> Location:
        start, end = event.start_mark, event.end_mark
        return Location(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _find(self, code: Code, event: Any, message: str, hint: str) -> None:
        self.diagnostics.append(Diagnostic(code, self._at(event), message, hint))
