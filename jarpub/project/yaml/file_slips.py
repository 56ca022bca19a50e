"""Slips that are not to reach YAML, which would swallow them or stop at another line."""

import re
from collections.abc import Callable, Iterator

from jarpub.project.yaml.encoding import INVISIBLE, name_of
from jarpub.project.yaml.lines import Lines, shape, visible
from jarpub.project.yaml.slips import CONFLICT, DOCUMENT, EMAIL, INVISIBLE_SIGN, Slip, counted, together

HEAD = re.compile(
    r"(From|To|Cc|Bcc|Date|Sent|Subject|Received|Return-Path|Message-ID|Reply-To|MIME-Version|Content-\S+|X-\S+): "
)
HEADS = 2  # one may be a key
CONFLICT_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})( .*)?")
SPACES = f"[ {INVISIBLE.pattern[1:]}"
BEFORE_WORDS = re.compile(rf"{SPACES}*(?:-{SPACES}+)*(?:\w[\w.-]*{SPACES}*:(?={SPACES}|$){SPACES}*)?")


def slips_before(lines: Lines) -> Iterator[Slip]:
    """Each of them in these lines."""
    for find in BEFORE:
        yield from find(lines)


def _conflicts(lines: Lines) -> Iterator[Slip]:
    """Each conflict from <<<<<<< to >>>>>>>, mended by keeping the first of the two versions."""
    begun: int | None = None
    gone: dict[int, str] = {}
    is_second = False
    for number, written in enumerate(lines.written):
        match = CONFLICT_MARK.fullmatch(written)
        mark = match[1][0] if match else ""
        if mark == "<":
            begun, gone, is_second = number, {number: ""}, False
        elif begun is None:
            continue
        elif mark or is_second:
            gone[number], is_second = "", mark != ">"
        if mark == ">" and begun is not None:
            yield _conflict(begun, number, gone)
            begun = None
    if begun is not None:
        yield _conflict(begun, begun, {begun: ""})


def _conflict(begun: int, end: int, gone: dict[int, str]) -> Slip:
    to = f" to line {end + 1}" if end > begun else ""
    message = (
        f"two versions of the same lines stand here, from line {begun + 1}{to}, marked <<<<<<<, ======= and >>>>>>>"
    )
    return Slip(CONFLICT, begun, 0, message, "keep the lines that are right; delete the others and the marks", gone)


def _email(lines: Lines) -> Iterator[Slip]:
    end = next((number for number, written in enumerate(lines.written) if not written.strip()), len(lines.written))
    heads = [number for number in range(end) if HEAD.match(lines.written[number])]
    if heads[:HEADS] == list(range(HEADS)):
        message = "the file begins with the head of an email"
        yield Slip(EMAIL, 0, 0, message, f"delete the lines 1 to {end}", dict.fromkeys(range(end), ""))


def _documents(lines: Lines) -> Iterator[Slip]:
    begun = False
    for number, written in enumerate(lines.written):
        if re.fullmatch(r"(---|\.\.\.)( .*)?", written) and begun:
            yield Slip(DOCUMENT, number, 0, f"a line {written[:3]} parts the file in two", "delete it", {number: ""})
        begun = begun or not (lines.shapes[number].is_nothing or written.startswith("%"))


def _invisible_signs(lines: Lines) -> Iterator[Slip]:
    numbers = (number for number, written in enumerate(lines.written) if not written.isascii())
    hidden = (number for number in numbers if number not in lines.of_texts and _is_hidden_key(lines, number))
    yield from together(slip for number in hidden if (slip := invisible_sign(lines, number)))


def _is_hidden_key(lines: Lines, number: int) -> bool:
    """Whether a line would have a known key if its invisible signs were spaces: in a text they do no harm."""
    written = lines.written[number]
    line, before = shape(visible(written)), written[: len(written) - len(written.lstrip())]
    is_known = line.key in lines.keys or (line.key and not before.isascii())
    return bool(is_known) if line.key else bool(line.hyphens) and line.value.startswith("{")


def hidden_sign(written: str) -> "re.Match[str] | None":
    """The first sign that nobody sees before the words of a line, or behind its key."""
    start = BEFORE_WORDS.match(written)
    return INVISIBLE.search(written, 0, start.end()) if start else None


def invisible_sign(lines: Lines, number: int) -> Slip | None:
    """The same as a slip."""
    written = lines.written[number]
    start, sign = BEFORE_WORDS.match(written), hidden_sign(written)
    if not start or not sign:
        return None
    message = f"{name_of(sign[0])} stands here, where nothing but common spaces may be"
    hint = "delete it; if words run together then, type a space"
    mended = visible(start[0]) + written[start.end() :]
    if not written[: sign.start()].strip():
        hint = f"delete all that is before the first letter, and type {counted(shape(mended).indent, 'space')}"
    return Slip(INVISIBLE_SIGN, number, sign.start(), message, hint, {number: mended})


BEFORE: tuple[Callable[[Lines], Iterator[Slip]], ...] = (_conflicts, _email, _documents, _invisible_signs)
