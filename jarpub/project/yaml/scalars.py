"""A YAML scalar as the value that its type asks for."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, get_args, get_origin

from jarpub.diagnostics import Code, Problem, did_you_mean
from jarpub.project.plan.values import Colour, Id, Month, Reference, Text
from jarpub.project.yaml.encoding import INVISIBLE, name_of
from jarpub.project.yaml.nodes import Node
from jarpub.project.yaml.slips import INVISIBLE_SIGN, QUOTATION

COMMENT = Code("yaml.comment", "Part of a text is taken for a note in the file, and would not be printed.")
TEXT = Code("value.text", "A text is meant, and nothing, a number, a date or yes or no is there.")
ID = Code("value.id", "The name of an entry is missing, has signs that a name cannot have, or is too long.")
CHOICE = Code("value.choice", "A value is none of those that are known there.")
MONTH_EXPECTED = Code("value.month", "A month is not written as a year and a month.")
COLOUR_EXPECTED = Code("value.colour", "A colour is not written as # and six digits.")
NUMBER_EXPECTED = Code("value.number", "A number is not written in digits.")
YES_OR_NO = Code("value.yes-or-no", "A value is neither true nor false.")
MARKS = "“”„‘’\"'"
LONGEST_QUOTE = 80  # in a message
LONGEST_NAME = 64  # Word takes no longer tag
NO_TAG = ".was.wording."  # in the name of what an approval keeps of the words that were translated: no Word file has it
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
COLOUR = re.compile("#[0-9a-fA-F]{6}")
NUMBER = re.compile("[0-9]{1,9}")
NOTHING = ("", "~", "null", "Null", "NULL")
NUMERIC = (
    r"[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9]+)(e[-+]?[0-9]+)?|[0-9]+(:[0-5]?[0-9])+|0[xo][0-9a-f]+|[-+]?\.(inf|nan)"
)
LONE_MARK = re.compile(r"[^0-9\s]\"$")  # behind a digit it is an inch
NOT_TEXT = (
    (re.compile("|".join(NOTHING)), "nothing"),
    (re.compile("yes|no|on|off|y|n|true|false", re.IGNORECASE), "yes or no"),
    (re.compile(NUMERIC, re.IGNORECASE), "a number"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}(-[0-9]{1,2}.*)?"), "a date"),
)


class Where(NamedTuple):
    """The name of the record that a value belongs to, its key, and what to call it in a message.

    The text of a record has no key: it is named as its record is.
    """

    id: str
    key: str
    label: str

    @property
    def subject(self) -> str:
        """Such as "MA2.st1, status"."""
        return ", ".join(filter(None, [self.id, self.label]))

    @property
    def text_id(self) -> str:
        """Such as "IA1.a4" for the text of that action, "IA1.quote" for the quote of IA1."""
        return ".".join(filter(None, [self.id, self.key]))


def is_nothing(node: Node) -> bool:
    """Whether YAML reads the node as null."""
    return node.kind == "scalar" and node.plain and node.value in NOTHING


def value(node: Node, kind: Any, where: Where) -> Any:
    """The scalar as a value of this type; raises Problem."""
    sign = INVISIBLE.search(node.value) if not _is(Text)(kind) else None
    if sign:
        message = f'{where.subject}: {name_of(sign[0])} stands in "{cut(node.value.replace(sign[0], ""))}"'
        raise Problem(INVISIBLE_SIGN, message, "delete the word and type it again")
    try:
        return next(make for matches, make in MAKERS if matches(kind))(node, kind, where)
    except Problem as problem:
        if not (node.plain and node.value and {node.value[0], node.value[-1]} & set(MARKS)):
            raise
        hint = f'type straight quotation marks on both sides: "{cut(node.value.strip(MARKS))}"'
        raise Problem(problem.code, problem.message, hint) from None


def stripped(words: str) -> str:
    """A text as it is read: without spaces and line ends around it."""
    return words.strip(" \n\t")


def cut(words: str) -> str:
    """The beginning of some words, as much of them as a message has room for."""
    return words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"


def _text(node: Node, _: Any, where: Where) -> Text:
    words = stripped(node.value)
    if len(where.text_id) > LONGEST_NAME and NO_TAG not in where.text_id:
        raise Problem(
            ID, f'the name "{cut(where.text_id)}" is longer than {LONGEST_NAME} characters', "use shorter labels"
        )
    if node.comment:
        raise Problem(
            COMMENT,
            f'{where.subject}: "{node.comment[:40]}" is taken for a note in the file, and would not be printed',
            "put the whole text in quotation marks, or the note on a line of its own",
        )
    if not any(unicodedata.category(letter)[0] not in "CZ" for letter in words):
        raise Problem(
            TEXT, f"{where.subject}: a text is meant here, and nothing is there", "type the text, or delete the line"
        )
    if node.plain and LONE_MARK.search(words) and words.count('"') % 2:
        message = f"{where.subject}: the quotation mark at the end of the text was never opened"
        raise Problem(QUOTATION, message, "type one before the text, too, or delete it")
    read_as = next((name for pattern, name in NOT_TEXT if node.plain and pattern.fullmatch(words)), None)
    if read_as:
        raise Problem(
            TEXT,
            f"{where.subject}: {cut(words)} is taken for {read_as}, and a text is meant",
            f'put it in quotation marks: "{cut(words)}"',
        )
    return Text(words, where.text_id, node.location)


def _month(node: Node, _: Any, where: Where) -> Month:
    match = MONTH.fullmatch(node.value)
    if not match:
        raise Problem(
            MONTH_EXPECTED,
            f'{where.subject}: "{cut(node.value)}" is no month',
            'write the year and the month: "2009-03" is March 2009',
        )
    return Month(int(match[1]), int(match[2]), where.text_id, node.location)


def _colour(node: Node, _: Any, where: Where) -> Colour:
    if not COLOUR.fullmatch(node.value):
        raise Problem(
            COLOUR_EXPECTED,
            f'{where.subject}: "{cut(node.value)}" is no colour',
            'write "#" and six digits, 0 to 9 and a to f, in quotation marks: "#0b4f6c"',
        )
    return Colour(node.value.lower(), node.location)


def _reference(node: Node, kind: type[Reference], where: Where) -> Reference:
    _refuse_nothing(node, where)
    return kind(node.value, node.location)


def _name(node: Node, kind: type[Id], where: Where) -> Id:
    _refuse_nothing(node, where)
    if not NAME.fullmatch(node.value) or len(node.value) > LONGEST_NAME:
        raise Problem(
            ID,
            f'{where.subject} "{cut(node.value)}" cannot be a name',
            f"use letters, digits, dots, hyphens and underscores, {LONGEST_NAME} at most, with a letter or digit first",
        )
    return kind(node.value)


def _refuse_nothing(node: Node, where: Where) -> None:
    """Raise Problem where no name is typed, or the word that stands for none."""
    if is_nothing(node):
        hint = (
            f'put it in quotation marks if it is the name: "{node.value}"' if NAME.fullmatch(node.value) else "type it"
        )
        raise Problem(ID, f"{where.subject}: the name of an entry is meant, and nothing is there", hint)


def _choice(node: Node, kind: Any, where: Where) -> str:
    if node.value not in get_args(kind):
        begin_alike = [each for each in get_args(kind) if each[:1] == node.value[:1].casefold()]
        hint = did_you_mean(node.value, get_args(kind), always=True)
        hint = hint if begin_alike else f"known here: {', '.join(sorted(get_args(kind)))}"
        raise Problem(CHOICE, f'{where.subject} "{cut(node.value)}" is not known', hint)
    return str(node.value)


def _flag(node: Node, _: Any, where: Where) -> bool:
    if node.value not in ("true", "false"):
        raise Problem(
            YES_OR_NO, f'{where.subject}: "{cut(node.value)}" is neither true nor false', "write true or false"
        )
    return bool(node.value == "true")


def _number(node: Node, _: Any, where: Where) -> int:
    if not NUMBER.fullmatch(node.value):
        raise Problem(NUMBER_EXPECTED, f'{where.subject}: "{cut(node.value)}" is no whole number', "write digits only")
    return int(node.value)


def _plain(node: Node, _: Any, where: Where) -> str:
    if re.match(r"#\S", node.comment):
        message = f'{where.subject}: "{node.comment[:40]}" is taken for a note in the file, and would not be printed'
        raise Problem(COMMENT, message, "put the whole text in quotation marks")
    return str(node.value)


def _is(kind: type) -> Callable[[Any], bool]:
    return lambda asked: isinstance(asked, type) and issubclass(asked, kind)


# The first rule that matches a type makes its value.
MAKERS: tuple[tuple[Callable[[Any], bool], Callable[[Node, Any, Where], Any]], ...] = (
    (lambda kind: get_origin(kind) is Literal, _choice),
    (_is(Text), _text),
    (_is(Month), _month),
    (_is(Colour), _colour),
    (_is(Reference), _reference),
    (_is(Id), _name),
    (_is(bool), _flag),
    (_is(int), _number),
    (_is(str), _plain),
)
