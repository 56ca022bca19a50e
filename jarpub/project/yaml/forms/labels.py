"""Labels of records that are not known where they stand, or are missing, and what is said of them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from jarpub.diagnostics import Code, Diagnostic, Location
from jarpub.project.yaml.nodes import Node
from jarpub.project.yaml.scalars import cut

UNKNOWN_KEY = Code("key.unknown", "A label, such as text:, is not known: it may be misspelt.")
MISSING_KEY = Code("key.missing", "A label that must be there, such as text:, is missing.")


class UnknownKey(NamedTuple):
    """A key that its record does not have, the one that was meant, and those that there are."""

    key: Node
    value: Node
    of: str
    meant: str | None
    known: tuple[str, ...]
    above: tuple[Node, Node] | None  # the key before it and its value, where that is nothing


class MissingKey(NamedTuple):
    """The record that a key is missing in, and what it would hold."""

    node: Node
    of: str
    kind: Any


class Labels:
    """What was noted of the labels of a file while it was read."""

    def __init__(self) -> None:
        self.unknown: list[UnknownKey] = []
        self.missing: dict[str, list[MissingKey]] = {}
        self.could_have: dict[str, list[MissingKey]] = {}  # lists and records that others do without

    def hollow(self) -> set[Location]:
        """Where nothing stands since what belongs there stands below it and is not indented."""
        return {each.above[1].location for each in self.unknown if self._is_not_indented(each) and each.above}

    def found(self, bind: Callable[[Node, Any], Any]) -> Iterator[Diagnostic]:
        """Which are not known or missing; one that is not known here and missing elsewhere was moved, and `bind` reads it
        as what it is, since others may refer to what is in it.
        """
        for each in self.unknown:
            elsewhere = self.missing.get(each.key.value) or self._above(each.key)
            if self._is_not_indented(each):
                yield _not_indented(each)
            elif each.meant or not elsewhere:
                hint = (
                    f'did you mean "{each.meant}:"?' if each.meant else f"known here: {', '.join(sorted(each.known))}"
                )
                message = f'{each.of}the label "{cut(each.key.value)}:" is not known'
                yield Diagnostic(UNKNOWN_KEY, each.key.location, message, hint)
            else:
                missing = elsewhere.pop()
                bind(each.value, missing.kind)
                yield _moved(each, missing)
        yield from self._missing()

    def _is_not_indented(self, each: UnknownKey) -> bool:
        return bool(
            each.above and not each.meant and not self.missing.get(each.key.value) and not self._above(each.key)
        )

    def _above(self, key: Node) -> list[MissingKey]:
        """The last record above a key that is not known where it stands, and could have it."""
        could_have = self.could_have.get(key.value, ())
        return [each for each in could_have if each.node.location.line <= key.location.line][-1:]

    def _missing(self) -> Iterator[Diagnostic]:
        records: dict[tuple[str, Location], list[str]] = {}
        for name, all_missing in self.missing.items():
            for node, of, _ in all_missing:
                records.setdefault((of, node.location), []).append(name)
        for (of, location), names in records.items():
            is_one = names[1:] == []
            message = f"{of}the label{'' if is_one else 's'} {_quoted(names)} {'is' if is_one else 'are'} missing"
            hint = f'add {"a line" if is_one else "lines such as"} "{names[0]}: …"'
            yield Diagnostic(MISSING_KEY, location, message, hint)


def last_if_empty(pair: tuple[Node, Node] | None) -> tuple[Node, Node] | None:
    """The last key under a key, at whatever depth, with its value, where that is nothing."""
    while pair and pair[1].kind == "mapping" and pair[1].plain and pair[1].value:
        pair = pair[1].value[-1]
    return pair if pair and pair[1].is_empty else None


def _moved(each: UnknownKey, missing: MissingKey) -> Diagnostic:
    place = missing.of.removesuffix(": ") or "the file"
    spaces = missing.node.location.column - 1
    hint = f"begin the line with {spaces} spaces, like the others of {place}, and move what is below it as far"
    message = f'{each.of}the label "{each.key.value}:" is not known here, and {place} has none'
    return Diagnostic(UNKNOWN_KEY, each.key.location, message, hint)


def _not_indented(each: UnknownKey) -> Diagnostic:
    """A key that stands below another and not in it."""
    name = each.above[0] if each.above else each.key
    message = f'the label "{cut(each.key.value)}:" is not known here, and nothing stands under "{name.value}:" above it'
    hint = f"begin the line with {name.location.column + 1} spaces if it belongs there, and those below it alike"
    return Diagnostic(UNKNOWN_KEY, each.key.location, message, hint)


def _quoted(names: Sequence[str]) -> str:
    """Such as "id:", "text:" and "value:"."""
    *others, last = (f'"{name}:"' for name in names)
    return f"{', '.join(others)} and {last}" if others else last
