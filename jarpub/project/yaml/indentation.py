"""Lines that begin with too many spaces or too few, and entries of a list without a hyphen, with each way to mend them."""

from collections.abc import Iterator

from jarpub.project.yaml.lines import BLOCK, Lines, shape
from jarpub.project.yaml.slips import COLON, HYPHEN, INDENT, Slip, Stop, counted

COLON_TOO_MANY = "mapping values are not allowed"


def indentation(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """A line that begins where no line can, or one above it that is to blame, or a text with a colon in it."""
    line = lines.shapes[stop.number]
    if line.key or line.hyphens:
        yield from sorted(_moved(lines, stop.number), key=lambda slip: _unlikely(lines, slip))
    yield from _colon_in_a_long_text(lines, stop)


def _unlikely(lines: Lines, slip: Slip) -> tuple[int, int]:
    """Orders ways to move a line that are as good: people indent by two, and slip by little."""
    indent = shape(slip.mended[slip.number]).indent
    return indent % 2, abs(indent - lines.shapes[slip.number].indent)


def _moved(lines: Lines, number: int) -> Iterator[Slip]:
    """The line moved to where it can be, a line above it that it stands below, or the nearest one."""
    line, above = lines.shapes[number], lines.above(number)
    levels = lines.levels(above)
    if levels.get(line.indent, (0, not line.hyphens))[1] != bool(line.hyphens):
        yield from (_indented(lines, number, target) for target in _targets(lines, number))
    for other in sorted({other for other, _ in levels.values()}, reverse=True):
        target = line.indent - (0 if line.hyphens else len(lines.shapes[other].hyphens))
        if bool(lines.shapes[other].hyphens) >= bool(line.hyphens) and target not in (
            lines.shapes[other].indent,
            -1,
            -2,
        ):
            yield _indented(lines, other, target)
    if above is not None:
        yield from (_indented(lines, above, target) for target in _targets(lines, above))


def _targets(lines: Lines, number: int) -> list[int]:
    """Where a line may have been meant to begin, the nearest first."""
    line, above = lines.shapes[number], lines.above(number)
    columns = {column for column, (_, hyphen) in lines.levels(above).items() if hyphen == bool(line.hyphens)}
    parent = lines.shapes[above] if above is not None else line
    if parent.key and not parent.value:
        columns.add(parent.column + 2)
    return sorted(columns - {line.indent}, key=lambda column: (abs(column - line.indent), -column))


def _indented(lines: Lines, number: int, target: int) -> Slip:
    indent, written = lines.shapes[number].indent, lines.written[number]
    spaces = counted(indent - target, "space") if indent > target else counted(target - indent, "space")
    message = f"this line begins with {counted(indent, 'space')}, and should begin with {target}"
    hint = f"delete {spaces}" if indent > target else f"add {spaces}"
    return Slip(INDENT, number, indent, message, hint, {number: " " * target + written[indent:]})


def _colon_in_a_long_text(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """A colon in a line that goes on with a text above it."""
    owner, written = lines.owner(stop.number), lines.written[stop.number]
    if COLON_TOO_MANY not in stop.said or owner is None or written[stop.column : stop.column + 1] != ":":
        return
    key, mended = lines.shapes[owner].key, written[: stop.column] + written[stop.column + 1 :]
    hint = f'put the whole text behind "{key}:" in line {owner + 1} in quotation marks: "…"'
    message = "a text with a colon in it needs quotation marks"
    yield Slip(COLON, stop.number, stop.column, message, hint, {stop.number: mended})


def missing_hyphen(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """An entry without its hyphen: this line below some that have theirs, or one above it, where this has its own."""
    number, line = stop.number, lines.shapes[stop.number]
    levels = lines.levels(lines.above(number))
    if line.hyphens:
        for other in _without_hyphen(lines, number):
            yield _hyphened(lines, other, line.indent)
        return
    for column, (other, has_hyphen) in levels.items():
        entry = lines.shapes[other]
        is_entry = line.key in (entry.key, entry.value[1:].split(":")[0]) if line.key else line.value.startswith("{")
        if has_hyphen and is_entry and line.indent in (column, entry.column):
            yield _hyphened(lines, number, column)


def _without_hyphen(lines: Lines, number: int) -> Iterator[int]:
    """The lines above an entry that begin with the same key in the same column, or with a brace, but with no hyphen."""
    line, above = lines.shapes[number], lines.above(number)
    while above is not None and lines.shapes[above].column >= line.column:
        other = lines.shapes[above]
        begins_alike = other.key == line.key if line.key else other.value.startswith("{")
        if other.column == line.column and begins_alike and not other.hyphens:
            yield above
        above = lines.above(above)


def _hyphened(lines: Lines, number: int, indent: int) -> Slip:
    line, words = lines.shapes[number], lines.written[number].lstrip()
    message = f'a hyphen is missing before "{line.key or "{"}"'
    where = "there" if line.indent == indent else f"behind {counted(indent, 'space')}, before it"
    return Slip(HYPHEN, number, line.indent, message, f'type "- " {where}', {number: f"{' ' * indent}- {words}"})


def text_askew(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """A text behind | or > of which one line begins further out than the first: this one, or else the first is wrong."""
    owner, line = lines.owner(stop.number), lines.shapes[stop.number]
    if owner is None or line.key or line.value.startswith("{") or not BLOCK.fullmatch(lines.shapes[owner].value or " "):
        return
    numbers = [number for number in range(owner + 1, stop.number) if lines.written[number].strip()]
    if not numbers:
        return
    first = lines.shapes[numbers[0]].indent
    below = lines.shapes[stop.number + 1].indent if stop.number + 1 < len(lines.shapes) else 0
    if len(numbers) == 1 and (below == line.indent or first % 2 > line.indent % 2):
        yield _indented(lines, numbers[0], line.indent)
    else:
        yield _indented(lines, stop.number, first)
