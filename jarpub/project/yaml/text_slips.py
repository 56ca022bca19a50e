"""Slips inside a line: what stands behind a key, and what YAML cannot read there, one function a slip."""

import re
from collections.abc import Callable

from jarpub.diagnostics import Code
from jarpub.project.yaml.lines import BLOCK, BRACKETS, QUOTED, Field, Lines, closed, quoted
from jarpub.project.yaml.slips import BRACKET, COLON, QUOTATION, SIGN, Slip

SIGNS = "*&!%@`|>?,]}#"
CURLY = "“”„‘’‚«»"
ESCAPE = re.compile(r"\\(?![0abt\tnvfre \"/\\N_LPxuU])")
APOSTROPHE = re.compile(r"'[^']*(?:'\w|s' )[^']*$")  # as of "don't" or "inspectors' findings", in a text opened with '
ASIDE = re.compile(r"[\"'\[\]{}]")


def slip_in_text(lines: Lines, number: int) -> Slip | None:
    """The first slip in the texts of a line."""
    for field in lines.fields(number):
        for find in IN_A_TEXT:
            found = find(field) if field.text else None
            if found:
                code, at, message, hint = found
                written = lines.written[number]
                mended = written[: field.start] + quoted(_words(field.text)) + written[field.end :]
                return Slip(code, number, field.start + at, message, hint, {number: mended})
    return None


Found = tuple[Code, int, str, str]


def _mark_behind_the_closing_one(field: Field) -> Found | None:
    rest = _behind_quotation(field.text)
    if rest not in (",", ";", "."):
        return None
    at = len(field.text) - 1
    return QUOTATION, at, f'"{rest}" stands behind the closing quotation mark', "delete it, or put it before the mark"


def _same_mark_inside(field: Field) -> Found | None:
    """Such as 'The council's website': the second mark is taken for the end of the text."""
    rest, sign = _behind_quotation(field.text), field.text[0]
    if not rest or not rest.endswith(sign):
        return None
    words, at = field.text[1:-1], len(field.text) - len(rest) - 1
    if sign == "'":
        message = "an apostrophe inside '…' is taken for the end of the text"
        return QUOTATION, at, message, f"put the text in the other quotation marks: {_other(words)}"
    message = 'a quotation mark inside "…" is taken for the end of the text'
    return QUOTATION, at, message, f"put the text in the other quotation marks: {_other(words)}"


def _only_a_part_in_marks(field: Field) -> Found | None:
    rest = _behind_quotation(field.text)
    if not rest:
        return None
    at = len(field.text) - len(rest)
    if APOSTROPHE.match(field.text):
        message = "an apostrophe is taken for the end of the text, and a quotation mark at its end is missing"
        return QUOTATION, at, message, f"put the text in the other quotation marks: {_other(field.text[1:])}"
    message = "the text goes on behind the closing quotation mark"
    return QUOTATION, at, message, f"put the whole text in other quotation marks: {_other(field.text)}"


def _backslash(field: Field) -> Found | None:
    found = ESCAPE.search(field.text) if field.text[0] == '"' else None
    if not found:
        return None
    hint = "type two of them: \\\\, or put the text in single quotation marks: '…'"
    return QUOTATION, found.start(), 'a backslash \\ inside "…" has a meaning of its own', hint


def _curly_marks(field: Field) -> Found | None:
    if field.text[0] not in CURLY or ": " not in field.text:
        return None
    message = f"the curly quotation mark {field.text[0]} does not protect the colon in the text"
    return QUOTATION, 0, message, 'put straight quotation marks around the whole text, too: "…"'


def _sign_at_the_start(field: Field) -> Found | None:
    sign, text = field.text[0], field.text
    begins_a_block = sign in "|>" and BLOCK.fullmatch(text)
    begins_a_list = sign == "-" and text[1:2] in ("", " ") and field.key
    if begins_a_block or not (sign in SIGNS or begins_a_list):
        return None
    message, hint = f'a text that begins with "{sign}" needs quotation marks', _in_marks(text)
    if sign in "|>" and text[1:2] == " ":
        message, hint = f'the text stands behind "{sign}"', f'begin it in the line below, or delete "{sign}"'
    return SIGN, 0, message, hint


def _bracket_at_the_start(field: Field) -> Found | None:
    """A text such as [All] do it well: a list, and then something else."""
    if field.text[0] not in BRACKETS:
        return None
    fault, depth = brackets(field.text), 0
    for match in ASIDE.finditer(field.text) if not fault else ():
        depth += (match[0] in BRACKETS) - (match[0] in BRACKETS.values())
        if not depth and field.text[match.end() :].strip(" ,") and field.text[match.end()] != "#":
            message = f'a text that begins with "{field.text[0]}" needs quotation marks'
            return SIGN, 0, message, _in_marks(field.text)
    return None


def _colon_in_a_text(field: Field) -> Found | None:
    at = field.text.find(": ") if not field.text.endswith(":") else len(field.text) - 1
    if at < 0 or field.text[0] in "\"'[{":
        return None
    return COLON, at, "a text with a colon in it needs quotation marks", _in_marks(field.text)


IN_A_TEXT: tuple[Callable[[Field], Found | None], ...] = (
    _mark_behind_the_closing_one,
    _same_mark_inside,
    _only_a_part_in_marks,
    _backslash,
    _curly_marks,
    _sign_at_the_start,
    _bracket_at_the_start,
    _colon_in_a_text,
)


def slip_in_brackets(lines: Lines, number: int) -> Slip | None:
    """A bracket of a line that is not closed, or closes nothing."""
    written, line = lines.written[number], lines.shapes[number]
    fault = brackets(line.value)
    if not fault:
        return None
    at, sign, is_open = fault
    if is_open:
        mended = written[: line.start + at] + BRACKETS[sign] + written[line.start + at :]
        opened = line.start + line.value.rfind(sign, 0, at)
        message = f'the bracket "{sign}" that is opened here is not closed'
        hint = f'type "{BRACKETS[sign]}" where it ends, or put a text with brackets in quotation marks'
        return Slip(BRACKET, number, opened, message, hint, {number: mended})
    if sign == "}" and line.key and any(f" {key}: " in line.value for key in lines.keys):
        mended = f"{written[: line.column]}{{{written[line.column :]}"
        message = f'the bracket "{{" before "{line.key}" is missing: "}}" closes it at the end of the line'
        return Slip(BRACKET, number, line.column, message, 'type "{" there', {number: mended})
    mended = written[: line.start + at] + written[line.start + at + 1 :]
    message, hint = f'the bracket "{sign}" closes nothing', "delete it, or put a text with brackets in quotation marks"
    return Slip(BRACKET, number, line.start + at, message, hint, {number: mended})


def brackets(text: str) -> tuple[int, str, bool] | None:
    """Where a bracket is missing, or one is too many: the column, the bracket, and whether it is one that was opened."""
    opened: list[str] = []
    at = 0
    while match := ASIDE.search(text, at):
        sign, at = match[0], match.end()
        if sign in QUOTED:
            inside = QUOTED[sign].match(text, match.start())
            at = inside.end() if inside and text[max(match.start() - 1, 0)] in " [{,\"'" else at
        elif sign in BRACKETS:
            opened.append(sign)
        elif opened and BRACKETS[opened[-1]] == sign:
            opened.pop()
        else:
            is_closing = any(BRACKETS[each] == sign for each in opened)
            return (match.start(), opened[-1], True) if is_closing else (match.start(), sign, False)
    return (len(text.rstrip(" ,")), opened[-1], True) if opened else None


def _behind_quotation(text: str) -> str:
    """What stands behind the closing quotation mark of a text that begins with one."""
    part = closed(text) if text[0] in QUOTED else None
    rest = text[part.end() :].strip() if part else ""
    return "" if rest.startswith("#") else rest


def _words(text: str) -> str:
    """The words of a text without the marks that may have been meant for quotation marks, and without lists."""
    return text.strip("\"'").lstrip(SIGNS)


def _other(words: str) -> str:
    """Words in quotation marks that they have none of, as an example."""
    if "'" in words and '"' in words:
        return '"…", with “ and ” for those inside'
    return f"'{words}'" if '"' in words else f'"{words}"'


def _in_marks(text: str) -> str:
    if len(text) > 60:  # noqa: PLR2004  # an example is for the eye
        return 'type them around all of it: "…"'
    return f"type them around all of it: {_other(text)}"
