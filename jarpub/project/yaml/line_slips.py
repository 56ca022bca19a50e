"""Slips in how a line begins, found where YAML could not go on; one function a slip, with each way to mend it."""

import re
from collections.abc import Callable, Iterator
from itertools import takewhile

from jarpub.project.yaml.file_slips import CONFLICT_MARK, invisible_sign
from jarpub.project.yaml.indentation import COLON_TOO_MANY, indentation, missing_hyphen, text_askew
from jarpub.project.yaml.lines import BRACKETS, Line, Lines, quoted, shape
from jarpub.project.yaml.scalars import cut
from jarpub.project.yaml.slips import COLON, CONFLICT, HYPHEN, QUOTATION, STRAY, TAB, Slip, Stop, together
from jarpub.project.yaml.text_slips import brackets, slip_in_brackets, slip_in_text

OTHER_HYPHEN = re.compile(r"( *)([–—‐‑‒−•·●▪◦‣*+])([ \t]*)(?=\w[\w.-]*: |\{)")
GLUED_HYPHEN = re.compile(r"( *-)(?=\w[\w.-]*:(?: |$)|\{)")
GLUED_COLON = re.compile(r"(?:^ *(?:- +)*|[{,] *)(\w[\w.-]*):(?=[^\s/])")
MISSING_COLON = re.compile(r"( *(?:- +)*)(\w[\w.-]*)( *[;=.,]? *)(.*)")
SECOND_KEY = re.compile(r"\S+ +(\w[\w.-]*): ")
LEADING = re.compile(r"[ \t]*(?:-[ \t]+)*")
NO_COLON = "could not find expected ':'"
NAMING = ("id", "ref", "key")  # keys whose values are one word
TAB_WIDTHS = (4, 2, 8)
LAST_WORDS = 3  # of a text, by which its end is found


def slips_at(lines: Lines, stop: Stop) -> Iterator[list[Slip]]:
    """Why YAML could not go on: each reason that there may be, with the ways to mend it."""
    for find in AT_A_STOP:
        if found := list(find(lines, stop)):
            yield found


def _rest_of_a_conflict(lines: Lines, stop: Stop) -> Iterator[Slip]:
    for number in stop.suspects(lines):
        if CONFLICT_MARK.fullmatch(lines.written[number]):
            message = f"{lines.written[number][:7]} is left of two versions of some lines"
            hint = "keep the lines that are right, above or below; delete the others and this line"
            yield Slip(CONFLICT, number, 0, message, hint, {number: ""})
            return


def _tabs(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """Tabs before the words of a line, which people set to one of three widths."""
    first = next((number for number in stop.suspects(lines) if _has_tab(lines, number)), None)
    if first is None:
        return
    numbers = list(takewhile(lambda each: _has_tab(lines, each), range(first, len(lines.written))))
    for width in TAB_WIDTHS:
        mended = {number: lines.written[number].expandtabs(width) for number in numbers}
        message = "a tab stands here, where nothing but spaces may be"
        hint = f"delete all that is before the first letter, and type {shape(mended[first]).indent} spaces"
        slips = (
            Slip(TAB, number, lines.written[number].index("\t"), message, hint, {number: mended[number]})
            for number in numbers
        )
        yield next(together(slips))


def _has_tab(lines: Lines, number: int) -> bool:
    leading = LEADING.match(lines.written[number])
    return "\t" in leading[0] if leading else False


def _invisible_sign(lines: Lines, stop: Stop) -> Iterator[Slip]:
    yield from filter(None, (invisible_sign(lines, number) for number in stop.suspects(lines)))


def _other_hyphen(lines: Lines, stop: Stop) -> Iterator[Slip]:
    for number in stop.suspects(lines):
        written = lines.written[number]
        if match := OTHER_HYPHEN.match(written):
            mended = f"{match[1]}- {written[match.end() :]}"
            message = f'"{match[2]}" stands here, and an entry of a list begins with a hyphen'
            yield Slip(HYPHEN, number, len(match[1]), message, 'type "- " in its place', {number: mended})


def _lone_hyphen(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """A hyphen alone in its line, as of a pasted list, with the words of its entry in the line below, not further in."""
    number, line = stop.number, lines.shapes[stop.number]
    above = lines.above(number)
    entry = lines.shapes[above] if above is not None else line
    if above is None or _is_structure(line) or entry.value or entry.key or not entry.hyphens:
        return
    words = line.value.strip()
    message = "a hyphen stands alone in this line, and its words in the line below"
    hint = f'put them in one line: "- {cut(words)}"'
    mended = {above: f"{lines.written[above].rstrip()} {words}", number: ""}
    yield Slip(HYPHEN, above, entry.indent, message, hint, mended)


def _glued_hyphen(lines: Lines, stop: Stop) -> Iterator[Slip]:
    for number in stop.suspects(lines):
        written = lines.written[number]
        if match := GLUED_HYPHEN.match(written):
            mended = f"{match[1]} {written[match.end() :]}"
            at = match.end() - 1
            yield Slip(HYPHEN, number, at, "a hyphen has no space behind it", "type a space there", {number: mended})


def _open_quotation(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """A quotation mark that is closed too late, or never: its text is taken to end where another key begins."""
    if not stop.quotation:
        return
    number, column = stop.quotation
    sign = lines.written[number][column]
    end, at = _end_of_quotation(lines, number, column)
    mended = lines.written[end][:at] + sign + lines.written[end][at:]
    last = " ".join(lines.written[end][column + 1 if end == number else 0 : at].split()[-LAST_WORDS:])
    message = f"a quotation mark {sign} is opened here, and the one that closes it is missing"
    hint = f"type {sign} where the text ends, most likely in line {end + 1} behind: {cut(last)}"
    yield Slip(QUOTATION, number, column, message, hint, {end: mended})


def _end_of_quotation(lines: Lines, number: int, column: int) -> tuple[int, int]:
    """The line and column where a text may have been meant to end."""
    field = next((field for field in lines.fields(number) if field.start == column), None)
    if field and field.is_in_braces:
        return number, field.end
    if lines.shapes[number].value[:1] in BRACKETS and (
        inside := re.compile(r"[^\],}]+").match(lines.written[number], column)
    ):
        return number, inside.end()
    end = _end_of_text(lines, number)
    return end, len(lines.written[end].rstrip())


def _answer_below(lines: Lines, stop: Stop) -> Iterator[Slip]:
    above, line = lines.above(stop.number), lines.shapes[stop.number]
    if above is None or _is_structure(line) or line.value.strip() in lines.keys:
        return
    key = lines.shapes[above]
    if not key.key or key.value.strip() or line.indent > key.column:
        return
    gone = dict.fromkeys(range(stop.number, _end_of_paragraph(lines, stop.number) + 1), "")
    mended = {**gone, above: f"{lines.written[above].rstrip()} {quoted(line.value.strip())}"}
    message = f'this text stands below "{key.key}:", and not behind it'
    hint = f'type it in line {above + 1} behind "{key.key}:" and a space'
    yield Slip(STRAY, stop.number, line.indent, message, hint, mended)


def _glued_colon(lines: Lines, stop: Stop) -> Iterator[Slip]:
    for number in stop.suspects(lines):
        written = lines.written[number]
        for match in GLUED_COLON.finditer(written):
            if match[1] in lines.keys:
                mended = f"{written[: match.end()]} {written[match.end() :]}"
                message = f'the colon behind "{match[1]}" has no space behind it'
                yield Slip(COLON, number, match.end() - 1, message, "type a space there", {number: mended})


def _missing_colon(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """A key alone in its line with others below it, or one that is known, and no colon behind it."""
    for number in stop.suspects(lines) if NO_COLON in stop.said or COLON_TOO_MANY in stop.said else ():
        line, match = lines.shapes[number], MISSING_COLON.match(lines.written[number])
        if line.key or not match or not (match[2] in lines.keys or (not match[4] and _has_below(lines, number))):
            continue
        mended = f"{match[1]}{match[2]}: {match[4]}".rstrip()
        instead = f'in the place of "{match[3].strip()}"' if match[3].strip() else "there"
        message = f'there is no colon behind "{match[2]}"'
        yield Slip(COLON, number, match.end(2), message, f"type a colon {instead}", {number: mended})


def _has_below(lines: Lines, number: int) -> bool:
    """Whether a key or an entry of a list stands below a line, further in."""
    below = next((line for line in lines.shapes[number + 1 :] if not line.is_nothing), None)
    return below is not None and _is_structure(below) and below.indent > lines.shapes[number].indent


def _text_slip(lines: Lines, stop: Stop) -> Iterator[Slip]:
    line = lines.shapes[stop.number]
    slip = slip_in_text(lines, stop.number) if line.hyphens or line.key else None
    if slip and not (COLON_TOO_MANY in stop.said and stop.column < line.start):
        yield slip


def _brackets(lines: Lines, stop: Stop) -> Iterator[Slip]:
    slip = slip_in_brackets(lines, stop.number) if _is_structure(lines.shapes[stop.number]) else None
    if slip:
        yield slip


def _two_keys(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """Such as "id: R1.a1 text: Begin", which can be mended between braces."""
    line, written = lines.shapes[stop.number], lines.written[stop.number]
    second = SECOND_KEY.match(line.value) if line.key in NAMING else None
    if not second or second[1] not in lines.keys:
        return
    if brackets(line.value):  # as of "- id: R1.o1, text: Begun}"
        yield from _brackets(lines, stop)
        return
    at = line.start + second.start(1)
    value = quoted(written[at + len(second[1]) + 2 :])
    mended = f"{written[: line.column]}{{{written[line.column : at].rstrip()}, {second[1]}: {value}}}"
    message = f'the label "{second[1]}:" stands in the line of another'
    hint = f'put it on a line of its own, below the first letter of "{line.key}"'
    yield Slip(STRAY, stop.number, at, message, hint, {stop.number: mended})


def _stray_line(lines: Lines, stop: Stop) -> Iterator[Slip]:
    """A text that is indented like a key: most often a second paragraph, or one whose first line is further in."""
    owner, line = lines.owner(stop.number), lines.shapes[stop.number]
    if _is_structure(line) or owner is None:
        return
    key = lines.shapes[owner]
    indent = key.column + 2
    hint = (
        f'if it belongs to "{key.key}:" in line {owner + 1}, type | behind "{key.key}:" and the whole text below it, '
        f"each line behind {indent} spaces"
    )
    if key.value[:1] in ("|", ">") and key.value:
        hint = f'if it belongs to the text below "{key.key}:" in line {owner + 1}, begin it with {indent} spaces'
    numbers = range(stop.number, _end_of_paragraph(lines, stop.number) + 1)
    further = {number: " " * indent + lines.written[number].strip() for number in numbers}
    for mended in (further, dict.fromkeys(numbers, "")):
        yield Slip(
            STRAY,
            stop.number,
            line.indent,
            "this line has no hyphen, and no label such as text: before it",
            hint,
            mended,
        )


def _end_of_paragraph(lines: Lines, number: int) -> int:
    """The last line of a text that begins in a line."""
    below = range(number + 1, len(lines.written))
    return next((each - 1 for each in below if _is_structure(lines.shapes[each])), len(lines.written) - 1)


def _end_of_text(lines: Lines, number: int) -> int:
    """The last line that goes on with the text of a key: it is no key, and indented further."""
    column = lines.shapes[number].column
    below = range(number + 1, len(lines.written))
    further = takewhile(lambda each: lines.shapes[each].indent > column and not lines.shapes[each].key, below)
    return max(further, default=number)


def _is_structure(line: Line) -> bool:
    return bool(line.key or line.hyphens or line.value[:1] in BRACKETS)


AT_A_STOP: tuple[Callable[[Lines, Stop], Iterator[Slip]], ...] = (
    _rest_of_a_conflict,
    _tabs,
    _invisible_sign,
    _other_hyphen,
    _lone_hyphen,
    _glued_hyphen,
    _open_quotation,
    _answer_below,
    _glued_colon,
    _missing_colon,
    _two_keys,
    _text_slip,
    missing_hyphen,
    _brackets,
    text_askew,
    indentation,
    _stray_line,
)
