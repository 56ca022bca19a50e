"""How much a template may do. It is counted, not timed: the same template stops at the same place on every machine."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from math import prod
from typing import Any

from jinja2 import Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jarpub.diagnostics import Code, Problem

TOO_MUCH = Code("template.too-much", "A template makes a text, a list or a number that is too long, or never ends.")
LONGEST = 10_000_000  # letters of a text, or entries of a list
LARGEST, HIGHEST_POWER = 10**15, 50  # which 2 ** 50 is, or about
MOST_WORK = 100_000_000  # letters that are written or looked through; a plan of a thousand actions takes a tenth
STEP, CALL, ENTRY = 50, 200, 10  # what going round a loop once, a call, and an entry of a list count for
COUNTED = "counted loop"  # the filter around what a loop goes through: no template can type its name
# A width of five digits or more, or one that comes from elsewhere, in a text with places to be filled.
WIDE = re.compile(r"%[^a-zA-Z%]*(\*|[0-9]{5})|\{[^{}]*(\{|[:.][^{}]*[0-9]{5})")
FORMATS = frozenset({"format", "format_map"})


class LimitedTemplates(ImmutableSandboxedEnvironment):
    """A sandbox in which loops, texts and numbers have an end; what goes beyond it is a Problem."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})
    work = 0  # what the rendering under way has done so far

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.filters = {name: self._limited(name, filter) for name, filter in self.filters.items()}
        self.filters[COUNTED] = self.counted

    def spend(self, work: int) -> None:
        """Count what is done; raises Problem where it is too much."""
        self.work += work
        if self.work > MOST_WORK:
            hint = "look for a loop inside a loop, or something that calls itself"
            raise Problem(TOO_MUCH, "the template does more than any publication needs: it might never end", hint)

    def counted(self, values: Iterable[Any]) -> Iterator[Any]:
        """What a loop goes through, each time counted."""
        for value in values:
            self.spend(STEP)
            yield value

    def concat(self, pieces: Iterable[str]) -> str:  # as Jinja names a function
        """The text of what was written one after another."""
        written = []
        for piece in pieces:
            written.append(piece)
            try:
                self.spend(len(piece))
            except Problem as problem:
                if isinstance(pieces, Iterator):  # a template that is being rendered: it is at the line to be named
                    pieces.throw(problem)  # type: ignore[attr-defined]
                raise
        return "".join(written)

    def call(self, context: Any, called: Any, /, *arguments: Any, **named: Any) -> Any:
        """What a macro, a function or a method gives."""
        self.spend(CALL)
        subject = getattr(getattr(called, "__wrapped__", called), "__self__", None)
        if isinstance(subject, str | list | tuple):
            self._allow(called.__name__, subject, (*arguments, *named.values()))
        return super().call(context, called, *arguments, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """What two values give; how large that will be is known before."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if numbers and operator in ("*", "**"):
            _allow_number(left, right, operator)
        elif operator == "*":
            self._allow_size(_weight(left) * _weight(right))
        elif operator == "+" and not numbers:
            self._allow_size(_size(left) + _size(right))
        elif operator == "%" and isinstance(left, str):
            self._allow("format", left, (right,))
        return super().call_binop(context, operator, left, right)

    def compile(self, *arguments: Any, **named: Any) -> Any:
        """The code of a template; what is worked out now counts for no rendering."""
        before = self.work
        try:
            return super().compile(*arguments, **named)
        finally:
            self.work = before

    def get_template(self, name: Any, *arguments: Any, **named: Any) -> Template:
        """The template of this name."""
        self.spend(CALL)
        return super().get_template(name, *arguments, **named)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template, in which loops and what is put together with "~" go through the filters above."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = _through(COUNTED, loop.iter)
        for joined in tree.find_all(nodes.Concat):
            joined.nodes = [_through("string", each) for each in joined.nodes]
        for holder in list(tree.find_all(nodes.Node)):
            for field, value in holder.iter_fields():
                if isinstance(value, nodes.Concat):
                    setattr(holder, field, _through("string", value))
                elif isinstance(value, list):
                    value[:] = [_through("string", each) if isinstance(each, nodes.Concat) else each for each in value]
        return tree

    def _limited(self, name: str, filter: Callable[..., Any]) -> Callable[..., Any]:
        """A filter of Jinja's that is told beforehand when it would make too much."""
        skipped = 1 if hasattr(filter, "jinja_pass_arg") else 0

        @wraps(filter)
        def limited(*arguments: Any, **named: Any) -> Any:
            given = [*arguments[:skipped], *(self._whole(each) for each in arguments[skipped:])]
            self._allow(name, given[skipped], (*given[skipped + 1 :], *named.values()))
            return filter(*given, **named)

        return limited

    def _whole(self, value: Any) -> Any:
        """What comes one by one, as a list, so that its length is known."""
        return list(self.counted(value)) if isinstance(value, Iterator) else value

    def _allow(self, name: str, subject: Any, others: tuple[Any, ...]) -> None:
        """What a filter or a method makes of a value is at most as long as the value times all that it is given."""
        if name in FORMATS and isinstance(subject, str) and WIDE.search(subject):
            raise Problem(TOO_MUCH, "a text is made too wide", "write a width of four digits or fewer")
        weights = [(_size if name in FORMATS else _weight)(each) for each in others]
        size = max(1, _size(subject))
        self.spend(STEP + size)
        self._allow_size(size * prod(weights))

    def _allow_size(self, size: float) -> None:
        if size > LONGEST:
            message = f"this makes a text or a list longer than {LONGEST:,}"
            raise Problem(TOO_MUCH, message, "look at the numbers in this line")


def _through(filter: str, node: Any) -> nodes.Filter:
    return nodes.Filter(node, filter, [], [], None, None, lineno=node.lineno)


def _allow_number(left: float, right: float, operator: str) -> None:
    """A product or a power is not too large, as far as its factors tell: it may take for ever to work out."""
    is_fit = abs(left) <= LARGEST and abs(right) <= LARGEST
    if is_fit and operator == "**":
        is_fit = abs(left) <= 1 or abs(right) <= HIGHEST_POWER
    if not is_fit:
        raise Problem(TOO_MUCH, f"this makes a number larger than {LARGEST:,}", "take smaller numbers")


def _weight(value: Any) -> float:
    """By how much a value can make another one longer: a number by itself, others by their length."""
    return max(1, abs(value) if isinstance(value, int | float) else _size(value))


def _size(value: Any) -> int:
    """The letters of a text; of a list its entries and, since they may be printed, theirs."""
    size, waiting = 0, [value]
    while waiting and size <= LONGEST:
        each = waiting.pop()
        size += len(each) if isinstance(each, str) else ENTRY * (len(each) if isinstance(each, range) else 1)
        if isinstance(each, list | tuple | set | frozenset):
            waiting.extend(each)
        elif isinstance(each, Mapping):
            waiting.extend(each.values())
    return size
