"""Who does something, and where: the name of the person, as it is typed."""

import re
from dataclasses import dataclass
from typing import Literal

from jarpub.diagnostics import CommandError

# What stands for a name in an example, or in its place.
PLACEHOLDERS = re.compile(
    r"a|admin|anybody|anyone|b|c|first(name)?|i|initials|last(name)?|me|my|myself|n/a|names?|nobody|none|null|officer"
    r"|assistant|chief|communications|comms|council|deputy|director|editor|executive|head|manager|of|services?|team"
    r"|person|signature|some(body|one)|surname|tbc|tbd|test|the|unknown|us|user|we|x+|y|you|your|z|"
)
MARKS = "\"'“”‘’<>[]().,:;_*-"
LONGEST_INITIALS = 4
NAME_WANTED = "type the first and the last name"  # in a form
WAY_OUT = 'type the first and the last name, such as --by "Ann Example"'

Place = Literal["the editor", "the command", "Word", "another program"]


@dataclass(frozen=True)
class Origin:
    """By whom words come, where that is known, and from where."""

    by: str | None
    place: Place


ANOTHER_PROGRAM = Origin(None, "another program")


def person(typed: str | None, deed: str, way_out: str = WAY_OUT) -> str:
    """The name that somebody typed; raises CommandError where it names nobody, as a word of an example does.

    Initials may be those of several people; a person who has but one name is let through.
    """
    name = " ".join((typed or "").split())
    if not name:
        raise CommandError(f"{deed} is kept with the name of the person, and none is given", way_out)
    words = [word.strip(MARKS) for word in name.casefold().split()]
    if re.search(r"[<>@\\|]", name):
        raise CommandError(f'"{name}" has signs that no name has', way_out)
    if all(map(PLACEHOLDERS.fullmatch, words)) or sum(map(str.isalpha, name)) <= 1:
        raise CommandError(f'"{name}" is nobody\'s name, and {deed} is kept with the name of a person', way_out)
    if _are_initials(name.replace(".", " ").split()):
        raise CommandError(f'"{name}" may be the initials of several people', way_out)
    return name


def _are_initials(words: list[str]) -> bool:
    letters = "".join(words)
    are_apart = all(len(word) == 1 for word in words)
    return (
        letters.isupper() and letters.isalpha() and (are_apart or len(words) == 1) and len(letters) <= LONGEST_INITIALS
    )
