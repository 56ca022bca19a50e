"""Questions to somebody at a terminal, one line each, and what is typed there."""

import shlex
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jarpub.cli.speech import escaped, heard, say
from jarpub.diagnostics import CommandError

if TYPE_CHECKING:
    from jarpub.imports.understanding import Question


def is_somebody(options: Namespace) -> bool:
    """Whether a person is there who sees a question and can answer it."""
    return not options.json and bool(sys.stdin) and sys.stdin.isatty() and sys.stdout.isatty()


def words(question: str) -> str:
    """What somebody types, which is asked for until there is something; raises CommandError where nobody types any more."""
    while True:
        typed = line(question)
        if typed:
            return typed
        print("Type some words, and press Enter.")


def line(question: str) -> str:
    """One line of what somebody types, without spaces around it, which may be nothing."""
    typed = heard(question)
    if not typed:
        raise CommandError("nobody answers any more, and nothing was made", "start again")
    return " ".join(typed.split())


def path(question: str) -> str:
    """The path of a file as people type or drop it: in quotation marks, or with signs before its spaces."""
    typed = line(question)
    try:
        return " ".join(shlex.split(typed)) if typed[:1] in "'\"" or "\\ " in typed else typed
    except ValueError:
        return typed


def is_yes(question: str, *, meant: bool) -> bool:
    """Whether somebody says yes; who types nothing means what stands in the question in a capital letter."""
    typed = line(question).strip("\"'.").lower()
    return typed in ("yes", "y") if typed else meant


def answers(questions: Sequence["Question"], program: str) -> Mapping[str, str]:
    """What somebody answers to doubts about a document, by their names; a number stands for the choice with it."""
    given: dict[str, str] = {}
    for number, asked in enumerate(questions, 1):
        say(f"{number} of {len(questions)}. {escaped(asked.place)}: {escaped(asked.asks)}", program)
        for at, choice in enumerate(asked.choices, 1):
            say(f"    {at}  {escaped(_as_people_say(choice))}", program)
        typed = _answer(asked, program)
        if typed:
            given[asked.name] = typed
    return given


def _as_people_say(choice: str) -> str:
    """A choice with what a column that it names holds, as the editor says it."""
    from jarpub.web.bringing.shown import CALLED

    return f"{choice} ({CALLED[choice]})" if choice in CALLED else choice


def _answer(asked: "Question", program: str) -> str:
    """One of the choices, or what may be typed; nothing where somebody leaves it open."""
    ways = "Type a number, or the words" if any(each.startswith("type ") for each in asked.choices) else "Type a number"
    while True:
        typed = line(f"{ways}, or press Enter for: {asked.taken} ")
        is_number = typed.isdecimal() and 1 <= int(typed) <= len(asked.choices)
        answer = asked.choices[int(typed) - 1] if is_number else typed
        if not answer or (asked.may_be(answer) and not answer.startswith("type ")):
            return answer
        say(f'"{escaped(typed)}" is no answer: {escaped(asked.wants)}', program)
